// SPDX-License-Identifier: Apache-2.0
// Reading and keeping up; questions are in record_index_query.cc.
#include "ledger/record_index.h"

#include <algorithm>
#include <mutex>

#include "base/date.h"
#include "ledger/record_index_parts.h"

namespace dragoman {
namespace {

constexpr std::int64_t kRecordsAtOnce = 20000;

template <typename Names>
std::optional<std::size_t> number_in(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

/// Runs a statement of one parameter or two; `row` returns false to stop.
template <typename Use>
Status for_each_row(Database& database, std::string_view sql, std::int64_t first, Use use) {
  auto statement = database.prepare(sql);
  if (!statement) return statement.error();
  statement->bind(1, first);
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more || !use(*statement)) return {};
  }
}

Error unfit(std::string what) { return {ErrorCode::kCorrupt, std::move(what), {}, 0}; }

}  // namespace

std::uint32_t RecordIndex::Words::intern(std::string_view text) {
  if (text.empty()) return kNone;
  const auto [at, is_new] = numbers.try_emplace(std::string(text), static_cast<std::uint32_t>(texts.size()));
  if (is_new) texts.emplace_back(text);
  return at->second;
}

std::uint32_t RecordIndex::Words::find(std::string_view text) const {
  const auto at = numbers.find(std::string(text));
  return at == numbers.end() ? kNone : at->second;
}

Status RecordIndex::refresh(Database& database) {
  // Not at once: somebody may just be asking.
  if (!ready_ && last_record_ != 0) clear();
  if (too_many_) return {};
  // One transaction: what belongs together is seen together.
  if (const Status status = database.execute("BEGIN"); !status) return status;
  Status status;
  for (;;) {
    News news;
    status = read_some(database, news);
    if (!status) break;
    const std::size_t count = news.records.size();
    {
      const std::unique_lock lock(mutex_);
      if (!apply(news)) status = unfit("the records of the ledger do not fit together");
      too_many_ = rows_.size() > most_;
    }
    if (!status || too_many_ || count < static_cast<std::size_t>(kRecordsAtOnce)) break;
  }
  if (status.ok() && !too_many_) status = read_events(database);
  (void)database.execute("COMMIT");
  ready_ = status.ok() && !too_many_;
  return status;
}

Status RecordIndex::read_events(Database& database) {
  // A decision is a row of its own; to merge what was split takes one away.
  const auto decisions = database.integer("SELECT coalesce(max(decision), 0) * 1000003 + count(*) FROM event_decisions");
  if (!decisions) return decisions.error();
  if (*decisions == decisions_) return {};
  std::vector<std::pair<std::int64_t, std::int64_t>> events;
  const Status status = for_each_row(database, "SELECT record, event FROM event_members WHERE record > ?1 ORDER BY record", 0, [&](const Statement& s) {
    events.emplace_back(s.integer(0), s.integer(1));
    return true;
  });
  if (!status) return status;
  const std::unique_lock lock(mutex_);
  auto at = rows_.begin();
  for (const auto& [record, event] : events) {
    while (at != rows_.end() && at->record < record) ++at;
    if (at != rows_.end() && at->record == record) at->event = event;
  }
  decisions_ = *decisions;
  return {};
}

void RecordIndex::clear() {
  const std::unique_lock lock(mutex_);
  const auto give_back = [](auto& container) { std::remove_reference_t<decltype(container)>().swap(container); };
  give_back(rows_), give_back(order_), give_back(parties_), give_back(sectors_), give_back(contexts_), give_back(places_), give_back(codings_);
  give_back(place_numbers_), give_back(words_.texts), give_back(words_.numbers);
  last_entity_ = last_coding_ = last_record_ = decisions_ = 0;
}

