// SPDX-License-Identifier: Apache-2.0
#include "coding/time_expressions.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>

#include "coding/time_calendar.h"
#include "hand_parse.h"
#include "syntax/tokenizer.h"

namespace dragoman {
namespace {

StoryLayout layout_of(const std::string& text, std::optional<Date> published) {
  StoryLayout layout;
  layout.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, BlockKind::kBody});
  layout.published = published;
  return layout;
}

/// "text=TYPE value start..end" of each expression, by "; ".
std::string show(const std::string& text, std::optional<Date> published) {
  Document document;
  const StoryLayout layout = layout_of(text, published);
  tokenize(text, layout, document);
  std::vector<TimeExpression> times;
  find_times(document, layout, times);
  std::string out;
  for (const TimeExpression& t : times) {
    if (!out.empty()) out += "; ";
    out += text.substr(t.begin_byte, t.end_byte - t.begin_byte) + "=";
    if (t.type != TimeType::kDate) out += std::string(kTimeTypeNames[static_cast<std::size_t>(t.type)]) + " ";
    out += t.value.view();
    if (t.resolved) {
      out += " " + to_iso(t.start);
      if (t.end != t.start) out += ".." + to_iso(t.end);
    }
    if ((t.flags & kTimeOpenEnd) != 0) out += " open";
  }
  return out;
}

struct Case {
  const char* text;
  const char* expected;
};

// Published on Wednesday 2020-09-30 unless said otherwise.
constexpr Date kPublished = date_from(2020, 9, 30);

void check(std::initializer_list<Case> cases, std::optional<Date> published = kPublished) {
  for (const Case& c : cases) EXPECT_EQ(show(c.text, published), c.expected) << c.text;
}

TEST(Times, DaysOfTheWeekFollowTheTense) {
  check({
      {"Troops shelled the town on Sunday.", "Sunday=2020-09-27 2020-09-27"},
      {"The ministry said Wednesday it had closed the road.", "Wednesday=2020-09-30 2020-09-30"},
      {"The leaders will meet on Friday.", "Friday=2020-10-02 2020-10-02"},
      {"Talks are scheduled for Monday.", "Monday=2020-10-05 2020-10-05"},
      {"He said the talks would resume on Thursday.", "Thursday=2020-10-01 2020-10-01"},
      {"He left last Friday.", "last Friday=2020-09-25 2020-09-25"},
      {"They arrive next Monday.", "next Monday=2020-10-05 2020-10-05"},
      {"Shots were fired on Tuesday night.", "Tuesday night=TIME 2020-09-29TNI 2020-09-29"},
      {"It began at 10 a.m. Tuesday.", "10 a.m. Tuesday=TIME 2020-09-29T10:00 2020-09-29"},
  });
}

TEST(Times, WordsThatPointFromTheDayOfPublication) {
  check({
      {"The army attacked yesterday and today.", "yesterday=2020-09-29 2020-09-29; today=2020-09-30 2020-09-30"},
      {"Two officers were killed last week.", "last week=2020-W39 2020-09-21..2020-09-27"},
      {"Parliament votes next month.", "next month=2020-10 2020-10-01..2020-10-31"},
      {"Exports fell last year.", "last year=2019 2019-01-01..2019-12-31"},
      {"They met earlier this month.", "earlier this month=2020-09 2020-09-01..2020-09-30"},
      {"The truce was broken in early March.", "early March=2020-03 2020-03-01..2020-03-10"},
      {"He was toppled in late 2001.", "late 2001=2001 2001-10-01..2001-12-31"},
      {"It began in the mid-1980s.", "the mid-1980s=198 1984-01-01..1986-12-31"},
      {"They have killed 3,800 people this year.", "this year=2020 2020-01-01..2020-09-30"},
      {"Two men were killed overnight.", "overnight=TIME 2020-09-30TNI 2020-09-29..2020-09-30"},
      {"A strike for Thursday was called.", "Thursday=2020-10-01 2020-10-01"},
      {"They have blocked roads for two weeks.", "two weeks=DURATION P2W 2020-09-16..2020-09-30"},
      {"The last day of the summit was calm.", ""},
      {"Troops gathered ahead of Sunday's vote.", "Sunday=2020-10-04 2020-10-04"},
      {"They met two days ago.", "two days ago=2020-09-28 2020-09-28"},
      {"The war began three months ago.", "three months ago=2020-06 2020-06-01..2020-06-30"},
      {"The treaty was signed a year ago.", "a year ago=2019 2019-01-01..2019-12-31"},
      {"They met the day before yesterday.", "the day before yesterday=2020-09-28 2020-09-28"},
      {"Police arrested him last night.", "last night=TIME 2020-09-29TNI 2020-09-29"},
  });
}

