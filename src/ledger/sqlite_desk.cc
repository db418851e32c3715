// SPDX-License-Identifier: Apache-2.0
// What the desk asks of the ledger: pages of records, places for a map, series for a chart; and what it keeps there:
// reviews and saved views.
#include <algorithm>
#include <array>

#include "ledger/sqlite_store.h"
#include "ledger/sqlite_where.h"

namespace dragoman {
namespace {

// The sums by quad class in the order of Quad.
constexpr std::string_view kQuadSums =
    "total(r.quad = 'verbal cooperation'), total(r.quad = 'material cooperation'), total(r.quad = 'verbal conflict'), total(r.quad = 'material conflict')";

constexpr std::string_view kVerdict = "(SELECT verdict FROM reviews v WHERE v.record = r.record ORDER BY v.review DESC LIMIT 1)";

std::string from_records(const Where& where) {
  return (where.selective ? " FROM records r CROSS JOIN codings c ON c.coding = r.coding WHERE " : " FROM records r JOIN codings c ON c.coding = r.coding WHERE ") +
         where.sql;
}

Result<Statement> prepared(Database& database, const std::string& sql, const std::vector<SqlValue>& values) {
  auto statement = database.prepare(sql);
  if (!statement) return statement;
  for (std::size_t i = 0; i < values.size(); ++i) statement->bind_copy(static_cast<int>(i) + 1, values[i]);
  return statement;
}

/// Calls `row` for each row.
template <typename Row>
Status for_each(Result<Statement> statement, Row row) {
  if (!statement) return statement.error();
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return {};
    row(*statement);
  }
}

KeyedRecord keyed(const Statement& s) {
  return {s.integer(0), s.integer(1), std::string(s.text(2)), std::string(s.text(3)), std::string(s.text(4)), s.integer(5)};
}

std::string keyed_columns() { return "r.record, c.story, coalesce(r.date_start, ''), r.json, coalesce(" + std::string(kVerdict) + ", ''), (SELECT m.event FROM event_members m WHERE m.record = r.record)"; }

QuadCounts quads_of(const Statement& s, int first) {
  QuadCounts out{};
  for (int i = 0; i < 4; ++i) out[static_cast<std::size_t>(i)] = static_cast<std::int64_t>(s.real(first + i));
  return out;
}

constexpr std::array<std::string_view, 4> kSeriesNames = {"day", "week", "month", "year"};

}  // namespace

std::optional<SeriesBy> parse_series_by(std::string_view name) {
  for (std::size_t i = 0; i < kSeriesNames.size(); ++i) {
    if (kSeriesNames[i] == name) return static_cast<SeriesBy>(i);
  }
  return std::nullopt;
}

Result<bool> SqliteStore::ask_index(const RecordFilter& filter, const std::function<void(const RecordIndex&, RecordIndex::Only)>& ask) {
  if (!index_ || !index_->answers(filter)) return false;
  if (filter.text.empty()) {
    ask(*index_, nullptr);
    return true;
  }
  // Words are the full text's to find.
  std::vector<std::int64_t> only;
  if (const std::string query = full_text_query(filter.text); !query.empty()) {
    const Status status = for_each(prepared(database_, "SELECT record FROM records WHERE sentence IN (SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?)", {query}),
                                   [&](const Statement& s) { only.push_back(s.integer(0)); });
    if (!status) return status.error();
    std::sort(only.begin(), only.end());
  }
  ask(*index_, &only);
  return true;
}

Result<std::vector<KeyedRecord>> SqliteStore::keyed_records(const std::vector<std::int64_t>& keys) {
  std::vector<KeyedRecord> out;
  out.reserve(keys.size());
  auto statement = database_.prepare("SELECT " + keyed_columns() + " FROM records r JOIN codings c ON c.coding = r.coding WHERE r.record = ?1");
  if (!statement) return statement.error();
  for (const std::int64_t key : keys) {
    const auto found = statement->bind(1, key).step();
    if (!found) return found.error();
    if (*found) out.push_back(keyed(*statement));
    statement->reset();
  }
  return out;
}

