// SPDX-License-Identifier: Apache-2.0
#include "coding/time_calendar.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dragoman {
namespace {

/// First day of the n-th (from 1; 0 is the last) given weekday of a month.
Date nth_weekday(int year, int month, int weekday, int n) {
  if (n == 0) {
    const Date last = date_from(year, month, days_in_month(year, month));
    return add_days(last, -((weekday_of(last) - weekday + 7) % 7));
  }
  const Date first = date_from(year, month, 1);
  return add_days(first, (weekday - weekday_of(first) + 7) % 7 + 7 * (n - 1));
}

/// Western Easter (the anonymous Gregorian algorithm).
Date easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int m = (a + 11 * d + 22 * e) / 451;
  const int n = d + e - 7 * m + 114;
  return date_from(year, n / 31, n % 31 + 1);
}

int floor_div(int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

}  // namespace

TimeValue& TimeValue::add(std::int64_t number, int width) {
  std::array<char, 24> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  const auto size = static_cast<int>(end - digits.data());
  for (int k = size; k < width; ++k) add("0");
  return add(std::string_view(digits.data(), static_cast<std::size_t>(size)));
}

Stretch stretch_of(Grain grain, Date day) {
  const YearMonthDay d = to_ymd(day);
  switch (grain) {
    case Grain::kNone: return {};
    case Grain::kDay: return {grain, day};
    case Grain::kWeek: return {grain, add_days(day, -weekday_of(day))};
    case Grain::kWeekend: return {grain, add_days(day, 5 - weekday_of(day))};
    case Grain::kMonth: return {grain, date_from(d.year, d.month, 1)};
    case Grain::kQuarter: return {grain, date_from(d.year, (d.month - 1) / 3 * 3 + 1, 1)};
    case Grain::kHalf: return {grain, date_from(d.year, d.month > 6 ? 7 : 1, 1)};
    case Grain::kSeason: return {grain, date_from(d.month < 3 ? d.year - 1 : d.year, d.month < 3 ? 12 : d.month / 3 * 3, 1)};
    case Grain::kYear: return {grain, date_from(d.year, 1, 1)};
    case Grain::kDecade: return {grain, date_from(d.year / 10 * 10, 1, 1)};
    case Grain::kCentury: return {grain, date_from(d.year / 100 * 100, 1, 1)};
  }
  return {};
}

Stretch month_stretch(int year, int month) { return {Grain::kMonth, date_from(year, month, 1)}; }
Stretch quarter_stretch(int year, int quarter) { return {Grain::kQuarter, date_from(year, quarter * 3 - 2, 1)}; }
Stretch half_stretch(int year, int half) { return {Grain::kHalf, date_from(year, half == 1 ? 1 : 7, 1)}; }
Stretch season_stretch(int year, int season) {
  return {Grain::kSeason, season == 3 ? date_from(year - 1, 12, 1) : date_from(year, 3 + season * 3, 1)};
}
Stretch decade_stretch(int year) { return {Grain::kDecade, date_from(year / 10 * 10, 1, 1)}; }
Stretch century_stretch(int number) { return {Grain::kCentury, date_from((number - 1) * 100, 1, 1)}; }

Date add_months(Date day, int months) {
  const YearMonthDay d = to_ymd(day);
  const int index = d.year * 12 + d.month - 1 + months;
  const int year = std::clamp(floor_div(index, 12), 1, 9998);
  const int month = index - floor_div(index, 12) * 12 + 1;
  return date_from(year, month, std::min(d.day, days_in_month(year, month)));
}

namespace {

int months_in(Grain grain) {
  switch (grain) {
    case Grain::kMonth: return 1;
    case Grain::kQuarter:
    case Grain::kSeason: return 3;
    case Grain::kHalf: return 6;
    case Grain::kYear: return 12;
    case Grain::kDecade: return 120;
    case Grain::kCentury: return 1200;
    default: return 0;
  }
}

}  // namespace

Date last_day(const Stretch& stretch) {
  switch (stretch.grain) {
    case Grain::kNone:
    case Grain::kDay: return stretch.first;
    case Grain::kWeek: return add_days(stretch.first, 6);
    case Grain::kWeekend: return add_days(stretch.first, 1);
    default: return add_days(add_months(stretch.first, months_in(stretch.grain)), -1);
  }
}

