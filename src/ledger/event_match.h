// SPDX-License-Identifier: Apache-2.0
// Do two records speak of the same event? Contradictions in time, place or parties say no; else a logistic score over
// what they share.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

namespace dragoman {

/// What is compared of a record; kept in the ledger beside it.
struct EventFeatures {
  std::int64_t story = 0;
  std::int64_t story_group = 0;  ///< near-duplicate stories have the same
  std::uint8_t type = 0;
  std::uint8_t modality = 0;
  std::uint8_t precision = 0;
  std::uint8_t attributed = 0;
  std::uint32_t mode = 0;     ///< hashes; 0: none
  std::uint32_t trigger = 0;
  std::int32_t first_day = 0, last_day = 0;  ///< days since 1970; 0: unknown
  std::uint32_t place = 0, place_country = 0, division = 0;
  double lat = 1000, lon = 1000;  ///< 1000: unknown
  std::array<std::int64_t, kMagnitudeCount> least{}, most{};  ///< -1: not stated
  std::vector<std::uint32_t> actors, recipients;  ///< by country, else by name
  std::vector<std::uint32_t> names;               ///< of both
  std::vector<std::uint32_t> words;               ///< of the sentence, ascending
};

EventFeatures features_of(const EventRecord& record);

/// As bytes and back; false when the bytes are not what was written.
void append_features(const EventFeatures& features, std::string& out);
bool read_features(std::string_view bytes, EventFeatures& features);

/// Under which a record is found: kinds of event that may be the same, a party or country, a day.
std::vector<std::int64_t> event_keys(const EventFeatures& features);
/// Under which others that may be the same event are found.
std::vector<std::int64_t> neighbour_keys(const EventFeatures& features);

/// May not be the same event, whatever else they share.
bool incompatible(const EventFeatures& a, const EventFeatures& b);
/// What the score looks at, in the order of the weights of event_weights.h.
enum class MatchTerm : std::uint8_t {
  kBias, kSameType, kOtherType, kOtherSpeechAct, kSameMode, kOtherMode, kParties, kPartiesDiffer, kPartyMissing, kSameName, kSameDay, kNextDay, kSecondDay,
  kSamePlace, kNearPlace, kOtherPlace, kSameNumber, kOtherNumber, kWords, kSameTrigger, kSameGroup, kSameStory, kOtherModality
};
inline constexpr std::size_t kMatchTermCount = static_cast<std::size_t>(MatchTerm::kOtherModality) + 1;
using MatchTerms = std::array<double, kMatchTermCount>;
/// Of two that are not incompatible.
MatchTerms match_terms(const EventFeatures& a, const EventFeatures& b);

/// How probable it is that the two are the same event; 0 when they are incompatible.
double match_score(const EventFeatures& a, const EventFeatures& b);

inline constexpr double kSameEvent = 0.5;

}  // namespace dragoman
