// SPDX-License-Identifier: Apache-2.0
#include "coding/implied_parties.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "coding/composition.h"
#include "coding/event_modality.h"
#include "coding/story_review.h"
#include "coding/telling.h"

namespace dragoman {

void ImpliedParties::complete(EventDraft& draft) const {
  call_on_others(draft);
  held_by_owner(draft);
  arrested_by_speaker(draft);
  visit_here(draft);
  visit_city(draft);
  give_to(draft);
  mediate_between(draft);
  leave_host(draft);
  hit_other_side(draft);
  drop_empty_recipients(draft);
  imply_recipient(draft);
  if (draft.code.type == EventType::kProtest && draft.recipients.empty()) protest_before_embassy(draft);
  if (draft.code.type == EventType::kProtest && draft.recipients.empty()) protest_against_measure(draft);
}

/// "Nine people were arrested, police said": by those who say so.
void ImpliedParties::arrested_by_speaker(EventDraft& draft) const {
  if (draft.code.type != EventType::kCoerce || draft.code.mode != "arrest" || !draft.actors.empty() || draft.recipients.empty() || draft.nominal || draft.modality != Modality::kActual || !view_.is_passive(draft.match.head)) return;
  for (const std::uint32_t child : view_.children(draft.match.head)) {
    if (view_.deprel(child) == Deprel::kOblAgent) return;
  }
  std::vector<Party> speakers;
  parties_.speaker(draft.match.head, speakers);
  if (speakers.size() != 1 || speakers.front().sectors.empty() || (speakers.front().sectors.front() != "COP" && speakers.front().sectors.front() != "MIL")) return;
  if (shares_party(speakers, draft.recipients)) return;
  // Police are of where it happens; an army without a name may be that of a neighbour.
  if (speakers.front().country.empty() && speakers.front().sectors.front() == "MIL") return;
  if (speakers.front().country.empty()) speakers.front().country = parties_.dateline_country().empty() ? parties_.home_country(d_.tokens[draft.pivot].sentence) : parties_.dateline_country();
  draft.actors = std::move(speakers);
}

/// "8,000 Palestinians are held in Israeli jails": by whoever owns the jails.
void ImpliedParties::held_by_owner(EventDraft& draft) const {
  if (draft.code.type != EventType::kCoerce || draft.code.mode != "arrest" || !draft.actors.empty() || draft.nominal) return;
  static constexpr std::array<std::string_view, 8> kJails = {"jail", "prison", "custody", "detention", "camp", "cell", "gaol", "dungeon"};
  for (const std::uint32_t child : view_.children(draft.match.head)) {
    const std::uint32_t link = view_.relation(child) == Deprel::kObl ? view_.adposition(child) : kNoToken;
    if (link == kNoToken || d_.norm(link) != "in" || std::find(kJails.begin(), kJails.end(), d_.lemma(child)) == kJails.end()) continue;
    for (const std::uint32_t owner : view_.children(child)) {
      const Deprel r = view_.relation(owner);
      if (owner > child || (r != Deprel::kAmod && r != Deprel::kCompound && view_.deprel(owner) != Deprel::kNmodPoss)) continue;
      std::vector<Party> found;
      parties_.find(owner, found);
      if (found.size() != 1 || found.front().country.empty() || found.front().person) continue;
      found.front().token = child;
      found.front().phrase = view_.subtree(child);
      draft.actors = std::move(found);
      return;
    }
  }
}

/// "Oslo called on both sides to stop": it is none of the two, however much the story tells of it.
void ImpliedParties::call_on_others(EventDraft& draft) const {
  if (draft.reciprocal || draft.actors.size() != 1 || draft.recipients.size() != 2 || draft.actors.front().country.empty()) return;
  const std::string& own = draft.actors.front().country;
  const std::uint32_t token = draft.recipients[0].token;
  if (token == kNoToken || token != draft.recipients[1].token || d_.xpos(token) != "NNS" || (d_.lemma(token) != "side" && d_.lemma(token) != "party" && d_.lemma(token) != "country")) return;
  if (draft.recipients[0].country != own && draft.recipients[1].country != own) return;
  const auto both = [&](std::uint32_t child) { return d_.norm(child) == "both" || d_.norm(child) == "two"; };
  if (std::none_of(view_.children(token).begin(), view_.children(token).end(), both)) return;
  if (draft.recipients[0].country == draft.recipients[1].country) return;
  std::vector<Party> others;
  parties_.sides_without(own, others);
  for (Party& party : others) party.token = token, party.phrase = draft.recipients[0].phrase;
  if (!others.empty()) draft.recipients = std::move(others);
}

bool about_deal(const SyntaxView& view, const EventDraft& draft) {
  for (const std::uint32_t head : {draft.match.head, draft.pivot}) {
    const std::uint32_t object = view.child_with(head, Deprel::kObj);
    if (object == kNoToken) continue;
    static constexpr std::array<std::string_view, 7> kDeals = {"deal", "accord", "agreement", "pact", "truce", "treaty", "ceasefire"};
    const std::uint32_t det = view.child_with(object, Deprel::kDet);
    if (det != kNoToken && view.document().norm(det) == "the" && std::find(kDeals.begin(), kDeals.end(), view.document().lemma(object)) != kDeals.end()) return true;
  }
  return false;
}

/// Words and measures against nobody named are meant for the other party of the sentence: "Russia accused the West of
/// lying ... and threatened to respond". Of those that are not its actors or its speakers the nearest is taken.
void ImpliedParties::imply_recipient(EventDraft& draft) const {
  const EventType t = draft.code.type;
  const bool addressed = t == EventType::kAccuse || t == EventType::kThreaten || t == EventType::kSanction || t == EventType::kRequest ||
                         ((t == EventType::kReject || t == EventType::kAgree || t == EventType::kSupport) && draft.actors.size() == 1);
  // A denial answers whoever made the charge, who is looked for over the whole story (review_story).
  const std::string_view head = d_.lemma(draft.match.head);
  if (t == EventType::kReject && (head == "deny" || head == "denial" || head == "refute")) return;
  // "Urged the world to act": it was meant for somebody, who is no party.
  if (!addressed || (t == EventType::kRequest && draft.addressed_nobody) || draft.reciprocal || !draft.recipients.empty() || draft.actors.empty()) return;
  if ((t == EventType::kSupport || t == EventType::kAccuse) && about_deal(view_, draft)) return;  // its parties are looked for over the story
  // "Condemned the takeover": whoever did it is looked for over the story.
  if (t == EventType::kAccuse) {
    const std::uint32_t object = object_of_words(view_, draft);
    if (object != kNoToken && view_.upos(object) == Upos::kNoun && refers_back(view_, object) && deed_type(d_.lemma(object)).has_value()) return;
  }
  // "Called off their talks": with the other of the two.
  if (t == EventType::kSanction && draft.actors.size() == 1) {
    const std::uint32_t object = object_of_words(view_, draft);
    const std::uint32_t owner = object == kNoToken ? kNoToken : view_.child_with(object, Deprel::kNmodPoss);
    if (owner != kNoToken && d_.norm(owner) == "their") {
      add_state(draft, parties_.other_state(draft.actors.front().country));
      if (!draft.recipients.empty()) return;
    }
  }
  const std::uint32_t s = d_.tokens[draft.pivot].sentence;
  const ActorMention* nearest = nullptr;
  std::uint32_t best = 0xffffffff;
  const auto& mentions = parties_.mentions();
  const TokenRange words = d_.sentences[s].tokens;
  auto at = std::partition_point(mentions.begin(), mentions.end(), [&](const ActorMention& m) { return m.token < words.begin; });
  for (; at != mentions.end() && at->token < words.end; ++at) {
    const ActorMention& mention = *at;
    if (mention.parties.empty()) continue;
    const Party& party = mention.parties.front();
    // "The union's adviser on Chad asked for patience": what tells who he is names no addressee.
    if (std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) { return p.token != kNoToken && p.token != mention.token && view_.governs(p.token, mention.token); })) continue;
    const bool institution = party.country.empty() && !party.sectors.empty() && (party.sectors.front() == "GOV" || party.sectors.front() == "REB") && !party.person;
    const std::string& country = institution ? parties_.home_country(s) : party.country;
    if (country.empty() || is_source(mention.token) || only_scene(mention) || press(party)) continue;
    if ((institution && indefinite_plural(mention.token)) || tells_of(draft, mention.token) || leads_something(mention)) continue;
    const bool own = std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) { return p.country == country; });
    // A government and those who fight it are of one country; words to them name them after the verb.
    const bool opponent = own && (t == EventType::kAgree || t == EventType::kReject || t == EventType::kThreaten) &&
                          (t == EventType::kThreaten || (mention.token > draft.match.head && view_.governs(draft.pivot, mention.token))) &&
                          opposed(draft.actors.front(), party);
    if (own && !opponent) continue;
    // "Oslo will pay; Rome said ...": what follows in a clause of its own is not addressed.
    if (mention.token > draft.pivot && mention.subject && !view_.governs(draft.pivot, mention.token) && !view_.governs(draft.match.head, mention.token)) continue;
    if (of_next_clause(draft.pivot, mention.token)) continue;
    // "The second after Chile to sign with Peru, which is asking for more": of what stands before a relative clause only the noun it is about.
    if (view_.deprel(draft.pivot) == Deprel::kAclRelcl && mention.token < draft.pivot && t == EventType::kRequest && mention.token != view_.head(draft.pivot) && !mention.subject && view_.relation(mention.token) != Deprel::kObj) continue;
    // "Gheit regretted the opposition of Peru to it": who speaks of a refusal is not refused by it.
    if (draft.nominal && t == EventType::kReject && mention.subject && mention.token < draft.pivot && view_.head(mention.token) != kNoToken && view_.governs(view_.head(mention.token), draft.pivot) && mention.reading.person) continue;
    // "The bank would lend money, and the union would train teachers": each to whoever is helped, not to one another.
    if (t == EventType::kAgree && mention.subject && mention.token < draft.pivot && beside(draft.pivot, mention.token)) continue;
    const std::uint32_t distance = mention.token > draft.pivot ? mention.token - draft.pivot : draft.pivot - mention.token;
    if (distance < best) best = distance, nearest = &mention;
  }
  if (nearest == nullptr) {
    // "Warned that the army would retaliate", in a story of two states: the other one.
    if (t == EventType::kThreaten && draft.actors.size() == 1) add_state(draft, parties_.other_state(draft.actors.front().country));
    return;
  }
  draft.implied_recipient = true;
  draft.recipients = nearest->parties;
  for (Party& party : draft.recipients) {
    if (party.country.empty()) party.country = parties_.home_country(s);
  }
  // "Speaks to both Eritrea and Sudan and offers to mediate": all that are named together.
  std::uint32_t first = nearest->token;
  while (view_.relation(first) == Deprel::kConj && view_.head(first) != kNoToken && parties_.mention_at(view_.head(first)) != nullptr) first = view_.head(first);
  std::vector<std::uint32_t> together;
  view_.conjuncts(first, together);
  for (const std::uint32_t token : together) {
    const ActorMention* mention = parties_.mention_at(token);
    if (mention == nullptr || mention == nearest || mention->parties.front().country.empty()) continue;
    const Party& party = mention->parties.front();
    const bool own = std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) { return p.country == party.country; });
    if (!own) add_party(draft.recipients, party);
  }
}

