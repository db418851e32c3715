// SPDX-License-Identifier: Apache-2.0
// A dossier as JSON.
#include <algorithm>

#include "base/json_writer.h"
#include "ledger/dossier.h"

namespace dragoman {
namespace {

void strings(JsonWriter& json, const char* key, const std::vector<std::string>& values) {
  json.key(key).begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void write(JsonWriter& json, const Citation& c) {
  json.begin_object();
  json.key("record").integer(c.record).key("record_id").string(c.record_id).key("story").string(c.story_id).key("sentence").integer(c.sentence);
  json.key("source").string_or_null(c.source).key("date").string_or_null(c.date).key("title").string_or_null(c.title).key("url").string_or_null(c.url);
  json.key("quote").string(c.quote).key("speakers").string_or_null(c.speakers);
  json.end_object();
}

void citations(JsonWriter& json, const char* key, const std::vector<Citation>& list) {
  json.key(key).begin_array();
  for (const Citation& one : list) write(json, one);
  json.end_array();
}

void range(JsonWriter& json, const Range& r) {
  json.begin_object();
  const auto bound = [&](const char* key, const std::optional<std::int64_t>& value) {
    json.key(key);
    if (value) json.integer(*value);
    else json.null();
  };
  bound("min", r.min);
  bound("max", r.max);
  json.end_object();
}

void write(JsonWriter& json, const DossierEvent& e) {
  json.begin_object();
  json.key("start").string_or_null(e.start).key("end").string_or_null(e.end);
  json.key("precision").string(kDatePrecisionNames[static_cast<std::size_t>(e.precision)]);
  json.key("type").string(kEventTypeNames[static_cast<std::size_t>(e.type)]).key("mode").string_or_null(e.mode);
  json.key("quad").string(kQuadNames[static_cast<std::size_t>(quad_of(e.type))]);
  json.key("modality").string(kModalityNames[static_cast<std::size_t>(e.modality)]);
  json.key("historical").boolean(e.historical).key("core").boolean(e.core).key("attested").boolean(e.attested).key("day_named").boolean(e.day_named).key("sure").boolean(e.sure).key("score").number(e.score).key("confidence").number(e.confidence);
  json.key("text").string(e.text).key("words").string(e.words).key("according_to").string_or_null(e.according_to).key("place").string_or_null(e.place);
  strings(json, "actors", e.actors);
  strings(json, "recipients", e.recipients);
  json.key("magnitude").begin_object();
  for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
    if (!e.magnitude[i]) continue;
    json.key(kMagnitudeNames[i]);
    range(json, *e.magnitude[i]);
  }
  json.end_object();
  json.key("stories").integer(e.stories).key("sources").integer(e.sources);
  citations(json, "citations", e.citations);
  json.end_object();
}

void events(JsonWriter& json, const char* key, const std::vector<DossierEvent>& list) {
  json.key(key).begin_array();
  for (const DossierEvent& one : list) write(json, one);
  json.end_array();
}

void definition(JsonWriter& json, const DossierDefinition& d) {
  json.begin_object();
  json.key("name").string(d.name);
  strings(json, "parties", d.parties);
  strings(json, "places", d.places);
  strings(json, "mediators", d.mediators);
  json.key("from").string_or_null(d.since).key("to").string_or_null(d.until).key("author").string_or_null(d.author).key("at").string_or_null(d.at);
  json.end_object();
}

std::string listed(const std::vector<std::string>& sides) {
  std::string out;
  for (const std::string& side : sides) out += (out.empty() ? "" : ", ") + side;
  return out;
}

std::int64_t key_of(const DossierEvent& e) { return e.citations.empty() ? 0 : e.citations.front().record; }

/// An event as a row: the plain fields first, all of it under `event`.
void row(JsonWriter& json, const DossierEvent& e) {
  json.key("date").string_or_null(e.start).key("text").string(e.text).key("by").string_or_null(listed(e.actors)).key("to").string_or_null(listed(e.recipients));
  json.key("according_to").string_or_null(e.according_to).key("stories").integer(e.stories).key("record").integer(key_of(e)).key("event");
  write(json, e);
}

void rows(JsonWriter& json, const char* key, const std::vector<DossierEvent>& list) {
  json.key(key).begin_array();
  for (const DossierEvent& one : list) {
    json.begin_object();
    row(json, one);
    json.end_object();
  }
  json.end_array();
}

void contact(JsonWriter& json, const ContactRow& row, const std::string& kind, int count) {
  if (count == 0) return;
  json.begin_object().key("a").string(row.first).key("b").string(row.second).key("kind").string(kind).key("count").integer(count);
  json.key("last").string_or_null(row.last).key("total").integer(row.total).key("records").begin_array();
  for (auto one = row.citations.rbegin(); one != row.citations.rend(); ++one) json.integer(one->record);  // the last one last
  json.end_array();
  citations(json, "citations", row.citations);
  json.end_object();
}

void replies(JsonWriter& json, const char* stance, const std::vector<Voice>& voices) {
  for (const Voice& voice : voices) {
    json.begin_object().key("speaker").string(voice.who).key("stance").string(stance).key("how").string(voice.how).key("record").integer(voice.citation.record).key("citation");
    write(json, voice.citation);
    json.end_object();
  }
}

}  // namespace

void append_definition_json(const DossierDefinition& one, std::string& out) {
  JsonWriter json(out);
  definition(json, one);
}

void append_dossier_json(const Dossier& d, std::string& out) {
  JsonWriter json(out);
  json.begin_object().key("name").string(d.definition.name).key("definition");
  definition(json, d.definition);
  json.key("records").integer(d.records).key("stories").integer(d.stories).key("left_out").integer(d.left_out);
  json.key("first").string_or_null(d.first).key("last").string_or_null(d.last).key("phase").string(phase_name(d.phase()));
  json.key("phases").begin_array();
  for (std::size_t i = 0; i < d.phases.size(); ++i) {
    const PhaseRow& row = d.phases[i];
    json.begin_object().key("phase").string(phase_name(row.to)).key("from").string(row.date).key("to").string_or_null(i + 1 < d.phases.size() ? d.phases[i + 1].date : std::string());
    json.key("before").string(phase_name(row.from)).key("reason").string(row.reason).key("evidence").begin_array();
    for (const DossierEvent& event : row.evidence) json.integer(key_of(event));
    json.end_array();
    events(json, "events", row.evidence);
    json.end_object();
  }
  json.end_array();
  events(json, "timeline", d.timeline);
  json.key("contacts").begin_array();
  for (const ContactRow& row : d.contacts) {
    contact(json, row, "met", row.met);
    contact(json, row, "phoned", row.phoned);
    contact(json, row, row.first + " visited " + row.second, row.visited_second);
    contact(json, row, row.second + " visited " + row.first, row.visited_first);
    for (const auto& [mediator, n] : row.mediators) contact(json, row, "mediated by " + mediator, n);
    for (const auto& [host, n] : row.hosts) contact(json, row, "hosted by " + host, n);
  }
  json.end_array();
  json.key("claims").begin_array();
  for (const ClaimRow& row : d.claims) {
    const Voice& first = row.claimed.front();
    const bool charge = row.about.type == EventType::kAccuse;
    json.begin_object().key("claim").string(row.about.text).key("speaker").string(first.who).key("stance").string(first.how);
    json.key("about").string_or_null(listed(charge ? row.about.recipients : row.about.actors)).key("date").string_or_null(row.about.start);
    json.key("record").integer(first.citation.record).key("disputed").boolean(!row.denied.empty() || !row.contradicted.empty()).key("strong").boolean(row.strong);
    json.key("citation");
    write(json, first.citation);
    json.key("replies").begin_array();
    replies(json, "claimed", {row.claimed.begin() + 1, row.claimed.end()});
    replies(json, "supported", row.supported);
    replies(json, "denied", row.denied);
    replies(json, "contradicted", row.contradicted);
    json.end_array().key("event");
    write(json, row.about);
    json.end_object();
  }
  json.end_array();
  json.key("requests").begin_array();
  for (const AskRow& one : d.asks) {
    json.begin_object().key("kind").string(one.offer ? "offer" : "request");
    row(json, one.what);
    json.key("outcome").string_or_null(one.outcome).key("answer").string_or_null(one.answers.empty() ? std::string() : one.answers.front().text);
    events(json, "answers", one.answers);
    json.end_object();
  }
  json.end_array();
  rows(json, "measures", d.measures);
  json.key("toll").begin_array();
  for (const TollRow& one : d.toll) {
    json.begin_object().key("side").string(one.side).key("reported_by").string(one.reporter).key("own_side").boolean(one.own_side).key("kind").string(one.kind).key(one.kind);
    range(json, one.range);
    json.key("date").string_or_null(one.date).key("place").string_or_null(one.place).key("record").integer(one.citation.record).key("citation");
    write(json, one.citation);
    json.end_object();
  }
  json.end_array();
  rows(json, "history", d.background);
  json.end_object();
}

}  // namespace dragoman
