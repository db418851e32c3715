// SPDX-License-Identifier: Apache-2.0
// The rules of time expressions that name calendar times: dates, months, years, days of the week, quarters, hours.
// Those that count from other times are in time_relative_rules.cc.
#include <algorithm>

#include "coding/time_finder.h"

namespace dragoman {
bool TimeFinder::rule(std::uint32_t i, Parse& p) {
  const TimeWordEntry entry = word(i);
  switch (entry.kind) {
    case TimeWord::kNone: {
      const std::string_view n = norm(i);
      const char first = n.empty() ? ' ' : n[0];
      if (first >= '0' && first <= '9') {
        return clock_rule(i, p) || day_month_rule(i, p) || numeric_date_rule(i, p) || possessive_year_rule(i, p) || decade_rule(i, p) || quantity_rule(i, p) ||
               year_rule(i, p);
      }
      if (first == '\'' && n.size() >= 3) return decade_rule(i, p);
      if (first == 'm' && n.starts_with("mid-") && n.size() > 4) return position_rule(i, p);
      if (n == "future") {  // "in future", "in future months"
        TimeUnit unit = TimeUnit::kNone;
        bool plural = false;
        const bool units = is_unit(i + 1, unit, plural) && plural;
        if (!units && (norm(i - 1) != "in" || (inside(i + 1) && !one_of(norm(i + 1), {".", ",", ";", "\""})))) return false;
        set(p, units ? i + 2 : i + 1, i, {});
        p.value.add("FUTURE_REF");
        p.flags |= kTimeVague;
        return true;
      }
      if (n == "fiscal") {
        if (const auto year = year_at(i + 1)) {
          set(p, i + 2, i + 1, year_stretch(*year));
          return true;
        }
        if (is(i + 1, TimeWord::kOrdinal)) return ordinal_rule(i + 1, false, p);
        return false;
      }
      if (n == "no") return quantity_rule(i, p);
      if (n == "half" || n == "fewer") return quantity_rule(i, p);
      return false;
    }
    case TimeWord::kMonth: return month_rule(i, p);
    case TimeWord::kWeekday: return weekday_rule(i, p);
    case TimeWord::kWeekdays: return set_rule(i, p);
    case TimeWord::kUnit: return year_ago_rule(i, p) || part_rule(i, p);
    case TimeWord::kUnits: return ahead_rule(i, p) || bare_units_rule(i, p);
    case TimeWord::kDaypart: return clock_rule(i, p) || daypart_of_rule(i, p);
    case TimeWord::kDayparts: return false;
    case TimeWord::kSeason: return season_rule(i, p);
    case TimeWord::kNumber:
    case TimeWord::kTimes: return clock_rule(i, p) || year_rule(i, p) || quantity_rule(i, p);
    case TimeWord::kVague: return quantity_rule(i, p);
    case TimeWord::kOrdinal: return piece_rule(i, p) || ordinal_rule(i, false, p);
    case TimeWord::kDeictic: return deictic_rule(i, p);
    case TimeWord::kRelative: return same_period_rule(i, p) || relative_rule(i, false, p);
    case TimeWord::kPosition: return daypart_of_rule(i, p) || position_rule(i, p);
    case TimeWord::kPart: return part_rule(i, p);
    case TimeWord::kApproximate: return quantity_rule(i, p);
    case TimeWord::kArticle: return article_rule(i, p);
    case TimeWord::kPeriodic: return set_rule(i, p);
    case TimeWord::kEach: return set_rule(i, p);
    case TimeWord::kSpelled: return false;
    case TimeWord::kHoliday:
    case TimeWord::kHolidayStart: return holiday_rule(i, p);
  }
  return false;
}

/// ", 1998", "1998", "of 1998", "last year", "of this year" after a month or a quarter. `j` is the position after it.
bool TimeFinder::trailing_year(std::uint32_t j, Parse& p, int& year) {
  std::uint32_t k = j;
  if (norm(k) == "," && year_at(k + 1)) ++k;
  if (norm(k) == "of" || norm(k) == "in") ++k;
  if (norm(k) == "fiscal") ++k;
  if (const auto value = year_at(k)) {
    if (*value < 1500) return false;
    year = *value;
    p.end = k + 1;
    return true;
  }
  std::uint32_t end = k;
  if (const auto spelled = spelled_year(k, end)) {
    year = *spelled;
    p.end = end;
    return true;
  }
  if (norm(k) == "the" && is(k + 1, TimeWord::kRelative)) ++k;
  const TimeWordEntry relative = word(k);
  if (relative.kind == TimeWord::kRelative && norm(k + 1) == "year" && norm(k + 2) != "'s") {
    const auto which = static_cast<Relative>(relative.number);
    int step = 0;
    if (which == Relative::kLast || which == Relative::kPrevious || which == Relative::kPast) step = -1;
    else if (which == Relative::kNext || which == Relative::kComing || which == Relative::kFollowing) step = 1;
    else if (which != Relative::kThis && which != Relative::kCurrent && which != Relative::kSame && which != Relative::kThat) return false;
    year = to_ymd(reference_).year + step;
    if (which == Relative::kSame || which == Relative::kThat) year = to_ymd(anchor(Grain::kYear).first).year;
    p.relative = true;
    p.end = k + 2;
    return true;
  }
  return false;
}

/// "May 3", "May 3rd, 1998", "May 3-5", "May 1998", "May last year", "May".
bool TimeFinder::month_rule(std::uint32_t i, Parse& p) {
  const auto month = month_at(i);
  if (!month) return false;
  p.begin = i;
  p.head = i;
  std::uint32_t j = i + 1;
  const bool the = norm(j) == "the" && word(j + 1).kind == TimeWord::kOrdinal;
  if (the) ++j;
  const auto day = day_at(j);
  TimeUnit unit = TimeUnit::kNone;
  bool plural = false;
  if (day && (digits(j) || word(j).number > 0) && !is_unit(j + 1, unit, plural) && !one_of(norm(j + 1), {"percent", "%", "million", "billion"})) {
    ++j;
    p.end = j;
    int last = 0;
    if (const int second = second_day(j, *day); second > 0) {
      last = second;
      j += 2;
      p.end = j;
    }
    int year = 0;
    Date date;
    if (trailing_year(j, p, year) && year > 0) {
      date = date_from(year, *month, std::min(*day, days_in_month(year, *month)));
    } else {
      p.relative = true;
      date = resolve_day(*month, *day, 0, direction(i, p.end));
      year = to_ymd(date).year;
    }
    p.stretch = day_stretch(date);
    if (last > 0) {
      p.has_span = true;
      p.first = date;
      p.last = date_from(year, *month, std::min(last, days_in_month(year, *month)));
      p.flags |= kTimeRange;
    }
    extend_with_clock(p);
    return true;
  }
  p.end = i + 1;
  int year = 0;
  if (trailing_year(i + 1, p, year)) {
    p.stretch = month_stretch(year, *month);
    return true;
  }
  p.relative = true;
  // "through January": the nearer one, whatever the tense of what lasts so long.
  const bool lasting = one_of(norm(i - 1), {"through", "until", "till"});
  p.stretch = resolve_month(*month, lasting ? 0 : direction(i, i + 1));
  if (lasting && *month - to_ymd(reference_).month < -6) p.stretch = month_stretch(to_ymd(reference_).year + 1, *month);
  return true;
}

/// "3 May 1998", "3-5 May".
bool TimeFinder::day_month_rule(std::uint32_t i, Parse& p) {
  const auto day = day_at(i);
  if (!day) return false;
  std::uint32_t j = i + 1;
  int last = 0;
  if (hyphen(j) || norm(j) == "to" || norm(j) == "and") {
    const auto second = digits(j + 1, 2);
    if (second && *second > *day && *second <= 31) {
      last = *second;
      j += 2;
    }
  }
  if (norm(j) == "of" && word(i).kind == TimeWord::kOrdinal) ++j;
  const auto month = month_at(j);
  if (!month) return false;
  p.begin = i;
  p.head = j;
  p.end = j + 1;
  int year = 0;
  Date date;
  if (trailing_year(j + 1, p, year)) {
    date = date_from(year, *month, std::min(*day, days_in_month(year, *month)));
  } else {
    p.relative = true;
    date = resolve_day(*month, *day, 0, direction(i, p.end));
    year = to_ymd(date).year;
  }
  p.stretch = day_stretch(date);
  if (last > 0) {
    p.has_span = true;
    p.first = date;
    p.last = date_from(year, *month, std::min(last, days_in_month(year, *month)));
    p.flags |= kTimeRange;
  }
  extend_with_clock(p);
  return true;
}

/// "10/30/89", "2005-11-28", "30.11.2005".
bool TimeFinder::numeric_date_rule(std::uint32_t i, Parse& p) {
  const std::string_view s = norm(i);
  if (s.size() < 6 || s.size() > 10) return false;
  std::array<int, 3> part{};
  std::array<std::size_t, 3> width{};
  std::size_t n = 0;
  char mark = 0;
  for (const char c : s) {
    if (c >= '0' && c <= '9' && width[n] < 4) {
      part[n] = part[n] * 10 + (c - '0');
      ++width[n];
    } else if ((c == '/' || c == '-' || c == '.') && (mark == 0 || c == mark) && n < 2 && width[n] > 0) {
      mark = c;
      ++n;
    } else {
      return false;
    }
  }
  if (n != 2 || width[2] == 0) return false;
  int year = part[2];
  int month = part[0];
  int day = part[1];
  if (width[0] == 4) {
    year = part[0];
    month = part[1];
    day = part[2];
  } else if (mark == '.' || (month > 12 && day <= 12)) {
    std::swap(month, day);
  }
  if (width[0] != 4 && width[2] == 2) year += year < 50 ? 2000 : 1900;
  else if (width[0] != 4 && width[2] != 4) return false;
  if (year < 1500 || year > 2199 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return false;
  p.begin = i;
  set(p, i + 1, i, day_stretch(date_from(year, month, day)));
  return true;
}

/// "1998", "1992-94", "nineteen ninety-six"; a number of four digits is a year where its neighbours allow it.
bool TimeFinder::year_rule(std::uint32_t i, Parse& p) {
  std::uint32_t end = i;
  if (const auto spelled = spelled_year(i, end)) {
    if (end == i + 2 && *spelled % 1000 == 0 && i > sentence_.begin && norm(i - 1) != "year") return false;  // two thousand
    p.begin = i;
    set(p, end, i, year_stretch(*spelled));
    return true;
  }
  const auto year = year_at(i);
  if (!year) return false;
  const std::string_view before = norm(i - 1);
  const std::string_view after = norm(i + 1);
  if (one_of(before, {"$", "£", "€", "us$", "no.", "#", "number", "about", "than", "nearly", "some", "least", "almost", "over", "resolution", "boeing", "flight"})) return false;
  if (one_of(after, {"%", "percent", "people", "troops", "soldiers", "dollars", "tons", "tonnes", "miles", "kilometers", "kilometres", "meters", "metres", "gmt", "hours", "km", "men", "workers", "shares", "million", "years", "-", "yen", "euros", "pounds", "points", "jobs", "votes", "feet", "members"})) {
    if (after != "-") return false;
  }
  const bool preposition = one_of(before, {"in", "of", "since", "until", "till", "by", "from", "during", "before", "after", "between", "to", "through", "early", "late", "mid", "year", "fiscal", "circa"});
  if (!preposition) {
    if (*year < 1900 || *year > 2050) return false;
    if (tagged(i + 1) && document_.xpos(i + 1) == "NNS") return false;
  } else if (tagged(i + 1) && document_.xpos(i + 1) == "NNS" && !one_of(before, {"in", "since", "fiscal"})) {
    return false;
  }
  p.begin = i;
  set(p, i + 1, i, year_stretch(*year));
  if (hyphen(i + 1) || norm(i + 1) == "/") {
    const auto second = digits(i + 2, 2);
    if (second && norm(i + 2).size() == 2 && *second > *year % 100) {  // 1992-94
      p.end = i + 3;
      p.has_span = true;
      p.first = date_from(*year, 1, 1);
      p.last = date_from(*year / 100 * 100 + *second, 12, 31);
      p.flags |= kTimeRange;
    } else if (hyphen(i + 1) && !year_at(i + 2)) {
      return false;  // "2000-strong"
    }
  }
  // "the 1988 second quarter", "the 1988 quarter".
  const TimeWordEntry next = word(i + 1);
  if (next.kind == TimeWord::kOrdinal && next.number <= 4) {
    Parse inner;
    inner.begin = i;
    if (quarter_rule(i + 1, next.number, year, inner)) {
      p = inner;
      return true;
    }
  }
  if (one_of(norm(i + 1), {"quarter", "period"}) && *year != to_ymd(reference_).year) p.flags |= kTimeComparison;
  if (norm(i + 1) == "quarter" && !last_quarter_.empty()) {
    set(p, i + 2, i + 1, quarter_stretch(*year, (to_ymd(last_quarter_.first).month + 2) / 3));
  } else if (norm(i + 1) == "period") {
    p.end = i + 2;
    if (!last_quarter_.empty()) p.stretch = quarter_stretch(*year, (to_ymd(last_quarter_.first).month + 2) / 3);
  }
  return true;
}

/// "1980s", "'60s", "20th century" is ordinal_rule's.
bool TimeFinder::decade_rule(std::uint32_t i, Parse& p) {
  std::string_view s = norm(i);
  if (i > sentence_.begin && one_of(norm(i - 1), {"his", "her", "their", "my", "our", "your"})) return false;  // an age
  if (s.starts_with('\'')) s.remove_prefix(1);
  if (s.ends_with("'s")) s.remove_suffix(2);
  else if (s.ends_with('s')) s.remove_suffix(1);
  else return false;
  if (s.size() > 4) return false;
  int value = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  if (value % 10 != 0) return false;
  if (s.size() == 2) value += value >= 30 ? 1900 : 2000;
  else if (s.size() != 4 || value < 1500 || value > 2100) return false;
  p.begin = i;
  set(p, i + 1, i, decade_stretch(value));
  return true;
}

/// An hour: "10 a.m.", "5:30 p.m. EST", "1500 GMT", "noon"; returns the position after it, or i.
std::uint32_t TimeFinder::clock(std::uint32_t i, TimeValue& out) const {
  const std::string_view s = norm(i);
  if (s.empty()) return i;
  const auto zone = [&](std::uint32_t j) {
    if (one_of(norm(j), {"gmt", "est", "edt", "pst", "pdt", "cst", "cdt", "utc", "cet", "bst", "et"})) return j + 1;
    if (norm(j) == "local" && norm(j + 1) == "time") return j + 2;
    if (norm(j) == "(" && one_of(norm(j + 1), {"gmt", "utc"}) && norm(j + 2) == ")") return j + 3;
    return j;
  };
  if (word(i).kind == TimeWord::kDaypart && word(i).number >= static_cast<int>(Daypart::kNoon)) {
    if (norm(i) == "midday") return i;
    out.clear();
    out.add(daypart_code(word(i).number));
    return i + 1;
  }
  int hour = -1;
  int minute = -1;
  const std::size_t colon = s.find(':');
  if (colon != std::string_view::npos && colon > 0 && colon <= 2 && s.size() == colon + 3) {
    hour = minute = 0;
    for (std::size_t k = 0; k < s.size(); ++k) {
      if (k == colon) continue;
      if (s[k] < '0' || s[k] > '9') return i;
      (k < colon ? hour : minute) = (k < colon ? hour : minute) * 10 + (s[k] - '0');
    }
  } else if (const auto value = digits(i, 4)) {
    if (s.size() == 4 && (norm(i + 1) == "gmt" || norm(i + 1) == "hours")) {
      hour = *value / 100;
      minute = *value % 100;
    } else if (s.size() <= 2) {
      hour = *value;
    }
  } else if (word(i).kind == TimeWord::kNumber && word(i).number <= 12) {
    hour = word(i).number;
  }
  if (hour < 0 || hour > 24 || minute > 59) return i;
  const std::string_view half = norm(i + 1);
  std::uint32_t j = i + 1;
  if (one_of(half, {"a.m.", "am", "a.m"}) && hour <= 12) {
    if (hour == 12) hour = 0;
    ++j;
  } else if (one_of(half, {"p.m.", "pm", "p.m"}) && hour <= 12) {
    if (hour < 12) hour += 12;
    ++j;
  } else if (half == "o'clock") {
    ++j;
  } else if (minute < 0) {
    if (zone(j) == j || digits(i, 2) == std::nullopt) return i;  // "12 GMT"
  } else if (zone(j) == j && !(i > sentence_.begin && one_of(norm(i - 1), {"at", "around", "about", "until", "by", "from", "before", "after"}))) {
    return i;  // "2:30" may be a score or a lap
  }
  if (minute < 0) minute = 0;
  j = zone(j);
  if (norm(j) == "hours") ++j;
  out.clear();
  out.add("T").add(hour, 2).add(":").add(minute, 2);
  return j;
}

/// "10 p.m. Wednesday", "noon on May 3", "10 a.m." of the day spoken of.
bool TimeFinder::clock_rule(std::uint32_t i, Parse& p) {
  TimeValue value;
  const std::uint32_t j = clock(i, value);
  if (j == i) return false;
  std::uint32_t k = j;
  if (norm(k) == "(") {  // "9:40 a.m. (0640 GMT) Tuesday"
    TimeValue other;
    const std::uint32_t after = clock(k + 1, other);
    if (after != k + 1 && norm(after) == ")") k = after + 1;
  }
  if (norm(k) == ",") ++k;
  if (norm(k) == "on") ++k;
  Parse day;
  if (day_at_hand(k, day)) {
    p = day;
    p.begin = i;
    p.clock = value;
    p.type = TimeType::kTime;
    return true;
  }
  if (norm(i) == "noon" || norm(i) == "midnight") {
    if (!(i > sentence_.begin && one_of(norm(i - 1), {"at", "by", "before", "after", "until", "from", "around", "since"}))) return false;
  }
  p.begin = i;
  // The day spoken of; for what is to come, that of the report unless the sentence names another.
  const bool ahead = last_sentence_ != sentence_.begin && direction(i, j) > 0;
  set(p, j, i, ahead ? day_stretch(reference_) : anchor(Grain::kDay));
  p.relative = ahead || last_.empty();
  p.clock = value;
  p.type = TimeType::kTime;
  return true;
}

/// A day that was just read: "Friday night", "May 3 at 10 a.m.".
void TimeFinder::extend_with_clock(Parse& p) {
  if (p.stretch.grain != Grain::kDay || !p.clock.empty() || p.has_span) return;
  const TimeWordEntry next = word(p.end);
  if (next.kind == TimeWord::kDaypart) {
    p.clock.add(daypart_code(next.number));
    p.type = TimeType::kTime;
    ++p.end;
    return;
  }
  std::uint32_t k = p.end;
  if (norm(k) == "at" || norm(k) == ",") ++k;
  if (norm(k - 1) == "at" && one_of(norm(k), {"around", "about"})) ++k;
  const std::uint32_t after = clock(k, p.clock);
  if (after == k) {
    p.clock.clear();
    return;
  }
  p.type = TimeType::kTime;
  p.end = after;
}

/// "Friday", "Friday night", "Friday, Nov. 5, 1999", "Friday at noon"; "this Friday" is relative_rule's.
bool TimeFinder::weekday_rule(std::uint32_t i, Parse& p) {
  const TimeWordEntry entry = word(i);
  if (entry.kind != TimeWord::kWeekday || !capital(i)) return false;
  p.begin = i;
  std::uint32_t j = i + 1;
  if (norm(j) == ",") ++j;
  if (norm(j) == "the") ++j;
  std::optional<int> month = month_at(j);
  std::optional<int> day;
  std::uint32_t end = j + 1;
  if (month) {
    day = day_at(j + 1);
    end = j + 2;
  } else if ((day = day_at(j))) {
    std::uint32_t k = j + 1;
    if (norm(k) == "of") ++k;
    month = month_at(k);
    end = k + 1;
  }
  if (month && day) {
    p.end = end;
    p.head = i;
    int year = 0;
    if (trailing_year(end, p, year)) {
      p.stretch = day_stretch(date_from(year, *month, std::min(*day, days_in_month(year, *month))));
    } else {
      p.relative = true;
      p.stretch = day_stretch(resolve_day(*month, *day, entry.number, direction(i, end)));
    }
    extend_with_clock(p);
    return true;
  }
  p.relative = true;
  const int tense = direction(i, i + 1);
  if (is(i + 1, TimeWord::kDayparts)) {  // "Sunday afternoons"
    p.relative = false;
    p.type = TimeType::kSet;
    p.end = i + 2;
    p.head = i + 1;
    p.value.add("XXXX-WXX-").add(entry.number).add(daypart_code(word(i + 1).number));
    return true;
  }
  if (norm(i + 1) == "the" && is(i + 2, TimeWord::kOrdinal) && norm(i + 2)[0] >= '0' && norm(i + 2)[0] <= '9') {  // "Friday the 13th"
    if (const auto date = weekday_numbered(entry.number, word(i + 2).number, tense)) {
      set(p, i + 3, i, day_stretch(*date));
      return true;
    }
  }
  set(p, i + 1, i, day_stretch(resolve_weekday(entry.number, tense)));
  if (tense > 0) p.flags |= kTimeFuture;
  extend_with_clock(p);
  // "Friday last week", "Monday of next week".
  std::uint32_t k = p.end;
  if (norm(k) == "of") ++k;
  if (word(k).kind == TimeWord::kRelative && norm(k + 1) == "week") {
    const auto which = static_cast<Relative>(word(k).number);
    const int step = which == Relative::kLast ? -1 : which == Relative::kNext ? 1 : which == Relative::kThis ? 0 : 9;
    if (step != 9) {
      p.stretch = day_stretch(add_days(stretch_of(Grain::kWeek, reference_).first, 7 * step + entry.number - 1));
      p.end = k + 2;
    }
  }
  return true;
}

/// A quarter or a half: "third-quarter", "the second half of 1990", "fiscal third quarter". `i` is at the ordinal.
bool TimeFinder::quarter_rule(std::uint32_t i, int number, std::optional<int> year, Parse& p) {
  std::uint32_t j = i + 1;
  if (norm(j) == "fiscal") ++j;
  if (hyphen(j)) ++j;
  const std::string_view n = norm(j);
  const bool half = n == "half" && number <= 2;
  if (!half && !(n == "quarter" && number <= 4)) return false;
  p.head = j;
  p.end = j + 1;
  int stated = 0;
  if (year) {
    stated = *year;
  } else if (!trailing_year(j + 1, p, stated)) {
    if (half && !one_of(norm(j + 1), {"of"})) {
      // "the first half" is as a rule that of a match or a book.
      if (norm(j + 1) != "earnings" && norm(j + 1) != "profit" && norm(j + 1) != "results") return false;
    }
    if (half && norm(j + 1) == "of") {
      if (!one_of(norm(j + 2), {"the"}) || norm(j + 3) != "year") return false;
      p.end = j + 4;
    }
    p.relative = true;
    const int now = to_ymd(reference_).year;
    Stretch stretch = half ? half_stretch(now, number) : quarter_stretch(now, number);
    const int tense = direction(i, p.end);
    // Results are still "expected" for some weeks after the quarter.
    if (tense > 0 && add_days(last_day(stretch), 60) < reference_) stretch = shifted(stretch, half ? 2 : 4);
    if (tense <= 0 && stretch.first > reference_) stretch = shifted(stretch, half ? -2 : -4);
    p.stretch = stretch;
    return true;
  }
  p.stretch = half ? half_stretch(stated, number) : quarter_stretch(stated, number);
  return true;
}

/// "summer 1990", "the winter of 1994"; alone a season is too often none.
bool TimeFinder::season_rule(std::uint32_t i, Parse& p) {
  const TimeWordEntry entry = word(i);
  p.begin = i;
  int year = 0;
  if (trailing_year(i + 1, p, year)) {
    set(p, p.end, i, season_stretch(year, entry.number - 1));
    return true;
  }
  if (norm(i) == "fall" || norm(i) == "spring") {
    if (!(i > sentence_.begin + 1 && norm(i - 1) == "the" && one_of(norm(i - 2), {"in", "since", "by", "until"}))) return false;
  }
  if (!(i > sentence_.begin && one_of(norm(i - 1), {"the", "in", "since", "by", "until", "during", "early", "late", "mid", "-"}))) return false;
  const int now = to_ymd(reference_).year;
  Stretch stretch = season_stretch(now, entry.number - 1);
  const int tense = direction(i, i + 1);
  if (tense > 0 && last_day(stretch) < reference_) stretch = season_stretch(now + 1, entry.number - 1);
  if (tense <= 0 && stretch.first > reference_) stretch = season_stretch(now - 1, entry.number - 1);
  p.relative = true;
  set(p, i + 1, i, stretch);
  return true;
}

bool TimeFinder::holiday_rule(std::uint32_t i, Parse& p) {
  const TimeWordEntry entry = word(i);
  if (!capital(i)) return false;
  Holiday holiday = Holiday::kNone;
  std::uint32_t j = i + 1;
  if (entry.kind == TimeWord::kHoliday) {
    holiday = static_cast<Holiday>(entry.number);
    if (holiday == Holiday::kChristmas || holiday == Holiday::kEaster) {
      if (norm(j) == "eve" && holiday == Holiday::kChristmas) holiday = Holiday::kChristmasEve, ++j;
      else if (norm(j) == "monday" && holiday == Holiday::kEaster) holiday = Holiday::kEasterMonday, ++j;
      else if (norm(j) == "day" || norm(j) == "sunday") ++j;
      else if (capital(j) && norm(j) != "'s") return false;  // "Easter Island", "Christmas Island"
    } else if (norm(j) == "day") {
      ++j;
    }
  } else {
    const std::string_view next = norm(j);
    const std::uint32_t possessive = next == "'s" || next == "'" ? j + 1 : j;
    const std::string_view tail = norm(possessive);
    const bool day = tail == "day";
    switch (entry.number) {
      case 1:
        if (next != "year" || !capital(j)) return false;
        ++j;
        if (norm(j) == "'s") ++j;
        if (norm(j) == "eve") holiday = Holiday::kNewYearsEve, ++j;
        else if (norm(j) == "day") holiday = Holiday::kNewYearsDay, ++j;
        else holiday = Holiday::kNewYearsDay;
        break;
      case 2: if (day) holiday = Holiday::kLaborDay; break;
      case 3: if (day) holiday = Holiday::kMemorialDay; break;
      case 5: if (day) holiday = Holiday::kVeteransDay; break;
      case 6: if (next == "friday") holiday = Holiday::kGoodFriday; break;
      case 7: if (next == "sunday") holiday = Holiday::kPalmSunday; break;
      case 8: if (day) holiday = Holiday::kBoxingDay; break;
      case 9: if (day) holiday = Holiday::kBastilleDay; break;
      case 10: if (day && possessive > j) holiday = Holiday::kWomensDay; break;
      case 11: if (next == "christmas") holiday = Holiday::kOrthodoxChristmas; break;
      case 12: if (day) holiday = Holiday::kColumbusDay; break;
      case 13: if (day) holiday = Holiday::kPresidentsDay; break;
      case 14: if (day && possessive > j) holiday = Holiday::kValentines; break;
      default: break;  // Independence Day and Victory Day are other days in other countries
    }
    if (holiday == Holiday::kNone) return false;
    if (entry.number != 1) j = (entry.number == 6 || entry.number == 7 || entry.number == 11) ? j + 1 : possessive + 1;
  }
  p.begin = i;
  set(p, j, j - 1, {});
  int year = 0;
  if (trailing_year(j, p, year)) {
    p.stretch = day_stretch(holiday_in(holiday, year));
    return true;
  }
  p.relative = true;
  const int now = to_ymd(reference_).year;
  const int tense = direction(i, j);
  Date best = holiday_in(holiday, now);
  for (const int y : {now - 1, now + 1}) {
    const Date other = holiday_in(holiday, y);
    const auto cost = [&](Date d) {
      const int distance = d.days - reference_.days;
      return (distance < 0 ? -distance : distance) + ((tense < 0 && distance > 0) || (tense > 0 && distance < 0) ? 200 : 0);
    };
    if (cost(other) < cost(best)) best = other;
  }
  p.stretch = day_stretch(best);
  return true;
}

}  // namespace dragoman
