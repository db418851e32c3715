// SPDX-License-Identifier: Apache-2.0
#include "coding/event_builder.h"

#include <algorithm>

#include "coding/composition.h"
#include "coding/numbers.h"

namespace dragoman {
namespace {

constexpr int kMaxDepth = 4;  // operators inside operators: "refused to agree to begin to withdraw"

bool is_clause_slot(SlotKind kind) { return kind == SlotKind::kXcomp || kind == SlotKind::kCcomp || kind == SlotKind::kAdvcl; }

void add_party(std::vector<Party>& list, Party party) {
  const bool known = std::any_of(list.begin(), list.end(), [&](const Party& p) { return same_code(p, party) && p.name == party.name; });
  if (!known) list.push_back(std::move(party));
}

bool shares_party(const std::vector<Party>& a, const std::vector<Party>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Party& x) {
    return std::any_of(b.begin(), b.end(), [&](const Party& y) { return same_code(x, y); });
  });
}

/// Are all of `actors` known to be of other countries than the speakers? "Warned that Moscow would attack" threatens nobody.
bool acts_for_another(const std::vector<Party>& speakers, const std::vector<Party>& actors) {
  if (speakers.empty() || actors.empty()) return false;
  return std::all_of(actors.begin(), actors.end(), [&](const Party& actor) {
    return !actor.country.empty() && std::all_of(speakers.begin(), speakers.end(), [&](const Party& speaker) {
      return !speaker.country.empty() && speaker.country != actor.country;
    });
  });
}

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Modality modality_of(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  // A noun is as actual as its own words say: "possible attack", "planned talks", "no talks".
  if (view.upos(token) == Upos::kNoun || view.upos(token) == Upos::kPropn) {
    for (const std::uint32_t child : view.children(token)) {
      const std::string_view norm = d.norm(child);
      const Deprel r = view.relation(child);
      if (r == Deprel::kDet && norm == "no") return Modality::kNegated;
      if (r == Deprel::kAmod) {
        if (in(norm, {"possible", "potential", "eventual", "feared", "hypothetical", "likely", "would-be"})) return Modality::kHypothetical;
        if (in(norm, {"planned", "upcoming", "forthcoming", "future", "coming", "proposed", "scheduled", "expected", "imminent"})) return Modality::kFuture;
        if (in(norm, {"foiled", "failed", "averted", "thwarted"})) return Modality::kNegated;
      }
    }
    if (view.child_with(token, Deprel::kCop) == kNoToken) return Modality::kActual;
  }
  bool future = false;
  bool possible = false;
  bool negated = false;
  for (const std::uint32_t child : view.children(token)) {
    const std::string_view norm = d.norm(child);
    switch (view.deprel(child)) {
      case Deprel::kAux:
        if (in(norm, {"will", "'ll", "shall", "’ll", "wo"})) future = true;
        else if (in(norm, {"may", "might", "could", "can", "should", "must", "ca"})) possible = true;
        else if (in(norm, {"would", "'d", "’d"})) {
          // Reported future ("said it would expel") against an unreal condition ("would expel if").
          const std::uint32_t up = view.head(token);
          const bool reported = up != kNoToken && (view.relation(token) == Deprel::kCcomp || view.relation(token) == Deprel::kParataxis ||
                                                   view.relation(token) == Deprel::kConj || view.relation(token) == Deprel::kAcl);
          if (reported) future = true;
          else possible = true;
        }
        break;
      case Deprel::kAdvmod:
        if (in(norm, {"not", "n't", "never", "n’t"})) negated = true;
        else if (in(norm, {"possibly", "perhaps", "maybe", "probably"})) possible = true;
        break;
      case Deprel::kCc:
      case Deprel::kCcPreconj:
        if (norm == "neither" || norm == "nor") negated = true;
        break;
      case Deprel::kMark:
        if (in(norm, {"if", "unless", "whether", "lest"})) possible = true;
        break;
      case Deprel::kNsubj:
      case Deprel::kNsubjPass:
      case Deprel::kObj: {
        const std::uint32_t det = view.child_with(child, Deprel::kDet);
        // "Spare no effort" affirms.
        if (det != kNoToken && d.norm(det) == "no" && d.lemma(token) != "spare") negated = true;
        if (in(norm, {"nobody", "none", "nothing"})) negated = true;
        break;
      }
      case Deprel::kAdvcl: {
        const std::uint32_t mark = view.child_with(child, Deprel::kMark);
        if (mark != kNoToken && d.norm(mark) == "if" && possible) possible = true;
        break;
      }
      default: break;
    }
  }
  // "The two are to meet", "will be to meet": the parser makes "to" a mark and the verb the head of "are".
  for (const std::uint32_t child : view.children(token)) {
    if (d.lemma(child) != "be" || (view.relation(child) != Deprel::kCop && view.relation(child) != Deprel::kAux)) continue;
    const std::uint32_t to = view.child_with(token, Deprel::kMark);
    if (to != kNoToken && to > child && d.norm(to) == "to") future = true;
  }
  if (negated) return Modality::kNegated;
  if (possible) return Modality::kHypothetical;
  if (future) return Modality::kFuture;
  // A bare infinitive of purpose or content has not happened: "plans to attack", "troops to guard".
  const Deprel r = view.deprel(token);
  const std::uint32_t mark = view.child_with(token, Deprel::kMark);
  if (mark != kNoToken && d.norm(mark) == "to" && d.xpos(token) == "VB" && (r == Deprel::kAcl || r == Deprel::kAdvcl || r == Deprel::kXcomp)) {
    // "managed to", "was able to" are entries of the lexicon; other governors leave it open.
    return Modality::kHypothetical;
  }
  if (r == Deprel::kConj && view.head(token) != kNoToken && view.upos(view.head(token)) == Upos::kVerb &&
      view.child_with(token, Deprel::kNsubj) == kNoToken && view.child_with(token, Deprel::kNsubjPass) == kNoToken) {
    const Modality first = modality_of(view, view.head(token));
    if (first != Modality::kNegated && view.child_with(token, Deprel::kAux) == kNoToken) return first;
  }
  return Modality::kActual;
}

