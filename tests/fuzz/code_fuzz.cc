// SPDX-License-Identifier: Apache-2.0
// The whole path of `dragoman code`: any text becomes records whose quoted parts are the text at their offsets, and which a
// second run repeats. The data files lie where the build put them.
#include <cstdlib>
#include <memory>

#include "base/utf8.h"
#include "coding/resources.h"
#include "fuzz_checks.h"

namespace {

using namespace dragoman;

const Resources& resources() {
  static const Resources* loaded = [] {
    auto result = load_resources(DRAGOMAN_BINARY_DIR);
    check(result.ok(), "the data files are there (build the target `data`)");
    return new Resources(std::move(result).value());
  }();
  return *loaded;
}

void check_span(const CodePointIndex& index, const std::string& text, const TextSpan& span) {
  if (!span.quoted()) return;
  check(span.start <= span.end && static_cast<std::size_t>(span.end) <= index.code_points(), "a span is inside the text");
  const std::size_t begin = index.to_byte(static_cast<std::size_t>(span.start));
  const std::size_t end = index.to_byte(static_cast<std::size_t>(span.end));
  check(std::string_view(text).substr(begin, end - begin) == span.text, "a quoted part is the text at its offsets");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const StoryCoder* coder = new StoryCoder(resources().view());
  static const StoryCoder::ScratchPtr* scratch = new StoryCoder::ScratchPtr(coder->make_scratch());
  if (size > 20000) return 0;
  Story story;
  story.text = std::string(bytes_of(data, size));
  settle_story(story, size % 3 == 0 ? std::nullopt : std::optional(date_from(2020, 9, 30)));
  std::vector<EventRecord> records;
  coder->code(story, **scratch, records);
  const CodePointIndex index(story.text);
  std::string ids;
  for (const EventRecord& record : records) {
    check_span(index, story.text, record.sentence);
    check_span(index, story.text, record.trigger);
    for (const Entity& entity : record.actors) check_span(index, story.text, entity.span);
    for (const Entity& entity : record.recipients) check_span(index, story.text, entity.span);
    for (const AttributionLink& link : record.attribution) check_span(index, story.text, link.speaker.span);
    if (record.place) check_span(index, story.text, record.place->span);
    check(record.confidence >= 0 && record.confidence <= 1, "a confidence is between 0 and 1");
    ids += record.id;
  }
  Explanation explanation;
  coder->code(story, **scratch, records, &explanation);
  for (const EventRecord& record : records) {
    check(ids.starts_with(record.id), "a second run gives the same records");
    ids.erase(0, record.id.size());
  }
  check(ids.empty(), "a second run gives as many records");
  return 0;
}
