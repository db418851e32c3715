// SPDX-License-Identifier: Apache-2.0
// Arguments of an event noun that stand beside the word that says it goes on.
#include <algorithm>

#include "coding/syntax_view.h"

namespace dragoman {

/// "Talks have been under way since May between the sides", "negotiations resumed under the Geneva Group, led by Norway": who takes part in what
/// goes on stands beside the word that says so.
void SyntaxView::taking_place(std::uint32_t predicate, std::vector<Argument>& out) const {
  static constexpr std::string_view kGoingOn[] = {"ongoing", "underway", "way", "progress", "continue", "resume", "begin", "start", "proceed", "take", "occur", "happen", "go", "open", "end", "stall", "collapse"};
  const std::string_view word = document_->lemma(predicate);
  if (std::find(std::begin(kGoingOn), std::end(kGoingOn), word) == std::end(kGoingOn) || child_with(predicate, Deprel::kObj) != kNoToken) return;
  for (const std::uint32_t child : children(predicate)) {
    if (relation(child) != Deprel::kObl && relation(child) != Deprel::kNmod) continue;
    const Slot slot = adposition_slot(child);
    const bool partner = slot.kind == SlotKind::kPrep && (slot.prep == fnv1a_64("between") || slot.prep == fnv1a_64("with") || slot.prep == fnv1a_64("under") || slot.prep == fnv1a_64("among"));
    const bool under = slot.prep == fnv1a_64("under");
    // "Between the two under UN mediation": who mediates is told by that word.
    const bool pair = std::any_of(out.begin(), out.end(), [](const Argument& a) { return a.slot.kind == SlotKind::kPrep && a.slot.prep == fnv1a_64("between"); });
    if (!partner || (under && (pair || upos(child) != Upos::kPropn))) continue;
    out.push_back({slot, child, true});
    if (!under) continue;
    for (const std::uint32_t clause : children(child)) {
      static constexpr std::string_view kLeads[] = {"lead", "chair", "head", "co-chair", "mediate", "broker", "sponsor", "facilitate"};
      if (deprel(clause) != Deprel::kAcl || std::find(std::begin(kLeads), std::end(kLeads), document_->lemma(clause)) == std::end(kLeads)) continue;
      for (const std::uint32_t agent : children(clause)) {
        if (deprel(agent) != Deprel::kOblAgent) continue;
        // "its two co-chairs - Norway and Sweden"
        const std::uint32_t named = child_with(agent, Deprel::kAppos);
        out.push_back({slot, named != kNoToken && upos(named) == Upos::kPropn ? named : agent, true});
      }
    }
  }
}

}  // namespace dragoman
