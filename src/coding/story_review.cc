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

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// What is said of others without proof; a denial of it goes to whoever said it.
bool is_charge(std::string_view lemma) {
  return one_of(lemma, {"charge", "allegation", "accusation", "claim", "report", "account", "finding", "version", "assertion", "insinuation", "suggestion", "criticism", "complaint", "statement", "story", "figure"});
}

/// "Dismissed the offer", "accepted the plan": what somebody has put forward.
bool is_offer(std::string_view lemma) {
  return one_of(lemma, {"offer", "proposal", "plan", "invitation", "initiative", "overture", "suggestion", "bid", "term", "condition", "compromise", "blueprint", "roadmap", "draft", "package"});
}

/// Governments, their ministers and their ministries speak for one another.
bool speaks_for(const Entity& a, const Entity& b) {
  if (a.code == b.code) return true;
  return !a.country.empty() && a.country == b.country && !a.sectors.empty() && !b.sectors.empty() && a.sectors.front() == b.sectors.front();
}

bool takes(const std::vector<Entity>& list, const Entity& party) {
  return std::any_of(list.begin(), list.end(), [&](const Entity& e) { return speaks_for(e, party); });
}

/// "The miners asked the government for money, and the ministry agreed to pay", "Paris demanded an inquiry, and the
/// president promised one": who answers was asked, and answers whoever asked.
void address_answer(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& answer = records[j];
  const bool answers = answer.type == EventType::kAgree || answer.type == EventType::kConcede || answer.type == EventType::kReject;
  if (!answers || answer.actors.empty() || (!answer.recipients.empty() && !tellings[j].implied)) return;
  const Entity& self = answer.actors.front();
  for (std::size_t i = j; i-- > 0;) {
    EventRecord& request = records[i];
    if (gone[i]) continue;
    if (request.sentence_index != answer.sentence_index) return;
    const bool ultimatum = request.type == EventType::kThreaten && answer.type == EventType::kReject;
    if ((request.type != EventType::kRequest && !ultimatum) || request.actors.empty() || request.trigger.start > answer.trigger.start || takes(request.actors, self)) continue;
    const bool asked = takes(request.recipients, self);
    const bool of_another = !ultimatum && request.recipients.empty() && request.actors.front().country != self.country;
    if (!asked && !of_another) continue;
    answer.recipients = request.actors;
    if (of_another) request.recipients = answer.actors;
    return;
  }
}

/// "Marched through the capital and called on the premier to quit": the march was against him as well.
void address_march(std::vector<EventRecord>& records, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& march = records[j];
  if (march.type != EventType::kProtest || !march.recipients.empty() || march.mode == "obstruct" || march.mode == "riot") return;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const EventRecord& demand = records[i];
    if (gone[i] || i == j || demand.sentence_index != march.sentence_index || demand.recipients.empty()) continue;
    if (demand.type != EventType::kRequest || (!march.actors.empty() && !demand.actors.empty() && !takes(demand.actors, march.actors.front()))) continue;
    march.recipients = demand.recipients;
    return;
  }
}

/// "Denounced the takeover", "condemned the raid": whoever was the last to do so.
void address_deed(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& words = records[j];
  if (words.type != EventType::kAccuse || !words.recipients.empty() || words.actors.empty() || !tellings[j].definite || tellings[j].specified) return;
  const auto deed = deed_type(tellings[j].object);
  if (!deed) return;
  // The one told in the same word ("seized ... the seizure"), else the last that is news.
  const EventRecord* done = nullptr;
  for (std::size_t i = j; i-- > 0;) {
    if (gone[i] || records[i].type != *deed || records[i].modality != Modality::kActual) continue;
    const bool same_word = alike(records[i].trigger.text, tellings[j].object);
    const std::int64_t reach = *deed == EventType::kAssault ? 2 : 5;
    if (same_word || (done == nullptr && !records[i].historical && words.sentence_index - records[i].sentence_index <= reach)) done = &records[i];
    if (same_word) break;
  }
  if (done == nullptr || done->actors.empty() || done->actors.front().country.empty()) return;
  if (!takes(done->actors, words.actors.front())) words.recipients = done->actors;
}

