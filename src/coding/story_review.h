// SPDX-License-Identifier: Apache-2.0
// The last look over a whole story: what is told twice is coded once, denials find their accusers.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

namespace dragoman {

/// What the words of a record say beyond its fields, to tell a repetition from a second event.
struct Telling {
  bool anew = false;        ///< told as a further one: "also pledged"
  bool about_deal = false;  ///< praises or blames an agreement told elsewhere: "welcomed the deal"
  std::uint64_t topic = 0;  ///< what was agreed, asked or refused: hash of the word that heads it, 0 when none is said
};

/// Removes repetitions (coding guide, section 1) and completes records from one another. `dropped` learns the index of
/// each removed record (in the order given) and why. `tellings` has one entry a record.
void review_story(std::vector<EventRecord>& records, const std::vector<Telling>& tellings, const std::function<void(std::size_t, std::string_view)>& dropped);

}  // namespace dragoman
