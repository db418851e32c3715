// SPDX-License-Identifier: Apache-2.0
// Civil dates of the proleptic Gregorian calendar as day counts. Algorithms: Howard Hinnant, "chrono-Compatible
// Low-Level Date Algorithms".
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman {

struct YearMonthDay {
  int year = 1970;
  int month = 1;  ///< 1 to 12
  int day = 1;    ///< 1 to 31
};

/// Days since 1970-01-01.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

constexpr Date date_from(int year, int month, int day) {
  const int y = year - (month <= 2 ? 1 : 0);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return Date{era * 146097 + doe - 719468};
}

constexpr YearMonthDay to_ymd(Date date) {
  const int z = date.days + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int day = doy - (153 * mp + 2) / 5 + 1;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

/// 0 is Monday, 6 is Sunday.
constexpr int weekday_of(Date date) { return ((date.days + 3) % 7 + 7) % 7; }

constexpr bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

constexpr Date add_days(Date date, int days) { return Date{date.days + days}; }

/// "YYYY-MM-DD"; requires a year from 0 to 9999.
std::string to_iso(Date date);

/// The time now in UTC: "2026-11-24T10:30:00Z".
std::string utc_now();

/// Reads exactly "YYYY-MM-DD" (or "YYYYMMDD"); nullopt when it is not a date of the calendar.
std::optional<Date> parse_iso_date(std::string_view text);

}  // namespace dragoman
