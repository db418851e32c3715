// SPDX-License-Identifier: Apache-2.0
// What the ledger promises about writing: the same story changes nothing, a correction supersedes, an end at any time
// loses what was not committed and nothing else, damage is found.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fstream>

#include "ledger/ledger_samples.h"
#include "ledger/record_reader.h"
#include "ledger/schema.h"

namespace dragoman {
namespace {

TEST(LedgerStore, TheSameStoryAgainChangesNothing) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  const auto samples = sample_stories(40);
  add_all(*store, samples);
  const std::string before = found(*store, {});
  ASSERT_TRUE(store->begin().ok());
  for (const SampleStory& sample : samples) {
    Story moved = sample.story;
    moved.path = "elsewhere.txt";
    EXPECT_EQ(*add_story(*store, moved, sample.records), AddOutcome::kKnown);
  }
  ASSERT_TRUE(store->commit().ok());
  EXPECT_EQ(found(*store, {}), before);
  EXPECT_EQ(store->stats()->stories, 40);
  EXPECT_EQ(store->known("coder 1")->size(), 40U);
  EXPECT_TRUE(store->known("coder 2")->empty());
  EXPECT_EQ(problems(*store), "");
}

TEST(LedgerStore, RecordsComeBackAsTheyWereWritten) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  const auto samples = sample_stories(40);
  add_all(*store, samples);
  std::string expected, got, again;
  for (const SampleStory& sample : samples) {
    for (const EventRecord& record : sample.records) append_record_json(record, expected), expected += '\n';
  }
  RecordReader reader;
  EventRecord record;
  ASSERT_TRUE(store->query({}, false, [&](const StoredRecord& stored) {
    got.append(stored.json).append("\n");
    EXPECT_TRUE(reader.read(stored.json, record).ok());
    append_record_json(record, again);
    again += '\n';
    return true;
  }).ok());
  EXPECT_EQ(got, expected);
  EXPECT_EQ(again, expected);
}

TEST(LedgerStore, ACorrectedStorySupersedesAndHistoryIsKept) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  auto samples = sample_stories(30);
  const SampleStory& rich = *std::find_if(samples.begin(), samples.end(), [](const SampleStory& s) { return s.records.size() >= 2; });
  ASSERT_TRUE(store->begin().ok());
  EXPECT_EQ(*add_story(*store, rich.story, rich.records), AddOutcome::kAdded);
  Story corrected = rich.story;
  corrected.text += " Corrected.";
  std::vector<EventRecord> fewer = {rich.records[0]};
  fewer[0].id = "corrected";
  EXPECT_EQ(*add_story(*store, corrected, fewer), AddOutcome::kSuperseded);
  // The older text again, as when the whole archive is ingested anew: it stays history.
  EXPECT_EQ(*add_story(*store, rich.story, rich.records), AddOutcome::kKnown);
  ASSERT_TRUE(store->commit().ok());
  EXPECT_EQ(found(*store, {}), "corrected ");
  const auto stats = store->stats();
  EXPECT_EQ(stats->stories, 1);
  EXPECT_EQ(stats->superseded, 1);
  EXPECT_EQ(stats->older_records, static_cast<std::int64_t>(rich.records.size()));
  EXPECT_EQ(problems(*store), "");
}

TEST(LedgerStore, ANewerCoderKeepsTheOlderCoding) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  const auto samples = sample_stories(10);
  add_all(*store, samples);
  const std::int64_t records = store->stats()->records;
  ASSERT_TRUE(store->begin().ok());
  for (const SampleStory& sample : samples) EXPECT_EQ(*add_story(*store, sample.story, {}, "coder 2"), AddOutcome::kRecoded);
  ASSERT_TRUE(store->commit().ok());
  EXPECT_EQ(found(*store, {}), "");
  EXPECT_EQ(store->stats()->older_records, records);
  EXPECT_EQ(store->stats()->codings, 20);
  EXPECT_EQ(problems(*store), "");
}

