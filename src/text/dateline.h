// SPDX-License-Identifier: Apache-2.0
// Datelines: "MOSCOW, September 30. /TASS/.", "KABUL, Afghanistan (AP) —", "BAGHDAD, Nov. 17, 2006 (Xinhua)".
#pragma once

#include <cstdint>
#include <string_view>

#include "text/date_text.h"
#include "text/story.h"

namespace dragoman {

/// What stands at the start of a paragraph; ranges count from there.
struct DatelineMatch {
  ByteRange range;   ///< with the separator and the space after it
  ByteRange place;   ///< first place named
  ByteRange agency;
  WrittenDate date;
  bool capitals = false;        ///< the place is in capital letters
  bool whole_paragraph = false; ///< nothing follows
  int strength = 0;             ///< 0: there is none; from 5 on it is beyond doubt anywhere in a story
};

/// Looks at the first 200 bytes at most. strength is 0 when the paragraph begins like any other sentence.
DatelineMatch read_dateline(std::string_view paragraph);

}  // namespace dragoman
