// SPDX-License-Identifier: Apache-2.0
// The network in floating point, with its gradient: what src/syntax/network.h runs in int8.
//
// Words (pretrained vector, sum of learned feature vectors) go through bidirectional simple recurrent units (Lei et
// al. 2018: the matrix products need no earlier state, so they run over all tokens of a batch at once). Linear heads
// give tags and names; a bilinear scorer with a term for the distance picks heads (Dozat and Manning 2017), and a
// small network labels the chosen arc.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "syntax/model_file.h"

namespace dragoman::train {

template <typename T>
using Mat = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A weight with its gradient and the two moments of Adam.
template <typename T>
struct Param {
  std::string name;
  Mat<T> value, grad, m, v;
  bool sparse = false;  ///< only the rows in `touched` have a gradient
  std::vector<int> touched;
  void init(std::string label, Eigen::Index rows, Eigen::Index cols, double stddev, std::mt19937_64& rng);
};

/// Sentences end to end; missing annotation is -1 (labels), -2 (heads), all bits (names).
struct Batch {
  std::vector<int> begin{0};          ///< sentence s is tokens [begin[s], begin[s+1])
  std::vector<float> vectors;         ///< tokens x vector_dim
  std::vector<int> feature_begin{0};  ///< features of token t in feature_row
  std::vector<int> feature_row;
  std::vector<int> upos, xpos, feats;
  std::vector<int> head;  ///< within the sentence, from 0; -1 is the root
  std::vector<int> label;
  std::vector<std::uint32_t> names;  ///< set of admissible tags
  [[nodiscard]] int tokens() const { return static_cast<int>(upos.size()); }
  [[nodiscard]] int sentences() const { return static_cast<int>(begin.size()) - 1; }
};

struct Dropout {
  double input = 0, layer = 0, head = 0;
};

struct Losses {
  double upos = 0, xpos = 0, feats = 0, names = 0, arcs = 0, labels = 0;
  [[nodiscard]] double total() const { return upos + xpos + feats + names + arcs + labels; }
};

struct TaskWeights {
  double upos = 1, xpos = 0.5, feats = 0.5, names = 1, arcs = 1, labels = 1;
};

template <typename T>
class Net {
 public:
  Net(const NetConfig& config, std::uint32_t feature_rows, std::uint64_t seed);

  /// Adds the gradient of the weighted loss (divided by the tokens of the batch) to every Param::grad; returns the
  /// losses, weighted and so divided.
  Losses step(const Batch& batch, const TaskWeights& weights, const Dropout& dropout, std::mt19937_64& rng);

  std::vector<Param<T>*> params();
  const NetConfig& config() const { return config_; }

  Param<T> features;
  std::vector<Param<T>> layer_w, layer_b, layer_v;  ///< v: rows forget and reset, a column per direction and unit
  Param<T> tag_w, tag_b, name_w, name_b;
  Param<T> mlp_w, mlp_b;    ///< arc dependent, arc head, label dependent, label head
  Param<T> arc_w, arc_b;    ///< dependent to (vector against heads, distance weights)
  Param<T> arc_root;        ///< 1 x arc_dim
  Param<T> label_root;      ///< 1 x label_dim
  Param<T> label_distance;  ///< distance_buckets x label_dim
  Param<T> label_w, label_b;

 private:
  struct Layer {
    Mat<T> input, dropped, mask, pre, forget, reset, cell;
  };
  void forward_layer(const Batch& batch, std::size_t l, const Mat<T>& input, double rate, std::mt19937_64& rng,
                     Mat<T>& out);
  void backward_layer(const Batch& batch, std::size_t l, const Mat<T>& d_out, Mat<T>& d_in);
  void sentence_mask(const Batch& batch, Eigen::Index cols, double rate, std::mt19937_64& rng, Mat<T>& mask);
  double parse(const Batch& batch, const TaskWeights& weights, const Dropout& dropout, std::mt19937_64& rng,
               const Mat<T>& top, Mat<T>& d_top, Losses& losses);

  NetConfig config_;
  std::vector<Layer> layers_;
};

extern template class Net<float>;
extern template class Net<double>;

}  // namespace dragoman::train