namespace {

bool bare_infinitive(const SyntaxView& view, std::uint32_t token) {
  for (int steps = 0; token != kNoToken && steps < 3; ++steps) {
    const std::uint32_t mark = view.child_with(token, Deprel::kMark);
    if (mark != kNoToken) return view.document().norm(mark) == "to";
    if (view.deprel(token) != Deprel::kXcomp || view.document().xpos(token) != "VB") return false;  // "to help end"
    token = view.head(token);
  }
  return false;
}

}  // namespace

struct EventBuilder::Work {
  const EventBuilder& builder;
  const SyntaxView& view;
  TokenRange sentence;
  const PartyFinder& parties;
  Scratch& scratch;

  [[nodiscard]] const Sense& sense(std::int32_t m) const {
    return scratch.matches[static_cast<std::size_t>(m)].sense_in(*builder.lexicon_);
  }
  [[nodiscard]] const FrameMatch& match(std::int32_t m) const { return scratch.matches[static_cast<std::size_t>(m)]; }
  [[nodiscard]] std::int32_t match_at(std::uint32_t token) const {
    return token >= sentence.begin && token < sentence.end ? scratch.match_at[token - sentence.begin] : -1;
  }

  /// Matches that a theme token leads to: itself, or through words that carry no frame of their own or belong to the
  /// governing match ("denied reports that ...").
  void governed_by(std::uint32_t token, int depth, std::int32_t owner, std::vector<std::int32_t>& out) {
    if (depth > kMaxDepth) return;
    const std::int32_t found = match_at(token);
    if (found >= 0 && found != owner) {
      if (std::find(out.begin(), out.end(), found) == out.end()) out.push_back(found);
    } else if (view.upos(token) == Upos::kVerb || view.upos(token) == Upos::kNoun || view.upos(token) == Upos::kAdj) {
      for (const std::uint32_t child : view.children(token)) {
        const Deprel r = view.relation(child);
        const bool verbal = view.upos(token) == Upos::kVerb;
        if (r == Deprel::kXcomp || r == Deprel::kObj || (verbal && r == Deprel::kNsubj && view.deprel(child) == Deprel::kNsubjPass) ||
            (!verbal && r == Deprel::kNmod) || (!verbal && r == Deprel::kAcl) || r == Deprel::kCcomp) {
          governed_by(child, depth + 1, owner, out);
        }
      }
    }
    for (const std::uint32_t child : view.children(token)) {
      if (view.deprel(child) != Deprel::kConj) continue;
      // "They agree that it must end, and the king thanked Paris": a past clause with its own subject starts anew.
      const bool own_clause = view.document().xpos(child) == "VBD" && view.document().xpos(token) != "VBD" && view.child_with(child, Deprel::kNsubj) != kNoToken;
      if (!own_clause) governed_by(child, depth + 1, owner, out);
    }
  }