/// Is the clause of the pivot joined to that of the token, or told of one of its nouns?
bool ImpliedParties::beside(std::uint32_t pivot, std::uint32_t token) const {
  for (int depth = 0; pivot != kNoToken && depth < 4; ++depth) {
    const Deprel r = view_.relation(pivot);
    const bool relative = view_.deprel(pivot) == Deprel::kAclRelcl;
    if (r != Deprel::kConj && r != Deprel::kParataxis && r != Deprel::kCcomp && !relative) return false;
    pivot = view_.head(pivot);
    if (pivot != kNoToken && (view_.governs(pivot, token) || (relative && view_.head(pivot) != kNoToken && view_.head(token) == view_.head(pivot)))) return true;
  }
  return false;
}

/// "Organisations", "local agencies": nobody in particular.
bool ImpliedParties::indefinite_plural(std::uint32_t token) const {
  return d_.xpos(token) == "NNS" && view_.deprel(token) != Deprel::kOblAgent && view_.child_with(token, Deprel::kDet) == kNoToken && view_.child_with(token, Deprel::kNmodPoss) == kNoToken;
}

/// "Taylor, whom the rebels obey, offered": is it said in a clause about one of the parties?
bool ImpliedParties::tells_of(const EventDraft& draft, std::uint32_t token) const {
  for (int depth = 0; token != kNoToken && depth < 32; ++depth, token = view_.head(token)) {
    if (view_.deprel(token) == Deprel::kAcl && view_.upos(token) == Upos::kVerb && d_.norm(token).ends_with("ing") && view_.head(token) != draft.pivot && view_.head(token) != draft.match.head) return true;  // "troops serving in the force"
    if (view_.deprel(token) != Deprel::kAclRelcl || view_.head(token) == kNoToken) continue;
    const TokenRange whole = view_.subtree(view_.head(token));
    return std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) { return p.token != kNoToken && p.token >= whole.begin && p.token < token && p.token < whole.end; });
  }
  return false;
}

