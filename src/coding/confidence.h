// SPDX-License-Identifier: Apache-2.0
// How sure a record is that its type and the countries of both parties are right: of records given 0.7 about 70 % are. A
// logistic regression over what is known of the record, fitted by bench/fit_confidence.py to gold stories;
// `dragoman evaluate GOLD --calibration` prints the curve.
#pragma once

#include <array>
#include <string_view>

#include "coding/event_builder.h"

namespace dragoman {

inline constexpr std::array<std::string_view, 52> kConfidenceNames = {
    "weak", "noun", "several_words", "no_actor", "no_recipient", "no_party", "many_parties", "named_actor", "named_recipient", "person_actor",
    "stateless_party", "reciprocal", "not_actual", "mode", "place", "date_told", "attributed", "number", "composed",
    // the sentence and where in it the event is told
    "long_sentence", "very_long_sentence", "first_sentences", "late_sentence", "in_quotation", "historical", "passive", "main_verb", "conjunct", "modifier_clause",
    // the parties: where they stand and how they were found
    "actor_pronoun", "recipient_pronoun", "actor_common_noun", "recipient_common_noun", "actor_far", "recipient_far", "actor_not_governed", "recipient_not_governed",
    "recipient_before", "understood_party", "one_country",
    // types, against CONSULT, SANCTION and MOBILIZE
    "agree", "support", "concede", "cooperate", "aid", "retreat", "request", "accuse", "reject", "threaten", "protest", "assault_or_coerce"};

/// 0 or 1 for each name.
using ConfidenceFeatures = std::array<bool, kConfidenceNames.size()>;

/// `record` as it stands before the last look over the story (story_review.h).
ConfidenceFeatures confidence_features(const SyntaxView& view, const EventDraft& draft, const EventRecord& record);
/// A probability, from 0.05 to 0.98.
double confidence_of(const ConfidenceFeatures& features);

}  // namespace dragoman
