// SPDX-License-Identifier: Apache-2.0
// Whether an event happened, as its own sentence tells: auxiliaries, negation, conditions, bare infinitives. What is only
// announced or refused becomes an event of its own.
#pragma once

#include <cstdint>

#include "coding/event_draft.h"
#include "coding/syntax_view.h"

namespace dragoman {

/// "No one had fired", "nobody was hurt": is that the subject?
bool nobody_did(const SyntaxView& view, std::uint32_t verb);

/// The verb of "if" or "unless" on which an announced act depends, looked for at the act and at what governs it; else kNoToken.
std::uint32_t condition_of(const SyntaxView& view, std::uint32_t token);

/// Modality of a predicate from its own auxiliaries, negation, conditional marks and governing clauses.
Modality modality_of(const SyntaxView& view, std::uint32_t token);

/// "To attack", also under another bare infinitive ("to help end").
bool bare_infinitive(const SyntaxView& view, std::uint32_t token);

/// "Will", "would": a party's word on what it is going to do, or with "not" on what it refuses.
bool announces(const SyntaxView& view, std::uint32_t token);

/// "If Khartoum refuses ...", "unless they offer ...".
bool is_condition(const SyntaxView& view, std::uint32_t token);

/// Recodes a draft whose event lies ahead: speech about the future is speech now, "will withdraw" is a promise, "will not
/// withdraw" a refusal.
void apply_future(const SyntaxView& view, EventDraft& draft);

/// "Marched to demand", "gathered to protest": an infinitive of purpose under a verb that tells what happened.
bool asks_by_acting(const SyntaxView& view, std::uint32_t token);

}  // namespace dragoman
