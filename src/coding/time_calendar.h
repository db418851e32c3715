// SPDX-License-Identifier: Apache-2.0
// Stretches of the calendar: a day, an ISO week, a quarter, a decade, ..., their neighbours and their TIMEX3 values.
#pragma once

#include <cstdint>

#include "base/date.h"
#include "coding/time_expressions.h"

namespace dragoman {

enum class Grain : std::uint8_t {
  kNone, kDay, kWeek, kWeekend, kMonth, kQuarter, kHalf, kSeason, kYear, kDecade, kCentury,
};

/// A stretch of the calendar by its grain and first day. Seasons are those of the northern half: spring from March,
/// winter from December of the year before (1994-WI begins on 1993-12-01).
struct Stretch {
  Grain grain = Grain::kNone;
  Date first;
  [[nodiscard]] bool empty() const { return grain == Grain::kNone; }
};

/// The stretch of that grain that holds the day.
Stretch stretch_of(Grain grain, Date day);
Stretch month_stretch(int year, int month);
Stretch quarter_stretch(int year, int quarter);  ///< quarter 1 to 4
Stretch half_stretch(int year, int half);        ///< 1 or 2
Stretch season_stretch(int year, int season);    ///< 0 spring, 1 summer, 2 autumn, 3 winter
inline Stretch year_stretch(int year) { return {Grain::kYear, date_from(year, 1, 1)}; }
inline Stretch day_stretch(Date day) { return {Grain::kDay, day}; }
Stretch decade_stretch(int year);
Stretch century_stretch(int number);  ///< 20 is 1901 to 2000, valued as TIMEX3 does: 1900 to 1999

Date last_day(const Stretch& stretch);
/// `count` stretches of the same grain later (earlier when negative).
Stretch shifted(const Stretch& stretch, int count);
/// The day that many months later, at the latest the last of its month.
Date add_months(Date day, int months);
DatePrecision precision_of(Grain grain);
void append_value(const Stretch& stretch, TimeValue& out);

/// Days by name in a year: the table of time_words.h.
enum class Holiday : std::uint8_t {
  kNone, kChristmasEve, kChristmas, kBoxingDay, kNewYearsEve, kNewYearsDay, kValentines, kHalloween, kMayDay, kVictoryDay,
  kIndependenceDay, kThanksgiving, kLaborDay, kMemorialDay, kVeteransDay, kEaster, kGoodFriday, kEasterMonday,
  kPalmSunday, kNowruz, kBastilleDay, kWomensDay, kOrthodoxChristmas, kColumbusDay, kPresidentsDay, kAllSaints,
};
Date holiday_in(Holiday holiday, int year);

}  // namespace dragoman