TEST(Times, CalendarDatesTakeTheNearestYear) {
  check({
      {"The ceasefire of May 3 held.", "May 3=2020-05-03 2020-05-03"},
      {"Elections will be held on November 8.", "November 8=2020-11-08 2020-11-08"},
      {"He was born on 5 March 1956.", "5 March 1956=1956-03-05 1956-03-05"},
      {"It was signed on Sept. 30, 1938.", "Sept. 30, 1938=1938-09-30 1938-09-30"},
      {"They met in July.", "July=2020-07 2020-07-01..2020-07-31"},
      {"The pact of August 2008 failed.", "August 2008=2008-08 2008-08-01..2008-08-31"},
      {"The war of 1992-1994 killed thousands.", "1992=1992 1992-01-01..1994-12-31; 1994=1994 1992-01-01..1994-12-31"},
      {"It ran from May 3 to 5.", "May 3 to 5=2020-05-03 2020-05-03..2020-05-05"},
      {"He fought between 1992 and 1994.", "1992=1992 1992-01-01..1994-12-31; 1994=1994 1992-01-01..1994-12-31"},
      {"The region has been at war since 1992.", "1992=1992 1992-01-01..2020-09-30 open"},
      {"On Friday, December 13, he fled.", "Friday, December 13=2019-12-13 2019-12-13"},
      {"In the early 1990s they fought.", "the early 1990s=199 1990-01-01..1993-12-31"},
      {"Filed on 2020-09-28.", "2020-09-28=2020-09-28 2020-09-28"},
      {"They vote in the summer of 2021.", "the summer of 2021=2021-SU 2021-06-01..2021-08-31"},
      {"Sales rose in the third quarter of 2019.", "the third quarter of 2019=2019-Q3 2019-07-01..2019-09-30"},
      {"The end of 2021 is the deadline.", "The end of 2021=2021 2021-09-01..2021-12-31"},
      {"He came back on New Year's Eve 1999.", "New Year's Eve 1999=1999-12-31 1999-12-31"},
      {"It began in nineteen-ninety-eight.", "nineteen-ninety-eight=1998 1998-01-01..1998-12-31"},
      {"They may march in May.", "May=2020-05 2020-05-01..2020-05-31"},
  });
}

TEST(Times, AnaphoricTimesCountFromTheOneBefore) {
  check({
      {"They met on May 3. The next day they parted.", "May 3=2020-05-03 2020-05-03; The next day=2020-05-04 2020-05-04"},
      {"It began on May 3, 2001. Two days later it ended.",
       "May 3, 2001=2001-05-03 2001-05-03; Two days later=2001-05-05 2001-05-05"},
      {"He was arrested in June 1998. The following year he fled.",
       "June 1998=1998-06 1998-06-01..1998-06-30; The following year=1999 1999-01-01..1999-12-31"},
      {"War broke out in 1992. A truce was signed on July 21 of that year.",
       "1992=1992 1992-01-01..1992-12-31; July 21 of that year=1992-07-21 1992-07-21"},
      {"In February last year they met, and in July they parted.",
       "February last year=2019-02 2019-02-01..2019-02-28; July=2019-07 2019-07-01..2019-07-31"},
      {"On May 3 they met. The same day they signed.", "May 3=2020-05-03 2020-05-03; The same day=2020-05-03 2020-05-03"},
      {"They met on May 3, 2001. In the morning they signed.",
       "May 3, 2001=2001-05-03 2001-05-03; the morning=TIME 2001-05-03TMO 2001-05-03"},
      {"Moscow has kept in touch since the first hours. Fighting erupted on September 27.",
       "the first hours=DURATION PTXH 2020-09-27..2020-09-30 open; September 27=2020-09-27 2020-09-27"},
      {"In the first minutes of the battle", "the first minutes=DURATION PTXM"},
  });
}

