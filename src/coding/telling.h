// SPDX-License-Identifier: Apache-2.0
// What the words of a draft say beyond the fields of its record.
#pragma once

#include "coding/event_draft.h"
#include "coding/story_review.h"
#include "coding/syntax_view.h"

namespace dragoman {

Telling telling_of(const SyntaxView& view, const EventDraft& draft);

/// What the words of a draft are about: the object of its verb ("dismissed the offer", "scoffed at that account"), or kNoToken.
std::uint32_t object_of_words(const SyntaxView& view, const EventDraft& draft);

/// Has what the noun or pronoun stands for been told before: "the offer", "those findings", "it"?
bool refers_back(const SyntaxView& view, std::uint32_t token);

}  // namespace dragoman
