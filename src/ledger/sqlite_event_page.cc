// SPDX-License-Identifier: Apache-2.0
// Events in pages, the latest first.
#include <algorithm>

#include "ledger/sqlite_store.h"
#include "ledger/sqlite_where.h"

namespace dragoman {
namespace {

constexpr std::int64_t kPiece = 100;

}  // namespace

Result<std::vector<std::int64_t>> SqliteStore::passing(const RecordFilter& filter, const std::vector<std::int64_t>& records) {
  std::vector<std::int64_t> out;
  if (filter.text.empty()) {
    const auto asked = ask_index(filter, [&](const RecordIndex& index, RecordIndex::Only) { out = index.page(filter, std::nullopt, -1, &records); });
    if (!asked) return asked.error();
    if (*asked) return out;
  }
  const Where where = where_of(filter);
  std::string sql = "SELECT r.record FROM records r CROSS JOIN codings c ON c.coding = r.coding WHERE r.record IN (";
  for (std::size_t i = 0; i < records.size(); ++i) sql += i == 0 ? "?" : ", ?";
  sql.append(") AND ").append(where.sql).append(" ORDER BY coalesce(r.date_start, '') DESC, r.record DESC");
  auto statement = database_.prepare(sql);
  if (!statement) return statement.error();
  int number = 0;
  for (const std::int64_t record : records) statement->bind(++number, record);
  for (const SqlValue& value : where.values) statement->bind_copy(++number, value);
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return out;
    out.push_back(statement->integer(0));
  }
}

Result<std::vector<EventHead>> SqliteStore::events_page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit) {
  std::vector<EventHead> out;
  auto members = database_.prepare(
      "SELECT m.record FROM event_members m JOIN records r ON r.record = m.record JOIN codings c ON c.coding = r.coding WHERE m.event = ?1 AND c.live = 1 ORDER BY m.record");
  if (!members) return members.error();
  std::optional<PageCursor> cursor = after;
  std::vector<std::int64_t> others;
  for (;;) {
    const auto records = page(filter, cursor, kPiece);
    if (!records) return records.error();
    for (const KeyedRecord& record : *records) {
      if (record.event == 0) continue;
      others.clear();
      members->bind(1, record.event);
      for (;;) {
        const auto more = members->step();
        if (!more) return more.error();
        if (!*more) break;
        others.push_back(members->integer(0));
      }
      members->reset();
      if (others.size() > 1) {
        // The event stands where the latest of its records stands that was asked for.
        const auto asked = passing(filter, others);
        if (!asked) return asked.error();
        if (asked->empty() || asked->front() != record.record) continue;
      }
      out.push_back({record.event, record.record, record.date});
      if (static_cast<std::int64_t>(out.size()) >= limit) return out;
    }
    if (static_cast<std::int64_t>(records->size()) < kPiece) return out;
    cursor = PageCursor{records->back().date, records->back().record};
  }
}

Result<std::vector<std::int64_t>> SqliteStore::event_reports(std::span<const std::int64_t> events) {
  auto statement = database_.prepare(
      "SELECT count(DISTINCT c.story) FROM event_members m JOIN records r ON r.record = m.record JOIN codings c ON c.coding = r.coding WHERE m.event = ?1 AND c.live = 1");
  if (!statement) return statement.error();
  std::vector<std::int64_t> out;
  for (const std::int64_t event : events) {
    const auto row = statement->bind(1, event).step();
    if (!row) return row.error();
    out.push_back(*row ? statement->integer(0) : 0);
    statement->reset();
  }
  return out;
}

}  // namespace dragoman
