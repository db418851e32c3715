// SPDX-License-Identifier: Apache-2.0
#include "ledger/alerts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "base/date.h"
#include "base/json_writer.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr std::size_t kKnownEvents = 20;  ///< a dossier knows its usual modes and actors after so many events
constexpr int kYear = 365;
constexpr std::size_t kMostCitations = 5;

Date monday_of(Date day) { return add_days(day, -weekday_of(day)); }

/// Weeks from the first with a story to the last, none left out.
std::vector<VolumeStep> weeks_of(const std::vector<CountRow>& stories, const std::map<std::string, std::int64_t>& events_by_day) {
  std::map<Date, VolumeStep> weeks;
  const auto week_of = [&](const std::string& day) -> VolumeStep* {
    const auto date = parse_iso_date(day);
    return date ? &weeks[monday_of(*date)] : nullptr;
  };
  for (const CountRow& row : stories) {
    if (VolumeStep* week = week_of(row.key)) week->stories += row.count;
  }
  if (weeks.empty()) return {};
  const Date first = weeks.begin()->first, last = weeks.rbegin()->first;
  for (Date day = first; day <= last; day = add_days(day, 7)) weeks[day].key = to_iso(day);
  for (const auto& [day, n] : events_by_day) {
    const auto date = parse_iso_date(day);
    if (date && monday_of(*date) >= first && monday_of(*date) <= last) weeks[monday_of(*date)].events += n;
  }
  std::vector<VolumeStep> out;
  for (auto& [day, step] : weeks) out.push_back(std::move(step));
  return out;
}

void cite(Alert& alert, const DossierEvent& event) {
  for (const Citation& one : event.citations) {
    if (alert.citations.size() < kMostCitations) alert.citations.push_back(one);
  }
}

std::string fixed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

bool is_news(const DossierEvent& event) {
  return event.core && event.modality == Modality::kActual && event.precision == DatePrecision::kDay && !event.start.empty();
}

}  // namespace

double poisson_tail(std::int64_t n, double mean) {
  if (n <= 0) return 1;
  double term = std::exp(-mean), below = term;
  for (std::int64_t i = 1; i < n; ++i) {
    term *= mean / static_cast<double>(i);
    below += term;
  }
  return std::max(0.0, 1 - below);
}

std::vector<Surge> find_surges(std::span<const VolumeStep> steps, const SurgeRules& rules) {
  std::vector<Surge> out;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (steps[at].events < rules.events || steps[at].stories == 0) continue;
    std::vector<const VolumeStep*> before;
    for (std::size_t i = at > rules.baseline ? at - rules.baseline : 0; i < at; ++i) {
      if (steps[i].stories > 0) before.push_back(&steps[i]);
    }
    if (before.size() < rules.fewest) continue;
    // The highest tenth is left out, so that an earlier surge does not hide this one.
    const auto rate = [](const VolumeStep* step) { return static_cast<double>(step->events) / static_cast<double>(step->stories); };
    std::sort(before.begin(), before.end(), [&](const VolumeStep* a, const VolumeStep* b) { return rate(a) < rate(b); });
    before.resize(before.size() - before.size() / 10);
    double events = 0, stories = 0;
    for (const VolumeStep* step : before) events += static_cast<double>(step->events), stories += static_cast<double>(step->stories);
    const double per_story = events / stories;
    const double expected = std::max(per_story * static_cast<double>(steps[at].stories), rules.floor);
    double dispersion = 0;
    for (const VolumeStep* step : before) {
      const double mean = std::max(per_story * static_cast<double>(step->stories), rules.floor);
      dispersion += (static_cast<double>(step->events) - mean) * (static_cast<double>(step->events) - mean) / mean;
    }
    dispersion = std::max(1.0, dispersion / static_cast<double>(before.size() - 1));
    const auto scaled = static_cast<std::int64_t>(std::floor(static_cast<double>(steps[at].events) / dispersion));
    if (poisson_tail(scaled, expected / dispersion) < rules.probability) out.push_back({at, expected});
  }
  return out;
}

