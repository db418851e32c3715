// SPDX-License-Identifier: Apache-2.0
// The rules of time expressions that count from the publication date or from a time mentioned before.
#include <algorithm>

#include "coding/time_finder.h"

namespace dragoman {
bool TimeFinder::deictic_rule(std::uint32_t i, Parse& p) {
  const auto which = static_cast<Deictic>(word(i).number);
  p.begin = i;
  p.relative = true;
  const auto vague = [&](std::string_view value) {
    p.end = i + 1;
    p.head = i;
    p.value.add(value);
    p.flags |= kTimeVague;
    p.relative = false;
    return true;
  };
  // Names of programmes and papers: "USA Today".
  if (i > sentence_.begin && capital(i) && capital(i - 1) && document_.form(i - 1).size() > 1 && !is(i - 1, TimeWord::kPosition)) return false;
  switch (which) {
    case Deictic::kToday:
      set(p, i + 1, i, day_stretch(reference_));
      break;
    case Deictic::kYesterday: set(p, i + 1, i, day_stretch(add_days(reference_, -1))); break;
    case Deictic::kTomorrow: set(p, i + 1, i, day_stretch(add_days(reference_, 1))); break;
    case Deictic::kTonight:
      set(p, i + 1, i, day_stretch(reference_));
      p.clock.add("TNI");
      p.type = TimeType::kTime;
      return true;
    case Deictic::kOvernight: return overnight_rule(i, p);
    case Deictic::kNow:
      return vague("PRESENT_REF");
    case Deictic::kRecently: return vague("PAST_REF");
    case Deictic::kSoon:
      if (one_of(norm(i + 1), {"as", "after"}) || norm(i - 1) == "as") return false;
      return vague("FUTURE_REF");
    default: return false;
  }
  extend_with_clock(p);
  return true;
}

/// "last week", "the past three months", "this Friday", "the next day", "last year's third quarter". `article`: "the" in front.
bool TimeFinder::relative_rule(std::uint32_t i, bool article, Parse& p) {
  const auto which = static_cast<Relative>(word(i).number);
  std::uint32_t j = i + 1;
  if (which == Relative::kThis && is(j, TimeWord::kRelative) &&
      one_of(norm(j), {"past", "coming", "last", "next", "same"})) {
    return relative_rule(j, article, p);
  }
  if (which == Relative::kThat && norm(j) == "same") return relative_rule(j, true, p);
  if (which == Relative::kLast && piece_rule(i, p)) return true;
  if (i > sentence_.begin && capital(i) && capital(j)) return false;  // "This Week" is a programme
  int step = 0;
  bool anaphoric = false;
  switch (which) {
    case Relative::kLast:
    case Relative::kPast: step = -1; break;
    case Relative::kPrevious:
    case Relative::kPreceding: step = -1, anaphoric = article; break;
    case Relative::kNext:
    case Relative::kComing: step = 1, anaphoric = article && which == Relative::kNext; break;
    case Relative::kFollowing: step = 1, anaphoric = true; break;
    case Relative::kSame:
      if (!article) return false;
      anaphoric = true;
      break;
    case Relative::kThat: anaphoric = true; break;
    case Relative::kLatest: step = 0; break;
    default: break;
  }
  p.relative = !anaphoric || last_.empty();
  if (anaphoric) p.flags |= kTimeAnaphoric;
  if (step > 0) p.flags |= kTimeFuture;

  // A number of units: "the past three months", "the next 12 to 18 months".
  Quantity number;
  const std::uint32_t after_number = quantity(j, number);
  TimeUnit unit = TimeUnit::kNone;
  bool plural = false;
  if (after_number != j && !number.article && is_unit(after_number, unit, plural)) {
    if (which == Relative::kThis || which == Relative::kThat || which == Relative::kSame) return false;
    if (which == Relative::kLatest || which == Relative::kRecent) step = -1;
    p.type = TimeType::kDuration;
    p.end = after_number + 1;
    p.head = after_number;
    add_duration(number.count, number.vague, unit, p.value);
    if (step != 0 && grain_of(unit) != Grain::kNone) {
      const double count = number.vague ? 3 : number.count;
      // "the next three days": from now on where it is the future that is spoken of.
      const bool from_now = step > 0 && (norm(i - 2) == "within" || direction(i, after_number + 1) > 0);
      const Date base = anaphoric && !last_.empty() && !from_now ? last_.first : reference_;
      const Date other = moved(base, step * count, unit);
      p.has_span = true;
      p.first = std::min(base, other);
      p.last = std::max(base, other);
      p.stretch = {Grain::kNone, p.first};
    }
    if (norm(p.end) == "or" && norm(p.end + 1) == "so") p.end += 2;
    return true;
  }
  if (one_of(norm(j), {"fiscal", "full", "calendar", "business", "trading", "marketing", "school"})) ++j;

  if (is_unit(j, unit, plural) && plural) {  // "recent months", "coming weeks", "these days"
    if (grain_of(unit) == Grain::kNone) return false;
    p.end = j + 1;
    p.head = j;
    p.flags |= kTimeVague;
    p.relative = false;
    if (which == Relative::kRecent && unit != TimeUnit::kYear) {
      p.type = TimeType::kDuration;
      add_duration(1, true, unit, p.value);
    } else if (which == Relative::kRecent || which == Relative::kPast || which == Relative::kPrevious || which == Relative::kThose || which == Relative::kPreceding) {
      p.value.add("PAST_REF");
    } else if (which == Relative::kComing || which == Relative::kNext || which == Relative::kFollowing) {
      p.value.add("FUTURE_REF");
    } else if (which == Relative::kThese && unit == TimeUnit::kDay) {
      p.value.add("PRESENT_REF");
    } else {
      return false;
    }
    return true;
  }
  if (which == Relative::kRecent || which == Relative::kThese || which == Relative::kThose) {
    if (which == Relative::kRecent) {
      p.begin = p.head = i;  // an adjective: the article is its noun's
      p.end = norm(j) == "past" ? j + 1 : i + 1;
      p.relative = false;
      p.flags |= kTimeVague;
      p.value.add("PAST_REF");
      return true;
    }
    return false;
  }

  const TimeWordEntry next = word(j);
  switch (next.kind) {
    case TimeWord::kUnit: {
      unit = static_cast<TimeUnit>(next.number);
      const Grain grain = grain_of(unit);
      if (hyphen(j + 1) && !one_of(norm(j + 2), {"end", "earlier", "ago"})) return false;  // "this week-long"
      if (which == Relative::kLast && norm(j + 1) == "of" && (article || norm(i - 1) == "the")) return false;         // "the last day of the summit"
      if (grain == Grain::kNone) {
        if (step == 0) return false;
        p.type = TimeType::kDuration;
        set(p, j + 1, j, {});
        add_duration(1, false, unit, p.value);
        return true;
      }
      if (which == Relative::kLatest || (which == Relative::kCurrent && unit == TimeUnit::kQuarter)) {
        const bool quarter = unit == TimeUnit::kQuarter;
        Stretch stretch = stretch_of(grain, reference_);
        if (which == Relative::kLatest) stretch = quarter && !last_quarter_.empty() ? last_quarter_ : shifted(stretch, quarter ? -1 : 0);
        set(p, j + 1, j, stretch);
        return true;
      }
      Stretch base = anaphoric ? anchor(grain) : stretch_of(grain, reference_);
      if (which == Relative::kThat && last_.empty()) return false;
      if (grain == Grain::kWeekend && !anaphoric) {
        // The weekend that is next or last: on a Saturday or Sunday "last weekend" is the one before.
        if (step < 0 && base.first > reference_) base = shifted(base, -1), step = 0;
        if (step < 0 && weekday_of(reference_) < 5) step = 0, base = shifted(stretch_of(grain, reference_), -1);
        if (step > 0 && base.first > reference_) step = 0;
        if (which == Relative::kThis && direction(i, j + 1) < 0 && base.first > reference_) step = -1;
      }
      set(p, j + 1, j, shifted(base, step));
      // What has happened "this year" happened up to now.
      if ((which == Relative::kThis || which == Relative::kCurrent) && grain != Grain::kDay && direction(i, j + 1) <= 0 &&
          p.stretch.first <= reference_ && reference_ <= last_day(p.stretch)) {
        p.has_span = true;
        p.first = p.stretch.first;
        p.last = reference_;
      }
      if (which == Relative::kPast) {  // "the past year" is the time up to now
        p.has_span = true;
        p.first = moved(reference_, -1, unit);
        p.last = reference_;
      }
      if (norm(p.end) == "or" && norm(p.end + 1) == "so") p.end += 2;
      // "last year's third quarter", "this year's summer".
      if (norm(j + 1) == "'s" && grain == Grain::kYear) {
        const int year = to_ymd(p.stretch.first).year;
        Parse inner;
        inner.begin = p.begin;
        const TimeWordEntry ordinal = word(j + 2);
        if (ordinal.kind == TimeWord::kOrdinal && quarter_rule(j + 2, ordinal.number, year, inner)) {
          inner.relative = true;
          inner.begin = p.begin;
          p = inner;
        } else if (norm(j + 2) == "quarter" && !last_quarter_.empty()) {
          set(p, j + 3, j + 2, quarter_stretch(year, (to_ymd(last_quarter_.first).month + 2) / 3));
        }
      }
      if (grain == Grain::kDay) extend_with_clock(p);
      return true;
    }
    case TimeWord::kWeekday: {
      if (!capital(j)) return false;
      if (anaphoric && which == Relative::kThat) return false;
      Date day = resolve_weekday(next.number, step > 0 || which == Relative::kThis ? 1 : -1);
      if (anaphoric && step != 0 && !last_.empty() && last_.grain == Grain::kDay) {
        const int back = (weekday_of(last_.first) - (next.number - 1) + 7) % 7;
        day = step > 0 ? add_days(last_.first, back == 0 ? 7 : 7 - back) : add_days(last_.first, back == 0 ? -7 : -back);
      } else if (step != 0 && day == reference_) {
        day = add_days(day, 7 * step);
      } else if (which == Relative::kPrevious || which == Relative::kPreceding) {
        day = add_days(day, -7);
      }
      if (which == Relative::kThis && direction(i, j + 1) < 0 && day != reference_) day = add_days(day, -7);
      set(p, j + 1, j, day_stretch(day));
      // "this coming Sunday, March 8".
      Parse inner;
      inner.begin = j;
      if (weekday_rule(j, inner) && inner.end > j + 2) {
        inner.begin = p.begin;
        p = inner;
        return true;
      }
      extend_with_clock(p);
      return true;
    }
    case TimeWord::kMonth: {
      const auto month = month_at(j);
      if (!month || anaphoric) return false;
      const YearMonthDay now = to_ymd(reference_);
      int year = now.year;
      if (step < 0 && *month >= now.month - 1) --year;  // the month before is "last month"
      if (step > 0 && *month <= now.month) ++year;
      set(p, j + 1, j, month_stretch(year, *month));
      if (const auto day = day_at(j + 1); day && digits(j + 1, 2)) {
        p.stretch = day_stretch(date_from(year, *month, std::min(*day, days_in_month(year, *month))));
        p.end = j + 2;
      }
      return true;
    }
    case TimeWord::kSeason: {
      if (anaphoric && which != Relative::kThat) return false;
      const int now = to_ymd(reference_).year;
      Stretch stretch = season_stretch(now, next.number - 1);
      if (which == Relative::kThis && next.number == 4 && to_ymd(reference_).month > 8) stretch = season_stretch(now + 1, 3);  // the coming one
      if (step < 0 && last_day(stretch) >= reference_) stretch = season_stretch(now - 1, next.number - 1);
      if (step > 0 && stretch.first <= reference_) stretch = season_stretch(now + 1, next.number - 1);
      set(p, j + 1, j, stretch);
      return true;
    }
    case TimeWord::kDaypart: {
      if (next.number >= static_cast<int>(Daypart::kNoon)) return false;
      const Date base = anaphoric && !last_.empty() && last_.grain == Grain::kDay ? last_.first : reference_;
      if (which == Relative::kLatest || which == Relative::kCurrent || which == Relative::kComing) return false;
      set(p, j + 1, j, day_stretch(add_days(base, step)));
      p.clock.add(daypart_code(next.number));
      p.type = TimeType::kTime;
      return true;
    }
    case TimeWord::kHoliday:
    case TimeWord::kHolidayStart: {
      Parse inner;
      inner.begin = i;
      if (anaphoric || !holiday_rule(j, inner)) return false;
      const YearMonthDay d = to_ymd(inner.stretch.first);
      if (step < 0 && inner.stretch.first >= reference_) inner.stretch = day_stretch(date_from(d.year - 1, d.month, d.day));
      if (step > 0 && inner.stretch.first <= reference_) inner.stretch = day_stretch(date_from(d.year + 1, d.month, d.day));
      inner.begin = p.begin;
      p = inner;
      return true;
    }
    default: break;
  }
  const std::string_view n = norm(j);
  if (which == Relative::kLatest && n == "period") {
    set(p, j + 1, j, !last_quarter_.empty() ? last_quarter_ : shifted(stretch_of(Grain::kQuarter, reference_), -1));
    return true;
  }
  if (which == Relative::kCurrent) {  // as an adjective
    p.begin = p.head = i;
    p.end = i + 1;
    p.relative = false;
    p.flags = kTimeVague;
    p.value.add("PRESENT_REF");
    return true;
  }
  if (which == Relative::kPast && article && i >= sentence_.begin + 2 && one_of(norm(i - 2), {"in", "of", "from"}) &&
      !(tagged(j) && document_.tokens[j].upos == Upos::kNoun) && !is(j, TimeWord::kNumber)) {
    p.end = i + 1;
    p.head = i;
    p.relative = false;
    p.flags = kTimeVague;
    p.value.add("PAST_REF");
    return true;
  }
  return false;
}

/// "third-quarter", "the 20th century", "the first nine months", "the 3rd of May". `i` is at the ordinal.
bool TimeFinder::ordinal_rule(std::uint32_t i, bool article, Parse& p) {
  const TimeWordEntry entry = word(i);
  Parse inner;
  inner.begin = p.begin;
  if (entry.number <= 4 && quarter_rule(i, entry.number, std::nullopt, inner)) {
    inner.begin = p.begin;
    p = inner;
    return true;
  }
  if ((hyphen(i + 1) && norm(i + 2) == "century") || norm(i + 1) == "century") {
    const std::uint32_t end = norm(i + 1) == "century" ? i + 2 : i + 3;
    set(p, end, end - 1, century_stretch(entry.number));
    return true;
  }
  const std::uint32_t begin = p.begin;
  if (day_month_rule(i, p)) {
    p.begin = begin;
    return true;
  }
  if (entry.number == 1 && article) {  // "the first nine months", "the first minutes"
    Quantity number;
    const std::uint32_t j = quantity(i + 1, number);
    TimeUnit unit = TimeUnit::kNone;
    bool plural = false;
    if (!is_unit(j, unit, plural) || !plural) return false;
    if (j == i + 1) number.vague = true;
    p.type = TimeType::kDuration;
    p.end = j + 1;
    p.head = j;
    p.flags |= kTimeAnaphoric;
    add_duration(number.count, number.vague, unit, p.value);
    int year = 0;
    if (unit == TimeUnit::kMonth && !number.vague && trailing_year(j + 1, p, year) && number.count <= 12) {
      p.has_span = true;
      p.first = date_from(year, 1, 1);
      p.last = add_days(add_months(p.first, static_cast<int>(number.count)), -1);
      p.stretch = {Grain::kMonth, p.first};
    }
    return true;
  }
  // "on the 15th" of the month spoken of.
  if (article && i >= sentence_.begin + 2 && norm(i - 2) == "on" && norm(i)[0] >= '0' && norm(i)[0] <= '9' && entry.number <= 28) {
    const TimeWord kind = word(i + 1).kind;
    if (kind != TimeWord::kNone || (tagged(i + 1) && document_.tokens[i + 1].upos == Upos::kNoun) || hyphen(i + 1)) return false;
    const YearMonthDay d = to_ymd(last_.empty() ? reference_ : last_.first);
    p.relative = last_.empty();
    p.flags |= kTimeAnaphoric;
    set(p, i + 1, i, day_stretch(date_from(d.year, d.month, entry.number)));
    return true;
  }
  return false;
}

void TimeFinder::narrow(int position, Parse& p) const {
  if (p.stretch.empty() || p.stretch.grain == Grain::kDay) return;
  const Date first = p.stretch.first;
  const Date last = last_day(p.stretch);
  if (position >= 4) {  // earlier, later: on this side of today or on that
    if (reference_ < first || last < reference_) return;
    p.has_span = true;
    p.first = position == 4 ? first : reference_;
    p.last = position == 4 ? reference_ : last;
    return;
  }
  const auto between = [&](Date from, Date to) {
    p.has_span = true;
    p.first = from;
    p.last = to;
  };
  const int part = position == 1 ? 0 : position == 3 ? 1 : 2;  // early, mid, late
  if (p.stretch.grain == Grain::kMonth) {
    between(add_days(first, part * 10), part == 2 ? last : add_days(first, part * 10 + 9));
  } else if (p.stretch.grain == Grain::kYear) {
    between(add_months(first, part == 0 ? 0 : part == 1 ? 4 : 9), add_days(add_months(first, part == 0 ? 3 : part == 1 ? 8 : 12), -1));
  } else if (p.stretch.grain == Grain::kDecade) {
    between(add_months(first, part == 0 ? 0 : part == 1 ? 48 : 84), add_days(add_months(first, part == 0 ? 48 : part == 1 ? 84 : 120), -1));
  }
}

/// "early this month", "late Tuesday", "mid-1996", "earlier in the year", "the early 1980s".
bool TimeFinder::position_rule(std::uint32_t i, Parse& p) {
  const std::uint32_t begin = p.begin;
  const std::string_view n = norm(i);
  if (n.starts_with("mid-")) {  // one token
    const std::string_view rest = n.substr(4);
    const TimeWordEntry entry = time_word(rest);
    p.head = i;
    p.end = i + 1;
    int year = 0;
    const auto narrowed = [&] {
      narrow(3, p);
      return true;
    };
    if (entry.kind == TimeWord::kMonth && rest.size() > 2) {
      if (trailing_year(i + 1, p, year)) {
        p.stretch = month_stretch(year, entry.number);
      } else {
        p.relative = true;
        p.stretch = resolve_month(entry.number, direction(i, i + 1));
      }
      return narrowed();
    }
    if (rest.size() >= 4 && rest[0] >= '1' && rest[0] <= '2') {
      int value = 0;
      for (const char c : rest.substr(0, 4)) {
        if (c < '0' || c > '9') return false;
        value = value * 10 + (c - '0');
      }
      if (rest.size() == 4) p.stretch = year_stretch(value);
      else if (rest.substr(4) == "s") p.stretch = decade_stretch(value);
      else return false;
      return narrowed();
    }
    if (entry.kind == TimeWord::kUnit && (rest == "week" || rest == "month" || rest == "year")) {
      p.relative = true;
      p.stretch = stretch_of(grain_of(static_cast<TimeUnit>(entry.number)), reference_);
      return true;
    }
    return false;
  }
  std::uint32_t j = i + 1;
  if (n == "mid" && hyphen(j)) ++j;
  bool linked = false;
  if (one_of(norm(j), {"in", "on"})) {
    ++j;
    linked = true;
  }
  Parse inner;
  inner.begin = j;
  const TimeWordEntry entry = word(j);
  bool found = false;
  switch (entry.kind) {
    case TimeWord::kMonth: found = month_rule(j, inner); break;
    case TimeWord::kWeekday: found = weekday_rule(j, inner); break;
    case TimeWord::kDeictic:
      found = entry.number <= static_cast<int>(Deictic::kTomorrow) && deictic_rule(j, inner);
      break;
    case TimeWord::kRelative: found = relative_rule(j, false, inner); break;
    case TimeWord::kSeason: found = season_rule(j, inner); break;
    case TimeWord::kArticle:
      found = entry.number == 1 && (article_rule(j, inner) || unit_rule(j, inner));
      break;
    case TimeWord::kNone: found = decade_rule(j, inner) || year_rule(j, inner); break;
    case TimeWord::kNumber: found = year_rule(j, inner); break;
    case TimeWord::kSpelled:
      set(inner, j + 1, j, decade_stretch(1900 + entry.number));
      found = true;
      break;
    default: break;
  }
  if (!found || inner.type == TimeType::kDuration || inner.type == TimeType::kSet || (inner.flags & kTimeVague) != 0) return false;
  if (linked && inner.stretch.grain == Grain::kDay && n == "late") return false;
  inner.begin = begin;
  p = inner;
  narrow(word(i).number, p);
  return true;
}

/// "the end of the year", "the middle of October", "year end", "year's end"; i is at the part or the unit.
bool TimeFinder::part_rule(std::uint32_t i, Parse& p) {
  const std::uint32_t begin = p.begin;
  if (is(i, TimeWord::kUnit)) {
    std::uint32_t j = i + 1;
    if (hyphen(j) || norm(j) == "'s") ++j;
    if (norm(j) != "end" || norm(i) != "year") return false;
    int year = to_ymd(reference_).year;
    set(p, j + 1, j, year_stretch(year));
    p.relative = !trailing_year(j + 1, p, year);  // "year-end 1988"
    p.stretch = year_stretch(year);
    p.first = date_from(year, 12, 1);
    p.last = date_from(year, 12, 31);
    p.has_span = true;
    return true;
  }
  if (norm(i + 1) != "of") return false;
  Parse inner;
  if (!whole_at(i + 2, inner)) return false;
  inner.begin = begin;
  // The dates are those of the part; the value, as in TIMEX3, that of the whole.
  const Date first = inner.stretch.first;
  const Date last = last_day(inner.stretch);
  const int third = (last.days - first.days + 1) / 3;
  const int part = word(i).number;
  if (part >= 1 && part <= 5) {
    inner.has_span = true;
    inner.first = part <= 2 ? first : part == 4 ? add_days(first, third) : add_days(last, -third);
    inner.last = part <= 2 ? add_days(first, third) : part == 4 ? add_days(last, -third) : last;
  }
  p = inner;
  return true;
}

/// "the year", "the quarter", "the weekend": the one spoken of. `i` is at "the".
bool TimeFinder::unit_rule(std::uint32_t i, Parse& p) {
  std::uint32_t j = i + 1;
  if (norm(j) == "full" || norm(j) == "fiscal") ++j;
  const TimeWordEntry entry = word(j);
  if (entry.kind != TimeWord::kUnit) return false;
  const auto unit = static_cast<TimeUnit>(entry.number);
  const Grain grain = grain_of(unit);
  if (grain == Grain::kNone || unit == TimeUnit::kFortnight || unit == TimeUnit::kCentury || unit == TimeUnit::kDecade) return false;
  if (hyphen(j + 1)) return false;
  const std::string_view after = norm(j + 1);
  p.head = j;
  p.end = j + 1;
  // "the day before (yesterday)", "the day after", "the year before".
  if (one_of(after, {"before", "after", "earlier", "later"})) {
    const int step = after == "before" || after == "earlier" ? -1 : 1;
    if (norm(j + 2) == "yesterday" || norm(j + 2) == "tomorrow") {
      p.relative = true;
      set(p, j + 3, j, day_stretch(add_days(reference_, norm(j + 2) == "yesterday" ? -2 : 2)));
      return true;
    }
    if (!inside(j + 2) || one_of(norm(j + 2), {".", ",", ";", "and", "\"", "'s"})) {
      p.flags |= kTimeAnaphoric;
      p.relative = last_.empty();
      set(p, j + 2, j, shifted(anchor(grain), step));
      return true;
    }
    return false;
  }
  if (after == "a" && norm(j + 2) == "year" && one_of(norm(j + 3), {"ago", "earlier"}) && grain == Grain::kQuarter) {
    p.relative = true;
    p.flags |= kTimeComparison;
    set(p, j + 4, j, shifted(!last_quarter_.empty() ? last_quarter_ : shifted(stretch_of(grain, reference_), -1), -4));
    return true;
  }
  if (unit == TimeUnit::kYear) {
    std::uint32_t end = j + 1;
    if (const auto year = year_at(j + 1)) {  // "the year 2000"
      set(p, j + 2, j, year_stretch(*year));
      return true;
    }
    if (const auto year = spelled_year(j + 1, end)) {
      set(p, end, j, year_stretch(*year));
      return true;
    }
  }
  const std::string_view before = norm(i - 1);
  if (unit == TimeUnit::kYear && one_of(after, {"ended", "ending"})) {  // twelve months up to a day
    p.type = TimeType::kDuration;
    add_duration(1, false, unit, p.value);
    return true;
  }
  if (after == "of" && week_of_rule(j, p)) return true;
  if (one_of(after, {"of", "that", "when", "in"}) && unit != TimeUnit::kQuarter) return false;
  if (tagged(j + 1) && (document_.tokens[j + 1].upos == Upos::kNoun || document_.tokens[j + 1].upos == Upos::kPropn)) return false;
  if (one_of(before, {"all", "of"}) && unit == TimeUnit::kDay) return false;
  const bool preposition = one_of(before, {"in", "for", "during", "of", "through", "over", "by", "on", "since", "until", "this", "at", "throughout", "within"});
  if (!preposition && (unit == TimeUnit::kDay || unit == TimeUnit::kMonth || unit == TimeUnit::kWeek)) return false;
  if (unit == TimeUnit::kDay) {
    p.flags |= kTimeAnaphoric;
    p.relative = last_.empty();
    set(p, j + 1, j, anchor(grain));
    return true;
  }
  p.relative = true;
  Stretch stretch = stretch_of(grain, reference_);
  if (unit == TimeUnit::kQuarter) stretch = !last_quarter_.empty() ? last_quarter_ : shifted(stretch, -1);
  if (unit == TimeUnit::kWeekend && stretch.first > reference_ && direction(i, j + 1) <= 0) stretch = shifted(stretch, -1);
  set(p, j + 1, j, stretch);
  return true;
}

/// What follows "the" or "a".
bool TimeFinder::article_rule(std::uint32_t i, Parse& p) {
  const bool the = word(i).number == 1;
  p.begin = i;
  if (!the) {
    if (quantity_rule(i, p)) return true;
    p = {};
    p.begin = i;
    return false;
  }
  const TimeWordEntry next = word(i + 1);
  const auto attempt = [&](bool found) {
    if (!found) p = {};
    if (!found || p.head != p.begin || p.value.empty() || (p.flags & kTimeVague) == 0) p.begin = i;
    return found;
  };
  switch (next.kind) {
    case TimeWord::kRelative: return attempt(same_period_rule(i + 1, p)) || attempt(relative_rule(i + 1, true, p));
    case TimeWord::kOrdinal: return attempt(piece_rule(i + 1, p)) || attempt(ordinal_rule(i + 1, true, p));
    case TimeWord::kWeekday: return attempt(before_last_rule(i + 1, p));
    case TimeWord::kUnits:
      if (attempt(ahead_rule(i + 1, p))) return true;
      if (norm(i - 1) != "over" || grain_of(static_cast<TimeUnit>(next.number)) < Grain::kYear) return false;  // "over the years"
      p.type = TimeType::kDuration;
      set(p, i + 2, i + 1, {});
      add_duration(1, true, static_cast<TimeUnit>(next.number), p.value);
      return true;
    case TimeWord::kPosition: return attempt(daypart_of_rule(i + 1, p)) || attempt(position_rule(i + 1, p));
    case TimeWord::kPart: return attempt(part_rule(i + 1, p));
    case TimeWord::kSeason: return attempt(season_rule(i + 1, p));
    case TimeWord::kUnit: return attempt(year_ago_rule(i + 1, p)) || attempt(before_last_rule(i + 1, p)) || attempt(unit_rule(i, p));
    case TimeWord::kDaypart: {  // "in the morning" of the day spoken of
      if (attempt(daypart_of_rule(i + 1, p)) || attempt(before_last_rule(i + 1, p))) return true;
      if (next.number >= static_cast<int>(Daypart::kNoon) || !one_of(norm(i - 1), {"in", "during", "by", "until"})) return false;
      if (tagged(i + 2) && document_.tokens[i + 2].upos == Upos::kNoun) return false;
      p.flags |= kTimeAnaphoric;
      p.relative = last_.empty();
      set(p, i + 2, i + 1, anchor(Grain::kDay));
      p.clock.add(daypart_code(next.number));
      p.type = TimeType::kTime;
      return attempt(true);
    }
    case TimeWord::kSpelled:
      set(p, i + 2, i + 1, decade_stretch(1900 + next.number));
      return attempt(true);
    case TimeWord::kNumber: {  // "the nine months", "the four days"
      Quantity number;
      const std::uint32_t j = quantity(i + 1, number);
      TimeUnit unit = TimeUnit::kNone;
      bool plural = false;
      if (j == i + 1 || !is_unit(j, unit, plural) || !plural) return false;
      return attempt(quantity_rule(i + 1, p));
    }
    case TimeWord::kNone: {
      const std::string_view n = norm(i + 1);
      if (one_of(n, {"final", "opening", "closing"})) return attempt(piece_rule(i + 1, p));
      if (one_of(n, {"small", "wee"})) return attempt(daypart_of_rule(i + 1, p));
      if (one_of(n, {"corresponding", "like", "comparable", "equivalent"})) return attempt(same_period_rule(i + 1, p));
      if (n == "fiscal" || n == "full") {
        if (attempt(unit_rule(i, p))) return true;
        return n == "fiscal" && is(i + 2, TimeWord::kOrdinal) && attempt(ordinal_rule(i + 2, true, p));
      }
      if (n == "future") {  // "in the future"; not a thing that is looked at or built
        if (i == sentence_.begin || !one_of(norm(i - 1), {"in", "into", "for", "during", "until"}) || norm(i + 2) == "of") return false;
        set(p, i + 2, i + 1, {});
        p.value.add("FUTURE_REF");
        p.flags |= kTimeVague;
        return attempt(!(tagged(i + 2) && document_.tokens[i + 2].upos == Upos::kNoun));
      }
      if (one_of(n, {"near", "foreseeable", "distant"}) && one_of(norm(i + 2), {"future", "term"})) {
        set(p, i + 3, i + 2, {});
        p.value.add("FUTURE_REF");
        p.flags |= kTimeVague;
        return attempt(true);
      }
      if (n.starts_with("mid-")) return attempt(position_rule(i + 1, p));
      if (!n.empty() && (n[0] == '\'' || (n[0] >= '0' && n[0] <= '9'))) return attempt(decade_rule(i + 1, p)) || attempt(year_at(i + 1) && year_rule(i + 1, p));
      return false;
    }
    default: return false;
  }
}

}  // namespace dragoman
