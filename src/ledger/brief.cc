// SPDX-License-Identifier: Apache-2.0
// What goes into a brief, and in which words; brief_format.cc lays it out.
#include "ledger/brief.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "ledger/report_text.h"

namespace dragoman {
namespace {

constexpr std::size_t kQuoteColumns = 220;
constexpr std::size_t kDateColumns = 24;
constexpr std::size_t kMostCites = 4;
constexpr std::size_t kTableLines = 10;  ///< a section of the first page

std::string listed(const std::vector<std::string>& parts, const char* last = " and ") {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? last : ", ";
    out += parts[i];
  }
  return out;
}

/// "August 23, 2003", "the 1980s"
bool has_year(const std::string& words) {
  int digits = 0;
  for (const char c : words) {
    digits = is_ascii_digit(c) ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

std::string days_of(const DossierEvent& event) {
  if (event.start.empty()) return {};
  if (event.precision == DatePrecision::kYear) return event.start.substr(0, 4) == event.end.substr(0, 4) ? event.start.substr(0, 4) : event.start.substr(0, 4) + " to " + event.end.substr(0, 4);
  if (event.precision == DatePrecision::kMonth && event.start.substr(0, 7) == event.end.substr(0, 7)) return event.start.substr(0, 7);
  const std::string days = event.start == event.end || event.end.empty() ? event.start : event.start + " to " + event.end;
  // What a report looks back on often has its year in the reader's head only.
  if (event.historical && event.date_words.find_first_of("0123456789") != std::string::npos && !has_year(event.date_words)) {
    return shortened(event.date_words, kDateColumns) + " (" + event.start.substr(0, 4) + "?)";
  }
  return event.day_named ? days : "(" + days + ")";
}

std::string tone_of(const DossierEvent& event) { return event.score <= -5 ? "conflict" : event.score >= 2 ? "cooperation" : ""; }

void cite(BriefLine& line, CitedStories& stories, const std::vector<Citation>& citations) {
  for (const Citation& one : citations) {
    if (line.cites.size() >= kMostCites) break;
    std::string number = stories.cite(one);
    if (std::find(line.cites.begin(), line.cites.end(), number) == line.cites.end()) line.cites.push_back(std::move(number));
  }
}

std::string number_of(const Range& range) {
  if (range.min && range.max) return *range.min == *range.max ? std::to_string(*range.min) : std::to_string(*range.min) + " to " + std::to_string(*range.max);
  if (range.min) return "at least " + std::to_string(*range.min);
  return range.max ? "up to " + std::to_string(*range.max) : "a number not stated";
}

/// Dead and wounded are of an attack; a curfew or a speech that a report names with them has none.
bool is_number_of(EventType type, std::size_t kind) {
  const std::string_view name = kMagnitudeNames[kind];
  if (name == "killed" || name == "wounded" || name == "missing") return type == EventType::kAssault;
  if (name == "detained") return type == EventType::kCoerce || type == EventType::kAssault || type == EventType::kRetreat;
  return true;
}

std::string event_sentence(const DossierEvent& event) {
  // The report's own words: a sentence made of types and parties would be one more to check.
  std::string text = "“" + event.words + "”";
  if (!event.according_to.empty() && !event.speakers_told) text = "According to " + event.according_to + ": " + text;
  std::string numbers;
  for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
    if (!event.shown[i] || !is_number_of(event.type, i)) continue;
    numbers += numbers.empty() ? "; " : ", ";
    const bool abducted = event.type == EventType::kAssault && kMagnitudeNames[i] == "detained";
    numbers += (abducted ? "held" : std::string(kMagnitudeNames[i])) + ": " + number_of(*event.shown[i]);
  }
  text += numbers;
  return text;
}

/// The sentence around the words of the line; nothing where they are all of it.
std::string rest_of(const DossierEvent& event) {
  const std::string& sentence = event.citations.front().quote;
  return sentence == event.words ? std::string() : shortened(sentence, kQuoteColumns);
}

BriefLine event_line(const DossierEvent& event, CitedStories& stories) {
  BriefLine line;
  line.date = days_of(event);
  line.text = event_sentence(event);
  line.quote = rest_of(event);
  line.tone = tone_of(event);
  cite(line, stories, event.agreeing);
  return line;
}

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& side) { return std::find(b.begin(), b.end(), side) != b.end(); });
}

