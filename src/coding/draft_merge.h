// SPDX-License-Identifier: Apache-2.0
// Several words of a sentence that report one interaction make one event: "killed in an attack", "meet for talks".
#pragma once

#include <vector>

#include "coding/event_draft.h"
#include "coding/syntax_view.h"

namespace dragoman {

/// Merges drafts of one sentence that report one interaction; the one taken in is dropped with its reason.
void merge_drafts(const SyntaxView& view, std::vector<EventDraft>& drafts);

}  // namespace dragoman
