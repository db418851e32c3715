// SPDX-License-Identifier: Apache-2.0
// Is the ledger sound, how much is in it, and giving space back.
#include <sys/stat.h>

#include "ledger/sqlite_store.h"

namespace dragoman {
namespace {

constexpr std::size_t kMostProblems = 50;

/// A number that has to be 0, and what it means when it is not.
struct Rule {
  const char* sql;
  const char* meaning;
};

constexpr Rule kRules[] = {
    {"SELECT count(*) FROM codings c WHERE c.records <> (SELECT count(*) FROM records r WHERE r.coding = c.coding)", "codings with another number of records than they state"},
    {"SELECT count(*) FROM stories s WHERE s.superseded_by IS NULL AND (SELECT count(*) FROM codings c WHERE c.story = s.story AND c.live = 1) <> 1",
     "current stories without exactly one coding in force"},
    {"SELECT count(*) FROM codings c JOIN stories s ON s.story = c.story WHERE c.live = 1 AND s.superseded_by IS NOT NULL", "codings in force of superseded stories"},
    {"SELECT count(*) FROM stories s JOIN stories n ON n.story = s.superseded_by WHERE n.id <> s.id OR n.story <= s.story", "stories superseded by another story or an earlier one"},
    {"SELECT count(*) FROM records r JOIN sentences t ON t.sentence = r.sentence WHERE t.coding <> r.coding", "records with a sentence of another coding"},
    {"SELECT (SELECT count(*) FROM sentences) <> (SELECT count(*) FROM sentence_words_docsize)", "the full-text index has another number of sentences than the ledger"},
    {"SELECT (SELECT count(*) FROM records WHERE lat IS NOT NULL AND lon IS NOT NULL) <> (SELECT count(*) FROM record_places)", "the index of places has another number of places than the ledger"},
    {"SELECT count(*) FROM record_places p LEFT JOIN records r ON r.record = p.record WHERE r.record IS NULL OR abs(p.south - r.lat) > 0.001 OR abs(p.west - r.lon) > 0.001",
     "places that are elsewhere in the index"},
    {"SELECT count(*) FROM codings c JOIN records r ON r.coding = c.coding LEFT JOIN event_members m ON m.record = r.record WHERE (c.live = 1) <> (m.record IS NOT NULL)",
     "records in force that belong to no event, or others that do"},
    {"SELECT (SELECT count(*) FROM event_members) <> (SELECT count(*) FROM event_members m JOIN event_features f ON f.record = m.record) OR "
     "(SELECT count(*) FROM event_members) <> (SELECT count(*) FROM event_features)",
     "members of events and what they are compared by differ"},
    {"SELECT (SELECT count(*) FROM record_dyads) <> (SELECT count(*) FROM (SELECT DISTINCT a.record, a.country, b.country, b.role FROM entities a "
     "JOIN entities b ON b.record = a.record AND b.entity <> a.entity WHERE a.role = 'actor' AND b.role <> 'speaker' AND a.country IS NOT NULL AND b.country IS NOT NULL))",
     "the index of dyads differs from the entities"},
    {"SELECT count(*) FROM event_keys k LEFT JOIN event_members m ON m.record = k.record WHERE m.record IS NULL", "keys of events that lead nowhere"},
    {"SELECT count(*) FROM stories s LEFT JOIN story_groups g ON g.story = s.story WHERE s.superseded_by IS NULL AND g.story IS NULL", "current stories without a group"},
    {"SELECT count(*) FROM records r WHERE NOT json_valid(r.json)", "records that are not JSON"},
    {"SELECT count(*) FROM records r WHERE json_valid(r.json) AND (json_extract(r.json, '$.id') <> r.id OR json_extract(r.json, '$.type') <> r.type)",
     "records whose columns differ from their JSON"},
    {"SELECT count(*) FROM records r WHERE json_valid(r.json) AND "
     "json_array_length(r.json, '$.actors') + json_array_length(r.json, '$.recipients') + json_array_length(r.json, '$.attribution') <> "
     "(SELECT count(*) FROM entities e WHERE e.record = r.record)",
     "records with another number of entities than their JSON"},
};

Status rows_into(Database& database, const char* sql, const char* prefix, std::vector<std::string>& out) {
  auto statement = database.prepare(sql);
  if (!statement) return statement.error();
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return {};
    if (statement->text(0) != "ok" && out.size() < kMostProblems) out.push_back(prefix + std::string(statement->text(0)));
  }
}

}  // namespace

