// SPDX-License-Identifier: Apache-2.0
#include "syntax/kernels.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "syntax/fast_math.h"

#if defined(__x86_64__)
#if defined(__GNUC__) && !defined(__clang__)
// GCC 12 takes the deliberately undefined operands inside its own intrinsics for uninitialised variables.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#define DRAGOMAN_X86 1
#endif

namespace dragoman {
namespace {

constexpr std::size_t kPanel = 32;

// ---- one source for every instruction set: inlined into a wrapper per target, vectorised by the compiler ----

#define DRAGOMAN_BODY [[gnu::always_inline]] inline

DRAGOMAN_BODY void quantize_body(const float* x, std::size_t stride, std::size_t tokens, std::size_t cols,
                                 QuantRows& out) {
  for (std::size_t t = 0; t < tokens; ++t) {
    const float* row = x + t * stride;
    std::int8_t* to = out.value.data() + t * cols;
    std::int32_t top = 0;  // a float without its sign compares like an integer
    for (std::size_t j = 0; j < cols; ++j) {
      const std::int32_t bits = std::bit_cast<std::int32_t>(row[j]) & 0x7fffffff;
      top = bits > top ? bits : top;
    }
    const float largest = std::bit_cast<float>(top);
    const float inverse = largest > 0 ? 127.0F / largest : 0.0F;
    std::int32_t sum = 0;
    for (std::size_t j = 0; j < cols; ++j) {
      const float shifted = row[j] * inverse + 12582912.0F;
      const auto q = static_cast<std::int8_t>(std::bit_cast<std::uint32_t>(shifted) - 0x4b400000U);
      to[j] = q;
      sum += q;
    }
    out.scale.data()[t] = largest / 127.0F;
    out.sum.data()[t] = sum;
  }
}

DRAGOMAN_BODY float bounded(float x) {
  x = x < -40.0F ? -40.0F : x;
  return x > 40.0F ? 40.0F : x;
}

DRAGOMAN_BODY void recur_body(const float* pre, std::ptrdiff_t pre_step, const float* x, std::ptrdiff_t x_step,
                              const float* peep_forget, const float* peep_reset, std::size_t tokens, std::size_t hidden,
                              float* out, std::ptrdiff_t out_step, float* cell) {
  std::memset(cell, 0, hidden * sizeof(float));
  for (std::size_t t = 0; t < tokens; ++t) {
    const float* way = x != nullptr ? x : pre + 3 * hidden;
    DRAGOMAN_IVDEP
    for (std::size_t j = 0; j < hidden; ++j) {
      const float before = cell[j];
      // Two logistic functions for one division; within the bounds the product cannot overflow.
      const float ef = 1.0F + fast_exp(bounded(-(pre[hidden + j] + peep_forget[j] * before)));
      const float er = 1.0F + fast_exp(bounded(-(pre[2 * hidden + j] + peep_reset[j] * before)));
      const float both = 1.0F / (ef * er);
      const float f = er * both;
      const float r = ef * both;
      const float c = f * before + (1.0F - f) * pre[j];
      cell[j] = c;
      out[j] = r * c + (1.0F - r) * way[j];
    }
    pre += pre_step;
    out += out_step;
    if (x != nullptr) x += x_step;
  }
}

DRAGOMAN_BODY void add_row_body(const std::int8_t* v, float scale, std::size_t n, float* out) {
  for (std::size_t j = 0; j < n; ++j) out[j] += scale * static_cast<float>(v[j]);
}

DRAGOMAN_BODY void dot_all_body(const float* query, std::size_t query_stride, std::size_t tokens, const float* heads_t,
                                std::size_t columns, std::size_t dim, float* out, std::size_t out_stride) {
  for (std::size_t i = 0; i < tokens; ++i) {
    for (std::size_t j = 0; j < columns; j += 16) {
      float sum[16] = {};
      const float* q = query + i * query_stride;
      for (std::size_t k = 0; k < dim; ++k) {
        const float a = q[k];
        const float* h = heads_t + k * columns + j;
        for (std::size_t u = 0; u < 16; ++u) sum[u] += a * h[u];
      }
      std::memcpy(out + i * out_stride + j, sum, sizeof sum);
    }
  }
}

DRAGOMAN_BODY void best_heads_body(float* scores, std::size_t columns, std::size_t n, const float* bias,
                                   std::size_t bias_stride, const std::int32_t* bucket, std::int32_t* heads) {
  for (std::size_t i = 0; i < n; ++i) {
    float* row = scores + i * columns;
    const float* b = bias + i * bias_stride;
    const std::int32_t* at = bucket - i;
    row[0] += b[0];
    for (std::size_t j = 0; j < n; ++j) row[j + 1] += b[at[j]];
    row[i + 1] = -1e9F;
    for (std::size_t j = n + 1; j < columns; ++j) row[j] = -2e9F;
    float top[16];
    std::int32_t where[16];
    for (std::size_t u = 0; u < 16; ++u) {
      top[u] = row[u];
      where[u] = static_cast<std::int32_t>(u);
    }
    for (std::size_t j = 16; j < columns; j += 16) {
      for (std::size_t u = 0; u < 16; ++u) {
        const bool better = row[j + u] > top[u];
        top[u] = better ? row[j + u] : top[u];
        where[u] = better ? static_cast<std::int32_t>(j + u) : where[u];
      }
    }
    std::size_t best = 0;
    for (std::size_t u = 1; u < 16; ++u) {
      if (top[u] > top[best] || (top[u] == top[best] && where[u] < where[best])) best = u;
    }
    heads[i] = where[best] <= static_cast<std::int32_t>(n) ? where[best] - 1 : -1;
  }
}

/// Writes the 32 outputs of a panel for one token.
DRAGOMAN_BODY void finish_panel(const std::int32_t* sums, std::int32_t offset, float scale, const float* row_scale,
                                const float* bias, float* out) {
  for (std::size_t o = 0; o < kPanel; ++o) {
    out[o] = static_cast<float>(sums[o] - offset) * (scale * row_scale[o]) + bias[o];
  }
}

void multiply_portable(const QuantRows& x, std::size_t tokens, const PackedMatrix& w, float* out, std::size_t stride) {
  const std::size_t groups = w.cols / 4;
  for (std::size_t p = 0; p < w.padded_rows; p += kPanel) {
    const std::uint8_t* panel = w.weights.data() + p * w.cols;
    for (std::size_t t = 0; t < tokens; ++t) {
      const std::int8_t* a = x.value.data() + t * w.cols;
      std::int32_t sums[kPanel] = {};
      for (std::size_t g = 0; g < groups; ++g) {
        const std::uint8_t* block = panel + g * kPanel * 4;
        for (std::size_t o = 0; o < kPanel; ++o) {
          for (std::size_t k = 0; k < 4; ++k) sums[o] += std::int32_t{a[g * 4 + k]} * std::int32_t{block[o * 4 + k]};
        }
      }
      finish_panel(sums, 128 * x.sum.data()[t], x.scale.data()[t], w.scale.data() + p, w.bias.data() + p,
                   out + t * stride + p);
    }
  }
}

void quantize_portable(const float* x, std::size_t stride, std::size_t tokens, std::size_t cols, QuantRows& out) {
  quantize_body(x, stride, tokens, cols, out);
}
void recur_portable(const float* pre, std::ptrdiff_t pre_step, const float* x, std::ptrdiff_t x_step, const float* pf,
                    const float* pr, std::size_t tokens, std::size_t hidden, float* out, std::ptrdiff_t out_step,
                    float* cell) {
  recur_body(pre, pre_step, x, x_step, pf, pr, tokens, hidden, out, out_step, cell);
}
void add_row_portable(const std::int8_t* v, float scale, std::size_t n, float* out) { add_row_body(v, scale, n, out); }
void dot_all_portable(const float* query, std::size_t query_stride, std::size_t tokens, const float* heads_t,
                      std::size_t columns, std::size_t dim, float* out, std::size_t out_stride) {
  dot_all_body(query, query_stride, tokens, heads_t, columns, dim, out, out_stride);
}

void best_heads_portable(float* scores, std::size_t columns, std::size_t n, const float* bias, std::size_t bias_stride,
                         const std::int32_t* bucket, std::int32_t* heads) {
  best_heads_body(scores, columns, n, bias, bias_stride, bucket, heads);
}

#ifdef DRAGOMAN_X86

#define DRAGOMAN_AVX2 [[gnu::target("avx2")]]
#define DRAGOMAN_VNNI [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]]

DRAGOMAN_AVX2 void quantize_avx2(const float* x, std::size_t stride, std::size_t tokens, std::size_t cols,
                                 QuantRows& out) {
  quantize_body(x, stride, tokens, cols, out);
}
DRAGOMAN_AVX2 void recur_avx2(const float* pre, std::ptrdiff_t pre_step, const float* x, std::ptrdiff_t x_step,
                              const float* pf, const float* pr, std::size_t tokens, std::size_t hidden, float* out,
                              std::ptrdiff_t out_step, float* cell) {
  recur_body(pre, pre_step, x, x_step, pf, pr, tokens, hidden, out, out_step, cell);
}
DRAGOMAN_AVX2 void add_row_avx2(const std::int8_t* v, float scale, std::size_t n, float* out) {
  add_row_body(v, scale, n, out);
}
DRAGOMAN_AVX2 void dot_all_avx2(const float* query, std::size_t query_stride, std::size_t tokens, const float* heads_t,
                                std::size_t columns, std::size_t dim, float* out, std::size_t out_stride) {
  dot_all_body(query, query_stride, tokens, heads_t, columns, dim, out, out_stride);
}

DRAGOMAN_AVX2 void best_heads_avx2(float* scores, std::size_t columns, std::size_t n, const float* bias,
                                   std::size_t bias_stride, const std::int32_t* bucket, std::int32_t* heads) {
  best_heads_body(scores, columns, n, bias, bias_stride, bucket, heads);
}

/// 16-bit products, since 8-bit ones may saturate without VNNI: half the rate, the same sums. Two tokens at a time.
template <int R>
DRAGOMAN_AVX2 inline void multiply_rows_avx2(const QuantRows& x, std::size_t t, const PackedMatrix& w, std::size_t p,
                                             float* out, std::size_t stride) {
  const std::size_t groups = w.cols / 4;
  const std::uint8_t* panel = w.weights.data() + p * w.cols;
  alignas(32) std::int32_t sums[R][kPanel];
  for (std::size_t half = 0; half < kPanel; half += 16) {
    __m256i acc[R][4];
    for (int r = 0; r < R; ++r) {
      for (int v = 0; v < 4; ++v) acc[r][v] = _mm256_setzero_si256();
    }
    for (std::size_t g = 0; g < groups; ++g) {
      const std::uint8_t* block = panel + (g * kPanel + half) * 4;
      __m256i weight[4];
      for (int v = 0; v < 4; ++v) {
        weight[v] = _mm256_cvtepu8_epi16(_mm_load_si128(reinterpret_cast<const __m128i*>(block + v * 16)));
      }
      for (int r = 0; r < R; ++r) {
        std::int32_t four = 0;
        std::memcpy(&four, x.value.data() + (t + static_cast<std::size_t>(r)) * w.cols + g * 4, 4);
        const __m256i a = _mm256_broadcastq_epi64(_mm_cvtepi8_epi16(_mm_cvtsi32_si128(four)));
        for (int v = 0; v < 4; ++v) acc[r][v] = _mm256_add_epi32(acc[r][v], _mm256_madd_epi16(weight[v], a));
      }
    }
    for (int r = 0; r < R; ++r) {
      for (int v = 0; v < 4; v += 2) {
        // Lanes hold (o0a o0b o1a o1b | o2a ...): adding neighbours leaves 0 1 4 5 | 2 3 6 7.
        const __m256i both = _mm256_hadd_epi32(acc[r][v], acc[r][v + 1]);
        _mm256_store_si256(reinterpret_cast<__m256i*>(&sums[r][half + static_cast<std::size_t>(v) * 4]),
                           _mm256_permute4x64_epi64(both, 0xd8));
      }
    }
  }
  for (int r = 0; r < R; ++r) {
    const std::size_t row = t + static_cast<std::size_t>(r);
    finish_panel(sums[r], 128 * x.sum.data()[row], x.scale.data()[row], w.scale.data() + p, w.bias.data() + p,
                 out + row * stride + p);
  }
}

DRAGOMAN_AVX2 void multiply_avx2(const QuantRows& x, std::size_t tokens, const PackedMatrix& w, float* out,
                                 std::size_t stride) {
  for (std::size_t p = 0; p < w.padded_rows; p += kPanel) {
    std::size_t t = 0;
    for (; t + 2 <= tokens; t += 2) multiply_rows_avx2<2>(x, t, w, p, out, stride);
    for (; t < tokens; ++t) multiply_rows_avx2<1>(x, t, w, p, out, stride);
  }
}

DRAGOMAN_VNNI void quantize_vnni(const float* x, std::size_t stride, std::size_t tokens, std::size_t cols,
                                 QuantRows& out) {
  quantize_body(x, stride, tokens, cols, out);
}
DRAGOMAN_VNNI void recur_vnni(const float* pre, std::ptrdiff_t pre_step, const float* x, std::ptrdiff_t x_step,
                              const float* pf, const float* pr, std::size_t tokens, std::size_t hidden, float* out,
                              std::ptrdiff_t out_step, float* cell) {
  recur_body(pre, pre_step, x, x_step, pf, pr, tokens, hidden, out, out_step, cell);
}
DRAGOMAN_VNNI void add_row_vnni(const std::int8_t* v, float scale, std::size_t n, float* out) {
  add_row_body(v, scale, n, out);
}
DRAGOMAN_VNNI void dot_all_vnni(const float* query, std::size_t query_stride, std::size_t tokens, const float* heads_t,
                                std::size_t columns, std::size_t dim, float* out, std::size_t out_stride) {
  dot_all_body(query, query_stride, tokens, heads_t, columns, dim, out, out_stride);
}

DRAGOMAN_VNNI void best_heads_vnni(float* scores, std::size_t columns, std::size_t n, const float* bias,
                                   std::size_t bias_stride, const std::int32_t* bucket, std::int32_t* heads) {
  best_heads_body(scores, columns, n, bias, bias_stride, bucket, heads);
}

template <int R>
DRAGOMAN_VNNI inline void multiply_rows_vnni(const QuantRows& x, std::size_t t, const PackedMatrix& w, std::size_t p,
                                             float* out, std::size_t stride) {
  const std::size_t groups = w.cols / 4;
  const std::uint8_t* block = w.weights.data() + p * w.cols;
  const std::int8_t* a = x.value.data() + t * w.cols;
  __m512i acc[R][2];
  for (int r = 0; r < R; ++r) acc[r][0] = acc[r][1] = _mm512_setzero_si512();
  for (std::size_t g = 0; g < groups; ++g, block += kPanel * 4, a += 4) {
    const __m512i w0 = _mm512_load_si512(block);
    const __m512i w1 = _mm512_load_si512(block + 64);
    for (int r = 0; r < R; ++r) {
      std::int32_t four = 0;
      std::memcpy(&four, a + static_cast<std::size_t>(r) * w.cols, 4);
      const __m512i v = _mm512_set1_epi32(four);
      acc[r][0] = _mm512_dpbusd_epi32(acc[r][0], w0, v);
      acc[r][1] = _mm512_dpbusd_epi32(acc[r][1], w1, v);
    }
  }
  for (int r = 0; r < R; ++r) {
    const std::size_t row = t + static_cast<std::size_t>(r);
    const __m512i offset = _mm512_set1_epi32(128 * x.sum.data()[row]);
    const __m512 scale = _mm512_set1_ps(x.scale.data()[row]);
    for (int v = 0; v < 2; ++v) {
      const __m512 sum = _mm512_cvtepi32_ps(_mm512_sub_epi32(acc[r][v], offset));
      const __m512 by = _mm512_mul_ps(scale, _mm512_load_ps(w.scale.data() + p + v * 16));
      _mm512_storeu_ps(out + row * stride + p + v * 16,
                       _mm512_add_ps(_mm512_mul_ps(sum, by), _mm512_load_ps(w.bias.data() + p + v * 16)));
    }
  }
}

DRAGOMAN_VNNI void multiply_vnni(const QuantRows& x, std::size_t tokens, const PackedMatrix& w, float* out,
                                 std::size_t stride) {
  for (std::size_t p = 0; p < w.padded_rows; p += kPanel) {
    std::size_t t = 0;
    for (; t + 8 <= tokens; t += 8) multiply_rows_vnni<8>(x, t, w, p, out, stride);
    for (; t + 4 <= tokens; t += 4) multiply_rows_vnni<4>(x, t, w, p, out, stride);
    for (; t < tokens; ++t) multiply_rows_vnni<1>(x, t, w, p, out, stride);
  }
}

constexpr Kernels kAvx2Kernels = {quantize_avx2, multiply_avx2, recur_avx2,
                                  add_row_avx2,  dot_all_avx2,  best_heads_avx2};
constexpr Kernels kVnniKernels = {quantize_vnni, multiply_vnni, recur_vnni,
                                  add_row_vnni,  dot_all_vnni,  best_heads_vnni};
#endif  // DRAGOMAN_X86

constexpr Kernels kPortableKernels = {quantize_portable, multiply_portable, recur_portable,
                                      add_row_portable,  dot_all_portable,  best_heads_portable};

}  // namespace

CpuPath best_cpu_path() {
#ifdef DRAGOMAN_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni")) {
    return CpuPath::kVnni;
  }
  if (__builtin_cpu_supports("avx2")) return CpuPath::kAvx2;
#endif
  return CpuPath::kPortable;
}

