// SPDX-License-Identifier: Apache-2.0
#include "score/gold.h"

#include <simdjson.h>

#include <algorithm>
#include <fstream>

#include "base/utf8.h"

namespace dragoman {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::string string_at(const element& parent, std::string_view key) {
  std::string_view value;
  if (parent[key].get(value) != simdjson::SUCCESS) return {};
  return std::string(value);
}

std::optional<std::int64_t> integer(const simdjson::simdjson_result<element>& value) {
  std::int64_t out = 0;
  if (value.get(out) == simdjson::SUCCESS) return out;
  double real = 0;
  if (value.get(real) == simdjson::SUCCESS) return static_cast<std::int64_t>(real);
  return std::nullopt;
}

Entity entity_of(const element& source) {
  Entity entity;
  entity.country = string_at(source, "country");
  entity.span.text = string_at(source, "text");
  simdjson::dom::array sectors;
  if (source["sectors"].get(sectors) == simdjson::SUCCESS) {
    for (const element sector : sectors) {
      std::string_view text;
      if (sector.get(text) == simdjson::SUCCESS) entity.sectors.emplace_back(text);
    }
  }
  return entity;
}

void entities_of(const element& event, std::string_view key, std::vector<Entity>& out) {
  simdjson::dom::array list;
  if (event[key].get(list) != simdjson::SUCCESS) return;
  for (const element one : list) out.push_back(entity_of(one));
}

template <typename Names, typename Value>
bool parse_name(const Names& names, std::string_view name, Value& out) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return false;
  out = static_cast<Value>(found - names.begin());
  return true;
}

/// A number, a list of two or {min,max}.
Range range_of(const element& value) {
  Range range;
  object bounds;
  simdjson::dom::array pair;
  if (value.get(bounds) == simdjson::SUCCESS) {
    range.min = integer(value["min"]);
    range.max = integer(value["max"]);
  } else if (value.get(pair) == simdjson::SUCCESS) {
    if (pair.size() > 0) range.min = integer(pair.at(0));
    if (pair.size() > 1) range.max = integer(pair.at(1));
  } else {
    range.min = integer(simdjson::simdjson_result<element>(element(value)));
    range.max = range.min;
  }
  return range;
}

std::u32string to_code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const DecodedChar c = decode_utf8(text, at);
    out.push_back(c.code);
    at += c.size;
  }
  return out;
}

std::string event_of(const element& source, const std::u32string& text, GoldEvent& out) {
  EventRecord& r = out.record;
  const std::string type = string_at(source, "type");
  if (!parse_name(kEventTypeNames, type, r.type)) return "type '" + type + "' is none of the sixteen";
  r.mode = string_at(source, "mode");
  entities_of(source, "actors", r.actors);
  entities_of(source, "recipients", r.recipients);
  simdjson::dom::array date;
  if (source["date"].get(date) == simdjson::SUCCESS) {
    std::string_view day;
    if (date.at(0).get(day) == simdjson::SUCCESS) r.date.start = std::string(day);
    if (date.at(1).get(day) == simdjson::SUCCESS) r.date.end = std::string(day);
  }
  element place;
  object place_fields;
  if (source["place"].get(place) == simdjson::SUCCESS && place.get(place_fields) == simdjson::SUCCESS) {
    out.has_place = true;
    r.place.emplace();
    r.place->name = string_at(place, "name");
    r.place->country = string_at(place, "country");
  }
  simdjson::dom::array attribution;
  if (source["attribution"].get(attribution) == simdjson::SUCCESS) {
    for (const element link : attribution) {
      AttributionLink out_link;
      element speaker;
      out_link.speaker = entity_of(link["speaker"].get(speaker) == simdjson::SUCCESS ? speaker : link);
      if (!parse_name(kStanceNames, string_at(link, "stance"), out_link.stance)) return "an attribution without a stance";
      r.attribution.push_back(std::move(out_link));
    }
  }
  if (!parse_name(kModalityNames, string_at(source, "modality"), r.modality)) return "no modality";
  bool flag = false;
  if (source["historical"].get(flag) == simdjson::SUCCESS) r.historical = flag;
  flag = false;
  if (source["optional"].get(flag) == simdjson::SUCCESS) out.optional = flag;
  object magnitude;
  if (source["magnitude"].get(magnitude) == simdjson::SUCCESS) {
    for (const auto field : magnitude) {
      std::size_t kind = 0;
      if (parse_name(kMagnitudeNames, field.key, kind)) r.magnitude[kind] = range_of(field.value);
    }
  }
  out.anchor = string_at(source, "anchor");
  std::int64_t occurrence = 1;
  if (const auto given = integer(source["occurrence"])) occurrence = *given;
  const std::u32string anchor = to_code_points(out.anchor);
  std::size_t at = std::u32string::npos;
  if (!anchor.empty() && occurrence >= 1) {
    at = 0;
    for (std::int64_t i = 0; i < occurrence && at != std::u32string::npos; ++i) {
      at = text.find(anchor, i == 0 ? 0 : at + anchor.size());
    }
  }
  if (at == std::u32string::npos) {
    return "no occurrence " + std::to_string(occurrence) + " of the anchor '" + out.anchor + "' in the text";
  }
  out.begin = static_cast<std::int64_t>(at);
  out.end = out.begin + static_cast<std::int64_t>(anchor.size());
  return {};
}

}  // namespace

Result<std::vector<GoldStory>> read_gold(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, "cannot open the gold file", path, 0};
  std::vector<GoldStory> stories;
  simdjson::dom::parser parser;
  std::string line;
  std::uint64_t number = 0;
  while (std::getline(in, line)) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    element root;
    if (const auto error = parser.parse(line).get(root)) {
      return Error{ErrorCode::kFormat, std::string("not JSON: ") + simdjson::error_message(error), path, number};
    }
    GoldStory story;
    std::string_view text;
    simdjson::dom::array events;
    if (root["text"].get(text) != simdjson::SUCCESS || root["events"].get(events) != simdjson::SUCCESS) {
      return Error{ErrorCode::kFormat, "a gold story needs 'id', 'text' and 'events'", path, number};
    }
    story.story.id = string_at(root, "id");
    story.story.text = std::string(text);
    const auto optional_field = [&](std::string_view key) -> std::optional<std::string> {
      std::string value = string_at(root, key);
      if (value.empty()) return std::nullopt;
      return value;
    };
    story.story.source = optional_field("source");
    story.story.title = optional_field("title");
    story.story.url = optional_field("url");
    story.story.date = parse_iso_date(string_at(root, "date"));
    story.text = to_code_points(text);
    std::size_t index = 0;
    for (const element event : events) {
      ++index;
      GoldEvent out;
      const std::string problem = event_of(event, story.text, out);
      if (!problem.empty()) {
        return Error{ErrorCode::kFormat, "story " + story.story.id + " event " + std::to_string(index) + ": " + problem, path, number};
      }
      story.events.push_back(std::move(out));
    }
    stories.push_back(std::move(story));
  }
  return stories;
}

}  // namespace dragoman
