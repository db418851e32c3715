// SPDX-License-Identifier: Apache-2.0
#include "coding/unreal.h"

#include <algorithm>
#include <initializer_list>

#include "coding/composition.h"
#include "coding/event_modality.h"

namespace dragoman {
namespace {

constexpr int kSteps = 4;  // from a noun to its verb, from a verb to the one it depends on

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_child(const SyntaxView& view, std::uint32_t token, auto test) {
  return std::any_of(view.children(token).begin(), view.children(token).end(), test);
}

/// The verb whose clause the word stands in: itself, or the one it is subject, object or adjunct of.
std::uint32_t clause_verb(const SyntaxView& view, std::uint32_t token) {
  for (int steps = 0; token != kNoToken && steps < kSteps; ++steps) {
    if (view.upos(token) == Upos::kVerb || view.child_with(token, Deprel::kCop) != kNoToken) return token;
    const Deprel r = view.relation(token);
    if (r != Deprel::kObj && r != Deprel::kObl && r != Deprel::kNsubj && r != Deprel::kNmod && r != Deprel::kCompound && r != Deprel::kConj) return kNoToken;
    token = view.head(token);
  }
  return kNoToken;
}

bool in_present(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  const auto present = [&](std::uint32_t t) { return in(d.xpos(t), {"VBZ", "VBP"}); };
  return present(verb) || has_child(view, verb, [&](std::uint32_t child) {
           return (view.relation(child) == Deprel::kAux || view.relation(child) == Deprel::kCop) && present(child);
         });
}

bool in_perfect(const SyntaxView& view, std::uint32_t verb) {
  return has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && view.document().lemma(child) == "have"; });
}

/// Is what the verb tells still to come, or only planned?
bool is_to_come(const SyntaxView& view, std::uint32_t verb) {
  for (int steps = 0; verb != kNoToken && steps < kSteps; ++steps) {
    const Modality m = modality_of(view, verb);
    if (m == Modality::kFuture || m == Modality::kHypothetical) return true;
    if (in(view.document().lemma(verb), {"expect", "plan", "schedule", "intend", "hope", "want", "due", "set", "likely", "slate"})) return true;
    if (view.relation(verb) != Deprel::kXcomp && view.relation(verb) != Deprel::kConj) return false;
    verb = view.head(verb);
  }
  return false;
}

/// "If it attacked", "unless they scrap the pact", "as long as it ignores", "should talks begin", "by the time he meets them",
/// "when he visits next month": it may come, nobody tells that it has.
bool in_condition(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  const std::uint32_t first = d.sentences[d.tokens[verb].sentence].tokens.begin;
  for (const std::uint32_t child : view.children(verb)) {
    if (child > verb) break;
    const std::string_view norm = d.norm(child);
    const Deprel r = view.relation(child);
    if (r == Deprel::kMark) {
      if (in(norm, {"if", "unless", "lest"})) return !(norm == "if" && child > first && in(d.norm(child - 1), {"as", "even"}));
      if (norm == "whether") return true;
      if (in(norm, {"until", "till", "once"}) && in_present(view, verb)) return true;
      if (norm == "as" && child > first + 1 && d.norm(child - 1) == "long" && d.norm(child - 2) == "as" && in_present(view, verb)) return true;
    }
    // "Should talks begin", "had they attacked": the auxiliary before its subject.
    if (r == Deprel::kAux && norm == "should" && view.relation(verb) == Deprel::kAdvcl) {
      const std::uint32_t subject = view.child_with(verb, Deprel::kNsubj);
      if (subject != kNoToken && subject > child) return true;
    }
    if (in(norm, {"when", "whenever", "before", "after"}) && (r == Deprel::kAdvmod || r == Deprel::kMark) && view.relation(verb) == Deprel::kAdvcl && in_present(view, verb) && !in_perfect(view, verb) &&
        view.head(verb) != kNoToken && is_to_come(view, view.head(verb))) {
      return true;
    }
  }
  const std::uint32_t begin = view.subtree(verb).begin;
  // Where the tree hangs the conjunction elsewhere: "until two of their men go free".
  if (begin < verb && in(d.norm(begin), {"until", "till", "unless"}) && in_present(view, verb)) return true;
  return begin >= first + 2 && view.relation(verb) != Deprel::kRoot && d.norm(begin - 1) == "time" && d.norm(begin - 2) == "the" && in_present(view, verb);
}