/// "The NATO-led force": what leads or backs something is named only to say which.
bool ImpliedParties::leads_something(const ActorMention& mention) const {
  const std::uint32_t end = mention.token + 1;
  if (end >= d_.tokens.size()) return false;
  static constexpr std::array<std::string_view, 6> kJoined = {"led", "backed", "sponsored", "brokered", "run", "controlled"};
  const auto joined = [&](std::string_view word) { return std::find(kJoined.begin(), kJoined.end(), word) != kJoined.end(); };
  if (d_.norm(end) == "-" && end + 1 < d_.tokens.size()) return joined(d_.norm(end + 1));
  const std::string_view form = d_.norm(mention.token);
  const auto hyphen = form.rfind('-');
  return hyphen != std::string_view::npos && joined(form.substr(hyphen + 1));
}

/// "Ruled out sending soldiers, but said that Oslo would help the mission": what is told in a clause that a second verb beside this one governs.
bool ImpliedParties::of_next_clause(std::uint32_t pivot, std::uint32_t token) const {
  bool in_clause = false;
  for (int depth = 0; token != kNoToken && token != pivot && depth < 64; ++depth, token = view_.head(token)) {
    const Deprel relation = view_.relation(token);
    in_clause = in_clause || relation == Deprel::kCcomp;
    if (relation == Deprel::kConj && view_.head(token) == pivot && token > pivot) return in_clause || view_.child_with(token, Deprel::kNsubj) != kNoToken;
  }
  return false;
}

