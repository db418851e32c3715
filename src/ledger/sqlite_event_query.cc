// SPDX-License-Identifier: Apache-2.0
// Events out of the ledger, and what people decide about them.
#include <algorithm>

#include "ledger/event_match.h"
#include "ledger/signature.h"
#include "ledger/sqlite_store.h"
#include "ledger/sqlite_where.h"

namespace dragoman {
namespace {

constexpr std::string_view kMemberColumns =
    "SELECT m.record, c.story, coalesce(g.story_group, c.story), coalesce(c.source, ''), coalesce(c.date, ''), m.score, r.json, f.features, r.type "
    "FROM event_members m JOIN event_features f ON f.record = m.record JOIN records r ON r.record = m.record JOIN codings c ON c.coding = r.coding "
    "LEFT JOIN story_groups g ON g.story = c.story WHERE c.live = 1 AND ";

constexpr std::string_view kMembers = "m.event = ?1 ORDER BY c.date, m.record";
constexpr std::string_view kDenials = "m.record IN (SELECT record FROM event_keys WHERE key = ?1) ORDER BY m.record";

constexpr int kDaysToDeny = 3;
constexpr double kSameMatter = 0.34;  // share of the words of the shorter sentence

double common_words(const EventFeatures& a, const EventFeatures& b) {
  std::vector<std::uint32_t> both;
  std::set_intersection(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(), std::back_inserter(both));
  const std::size_t smaller = std::min(a.words.size(), b.words.size());
  return smaller == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(smaller);
}

EventMember member_of(const Statement& s) {
  return {s.integer(0), s.integer(1), s.integer(2), std::string(s.text(3)), std::string(s.text(4)), s.real(5), std::string(s.text(6))};
}

/// Words by which somebody says that it was not so; of a charge also those by which he turns it down.
bool is_denial(const EventFeatures& refusal, bool of_charge) {
  const auto is_one = [&](std::string_view word) {
    const std::vector<std::uint32_t> hashes = word_hashes(word, true);
    return !hashes.empty() && hashes.front() == refusal.trigger;
  };
  for (const std::string_view word : {"deny", "denied", "denies", "denial", "denying", "denials", "refuted", "refute", "disclaimed", "rebutted"}) {
    if (is_one(word)) return true;
  }
  if (!of_charge) return false;
  for (const std::string_view word : {"dismissed", "dismiss", "rejected", "reject", "rejecting", "rebuffed", "brushed"}) {
    if (is_one(word)) return true;
  }
  return false;
}

/// Denials by those that are said to have done it, or that are accused, on the days of the event or soon after, in like words.
Status find_denials(Statement& find, const std::vector<EventFeatures>& features, StoredEvent& event) {
  EventFeatures probe = features.front();
  const auto type = static_cast<EventType>(probe.type);
  if (quad_of(type) != Quad::kMaterialConflict && type != EventType::kAccuse) return {};
  probe.type = static_cast<std::uint8_t>(EventType::kReject);
  probe.recipients.clear();
  probe.place_country = 0;
  const bool charge = type == EventType::kAccuse;
  if (charge) probe.actors.clear();
  for (const EventFeatures& one : features) {
    const std::vector<std::uint32_t>& blamed = charge ? one.recipients : one.actors;
    probe.actors.insert(probe.actors.end(), blamed.begin(), blamed.end());
  }
  std::sort(probe.actors.begin(), probe.actors.end());
  probe.actors.erase(std::unique(probe.actors.begin(), probe.actors.end()), probe.actors.end());
  if (probe.actors.empty()) return {};
  EventFeatures other;
  for (int day = 0; day <= kDaysToDeny; ++day, ++probe.first_day) {
    for (const std::int64_t key : event_keys(probe)) {
      find.bind(1, key);
      for (;;) {
        const auto more = find.step();
        if (!more) return more.error();
        if (!*more) break;
        if (find.text(8) != "REJECT" || !read_features(find.blob(7), other) || !is_denial(other, charge)) continue;
        const bool by_them = std::any_of(other.actors.begin(), other.actors.end(), [&](std::uint32_t party) {
          return std::binary_search(probe.actors.begin(), probe.actors.end(), party);
        });
        const bool same_matter = std::any_of(features.begin(), features.end(), [&](const EventFeatures& one) { return common_words(one, other) >= kSameMatter; });
        const bool there = std::any_of(event.denials.begin(), event.denials.end(), [&](const EventMember& one) { return one.record == find.integer(0); });
        if (by_them && same_matter && !there) event.denials.push_back(member_of(find));
      }
      find.reset();
    }
  }
  return {};
}

/// Fills events with their members and denials.
class EventReader {
 public:
  static Result<EventReader> open(Database& database) {
    auto members = database.prepare(std::string(kMemberColumns) + std::string(kMembers));
    if (!members) return members.error();
    auto denials = database.prepare(std::string(kMemberColumns) + std::string(kDenials));
    if (!denials) return denials.error();
    EventReader reader;
    reader.members_ = std::move(members).value();
    reader.denials_ = std::move(denials).value();
    return reader;
  }

