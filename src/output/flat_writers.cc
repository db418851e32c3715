// SPDX-License-Identifier: Apache-2.0
// csv and tsv: every field of a record in one row; lists are joined by semicolons.
#include <algorithm>
#include <array>

#include "dragoman/version.h"
#include "output/writers.h"

namespace dragoman {
namespace {

constexpr std::string_view kColumns[] = {
    "id", "story_id", "source", "story_date", "title", "url", "path", "sentence_index", "sentence_start", "sentence_end",
    "sentence", "type", "mode", "quad", "cameo", "score", "goldstein", "contexts", "trigger", "trigger_start",
    "trigger_end", "actor_texts", "actor_names", "actor_countries", "actor_sectors", "actor_codes", "recipient_texts",
    "recipient_names", "recipient_countries", "recipient_sectors", "recipient_codes", "date_start", "date_end",
    "date_precision", "date_text", "place_text", "place_start", "place_end", "place_name", "place_country",
    "place_admin1", "lat", "lon", "geonameid", "speakers", "speaker_codes", "cues", "stances", "modality", "historical",
    "killed_min", "killed_max", "wounded_min", "wounded_max", "missing_min", "missing_max", "detained_min",
    "detained_max", "displaced_min", "displaced_max", "participants_min", "participants_max", "confidence", "coder"};

// The semicolon joins a list, so one inside an item becomes a comma.
void add_item(std::string& list, std::string_view item, bool& first) {
  if (!first) list += ';';
  first = false;
  const std::size_t at = list.size();
  list += item;
  std::replace(list.begin() + static_cast<std::ptrdiff_t>(at), list.end(), ';', ',');
}

template <typename Items, typename Get>
std::string list_of(const Items& items, Get get) {
  std::string list;
  bool first = true;
  for (const auto& item : items) add_item(list, get(item), first);
  return list;
}

class FlatWriter final : public RecordWriter {
 public:
  explicit FlatWriter(char delimiter) : delimiter_(delimiter) {}

  void begin(std::string& out) const override {
    RowWriter row(out, delimiter_);
    for (const std::string_view column : kColumns) row.plain(column);
    row.end_row();
  }

  void story(const Story&, std::span<const EventRecord> records, std::string& out) const override {
    RowWriter row(out, delimiter_);
    for (const EventRecord& r : records) {
      row.plain(r.id).text(r.story.id).text(r.story.source.value_or("")).plain(r.story.date.value_or(""));
      row.text(r.story.title.value_or("")).text(r.story.url.value_or("")).text(r.story.path.value_or(""));
      row.integer(r.sentence_index).integer(r.sentence.start).integer(r.sentence.end).text(r.sentence.text);
      row.plain(kEventTypeNames[static_cast<std::size_t>(r.type)]).plain(r.mode);
      row.plain(kQuadNames[static_cast<std::size_t>(quad_of(r.type))]).plain(r.cameo);
      row.number(r.score).number(r.goldstein).text(join(r.contexts, ";"));
      span(row, r.trigger);
      entities(row, r.actors);
      entities(row, r.recipients);
      row.plain(r.date.start).plain(r.date.end);
      row.plain(kDatePrecisionNames[static_cast<std::size_t>(r.date.precision)]);
      row.text(r.date.span.quoted() ? std::string_view(r.date.span.text) : std::string_view());
      place(row, r.place);
      row.text(list_of(r.attribution, [](const AttributionLink& a) { return a.speaker.name; }));
      row.text(list_of(r.attribution, [](const AttributionLink& a) { return a.speaker.code; }));
      row.text(list_of(r.attribution, [](const AttributionLink& a) { return a.cue; }));
      row.text(list_of(r.attribution, [](const AttributionLink& a) {
        return kStanceNames[static_cast<std::size_t>(a.stance)];
      }));
      row.plain(kModalityNames[static_cast<std::size_t>(r.modality)]).plain(r.historical ? "true" : "false");
      for (const std::optional<Range>& range : r.magnitude) {
        bound(row, range ? range->min : std::nullopt);
        bound(row, range ? range->max : std::nullopt);
      }
      row.number(r.confidence).text(coder_name());
      row.end_row();
    }
  }

 private:
  static void span(RowWriter& row, const TextSpan& span) {
    if (span.quoted()) {
      row.text(span.text).integer(span.start).integer(span.end);
    } else {
      row.empties(3);
    }
  }
  static void bound(RowWriter& row, std::optional<std::int64_t> value) {
    if (value) {
      row.integer(*value);
    } else {
      row.empty();
    }
  }
  static void entities(RowWriter& row, const std::vector<Entity>& list) {
    row.text(list_of(list, [](const Entity& e) { return e.span.quoted() ? e.span.text : std::string(); }));
    row.text(list_of(list, [](const Entity& e) { return e.name; }));
    row.text(list_of(list, [](const Entity& e) { return e.country; }));
    row.text(list_of(list, [](const Entity& e) { return join(e.sectors, " "); }));
    row.text(list_of(list, [](const Entity& e) { return e.code; }));
  }
  static void place(RowWriter& row, const std::optional<RecordPlace>& place) {
    if (!place) {
      row.empties(9);
      return;
    }
    span(row, place->span);
    row.text(place->name).text(place->country).text(place->admin1);
    row.plain(place->lat ? short_number(*place->lat) : "").plain(place->lon ? short_number(*place->lon) : "");
    bound(row, place->geonameid);
  }

  char delimiter_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_csv_writer() { return std::make_unique<FlatWriter>(','); }
std::unique_ptr<RecordWriter> make_tsv_writer() { return std::make_unique<FlatWriter>('\t'); }

}  // namespace dragoman
