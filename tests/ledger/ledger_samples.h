// SPDX-License-Identifier: Apache-2.0
// Stories and records made up for the tests of the ledger, by a fixed sequence of pseudo-random numbers.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "ledger/sqlite_store.h"
#include "output/record_writer.h"

namespace dragoman {

/// A file name of its own, removed with its companions at the end.
class LedgerFile {
 public:
  LedgerFile() {
    static int number = 0;
    path_ = testing::TempDir() + "ledger_test_" + std::to_string(getpid()) + "_" + std::to_string(number++);
    remove();
  }
  ~LedgerFile() { remove(); }
  LedgerFile(const LedgerFile&) = delete;
  LedgerFile& operator=(const LedgerFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  void remove() {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::remove((path_ + suffix).c_str());
  }
  std::string path_;
};

struct SampleStory {
  Story story;
  std::vector<EventRecord> records;
};

inline Story sample_story(const std::string& id, const std::string& text) {
  Story story;
  story.id = id;
  story.text = text;
  story.source = "Agency";
  story.date = date_from(2020, 9, 30);
  return story;
}

inline Entity sample_entity(const std::string& name, const std::string& country, const std::vector<std::string>& sectors) {
  Entity entity;
  entity.span = {name, 0, static_cast<std::int64_t>(name.size())};
  entity.name = name;
  entity.country = country;
  entity.sectors = sectors;
  entity.code = country;
  for (const std::string& sector : sectors) entity.code += sector;
  return entity;
}

inline RecordPlace sample_place(const char* name, const char* country, const char* admin1, std::optional<double> lat, std::optional<double> lon) {
  RecordPlace place;
  place.name = name;
  place.country = country;
  place.admin1 = admin1;
  place.lat = lat;
  place.lon = lon;
  return place;
}

inline std::vector<RecordPlace> sample_places() {
  std::vector<RecordPlace> places;
  places.push_back(sample_place("Shusha", "AZE", "", 39.76, 46.75));
  places.push_back(sample_place("Suva", "FJI", "Central", -18.14, 178.44));
  places.push_back(sample_place("Apia", "WSM", "", -13.83, -171.76));
  places.push_back(sample_place("Nowhere", "", "", std::nullopt, std::nullopt));
  return places;
}

/// `count` stories with up to four records each, of few parties, places and days, so that filters find something.
inline std::vector<SampleStory> sample_stories(int count) {
  std::mt19937 random(20200930);
  const auto below = [&](unsigned n) { return random() % n; };
  const Entity parties[] = {sample_entity("Azerbaijan", "AZE", {"GOV"}), sample_entity("Azerbaijan", "AZE", {"MIL"}),
                            sample_entity("Armenia", "ARM", {"GOV"}),    sample_entity("Nikol Pashinyan", "ARM", {"GOV"}),
                            sample_entity("Russia", "RUS", {"GOV"}),     sample_entity("O'Brien", "USA", {}),
                            sample_entity("insurgents", "", {"REB"})};
  const std::vector<RecordPlace> places = sample_places();
  const char* sentences[] = {"The ceasefire was broken near the town.", "They shelled the bridge.", "Talks on a CEASE-fire went on.", "Élite troops were moved."};
  const char* modes[] = {"", "territory", "visit"};
  std::vector<SampleStory> out;
  for (int s = 0; s < count; ++s) {
    SampleStory sample;
    sample.story = sample_story("s" + std::to_string(s), "Story number " + std::to_string(s));
    sample.story.source = below(3) == 0 ? "TASS" : "Reuters";
    const unsigned records = below(5);
    for (unsigned i = 0; i < records; ++i) {
      EventRecord r;
      r.id = std::to_string(s) + "-" + std::to_string(i);
      r.story = {sample.story.id, sample.story.source, "2020-09-30", std::nullopt, std::nullopt, std::nullopt};
      r.sentence_index = i / 2;
      r.sentence = {sentences[(static_cast<unsigned>(s) + i / 2) % 4], 0, 10};
      r.type = static_cast<EventType>(below(kEventTypeCount));
      r.mode = modes[below(3)];
      r.cameo = "010";
      r.score = static_cast<double>(below(21)) - 10.0;
      r.contexts = below(2) == 0 ? std::vector<std::string>{"military", "territory"} : std::vector<std::string>{"diplomatic"};
      r.trigger = {"was", 0, 3};
      for (unsigned n = 1 + below(2); n > 0; --n) r.actors.push_back(parties[below(7)]);
      if (below(3) != 0) r.recipients.push_back(parties[below(7)]);
      if (below(2) == 0) r.attribution.push_back({parties[below(7)], "said", Stance::kStates});
      if (below(8) != 0) {
        const Date day = add_days(date_from(2020, 9, 1), static_cast<int>(below(60)));
        r.date.start = to_iso(day);
        r.date.end = to_iso(add_days(day, static_cast<int>(below(2))));
        r.date.precision = DatePrecision::kDay;
      }
      if (below(3) != 0) r.place = places[below(4)];
      r.modality = static_cast<Modality>(below(4));
      r.historical = below(5) == 0;
      r.confidence = static_cast<double>(below(101)) / 100.0;
      if (below(4) == 0) r.magnitude[0] = Range{static_cast<std::int64_t>(below(9)), std::nullopt};
      sample.records.push_back(std::move(r));
    }
    out.push_back(std::move(sample));
  }
  return out;
}

inline std::unique_ptr<SqliteStore> open_ledger(const std::string& path, SqliteStore::Mode mode = SqliteStore::Mode::kCreate) {
  auto store = SqliteStore::open(path, mode);
  EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().to_string());
  return store.ok() ? std::move(store).value() : nullptr;
}

inline Result<AddOutcome> add_story(LedgerStore& store, const Story& story, const std::vector<EventRecord>& records, std::string_view coder = "coder 1") {
  std::vector<std::string> lines(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) append_record_json(records[i], lines[i]);
  const std::vector<std::string_view> json(lines.begin(), lines.end());
  const std::string hash = story_hash(story);
  return store.add({story, hash, coder, records, json});
}

inline void add_all(LedgerStore& store, const std::vector<SampleStory>& samples) {
  ASSERT_TRUE(store.begin().ok());
  for (const SampleStory& sample : samples) {
    const auto outcome = add_story(store, sample.story, sample.records);
    ASSERT_TRUE(outcome.ok()) << outcome.error().to_string();
  }
  ASSERT_TRUE(store.commit().ok());
}

/// Ids of what a filter finds, in order, as "id id id".
inline std::string found(LedgerStore& store, const RecordFilter& filter) {
  std::string ids;
  const Status status = store.query(filter, false, [&](const StoredRecord& record) {
    const std::size_t at = record.json.find("\"id\": \"") + 7;
    ids.append(record.json.substr(at, record.json.find('"', at) - at)).append(" ");
    return true;
  });
  EXPECT_TRUE(status.ok()) << status.error().to_string();
  return ids;
}

inline std::string problems(LedgerStore& store) {
  const auto list = store.check();
  if (!list) return list.error().to_string();
  std::string out;
  for (const std::string& problem : *list) out += problem + "\n";
  return out;
}

}  // namespace dragoman
