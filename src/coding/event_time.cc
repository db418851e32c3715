// SPDX-License-Identifier: Apache-2.0
#include "coding/event_time.h"

#include <algorithm>
#include <limits>

#include "coding/anchors.h"
#include "coding/composition.h"
#include "coding/numbers.h"
#include "coding/time_calendar.h"
#include "coding/time_words.h"
#include "coding/told_time.h"

namespace dragoman {
namespace {

constexpr int kSameReport = 40;     // anchors.cc: climbing out of a report costs that much
constexpr int kOwnClause = 6;
constexpr int kOwnPhrase = 4;
constexpr int kAheadTime = 16;
constexpr std::uint32_t kReach = 150;  ///< words back in a sentence that are looked at, so that none is looked at too often
constexpr int kSpeakersTime = 60;   // an act of speech in a report is dated by the report

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Vague words ("now"), deadlines and bare frequencies do not date what happened.
bool usable(const TimeExpression& t) {
  return t.resolved && t.type != TimeType::kSet && (t.flags & (kTimeVague | kTimeBy | kTimeBefore)) == 0;
}

/// "last October", "this week", "earlier this year", "two months ago".
bool counts_from_today(const Document& d, TokenRange time) {
  return in(d.norm(time.begin), {"last", "this", "earlier", "early", "late", "next"}) || d.norm(time.end - 1) == "ago";
}

bool names_an_event(std::string_view lemma) {
  return in(lemma, {"attack", "war", "election", "vote", "poll", "bombing", "killing", "murder", "coup", "visit", "meeting", "summit", "talk", "raid", "crash", "strike", "battle",
                    "clash", "fighting", "violence", "protest", "demonstration", "riot", "unrest", "offensive", "invasion", "massacre", "blast", "explosion", "shooting", "arrest",
                    "assassination", "ceasefire", "truce", "agreement", "deal", "accord", "decision", "move", "announcement", "statement", "speech", "resolution", "ruling", "trial",
                    "conference", "operation", "death", "test", "withdrawal", "referendum", "trip", "session", "incident", "revolution", "uprising", "crisis", "conflict"});
}

/// "the 2020 war", "the deal of 1989", "the 2002 cease-fire": a time that tells which thing is meant, not when the event
/// was. An event noun dated so is meant itself ("the 1999 bombing").
bool names_a_thing(const SyntaxView& view, const EventDraft& event, TokenRange time, std::uint32_t head, bool day) {
  while (view.relation(head) == Deprel::kDet && head + 1 < time.end) ++head;  // "the 1992" may hang on the noun in two parts
  const Deprel r = view.relation(head);
  const std::uint32_t up = view.head(head);
  if (up == kNoToken || up == event.pivot || up == event.match.head || view.upos(up) == Upos::kVerb) return false;
  for (int i = 0; i < event.match.word_count; ++i) {
    if (event.match.words[static_cast<std::size_t>(i)] == up) return false;
  }
  if (r == Deprel::kCompound || r == Deprel::kNummod || r == Deprel::kAmod || r == Deprel::kNmod) {
    const Document& d = view.document();
    const std::uint32_t link = view.adposition(up);
    if (link != kNoToken && view.relation(up) == Deprel::kObl && view.head(up) == event.match.head) {
      // "ousted in the invasion of March 2003", "at their meeting last month they agreed": when that was, this was.
      if (!is_speech_act(event.code.type) && r == Deprel::kNmod && in(d.norm(link), {"in", "during", "at"})) return false;
      if (in(d.norm(link), {"in", "at", "during"}) &&
          in(d.lemma(up), {"meeting", "talk", "summit", "speech", "statement", "interview", "letter", "memorandum", "address", "conference", "visit", "trip", "message"})) {
        return false;
      }
    }
    // "killed during the 1973 coup"
    if (r != Deprel::kNmod) return link == kNoToken || !in(d.norm(link), {"during", "after", "since", "throughout", "following"});
    // "invested 170 million in India last year": bare, behind a noun that is no event, it is the clause's.
    if (head > up && view.adposition(head) == kNoToken && !d.norm(time.begin).empty() && counts_from_today(d, time) && !names_an_event(d.lemma(up))) return false;
    if (day && view.adposition(head) == kNoToken) {
      // "said in New York Tuesday": a bare day behind a noun dates the clause. "In Tuesday's unrest": so does one within.
      if (head > up) return false;
      if (link != kNoToken && view.relation(up) == Deprel::kObl && in(d.norm(link), {"in", "during", "at"})) return false;
    }
    const std::uint32_t adp = view.adposition(head);
    return adp == kNoToken || d.norm(adp) == "of" || d.norm(adp) == "from";
  }
  return false;
}

/// "On Friday parliament ...", "..., and in July Ankara ...": a time in front of a clause dates its verb, whatever noun a
/// parser ties it to. kNoToken where it does not stand there.
std::uint32_t fronted_clause(const SyntaxView& view, const TimeExpression& t) {
  const Document& d = view.document();
  const TokenRange sentence = d.sentences[d.tokens[t.tokens.begin].sentence].tokens;
  std::uint32_t k = t.tokens.begin;
  // "said Tuesday", "discussed late Tuesday prospects for peace": right behind a verb.
  const TimeWord kind = time_word(d.norm(k)).kind;
  if (k > sentence.begin && (kind == TimeWord::kWeekday || kind == TimeWord::kDeictic || kind == TimeWord::kPosition) && view.upos(k - 1) == Upos::kVerb && in(d.xpos(k - 1), {"VBD", "VBN"}) && t.tokens.end < sentence.end &&
      d.norm(t.tokens.end) != "'s" && view.head(head_of(view, t.tokens)) != k - 1 && view.relation(k - 1) != Deprel::kAmod) {
    return k - 1;
  }
  const bool linked = k > sentence.begin && in(d.norm(k - 1), {"on", "in", "by", "during", "since", "at", "late", "early"});
  if (linked) --k;
  bool front = k == sentence.begin;
  if (!front) {
    std::uint32_t b = k - 1;
    if (d.norm(b) == "," && b > sentence.begin) --b;
    front = in(d.norm(b), {"and", "but", "while", "whereas", "where", "that", "because", "although", "though", ";", "meanwhile", "then", "\"", "“", "--", "–", "—"}) && (b == sentence.begin || b + 1 == k);
    if (front && in(d.norm(b), {"and", "but"}) && b > sentence.begin && !in(d.norm(b - 1), {",", ";"})) front = false;
  }
  const std::uint32_t next = t.tokens.end;
  if (!front || next >= sentence.end || d.norm(next) == "'s" || d.norm(next) == "'") return kNoToken;
  // "In 1996 elections", "Friday prayers": there the noun is called after the time.
  const bool on = linked && d.norm(t.tokens.begin - 1) == "on";
  if (!on && view.upos(next) == Upos::kNoun) {
    std::uint32_t noun = next;
    for (int steps = 0; steps < 4 && view.relation(noun) == Deprel::kCompound && view.head(noun) != kNoToken; ++steps) noun = view.head(noun);
    if (!linked || view.relation(noun) != Deprel::kNsubj) return kNoToken;  // "the 1991 picture"
  }
  if (d.norm(next) == "and" || d.norm(next) == "to" || d.norm(next) == "when") return kNoToken;
  std::uint32_t verb = head_of(view, t.tokens);
  for (int steps = 0; steps < 8; ++steps) {
    verb = view.head(verb);
    if (verb == kNoToken) return kNoToken;
    if (verb < next) continue;
    const Deprel r = view.relation(verb);
    const bool clause = view.upos(verb) == Upos::kVerb || r == Deprel::kRoot || view.child_with(verb, Deprel::kCop) != kNoToken;
    if (clause && r != Deprel::kAcl && r != Deprel::kAmod) return verb;
  }
  return kNoToken;
}

bool told_in_past(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  if (d.xpos(verb) == "VBD") return true;
  return std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
    return view.relation(child) == Deprel::kAux && (d.xpos(child) == "VBD" || d.lemma(child) == "have");
  });
}

