// SPDX-License-Identifier: Apache-2.0
// The last look over a whole story: what is told twice is coded once, denials find their accusers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

namespace dragoman {

/// What the words of a record say beyond its fields, to tell a repetition from a second event.
struct Telling {
  bool anew = false;        ///< told as a further one: "also pledged"
  bool about_deal = false;  ///< praises or blames an agreement told elsewhere: "welcomed the deal"
  std::uint64_t topic = 0;  ///< what was agreed, asked or refused: hash of the word that heads it, 0 when none is said
  std::string_view object = {};  ///< lemma of what the words are about: "account", "offer", "it"; empty when none is said
  bool definite = false;    ///< that has been told before: "the offer", "those findings", "it"
  bool specified = false;   ///< with a complement of its own: "the downing of the aircraft"
  bool implied = false;     ///< the recipient is a guess from the neighbourhood
};

/// What type of event a noun for a deed tells again: "the takeover" is COERCE, "the raid" ASSAULT.
std::optional<EventType> deed_type(std::string_view lemma);

/// Removes repetitions (coding guide, section 1) and completes records from one another. `dropped` learns the index of
/// each removed record (in the order given) and why. `tellings` has one entry a record.
void review_story(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, const std::function<void(std::size_t, std::string_view)>& dropped);

}  // namespace dragoman