std::size_t RecordIndex::bytes() const {
  const std::shared_lock lock(mutex_);
  std::size_t sum = rows_.capacity() * sizeof(Row) + order_.capacity() * 4 + parties_.capacity() * sizeof(Party) + (sectors_.capacity() + contexts_.capacity()) * 4 +
                    places_.capacity() * sizeof(Place) + codings_.capacity() * sizeof(Coding);
  for (const std::string& text : words_.texts) sum += 2 * (sizeof(std::string) + text.size()) + 32;
  return sum;
}

Status RecordIndex::read_some(Database& database, News& news) const {
  Status wrong;
  Status status = for_each_row(database, "SELECT coding, source, live FROM codings WHERE coding > ?1 ORDER BY coding", last_coding_, [&](const Statement& s) {
    news.codings.push_back({s.integer(0), std::string(s.text(1)), s.integer(2) != 0});
    return true;
  });
  if (!status) return status;
  status = for_each_row(database, "SELECT coding FROM codings WHERE live = ?1 ORDER BY coding", 0, [&](const Statement& s) {
    news.retired.push_back(s.integer(0));
    return true;
  });
  if (!status) return status;
  const auto day_of = [&](const Statement& s, int column) {
    if (s.is_null(column)) return kNoDay;
    const auto date = parse_iso_date(s.text(column));
    if (!date) wrong = unfit("a date of the ledger is none");
    return date ? date->days : kNoDay;
  };
  status = for_each_row(database,
                        "SELECT record, coding, type, modality, mode, score, confidence, historical, date_start, date_end, place, place_folded, place_country, "
                        "admin1_folded, lat, lon FROM records WHERE record > ?1 ORDER BY record",
                        last_record_, [&](const Statement& s) {
    NewRecord& one = news.records.emplace_back();
    one.record = s.integer(0);
    one.coding = s.integer(1);
    const auto type = number_in(kEventTypeNames, s.text(2));
    const auto modality = number_in(kModalityNames, s.text(3));
    if (!type || !modality) wrong = unfit("a record of the ledger has a type or modality that there is not");
    one.type = static_cast<EventType>(type.value_or(0));
    one.modality = static_cast<Modality>(modality.value_or(0));
    one.mode = s.text(4);
    one.score = s.real(5);
    one.confidence = s.real(6);
    one.historical = s.integer(7) != 0;
    one.first_day = day_of(s, 8);
    one.last_day = day_of(s, 9);
    one.has_place = !s.is_null(10) || !s.is_null(12) || !s.is_null(14);
    one.place = s.text(10);
    one.place_folded = s.text(11);
    one.place_country = s.text(12);
    one.admin1_folded = s.text(13);
    one.located = !s.is_null(14) && !s.is_null(15);
    one.lat = s.real(14);
    one.lon = s.real(15);
    return wrong.ok() && static_cast<std::int64_t>(news.records.size()) < kRecordsAtOnce;
  });
  if (!status) return status;
  if (!wrong) return wrong;
  if (news.records.empty()) return {};
  // Entities and contexts stand in the order of their records.
  const std::int64_t last = news.records.back().record;
  status = for_each_row(database, "SELECT record, event FROM event_members WHERE record > ?1 ORDER BY record", last_record_, [&](const Statement& s) {
    if (s.integer(0) > last) return false;
    news.events.emplace_back(s.integer(0), s.integer(1));
    return true;
  });
  if (!status) return status;
  status = for_each_row(database, "SELECT entity, record, role, folded_name, country FROM entities WHERE entity > ?1 ORDER BY entity", last_entity_, [&](const Statement& s) {
    if (s.integer(1) > last) return false;
    news.entities.push_back({s.integer(0), s.integer(1), std::string(s.text(3)), std::string(s.text(4)), s.text(2)[0]});
    return true;
  });
  if (!status || news.entities.empty()) return status;
  const std::int64_t last_entity = news.entities.back().entity;
  status = for_each_row(database, "SELECT entity, sector FROM entity_sectors WHERE entity > ?1 ORDER BY entity, position", last_entity_, [&](const Statement& s) {
    if (s.integer(0) > last_entity) return false;
    news.sectors.emplace_back(s.integer(0), s.text(1));
    return true;
  });
  if (!status) return status;
  return for_each_row(database, "SELECT record, context FROM record_contexts WHERE record > ?1 ORDER BY record, position", last_record_, [&](const Statement& s) {
    if (s.integer(0) > last) return false;
    news.contexts.emplace_back(s.integer(0), s.text(1));
    return true;
  });
}

