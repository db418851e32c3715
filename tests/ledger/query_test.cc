// SPDX-License-Identifier: Apache-2.0
// Each filter of the ledger against a plain loop over the same records.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/utf8.h"
#include "knowledge/gazetteer.h"
#include "ledger/ledger_samples.h"

namespace dragoman {
namespace {

bool is_party(const Entity& entity, const PartyFilter& party) {
  if (!party.country.empty() && entity.country != party.country) return false;
  if (!party.folded_name.empty() && fold(entity.name) != party.folded_name) return false;
  return std::all_of(party.sectors.begin(), party.sectors.end(), [&](const std::string& sector) {
    return std::find(entity.sectors.begin(), entity.sectors.end(), sector) != entity.sectors.end();
  });
}

bool any_party(const std::vector<Entity>& entities, const PartyFilter& party) {
  return std::any_of(entities.begin(), entities.end(), [&](const Entity& entity) { return is_party(entity, party); });
}

class LedgerQuery : public testing::Test {
 protected:
  void SetUp() override {
    store_ = open_ledger(file_.path());
    samples_ = sample_stories(150);
    add_all(*store_, samples_);
  }

  /// The filter finds what the loop finds, and that is some but not all.
  void expect_same(const RecordFilter& filter, const std::function<bool(const EventRecord&)>& wanted, bool some = true) {
    std::string expected;
    std::size_t hits = 0, all = 0;
    for (const SampleStory& sample : samples_) {
      for (const EventRecord& record : sample.records) {
        ++all;
        if (wanted(record)) ++hits, expected += record.id + " ";
      }
    }
    EXPECT_EQ(found(*store_, filter), expected);
    if (some) {
      EXPECT_GT(hits, 0U);
      EXPECT_LT(hits, all);
    }
  }

