// SPDX-License-Identifier: Apache-2.0
// The words that time expressions are made of, as one table from norm to class and number.
#pragma once

#include <cstdint>
#include <string_view>

#include "syntax/word_table.h"

namespace dragoman {

enum class TimeWord : std::uint8_t {
  kNone,
  kMonth,       ///< 1 to 12
  kWeekday,     ///< 1 Monday to 7 Sunday
  kWeekdays,    ///< plural
  kUnit,        ///< TimeUnit
  kUnits,       ///< plural, TimeUnit
  kDaypart,     ///< Daypart
  kDayparts,    ///< plural
  kSeason,      ///< 1 spring to 4 winter
  kNumber,      ///< 1 to 20, 30, ... 90
  kTimes,       ///< 100, and 200 for 1000
  kOrdinal,     ///< 1 to 31
  kVague,       ///< several, few, many, ...
  kDeictic,     ///< Deictic
  kRelative,    ///< Relative
  kPosition,    ///< early, late, mid, earlier, later
  kPart,        ///< beginning, start, end, middle, ...
  kApproximate, ///< about, nearly, ...
  kArticle,     ///< 1 the, 2 a or an
  kPeriodic,    ///< daily, weekly, ...: TimeUnit
  kEach,        ///< each, every
  kSpelled,     ///< nineties and the like: 20 to 90
  kHoliday,     ///< Holiday, of one word
  kHolidayStart,  ///< first word of one of several, written with a capital
};

enum class TimeUnit : std::uint8_t { kNone, kSecond, kMinute, kHour, kDay, kWeek, kMonth, kQuarter, kYear, kDecade, kCentury, kWeekend, kFortnight };
enum class Daypart : std::uint8_t { kNone, kMorning, kAfternoon, kEvening, kNight, kNoon, kMidnight };
enum class Deictic : std::uint8_t { kNone, kToday, kYesterday, kTomorrow, kTonight, kNow, kRecently, kSoon, kOnce, kOvernight, kThen };
enum class Relative : std::uint8_t {
  kNone, kLast, kPast, kPrevious, kThis, kCurrent, kNext, kComing, kFollowing, kSame, kThat, kLatest, kRecent, kThese,
  kThose, kPreceding,
};

struct TimeWordEntry {
  TimeWord kind = TimeWord::kNone;
  std::uint8_t number = 0;
};

/// Class of a norm; kNone for nearly all words, after one look-up.
TimeWordEntry time_word(std::string_view norm);

}  // namespace dragoman
