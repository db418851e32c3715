// SPDX-License-Identifier: Apache-2.0
#include "ledger/event_report.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "ledger/report_text.h"

namespace dragoman {
namespace {

constexpr std::size_t kPartyColumns = 30;
constexpr std::size_t kSourceColumns = 28;

std::vector<std::string> countries(const std::vector<Entity>& entities) {
  std::vector<std::string> out;
  for (const Entity& entity : entities) {
    if (!entity.country.empty()) out.push_back(entity.country);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool apart(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  return std::none_of(a.begin(), a.end(), [&](const std::string& one) { return std::binary_search(b.begin(), b.end(), one); });
}

bool apart(const Range& a, const Range& b) { return (a.max && b.min && *b.min > *a.max) || (b.max && a.min && *a.min > *b.max); }

std::string range_text(const Range& range) {
  if (range.min && range.max) return *range.min == *range.max ? std::to_string(*range.min) : std::to_string(*range.min) + "-" + std::to_string(*range.max);
  if (range.min) return "at least " + std::to_string(*range.min);
  return range.max ? "up to " + std::to_string(*range.max) : "unknown";
}

std::string said_by(const EventMember& member, const EventRecord& record) {
  std::string out = member.source.empty() ? std::string("source not stated") : one_line(member.source);
  if (!record.attribution.empty() && !record.attribution.front().speaker.code.empty()) out += " quoting " + one_line(record.attribution.front().speaker.code);
  return out;
}

/// "name: what (who), what (who)", each thing that is said once.
std::string statement(const std::string& name, const std::vector<std::pair<std::string, std::string>>& said) {
  std::string out = name + ":";
  std::vector<std::string> told;
  for (const auto& [what, who] : said) {
    if (std::find(told.begin(), told.end(), what) != told.end()) continue;
    out += (told.empty() ? " " : ", ") + what + " (" + who + ")";
    told.push_back(what);
  }
  return out;
}

std::string key_of(const EventRecord& record) {
  std::string key(kEventTypeNames[static_cast<std::size_t>(record.type)]);
  for (const auto* list : {&record.actors, &record.recipients}) {
    key += '/';
    for (const std::string& country : countries(*list)) key += country;
  }
  return key;
}

/// How much a record tells; of equals the more telling leads.
int fullness(const EventRecord& record) {
  return (record.actors.empty() ? 0 : 2) + (record.recipients.empty() ? 0 : 2) + (record.place ? 1 : 0) + (record.mode.empty() ? 0 : 1);
}

void add_strings(std::string& out, const std::vector<std::string>& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ", ";
    append_json_string(out, list[i]);
  }
  out += ']';
}

std::vector<std::string> codes(const std::vector<Entity>& entities) {
  std::vector<std::string> out;
  for (const Entity& entity : entities) out.push_back(!entity.code.empty() ? entity.code : entity.name);
  return out;
}

}  // namespace

Result<EventSummary> EventSummarizer::summarize(const StoredEvent& event) {
  EventSummary out;
  records_.resize(event.members.size());
  std::vector<std::int64_t> stories, groups;
  std::map<std::string, int> votes;
  for (std::size_t i = 0; i < event.members.size(); ++i) {
    const EventMember& member = event.members[i];
    if (const Status status = reader_.read(member.json, records_[i]); !status) return status.error();
    stories.push_back(member.story);
    groups.push_back(member.story_group);
    if (!member.source.empty() && std::find(out.sources.begin(), out.sources.end(), member.source) == out.sources.end()) out.sources.push_back(member.source);
    if (!member.date.empty() && (out.first_seen.empty() || member.date < out.first_seen)) out.first_seen = member.date;
    ++votes[key_of(records_[i])];
  }
  for (auto* list : {&stories, &groups}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  out.reports = static_cast<std::int64_t>(stories.size());
  out.tellings = static_cast<std::int64_t>(groups.size());
  if (records_.empty()) return out;
  std::size_t lead = 0;
  const auto weight = [&](std::size_t i) { return std::pair(votes[key_of(records_[i])], fullness(records_[i])); };
  for (std::size_t i = 1; i < records_.size(); ++i) {
    if (weight(i) > weight(lead)) lead = i;
  }
  out.lead = records_[lead];
  out.lead_member = lead;

  std::size_t agree = 0;
  for (const EventRecord& record : records_) {
    const bool other_place = record.place && out.lead.place && record.place->name != out.lead.place->name;
    const bool differs = record.type != out.lead.type || apart(countries(record.actors), countries(out.lead.actors)) ||
                         apart(countries(record.recipients), countries(out.lead.recipients)) || other_place;
    if (!differs) ++agree;
  }
  out.agreement = static_cast<double>(agree) / static_cast<double>(records_.size());

  for (std::size_t kind = 0; kind < kMagnitudeCount; ++kind) {
    std::vector<std::pair<std::string, std::string>> said;
    bool contradict = false;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (!records_[i].magnitude[kind]) continue;
      for (std::size_t j = 0; j < i; ++j) contradict = contradict || (records_[j].magnitude[kind] && apart(*records_[i].magnitude[kind], *records_[j].magnitude[kind]));
      said.emplace_back(range_text(*records_[i].magnitude[kind]), said_by(event.members[i], records_[i]));
    }
    if (contradict) out.contradictions.push_back(statement(std::string(kMagnitudeNames[kind]), said));
  }
  std::vector<std::pair<std::string, std::string>> by, denied;
  bool contradict = false;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const EventRecord& record = records_[i];
    const bool denies = record.modality == Modality::kNegated ||
                        std::any_of(record.attribution.begin(), record.attribution.end(), [](const AttributionLink& link) { return link.stance == Stance::kDenies; });
    if (denies) denied.emplace_back("the report", said_by(event.members[i], record));
    if (denies || countries(record.actors).empty()) continue;
    for (std::size_t j = 0; j < i; ++j) contradict = contradict || (records_[j].recipients.empty() == record.recipients.empty() && apart(countries(record.actors), countries(records_[j].actors)));
    by.emplace_back(party_codes(record.actors), said_by(event.members[i], record));
  }
  if (contradict) out.contradictions.push_back(statement("by", by));
  for (const EventMember& member : event.denials) {
    EventRecord record;
    if (const Status status = reader_.read(member.json, record); !status) return status.error();
    denied.emplace_back("by " + party_codes(record.actors), said_by(member, record));
  }
  const bool all_deny = event.denials.empty() && denied.size() == records_.size();
  if (!denied.empty() && !all_deny) out.contradictions.push_back(statement("denied", denied));
  return out;
}

Result<std::string> EventSummarizer::json(const StoredEvent& event) {
  const auto summary = summarize(event);
  if (!summary) return summary.error();
  const EventRecord& lead = summary->lead;
  std::string out = "{\"event\": " + std::to_string(event.event) + ", \"type\": ";
  const auto text = [&](const char* name, std::string_view value) {
    out.append(", \"").append(name).append("\": ");
    if (value.empty()) out += "null";
    else append_json_string(out, value);
  };
  append_json_string(out, kEventTypeNames[static_cast<std::size_t>(lead.type)]);
  text("mode", lead.mode);
  text("date_start", lead.date.start);
  text("date_end", lead.date.end);
  text("place", lead.place ? lead.place->name : std::string());
  out += ", \"actors\": ";
  add_strings(out, codes(lead.actors));
  out += ", \"recipients\": ";
  add_strings(out, codes(lead.recipients));
  out += ", \"reports\": " + std::to_string(summary->reports) + ", \"tellings\": " + std::to_string(summary->tellings) + ", \"sources\": ";
  add_strings(out, summary->sources);
  text("first_seen", summary->first_seen);
  char number[32];
  std::snprintf(number, sizeof number, "%.2f", summary->agreement);
  out.append(", \"agreement\": ").append(number).append(", \"contradictions\": ");
  add_strings(out, summary->contradictions);
  out += ", \"records\": [";
  for (std::size_t i = 0; i < event.members.size(); ++i) {
    const EventMember& member = event.members[i];
    std::snprintf(number, sizeof number, "%.2f", member.score);
    out.append(i > 0 ? ", " : "").append("{\"record\": ").append(std::to_string(member.record)).append(", \"id\": ");
    append_json_string(out, records_[i].id);
    out += ", \"story\": ";
    append_json_string(out, records_[i].story.id);
    out.append(", \"story_group\": ").append(std::to_string(member.story_group)).append(", \"start\": ").append(std::to_string(records_[i].trigger.start));
    out.append(", \"end\": ").append(std::to_string(records_[i].trigger.end)).append(", \"match\": ").append(number).append("}");
  }
  return out + "]}";
}

Result<std::string> EventSummarizer::row(const StoredEvent& event) {
  const auto summary = summarize(event);
  if (!summary) return summary.error();
  const EventRecord& lead = summary->lead;
  std::string who = party_codes(lead.actors);
  if (!lead.recipients.empty()) who += " > " + party_codes(lead.recipients);
  if (lead.place && !lead.place->name.empty()) who += ", " + one_line(lead.place->name);
  std::string sources;
  for (const std::string& source : summary->sources) sources += (sources.empty() ? "" : ", ") + one_line(source);
  char front[64], reports[32];
  std::snprintf(front, sizeof front, "%7lld %-10s %-9s ", static_cast<long long>(event.event), lead.date.start.empty() ? "unknown" : lead.date.start.c_str(),
                std::string(kEventTypeNames[static_cast<std::size_t>(lead.type)]).c_str());
  std::snprintf(reports, sizeof reports, " %4lld  ", static_cast<long long>(summary->reports));
  who = shortened(who, kPartyColumns);
  who.append(kPartyColumns - std::min(kPartyColumns, count_code_points(who)), ' ');
  std::string out = front + who + reports + shortened(sources, kSourceColumns) + "\n";
  for (const std::string& contradiction : summary->contradictions) out += "        ! " + one_line(contradiction) + "\n";
  return out;
}

}  // namespace dragoman
