// SPDX-License-Identifier: Apache-2.0
// What a sentence speaks of without telling that it happens: conditions, habits, rules, abilities, names by past deeds.
#pragma once

#include <string_view>

#include "coding/event_draft.h"
#include "coding/syntax_view.h"

namespace dragoman {

/// Why the draft is no event, from the words around it alone; empty when it may be one. Static text.
std::string_view spoken_of_only(const SyntaxView& view, const EventDraft& draft);

}  // namespace dragoman
