// SPDX-License-Identifier: Apache-2.0
#include "coding/relation_model.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "coding/relation_coder.h"
#include "coding/resources.h"

namespace dragoman {
namespace {

RelationWeights small_model() {
  RelationWeights w;
  w.hashes = {3, 7, 9};
  w.sparse.assign(3 * kRelationClasses, 0.0F);
  w.sparse[1 * kRelationClasses + static_cast<std::size_t>(EventType::kAssault)] = 4.0F;
  w.sparse[2 * kRelationClasses + static_cast<std::size_t>(EventType::kAid)] = 4.0F;
  w.dense.assign(2 * kRelationClasses, 0.0F);
  w.dense[static_cast<std::size_t>(EventType::kReject)] = 2.0F;
  w.about = "a test";
  return w;
}

EventType choose(const RelationModel& model, RelationFeatures features) {
  double p = 0;
  return best_relation(model.probabilities(features), p);
}

std::string write(const std::string& name, const std::string& bytes) {
  const std::string path = (std::filesystem::temp_directory_path() / name).string();
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

TEST(RelationModel, SurvivesItsFile) {
  const std::string path = write("dragoman_relation_test.model", build_relation_model(small_model()));
  const auto model = RelationModel::load(path);
  ASSERT_TRUE(model) << model.error().to_string();
  EXPECT_EQ((*model)->about(), "a test");
  EXPECT_EQ(choose(**model, {{{7, 1}}, {}}), EventType::kAssault);
  EXPECT_EQ(choose(**model, {{{9, 1}, {8, 5}}, {}}), EventType::kAid);
  EXPECT_EQ(choose(**model, {{}, {1, 0}}), EventType::kReject);
  EXPECT_EQ(choose(**model, {{}, {1, 0, 5, 5}}), EventType::kReject) << "values the model does not know";
}

TEST(RelationModel, RefusesDamage) {
  std::string bytes = build_relation_model(small_model());
  bytes[bytes.size() / 2] ^= 0x40;
  EXPECT_FALSE(RelationModel::load(write("dragoman_relation_bad.model", bytes)));
  RelationWeights unsorted = small_model();
  unsorted.hashes = {9, 3, 7};
  const auto disorder = RelationModel::load(write("dragoman_relation_order.model", build_relation_model(unsorted)));
  ASSERT_FALSE(disorder);
  EXPECT_EQ(disorder.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(RelationModel::load("/no/such/file.model").error().code, ErrorCode::kNotFound);
}

TEST(RelationModel, YieldingStandsTogether) {
  RelationScores scores{};
  scores[static_cast<std::size_t>(EventType::kAgree)] = 0.4;
  scores[static_cast<std::size_t>(EventType::kConcede)] = 0.25;
  scores[static_cast<std::size_t>(EventType::kRetreat)] = 0.35;
  double p = 0;
  EXPECT_EQ(best_relation(scores, p), EventType::kRetreat);
  EXPECT_DOUBLE_EQ(p, 0.6);
}

TEST(RelationCoder, TellsTheRelationOfMarkedParties) {
  const auto resources = load_resources(DRAGOMAN_BINARY_DIR);
  ASSERT_TRUE(resources) << resources.error().to_string();
  ASSERT_NE(resources->relations, nullptr);
  RelationCoder coder(resources->view());
  struct Case {
    std::string before, source, between, target, after;
    EventType type;
  };
  const Case cases[] = {
      {"", "Spanish police", " detained ", "two Moroccan journalists", " at the port.", EventType::kCoerce},
      {"", "Two Moroccan journalists", " protested against ", "the police", " in Madrid.", EventType::kProtest},
      {"On Tuesday ", "Jakarta", " accused ", "Canberra", " of spying.", EventType::kAccuse},
      {"", "Jakarta", " has refused to meet ", "the Australian envoy", ".", EventType::kReject},
      {"", "The guerrillas", " freed ", "nine hostages", " on Monday.", EventType::kRetreat},
      {"", "The guerrillas", " agreed to free ", "nine hostages", ".", EventType::kAgree},
  };
  for (const Case& c : cases) {
    const std::string text = c.before + c.source + c.between + c.target + c.after;
    const auto s = static_cast<std::uint32_t>(c.before.size());
    const auto t = static_cast<std::uint32_t>(c.before.size() + c.source.size() + c.between.size());
    const Relation relation = coder.relate(text, ByteRange{s, s + static_cast<std::uint32_t>(c.source.size())},
                                           ByteRange{t, t + static_cast<std::uint32_t>(c.target.size())});
    EXPECT_EQ(relation.code.type, c.type) << text;
    EXPECT_GT(relation.confidence, 0.0);
    EXPECT_LE(relation.confidence, 1.0);
  }
  const Relation alone = coder.relate("Nothing much happened.", std::nullopt, std::nullopt);
  EXPECT_LT(alone.confidence, 0.9);
}

}  // namespace
}  // namespace dragoman