Result<std::vector<Alert>> dossier_alerts(LedgerStore& store, const Dossier& dossier, const std::string& since) {
  const auto stories = store.stories_by_day();
  if (!stories) return stories.error();
  std::vector<Alert> out;
  const std::string& name = dossier.definition.name;
  const auto add = [&](Alert alert) {
    if (since.empty() || alert.date >= since) out.push_back(std::move(alert));
  };

  std::map<std::string, std::int64_t> conflict;
  for (const DossierEvent& event : dossier.timeline) {
    if (is_news(event) && quad_of(event.type) == Quad::kMaterialConflict) ++conflict[event.start];
  }
  const std::vector<VolumeStep> weeks = weeks_of(*stories, conflict);
  for (const Surge& surge : find_surges(weeks)) {
    const VolumeStep& week = weeks[surge.step];
    Alert alert{"surge|" + name + "|" + week.key, "surge", name, week.key, {}, surge.expected, week.events, {}};
    alert.text = std::to_string(week.events) + " events of material conflict in the week of " + week.key + ", where its own past lets expect " + fixed(surge.expected);
    const auto monday = parse_iso_date(week.key);
    for (const DossierEvent& event : dossier.timeline) {
      const auto day = parse_iso_date(event.start);
      if (is_news(event) && quad_of(event.type) == Quad::kMaterialConflict && day && monday && monday_of(*day) == *monday) cite(alert, event);
    }
    add(std::move(alert));
  }

  std::map<std::pair<std::string, std::string>, Date> contacts;
  std::set<std::string> modes, actors;
  std::size_t seen = 0;
  const auto first_story = stories->empty() ? std::nullopt : parse_iso_date(stories->front().key);
  for (const DossierEvent& event : dossier.timeline) {
    if (!is_news(event)) continue;
    const Date day = parse_iso_date(event.start).value_or(Date{});
    const bool seasoned = ++seen > kKnownEvents;
    if (event.type == EventType::kConsult) {
      std::vector<std::string> present = event.actors;
      present.insert(present.end(), event.recipients.begin(), event.recipients.end());
      std::sort(present.begin(), present.end());
      present.erase(std::unique(present.begin(), present.end()), present.end());
      for (std::size_t i = 0; i < present.size(); ++i) {
        for (std::size_t j = i + 1; j < present.size(); ++j) {
          const std::pair<std::string, std::string> pair{present[i], present[j]};
          const auto last = contacts.find(pair);
          // A first in a year, where the ledger goes back a year.
          const bool known_year = first_story && day.days - first_story->days >= kYear;
          if (known_year && (last == contacts.end() || day.days - last->second.days > kYear)) {
            Alert alert{"first-contact|" + name + "|" + pair.first + "|" + pair.second + "|" + event.start, "first-contact", name, event.start, {}, 0, 1, {}};
            alert.text = "First contact of " + pair.first + " and " + pair.second + " in a year" +
                         (last == contacts.end() ? ", none before in the ledger" : ", the last was on " + to_iso(last->second)) + ": " + event.text;
            cite(alert, event);
            add(std::move(alert));
          }
          contacts[pair] = day;
        }
      }
    }
    for (const std::string& actor : event.actors) {
      const std::string mode = event.mode.empty() ? std::string(kEventTypeNames[static_cast<std::size_t>(event.type)]) : event.mode;
      const bool telling = quad_of(event.type) == Quad::kMaterialConflict || quad_of(event.type) == Quad::kMaterialCooperation;
      if (modes.insert(actor + "|" + std::to_string(static_cast<int>(event.type)) + mode).second && seasoned && telling && actors.contains(actor)) {
        Alert alert{"first-mode|" + name + "|" + actor + "|" + std::string(kEventTypeNames[static_cast<std::size_t>(event.type)]) + "|" + mode, "first-mode", name, event.start, {}, 0, 1, {}};
        alert.text = "First " + mode + " by " + actor + ": " + event.text;
        cite(alert, event);
        add(std::move(alert));
      }
      if (actors.insert(actor).second && seasoned) {
        Alert alert{"new-actor|" + name + "|" + actor, "new-actor", name, event.start, {}, 0, 1, {}};
        alert.text = "New actor " + actor + ": " + event.text;
        cite(alert, event);
        add(std::move(alert));
      }
    }
  }
  for (const PhaseRow& row : dossier.phases) {
    if (row.to == Phase::kUnknown) continue;
    Alert alert{"phase|" + name + "|" + row.date + "|" + std::string(phase_name(row.to)), "phase", name, row.date, {}, 0, 0, {}};
    alert.text = "From " + std::string(phase_name(row.from)) + " to " + std::string(phase_name(row.to)) + ": " + row.reason;
    for (const DossierEvent& event : row.evidence) cite(alert, event);
    add(std::move(alert));
  }
  std::stable_sort(out.begin(), out.end(), [](const Alert& a, const Alert& b) { return a.date < b.date; });
  return out;
}

Result<std::vector<Alert>> query_alerts(LedgerStore& store, const std::string& name, const RecordFilter& filter, const std::string& since) {
  const auto stories = store.stories_by_day();
  if (!stories) return stories.error();
  const auto days = store.series(filter, SeriesBy::kDay);
  if (!days) return days.error();
  std::map<std::string, std::int64_t> events;
  for (const SeriesRow& row : *days) events[row.key] = row.count;
  const std::vector<VolumeStep> weeks = weeks_of(*stories, events);
  std::vector<Alert> out;
  for (const Surge& surge : find_surges(weeks)) {
    const VolumeStep& week = weeks[surge.step];
    if (!since.empty() && week.key < since) continue;
    Alert alert{"surge|query|" + name + "|" + week.key, "surge", name, week.key, {}, surge.expected, week.events, {}};
    alert.text = std::to_string(week.events) + " records in the week of " + week.key + ", where its own past lets expect " + fixed(surge.expected);
    out.push_back(std::move(alert));
  }
  return out;
}

void append_alert_json(const Alert& alert, std::string& out) {
  JsonWriter json(out);
  json.begin_object().key("kind").string(alert.kind).key("subject").string(alert.subject).key("date").string(alert.date).key("text").string(alert.text);
  if (alert.kind == "surge") json.key("count").integer(alert.count).key("expected").number(std::round(alert.expected * 10) / 10);
  json.key("evidence").begin_array();
  for (const Citation& one : alert.citations) {
    json.begin_object().key("record").integer(one.record).key("story").string(one.story_id).key("sentence").integer(one.sentence);
    json.key("source").string_or_null(one.source).key("quote").string(one.quote).end_object();
  }
  json.end_array().key("key").string(alert.key).end_object();
}

}  // namespace dragoman
