// SPDX-License-Identifier: Apache-2.0
// Events: what several records tell of one happening, how far they agree, in what they contradict each other.
#include "base/json_writer.h"
#include "ledger/event_report.h"
#include "serve/parameters.h"
#include "serve/service.h"

namespace dragoman {
namespace {

constexpr std::int64_t kPage = 50;
constexpr std::int64_t kMostOfPage = 200;

void write_members(JsonWriter& json, const std::vector<EventMember>& members) {
  json.begin_array();
  for (const EventMember& member : members) {
    json.begin_object().key("record").integer(member.record).key("story_key").integer(member.story).key("story_group").integer(member.story_group);
    json.key("source").string_or_null(member.source).key("date").string_or_null(member.date).key("match").number(member.score).end_object();
  }
  json.end_array();
}

}  // namespace

Status Service::append_event(SqliteStore& store, const StoredEvent& event, bool whole, std::string& out) const {
  EventSummarizer summarizer;
  const auto summary = summarizer.summarize(event);
  if (!summary) return summary.error();
  const auto full = [&](std::int64_t key, std::vector<KeyedRecord>& list) -> Status {
    auto record = store.record(key);
    if (!record) return record.error();
    list.push_back(std::move(record).value());
    return {};
  };
  std::vector<KeyedRecord> lead;
  if (const Status status = full(event.members[summary->lead_member].record, lead); !status) return status;
  JsonWriter json(out);
  json.begin_object().key("key").integer(event.event).key("reports").integer(summary->reports).key("tellings").integer(summary->tellings);
  json.key("sources").begin_array();
  for (const std::string& source : summary->sources) json.string(source);
  json.end_array().key("first_seen").string_or_null(summary->first_seen).key("agreement").number(summary->agreement);
  json.key("contradictions").begin_array();
  for (const std::string& one : summary->contradictions) json.string(one);
  json.end_array().key("members");
  write_members(json, event.members);
  json.key("denials");
  write_members(json, event.denials);
  std::string text;
  if (const Status status = append_records(store, lead, text); !status) return status;
  json.key("lead").raw(std::string_view(text).substr(1, text.size() - 2));
  if (whole) {
    std::vector<KeyedRecord> records;
    for (const auto* list : {&event.members, &event.denials}) {
      for (const EventMember& member : *list) {
        if (const Status status = full(member.record, records); !status) return status;
      }
    }
    text.clear();
    if (const Status status = append_records(store, records, text); !status) return status;
    json.key("records").raw(text);
  }
  json.end_object();
  return {};
}

HttpResponse Service::events(const HttpRequest& request, const std::string&) {
  auto asked = page_of(request, kPage, kMostOfPage);
  if (!asked) return failed(asked.error());
  asked->filter.one_per_event = false;  // they are events already
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  SqliteStore& store = **reader;
  auto page = store.events_page(asked->filter, asked->cursor, asked->limit + 1);
  if (!page) return failed(page.error());
  const bool more = take_rest(*page, asked->limit);
  HttpResponse response;
  response.body = "{\"events\": [";
  bool first = true;
  for (const EventHead& head : *page) {
    const auto event = store.event(head.event);
    // Another coding may have come in between the two questions.
    if (!event && event.error().code == ErrorCode::kNotFound) continue;
    if (!event) return failed(event.error());
    if (!first) response.body += ", ";
    first = false;
    if (const Status status = append_event(store, *event, false, response.body); !status) return failed(status.error());
  }
  response.body += "], \"next\": ";
  if (more) append_json_string(response.body, format_cursor({page->back().date, page->back().record}));
  else response.body += "null";
  response.body += "}";
  return response;
}

HttpResponse Service::event(const HttpRequest&, const std::string& argument) {
  const auto key = parse_key(argument);
  if (!key) return error_response(404, "not_found", "no such event");
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  const auto event = (*reader)->event(*key);
  if (!event) return failed(event.error());
  HttpResponse response;
  if (const Status status = append_event(**reader, *event, true, response.body); !status) return failed(status.error());
  return response;
}

}  // namespace dragoman
