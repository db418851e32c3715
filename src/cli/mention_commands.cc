// SPDX-License-Identifier: Apache-2.0
// dragoman places, times, quotes: one JSON object a line for each mention.
#include <vector>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "coding/place_finder.h"
#include "coding/quote_finder.h"
#include "coding/resources.h"
#include "coding/time_expressions.h"
#include "syntax/analyzer.h"
#include "text/layout.h"

namespace dragoman {
namespace {

/// The analysis of one story that all three commands start from.
struct Worker {
  Analyzer::ScratchPtr scratch;
  StoryLayout layout;
  Document document;
  SyntaxView view;
  CodePointIndex code_points;
  PlaceScratch place_scratch;
  std::vector<PlaceMention> places;
  std::vector<TimeExpression> times;
  QuoteFinder quote_finder;
  QuoteScratch quote_scratch;
  std::vector<Quote> quotes;
};

void append_span(JsonWriter& json, const Worker& worker, std::uint32_t begin_byte, std::uint32_t end_byte) {
  json.key("text").string(worker.document.text.substr(begin_byte, end_byte - begin_byte));
  json.key("start").integer(static_cast<std::int64_t>(worker.code_points.to_code_point(begin_byte)));
  json.key("end").integer(static_cast<std::int64_t>(worker.code_points.to_code_point(end_byte)));
}

using Append = void (*)(const Resources&, Worker&, StorySlot&);

/// Takes everything but boilerplate for running text: a place in a headline or a dateline is mentioned as well.
void read_all_blocks(StoryLayout& layout) {
  for (Block& block : layout.blocks) {
    if (block.kind != BlockKind::kBoilerplate) block.kind = BlockKind::kBody;
  }
}

int run_mentions(const Options& options, Append append, bool all_blocks) {
  Messages messages(options);
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  const auto resources = load_session(options, messages);
  if (!resources) return messages.status();
  std::vector<Worker> workers(jobs_of(options));
  for (Worker& worker : workers) worker.scratch = resources->analyzer->make_scratch();
  run_stories(
      options, messages,
      [&](unsigned id, StorySlot& slot) {
        Worker& worker = workers[id];
        analyze_layout(slot.story, worker.layout);
        if (all_blocks) read_all_blocks(worker.layout);
        resources->analyzer->analyze(slot.story.text, worker.layout, worker.document, *worker.scratch);
        worker.code_points.build(slot.story.text);
        append(*resources, worker, slot);
      },
      [&](StorySlot& slot) { return output->write(slot.out); });
  if (const Status status = output->finish(); !status) messages.error(status.error());
  return messages.status();
}

void append_places(const Resources& resources, Worker& w, StorySlot& slot) {
  find_places(w.document, w.layout, *resources.gazetteer, w.place_scratch, w.places);
  for (const PlaceMention& place : w.places) {
    JsonWriter json(slot.out);
    json.begin_object();
    json.key("story").string(slot.story.id);
    append_span(json, w, place.begin_byte, place.end_byte);
    json.key("name").string(place.name);
    json.key("country").string_or_null(place.country);
    json.key("admin1").string_or_null(place.admin1);
    json.key("lat").number(place.lat).key("lon").number(place.lon);
    json.key("geonameid");
    if (place.geonameid != 0) json.integer(place.geonameid);
    else json.null();
    json.end_object();
    slot.out += '\n';
  }
}

void append_times(const Resources&, Worker& w, StorySlot& slot) {
  find_times(w.document, w.layout, w.times);
  for (const TimeExpression& time : w.times) {
    JsonWriter json(slot.out);
    json.begin_object();
    json.key("story").string(slot.story.id);
    append_span(json, w, time.begin_byte, time.end_byte);
    json.key("type").string(kTimeTypeNames[static_cast<std::size_t>(time.type)]);
    json.key("value").string(time.value.view());
    json.end_object();
    slot.out += '\n';
  }
}

void append_ranges(JsonWriter& json, const Worker& w, std::string_view key, const std::vector<TokenRange>& ranges) {
  json.key(key);
  if (ranges.empty()) {
    json.null();
    return;
  }
  json.begin_array();
  for (const TokenRange& range : ranges) {
    json.begin_object();
    append_span(json, w, w.document.tokens[range.begin].begin_byte, w.document.tokens[range.end - 1].end_byte);
    json.end_object();
  }
  json.end_array();
}

void append_quotes(const Resources&, Worker& w, StorySlot& slot) {
  w.view.build(w.document);
  w.quote_finder.find(w.view, w.layout, w.quote_scratch, w.quotes);
  std::vector<TokenRange> one;
  const auto append_one = [&](JsonWriter& json, std::string_view key, TokenRange range) {
    one.clear();
    if (!range.empty()) one.push_back(range);
    append_ranges(json, w, key, one);
  };
  for (const Quote& quote : w.quotes) {
    JsonWriter json(slot.out);
    json.begin_object();
    json.key("story").string(slot.story.id);
    append_one(json, "source", quote.source);
    append_one(json, "cue", quote.cue);
    append_ranges(json, w, "content", quote.content);
    json.end_object();
    slot.out += '\n';
  }
}

}  // namespace

int run_places(const Options& options) { return run_mentions(options, append_places, true); }
int run_times(const Options& options) { return run_mentions(options, append_times, false); }
int run_quotes(const Options& options) { return run_mentions(options, append_quotes, false); }

}  // namespace dragoman
