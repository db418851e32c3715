// SPDX-License-Identifier: Apache-2.0
// Why there is a record, or none: for `dragoman explain`, the desk, and those who fit the confidence.
#pragma once

#include <string>
#include <vector>

#include "coding/confidence.h"
#include "coding/event_draft.h"

namespace dragoman {

class FrameLexicon;

/// How a record came to be or why a candidate did not; filled only when asked for.
struct Explanation {
  struct Item {
    std::uint32_t sentence = 0;
    TokenRange trigger;
    std::string entry;   ///< headword line of the frame
    std::string source;  ///< file:line of the sense
    std::string result;  ///< the event, or what was dropped
    std::string reason;  ///< empty for records
  };
  std::vector<Item> items;
  /// What the confidence of each candidate record went by.
  struct Confidence {
    std::int64_t trigger_start = 0;  ///< code points
    EventType type{};
    ConfidenceFeatures features{};
  };
  std::vector<Confidence> confidence;
};

/// Adds what became of each draft, and puts all items into the order of the text.
void explain_drafts(const FrameLexicon& frames, const Document& document, const std::vector<EventDraft>& drafts, Explanation& explanation);

}  // namespace dragoman
