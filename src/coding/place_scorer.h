// SPDX-License-Identifier: Apache-2.0
// Decides which candidates are places, from their words, their neighbours and the rest of the story.
#pragma once

#include "coding/place_finder.h"

namespace dragoman {

/// Fills `score` and `use` of all candidates, and what their groups say about the name.
void score_places(const Document& document, const Gazetteer& gazetteer, const PlaceWeights& weights,
                  PlaceScratch& scratch);

/// Adds to each candidate what the other mentions of its name say.
void rescore_places(const PlaceWeights& weights, PlaceScratch& scratch);

}  // namespace dragoman
