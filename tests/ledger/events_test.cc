// SPDX-License-Identifier: Apache-2.0
// One event out of several reports, whatever the batches; decisions by hand outlast a new coding.
#include <gtest/gtest.h>

#include "ledger/event_match.h"
#include "ledger/event_report.h"
#include "ledger/ledger_samples.h"
#include "ledger/signature.h"

namespace dragoman {
namespace {

SampleStory shelling(const std::string& id, const std::string& place, double lat, std::int64_t killed, const std::string& text) {
  SampleStory out;
  out.story = sample_story(id, text);
  out.story.source = "Agency " + id;
  EventRecord record;
  record.id = "record-" + id;
  record.story.id = id;
  record.story.source = out.story.source;
  record.story.date = "2020-09-30";
  record.sentence = {text, 0, static_cast<std::int64_t>(text.size())};
  record.type = EventType::kAssault;
  record.mode = "heavy-weapons";
  record.cameo = "194";
  record.trigger = {"shelled", 0, 7};
  record.actors.push_back(sample_entity("Azerbaijan", "AZE", {"MIL"}));
  record.recipients.push_back(sample_entity("Armenia", "ARM", {"CVL"}));
  record.date = {"2020-09-30", "2020-09-30", DatePrecision::kDay, {}};
  record.place = sample_place(place.c_str(), "AZE", "", lat, 46.7);
  record.magnitude[0] = Range{killed, killed};
  out.records.push_back(record);
  return out;
}

std::vector<SampleStory> shellings() {
  return {shelling("a", "Shusha", 39.76, 4, "Azerbaijani forces shelled Shusha on Wednesday, killing four people."),
          shelling("b", "Shusha", 39.76, 6, "Six villagers died in Shusha when it was shelled by the Azerbaijani army, officials said."),
          shelling("c", "Ganja", 40.9, 4, "Azerbaijani forces shelled Ganja on Wednesday, killing four people."),
          shelling("d", "Shusha", 39.76, 4, "Azerbaijani forces shelled Shusha on Wednesday, killing four people, the ministry said.")};
}

void add_in_batches(SqliteStore& store, const std::vector<SampleStory>& samples, std::size_t batch) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (i % batch == 0) {
      ASSERT_TRUE(store.begin().ok());
    }
    ASSERT_TRUE(add_story(store, samples[i].story, samples[i].records).ok());
    if (i % batch == batch - 1 || i + 1 == samples.size()) {
      ASSERT_TRUE(store.commit().ok());
    }
  }
}

/// Each event as JSON, a line each.
std::string events_of(SqliteStore& store, const RecordFilter& filter = {}) {
  std::string out;
  EventSummarizer summarizer;
  const Status status = store.events(filter, [&](const StoredEvent& event) {
    out += *summarizer.json(event) + "\n";
    return true;
  });
  EXPECT_TRUE(status.ok());
  return out;
}

std::size_t lines(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

TEST(LedgerEvents, ReportsOfOneEventAreOneAndAnotherPlaceIsAnother) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  add_in_batches(*store, shellings(), 10);
  const std::string events = events_of(*store);
  EXPECT_EQ(lines(events), 2U) << events;
  EXPECT_NE(events.find("\"reports\": 3, \"tellings\": 2"), std::string::npos) << events;
  EXPECT_NE(events.find("killed: 4 (Agency a), 6 (Agency b)"), std::string::npos) << events;
  RecordFilter once;
  once.one_per_event = true;
  const auto counts = store->count(once, CountBy::kDay);
  ASSERT_EQ(counts->size(), 1U);
  EXPECT_EQ(counts->front().count, 2);
  EXPECT_EQ(problems(*store), "");
}

TEST(LedgerEvents, BatchesDoNotMatter) {
  const auto samples = sample_stories(120);
  std::string first;
  for (const std::size_t batch : {1U, 7U, 200U}) {
    LedgerFile file;
    const auto store = open_ledger(file.path());
    add_in_batches(*store, samples, batch);
    const std::string events = events_of(*store);
    if (first.empty()) first = events;
    EXPECT_EQ(events, first);
  }
  EXPECT_GT(lines(first), 10U);
}

TEST(LedgerEvents, DecisionsByHandOutlastANewCoding) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  const auto samples = shellings();
  add_in_batches(*store, samples, 10);
  ASSERT_TRUE(store->split_event(2).ok());      // b is no report of it
  ASSERT_TRUE(store->merge_events(2, 3).ok());  // but of that of c
  EXPECT_FALSE(store->merge_events(1, 99).ok());
  EXPECT_FALSE(store->split_event(99).ok());
  const auto together = [&](const char* event, const char* record) {
    const std::string events = events_of(*store);
    for (std::size_t at = 0; at < events.size();) {
      const std::string line = events.substr(at, events.find('\n', at) - at);
      at += line.size() + 1;
      if (line.find(std::string("\"") + event + "\"") != std::string::npos) return line.find(std::string("\"") + record + "\"") != std::string::npos;
    }
    return false;
  };
  EXPECT_TRUE(together("record-b", "record-c"));
  EXPECT_FALSE(together("record-b", "record-a"));
  ASSERT_TRUE(store->begin().ok());
  EXPECT_EQ(*add_story(*store, samples[1].story, samples[1].records, "coder 2"), AddOutcome::kRecoded);
  ASSERT_TRUE(store->commit().ok());
  EXPECT_TRUE(together("record-b", "record-c"));
  EXPECT_FALSE(together("record-b", "record-a"));
  EXPECT_EQ(problems(*store), "");
}

TEST(LedgerEvents, FeaturesComeBackAsTheyWere) {
  const EventFeatures features = features_of(shellings()[1].records[0]);
  std::string bytes;
  append_features(features, bytes);
  EventFeatures again;
  ASSERT_TRUE(read_features(bytes, again));
  std::string twice;
  append_features(again, twice);
  EXPECT_EQ(twice, bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(read_features(bytes.substr(0, size), again));
}

TEST(LedgerEvents, NeverAcrossTimePlaceOrParties) {
  const auto samples = shellings();
  const EventRecord one = samples[0].records[0];
  EXPECT_GT(match_score(features_of(one), features_of(samples[1].records[0])), kSameEvent);
  EventRecord other = one;
  other.date.start = other.date.end = "2020-10-05";
  EXPECT_EQ(match_score(features_of(one), features_of(other)), 0);
  other = one;
  other.place->name = "Suva", other.place->country = "FJI", other.place->lat = -18.1;
  EXPECT_EQ(match_score(features_of(one), features_of(other)), 0);
  other = one;
  other.recipients = {sample_entity("Russia", "RUS", {"GOV"})};
  EXPECT_EQ(match_score(features_of(one), features_of(other)), 0);
}

TEST(StorySignatures, ReprintsShareMostAndOthersLittle) {
  const std::string text = "Azerbaijani forces shelled the town of Shusha on Wednesday and killed four people, the ministry of defence in Yerevan said.";
  const StorySignature signature = sign_story(text);
  EXPECT_GT(overlap(signature, sign_story(text + " Baku did not comment on the report.")), 0.9);
  EXPECT_LT(overlap(signature, sign_story("The presidents of Fiji and Samoa met in Suva to speak about fishing and trade between the two islands.")), 0.1);
  EXPECT_EQ(overlap(signature, sign_story("")), 0);
}

}  // namespace
}  // namespace dragoman
