// SPDX-License-Identifier: Apache-2.0
#include "syntax/tree.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

namespace dragoman {
namespace {

double total(const std::vector<float>& scores, std::size_t stride, const std::vector<std::int32_t>& heads) {
  double sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) sum += scores[i * stride + static_cast<std::size_t>(heads[i] + 1)];
  return sum;
}

std::vector<std::int32_t> greedy(const std::vector<float>& scores, std::size_t stride, std::size_t n) {
  std::vector<std::int32_t> heads(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t h = 1; h <= n; ++h) {
      if (h != i + 1 && scores[i * stride + h] > scores[i * stride + static_cast<std::size_t>(heads[i] + 1)]) {
        heads[i] = static_cast<std::int32_t>(h) - 1;
      }
    }
  }
  return heads;
}

/// The best single-root tree by trying all head assignments.
double best_by_enumeration(const std::vector<float>& scores, std::size_t stride, std::size_t n) {
  std::vector<std::int32_t> heads(n, -1);
  double best = -1e30;
  for (;;) {
    if (is_tree(heads)) best = std::max(best, total(scores, stride, heads));
    std::size_t i = 0;
    while (i < n && ++heads[i] == static_cast<std::int32_t>(n)) heads[i++] = -1;
    if (i == n) return best;
  }
}

TEST(TreeTest, KnowsATree) {
  const auto tree = [](std::vector<std::int32_t> heads) { return is_tree(heads); };
  EXPECT_TRUE(tree({-1}));
  EXPECT_TRUE(tree({1, -1, 1}));
  EXPECT_FALSE(tree({-1, -1}));
  EXPECT_FALSE(tree({1, 0}));
  EXPECT_FALSE(tree({-1, 2, 1}));
  EXPECT_FALSE(tree({-1, 1}));
  EXPECT_FALSE(tree({-1, 7}));
}

TEST(TreeTest, FindsTheBestTreeOfSmallSentences) {
  std::mt19937 rng(17);
  std::normal_distribution<float> normal(0, 3);
  TreeScratch scratch;
  for (int round = 0; round < 400; ++round) {
    const std::size_t n = 1 + rng() % 5, stride = n + 1 + rng() % 3;
    std::vector<float> scores(n * stride);
    for (float& s : scores) s = normal(rng);
    std::vector<std::int32_t> heads = greedy(scores, stride, n);
    best_tree(scores.data(), stride, heads, scratch);
    ASSERT_TRUE(is_tree(heads)) << "round " << round;
    ASSERT_NEAR(total(scores, stride, heads), best_by_enumeration(scores, stride, n), 1e-3) << "round " << round;
  }
}

TEST(TreeTest, AnyScoresGiveATree) {
  std::mt19937 rng(23);
  TreeScratch scratch;
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 1 + rng() % 70, stride = n + 1;
    std::vector<float> scores(n * stride);
    for (float& s : scores) {
      s = static_cast<float>(rng() % 7);  // many ties
      if (rng() % 50 == 0) s = std::numeric_limits<float>::quiet_NaN();
      if (rng() % 50 == 0) s = -std::numeric_limits<float>::infinity();
      if (rng() % 50 == 0) s = 3e38F;
    }
    std::vector<std::int32_t> heads = greedy(scores, stride, n);
    best_tree(scores.data(), stride, heads, scratch);
    ASSERT_TRUE(is_tree(heads)) << "round " << round << " n " << n;
  }
}

/// Scores that contract one node after another into ever larger cycles: the case that cost cubic time.
std::uint64_t steps_of_nested_cycles(std::size_t n) {
  const std::size_t stride = n + 1;
  std::vector<float> scores(n * stride, -1000.0F);
  for (std::size_t i = 0; i < n; ++i) {
    scores[i * stride] = -5000.0F;                                                         // the root
    if (i > 0) scores[i * stride + i] = 10.0F;                                             // the token before
    if (i + 1 < n) scores[i * stride + i + 2] = i == 0 ? 10.0F : 9.0F - static_cast<float>(i);  // the token after
  }
  std::vector<std::int32_t> heads = greedy(scores, stride, n);
  TreeScratch scratch;
  best_tree(scores.data(), stride, heads, scratch);
  EXPECT_TRUE(is_tree(heads));
  EXPECT_GE(scratch.contractions.size(), n - 2) << "not the worst case any more";
  return scratch.steps;
}

TEST(TreeTest, TheWorstCaseIsQuadratic) {
  for (const std::size_t n : {16U, 64U, 256U}) EXPECT_LE(steps_of_nested_cycles(n), 5 * (n + 1) * (n + 1)) << n;
}

}  // namespace
}  // namespace dragoman