/// "Urged the world to act", "denied any role of its planes": what is nobody in particular, or the speaker himself, is not addressed.
void ImpliedParties::drop_empty_recipients(EventDraft& draft) const {
  const auto own_building = [&](const Party& p) {
    return !p.person && p.sectors == std::vector<std::string>{"GOV"} && std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& a) { return !a.person && same_code(a, p); });
  };
  // "Told Riga to close its trade mission": the owner of what is closed is not the one who closes it.
  const auto owned = [&](const Party& p) {
    const std::uint32_t owner = p.token == kNoToken ? kNoToken : view_.child_with(p.token, Deprel::kNmodPoss);
    return owner != kNoToken && view_.upos(owner) == Upos::kPron && own_building(p);
  };
  if (draft.code.type == EventType::kSanction && draft.recipients.size() > 1) std::erase_if(draft.recipients, owned);
  // "The junta burned down a ministry": its own house is no victim.
  if (draft.code.type == EventType::kAssault && !draft.reciprocal) std::erase_if(draft.recipients, own_building);
  if (!is_speech_act(draft.code.type) && draft.code.type != EventType::kSupport && draft.code.type != EventType::kProtest) return;
  const auto nobody = [](const Party& p) { return p.country.empty() && !p.named && p.sectors.size() == 1 && p.sectors.front() == "UNK"; };
  const auto speaker = [&](const Party& p) {
    return !p.name.empty() && std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& a) { return a.name == p.name && a.country == p.country; });
  };
  const std::size_t before = draft.recipients.size();
  if (draft.code.type == EventType::kRequest || draft.code.type == EventType::kProtest) {
    std::erase_if(draft.recipients, nobody);
    if (draft.recipients.empty() && before > 0) draft.addressed_nobody = true;
  }
  if (!draft.reciprocal) std::erase_if(draft.recipients, speaker);
}

/// "Arrived here on Monday": the host is the state that the report is written from.
void ImpliedParties::visit_here(EventDraft& draft) const {
  if (draft.code.type != EventType::kConsult || draft.code.mode != "visit" || !draft.recipients.empty() || draft.actors.empty()) return;
  const std::uint32_t verb = draft.match.head;
  const bool here = std::any_of(view_.children(verb).begin(), view_.children(verb).end(), [&](std::uint32_t child) { return d_.norm(child) == "here"; });
  const std::string_view country = here ? dateline_country_ : std::string_view();
  if (country.empty() || std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) { return p.country == country; })) return;
  Party host;
  host.country = std::string(country);
  host.sectors = {"GOV"};
  const std::uint32_t state = knowledge_.state_entity(host.country);
  if (state != kNoIndex) host.name = std::string(knowledge_.name_of(state));
  draft.recipients.push_back(std::move(host));
}

