// SPDX-License-Identifier: Apache-2.0
// Which records belong to a dossier, which of them speak of the same event, and the parts that follow from that at once:
// timeline, measures, background, phases. The other parts are in dossier_parts.cc and dossier_claims.cc.
#include "ledger/dossier.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "base/utf8.h"
#include "ledger/attested.h"
#include "ledger/dossier_builder.h"
#include "ledger/phrase.h"
#include "ledger/record_reader.h"
#include "ledger/report_text.h"

namespace dragoman {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out.append(part).append(",");
  return out;
}

std::vector<std::string> sides_of(const std::vector<Entity>& entities, const DossierSides& sides) {
  std::vector<std::string> out;
  for (const Entity& entity : entities) {
    std::string side = sides.side_of(entity);
    if (!side.empty() && std::find(out.begin(), out.end(), side) == out.end()) out.push_back(std::move(side));
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// What an own act of a party, without its adversary, has to do with a conflict.
bool is_own_measure(const EventRecord& record) {
  switch (record.type) {
    case EventType::kMobilize:
    case EventType::kRetreat:
    case EventType::kConcede: return true;
    case EventType::kCoerce: return record.mode == "martial-law" || record.mode == "curfew" || record.mode == "restrict";
    default: return false;
  }
}

/// What of two reports has to be the same for them to agree.
std::string saying_of(const DossierRecord& one, const DossierSides& sides) {
  const EventRecord& record = one.record;
  return std::to_string(static_cast<int>(record.type)) + "|" + record.mode + "|" + std::to_string(static_cast<int>(record.modality)) + (record.historical ? "|b|" : "|n|") +
         joined(sides_of(record.actors, sides)) + ">" + joined(sides_of(record.recipients, sides));
}

/// The report that most others agree with; of equals the surest of those that tell most.
void put_lead_first(std::vector<const DossierRecord*>& members, const DossierSides& sides) {
  std::map<std::string, int> votes;
  for (const DossierRecord* member : members) ++votes[saying_of(*member, sides)];
  const auto weight = [&](const DossierRecord* one) {
    const EventRecord& record = one->record;
    const int told = (record.actors.empty() ? 0 : 1) + (record.recipients.empty() ? 0 : 1) + (record.place ? 1 : 0);
    return std::tuple(one->core, votes[saying_of(*one, sides)], record.modality == Modality::kActual, one->sure, record.confidence + 0.1 * told);
  };
  std::stable_sort(members.begin(), members.end(), [](const DossierRecord* a, const DossierRecord* b) { return a->key < b->key; });
  const auto lead = std::max_element(members.begin(), members.end(), [&](const DossierRecord* a, const DossierRecord* b) { return weight(a) < weight(b); });
  std::rotate(members.begin(), lead, lead + 1);
}

/// The numbers of all reports: of one kind from the least to the most.
void add_numbers(DossierEvent& event, const EventRecord& record) {
  for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
    const auto& one = record.magnitude[i];
    auto& all = event.magnitude[i];
    if (!one) continue;
    if (!all) {
      all = one;
      continue;
    }
    const bool apart = (one->min && all->max && *one->min > *all->max) || (one->max && all->min && *one->max < *all->min);
    if (!apart) continue;  // "at least 10" and "12": the lead's words stand
    event.numbers_differ = true;
    if (one->min && all->min) all->min = std::min(*one->min, *all->min);
    if (one->max && all->max) all->max = std::max(*one->max, *all->max);
  }
}

/// "are killed every day", "have been killed in recent years": no event of a day.
bool is_habit(const std::string& sentence) {
  const std::string text = fold(sentence);
  for (const char* words : {" every day", " everyday", " each day", " in recent years", " over the years", " over the past few years", " in recent months", " over the past few months"}) {
    if (text.find(words) != std::string::npos) return true;
  }
  return false;
}

/// Told of as past, though the record does not say so: it is over long before the first report, or it is a sum over many days.
bool is_past(const std::vector<const DossierRecord*>& members) {
  constexpr int kOldDays = 45, kLongDays = 62;
  const EventRecord& record = members[0]->record;
  if (record.type == EventType::kAssault && is_habit(record.sentence.text)) return true;
  const auto start = parse_iso_date(record.date.start), end = parse_iso_date(record.date.end);
  if (!start || !end) return false;
  if (end->days - start->days > kLongDays) return true;
  return std::all_of(members.begin(), members.end(), [&](const DossierRecord* one) {
    const auto told = parse_iso_date(one->record.story.date.value_or(""));
    return told && told->days - end->days > kOldDays;
  });
}

/// Of a conflict within one country: does it happen between those of the country, two at least?
bool is_within(const EventRecord& record, const DossierSides& sides) {
  std::size_t own = 0;
  for (const auto* entities : {&record.actors, &record.recipients}) {
    for (const Entity& entity : *entities) {
      if (sides.is_party(entity)) ++own;
      else if (!sides.is_mediator(entity)) return false;
    }
  }
  return own >= 2;
}

/// How much an event has to do with the conflict of a dossier of one country: what that does with others in peace is another matter.
double relevance_of(const EventRecord& record, const DossierSides& sides) {
  constexpr double kOneself = 0.1;  // "X accused X": who is meant was not understood
  if (record.actors.size() == 1 && record.recipients.size() == 1 && !record.actors[0].name.empty() && record.actors[0].name == record.recipients[0].name &&
      record.actors[0].sectors == record.recipients[0].sectors && quad_of(record.type) != Quad::kMaterialConflict) {
    return kOneself;
  }
  if (sides.parties() > 1) {
    // What one side does to itself is another conflict.
    const bool itself = sides.parties_in(record) == 1 && !record.actors.empty() && !record.recipients.empty() &&
                        std::all_of(record.actors.begin(), record.actors.end(), [&](const Entity& one) { return sides.is_party(one); }) &&
                        std::all_of(record.recipients.begin(), record.recipients.end(), [&](const Entity& one) { return sides.is_party(one); });
    return itself ? 0.5 : 1;
  }
  if (sides.parties() != 1 || is_within(record, sides)) return 1;
  if (record.type == EventType::kAssault || record.type == EventType::kMobilize || record.type == EventType::kRetreat) return 1;
  const auto third = [&](const Entity& entity) { return !sides.is_party(entity) && !sides.is_mediator(entity); };
  const bool foreign = std::any_of(record.actors.begin(), record.actors.end(), third) || std::any_of(record.recipients.begin(), record.recipients.end(), third);
  return !foreign ? 0.7 : record.place && sides.is_place(*record.place) ? 0.6 : 0.4;
}

DossierGroup group_of(std::vector<const DossierRecord*> members, const DossierSides& sides) {
  put_lead_first(members, sides);
  DossierGroup group;
  DossierEvent& event = group.event;
  const EventRecord& record = members[0]->record;
  event.event = members[0]->event;
  event.start = record.date.start;
  event.end = record.date.end;
  event.precision = record.date.precision;
  event.type = record.type;
  event.mode = record.mode;
  event.modality = record.modality;
  event.score = record.score;
  event.historical = record.historical || is_past(members);
  event.relevance = relevance_of(record, sides);
  const Attested shown = attested(record);
  event.attested = shown.shown();
  event.day_named = shown.date_named;
  event.date_words = one_line(record.date.span.text);
  event.sure = shown.sure();
  event.shown = shown.record.magnitude;
  event.text = event_phrase(shown.record);
  event.words = telling_words(record);
  event.speakers_told = std::all_of(record.attribution.begin(), record.attribution.end(), [&](const AttributionLink& link) {
    return link.speaker.span.quoted() && link.speaker.span.start >= record.sentence.start && link.speaker.span.end <= record.sentence.end;
  });
  event.according_to = speakers_phrase(shown.record);
  if (record.place) event.place = place_phrase(*record.place);
  event.actors = sides_of(record.actors, sides);
  event.recipients = sides_of(record.recipients, sides);
  const std::string saying = saying_of(*members[0], sides);
  std::set<std::string> stories, sources;
  for (const DossierRecord* member : members) {
    const EventRecord& told = member->record;
    // A report in its own voice that says the same is more than a claim.
    if (told.attribution.empty() && saying_of(*member, sides) == saying) event.according_to.clear();
    event.core = event.core || member->core;
    event.confidence = std::max(event.confidence, told.confidence);
    add_numbers(event, told);
    event.citations.push_back(citation_of(*member));
    stories.insert(event.citations.back().story_id);
    sources.insert(event.citations.back().source);
  }
  event.stories = static_cast<int>(stories.size());
  event.sources = static_cast<int>(sources.size());
  constexpr std::size_t kSharedWords = 4;
  const auto matter = matter_of(record.sentence.text);
  for (const DossierRecord* member : members) {
    const auto shown_there = attested(member->record).record.magnitude;
    bool agrees = member == members[0] || shared_matter(matter, matter_of(member->record.sentence.text)) >= kSharedWords;
    for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
      if (event.shown[i] && shown_there[i]) agrees = agrees && event.shown[i]->min == shown_there[i]->min && event.shown[i]->max == shown_there[i]->max;
    }
    if (agrees) event.agreeing.push_back(citation_of(*member));
  }
  group.members = std::move(members);
  return group;
}

