// SPDX-License-Identifier: Apache-2.0
// The trained network at work: from words to tags, name scores, heads and relations, in int8.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "syntax/features.h"
#include "syntax/kernels.h"
#include "syntax/model_file.h"
#include "syntax/tree.h"

namespace dragoman {

/// What the network says of one token.
struct TokenScores {
  std::uint16_t upos = 0;
  std::uint16_t xpos = 0;
  std::uint16_t feats = 0;
  std::uint16_t label = 0;
  std::int32_t head = -1;  ///< within the sentence
};

/// Working memory of one thread; grows to the longest batch seen.
struct NetScratch {
  FeatureScratch features;
  AlignedBuffer<float> input, pre, out_a, out_b, logits, name_logits, mlp, query, heads_t, scores, mixed, cell;
  QuantRows rows, top_rows;
  TreeScratch tree;
  std::vector<std::int32_t> heads;
  std::vector<TokenScores> tokens;
};

class Network {
 public:
  /// Packs the weights for this processor; borrows the tables from `file`, which must outlive the network.
  static Result<Network> create(const ModelFile& file, CpuPath path);

  /// Sentences end to end: sentence s is forms [begin[s], begin[s+1]). Results are in scratch.tokens, and the scores of
  /// name tags at name_scores(scratch, t).
  void run(std::span<const std::string_view> forms, std::span<const std::uint32_t> begin, NetScratch& scratch) const;

  [[nodiscard]] const float* name_scores(const NetScratch& scratch, std::size_t token) const {
    return scratch.name_logits.data() + token * name_w_.padded_rows;
  }
  [[nodiscard]] const NetConfig& config() const { return config_; }

 private:
  struct Layer {
    PackedMatrix w;
    std::span<const float> peep;  ///< forget then reset, both directions
  };
  void embed(std::string_view form, float* out, FeatureScratch& scratch) const;
  void parse(std::span<const std::uint32_t> begin, const QuantRows& top, std::size_t tokens, NetScratch& s) const;

  NetConfig config_;
  const Kernels* kernels_ = nullptr;
  std::span<const HashSlot> vector_table_, feature_table_;
  QuantView vectors_, features_;
  std::vector<Layer> layers_;
  PackedMatrix tag_w_, name_w_, mlp_w_, arc_w_, label_w_;
  std::span<const float> arc_root_, label_root_, label_distance_;
};

}  // namespace dragoman
