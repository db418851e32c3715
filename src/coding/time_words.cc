// SPDX-License-Identifier: Apache-2.0
#include "coding/time_words.h"

#include <array>

#include "coding/time_calendar.h"

namespace dragoman {
namespace {

constexpr std::uint16_t word(TimeWord kind, int number) {
  return static_cast<std::uint16_t>((static_cast<unsigned>(kind) << 8) | static_cast<unsigned>(number));
}
constexpr std::uint16_t month(int n) { return word(TimeWord::kMonth, n); }
constexpr std::uint16_t weekday(int n) { return word(TimeWord::kWeekday, n); }
constexpr std::uint16_t weekdays(int n) { return word(TimeWord::kWeekdays, n); }
constexpr std::uint16_t number(int n) { return word(TimeWord::kNumber, n); }
constexpr std::uint16_t ordinal(int n) { return word(TimeWord::kOrdinal, n); }
constexpr std::uint16_t unit(TimeUnit u) { return word(TimeWord::kUnit, static_cast<int>(u)); }
constexpr std::uint16_t units(TimeUnit u) { return word(TimeWord::kUnits, static_cast<int>(u)); }
constexpr std::uint16_t part(Daypart p) { return word(TimeWord::kDaypart, static_cast<int>(p)); }
constexpr std::uint16_t parts(Daypart p) { return word(TimeWord::kDayparts, static_cast<int>(p)); }
constexpr std::uint16_t deictic(Deictic d) { return word(TimeWord::kDeictic, static_cast<int>(d)); }
constexpr std::uint16_t relative(Relative r) { return word(TimeWord::kRelative, static_cast<int>(r)); }
constexpr std::uint16_t periodic(TimeUnit u) { return word(TimeWord::kPeriodic, static_cast<int>(u)); }
constexpr std::uint16_t holiday(Holiday h) { return word(TimeWord::kHoliday, static_cast<int>(h)); }

using Table = WordTable<1024, std::uint16_t>;

constexpr Table kWords(std::to_array<Table::Entry>({
    {"january", month(1)}, {"february", month(2)}, {"march", month(3)}, {"april", month(4)}, {"may", month(5)},
    {"june", month(6)}, {"july", month(7)}, {"august", month(8)}, {"september", month(9)}, {"october", month(10)},
    {"november", month(11)}, {"december", month(12)},
    {"jan.", month(1)}, {"feb.", month(2)}, {"mar.", month(3)}, {"apr.", month(4)}, {"jun.", month(6)}, {"jul.", month(7)},
    {"aug.", month(8)}, {"sept.", month(9)}, {"sep.", month(9)}, {"oct.", month(10)}, {"nov.", month(11)}, {"dec.", month(12)},
    {"jan", month(1)}, {"feb", month(2)}, {"apr", month(4)}, {"jun", month(6)}, {"jul", month(7)}, {"aug", month(8)},
    {"sept", month(9)}, {"sep", month(9)}, {"oct", month(10)}, {"nov", month(11)}, {"dec", month(12)},

    {"monday", weekday(1)}, {"tuesday", weekday(2)}, {"wednesday", weekday(3)}, {"thursday", weekday(4)},
    {"friday", weekday(5)}, {"saturday", weekday(6)}, {"sunday", weekday(7)},
    {"mon.", weekday(1)}, {"tue.", weekday(2)}, {"tues.", weekday(2)}, {"wed.", weekday(3)}, {"thu.", weekday(4)},
    {"thur.", weekday(4)}, {"thurs.", weekday(4)}, {"fri.", weekday(5)}, {"sat.", weekday(6)}, {"sun.", weekday(7)},
    {"mondays", weekdays(1)}, {"tuesdays", weekdays(2)}, {"wednesdays", weekdays(3)}, {"thursdays", weekdays(4)},
    {"fridays", weekdays(5)}, {"saturdays", weekdays(6)}, {"sundays", weekdays(7)},

    {"second", ordinal(2)}, {"seconds", units(TimeUnit::kSecond)}, {"minute", unit(TimeUnit::kMinute)},
    {"minutes", units(TimeUnit::kMinute)}, {"hour", unit(TimeUnit::kHour)}, {"hours", units(TimeUnit::kHour)},
    {"day", unit(TimeUnit::kDay)}, {"days", units(TimeUnit::kDay)}, {"week", unit(TimeUnit::kWeek)},
    {"weeks", units(TimeUnit::kWeek)}, {"fortnight", unit(TimeUnit::kFortnight)}, {"month", unit(TimeUnit::kMonth)},
    {"months", units(TimeUnit::kMonth)}, {"quarter", unit(TimeUnit::kQuarter)}, {"quarters", units(TimeUnit::kQuarter)},
    {"year", unit(TimeUnit::kYear)}, {"years", units(TimeUnit::kYear)}, {"yr", unit(TimeUnit::kYear)},
    {"decade", unit(TimeUnit::kDecade)}, {"decades", units(TimeUnit::kDecade)}, {"century", unit(TimeUnit::kCentury)},
    {"centuries", units(TimeUnit::kCentury)}, {"weekend", unit(TimeUnit::kWeekend)}, {"weekends", units(TimeUnit::kWeekend)},

    {"morning", part(Daypart::kMorning)}, {"afternoon", part(Daypart::kAfternoon)}, {"evening", part(Daypart::kEvening)},
    {"night", part(Daypart::kNight)}, {"noon", part(Daypart::kNoon)}, {"midday", part(Daypart::kNoon)},
    {"midnight", part(Daypart::kMidnight)}, {"dawn", part(Daypart::kMorning)}, {"dusk", part(Daypart::kEvening)},
    {"mornings", parts(Daypart::kMorning)}, {"afternoons", parts(Daypart::kAfternoon)}, {"evenings", parts(Daypart::kEvening)},
    {"nights", parts(Daypart::kNight)},

    {"spring", word(TimeWord::kSeason, 1)}, {"summer", word(TimeWord::kSeason, 2)}, {"autumn", word(TimeWord::kSeason, 3)},
    {"fall", word(TimeWord::kSeason, 3)}, {"winter", word(TimeWord::kSeason, 4)},

    {"one", number(1)}, {"two", number(2)}, {"three", number(3)}, {"four", number(4)}, {"five", number(5)}, {"six", number(6)},
    {"seven", number(7)}, {"eight", number(8)}, {"nine", number(9)}, {"ten", number(10)}, {"eleven", number(11)},
    {"twelve", number(12)}, {"thirteen", number(13)}, {"fourteen", number(14)}, {"fifteen", number(15)},
    {"sixteen", number(16)}, {"seventeen", number(17)}, {"eighteen", number(18)}, {"nineteen", number(19)},
    {"twenty", number(20)}, {"thirty", number(30)}, {"forty", number(40)}, {"fifty", number(50)}, {"sixty", number(60)},
    {"seventy", number(70)}, {"eighty", number(80)}, {"ninety", number(90)},
    {"hundred", word(TimeWord::kTimes, 100)}, {"thousand", word(TimeWord::kTimes, 200)},

    {"first", ordinal(1)}, {"third", ordinal(3)}, {"fourth", ordinal(4)}, {"fifth", ordinal(5)}, {"sixth", ordinal(6)},
    {"seventh", ordinal(7)}, {"eighth", ordinal(8)}, {"ninth", ordinal(9)}, {"tenth", ordinal(10)}, {"eleventh", ordinal(11)},
    {"twelfth", ordinal(12)}, {"thirteenth", ordinal(13)}, {"fourteenth", ordinal(14)}, {"fifteenth", ordinal(15)},
    {"sixteenth", ordinal(16)}, {"seventeenth", ordinal(17)}, {"eighteenth", ordinal(18)}, {"nineteenth", ordinal(19)},
    {"twentieth", ordinal(20)}, {"1st", ordinal(1)}, {"2nd", ordinal(2)}, {"3rd", ordinal(3)}, {"21st", ordinal(21)},
    {"22nd", ordinal(22)}, {"23rd", ordinal(23)}, {"31st", ordinal(31)}, {"4th", ordinal(4)}, {"5th", ordinal(5)},
    {"6th", ordinal(6)}, {"7th", ordinal(7)}, {"8th", ordinal(8)}, {"9th", ordinal(9)}, {"10th", ordinal(10)},
    {"11th", ordinal(11)}, {"12th", ordinal(12)}, {"13th", ordinal(13)}, {"14th", ordinal(14)}, {"15th", ordinal(15)},
    {"16th", ordinal(16)}, {"17th", ordinal(17)}, {"18th", ordinal(18)}, {"19th", ordinal(19)}, {"20th", ordinal(20)},
    {"24th", ordinal(24)}, {"25th", ordinal(25)}, {"26th", ordinal(26)}, {"27th", ordinal(27)}, {"28th", ordinal(28)},
    {"29th", ordinal(29)}, {"30th", ordinal(30)},

    {"several", word(TimeWord::kVague, 1)}, {"few", word(TimeWord::kVague, 2)}, {"many", word(TimeWord::kVague, 3)},
    {"couple", word(TimeWord::kVague, 4)}, {"dozens", word(TimeWord::kVague, 5)}, {"some", word(TimeWord::kVague, 6)},

    {"today", deictic(Deictic::kToday)}, {"yesterday", deictic(Deictic::kYesterday)}, {"tomorrow", deictic(Deictic::kTomorrow)},
    {"tonight", deictic(Deictic::kTonight)}, {"now", deictic(Deictic::kNow)}, {"currently", deictic(Deictic::kNow)},
    {"nowadays", deictic(Deictic::kNow)}, {"recently", deictic(Deictic::kRecently)}, {"lately", deictic(Deictic::kRecently)},
    {"soon", deictic(Deictic::kSoon)}, {"once", deictic(Deictic::kOnce)}, {"overnight", deictic(Deictic::kOvernight)},
    {"then", deictic(Deictic::kThen)},

    {"last", relative(Relative::kLast)}, {"past", relative(Relative::kPast)}, {"previous", relative(Relative::kPrevious)},
    {"this", relative(Relative::kThis)}, {"current", relative(Relative::kCurrent)}, {"next", relative(Relative::kNext)},
    {"coming", relative(Relative::kComing)}, {"upcoming", relative(Relative::kComing)},
    {"following", relative(Relative::kFollowing)}, {"same", relative(Relative::kSame)}, {"that", relative(Relative::kThat)},
    {"latest", relative(Relative::kLatest)}, {"recent", relative(Relative::kRecent)}, {"these", relative(Relative::kThese)},
    {"those", relative(Relative::kThose)}, {"preceding", relative(Relative::kPreceding)}, {"prior", relative(Relative::kPreceding)},

    {"early", word(TimeWord::kPosition, 1)}, {"late", word(TimeWord::kPosition, 2)}, {"mid", word(TimeWord::kPosition, 3)},
    {"earlier", word(TimeWord::kPosition, 4)}, {"later", word(TimeWord::kPosition, 5)},
    {"beginning", word(TimeWord::kPart, 1)}, {"start", word(TimeWord::kPart, 2)}, {"end", word(TimeWord::kPart, 3)},
    {"middle", word(TimeWord::kPart, 4)}, {"close", word(TimeWord::kPart, 5)}, {"rest", word(TimeWord::kPart, 6)},
    {"remainder", word(TimeWord::kPart, 7)}, {"eve", word(TimeWord::kPart, 8)},

    {"about", word(TimeWord::kApproximate, 1)}, {"around", word(TimeWord::kApproximate, 1)},
    {"nearly", word(TimeWord::kApproximate, 1)}, {"almost", word(TimeWord::kApproximate, 1)},
    {"approximately", word(TimeWord::kApproximate, 1)}, {"roughly", word(TimeWord::kApproximate, 1)},
    {"over", word(TimeWord::kApproximate, 2)}, {"more", word(TimeWord::kApproximate, 3)}, {"less", word(TimeWord::kApproximate, 3)},
    {"at", word(TimeWord::kApproximate, 4)}, {"up", word(TimeWord::kApproximate, 5)},

    {"the", word(TimeWord::kArticle, 1)}, {"a", word(TimeWord::kArticle, 2)}, {"an", word(TimeWord::kArticle, 2)},

    {"hourly", periodic(TimeUnit::kHour)}, {"daily", periodic(TimeUnit::kDay)}, {"weekly", periodic(TimeUnit::kWeek)},
    {"monthly", periodic(TimeUnit::kMonth)}, {"quarterly", periodic(TimeUnit::kQuarter)}, {"annually", periodic(TimeUnit::kYear)},
    {"yearly", periodic(TimeUnit::kYear)}, {"annual", periodic(TimeUnit::kYear)},
    {"each", word(TimeWord::kEach, 1)}, {"every", word(TimeWord::kEach, 1)},
    {"twenties", word(TimeWord::kSpelled, 20)}, {"thirties", word(TimeWord::kSpelled, 30)}, {"forties", word(TimeWord::kSpelled, 40)},
    {"fifties", word(TimeWord::kSpelled, 50)}, {"sixties", word(TimeWord::kSpelled, 60)}, {"seventies", word(TimeWord::kSpelled, 70)},
    {"eighties", word(TimeWord::kSpelled, 80)}, {"nineties", word(TimeWord::kSpelled, 90)},

    {"christmas", holiday(Holiday::kChristmas)}, {"easter", holiday(Holiday::kEaster)}, {"halloween", holiday(Holiday::kHalloween)},
    {"thanksgiving", holiday(Holiday::kThanksgiving)}, {"nowruz", holiday(Holiday::kNowruz)},
    {"hogmanay", holiday(Holiday::kNewYearsEve)}, {"new", word(TimeWord::kHolidayStart, 1)},
    {"labor", word(TimeWord::kHolidayStart, 2)}, {"labour", word(TimeWord::kHolidayStart, 2)},
    {"memorial", word(TimeWord::kHolidayStart, 3)}, {"independence", word(TimeWord::kHolidayStart, 4)},
    {"veterans", word(TimeWord::kHolidayStart, 5)}, {"good", word(TimeWord::kHolidayStart, 6)},
    {"palm", word(TimeWord::kHolidayStart, 7)}, {"boxing", word(TimeWord::kHolidayStart, 8)},
    {"bastille", word(TimeWord::kHolidayStart, 9)}, {"women", word(TimeWord::kHolidayStart, 10)},
    {"orthodox", word(TimeWord::kHolidayStart, 11)}, {"columbus", word(TimeWord::kHolidayStart, 12)},
    {"presidents", word(TimeWord::kHolidayStart, 13)}, {"valentine", word(TimeWord::kHolidayStart, 14)},
    {"victory", word(TimeWord::kHolidayStart, 15)},
}));

}  // namespace

TimeWordEntry time_word(std::string_view norm) {
  const std::uint16_t value = kWords.find(norm);
  return {static_cast<TimeWord>(value >> 8), static_cast<std::uint8_t>(value & 0xff)};
}

}  // namespace dragoman
