// SPDX-License-Identifier: Apache-2.0
// Dates as feeds, web pages, tables and datelines write them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/date.h"

namespace dragoman {

/// Month 1 to 12 by its English name or abbreviation, any case, without the period ("Sept"); 0 when it is none.
int month_of(std::string_view word);
/// 0 (Monday) to 6 by name or abbreviation, any case; -1 when it is none.
int weekday_by_name(std::string_view word);

/// A date read from running text; `year` is 0 when it is not stated, `weekday` -1.
struct WrittenDate {
  int year = 0;
  int month = 0;
  int day = 0;
  int weekday = -1;
  std::size_t size = 0;  ///< bytes taken; 0: there is no date here
};

/// Reads a date at the very start of `text`: "September 30, 2020", "Sept. 30", "30 September 2020", "Wednesday, Sept 30",
/// "2020-09-30", "30.09.2020", "30th of September". Linear in the few bytes it looks at.
WrittenDate read_date(std::string_view text);

/// The date that `written` means; without a year, the last such day up to a week after `reference` (nullopt without one):
/// reports are dated before they are published, or a little after where clocks differ.
std::optional<Date> resolve_written(const WrittenDate& written, std::optional<Date> reference);

/// Any usual way to write a date in a field: ISO 8601 with or without time, YYYYMMDD with anything after it, RFC 822
/// ("Wed, 30 Sep 2020 12:00:00 GMT"), "September 30, 2020 10:15 am", "30/09/2020" when day and month cannot be confused.
std::optional<Date> parse_date_field(std::string_view text);

}  // namespace dragoman
