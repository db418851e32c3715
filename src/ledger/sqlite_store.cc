// SPDX-License-Identifier: Apache-2.0
// Opening, migrating and writing; reading is in sqlite_query.cc, checking in sqlite_check.cc.
#include "ledger/sqlite_store.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <chrono>
#include <thread>

#include "base/utf8.h"
#include "ledger/schema.h"

namespace dragoman {
namespace {

constexpr int kLogTries = 500;

template <typename Names, typename Value>
std::string_view name_of(const Names& names, Value value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string story_hash(const Story& story) {
  std::string fields;
  const auto add = [&](std::string_view field) { fields.append(std::to_string(field.size())).append(":").append(field); };
  add(story.id);
  add(story.text);
  add(story.title.value_or(""));
  add(story.date ? to_iso(*story.date) : "");
  add(story.source.value_or(""));
  add(story.url.value_or(""));
  const XXH128_hash_t hash = XXH3_128bits(fields.data(), fields.size());
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const std::uint64_t half : {hash.high64, hash.low64}) {
    for (int shift = 60; shift >= 0; shift -= 4) out += kHex[half >> shift & 15];
  }
  return out;
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, Mode mode) {
  using DatabaseMode = Database::Mode;
  auto database = Database::open(path, mode == Mode::kRead ? DatabaseMode::kRead : mode == Mode::kCreate ? DatabaseMode::kCreate : DatabaseMode::kWrite);
  if (!database) return database.error();
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(database).value()));
  if (const Status status = store->apply_migrations(mode); !status) {
    Error error = status.error();
    if (error.file.empty()) error.file = path;
    return error;
  }
  return store;
}