bool is_ceasefire(const EventRecord& record) {
  if (record.modality != Modality::kActual) return false;
  if (record.type == EventType::kRetreat) return record.mode == "ceasefire";
  if (record.type != EventType::kConcede && record.type != EventType::kAgree && record.type != EventType::kSupport) return false;
  // Of the speech acts only those that agree to one: the words of the act itself name it.
  const std::string act = fold(record.trigger.text);
  const bool names = act.find("ceasefire") != std::string::npos || act.find("cease-fire") != std::string::npos || act.find("truce") != std::string::npos;
  return names || record.cameo == "0871" || record.cameo == "0353" || record.cameo == "0356";
}

/// Stories of the ledger by day, and how many of them would tell of force if it went on as before.
class Coverage {
 public:
  Coverage(const std::vector<CountRow>& days, double share) : share_(share) {
    for (const CountRow& row : days) {
      if (const auto day = parse_iso_date(row.key)) days_.emplace_back(*day, row.count);
    }
  }
  /// Is it unlikely that so many stories (of the days after `from` up to `to`, the last half of them too) keep silent by chance?
  [[nodiscard]] bool covers(Date from, Date to) const {
    constexpr double kExpected = 3, kExpectedLately = 1;  // silence by chance has a probability of 5 % under a Poisson model
    const Date middle = add_days(from, (to.days - from.days) / 2);
    return expected(from, to) >= kExpected && expected(middle, to) >= kExpectedLately;
  }