/// "If they failed to leave": the condition stands on the verb above.
bool under_condition(const SyntaxView& view, std::uint32_t verb) {
  for (int steps = 0; steps < kSteps; ++steps) {
    const Deprel r = view.relation(verb);
    if (r != Deprel::kXcomp && !(r == Deprel::kConj && view.child_with(verb, Deprel::kNsubj) == kNoToken && view.child_with(verb, Deprel::kNsubjPass) == kNoToken)) return false;
    verb = view.head(verb);
    if (verb == kNoToken || view.upos(verb) != Upos::kVerb) return false;
    if (in_condition(view, verb)) return true;
  }
  return false;
}

/// "Frequently target", "are killed every day": a custom has no day.
bool is_habit(const SyntaxView& view, std::uint32_t verb, EventType type) {
  const Document& d = view.document();
  const bool custom = has_child(view, verb, [&](std::uint32_t child) {
    if (view.relation(child) == Deprel::kAdvmod) {
      return in(d.norm(child), {"frequently", "often", "regularly", "routinely", "usually", "commonly", "habitually", "normally", "typically", "sometimes", "occasionally", "generally", "daily", "everyday", "traditionally"});
    }
    if (view.relation(child) != Deprel::kObl || (d.norm(child) != "day" && d.norm(child) != "week" && d.norm(child) != "month" && d.norm(child) != "year")) return false;
    return has_child(view, child, [&](std::uint32_t word) {
      return (view.relation(word) == Deprel::kDet && in(d.norm(word), {"every", "each"})) || (view.relation(word) == Deprel::kCase && d.norm(word) == "per");
    });
  });
  if (!custom) return false;
  const bool told = d.xpos(verb) == "VBD" || has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && d.xpos(child) == "VBD"; });
  return !told || !is_speech_act(type);
}

/// "The constitution bars", "under the charter": a rule, whoever it meets.
bool is_rule(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  if (!in_present(view, verb) || in_perfect(view, verb)) return false;
  const std::uint32_t subject = view.child_with(verb, Deprel::kNsubj);
  return subject != kNoToken && view.deprel(subject) != Deprel::kNsubjPass && in(d.lemma(subject), {"constitution", "charter", "article", "clause", "statute", "paragraph", "provision"});
}

/// "The missiles are fired from launchers": what is done with such things, told in the plain present.
bool is_general(const SyntaxView& view, std::uint32_t verb, const EventDraft& draft) {
  const Document& d = view.document();
  if (draft.code.type != EventType::kAssault || d.xpos(verb) != "VBN" || !draft.actors.empty()) return false;
  bool present = false;
  for (const std::uint32_t child : view.children(verb)) {
    if (view.relation(child) == Deprel::kObl && view.deprel(child) == Deprel::kOblUnmarked) return false;
    if (view.relation(child) != Deprel::kAux) continue;
    if (!in(d.norm(child), {"is", "are"})) return false;
    present = true;
  }
  return present;
}

/// "Can veto", "is able to block": whoever could has not done it.
bool is_ability(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  if (has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(d.norm(child), {"can", "ca"}); })) return true;
  const std::uint32_t up = view.head(verb);
  return view.relation(verb) == Deprel::kXcomp && up != kNoToken && in(d.lemma(up), {"able", "unable", "capable", "entitled", "free", "empowered", "eligible"}) && in_present(view, up);
}

/// "Fears he could be abducted": what somebody feels may come.
bool is_feared(const SyntaxView& view, std::uint32_t verb) {
  for (int steps = 0; verb != kNoToken && steps < kSteps; ++steps) {
    const std::uint32_t up = view.head(verb);
    if (up == kNoToken) return false;
    const Deprel r = view.relation(verb);
    if (r == Deprel::kCcomp && in(view.document().lemma(up), {"fear", "worry", "dread", "imagine", "pray", "wish", "afraid", "worried", "anxious", "doubt", "speculate", "speculation", "rumour", "rumor"})) return true;
    if (r != Deprel::kXcomp && r != Deprel::kConj && r != Deprel::kCcomp) return false;
    verb = up;
  }
  return false;
}