/// May the two be one act told twice? Same kind, same day, no two places, a side in common or none to tell them apart.
bool may_be_one(const DossierEvent& a, const DossierEvent& b) {
  if (a.words == b.words) return true;  // one sentence stands there once
  if (a.type != b.type || a.start != b.start || a.end != b.end) return false;
  if (!a.place.empty() && !b.place.empty() && a.place != b.place && a.citations.front().story_id != b.citations.front().story_id) return false;
  for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
    if (a.shown[i] && b.shown[i] && a.shown[i]->min == b.shown[i]->min && a.shown[i]->max == b.shown[i]->max) return true;
  }
  const auto open = [](const DossierEvent& e) { return e.actors.empty() || e.recipients.empty(); };
  return open(a) || open(b) || (shares(a.actors, b.actors) && shares(a.recipients, b.recipients)) || (shares(a.actors, b.recipients) && shares(a.recipients, b.actors));
}

/// Background of a span that is reckoned from the report: "two weeks ago".
bool is_reckoned(const DossierEvent& event) {
  return event.historical && event.start != event.end && event.date_words.find_first_of("0123456789") == std::string::npos && event.precision <= DatePrecision::kWeek;
}

/// The `limit` most telling of those whose sentences show what is said of them, in their order. What may be the same act told
/// again is left to the whole list.
std::vector<const DossierEvent*> most_telling(const std::vector<DossierEvent>& events, std::size_t limit, bool dated) {
  std::vector<const DossierEvent*> out;
  for (const DossierEvent& event : events) out.push_back(&event);
  if (limit == 0) return out;
  const auto weight = [](const DossierEvent* e) {
    double dead = 0;
    if (e->shown[0]) dead = std::log1p(static_cast<double>(e->shown[0]->min.value_or(0)));
    // Other reports make it surer; nobody named on either side says little of a conflict.
    const double named = (e->actors.empty() ? 0.85 : 1.0) * (e->actors.empty() && e->recipients.empty() ? 0.5 : 1.0);
    return (std::abs(e->score) + 2 * std::log2(static_cast<double>(e->stories) + 1) + 2 * dead) * e->confidence * (e->core ? 1.0 : 0.4) * named * e->relevance * (e->day_named ? 1.0 : 0.6);
  };
  const bool few = out.size() <= limit;  // then nothing has to be chosen
  std::vector<const DossierEvent*> by_weight = out;
  std::erase_if(by_weight, [&](const DossierEvent* e) { return !(few ? e->attested : e->sure) || (dated && !e->day_named) || is_reckoned(*e); });
  std::stable_sort(by_weight.begin(), by_weight.end(), [&](const DossierEvent* a, const DossierEvent* b) { return weight(a) > weight(b); });
  std::vector<const DossierEvent*> chosen;
  for (const DossierEvent* e : by_weight) {
    if (chosen.size() == limit) break;
    if (std::none_of(chosen.begin(), chosen.end(), [&](const DossierEvent* one) { return may_be_one(*one, *e); })) chosen.push_back(e);
  }
  std::erase_if(out, [&](const DossierEvent* e) { return std::find(chosen.begin(), chosen.end(), e) == chosen.end(); });
  return out;
}

BriefSection event_section(const char* title, const std::vector<DossierEvent>& events, std::size_t limit, CitedStories& stories, bool dated = false) {
  BriefSection section{title, {}, {}};
  for (const DossierEvent* event : most_telling(events, limit, dated)) section.lines.push_back(event_line(*event, stories));
  if (section.lines.size() < events.size()) section.note = "the " + std::to_string(section.lines.size()) + " most telling and best attested of " + std::to_string(events.size());
  return section;
}

/// May a row stand on a page of few lines? Where its own sentence shows what it says.
bool fit(const PhaseRow&) { return true; }
bool fit(const ContactRow& row) { return row.sure; }
/// Of claims only charges, what is called a claim and what is disputed: that police said so makes no claim.
bool fit(const ClaimRow& row) { return row.about.sure && (row.strong || !row.denied.empty() || !row.contradicted.empty()); }
bool fit(const AskRow& row) { return row.what.sure && (row.answers.empty() || row.answers.front().sure); }
bool fit(const TollRow& row) { return row.sure; }

bool is_twin(const ClaimRow& a, const ClaimRow& b) { return a.about.words == b.about.words; }
bool is_twin(const AskRow& a, const AskRow& b) { return a.what.words == b.what.words; }
template <typename Row>
bool is_twin(const Row&, const Row&) {
  return false;
}