 private:
  [[nodiscard]] double expected(Date from, Date to) const {
    const auto first = std::upper_bound(days_.begin(), days_.end(), from, [](Date d, const auto& row) { return d < row.first; });
    std::int64_t stories = 0;
    for (auto row = first; row != days_.end() && row->first <= to; ++row) stories += row->second;
    return share_ * static_cast<double>(stories);
  }
  std::vector<std::pair<Date, std::int64_t>> days_;
  double share_;
};

void add_phases(const std::vector<DossierGroup>& groups, const std::vector<Date>& unsure_force, const DossierSides& sides, LedgerStore& store, Dossier& dossier, Status& status) {
  const auto days = store.stories_by_day();
  if (!days) {
    status = days.error();
    return;
  }
  std::vector<std::pair<PhaseEvent, const DossierGroup*>> all;
  std::set<std::int64_t> telling;  // stories that tell of force
  for (const DossierGroup& group : groups) {
    const DossierEvent& event = group.event;
    if (!event.core || event.historical || event.modality != Modality::kActual || event.precision != DatePrecision::kDay) continue;
    const auto day = parse_iso_date(event.start);
    if (!day) continue;
    const EventRecord& record = group.members[0]->record;
    // What a side does to itself is another conflict.
    const std::size_t parties = sides.parties_in(record);
    if (sides.parties() >= 2 && parties < 2 && !event.actors.empty() && !event.recipients.empty()) continue;
    PhaseEvent e;
    e.day = *day;
    e.place = event.place;
    e.type = event.type;
    // An accusation is no evidence of what it is about.
    const bool only_accused = std::any_of(record.attribution.begin(), record.attribution.end(), [](const AttributionLink& link) { return link.stance == Stance::kAccuses || link.stance == Stance::kDenies; });
    e.doubtful = only_accused || !group.members[0]->news;
    e.between = sides.parties() == 1 ? is_within(record, sides) : parties >= 2 || (sides.parties() == 0 && event.actors.size() + event.recipients.size() >= 2);
    e.ceasefire = is_ceasefire(record);
    e.settles = e.between && event.type == EventType::kSupport && record.cameo == "057";
    if (event.shown[0]) e.killed = event.shown[0]->min.value_or(0);
    all.emplace_back(e, &group);
    if (event.type == EventType::kAssault) {
      for (const DossierRecord* member : group.members) telling.insert(member->story);
    }
  }
  if (all.empty() || days->empty()) return;
  for (const Date day : unsure_force) {
    PhaseEvent e;
    e.day = day;
    e.type = EventType::kAssault;
    e.doubtful = true;
    all.emplace_back(e, nullptr);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first.day < b.first.day; });
  std::vector<PhaseEvent> events;
  for (const auto& [event, group] : all) events.push_back(event);
  std::int64_t stories = 0;
  for (const CountRow& row : *days) stories += row.count;
  const Coverage coverage(*days, static_cast<double>(telling.size()) / static_cast<double>(std::max<std::int64_t>(stories, 1)));
  Date last = parse_iso_date(days->back().key).value_or(events.back().day);
  if (const auto until = parse_iso_date(dossier.definition.until); until && *until < last) last = *until;
  for (PhaseChange& change : infer_phases(events, std::max(last, events.back().day), [&](Date from, Date to) { return coverage.covers(from, to); })) {
    PhaseRow row{to_iso(change.day), change.from, change.to, std::move(change.reason), {}};
    for (const std::size_t i : change.evidence) row.evidence.push_back(all[i].second->event);
    dossier.phases.push_back(std::move(row));
  }
}

