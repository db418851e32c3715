// SPDX-License-Identifier: Apache-2.0
#include "coding/event_time.h"

#include <algorithm>
#include <limits>

#include "coding/anchors.h"
#include "coding/composition.h"
#include "coding/numbers.h"
#include "coding/time_calendar.h"

namespace dragoman {
namespace {

constexpr int kSameReport = 40;     // anchors.cc: climbing out of a report costs that much
constexpr int kOwnClause = 6;
constexpr int kSpeakersTime = 60;   // an act of speech in a report is dated by the report

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Vague words ("now"), deadlines and bare frequencies do not date what happened.
bool usable(const TimeExpression& t) {
  return t.resolved && t.type != TimeType::kSet && (t.flags & (kTimeVague | kTimeBy | kTimeBefore)) == 0;
}

/// "the 2020 war", "the deal of 1989", "the 2002 cease-fire": a time that tells which thing is meant, not when the event
/// was. An event noun dated so is meant itself ("the 1999 bombing").
bool names_a_thing(const SyntaxView& view, const EventDraft& event, std::uint32_t head, bool day) {
  const Deprel r = view.relation(head);
  const std::uint32_t up = view.head(head);
  if (up == kNoToken || up == event.pivot || up == event.match.head || view.upos(up) == Upos::kVerb) return false;
  for (int i = 0; i < event.match.word_count; ++i) {
    if (event.match.words[static_cast<std::size_t>(i)] == up) return false;
  }
  if (r == Deprel::kCompound || r == Deprel::kNummod || r == Deprel::kAmod || r == Deprel::kNmod) {
    if (r != Deprel::kNmod) return true;
    if (day && view.adposition(head) == kNoToken) {
      // "said in New York Tuesday": a bare day behind a noun dates the clause. "In Tuesday's unrest": so does one within.
      if (head > up) return false;
      const std::uint32_t at = view.adposition(up);
      if (at != kNoToken && view.relation(up) == Deprel::kObl && in(view.document().norm(at), {"in", "during", "at"})) return false;
    }
    const std::uint32_t adp = view.adposition(head);
    return adp == kNoToken || view.document().norm(adp) == "of" || view.document().norm(adp) == "from";
  }
  return false;
}

struct Offset {
  std::uint32_t clause = kNoToken;  ///< verb of the main clause that is dated
  int days = 0;
};

/// "..., a day after B did": how far before the main clause the event's own clause lies.
std::optional<Offset> offset_of(const SyntaxView& view, std::uint32_t pivot) {
  const Document& d = view.document();
  std::uint32_t clause = pivot;
  for (int steps = 0; steps < 6; ++steps) {
    const Deprel r = view.relation(clause);
    const std::uint32_t up = view.head(clause);
    if (up == kNoToken) return std::nullopt;
    const std::uint32_t mark = view.child_with(clause, Deprel::kMark);
    if (mark != kNoToken && in(d.norm(mark), {"after", "before"}) && (r == Deprel::kAdvcl || r == Deprel::kAcl)) {
      const std::uint32_t first = d.sentences[d.tokens[mark].sentence].tokens.begin;
      if (mark < first + 2) return std::nullopt;
      const std::string_view unit = d.lemma(mark - 1);
      std::optional<std::int64_t> count = numeral_value(d.norm(mark - 2));
      if (!count && in(d.norm(mark - 2), {"a", "an", "the"})) count = 1;
      int days = 0;
      if (in(unit, {"day"}) && count) days = static_cast<int>(*count);
      else if (in(unit, {"week"}) && count) days = 7 * static_cast<int>(*count);
      else if (in(unit, {"hour", "minute"})) days = 0;
      else return std::nullopt;
      if (days > 400) return std::nullopt;
      return Offset{up, d.norm(mark) == "after" ? -days : days};
    }
    if (r == Deprel::kCcomp || r == Deprel::kParataxis) return std::nullopt;
    clause = up;
  }
  return std::nullopt;
}

bool told_in_past(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  if (d.xpos(verb) == "VBD") return true;
  return std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
    return view.relation(child) == Deprel::kAux && (d.xpos(child) == "VBD" || d.lemma(child) == "have");
  });
}

