// SPDX-License-Identifier: Apache-2.0
#include "serve/gold_export.h"

#include <simdjson.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/json_writer.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string_view text_at(const element& parent, std::string_view key) {
  std::string_view value;
  return parent.is_object() && parent[key].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Fields of a record, each from the correction where that has it.
struct Corrected {
  element record;
  std::optional<element> correction;

  [[nodiscard]] std::optional<element> at(std::string_view key) const {
    element value;
    if (correction && (*correction)[key].get(value) == simdjson::SUCCESS) return value;
    if (record[key].get(value) == simdjson::SUCCESS) return value;
    return std::nullopt;
  }
};

void write_entity(const element& entity, JsonWriter& json) {
  json.key("country").string_or_null(text_at(entity, "country")).key("sectors").begin_array();
  array sectors;
  if (entity["sectors"].get(sectors) == simdjson::SUCCESS) {
    for (const element sector : sectors) json.string(sector.is_string() ? std::string_view(sector) : std::string_view());
  }
  json.end_array().key("text").string_or_null(text_at(entity, "text"));
}

void write_entities(const Corrected& fields, std::string_view key, JsonWriter& json) {
  json.key(key).begin_array();
  array list;
  if (const auto value = fields.at(key); value && value->get(list) == simdjson::SUCCESS) {
    for (const element entity : list) {
      if (!entity.is_object()) continue;
      json.begin_object();
      write_entity(entity, json);
      json.end_object();
    }
  }
  json.end_array();
}

/// Which occurrence of the anchor (not overlapping, from 1) begins at this byte; 0 when none does.
std::int64_t occurrence_at(std::string_view text, std::string_view anchor, std::size_t byte) {
  std::int64_t number = 0;
  if (anchor.empty()) return 0;
  for (std::size_t at = text.find(anchor); at != std::string_view::npos && at <= byte; at = text.find(anchor, at + anchor.size())) {
    ++number;
    if (at == byte) return number;
  }
  return 0;
}

void write_event(const Corrected& fields, const Story& story, const CodePointIndex& offsets, bool optional, JsonWriter& json) {
  const auto trigger = fields.at("trigger");
  std::int64_t start = -1;
  if (!trigger || (*trigger)["start"].get(start) != simdjson::SUCCESS || start < 0) return;
  const std::string_view anchor = text_at(*trigger, "text");
  const std::int64_t occurrence = occurrence_at(story.text, anchor, offsets.to_byte(static_cast<std::size_t>(start)));
  if (occurrence == 0) return;
  const auto text_or_null = [&](std::string_view key) {
    const auto value = fields.at(key);
    std::string_view text;
    json.key(key).string_or_null(value && value->get(text) == simdjson::SUCCESS ? text : std::string_view());
  };
  json.begin_object().key("anchor").string(anchor).key("occurrence").integer(occurrence);
  text_or_null("type");
  text_or_null("mode");
  write_entities(fields, "actors", json);
  write_entities(fields, "recipients", json);
  const auto date = fields.at("date");
  const std::string_view first = date ? text_at(*date, "start") : std::string_view();
  const std::string_view last = date ? text_at(*date, "end") : std::string_view();
  json.key("date");
  if (first.empty()) json.null();
  else json.begin_array().string(first).string(last.empty() ? first : last).end_array();
  json.key("place");
  if (const auto place = fields.at("place"); place && place->is_object()) {
    json.begin_object().key("name").string_or_null(text_at(*place, "name")).key("country").string_or_null(text_at(*place, "country")).end_object();
  } else {
    json.null();
  }
  json.key("attribution").begin_array();
  array links;
  if (const auto value = fields.at("attribution"); value && value->get(links) == simdjson::SUCCESS) {
    for (const element link : links) {
      element speaker;
      if (!link.is_object()) continue;
      json.begin_object();
      write_entity(link["speaker"].get(speaker) == simdjson::SUCCESS && speaker.is_object() ? speaker : link, json);
      json.key("stance").string(is_one_of(kStanceNames, text_at(link, "stance")) ? text_at(link, "stance") : "states").end_object();
    }
  }
  json.end_array();
  text_or_null("modality");
  bool historical = false;
  if (const auto value = fields.at("historical"); value && value->is_bool()) historical = bool(*value);
  const auto magnitude = fields.at("magnitude");
  json.key("historical").boolean(historical).key("magnitude").raw(magnitude && magnitude->is_object() ? simdjson::minify(*magnitude) : "{}");
  json.key("optional").boolean(optional).end_object();
}

}  // namespace

Status export_gold(LedgerStore& store, std::string& out) {
  const auto reviews = store.reviews(std::nullopt);
  if (!reviews) return reviews.error();
  std::map<std::int64_t, const Review*> last;
  for (const Review& review : *reviews) last[review.record] = &review;
  std::map<std::int64_t, bool> stories;
  for (const auto& [record, review] : last) {
    const auto found = store.record(record);
    if (!found) return found.error();
    stories[found->story] = true;
  }
  simdjson::dom::parser parser, correction_parser;
  for (const auto& [key, reviewed] : stories) {
    const auto story = store.story(key);
    if (!story) return story.error();
    const auto records = store.records_of(key);
    if (!records) return records.error();
    const CodePointIndex offsets(story->text);
    JsonWriter json(out);
    json.begin_object().key("id").string(story->id).key("date");
    if (story->date) json.string(to_iso(*story->date));
    else json.null();
    json.key("source").optional_string(story->source).key("title").optional_string(story->title).key("text").string(story->text).key("events").begin_array();
    for (const KeyedRecord& record : *records) {
      const auto found = last.find(record.record);
      const Review* review = found == last.end() ? nullptr : found->second;
      if (review != nullptr && review->verdict == "reject") continue;
      Corrected fields;
      if (parser.parse(simdjson::padded_string(record.json)).get(fields.record) != simdjson::SUCCESS) continue;
      element correction;
      if (review != nullptr && !review->correction.empty() &&
          correction_parser.parse(simdjson::padded_string(review->correction)).get(correction) == simdjson::SUCCESS) {
        fields.correction = correction;
      }
      write_event(fields, *story, offsets, review == nullptr, json);
    }
    json.end_array().end_object();
    out += '\n';
  }
  return {};
}

}  // namespace dragoman
