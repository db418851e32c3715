// SPDX-License-Identifier: Apache-2.0
// Where an event took place: the place that the syntax ties to it, not the nearest name. Coding guide, section 5.
#pragma once

#include <vector>

#include "coding/event_builder.h"
#include "coding/place_finder.h"

namespace dragoman {

/// "the city", "the capital", "there", "here": a description of a place that was named before.
struct PlaceDescription {
  std::uint32_t token = kNoToken;
  int place = -1;  ///< index into the mentions; kWritingPlace for "here"
};
inline constexpr int kWritingPlace = -2;

/// Finds the descriptions of a story and the mentions they stand for.
void find_place_descriptions(const SyntaxView& view, const std::vector<PlaceMention>& places, std::vector<PlaceDescription>& out);

/// Does the event refer to an act of force told before: "hurt in the attacks", "the blast killed two"?
bool refers_to_scene(const SyntaxView& view, const EventDraft& event);

/// Index into `places` of the event's own place, kWritingPlace, or -1 for none. Only plain mentions and descriptions in
/// the event's sentence count. Acts of speech have a place only where it is said of the act itself.
int place_of(const SyntaxView& view, const EventDraft& event, const std::vector<PlaceMention>& places,
             const std::vector<PlaceDescription>& descriptions);

/// The place where the words of a cue of speech were spoken ("said in Geneva"), as place_of tells it.
int place_of_words(const SyntaxView& view, std::uint32_t cue, const std::vector<PlaceMention>& places, const std::vector<PlaceDescription>& descriptions);

}  // namespace dragoman