/// "Officials who curb freedoms", "communities that back the rebels", "troops deployed abroad": who is meant, not what happens.
bool tells_who(const SyntaxView& view, std::uint32_t verb, const EventDraft& draft) {
  const Document& d = view.document();
  if (view.relation(verb) != Deprel::kAcl) return false;
  const std::uint32_t begin = view.subtree(verb).begin;
  const bool set_off = begin > 0 && view.upos(begin - 1) == Upos::kPunct;  // "the alliance, which trains the army"
  if (in(d.xpos(verb), {"VBZ", "VBP"})) {
    // A paper's clause tells what it says: "adopted a resolution that condemns".
    const std::uint32_t of = view.head(verb);
    return !set_off && !(of != kNoToken && in(d.lemma(of), {"resolution", "statement", "declaration", "letter", "communique", "communiqué", "decree", "bill", "law", "motion", "petition", "text", "report", "document", "draft", "message", "deal", "agreement", "accord", "pact"}));
  }
  // "Youths convicted of theft", "accords signed by the two": of any such, or of those known already, without a day.
  if (d.xpos(verb) == "VBN" && draft.actors.empty() && (draft.code.type == EventType::kSanction || draft.code.type == EventType::kCoerce)) {
    const std::uint32_t who = view.head(verb);
    const bool bare = who != kNoToken && d.xpos(who) == "NNS" && !has_child(view, who, [&](std::uint32_t child) {
      const Deprel r = view.relation(child);
      return r == Deprel::kDet || r == Deprel::kNummod || (r == Deprel::kNmod && child < who) || view.deprel(child) == Deprel::kNmodPoss || view.upos(child) == Upos::kPropn;
    });
    if (bare) return true;
  }
  // "A group fighting for a state", "rebels battling the army": what they are known for.
  if (d.xpos(verb) == "VBG" && draft.code.type == EventType::kAssault && draft.code.mode.empty() && in(d.lemma(verb), {"fight", "battle", "wage"})) {
    return !has_child(view, verb, [&](std::uint32_t child) { return view.deprel(child) == Deprel::kOblUnmarked || view.relation(child) == Deprel::kAux; });
  }
  // "Five men accused of the killing": known already, unless a day says when.
  if (d.xpos(verb) == "VBN" && draft.code.type == EventType::kAccuse && draft.actors.empty() && in(d.lemma(verb), {"accuse", "charge", "suspect"}) && view.head(verb) != kNoToken && d.xpos(view.head(verb)) == "NNS") {
    return !has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux || view.deprel(child) == Deprel::kOblUnmarked; });
  }
  // "States seeking membership": who they are.
  if (d.xpos(verb) == "VBG" && draft.code.type == EventType::kRequest && in(d.lemma(verb), {"seek", "want"})) return true;
  // "Troops backed by tanks"
  if (d.xpos(verb) == "VBN" && draft.code.type == EventType::kSupport && in(d.lemma(verb), {"back", "support", "flank"}) && !has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux; })) return true;
  return d.xpos(verb) == "VBN" && (draft.code.type == EventType::kMobilize) && !has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux; });
}

/// "A war between them could draw in others", "any attack would be met": one that has not been.
bool is_supposed(const SyntaxView& view, std::uint32_t noun) {
  const Document& d = view.document();
  // "Should talks among them begin": the parser makes "should" a word of its subject.
  if (has_child(view, noun, [&](std::uint32_t child) { return child < noun && view.relation(child) == Deprel::kAux && d.norm(child) == "should"; })) return true;
  const std::uint32_t det = view.child_with(noun, Deprel::kDet);
  const std::uint32_t up = view.head(noun);
  // "Averting an all-out war", "could result in sanctions"
  if (up != kNoToken && view.upos(up) == Upos::kVerb && (view.relation(noun) == Deprel::kObj || view.relation(noun) == Deprel::kObl) && (det == kNoToken || in(d.norm(det), {"a", "an", "any"}))) {
    if (view.relation(noun) == Deprel::kObj && in(d.lemma(up), {"avert", "prevent", "avoid", "forestall", "preclude", "provoke", "risk", "fear"}) && (d.xpos(up) == "VBG" || d.xpos(up) == "VB")) return true;
    if (in(d.lemma(up), {"result", "lead", "end", "trigger", "spark", "provoke", "cause", "face", "bring", "mean", "escalate", "turn", "slide", "descend", "erupt"}) &&
        has_child(view, up, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(d.norm(child), {"could", "might", "may", "would", "can"}); })) {
      return true;
    }
  }
  // "Should be subjected to sanctions", "would be targeted for arrest"
  if (up != kNoToken && view.relation(noun) == Deprel::kObl && view.upos(up) == Upos::kVerb && det == kNoToken && in(d.lemma(up), {"subject", "target", "face", "risk", "list", "single", "push", "call", "press", "vote"}) &&
      has_child(view, up, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(d.norm(child), {"should", "must", "could", "would", "may", "might"}); })) {
    return true;
  }
  // "The pullout should start in May", "are seen as a threat"
  if (up != kNoToken && view.relation(noun) == Deprel::kNsubj && has_child(view, up, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(d.norm(child), {"must", "should"}); })) return true;
  // "Must increase sanctions": asked for.
  if (up != kNoToken && view.relation(noun) == Deprel::kObj && has_child(view, up, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(d.norm(child), {"must", "should"}); })) return true;
  // "The founder of the insurgency", "a veteran of the war": who somebody is.
  const std::uint32_t link = view.relation(noun) == Deprel::kNmod ? view.adposition(noun) : kNoToken;
  if (link != kNoToken && d.norm(link) == "of" && in(d.lemma(up), {"founder", "father", "architect", "veteran", "hero", "mastermind", "symbol", "face", "leader", "survivor", "anniversary", "history", "memory", "legacy", "era"})) return true;
  if (det == kNoToken || !in(d.norm(det), {"a", "an", "any"})) return false;
  const std::uint32_t verb = view.relation(noun) == Deprel::kNsubj ? view.head(noun) : kNoToken;
  if (verb == kNoToken) return false;
  return has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(d.norm(child), {"would", "could", "might", "may", "can"}); });
}