TEST(Times, DurationsAndSetsButNoAges) {
  check({
      {"They fought for three months.", "three months=DURATION P3M"},
      {"A 24-hour curfew was declared.", "24-hour=DURATION PT24H"},
      {"for the past two weeks", "the past two weeks=DURATION P2W 2020-09-16..2020-09-30"},
      {"A 23-year-old soldier died.", ""},
      {"He is 45 years old.", ""},
      {"for several days", "several days=DURATION PXD"},
      {"for half an hour", "half an hour=DURATION PT30M"},
      {"for twenty-five years", "twenty-five years=DURATION P25Y"},
      {"They meet every Thursday.", "every Thursday=SET XXXX-WXX-4"},
      {"They may second the motion.", ""},
      {"It cost 2000 dollars; 1500 people came.", ""},
  });
}

TEST(Times, PartsOfLongerStretches) {
  check({
      {"The bridge was blown up in the first week of March.", "the first week of March=2020-W10 2020-03-01..2020-03-07"},
      {"Shelling went on until the last day of August.", "the last day of August=2020-08-31 2020-08-31"},
      {"Arrests doubled in the second half of July.", "the second half of July=2020-07 2020-07-16..2020-07-31"},
      {"In the opening days of this month barges were stopped.", "the opening days of this month=DURATION PXD 2020-09-01..2020-09-10"},
      {"They left in the final two weeks of 2018.", "the final two weeks of 2018=DURATION P2W 2018-12-18..2018-12-31"},
      {"The last week of the summit was calm.", ""},
      {"The week of September 7 was the worst.", "The week of September 7=2020-W37 2020-09-07..2020-09-13"},
      {"They hope for peace by the end of the decade.", "the end of the decade=202 2026-09-01..2029-12-31"},
      {"Two years ago this month the wall fell.", "Two years ago this month=2018-09 2018-09-01..2018-09-30"},
      {"He was freed a year ago today.", "a year ago today=2019-09-30 2019-09-30"},
      {"The pact was signed a week ago Monday.", "a week ago Monday=2020-09-21 2020-09-21"},
      {"Shots were heard on Friday the 7th.", "Friday the 7th=2020-08-07 2020-08-07"},
      {"It was worse than 1990's famine or the 1980's wars.", "1990's=1990 1990-01-01..1990-12-31; the 1980's=198 1980-01-01..1989-12-31"},
      {"They preach on Friday evenings.", "Friday evenings=SET XXXX-WXX-5TEV"},
      {"Tents are needed through January.", "January=2021-01 2021-01-01..2021-01-31"},
      {"It took a quarter of a century and a matter of days.", "a quarter of a century=DURATION P25Y; days=DURATION PXD"},
      {"On the night of August 4 the depot burned.", "the night of August 4=TIME 2020-08-04TNI 2020-08-04"},
      {"Gunmen came in the early hours of Monday.", "the early hours of Monday=TIME 2020-09-28TMO 2020-09-28"},
      {"They landed at dawn on Friday.", "dawn on Friday=TIME 2020-09-25TMO 2020-09-25"},
      {"The envoy left the week before last.", "the week before last=2020-W38 2020-09-14..2020-09-20"},
      {"The court sits the month after next.", "the month after next=2020-11 2020-11-01..2020-11-30"},
      {"Parliament votes a week from Friday.", "a week from Friday=2020-10-09 2020-10-09"},
      {"Raids rose in May; in the same month of 2018 there were none.", "May=2020-05 2020-05-01..2020-05-31; the same month of 2018=2018-05 2018-05-01..2018-05-31"},
  });
}

