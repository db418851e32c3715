// SPDX-License-Identifier: Apache-2.0
#include "ledger/event_match.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "base/date.h"
#include "base/utf8.h"
#include "ledger/event_weights.h"
#include "ledger/signature.h"

namespace dragoman {
namespace {

constexpr int kDaysApart = 2;          // a report may date an event by its own day
constexpr double kKilometresOfRegion = 400;
constexpr std::size_t kFewWords = 4;   // fewer words that are shared say less
constexpr double kKilometresApart = 60;  // a village and the town next to it

/// Types that reports may choose for one event.
int kind_of(std::uint8_t type) {
  switch (static_cast<EventType>(type)) {
    case EventType::kAgree:
    case EventType::kConsult:
    case EventType::kSupport:
    case EventType::kConcede:
    case EventType::kRetreat: return 0;
    case EventType::kCooperate:
    case EventType::kAid: return 1;
    case EventType::kRequest:
    case EventType::kAccuse:
    case EventType::kReject:
    case EventType::kThreaten: return 2;
    case EventType::kProtest: return 3;
    case EventType::kMobilize: return 4;
    case EventType::kSanction:
    case EventType::kCoerce:
    case EventType::kAssault: return 5;
  }
  return 0;
}

std::size_t shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t count = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++count, ++i, ++j;
    else if (a[i] < b[j]) ++i;
    else ++j;
  }
  return count;
}

/// Shared ones by all of the smaller list.
double share(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b, std::size_t least = 1) {
  const std::size_t smaller = std::max(least, std::min(a.size(), b.size()));
  return static_cast<double>(shared(a, b)) / static_cast<double>(smaller);
}