/// "The foreign ministry summoned the ambassador of Peru": a ministry without a country is of the land that he is sent to.
void ImpliedParties::host_of_envoy(EventDraft& draft) const {
  if (draft.actors.size() != 1 || draft.recipients.empty() || !draft.actors.front().country.empty()) return;
  const Party& envoy = draft.recipients.front();
  if (envoy.token == kNoToken || envoy.country.empty()) return;
  static constexpr std::array<std::string_view, 7> kEnvoys = {"ambassador", "envoy", "consul", "diplomat", "attaché", "embassy", "charge"};
  const TokenRange phrase = view_.subtree(envoy.token);
  bool sent = false;
  for (std::uint32_t t = phrase.begin; t < phrase.end && t < phrase.begin + 12; ++t) sent = sent || std::find(kEnvoys.begin(), kEnvoys.end(), d_.lemma(t)) != kEnvoys.end();
  if (!sent) return;
  for (std::uint32_t t = phrase.begin; t < phrase.end; ++t) {
    const std::string_view at = parties_.place_country(t);
    if (!at.empty() && at != envoy.country) {
      draft.actors.front().country = std::string(at);
      return;
    }
  }
  const std::string_view other = parties_.other_state(envoy.country);
  if (parties_.acting_country() == envoy.country && !other.empty()) draft.actors.front().country = std::string(other);
}

/// The state as a party that is only understood.
void ImpliedParties::add_state(EventDraft& draft, std::string_view country) const {
  const std::uint32_t state = knowledge_.state_entity(country);
  if (country.empty() || state == kNoIndex) return;
  Party party;
  party.country = std::string(country);
  party.sectors = {"GOV"};
  party.name = std::string(knowledge_.name_of(state));
  draft.recipients.push_back(std::move(party));
}

/// "The emir travelled to Jeddah": who goes to a city visits the state it lies in. Not where the organisations of all have their seats.
void ImpliedParties::visit_city(EventDraft& draft) const {
  if (draft.code.type != EventType::kConsult || draft.code.mode != "visit" || !draft.recipients.empty() || draft.actors.size() != 1) return;
  for (const std::uint32_t child : view_.children(draft.match.head)) {
    const std::uint32_t link = view_.relation(child) == Deprel::kObl ? view_.adposition(child) : kNoToken;
    if (link == kNoToken || (d_.norm(link) != "to" && d_.norm(link) != "in" && d_.norm(link) != "for")) continue;
    static constexpr std::array<std::string_view, 7> kSeats = {"geneva", "york", "vienna", "brussels", "hague", "strasbourg", "davos"};
    if (std::find(kSeats.begin(), kSeats.end(), d_.norm(child)) != kSeats.end()) continue;
    const std::string_view country = parties_.place_country(child);
    if (country.empty() || country == draft.actors.front().country) continue;
    add_state(draft, country);
    return;
  }
  // "Flew in to salute the troops": to where they are.
  for (const std::uint32_t child : view_.children(draft.match.head)) {
    if ((view_.deprel(child) != Deprel::kCompoundPrt && view_.relation(child) != Deprel::kAdvmod) || d_.norm(child) != "in") continue;
    const std::string& home = parties_.home_country(d_.tokens[draft.pivot].sentence);
    if (home != draft.actors.front().country) add_state(draft, home);
    return;
  }
}

