// SPDX-License-Identifier: Apache-2.0
// Chooses one meaning for each candidate place of a story.
#pragma once

#include "coding/place_finder.h"

namespace dragoman {

/// Whether a meaning is possible for a candidate as it is written ("us" is not the country, "PA" needs its comma).
bool meaning_fits(const PlaceName& meaning, const PlaceScratch::Candidate& candidate);

/// Whether `inner` lies in `outer` (country, first- or second-order division) and is not the same.
bool lies_in(const Gazetteer& gazetteer, std::uint32_t inner, std::uint32_t outer);

/// Fills `resolved` and `share` of all candidates with a score of at least `least`.
void resolve_places(const Gazetteer& gazetteer, const PlaceWeights& weights, float least, PlaceScratch& scratch);

}  // namespace dragoman
