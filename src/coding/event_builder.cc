// SPDX-License-Identifier: Apache-2.0
#include "coding/event_builder.h"

#include <algorithm>

#include "coding/composition.h"
#include "coding/draft_merge.h"
#include "coding/event_modality.h"
#include "coding/event_roles.h"
#include "coding/numbers.h"

namespace dragoman {
namespace {

constexpr int kMaxDepth = 4;  // operators inside operators: "refused to agree to begin to withdraw"

/// Are all of `actors` known to be of other countries than the speakers? "Warned that Moscow would attack" threatens nobody.
bool acts_for_another(const std::vector<Party>& speakers, const std::vector<Party>& actors) {
  if (speakers.empty() || actors.empty()) return false;
  return std::all_of(actors.begin(), actors.end(), [&](const Party& actor) {
    return !actor.country.empty() && std::all_of(speakers.begin(), speakers.end(), [&](const Party& speaker) {
      return !speaker.country.empty() && speaker.country != actor.country;
    });
  });
}

bool of_two_states(const std::vector<Party>& parties) {
  return parties.size() > 1 && !parties.front().country.empty() && std::any_of(parties.begin(), parties.end(), [&](const Party& p) { return !p.country.empty() && p.country != parties.front().country; });
}

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

struct EventBuilder::Work {
  const EventBuilder& builder;
  const SyntaxView& view;
  TokenRange sentence;
  const PartyFinder& parties;
  Scratch& scratch;
  EventRoles roles;

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
    for (std::size_t m = 0; m < count; ++m) scratch.themes[m].clear();
    // "Said that Damascus must withdraw": the modal stands nearer to its verb than the verb of saying.
    for (std::size_t m = 0; m < count; ++m) {
      if (view.upos(scratch.matches[m].head) == Upos::kAux) take_themes(m);
    }
    for (std::size_t m = 0; m < count; ++m) {
      if (view.upos(scratch.matches[m].head) != Upos::kAux) take_themes(m);
    }
  }

