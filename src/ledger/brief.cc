// SPDX-License-Identifier: Apache-2.0
#include "ledger/brief.h"

#include <algorithm>

#include "ledger/report_text.h"
#include "output/record_writer.h"

namespace dragoman {
namespace {

constexpr std::size_t kSentenceColumns = 240;

/// What a record says about who did what: in its own words of type and mode, never more certain than the record.
std::string describe(const EventRecord& record) {
  std::string text = record.actors.empty() ? "by whom is not stated" : markdown(party_names(record.actors));
  if (!record.recipients.empty()) text += " → " + markdown(party_names(record.recipients));
  text.append(": ").append(kEventTypeNames[static_cast<std::size_t>(record.type)]);
  if (!record.mode.empty()) text += " (" + markdown(record.mode) + ")";
  if (record.place && !record.place->name.empty()) text += ", " + markdown(record.place->name);
  if (record.modality == Modality::kFuture) text += ", announced";
  if (record.modality == Modality::kHypothetical) text += ", possible or requested only";
  if (record.modality == Modality::kNegated) text += ", said not to have happened";
  return text;
}

std::string according_to(const EventRecord& record) {
  if (record.attribution.empty()) return "in the report's own voice";
  std::string text;
  for (const AttributionLink& link : record.attribution) {
    text += text.empty() ? "according to " : ", according to ";
    text += markdown(party_names({link.speaker}));
    if (!link.cue.empty()) text += " (" + markdown(link.cue) + ")";
  }
  return text;
}

}  // namespace

std::string Brief::cite(const EventRecord& record) {
  const auto [found, is_new] = stories_.try_emplace(record.story.id, sources_.size() + 1);
  if (is_new) {
    std::string source = markdown(record.story.source.value_or("source not stated")) + ", " + markdown(record.story.date.value_or("no date"));
    if (record.story.title) source += ", “" + markdown(*record.story.title) + "”";
    if (record.story.url) source += ", " + markdown(*record.story.url);
    else if (record.story.path) source += ", " + markdown(*record.story.path);
    sources_.push_back(source + " (story " + markdown(record.story.id) + ")");
  }
  return "\\[" + std::to_string(found->second) + ", sentence " + std::to_string(record.sentence_index + 1) + "\\]";
}

void Brief::add_line(Section section, const EventRecord& record, const std::string& text, const std::string& citation) {
  std::string date = record.date.start.empty() ? "date unknown" : record.date.start;
  if (!record.date.end.empty() && record.date.end != record.date.start) date += " to " + record.date.end;
  const auto [found, is_new] = lines_.try_emplace(std::to_string(section) + "\n" + date + "\n" + text, sections_[section].size());
  if (is_new) {
    sections_[section].push_back({date, text, markdown(shortened(one_line(record.sentence.text), kSentenceColumns)), citation});
    return;
  }
  std::string& citations = sections_[section][found->second].citations;
  if (citations.find(citation) == std::string::npos) citations += " " + citation;
}

void Brief::add(const EventRecord& record) {
  ++records_;
  Section section = kContacts;
  switch (record.type) {
    case EventType::kAssault:
    case EventType::kMobilize: section = kFighting; break;
    case EventType::kRequest:
    case EventType::kReject:
    case EventType::kThreaten:
    case EventType::kAccuse: section = kDemands; break;
    case EventType::kSanction:
    case EventType::kCoerce:
    case EventType::kProtest: section = kMeasures; break;
    default: break;
  }
  if (record.historical) section = kBackground;
  const std::string citation = cite(record);
  add_line(section, record, describe(record) + ", " + according_to(record), citation);
  const std::string toll = describe_magnitude(record);
  if (!toll.empty()) add_line(kToll, record, markdown(toll) + ", " + according_to(record) + ": " + describe(record), citation);
}

std::string Brief::format(const std::string& title) const {
  static constexpr std::array<const char*, kSections> kTitles = {"Contacts, agreements, help", "Fighting and deployments", "Demands, refusals, accusations, threats",
                                                                 "Measures", "Toll as reported", "Background"};
  std::string out = "# " + markdown(title) + "\n\n";
  out += std::to_string(records_) + " records from " + std::to_string(sources_.size()) +
         " stories. Each line is what a record says; the figures in brackets name the story below and its sentence.\n";
  for (std::size_t section = 0; section < kSections; ++section) {
    if (sections_[section].empty()) continue;
    std::vector<const Line*> lines;
    for (const Line& line : sections_[section]) lines.push_back(&line);
    std::stable_sort(lines.begin(), lines.end(), [](const Line* a, const Line* b) { return a->date < b->date; });
    out.append("\n## ").append(kTitles[section]).append("\n\n");
    for (const Line* line : lines) {
      out.append("- **").append(line->date).append("** ").append(line->text).append(". “").append(line->sentence).append("” ").append(line->citations).append("\n");
    }
  }
  if (!sources_.empty()) out += "\n## Stories\n\n";
  for (std::size_t i = 0; i < sources_.size(); ++i) out += std::to_string(i + 1) + ". " + sources_[i] + "\n";
  return out;
}

}  // namespace dragoman