TEST(Times, NightsHoursAndDaysThatGoTogether) {
  check({
      {"Two depots were hit overnight from Sunday to Monday.", "overnight from Sunday to Monday=TIME 2020-09-27TNI 2020-09-27..2020-09-28"},
      {"Shots rang out overnight into Saturday.", "overnight into Saturday=TIME 2020-09-25TNI 2020-09-25..2020-09-26"},
      {"A mine went off at 7:15 a.m. (0415 GMT) Monday.", "7:15 a.m. (0415 GMT) Monday=TIME 2020-09-28T07:15 2020-09-28"},
      {"The hearing is set for 9 a.m. on Thursday.", "9 a.m. on Thursday=TIME 2020-10-01T09:00 2020-10-01"},
      {"The siren sounded on Monday at around 5 p.m. in the port.", "Monday at around 5 p.m.=TIME 2020-09-28T17:00 2020-09-28"},
      {"Clashes went on from Tuesday to Thursday.", "Tuesday=2020-09-29 2020-09-22..2020-09-24; Thursday=2020-09-24 2020-09-22..2020-09-24"},
      {"Convoys were robbed on Saturday and Sunday.", "Saturday=2020-09-26 2020-09-26..2020-09-27; Sunday=2020-09-27 2020-09-26..2020-09-27"},
      {"The rivals met on June 3 and 4.", "June 3 and 4=2020-06-03 2020-06-03..2020-06-04"},
      {"On June 3 and 4 soldiers died.", "June 3=2020-06-03 2020-06-03"},
      {"The calm since the raid in January is over.", "January=2020-01 2020-01-01..2020-01-31"},
      {"On May 4 he hoped for talks within the next two weeks.", "May 4=2020-05-04 2020-05-04; the next two weeks=DURATION P2W 2020-09-30..2020-10-14"},
      {"The speaker adjourned the house till Monday.", "Monday=2020-10-05 2020-10-05"},
      {"Drivers called a stoppage from Friday.", "Friday=2020-10-02 2020-10-02"},
      {"The fleet will exercise from Monday to October 20.", "Monday=2020-10-05 2020-10-05..2020-10-20; October 20=2020-10-20 2020-10-05..2020-10-20"},
      {"They fought from March 4 to April 9, 1988.", "March 4=1988-03-04 1988-03-04..1988-04-09; April 9, 1988=1988-04-09 1988-03-04..1988-04-09"},
      {"Nine men died in three days of unrest.", "three days=DURATION P3D 2020-09-28..2020-09-30"},
      {"On Saturday it rained. They agreed to hold fire from 6 a.m. tomorrow.", "Saturday=2020-09-26 2020-09-26; 6 a.m. tomorrow=TIME 2020-10-01T06:00 2020-10-01"},
      {"That same morning the mayor fled.", "That same morning=TIME 2020-09-30TMO 2020-09-30"},
  });
}

TEST(Times, RatesAndThingsCalledAfterTimes) {
  check({
      {"It costs them 3 million a year.", ""},
      {"They patrol twice a day and every other week.", "a day=SET P1D; every other week=SET P2W"},
      {"One day they would be tried.", ""},
      {"The dead were in their 30s; one was in his 20's.", ""},
      {"The siege lasted a year and a half.", "a year and a half=DURATION P18M"},
      {"He feared for the future of the pact.", ""},
      {"No talks are planned in the future.", "the future=FUTURE_REF"},
      {"Hard fighting lies in the weeks ahead.", "the weeks ahead=DURATION PXW"},
  });
}

TEST(Times, WithoutADateRelativeTimesStayOpen) {
  check({{"He came yesterday, in May 1998 and two days ago.",
          "yesterday=XXXX-XX-XX; May 1998=1998-05 1998-05-01..1998-05-31; two days ago=XXXX-XX-XX"}},
        std::nullopt);
}

TEST(Times, TheVerbInTheTreeOutweighsOneBehind) {
  const auto parsed = hand_parse(
      "He he PRON PRP 2 nsubj\ntold tell VERB VBD 0 root\nreporters reporter NOUN NNS 2 obj\non on ADP IN 5 case\n"
      "Tuesday Tuesday PROPN NNP 2 obl\nthat that SCONJ IN 9 mark\ntroops troops NOUN NNS 9 nsubj\nwould would AUX MD 9 aux\n"
      "leave leave VERB VB 2 ccomp\n\n"
      "Rebels rebel NOUN NNS 2 nsubj\nasked ask VERB VBD 0 root\nhim he PRON PRP 2 obj\nto to PART TO 5 mark\nanswer answer VERB VB 2 xcomp\n"
      "by by ADP IN 7 case\nFriday Friday PROPN NNP 5 obl\n");
  std::vector<TimeExpression> times;
  find_times(parsed->document, layout_of("", kPublished), times);
  ASSERT_EQ(times.size(), 2U);
  EXPECT_EQ(to_iso(times[0].start), "2020-09-29");
  EXPECT_EQ(to_iso(times[1].start), "2020-10-02");
}

