// SPDX-License-Identifier: Apache-2.0
#include "ledger/record_reader.h"

#include <simdjson.h>

#include <algorithm>

namespace dragoman {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

std::string string_at(const element& parent, std::string_view key) {
  std::string_view value;
  return parent[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

std::optional<std::string> optional_string(const element& parent, std::string_view key) {
  std::string_view value;
  if (parent[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  return std::string(value);
}

std::optional<std::int64_t> integer_at(const element& parent, std::string_view key) {
  std::int64_t value = 0;
  if (parent[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::optional<double> number_at(const element& parent, std::string_view key) {
  double value = 0;
  if (parent[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

TextSpan span_of(const element& parent) {
  return {string_at(parent, "text"), integer_at(parent, "start").value_or(-1), integer_at(parent, "end").value_or(-1)};
}

std::vector<std::string> strings_at(const element& parent, std::string_view key) {
  std::vector<std::string> out;
  array list;
  if (parent[key].get(list) != simdjson::SUCCESS) return out;
  for (const element one : list) {
    std::string_view text;
    if (one.get(text) == simdjson::SUCCESS) out.emplace_back(text);
  }
  return out;
}

Entity entity_of(const element& source) {
  return {span_of(source), string_at(source, "name"), string_at(source, "country"), strings_at(source, "sectors"), string_at(source, "code")};
}

std::vector<Entity> entities_at(const element& parent, std::string_view key) {
  std::vector<Entity> out;
  array list;
  if (parent[key].get(list) != simdjson::SUCCESS) return out;
  for (const element one : list) out.push_back(entity_of(one));
  return out;
}

template <typename Names, typename Value>
bool name_at(const Names& names, const element& parent, std::string_view key, Value& out) {
  const auto found = std::find(names.begin(), names.end(), string_at(parent, key));
  if (found == names.end()) return false;
  out = static_cast<Value>(found - names.begin());
  return true;
}

}  // namespace

struct RecordReader::State {
  simdjson::dom::parser parser;
};

RecordReader::RecordReader() : state_(std::make_unique<State>()) {}
RecordReader::~RecordReader() = default;

Status RecordReader::read(std::string_view json, EventRecord& record) {
  const auto bad = [](const char* what) { return Error{ErrorCode::kCorrupt, std::string("a stored record ") + what, {}, 0}; };
  element root;
  if (state_->parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS || !root.is_object()) return bad("is not JSON");
  record = {};
  record.id = string_at(root, "id");
  element part;
  if (root["story"].get(part) != simdjson::SUCCESS) return bad("names no story");
  record.story = {string_at(part, "id"),           optional_string(part, "source"), optional_string(part, "date"),
                  optional_string(part, "title"), optional_string(part, "url"),    optional_string(part, "path")};
  if (root["sentence"].get(part) != simdjson::SUCCESS) return bad("has no sentence");
  record.sentence_index = integer_at(part, "index").value_or(0);
  record.sentence = span_of(part);
  if (!name_at(kEventTypeNames, root, "type", record.type)) return bad("has no known type");
  record.mode = string_at(root, "mode");
  record.cameo = string_at(root, "cameo");
  record.score = number_at(root, "score").value_or(0);
  record.goldstein = number_at(root, "goldstein").value_or(0);
  record.contexts = strings_at(root, "contexts");
  if (root["trigger"].get(part) == simdjson::SUCCESS) record.trigger = span_of(part);
  record.actors = entities_at(root, "actors");
  record.recipients = entities_at(root, "recipients");
  if (root["date"].get(part) == simdjson::SUCCESS) {
    record.date.start = string_at(part, "start");
    record.date.end = string_at(part, "end");
    if (!name_at(kDatePrecisionNames, part, "precision", record.date.precision)) return bad("has no known date precision");
    // The contract gives the words of the date without their offsets: they are quoted, and where is not known.
    if (auto text = optional_string(part, "text")) record.date.span = {std::move(*text), 0, 0};
  }
  if (root["place"].get(part) == simdjson::SUCCESS && part.is_object()) {
    record.place = RecordPlace{span_of(part),           string_at(part, "name"), string_at(part, "country"),    string_at(part, "admin1"),
                               number_at(part, "lat"), number_at(part, "lon"),  integer_at(part, "geonameid")};
  }
  array list;
  if (root["attribution"].get(list) == simdjson::SUCCESS) {
    for (const element one : list) {
      AttributionLink link;
      element speaker;
      if (one["speaker"].get(speaker) == simdjson::SUCCESS) link.speaker = entity_of(speaker);
      link.cue = string_at(one, "cue");
      if (!name_at(kStanceNames, one, "stance", link.stance)) return bad("has no known stance");
      record.attribution.push_back(std::move(link));
    }
  }
  if (!name_at(kModalityNames, root, "modality", record.modality)) return bad("has no known modality");
  bool historical = false;
  if (root["historical"].get(historical) == simdjson::SUCCESS) record.historical = historical;
  if (root["magnitude"].get(part) == simdjson::SUCCESS) {
    for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
      element range;
      if (part[kMagnitudeNames[i]].get(range) == simdjson::SUCCESS) record.magnitude[i] = Range{integer_at(range, "min"), integer_at(range, "max")};
    }
  }
  record.confidence = number_at(root, "confidence").value_or(0);
  return {};
}

}  // namespace dragoman
