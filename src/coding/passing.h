// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "coding/event_builder.h"
#include "coding/syntax_view.h"

namespace dragoman {

/// Why an event is only mentioned: harm done by things that fall, sink and collapse, an act that is an aim or a wish
/// ("aimed at forcing him out", "support for sanctions"). Empty when the sentence tells it.
std::string_view mentioned_in_passing(const SyntaxView& view, const EventDraft& draft);

/// "Commandos freed the hostages in a raid": not let go by those who held them.
bool frees_by_force(const SyntaxView& view, const EventDraft& draft);

}  // namespace dragoman