/// "Pledged rations for 81,000 people", "sent medicine to Osh": who is to have what is given.
void ImpliedParties::give_to(EventDraft& draft) const {
  if ((draft.code.type != EventType::kAid && draft.code.type != EventType::kAgree) || draft.reciprocal || !draft.recipients.empty() || draft.actors.empty()) return;
  static constexpr std::array<std::string_view, 24> kGive = {"pledge", "offer", "promise", "donate", "provide", "send", "ship", "supply", "give", "grant", "deliver", "dispatch",
                                                             "airlift", "contribute", "lend", "fly", "hand", "allocate", "truck", "distribute", "earmark", "rush", "release", "pay"};
  const auto gives = [&](std::uint32_t verb) { return std::find(kGive.begin(), kGive.end(), d_.lemma(verb)) != kGive.end(); };
  const auto take = [&](std::uint32_t noun) {
    const std::uint32_t link = view_.relation(noun) == Deprel::kObl || view_.relation(noun) == Deprel::kNmod ? view_.adposition(noun) : kNoToken;
    if (link == kNoToken || (d_.norm(link) != "to" && d_.norm(link) != "for")) return false;
    std::vector<std::uint32_t> all;
    view_.conjuncts(noun, all);
    for (const std::uint32_t one : all) {
      std::vector<Party> found;
      if (!parties_.is_ground(one) || parties_.place_country(one).empty()) parties_.find(one, found);
      for (Party& party : found) {
        // "Rations for 80,000 people": of where they live.
        if (party.country.empty() && !party.sectors.empty()) party.country = parties_.home_country(d_.tokens[noun].sentence);
        if (!shares_party({party}, draft.actors)) add_party(draft.recipients, std::move(party));
      }
      const std::string_view country = found.empty() ? parties_.place_country(one) : std::string_view();
      if (!country.empty() && country != draft.actors.front().country) add_state(draft, country);
    }
    return !draft.recipients.empty();
  };
  const auto look = [&](std::uint32_t verb) {
    if (!gives(verb)) return false;
    for (const std::uint32_t child : view_.children(verb)) {
      if (take(child)) return true;
    }
    const std::uint32_t object = view_.child_with(verb, Deprel::kObj);
    if (object == kNoToken) return false;
    for (const std::uint32_t child : view_.children(object)) {
      if (take(child)) return true;
    }
    return false;
  };
  if (view_.upos(draft.match.head) != Upos::kVerb) return;
  // "Offered to ship food to its neighbour": what is given stands below.
  const std::uint32_t below = view_.child_with(draft.match.head, Deprel::kXcomp);
  if (below != kNoToken && view_.upos(below) == Upos::kVerb && look(below)) return;
  // "Agreed to see the leaders of the lodge"
  static constexpr std::array<std::string_view, 5> kMeet = {"see", "receive", "host", "welcome", "hear"};
  if (below != kNoToken && std::find(kMeet.begin(), kMeet.end(), d_.lemma(below)) != kMeet.end()) {
    const std::uint32_t guest = view_.child_with(below, Deprel::kObj);
    if (guest != kNoToken) parties_.find(guest, draft.recipients);
    if (!draft.recipients.empty()) return;
  }
  if (look(draft.match.head)) return;
  // "Italy is sending 200 soldiers", "Sweden promised tents": to the land that the story is about.
  const std::uint32_t verb = below != kNoToken && gives(below) ? below : draft.match.head;
  const std::uint32_t gift = view_.child_with(verb, Deprel::kObj);
  static constexpr std::array<std::string_view, 30> kGifts = {"aid", "help", "assistance", "troop", "soldier", "peacekeeper", "money", "food", "medicine", "loan", "dollar", "euro", "pound", "grant", "tent", "blanket",
                                                              "doctor", "rescuer", "team", "fund", "supply", "relief", "ration", "rice", "wheat", "grain", "vaccine", "asylum", "support", "equipment"};
  if (gift == kNoToken || !gives(verb) || std::find(kGifts.begin(), kGifts.end(), d_.lemma(gift)) == kGifts.end()) return;
  const std::string& home = parties_.home_country(d_.tokens[draft.pivot].sentence);
  const auto own = [&](const Party& p) { return p.country == home || p.country.empty(); };
  if (std::none_of(draft.actors.begin(), draft.actors.end(), own)) add_state(draft, home);
}