struct Offset {
  std::uint32_t clause = kNoToken;  ///< verb of the main clause that is dated
  int days = 0;
  int months = 0;
};

/// A number of units in front of "after" or "before": "two days", "a week", "hours".
bool counted_units(const Document& d, std::uint32_t link, std::uint32_t first, Offset& out) {
  if (link <= first) return false;
  const std::string_view unit = d.lemma(link - 1);
  if (in(unit, {"hour", "minute"})) return true;
  if (link < first + 2) return false;
  std::optional<std::int64_t> count = numeral_value(d.norm(link - 2));
  if (!count && in(d.norm(link - 2), {"a", "an", "the"})) count = 1;
  if (!count || *count > 400) return false;
  const int n = static_cast<int>(*count);
  if (unit == "day") out.days = n;
  else if (unit == "week") out.days = 7 * n;
  else if (unit == "month") out.months = n;
  else if (unit == "year") out.months = 12 * n;
  else return false;
  return true;
}

bool has_subject(const SyntaxView& view, std::uint32_t verb) { return view.child_with(verb, Deprel::kNsubj) != kNoToken; }

/// Does the event lie in what stands behind the link, though the parser may have hung it elsewhere? The clause itself, the
/// list of verbs that goes on from it without a subject, or the noun.
bool behind_link(const SyntaxView& view, std::uint32_t pivot, std::uint32_t link, std::uint32_t& up) {
  const Document& d = view.document();
  std::uint32_t top = pivot;
  for (int steps = 0; steps < 10; ++steps) {
    const std::uint32_t mark = view.child_with(top, Deprel::kMark);
    if (mark == link) {  // the clause
      up = view.head(top);
      return up != kNoToken;
    }
    const std::uint32_t head = view.head(top);
    if (head == kNoToken) return false;
    const Deprel r = view.relation(top);
    if (r == Deprel::kCcomp && head > link) return false;  // what somebody in it said
    if (head < link) {
      up = head;
      if (r == Deprel::kObl || r == Deprel::kNmod) return top == pivot && view.adposition(top) == link;
      if (view.upos(top) != Upos::kVerb || (r != Deprel::kParataxis && r != Deprel::kAdvcl && r != Deprel::kConj)) return false;
      if (d.xpos(top) != "VBD" && d.xpos(top) != "VBN") return false;
      // The clause of the link, with a verb of its own, must stand between; or the link has none.
      std::uint32_t clause = kNoToken;
      for (std::uint32_t t = link + 1; t < top && clause == kNoToken; ++t) {
        if (view.child_with(t, Deprel::kMark) == link) clause = t;
      }
      if (clause == kNoToken) {
        bool noun = false;  // the subject, taken for the object of the link
        for (std::uint32_t t = link + 1; t < top && !noun; ++t) noun = view.adposition(t) == link;
        return (noun || has_subject(view, top)) && view.child_with(top, Deprel::kMark) == kNoToken && r != Deprel::kConj;
      }
      // "... stripped it of its rights, cut the lines and held its leaders": the list goes on.
      if (has_subject(view, top)) return false;
      std::uint32_t verb = clause;
      for (std::uint32_t t = clause + 1; t <= top; ++t) {
        if (view.upos(t) != Upos::kVerb || d.xpos(t) != d.xpos(clause)) continue;
        if (has_subject(view, t) || (verb == clause && d.norm(t - 1) != ",")) return false;
        verb = t;
      }
      return true;
    }
    top = head;
  }
  return false;
}

