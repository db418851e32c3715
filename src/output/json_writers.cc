// SPDX-License-Identifier: Apache-2.0
// jsonl, json and geojson. Keys and their order are those of the contract; keys are always present.
#include "dragoman/version.h"
#include "output/writers.h"

namespace dragoman {
namespace {

void write_span(JsonWriter& json, const TextSpan& span) {
  json.key("text");
  if (span.quoted()) {
    json.string(span.text).key("start").integer(span.start).key("end").integer(span.end);
  } else {
    json.null().key("start").null().key("end").null();
  }
}

void write_entity(JsonWriter& json, const Entity& entity) {
  json.begin_object();
  write_span(json, entity.span);
  json.key("name").string_or_null(entity.name);
  json.key("country").string_or_null(entity.country);
  json.key("sectors").begin_array();
  for (const std::string& sector : entity.sectors) json.string(sector);
  json.end_array();
  json.key("code").string_or_null(entity.code);
  json.end_object();
}

void write_entities(JsonWriter& json, const std::vector<Entity>& entities) {
  json.begin_array();
  for (const Entity& entity : entities) write_entity(json, entity);
  json.end_array();
}

void write_integer(JsonWriter& json, std::optional<std::int64_t> value) {
  if (value) {
    json.integer(*value);
  } else {
    json.null();
  }
}

void write_number(JsonWriter& json, std::optional<double> value) {
  if (value) {
    json.number(*value);
  } else {
    json.null();
  }
}

void write_place(JsonWriter& json, const std::optional<RecordPlace>& place) {
  if (!place) {
    json.null();
    return;
  }
  json.begin_object();
  write_span(json, place->span);
  json.key("name").string_or_null(place->name);
  json.key("country").string_or_null(place->country);
  json.key("admin1").string_or_null(place->admin1);
  json.key("lat");
  write_number(json, place->lat);
  json.key("lon");
  write_number(json, place->lon);
  json.key("geonameid");
  write_integer(json, place->geonameid);
  json.end_object();
}

void write_story_reference(JsonWriter& json, const StoryReference& story) {
  json.begin_object();
  json.key("id").string(story.id);
  json.key("source").optional_string(story.source);
  json.key("date").optional_string(story.date);
  json.key("title").optional_string(story.title);
  json.key("url").optional_string(story.url);
  json.key("path").optional_string(story.path);
  json.end_object();
}

template <typename Names, typename Value>
std::string_view name_of(const Names& names, Value value) {
  return names[static_cast<std::size_t>(value)];
}

class JsonlWriter final : public RecordWriter {
 public:
  void story(const Story&, std::span<const EventRecord> records, std::string& out) const override {
    for (const EventRecord& record : records) {
      append_record_json(record, out);
      out += '\n';
    }
  }
};

// One array; an element a story, with its text, and its records. Stories without events are there too.
class JsonArrayWriter final : public RecordWriter {
 public:
  void begin(std::string& out) const override { out += "["; }
  void story(const Story& story, std::span<const EventRecord> records, std::string& out) const override {
    out += '\n';
    JsonWriter json(out);
    json.begin_object();
    json.key("id").string(story.id);
    // What the coder read in the dateline is in the records.
    const std::optional<std::string> given = story.date ? std::optional(to_iso(*story.date)) : std::nullopt;
    json.key("source").optional_string(records.empty() ? story.source : records.front().story.source);
    json.key("date").optional_string(records.empty() ? given : records.front().story.date);
    json.key("title").optional_string(story.title);
    json.key("url").optional_string(story.url);
    json.key("lang").optional_string(story.lang);
    json.key("path").optional_string(story.path);
    json.key("text").string(story.text);
    json.key("events").begin_array();
    for (const EventRecord& record : records) write_record(json, record);
    json.end_array();
    json.end_object();
  }
  [[nodiscard]] std::string_view between() const override { return ","; }
  void end(std::string& out) const override { out += "\n]\n"; }
};

// RFC 7946: one Feature a record; the record is its properties, a record without coordinates has a null geometry.
class GeojsonWriter final : public RecordWriter {
 public:
  void begin(std::string& out) const override { out += "{\"type\": \"FeatureCollection\", \"features\": ["; }
  void story(const Story&, std::span<const EventRecord> records, std::string& out) const override {
    bool first = true;
    for (const EventRecord& record : records) {
      if (!first) out += ",";
      first = false;
      out += '\n';
      JsonWriter json(out);
      json.begin_object();
      json.key("type").string("Feature");
      json.key("id").string(record.id);
      json.key("geometry");
      if (record.place && record.place->lat && record.place->lon) {
        json.begin_object().key("type").string("Point").key("coordinates").begin_array();
        json.number(*record.place->lon).number(*record.place->lat).end_array().end_object();
      } else {
        json.null();
      }
      json.key("properties");
      write_record(json, record);
      json.end_object();
    }
  }
  [[nodiscard]] std::string_view between() const override { return ","; }
  void end(std::string& out) const override { out += "\n]}\n"; }
};

}  // namespace

void write_record(JsonWriter& json, const EventRecord& record) {
  json.begin_object();
  json.key("id").string(record.id);
  json.key("story");
  write_story_reference(json, record.story);
  json.key("sentence").begin_object();
  json.key("index").integer(record.sentence_index);
  json.key("start").integer(record.sentence.start);
  json.key("end").integer(record.sentence.end);
  json.key("text").string(record.sentence.text);
  json.end_object();
  json.key("type").string(name_of(kEventTypeNames, record.type));
  json.key("mode").string_or_null(record.mode);
  json.key("quad").string(name_of(kQuadNames, quad_of(record.type)));
  json.key("cameo").string_or_null(record.cameo);
  json.key("score").number(record.score);
  json.key("goldstein").number(record.goldstein);
  json.key("contexts").begin_array();
  for (const std::string& context : record.contexts) json.string(context);
  json.end_array();
  json.key("trigger").begin_object();
  write_span(json, record.trigger);
  json.end_object();
  json.key("actors");
  write_entities(json, record.actors);
  json.key("recipients");
  write_entities(json, record.recipients);
  json.key("date").begin_object();
  json.key("start").string_or_null(record.date.start);
  json.key("end").string_or_null(record.date.end);
  json.key("precision").string(name_of(kDatePrecisionNames, record.date.precision));
  json.key("text");
  if (record.date.span.quoted()) {
    json.string(record.date.span.text);
  } else {
    json.null();
  }
  json.end_object();
  json.key("place");
  write_place(json, record.place);
  json.key("attribution").begin_array();
  for (const AttributionLink& link : record.attribution) {
    json.begin_object();
    json.key("speaker");
    write_entity(json, link.speaker);
    json.key("cue").string_or_null(link.cue);
    json.key("stance").string(name_of(kStanceNames, link.stance));
    json.end_object();
  }
  json.end_array();
  json.key("modality").string(name_of(kModalityNames, record.modality));
  json.key("historical").boolean(record.historical);
  json.key("magnitude").begin_object();
  for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
    if (!record.magnitude[i]) continue;
    json.key(kMagnitudeNames[i]).begin_object();
    json.key("min");
    write_integer(json, record.magnitude[i]->min);
    json.key("max");
    write_integer(json, record.magnitude[i]->max);
    json.end_object();
  }
  json.end_object();
  json.key("confidence").number(record.confidence);
  json.key("coder").string(coder_name());
  json.end_object();
}

void append_record_json(const EventRecord& record, std::string& out) {
  JsonWriter json(out);
  write_record(json, record);
}

void append_entity_json(const Entity& entity, std::string& out) {
  JsonWriter json(out);
  write_entity(json, entity);
}

std::unique_ptr<RecordWriter> make_jsonl_writer() { return std::make_unique<JsonlWriter>(); }
std::unique_ptr<RecordWriter> make_json_writer() { return std::make_unique<JsonArrayWriter>(); }
std::unique_ptr<RecordWriter> make_geojson_writer() { return std::make_unique<GeojsonWriter>(); }

}  // namespace dragoman