Result<std::vector<KeyedRecord>> SqliteStore::page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit) {
  std::vector<std::int64_t> keys;
  const auto asked = ask_index(filter, [&](const RecordIndex& index, RecordIndex::Only only) { keys = index.page(filter, after, limit, only); });
  if (!asked) return asked.error();
  if (*asked) return keyed_records(keys);
  Where where = where_of(filter);
  if (after) {
    // The first condition is implied; it is the one that the index takes.
    where.add("coalesce(r.date_start, '') <= ? AND (coalesce(r.date_start, ''), r.record) < (?, ?)");
    where.value(after->date);
    where.value(after->date);
    where.values.emplace_back(after->record);
  }
  // Keys first, so that a sort carries no JSON; along the index of the latest where nothing else names records.
  static constexpr std::string_view kOrder = " ORDER BY coalesce(r.date_start, '') DESC, r.record DESC";
  std::string sql = "SELECT " + keyed_columns() + " FROM (SELECT r.record AS k FROM records r CROSS JOIN codings c ON c.coding = r.coding WHERE " + where.sql;
  sql.append(kOrder).append(" LIMIT ?) p CROSS JOIN records r ON r.record = p.k CROSS JOIN codings c ON c.coding = r.coding").append(kOrder);
  where.values.emplace_back(limit);
  std::vector<KeyedRecord> out;
  const Status status = for_each(prepared(database_, sql, where.values), [&](const Statement& s) { out.push_back(keyed(s)); });
  if (!status) return status.error();
  return out;
}

Result<KeyedRecord> SqliteStore::record(std::int64_t key) {
  std::optional<KeyedRecord> out;
  const Status status = for_each(prepared(database_, "SELECT " + keyed_columns() + " FROM records r JOIN codings c ON c.coding = r.coding WHERE r.record = ?", {key}),
                                 [&](const Statement& s) { out = keyed(s); });
  if (!status) return status.error();
  if (!out) return Error{ErrorCode::kNotFound, "no such record in the ledger", {}, 0};
  return *std::move(out);
}

Result<std::vector<KeyedRecord>> SqliteStore::records_of(std::int64_t story) {
  std::vector<KeyedRecord> out;
  const Status status = for_each(prepared(database_, "SELECT " + keyed_columns() + " FROM codings c JOIN records r ON r.coding = c.coding WHERE c.story = ? AND c.live = 1 ORDER BY r.position", {story}),
                                 [&](const Statement& s) { out.push_back(keyed(s)); });
  if (!status) return status.error();
  return out;
}

Result<std::vector<KeyedRecord>> SqliteStore::records_of_events(std::span<const std::int64_t> events) {
  std::vector<KeyedRecord> out;
  auto statement = database_.prepare("SELECT " + keyed_columns() +
                                     " FROM event_members m CROSS JOIN records r ON r.record = m.record CROSS JOIN codings c ON c.coding = r.coding "
                                     "WHERE m.event = ?1 ORDER BY r.record");
  if (!statement) return statement.error();
  for (const std::int64_t event : events) {
    statement->bind(1, event);
    for (;;) {
      const auto more = statement->step();
      if (!more) return more.error();
      if (!*more) break;
      out.push_back(keyed(*statement));
    }
    statement->reset();
  }
  return out;
}

Result<std::vector<PlaceRow>> SqliteStore::places(const RecordFilter& filter, std::int64_t limit) {
  std::vector<PlaceRow> out;
  const auto asked = ask_index(filter, [&](const RecordIndex& index, RecordIndex::Only only) { out = index.places(filter, limit, only); });
  if (!asked) return asked.error();
  if (*asked) return out;
  Where where = where_of(filter);
  where.add("r.lat IS NOT NULL AND r.lon IS NOT NULL");
  std::string sql = "SELECT coalesce(r.place, ''), coalesce(r.place_country, ''), r.lat, r.lon, count(*), total(r.score), ";
  sql.append(kQuadSums).append(", max(coalesce(r.date_start, ''))").append(from_records(where));
  sql += " GROUP BY r.place, r.place_country, r.lat, r.lon ORDER BY count(*) DESC, r.place LIMIT ?";
  where.values.emplace_back(limit);
  const Status status = for_each(prepared(database_, sql, where.values), [&](const Statement& s) {
    out.push_back({std::string(s.text(0)), std::string(s.text(1)), s.real(2), s.real(3), s.integer(4), s.real(5), quads_of(s, 6), std::string(s.text(10))});
  });
  if (!status) return status.error();
  return out;
}