  void find_governors() {
    const auto count = scratch.matches.size();
    scratch.governor.assign(count, -1);
    if (scratch.themes.size() < count) scratch.themes.resize(count);
    for (std::size_t m = 0; m < count; ++m) {
      scratch.themes[m].clear();
      const Sense& s = sense(static_cast<std::int32_t>(m));
      if (s.theme.empty()) continue;
      builder.matcher_.arguments(view, scratch.matches[m], scratch.arguments);
      for (const auto& together : s.theme) {
        for (const Slot& slot : together) {
          for (const Argument& argument : scratch.arguments) {
            if (!(argument.slot == slot)) continue;
            std::vector<std::int32_t> found;
            governed_by(argument.token, 0, static_cast<std::int32_t>(m), found);
            for (const std::int32_t inner : found) {
              if (inner == static_cast<std::int32_t>(m) || scratch.governor[static_cast<std::size_t>(inner)] >= 0) continue;
              if (leads_up_to(static_cast<std::int32_t>(m), inner)) continue;
              scratch.governor[static_cast<std::size_t>(inner)] = static_cast<std::int32_t>(m);
              scratch.themes[m].push_back(inner);
            }
          }
        }
      }
    }
  }

  /// Is `above` already governed by `m`? Keeps the governors free of cycles.
  bool leads_up_to(std::int32_t m, std::int32_t above) const {
    for (int steps = 0; m >= 0 && steps < 64; ++steps) {
      if (m == above) return true;
      m = scratch.governor[static_cast<std::size_t>(m)];
    }
    return false;
  }

  /// The word that names the party in a slot. A finite clause stands for its own subject: "demanded that Minsk free them".
  std::uint32_t party_token(const Slot& slot, std::uint32_t token) const {
    if (!is_clause_slot(slot.kind) || (view.upos(token) != Upos::kVerb && view.upos(token) != Upos::kAdj)) return token;
    if (slot.kind != SlotKind::kCcomp) return kNoToken;
    return view.child_with(token, Deprel::kNsubj);
  }