/// "It is our hope that they will gather", "hopes that Oslo will help": what others are hoped to do is no promise of theirs.
bool is_hoped_for(const SyntaxView& view, std::uint32_t verb) {
  const std::uint32_t up = view.head(verb);
  const Deprel r = view.relation(verb);
  if (up == kNoToken || (r != Deprel::kCcomp && r != Deprel::kAcl && r != Deprel::kCsubj) || !announces(view, verb)) return false;
  const auto hopes = [&](std::uint32_t t) { return in(view.document().lemma(t), {"hope", "wish", "expectation", "pray", "hopeful", "optimistic", "confident"}); };
  return hopes(up) || has_child(view, up, [&](std::uint32_t child) { return child < verb && hopes(child); });
}

/// "Could be implicated", "might reject it": words that nobody has spoken yet.
bool may_be_said(const SyntaxView& view, std::uint32_t verb) {
  return has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(view.document().norm(child), {"could", "might", "may"}); });
}

/// "35 percent said they would back the party": a poll.
bool is_polled(const SyntaxView& view, std::uint32_t verb) {
  const std::uint32_t up = view.head(verb);
  if (up == kNoToken || view.relation(verb) != Deprel::kCcomp || !announces(view, verb)) return false;
  const std::uint32_t who = view.child_with(up, Deprel::kNsubj);
  return who != kNoToken && in(view.document().lemma(who), {"percent", "%", "respondent", "per"});
}

/// "Should be probed": somebody else's wish.
bool ought_to_be_said(const SyntaxView& view, std::uint32_t verb) {
  return has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(view.document().norm(child), {"should", "must", "ought"}); });
}

/// "Threats posed by the rebels": a danger, not words.
bool is_danger(const SyntaxView& view, std::uint32_t noun) {
  return has_child(view, noun, [&](std::uint32_t child) { return view.relation(child) == Deprel::kAcl && in(view.document().lemma(child), {"pose", "face", "present"}); });
}

/// "UN peacekeeping troops called for calm": who they are.
bool names_helpers(const SyntaxView& view, const EventDraft& draft) {
  if ((draft.code.type != EventType::kAid && draft.code.type != EventType::kAgree) || !draft.nominal || view.upos(draft.match.head) == Upos::kVerb || view.relation(draft.pivot) == Deprel::kObj) return false;
  const Document& d = view.document();
  const auto peace = [&](std::uint32_t t) { return t != kNoToken && d.lemma(t).starts_with("peacekeep"); };
  if (peace(draft.match.head) || peace(draft.pivot)) return true;
  return has_child(view, draft.pivot, peace);
}

/// "On the sidelines of the summit", "on the eve of the talks"
bool is_occasion(const SyntaxView& view, std::uint32_t noun) {
  const std::uint32_t up = view.relation(noun) == Deprel::kNmod ? view.head(noun) : kNoToken;
  return up != kNoToken && in(view.document().lemma(up), {"sideline", "sidelines", "margin", "margins", "eve", "fringe", "fringes", "aftermath", "wake"});
}

