// SPDX-License-Identifier: Apache-2.0
#include "coding/time_expressions.h"

#include <algorithm>

#include "coding/time_finder.h"

namespace dragoman {
namespace {

/// What the preposition in front says.
void look_at_preposition(const Document& document, const Sentence& sentence, std::optional<Date> published, TimeExpression& time) {
  std::uint32_t i = time.tokens.begin;
  if (i == sentence.tokens.begin) return;
  --i;
  const std::string_view word = document.norm(i);
  const bool dated = time.type == TimeType::kDate || time.type == TimeType::kTime;
  if (!dated) return;
  if (word == "since") {
    time.flags |= kTimeOpenEnd;
    if (time.resolved && published && *published >= time.start) time.end = *published;
  } else if (one_of(word, {"until", "till", "through"})) {
    time.flags |= kTimeUntil;
  } else if (word == "by") {
    time.flags |= kTimeBy;
  } else if (word == "before" || (word == "to" && i > sentence.tokens.begin && document.norm(i - 1) == "prior")) {
    time.flags |= kTimeBefore;
  } else if (word == "after") {
    time.flags |= kTimeAfter;
  }
}

std::optional<int> stated_year(const Document& document, TokenRange tokens) {
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    const std::string_view s = document.norm(i);
    if (s.size() == 4 && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; })) return (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
  }
  return std::nullopt;
}

/// "from December to March 1991": the first lies in the year before.
int moved_before(const TimeExpression& a, const TimeExpression& b, int months) { return add_months(a.start, months) > b.start ? months - 12 : months; }

/// "from November 20 to December 2, 1991": the year is that of both.
void carry_year_back(const Document& document, TimeExpression& a, const TimeExpression& b) {
  const std::optional<int> year = stated_year(document, b.tokens);
  const bool month = time_word(document.norm(a.tokens.begin)).kind == TimeWord::kMonth || time_word(document.norm(a.tokens.end - 1)).kind == TimeWord::kMonth;
  if (!year || !month || a.precision > DatePrecision::kMonth || stated_year(document, a.tokens)) return;
  const int months = 12 * (*year - to_ymd(a.start).year);
  if (months == 0) return;
  const Grain grain = a.precision == DatePrecision::kMonth ? Grain::kMonth : Grain::kDay;
  if (grain == Grain::kDay && a.start != a.end) return;
  const Stretch moved = stretch_of(grain, add_months(a.start, moved_before(a, b, months)));
  a.start = moved.first;
  a.end = last_day(moved);
  a.value.clear();
  append_value(moved, a.value);
}

bool speaks_of_the_future(const Document& document, const Sentence& sentence, std::uint32_t end) {
  for (std::uint32_t i = sentence.tokens.begin; i < end; ++i) {
    if (one_of(document.norm(i), {"will", "would", "'ll", "shall"})) return true;
  }
  return false;
}