  void fill(const SlotChoices& choices, const std::vector<Argument>& arguments, std::vector<Party>& out, const std::vector<Party>* except,
            bool all_choices = false) {
    for (const auto& together : choices) {
      for (const Slot& slot : together) {
        for (const Argument& argument : arguments) {
          if (!(argument.slot == slot)) continue;
          const std::uint32_t filler = party_token(slot, argument.token);
          if (filler == kNoToken) continue;
          // An argument that is itself an event lends its parties when drafts are merged, not here.
          scratch.tokens.clear();
          view.conjuncts(filler, scratch.tokens);
          for (const std::uint32_t token : scratch.tokens) {
            std::vector<Party> found;
            parties.find(token, found);
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
  void add_clause_subject(EventDraft& draft) {
    std::uint32_t token = draft.pivot;
    for (int steps = 0; steps < 3; ++steps) {
      const Deprel r = view.relation(token);
      if (r != Deprel::kObl && r != Deprel::kNmod && r != Deprel::kObj && r != Deprel::kAdvcl && r != Deprel::kConj) return;
      token = view.head(token);
      if (token == kNoToken) return;
      if (view.upos(token) != Upos::kVerb) continue;
      std::vector<Argument> arguments;
      view.arguments(token, arguments);
      std::vector<Party> found;
      fill({{Slot{SlotKind::kSubj, 0}}}, arguments, found, &draft.actors);
      for (Party& party : found) add_party(draft.actors, std::move(party));
      return;
    }
  }

  /// "Israel has stepped up raids", "the militants launched attacks": whoever does, plans or continues it.
  void take_performer(EventDraft& draft) {
    if (draft.code.type < EventType::kCooperate || is_speech_act(draft.code.type)) return;
    std::uint32_t token = draft.pivot;
    for (int steps = 0; steps < 2 && view.relation(token) == Deprel::kConj && view.head(token) != kNoToken; ++steps) token = view.head(token);
    if (view.deprel(token) != Deprel::kObj) return;
    const std::uint32_t verb = view.head(token);
    if (verb == kNoToken || view.upos(verb) != Upos::kVerb || view.is_passive(verb)) return;
    if (!in(view.document().lemma(verb), {"intensify", "step", "launch", "carry", "stage", "mount", "conduct", "continue", "resume", "begin", "start",
                                          "renew", "commit", "perpetrate", "unleash", "wage", "plan", "organise", "organize", "hold", "make", "execute",
                                          "increase", "escalate", "expand", "lead", "undertake", "complete", "call", "declare", "order",
                                          "announce", "proclaim", "impose", "approve"})) {
      return;
    }
    std::vector<Argument> arguments;
    view.arguments(verb, arguments);
    fill({{Slot{SlotKind::kSubj, 0}}}, arguments, draft.actors, &draft.recipients);
  }

  /// Who is killed, wounded or held is people, also where no dictionary knows the noun: "townspeople", "60,000".
  void add_people(std::uint32_t head, EventDraft& draft) const {
    std::vector<std::uint32_t> tokens;
    view.conjuncts(head, tokens);
    for (const std::uint32_t token : tokens) {
      const Upos p = view.upos(token);
      if ((p != Upos::kNoun && p != Upos::kNum) || in(view.document().lemma(token), {"life", "casualty", "toll", "death", "livestock", "animal"})) continue;
      std::vector<Party> found;
      parties.find(token, found);
      if (!found.empty()) continue;
      Party people;
      people.token = token;
      people.phrase = view.subtree(token);
      people.sectors = {"CVL"};
      if (draft.recipients.empty() || tokens.size() > 1) add_party(draft.recipients, std::move(people));
    }
  }

  /// "court bombings": a modifier that is no fighter is what was hit. "Shelled the village": ground is no victim.
  void keep_fighters_and_victims(EventDraft& draft) const {
    const auto fights = [](const Party& p) {
      return !p.country.empty() || (!p.sectors.empty() && in(p.sectors.front(), {"MIL", "REB", "PRM", "COP", "UAF", "SPY", "OPP", "CRM"}));
    };
    for (std::size_t i = 0; i < draft.actors.size();) {
      const Party& party = draft.actors[i];
      const bool modifier = party.token != kNoToken && (view.deprel(party.token) == Deprel::kCompound || view.deprel(party.token) == Deprel::kAmod);
      if (draft.nominal && modifier && !fights(party)) {
        if (draft.recipients.empty()) draft.recipients.push_back(party);
        draft.actors.erase(draft.actors.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
    if (draft.actors.empty()) return;
    draft.recipients.erase(std::remove_if(draft.recipients.begin(), draft.recipients.end(),
                                          [&](const Party& p) { return p.token != kNoToken && parties.is_ground(p.token); }),
                           draft.recipients.end());
  }

  /// The draft of a match by itself, operators' own meaning included.
  EventDraft draft_of(std::int32_t m, const EventCode& code) {
    const FrameMatch& fm = match(m);
    const Sense& s = sense(m);
    EventDraft draft;
    draft.code = code;
    draft.match = fm;
    draft.pivot = fm.pivot;
    draft.needs = s.needs;
    draft.weak = s.weak;
    draft.contexts = s.contexts;
    draft.nominal = view.upos(fm.pivot) != Upos::kVerb;
    std::vector<Argument> arguments;
    builder.matcher_.arguments(view, fm, arguments);
    if (!s.both.empty()) {
      draft.reciprocal = true;
      fill(s.both, arguments, draft.actors, nullptr);
      if (draft.actors.size() < 2) fill(s.both, arguments, draft.actors, nullptr, true);
    } else {
      fill(s.actor, arguments, draft.actors, nullptr);
      fill(s.recipient, arguments, draft.recipients, &draft.actors);
    }
    const bool meets = code.type == EventType::kConsult || code.type == EventType::kAgree || code.type == EventType::kCooperate;
    if (draft.reciprocal && draft.nominal && meets && draft.actors.size() < 2) add_clause_subject(draft);
    if (!draft.reciprocal && draft.nominal && draft.actors.empty()) take_performer(draft);
    for (const auto& together : s.place) {
      for (const Slot& slot : together) {
        for (const Argument& argument : arguments) {
          if (argument.slot == slot && draft.place_token == kNoToken) draft.place_token = argument.token;
        }
      }
    }
    for (const Count& count : s.counts) {
      for (const Argument& argument : arguments) {
        if (!(argument.slot == count.slot)) continue;
        auto& slot = draft.magnitude[static_cast<std::size_t>(count.magnitude)];
        if (!slot) slot = count_of_all(view, argument.token);
        if (kMagnitudeNames[static_cast<std::size_t>(count.magnitude)] != "participants") add_people(argument.token, draft);
      }
    }
    if (code.type == EventType::kAssault) keep_fighters_and_victims(draft);
    draft.modality = modality_of(view, fm.head);
    if (draft.modality == Modality::kActual && fm.pivot != fm.head) draft.modality = modality_of(view, fm.pivot);
    for (int i = 0; i < fm.word_count && draft.modality == Modality::kActual; ++i) {
      const Modality word = modality_of(view, fm.words[static_cast<std::size_t>(i)]);
      if ((word == Modality::kNegated && view.document().lemma(fm.head) != "spare") || (word == Modality::kFuture && view.upos(fm.words[static_cast<std::size_t>(i)]) == Upos::kNoun)) draft.modality = word;
    }
    return draft;
  }

  /// "Will", "would": a party's word on what it is going to do, or with "not" on what it refuses.
  bool announces(std::uint32_t token) const {
    return std::any_of(view.children(token).begin(), view.children(token).end(), [&](std::uint32_t child) {
      return view.deprel(child) == Deprel::kAux && in(view.document().norm(child), {"will", "would", "wo", "shall", "'ll", "'d"});
    });
  }

  /// "If Khartoum refuses ...", "unless they offer ...".
  bool is_condition(std::uint32_t token) const {
    const std::uint32_t mark = view.child_with(token, Deprel::kMark);
    return mark != kNoToken && in(view.document().norm(mark), {"if", "unless", "should"});
  }

  void apply_refusal(EventDraft& draft) {
    if (draft.modality != Modality::kNegated || draft.actors.empty()) return;
    const bool speech = draft.code.type == EventType::kAgree || draft.code.type == EventType::kConcede;
    bool refusal = speech || announces(draft.match.head);
    // "Would not carry out such a release": the refusal stands on the verb above.
    std::uint32_t token = draft.match.head;
    for (int steps = 0; !refusal && steps < 4; ++steps) {
      const Deprel r = view.relation(token);
      if (r != Deprel::kObj && r != Deprel::kXcomp && r != Deprel::kNmod && r != Deprel::kObl) break;
      token = view.head(token);
      refusal = announces(token);
    }
    if (!refusal) return;
    const auto code = refused(draft.code.type, draft.code.mode);
    if (!code) return;
    draft.code = *code;
    draft.modality = Modality::kActual;
    if (draft.reciprocal && draft.actors.size() > 1) {
      // Who refuses stands first, whom he will not meet after him.
      draft.recipients.assign(draft.actors.begin() + 1, draft.actors.end());
      draft.actors.resize(1);
      draft.reciprocal = false;
    }
  }

  void apply_future(EventDraft& draft) {
    apply_refusal(draft);
    if (draft.modality != Modality::kFuture) return;
    if (is_speech_act(draft.code.type)) {
      draft.modality = Modality::kActual;
      return;
    }
    if (const auto code = announced(draft.code.type)) {
      draft.code = *code;
      draft.modality = Modality::kActual;
    }
  }

  /// "Warned that it would resume enrichment": what follows is announced, and by the speaker of himself. True without a
  /// clause ("threatened to retaliate").
  bool threatens_own_act(std::int32_t m, const EventDraft& own) {
    std::vector<Argument> arguments;
    builder.matcher_.arguments(view, match(m), arguments);
    for (const Argument& argument : arguments) {
      if (argument.slot.kind != SlotKind::kCcomp) continue;
      if (!announces(argument.token)) return false;  // no "will" or "would"
      const std::uint32_t subject = view.child_with(argument.token, Deprel::kNsubj);
      if (subject == kNoToken) return false;
      std::vector<Party> found;
      parties.find(subject, found);
      return std::any_of(found.begin(), found.end(), [&](const Party& party) {
        return std::any_of(own.actors.begin(), own.actors.end(), [&](const Party& actor) { return !actor.country.empty() && actor.country == party.country; });
      });
    }
    return true;
  }

  std::vector<EventDraft> evaluate(std::int32_t m, int depth) {
    std::vector<EventDraft> out;
    const Sense& s = sense(m);
    std::vector<EventDraft> inner;
    if (depth < kMaxDepth) {
      for (const std::int32_t theme : scratch.themes[static_cast<std::size_t>(m)]) {
        for (EventDraft& draft : evaluate(theme, depth + 1)) inner.push_back(std::move(draft));
      }
    }
    if (s.op == Operator::kNone) {
      if (s.event) {
        out.push_back(draft_of(m, *s.event));
        if (s.also) out.push_back(draft_of(m, *s.also));
      }
      for (EventDraft& draft : inner) {
        draft.governed = true;
        out.push_back(std::move(draft));
      }
      return out;
    }
    const bool any_inner = std::any_of(inner.begin(), inner.end(), [](const EventDraft& d) { return d.dropped.empty(); });
    if (!any_inner) {
      if (s.event) {
        EventDraft own = draft_of(m, *s.event);
        if (s.op == Operator::kThreaten && !threatens_own_act(m, own)) own.dropped = "a warning of what others may do";
        out.push_back(std::move(own));
      }
      for (EventDraft& draft : inner) out.push_back(std::move(draft));
      return out;
    }
    EventDraft own = draft_of(m, s.event.value_or(EventCode{}));
    bool own_made = false;
    for (EventDraft& draft : inner) {
      if (!draft.dropped.empty()) {
        out.push_back(std::move(draft));
        continue;
      }
      if (s.op == Operator::kThreaten && acts_for_another(own.actors, draft.actors)) {
        draft.dropped = "a warning of what others may do";
        out.push_back(std::move(draft));
        continue;
      }
      const Composition composed = compose(s.op, s.event, draft.code.type, draft.code.mode);
      if (composed.code && !own_made) {
        own_made = true;
        EventDraft event = own;
        event.code = *composed.code;
        if (event.code.type == s.event.value_or(EventCode{}).type && event.code.mode.empty() && s.event) event.code.mode = s.event->mode;
        event.composed_by = match(m).unit;
        give_roles(s.op, event, draft);
        if (s.op == Operator::kStop && event.actors.empty()) event.actors = draft.actors;
        out.push_back(std::move(event));
      }
      if (composed.keeps_inner) {
        keep_inner(s, own, composed, draft, m);
        out.push_back(std::move(draft));
      } else {
        draft.dropped = "governed: it is what is asked, refused, promised or threatened";
        out.push_back(std::move(draft));
      }
    }
    return out;
  }

  /// Roles of a composed event from its operator and the governed event.
  void give_roles(Operator op, EventDraft& event, const EventDraft& inner) {
    switch (op) {
      case Operator::kAccuse:
      case Operator::kPraise:
      case Operator::kRequest:
        if (event.recipients.empty()) {
          for (const Party& party : inner.actors) {
            if (!shares_party({party}, event.actors)) add_party(event.recipients, party);
          }
        }
        break;
      case Operator::kRefuse:
      case Operator::kAgree:
      case Operator::kPromise:
      case Operator::kThreaten:
      case Operator::kStop: {
        const bool inner_meets = inner.reciprocal;
        if (event.recipients.empty()) {
          for (const Party& party : inner_meets ? inner.actors : inner.recipients) {
            if (!shares_party({party}, event.actors)) add_party(event.recipients, party);
          }
        }
        if (event.actors.empty()) event.actors = inner.actors;
        if (op == Operator::kAgree && inner_meets && event.actors.size() > 1) event.recipients.clear();
        if (event.place_token == kNoToken) event.place_token = inner.place_token;
        break;
      }
      default: break;
    }
  }

  void keep_inner(const Sense& s, const EventDraft& own, const Composition& composed, EventDraft& draft, std::int32_t m) {
    if (composed.inner_modality && draft.modality == Modality::kActual) draft.modality = *composed.inner_modality;
    const auto take_modality = [&] {
      // "had begun", "will launch", "did not carry out": the governing verb says whether it happened.
      if (own.modality != Modality::kActual && draft.modality == Modality::kActual) draft.modality = own.modality;
    };
    switch (s.op) {
      case Operator::kAccuse: {
        draft.governed = true;
        draft.governing = GoverningSpeaker{own.actors, match(m).head, Stance::kAccuses};
        // "accused Moscow of shelling": the accused did it, not the accuser.
        if (draft.modality == Modality::kHypothetical) draft.modality = Modality::kActual;
        if (draft.actors.empty() || shares_party(draft.actors, own.actors)) draft.actors = own.recipients;
        break;
      }
      case Operator::kPraise:
        draft.governed = true;
        if (draft.actors.empty()) draft.actors = own.recipients;
        break;
      case Operator::kBegin:
        take_modality();
        if (draft.modality == Modality::kHypothetical && own.modality == Modality::kActual && view.deprel(draft.pivot) == Deprel::kXcomp) draft.modality = Modality::kActual;
        if (draft.actors.empty() && !draft.reciprocal) draft.actors = own.actors;
        if (draft.reciprocal && draft.actors.size() < 2) {
          for (const Party& party : own.actors) add_party(draft.actors, party);
        }
        break;
      case Operator::kCause:
        take_modality();
        if (draft.modality == Modality::kHypothetical && own.modality == Modality::kActual) draft.modality = Modality::kActual;
        if (!own.actors.empty()) {
          draft.actors = own.actors;
        }
        break;
      case Operator::kNegate:
      case Operator::kFuture:
      case Operator::kHypothetical:
      case Operator::kAgree:
      case Operator::kPromise:
        take_modality();
        // The bare infinitive under "plan to" is no longer open: the operator says what it is.
        if (composed.inner_modality) draft.modality = *composed.inner_modality;
        if (draft.actors.empty() && !draft.reciprocal) draft.actors = own.actors;
        break;
      default: break;
    }
  }

  /// "killed since the rebels launched their campaign", "raids after an attack": the words that join the two set them
  /// apart in time or reason.
  bool told_apart(std::uint32_t token) const {
    std::uint32_t link = view.child_with(token, Deprel::kMark);
    if (link == kNoToken) link = view.adposition(token);
    return link != kNoToken && in(view.document().norm(link), {"since", "after", "before", "until", "till", "while", "although", "though", "because",
                                                               "following", "despite", "amid", "unless", "if", "ahead", "prior", "over"});
  }

  /// "agreed to meet for talks", "will visit for talks with": the noun tells what the verb has told.
  void drop_talks_told_twice(std::vector<EventDraft>& drafts) const {
    for (EventDraft& lower : drafts) {
      if (!lower.dropped.empty() || !lower.nominal || lower.code.type != EventType::kConsult) continue;
      for (const EventDraft& upper : drafts) {
        const bool talks = upper.code.type == EventType::kConsult || upper.code.type == EventType::kAgree;
        if (&upper == &lower || !talks || !upper.dropped.empty() || upper.pivot == lower.pivot) continue;
        if (!view.governs(upper.pivot, lower.pivot) || !shares_party(upper.actors, lower.actors)) continue;
        lower.dropped = "talks that the governing verb has told";
        break;
      }
    }
  }

  /// Two drafts of one sentence that report one interaction: "killed in an attack", "attacked ..., killing ten".
  bool same_interaction(const EventDraft& a, const EventDraft& b) const {
    if (a.code.type != b.code.type) return false;
    // "Summoned the envoy to protest": the purpose of an act is no second one.
    const auto purpose = [&](const EventDraft& d) { return d.modality == Modality::kHypothetical && view.deprel(d.pivot) == Deprel::kAdvcl; };
    if (a.modality != b.modality && !(purpose(b) && a.modality == Modality::kActual)) return false;
    if (a.governing.has_value() != b.governing.has_value()) return false;
    // "cut phone lines and locked up activists": of one type, yet two events; the means of one attack may vary.
    const auto means = [](std::string_view mode) {
      return in(mode, {"", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "primitive", "beat", "massacre", "assassinate"});
    };
    if (a.code.mode != b.code.mode && !a.code.mode.empty() && !b.code.mode.empty() && !(means(a.code.mode) && means(b.code.mode))) return false;
    const auto linked = [&](const EventDraft& upper, const EventDraft& lower) {
      std::uint32_t token = lower.pivot;
      for (int steps = 0; token != kNoToken && steps < 5; ++steps) {
        const Deprel r = view.relation(token);
        const std::uint32_t up = view.head(token);
        if (up == kNoToken) return false;
        if (r == Deprel::kCcomp || r == Deprel::kParataxis || told_apart(token)) return false;
        if (up == upper.pivot || up == upper.match.head) {
          const bool nominal = r == Deprel::kNsubj || r == Deprel::kObl || r == Deprel::kObj || r == Deprel::kNmod || r == Deprel::kCompound;
          const bool clausal = r == Deprel::kAdvcl || r == Deprel::kAcl || r == Deprel::kConj;
          if (r == Deprel::kConj) {
            // "killed three and wounded five": one attack when the second has no subject of its own.
            return view.child_with(token, Deprel::kNsubj) == kNoToken && view.child_with(token, Deprel::kNsubjPass) == kNoToken;
          }
          return nominal || clausal;
        }
        token = up;
      }
      return false;
    };
    if (!linked(a, b) && !linked(b, a)) return false;
    // Different parties on both sides are different events.
    const auto differ = [](const std::vector<Party>& x, const std::vector<Party>& y) { return !x.empty() && !y.empty() && !shares_party(x, y); };
    if (differ(a.actors, b.actors)) return false;
    return true;
  }

  void merge(EventDraft& into, EventDraft& from) {
    if (into.actors.empty() || (!into.reciprocal && from.reciprocal && from.actors.size() > 1 && into.recipients.empty())) into.actors = from.actors;
    if (into.reciprocal && from.reciprocal) {  // "mediating for the EU, held talks with Medvedev"
      for (const Party& party : from.actors) add_party(into.actors, party);
    }
    for (const Party& party : from.recipients) {
      if (!shares_party({party}, into.actors)) add_party(into.recipients, party);
    }
    if (into.code.mode.empty()) into.code.mode = from.code.mode, into.code.cameo = from.code.cameo;
    if (into.place_token == kNoToken) into.place_token = from.place_token;
    for (std::size_t i = 0; i < into.magnitude.size(); ++i) {
      if (!into.magnitude[i]) into.magnitude[i] = from.magnitude[i];
    }
    into.weak = into.weak && from.weak;
    into.needs &= from.needs;
    from.dropped = "reports the same interaction as another word of the sentence";
  }
};

void EventBuilder::build(const SyntaxView& view, TokenRange sentence, const PartyFinder& parties, Scratch& scratch,
                         std::vector<EventDraft>& out) const {
  scratch.matches.clear();
  matcher_.match(view, sentence, parties, scratch.matcher, scratch.matches, &scratch.dropped_matches);
  std::erase_if(scratch.matches, [&](const FrameMatch& match) { return match.word_count == 0 && parties.inside_name(match.head); });
  if (scratch.matches.empty()) return;
  scratch.match_at.assign(sentence.end - sentence.begin, -1);
  for (std::size_t m = 0; m < scratch.matches.size(); ++m) {
    const FrameMatch& match = scratch.matches[m];
    const auto claim = [&](std::uint32_t token) {
      if (token >= sentence.begin && token < sentence.end) scratch.match_at[token - sentence.begin] = static_cast<std::int32_t>(m);
    };
    claim(match.head);
    claim(match.pivot);
    for (int i = 0; i < match.word_count; ++i) claim(match.words[static_cast<std::size_t>(i)]);
  }
  Work work{*this, view, sentence, parties, scratch};
  work.find_governors();
  std::vector<EventDraft> drafts;
  for (std::size_t m = 0; m < scratch.matches.size(); ++m) {
    if (scratch.governor[m] >= 0) continue;
    for (EventDraft& draft : work.evaluate(static_cast<std::int32_t>(m), 0)) drafts.push_back(std::move(draft));
  }
  for (EventDraft& draft : drafts) {
    work.apply_future(draft);
    if (draft.dropped.empty() && draft.modality == Modality::kHypothetical && is_speech_act(draft.code.type) && work.is_condition(draft.match.head)) {
      draft.dropped = "a condition, not a report: nobody has spoken";
    }
    draft.infinitive = draft.modality == Modality::kHypothetical && draft.composed_by == 0xffffffff && bare_infinitive(view, draft.match.head);
  }
  work.drop_talks_told_twice(drafts);
  // Verbs take in the nouns they govern, the first of several verbs the later ones.
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (!drafts[i].dropped.empty()) continue;
    for (std::size_t j = i + 1; j < drafts.size(); ++j) {
      if (!drafts[j].dropped.empty() || !drafts[i].dropped.empty() || !work.same_interaction(drafts[i], drafts[j])) continue;
      const bool adjunct_first = drafts[i].nominal == drafts[j].nominal && view.deprel(drafts[i].pivot) == Deprel::kAdvcl &&
                                 view.governs(drafts[j].pivot, drafts[i].pivot);
      const bool second_governs = adjunct_first || (drafts[i].nominal && !drafts[j].nominal);
      if (second_governs) work.merge(drafts[j], drafts[i]);
      else work.merge(drafts[i], drafts[j]);
    }
  }
  for (EventDraft& draft : drafts) out.push_back(std::move(draft));
}

}  // namespace dragoman