/// An attack with many dead that later reports tell of again, without its day, is not another one: the same side, the same number
/// dead within two weeks.
void join_retold(std::vector<DossierGroup>& groups) {
  constexpr std::int64_t kManyDead = 8, kVeryManyDead = 15;
  constexpr int kRetoldDays = 14;
  const auto dead = [](const DossierGroup& group) { return group.event.magnitude[0] ? group.event.magnitude[0]->min.value_or(0) : 0; };
  const auto is_attack = [&](const DossierGroup& group) {
    const DossierEvent& event = group.event;
    return event.type == EventType::kAssault && !event.historical && event.modality == Modality::kActual && event.precision == DatePrecision::kDay && dead(group) >= kManyDead;
  };
  for (std::size_t later = 0; later < groups.size(); ++later) {
    DossierGroup& told = groups[later];
    if (told.members.empty() || !is_attack(told)) continue;
    const bool dated = told.members[0]->record.date.span.quoted();
    const auto day = parse_iso_date(told.event.start);
    for (std::size_t first = 0; first < later; ++first) {
      DossierGroup& attack = groups[first];
      if (attack.members.empty() || !is_attack(attack) || dead(attack) != dead(told)) continue;
      const auto before = parse_iso_date(attack.event.start);
      if (!day || !before || day->days - before->days < 1 || day->days - before->days > kRetoldDays) continue;
      const auto shares = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
        return std::any_of(a.begin(), a.end(), [&](const std::string& side) { return std::find(b.begin(), b.end(), side) != b.end(); });
      };
      if (!shares(attack.event.recipients, told.event.recipients)) continue;
      // A day that is stated may be that of the telling ("condemned on Saturday the attack that killed 19"): then both sides and very many dead have to agree.
      if (dated && (dead(told) < kVeryManyDead || !shares(attack.event.actors, told.event.actors))) continue;
      for (const DossierRecord* member : told.members) {
        attack.members.push_back(member);
        attack.event.citations.push_back(citation_of(*member));
      }
      std::set<std::string> stories, sources;
      for (const Citation& one : attack.event.citations) stories.insert(one.story_id), sources.insert(one.source);
      attack.event.stories = static_cast<int>(stories.size());
      attack.event.sources = static_cast<int>(sources.size());
      told.members.clear();
      break;
    }
  }
  std::erase_if(groups, [](const DossierGroup& group) { return group.members.empty(); });
}

/// Does a record that is not of the conflict itself belong to the story of it?
bool is_aside(const DossierRecord& one, const DossierSides& sides) {
  const auto mediator = [&](const Entity& entity) { return sides.is_mediator(entity); };
  const EventRecord& r = one.record;
  if (std::any_of(r.actors.begin(), r.actors.end(), mediator) || std::any_of(r.recipients.begin(), r.recipients.end(), mediator)) return sides.parties_in(r) > 0;
  const bool alone = std::all_of(r.recipients.begin(), r.recipients.end(), [&](const Entity& entity) { return sides.is_party(entity); });
  return alone && is_own_measure(r) && std::any_of(r.actors.begin(), r.actors.end(), [&](const Entity& entity) { return sides.is_party(entity); });
}