  void take_themes(std::size_t m) {
    const Sense& s = sense(static_cast<std::int32_t>(m));
    if (s.theme.empty()) return;
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

  /// Is `above` already governed by `m`? Keeps the governors free of cycles.
  bool leads_up_to(std::int32_t m, std::int32_t above) const {
    for (int steps = 0; m >= 0 && steps < 64; ++steps) {
      if (m == above) return true;
      m = scratch.governor[static_cast<std::size_t>(m)];
    }
    return false;
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
      roles.fill(s.both, arguments, draft.actors, nullptr);
      if (draft.actors.size() < 2) roles.fill(s.both, arguments, draft.actors, nullptr, true);
      if (draft.nominal) roles.drop_words_of_name(draft);
    } else {
      roles.fill(s.actor, arguments, draft.actors, nullptr);
      roles.fill(s.recipient, arguments, draft.recipients, &draft.actors);
      draft.addressed_nobody = draft.recipients.empty() && roles.holds_noun(s.recipient, arguments);
    }
    if (code.type == EventType::kThreaten && draft.recipients.empty() && view.upos(fm.head) == Upos::kVerb && !view.is_passive(fm.head)) roles.take_objects_below(draft);
    const bool meets = code.type == EventType::kConsult || code.type == EventType::kAgree || code.type == EventType::kCooperate;
    if (draft.reciprocal && draft.nominal && meets && draft.actors.size() < 2) roles.add_clause_subject(draft);
    if (!draft.reciprocal && !draft.nominal && draft.actors.empty()) roles.take_author(draft, arguments);
    if (!draft.reciprocal && draft.nominal && draft.actors.empty()) roles.take_performer(draft);
    if (!draft.reciprocal && draft.nominal && draft.actors.empty()) roles.take_utterer(draft);
    if (!draft.reciprocal && draft.nominal && draft.recipients.empty()) roles.take_cause(draft);
    if (code.type == EventType::kSanction && code.mode == "convict") EventRoles::put_convicts_right(draft);
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
        count_hurt(argument.token, draft);
        if (kMagnitudeNames[static_cast<std::size_t>(count.magnitude)] != "participants") roles.add_people(argument.token, draft);
      }
    }
    roles.count_participants(arguments, draft);
    if (code.type == EventType::kAssault) {
      if (code.mode == "crowd-control" && draft.recipients.empty()) roles.take_objects_below(draft);
      roles.add_included(draft);
      roles.keep_fighters_and_victims(draft);
    }
    if (code.type == EventType::kThreaten && !s.actor.empty() && s.actor.front().front().kind == SlotKind::kSpeaker && !roles.holds_out(draft)) draft.dropped = "nobody holds it out as a threat of his own";
    // "Conceded that the reports had been false": no denial of them.
    const std::uint32_t above = view.head(fm.head);
    if (code.type == EventType::kReject && !s.actor.empty() && s.actor.front().front().kind == SlotKind::kSpeaker && above != kNoToken &&
        in(view.document().lemma(above), {"concede", "admit", "acknowledge", "confess", "agree", "find", "show"})) draft.dropped = "granted, not denied";
    draft.modality = modality_of(view, fm.head);
    // "There will be no talks, the premier said": who says so refuses.
    if (code.type == EventType::kReject && !s.actor.empty() && s.actor.front().front().kind == SlotKind::kSpeaker && view.document().lemma(fm.head) == "be") {
      if (draft.modality != Modality::kNegated || !announces(view, fm.head)) draft.dropped = "nobody refuses it";
      draft.modality = Modality::kActual;
      return draft;
    }
    if (view.upos(fm.head) == Upos::kAux && view.relation(fm.head) == Deprel::kAux && is_condition(view, view.head(fm.head))) draft.dropped = "a condition, not a demand";
    // "Damascus must withdraw": who says so demands it, however open what is demanded.
    if (view.upos(fm.head) == Upos::kAux && is_speech_act(code.type) && draft.modality == Modality::kHypothetical) draft.modality = Modality::kActual;
    if (draft.modality == Modality::kActual && fm.pivot != fm.head && view.upos(fm.head) != Upos::kAux) draft.modality = modality_of(view, fm.pivot);
    for (int i = 0; i < fm.word_count && draft.modality == Modality::kActual; ++i) {
      const Modality word = modality_of(view, fm.words[static_cast<std::size_t>(i)]);
      if ((word == Modality::kNegated && view.document().lemma(fm.head) != "spare") || (word == Modality::kFuture && view.upos(fm.words[static_cast<std::size_t>(i)]) == Upos::kNoun)) draft.modality = word;
    }
    return draft;
  }

  /// "Killed 20 and wounded scores", the second read as a noun phrase joined to the first.
  void count_hurt(std::uint32_t token, EventDraft& draft) const {
    static_assert(kMagnitudeNames[1] == "wounded");
    std::vector<std::uint32_t> parts;
    view.conjuncts(token, parts);
    for (const std::uint32_t part : parts) {
      if (part != token && hurt_apart(view, part) && !draft.magnitude[1]) draft.magnitude[1] = count_of(view, part);
    }
    // "Left 20 dead and 50 wounded": the second half of what was left.
    if (view.document().lemma(draft.match.head) != "leave" || draft.magnitude[1]) return;
    for (const std::uint32_t child : view.children(draft.match.head)) {
      if (view.relation(child) != Deprel::kConj || !in(view.document().norm(child), {"wounded", "injured", "hurt"})) continue;
      std::uint32_t who = view.child_with(child, Deprel::kNsubjPass);
      if (who == kNoToken) who = view.child_with(child, Deprel::kNsubj);
      if (who != kNoToken) draft.magnitude[1] = count_of(view, who);
    }
  }

  /// "Warned that it would resume enrichment": what follows is announced, and by the speaker of himself. True without a
  /// clause ("threatened to retaliate").
  bool threatens_own_act(std::int32_t m, const EventDraft& own) {
    std::vector<Argument> arguments;
    builder.matcher_.arguments(view, match(m), arguments);
    for (const Argument& argument : arguments) {
      if (argument.slot.kind != SlotKind::kCcomp) continue;
      if (!announces(view, argument.token)) return false;  // no "will" or "would"
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

  /// "Vowed never to give up", "promised not to attack": what is promised is that it will not be done.
  bool promises_not(std::int32_t m) {
    const Sense& s = sense(m);
    if (s.op != Operator::kPromise && s.op != Operator::kAgree && s.op != Operator::kWilling) return false;
    std::vector<Argument> arguments;
    builder.matcher_.arguments(view, match(m), arguments);
    return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) {
      return a.slot.kind == SlotKind::kXcomp && a.token > match(m).head && std::any_of(view.children(a.token).begin(), view.children(a.token).end(), [&](std::uint32_t child) {
        return view.deprel(child) == Deprel::kAdvmod && in(view.document().norm(child), {"not", "never"});
      });
    });
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
        if (promises_not(m)) own.code = EventCode{EventType::kReject, "", "120"};
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
      Composition composed = compose(s.op, s.event, draft.code.type, draft.code.mode);
      if (draft.modality == Modality::kNegated && promises_not(m)) {
        const auto refusal = refused(draft.code.type, draft.code.mode);
        composed.code = refusal ? *refusal : EventCode{EventType::kConcede, "", "035"};
        composed.keeps_inner = false;
      }
      if (composed.code && !own_made) {
        own_made = true;
        EventDraft event = own;
        event.code = *composed.code;
        if (event.code.type == s.event.value_or(EventCode{}).type && event.code.mode.empty() && s.event) event.code.mode = s.event->mode;
        event.composed_by = match(m).unit;
        give_roles(s.op, event, draft);
        if (s.op == Operator::kStop && event.actors.empty()) event.actors = draft.actors;
        // What two states undertake together is agreed between them, whoever yields in it.
        if ((s.op == Operator::kAgree || s.op == Operator::kPromise) && event.code.type == EventType::kConcede && of_two_states(event.actors)) {
          event.code = EventCode{EventType::kAgree, "", "030"};
        }
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
        if (event.recipients.empty() && !event.addressed_nobody) {
          for (const Party& party : inner.actors) {
            if (!shares_party({party}, event.actors)) add_party(event.recipients, party);
          }
        }
        break;
      case Operator::kRefuse:
      case Operator::kAgree:
      case Operator::kPromise:
      case Operator::kWilling:
      case Operator::kThreaten:
      case Operator::kStop: {
        const bool inner_meets = inner.reciprocal;
        // "Refused to fire on the crowd": who is spared has not been refused anything.
        const bool spares = op == Operator::kRefuse && inner.code.type >= EventType::kProtest;
        // "Rejects the raids by Oslo": refused to whoever does it.
        if (event.recipients.empty() && spares && inner.nominal && !shares_party(inner.actors, event.actors)) event.recipients = inner.actors;
        if (event.recipients.empty() && !spares) {
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
        // Who condemns a raid does not vouch for it: nobody doubts it.
        if (!in(view.document().lemma(match(m).head), {"condemn", "condemnation", "denounce", "denunciation", "deplore", "decry", "criticise", "criticize", "criticism", "slam", "lament", "regret", "protest"})) {
          draft.governing = GoverningSpeaker{own.actors, match(m).head, Stance::kAccuses};
        }
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
        if (draft.modality == Modality::kHypothetical && own.modality == Modality::kActual && (view.deprel(draft.pivot) == Deprel::kXcomp || view.deprel(draft.pivot) == Deprel::kAdvcl)) draft.modality = Modality::kActual;
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
      case Operator::kWilling:
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
  Work work{*this, view, sentence, parties, scratch, EventRoles(view, parties, scratch.tokens)};
  work.find_governors();
  std::vector<EventDraft> drafts;
  for (std::size_t m = 0; m < scratch.matches.size(); ++m) {
    if (scratch.governor[m] >= 0) continue;
    for (EventDraft& draft : work.evaluate(static_cast<std::int32_t>(m), 0)) drafts.push_back(std::move(draft));
  }
  for (EventDraft& draft : drafts) {
    apply_future(view, draft);
    if (draft.modality == Modality::kFuture || draft.modality == Modality::kHypothetical) draft.condition = condition_of(view, draft.match.head);
    if (draft.dropped.empty() && draft.modality == Modality::kHypothetical &&
        (is_speech_act(draft.code.type) || draft.code.type == EventType::kSupport) && is_condition(view, draft.match.head)) {
      draft.dropped = "a condition, not a report: nobody has spoken";
    }
    // "Marched to demand", "blocked the road to press for": whoever acts so has asked.
    if (draft.dropped.empty() && draft.modality == Modality::kHypothetical && (draft.code.type == EventType::kRequest || draft.code.type == EventType::kAccuse) && asks_by_acting(view, draft.match.head)) draft.modality = Modality::kActual;
    draft.infinitive = draft.modality == Modality::kHypothetical && draft.composed_by == 0xffffffff && bare_infinitive(view, draft.match.head);
  }
  merge_drafts(view, drafts);
  for (EventDraft& draft : drafts) out.push_back(std::move(draft));
}

}  // namespace dragoman