Result<std::vector<SeriesRow>> SqliteStore::series(const RecordFilter& filter, SeriesBy by) {
  std::vector<SeriesRow> out;
  const auto asked = ask_index(filter, [&](const RecordIndex& index, RecordIndex::Only only) { out = index.series(filter, by, only); });
  if (!asked) return asked.error();
  if (*asked) return out;
  Where where = where_of(filter);
  where.add("r.date_start IS NOT NULL");
  std::string_view key;
  switch (by) {
    case SeriesBy::kDay: key = "r.date_start"; break;
    case SeriesBy::kWeek: key = "date(r.date_start, '-6 days', 'weekday 1')"; break;
    case SeriesBy::kMonth: key = "substr(r.date_start, 1, 7) || '-01'"; break;
    case SeriesBy::kYear: key = "substr(r.date_start, 1, 4) || '-01-01'"; break;
  }
  std::string sql = "SELECT ";
  sql.append(key).append(" AS k, count(*), total(r.score), ").append(kQuadSums).append(from_records(where)).append(" GROUP BY k ORDER BY k");
  const Status status = for_each(prepared(database_, sql, where.values), [&](const Statement& s) {
    out.push_back({std::string(s.text(0)), s.integer(1), s.real(2), quads_of(s, 3)});
  });
  if (!status) return status.error();
  return out;
}

Result<std::int64_t> SqliteStore::add_review(const Review& review) {
  const auto there = record(review.record);
  if (!there) return there.error();
  auto statement = database_.prepare("INSERT INTO reviews (record, verdict, correction, note, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  if (!statement) return statement.error();
  statement->bind(1, review.record).bind(2, std::string_view(review.verdict)).bind_or_null(3, review.correction).bind_or_null(4, review.note);
  statement->bind(5, std::string_view(review.author)).bind(6, std::string_view(review.at));
  if (const Status status = statement->run(); !status) return status.error();
  return database_.last_row();
}

Result<std::vector<Review>> SqliteStore::reviews(std::optional<std::int64_t> record) {
  std::string sql = "SELECT review, record, verdict, coalesce(correction, ''), coalesce(note, ''), author, at FROM reviews";
  std::vector<SqlValue> values;
  if (record) {
    sql += " WHERE record = ?";
    values.emplace_back(*record);
  }
  std::vector<Review> out;
  const Status status = for_each(prepared(database_, sql + " ORDER BY review", values), [&](const Statement& s) {
    out.push_back({s.integer(0), s.integer(1), std::string(s.text(2)), std::string(s.text(3)), std::string(s.text(4)), std::string(s.text(5)), std::string(s.text(6))});
  });
  if (!status) return status.error();
  return out;
}

Status SqliteStore::save_view(const SavedView& view) {
  auto statement = database_.prepare(
      "INSERT INTO saved_views (name, query, author, at) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (name) DO UPDATE SET query = excluded.query, author = excluded.author, at = excluded.at");
  if (!statement) return statement.error();
  statement->bind(1, std::string_view(view.name)).bind(2, std::string_view(view.query)).bind(3, std::string_view(view.author)).bind(4, std::string_view(view.at));
  return statement->run();
}

Status SqliteStore::remove_view(std::string_view name) {
  auto statement = database_.prepare("DELETE FROM saved_views WHERE name = ?1");
  if (!statement) return statement.error();
  return statement->bind(1, name).run();
}

Result<std::vector<SavedView>> SqliteStore::views() {
  std::vector<SavedView> out;
  const Status status = for_each(database_.prepare("SELECT name, query, author, at FROM saved_views ORDER BY name"), [&](const Statement& s) {
    out.push_back({std::string(s.text(0)), std::string(s.text(1)), std::string(s.text(2)), std::string(s.text(3))});
  });
  if (!status) return status.error();
  return out;
}

Result<std::int64_t> SqliteStore::data_version() { return database_.integer("PRAGMA data_version"); }

}  // namespace dragoman
