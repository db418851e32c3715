// SPDX-License-Identifier: Apache-2.0
// Dossiers and alerts in the SQLite ledger.
#include <simdjson.h>

#include "base/json_writer.h"
#include "ledger/sqlite_store.h"

namespace dragoman {
namespace {

std::string json_array(const std::vector<std::string>& values) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
  return out;
}

std::vector<std::string> strings_of(simdjson::dom::parser& parser, std::string_view text) {
  std::vector<std::string> out;
  simdjson::dom::array list;
  if (parser.parse(simdjson::padded_string(text)).get(list) != simdjson::SUCCESS) return out;
  for (const simdjson::dom::element one : list) {
    std::string_view value;
    if (one.get(value) == simdjson::SUCCESS) out.emplace_back(value);
  }
  return out;
}

}  // namespace

Status SqliteStore::save_dossier(const DossierDefinition& definition) {
  auto statement = database_.prepare(
      "INSERT INTO dossiers (name, parties, places, mediators, since, until, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
      "ON CONFLICT (name) DO UPDATE SET parties = excluded.parties, places = excluded.places, mediators = excluded.mediators, "
      "since = excluded.since, until = excluded.until, author = excluded.author, at = excluded.at");
  if (!statement) return statement.error();
  const std::string parties = json_array(definition.parties), places = json_array(definition.places), mediators = json_array(definition.mediators);
  statement->bind(1, std::string_view(definition.name)).bind(2, std::string_view(parties)).bind(3, std::string_view(places)).bind(4, std::string_view(mediators));
  statement->bind_or_null(5, definition.since).bind_or_null(6, definition.until);
  statement->bind(7, std::string_view(definition.author)).bind(8, std::string_view(definition.at));
  return statement->run();
}

Status SqliteStore::remove_dossier(std::string_view name) {
  auto statement = database_.prepare("DELETE FROM dossiers WHERE name = ?1");
  if (!statement) return statement.error();
  if (const Status status = statement->bind(1, name).run(); !status) return status;
  if (sqlite3_changes(database_.handle()) == 0) return Error{ErrorCode::kNotFound, "no dossier '" + std::string(name) + "'", database_.path(), 0};
  return {};
}

Result<std::vector<DossierDefinition>> SqliteStore::dossiers() {
  auto statement = database_.prepare("SELECT name, parties, places, mediators, coalesce(since, ''), coalesce(until, ''), author, at FROM dossiers ORDER BY name");
  if (!statement) return statement.error();
  simdjson::dom::parser parser;
  std::vector<DossierDefinition> out;
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return out;
    out.push_back({std::string(statement->text(0)), strings_of(parser, statement->text(1)), strings_of(parser, statement->text(2)), strings_of(parser, statement->text(3)),
                   std::string(statement->text(4)), std::string(statement->text(5)), std::string(statement->text(6)), std::string(statement->text(7))});
  }
}

Result<bool> SqliteStore::remember_alert(std::string_view key, std::string_view json, std::string_view at) {
  auto statement = database_.prepare("INSERT INTO alerts (key, json, at) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO NOTHING");
  if (!statement) return statement.error();
  if (const Status status = statement->bind(1, key).bind(2, json).bind(3, at).run(); !status) return status.error();
  return sqlite3_changes(database_.handle()) > 0;
}

Result<std::vector<CountRow>> SqliteStore::stories_by_day() {
  auto statement = database_.prepare("SELECT date, count(*) FROM codings WHERE live = 1 AND date IS NOT NULL GROUP BY date ORDER BY date");
  if (!statement) return statement.error();
  std::vector<CountRow> out;
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return out;
    out.push_back({std::string(statement->text(0)), statement->integer(1), 0});
  }
}

}  // namespace dragoman
