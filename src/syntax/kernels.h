// SPDX-License-Identifier: Apache-2.0
// The inner loops of the network, chosen at run time for the processor. All paths give the same bits: products are
// exact in 32-bit integers, and floating-point code is the same source compiled for each instruction set, without
// contraction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "syntax/model_file.h"

namespace dragoman {

enum class CpuPath : std::uint8_t { kPortable, kAvx2, kVnni };

/// The fastest path this processor can run.
CpuPath best_cpu_path();

/// Storage on cache-line boundaries, so that vector loads never straddle two.
template <typename T>
class AlignedBuffer {
 public:
  AlignedBuffer() = default;
  AlignedBuffer(AlignedBuffer&&) noexcept = default;  // a copy would lie at another alignment
  AlignedBuffer& operator=(AlignedBuffer&&) noexcept = default;
  /// What was there is lost.
  void resize(std::size_t n) {
    if (bytes_.size() < n * sizeof(T) + 64) bytes_.resize(n * sizeof(T) + 64);
    size_ = n;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T* data() { return reinterpret_cast<T*>(align(bytes_.data())); }
  [[nodiscard]] const T* data() const {
    return reinterpret_cast<const T*>(align(const_cast<std::byte*>(bytes_.data())));
  }

 private:
  static std::byte* align(std::byte* p) { return p + (64 - reinterpret_cast<std::uintptr_t>(p) % 64) % 64; }
  std::vector<std::byte> bytes_;
  std::size_t size_ = 0;
};

/// An int8 weight matrix rearranged for the kernels: panels of 32 outputs, in each for every 4 inputs the 4 weights of
/// every output, stored as weight + 128. Outputs are padded to a whole panel with zeros.
struct PackedMatrix {
  std::uint32_t rows = 0;
  std::uint32_t padded_rows = 0;
  std::uint32_t cols = 0;
  AlignedBuffer<std::uint8_t> weights;
  AlignedBuffer<float> scale;  ///< padded_rows
  AlignedBuffer<float> bias;   ///< padded_rows
};
/// Requires cols divisible by 4; `bias` may be empty.
PackedMatrix pack_matrix(const QuantView& matrix, std::span<const float> bias);

/// Activations of some tokens as int8, each token with its own scale.
struct QuantRows {
  AlignedBuffer<std::int8_t> value;
  AlignedBuffer<float> scale;
  AlignedBuffer<std::int32_t> sum;
  void resize(std::size_t tokens, std::size_t cols) {
    value.resize(tokens * cols);
    scale.resize(tokens);
    sum.resize(tokens);
  }
};

/// The functions of one path.
struct Kernels {
  /// Rounds `tokens` rows of `cols` numbers (`stride` apart) to int8.
  void (*quantize)(const float* x, std::size_t stride, std::size_t tokens, std::size_t cols, QuantRows& out);
  /// out[t * stride + o] = bias[o] + sum of x[t] * w[o], for all padded outputs. Requires stride >= padded_rows.
  void (*multiply)(const QuantRows& x, std::size_t tokens, const PackedMatrix& w, float* out, std::size_t stride);
  /// One direction of a recurrent layer over one sentence. `pre` holds candidate, forget, reset (and highway where
  /// `x` is null) of `hidden` numbers each; `step` is +1 or -1 rows; `cell` is `hidden` numbers of working memory.
  void (*recur)(const float* pre, std::ptrdiff_t pre_step, const float* x, std::ptrdiff_t x_step,
                const float* peep_forget, const float* peep_reset, std::size_t tokens, std::size_t hidden, float* out,
                std::ptrdiff_t out_step, float* cell);
  /// out[0..n) += scale * v[0..n).
  void (*add_row)(const std::int8_t* v, float scale, std::size_t n, float* out);
  /// out[i * out_stride + j] = query[i] . heads_t[.][j] for j < columns; columns divisible by 16.
  void (*dot_all)(const float* query, std::size_t query_stride, std::size_t tokens, const float* heads_t,
                  std::size_t columns, std::size_t dim, float* out, std::size_t out_stride);
  /// For each of n tokens adds to its row of scores (column 0 the root, j + 1 token j) the bias of each distance and
  /// puts the best column but its own, less one, into heads. `bucket[j - i]` (n - 1 on either side) and 0 for the root
  /// index the biases of token i at bias[i * bias_stride]. Requires rows of `columns` numbers, a multiple of 16 above
  /// n.
  void (*best_heads)(float* scores, std::size_t columns, std::size_t n, const float* bias, std::size_t bias_stride,
                     const std::int32_t* bucket, std::int32_t* heads);
};
const Kernels& kernels_for(CpuPath path);

}  // namespace dragoman