/// "..., a day after B did": how far before the main clause the event's own clause lies.
std::optional<Offset> offset_of(const SyntaxView& view, std::uint32_t pivot) {
  const Document& d = view.document();
  const TokenRange sentence = d.sentences[d.tokens[pivot].sentence].tokens;
  const std::uint32_t from = pivot > sentence.begin + kReach ? pivot - kReach : sentence.begin;
  for (std::uint32_t link = from; link < pivot; ++link) {
    if (!in(d.norm(link), {"after", "before"})) continue;
    Offset out;
    std::uint32_t up = kNoToken;
    if (!counted_units(d, link, sentence.begin, out)) continue;
    if (!behind_link(view, pivot, link, up)) continue;
    if (out.months != 0 && !told_in_past(view, up)) continue;  // "may sell three years after joining"
    if (d.norm(link) == "after") out.days = -out.days, out.months = -out.months;
    for (int steps = 0; steps < 4 && view.upos(up) != Upos::kVerb && view.head(up) != kNoToken; ++steps) up = view.head(up);
    out.clause = up;
    return out;
  }
  return std::nullopt;
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

/// "is demanding", "trains the army": what goes on now is not dated by a day that has passed in another clause.
bool in_present_tense(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  if (view.upos(verb) != Upos::kVerb) return false;
  if (in(d.xpos(verb), {"VBZ", "VBP"})) {
    // The past of some looks the same.
    return !in(d.lemma(verb), {"say", "tell", "come", "follow"}) &&
           !in(d.norm(verb), {"beat", "cut", "put", "hit", "shut", "set", "let", "hurt", "quit", "spread", "bid", "split", "cast", "shed", "bet"});
  }
  return d.xpos(verb) == "VBG" && std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
           return view.relation(child) == Deprel::kAux && in(d.xpos(child), {"VBZ", "VBP"}) && d.lemma(child) == "be";
         });
}