void tidy(std::vector<std::uint32_t>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::vector<std::uint32_t> together(const EventFeatures& f) {
  std::vector<std::uint32_t> out = f.actors;
  out.insert(out.end(), f.recipients.begin(), f.recipients.end());
  tidy(out);
  return out;
}

double kilometres(const EventFeatures& a, const EventFeatures& b) {
  constexpr double kRadians = std::numbers::pi / 180;
  const double south = std::sin((a.lat - b.lat) * kRadians / 2), east = std::sin((a.lon - b.lon) * kRadians / 2);
  const double h = south * south + std::cos(a.lat * kRadians) * std::cos(b.lat * kRadians) * east * east;
  return 12742 * std::asin(std::min(1.0, std::sqrt(h)));
}

bool placed(const EventFeatures& f) { return f.lat < 999; }

/// 3 the same, 2 near, 1 somewhere else, 0 not known of one.
int places_of(const EventFeatures& a, const EventFeatures& b) {
  if (a.place == 0 || b.place == 0) return 0;
  if (a.place == b.place && a.place_country == b.place_country) return 3;
  if (!placed(a) || !placed(b)) return 1;
  const double km = kilometres(a, b);
  return km <= 5 ? 3 : km <= kKilometresApart ? 2 : 1;
}

int days_apart(const EventFeatures& a, const EventFeatures& b) {
  if (a.first_day == 0 || b.first_day == 0) return a.first_day == b.first_day ? 0 : kDaysApart + 1;
  if (a.precision != b.precision) return kDaysApart + 1;
  if (a.precision != static_cast<std::uint8_t>(DatePrecision::kDay)) return a.first_day == b.first_day && a.last_day == b.last_day ? 0 : kDaysApart + 1;
  return std::max({0, a.first_day - b.last_day, b.first_day - a.last_day});
}

/// 1 overlap in a number, -1 differ in one, 0 share none.
int numbers_of(const EventFeatures& a, const EventFeatures& b) {
  int out = 0;
  for (std::size_t i = 0; i < a.least.size(); ++i) {
    const bool stated = (a.least[i] >= 0 || a.most[i] >= 0) && (b.least[i] >= 0 || b.most[i] >= 0);
    if (!stated) continue;
    const bool apart = (a.most[i] >= 0 && b.least[i] > a.most[i]) || (b.most[i] >= 0 && a.least[i] > b.most[i]);
    if (!apart) return 1;
    out = -1;
  }
  return out;
}

std::int64_t key(int kind, std::uint32_t party, int day, bool is_day) {
  return (std::int64_t{kind} << 60) | (std::int64_t{is_day ? 1 : 0} << 59) | (std::int64_t{party & 0xffffffffU} << 24) | ((day + 0x400000) & 0xffffff);
}

std::vector<std::int64_t> keys(const EventFeatures& f, int reach) {
  const bool is_day = f.precision == static_cast<std::uint8_t>(DatePrecision::kDay);
  std::vector<std::uint32_t> parties = together(f);
  if (f.place_country != 0) parties.push_back(f.place_country);
  tidy(parties);
  if (parties.empty()) parties.push_back(0);
  std::vector<std::int64_t> out;
  for (const std::uint32_t party : parties) {
    for (int shift = is_day ? -reach : 0; shift <= (is_day ? reach : 0); ++shift) out.push_back(key(kind_of(f.type), party, f.first_day + shift, is_day));
  }
  return out;
}

template <typename Number>
void put(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <typename Number>
bool take(std::string_view& bytes, Number& number) {
  if (bytes.size() < sizeof number) return false;
  std::memcpy(&number, bytes.data(), sizeof number);
  bytes.remove_prefix(sizeof number);
  return true;
}

/// The fields of fixed size in the order of the bytes.
template <typename Features, typename Visit>
bool each_field(Features& f, Visit visit) {
  const bool all = visit(f.story) && visit(f.story_group) && visit(f.type) && visit(f.modality) && visit(f.precision) && visit(f.attributed) && visit(f.mode) &&
                   visit(f.trigger) && visit(f.first_day) && visit(f.last_day) && visit(f.place) && visit(f.place_country) && visit(f.division) &&
                   visit(f.lat) && visit(f.lon);
  for (std::size_t i = 0; all && i < f.least.size(); ++i) {
    if (!visit(f.least[i]) || !visit(f.most[i])) return false;
  }
  return all;
}

std::int32_t day_number(const std::string& iso) {
  const auto date = parse_iso_date(iso);
  return date ? static_cast<std::int32_t>(date->days) : 0;
}

}  // namespace

EventFeatures features_of(const EventRecord& record) {
  EventFeatures f;
  f.type = static_cast<std::uint8_t>(record.type);
  f.modality = static_cast<std::uint8_t>(record.modality);
  f.precision = static_cast<std::uint8_t>(record.date.precision);
  f.attributed = record.attribution.empty() ? 0 : 1;
  if (!record.mode.empty()) f.mode = hash32(record.mode);
  const std::vector<std::uint32_t> trigger = word_hashes(record.trigger.text, true);
  if (!trigger.empty()) f.trigger = trigger.front();
  f.first_day = day_number(record.date.start);
  f.last_day = day_number(record.date.end);
  if (record.place && !record.place->name.empty()) {
    f.place = hash32(fold(record.place->name));
    if (!record.place->country.empty()) f.place_country = hash32(record.place->country);
    if (!record.place->admin1.empty()) f.division = hash32(fold(record.place->admin1));
    if (record.place->lat && record.place->lon) f.lat = *record.place->lat, f.lon = *record.place->lon;
  }
  f.least.fill(-1);
  f.most.fill(-1);
  for (std::size_t i = 0; i < record.magnitude.size(); ++i) {
    if (!record.magnitude[i]) continue;
    f.least[i] = record.magnitude[i]->min.value_or(-1);
    f.most[i] = record.magnitude[i]->max.value_or(-1);
  }
  const auto add = [&](const std::vector<Entity>& entities, std::vector<std::uint32_t>& out) {
    for (const Entity& entity : entities) {
      if (!entity.country.empty()) out.push_back(hash32(entity.country));
      else if (!entity.name.empty()) out.push_back(hash32(fold(entity.name)));
      if (!entity.name.empty()) f.names.push_back(hash32(fold(entity.name)));
    }
    tidy(out);
  };
  add(record.actors, f.actors);
  add(record.recipients, f.recipients);
  tidy(f.names);
  f.words = word_hashes(record.sentence.text, true);
  tidy(f.words);
  return f;
}

void append_features(const EventFeatures& features, std::string& out) {
  each_field(features, [&](const auto& field) { return put(out, field), true; });
  for (const auto* list : {&features.actors, &features.recipients, &features.names, &features.words}) {
    put(out, static_cast<std::uint32_t>(list->size()));
    for (const std::uint32_t one : *list) put(out, one);
  }
}

bool read_features(std::string_view bytes, EventFeatures& features) {
  features = {};
  if (!each_field(features, [&](auto& field) { return take(bytes, field); })) return false;
  for (auto* list : {&features.actors, &features.recipients, &features.names, &features.words}) {
    std::uint32_t size = 0;
    if (!take(bytes, size) || bytes.size() / sizeof(std::uint32_t) < size) return false;
    list->resize(size);
    for (std::uint32_t& one : *list) take(bytes, one);
  }
  return bytes.empty();
}

std::vector<std::int64_t> event_keys(const EventFeatures& features) { return keys(features, 0); }
std::vector<std::int64_t> neighbour_keys(const EventFeatures& features) { return keys(features, kDaysApart); }

bool incompatible(const EventFeatures& a, const EventFeatures& b) {
  if (kind_of(a.type) != kind_of(b.type) || days_apart(a, b) > kDaysApart) return true;
  // One story that gives two numbers of the same kind tells of two events ("three more were killed in ...").
  if (a.story != 0 && a.story == b.story && numbers_of(a, b) < 0) return true;
  const int places = places_of(a, b);
  if (places == 1) {
    // Of two countries, or apart; only a place without a division may be a region that holds a place with one.
    if (a.place_country != b.place_country && a.place_country != 0 && b.place_country != 0) return true;
    if ((a.division != 0) == (b.division != 0)) return true;
    if (placed(a) && placed(b) && kilometres(a, b) > kKilometresOfRegion) return true;
  }
  const std::vector<std::uint32_t> all_a = together(a), all_b = together(b);
  const bool mutual = a.recipients.empty() != b.recipients.empty() && !all_a.empty() && all_a == all_b;
  if (mutual) return false;
  if (!a.recipients.empty() && !b.recipients.empty() && shared(a.recipients, b.recipients) == 0) return true;
  if (!a.actors.empty() && !b.actors.empty() && shared(a.actors, b.actors) == 0) {
    // Who did it may be disputed: then at least one side is only claimed, and all else has to agree.
    const bool disputed = kind_of(a.type) == 5 && (a.attributed != 0 || b.attributed != 0) && places == 3 && days_apart(a, b) == 0;
    if (!disputed) return true;
  }
  return false;
}

MatchTerms match_terms(const EventFeatures& a, const EventFeatures& b) {
  MatchTerms terms{};
  const auto set = [&](MatchTerm term, double value) { terms[static_cast<std::size_t>(term)] += value; };
  set(MatchTerm::kBias, 1);
  set(a.type == b.type ? MatchTerm::kSameType : kind_of(a.type) == 2 ? MatchTerm::kOtherSpeechAct : MatchTerm::kOtherType, 1);
  if (a.mode != 0 && b.mode != 0) set(a.mode == b.mode ? MatchTerm::kSameMode : MatchTerm::kOtherMode, 1);
  const std::vector<std::uint32_t> all_a = together(a), all_b = together(b);
  if (a.recipients.empty() != b.recipients.empty() && all_a == all_b) {
    set(MatchTerm::kParties, 2);
  } else {
    for (const auto& [one, other] : {std::pair(&a.actors, &b.actors), std::pair(&a.recipients, &b.recipients)}) {
      if (one->empty() && other->empty()) continue;
      if (one->empty() || other->empty()) set(MatchTerm::kPartyMissing, 1);
      else if (const double part = share(*one, *other); part > 0) set(MatchTerm::kParties, part);
      else set(MatchTerm::kPartiesDiffer, 1);
    }
  }
  set(MatchTerm::kSameName, share(a.names, b.names));
  set(std::array{MatchTerm::kSameDay, MatchTerm::kNextDay, MatchTerm::kSecondDay}[static_cast<std::size_t>(days_apart(a, b))], 1);
  switch (places_of(a, b)) {
    case 3: set(MatchTerm::kSamePlace, 1); break;
    case 2: set(MatchTerm::kNearPlace, 1); break;
    case 1: set(MatchTerm::kOtherPlace, 1); break;
    default: break;
  }
  const int numbers = numbers_of(a, b);
  if (numbers > 0) set(MatchTerm::kSameNumber, 1);
  if (numbers < 0) set(MatchTerm::kOtherNumber, 1);
  // Within one story the words are of one sentence, or of one matter anyhow: they say nothing.
  if (a.story != b.story) set(MatchTerm::kWords, share(a.words, b.words, kFewWords));
  if (a.trigger != 0 && a.trigger == b.trigger) set(MatchTerm::kSameTrigger, 1);
  if (a.story == b.story) set(MatchTerm::kSameStory, 1);
  else if (a.story_group != 0 && a.story_group == b.story_group) set(MatchTerm::kSameGroup, 1);
  if (a.modality != b.modality) set(MatchTerm::kOtherModality, 1);
  return terms;
}

double match_score(const EventFeatures& a, const EventFeatures& b) {
  if (incompatible(a, b)) return 0;
  const MatchTerms terms = match_terms(a, b);
  double odds = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) odds += kMatchWeights[i] * terms[i];
  return 1 / (1 + std::exp(-odds));
}

}  // namespace dragoman