  LedgerFile file_;
  std::unique_ptr<SqliteStore> store_;
  std::vector<SampleStory> samples_;
};

TEST_F(LedgerQuery, NoFilterGivesAllInOrder) {
  expect_same({}, [](const EventRecord&) { return true; }, false);
}

TEST_F(LedgerQuery, Parties) {
  for (const char* text : {"AZE", "AZEMIL", "REB", "nikol pashinyan", "O'Brien", "armenia"}) {
    RecordFilter filter;
    const PartyFilter party = parse_party(text);
    filter.parties = {party};
    expect_same(filter, [&](const EventRecord& r) { return any_party(r.actors, party) || any_party(r.recipients, party); });
  }
  RecordFilter speaker;
  speaker.speaker = parse_party("RUS");
  expect_same(speaker, [&](const EventRecord& r) {
    return std::any_of(r.attribution.begin(), r.attribution.end(), [](const AttributionLink& link) { return link.speaker.country == "RUS"; });
  });
}

TEST_F(LedgerQuery, Dyads) {
  for (const char* text : {"AZE,ARM", "AZE>ARM", "RUS, Nikol Pashinyan", "ARM,ARM", "AZEMIL>REB"}) {
    RecordFilter filter;
    filter.dyad = *parse_dyad(text);
    const DyadFilter& dyad = *filter.dyad;
    expect_same(filter, [&](const EventRecord& r) {
      if (any_party(r.actors, dyad.first) && any_party(r.recipients, dyad.second)) return true;
      if (dyad.directed) return false;
      if (any_party(r.actors, dyad.second) && any_party(r.recipients, dyad.first)) return true;
      for (std::size_t i = 0; i < r.actors.size(); ++i) {
        for (std::size_t j = 0; j < r.actors.size(); ++j) {
          if (i != j && is_party(r.actors[i], dyad.first) && is_party(r.actors[j], dyad.second)) return true;
        }
      }
      return false;
    });
  }
}

TEST_F(LedgerQuery, TypesModesContextsModalities) {
  RecordFilter filter;
  filter.types = {EventType::kAssault, EventType::kAid};
  expect_same(filter, [](const EventRecord& r) { return r.type == EventType::kAssault || r.type == EventType::kAid; });
  filter = {};
  filter.quads = {Quad::kMaterialConflict};
  expect_same(filter, [](const EventRecord& r) { return quad_of(r.type) == Quad::kMaterialConflict; });
  filter = {};
  filter.modes = {"territory", "visit"};
  expect_same(filter, [](const EventRecord& r) { return !r.mode.empty(); });
  filter = {};
  filter.contexts = {"military", "territory"};
  expect_same(filter, [](const EventRecord& r) { return r.contexts[0] == "military"; });
  filter = {};
  filter.modalities = {Modality::kNegated};
  filter.min_confidence = 0.5;
  filter.without_background = true;
  expect_same(filter, [](const EventRecord& r) { return r.modality == Modality::kNegated && r.confidence >= 0.5 && !r.historical; });
}

TEST_F(LedgerQuery, PlacesByNameAndRadius) {
  RecordFilter filter;
  filter.place = "shusha";
  expect_same(filter, [](const EventRecord& r) { return r.place && r.place->name == "Shusha"; });
  filter.place = "Central";
  expect_same(filter, [](const EventRecord& r) { return r.place && r.place->admin1 == "Central"; });
  filter.place = "AZE";
  expect_same(filter, [](const EventRecord& r) { return r.place && r.place->country == "AZE"; });
  // Suva and Apia lie on the two sides of the antimeridian, some 1140 km apart.
  for (const char* circle : {"39.8,46.7,50", "-18,178,100", "-18,178,1500", "-14,-172,1500", "0,0,1", "89.9,0,100", "-18.14,178.44,0.001", "0,0,20100"}) {
    filter = {};
    filter.near = *parse_near(circle);
    const NearFilter near = *filter.near;
    expect_same(filter, [&](const EventRecord& r) {
      return r.place && r.place->lat && distance_km(*r.place->lat, *r.place->lon, near.lat, near.lon) <= near.km;
    }, false);
  }
}

TEST_F(LedgerQuery, DaysSourcesAndLimit) {
  RecordFilter filter;
  filter.since = "2020-09-20";
  filter.until = "2020-09-25";
  expect_same(filter, [](const EventRecord& r) { return !r.date.start.empty() && r.date.end >= "2020-09-20" && r.date.start <= "2020-09-25"; });
  filter = {};
  filter.source = "tass";
  expect_same(filter, [](const EventRecord& r) { return r.story.source == "TASS"; });
  filter.limit = 3;
  int left = 3;
  expect_same(filter, [&](const EventRecord& r) { return r.story.source == "TASS" && left-- > 0; });
}

TEST_F(LedgerQuery, Words) {
  RecordFilter filter;
  filter.text = "Ceasefire";
  expect_same(filter, [](const EventRecord& r) { return r.sentence.text.find("ceasefire") != std::string::npos; });
  filter.text = "\"the bridge\"";
  expect_same(filter, [](const EventRecord& r) { return r.sentence.text.find("the bridge") != std::string::npos; });
  filter.text = "elite TROOP*";
  expect_same(filter, [](const EventRecord& r) { return r.sentence.text.find("troops") != std::string::npos; });
}

TEST_F(LedgerQuery, HostileTextIsOnlyText) {
  const std::string before = found(*store_, {});
  for (const char* text : {"'; DROP TABLE records; --", "\" OR 1=1 --", "x') OR ('a'='a", "AZE' OR '1'='1", "NEAR(", "a AND", "text:foo", "-bridge", "^x", "*", "%", "\"\"\"", "sentence_words"}) {
    RecordFilter filter;
    filter.text = text;
    (void)found(*store_, filter);
    filter = {};
    filter.parties = {parse_party(text)};
    EXPECT_EQ(found(*store_, filter), "") << text;
    filter = {};
    filter.place = filter.source = text;
    EXPECT_EQ(found(*store_, filter), "") << text;
    filter = {};
    filter.modes = filter.contexts = {text};
    EXPECT_EQ(found(*store_, filter), "") << text;
    filter = {};
    filter.since = text;
    (void)found(*store_, filter);
  }
  EXPECT_EQ(found(*store_, {}), before);
  EXPECT_EQ(problems(*store_), "");
}

TEST_F(LedgerQuery, Counts) {
  RecordFilter filter;
  filter.types = {EventType::kAssault, EventType::kConsult, EventType::kAid};
  const auto wanted = [](const EventRecord& r) { return r.type == EventType::kAssault || r.type == EventType::kConsult || r.type == EventType::kAid; };
  const auto monday = [](const std::string& day) {
    const auto date = parse_iso_date(day);
    return date ? to_iso(add_days(*date, -weekday_of(*date))) : std::string("unknown");
  };
  const std::pair<CountBy, std::function<std::string(const EventRecord&)>> keys[] = {
      {CountBy::kDay, [](const EventRecord& r) { return r.date.start.empty() ? "unknown" : r.date.start; }},
      {CountBy::kWeek, [&](const EventRecord& r) { return monday(r.date.start); }},
      {CountBy::kMonth, [](const EventRecord& r) { return r.date.start.empty() ? "unknown" : r.date.start.substr(0, 7); }},
      {CountBy::kType, [](const EventRecord& r) { return std::string(kEventTypeNames[static_cast<std::size_t>(r.type)]); }},
      {CountBy::kPlace, [](const EventRecord& r) {
         return !r.place ? "(none)" : r.place->country.empty() ? r.place->name : r.place->name + " (" + r.place->country + ")";
       }}};
  for (const auto& [by, key] : keys) {
    std::map<std::string, std::pair<std::int64_t, double>> expected;
    for (const SampleStory& sample : samples_) {
      for (const EventRecord& record : sample.records) {
        if (wanted(record)) ++expected[key(record)].first, expected[key(record)].second += record.score;
      }
    }
    const auto rows = store_->count(filter, by);
    ASSERT_TRUE(rows.ok()) << rows.error().to_string();
    ASSERT_EQ(rows->size(), expected.size());
    for (const CountRow& row : *rows) {
      EXPECT_EQ(row.count, expected[row.key].first) << row.key;
      EXPECT_DOUBLE_EQ(row.score_sum, expected[row.key].second) << row.key;
    }
  }
}

TEST_F(LedgerQuery, DyadCountsAgreeWithDyadFilters) {
  const auto rows = store_->count({}, CountBy::kDyad);
  ASSERT_TRUE(rows.ok());
  ASSERT_GT(rows->size(), 5U);
  for (const CountRow& row : *rows) {
    if (row.key.find('>') == std::string::npos) continue;
    RecordFilter filter;
    filter.dyad = *parse_dyad(row.key);
    const std::string ids = found(*store_, filter);
    EXPECT_EQ(row.count, std::count(ids.begin(), ids.end(), ' ')) << row.key;
  }
}

TEST(LedgerFilter, WhatIsWrittenWrongIsRefused) {
  for (const char* text : {"", "AZE", ",", "AZE,", ">ARM"}) EXPECT_FALSE(parse_dyad(text).ok()) << text;
  for (const char* text : {"", "1,2", "1,2,3,4", "91,0,1", "0,181,1", "0,0,-1", "a,b,c", "nan,0,1", "1,,2"}) EXPECT_FALSE(parse_near(text).ok()) << text;
  EXPECT_EQ(parse_party("AZE").country, "AZE");
  EXPECT_EQ(parse_party("GOV").sectors, std::vector<std::string>{"GOV"});
  EXPECT_EQ(parse_party("UNO").country, "UNO");
  EXPECT_EQ(parse_party("Éva").folded_name, "eva");
  EXPECT_EQ(parse_party("HAMAS").folded_name, "hamas");
}

}  // namespace
TEST(LedgerDesk, PagesRunBackwardsWithoutGapsOrRepeats) {
  const LedgerFile file;
  const auto store = open_ledger(file.path());
  add_all(*store, sample_stories(40));
  const auto whole = store->page({}, std::nullopt, 100000);
  ASSERT_TRUE(whole.ok());
  ASSERT_GT(whole->size(), 20U);
  for (std::size_t i = 1; i < whole->size(); ++i) {
    EXPECT_GE(std::make_pair((*whole)[i - 1].date, (*whole)[i - 1].record), std::make_pair((*whole)[i].date, (*whole)[i].record));
  }
  std::vector<std::int64_t> seen;
  std::optional<PageCursor> cursor;
  for (;;) {
    const auto page = store->page({}, cursor, 7);
    ASSERT_TRUE(page.ok());
    for (const KeyedRecord& record : *page) seen.push_back(record.record);
    if (page->size() < 7) break;
    cursor = PageCursor{page->back().date, page->back().record};
  }
  ASSERT_EQ(seen.size(), whole->size());
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], (*whole)[i].record);
}

