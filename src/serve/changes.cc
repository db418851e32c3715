// SPDX-License-Identifier: Apache-2.0
// What changed: the alerts of the last days of the ledger (where there are none, the last before), of the dossiers that were added, of those that the data propose
// and of saved views. The desk shows them each time; `dragoman alerts` tells each once.
#include <algorithm>

#include "base/date.h"
#include "base/json_writer.h"
#include "ledger/alerts.h"
#include "serve/parameters.h"
#include "serve/service.h"

namespace dragoman {
namespace {

constexpr int kDays = 7;
constexpr std::size_t kProposals = 5;
constexpr std::size_t kMost = 40;
constexpr std::size_t kEarlier = 10;  // where the last days have none
constexpr std::string_view kFromView = "view|";

/// The filter of a saved view: "/records?dyad=AZE,ARM".
std::optional<RecordFilter> filter_of_view(const SavedView& view) {
  const auto target = parse_target(view.query);
  if (!target || target->parameters.empty()) return std::nullopt;
  HttpRequest request;
  request.target = *target;
  auto filter = filter_of(request);
  if (!filter || filter->empty()) return std::nullopt;
  filter->since.clear(), filter->until.clear();
  return std::move(filter).value();
}

}  // namespace

Result<std::string> find_changes(SqliteStore& store, std::string since, const Refresher& refresher) {
  const auto days = store.stories_by_day();
  if (!days) return days.error();
  const bool given = !since.empty();
  for (const CountRow& row : *days) {
    if (const auto date = parse_iso_date(row.key); date && !given) since = std::max(since, to_iso(add_days(*date, -kDays)));
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("since").string_or_null(since).key("changes").begin_array();
  std::vector<Alert> alerts;
  const auto add = [&](Result<std::vector<Alert>> found) -> Status {
    if (!found) return found.error();
    alerts.insert(alerts.end(), std::make_move_iterator(found->begin()), std::make_move_iterator(found->end()));
    return {};
  };
  auto definitions = store.dossiers();
  if (!definitions) return definitions.error();
  const auto proposed = propose_dossiers(store, kProposals);
  if (!proposed) return proposed.error();
  for (const DossierProposal& one : *proposed) {
    const bool there = std::any_of(definitions->begin(), definitions->end(), [&](const DossierDefinition& other) { return other.parties == one.definition.parties; });
    if (!there) definitions->push_back(one.definition);
  }
  for (const DossierDefinition& definition : *definitions) {
    if (refresher.stopping()) return Error{ErrorCode::kLimit, "the server is stopping", {}, 0};
    const auto dossier = build_dossier(store, definition);
    if (!dossier) return dossier.error();
    if (const Status status = add(dossier_alerts(store, *dossier, given ? since : std::string())); !status) return status.error();
  }
  const auto views = store.views();
  if (!views) return views.error();
  for (const SavedView& view : *views) {
    const auto filter = filter_of_view(view);
    if (!filter) continue;
    const std::size_t before = alerts.size();
    if (const Status status = add(query_alerts(store, view.name, *filter, given ? since : std::string())); !status) return status.error();
    for (std::size_t i = before; i < alerts.size(); ++i) alerts[i].key = std::string(kFromView) + alerts[i].key;
  }
  std::stable_sort(alerts.begin(), alerts.end(), [](const Alert& a, const Alert& b) { return a.date > b.date; });
  const auto recent = static_cast<std::size_t>(std::find_if(alerts.begin(), alerts.end(), [&](const Alert& alert) { return alert.date < since; }) - alerts.begin());
  const std::size_t most = given || recent > 0 ? std::min(recent, kMost) : kEarlier;
  if (alerts.size() > most) alerts.resize(most);
  for (const Alert& alert : alerts) {
    json.begin_object().key("kind").string(alert.kind).key("of").string(alert.key.starts_with(kFromView) ? "view" : "dossier").key("subject").string(alert.subject);
    json.key("date").string(alert.date).key("text").string(alert.text).key("evidence").begin_array();
    for (const Citation& one : alert.citations) {
      json.begin_object().key("record").integer(one.record).key("source").string_or_null(one.source).key("date").string_or_null(one.date);
      json.key("quote").string(one.quote).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return out;
}

HttpResponse Service::changes(const HttpRequest& request, const std::string&) {
  const std::string_view since = request.parameter("since");
  if (!since.empty() && !parse_iso_date(since)) return error_response(400, "usage", "since has to be a day, YYYY-MM-DD");
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  auto found = find_changes(**reader, std::string(since), refresher_);
  if (!found && refresher_.stopping()) return error_response(found.error());
  if (!found) return failed(found.error());
  HttpResponse response;
  response.body = std::move(found).value();
  return response;
}

}  // namespace dragoman
