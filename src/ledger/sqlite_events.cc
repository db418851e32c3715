// SPDX-License-Identifier: Apache-2.0
#include "ledger/sqlite_events.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "ledger/record_reader.h"
#include "ledger/signature.h"

namespace dragoman {
namespace {

constexpr std::int64_t kMostCandidates = 400;  // a key: the latest ones
constexpr std::size_t kMostSketches = 12;        // of stories that a new one is compared with
constexpr std::int64_t kSameTelling = 3;       // events that two stories share at least to be one telling in other words
constexpr double kTellingShare = 0.7;          // of the events of the shorter story; half of it of the longer
constexpr std::int64_t kMostMembers = 64;      // of an event that a record is compared with

std::string bytes_of(const std::vector<std::uint32_t>& list) {
  return {reinterpret_cast<const char*>(list.data()), list.size() * sizeof(std::uint32_t)};
}

std::vector<std::uint32_t> list_of(std::string_view bytes) {
  std::vector<std::uint32_t> out(bytes.size() / sizeof(std::uint32_t));
  if (!out.empty()) std::memcpy(out.data(), bytes.data(), out.size() * sizeof(std::uint32_t));
  return out;
}

}  // namespace

Result<std::unique_ptr<EventIndex>> EventIndex::open(Database& database) {
  std::unique_ptr<EventIndex> index(new EventIndex(database));
  const std::pair<Statement*, const char*> statements[] = {
      {&index->find_band_, "SELECT story FROM story_bands WHERE band = ?1 AND story < ?2 ORDER BY story DESC LIMIT 20"},
      {&index->insert_band_, "INSERT OR IGNORE INTO story_bands (band, story) VALUES (?1, ?2)"},
      {&index->find_group_, "SELECT story_group, words, sketch FROM story_groups WHERE story = ?1"},
      {&index->insert_group_, "INSERT OR REPLACE INTO story_groups (story, story_group, words, sketch) VALUES (?1, ?2, ?3, ?4)"},
      {&index->find_key_, "SELECT k.record, m.event, f.features FROM event_keys k JOIN event_members m ON m.record = k.record JOIN event_features f ON f.record = k.record WHERE k.key = ?1 ORDER BY k.record DESC LIMIT ?2"},
      {&index->insert_key_, "INSERT OR IGNORE INTO event_keys (key, record) VALUES (?1, ?2)"},
      {&index->find_members_, "SELECT f.features FROM event_members m JOIN event_features f ON f.record = m.record WHERE m.event = ?1 ORDER BY m.record DESC LIMIT ?2"},
      {&index->insert_member_, "INSERT INTO event_members (record, event, score) VALUES (?1, ?2, ?3)"},
      {&index->insert_features_, "INSERT INTO event_features (record, features) VALUES (?1, ?2)"},
      {&index->find_decisions_, "SELECT kind, CASE WHEN a = ?1 THEN b ELSE a END FROM event_decisions WHERE a = ?1 OR b = ?1 ORDER BY decision"},
      {&index->remove_key_, "DELETE FROM event_keys WHERE key = ?1 AND record = ?2"},
      {&index->find_story_, "SELECT r.record, f.features FROM codings c JOIN records r ON r.coding = c.coding JOIN event_features f ON f.record = r.record WHERE c.story = ?1"},
      // The stories that share most events with this one, with how many they share and have.
      {&index->find_tellings_,
       "SELECT p.story, p.shared, count(DISTINCT m.event) FROM (SELECT c.story, count(DISTINCT o.event) AS shared FROM codings own JOIN records r ON r.coding = own.coding "
       "JOIN event_members m ON m.record = r.record JOIN event_members o ON o.event = m.event AND o.record < m.record JOIN records x ON x.record = o.record "
       "JOIN codings c ON c.coding = x.coding AND c.story <> own.story WHERE own.story = ?1 AND own.live = 1 GROUP BY c.story HAVING shared >= ?2 ORDER BY shared DESC, c.story LIMIT 4) p "
       "JOIN codings c ON c.story = p.story AND c.live = 1 JOIN records r ON r.coding = c.coding JOIN event_members m ON m.record = r.record GROUP BY p.story ORDER BY p.shared DESC, p.story"},
      {&index->move_group_, "UPDATE story_groups SET story_group = ?2 WHERE story = ?1"},
      {&index->remove_story_,
       "DELETE FROM event_members WHERE record IN (SELECT r.record FROM codings c JOIN records r ON r.coding = c.coding WHERE c.story = ?1)"},
      {&index->remove_features_,
       "DELETE FROM event_features WHERE record IN (SELECT r.record FROM codings c JOIN records r ON r.coding = c.coding WHERE c.story = ?1)"},
  };
  for (const auto& [statement, sql] : statements) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  return index;
}

Status EventIndex::add_story(std::int64_t story, std::string_view text) {
  joined_ = 0;
  began_ = 0;
  const StorySignature signature = sign_story(text);
  std::int64_t group = story;
  if (!signature.sketch.empty()) {
    std::vector<std::int64_t> candidates;
    for (const std::int64_t band : signature.bands) {
      find_band_.bind(1, band).bind(2, story);
      for (;;) {
        const auto more = find_band_.step();
        if (!more) return more.error();
        if (!*more) break;
        candidates.push_back(find_band_.integer(0));
      }
      find_band_.reset();
    }
    // Near-duplicates share many bands: those that share most are looked at, so that stories by formula cost no more than others.
    std::sort(candidates.begin(), candidates.end());
    std::vector<std::pair<std::int64_t, std::int64_t>> by_bands;  // shared bands below zero, story
    for (const std::int64_t candidate : candidates) {
      if (by_bands.empty() || by_bands.back().second != candidate) by_bands.emplace_back(0, candidate);
      --by_bands.back().first;
    }
    if (by_bands.size() > kMostSketches) {
      std::partial_sort(by_bands.begin(), by_bands.begin() + kMostSketches, by_bands.end());
      by_bands.resize(kMostSketches);
      std::sort(by_bands.begin(), by_bands.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    }
    double best = kSameStory;
    for (const auto& [bands, candidate] : by_bands) {
      find_group_.bind(1, candidate);
      const auto found = find_group_.step();
      if (!found) return found.error();
      if (*found) {
        StorySignature other;
        other.size = static_cast<std::uint32_t>(find_group_.integer(1));
        other.sketch = list_of(find_group_.blob(2));
        const double share = overlap(signature, other);
        if (share > best || (share == best && group == story)) best = share, group = find_group_.integer(0);
      }
      find_group_.reset();
    }
    for (const std::int64_t band : signature.bands) {
      if (Status status = insert_band_.bind(1, band).bind(2, story).run(); !status) return status;
    }
  }
  const std::string sketch = bytes_of(signature.sketch);
  insert_group_.bind(1, story).bind(2, group).bind(3, static_cast<std::int64_t>(signature.size));
  return insert_group_.bind_blob(4, sketch).run();
}

Result<std::int64_t> EventIndex::group_of(std::int64_t story) {
  find_group_.bind(1, story);
  const auto found = find_group_.step();
  if (!found) return found.error();
  const std::int64_t group = *found ? find_group_.integer(0) : story;
  find_group_.reset();
  return group;
}

Result<std::int64_t> EventIndex::event_of(const std::string& record_id) {
  auto statement = database_.prepare("SELECT m.event FROM records r JOIN event_members m ON m.record = r.record WHERE r.id = ?1 ORDER BY r.record LIMIT 1");
  if (!statement) return statement.error();
  statement->bind(1, std::string_view(record_id));
  const auto found = statement->step();
  if (!found) return found.error();
  return *found ? statement->integer(0) : std::int64_t{0};
}

Result<std::int64_t> EventIndex::decided(const std::string& record_id, std::vector<std::int64_t>& apart) {
  std::vector<std::pair<bool, std::string>> decisions;
  find_decisions_.bind(1, std::string_view(record_id));
  for (;;) {
    const auto more = find_decisions_.step();
    if (!more) return more.error();
    if (!*more) break;
    decisions.emplace_back(find_decisions_.text(0) == "merge", std::string(find_decisions_.text(1)));
  }
  find_decisions_.reset();
  std::int64_t event = 0;
  for (const auto& [merge, other] : decisions) {
    const auto there = event_of(other);
    if (!there) return there;
    if (*there == 0) continue;
    if (merge) event = *there;
    else apart.push_back(*there);
  }
  return event;
}

Status EventIndex::add_record(std::int64_t record, std::int64_t story, const EventRecord& event) {
  EventFeatures features = features_of(event);
  features.story = story;
  const auto group = group_of(story);
  if (!group) return group.error();
  features.story_group = *group;

  std::int64_t chosen = 0;
  double best = 1;
  std::vector<std::int64_t> apart;
  const auto by_hand = decided(event.id, apart);
  if (!by_hand) return by_hand.error();
  chosen = *by_hand;
  if (chosen == 0) {
    // The best of each event, by record so that one found under several keys is compared once.
    std::map<std::int64_t, double> events;
    std::vector<std::int64_t> seen;
    EventFeatures other;
    for (const std::int64_t key : neighbour_keys(features)) {
      find_key_.bind(1, key).bind(2, kMostCandidates);
      for (;;) {
        const auto more = find_key_.step();
        if (!more) return more.error();
        if (!*more) break;
        const std::int64_t candidate = find_key_.integer(0);
        if (std::find(seen.begin(), seen.end(), candidate) != seen.end()) continue;
        seen.push_back(candidate);
        if (!read_features(find_key_.blob(2), other)) return Error{ErrorCode::kCorrupt, "the features of a record cannot be read", database_.path(), 0};
        const double score = match_score(features, other);
        if (score >= kSameEvent) {
          double& kept = events[find_key_.integer(1)];
          kept = std::max(kept, score);
        }
      }
      find_key_.reset();
    }
    std::vector<std::pair<double, std::int64_t>> ranked;
    for (const auto& [id, score] : events) ranked.emplace_back(-score, id);
    std::sort(ranked.begin(), ranked.end());
    for (const auto& [score, id] : ranked) {
      if (std::find(apart.begin(), apart.end(), id) != apart.end()) continue;
      bool fits = true;
      find_members_.bind(1, id).bind(2, kMostMembers);
      for (;;) {
        const auto more = find_members_.step();
        if (!more) return more.error();
        if (!*more) break;
        if (read_features(find_members_.blob(0), other) && incompatible(features, other)) fits = false;
      }
      find_members_.reset();
      if (!fits) continue;
      chosen = id;
      best = -score;
      break;
    }
  }
  ++(chosen == 0 ? began_ : joined_);
  std::string bytes;
  append_features(features, bytes);
  insert_member_.bind(1, record).bind(2, chosen == 0 ? record : chosen).bind(3, best);
  if (Status status = insert_member_.run(); !status) return status;
  if (Status status = insert_features_.bind(1, record).bind_blob(2, bytes).run(); !status) return status;
  for (const std::int64_t key : event_keys(features)) {
    if (Status status = insert_key_.bind(1, key).bind(2, record).run(); !status) return status;
  }
  return {};
}

Status EventIndex::finish_story(std::int64_t story) {
  if (joined_ < kSameTelling) {
    joined_ = 0;
    began_ = 0;
    return {};
  }
  const std::int64_t events = joined_ + began_;
  joined_ = 0;
  began_ = 0;
  const auto own = group_of(story);
  if (!own) return own.error();
  if (*own != story) return {};  // of a group by its words
  std::int64_t other = 0;
  find_tellings_.bind(1, story).bind(2, kSameTelling);
  for (;;) {
    const auto more = find_tellings_.step();
    if (!more) return more.error();
    if (!*more || other != 0) break;
    const double smaller = static_cast<double>(std::min(events, find_tellings_.integer(2)));
    const double larger = static_cast<double>(std::max(events, find_tellings_.integer(2)));
    const auto shared = static_cast<double>(find_tellings_.integer(1));
    if (shared >= kTellingShare * smaller && shared >= kTellingShare / 2 * larger) other = find_tellings_.integer(0);
  }
  find_tellings_.reset();
  if (other == 0) return {};
  const auto group = group_of(other);
  if (!group) return group.error();
  return move_group_.bind(1, story).bind(2, *group).run();
}

Status EventIndex::retire(std::int64_t story) {
  joined_ = 0;
  began_ = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> keys;
  find_story_.bind(1, story);
  EventFeatures features;
  for (;;) {
    const auto more = find_story_.step();
    if (!more) return more.error();
    if (!*more) break;
    if (!read_features(find_story_.blob(1), features)) continue;
    for (const std::int64_t key : event_keys(features)) keys.emplace_back(key, find_story_.integer(0));
  }
  find_story_.reset();
  for (const auto& [key, record] : keys) {
    if (Status status = remove_key_.bind(1, key).bind(2, record).run(); !status) return status;
  }
  if (Status status = remove_features_.bind(1, story).run(); !status) return status;
  return remove_story_.bind(1, story).run();
}

Status EventIndex::add_missing() {
  std::int64_t last_story = 0;
  auto rows = database_.prepare(
      "SELECT c.story, s.text, r.record, r.json FROM codings c JOIN stories s ON s.story = c.story LEFT JOIN records r ON r.coding = c.coding "
      "WHERE c.live = 1 AND NOT EXISTS (SELECT 1 FROM story_groups g WHERE g.story = c.story) ORDER BY c.story, r.position");
  if (!rows) return rows.error();
  RecordReader reader;
  EventRecord event;
  for (;;) {
    const auto more = rows->step();
    if (!more) return more.error();
    if (!*more) return last_story == 0 ? Status{} : finish_story(last_story);
    const std::int64_t story = rows->integer(0);
    if (story != last_story) {
      if (last_story != 0) {
        if (Status status = finish_story(last_story); !status) return status;
      }
      if (Status status = add_story(story, rows->text(1)); !status) return status;
      last_story = story;
    }
    if (rows->is_null(2)) continue;
    if (Status status = reader.read(rows->text(3), event); !status) return status;
    if (Status status = add_record(rows->integer(2), story, event); !status) return status;
  }
}

}  // namespace dragoman