TEST(LedgerDesk, SumsOfMapAndSeriesAreThoseOfTheRecords) {
  const LedgerFile file;
  const auto store = open_ledger(file.path());
  add_all(*store, sample_stories(60));
  const auto records = store->page({}, std::nullopt, 100000);
  ASSERT_TRUE(records.ok());
  std::int64_t dated = 0;
  for (const KeyedRecord& record : *records) dated += record.date.empty() ? 0 : 1;
  for (const SeriesBy by : {SeriesBy::kDay, SeriesBy::kWeek, SeriesBy::kMonth, SeriesBy::kYear}) {
    const auto rows = store->series({}, by);
    ASSERT_TRUE(rows.ok());
    std::int64_t sum = 0;
    for (const SeriesRow& row : *rows) {
      sum += row.count;
      EXPECT_EQ(row.quads[0] + row.quads[1] + row.quads[2] + row.quads[3], row.count);
    }
    EXPECT_EQ(sum, dated);
  }
  const auto places = store->places({}, 100000);
  ASSERT_TRUE(places.ok());
  std::int64_t placed = 0;
  for (const PlaceRow& row : *places) placed += row.count;
  std::int64_t expected = 0;
  ASSERT_TRUE(store->query({}, false, [&](const StoredRecord& record) {
    expected += record.json.find("\"lat\": null") == std::string_view::npos && record.json.find("\"lat\": ") != std::string_view::npos ? 1 : 0;
    return true;
  }).ok());
  EXPECT_EQ(placed, expected);
}

TEST(LedgerDesk, ReviewsAreKeptBesideTheCoding) {
  const LedgerFile file;
  const auto store = open_ledger(file.path());
  add_all(*store, sample_stories(5));
  const auto before = store->page({}, std::nullopt, 1);
  ASSERT_TRUE(before.ok());
  const std::int64_t key = before->front().record;
  ASSERT_TRUE(store->add_review({0, key, "reject", "", "not an event", "ann", "2026-11-24T10:00:00Z"}).ok());
  ASSERT_TRUE(store->add_review({0, key, "correct", "{\"type\": \"CONSULT\"}", "", "ben", "2026-11-24T11:00:00Z"}).ok());
  const auto after = store->record(key);
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->json, before->front().json);
  EXPECT_EQ(after->verdict, "correct");
  const auto reviews = store->reviews(key);
  ASSERT_TRUE(reviews.ok());
  ASSERT_EQ(reviews->size(), 2U);
  EXPECT_EQ((*reviews)[0].author, "ann");
  EXPECT_EQ(store->add_review({0, 999999, "accept", "", "", "ann", "2026-11-24T10:00:00Z"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(problems(*store), "");
}

}  // namespace dragoman