/// "have said that they are willing": the report has no definite past time either.
bool reported_in_perfect(const SyntaxView& view, std::uint32_t verb) {
  const std::uint32_t up = view.head(verb);
  return up != kNoToken && view.relation(verb) == Deprel::kCcomp && in_present_perfect(view, up);
}

/// "a three-day strike from Thursday", "a two-day summit which began on Monday": how long; 0 where nobody says.
int days_long(const SyntaxView& view, const EventDraft& event, const TimeExpression& t) {
  const Document& d = view.document();
  if (t.precision != DatePrecision::kDay || t.start != t.end || t.tokens.begin < 2) return 0;
  const auto starts = [&](std::uint32_t k) { return in(d.norm(k), {"from", "starting", "beginning", "started", "began", "starts", "begins"}); };
  if (!starts(t.tokens.begin - 1) && !(d.norm(t.tokens.begin - 1) == "on" && starts(t.tokens.begin - 2))) return 0;
  const auto length = [&](std::uint32_t noun) -> int {
    const std::uint32_t first = d.sentences[d.tokens[noun].sentence].tokens.begin;
    for (std::uint32_t k = noun > first + 6 ? noun - 6 : first; k + 2 < noun; ++k) {
      if (d.norm(k + 1) == "-" && d.norm(k + 2) == "day") return static_cast<int>(numeral_value(d.norm(k)).value_or(0));
    }
    return 0;
  };
  int days = length(event.pivot);
  for (int i = 0; days == 0 && i < event.match.word_count; ++i) days = length(event.match.words[static_cast<std::size_t>(i)]);
  return days > 60 ? 0 : days;
}

Date end_of(Date start, DatePrecision precision) {
  switch (precision) {
    case DatePrecision::kWeek: return add_days(start, 6);
    case DatePrecision::kMonth: return last_day(stretch_of(Grain::kMonth, start));
    case DatePrecision::kYear: return last_day(stretch_of(Grain::kYear, start));
    default: return start;
  }
}