/// "Armed men shot a British aid worker in southern Sudan", told in Baghdad: the men were given the country of the story, and the act took
/// place in another one.
bool is_abroad(const EventRecord& record, const DossierSides& sides) {
  if (!record.place || record.place->country.empty() || !record.place->span.quoted()) return false;
  bool any = false;
  for (const auto* entities : {&record.actors, &record.recipients}) {
    for (const Entity& entity : *entities) {
      if (!sides.is_party(entity)) continue;
      if (!is_country_guessed(entity) || entity.country == record.place->country) return false;
      any = true;
    }
  }
  return any;
}

Result<Dossier> assemble(LedgerStore& store, DossierDefinition definition, std::map<std::int64_t, KeyedRecord>&& found, const DossierOptions& options, bool everything) {
  Dossier dossier;
  const DossierSides sides(definition);
  RecordReader reader;
  std::vector<DossierRecord> records;
  std::vector<Date> unsure_force;             // days of acts of force below the confidence asked for
  std::set<std::int64_t> focus, core_events;  // stories with records of the conflict, and events with some
  const auto take = [&](const KeyedRecord& keyed) -> Status {
    DossierRecord one;
    one.key = keyed.record;
    one.story = keyed.story;
    one.verdict = keyed.verdict;
    one.event = keyed.event;
    if (const Status status = reader.read(keyed.json, one.record); !status) return status;
    const bool at_home = one.record.place && sides.is_home(*one.record.place);
    const bool there = one.record.place && (sides.is_place(*one.record.place) || (sides.parties() == 1 && at_home));
    const std::size_t parties = there || !is_abroad(one.record, sides) ? sides.parties_in(one.record) : 0;
    one.core = everything || parties >= 2 || there || (sides.parties() == 1 && parties == 1);
    // Whatever a story of these days tells of force with a side in it: enough to doubt that it is quiet, however it was coded.
    const auto told = parse_iso_date(one.record.story.date.value_or(""));
    if (one.record.type == EventType::kAssault && told && one.verdict != "reject" && (one.core || parties > 0 || at_home)) unsure_force.push_back(*told);
    if (one.verdict == "reject" || (one.record.confidence < options.min_confidence && one.verdict != "accept")) {
      if (one.core) ++dossier.left_out;
      return {};
    }
    const Attested shown = attested(one.record);
    one.sure = shown.sure();
    one.news = shown.is_news();
    if (one.core) focus.insert(one.story);
    if (one.core && one.event != 0) core_events.insert(one.event);
    records.push_back(std::move(one));
    return {};
  };
  for (const auto& [key, keyed] : found) {
    if (const Status status = take(keyed); !status) return status.error();
  }
  if (!everything) {
    // Other reports of the same events, also where they were coded to other parties or places.
    const std::vector<std::int64_t> events(core_events.begin(), core_events.end());
    const auto others = store.records_of_events(events);
    if (!others) return others.error();
    for (const KeyedRecord& keyed : *others) {
      if (found.contains(keyed.record)) continue;
      if (const Status status = take(keyed); !status) return status.error();
    }
  }
  std::erase_if(records, [&](const DossierRecord& one) { return !one.core && !core_events.contains(one.event) && !(focus.contains(one.story) && is_aside(one, sides)); });
  std::map<std::int64_t, std::vector<const DossierRecord*>> by_event;
  std::set<std::int64_t> stories;
  for (const DossierRecord& record : records) {
    stories.insert(record.story);
    by_event[record.event != 0 ? record.event : -record.key].push_back(&record);
  }
  std::vector<DossierGroup> groups;
  for (auto& [event, members] : by_event) groups.push_back(group_of(std::move(members), sides));
  std::stable_sort(groups.begin(), groups.end(), [](const DossierGroup& a, const DossierGroup& b) { return a.event.start < b.event.start; });
  join_retold(groups);
  dossier.definition = std::move(definition);
  dossier.records = static_cast<std::int64_t>(records.size());
  dossier.stories = static_cast<std::int64_t>(stories.size());
  for (const DossierGroup& group : groups) {
    const DossierEvent& event = group.event;
    if (event.historical) {
      dossier.background.push_back(event);
      continue;
    }
    if (event.start.empty()) continue;
    if (dossier.first.empty()) dossier.first = event.start;
    dossier.last = std::max(dossier.last, event.start);
    dossier.timeline.push_back(event);
    const bool measure = event.type == EventType::kSanction || event.type == EventType::kMobilize || event.type == EventType::kCoerce;
    if (measure && event.modality != Modality::kNegated && event.modality != Modality::kHypothetical) dossier.measures.push_back(event);
  }
  add_contacts(groups, sides, dossier);
  add_claims(groups, sides, dossier);
  add_asks(groups, sides, dossier);
  add_toll(groups, sides, dossier);
  Status status;
  add_phases(groups, unsure_force, sides, store, dossier, status);
  if (!status) return status.error();
  return dossier;
}

}  // namespace