/// "from X to Y", "between X and Y", "X - Y": both get the dates of the whole range.
void join_range(const Document& document, const Sentence& sentence, Date published, TimeExpression& a, TimeExpression& b) {
  if (a.tokens.begin < sentence.tokens.begin || !a.resolved || !b.resolved) return;
  if (a.type != TimeType::kDate || b.type != TimeType::kDate || b.tokens.begin != a.tokens.end + 1) return;
  if (((a.flags | b.flags) & kTimeVague) != 0) return;
  const std::string_view link = document.norm(a.tokens.end);
  const bool weekdays = time_word(document.norm(a.tokens.begin)).kind == TimeWord::kWeekday && time_word(document.norm(b.tokens.begin)).kind == TimeWord::kWeekday;
  const std::string_view before = a.tokens.begin > sentence.tokens.begin ? document.norm(a.tokens.begin - 1) : std::string_view();
  // "On Friday and Saturday", "in July and August": the two together.
  const bool pair = link == "and" && a.precision == b.precision && add_days(a.end, 1) == b.start && a.precision <= DatePrecision::kMonth &&
                    one_of(before, {"on", "in", "of", "during", "late", "both"});
  const bool range = one_of(link, {"-", "–", "—", "through"}) || (before == "between" && link == "and") || pair ||
                     (one_of(link, {"to", "until", "till"}) && (before == "from" || a.precision == b.precision));
  if (!range) return;
  carry_year_back(document, a, b);
  if (weekdays == false && time_word(document.norm(a.tokens.begin)).kind == TimeWord::kWeekday && a.start == a.end && a.end <= published && published < b.start &&
      add_days(a.start, 7) < b.start && speaks_of_the_future(document, sentence, a.tokens.begin)) {
    a.start = a.end = add_days(a.start, 7);  // "will exercise from Tuesday to March 20"
  }
  if (a.start > b.end && a.precision == DatePrecision::kDay && a.start.days - b.end.days < 7 && weekdays) {
    // "from Sunday to Tuesday": both last week, or the second ahead.
    if (a.start.days >= published.days) b.start = b.end = add_days(b.end, 7);
    else a.start = a.end = add_days(a.start, -7);
  }
  if (a.start > b.end) {  // "from December to March": the first lies in the year before
    if (to_ymd(a.start).year != to_ymd(b.end).year || a.precision > DatePrecision::kMonth) return;
    const Date moved = add_months(a.start, -12);
    a.start = moved;
  }
  a.end = b.end;
  b.start = a.start;
  a.flags |= kTimeRange;
  b.flags |= kTimeRange;
}

/// The day on which, says the story, what it is about began: the latest one in a sentence with a verb of beginning.
std::optional<Date> onset(const Document& document, const std::vector<TimeExpression>& times, Date published) {
  std::optional<Date> best;
  for (const TimeExpression& t : times) {
    if (!t.resolved || t.type == TimeType::kDuration || t.start != t.end || t.start > published || (t.flags & kTimeVague) != 0) continue;
    if (best && t.start <= *best) continue;
    const TokenRange sentence = document.sentences[document.tokens[t.tokens.begin].sentence].tokens;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (one_of(document.norm(i), {"escalated", "erupted", "flared", "began", "started", "launched", "invaded", "broke", "attacked"})) {
        best = t.start;
        break;
      }
    }
  }
  return best;
}

/// "(Since) the first minutes" of what the story is about.
void resolve_first_moments(const Document& document, Date published, std::vector<TimeExpression>& times) {
  for (TimeExpression& t : times) {
    if (t.type != TimeType::kDuration || t.resolved || (t.flags & kTimeAnaphoric) == 0) continue;
    const std::optional<Date> day = onset(document, times, published);
    if (!day) return;
    const bool since = t.tokens.begin > 0 && document.norm(t.tokens.begin - 1) == "since";
    t.resolved = true;
    t.precision = DatePrecision::kDay;
    t.start = *day;
    t.end = since ? published : *day;
    if (since) t.flags |= kTimeOpenEnd;
  }
}

}  // namespace

std::optional<Date> day_of_report(const StoryLayout& layout) {
  const std::optional<Date>& dateline = layout.dateline.date;
  const bool later = dateline && (!layout.published || dateline->days == layout.published->days + 1);
  return later ? dateline : layout.published;
}

void find_times(const Document& document, const StoryLayout& layout, std::vector<TimeExpression>& out) {
  out.clear();
  const std::optional<Date> published = day_of_report(layout);
  TimeFinder finder(document, published);
  for (const Sentence& sentence : document.sentences) {
    const std::size_t first = out.size();
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) {
      TimeExpression time;
      if (!finder.find_at(i, sentence.tokens, time)) {
        ++i;
        continue;
      }
      i = time.tokens.end;
      if (time.value.empty()) continue;  // an age or the like: skipped as a whole
      finder.remember(time);
      look_at_preposition(document, sentence, published, time);
      out.push_back(time);
      if (out.size() > first + 1) join_range(document, sentence, published.value_or(Date{}), out[out.size() - 2], out.back());
    }
  }
  if (published) resolve_first_moments(document, *published, out);
}

}  // namespace dragoman
