// SPDX-License-Identifier: Apache-2.0
#include "fuzz_checks.h"
#include "text/date_text.h"
#include "text/dateline.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  Story story;
  append_sanitized_utf8(bytes_of(data, size), story.text);
  story.id = "x";
  if (size % 2 == 1) story.date = date_from(2020, 9, 30);
  if (size % 3 == 1) story.title = story.text.substr(0, story.text.find('\n'));
  StoryLayout layout;
  check_story(story, layout);
  const DatelineMatch match = read_dateline(story.text);
  check(match.range.end <= story.text.size() && match.place.end <= story.text.size(), "a dateline is inside");
  check(read_date(story.text).size <= story.text.size(), "a date is inside");
  (void)parse_date_field(story.text);
  return 0;
}