Status SqliteStore::apply_migrations(Mode mode) {
  const auto foreign = [&] { return Error{ErrorCode::kFormat, "this file is not a ledger", database_.path(), 0}; };
  const auto application = database_.integer("PRAGMA application_id");
  if (!application) return application.error();
  const auto objects = database_.integer("SELECT count(*) FROM sqlite_schema");
  if (!objects) return objects.error();
  // A run that was killed while it made the ledger leaves a database without a table, or an empty file: nothing was stored,
  // nothing is lost.
  const bool is_new = *application == 0 && *objects == 0;
  if (is_new && mode == Mode::kRead) return Error{ErrorCode::kNotFound, "no story has been stored in this ledger yet; 'dragoman ingest' does", database_.path(), 0};
  const bool make = is_new && (mode == Mode::kCreate || mode == Mode::kMaintain);
  if (*application != kLedgerApplicationId && !make) return foreign();
  if (mode != Mode::kRead) {
    // SQLite does not wait where two turn the log on at the same time: we do.
    Status status;
    for (int tries = 0; tries < kLogTries; ++tries) {
      status = database_.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;");
      if (status.ok() || (sqlite3_errcode(database_.handle()) & 0xff) != SQLITE_BUSY) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (!status) return status;
  }
  const auto version = database_.integer("PRAGMA user_version");
  if (!version) return version.error();
  if (*version > kLedgerSchema) {
    return Error{ErrorCode::kVersion, "this ledger was made by a newer version of Dragoman (schema " + std::to_string(*version) + ", ours is " +
                 std::to_string(kLedgerSchema) + ")", database_.path(), 0};
  }
  if (*version == kLedgerSchema) return {};
  if (*version != 0 && mode != Mode::kMigrate) {
    return Error{ErrorCode::kVersion, "this ledger has the older schema " + std::to_string(*version) + "; run 'dragoman ledger migrate --ledger " +
                 database_.path() + "'", database_.path(), 0};
  }
  if (mode == Mode::kRead || (mode == Mode::kMaintain && !make)) return foreign();
  if (const Status status = begin(); !status) return status;
  // Another program may have been here between our look and our lock.
  const auto locked_version = database_.integer("PRAGMA user_version");
  if (!locked_version) return locked_version.error();
  for (const Migration& migration : ledger_migrations()) {
    if (migration.version <= *locked_version) continue;
    Status status = database_.execute(migration.sql);
    if (status) {
      auto insert = database_.prepare("INSERT INTO migrations (version, note) VALUES (?1, ?2)");
      status = insert ? insert->bind(1, migration.version).bind(2, std::string_view(migration.note)).run() : Status(insert.error());
    }
    if (!status) {
      rollback();
      return status;
    }
    migrated_.push_back(migration.version);
  }
  if (*locked_version != 0) {
    Status status = prepare_writer();
    if (status) status = events_->add_missing();
    if (!status) {
      rollback();
      return status;
    }
  }
  const std::string pragmas = "PRAGMA application_id = " + std::to_string(kLedgerApplicationId) + "; PRAGMA user_version = " + std::to_string(kLedgerSchema);
  if (const Status status = database_.execute(pragmas.c_str()); !status) {
    rollback();
    return status;
  }
  return commit();
}

Status SqliteStore::begin() { return database_.execute("BEGIN IMMEDIATE"); }

Status SqliteStore::commit() {
  Status status = database_.execute("COMMIT");
  if (!status) rollback();
  else database_.restart_log();
  return status;
}

void SqliteStore::rollback() {
  // Some errors have rolled back already; then there is nothing to undo.
  if (sqlite3_get_autocommit(database_.handle()) == 0) (void)database_.execute("ROLLBACK");
}

Status SqliteStore::begin_bulk() { return database_.execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 32000;"); }

Status SqliteStore::finish_bulk() { return database_.execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; PRAGMA wal_checkpoint(PASSIVE);"); }

Result<std::unordered_set<std::string>> SqliteStore::known(std::string_view coder) {
  auto statement = database_.prepare("SELECT s.hash FROM stories s JOIN codings c ON c.story = s.story WHERE c.coder = ?1");
  if (!statement) return statement.error();
  statement->bind(1, coder);
  std::unordered_set<std::string> hashes;
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return hashes;
    hashes.emplace(statement->text(0));
  }
}

Status SqliteStore::prepare_writer() {
  if (writer_) return {};
  auto writer = std::make_unique<Writer>();
  const std::pair<Statement*, const char*> statements[] = {
      {&writer->find_story, "SELECT story, superseded_by FROM stories WHERE id = ?1 AND hash = ?2"},
      {&writer->find_current, "SELECT story FROM stories WHERE id = ?1 AND superseded_by IS NULL"},
      {&writer->has_coding, "SELECT 1 FROM codings WHERE story = ?1 AND coder = ?2"},
      {&writer->next_story, "SELECT coalesce(max(story), 0) + 1 FROM stories"},
      {&writer->supersede, "UPDATE stories SET superseded_by = ?2 WHERE story = ?1"},
      {&writer->retire, "UPDATE codings SET live = 0 WHERE story = ?1 AND live = 1"},
      {&writer->insert_story,
       "INSERT INTO stories (story, id, hash, source, date, title, url, lang, path, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"},
      {&writer->insert_coding, "INSERT INTO codings (story, coder, source, date, records, live) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
      {&writer->insert_sentence, "INSERT INTO sentences (coding, position, start, \"end\", text) VALUES (?1, ?2, ?3, ?4, ?5)"},
      {&writer->insert_words, "INSERT INTO sentence_words (rowid, text) VALUES (?1, ?2)"},
      {&writer->insert_record,
       "INSERT INTO records (coding, position, id, sentence, type, quad, mode, cameo, score, goldstein, date_start, date_end, date_precision, "
       "place, place_folded, place_country, place_admin1, admin1_folded, lat, lon, geonameid, modality, historical, confidence, json) VALUES "
       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)"},
      {&writer->insert_place, "INSERT INTO record_places (record, south, north, west, east) VALUES (?1, ?2, ?2, ?3, ?3)"},
      {&writer->insert_entity,
       "INSERT INTO entities (record, role, position, name, folded_name, country, code, text, cue, stance) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"},
      {&writer->insert_sector, "INSERT INTO entity_sectors (entity, position, sector) VALUES (?1, ?2, ?3)"},
      {&writer->insert_context, "INSERT INTO record_contexts (record, position, context) VALUES (?1, ?2, ?3)"},
      {&writer->insert_dyad, "INSERT OR IGNORE INTO record_dyads (first, second, directed, date_start, date_end, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
      {&writer->insert_magnitude, "INSERT INTO magnitudes (record, kind, min, max) VALUES (?1, ?2, ?3, ?4)"},
  };
  for (const auto& [statement, sql] : statements) {
    auto prepared = database_.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  auto events = EventIndex::open(database_);
  if (!events) return events.error();
  events_ = std::move(events).value();
  writer_ = std::move(writer);
  return {};
}

Result<AddOutcome> SqliteStore::add(const CodedStory& coded) {
  if (const Status status = prepare_writer(); !status) return status.error();
  const Story& story = coded.story;
  Statement& find = writer_->find_story;
  find.bind(1, std::string_view(story.id)).bind(2, coded.hash);
  const auto found = find.step();
  if (!found) return found.error();
  const std::int64_t same = *found ? find.integer(0) : 0;
  const bool superseded = *found && !find.is_null(1);
  find.reset();

  if (same != 0) {
    Statement& has_coding = writer_->has_coding;
    has_coding.bind(1, same).bind(2, coded.coder);
    const auto coded_before = has_coding.step();
    if (!coded_before) return coded_before.error();
    has_coding.reset();
    if (*coded_before) return AddOutcome::kKnown;
    if (const Status status = events_->retire(same); !status) return status.error();
    if (const Status status = writer_->retire.bind(1, same).run(); !status) return status.error();
    if (const Status status = insert_coding(coded, same, !superseded); !status) return status.error();
    return AddOutcome::kRecoded;
  }

  const auto next = writer_->next_story.step();
  if (!next) return next.error();
  const std::int64_t key = writer_->next_story.integer(0);
  writer_->next_story.reset();
  writer_->find_current.bind(1, std::string_view(story.id));
  const auto older = writer_->find_current.step();
  if (!older) return older.error();
  const std::int64_t older_key = *older ? writer_->find_current.integer(0) : 0;
  writer_->find_current.reset();
  if (older_key != 0) {
    if (const Status status = writer_->supersede.bind(1, older_key).bind(2, key).run(); !status) return status.error();
    if (const Status status = writer_->retire.bind(1, older_key).run(); !status) return status.error();
    if (const Status status = events_->retire(older_key); !status) return status.error();
  }
  const std::optional<std::string> date = story.date ? std::optional(to_iso(*story.date)) : std::nullopt;
  Statement& insert = writer_->insert_story;
  insert.bind(1, key).bind(2, std::string_view(story.id)).bind(3, coded.hash).bind_optional(4, story.source).bind_optional(5, date);
  insert.bind_optional(6, story.title).bind_optional(7, story.url).bind_optional(8, story.lang).bind_optional(9, story.path);
  insert.bind(10, std::string_view(story.text));
  if (const Status status = insert.run(); !status) return status.error();
  if (const Status status = events_->add_story(key, story.text); !status) return status.error();
  if (const Status status = insert_coding(coded, key, true); !status) return status.error();
  return older_key != 0 ? AddOutcome::kSuperseded : AddOutcome::kAdded;
}

Status SqliteStore::insert_coding(const CodedStory& coded, std::int64_t story, bool live) {
  // What the coder read in the dateline is in the records.
  const std::optional<std::string> stated = coded.story.date ? std::optional(to_iso(*coded.story.date)) : std::nullopt;
  const std::optional<std::string>& source = coded.records.empty() ? coded.story.source : coded.records.front().story.source;
  const std::optional<std::string>& date = coded.records.empty() ? stated : coded.records.front().story.date;
  Statement& insert = writer_->insert_coding;
  insert.bind(1, story).bind(2, coded.coder).bind_optional(3, source).bind_optional(4, date);
  insert.bind(5, static_cast<std::int64_t>(coded.records.size())).bind(6, std::int64_t{live ? 1 : 0});
  if (Status status = insert.run(); !status) return status;
  const std::int64_t coding = database_.last_row();

  std::unordered_map<std::int64_t, std::int64_t> sentences;
  for (std::size_t i = 0; i < coded.records.size(); ++i) {
    const EventRecord& record = coded.records[i];
    auto [sentence, is_new] = sentences.try_emplace(record.sentence_index, 0);
    if (is_new) {
      Statement& insert_sentence = writer_->insert_sentence;
      insert_sentence.bind(1, coding).bind(2, record.sentence_index).bind(3, record.sentence.start).bind(4, record.sentence.end);
      insert_sentence.bind(5, std::string_view(record.sentence.text));
      if (Status status = insert_sentence.run(); !status) return status;
      sentence->second = database_.last_row();
      if (Status status = writer_->insert_words.bind(1, sentence->second).bind(2, std::string_view(record.sentence.text)).run(); !status) return status;
    }
    if (Status status = insert_record(record, coded.json[i], coding, static_cast<std::int64_t>(i), sentence->second, live ? story : 0); !status) return status;
  }
  return live ? events_->finish_story(story) : Status{};
}

Status SqliteStore::insert_record(const EventRecord& record, std::string_view json, std::int64_t coding, std::int64_t position,
                                  std::int64_t sentence, std::int64_t event_story) {
  const RecordPlace none;
  const RecordPlace& place = record.place ? *record.place : none;
  const std::string place_folded = fold(place.name);
  const std::string admin1_folded = fold(place.admin1);
  Statement& insert = writer_->insert_record;
  insert.bind(1, coding).bind(2, position).bind(3, std::string_view(record.id)).bind(4, sentence);
  insert.bind(5, name_of(kEventTypeNames, record.type)).bind(6, name_of(kQuadNames, quad_of(record.type)));
  insert.bind_or_null(7, record.mode).bind_or_null(8, record.cameo).bind(9, record.score).bind(10, record.goldstein);
  insert.bind_or_null(11, record.date.start).bind_or_null(12, record.date.end).bind(13, name_of(kDatePrecisionNames, record.date.precision));
  insert.bind_or_null(14, place.name).bind_or_null(15, place_folded).bind_or_null(16, place.country);
  insert.bind_or_null(17, place.admin1).bind_or_null(18, admin1_folded);
  insert.bind_optional(19, place.lat).bind_optional(20, place.lon).bind_optional(21, place.geonameid);
  insert.bind(22, name_of(kModalityNames, record.modality)).bind(23, std::int64_t{record.historical ? 1 : 0});
  insert.bind(24, record.confidence).bind(25, json);
  if (Status status = insert.run(); !status) return status;
  const std::int64_t row = database_.last_row();
  if (event_story != 0) {
    if (Status status = events_->add_record(row, event_story, record); !status) return status;
  }
  if (place.lat && place.lon) {
    if (Status status = writer_->insert_place.bind(1, row).bind(2, *place.lat).bind(3, *place.lon).run(); !status) return status;
  }
  for (std::size_t i = 0; i < record.actors.size(); ++i) {
    if (Status status = insert_entity(record.actors[i], row, "actor", static_cast<std::int64_t>(i), nullptr); !status) return status;
  }
  for (std::size_t i = 0; i < record.recipients.size(); ++i) {
    if (Status status = insert_entity(record.recipients[i], row, "recipient", static_cast<std::int64_t>(i), nullptr); !status) return status;
  }
  for (std::size_t i = 0; i < record.attribution.size(); ++i) {
    const AttributionLink& link = record.attribution[i];
    if (Status status = insert_entity(link.speaker, row, "speaker", static_cast<std::int64_t>(i), &link); !status) return status;
  }
  if (Status status = insert_dyads(record, row); !status) return status;
  for (std::size_t i = 0; i < record.contexts.size(); ++i) {
    Statement& context = writer_->insert_context;
    context.bind(1, row).bind(2, static_cast<std::int64_t>(i)).bind(3, std::string_view(record.contexts[i]));
    if (Status status = context.run(); !status) return status;
  }
  for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
    if (!record.magnitude[i]) continue;
    Statement& magnitude = writer_->insert_magnitude;
    magnitude.bind(1, row).bind(2, kMagnitudeNames[i]).bind_optional(3, record.magnitude[i]->min).bind_optional(4, record.magnitude[i]->max);
    if (Status status = magnitude.run(); !status) return status;
  }
  return {};
}

Status SqliteStore::insert_dyads(const EventRecord& record, std::int64_t row) {
  const auto add = [&](const Entity& a, const Entity& b, bool directed) -> Status {
    if (a.country.empty() || b.country.empty()) return {};
    Statement& insert = writer_->insert_dyad;
    insert.bind(1, std::string_view(a.country)).bind(2, std::string_view(b.country)).bind(3, std::int64_t{directed ? 1 : 0});
    return insert.bind(4, std::string_view(record.date.start)).bind(5, std::string_view(record.date.end)).bind(6, row).run();
  };
  for (const Entity& actor : record.actors) {
    for (const Entity& recipient : record.recipients) {
      if (Status status = add(actor, recipient, true); !status) return status;
    }
    for (const Entity& other : record.actors) {
      if (&other == &actor) continue;
      if (Status status = add(actor, other, false); !status) return status;
    }
  }
  return {};
}

Status SqliteStore::insert_entity(const Entity& entity, std::int64_t record, std::string_view role, std::int64_t position,
                                  const AttributionLink* link) {
  const std::string folded = fold(entity.name);
  Statement& insert = writer_->insert_entity;
  insert.bind(1, record).bind(2, role).bind(3, position).bind_or_null(4, entity.name).bind_or_null(5, folded);
  insert.bind_or_null(6, entity.country).bind_or_null(7, entity.code);
  if (entity.span.quoted()) insert.bind(8, std::string_view(entity.span.text));
  else insert.bind_null(8);
  if (link != nullptr) insert.bind(9, std::string_view(link->cue)).bind(10, name_of(kStanceNames, link->stance));
  else insert.bind_null(9).bind_null(10);
  if (Status status = insert.run(); !status) return status;
  const std::int64_t row = database_.last_row();
  for (std::size_t i = 0; i < entity.sectors.size(); ++i) {
    Statement& sector = writer_->insert_sector;
    sector.bind(1, row).bind(2, static_cast<std::int64_t>(i)).bind(3, std::string_view(entity.sectors[i]));
    if (Status status = sector.run(); !status) return status;
  }
  return {};
}

}  // namespace dragoman