/// "Offered its mediation", "is ready to help settle the dispute": offered to both sides by one who is neither.
void ImpliedParties::mediate_between(EventDraft& draft) const {
  if (draft.code.type != EventType::kAgree || draft.reciprocal || !draft.recipients.empty() || draft.actors.size() != 1) return;
  bool mediates = false;
  const TokenRange words = view_.subtree(draft.match.head);
  for (std::uint32_t t = words.begin; t < words.end && !mediates; ++t) {
    const std::string_view lemma = d_.lemma(t);
    if (lemma == "mediation" || lemma == "mediate") mediates = t == draft.match.head || view_.head(t) == draft.match.head || view_.head(t) == view_.child_with(draft.match.head, Deprel::kXcomp) || view_.relation(t) == Deprel::kXcomp;
    // Settling somebody's quarrel.
    const std::uint32_t verb = view_.head(t);
    const bool quarrel = lemma == "dispute" || lemma == "conflict" || lemma == "crisis" || lemma == "quarrel" || lemma == "row" || lemma == "standoff" || lemma == "rift";
    if (quarrel && verb != kNoToken && view_.deprel(t) == Deprel::kObj && verb > draft.match.head && refers_back(view_, t)) {
      const std::string_view act = d_.lemma(verb);
      mediates = act == "settle" || act == "resolve" || act == "end" || act == "defuse" || act == "solve" || act == "heal";
    }
  }
  if (!mediates) return;
  std::vector<Party> sides;
  parties_.both_sides(sides);
  const std::string& own = draft.actors.front().country;
  if (std::any_of(sides.begin(), sides.end(), [&](const Party& p) { return p.country == own; })) return;
  draft.recipients = std::move(sides);
}

/// A state and a party, movement or armed group.
bool opposed(const Party& a, const Party& b) {
  const auto is = [](const Party& p, std::initializer_list<std::string_view> sectors) {
    return !p.sectors.empty() && std::find(sectors.begin(), sectors.end(), p.sectors.front()) != sectors.end();
  };
  const auto state = [&](const Party& p) { return is(p, {"GOV", "MIL", "COP"}); };
  const auto against = [&](const Party& p) {
    return is(p, {"REB", "OPP", "PRM", "PTY"}) || std::find(p.sectors.begin(), p.sectors.end(), "PRE") != p.sectors.end();
  };
  return (state(a) && !against(a) && against(b)) || (against(a) && state(b) && !against(b));
}

/// "A vigil outside the Spanish embassy" is against Spain.
void ImpliedParties::protest_before_embassy(EventDraft& draft) const {
  const std::uint32_t s = d_.tokens[draft.pivot].sentence;
  for (const ActorMention& mention : parties_.mentions()) {
    if (d_.tokens[mention.token].sentence != s || mention.parties.size() != 1) continue;
    const std::string_view lemma = d_.lemma(mention.token);
    if (lemma != "embassy" && lemma != "consulate" && lemma != "mission") continue;
    const Party& party = mention.parties.front();
    const bool own = std::any_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) { return p.country == party.country; });
    if (party.country.empty() || own || mention.subject) continue;
    draft.recipients.push_back(party);
    return;
  }
}

/// "The Cuban troops in Angola pulled out": forces leave the state in which they were.
void ImpliedParties::leave_host(EventDraft& draft) const {
  if (draft.code.type != EventType::kRetreat || draft.code.mode != "withdraw" || !draft.recipients.empty() || draft.actors.size() != 1) return;
  const Party& forces = draft.actors.front();
  if (forces.token == kNoToken || forces.country.empty()) return;
  for (const std::uint32_t child : view_.children(forces.token)) {
    const std::uint32_t link = view_.adposition(child);
    const ActorMention* mention = parties_.mention_at(child);
    if (link == kNoToken || d_.norm(link) != "in" || mention == nullptr || mention->parties.size() != 1) continue;
    const Party& host = mention->parties.front();
    if (host.country.empty() || host.country == forces.country || host.sectors != std::vector<std::string>{"GOV"}) continue;
    draft.recipients.push_back(host);
    return;
  }
}

/// "A Chilean drone hit a school", in a story of two states: not a school of its own.
void ImpliedParties::hit_other_side(EventDraft& draft) const {
  const bool from_afar = draft.code.mode == "aerial" || draft.code.mode == "drone" || draft.code.mode == "heavy-weapons";
  if (draft.code.type != EventType::kAssault || !from_afar || draft.reciprocal || draft.actors.size() != 1 || draft.recipients.empty()) return;
  const Party& force = draft.actors.front();
  if (force.country.empty() || force.sectors.empty() || force.sectors.front() != "MIL") return;
  if (std::find(force.sectors.begin(), force.sectors.end(), "PRE") != force.sectors.end()) return;  // separatists, whose state is on the other side
  const std::string_view other = parties_.other_state(force.country);
  if (other.empty()) return;
  const auto own_by_default = [&](const Party& p) {
    const ActorMention* mention = p.token == kNoToken ? nullptr : parties_.mention_at(p.token);
    return p.country == force.country && !p.named && mention != nullptr && mention->reading.code.country.empty();
  };
  if (!std::all_of(draft.recipients.begin(), draft.recipients.end(), own_by_default)) return;
  for (Party& party : draft.recipients) party.country = std::string(other);
}