Stretch shifted(const Stretch& stretch, int count) {
  switch (stretch.grain) {
    case Grain::kNone: return stretch;
    case Grain::kDay: return {stretch.grain, add_days(stretch.first, std::clamp(count, -400000, 400000))};
    case Grain::kWeek:
    case Grain::kWeekend: return {stretch.grain, add_days(stretch.first, 7 * std::clamp(count, -50000, 50000))};
    default: return {stretch.grain, add_months(stretch.first, months_in(stretch.grain) * std::clamp(count, -9000, 9000))};
  }
}

DatePrecision precision_of(Grain grain) {
  switch (grain) {
    case Grain::kNone: return DatePrecision::kUnknown;
    case Grain::kDay: return DatePrecision::kDay;
    case Grain::kWeek:
    case Grain::kWeekend: return DatePrecision::kWeek;
    case Grain::kMonth:
    case Grain::kQuarter:
    case Grain::kHalf:
    case Grain::kSeason: return DatePrecision::kMonth;
    default: return DatePrecision::kYear;
  }
}

void append_value(const Stretch& stretch, TimeValue& out) {
  YearMonthDay d = to_ymd(stretch.first);
  if (stretch.grain == Grain::kSeason && d.month == 12) ++d.year;
  if (stretch.grain == Grain::kWeek || stretch.grain == Grain::kWeekend) {
    // The ISO year is that of the week's Thursday.
    const Date thursday = add_days(stretch.first, 3 - weekday_of(stretch.first));
    const int year = to_ymd(thursday).year;
    out.add(year, 4).add("-W").add((thursday.days - date_from(year, 1, 1).days) / 7 + 1, 2);
    if (stretch.grain == Grain::kWeekend) out.add("-WE");
    return;
  }
  if (stretch.grain == Grain::kDecade) {
    out.add(d.year / 10, 3);
    return;
  }
  if (stretch.grain == Grain::kCentury) {
    out.add(d.year / 100, 2);
    return;
  }
  out.add(d.year, 4);
  switch (stretch.grain) {
    case Grain::kDay: out.add("-").add(d.month, 2).add("-").add(d.day, 2); break;
    case Grain::kMonth: out.add("-").add(d.month, 2); break;
    case Grain::kQuarter: out.add("-Q").add((d.month + 2) / 3); break;
    case Grain::kHalf: out.add("-H").add(d.month > 6 ? 2 : 1); break;
    case Grain::kSeason: {
      constexpr std::array<std::string_view, 4> kNames = {"-WI", "-SP", "-SU", "-FA"};
      out.add(kNames[static_cast<std::size_t>(d.month / 3 % 4)]);
      break;
    }
    default: break;
  }
}

Date holiday_in(Holiday holiday, int year) {
  constexpr int kMonday = 0;
  constexpr int kThursday = 3;
  switch (holiday) {
    case Holiday::kChristmasEve: return date_from(year, 12, 24);
    case Holiday::kNone:
    case Holiday::kChristmas: return date_from(year, 12, 25);
    case Holiday::kBoxingDay: return date_from(year, 12, 26);
    case Holiday::kNewYearsEve: return date_from(year, 12, 31);
    case Holiday::kNewYearsDay: return date_from(year, 1, 1);
    case Holiday::kValentines: return date_from(year, 2, 14);
    case Holiday::kHalloween: return date_from(year, 10, 31);
    case Holiday::kMayDay: return date_from(year, 5, 1);
    case Holiday::kVictoryDay: return date_from(year, 5, 9);
    case Holiday::kIndependenceDay: return date_from(year, 7, 4);
    case Holiday::kThanksgiving: return nth_weekday(year, 11, kThursday, 4);
    case Holiday::kLaborDay: return nth_weekday(year, 9, kMonday, 1);
    case Holiday::kMemorialDay: return nth_weekday(year, 5, kMonday, 0);
    case Holiday::kVeteransDay: return date_from(year, 11, 11);
    case Holiday::kEaster: return easter(year);
    case Holiday::kGoodFriday: return add_days(easter(year), -2);
    case Holiday::kEasterMonday: return add_days(easter(year), 1);
    case Holiday::kPalmSunday: return add_days(easter(year), -7);
    case Holiday::kNowruz: return date_from(year, 3, 21);
    case Holiday::kBastilleDay: return date_from(year, 7, 14);
    case Holiday::kWomensDay: return date_from(year, 3, 8);
    case Holiday::kOrthodoxChristmas: return date_from(year, 1, 7);
    case Holiday::kColumbusDay: return nth_weekday(year, 10, kMonday, 2);
    case Holiday::kPresidentsDay: return nth_weekday(year, 2, kMonday, 3);
    case Holiday::kAllSaints: return date_from(year, 11, 1);
  }
  return date_from(year, 1, 1);
}

}  // namespace dragoman