  Status read(StoredEvent& event, const std::string& path) {
    features_.clear();
    members_.bind(1, event.event);
    for (;;) {
      const auto another = members_.step();
      if (!another) return another.error();
      if (!*another) break;
      event.members.push_back(member_of(members_));
      if (!read_features(members_.blob(7), features_.emplace_back())) return Error{ErrorCode::kCorrupt, "the features of a record cannot be read", path, 0};
    }
    members_.reset();
    if (features_.empty()) return {};
    return find_denials(denials_, features_, event);
  }

 private:
  Statement members_, denials_;
  std::vector<EventFeatures> features_;
};

}  // namespace

Status SqliteStore::events(const RecordFilter& asked, const std::function<bool(const StoredEvent&)>& consume) {
  RecordFilter filter = asked;
  filter.one_per_event = false;  // each event comes once already
  Where where = where_of(filter);
  std::string sql = "SELECT m.event, min(coalesce(r.date_start, '9999')) FROM ";
  sql += where.selective ? "records r CROSS JOIN codings c ON c.coding = r.coding" : "codings c CROSS JOIN records r ON r.coding = c.coding";
  sql += " JOIN event_members m ON m.record = r.record WHERE " + where.sql + " GROUP BY m.event ORDER BY 2, 1";
  if (filter.limit >= 0) {
    sql += " LIMIT ?";
    where.values.emplace_back(filter.limit);
  }
  auto list = database_.prepare(sql);
  if (!list) return list.error();
  for (std::size_t i = 0; i < where.values.size(); ++i) list->bind_copy(static_cast<int>(i) + 1, where.values[i]);
  auto reader = EventReader::open(database_);
  if (!reader) return reader.error();
  for (;;) {
    const auto more = list->step();
    if (!more) return more.error();
    if (!*more) return {};
    StoredEvent event;
    event.event = list->integer(0);
    if (const Status status = reader->read(event, database_.path()); !status) return status;
    if (!consume(event)) return {};
  }
}

Result<StoredEvent> SqliteStore::event(std::int64_t key) {
  auto reader = EventReader::open(database_);
  if (!reader) return reader.error();
  StoredEvent event;
  event.event = key;
  if (const Status status = reader->read(event, database_.path()); !status) return status.error();
  if (event.members.empty()) return Error{ErrorCode::kNotFound, "no such event in the ledger", {}, 0};
  return event;
}

Status SqliteStore::merge_events(std::int64_t first, std::int64_t second) {
  const auto no_event = [&](std::int64_t event) { return Error{ErrorCode::kNotFound, "no event " + std::to_string(event) + " in the ledger", database_.path(), 0}; };
  if (first == second) return Error{ErrorCode::kUsage, "an event cannot be merged with itself", {}, 0};
  if (const Status status = begin(); !status) return status;
  Status status;
  auto find = database_.prepare("SELECT r.id FROM event_members m JOIN records r ON r.record = m.record WHERE m.event = ?1 ORDER BY m.record LIMIT 1");
  auto decide = database_.prepare("INSERT INTO event_decisions (kind, a, b) VALUES ('merge', ?1, ?2)");
  // What was kept apart before is not any more.
  auto forget = database_.prepare(
      "DELETE FROM event_decisions WHERE kind = 'split' AND a IN (SELECT r.id FROM event_members m JOIN records r ON r.record = m.record WHERE m.event IN (?1, ?2)) "
      "AND b IN (SELECT r.id FROM event_members m JOIN records r ON r.record = m.record WHERE m.event IN (?1, ?2))");
  auto move = database_.prepare("UPDATE event_members SET event = ?1 WHERE event = ?2");
  std::string ids[2];
  for (auto* statement : {&find, &decide, &forget, &move}) {
    if (status.ok() && !statement->ok()) status = statement->error();
  }
  for (int i = 0; i < 2 && status.ok(); ++i) {
    const std::int64_t event = i == 0 ? first : second;
    const auto found = find->bind(1, event).step();
    if (!found) status = found.error();
    else if (!*found) status = no_event(event);
    else ids[i] = find->text(0);
    find->reset();
  }
  if (status.ok()) status = forget->bind(1, first).bind(2, second).run();
  if (status.ok()) status = decide->bind(1, std::string_view(ids[0])).bind(2, std::string_view(ids[1])).run();
  if (status.ok()) status = move->bind(1, std::min(first, second)).bind(2, std::max(first, second)).run();
  if (!status) {
    rollback();
    return status;
  }
  return commit();
}

Result<std::int64_t> SqliteStore::split_event(std::int64_t record) {
  if (const Status status = begin(); !status) return status.error();
  const auto fail = [&](const Error& error) {
    rollback();
    return error;
  };
  auto others = database_.prepare(
      "SELECT own.event, r.id, o.record, x.id FROM event_members own JOIN records r ON r.record = own.record "
      "LEFT JOIN event_members o ON o.event = own.event AND o.record <> own.record LEFT JOIN records x ON x.record = o.record WHERE own.record = ?1 ORDER BY o.record");
  if (!others) return fail(others.error());
  others->bind(1, record);
  std::int64_t event = 0, next = 0;
  std::string id;
  std::vector<std::string> apart;
  for (;;) {
    const auto more = others->step();
    if (!more) return fail(more.error());
    if (!*more) break;
    event = others->integer(0);
    id = others->text(1);
    if (others->is_null(2)) continue;
    if (next == 0) next = others->integer(2);
    apart.emplace_back(others->text(3));
  }
  others->reset();
  if (event == 0) return fail({ErrorCode::kNotFound, "no record " + std::to_string(record) + " in an event", database_.path(), 0});
  if (apart.empty()) return fail({ErrorCode::kUsage, "record " + std::to_string(record) + " is an event of its own already", {}, 0});
  // The event keeps the number of a record that it holds.
  if (event == record) {
    auto rename = database_.prepare("UPDATE event_members SET event = ?1 WHERE event = ?2 AND record <> ?2");
    if (!rename) return fail(rename.error());
    if (const Status status = rename->bind(1, next).bind(2, record).run(); !status) return fail(status.error());
  } else {
    auto move = database_.prepare("UPDATE event_members SET event = ?1, score = 1 WHERE record = ?1");
    if (!move) return fail(move.error());
    if (const Status status = move->bind(1, record).run(); !status) return fail(status.error());
  }
  auto forget = database_.prepare("DELETE FROM event_decisions WHERE kind = 'merge' AND (a = ?1 OR b = ?1)");
  auto decide = database_.prepare("INSERT INTO event_decisions (kind, a, b) VALUES ('split', ?1, ?2)");
  if (!forget) return fail(forget.error());
  if (!decide) return fail(decide.error());
  if (const Status status = forget->bind(1, std::string_view(id)).run(); !status) return fail(status.error());
  for (const std::string& other : apart) {
    if (const Status status = decide->bind(1, std::string_view(id)).bind(2, std::string_view(other)).run(); !status) return fail(status.error());
  }
  if (const Status status = commit(); !status) return status.error();
  return record;
}

Status SqliteStore::diff(const std::function<bool(char, std::string_view, std::string_view)>& consume) {
  auto rows = database_.prepare(
      "WITH pairs AS (SELECT c.story, c.coding AS new, (SELECT max(o.coding) FROM codings o WHERE o.story = c.story AND o.coding < c.coding) AS old FROM codings c WHERE c.live = 1) "
      "SELECT '-' AS sign, s.id, r.json, p.story, r.position FROM pairs p JOIN stories s ON s.story = p.story JOIN records r ON r.coding = p.old "
      "WHERE NOT EXISTS (SELECT 1 FROM records n WHERE n.coding = p.new AND n.id = r.id) "
      "UNION ALL SELECT '+', s.id, r.json, p.story, r.position FROM pairs p JOIN stories s ON s.story = p.story JOIN records r ON r.coding = p.new "
      "WHERE p.old IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records n WHERE n.coding = p.old AND n.id = r.id) ORDER BY 4, 5, 1");
  if (!rows) return rows.error();
  for (;;) {
    const auto more = rows->step();
    if (!more) return more.error();
    if (!*more || !consume(rows->text(0)[0], rows->text(1), rows->text(2))) return {};
  }
}

}  // namespace dragoman
