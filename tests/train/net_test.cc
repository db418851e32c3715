// SPDX-License-Identifier: Apache-2.0
#include "net.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace dragoman::train {
namespace {

NetConfig small_config() {
  NetConfig c;
  c.vector_dim = 4;
  c.feature_dim = 4;
  c.layers = 2;
  c.hidden = 4;
  c.tag_layer = 1;
  c.name_layer = 2;
  c.arc_dim = 5;
  c.label_dim = 6;
  c.upos_count = 3;
  c.xpos_count = 4;
  c.feats_count = 2;
  c.label_count = 5;
  return c;
}

/// Two annotated sentences and one with names only.
Batch small_batch(std::mt19937_64& rng) {
  Batch b;
  std::normal_distribution<float> normal;
  const std::vector<std::vector<int>> heads = {{1, -1, 1, 2}, {-1, 0}, {-2, -2, -2}};
  for (std::size_t s = 0; s < heads.size(); ++s) {
    for (std::size_t i = 0; i < heads[s].size(); ++i) {
      for (int k = 0; k < 4; ++k) b.vectors.push_back(normal(rng));
      for (int k = 0; k < 3; ++k) b.feature_row.push_back(static_cast<int>(rng() % 7));
      b.feature_begin.push_back(static_cast<int>(b.feature_row.size()));
      const bool syntax = heads[s][i] != -2;
      b.upos.push_back(syntax ? static_cast<int>(rng() % 3) : -1);
      b.xpos.push_back(syntax ? static_cast<int>(rng() % 4) : -1);
      b.feats.push_back(syntax ? static_cast<int>(rng() % 2) : -1);
      b.head.push_back(heads[s][i]);
      b.label.push_back(syntax ? static_cast<int>(rng() % 5) : -1);
      b.names.push_back(s == 1 ? 0x7ff : 1U << (rng() % 11) | 1U << (rng() % 11));
    }
    b.begin.push_back(b.tokens());
  }
  return b;
}

TEST(NetTest, GradientAgreesWithDifferences) {
  std::mt19937_64 rng(5);
  Net<double> net(small_config(), 7, 11);
  const Batch batch = small_batch(rng);
  const TaskWeights weights;
  std::mt19937_64 unused(1);
  net.step(batch, weights, {}, unused);
  std::vector<Mat<double>> gradients;
  for (const Param<double>* p : net.params()) gradients.push_back(p->grad);
  std::size_t index = 0;
  for (Param<double>* p : net.params()) {
    const Mat<double>& gradient = gradients[index++];
    double largest = 0;
    for (Eigen::Index i = 0; i < p->value.size(); i += 1 + p->value.size() / 40) {
      const double kept = p->value.data()[i], eps = 1e-5;
      p->value.data()[i] = kept + eps;
      const double up = net.step(batch, weights, {}, unused).total();
      p->value.data()[i] = kept - eps;
      const double down = net.step(batch, weights, {}, unused).total();
      p->value.data()[i] = kept;
      const double expected = (up - down) / (2 * eps);
      EXPECT_NEAR(gradient.data()[i], expected, 1e-6 + 1e-4 * std::fabs(expected)) << p->name << "[" << i << "]";
      largest = std::max(largest, std::fabs(expected));
    }
    EXPECT_GT(largest, 0) << p->name << " has no influence, so the check says nothing";
  }
}

TEST(NetTest, SameSeedSameGradient) {
  std::mt19937_64 rng(5);
  const Batch batch = small_batch(rng);
  const Dropout dropout{0.3, 0.3, 0.3};
  Net<float> a(small_config(), 7, 3), b(small_config(), 7, 3);
  std::mt19937_64 rng_a(9), rng_b(9);
  a.step(batch, {}, dropout, rng_a);
  b.step(batch, {}, dropout, rng_b);
  const auto of_a = a.params(), of_b = b.params();
  for (std::size_t i = 0; i < of_a.size(); ++i) EXPECT_TRUE(of_a[i]->grad == of_b[i]->grad) << of_a[i]->name;
}

}  // namespace
}  // namespace dragoman::train