TEST(Times, ADatelineOfTheNextDayIsCountedFrom) {
  const std::string text = "Police said Wednesday that three men were held yesterday.";
  StoryLayout layout = layout_of(text, date_from(2005, 12, 6));
  layout.dateline.date = date_from(2005, 12, 7);
  Document document;
  tokenize(text, layout, document);
  std::vector<TimeExpression> times;
  find_times(document, layout, times);
  ASSERT_EQ(times.size(), 2U);
  EXPECT_EQ(to_iso(times[0].start), "2005-12-07");
  EXPECT_EQ(to_iso(times[1].start), "2005-12-06");
}

TEST(Times, MissingYearsAtTheTurnOfTheYear) {
  check({{"He was killed on December 28.", "December 28=2019-12-28 2019-12-28"},
         {"They met in December.", "December=2019-12 2019-12-01..2019-12-31"},
         {"The trial will open on January 20.", "January 20=2020-01-20 2020-01-20"}},
        date_from(2020, 1, 10));
}

TEST(Calendar, StretchesAndTheirValues) {
  const auto value = [](const Stretch& s) {
    TimeValue v;
    append_value(s, v);
    return std::string(v.view());
  };
  EXPECT_EQ(value(stretch_of(Grain::kWeek, date_from(2021, 1, 1))), "2020-W53");
  EXPECT_EQ(value(stretch_of(Grain::kWeekend, date_from(1990, 8, 11))), "1990-W32-WE");
  EXPECT_EQ(value(stretch_of(Grain::kSeason, date_from(1994, 1, 5))), "1994-WI");
  EXPECT_EQ(value(century_stretch(20)), "19");
  EXPECT_EQ(to_iso(last_day(quarter_stretch(2020, 1))), "2020-03-31");
  EXPECT_EQ(to_iso(add_months(date_from(2020, 1, 31), 1)), "2020-02-29");
  EXPECT_EQ(to_iso(add_months(date_from(2020, 1, 31), -2)), "2019-11-30");
  EXPECT_EQ(to_iso(shifted(month_stretch(2020, 1), -1).first), "2019-12-01");
  EXPECT_EQ(to_iso(holiday_in(Holiday::kEaster, 2024)), "2024-03-31");
  EXPECT_EQ(to_iso(holiday_in(Holiday::kThanksgiving, 2023)), "2023-11-23");
  EXPECT_EQ(to_iso(holiday_in(Holiday::kMemorialDay, 2021)), "2021-05-31");
}

TEST(Times, AnyTextIsSafe) {
  const std::vector<std::string> pieces = {
      "the ", "last ", "next ", "May ", "3 ", "1998 ", "year ", "years ", "- ", "Friday ", "quarter ", "third ", "first ", "ago ",
      "a ", "9999 ", "99999999 ", "0 ", "thousand ", "centuries ", "end of ", "'s ", ", ", "noon ", "at ", "10:30 ", "nineteen ",
      "ninety ", "mid-", "1990s ", "New Year ", "Eve ", "every ", "this ", "before ", "overnight ", "into ", "from ", "Monday ", "same ", "period ", "ahead ", "dawn ", "night ", "half ", "week ", "later ", "13/13/13 ", "31 ", "February ", ". "};
  std::mt19937 random(20260102);
  Document document;
  std::vector<TimeExpression> times;
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t k = random() % 14; k > 0; --k) text += pieces[random() % pieces.size()];
    const StoryLayout layout = layout_of(text, date_from(1 + static_cast<int>(random() % 9998), 2, 28));
    tokenize(text, layout, document);
    find_times(document, layout, times);
    std::uint32_t end = 0;
    for (const TimeExpression& t : times) {
      ASSERT_GE(t.tokens.begin, end) << text;
      ASSERT_LT(t.tokens.begin, t.tokens.end) << text;
      ASSERT_TRUE(t.head >= t.tokens.begin && t.head < t.tokens.end) << text;
      ASSERT_FALSE(t.value.empty()) << text;
      ASSERT_TRUE(!t.resolved || t.start <= t.end) << text;
      end = t.tokens.end;
    }
  }
}

}  // namespace
}  // namespace dragoman