/// The first or last `limit` of `rows`.
template <typename Row, typename Make>
BriefSection row_section(const char* title, const std::vector<Row>& rows, std::size_t limit, bool last, Make make) {
  BriefSection section{title, {}, {}};
  std::vector<const Row*> taken;
  for (const Row& row : rows) {
    if (limit != 0 && !fit(row)) continue;
    // One sentence may hold two requests; on a page of few lines it stands once.
    if (limit != 0 && std::any_of(taken.begin(), taken.end(), [&](const Row* one) { return is_twin(*one, row); })) continue;
    taken.push_back(&row);
  }
  const std::size_t n = limit == 0 ? taken.size() : std::min(limit, taken.size());
  const std::size_t first = last ? taken.size() - n : 0;
  for (std::size_t i = first; i < first + n; ++i) section.lines.push_back(make(*taken[i]));
  if (n < rows.size()) section.note = std::string(n < taken.size() ? last ? "the last " : "the first " : "") + std::to_string(n) + " of " + std::to_string(rows.size());
  return section;
}

BriefLine phase_line(const PhaseRow& row, CitedStories& stories) {
  BriefLine line;
  line.date = row.date;
  line.text = (row.from == Phase::kUnknown ? "Phase: " : "From " + std::string(phase_name(row.from)) + " to ") + std::string(phase_name(row.to)) + ": " + row.reason;
  const auto dead = [](const DossierEvent& event) { return event.magnitude[0] ? event.magnitude[0]->min.value_or(0) : 0; };
  const auto telling = std::max_element(row.evidence.begin(), row.evidence.end(), [&](const DossierEvent& a, const DossierEvent& b) { return dead(a) <= dead(b); });
  if (!row.evidence.empty()) line.quote = shortened(telling->citations.front().quote, kQuoteColumns);
  line.tone = row.to == Phase::kFighting || row.to == Phase::kCrisis ? "conflict" : row.to >= Phase::kCeasefire ? "cooperation" : "";
  for (const DossierEvent& event : row.evidence) cite(line, stories, {event.citations.front()});
  return line;
}

BriefLine contact_line(const ContactRow& row, CitedStories& stories) {
  BriefLine line;
  line.date = row.last;
  std::vector<std::string> kinds;
  const auto kind = [&](int n, const std::string& one, const std::string& many) {
    if (n > 0) kinds.push_back(std::to_string(n) + " " + (n == 1 ? one : many));
  };
  kind(row.met, "meeting or talk", "meetings or talks");
  kind(row.visited_second, "visit of " + row.first + " to " + row.second, "visits of " + row.first + " to " + row.second);
  kind(row.visited_first, "visit of " + row.second + " to " + row.first, "visits of " + row.second + " to " + row.first);
  kind(row.phoned, "phone call", "phone calls");
  line.text = row.first + " and " + row.second + ": " + listed(kinds);
  const auto named = [&](const char* word, const std::map<std::string, int>& map) {
    std::vector<std::string> parts;
    for (const auto& [name, n] : map) parts.push_back(n > 1 ? name + " (" + std::to_string(n) + ")" : name);
    if (!parts.empty()) line.text += std::string("; ") + word + " " + listed(parts);
  };
  named("mediated by", row.mediators);
  if (row.hosts.size() == 1 && row.hosts.begin()->second == row.total) named("hosted by", row.hosts);
  line.text += "; last on " + row.last;
  if (!row.citations.empty()) line.quote = shortened(row.citations.front().quote, kQuoteColumns);
  cite(line, stories, row.citations);
  return line;
}

BriefLine claim_line(const ClaimRow& row, CitedStories& stories) {
  BriefLine line;
  line.date = days_of(row.about);
  const bool charge = row.about.type == EventType::kAccuse;
  const auto whos = [](const std::vector<Voice>& voices) {
    std::vector<std::string> out;
    for (const Voice& voice : voices) {
      std::string who = voice.how.empty() ? voice.who : voice.who + " (" + voice.how + ")";
      if (std::find(out.begin(), out.end(), who) == out.end()) out.push_back(std::move(who));
    }
    return listed(out);
  };
  line.text = "“" + row.about.words + "”";
  if (!charge && !row.about.speakers_told) line.text = whos(row.claimed) + ": " + line.text;
  if (!row.supported.empty()) line.text += ". Also so according to " + whos(row.supported);
  if (!row.denied.empty()) line.text += ". Denied by " + whos(row.denied);
  if (!row.contradicted.empty()) line.text += ". Contradicted by " + whos(row.contradicted);
  line.quote = rest_of(row.about);
  line.tone = row.denied.empty() && row.contradicted.empty() ? "" : "conflict";
  for (const auto* voices : {&row.claimed, &row.denied, &row.contradicted, &row.supported}) {
    for (const Voice& voice : *voices) cite(line, stories, {voice.citation});
  }
  return line;
}

