// SPDX-License-Identifier: Apache-2.0
// Which of several mentions (times, places) belongs to an event: the one that the syntax ties most closely to it.
#pragma once

#include <span>
#include <vector>

#include "coding/event_builder.h"
#include "coding/syntax_view.h"

namespace dragoman {

/// A mention that can be tied to an event.
struct Anchor {
  TokenRange tokens;
  std::uint32_t head = kNoToken;  ///< highest token of the mention in the tree
  std::uint32_t governor = kNoToken;  ///< the word it hangs on where that is known better than from the tree
};

/// The token of the range whose head lies outside it.
std::uint32_t head_of(const SyntaxView& view, TokenRange range);

/// How closely `mention` is tied to the event with this pivot and these words; smaller is closer, and kUntied means
/// that nothing in the syntax ties them. Mentions in another report of speech than the event are untied.
inline constexpr int kUntied = 1000;
int tie_distance(const SyntaxView& view, const EventDraft& event, const Anchor& mention);

}  // namespace dragoman