bool matches_party(const PartyFilter& filter, const Entity& entity) {
  if (!filter.country.empty() && filter.country != entity.country) return false;
  if (!filter.folded_name.empty() && filter.folded_name != fold(entity.name)) return false;
  return std::all_of(filter.sectors.begin(), filter.sectors.end(), [&](const std::string& sector) {
    return std::find(entity.sectors.begin(), entity.sectors.end(), sector) != entity.sectors.end();
  });
}

DossierSides::DossierSides(const DossierDefinition& definition) {
  for (const std::string& party : definition.parties) parties_.push_back({parse_party(party), std::string(trim(party))});
  for (const std::string& mediator : definition.mediators) mediators_.push_back({parse_party(mediator), std::string(trim(mediator))});
  for (const std::string& place : definition.places) folded_places_.push_back(fold(trim(place)));
}

const DossierSides::Side* DossierSides::matches(const std::vector<Side>& sides, const Entity& entity) {
  for (const Side& side : sides) {
    if (matches_party(side.filter, entity)) return &side;
  }
  return nullptr;
}

std::string DossierSides::side_of(const Entity& entity) const {
  if (const Side* side = matches(parties_, entity)) return side->written;
  if (const Side* side = matches(mediators_, entity)) return side->written;
  if (!entity.country.empty() && entity.country != "IGO" && entity.country != "NGO") return entity.country;
  if (!entity.name.empty()) return one_line(entity.name);
  return entity.span.quoted() ? one_line(entity.span.text) : std::string();
}

bool DossierSides::is_party_side(const std::string& side) const {
  return std::any_of(parties_.begin(), parties_.end(), [&](const Side& s) { return s.written == side; });
}

bool DossierSides::is_mediator_side(const std::string& side) const {
  return std::any_of(mediators_.begin(), mediators_.end(), [&](const Side& s) { return s.written == side; });
}

bool DossierSides::is_place(const RecordPlace& place) const {
  const auto is = [&](const std::string& name) {
    return !name.empty() && std::find(folded_places_.begin(), folded_places_.end(), fold(name)) != folded_places_.end();
  };
  return is(place.name) || is(place.admin1) || is(place.country);
}

bool DossierSides::is_home(const RecordPlace& place) const {
  return std::any_of(parties_.begin(), parties_.end(), [&](const Side& side) { return side.filter.sectors.empty() && side.filter.folded_name.empty() && !place.country.empty() && side.filter.country == place.country; });
}

std::size_t DossierSides::parties_in(const EventRecord& record) const {
  std::set<const Side*> found;
  for (const auto* entities : {&record.actors, &record.recipients}) {
    for (const Entity& entity : *entities) {
      const Side* side = matches(parties_, entity);
      if (side != nullptr && may_be_party(record, entity)) found.insert(side);
    }
  }
  return found.size();
}

Citation citation_of(const DossierRecord& one) {
  const EventRecord& r = one.record;
  return {one.key, r.id, r.story.id, r.sentence_index, r.story.source.value_or(""), r.story.date.value_or(""), r.story.title.value_or(""),
          r.story.url.value_or(""), r.story.path.value_or(""), one_line(r.sentence.text), speakers_phrase(r)};
}

Result<Dossier> build_dossier(LedgerStore& store, const DossierDefinition& definition, const DossierOptions& options) {
  std::map<std::int64_t, KeyedRecord> found;
  RecordFilter filter;
  filter.since = definition.since;
  filter.until = definition.until;
  const auto gather = [&]() -> Status {
    auto page = store.page(filter, std::nullopt, -1);
    if (!page) return page.error();
    for (KeyedRecord& record : *page) {
      const std::int64_t key = record.record;
      found.try_emplace(key, std::move(record));
    }
    return {};
  };
  for (const std::string& party : definition.parties) {
    filter.parties = {parse_party(party)};
    if (const Status status = gather(); !status) return status.error();
  }
  filter.parties.clear();
  // What happens in the country of a side, to whomever.
  std::vector<std::string> places = definition.places;
  for (const std::string& party : definition.parties) {
    if (parse_party(party).sectors.empty() && !parse_party(party).country.empty()) places.push_back(parse_party(party).country);
  }
  for (const std::string& place : places) {
    filter.place = place;
    if (const Status status = gather(); !status) return status.error();
  }
  return assemble(store, definition, std::move(found), options, false);
}

