// SPDX-License-Identifier: Apache-2.0
// A file of gold stories, from a file in memory: read or refused with its line.
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz_checks.h"
#include "score/gold.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const int file = memfd_create("gold", 0);
  check(file >= 0 && write(file, data, size) == static_cast<ssize_t>(size), "a file in memory");
  const auto stories = read_gold("/proc/self/fd/" + std::to_string(file));
  close(file);
  if (!stories) {
    check(stories.error().line > 0, "an error names its line");
    return 0;
  }
  for (const GoldStory& story : *stories) {
    for (const GoldEvent& event : story.events) {
      check(event.begin >= 0 && event.begin < event.end && static_cast<std::size_t>(event.end) <= story.text.size(), "an anchor is in its text");
    }
  }
  return 0;
}
