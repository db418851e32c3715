// SPDX-License-Identifier: Apache-2.0
#include "coding/event_modality.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "coding/composition.h"

namespace dragoman {
namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "Until it recognizes", "once they withdraw": what is told in the present after these words is still awaited.
bool waits_for(const SyntaxView& view, std::uint32_t verb, std::string_view mark) {
  if (!in(mark, {"until", "till", "once"})) return false;
  const Document& d = view.document();
  const auto present = [&](std::uint32_t t) { return in(d.xpos(t), {"VBZ", "VBP"}); };
  return present(verb) || std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
           return (view.relation(child) == Deprel::kAux || view.relation(child) == Deprel::kCop) && (present(child) || in(d.norm(child), {"could", "can"}));
         });
}

bool is_main(const SyntaxView& view, std::uint32_t verb) {
  const Deprel r = view.relation(verb);
  return r == Deprel::kRoot || (r == Deprel::kParataxis && view.head(verb) != kNoToken);
}

/// Does the sentence set a condition or liken: "would attack if", "as if", "could"?
bool conditional(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  const TokenRange sentence = d.sentences[d.tokens[verb].sentence].tokens;
  for (std::uint32_t t = sentence.begin; t < sentence.end; ++t) {
    if (in(d.norm(t), {"if", "unless", "otherwise", "could", "should", "might", "i", "you", "never", "without"})) return true;
  }
  return false;
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
          // Of a main clause without a condition the report goes on: "Oslo would pay for the camp, and Rome would send the doctors".
          if (reported || (is_main(view, token) && !conditional(view, token))) future = true;
          else possible = true;
        }
        break;
      case Deprel::kAdvmod:
        if (in(norm, {"not", "n't", "never", "n’t"}) || (norm == "longer" && child > 0 && d.norm(child - 1) == "no")) negated = true;
        else if (in(norm, {"possibly", "perhaps", "maybe", "probably"})) possible = true;
        break;
      case Deprel::kCc:
      case Deprel::kCcPreconj:
        if (norm == "neither" || norm == "nor") negated = true;
        break;
      case Deprel::kMark:
        if (in(norm, {"if", "unless", "whether", "lest"}) || waits_for(view, token, norm)) possible = true;
        break;
      case Deprel::kNsubj:
      case Deprel::kNsubjPass:
      case Deprel::kObj: {
        const std::uint32_t det = view.child_with(child, Deprel::kDet);
        // "Spare no effort" affirms.
        if (det != kNoToken && d.norm(det) == "no" && d.lemma(token) != "spare") negated = true;
        if (in(norm, {"nobody", "none", "nothing"}) || (det != kNoToken && d.norm(det) == "no" && norm == "one")) negated = true;
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
    // "The aim has been to back the reformers" looks back.
    if (to != kNoToken && to > child && d.norm(to) == "to" && d.norm(child) != "been") future = true;
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

bool bare_infinitive(const SyntaxView& view, std::uint32_t token) {
  for (int steps = 0; token != kNoToken && steps < 3; ++steps) {
    const std::uint32_t mark = view.child_with(token, Deprel::kMark);
    if (mark != kNoToken) return view.document().norm(mark) == "to";
    if (view.deprel(token) != Deprel::kXcomp || view.document().xpos(token) != "VB") return false;  // "to help end"
    token = view.head(token);
  }
  return false;
}

bool asks_by_acting(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  const std::uint32_t up = view.head(token);
  if (!bare_infinitive(view, token) || up == kNoToken || view.upos(up) != Upos::kVerb) return false;
  const bool turns_out = in(d.lemma(up), {"march", "gather", "rally", "assemble", "demonstrate", "strike", "protest"});
  if (view.relation(token) != Deprel::kAdvcl && !(turns_out && view.relation(token) == Deprel::kXcomp)) return false;
  const bool open = std::any_of(view.children(up).begin(), view.children(up).end(), [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && d.lemma(child) != "have" && d.lemma(child) != "be"; });
  return !open && (d.xpos(up) != "VB" && d.xpos(up) != "VBG");
}

bool announces(const SyntaxView& view, std::uint32_t token) {
  return std::any_of(view.children(token).begin(), view.children(token).end(), [&](std::uint32_t child) {
    return view.deprel(child) == Deprel::kAux && in(view.document().norm(child), {"will", "would", "wo", "shall", "'ll", "'d"});
  });
}

bool is_condition(const SyntaxView& view, std::uint32_t token) {
  const std::uint32_t mark = view.child_with(token, Deprel::kMark);
  return mark != kNoToken && (in(view.document().norm(mark), {"if", "unless", "should"}) || waits_for(view, token, view.document().norm(mark)));
}

bool nobody_did(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  const std::uint32_t subject = view.child_with(verb, Deprel::kNsubj);
  return subject != kNoToken && (d.norm(subject) == "nobody" || (d.norm(subject) == "one" && subject > 0 && d.norm(subject - 1) == "no"));
}

std::uint32_t condition_of(const SyntaxView& view, std::uint32_t token) {
  for (int steps = 0; token != kNoToken && steps < 4; ++steps) {
    if (announces(view, token)) {
      for (const std::uint32_t child : view.children(token)) {
        if (view.relation(child) != Deprel::kAdvcl) continue;
        const std::uint32_t mark = view.child_with(child, Deprel::kMark);
        if (mark != kNoToken && in(view.document().norm(mark), {"if", "unless"})) return child;
      }
      return kNoToken;
    }
    const Deprel r = view.relation(token);
    if (r != Deprel::kObj && r != Deprel::kXcomp && r != Deprel::kConj && r != Deprel::kNmod && r != Deprel::kObl) return kNoToken;
    token = view.head(token);
  }
  return kNoToken;
}

namespace {

void apply_refusal(const SyntaxView& view, EventDraft& draft) {
  if (draft.modality != Modality::kNegated || draft.actors.empty()) return;
  const bool speech = draft.code.type == EventType::kAgree || draft.code.type == EventType::kConcede;
  bool refusal = speech || announces(view, draft.match.head);
  // "Would not carry out such a release": the refusal stands on the verb above.
  std::uint32_t token = draft.match.head;
  for (int steps = 0; !refusal && steps < 4; ++steps) {
    const Deprel r = view.relation(token);
    if (r != Deprel::kObj && r != Deprel::kXcomp && r != Deprel::kNmod && r != Deprel::kObl) break;
    token = view.head(token);
    refusal = announces(view, token);
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

}  // namespace

void apply_future(const SyntaxView& view, EventDraft& draft) {
  apply_refusal(view, draft);
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

}  // namespace dragoman
