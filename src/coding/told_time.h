// SPDX-License-Identifier: Apache-2.0
// Times that an event has from other sentences: the day on which the sentence before it in the paragraph is told, the
// beginning of what the paragraph is about, the day of a thing named before ("since the coup").
#pragma once

#include <optional>
#include <vector>

#include "coding/event_draft.h"
#include "coding/syntax_view.h"
#include "coding/time_expressions.h"

namespace dragoman {

struct ToldTime {
  const TimeExpression* expression = nullptr;
  bool until_now = false;  ///< from that day on
};

/// For an act told in the past tense without a time of its own: the time of the sentence before it in its paragraph.
std::optional<ToldTime> told_before(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, Date published);

/// The day on which the thing that the noun names was, as another sentence tells; null when none does.
const TimeExpression* day_of_thing(const SyntaxView& view, std::uint32_t noun, const std::vector<TimeExpression>& times, Date published);

/// The day told last before the sentence of this token; null when there is none nearby.
const TimeExpression* day_told_last(const SyntaxView& view, std::uint32_t token, const std::vector<TimeExpression>& times, Date published);

/// "Condemned Sunday's raid", "talks over the killing of the envoy", "mourned the ten killed by shells": an act of force that
/// the sentence only comes back to, at a time of its own.
bool is_retold(const SyntaxView& view, const EventDraft& event);

/// The day of what an act was part of or of the act itself, where it is spoken of as known: "hurt in the raid".
const TimeExpression* day_of_scene(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, Date published);

/// "Said on Monday that the post had been taken": not later than that. nullptr where no past day dates the report.
const TimeExpression* day_of_report(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, Date published);

}  // namespace dragoman