const Kernels& kernels_for(CpuPath path) {
#ifdef DRAGOMAN_X86
  if (path == CpuPath::kVnni) return kVnniKernels;
  if (path == CpuPath::kAvx2) return kAvx2Kernels;
#endif
  static_cast<void>(path);
  return kPortableKernels;
}

PackedMatrix pack_matrix(const QuantView& matrix, std::span<const float> bias) {
  PackedMatrix packed;
  packed.rows = matrix.rows;
  packed.padded_rows = (matrix.rows + 31) / 32 * 32;
  packed.cols = matrix.cols;
  packed.weights.resize(std::size_t{packed.padded_rows} * packed.cols);
  packed.scale.resize(packed.padded_rows);
  packed.bias.resize(packed.padded_rows);
  for (std::size_t r = 0; r < packed.padded_rows; ++r) {
    packed.scale.data()[r] = r < matrix.rows ? matrix.scale[r] : 0.0F;
    packed.bias.data()[r] = r < bias.size() ? bias[r] : 0.0F;
    for (std::size_t c = 0; c < packed.cols; ++c) {
      const int value = r < matrix.rows ? matrix.value[r * matrix.cols + c] : 0;
      packed.weights.data()[r / kPanel * kPanel * packed.cols + c / 4 * kPanel * 4 + r % kPanel * 4 + c % 4] =
          static_cast<std::uint8_t>(value + 128);
    }
  }
  return packed;
}

}  // namespace dragoman