/// "in June", told in April in the past tense: that of the year before. The finder of times, which weighs tense against
/// nearness without a tree, takes the nearer one.
bool is_last_years(const SyntaxView& view, const EventDraft& event, const TimeExpression& t, Date published) {
  if (!told_in_past(view, event.match.head) || t.start <= published || (t.flags & kTimeFuture) != 0) return false;
  if (t.precision != DatePrecision::kMonth && t.precision != DatePrecision::kDay) return false;
  // Weekdays and what is counted from the day of the report need no year; a year that is named stays.
  const Document& d = view.document();
  bool month = false;
  for (std::uint32_t i = t.tokens.begin; i < t.tokens.end; ++i) {
    if (d.form(i).size() == 4 && numeral_value(d.form(i)).has_value()) return false;
    month = month || view.upos(i) == Upos::kPropn;
  }
  return month && add_days(published, 14) < t.start;
}

/// The crime that a court sits over: "charged with killing", "the trial of ... for the murder of", "accused of".
bool on_trial(const SyntaxView& view, std::uint32_t pivot) {
  const Document& d = view.document();
  if (view.relation(pivot) == Deprel::kCcomp) return false;
  std::uint32_t t = view.head(pivot);
  for (int steps = 0; t != kNoToken && steps < 5; ++steps) {
    const std::string_view lemma = d.lemma(t);
    if (in(lemma, {"trial", "charge", "conviction", "indictment", "convict", "indict", "sentence", "verdict", "tribunal", "prosecute", "acquit", "extradite"})) return true;
    if (view.relation(t) == Deprel::kCcomp) return false;
    t = view.head(t);
  }
  return false;
}

/// "the toppled leader", "troops already deployed there", "recognised only by Ankara": a state that goes on.
bool is_standing(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  if (d.xpos(verb) != "VBN") return false;
  if (view.relation(verb) == Deprel::kAmod) return true;
  if (view.relation(verb) != Deprel::kAcl || view.child_with(verb, Deprel::kAux) != kNoToken) return false;
  return std::any_of(view.children(verb).begin(), view.children(verb).end(),
                     [&](std::uint32_t child) { return in(d.norm(child), {"already", "still", "previously", "once", "long", "only", "formerly"}); });
}

/// "have rejected it so far": the present perfect goes with no definite past time, so that one nearby is another clause's.
bool in_present_perfect(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  const Upos upos = view.upos(verb);
  if (upos != Upos::kVerb) return false;
  bool have = false;
  for (const std::uint32_t child : view.children(verb)) {
    if (view.relation(child) != Deprel::kAux) continue;
    have = have || in(d.norm(child), {"have", "has", "'ve"});
    if (d.xpos(child) == "MD") return false;
  }
  return have;
}