Result<Dossier> build_dossier(LedgerStore& store, const RecordFilter& filter, const DossierOptions& options) {
  auto page = store.page(filter, std::nullopt, filter.limit);
  if (!page) return page.error();
  std::map<std::int64_t, KeyedRecord> found;
  for (KeyedRecord& record : *page) {
    const std::int64_t key = record.record;
    found.try_emplace(key, std::move(record));
  }
  DossierDefinition definition;
  definition.since = filter.since;
  definition.until = filter.until;
  return assemble(store, std::move(definition), std::move(found), options, true);
}

Result<std::vector<DossierProposal>> propose_dossiers(LedgerStore& store, std::size_t limit) {
  constexpr std::int64_t kFewest = 8;
  RecordFilter conflict;
  conflict.quads = {Quad::kMaterialConflict};
  conflict.modalities = {Modality::kActual};
  conflict.types = {EventType::kAssault, EventType::kMobilize, EventType::kSanction, EventType::kCoerce};
  conflict.without_background = true;
  const auto rows = store.count(conflict, CountBy::kDyad);
  if (!rows) return rows.error();
  std::map<std::pair<std::string, std::string>, DossierProposal> pairs;
  for (const CountRow& row : *rows) {
    const std::size_t mark = row.key.find_first_of(">,");
    if (mark == std::string::npos) continue;
    std::string a = row.key.substr(0, mark), b = row.key.substr(mark + 1);
    // No sides of a conflict: bodies of many states.
    const auto is_many = [](const std::string& code) { return code == "IGO" || code == "NGO" || code == "IMG" || code == "MNC" || code == "UNO" || code == "ISM"; };
    if (is_many(a) || is_many(b)) continue;
    if (b < a) std::swap(a, b);
    DossierProposal& proposal = pairs[{a, b}];
    proposal.records += row.count;
    proposal.conflict += row.score_sum;
  }
  std::vector<DossierProposal> out;
  for (auto& [pair, proposal] : pairs) {
    if (proposal.records < kFewest) continue;
    if (pair.first == pair.second) {  // within a country: only what took place there
      RecordFilter inside = conflict;
      inside.place = pair.first;
      inside.parties = {parse_party(pair.first)};
      const auto there = store.count(inside, CountBy::kType);
      if (!there) return there.error();
      proposal.records = 0;
      proposal.conflict = 0;
      for (const CountRow& row : *there) proposal.records += row.count, proposal.conflict += row.score_sum;
      if (proposal.records < kFewest) continue;
    }
    proposal.definition.parties = {pair.first};
    if (pair.second != pair.first) proposal.definition.parties.push_back(pair.second);
    out.push_back(std::move(proposal));
  }
  std::stable_sort(out.begin(), out.end(), [](const DossierProposal& a, const DossierProposal& b) { return a.conflict < b.conflict; });
  if (out.size() > limit) out.resize(limit);
  for (DossierProposal& proposal : out) {
    DossierDefinition& definition = proposal.definition;
    definition.name = fold(definition.parties[0]) + (definition.parties.size() > 1 ? "-" + fold(definition.parties[1]) : "");
    RecordFilter here = conflict;
    if (definition.parties.size() > 1) here.dyad = DyadFilter{parse_party(definition.parties[0]), parse_party(definition.parties[1]), false};
    else here.parties = {parse_party(definition.parties[0])};
    const auto places = store.places(here, 8);
    if (!places) return places.error();
    for (const PlaceRow& place : *places) {
      if (std::find(definition.places.begin(), definition.places.end(), place.place) != definition.places.end()) continue;
      if (definition.parties.size() == 1 && place.country != definition.parties[0]) continue;
      if (place.count >= 2 && definition.places.size() < 3 && !place.place.empty() && place.place != place.country) definition.places.push_back(place.place);
    }
  }
  return out;
}

}  // namespace dragoman
