// SPDX-License-Identifier: Apache-2.0
// Reading: records, stories, map, series, counts, overview.
#include <algorithm>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "serve/parameters.h"
#include "serve/service.h"

namespace dragoman {

Status append_dossiers(SqliteStore& store, std::string& out);

namespace {

constexpr std::int64_t kPage = 50;
constexpr std::int64_t kMostOfPage = 500;
constexpr std::int64_t kMostPlaces = 5000;
constexpr std::int64_t kLatest = 20;
constexpr std::size_t kTopDyads = 12;
constexpr std::array<std::string_view, 4> kQuadKeys = {"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"};

void write_quads(JsonWriter& json, const QuadCounts& quads) {
  json.key("by_quad").begin_object();
  for (std::size_t i = 0; i < quads.size(); ++i) json.key(kQuadKeys[i]).integer(quads[i]);
  json.end_object();
}

double mean(double sum, std::int64_t count) { return count == 0 ? 0.0 : sum / static_cast<double>(count); }

void write_count(JsonWriter& json, const CountRow& row) {
  json.begin_object().key("key").string(row.key).key("count").integer(row.count);
  json.key("score_sum").number(row.score_sum).key("score_mean").number(row.score_mean()).end_object();
}

/// The rows with most records first.
std::vector<CountRow> most_frequent(std::vector<CountRow> rows, std::size_t most) {
  std::stable_sort(rows.begin(), rows.end(), [](const CountRow& a, const CountRow& b) { return a.count > b.count; });
  if (rows.size() > most) rows.resize(most);
  return rows;
}

void write_stats(JsonWriter& json, const LedgerStats& stats) {
  json.begin_object().key("stories").integer(stats.stories).key("records").integer(stats.records);
  json.key("superseded").integer(stats.superseded).key("codings").integer(stats.codings).key("sentences").integer(stats.sentences);
  json.key("entities").integer(stats.entities).key("places").integer(stats.places).key("bytes").integer(stats.bytes);
  json.key("first_date").string_or_null(stats.first_date).key("last_date").string_or_null(stats.last_date);
  json.key("schema").integer(stats.schema).key("coders").begin_array();
  for (const std::string& coder : stats.coders) json.string(coder);
  json.end_array().end_object();
}

bool within(const std::array<double, 4>& box, double lat, double lon) {
  const auto [west, south, east, north] = box;
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

}  // namespace

void append_review_json(const Review& review, JsonWriter& json) {
  json.begin_object().key("key").integer(review.review).key("record").integer(review.record).key("verdict").string(review.verdict);
  json.key("author").string(review.author).key("time").string(review.at).key("note").string_or_null(review.note).key("correction");
  if (review.correction.empty()) json.null();
  else json.raw(review.correction);
  json.end_object();
}

/// The record of the contract with what the ledger knows about it.
Status Service::append_records(SqliteStore& store, const std::vector<KeyedRecord>& records, std::string& out) const {
  std::vector<std::int64_t> events;
  for (const KeyedRecord& record : records) events.push_back(record.event);
  const auto reports = store.event_reports(events);
  if (!reports) return reports.error();
  out += '[';
  bool first = true;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const KeyedRecord& record = records[i];
    if (!record.json.ends_with('}')) return Error{ErrorCode::kCorrupt, "record " + std::to_string(record.record) + " of the ledger is no JSON object", {}, 0};
    if (!first) out += ", ";
    first = false;
    out.append(record.json, 0, record.json.size() - 1);
    out.append(", \"key\": ").append(std::to_string(record.record)).append(", \"story_key\": ").append(std::to_string(record.story));
    if (record.event != 0) out.append(", \"event_key\": ").append(std::to_string(record.event)).append(", \"event_reports\": ").append(std::to_string((*reports)[i]));
    else out += ", \"event_key\": null, \"event_reports\": null";
    out += ", \"review\": ";
    if (record.verdict.empty()) {
      out += "null}";
      continue;
    }
    const auto reviews = store.reviews(record.record);
    if (!reviews) return reviews.error();
    JsonWriter json(out);
    append_review_json(reviews->back(), json);
    out += '}';
  }
  out += ']';
  return {};
}

HttpResponse Service::records(const HttpRequest& request, const std::string&) {
  const auto asked = page_of(request, kPage, kMostOfPage);
  if (!asked) return failed(asked.error());
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  SqliteStore& store = **reader;
  // One more than asked for tells whether there is another page.
  auto page = store.page(asked->filter, asked->cursor, asked->limit + 1);
  if (!page) return failed(page.error());
  const bool more = take_rest(*page, asked->limit);
  HttpResponse response;
  response.body = "{\"records\": ";
  if (const Status status = append_records(store, *page, response.body); !status) return failed(status.error());
  response.body += ", \"next\": ";
  if (more) append_json_string(response.body, format_cursor({page->back().date, page->back().record}));
  else response.body += "null";
  response.body += ", \"total\": ";
  if (request.parameter("total") == "true" || request.parameter("total") == "1") {
    const auto total = store.total(asked->filter);
    if (!total) return failed(total.error());
    response.body += std::to_string(*total);
  } else {
    response.body += "null";
  }
  response.body += "}";
  return response;
}

HttpResponse Service::record(const HttpRequest&, const std::string& argument) {
  const auto key = parse_key(argument);
  if (!key) return error_response(404, "not_found", "no such record");
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  auto found = (*reader)->record(*key);
  if (!found) return failed(found.error());
  HttpResponse response;
  if (const Status status = append_records(**reader, {std::move(found).value()}, response.body); !status) return failed(status.error());
  response.body = response.body.substr(1, response.body.size() - 2);
  return response;
}

HttpResponse Service::stories(const HttpRequest& request, const std::string&) {
  const auto asked = page_of(request, kPage, kMostOfPage);
  if (!asked) return failed(asked.error());
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  auto page = (*reader)->stories_page(asked->filter, asked->cursor, asked->limit + 1);
  if (!page) return failed(page.error());
  const bool more = take_rest(*page, asked->limit);
  HttpResponse response;
  JsonWriter json(response.body);
  json.begin_object().key("stories").begin_array();
  for (const StoryRow& row : *page) {
    json.begin_object().key("key").integer(row.story).key("id").string(row.id).key("title").string_or_null(row.title);
    json.key("date").string_or_null(row.date).key("source").string_or_null(row.source).key("url").string_or_null(row.url);
    json.key("records").integer(row.records).end_object();
  }
  json.end_array().key("next");
  if (more) json.string(format_cursor({page->back().date, page->back().story}));
  else json.null();
  json.end_object();
  return response;
}

HttpResponse Service::story(const HttpRequest&, const std::string& argument) {
  const auto key = parse_key(argument);
  if (!key) return error_response(404, "not_found", "no such story");
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  SqliteStore& store = **reader;
  const auto story = store.story(*key);
  if (!story) return failed(story.error());
  const auto records = store.records_of(*key);
  if (!records) return failed(records.error());
  const auto sentences = store.sentences_of(*key);
  if (!sentences) return failed(sentences.error());
  HttpResponse response;
  JsonWriter json(response.body);
  json.begin_object().key("story").begin_object().key("key").integer(*key).key("id").string(story->id);
  json.key("title").optional_string(story->title).key("date");
  if (story->date) json.string(to_iso(*story->date));
  else json.null();
  json.key("source").optional_string(story->source).key("url").optional_string(story->url).key("path").optional_string(story->path);
  json.key("text").string(story->text).end_object();
  std::string list;
  if (const Status status = append_records(store, *records, list); !status) return failed(status.error());
  json.key("records").raw(list).key("sentences").begin_array();
  for (const SentenceRow& row : *sentences) {
    json.begin_object().key("index").integer(row.index).key("start").integer(row.start).key("end").integer(row.end).end_object();
  }
  json.end_array().end_object();
  return response;
}

HttpResponse Service::map(const HttpRequest& request, const std::string&) {
  const auto filter = filter_of(request);
  if (!filter) return failed(filter.error());
  const auto box = bbox_of(request);
  if (!box) return failed(box.error());
  const auto limit = limit_of(request, kMostPlaces, kMostPlaces);
  if (!limit) return failed(limit.error());
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  const auto places = (*reader)->places(*filter, *limit);
  if (!places) return failed(places.error());
  HttpResponse response;
  response.type = "application/geo+json";
  JsonWriter json(response.body);
  json.begin_object().key("type").string("FeatureCollection").key("features").begin_array();
  for (const PlaceRow& row : *places) {
    if (*box && !within(**box, row.lat, row.lon)) continue;
    json.begin_object().key("type").string("Feature").key("geometry").begin_object().key("type").string("Point");
    json.key("coordinates").begin_array().number(row.lon).number(row.lat).end_array().end_object();
    json.key("properties").begin_object().key("place").string(row.place).key("country").string_or_null(row.country);
    json.key("count").integer(row.count);
    write_quads(json, row.quads);
    json.key("score_mean").number(mean(row.score_sum, row.count)).key("last_date").string_or_null(row.last).end_object().end_object();
  }
  json.end_array().end_object();
  return response;
}

HttpResponse Service::series(const HttpRequest& request, const std::string&) {
  const auto filter = filter_of(request);
  if (!filter) return failed(filter.error());
  const std::string_view name = request.parameter("by");
  const auto by = name.empty() ? SeriesBy::kMonth : parse_series_by(name);
  if (!by) return error_response(400, "usage", "by has to be day, week, month or year");
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  const auto rows = (*reader)->series(*filter, *by);
  if (!rows) return failed(rows.error());
  HttpResponse response;
  JsonWriter json(response.body);
  json.begin_object().key("by").string(name.empty() ? "month" : name).key("rows").begin_array();
  for (const SeriesRow& row : *rows) {
    json.begin_object().key("key").string(row.key).key("count").integer(row.count).key("score_sum").number(row.score_sum);
    json.key("score_mean").number(mean(row.score_sum, row.count));
    write_quads(json, row.quads);
    json.end_object();
  }
  json.end_array().end_object();
  return response;
}

HttpResponse Service::counts(const HttpRequest& request, const std::string&) {
  const auto filter = filter_of(request);
  if (!filter) return failed(filter.error());
  const std::string_view name = request.parameter("by");
  const auto by = name.empty() ? CountBy::kType : parse_count_by(name);
  if (!by) return error_response(400, "usage", "by has to be type, dyad, place, source, party, day, week or month");
  const auto limit = limit_of(request, 200, 10000);
  if (!limit) return failed(limit.error());
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  RecordFilter all = *filter;
  all.limit = -1;
  auto rows = (*reader)->count(all, *by);
  if (!rows) return failed(rows.error());
  HttpResponse response;
  JsonWriter json(response.body);
  json.begin_object().key("by").string(name.empty() ? "type" : name).key("rows").begin_array();
  for (const CountRow& row : most_frequent(std::move(rows).value(), static_cast<std::size_t>(*limit))) write_count(json, row);
  json.end_array().end_object();
  return response;
}

HttpResponse Service::overview(const HttpRequest&, const std::string&) {
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  SqliteStore& store = **reader;
  const auto stats = store.stats();
  if (!stats) return failed(stats.error());
  const auto latest = store.page({}, std::nullopt, kLatest);
  if (!latest) return failed(latest.error());
  auto dyads = store.count({}, CountBy::kDyad);
  if (!dyads) return failed(dyads.error());
  HttpResponse response;
  JsonWriter json(response.body);
  json.begin_object().key("stats");
  write_stats(json, *stats);
  std::string list;
  if (const Status status = append_records(store, *latest, list); !status) return failed(status.error());
  json.key("latest").raw(list).key("changes").raw(present_changes());
  std::string dossiers;
  if (const Status status = append_dossiers(store, dossiers); !status) return failed(status.error());
  json.key("dossiers").raw(dossiers);
  json.key("top_dyads").begin_array();
  for (const CountRow& row : most_frequent(std::move(dyads).value(), kTopDyads)) write_count(json, row);
  json.end_array().end_object();
  return response;
}

}  // namespace dragoman