/// "Rallied against the new law", "boycotted the election": what a government has made is held against it.
void ImpliedParties::protest_against_measure(EventDraft& draft) const {
  static constexpr std::array<std::string_view, 16> kMeasures = {"law", "bill", "measure", "decision", "reform", "decree", "plan", "policy", "tax", "cut", "verdict", "ruling", "increase", "ban", "move", "election"};
  const auto measure = [&](std::uint32_t token) {
    return std::find(kMeasures.begin(), kMeasures.end(), d_.lemma(token)) != kMeasures.end() && view_.child_with(token, Deprel::kDet) != kNoToken;
  };
  bool against = false;
  for (const std::uint32_t child : view_.children(draft.match.head)) {
    const std::uint32_t link = view_.adposition(child);
    if (link != kNoToken && (d_.norm(link) == "against" || d_.norm(link) == "over")) against = against || measure(child);
    if (view_.relation(child) == Deprel::kObj && d_.lemma(draft.match.head) == "boycott") against = against || d_.lemma(child) == "election";
  }
  if (!against || draft.actors.empty()) return;
  Party government;
  government.country = draft.actors.front().country.empty() ? parties_.home_country(d_.tokens[draft.pivot].sentence) : draft.actors.front().country;
  government.sectors = {"GOV"};
  const bool state = knowledge_.state_entity(government.country) != kNoIndex;
  if (state) draft.recipients.push_back(std::move(government));
}

/// "In Geneva", "at the Oslo villa", "over Kashmir": where it was said or what about, not to whom.
bool ImpliedParties::only_scene(const ActorMention& mention) const {
  if (!mention.reading.could_be_place) return false;
  const std::uint32_t adposition = view_.adposition(mention.token);
  if (adposition == kNoToken) return view_.relation(mention.token) == Deprel::kCompound;
  const std::string_view norm = d_.norm(adposition);
  return norm == "in" || norm == "at" || norm == "near" || norm == "outside" || norm == "inside" || norm == "over";
}

bool ImpliedParties::press(const Party& party) {
  return !party.sectors.empty() && (party.sectors.front() == "JRN" || party.sectors.front() == "MED");
}

bool ImpliedParties::is_source(std::uint32_t token) const {
  return std::any_of(attributions_.begin(), attributions_.end(), [token](const Attribution& a) { return a.source == token; });
}

/// "A mine hit the bus, and the separatists claimed responsibility": then they did it, and say so.
void take_claimed_responsibility(const SyntaxView& view, TokenRange sentence, const StoryParties& parties, std::vector<EventDraft>& drafts) {
  const Document& d = view.document();
  for (std::uint32_t verb = sentence.begin; verb < sentence.end; ++verb) {
    if (view.upos(verb) != Upos::kVerb || (d.lemma(verb) != "claim" && d.lemma(verb) != "take" && d.lemma(verb) != "admit" && d.lemma(verb) != "acknowledge")) continue;
    std::vector<Argument> arguments;
    view.arguments(verb, arguments);
    const auto of = [&](SlotKind kind) {
      const auto it = std::find_if(arguments.begin(), arguments.end(), [kind](const Argument& a) { return a.slot.kind == kind; });
      return it == arguments.end() ? kNoToken : it->token;
    };
    const std::uint32_t object = of(SlotKind::kObj);
    const std::uint32_t subject = of(SlotKind::kSubj);
    if (object == kNoToken || subject == kNoToken || (d.lemma(object) != "responsibility" && d.lemma(object) != "credit")) continue;
    std::vector<Party> found;
    parties.find(subject, found);
    if (found.empty() || modality_of(view, verb) != Modality::kActual) continue;
    for (EventDraft& draft : drafts) {
      const bool here = sentence.begin <= draft.pivot && draft.pivot < sentence.end;
      if (!here || !draft.dropped.empty() || draft.code.type != EventType::kAssault || draft.modality != Modality::kActual) continue;
      if (draft.actors.empty()) draft.actors = found;
      else if (!shares_party(draft.actors, found)) continue;
      if (!draft.governing) draft.governing = GoverningSpeaker{found, verb, Stance::kClaims};
    }
  }
}

}  // namespace dragoman
