// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Date, RoundTripsEveryDayOfFourCenturies) {
  Date date = date_from(1800, 1, 1);
  const Date end = date_from(2200, 12, 31);
  for (; date <= end; date = add_days(date, 1)) {
    const YearMonthDay ymd = to_ymd(date);
    ASSERT_EQ(date_from(ymd.year, ymd.month, ymd.day), date);
    ASSERT_EQ(parse_iso_date(to_iso(date)), date);
  }
}

TEST(Date, KnowsWeekdays) {
  EXPECT_EQ(weekday_of(date_from(2020, 9, 30)), 2);  // a Wednesday
  EXPECT_EQ(weekday_of(date_from(1969, 12, 28)), 6);
}

TEST(Date, RefusesWhatIsNoDate) {
  for (const char* text : {"", "2020-13-01", "2021-02-29", "2020-9-30", "2020/09/30", "20201301", "2020-09-3x"}) {
    EXPECT_FALSE(parse_iso_date(text).has_value()) << text;
  }
  EXPECT_EQ(parse_iso_date("20200229"), date_from(2020, 2, 29));
}

}  // namespace
}  // namespace dragoman