TEST(LedgerStore, DiffTellsWhatTheNewerCodingDroppedAndAdded) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  auto samples = sample_stories(6);
  add_all(*store, samples);
  const auto diff = [&] {
    std::vector<std::string> out;
    EXPECT_TRUE(store->diff([&](char sign, std::string_view story, std::string_view json) {
      const std::size_t id = json.find("\"id\": \"") + 7;
      out.push_back(std::string(1, sign) + " " + std::string(story) + " " + std::string(json.substr(id, json.find('"', id) - id)));
      return true;
    }).ok());
    return out;
  };
  EXPECT_TRUE(diff().empty());
  // A newer coder finds one record under another id and one more, and leaves all others as they were.
  SampleStory& changed = *std::find_if(samples.begin(), samples.end(), [](const SampleStory& one) { return !one.records.empty(); });
  const std::string old_id = changed.records[0].id;
  changed.records[0].id = "other";
  changed.records.push_back(changed.records[0]);
  changed.records.back().id = "more";
  ASSERT_TRUE(store->begin().ok());
  for (const SampleStory& one : samples) ASSERT_TRUE(add_story(*store, one.story, one.records, "newer coder").ok());
  ASSERT_TRUE(store->commit().ok());
  std::vector<std::string> told = diff();
  std::sort(told.begin(), told.end());
  std::vector<std::string> wanted = {"- " + changed.story.id + " " + old_id, "+ " + changed.story.id + " other", "+ " + changed.story.id + " more"};
  std::sort(wanted.begin(), wanted.end());
  EXPECT_EQ(told, wanted);
  EXPECT_EQ(problems(*store), "");
}

TEST(LedgerStore, ARolledBackBatchLeavesNoTrace) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  const auto samples = sample_stories(20);
  add_all(*store, {samples.begin(), samples.begin() + 10});
  const std::string before = found(*store, {});
  ASSERT_TRUE(store->begin().ok());
  for (std::size_t i = 10; i < 20; ++i) ASSERT_TRUE(add_story(*store, samples[i].story, samples[i].records).ok());
  store->rollback();
  EXPECT_EQ(found(*store, {}), before);
  EXPECT_EQ(problems(*store), "");
}

TEST(LedgerStore, AKilledWriterLosesOnlyWhatWasNotCommitted) {
  const auto samples = sample_stories(60);
  LedgerFile whole;
  const auto expected_store = open_ledger(whole.path());
  add_all(*expected_store, samples);
  const std::string expected = found(*expected_store, {});
  LedgerFile file;
  for (const std::size_t end : {3U, 17U, 38U, 55U}) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {  // commits a part, then ends in the middle of a batch without a word
      auto store = SqliteStore::open(file.path(), SqliteStore::Mode::kCreate);
      if (!store) _exit(1);
      for (std::size_t i = 0; i <= end; ++i) {
        if (i % 8 == 0 && !(*store)->begin().ok()) _exit(1);
        if (!add_story(**store, samples[i].story, samples[i].records)) _exit(1);
        if (i % 8 == 7 && !(*store)->commit().ok()) _exit(1);
      }
      kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto store = open_ledger(file.path());
    EXPECT_EQ(problems(*store), "");
    EXPECT_EQ(store->stats()->stories, static_cast<std::int64_t>((end + 1) / 8 * 8));
  }
  const auto store = open_ledger(file.path());
  add_all(*store, samples);
  EXPECT_EQ(found(*store, {}), expected);
  EXPECT_EQ(problems(*store), "");
}

