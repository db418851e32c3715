// SPDX-License-Identifier: Apache-2.0
// An event in the making: what one match of a frame says, before time, place and attribution are added.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "coding/frame_matcher.h"
#include "coding/party.h"
#include "dragoman/record.h"

namespace dragoman {

/// An accuser or the like whose frame governs the event ("accused Moscow of shelling").
struct GoverningSpeaker {
  std::vector<Party> speakers;
  std::uint32_t cue = kNoToken;
  Stance stance = Stance::kAccuses;
};

struct EventDraft {
  EventCode code;
  FrameMatch match;                 ///< the match whose words are the trigger
  std::uint32_t pivot = kNoToken;   ///< the governing word: times and places are looked for around it
  std::vector<Party> actors;
  std::vector<Party> recipients;
  bool reciprocal = false;          ///< all parties act on each other
  std::uint32_t place_token = kNoToken;  ///< argument that the frame declares to be the place
  Modality modality = Modality::kActual;
  std::optional<GoverningSpeaker> governing;
  std::array<std::optional<Range>, kMagnitudeCount> magnitude;
  std::vector<std::string> contexts;
  std::uint8_t needs = 0;
  bool weak = false;
  bool addressed_nobody = false;    ///< the slot of the recipient holds a phrase that is no party
  std::uint32_t condition = kNoToken;  ///< verb of the clause that an announced act depends on: "will strike unless they leave"
  bool implied_recipient = false;   ///< the recipient is not in its slot: it is a guess from the neighbourhood
  bool nominal = false;             ///< triggered by a noun
  bool governed = false;            ///< inside another event's theme
  bool infinitive = false;          ///< hypothetical only because it is a bare infinitive that no entry governs
  std::uint32_t composed_by = 0xffffffff;  ///< unit of the operator that made it, for explanations
  std::string_view dropped;         ///< why it was dropped; empty while it stands. Static text
};

/// Adds a party unless one of the same code and name is there.
void add_party(std::vector<Party>& list, Party party);

bool shares_party(const std::vector<Party>& a, const std::vector<Party>& b);

}  // namespace dragoman
