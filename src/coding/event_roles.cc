// SPDX-License-Identifier: Apache-2.0
#include "coding/event_roles.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "coding/composition.h"
#include "coding/event_modality.h"
#include "coding/numbers.h"

namespace dragoman {
namespace {

bool is_clause_slot(SlotKind kind) { return kind == SlotKind::kXcomp || kind == SlotKind::kCcomp || kind == SlotKind::kAdvcl; }

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What somebody writes or passes, and what then speaks for him.
bool is_paper(std::string_view lemma) {
  return in(lemma, {"resolution", "statement", "declaration", "bill", "decree", "letter", "communique", "communiqué", "motion", "report", "law", "petition", "memo",
                    "memorandum", "note", "message", "text", "draft", "measure", "ruling", "leaflet", "document", "edict", "fatwa", "manifesto", "presidential statement"});
}

/// Those who have power over others.
bool has_power(const Party& p) { return !p.sectors.empty() && in(p.sectors.front(), {"GOV", "MIL", "REB", "PRM", "UAF", "COP", "LEG", "PTY", "OPP"}); }

}  // namespace

/// The word that names the party in a slot. A finite clause stands for its own subject: "demanded that Minsk free them".
std::uint32_t EventRoles::party_token(const Slot& slot, std::uint32_t token) const {
  if (!is_clause_slot(slot.kind) || (view_.upos(token) != Upos::kVerb && view_.upos(token) != Upos::kAdj)) return token;
  if (slot.kind != SlotKind::kCcomp) return kNoToken;
  return view_.child_with(token, Deprel::kNsubj);
}

/// "The blast, according to officials, killed five": who says so does nothing, whatever the tree makes of him.
bool EventRoles::is_only_source(std::uint32_t token) const {
  const Document& d = view_.document();
  const std::uint32_t first = view_.subtree(token).begin;
  if (d.norm(first) == "according") return true;
  return first >= 2 && d.norm(first - 1) == "to" && d.norm(first - 2) == "according";
}

void EventRoles::fill(const SlotChoices& choices, const std::vector<Argument>& arguments, std::vector<Party>& out, const std::vector<Party>* except, bool all_choices) {
  for (const auto& together : choices) {
    for (const Slot& slot : together) {
      if (slot.kind == SlotKind::kSpeaker && !arguments.empty()) parties_.speaker(arguments.back().token, out);
      for (const Argument& argument : arguments) {
        if (!(argument.slot == slot)) continue;
        const std::uint32_t filler = party_token(slot, argument.token);
        if (filler == kNoToken || is_only_source(filler)) continue;
        // An argument that is itself an event lends its parties when drafts are merged, not here.
        tokens_.clear();
        view_.conjuncts(filler, tokens_);
        for (const std::uint32_t token : tokens_) {
          std::vector<Party> found;
          parties_.find(token, found);
          for (Party& party : found) {
            if (except != nullptr && std::any_of(except->begin(), except->end(), [&](const Party& p) {
                  return p.token == party.token && party.token != kNoToken;
                })) {
              continue;
            }
            add_party(out, std::move(party));
          }
        }
      }
    }
    // "Azerbaijani artillery strikes": of modifiers those that name a country tell the actor.
    const bool modifiers = together.front().kind == SlotKind::kMod;
    if (modifiers && std::any_of(out.begin(), out.end(), [](const Party& p) { return !p.country.empty(); })) {
      out.erase(std::remove_if(out.begin(), out.end(), [](const Party& p) { return p.country.empty(); }), out.end());
    }
    if (!out.empty() && !all_choices) return;
  }
}

/// "reiterated it during a meeting with the French minister": the subject of the clause is the other party.
void EventRoles::add_clause_subject(EventDraft& draft) {
  std::uint32_t token = draft.pivot;
  if (view_.relation(token) == Deprel::kAmod && view_.head(token) != kNoToken) token = view_.head(token);  // "have flown joint patrols"
  for (int steps = 0; steps < 3; ++steps) {
    const Deprel r = view_.relation(token);
    if (r != Deprel::kObl && r != Deprel::kNmod && r != Deprel::kObj && r != Deprel::kAdvcl && r != Deprel::kConj) return;
    token = view_.head(token);
    if (token == kNoToken) return;
    if (view_.upos(token) != Upos::kVerb) continue;
    std::vector<Argument> arguments;
    view_.arguments(token, arguments);
    std::vector<Party> found;
    fill({{Slot{SlotKind::kSubj, 0}}}, arguments, found, &draft.actors);
    for (Party& party : found) add_party(draft.actors, std::move(party));
    // "At a meeting in Lima, he urged the premier to resign": whom he spoke to in person was there.
    if (view_.relation(draft.pivot) == Deprel::kObl && in(view_.document().lemma(token), {"press", "tell", "urge", "ask", "assure", "warn", "inform", "brief", "thank", "promise"})) {
      found.clear();
      fill({{Slot{SlotKind::kObj, 0}}}, arguments, found, &draft.actors);
      for (Party& party : found) {
        if (party.person) add_party(draft.actors, std::move(party));
      }
    }
    return;
  }
}

/// "The Global Summit for Tourism", "the Third Islamic Conference": words of the name of a meeting are nobody who meets.
void EventRoles::drop_words_of_name(EventDraft& draft) const {
  if (view_.upos(draft.pivot) != Upos::kPropn) return;
  std::erase_if(draft.actors, [&](const Party& p) {
    if (p.token == kNoToken || view_.head(p.token) != draft.pivot) return false;
    const Deprel r = view_.relation(p.token);
    const bool word = r == Deprel::kCompound || r == Deprel::kAmod;
    return word && (p.country.empty() || (!p.sectors.empty() && p.sectors.front() == "CVL"));
  });
}

/// "Israel has stepped up raids", "the militants launched attacks": whoever does, plans or continues it.
void EventRoles::take_performer(EventDraft& draft) {
  if (draft.code.type < EventType::kCooperate || is_speech_act(draft.code.type)) return;
  std::uint32_t token = draft.pivot;
  for (int steps = 0; steps < 2 && view_.relation(token) == Deprel::kConj && view_.head(token) != kNoToken; ++steps) token = view_.head(token);
  if (view_.deprel(token) != Deprel::kObj) return;
  const std::uint32_t verb = view_.head(token);
  if (verb == kNoToken || view_.upos(verb) != Upos::kVerb || view_.is_passive(verb)) return;
  if (!in(view_.document().lemma(verb), {"intensify", "step", "launch", "carry", "stage", "mount", "conduct", "continue", "resume", "begin", "start",
                                        "renew", "commit", "perpetrate", "unleash", "wage", "plan", "organise", "organize", "hold", "make", "execute",
                                        "increase", "escalate", "expand", "lead", "undertake", "complete", "call", "declare", "order",
                                        "announce", "proclaim", "impose", "approve"})) {
    return;
  }
  std::vector<Argument> arguments;
  view_.arguments(verb, arguments);
  fill({{Slot{SlotKind::kSubj, 0}}}, arguments, draft.actors, &draft.recipients);
}

/// "The council adopted a resolution which urges", "in a letter that accused": a paper says what its author says.
void EventRoles::take_author(EventDraft& draft, const std::vector<Argument>& arguments) {
  if (!is_speech_act(draft.code.type) && draft.code.type != EventType::kSanction && draft.code.type != EventType::kSupport) return;
  for (const Argument& argument : arguments) {
    if (argument.slot.kind != SlotKind::kSubj || !is_paper(view_.document().lemma(argument.token))) continue;
    const std::uint32_t paper = argument.token;
    std::vector<Argument> above;
    view_.arguments(paper, above);
    fill({{Slot{SlotKind::kPoss, 0}}, {Slot{SlotKind::kPrep, fnv1a_64("by")}}, {Slot{SlotKind::kPrep, fnv1a_64("from")}}, {Slot{SlotKind::kMod, 0}}}, above, draft.actors, &draft.recipients);
    const std::uint32_t verb = view_.head(paper);
    if (!draft.actors.empty() || verb == kNoToken || view_.upos(verb) != Upos::kVerb) return;
    const Deprel r = view_.relation(paper);
    if (r == Deprel::kObl) {
      const std::uint32_t link = view_.adposition(paper);
      if (link == kNoToken || !in(view_.document().norm(link), {"in", "with"})) return;
    } else if ((r != Deprel::kObj && view_.deprel(paper) != Deprel::kNsubjPass) ||
               !in(view_.document().lemma(verb), {"adopt", "pass", "approve", "issue", "publish", "release", "sign", "send", "write", "make", "deliver", "endorse", "give",
                                                 "submit", "table", "propose", "draft", "present", "vote", "read", "circulate", "put", "back", "support", "sponsor"})) {
      return;
    }
    above.clear();
    view_.arguments(verb, above);
    fill({{Slot{SlotKind::kSubj, 0}}}, above, draft.actors, &draft.recipients);
    return;
  }
}

/// "Opened the session with an appeal for calm": who acts so also says so.
void EventRoles::take_utterer(EventDraft& draft) {
  if (!is_speech_act(draft.code.type) || view_.relation(draft.pivot) != Deprel::kObl) return;
  const std::uint32_t link = view_.adposition(draft.pivot);
  const std::uint32_t verb = view_.head(draft.pivot);
  if (link == kNoToken || view_.document().norm(link) != "with" || verb == kNoToken || view_.upos(verb) != Upos::kVerb || view_.is_passive(verb)) return;
  std::vector<Argument> arguments;
  view_.arguments(verb, arguments);
  fill({{Slot{SlotKind::kSubj, 0}}}, arguments, draft.actors, &draft.recipients);
}

/// "The North Korean test sparked condemnation": it was meant for whoever caused it.
void EventRoles::take_cause(EventDraft& draft) {
  const EventType t = draft.code.type;
  if ((t != EventType::kAccuse && t != EventType::kSanction && t != EventType::kProtest && t != EventType::kReject) || view_.relation(draft.pivot) != Deprel::kObj) return;
  const std::uint32_t verb = view_.head(draft.pivot);
  if (verb == kNoToken || view_.upos(verb) != Upos::kVerb || view_.is_passive(verb) ||
      !in(view_.document().lemma(verb), {"spark", "draw", "provoke", "trigger", "prompt", "attract", "earn", "face", "cause", "meet", "incur", "elicit"})) {
    return;
  }
  std::vector<Argument> arguments;
  view_.arguments(verb, arguments);
  fill({{Slot{SlotKind::kSubj, 0}}}, arguments, draft.recipients, &draft.actors);
}

/// "The suspect, convicted to life in prison": courts and states convict, private persons are convicted.
void EventRoles::put_convicts_right(EventDraft& draft) {
  if (!draft.recipients.empty() || draft.actors.empty()) return;
  const bool person = std::all_of(draft.actors.begin(), draft.actors.end(), [](const Party& p) {
    return p.person && (p.sectors.empty() || in(p.sectors.front(), {"CVL", "CRM", "ELI", "UNK", "REB", "BUS", "JRN"}));
  });
  if (person) std::swap(draft.actors, draft.recipients);
}

/// Who is killed, wounded or held is people, also where no dictionary knows the noun: "townspeople", "60,000".
void EventRoles::add_people(std::uint32_t head, EventDraft& draft) const {
  std::vector<std::uint32_t> tokens;
  view_.conjuncts(head, tokens);
  for (const std::uint32_t token : tokens) {
    const Upos p = view_.upos(token);
    const bool somebody = p == Upos::kPron && in(view_.document().norm(token), {"he", "she", "him", "her"});  // of whom nothing more is known
    if ((p != Upos::kNoun && p != Upos::kNum && !somebody) || in(view_.document().lemma(token), {"life", "casualty", "toll", "death", "livestock", "animal"})) continue;
    std::vector<Party> found;
    parties_.find(token, found);
    if (!found.empty()) continue;
    Party people;
    people.token = token;
    people.phrase = view_.subtree(token);
    people.sectors = {"CVL"};
    if (draft.recipients.empty() || tokens.size() > 1) add_party(draft.recipients, std::move(people));
  }
}

/// "Fired tear gas to clear the square of students", "swore to hunt the bandits": those whom the act below is to meet.
void EventRoles::take_objects_below(EventDraft& draft) {
  for (const std::uint32_t child : view_.children(draft.match.head)) {
    const Deprel r = view_.relation(child);
    if ((r != Deprel::kAdvcl && r != Deprel::kXcomp) || view_.upos(child) != Upos::kVerb) continue;
    std::vector<Argument> arguments;
    view_.arguments(child, arguments);
    fill({{Slot{SlotKind::kObj, 0}}}, arguments, draft.recipients, &draft.actors);
    if (!draft.recipients.empty()) return;
  }
}

/// "Nine guests, including two Danes", "a dozen workers including one Pole": those of another state are named apart.
void EventRoles::add_included(EventDraft& draft) const {
  std::vector<Party> more;
  for (const Party& party : draft.recipients) {
    if (party.token == kNoToken) continue;
    for (const std::uint32_t child : view_.children(party.token)) {
      const std::uint32_t link = view_.adposition(child);
      if (link == kNoToken || view_.document().norm(link) != "including") continue;
      std::vector<std::uint32_t> tokens;
      view_.conjuncts(child, tokens);
      for (const std::uint32_t token : tokens) parties_.find(token, more);
    }
  }
  for (Party& party : more) {
    if (!party.country.empty()) add_party(draft.recipients, std::move(party));
  }
}

/// "court bombings": a modifier that is no fighter is what was hit. "Shelled the village": ground is no victim.
void EventRoles::keep_fighters_and_victims(EventDraft& draft) const {
  const auto fights = [](const Party& p) {
    return !p.country.empty() || (!p.sectors.empty() && in(p.sectors.front(), {"MIL", "REB", "PRM", "COP", "UAF", "SPY", "OPP", "CRM"}));
  };
  for (std::size_t i = 0; i < draft.actors.size();) {
    const Party& party = draft.actors[i];
    const bool modifier = party.token != kNoToken && (view_.deprel(party.token) == Deprel::kCompound || view_.deprel(party.token) == Deprel::kAmod);
    if (draft.nominal && modifier && !fights(party)) {
      if (draft.recipients.empty()) draft.recipients.push_back(party);
      draft.actors.erase(draft.actors.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  if (draft.actors.empty()) return;
  draft.recipients.erase(std::remove_if(draft.recipients.begin(), draft.recipients.end(),
                                        [&](const Party& p) {
                                          const bool forces = !p.sectors.empty() && p.sectors.front() == "MIL" && !p.named;  // "a military airport"
                                          // Those of "the border town of Tumbes" are hit with it; whoever holds a town by name is not said.
                                          const bool people = draft.code.mode != "territory" && p.token != kNoToken && view_.upos(p.token) == Upos::kNoun && !p.country.empty();
                                          return p.token != kNoToken && !forces && !people && parties_.is_ground(p.token);
                                        }),
                         draft.recipients.end());
}

/// Is one of the slots filled by a common noun?
bool EventRoles::holds_noun(const SlotChoices& choices, const std::vector<Argument>& arguments) const {
  for (const auto& together : choices) {
    for (const Slot& slot : together) {
      if (slot.kind != SlotKind::kObj && slot.kind != SlotKind::kIobj) continue;
      for (const Argument& argument : arguments) {
        if (argument.slot == slot && view_.upos(argument.token) == Upos::kNoun) return true;
      }
    }
  }
  return false;
}

/// "Some 300 teachers picketed the ministry", "sent 1,200 soldiers": how many took part, whatever the frame says of counts.
void EventRoles::count_participants(const std::vector<Argument>& arguments, EventDraft& draft) const {
  const bool protest = draft.code.type == EventType::kProtest;
  if (!protest && draft.code.type != EventType::kMobilize) return;
  static_assert(kMagnitudeNames.back() == "participants");
  auto& slot = draft.magnitude.back();
  for (const Argument& argument : arguments) {
    if (slot || (argument.slot.kind != SlotKind::kSubj && (protest || argument.slot.kind != SlotKind::kObj))) continue;
    const std::string_view lemma = view_.document().lemma(argument.token);
    const bool body = in(lemma, {"union", "party", "group", "organisation", "organization", "movement", "federation", "country", "state", "university", "school"});
    const bool forces = in(lemma, {"police", "soldier", "troop", "troops", "man", "fighter", "reservist", "marine", "guardsman", "paratrooper", "personnel", "officer", "policeman",
                                   "militiaman", "serviceman", "peacekeeper", "commando", "guard", "volunteer", "tens", "ten", "hundred", "thousand", "hundreds", "thousands"});
    if (protest ? body : !forces) continue;
    const auto range = count_of_all(view_, argument.token);
    if (range && (!range->min || *range->min > 1)) slot = range;
  }
}

/// "Damascus would pay a price, the premier said", "leave or face war": those who have power speak of what is to come to others.
bool EventRoles::holds_out(const EventDraft& draft) const {
  const std::uint32_t head = draft.match.head;
  const std::uint32_t link = view_.child_with(head, Deprel::kCc);
  if (view_.document().lemma(head) != "play" && !announces(view_, head) && (link == kNoToken || view_.document().norm(link) != "or")) return false;
  return std::any_of(draft.actors.begin(), draft.actors.end(), has_power) && std::none_of(draft.actors.begin(), draft.actors.end(), [&](const Party& actor) {
    return std::any_of(draft.recipients.begin(), draft.recipients.end(), [&](const Party& other) { return other.country == actor.country && other.sectors == actor.sectors; });
  });
}

}  // namespace dragoman
