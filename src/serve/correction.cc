// SPDX-License-Identifier: Apache-2.0
#include "serve/correction.h"

#include <simdjson.h>

#include <algorithm>
#include <functional>
#include <string>

#include "base/date.h"
#include "base/utf8.h"
#include "dragoman/record.h"

namespace dragoman {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kMostItems = 30;
constexpr std::size_t kMostText = 300;

Error usage(std::string message) { return {ErrorCode::kUsage, "correction: " + std::move(message), {}, 0}; }

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_text(const element& value) { return value.is_string() && std::string_view(value).size() <= kMostText; }
bool is_text_or_null(const element& value) { return value.is_null() || is_text(value); }

bool is_code(const element& value) {
  if (!value.is_string()) return false;
  const std::string_view text(value);
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}
bool is_code_or_null(const element& value) { return value.is_null() || is_code(value); }

bool is_whole(const element& value) {
  std::int64_t number = 0;
  return value.get(number) == simdjson::SUCCESS && number >= 0;
}
bool is_whole_or_null(const element& value) { return value.is_null() || is_whole(value); }

bool is_day_or_null(const element& value) { return value.is_null() || (value.is_string() && parse_iso_date(std::string_view(value)).has_value()); }

bool is_list(const element& value, const std::function<bool(const element&)>& fits) {
  array list;
  if (value.get(list) != simdjson::SUCCESS || list.size() > kMostItems) return false;
  return std::all_of(list.begin(), list.end(), fits);
}

/// An object of these fields and no others, each of its form.
struct Field {
  std::string_view name;
  bool (*fits)(const element&);
};
bool has_fields(const element& value, std::initializer_list<Field> fields) {
  object parts;
  if (value.get(parts) != simdjson::SUCCESS) return false;
  for (const auto& [key, part] : parts) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&, name = std::string_view(key)](const Field& one) { return one.name == name; });
    if (field == fields.end() || !field->fits(part)) return false;
  }
  return true;
}

bool is_sectors(const element& value) { return is_list(value, is_code); }

bool is_entity(const element& value) {
  return has_fields(value, {{"country", is_code_or_null}, {"sectors", is_sectors}, {"text", is_text_or_null}, {"name", is_text_or_null}, {"code", is_text_or_null},
                            {"start", is_whole_or_null}, {"end", is_whole_or_null}});
}

bool is_stance(const element& value) { return value.is_string() && is_one_of(kStanceNames, std::string_view(value)); }

bool is_attribution(const element& value) { return has_fields(value, {{"speaker", is_entity}, {"cue", is_text_or_null}, {"stance", is_stance}}); }

bool is_number_or_null(const element& value) { return value.is_null() || value.is_number(); }

bool is_place(const element& value) {
  element name;
  return value.is_null() || (value["name"].get(name) == simdjson::SUCCESS && is_text(name) && !std::string_view(name).empty() &&
                             has_fields(value, {{"name", is_text}, {"country", is_code_or_null}, {"admin1", is_text_or_null}, {"text", is_text_or_null}, {"start", is_whole_or_null},
                                                {"end", is_whole_or_null}, {"lat", is_number_or_null}, {"lon", is_number_or_null}, {"geonameid", is_whole_or_null}}));
}

bool is_range(const element& value) {
  if (!has_fields(value, {{"min", is_whole_or_null}, {"max", is_whole_or_null}})) return false;
  std::int64_t min = 0, max = 0;
  return value["min"].get(min) != simdjson::SUCCESS || value["max"].get(max) != simdjson::SUCCESS || min <= max;
}

bool is_magnitude(const element& value) {
  object parts;
  if (value.get(parts) != simdjson::SUCCESS) return false;
  return std::all_of(parts.begin(), parts.end(), [](const auto& field) { return is_one_of(kMagnitudeNames, std::string_view(field.key)) && is_range(field.value); });
}

bool is_date(const element& value) {
  if (!has_fields(value, {{"start", is_day_or_null}, {"end", is_day_or_null}, {"precision", is_text}, {"text", is_text_or_null}})) return false;
  std::string_view start, end;
  return value["start"].get(start) != simdjson::SUCCESS || value["end"].get(end) != simdjson::SUCCESS || start <= end;
}

bool is_trigger(const element& value) {
  element start, end, text;
  return has_fields(value, {{"text", is_text}, {"start", is_whole}, {"end", is_whole}}) && value["start"].get(start) == simdjson::SUCCESS && value["end"].get(end) == simdjson::SUCCESS &&
         value["text"].get(text) == simdjson::SUCCESS && !std::string_view(text).empty();
}

bool is_type(const element& value) { return value.is_string() && is_one_of(kEventTypeNames, std::string_view(value)); }
bool is_modality(const element& value) { return value.is_string() && is_one_of(kModalityNames, std::string_view(value)); }
bool is_truth(const element& value) { return value.is_bool(); }
bool is_entities(const element& value) { return is_list(value, is_entity); }
bool is_attributions(const element& value) { return is_list(value, is_attribution); }
bool is_texts(const element& value) { return is_list(value, is_text); }

struct Correctable {
  std::string_view name, form;
  bool (*fits)(const element&);
};
constexpr Correctable kCorrectable[] = {
    {"type", "one of the sixteen", is_type},
    {"mode", "a text or null", is_text_or_null},
    {"actors", "a list of parties: country, sectors, text", is_entities},
    {"recipients", "a list of parties: country, sectors, text", is_entities},
    {"date", "start and end as YYYY-MM-DD or null, in this order", is_date},
    {"place", "a name with a country, or null", is_place},
    {"attribution", "a list of speaker and stance", is_attributions},
    {"modality", "actual, future, hypothetical or negated", is_modality},
    {"historical", "true or false", is_truth},
    {"magnitude", "killed, wounded, missing, detained, displaced, participants, each with min and max", is_magnitude},
    {"trigger", "text, start and end", is_trigger},
    {"contexts", "a list of texts", is_texts},
};

}  // namespace

Status check_correction(std::string_view text) {
  simdjson::dom::parser parser;
  object fields;
  if (parser.parse(simdjson::padded_string(text)).get(fields) != simdjson::SUCCESS) return usage("has to be an object");
  for (const auto& [key, value] : fields) {
    const auto field = std::find_if(std::begin(kCorrectable), std::end(kCorrectable), [&, name = std::string_view(key)](const Correctable& one) { return one.name == name; });
    if (field == std::end(kCorrectable)) return usage("names a field that is none of a record's: " + std::string(key));
    if (!field->fits(value)) return usage(std::string(key) + " has to be " + std::string(field->form));
  }
  return {};
}

Status check_against_story(std::string_view text, const Story& story) {
  simdjson::dom::parser parser;
  element trigger;
  if (parser.parse(simdjson::padded_string(text))["trigger"].get(trigger) != simdjson::SUCCESS) return {};
  std::int64_t start = 0, end = 0;
  std::string_view words;
  const bool complete = trigger["start"].get(start) == simdjson::SUCCESS && trigger["end"].get(end) == simdjson::SUCCESS && trigger["text"].get(words) == simdjson::SUCCESS;
  const auto points = static_cast<std::int64_t>(count_code_points(story.text));
  if (complete && start >= 0 && start < end && end <= points) {
    const CodePointIndex offsets(story.text);
    const std::size_t from = offsets.to_byte(static_cast<std::size_t>(start));
    const std::size_t to = offsets.to_byte(static_cast<std::size_t>(end));
    if (std::string_view(story.text).substr(from, to - from) == words) return {};
  }
  return usage("the words of the trigger do not stand at its offsets");
}

}  // namespace dragoman