BriefLine ask_line(const AskRow& row, CitedStories& stories) {
  BriefLine line = event_line(row.what, stories);
  line.text += row.outcome == "refused" ? ". Refused" : row.outcome == "answered" ? ". Answered" : row.outcome == "met" ? ". They met" : "";
  if (!row.answers.empty()) {
    line.text += ": " + event_sentence(row.answers.front());
    if (!row.answers.front().start.empty()) line.text += ", " + days_of(row.answers.front());
    cite(line, stories, row.answers.front().citations);
  }
  return line;
}

BriefLine toll_line(const TollRow& row, CitedStories& stories) {
  BriefLine line;
  line.date = row.date;
  line.text = row.side + ", " + row.kind + ": " + number_of(row.range);
  line.text += (row.told ? ", according to " : ", in a report by ") + row.reporter;
  line.quote = shortened(row.citation.quote, kQuoteColumns);
  line.tone = "conflict";
  cite(line, stories, {row.citation});
  return line;
}

}  // namespace

std::string CitedStories::cite(const Citation& citation) {
  const auto [found, is_new] = numbers_.try_emplace(citation.story_id, stories_.size() + 1);
  if (is_new) stories_.push_back({citation.story_id, citation.source, citation.date, citation.title, citation.url, citation.path});
  return std::to_string(found->second) + "." + std::to_string(citation.sentence + 1);
}

BriefPage make_brief(const Dossier& dossier, const std::string& title, std::size_t lines) {
  BriefPage page;
  CitedStories stories;
  page.title = one_line(title);
  std::vector<std::string> standing;
  if (!dossier.definition.parties.empty()) standing.push_back(listed(dossier.definition.parties));
  if (!dossier.definition.places.empty()) standing.push_back(listed(dossier.definition.places));
  if (!dossier.definition.mediators.empty()) standing.push_back("mediators " + listed(dossier.definition.mediators));
  if (!dossier.first.empty()) standing.push_back(dossier.first == dossier.last ? dossier.first : dossier.first + " to " + dossier.last);
  standing.push_back(std::to_string(dossier.records) + " records of " + std::to_string(dossier.stories) + " stories");
  if (dossier.left_out > 0) standing.push_back(std::to_string(dossier.left_out) + " unsure or rejected records left out");
  for (const std::string& part : standing) page.standing += (page.standing.empty() ? "" : " · ") + one_line(part);
  const std::size_t few = lines == 0 ? 0 : std::max<std::size_t>(lines / 2, 1);
  std::vector<BriefSection> sections;
  sections.push_back(row_section("Phase", dossier.phases, few, true, [&](const PhaseRow& row) { return phase_line(row, stories); }));
  sections.push_back(event_section("Course of events", dossier.timeline, lines, stories));
  sections.push_back(row_section("Claims", dossier.claims, few, false, [&](const ClaimRow& row) { return claim_line(row, stories); }));
  sections.push_back(row_section("Contacts", dossier.contacts, few, false, [&](const ContactRow& row) { return contact_line(row, stories); }));
  sections.push_back(row_section("Requests and offers", dossier.asks, few, true, [&](const AskRow& row) { return ask_line(row, stories); }));
  sections.push_back(event_section("Measures", dossier.measures, few, stories, true));
  sections.push_back(row_section("Toll as reported", dossier.toll, lines, false, [&](const TollRow& row) { return toll_line(row, stories); }));
  sections.push_back(event_section("Background", dossier.background, few, stories));
  bool bracketed = false;
  for (BriefSection& section : sections) {
    bracketed = bracketed || std::any_of(section.lines.begin(), section.lines.end(), [](const BriefLine& line) { return line.date.starts_with('('); });
    if (!section.lines.empty()) page.sections.push_back(std::move(section));
  }
  if (bracketed) page.standing += " · a day in brackets is that of the report";
  if (page.sections.empty()) {
    page.empty = dossier.records == 0 ? "No records." : "Nothing here is shown plainly enough by its own sentence and coded surely enough to brief from: with 0 lines (all) the page has everything.";
  }
  page.stories = stories.stories();
  return page;
}

std::string dossier_table(const Dossier& dossier, bool colour) {
  return brief_table(make_brief(dossier, dossier.definition.name.empty() ? "Dossier" : dossier.definition.name, kTableLines), colour);
}

}  // namespace dragoman
