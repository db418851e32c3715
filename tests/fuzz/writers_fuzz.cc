// SPDX-License-Identifier: Apache-2.0
// A record whose every text is the input, in every format.
#include "fuzz_checks.h"
#include "output/record_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const std::string text(bytes_of(data, size));
  Story story;
  story.id = story.text = text;
  EventRecord record;
  record.id = "id";
  record.story = {text, text, "2020-09-30", text, text, text};
  record.sentence = {text, 10, 10 + static_cast<std::int64_t>(count_code_points(text))};
  record.trigger = {text.substr(0, size / 2), 10 + static_cast<std::int64_t>(size / 3), 10 + static_cast<std::int64_t>(size / 2)};
  Entity entity;
  entity.span = {text, 0, 1};
  entity.name = text;
  entity.sectors = {"GOV", "MIL", "COP", "SPY"};
  record.actors = {entity, entity};
  if (size % 2 == 0) record.recipients = {entity};
  record.date = {"2020-09-30", "2020-10-01", DatePrecision::kWeek, {text, 0, 1}};
  record.place.emplace();
  record.place->name = record.place->admin1 = text;
  record.attribution.push_back({entity, text, Stance::kClaims});
  record.magnitude[0] = Range{1, 2};
  for (int format = 0; format <= static_cast<int>(OutputFormat::kGeojson); ++format) {
    WriterOptions options;
    options.width = static_cast<int>(size % 200);
    const auto writer = make_record_writer(static_cast<OutputFormat>(format), options);
    std::string out;
    writer->begin(out);
    writer->story(story, std::span(&record, 1), out);
    writer->end(out);
    check(is_valid_utf8(out), "output is UTF-8");
    if (static_cast<OutputFormat>(format) == OutputFormat::kTable) {
      for (const char c : out) check(c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F), "no control characters on a terminal");
    }
  }
  return 0;
}