/// "60,000 have been killed since the war began in 1984": the time in a clause of "since" begins a span that goes on.
const TimeExpression* since(const SyntaxView& view, std::uint32_t verb, const std::vector<TimeExpression>& times, Date today) {
  const Document& d = view.document();
  for (const std::uint32_t child : view.children(verb)) {
    if (view.relation(child) != Deprel::kAdvcl) continue;
    const std::uint32_t mark = view.child_with(child, Deprel::kMark);
    if (mark == kNoToken || d.norm(mark) != "since") continue;
    const TokenRange clause = view.subtree(child);
    for (auto it = std::lower_bound(times.begin(), times.end(), clause.begin, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
         it != times.end() && it->tokens.begin < clause.end; ++it) {
      if (usable(*it) && it->start < today) return &*it;
    }
  }
  return nullptr;
}

constexpr Date kNoLimit{std::numeric_limits<std::int32_t>::max()};

/// Times that begin after `latest` are left out: acts of speech are past when they are reported, and what lies ahead is
/// the time of what was promised.
const TimeExpression* closest(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, int limit,
                              Date latest) {
  const std::uint32_t sentence = view.document().tokens[event.pivot].sentence;
  const TimeExpression* best = nullptr;
  // Expressions are in text order: only the sentence's are looked at, which keeps long stories linear.
  const TokenRange range = view.document().sentences[sentence].tokens;
  for (auto it = std::lower_bound(times.begin(), times.end(), range.begin,
                                  [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
       it != times.end() && it->tokens.begin < range.end; ++it) {
    const TimeExpression& t = *it;
    if (!usable(t)) continue;
    if (latest < t.start) continue;
    const std::uint32_t head = head_of(view, t.tokens);
    if (names_a_thing(view, event, head, t.precision == DatePrecision::kDay)) continue;
    const int distance = tie_distance(view, event, {t.tokens, head});
    if (distance < limit) best = &t, limit = distance;
  }
  return best;
}

}  // namespace

EventTime time_of(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, std::optional<Date> published) {
  EventTime out;
  const bool speech = is_speech_act(event.code.type);
  const Date today = published.value_or(kNoLimit);
  const Date latest = speech ? today : kNoLimit;
  if (const auto offset = offset_of(view, event.pivot)) {
    // The main clause is dated first; a clause of its own in it may hold times that belong to the event.
    EventDraft main;
    main.code = event.code;
    main.pivot = offset->clause;
    main.match.head = offset->clause;
    const TimeExpression* own = closest(view, event, times, 4, latest);
    const TimeExpression* base = own != nullptr ? nullptr : closest(view, main, times, kSpeakersTime, today);
    if (own == nullptr && (base != nullptr || published)) {
      out.known = true;
      out.expression = base;
      out.start = add_days(base != nullptr ? base->start : *published, offset->days);
      out.end = add_days(base != nullptr ? base->end : *published, offset->days);
      out.precision = base != nullptr ? base->precision : DatePrecision::kDay;
      return out;
    }
  }
  const int limit = in_present_perfect(view, event.match.head) ? kOwnClause : speech ? kSpeakersTime : kSameReport;
  const TimeExpression* best = closest(view, event, times, limit, latest);
  std::uint32_t verb = event.match.head;
  if (view.upos(verb) == Upos::kNoun && view.head(verb) != kNoToken) verb = view.head(verb);
  const bool goes_on = best == nullptr && published && in_present_perfect(view, verb);
  if (const TimeExpression* begin = goes_on ? since(view, verb, times, today) : nullptr) {
    out.expression = begin;
    out.known = true;
    out.start = begin->start;
    out.end = *published;
    out.precision = begin->precision;
    out.ongoing = true;
    return out;
  }
  if (best != nullptr) {
    out.expression = best;
    out.known = true;
    out.start = best->start;
    out.end = best->end;
    out.precision = best->precision;
    if (published && is_last_years(view, event, *best, *published)) {
      out.start = add_months(out.start, -12);
      out.end = add_months(out.end, -12);
    }
    out.ongoing = (best->flags & kTimeOpenEnd) != 0;
  } else if (published) {
    out.known = true;
    out.start = out.end = *published;
    out.precision = DatePrecision::kDay;
  }
  return out;
}

bool is_background(const SyntaxView& view, const EventDraft& event, const EventTime& time) {
  if (time.expression != nullptr) return false;  // then the date tells
  const EventType type = event.code.type;
  if (type == EventType::kAssault && on_trial(view, event.pivot)) return true;
  if (event.modality != Modality::kActual) return false;
  return !is_speech_act(type) && is_standing(view, event.match.head);
}

bool is_ahead(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, std::optional<Date> published) {
  const Document& d = view.document();
  // What is told in the past tense has happened, whatever date seems to stand beside it.
  if (d.xpos(event.match.head) == "VBD") return false;
  for (const std::uint32_t child : view.children(event.match.head)) {
    if (view.relation(child) == Deprel::kAux && (d.xpos(child) == "VBD" || d.lemma(child) == "have")) return false;
  }
  const TimeExpression* when = closest(view, event, times, kSameReport, kNoLimit);
  return when != nullptr && published && *published < when->start;
}

}  // namespace dragoman
