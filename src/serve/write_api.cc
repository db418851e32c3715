// SPDX-License-Identifier: Apache-2.0
// Writing: reviews and saved views; the machine's coding stays as it is.
#include "base/date.h"
#include "base/json_writer.h"
#include "serve/correction.h"
#include "serve/gold_export.h"
#include "serve/parameters.h"
#include "serve/service.h"

namespace dragoman {

void append_review_json(const Review& review, JsonWriter& json);

HttpResponse Service::reviews(const HttpRequest& request, const std::string&) {
  std::optional<std::int64_t> record;
  if (const std::string_view text = request.parameter("record"); !text.empty()) {
    record = parse_key(text);
    if (!record) return error_response(400, "usage", "record has to be the key of a record");
  }
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  const auto reviews = (*reader)->reviews(record);
  if (!reviews) return failed(reviews.error());
  HttpResponse response;
  JsonWriter json(response.body);
  json.begin_object().key("reviews").begin_array();
  for (const Review& review : *reviews) append_review_json(review, json);
  json.end_array().end_object();
  return response;
}

HttpResponse Service::gold(const HttpRequest&, const std::string&) {
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  HttpResponse response;
  response.type = "application/x-ndjson";
  response.headers.push_back({"Content-Disposition", "attachment; filename=\"gold.jsonl\""});
  if (const Status status = export_gold(**reader, response.body); !status) return failed(status.error());
  return response;
}

HttpResponse Service::add_review(const HttpRequest& request, const std::string&) {
  auto review = parse_review(request.body);
  if (!review) return failed(review.error());
  if (!review->correction.empty()) {
    if (const Status status = check_correction(review->correction); !status) return failed(status.error());
  }
  review->at = utc_now();
  return with_writer([&](SqliteStore& store) {
    if (!review->correction.empty()) {
      const auto record = store.record(review->record);
      if (!record) return failed(record.error());
      const auto story = store.story(record->story);
      if (!story) return failed(story.error());
      if (const Status status = check_against_story(review->correction, *story); !status) return failed(status.error());
    }
    const auto key = store.add_review(*review);
    if (!key) return failed(key.error());
    review->review = *key;
    HttpResponse response;
    response.status = 201;
    JsonWriter json(response.body);
    append_review_json(*review, json);
    return response;
  });
}

namespace {
void append_view_json(const SavedView& view, JsonWriter& json) {
  json.begin_object().key("name").string(view.name).key("query").string(view.query).key("url").string(view.query);
  json.key("author").string(view.author).key("time").string(view.at).end_object();
}
}  // namespace

HttpResponse Service::views(const HttpRequest&, const std::string&) {
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  const auto views = (*reader)->views();
  if (!views) return failed(views.error());
  HttpResponse response;
  JsonWriter json(response.body);
  json.begin_object().key("views").begin_array();
  for (const SavedView& view : *views) append_view_json(view, json);
  json.end_array().end_object();
  return response;
}

HttpResponse Service::put_view(const HttpRequest& request, const std::string& argument) {
  auto view = parse_view(argument, request.body);
  if (!view) return failed(view.error());
  view->at = utc_now();
  return with_writer([&](SqliteStore& store) {
    if (const Status status = store.save_view(*view); !status) return failed(status.error());
    HttpResponse response;
    JsonWriter json(response.body);
    append_view_json(*view, json);
    return response;
  });
}

HttpResponse Service::delete_view(const HttpRequest&, const std::string& argument) {
  return with_writer([&](SqliteStore& store) {
    if (const Status status = store.remove_view(argument); !status) return failed(status.error());
    HttpResponse response;
    response.body = "{}";
    return response;
  });
}

}  // namespace dragoman