TEST(LedgerStore, OpeningSaysWhatIsWrong) {
  LedgerFile file;
  EXPECT_EQ(SqliteStore::open(file.path(), SqliteStore::Mode::kRead).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(SqliteStore::open(file.path() + "/no/such/folder", SqliteStore::Mode::kCreate).error().code, ErrorCode::kIo);
  std::ofstream(file.path()) << "this is a text, longer than the header of a database, and no ledger at all; it has to stay as it is.\n";
  EXPECT_EQ(SqliteStore::open(file.path(), SqliteStore::Mode::kCreate).error().code, ErrorCode::kFormat);
  LedgerFile other;
  {
    auto database = Database::open(other.path(), Database::Mode::kCreate);
    ASSERT_TRUE(database->execute("CREATE TABLE notes (text TEXT)").ok());
  }
  EXPECT_EQ(SqliteStore::open(other.path(), SqliteStore::Mode::kCreate).error().code, ErrorCode::kFormat);
}

TEST(LedgerStore, ARunKilledWhileItMadeTheLedgerLeavesASoundOne) {
  LedgerFile file;
  {
    auto database = Database::open(file.path(), Database::Mode::kCreate);
    ASSERT_TRUE(database->execute("PRAGMA journal_mode = WAL").ok());
  }
  EXPECT_EQ(SqliteStore::open(file.path(), SqliteStore::Mode::kRead).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(problems(*open_ledger(file.path(), SqliteStore::Mode::kMaintain)), "");
  const auto store = open_ledger(file.path());
  add_all(*store, sample_stories(3));
  EXPECT_EQ(store->stats()->stories, 3);
}

TEST(LedgerStore, OlderSchemasMigrateAndNewerOnesAreRefused) {
  LedgerFile file;
  const auto samples = sample_stories(10);
  std::string before;
  {
    const auto store = open_ledger(file.path());
    EXPECT_EQ(store->migrated().size(), ledger_migrations().size());
    add_all(*store, samples);
    before = found(*store, {});
  }
  {
    auto database = Database::open(file.path(), Database::Mode::kWrite);
    ASSERT_TRUE(database->execute("DROP TABLE reviews; DROP TABLE saved_views; DROP TABLE dossiers; DROP TABLE alerts; DROP TABLE story_groups; DROP TABLE story_bands; DROP TABLE event_members; DROP TABLE event_features; DROP TABLE record_dyads; DROP TABLE event_keys; DROP TABLE event_decisions; DROP INDEX records_map; DROP INDEX records_latest; DROP INDEX records_sums; DROP VIEW event_records; DELETE FROM migrations WHERE version > 1; PRAGMA user_version = 1").ok());
  }
  const auto older = SqliteStore::open(file.path(), SqliteStore::Mode::kCreate);
  ASSERT_FALSE(older.ok());
  EXPECT_EQ(older.error().code, ErrorCode::kVersion);
  {
    const auto store = open_ledger(file.path(), SqliteStore::Mode::kMigrate);
    EXPECT_EQ(store->migrated(), (std::vector<std::int64_t>{2, 3, 4, 5, 6, 7}));
    EXPECT_EQ(found(*store, {}), before);
    EXPECT_EQ(problems(*store), "");
  }
  auto database = Database::open(file.path(), Database::Mode::kWrite);
  ASSERT_TRUE(database->execute("PRAGMA user_version = 99").ok());
  EXPECT_EQ(SqliteStore::open(file.path(), SqliteStore::Mode::kMigrate).error().code, ErrorCode::kVersion);
}

TEST(LedgerStore, CheckFindsWhatWasTamperedWith) {
  const char* changes[] = {
      "UPDATE stories SET text = text || '.' WHERE story = 1",
      "UPDATE codings SET records = records + 1 WHERE coding = 1",
      "DELETE FROM record_places WHERE record = (SELECT min(record) FROM record_places)",
      "INSERT INTO sentence_words (sentence_words, rowid, text) SELECT 'delete', sentence, text FROM sentences LIMIT 1",
      "PRAGMA foreign_keys = OFF; DELETE FROM records WHERE record = 1",
      "UPDATE codings SET live = 0 WHERE coding = 2",
      "UPDATE records SET type = CASE type WHEN 'AID' THEN 'ASSAULT' ELSE 'AID' END WHERE record = 1",
      "DELETE FROM entity_sectors; DELETE FROM entities WHERE record = 1",
  };
  for (const char* change : changes) {
    LedgerFile file;
    const auto store = open_ledger(file.path());
    add_all(*store, sample_stories(10));
    EXPECT_EQ(problems(*store), "");
    auto database = Database::open(file.path(), Database::Mode::kWrite);
    ASSERT_TRUE(database->execute(change).ok()) << change;
    EXPECT_NE(problems(*store), "") << change;
  }
}

TEST(LedgerStore, ADamagedPageIsAnErrorAndNoCrash) {
  LedgerFile file;
  {
    const auto store = open_ledger(file.path());
    add_all(*store, sample_stories(200));
  }
  {
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    const std::string garbage(4096, '\x5a');
    for (int page = 20; page < 40; ++page) bytes.seekp(page * 4096).write(garbage.data(), 4096);
  }
  auto store = SqliteStore::open(file.path(), SqliteStore::Mode::kMaintain);
  if (!store.ok()) return;  // also a clear word
  EXPECT_NE(problems(**store), "");
}

TEST(LedgerStore, TwoWritersTakeTurns) {
  LedgerFile file;
  const auto one = open_ledger(file.path());
  const auto two = open_ledger(file.path());
  const auto samples = sample_stories(30);
  for (std::size_t i = 0; i < samples.size(); ++i) add_all(i % 2 == 0 ? *one : *two, {samples[i], samples[(i * 7) % 30]});
  EXPECT_EQ(one->stats()->stories, 30);
  EXPECT_EQ(problems(*two), "");
}

TEST(LedgerStore, CompactKeepsEverything) {
  LedgerFile file;
  const auto store = open_ledger(file.path());
  add_all(*store, sample_stories(50));
  const std::string before = found(*store, {});
  ASSERT_TRUE(store->compact().ok());
  EXPECT_EQ(found(*store, {}), before);
  EXPECT_EQ(problems(*store), "");
}

}  // namespace
}  // namespace dragoman