/// "Police arrested six teachers ... The six were freed": by whoever held them.
void address_release(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& release = records[j];
  if (release.type != EventType::kRetreat || release.mode != "release" || !release.actors.empty()) return;
  const std::string_view who = tellings[j].object;
  const bool number = one_of(who, {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"});
  const bool they = one_of(who, {"they", "he", "she", "all"});
  if (!they && !(tellings[j].definite && (number || one_of(who, {"man", "woman", "detainee", "prisoner", "hostage", "captive", "pair", "group", "suspect", "student", "worker", "sailor", "soldier", "journalist"})))) return;
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& held = records[i];
    if (gone[i]) continue;
    if (release.sentence_index - held.sentence_index > 4) return;
    const bool holds = (held.type == EventType::kCoerce && held.mode == "arrest") || (held.type == EventType::kAssault && held.mode == "abduct");
    if (!holds || held.modality != Modality::kActual) continue;
    release.actors = held.actors;
    if ((number || they) && !held.recipients.empty() && !release.recipients.empty()) {
      release.recipients.front().country = held.recipients.front().country;
      release.recipients.front().sectors = held.recipients.front().sectors;
      release.recipients.front().code = held.recipients.front().code;
    }
    return;
  }
}

/// "Applauded the move", "deplored the decision": whoever has just acted.
void address_move(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& words = records[j];
  if ((words.type != EventType::kAccuse && words.type != EventType::kSupport) || !words.recipients.empty() || words.actors.empty()) return;
  if (!tellings[j].definite || tellings[j].specified || !one_of(tellings[j].object, {"move", "decision", "step", "measure", "action"})) return;
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& done = records[i];
    if (gone[i]) continue;
    if (words.sentence_index - done.sentence_index > 2) return;
    const bool acts = done.type == EventType::kRetreat || done.type == EventType::kConcede || done.type >= EventType::kSanction;
    if (!acts || done.modality == Modality::kNegated || done.actors.empty() || done.actors.front().country.empty() || takes(done.actors, words.actors.front())) continue;
    words.recipients = done.actors;
    return;
  }
}

/// "Dismissed the offer", "accepted the plan": whoever has made it, in the sentences before.
void address_offer(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& answer = records[j];
  const bool answers = answer.type == EventType::kAgree || answer.type == EventType::kReject || answer.type == EventType::kSupport;
  if (!answers || answer.actors.empty() || !answer.recipients.empty() || !tellings[j].definite || !is_offer(tellings[j].object)) return;
  const Entity& self = answer.actors.front();
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& offer = records[i];
    if (gone[i]) continue;
    if (answer.sentence_index - offer.sentence_index > 4) return;
    // "The opposition spurned a US plan ... The president has accepted it": both answer the same.
    if (offer.type == EventType::kReject && is_offer(tellings[i].object) && offer.recipients.size() == 1 && offer.recipients.front().country != self.country) {
      answer.recipients = offer.recipients;
      return;
    }
    const bool made = offer.type == EventType::kAgree || offer.type == EventType::kConcede;
    if (!made || offer.actors.size() != 1 || takes(offer.actors, self)) continue;
    answer.recipients = offer.actors;
    return;
  }
}

/// "Rejected that account", "denied it": whoever said so in the sentence before.
void address_account(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& denial = records[j];
  if (denial.type != EventType::kReject || !denial.recipients.empty() || denial.actors.empty() || !tellings[j].definite) return;
  const bool it = one_of(tellings[j].object, {"it", "this", "that"});
  if (!it && !is_charge(tellings[j].object)) return;
  const Entity& self = denial.actors.front();
  const auto may_say = [&](const Entity& e) {
    return !e.country.empty() && !speaks_for(e, self) && (e.sectors.empty() || e.sectors.front() != "JRN");
  };
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& told = records[i];
    if (gone[i]) continue;
    if (denial.sentence_index - told.sentence_index > (it ? 1 : 2)) return;
    if (told.type == EventType::kAccuse && !told.actors.empty() && may_say(told.actors.front())) {
      denial.recipients = told.actors;
      return;
    }
    if (!told.attribution.empty() && may_say(told.attribution.front().speaker)) {
      denial.recipients = {told.attribution.front().speaker};
      return;
    }
  }
}