Result<std::vector<std::string>> SqliteStore::check() {
  std::vector<std::string> problems;
  const auto failed = [&](const Error& error) { problems.push_back(error.message); };
  if (const Status status = rows_into(database_, "PRAGMA integrity_check", "file: ", problems); !status) failed(status.error());
  if (!problems.empty()) return problems;  // questions to a damaged file say nothing more
  if (const Status status = rows_into(database_, "SELECT 'table ' || \"table\" || ', row ' || coalesce(rowid, '?') || ' points to nothing' FROM pragma_foreign_key_check", "", problems);
      !status) {
    failed(status.error());
  }
  if (const Status status = rows_into(database_, "SELECT rtreecheck('record_places')", "index of places: ", problems); !status) failed(status.error());
  if (const Status status = database_.execute("INSERT INTO sentence_words (sentence_words, rank) VALUES ('integrity-check', 1)"); !status) {
    problems.push_back("full-text index: " + status.error().message);
  }
  for (const Rule& rule : kRules) {
    const auto number = database_.integer(rule.sql);
    if (!number) failed(number.error());
    else if (*number != 0) problems.push_back(std::to_string(*number) + " " + rule.meaning);
  }
  auto stories = database_.prepare("SELECT story, hash FROM stories ORDER BY story");
  if (!stories) return stories.error();
  for (;;) {
    const auto more = stories->step();
    if (!more) return more.error();
    if (!*more || problems.size() >= kMostProblems) return problems;
    const auto kept = story(stories->integer(0));
    if (!kept) return kept.error();
    if (story_hash(*kept) != stories->text(1)) problems.push_back("story '" + kept->id + "' is not what was stored");
  }
}

Result<LedgerStats> SqliteStore::stats() {
  LedgerStats stats;
  const std::pair<std::int64_t*, const char*> numbers[] = {
      {&stats.schema, "PRAGMA user_version"},
      {&stats.stories, "SELECT count(*) FROM stories WHERE superseded_by IS NULL"},
      {&stats.superseded, "SELECT count(*) FROM stories WHERE superseded_by IS NOT NULL"},
      {&stats.codings, "SELECT count(*) FROM codings"},
      {&stats.records, "SELECT coalesce(sum(records), 0) FROM codings WHERE live = 1"},
      {&stats.older_records, "SELECT coalesce(sum(records), 0) FROM codings WHERE live = 0"},
      {&stats.entities, "SELECT count(*) FROM entities"},
      {&stats.places, "SELECT count(*) FROM record_places"},
      {&stats.sentences, "SELECT count(*) FROM sentences"},
  };
  for (const auto& [number, sql] : numbers) {
    const auto value = database_.integer(sql);
    if (!value) return value.error();
    *number = *value;
  }
  auto dates = database_.prepare("SELECT min(date), max(date) FROM codings WHERE live = 1");
  if (!dates) return dates.error();
  const auto row = dates->step();
  if (!row) return row.error();
  stats.first_date = dates->text(0);
  stats.last_date = dates->text(1);
  if (const Status status = rows_into(database_, "SELECT DISTINCT coder FROM codings ORDER BY coder", "", stats.coders); !status) return status.error();
  for (const char* suffix : {"", "-wal"}) {
    struct stat info {};
    if (stat((database_.path() + suffix).c_str(), &info) == 0) stats.bytes += info.st_size;
  }
  return stats;
}

Status SqliteStore::compact() {
  return database_.execute(
      "INSERT INTO sentence_words (sentence_words) VALUES ('optimize'); ANALYZE; VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
}

}  // namespace dragoman
