// SPDX-License-Identifier: Apache-2.0
#include "syntax/model_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "small_model.h"
#include "syntax/analyzer.h"

namespace dragoman {
namespace {

using dragoman::testing::small_model;
using dragoman::testing::small_model_sections;
using dragoman::testing::TempFile;

Error load_error(const std::string& bytes) {
  const TempFile file(bytes);
  auto analyzer = Analyzer::load(file.path());
  if (analyzer.ok()) return Error{ErrorCode::kUsage, "loaded", "", 0};
  EXPECT_EQ(analyzer.error().file, file.path());
  return analyzer.error();
}

TEST(ModelFileTest, LoadsAWholeFile) {
  const TempFile file(small_model(1));
  auto analyzer = Analyzer::load(file.path());
  ASSERT_TRUE(analyzer.ok()) << analyzer.error().to_string();
}

TEST(ModelFileTest, SaysWhatIsWrong) {
  const std::string good = small_model(1);
  EXPECT_EQ(Analyzer::load("/nonexistent/model").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Analyzer::load("/tmp").error().code, ErrorCode::kIo);
  EXPECT_EQ(load_error("").code, ErrorCode::kCorrupt);
  EXPECT_EQ(load_error("hello").code, ErrorCode::kCorrupt);
  EXPECT_NE(load_error(std::string(1000, 'x')).message.find("not a Dragoman model"), std::string::npos);

  std::string other = good;
  other[8] = 99;
  EXPECT_EQ(load_error(other).code, ErrorCode::kVersion);
  EXPECT_NE(load_error(other).message.find("format 99"), std::string::npos);

  EXPECT_NE(load_error(good.substr(0, good.size() - 64)).message.find("truncated"), std::string::npos);
  EXPECT_NE(load_error(good + "more").message.find("truncated or padded"), std::string::npos);
}

TEST(ModelFileTest, RefusesEveryTruncation) {
  const std::string good = small_model(1);
  alignas(8) static std::byte buffer[1 << 18];
  ASSERT_LT(good.size(), sizeof buffer);
  std::memcpy(buffer, good.data(), good.size());
  for (std::size_t n = 0; n < good.size(); n += n < 2000 ? 1 : 101) {
    EXPECT_FALSE(ModelFile::parse({buffer, n}, "m").ok()) << n;
  }
  EXPECT_TRUE(ModelFile::parse({buffer, good.size()}, "m").ok());
}

TEST(ModelFileTest, EveryChangedByteOfASectionIsNoticed) {
  const std::string good = small_model(1);
  alignas(8) static std::byte buffer[1 << 18];
  ASSERT_LT(good.size(), sizeof buffer);
  std::mt19937 rng(7);
  int refused = 0, harmless = 0;
  for (int round = 0; round < 2000; ++round) {
    std::memcpy(buffer, good.data(), good.size());
    const std::size_t at = rng() % good.size();
    buffer[at] ^= std::byte{static_cast<unsigned char>(1U << rng() % 8)};
    if (ModelFile::parse({buffer, good.size()}, "m").ok())
      ++harmless;  // padding between sections
    else
      ++refused;
  }
  EXPECT_GT(refused, 1500);
  EXPECT_LT(harmless, 400);
}

/// Checksums that are right do not make the content right.
TEST(ModelFileTest, ChecksContentBehindGoodChecksums) {
  const auto broken = [](const std::string& section, const std::string& bytes) {
    auto sections = small_model_sections(1);
    for (ModelSection& s : sections) {
      if (s.name == section) s.bytes = bytes;
    }
    return load_error(build_model(sections));
  };
  EXPECT_EQ(broken("config", std::string(56, '\xff')).code, ErrorCode::kCorrupt);
  EXPECT_EQ(broken("config", std::string(56, '\0')).code, ErrorCode::kCorrupt);
  EXPECT_EQ(broken("config", "x").code, ErrorCode::kCorrupt);
  EXPECT_EQ(broken("xpos", "NN\n").code, ErrorCode::kCorrupt);
  EXPECT_EQ(broken("labels", "nsubj\n").code, ErrorCode::kCorrupt);
  EXPECT_EQ(broken("labels", "nonsense\n").code, ErrorCode::kCorrupt);
  EXPECT_EQ(broken("layer1.w", "12345678").code, ErrorCode::kCorrupt);
  EXPECT_EQ(broken("features.index", std::string(32, '\0')).code, ErrorCode::kCorrupt);  // no empty slot
  EXPECT_EQ(broken("features.index", std::string(24, '\0')).code, ErrorCode::kCorrupt);  // not a power of two
  std::string far(32, '\xff');
  far[4] = 0x7f, far[5] = far[6] = far[7] = 0;  // row 127 of 32
  EXPECT_EQ(broken("features.index", far).code, ErrorCode::kCorrupt);
  EXPECT_EQ(broken("arc.root", std::string(64, '\xff')).code, ErrorCode::kCorrupt);  // not numbers
  auto fewer = small_model_sections(1);
  fewer.pop_back();
  fewer.erase(fewer.begin() + 3);
  EXPECT_NE(load_error(build_model(fewer)).message.find("is missing"), std::string::npos);
}

TEST(ModelFileTest, QuantisedRowsKeepTheirValues) {
  const std::vector<float> values = {1.0F, -0.5F, 0.25F, 0.0F, 0.0F, 0.0F};
  const std::string bytes = pack_quant(2, 3, values);
  const std::string file = build_model(std::vector<ModelSection>{{"m", bytes}});
  alignas(8) static std::byte buffer[4096];
  std::memcpy(buffer, file.data(), file.size());
  auto model = ModelFile::parse({buffer, file.size()}, "m");
  ASSERT_TRUE(model.ok());
  auto view = model->quant("m", 2, 3);
  ASSERT_TRUE(view.ok());
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(view->scale[i / 3] * static_cast<float>(view->value[i]), values[i], 0.005F);
  }
  EXPECT_FALSE(model->quant("m", 3, 2).ok());
  EXPECT_FALSE(model->quant("other", 2, 3).ok());
}

TEST(ModelFileTest, DistanceBucketsAreDistinctAndInRange) {
  EXPECT_EQ(distance_bucket(1), 16U);
  EXPECT_EQ(distance_bucket(-1), 1U);
  for (std::int32_t d = -400; d <= 400; ++d) {
    if (d == 0) continue;
    EXPECT_GE(distance_bucket(d), 1U);
    EXPECT_LT(distance_bucket(d), 32U);
    EXPECT_NE(distance_bucket(d), distance_bucket(-d));
  }
}

}  // namespace
}  // namespace dragoman
