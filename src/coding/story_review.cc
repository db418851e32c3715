// SPDX-License-Identifier: Apache-2.0
#include "coding/story_review.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr std::size_t kLookBack = 400;  // records; real stories have fewer, and a whole archive in one text stays linear

std::set<std::string> countries(const std::vector<Entity>& list) {
  std::set<std::string> out;
  for (const Entity& e : list) out.insert(e.country);
  return out;
}

/// Can both be told of one place: "in Baghdad" and "in Iraq"?
bool same_place(const EventRecord& a, const EventRecord& b) {
  if (!a.place || !b.place || a.place->name == b.place->name) return true;
  if (a.place->country != b.place->country) return false;
  const auto holds = [](const RecordPlace& wide, const RecordPlace& narrow) {
    return wide.admin1.empty() || (wide.admin1 == narrow.admin1 && wide.name == narrow.admin1);
  };
  return holds(*a.place, *b.place) || holds(*b.place, *a.place);
}

/// Is `general` the same party as `special`, or a wider description of it: "the government" of "the foreign ministry"?
bool describes(const Entity& general, const Entity& special) {
  if (general.country != special.country) return false;
  // Two banks, two newspapers, two villages by name are two.
  const bool state = !special.sectors.empty() && (special.sectors.front() == "GOV" || special.sectors.front() == "MIL");
  if (!state && !general.name.empty() && !special.name.empty() && general.name != special.name) return false;
  if (general.sectors == special.sectors || (!general.name.empty() && general.name == special.name)) return true;
  return std::all_of(general.sectors.begin(), general.sectors.end(),
                     [&](const std::string& s) { return std::find(special.sectors.begin(), special.sectors.end(), s) != special.sectors.end(); });
}

bool within(const std::vector<Entity>& small, const std::vector<Entity>& large) {
  return std::all_of(small.begin(), small.end(), [&](const Entity& e) {
    return std::any_of(large.begin(), large.end(), [&](const Entity& x) { return describes(e, x); });
  });
}

/// A different count is a different event, or news about it.
bool counts_anew(const EventRecord& earlier, const EventRecord& later) {
  for (std::size_t i = 0; i < later.magnitude.size(); ++i) {
    if (later.magnitude[i] && (!earlier.magnitude[i] || earlier.magnitude[i]->min != later.magnitude[i]->min)) return true;
  }
  return false;
}

/// Told without a time of its own, an event has that of its first report.
bool same_time(const EventRecord& earlier, const EventRecord& later) {
  if (earlier.date.start == later.date.start) return true;
  return !later.date.span.quoted() && !later.historical && !earlier.historical && later.modality == Modality::kActual;
}

bool is_words(EventType t) {
  return t == EventType::kReject || t == EventType::kAccuse || t == EventType::kRequest || t == EventType::kThreaten || t == EventType::kSupport;
}

/// Do two triggers begin with the same letters: "rejected", "rejection"?
bool alike(std::string_view a, std::string_view b) {
  constexpr std::size_t kStem = 4;
  return equals_ignore_case(a.substr(0, kStem), b.substr(0, kStem));
}

/// Is `later` the event `earlier` told again?
bool repeats(const EventRecord& earlier, const EventRecord& later) {
  if (earlier.type != later.type || earlier.modality != later.modality) return false;
  if (earlier.sentence_index == later.sentence_index) {
    return earlier.mode == later.mode && countries(earlier.actors) == countries(later.actors) &&
           countries(earlier.recipients) == countries(later.recipients) && same_place(earlier, later) &&
           earlier.date.start == later.date.start;
  }
  if (!same_time(earlier, later) || !same_place(earlier, later)) return false;
  // Words differ by what is said: a second refusal in other words is a second one.
  if (is_words(later.type) && !alike(earlier.trigger.text, later.trigger.text)) return false;
  if (later.actors.empty() && later.recipients.empty()) return later.type == EventType::kAssault || later.type == EventType::kConsult;
  if (later.actors.empty() != earlier.actors.empty() && later.type != EventType::kAssault) return false;
  // The parties of the later report must be among those of the earlier one.
  if (!within(later.actors, earlier.actors) || !within(later.recipients, earlier.recipients)) return false;
  if (counts_anew(earlier, later)) return false;
  return later.mode.empty() || later.mode == earlier.mode;
}

bool is_hostile(EventType t) { return t >= EventType::kProtest; }

/// Words that answer somebody, unlike "ruled out" or "will not".
bool answers(std::string_view trigger) {
  static constexpr std::string_view kWords[] = {"den", "reject", "dismiss", "refut", "rebuff", "brush", "disput", "charge den", "repudiat", "disclaim", "did not", "contest", "contradict", "hit back"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return equals_ignore_case(trigger.substr(0, word.size()), word); });
}

/// "Rejected the charge", "denied the allegations"
bool tells_of_charge(std::string_view trigger) {
  static constexpr std::string_view kWords[] = {"charge", "allegation", "accusation", "claim", "report"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return trigger.find(word) != std::string_view::npos; });
}

/// "Brushed the demand aside", "rejected the appeal"
bool tells_of_demand(std::string_view trigger) {
  static constexpr std::string_view kWords[] = {"demand", "request", "appeal", "ultimatum", " call"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return trigger.find(word) != std::string_view::npos; });
}

