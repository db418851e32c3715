// SPDX-License-Identifier: Apache-2.0
#include "coding/home_parties.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "coding/implied_parties.h"
#include "coding/story_parties.h"

namespace dragoman {
namespace {

bool stands_for_states(std::string_view lemma) {
  return lemma == "country" || lemma == "nation" || lemma == "state" || lemma == "government" || lemma == "power";
}

}  // namespace

/// Gives domestic actors their country: police, villagers, "the government" belong to where the event is.
void HomeParties::complete(EventDraft& draft, const std::string& place_country) const {
  // What happens on the ground happens among those who live there; words are exchanged among the story's parties.
  const bool physical = draft.code.type >= EventType::kProtest && draft.code.type != EventType::kSanction;
  const std::string& home = !physical                ? parties_.story_country()
                            : !place_country.empty() ? place_country
                                                     : parties_.home_country(d_.tokens[draft.pivot].sentence);
  for (auto* list : {&draft.actors, &draft.recipients}) {
    // "34 countries", "foreign governments" are not the story's own.
    for (Party& party : *list) {
      const std::uint32_t noun = party.stands_for != kNoToken ? party.stands_for : party.token;
      if (party.country.empty() && noun != kNoToken && d_.xpos(noun) == "NNS" && stands_for_states(d_.lemma(noun))) return;
    }
  }
  // Attackers who are just "men" stay unknown.
  if (draft.code.type == EventType::kAssault && !draft.reciprocal) {
    for (Party& party : draft.actors) {
      if (party.country.empty() && party.sectors.size() == 1 && party.sectors.front() == "CVL" && !acts_openly(party)) party.sectors.front() = "UNK";
    }
  }
  if (draft.actors.size() == 1 && institution(draft.actors.front())) implied_.host_of_envoy(draft);
  for (auto* list : {&draft.actors, &draft.recipients}) {
    // "An embassy urged its nationals to leave": they are of its state.
    if (list == &draft.recipients && draft.actors.size() == 1 && !draft.actors.front().country.empty()) {
      for (Party& party : *list) {
        if (party.country.empty() && !party.sectors.empty() && is_owned(party)) party.country = draft.actors.front().country;
      }
    }
    // "Insurgents hit a US patrol", told from Fallujah: they are not of the state whose soldiers they fight, however much the story speaks of it.
    const std::vector<Party>& others = list == &draft.actors ? draft.recipients : draft.actors;
    const bool against_home = physical && !others.empty() && std::any_of(others.begin(), others.end(), [&](const Party& p) {
      const ActorMention* mention = p.token == kNoToken ? nullptr : parties_.mention_at(p.token);
      return p.country == home && mention != nullptr && !mention->reading.code.country.empty();
    });
    const std::string& land = against_home && !parties_.dateline_country().empty() && parties_.tells_of(parties_.dateline_country()) ? parties_.dateline_country() : home;
    for (Party& party : *list) {
      if (party.country.empty() && !party.sectors.empty() && party.sectors.front() == "REB" && land != home) complete(party, land);
    }
    // "Sixty Libyans were killed and 200 others hurt"
    if (list == &draft.recipients && list->size() > 1 && !list->front().country.empty()) {
      for (Party& party : *list) {
        if (party.country.empty() && party.token != kNoToken && (d_.norm(party.token) == "others" || d_.norm(party.token) == "other")) party.country = list->front().country;
      }
    }
    for (Party& party : *list) complete(party, !physical && institution(party) && !parties_.acting_country().empty() ? parties_.acting_country() : home);
  }
  // "Took 46 suspects into custody": whoever is held by the state is of its people.
  if (draft.code.type == EventType::kCoerce) {
    for (Party& party : draft.recipients) {
      if (party.country.empty() && party.sectors == std::vector<std::string>{"UNK"}) party.country = home, party.sectors = {"CVL"};
    }
  }
  // Someone of whom nothing is known but that he was hurt or held is a civilian.
  if (draft.code.type == EventType::kAssault || draft.code.type == EventType::kCoerce) {
    for (Party& party : draft.recipients)
      if (party.person && party.sectors.empty() && !party.country.empty() && party.entity == kNoIndex) party.sectors = {"CVL"};
  }
  // "Mediated between the two sides": a state that talks is its government, one that fights its army.
  if (draft.code.type != EventType::kAssault && draft.code.type != EventType::kMobilize && draft.code.type != EventType::kRetreat && draft.code.type != EventType::kConcede) {
    for (auto* list : {&draft.actors, &draft.recipients}) {
      for (Party& party : *list) {
        const bool side = party.token != kNoToken && (d_.lemma(party.token) == "side" || d_.lemma(party.token) == "party");
        if (side && party.sectors == std::vector<std::string>{"MIL"}) party.sectors = {"GOV"};
      }
    }
  }
  // "Israeli strikes": force named by its nationality is that of the armed forces.
  if (draft.code.type == EventType::kAssault) {
    for (Party& party : draft.actors) {
      const bool adjective = party.token != kNoToken && (d_.tokens[party.token].upos == Upos::kAdj ||
                                                         d_.tokens[party.token].deprel == Deprel::kAmod ||
                                                         d_.tokens[party.token].deprel == Deprel::kCompound);
      if (adjective && party.sectors == std::vector<std::string>{"GOV"}) party.sectors = {"MIL"};
    }
  }
}

/// What every state has one of: its government, parliament, courts, parties.
/// "Protesters", "villagers", "a mob": people who are seen for what they are, unlike "two men".
bool HomeParties::acts_openly(const Party& party) const {
  if (party.token == kNoToken) return false;
  static constexpr std::array<std::string_view, 16> kOpen = {"protester", "protestor", "demonstrator", "rioter", "villager", "resident", "settler", "crowd", "mob", "student",
                                                             "supporter", "activist", "inhabitant", "townspeople", "refugee", "striker"};
  return std::find(kOpen.begin(), kOpen.end(), d_.lemma(party.token)) != kOpen.end();
}

/// "Its nationals", "their supporters"
bool HomeParties::is_owned(const Party& party) const {
  const std::uint32_t owner = party.token == kNoToken ? kNoToken : view_.child_with(party.token, Deprel::kNmodPoss);
  if (owner == kNoToken || view_.upos(owner) != Upos::kPron) return false;
  static constexpr std::array<std::string_view, 4> kOf = {"its", "his", "her", "their"};
  static constexpr std::array<std::string_view, 8> kOthers = {"neighbour", "neighbor", "rival", "enemy", "foe", "adversary", "ally", "partner"};
  return std::find(kOf.begin(), kOf.end(), d_.norm(owner)) != kOf.end() && std::find(kOthers.begin(), kOthers.end(), d_.lemma(party.token)) == kOthers.end();
}

bool HomeParties::institution(const Party& party) {
  if (party.sectors.empty()) return false;
  const std::string& sector = party.sectors.front();
  return sector == "GOV" || sector == "LEG" || sector == "JUD" || sector == "PTY" || sector == "OPP" || sector == "MIL" || sector == "COP";
}

/// "Gunmen overran a police post": men of the land, unlike intruders and those in masks.
bool HomeParties::local_gunmen(const Party& party) const {
  if (party.token == kNoToken || d_.xpos(party.token) != "NNS") return false;
  const std::string_view lemma = d_.lemma(party.token);
  if (lemma != "gunman" && lemma != "man" && lemma != "group" && lemma != "fighter") return false;
  return std::none_of(view_.children(party.token).begin(), view_.children(party.token).end(), [&](std::uint32_t child) {
    const std::string_view norm = d_.norm(child);
    return norm == "masked" || norm == "unknown" || norm == "unidentified" || norm == "foreign";
  });
}

/// "Foreign workers", "African ministers", "Western diplomats" are not the story's own; a foreign minister is.
bool HomeParties::from_abroad(const Party& party) const {
  const std::uint32_t noun = party.stands_for != kNoToken ? party.stands_for : party.token;
  if (noun == kNoToken) return false;
  const auto abroad = [&](std::uint32_t word) {
    static constexpr std::array<std::string_view, 14> kRegions = {"western", "african", "asian", "european", "arab", "caribbean", "scandinavian", "nordic", "balkan", "overseas", "latin", "allied", "regional", "foreign"};
    const std::string_view norm = d_.norm(word);
    // "South American", "Latin American"
    if (norm == "american" && word > 0) {
      const std::string_view before = d_.norm(word - 1);
      return before == "south" || before == "central" || before == "latin" || before == "north";
    }
    if (std::find(kRegions.begin(), kRegions.end(), norm) == kRegions.end()) return false;
    if (norm == "regional" && d_.xpos(noun) != "NNS") return false;
    const std::string_view head = d_.lemma(noun);
    if (norm == "foreign" && word + 1 == noun && (head == "minister" || head == "ministry" || head == "secretary" || head == "office" || head == "service" || head == "affair" || head == "affairs")) return false;
    // "Sunni Arab politicians": who they are among their own.
    if (norm == "arab" && word > 0 && view_.head(word - 1) == noun && view_.upos(word - 1) != Upos::kDet && view_.upos(word - 1) != Upos::kNum) return false;
    // "Foreign ministry officials", "the foreign affairs committee"
    const std::string_view next = word + 1 < noun ? d_.norm(word + 1) : std::string_view();
    return norm != "foreign" || (next != "ministry" && next != "affairs" && next != "minister" && next != "policy" && next != "office" && next != "trade");
  };
  const auto words = view_.children(noun);
  // "Ministers from 19 countries", "officials of several nations"
  for (const std::uint32_t child : words) {
    const std::uint32_t link = view_.relation(child) == Deprel::kNmod ? view_.adposition(child) : kNoToken;
    if (link == kNoToken || (d_.norm(link) != "from" && d_.norm(link) != "of") || d_.xpos(child) != "NNS") continue;
    const std::string_view lemma = d_.lemma(child);
    if ((stands_for_states(lemma) || lemma == "economy") && view_.child_with(child, Deprel::kNummod) != kNoToken) return true;
  }
  return std::any_of(words.begin(), words.end(), [&](std::uint32_t word) {
    const Deprel r = view_.relation(word);
    return word < noun && (r == Deprel::kAmod || r == Deprel::kCompound) && abroad(word);
  });
}

void HomeParties::complete(Party& party, const std::string& home) const {
  if (!party.country.empty() || home.empty() || from_abroad(party)) return;
  // Attackers of unknown side have no country (coding guide, section 8).
  if (!party.sectors.empty() && ((party.sectors.front() == "UAF" && !local_gunmen(party)) || party.sectors.front() == "UNK")) return;
  if (!party.sectors.empty() || party.person) party.country = home;
}

}  // namespace dragoman
