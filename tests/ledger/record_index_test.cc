// SPDX-License-Identifier: Apache-2.0
// The index in memory says what the tables say, under every filter, while the ledger grows and is corrected.
#include <gtest/gtest.h>

#include "ledger/ledger_samples.h"

namespace dragoman {
namespace {

std::vector<RecordFilter> filters() {
  std::vector<RecordFilter> out(1);
  const auto add = [&](auto change) { change(out.emplace_back()); };
  for (const char* party : {"AZE", "AZEMIL", "REB", "GOV", "maria zakharova", "XXX"}) {
    add([&](RecordFilter& f) { f.parties = {parse_party(party)}; });
    add([&](RecordFilter& f) { f.speaker = parse_party(party); });
  }
  add([](RecordFilter& f) { f.parties = {parse_party("AZE"), parse_party("ARM")}; });
  for (const char* dyad : {"AZE,ARM", "AZE>ARM", "ARM>AZE", "AZE,AZE", "AZE,GOV", "USA,RUS"}) {
    add([&](RecordFilter& f) { f.dyad = *parse_dyad(dyad); });
  }
  add([](RecordFilter& f) { f.types = {EventType::kAssault, EventType::kConsult}; });
  add([](RecordFilter& f) { f.quads = {Quad::kVerbalConflict}; });
  add([](RecordFilter& f) { f.modalities = {Modality::kFuture, Modality::kNegated}; });
  add([](RecordFilter& f) { f.modes = {"visit", "no-such-mode"}; });
  add([](RecordFilter& f) { f.contexts = {"military", "territory"}; });
  for (const char* place : {"AZE", "Baku", "stepanakert", "Nagorno-Karabakh", "Nowhere"}) {
    add([&](RecordFilter& f) { f.place = place; });
  }
  add([](RecordFilter& f) { f.near = NearFilter{40, 46, 200}; });
  add([](RecordFilter& f) { f.polygon = *parse_polygon("38,44 42,44 42,50 38,50"); });
  add([](RecordFilter& f) { f.since = "2020-09-28"; });
  add([](RecordFilter& f) { f.until = "2020-09-30"; });
  add([](RecordFilter& f) { f.since = "2020-09-01", f.until = "2020-10-31", f.without_background = true; });
  add([](RecordFilter& f) { f.source = "reuters"; });
  add([](RecordFilter& f) { f.min_confidence = 0.6; });
  add([](RecordFilter& f) { f.text = "talks"; });
  add([](RecordFilter& f) { f.one_per_event = true; });
  add([](RecordFilter& f) { f.one_per_event = true, f.parties = {parse_party("AZE")}; });
  add([](RecordFilter& f) { f.one_per_event = true, f.text = "the"; });
  add([](RecordFilter& f) { f.text = "\"no such phrase\""; });
  add([](RecordFilter& f) { f.text = "the", f.types = {EventType::kAssault}; });
  return out;
}

std::string told(const std::vector<KeyedRecord>& page) {
  std::string out;
  for (const KeyedRecord& one : page) out += std::to_string(one.record) + " " + one.date + " " + std::to_string(one.json.size()) + "\n";
  return out;
}

void expect_same(SqliteStore& plain, SqliteStore& indexed) {
  const std::vector<RecordFilter> all = filters();
  for (std::size_t i = 0; i < all.size(); ++i) {
    SCOPED_TRACE("filter " + std::to_string(i));
    const RecordFilter& filter = all[i];
    EXPECT_EQ(*plain.total(filter), *indexed.total(filter));
    const auto page = *plain.page(filter, std::nullopt, 7);
    EXPECT_EQ(told(page), told(*indexed.page(filter, std::nullopt, 7)));
    if (!page.empty()) {
      const PageCursor cursor{page.back().date, page.back().record};
      EXPECT_EQ(told(*plain.page(filter, cursor, 1000)), told(*indexed.page(filter, cursor, 1000)));
    }
    for (const CountBy by : {CountBy::kDay, CountBy::kWeek, CountBy::kMonth, CountBy::kType, CountBy::kDyad, CountBy::kPlace, CountBy::kSource, CountBy::kParty}) {
      const auto a = *plain.count(filter, by), b = *indexed.count(filter, by);
      ASSERT_EQ(a.size(), b.size()) << static_cast<int>(by);
      for (std::size_t k = 0; k < a.size(); ++k) {
        EXPECT_EQ(a[k].key, b[k].key);
        EXPECT_EQ(a[k].count, b[k].count) << a[k].key;
        EXPECT_NEAR(a[k].score_sum, b[k].score_sum, 1e-9);
      }
    }
    for (const SeriesBy by : {SeriesBy::kDay, SeriesBy::kWeek, SeriesBy::kMonth, SeriesBy::kYear}) {
      const auto a = *plain.series(filter, by), b = *indexed.series(filter, by);
      ASSERT_EQ(a.size(), b.size());
      for (std::size_t k = 0; k < a.size(); ++k) {
        EXPECT_EQ(a[k].key, b[k].key);
        EXPECT_EQ(a[k].quads, b[k].quads);
        EXPECT_NEAR(a[k].score_sum, b[k].score_sum, 1e-9);
      }
    }
    const auto by_name = [](std::vector<PlaceRow> rows) {
      std::vector<std::string> out;
      for (const PlaceRow& row : rows) out.push_back(row.place + "|" + row.country + "|" + std::to_string(row.lat) + "|" + std::to_string(row.count) + "|" + std::to_string(row.quads[3]) + "|" + row.last);
      std::sort(out.begin(), out.end());
      return out;
    };
    EXPECT_EQ(by_name(*plain.places(filter, -1)), by_name(*indexed.places(filter, -1)));
  }
}

TEST(RecordIndex, SaysWhatTheTablesSayWhileTheLedgerGrows) {
  LedgerFile file;
  const auto writer = open_ledger(file.path());
  auto samples = sample_stories(60);
  const auto plain = SqliteStore::open(file.path(), SqliteStore::Mode::kRead).value();
  const auto indexed = SqliteStore::open(file.path(), SqliteStore::Mode::kRead).value();
  const auto index = std::make_shared<RecordIndex>();
  indexed->use_index(index);
  expect_same(*plain, *indexed);  // not ready: the tables answer
  ASSERT_TRUE(indexed->refresh(*index).ok());
  EXPECT_TRUE(index->ready());
  EXPECT_EQ(index->total({}, nullptr), 0);
  for (std::size_t begin = 0; begin < samples.size(); begin += 20) {
    add_all(*writer, {samples.begin() + static_cast<std::ptrdiff_t>(begin), samples.begin() + static_cast<std::ptrdiff_t>(begin + 20)});
    ASSERT_TRUE(indexed->refresh(*index).ok());
    ASSERT_TRUE(index->answers({}));
    expect_same(*plain, *indexed);
  }
  // A correction retires records; a new coding does so too.
  ASSERT_TRUE(writer->begin().ok());
  Story corrected = samples[3].story;
  corrected.text += " Corrected.";
  EXPECT_EQ(*add_story(*writer, corrected, samples[3].records), AddOutcome::kSuperseded);
  ASSERT_TRUE(writer->commit().ok());
  ASSERT_TRUE(indexed->refresh(*index).ok());
  expect_same(*plain, *indexed);
  EXPECT_GT(index->bytes(), 1000U);
  // Merged and split by hand.
  std::vector<std::int64_t> events;
  ASSERT_TRUE(plain->events({}, [&](const StoredEvent& event) {
    events.push_back(event.event);
    return events.size() < 4;
  }).ok());
  ASSERT_EQ(events.size(), 4U);
  ASSERT_TRUE(writer->merge_events(events[0], events[1]).ok());
  ASSERT_TRUE(indexed->refresh(*index).ok());
  expect_same(*plain, *indexed);
  ASSERT_TRUE(writer->split_event(events[1]).ok());
  ASSERT_TRUE(writer->merge_events(events[2], events[3]).ok());
  ASSERT_TRUE(indexed->refresh(*index).ok());
  expect_same(*plain, *indexed);
}

TEST(RecordIndex, AboveItsBoundTheTablesAnswer) {
  LedgerFile file;
  const auto writer = open_ledger(file.path());
  add_all(*writer, sample_stories(20));
  const auto reader = SqliteStore::open(file.path(), SqliteStore::Mode::kRead).value();
  const auto index = std::make_shared<RecordIndex>(5);
  reader->use_index(index);
  ASSERT_TRUE(reader->refresh(*index).ok());
  EXPECT_FALSE(index->answers({}));
  ASSERT_TRUE(reader->refresh(*index).ok());
  EXPECT_FALSE(index->answers({}));
  EXPECT_LT(index->bytes(), 1000U);
  EXPECT_GT(*reader->total({}), 5);
}

}  // namespace
}  // namespace dragoman
