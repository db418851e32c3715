// SPDX-License-Identifier: Apache-2.0
// When an event took place: the time that the syntax ties to it, offsets from other events ("a day after ..."), else
// the day of publication. Coding guide, section 4.
#pragma once

#include <optional>
#include <vector>

#include "coding/event_builder.h"
#include "coding/time_expressions.h"

namespace dragoman {

struct EventTime {
  const TimeExpression* expression = nullptr;  ///< null when the day of publication was taken
  bool known = false;
  bool undated = false;  ///< the day of the report, for want of another
  bool ongoing = false;  ///< "since 1992": a span that goes on
  Date start;
  Date end;
  DatePrecision precision = DatePrecision::kUnknown;
};

EventTime time_of(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, std::optional<Date> published);

/// Is an event without a time of its own told as background: in the past perfect, as a state that goes on, or as the crime
/// that a trial is about?
bool is_background(const SyntaxView& view, const EventDraft& event, const EventTime& time);

/// Is the event dated after the day of publication, and not told in the past tense ("Thursday's summit")?
bool is_ahead(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, std::optional<Date> published);

}  // namespace dragoman
