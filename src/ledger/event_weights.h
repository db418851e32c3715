// SPDX-License-Identifier: Apache-2.0
// The weights of the match score, in log odds; written by bench/fit_match.py.
#pragma once

#include "ledger/event_match.h"

namespace dragoman {

inline constexpr MatchTerms kMatchWeights = {
    -5.200,  // bias
    1.500,  // same_type
    -0.600,  // other_type
    -2.000,  // other_speech_act
    0.700,  // same_mode
    -0.800,  // other_mode
    1.200,  // parties
    -1.500,  // parties_differ
    -0.100,  // party_missing
    0.800,  // same_name
    0.900,  // same_day
    -0.700,  // next_day
    -1.800,  // second_day
    1.800,  // same_place
    0.300,  // near_place
    -1.500,  // other_place
    1.000,  // same_number
    -0.300,  // other_number
    5.000,  // words
    0.600,  // same_trigger
    0.800,  // same_group
    -1.500,  // same_story
    -1.200,  // other_modality
};

}  // namespace dragoman
