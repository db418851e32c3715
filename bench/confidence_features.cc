// SPDX-License-Identifier: Apache-2.0
// What the confidence of each record goes by, for bench/fit_confidence.py: confidence_features DATA_DIRECTORY STORIES...
// A line a record, separated by tabs: story, trigger (code points), type, then 0 or 1 for each of kConfidenceNames, which the first line names.
#include <cstdio>
#include <memory>

#include "coding/resources.h"
#include "coding/story_coder.h"
#include "text/story_reader.h"

int main(int argc, char** argv) {
  using namespace dragoman;
  if (argc < 3) {
    std::fputs("confidence_features DATA_DIRECTORY STORIES...\n", stderr);
    return 2;
  }
  const auto resources = load_resources(argv[1]);
  if (!resources) {
    std::fprintf(stderr, "%s\n", resources.error().to_string().c_str());
    return 1;
  }
  std::printf("story\tstart\ttype");
  for (const std::string_view name : kConfidenceNames) std::printf("\t%.*s", static_cast<int>(name.size()), name.data());
  std::printf("\n");
  CodingOptions options;
  options.min_confidence = 0;
  const StoryCoder coder(resources->view(), options);
  const auto scratch = coder.make_scratch();
  const auto reader = open_stories({argv + 2, argv + argc}, {});
  std::vector<EventRecord> records;
  Story story;
  Error error;
  int status = 0;
  for (ReadOutcome outcome = reader->next(story, error); outcome != ReadOutcome::kEnd; outcome = reader->next(story, error)) {
    if (outcome == ReadOutcome::kBad) {
      std::fprintf(stderr, "%s\n", error.to_string().c_str());
      status = 1;
      continue;
    }
    Explanation explanation;
    coder.code(story, *scratch, records, &explanation);
    for (const Explanation::Confidence& of : explanation.confidence) {
      const std::string_view type = kEventTypeNames[static_cast<std::size_t>(of.type)];
      std::printf("%s\t%lld\t%.*s", story.id.c_str(), static_cast<long long>(of.trigger_start), static_cast<int>(type.size()), type.data());
      for (const bool feature : of.features) std::printf("\t%d", feature ? 1 : 0);
      std::printf("\n");
    }
  }
  return status;
}
