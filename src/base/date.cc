// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <cstdio>
#include <ctime>

namespace dragoman {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string to_iso(Date date) {
  const YearMonthDay ymd = to_ymd(date);
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", ymd.year, ymd.month, ymd.day);
  return buffer;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  char digits[8];
  if (text.size() == 10) {
    if (text[4] != '-' || text[7] != '-') return std::nullopt;
    const int from[8] = {0, 1, 2, 3, 5, 6, 8, 9};
    for (int i = 0; i < 8; ++i) digits[i] = text[static_cast<std::size_t>(from[i])];
  } else if (text.size() == 8) {
    for (std::size_t i = 0; i < 8; ++i) digits[i] = text[i];
  } else {
    return std::nullopt;
  }
  int value[8];
  for (int i = 0; i < 8; ++i) {
    if (digits[i] < '0' || digits[i] > '9') return std::nullopt;
    value[i] = digits[i] - '0';
  }
  const int year = value[0] * 1000 + value[1] * 100 + value[2] * 10 + value[3];
  const int month = value[4] * 10 + value[5];
  const int day = value[6] * 10 + value[7];
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return date_from(year, month, day);
}

}  // namespace dragoman
