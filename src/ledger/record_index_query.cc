// SPDX-License-Identifier: Apache-2.0
// Questions to the columns in memory. Each gives what the SQL of sqlite_query.cc and sqlite_desk.cc gives for it:
// tests/ledger/record_index_test.cc holds the two together.
#include <algorithm>
#include <mutex>
#include <span>
#include <unordered_set>

#include "base/date.h"
#include "base/utf8.h"
#include "knowledge/gazetteer.h"
#include "ledger/record_index.h"

namespace dragoman {

/// A party with its words looked up. `never`: a word that no record has.
struct WantedParty {
  std::uint32_t country = 0xffffffff, name = 0xffffffff;
  std::vector<std::uint32_t> sectors;
  bool never = false;
};

namespace {

using Numbers = std::vector<std::uint32_t>;

bool contains(const Numbers& numbers, std::uint32_t number) { return std::find(numbers.begin(), numbers.end(), number) != numbers.end(); }

template <typename Value>
bool wants(const std::vector<Value>& values, Value value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

std::string month_key(Date day) { return to_iso(day).substr(0, 7); }

std::int32_t bucket(std::int32_t day, SeriesBy by) {
  if (by == SeriesBy::kDay) return day;
  if (by == SeriesBy::kWeek) return day - weekday_of(Date{day});
  const YearMonthDay parts = to_ymd(Date{day});
  return date_from(parts.year, by == SeriesBy::kMonth ? parts.month : 1, 1).days;
}

struct Sum {
  std::int64_t count = 0;
  double score = 0;
  void add(double value) { ++count, score += value; }
};

std::vector<CountRow> sorted(std::vector<CountRow> rows) {
  std::sort(rows.begin(), rows.end(), [](const CountRow& a, const CountRow& b) { return a.key < b.key; });
  // Two numbers may come to the same words.
  std::vector<CountRow> out;
  for (CountRow& row : rows) {
    if (!out.empty() && out.back().key == row.key) out.back().count += row.count, out.back().score_sum += row.score_sum;
    else out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

struct RecordIndex::Test {
  const RecordFilter& filter;
  std::vector<WantedParty> parties;
  std::optional<std::pair<WantedParty, WantedParty>> dyad;
  std::optional<WantedParty> speaker;
  Numbers modes, contexts, sources;
  std::uint32_t place = kNone, place_country = kNone;
  std::int32_t since = kNoDay, until = INT32_MAX;
  bool never = false;

  WantedParty looked_up(const PartyFilter& party, const Words& words) {
    WantedParty out;
    const auto find = [&](std::string_view text) {
      const std::uint32_t number = words.find(text);
      out.never = out.never || number == kNone;
      return number;
    };
    if (!party.country.empty()) out.country = find(party.country);
    if (!party.folded_name.empty()) out.name = find(party.folded_name);
    for (const std::string& sector : party.sectors) out.sectors.push_back(find(sector));
    return out;
  }

  Test(const RecordFilter& asked, const Words& words) : filter(asked) {
    for (const PartyFilter& party : filter.parties) parties.push_back(looked_up(party, words));
    if (filter.dyad) dyad = {looked_up(filter.dyad->first, words), looked_up(filter.dyad->second, words)};
    if (filter.speaker) speaker = looked_up(*filter.speaker, words);
    for (const std::string& mode : filter.modes) modes.push_back(words.find(mode));
    for (const std::string& context : filter.contexts) contexts.push_back(words.find(context));
    if (!filter.place.empty()) {
      const PartyFilter country = parse_party(filter.place);
      if (!country.country.empty() && country.sectors.empty()) place_country = words.find(country.country);
      else place = words.find(fold(trim(filter.place)));
      never = place == kNone && place_country == kNone;
    }
    const auto day = [&](const std::string& text, std::int32_t fallback) {
      if (text.empty()) return fallback;
      const auto date = parse_iso_date(text);
      never = never || !date;
      return date ? date->days : fallback;
    };
    since = day(filter.since, kNoDay);
    until = day(filter.until, INT32_MAX);
    for (std::uint32_t i = 0; !filter.source.empty() && i < words.texts.size(); ++i) {
      if (equals_ignore_case(words.texts[i], filter.source)) sources.push_back(i);
    }
  }
};

bool RecordIndex::has_party(const Row& row, const WantedParty& wanted, std::string_view roles) const {
  if (wanted.never) return false;
  for (const Party& party : std::span(parties_).subspan(row.entities, row.entity_count)) {
    if (roles.find(party.role) == std::string_view::npos || (wanted.country != kNone && party.country != wanted.country) || (wanted.name != kNone && party.name != wanted.name)) continue;
    const auto own = std::span(sectors_).subspan(party.sectors, party.sector_count);
    if (std::all_of(wanted.sectors.begin(), wanted.sectors.end(), [&](std::uint32_t sector) { return std::find(own.begin(), own.end(), sector) != own.end(); })) return true;
  }
  return false;
}

bool RecordIndex::has_dyad(const Row& row, const WantedParty& first, const WantedParty& second, bool directed) const {
  if (has_party(row, first, "a") && has_party(row, second, "r")) return true;
  if (directed) return false;
  if (has_party(row, second, "a") && has_party(row, first, "r")) return true;
  if (!has_party(row, first, "a") || !has_party(row, second, "a")) return false;
  // Two actors, not one that is both.
  Row one = row, other = row;
  one.entity_count = other.entity_count = 1;
  for (std::uint32_t i = 0; i < row.entity_count; ++i) {
    one.entities = row.entities + i;
    if (!has_party(one, first, "a")) continue;
    for (std::uint32_t j = 0; j < row.entity_count; ++j) {
      other.entities = row.entities + j;
      if (i != j && has_party(other, second, "a")) return true;
    }
  }
  return false;
}

bool RecordIndex::passes(const Test& test, const Row& row) const {
  const RecordFilter& filter = test.filter;
  if (!codings_[row.coding].live) return false;
  if (!wants(filter.types, row.type) || !wants(filter.quads, quad_of(row.type)) || !wants(filter.modalities, row.modality)) return false;
  if (filter.without_background && row.historical) return false;
  if (!filter.since.empty() && (row.last_day == kNoDay || row.last_day < test.since)) return false;
  if (!filter.until.empty() && (row.first_day == kNoDay || row.first_day > test.until)) return false;
  if (filter.min_confidence && row.confidence < static_cast<float>(*filter.min_confidence)) return false;
  if (!filter.modes.empty() && (row.mode == kNone || !contains(test.modes, row.mode))) return false;
  if (!filter.source.empty() && !contains(test.sources, codings_[row.coding].source)) return false;
  if (!filter.contexts.empty()) {
    const auto own = std::span(contexts_).subspan(row.contexts, row.context_count);
    if (std::none_of(own.begin(), own.end(), [&](std::uint32_t context) { return contains(test.contexts, context); })) return false;
  }
  if (!filter.place.empty() || filter.near || filter.polygon) {
    if (row.place == kNone && row.admin1 == kNone) return false;
    const Place place = row.place == kNone ? Place() : places_[row.place];
    if (test.place_country != kNone && place.country != test.place_country) return false;
    if (test.place != kNone && place.folded != test.place && row.admin1 != test.place) return false;
    if (filter.near && (!place.located || !(distance_km(place.lat, place.lon, filter.near->lat, filter.near->lon) <= filter.near->km))) return false;
    if (filter.polygon && (!place.located || !is_inside(*filter.polygon, place.lat, place.lon))) return false;
  }
  for (const WantedParty& party : test.parties) {
    if (!has_party(row, party, "ar")) return false;
  }
  if (test.speaker && !has_party(row, *test.speaker, "s")) return false;
  return !test.dyad || has_dyad(row, test.dyad->first, test.dyad->second, filter.dyad->directed);
}

template <typename Use>
void RecordIndex::for_each(const RecordFilter& filter, Only only, Use use) const {
  const Test test(filter, words_);
  if (test.never) return;
  // Rows come by key: the first of an event is the first that is seen.
  std::unordered_set<std::int64_t> seen;
  const auto take = [&](const Row& row) {
    if (passes(test, row) && (!filter.one_per_event || row.event == 0 || seen.insert(row.event).second)) use(row);
  };
  if (only == nullptr) {
    for (const Row& row : rows_) take(row);
    return;
  }
  auto at = rows_.begin();
  for (const std::int64_t key : *only) {
    at = std::lower_bound(at, rows_.end(), key, [](const Row& row, std::int64_t k) { return row.record < k; });
    if (at == rows_.end()) return;
    if (at->record == key) take(*at);
  }
}

std::int64_t RecordIndex::total(const RecordFilter& filter, Only only) const {
  const std::shared_lock lock(mutex_);
  std::int64_t count = 0;
  for_each(filter, only, [&](const Row&) { ++count; });
  return count;
}

std::vector<CountRow> RecordIndex::count(const RecordFilter& filter, CountBy by, Only only) const {
  const std::shared_lock lock(mutex_);
  std::unordered_map<std::uint64_t, Sum> sums;
  std::vector<std::uint64_t> keys;
  const auto once = [](std::vector<std::uint64_t>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  constexpr std::uint64_t kMutual = std::uint64_t{1} << 63;
  for_each(filter, only, [&](const Row& row) {
    const auto entities = std::span(parties_).subspan(row.entities, row.entity_count);
    keys.clear();
    switch (by) {
      case CountBy::kDay:
      case CountBy::kWeek:
      case CountBy::kMonth: {
        const SeriesBy step = by == CountBy::kDay ? SeriesBy::kDay : by == CountBy::kWeek ? SeriesBy::kWeek : SeriesBy::kMonth;
        keys.push_back(static_cast<std::uint32_t>(row.first_day == kNoDay ? kNoDay : bucket(row.first_day, step)));
        break;
      }
      case CountBy::kType: keys.push_back(static_cast<std::uint64_t>(row.type)); break;
      case CountBy::kPlace: keys.push_back(row.place); break;
      case CountBy::kSource: keys.push_back(codings_[row.coding].source); break;
      case CountBy::kParty:
        for (const Party& party : entities) {
          if (party.role != 's' && party.country != kNone) keys.push_back(party.country);
        }
        once(keys);
        break;
      case CountBy::kDyad: {
        const bool mutual = std::none_of(entities.begin(), entities.end(), [](const Party& party) { return party.role == 'r'; });
        for (const Party& a : entities) {
          if (a.role != 'a' || a.country == kNone) continue;
          for (const Party& b : entities) {
            if (b.country == kNone || b.role != (mutual ? 'a' : 'r') || (mutual && !(words_.text(a.country) < words_.text(b.country)))) continue;
            keys.push_back((mutual ? kMutual : 0) | std::uint64_t{a.country} << 31 | b.country);
          }
        }
        once(keys);
        break;
      }
    }
    for (const std::uint64_t key : keys) sums[key].add(row.score);
  });
  std::vector<CountRow> rows;
  for (const auto& [key, sum] : sums) {
    CountRow row{{}, sum.count, sum.score};
    const auto number = static_cast<std::uint32_t>(key);
    const auto day = static_cast<std::int32_t>(number);
    switch (by) {
      case CountBy::kDay:
      case CountBy::kWeek: row.key = day == kNoDay ? "unknown" : to_iso(Date{day}); break;
      case CountBy::kMonth: row.key = day == kNoDay ? "unknown" : month_key(Date{day}); break;
      case CountBy::kType: row.key = kEventTypeNames[number]; break;
      case CountBy::kSource: row.key = number == kNone ? "(none)" : words_.text(number); break;
      case CountBy::kParty: row.key = words_.text(number); break;
      case CountBy::kPlace:
        row.key = "(none)";
        if (number != kNone && places_[number].name != kNone) {
          row.key = words_.text(places_[number].name);
          if (places_[number].country != kNone) row.key.append(" (").append(words_.text(places_[number].country)).append(")");
        }
        break;
      case CountBy::kDyad:
        row.key = words_.text(static_cast<std::uint32_t>(key >> 31 & 0x7fffffff));
        row.key.append((key & kMutual) != 0 ? "," : ">").append(words_.text(static_cast<std::uint32_t>(key & 0x7fffffff)));
        break;
    }
    rows.push_back(std::move(row));
  }
  return sorted(std::move(rows));
}

std::vector<PlaceRow> RecordIndex::places(const RecordFilter& filter, std::int64_t limit, Only only) const {
  const std::shared_lock lock(mutex_);
  struct At {
    std::int64_t count = 0;
    double score = 0;
    QuadCounts quads{};
    std::int32_t last = kNoDay;
  };
  std::unordered_map<std::uint32_t, At> sums;
  for_each(filter, only, [&](const Row& row) {
    if (row.place == kNone || !places_[row.place].located) return;
    At& at = sums[row.place];
    ++at.count, ++at.quads[static_cast<std::size_t>(quad_of(row.type))];
    at.score += row.score;
    at.last = std::max(at.last, row.first_day);
  });
  std::vector<PlaceRow> out;
  for (const auto& [number, at] : sums) {
    const Place& place = places_[number];
    out.push_back({std::string(words_.text(place.name)), std::string(words_.text(place.country)), place.lat, place.lon, at.count, at.score, at.quads, at.last == kNoDay ? std::string() : to_iso(Date{at.last})});
  }
  std::sort(out.begin(), out.end(), [](const PlaceRow& a, const PlaceRow& b) {
    return a.count != b.count ? a.count > b.count : a.place != b.place ? a.place < b.place : a.country != b.country ? a.country < b.country : a.lat < b.lat;
  });
  if (limit >= 0 && out.size() > static_cast<std::size_t>(limit)) out.resize(static_cast<std::size_t>(limit));
  return out;
}

std::vector<SeriesRow> RecordIndex::series(const RecordFilter& filter, SeriesBy by, Only only) const {
  const std::shared_lock lock(mutex_);
  std::unordered_map<std::int32_t, SeriesRow> sums;
  for_each(filter, only, [&](const Row& row) {
    if (row.first_day == kNoDay) return;
    SeriesRow& sum = sums[row.first_day];
    ++sum.count, ++sum.quads[static_cast<std::size_t>(quad_of(row.type))];
    sum.score_sum += row.score;
  });
  std::vector<std::pair<std::int32_t, SeriesRow>> days(sums.begin(), sums.end());
  for (auto& [day, row] : days) day = bucket(day, by);
  std::stable_sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<SeriesRow> out;
  std::int32_t current = kNoDay;
  for (const auto& [day, row] : days) {
    if (out.empty() || day != current) out.push_back({to_iso(Date{day}), 0, 0, {}});
    current = day;
    out.back().count += row.count;
    out.back().score_sum += row.score_sum;
    for (std::size_t i = 0; i < row.quads.size(); ++i) out.back().quads[i] += row.quads[i];
  }
  return out;
}

std::vector<std::int64_t> RecordIndex::page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit, Only only) const {
  const std::shared_lock lock(mutex_);
  std::vector<std::int64_t> out;
  const std::size_t most = limit < 0 ? rows_.size() : static_cast<std::size_t>(limit);
  const auto date = after ? parse_iso_date(after->date) : std::nullopt;
  const std::pair<std::int32_t, std::int64_t> from{date ? date->days : kNoDay, after ? after->record : 0};
  if (only != nullptr || filter.one_per_event) {
    std::vector<const Row*> found;
    for_each(filter, only, [&](const Row& row) {
      if (!after || std::pair(row.first_day, row.record) < from) found.push_back(&row);
    });
    const auto later = [](const Row* a, const Row* b) { return std::pair(a->first_day, a->record) > std::pair(b->first_day, b->record); };
    std::sort(found.begin(), found.end(), later);
    for (const Row* row : found) {
      if (out.size() < most) out.push_back(row->record);
    }
    return out;
  }
  const Test test(filter, words_);
  auto end = order_.end();
  if (after) end = std::lower_bound(order_.begin(), order_.end(), from, [&](std::uint32_t at, const auto& key) { return std::pair(rows_[at].first_day, rows_[at].record) < key; });
  while (!test.never && end != order_.begin() && out.size() < most) {
    const Row& row = rows_[*--end];
    if (passes(test, row)) out.push_back(row.record);
  }
  return out;
}

}  // namespace dragoman
