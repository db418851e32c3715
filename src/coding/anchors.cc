// SPDX-License-Identifier: Apache-2.0
#include "coding/anchors.h"

#include <algorithm>

namespace dragoman {
namespace {

/// Does climbing over this relation leave the clause for one that reports it?
bool leaves_report(Deprel r) { return r == Deprel::kCcomp || r == Deprel::kParataxis || r == Deprel::kRoot; }

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
    for (int steps = 0; t != kNoToken && steps < 12; ++steps) {
      if (t == anchor || (level == 0 && is_word(t))) return up_cost + down + clause_cost;
      const Deprel r = view.relation(t);
      // Another clause between them has its own times and places: what is told about a noun ("planned for September"),
      // or reported, stays there; an adverbial clause may share ("shelled the town, killing ten on Sunday").
      if (steps > 0 && (r == Deprel::kCcomp || r == Deprel::kAcl || r == Deprel::kParataxis)) return kUntied;
      if (steps > 0 && r == Deprel::kAdvcl) clause_cost += 8;
      if (steps > 0 && r == Deprel::kConj && view.upos(t) == Upos::kVerb) clause_cost += 20;
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