/// "A report released on Monday": a paper, not a prisoner.
bool releases_paper(const SyntaxView& view, const EventDraft& draft) {
  if (draft.code.type != EventType::kRetreat || draft.code.mode != "release") return false;
  const Document& d = view.document();
  const std::uint32_t verb = draft.match.head;
  const auto paper = [&](std::uint32_t t) {
    return t != kNoToken && in(d.lemma(t), {"report", "document", "statement", "figure", "data", "result", "survey", "poll", "study", "statistics", "film", "book", "album", "tape", "video", "list", "paper", "memo", "letter", "file", "record", "archive", "transcript", "budget"});
  };
  return (view.relation(verb) == Deprel::kAcl && paper(view.head(verb))) || has_child(view, verb, [&](std::uint32_t child) { return view.relation(child) != Deprel::kObl && paper(child); });
}

/// "Failed to secure UN condemnation", "seeks the support of Paris": what somebody wants from others.
bool is_sought(const SyntaxView& view, std::uint32_t noun) {
  const std::uint32_t verb = view.relation(noun) == Deprel::kObj ? view.head(noun) : kNoToken;
  return verb != kNoToken && in(view.document().lemma(verb), {"secure", "seek", "win", "obtain", "gain", "get", "avoid", "escape", "court", "attract", "need", "deserve", "lose", "muster", "drum", "lack"}) &&
         (bare_infinitive(view, verb) || in(view.document().lemma(verb), {"seek", "need", "deserve", "lack", "avoid", "escape", "lose"}));
}

}  // namespace

std::string_view spoken_of_only(const SyntaxView& view, const EventDraft& draft) {
  const EventType type = draft.code.type;
  const std::uint32_t head = draft.match.head;
  // What is only open and friendly, and a refusal that does not come, are told for another's sake.
  if (draft.modality == Modality::kHypothetical && (type == EventType::kCooperate || type == EventType::kAid || type == EventType::kRetreat || type == EventType::kConsult)) return "it may come: nobody tells that it has";
  if (draft.modality == Modality::kNegated && type == EventType::kReject) return "words that nobody spoke";
  if (draft.modality == Modality::kHypothetical && (type == EventType::kRequest || type == EventType::kAccuse) && draft.infinitive) return "an infinitive: nobody has asked yet";
  const bool modal = view.upos(head) == Upos::kAux;  // "must withdraw": the frame's own word
  const std::uint32_t verb = modal ? kNoToken : clause_verb(view, head);
  if (view.upos(head) == Upos::kNoun && type != EventType::kAgree && is_supposed(view, head)) return "one that has not been: supposed only";
  if (type == EventType::kThreaten && draft.nominal && is_danger(view, draft.pivot)) return "a danger, not a threat that somebody speaks";
  if (draft.nominal && (type == EventType::kAccuse || type == EventType::kSupport || type == EventType::kAgree) && is_sought(view, draft.pivot)) return "what somebody wants from others";
  if (names_helpers(view, draft)) return "who they are, not what is done";
  if (draft.nominal && (type == EventType::kConsult || type == EventType::kAgree) && is_occasion(view, draft.pivot)) return "the occasion of something else";
  if (releases_paper(view, draft)) return "a paper is published, nobody is let go";
  if (draft.nominal && type == EventType::kThreaten && view.adposition(draft.pivot) != kNoToken && view.document().norm(view.adposition(draft.pivot)) == "as") return "a danger, not a threat that somebody speaks";
  if (verb == kNoToken) return {};
  if (draft.nominal && !is_speech_act(type) && type != EventType::kSupport && is_feared(view, verb)) return "what is feared or wished";
  const bool verbal = verb == head || verb == draft.pivot;
  if (verbal) {
    if (in_condition(view, verb) || under_condition(view, verb)) return "a condition or what is awaited, not a report";
    if (is_habit(view, verb, type)) return "a habit: no day has it";
    if (is_rule(view, verb) || is_general(view, verb, draft)) return "a standing rule";
    if (tells_who(view, verb, draft)) return "who is meant, not what happens";
    if (is_ability(view, verb) && draft.modality != Modality::kNegated) return "what somebody could do";
    if (is_polled(view, verb)) return "a poll";
    if (type == EventType::kAccuse && ought_to_be_said(view, verb)) return "words that nobody has spoken yet";
    if ((is_speech_act(type) || type == EventType::kSupport) && draft.composed_by == 0xffffffff && may_be_said(view, verb)) return "words that nobody has spoken yet";
    if ((type == EventType::kAgree || type == EventType::kConcede) && is_hoped_for(view, verb)) return "what others are hoped to do";
    if (!is_speech_act(type) && is_feared(view, verb)) return "what is feared or wished";
  }
  return {};
}

}  // namespace dragoman
