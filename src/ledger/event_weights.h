// SPDX-License-Identifier: Apache-2.0
// The weights of the match score, in log odds; written by bench/fit_match.py.
#pragma once

#include "ledger/event_match.h"

namespace dragoman {

inline constexpr MatchTerms kMatchWeights = {
    -4.114,  // bias
    1.023,  // same_type
    -0.243,  // other_type
    -1.030,  // other_speech_act
    0.916,  // same_mode
    -1.103,  // other_mode
    0.094,  // parties
    -1.425,  // parties_differ
    -0.793,  // party_missing
    0.411,  // same_name
    1.156,  // same_day
    -1.189,  // next_day
    -0.691,  // second_day
    1.505,  // same_place
    0.304,  // near_place
    -1.425,  // other_place
    1.181,  // same_number
    -0.944,  // other_number
    5.347,  // words
    1.047,  // same_trigger
    0.144,  // same_group
    0.830,  // same_story
    -1.907,  // other_modality
};

}  // namespace dragoman
