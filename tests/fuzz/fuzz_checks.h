// SPDX-License-Identifier: Apache-2.0
// What must hold of every story and layout, whatever the input; a violation aborts, which a fuzzer reports.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "text/layout.h"
#include "text/story_reader.h"

namespace dragoman {

inline void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "violated: %s\n", what);
  std::abort();
}

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline void check_layout(const Story& story, const StoryLayout& layout) {
  std::uint32_t last = 0;
  for (const Block& block : layout.blocks) {
    check(block.range.begin >= last && block.range.begin < block.range.end, "blocks are in order");
    last = block.range.end;
  }
  check(last <= story.text.size(), "blocks are inside the text");
  for (const Quotation& quotation : layout.quotations) {
    check(quotation.range.begin < quotation.range.end && quotation.range.end <= story.text.size(), "quotations are inside");
  }
  const auto inside = [&](const ByteRange& range) {
    return range.empty() || (range.begin >= layout.dateline.range.begin && range.end <= layout.dateline.range.end);
  };
  check(inside(layout.dateline.place) && inside(layout.dateline.agency), "place and agency are inside the dateline");
}

inline void check_story(const Story& story, StoryLayout& layout) {
  check(is_valid_utf8(story.text), "the text is UTF-8");
  check(!story.id.empty(), "a story has an id");
  for (const auto& field : {story.title, story.source, story.url, story.lang}) {
    check(!field || is_valid_utf8(*field), "fields are UTF-8");
  }
  analyze_layout(story, layout);
  check_layout(story, layout);
}

/// Reads everything; the reader must come to an end.
inline int fuzz_reader(InputFormat format, const std::uint8_t* data, std::size_t size) {
  ReaderOptions options;
  options.format = format;
  // Small enough that inputs of a few KiB meet the limit.
  options.max_story_bytes = size % 5 == 4 ? 300 : std::size_t{1} << 20;
  const auto reader = read_stories(memory_source(bytes_of(data, size)), "fuzz", options);
  Story story;
  Error error;
  StoryLayout layout;
  for (std::size_t outcomes = 0;; ++outcomes) {
    check(outcomes <= 4 * size + 16, "the reader ends");
    switch (reader->next(story, error)) {
      case ReadOutcome::kStory: check_story(story, layout); break;
      case ReadOutcome::kBad: check(!error.message.empty() && error.file == "fuzz", "an error says what and where"); break;
      case ReadOutcome::kEnd: return 0;
    }
  }
}

}  // namespace dragoman
