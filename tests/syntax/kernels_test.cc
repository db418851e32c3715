// SPDX-License-Identifier: Apache-2.0
// Every path of the kernels against plain code, and against the portable path bit by bit.
#include "syntax/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "syntax/fast_math.h"

namespace dragoman {
namespace {

std::vector<CpuPath> runnable_paths() {
  std::vector<CpuPath> paths = {CpuPath::kPortable};
  const CpuPath best = best_cpu_path();
  if (best != CpuPath::kPortable) paths.push_back(CpuPath::kAvx2);
  if (best == CpuPath::kVnni) paths.push_back(CpuPath::kVnni);
  return paths;
}

struct Matrix {
  std::uint32_t rows, cols;
  std::vector<float> scale, bias;
  std::vector<std::int8_t> value;
  [[nodiscard]] QuantView view() const { return {rows, cols, scale, value}; }
};

Matrix random_matrix(std::uint32_t rows, std::uint32_t cols, std::mt19937& rng) {
  Matrix m{rows, cols, {}, {}, {}};
  std::uniform_real_distribution<float> uniform(0.001F, 0.02F);
  for (std::uint32_t r = 0; r < rows; ++r) {
    m.scale.push_back(uniform(rng));
    m.bias.push_back(uniform(rng) - 0.01F);
  }
  for (std::uint32_t i = 0; i < rows * cols; ++i)
    m.value.push_back(static_cast<std::int8_t>(static_cast<int>(rng() % 255) - 127));
  m.value[0] = -128;  // the format allows it
  return m;
}

TEST(KernelsTest, FastExpIsClose) {
  for (float x = -86; x < 86; x += 0.37F) EXPECT_NEAR(fast_exp(x) / std::exp(x), 1.0F, 1e-6F) << x;
  EXPECT_NEAR(sigmoid(-200.0F), 0.0F, 1e-30F);
  EXPECT_FLOAT_EQ(sigmoid(200.0F), 1.0F);
}

TEST(KernelsTest, QuantizeRoundsToTheLargest) {
  std::mt19937 rng(1);
  std::normal_distribution<float> normal;
  std::vector<float> x(3 * 40);
  for (float& v : x) v = normal(rng);
  for (std::size_t j = 40; j < 80; ++j) x[j] = 0;  // an empty row
  for (const CpuPath path : runnable_paths()) {
    QuantRows rows;
    rows.resize(3, 36);
    kernels_for(path).quantize(x.data(), 40, 3, 36, rows);
    for (std::size_t t = 0; t < 3; ++t) {
      std::int32_t sum = 0;
      for (std::size_t j = 0; j < 36; ++j) {
        const int q = rows.value.data()[t * 36 + j];
        sum += q;
        EXPECT_NEAR(static_cast<float>(q) * rows.scale.data()[t], x[t * 40 + j], rows.scale.data()[t] * 0.501F);
      }
      EXPECT_EQ(rows.sum.data()[t], sum);
    }
  }
}

TEST(KernelsTest, MultiplyIsExactOnEveryPath) {
  std::mt19937 rng(2);
  for (const auto& [rows, cols, tokens] :
       {std::tuple{1U, 4U, 1U}, {52U, 128U, 13U}, {96U, 224U, 9U}, {33U, 12U, 31U}}) {
    const Matrix m = random_matrix(rows, cols, rng);
    const PackedMatrix packed = pack_matrix(m.view(), m.bias);
    QuantRows x;
    x.resize(tokens, cols);
    for (std::size_t t = 0; t < tokens; ++t) {
      x.scale.data()[t] = 0.01F * static_cast<float>(t + 1);
      x.sum.data()[t] = 0;
      for (std::size_t j = 0; j < cols; ++j) {
        const auto q = static_cast<std::int8_t>(static_cast<int>(rng() % 255) - 127);
        x.value.data()[t * cols + j] = q;
        x.sum.data()[t] += q;
      }
    }
    for (const CpuPath path : runnable_paths()) {
      std::vector<float> out(std::size_t{tokens} * packed.padded_rows, -1.0F);
      kernels_for(path).multiply(x, tokens, packed, out.data(), packed.padded_rows);
      for (std::size_t t = 0; t < tokens; ++t) {
        for (std::size_t r = 0; r < rows; ++r) {
          std::int32_t sum = 0;
          for (std::size_t j = 0; j < cols; ++j)
            sum += std::int32_t{x.value.data()[t * cols + j]} * m.value[r * cols + j];
          const float expected = static_cast<float>(sum) * (x.scale.data()[t] * m.scale[r]) + m.bias[r];
          ASSERT_EQ(out[t * packed.padded_rows + r], expected) << static_cast<int>(path) << " " << t << " " << r;
        }
      }
    }
  }
}

TEST(KernelsTest, RecurrenceAgreesWithItsFormula) {
  constexpr std::size_t kHidden = 48, kTokens = 7;
  std::mt19937 rng(3);
  std::normal_distribution<float> normal;
  for (const bool own_highway : {true, false}) {
    const std::size_t stride = kHidden * (own_highway ? 4 : 3);
    std::vector<float> pre(stride * kTokens), x(kHidden * kTokens), peep(2 * kHidden);
    for (auto* v : {&pre, &x, &peep}) {
      for (float& f : *v) f = normal(rng);
    }
    pre[kHidden] = 300;  // gates far beyond saturation
    pre[kHidden + 1] = -300;
    pre[2 * kHidden] = 300;
    pre[2 * kHidden + 1] = -300;
    for (const bool backwards : {false, true}) {
      const std::size_t first = backwards ? kTokens - 1 : 0;
      const std::ptrdiff_t sign = backwards ? -1 : 1;
      std::vector<float> reference;
      for (const CpuPath path : runnable_paths()) {
        std::vector<float> out(kHidden * kTokens), cell(kHidden);
        kernels_for(path).recur(pre.data() + first * stride, sign * static_cast<std::ptrdiff_t>(stride),
                                own_highway ? nullptr : x.data() + first * kHidden,
                                sign * static_cast<std::ptrdiff_t>(kHidden), peep.data(), peep.data() + kHidden,
                                kTokens, kHidden, out.data() + first * kHidden,
                                sign * static_cast<std::ptrdiff_t>(kHidden), cell.data());
        for (std::size_t j = 0; j < kHidden; ++j) {
          double c = 0;
          for (std::size_t i = 0; i < kTokens; ++i) {
            const std::size_t t = backwards ? kTokens - 1 - i : i;
            const float* p = pre.data() + t * stride;
            const double f = 1 / (1 + std::exp(-(p[kHidden + j] + peep[j] * c)));
            const double r = 1 / (1 + std::exp(-(p[2 * kHidden + j] + peep[kHidden + j] * c)));
            c = f * c + (1 - f) * p[j];
            const double way = own_highway ? p[3 * kHidden + j] : x[t * kHidden + j];
            ASSERT_NEAR(out[t * kHidden + j], r * c + (1 - r) * way, 2e-5);
          }
        }
        if (reference.empty()) reference = out;
        EXPECT_EQ(out, reference) << "paths differ in bits";
      }
    }
  }
}

TEST(KernelsTest, DotsAndRowSums) {
  constexpr std::size_t kDim = 24, kTokens = 5, kColumns = 32;
  std::mt19937 rng(4);
  std::normal_distribution<float> normal;
  std::vector<float> query(kTokens * kDim), heads(kDim * kColumns);
  for (float& v : query) v = normal(rng);
  for (float& v : heads) v = normal(rng);
  std::vector<std::int8_t> row(124);
  for (auto& v : row) v = static_cast<std::int8_t>(rng());
  for (const CpuPath path : runnable_paths()) {
    std::vector<float> out(kTokens * kColumns);
    kernels_for(path).dot_all(query.data(), kDim, kTokens, heads.data(), kColumns, kDim, out.data(), kColumns);
    for (std::size_t i = 0; i < kTokens; ++i) {
      for (std::size_t j = 0; j < kColumns; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < kDim; ++k) sum += double{query[i * kDim + k]} * heads[k * kColumns + j];
        ASSERT_NEAR(out[i * kColumns + j], sum, 1e-4);
      }
    }
    std::vector<float> sum(row.size(), 1.5F);
    kernels_for(path).add_row(row.data(), 0.25F, row.size(), sum.data());
    for (std::size_t j = 0; j < row.size(); ++j) EXPECT_EQ(sum[j], 1.5F + 0.25F * static_cast<float>(row[j]));
  }
}

TEST(KernelsTest, BestHeadsAddDistancesAndSkipThemselves) {
  std::mt19937 rng(8);
  std::normal_distribution<float> normal;
  for (const std::size_t n : {1UL, 2UL, 15UL, 16UL, 40UL}) {
    const std::size_t columns = (n + 16) / 16 * 16;
    std::vector<float> scores(n * columns), bias(n * 32);
    for (float& v : scores) v = normal(rng);
    for (float& v : bias) v = normal(rng);
    std::vector<std::int32_t> bucket(2 * n, 0);
    for (std::size_t k = 0; k < 2 * n - 1; ++k) {
      const auto offset = static_cast<std::int32_t>(k) - static_cast<std::int32_t>(n - 1);
      if (offset != 0) bucket[k] = static_cast<std::int32_t>(distance_bucket(offset));
    }
    std::vector<std::int32_t> expected(n);
    for (std::size_t i = 0; i < n; ++i) {
      float top = scores[i * columns] + bias[i * 32];
      expected[i] = -1;
      for (std::size_t j = 0; j < n; ++j) {
        if (j == i) continue;
        const float s = scores[i * columns + j + 1] +
                        bias[i * 32 + distance_bucket(static_cast<std::int32_t>(j) - static_cast<std::int32_t>(i))];
        if (s > top) top = s, expected[i] = static_cast<std::int32_t>(j);
      }
    }
    for (const CpuPath path : runnable_paths()) {
      std::vector<float> copy = scores;
      std::vector<std::int32_t> heads(n);
      kernels_for(path).best_heads(copy.data(), columns, n, bias.data(), 32, bucket.data() + n - 1, heads.data());
      EXPECT_EQ(heads, expected) << "n " << n;
    }
  }
}

}  // namespace
}  // namespace dragoman
