// SPDX-License-Identifier: Apache-2.0
// Gold stories: reports with the records that a careful person would write. One JSON object a line; an event stands at
// the `occurrence`-th place where its `anchor` is found in the text (from 1, case-sensitive, not overlapping).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"
#include "text/story.h"

namespace dragoman {

struct GoldEvent {
  EventRecord record;                         ///< type, mode, roles, date, place, attribution, modality, magnitude
  bool has_place = false;
  std::string anchor;
  std::int64_t begin = 0;  ///< of the anchor, in code points
  std::int64_t end = 0;
  bool optional = false;
};

struct GoldStory {
  Story story;
  std::u32string text;
  std::vector<GoldEvent> events;
};

/// Reads a gold file. Errors name file and line.
Result<std::vector<GoldStory>> read_gold(const std::string& path);

}  // namespace dragoman
