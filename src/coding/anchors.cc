// SPDX-License-Identifier: Apache-2.0
#include "coding/anchors.h"

#include <algorithm>

namespace dragoman {
namespace {

/// Does climbing over this relation leave the clause for one that reports it?
bool leaves_report(Deprel r) { return r == Deprel::kCcomp || r == Deprel::kParataxis || r == Deprel::kRoot; }

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::uint32_t subject(const SyntaxView& view, std::uint32_t verb) {
  for (const std::uint32_t child : view.children(verb)) {
    if (view.relation(child) == Deprel::kNsubj) return child;
  }
  return kNoToken;
}

/// "the talks held in Istanbul", "the fighting, which took place on Sunday": a clause that says no more of the noun than
/// that it was, so that its time and place are the noun's.
bool says_that_it_was(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  const std::string_view lemma = d.lemma(verb);
  const std::uint32_t relative = subject(view, verb);
  if (relative != kNoToken && d.norm(relative) == "who") return false;  // says what somebody did
  for (const std::uint32_t child : view.children(verb)) {
    if (d.norm(child) == "where") return false;  // says what else was there
  }
  if (in(lemma, {"occur", "happen", "erupt", "start", "begin"})) return true;
  if (in(lemma, {"locate", "situate", "serve", "house"}) && relative == kNoToken) return true;  // "a compound serving as a post in Helmand"
  if (in(lemma, {"rock", "shake", "hit", "shock", "jolt"}) && relative != kNoToken && in(d.norm(relative), {"which", "that"})) return true;  // "the blasts that rocked Quetta on Sunday"
  const bool participle = d.xpos(verb) == "VBN" && view.child_with(verb, Deprel::kNsubj) == kNoToken;
  if (in(lemma, {"hold", "stage", "conduct", "convene", "schedule"})) return participle || view.is_passive(verb);
  // "Assembled in Geneva on Friday, the envoys ..."; "in a letter dated Friday".
  if (in(lemma, {"assemble", "gather", "meet"}) && (participle || d.xpos(verb) == "VBG")) return true;
  if (in(lemma, {"date", "issue", "release", "publish", "broadcast", "post", "air"}) && participle) {
    const std::uint32_t noun = view.head(verb);
    return noun != kNoToken && in(d.lemma(noun), {"letter", "statement", "communique", "interview", "message", "video", "tape", "recording", "report", "note", "address"});
  }
  if (lemma != "take" && lemma != "break" && lemma != "carry") return false;
  return std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
    return in(view.document().norm(child), {"place", "out"});
  });
}

/// Clauses that these words open tell of other things than the clause they hang on, at times of their own.
bool tells_another_thing(const SyntaxView& view, std::uint32_t clause) {
  return std::any_of(view.children(clause).begin(), view.children(clause).end(), [&](std::uint32_t child) {
    const Deprel r = view.relation(child);
    // "two years after it ran out in 2005": as far away as that.
    if (r == Deprel::kMark && child > 0 && view.document().norm(child) == "after" && in(view.document().lemma(child - 1), {"day", "week", "month", "year", "decade"})) return true;
    return (r == Deprel::kMark || r == Deprel::kCase) &&
           in(view.document().norm(child), {"before", "since", "despite", "although", "though", "because", "if", "unless", "until", "whether", "whereas"});
  });
}

constexpr int kOtherClause = 40;  // as much as leaving a report

}  // namespace

std::uint32_t head_of(const SyntaxView& view, TokenRange range) {
  for (std::uint32_t t = range.begin; t < range.end; ++t) {
    const std::uint32_t up = view.head(t);
    if (up == kNoToken || up < range.begin || up >= range.end) return t;
  }
  return range.begin;
}

int tie_distance(const SyntaxView& view, const EventDraft& event, const Anchor& mention) {
  const Document& d = view.document();
  if (d.tokens[mention.head].sentence != d.tokens[event.pivot].sentence) return kUntied;
  // Climb from the mention; the closer it meets the event or something above the event, the closer they are tied.
  // Costs: a step down inside the event's own phrase 1; a step up from the event to a governing clause 4 and more.
  const auto is_word = [&](std::uint32_t t) {
    if (t == event.pivot || t == event.match.head) return true;
    return std::find(event.match.words.begin(), event.match.words.begin() + event.match.word_count, t) !=
           event.match.words.begin() + event.match.word_count;
  };
  int up_cost = 0;
  std::uint32_t anchor = event.pivot;
  for (int level = 0; level < 6; ++level) {
    int down = 0;
    std::uint32_t t = mention.head;
    int clause_cost = 0;
    int steps = 0;
    if (mention.governor != kNoToken) {
      t = mention.governor;
      steps = down = 1;
    }
    for (; t != kNoToken && steps < 12; ++steps) {
      if (t == anchor || (level == 0 && is_word(t))) return up_cost + down + clause_cost;
      const Deprel r = view.relation(t);
      // Another clause between them has its own times and places: what is told about a noun ("planned for September"),
      // or reported, stays there; an adverbial clause may share ("shelled the town, killing ten on Sunday"). The event may
      // stand in the same clause beside it, and meets it further up.
      if (steps > 0 && (r == Deprel::kCcomp || r == Deprel::kParataxis)) break;
      if (steps > 0 && r == Deprel::kAcl && !says_that_it_was(view, t)) break;
      if (steps > 0 && r == Deprel::kAdvcl) {
        if (tells_another_thing(view, t)) break;
        clause_cost += 8;
      }
      // "were killed and ten wounded on Saturday" has one auxiliary for both.
      const bool gapped = r == Deprel::kConj && d.xpos(t) == "VBN" && view.child_with(t, Deprel::kAux) == kNoToken && subject(view, t) != kNoToken;
      if (steps > 0 && gapped) clause_cost += 6;
      else if (steps > 0 && r == Deprel::kConj && view.upos(t) == Upos::kVerb) clause_cost += subject(view, t) != kNoToken ? kOtherClause : 20;
      ++down;
      t = view.head(t);
    }
    const Deprel r = view.relation(anchor);
    const std::uint32_t up = view.head(anchor);
    if (up == kNoToken) return kUntied;
    up_cost += leaves_report(r) ? 40 : r == Deprel::kConj ? 6 : 4;
    anchor = up;
  }
  return kUntied;
}

}  // namespace dragoman
