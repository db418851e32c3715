// SPDX-License-Identifier: Apache-2.0
// The rules of time expressions that are made of two: a part of a longer stretch, a part of a day, a time counted from
// another, the like time of another year.
#include <algorithm>

#include "coding/time_finder.h"

namespace dragoman {

/// A stretch longer than a day that a part is taken of: "March", "last year", "the month", "the 1990s".
bool TimeFinder::whole_at(std::uint32_t j, Parse& inner) {
  if (depth_ > 2) return false;  // "the end of the end of ..."
  ++depth_;
  inner.begin = j;
  const TimeWordEntry entry = word(j);
  bool found = false;
  switch (entry.kind) {
    case TimeWord::kMonth: found = month_rule(j, inner); break;
    case TimeWord::kRelative: found = relative_rule(j, false, inner); break;
    case TimeWord::kArticle:
      found = entry.number == 1 && (article_rule(j, inner) || unit_rule(j, inner));
      if (!found && entry.number == 1 && one_of(norm(j + 1), {"decade", "century"})) {  // "the end of the decade"
        set(inner, j + 2, j + 1, stretch_of(norm(j + 1) == "decade" ? Grain::kDecade : Grain::kCentury, reference_));
        inner.relative = found = true;
      }
      break;
    case TimeWord::kPosition: found = position_rule(j, inner); break;
    case TimeWord::kNone: found = decade_rule(j, inner) || year_rule(j, inner); break;
    default: break;
  }
  --depth_;
  return found && !inner.stretch.empty() && inner.type == TimeType::kDate && inner.stretch.grain != Grain::kDay;
}

/// A day without an hour: "Tuesday", "May 3", "3 May", "yesterday".
bool TimeFinder::day_at_hand(std::uint32_t j, Parse& inner) {
  inner.begin = j;
  const TimeWordEntry entry = word(j);
  bool found = false;
  switch (entry.kind) {
    case TimeWord::kWeekday: found = weekday_rule(j, inner); break;
    case TimeWord::kMonth: found = month_rule(j, inner); break;
    case TimeWord::kDeictic: found = entry.number <= static_cast<int>(Deictic::kTomorrow) && deictic_rule(j, inner); break;
    case TimeWord::kRelative: found = relative_rule(j, false, inner); break;
    default: found = digits(j, 2) && day_month_rule(j, inner); break;
  }
  return found && inner.stretch.grain == Grain::kDay && inner.clock.empty() && inner.type == TimeType::kDate;
}

int TimeFinder::second_day(std::uint32_t j, int first) const {
  if (!hyphen(j) && !one_of(norm(j), {"to", "and"})) return 0;
  const auto second = digits(j + 1, 2);
  if (!second || *second <= first || *second > 31) return 0;
  if (norm(j) == "and") {  // "on May 3 and 4"; not "on May 3 and 12 people"
    if (*second != first + 1 || norm(j + 1).starts_with('0')) return 0;
    if (!inside(j + 2) || one_of(norm(j + 2), {".", ",", ";", "in", "at", "near", "when", "as", "that", "which", "("})) return *second;
    return 0;
  }
  return *second;
}

/// "the first week of March", "the last three days of the month", "the second half of August"; i is at the ordinal.
bool TimeFinder::piece_rule(std::uint32_t i, Parse& p) {
  const TimeWordEntry entry = word(i);
  int which = 0;
  if (entry.kind == TimeWord::kOrdinal && entry.number <= 5) which = entry.number;
  else if (one_of(norm(i), {"last", "final", "closing"})) which = -1;
  else if (norm(i) == "opening") which = 1;
  if (which == 0) return false;
  Quantity number;
  const std::uint32_t k = plain_number(i + 1, number);
  const bool counted = k != i + 1;
  const bool half = norm(k) == "half" && !counted;
  TimeUnit unit = TimeUnit::kNone;
  bool plural = false;
  if (!half && !is_unit(k, unit, plural)) return false;
  if (plural != (counted && number.count != 1) && !(plural && !counted)) return false;
  if (counted && number.count != static_cast<int>(number.count)) return false;
  if (!one_of(norm(k + 1), {"of", "in"})) return false;
  Parse whole;
  if (!whole_at(k + 2, whole)) return false;
  const Grain grain = half ? Grain::kNone : grain_of(unit);
  if (!half && (grain == Grain::kNone || grain == Grain::kWeekend || grain >= whole.stretch.grain)) return false;
  if (unit == TimeUnit::kQuarter || (half && whole.stretch.grain != Grain::kMonth)) return false;  // quarter_rule's
  const Date first = whole.stretch.first;
  const Date last = last_day(whole.stretch);
  Date from = first;
  Date to = last;
  const int length = last.days - first.days + 1;
  if (half) {
    (which == 1 ? to : from) = add_days(first, length / 2 - (which == 1 ? 1 : 0));
  } else {
    // "The first days" are some of them.
    const double count = counted ? number.count : !plural ? 1 : unit == TimeUnit::kDay ? 10 : unit == TimeUnit::kWeek ? 3 : 4;
    if (which > 0) {
      from = moved(first, (which - 1) * count, unit);
      to = add_days(moved(first, which * count, unit), -1);
    } else {
      from = moved(add_days(last, 1), -count, unit);
    }
    if (from < first || from > last) return false;
    to = std::min(to, last);
  }
  const std::uint32_t begin = p.begin;
  p = whole;
  p.begin = begin;
  p.head = k;
  p.has_span = true;
  p.first = from;
  p.last = to;
  if (half) return true;
  const Stretch piece = stretch_of(grain, add_days(from, (to.days - from.days) / 2));
  if (plural) {
    p.type = TimeType::kDuration;
    add_duration(number.count, !counted, unit, p.value);
  }
  p.stretch = piece;
  return true;
}

/// "the night of May 3", "the early hours of Sunday", "dawn on Friday"; i is at the part of the day or at "early".
bool TimeFinder::daypart_of_rule(std::uint32_t i, Parse& p) {
  std::uint32_t j = i;
  int part = 0;
  bool hours = false;
  if (word(j).kind == TimeWord::kPosition || one_of(norm(j), {"small", "wee"})) {
    hours = norm(j + 1) == "hours";
    ++j;
    if (hours) part = static_cast<int>(norm(i) == "late" ? Daypart::kNight : Daypart::kMorning);
  }
  if (!hours) {
    if (word(j).kind != TimeWord::kDaypart || word(j).number >= static_cast<int>(Daypart::kNoon)) return false;
    part = word(j).number;
  }
  std::uint32_t k = j + 1;
  const bool dusk = one_of(norm(j), {"dawn", "dusk"});
  if (dusk && !one_of(norm(k), {"of", "on"})) {
    if (!one_of(norm(i - 1), {"at", "before", "after", "since", "by", "until"})) return false;
  } else if (norm(k) == "of" || (dusk && norm(k) == "on") || (hours && norm(k) == "on")) {
    ++k;
  } else {
    return false;
  }
  Parse day;
  if (!day_at_hand(k, day)) return false;
  const std::uint32_t begin = p.begin;
  p = day;
  p.begin = begin;
  p.head = j;
  p.type = TimeType::kTime;
  p.clock.add(daypart_code(part));
  return true;
}

/// "the week before last", "the Monday after next", "the night before last"; i is after "the".
bool TimeFinder::before_last_rule(std::uint32_t i, Parse& p) {
  const std::string_view side = norm(i + 1);
  const bool past = side == "before" && norm(i + 2) == "last";
  if (!past && !(side == "after" && norm(i + 2) == "next")) return false;
  const int step = past ? -2 : 2;
  const TimeWordEntry entry = word(i);
  p.relative = true;
  p.flags |= past ? 0 : kTimeFuture;
  Stretch stretch;
  if (entry.kind == TimeWord::kUnit) {
    const Grain grain = grain_of(static_cast<TimeUnit>(entry.number));
    if (grain == Grain::kNone || grain == Grain::kDay) return false;
    stretch = shifted(stretch_of(grain, reference_), step);
  } else if (entry.kind == TimeWord::kDaypart && entry.number < static_cast<int>(Daypart::kNoon) && past) {
    stretch = day_stretch(add_days(reference_, step));
    p.clock.add(daypart_code(entry.number));
    p.type = TimeType::kTime;
  } else if (entry.kind == TimeWord::kWeekday) {
    const Date near = resolve_weekday(entry.number, past ? -1 : 1);
    stretch = day_stretch(add_days(near, near == reference_ ? 7 * step : 7 * step / 2));
  } else {
    return false;
  }
  set(p, i + 3, i, stretch);
  return true;
}

/// "a week from Friday", "two days from tomorrow", "a week on Tuesday"; k is at "from".
bool TimeFinder::counted_from_rule(std::uint32_t k, const Quantity& number, TimeUnit unit, Parse& p) {
  const bool on = norm(k) == "on" && number.article && unit == TimeUnit::kWeek && is(k + 1, TimeWord::kWeekday);
  if ((norm(k) != "from" && !on) || number.vague || number.count != static_cast<int>(number.count)) return false;
  if (grain_of(unit) == Grain::kNone || !(is(k + 1, TimeWord::kWeekday) || is(k + 1, TimeWord::kDeictic))) return false;
  if (on && one_of(norm(number.begin - 1), {"for", "in", "after", "within"})) return false;
  Parse day;
  if (!day_at_hand(k + 1, day)) return false;
  const Date base = is(k + 1, TimeWord::kWeekday) ? resolve_weekday(word(k + 1).number, 1) : day.stretch.first;
  p.relative = true;
  p.type = TimeType::kDate;
  p.value.clear();
  p.flags |= kTimeFuture;
  set(p, day.end, p.head, day_stretch(moved(base, number.count, unit)));
  return true;
}

/// "the same period last year", "the corresponding month of 2019"; i is at "same".
bool TimeFinder::same_period_rule(std::uint32_t i, Parse& p) {
  if (!one_of(norm(i), {"same", "corresponding", "like", "comparable", "equivalent"})) return false;
  const std::string_view what = norm(i + 1);
  if (!one_of(what, {"period", "quarter", "month", "half"})) return false;
  std::uint32_t k = i + 2;
  int year = 0;
  Parse inner;
  if (norm(k) == "a" && norm(k + 1) == "year" && one_of(norm(k + 2), {"ago", "earlier", "before"})) {
    inner.end = k + 3;
    year = to_ymd(reference_).year - 1;
  } else if (!trailing_year(k, inner, year)) {
    return false;
  }
  const Grain grain = what == "month" ? Grain::kMonth : what == "half" ? Grain::kHalf : Grain::kQuarter;
  Stretch base = last_;
  if (grain == Grain::kQuarter && !last_quarter_.empty()) base = last_quarter_;
  else if (what == "period" && !last_.empty() && last_.grain != Grain::kDay && last_.grain < Grain::kYear) base = last_;
  else if (!last_.empty() && last_.grain == grain) base = last_;
  else if (grain == Grain::kQuarter) base = year_stretch(to_ymd(reference_).year);  // which, nobody said
  else base = stretch_of(grain, reference_);
  const int back = year - to_ymd(base.first).year;
  p.relative = true;
  p.flags |= kTimeComparison;
  set(p, inner.end, i + 1, stretch_of(base.grain, add_months(base.first, 12 * back)));
  return true;
}

/// "overnight", "overnight from Friday to Saturday", "overnight into Saturday", "overnight on Friday".
bool TimeFinder::overnight_rule(std::uint32_t i, Parse& p) {
  p.type = TimeType::kTime;
  p.clock.add("TNI");
  p.relative = true;
  set(p, i + 1, i, day_stretch(reference_));
  p.has_span = true;
  p.first = add_days(reference_, -1);
  p.last = reference_;
  std::uint32_t k = i + 1;
  const bool from = norm(k) == "from";
  const bool into = norm(k) == "into";
  if (from || into || one_of(norm(k), {"on", "to"})) ++k;
  if (norm(k) == "the") ++k;
  Parse day;
  if (!day_at_hand(k, day)) return true;
  const Date first = day.stretch.first;
  if (one_of(norm(day.end), {"to", "into", "until", "-", "–"})) {
    Parse next;
    if (day_at_hand(day.end + 1, next)) {
      // A night has two days that follow each other.
      set(p, next.end, i, day_stretch(first));
      p.first = is(k, TimeWord::kWeekday) && is(day.end + 1, TimeWord::kWeekday) ? add_days(next.stretch.first, -1) : first;
      p.last = add_days(p.first, 1);
      p.stretch = day_stretch(p.first);
      return true;
    }
  }
  if (from) return true;
  set(p, day.end, i, day_stretch(first));
  const bool morning = into || norm(i + 1) == "to" || first == reference_;  // the night before that day
  p.first = morning ? add_days(first, -1) : first;
  p.last = add_days(p.first, 1);
  p.stretch = day_stretch(p.first);
  return true;
}

/// "1988's third quarter", "1990's elections": a year, where a decade would have "the".
bool TimeFinder::possessive_year_rule(std::uint32_t i, Parse& p) {
  const std::string_view s = norm(i);
  if (s.size() != 6 || !s.ends_with("'s")) return false;
  int year = 0;
  for (const char c : s.substr(0, 4)) {
    if (c < '0' || c > '9') return false;
    year = year * 10 + (c - '0');
  }
  if (year < 1900 || year > 2050) return false;
  const bool decade = year % 10 == 0 && i > sentence_.begin && (is(i - 1, TimeWord::kArticle) || is(i - 1, TimeWord::kPosition) || norm(i - 1) == "-");
  if (decade || !inside(i + 1)) return false;
  p.begin = i;
  set(p, i + 1, i, year_stretch(year));
  const TimeWordEntry next = word(i + 1);
  Parse inner;
  inner.begin = i;
  if (next.kind == TimeWord::kOrdinal && next.number <= 4 && quarter_rule(i + 1, next.number, year, inner)) p = inner;
  return true;
}

/// "the week of May 3", "the weekend of May 3"; i is at the unit.
bool TimeFinder::week_of_rule(std::uint32_t i, Parse& p) {
  const Grain grain = norm(i) == "week" ? Grain::kWeek : norm(i) == "weekend" ? Grain::kWeekend : Grain::kNone;
  Parse day;
  if (grain == Grain::kNone || is(i + 2, TimeWord::kWeekday) || !day_at_hand(i + 2, day)) return false;
  p.relative = day.relative;
  set(p, day.end, i, stretch_of(grain, day.stretch.first));
  return true;
}

/// "a year ago today", "two years ago this week", "a week ago Friday"; k is behind "ago".
bool TimeFinder::ago_today_rule(std::uint32_t k, const Quantity& number, TimeUnit unit, Parse& p) {
  if (number.count != static_cast<int>(number.count) || (unit != TimeUnit::kYear && unit != TimeUnit::kWeek && unit != TimeUnit::kMonth)) return false;
  Parse day;
  day.begin = k;
  Stretch stretch;
  if (is(k, TimeWord::kWeekday) || norm(k) == "today" || norm(k) == "yesterday" || norm(k) == "tomorrow") {
    if (!day_at_hand(k, day)) return false;
    const Date near = is(k, TimeWord::kWeekday) && unit != TimeUnit::kYear ? resolve_weekday(word(k).number, -1) : day.stretch.first;
    stretch = day_stretch(moved(near, -number.count, unit));
  } else if (norm(k) == "this" && one_of(norm(k + 1), {"week", "month"}) && unit == TimeUnit::kYear) {
    day.end = k + 2;
    stretch = stretch_of(norm(k + 1) == "week" ? Grain::kWeek : Grain::kMonth, moved(reference_, -number.count, unit));
  } else {
    return false;
  }
  p.relative = true;
  set(p, day.end, p.head, stretch);
  return true;
}

std::optional<Date> TimeFinder::weekday_numbered(int weekday, int day, int direction) const {
  for (int step = 0; step < 800; ++step) {
    const Date date = add_days(reference_, direction > 0 ? step : -step);
    if (to_ymd(date).day == day && weekday_of(date) == weekday - 1) return date;
  }
  return std::nullopt;
}

/// "the weeks ahead", "in days to come"; i is at the unit.
bool TimeFinder::ahead_rule(std::uint32_t i, Parse& p) {
  std::uint32_t end = 0;
  if (norm(i + 1) == "ahead" && norm(i + 2) != "of") end = i + 2;
  if (norm(i + 1) == "to" && norm(i + 2) == "come") end = i + 3;
  if (end == 0) return false;
  set(p, end, i, {});
  p.begin = std::min(p.begin, i);
  p.type = TimeType::kDuration;
  p.flags |= kTimeVague;
  add_duration(1, true, static_cast<TimeUnit>(word(i).number), p.value);
  return true;
}

}  // namespace dragoman