/// "Amman cut its ties with Doha, while Nouakchott broke off relations": with the same.
void address_same_measure(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& measure = records[j];
  if (measure.type != EventType::kSanction || (!measure.recipients.empty() && !tellings[j].implied) || measure.actors.empty()) return;
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& earlier = records[i];
    if (gone[i]) continue;
    if (measure.sentence_index != earlier.sentence_index) return;
    if (earlier.type != EventType::kSanction || earlier.recipients.empty() || tellings[i].implied || takes(earlier.recipients, measure.actors.front())) continue;
    measure.recipients = earlier.recipients;
    return;
  }
}

/// "Welcomed the deal": those who made it, the last that the story tells to have agreed.
void address_deal(std::vector<EventRecord>& records, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& words = records[j];
  if (!words.recipients.empty() || words.actors.empty() || (words.type != EventType::kSupport && words.type != EventType::kAccuse)) return;
  for (std::size_t i = j; i-- > 0;) {
    const EventRecord& deal = records[i];
    const bool agreed = deal.type == EventType::kAgree || deal.type == EventType::kSupport || deal.type == EventType::kConcede;
    const bool two = deal.actors.size() == 2 ? deal.recipients.empty() : deal.actors.size() == 1 && deal.recipients.size() == 1 && deal.type != EventType::kSupport;
    if (gone[i] || !agreed || !two) continue;
    for (const auto* list : {&deal.actors, &deal.recipients}) {
      for (const Entity& party : *list) {
        if (party.code != words.actors.front().code) words.recipients.push_back(party);
      }
    }
    return;
  }
}

/// Ministries and forces of one state do not answer one another in public.
bool of_one_state(const Entity& a, const Entity& b) {
  if (a.code == b.code) return true;
  const auto organ = [](const Entity& e) { return e.sectors.size() > 0 && e.sectors.size() <= 2 && (e.sectors.front() == "GOV" || e.sectors.front() == "MIL" || e.sectors.front() == "COP") && e.sectors.back() != "PRE"; };
  return a.country == b.country && organ(a) && organ(b);
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
    if (speech && !charge.actors.empty() && !of_one_state(charge.actors.front(), denial.actors.front()) && countries(charge.recipients).count(denier) != 0) {
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
void address_other_side(std::vector<EventRecord>& records, const Telling& telling, std::size_t j, const std::vector<bool>& gone) {
  EventRecord& later = records[j];
  const bool addressed = later.type == EventType::kThreaten || later.type == EventType::kAccuse;
  if (!addressed || !later.recipients.empty() || later.actors.empty()) return;
  if (telling.definite && deed_type(telling.object)) return;  // "condemned the downing of the jet": nobody is said to have done it
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

std::optional<EventType> deed_type(std::string_view lemma) {
  if (one_of(lemma, {"coup", "takeover", "putsch", "arrest", "detention", "crackdown", "closure", "ban", "curfew", "seizure", "deportation", "clampdown", "blockade"})) return EventType::kCoerce;
  if (one_of(lemma, {"attack", "raid", "killing", "bombing", "strike", "shelling", "massacre", "assault", "murder", "ambush", "abduction", "kidnapping", "invasion",
                     "airstrike", "incursion", "bombardment", "downing", "shooting", "execution", "assassination", "beating"})) return EventType::kAssault;
  if (one_of(lemma, {"embargo", "sanction", "expulsion"})) return EventType::kSanction;
  return std::nullopt;
}

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
    address_answer(records, tellings, j, gone);
    address_denial(records, j, gone);
    address_charge(records, j, gone);
    address_account(records, tellings, j, gone);
    address_offer(records, tellings, j, gone);
    address_deed(records, tellings, j, gone);
    address_move(records, tellings, j, gone);
    address_release(records, tellings, j, gone);
    address_same_measure(records, tellings, j, gone);
    address_march(records, j, gone);
    if (tellings[j].about_deal) address_deal(records, j, gone);
    address_other_side(records, tellings[j], j, gone);
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