bool RecordIndex::apply(News& news) {
  for (const NewCoding& one : news.codings) {
    codings_.push_back({one.coding, words_.intern(one.source), one.live});
    last_coding_ = one.coding;
  }
  const auto coding_number = [&](std::int64_t key) {
    const auto at = std::lower_bound(codings_.begin(), codings_.end(), key, [](const Coding& coding, std::int64_t k) { return coding.coding < k; });
    return at == codings_.end() || at->coding != key ? kNone : static_cast<std::uint32_t>(at - codings_.begin());
  };
  for (const std::int64_t key : news.retired) {
    if (const std::uint32_t at = coding_number(key); at != kNone) codings_[at].live = false;
  }
  const auto first_new = static_cast<std::uint32_t>(rows_.size());
  std::size_t entity = 0, sector = 0, context = 0, event = 0;
  for (const NewRecord& one : news.records) {
    Row row;
    row.record = one.record;
    row.coding = coding_number(one.coding);
    if (row.coding == kNone) return false;
    while (event < news.events.size() && news.events[event].first < one.record) ++event;
    if (event < news.events.size() && news.events[event].first == one.record) row.event = news.events[event].second;
    row.score = one.score;
    row.first_day = one.first_day;
    row.last_day = one.last_day;
    row.confidence = static_cast<float>(one.confidence);
    row.type = one.type;
    row.modality = one.modality;
    row.historical = one.historical;
    row.mode = words_.intern(one.mode);
    row.admin1 = words_.intern(one.admin1_folded);
    if (one.has_place) {
      std::string key = one.place + '\n' + one.place_country + '\n';
      if (one.located) key += std::to_string(one.lat) + ',' + std::to_string(one.lon);
      const auto [at, is_new] = place_numbers_.try_emplace(std::move(key), static_cast<std::uint32_t>(places_.size()));
      if (is_new) places_.push_back({words_.intern(one.place), words_.intern(one.place_folded), words_.intern(one.place_country), one.lat, one.lon, one.located});
      row.place = at->second;
    }
    row.entities = static_cast<std::uint32_t>(parties_.size());
    for (; entity < news.entities.size() && news.entities[entity].record == one.record; ++entity) {
      const NewEntity& from = news.entities[entity];
      Party party{words_.intern(from.country), words_.intern(from.folded_name), static_cast<std::uint32_t>(sectors_.size()), 0, from.role};
      for (; sector < news.sectors.size() && news.sectors[sector].first == from.entity; ++sector, ++party.sector_count) sectors_.push_back(words_.intern(news.sectors[sector].second));
      parties_.push_back(party);
      ++row.entity_count;
      last_entity_ = from.entity;
    }
    row.contexts = static_cast<std::uint32_t>(contexts_.size());
    for (; context < news.contexts.size() && news.contexts[context].first == one.record; ++context, ++row.context_count) contexts_.push_back(words_.intern(news.contexts[context].second));
    order_.push_back(static_cast<std::uint32_t>(rows_.size()));
    rows_.push_back(row);
    last_record_ = one.record;
  }
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return rows_[a].first_day != rows_[b].first_day ? rows_[a].first_day < rows_[b].first_day : rows_[a].record < rows_[b].record;
  };
  std::sort(order_.begin() + first_new, order_.end(), before);
  std::inplace_merge(order_.begin(), order_.begin() + first_new, order_.end(), before);
  return entity == news.entities.size() && sector == news.sectors.size() && context == news.contexts.size();
}

}  // namespace dragoman