/// "On Sunday, when gunmen raided the town": the time that a clause of "when" says more about.
const TimeExpression* when_time(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times) {
  const Document& d = view.document();
  const std::uint32_t first = d.sentences[d.tokens[event.pivot].sentence].tokens.begin;
  std::uint32_t when = event.pivot;
  while (when > first && event.pivot - when < kReach && d.norm(when) != "when") --when;
  if (when == first || d.norm(when) != "when") return nullptr;
  const std::uint32_t end = d.norm(when - 1) == "," ? when - 1 : when;
  const TimeExpression* time = nullptr;
  for (auto it = std::lower_bound(times.begin(), times.end(), first, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
       it != times.end() && it->tokens.begin < end; ++it) {
    if (it->tokens.end == end && usable(*it)) time = &*it;
  }
  if (time == nullptr) return nullptr;
  // The event's verb is the clause's, or goes on from it.
  std::uint32_t verb = when + 1;
  while (verb <= event.pivot && (view.upos(verb) != Upos::kVerb || in(d.xpos(verb), {"VBG", "VB"}) || view.relation(verb) == Deprel::kAmod ||
                                 (view.relation(verb) == Deprel::kAcl && d.xpos(verb) == "VBN"))) {
    ++verb;
  }
  std::uint32_t t = event.pivot;
  for (int steps = 0; steps < 5 && t != kNoToken; ++steps) {
    if (t == verb) return time;
    const Deprel r = view.relation(t);
    if (r == Deprel::kCcomp || r == Deprel::kAcl || r == Deprel::kAdvcl || r == Deprel::kParataxis) return nullptr;
    t = view.head(t);
  }
  return nullptr;
}

/// "have been killed since the war began in 1984", "has been frozen since the coup", "have since quit": the beginning of a
/// span that goes on.
const TimeExpression* since(const SyntaxView& view, std::uint32_t verb, const std::vector<TimeExpression>& times, Date today) {
  const Document& d = view.document();
  for (const std::uint32_t child : view.children(verb)) {
    const Deprel r = view.relation(child);
    if ((r == Deprel::kAdvmod || r == Deprel::kMark) && child < verb && d.norm(child) == "since" && child > 0 && view.relation(child - 1) == Deprel::kAux) {
      // Since what the sentence has told before, else since the day told last.
      const TokenRange sentence = d.sentences[d.tokens[verb].sentence].tokens;
      const TimeExpression* begin = nullptr;
      for (auto it = std::lower_bound(times.begin(), times.end(), sentence.begin, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
           it != times.end() && it->tokens.end <= child; ++it) {
        if (usable(*it) && it->start < today) begin = &*it;
      }
      return begin != nullptr ? begin : day_told_last(view, verb, times, today);
    }
    std::uint32_t mark = kNoToken;
    if (r == Deprel::kAdvcl) mark = view.child_with(child, Deprel::kMark);
    else if (r == Deprel::kObl || r == Deprel::kAdvmod) mark = view.child_with(child, Deprel::kCase);
    if (mark == kNoToken || d.norm(mark) != "since") continue;
    const TokenRange clause = view.subtree(child);
    for (auto it = std::lower_bound(times.begin(), times.end(), clause.begin, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
         it != times.end() && it->tokens.begin < clause.end; ++it) {
      if (usable(*it) && it->start < today) return &*it;
    }
    if (d.norm(child) == "then") return day_told_last(view, verb, times, today);
    if (r == Deprel::kObl && view.upos(child) == Upos::kNoun) {
      if (const TimeExpression* day = day_of_thing(view, child, times, today)) return day;
    }
  }
  return nullptr;
}

bool in_past_perfect(const SyntaxView& view, std::uint32_t verb) {
  return std::any_of(view.children(verb).begin(), view.children(verb).end(),
                     [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && view.document().norm(child) == "had"; });
}

/// The noun behind a preposition: the first that is no modifier of another.
std::uint32_t noun_behind(const SyntaxView& view, std::uint32_t link) {
  const Document& d = view.document();
  for (std::uint32_t n = link + 1; n < link + 6 && n < d.tokens.size(); ++n) {
    if (view.upos(n) == Upos::kVerb || d.tokens[n].sentence != d.tokens[link].sentence) break;
    if (view.upos(n) == Upos::kNoun && view.relation(n) != Deprel::kCompound) return n;
  }
  return kNoToken;
}

/// "Hours earlier", "within hours of the raid", "the night before the march", "two days after the coup": the day of what is
/// spoken of, or so far from it.
std::optional<EventTime> counted_from_thing(const SyntaxView& view, std::uint32_t verb, const std::vector<TimeExpression>& times, Date today) {
  const Document& d = view.document();
  const auto at = [&](const TimeExpression* day, int days) -> std::optional<EventTime> {
    if (day == nullptr) return std::nullopt;
    EventTime out;
    out.expression = day;
    out.known = true;
    out.start = add_days(day->start, days);
    out.end = add_days(day->end, days);
    out.precision = day->precision;
    return out;
  };
  for (const std::uint32_t child : view.children(verb)) {
    const Deprel r = view.relation(child);
    const TokenRange phrase = view.subtree(child);
    if (r == Deprel::kAdvcl) {  // "met the day after the truce was signed on May 3"
      const std::uint32_t mark = view.child_with(child, Deprel::kMark);
      Offset offset;
      if (mark == kNoToken || !in(d.norm(mark), {"after", "before"}) || !counted_units(d, mark, d.sentences[d.tokens[mark].sentence].tokens.begin, offset) || offset.months != 0) continue;
      for (auto it = std::lower_bound(times.begin(), times.end(), mark, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
           it != times.end() && it->tokens.begin < phrase.end; ++it) {
        if (usable(*it) && it->precision == DatePrecision::kDay) return at(&*it, d.norm(mark) == "after" ? offset.days : -offset.days);
      }
      continue;
    }
    if (phrase.end - phrase.begin > 12 || (r != Deprel::kObl && r != Deprel::kAdvmod)) continue;
    for (std::uint32_t t = phrase.begin; t < phrase.end && t + 1 < d.tokens.size(); ++t) {
      const std::string_view next = d.norm(t + 1);
      const bool hours = in(d.norm(t), {"hours", "minutes", "moments"});
      if (hours && in(next, {"earlier", "later", "afterwards"})) return at(day_told_last(view, verb, times, today), 0);
      if (hours && next == "of") {
        const std::uint32_t noun = noun_behind(view, t + 1);
        return noun == kNoToken ? std::nullopt : at(day_of_thing(view, noun, times, today), 0);
      }
      if (!in(next, {"before", "after"})) continue;
      Offset offset;
      const bool day = t > 0 && in(d.norm(t), {"day", "night", "evening", "morning"}) && in(d.norm(t - 1), {"the", "a"});
      if (day) offset.days = 1;
      else if (!counted_units(d, t + 1, d.sentences[d.tokens[t].sentence].tokens.begin, offset) || offset.months != 0) continue;
      const std::uint32_t noun = noun_behind(view, t + 1);
      if (noun == kNoToken) continue;
      if (const auto found = at(day_of_thing(view, noun, times, today), next == "after" ? offset.days : -offset.days)) return found;
    }
  }
  return std::nullopt;
}

constexpr Date kNoLimit{std::numeric_limits<std::int32_t>::max()};

/// What is promised or asked for "this week" lies in the rest of it.
bool still_ahead(const SyntaxView& view, const EventDraft& event, const TimeExpression& t, Date today) {
  return today <= t.start || !told_in_past(view, event.match.head);
}

/// "shouted slogans, forcing adjournments till Monday": what has happened was not on a day to come.
bool ahead_of_what_happened(const SyntaxView& view, const EventDraft& event, const TimeExpression& t, Date published) {
  const Document& d = view.document();
  if (t.start <= published || event.pivot != event.match.head || d.xpos(event.pivot) != "VBD") return false;
  if (in(d.lemma(event.pivot), {"call", "announce", "declare", "schedule", "plan", "set", "order", "impose"})) return false;  // "called a strike from Monday"
  return !is_last_years(view, event, t, published);
}

/// "for two weeks": only what "has" been so lasts that long.
bool lasts_until_now(const SyntaxView& view, const TimeExpression& t) {
  return t.tokens.begin > 0 && view.document().norm(t.tokens.begin - 1) == "for";
}

/// "The plotters of a 1975 coup in which he was killed": the clause tells of the thing that the time belongs to.
bool dates_antecedent(const SyntaxView& view, const EventDraft& event, std::uint32_t head) {
  if (view.relation(event.match.head) != Deprel::kAcl) return false;
  const std::uint32_t thing = view.head(event.match.head);
  if (thing == kNoToken || view.head(head) != thing || !names_an_event(view.document().lemma(thing))) return false;
  const Document& d = view.document();
  return std::any_of(view.children(event.match.head).begin(), view.children(event.match.head).end(), [&](std::uint32_t child) { return in(d.norm(child), {"which", "where", "that"}); });
}

/// Times that begin after `latest` are left out: acts of speech are past when they are reported, and what lies ahead is
/// the time of what was promised.
const TimeExpression* closest(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, int limit,
                              Date latest, std::optional<Date> published = std::nullopt) {
  const std::uint32_t sentence = view.document().tokens[event.pivot].sentence;
  const std::uint32_t subject = view.child_with(event.pivot, Deprel::kNsubj);
  const TimeExpression* best = nullptr;
  // Expressions are in text order: only the sentence's are looked at, which keeps long stories linear.
  const TokenRange range = view.document().sentences[sentence].tokens;
  for (auto it = std::lower_bound(times.begin(), times.end(), range.begin,
                                  [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
       it != times.end() && it->tokens.begin < range.end; ++it) {
    const TimeExpression& t = *it;
    if (!usable(t)) continue;
    if (latest < t.start || (latest < t.end && latest != kNoLimit && still_ahead(view, event, t, latest))) continue;
    if (published && ahead_of_what_happened(view, event, t, *published)) continue;
    if (t.type == TimeType::kDuration && lasts_until_now(view, t) && !in_present_perfect(view, event.match.head)) continue;
    const std::uint32_t head = head_of(view, t.tokens);
    const std::uint32_t clause = fronted_clause(view, t);
    // "Sunday's attack came a day after ...": what came is dated by its subject.
    const bool came = subject != kNoToken && view.head(head) == subject && t.precision == DatePrecision::kDay && in(view.document().lemma(event.pivot), {"come", "follow"});
    // "Last month's bombing killed 12": it killed when it was.
    const bool harms = subject != kNoToken && view.head(head) == subject && event.code.type == EventType::kAssault && names_an_event(view.document().lemma(subject));
    if ((harms || dates_antecedent(view, event, head)) && limit > kOwnPhrase) {
      best = &t, limit = kOwnPhrase;
      continue;
    }
    if (clause == kNoToken && !came && names_a_thing(view, event, t.tokens, head, t.precision == DatePrecision::kDay)) continue;
    const int distance = tie_distance(view, event, {t.tokens, head, clause});
    // What lies ahead in another clause is that clause's.
    if (published && *published < t.start && distance > kOwnClause && event.modality == Modality::kActual) continue;
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
      const auto moved = [&](Date day) { return add_days(add_months(day, offset->months), offset->days); };
      out.start = moved(base != nullptr ? base->start : *published);
      out.end = moved(base != nullptr ? base->end : *published);
      out.precision = base != nullptr ? base->precision : DatePrecision::kDay;
      if (offset->months != 0) {  // "three months after": that month, no day of it
        const Grain grain = offset->months % 12 == 0 ? Grain::kYear : Grain::kMonth;
        const Stretch stretch = stretch_of(grain, out.start);
        out.start = stretch.first;
        out.end = last_day(stretch);
        out.precision = precision_of(grain);
      }
      return out;
    }
  }
  int limit = speech ? kSpeakersTime : kSameReport;
  if (in_present_perfect(view, event.match.head) || reported_in_perfect(view, event.match.head)) limit = kOwnClause;
  const TimeExpression* best = when_time(view, event, times);
  const bool then = best != nullptr;
  if (event.code.type == EventType::kAssault && on_trial(view, event.pivot)) limit = std::min(limit, kOwnClause);  // the trial has its own day
  if (!then) best = closest(view, event, times, limit, latest, published);
  if (!then && best != nullptr && best->end < today && in_present_tense(view, event.match.head)) best = closest(view, event, times, kOwnPhrase, latest, published);
  std::uint32_t verb = event.match.head;
  for (int steps = 0; steps < 3 && view.upos(verb) != Upos::kVerb && view.head(verb) != kNoToken; ++steps) verb = view.head(verb);
  // A time of the clause that only comes back to the act gives way to the day that another sentence tells of it.
  if (published && !speech && (best == nullptr || (is_retold(view, event) && closest(view, event, times, event.nominal ? kOwnPhrase : kOwnClause, latest, published) == nullptr))) {
    if (const TimeExpression* day = day_of_scene(view, event, times, today)) best = day;
  }
  if (best == nullptr && published && !speech && event.modality == Modality::kActual) best = day_of_report(view, event, times, today);
  const bool goes_on = best == nullptr && published && (in_present_perfect(view, verb) || in_past_perfect(view, verb));
  if (best == nullptr && published) {
    std::uint32_t clause = verb;
    while (view.relation(clause) == Deprel::kConj && !has_subject(view, clause) && view.head(clause) != kNoToken) clause = view.head(clause);
    if (const auto counted = counted_from_thing(view, clause, times, today)) return *counted;
  }
  if (const TimeExpression* begin = goes_on && best == nullptr ? since(view, verb, times, today) : nullptr) {
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
    // "Will close 200 mines this year": in what is left of it.
    if (event.modality == Modality::kFuture && published && out.start < *published && out.end <= *published && counts_from_today(view.document(), best->tokens) && best->precision != DatePrecision::kDay) {
      const Date last = end_of(best->start, best->precision);
      if (*published < last) out.start = *published, out.end = last;
    }
    if (published && is_last_years(view, event, *best, *published)) {
      out.start = add_months(out.start, -12);
      out.end = add_months(out.end, -12);
    }
    if (const int days = days_long(view, event, *best); days > 1 && published) {
      const Date last = add_days(best->start, days - 1);
      if (last <= *published || *published < best->start) out.end = last;  // of what goes on the end is not known
    }
    out.ongoing = (best->flags & kTimeOpenEnd) != 0;
    // "Has hanged 200 since the introduction of the penalty in 1980": from then on.
    if (!out.ongoing && published && in_present_perfect(view, event.match.head) && out.end < *published && since(view, event.match.head, times, today) == best) {
      out.ongoing = true;
      out.end = *published;
    }
    if (then && out.ongoing) {  // "since Sunday, when seven were killed": on that day
      out.ongoing = false;
      out.end = end_of(best->start, best->precision);
    }
  } else if (const auto told = published ? told_before(view, event, times, *published) : std::nullopt) {
    out.known = true;
    out.start = told->expression->start;
    out.end = told->until_now ? *published : told->expression->end;
    out.precision = told->until_now ? DatePrecision::kDay : told->expression->precision;
    out.ongoing = told->until_now;
  } else if (published) {
    out.known = true;
    out.undated = true;
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
  const TimeExpression* when = closest(view, event, times, kAheadTime, kNoLimit);
  if (when == nullptr || !published) return false;
  return *published < when->start || (*published == when->start && d.norm(when->tokens.begin) == "later");  // "later Tuesday"
}

}  // namespace dragoman