/// "Welcomed the deal": those who made it, the last that the story tells to have agreed.
void address_deal(std::vector<EventRecord>& records, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& words = records[j];
  if (!words.recipients.empty() || words.actors.empty() || (words.type != EventType::kSupport && words.type != EventType::kAccuse)) return;
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& deal = records[i];
    const bool agreed = deal.type == EventType::kAgree || deal.type == EventType::kSupport || deal.type == EventType::kConcede;
    if (gone[i] || !agreed || deal.actors.size() != 2 || !deal.recipients.empty()) continue;
    for (const Entity& party : deal.actors) {
      if (party.code != words.actors.front().code) words.recipients.push_back(party);
    }
    return;
  }
}

/// A denial is addressed to whoever made the charge: by an accusation, or by reporting a hostile act of the denier.
void address_denial(std::vector<EventRecord>& records, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& denial = records[j];
  if (denial.type != EventType::kReject || !denial.recipients.empty() || denial.actors.empty() || !denial.mode.empty() || !answers(denial.trigger.text)) return;
  const std::string& denier = denial.actors.front().country;
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& charge = records[i];
    if (gone[i]) continue;
    if (denial.sentence_index - charge.sentence_index > 3) return;
    const bool speech = charge.type == EventType::kAccuse || charge.type == EventType::kRequest || charge.type == EventType::kThreaten;
    if (speech && !charge.actors.empty() && charge.actors.front().code != denial.actors.front().code && countries(charge.recipients).count(denier) != 0) {
      denial.recipients = charge.actors;
      return;
    }
    if (is_hostile(charge.type) && !charge.attribution.empty() && countries(charge.actors).count(denier) != 0 &&
        charge.attribution.front().speaker.country != denier) {
      denial.recipients = {charge.attribution.front().speaker};
      return;
    }
  }
}

/// "Rejected the charge": whoever was the last to charge anybody.
void address_charge(std::vector<EventRecord>& records, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& denial = records[j];
  if (denial.type != EventType::kReject || !denial.recipients.empty() || denial.actors.empty()) return;
  const bool demand = tells_of_demand(denial.trigger.text);
  if (!demand && !tells_of_charge(denial.trigger.text)) return;
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& charge = records[i];
    if (gone[i]) continue;
    if (denial.sentence_index - charge.sentence_index > 3) return;
    // "Lima said that Quito was arming smugglers. Quito dismissed the claim."
    const bool of_denier = countries(charge.actors).count(denial.actors.front().country) != 0;
    if (!demand && (is_hostile(charge.type) || of_denier) && !charge.attribution.empty() && charge.modality == Modality::kActual) {
      const Entity& speaker = charge.attribution.front().speaker;
      if (!speaker.country.empty() && speaker.country != denial.actors.front().country && !speaker.sectors.empty() && speaker.sectors.front() != "JRN") {
        denial.recipients = {speaker};
        return;
      }
    }
    if (charge.type != (demand ? EventType::kRequest : EventType::kAccuse) || charge.actors.empty() || charge.actors.front().code == denial.actors.front().code) continue;
    denial.recipients = charge.actors;
    return;
  }
}

/// A threat or a charge against nobody named goes to the other side of what was told just before.
void address_other_side(std::vector<EventRecord>& records, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& later = records[j];
  const bool addressed = later.type == EventType::kThreaten || later.type == EventType::kAccuse;
  if (!addressed || !later.recipients.empty() || later.actors.empty()) return;
  const Entity& self = later.actors.front();
  const auto is_actor = [&](const Entity& e) {
    return e.code == self.code || (e.country == self.country && !e.sectors.empty() && !self.sectors.empty() && e.sectors.front() == self.sectors.front());
  };
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& earlier = records[i];
    if (gone[i]) continue;
    if (later.sentence_index - earlier.sentence_index > (later.type == EventType::kThreaten ? 4 : 2)) return;
    const bool acted = std::any_of(earlier.actors.begin(), earlier.actors.end(), is_actor);
    const bool suffered = std::any_of(earlier.recipients.begin(), earlier.recipients.end(), is_actor);
    const std::vector<Entity>& others = acted ? earlier.recipients : earlier.actors;
    if ((acted || suffered) && !others.empty()) {
      later.recipients = others;
      return;
    }
  }
}

}  // namespace

void review_story(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, const std::function<void(std::size_t, std::string_view)>& dropped) {
  std::vector<bool> gone(records.size());
  for (std::size_t j = 0; j < records.size(); ++j) {
    if (tellings[j].anew) continue;
    for (std::size_t i = j > kLookBack ? j - kLookBack : 0; i < j; ++i) {
      if (gone[i] || !repeats(records[i], records[j])) continue;
      // "Agreed to cut tariffs ... agreed to build a road": what is agreed differs.
      const bool said = records[j].type == EventType::kAgree && records[i].sentence_index != records[j].sentence_index;
      if (said && tellings[i].topic != 0 && tellings[j].topic != 0 && tellings[i].topic != tellings[j].topic) continue;
      gone[j] = true;
      dropped(j, "told before in this story");
      break;
    }
  }
  for (std::size_t j = 0; j < records.size(); ++j) {
    if (gone[j]) continue;
    address_denial(records, j, gone);
    address_charge(records, j, gone);
    if (tellings[j].about_deal) address_deal(records, j, gone);
    address_other_side(records, j, gone);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (gone[i]) continue;
    if (kept != i) records[kept] = std::move(records[i]);
    ++kept;
  }
  records.resize(kept);
}

}  // namespace dragoman
