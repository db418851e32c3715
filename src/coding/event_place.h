// SPDX-License-Identifier: Apache-2.0
// Where an event took place: the place that the syntax ties to it, not the nearest name. Coding guide, section 5.
#pragma once

#include <vector>

#include "coding/event_builder.h"
#include "coding/place_finder.h"

namespace dragoman {

/// Index into `places` of the event's own place, -1 for none. Only plain mentions of the event's sentence count.
/// Acts of speech have a place only where it is said of the act itself ("told reporters in Vienna").
int place_of(const SyntaxView& view, const EventDraft& event, const std::vector<PlaceMention>& places);

}  // namespace dragoman
