// SPDX-License-Identifier: Apache-2.0
#include "coding/phrase_rules.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "coding/resources.h"
#include "text/story_reader.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

class Layer {
 public:
  explicit Layer(std::string_view discards, std::string_view issues) : folder_(fs::path(::testing::TempDir()) / ("dragoman_phrases_test" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ofstream(folder_ / "x.discards") << discards;
    std::ofstream(folder_ / "x.issues") << issues;
  }
  ~Layer() { fs::remove_all(folder_); }
  Result<Resources> resources() const { return load_resources(DRAGOMAN_BINARY_DIR, {{folder_.string()}, false}); }

 private:
  fs::path folder_;
};

std::vector<EventRecord> coded(const Resources& resources, std::string text, Explanation* explanation = nullptr) {
  const StoryCoder coder(resources.view());
  const auto scratch = coder.make_scratch();
  Story story;
  story.text = std::move(text);
  settle_story(story, std::nullopt);
  std::vector<EventRecord> records;
  coder.code(story, *scratch, records, explanation);
  return records;
}

TEST(PhraseRules, DropSentencesAndStoriesAndNameIssues) {
  const Layer layer("# mine\nstory: world cup\nsentence: friendly match\n", "diplomat -> DIPLOMATS\nembassy staff -> STAFF\nlocal embassy staff -> (not)\n");
  const auto resources = layer.resources();
  ASSERT_TRUE(resources.ok()) << resources.error().to_string();
  const std::string good = "Russia expelled two diplomats of Georgia. ";
  const auto plain = coded(*resources, good);
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_EQ(std::count(plain[0].contexts.begin(), plain[0].contexts.end(), "DIPLOMATS"), 1);
  Explanation explanation;
  EXPECT_EQ(coded(*resources, good + "Iran expelled two envoys of France after a friendly match.", &explanation).size(), 1U);
  EXPECT_TRUE(std::any_of(explanation.items.begin(), explanation.items.end(), [](const auto& i) { return i.entry == "friendly match" && i.reason.find("sentence") != std::string::npos; }));
  EXPECT_TRUE(coded(*resources, good + "The World Cup began.").empty());
  const auto has_staff = [](const std::vector<EventRecord>& records) {
    return !records.empty() && std::find(records[0].contexts.begin(), records[0].contexts.end(), "STAFF") != records[0].contexts.end();
  };
  EXPECT_TRUE(has_staff(coded(*resources, "Russia expelled the embassy staff of Georgia.")));
  EXPECT_FALSE(has_staff(coded(*resources, "Russia expelled the local embassy staff of Georgia.")));
}

TEST(PhraseRules, OursHaveNoneAndMistakesNameTheLine) {
  const auto ours = load_resources(DRAGOMAN_BINARY_DIR);
  ASSERT_TRUE(ours.ok());
  EXPECT_EQ(ours->phrases, nullptr);
  const Layer layer("story: tennis\nfootball\n", "");
  const auto bad = layer.resources();
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().line, 2U);
}

}  // namespace
}  // namespace dragoman
