// SPDX-License-Identifier: Apache-2.0
// Lists of stories, sentences, totals.
#include "ledger/sqlite_store.h"
#include "ledger/sqlite_where.h"

namespace dragoman {
namespace {

Result<Statement> prepared(Database& database, const std::string& sql, const std::vector<SqlValue>& values) {
  auto statement = database.prepare(sql);
  if (!statement) return statement;
  for (std::size_t i = 0; i < values.size(); ++i) statement->bind_copy(static_cast<int>(i) + 1, values[i]);
  return statement;
}

}  // namespace

Result<std::vector<StoryRow>> SqliteStore::stories_page(const RecordFilter& asked, const std::optional<PageCursor>& after, std::int64_t limit) {
  RecordFilter filter = asked;
  filter.one_per_event = false;  // a story that tells of what others told before is asked for too
  Where where = where_of(filter);
  std::string after_sql;
  if (after) after_sql = " AND (coalesce(c.date, ''), c.story) < (?, ?)";
  std::string sql;
  std::vector<SqlValue> values;
  if (filter.empty()) {
    sql = "SELECT c.story, c.records AS n, coalesce(c.date, '') AS d FROM codings c WHERE c.live = 1" + after_sql;
  } else {
    sql = "SELECT c.story, count(*) AS n, coalesce(c.date, '') AS d FROM ";
    sql += where.selective ? "records r CROSS JOIN codings c ON c.coding = r.coding" : "codings c CROSS JOIN records r ON r.coding = c.coding";
    sql += " WHERE " + where.sql + after_sql + " GROUP BY c.story";
    values = std::move(where.values);
  }
  if (after) {
    values.emplace_back(after->date);
    values.emplace_back(after->record);
  }
  sql = "SELECT s.story, s.id, coalesce(s.title, ''), p.d, coalesce(s.source, ''), coalesce(s.url, ''), p.n FROM (" + sql +
        " ORDER BY d DESC, c.story DESC LIMIT ?) p CROSS JOIN stories s ON s.story = p.story ORDER BY p.d DESC, p.story DESC";
  values.emplace_back(limit);
  auto statement = prepared(database_, sql, values);
  if (!statement) return statement.error();
  std::vector<StoryRow> out;
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return out;
    const Statement& s = *statement;
    out.push_back({s.integer(0), std::string(s.text(1)), std::string(s.text(2)), std::string(s.text(3)), std::string(s.text(4)), std::string(s.text(5)), s.integer(6)});
  }
}

Result<std::vector<SentenceRow>> SqliteStore::sentences_of(std::int64_t story) {
  auto statement = prepared(database_, "SELECT t.position, t.start, t.\"end\" FROM codings c JOIN sentences t ON t.coding = c.coding "
                                       "WHERE c.story = ? AND c.live = 1 AND t.start IS NOT NULL ORDER BY t.position", {story});
  if (!statement) return statement.error();
  std::vector<SentenceRow> out;
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return out;
    out.push_back({statement->integer(0), statement->integer(1), statement->integer(2)});
  }
}

Result<std::int64_t> SqliteStore::total(const RecordFilter& filter) {
  RecordFilter each = filter;
  each.one_per_event = false;
  if (filter.one_per_event && each.empty()) return database_.integer("SELECT count(DISTINCT event) FROM event_members");
  if (filter.empty()) return database_.integer("SELECT coalesce(sum(records), 0) FROM codings WHERE live = 1");
  std::int64_t count = 0;
  const auto asked = ask_index(filter, [&](const RecordIndex& index, RecordIndex::Only only) { count = index.total(filter, only); });
  if (!asked) return asked.error();
  if (*asked) return count;
  const Where where = where_of(filter);
  std::string sql = "SELECT count(*) FROM ";
  sql += where.selective ? "records r CROSS JOIN codings c ON c.coding = r.coding" : "codings c CROSS JOIN records r ON r.coding = c.coding";
  auto statement = prepared(database_, sql + " WHERE " + where.sql, where.values);
  if (!statement) return statement.error();
  const auto row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : 0;
}

Result<LedgerExtent> SqliteStore::extent() {
  const auto stories = database_.integer("SELECT max(story) FROM stories");
  if (!stories) return stories.error();
  const auto records = database_.integer("SELECT max(record) FROM records");
  if (!records) return records.error();
  return LedgerExtent{*stories, *records};
}

}  // namespace dragoman
