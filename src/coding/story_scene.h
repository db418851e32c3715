// SPDX-License-Identifier: Apache-2.0
// Where and when the last acts of a story were, for those that follow and say less.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "coding/event_draft.h"
#include "coding/syntax_view.h"
#include "dragoman/record.h"

namespace dragoman {

class StoryScene {
 public:
  explicit StoryScene(const SyntaxView& view) : view_(view) {}

  /// Completes place and time of a record whose own words leave them out, and remembers those that it has. Records come in
  /// text order, with date and place of their own filled in.
  void share(const EventDraft& draft, EventRecord& record);

 private:
  void share_force(const EventDraft& draft, EventRecord& record);
  void share_talks(const EventDraft& draft, EventRecord& record);

  /// The last act of force.
  struct Force {
    bool known = false;
    std::uint32_t sentence = 0;
    std::optional<RecordPlace> place;
    RecordDate date;
    bool dated = false;
    bool historical = false;
  };
  /// The last meeting that has a place.
  struct Talks {
    std::uint32_t sentence = 0;
    std::optional<RecordPlace> place;
    std::vector<std::string> countries;
    std::uint32_t pivot = kNoToken;
  };

  const SyntaxView& view_;
  Force force_;
  Talks talks_;
};

}  // namespace dragoman
