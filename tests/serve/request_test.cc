// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "serve/http.h"
#include "serve/parameters.h"

namespace dragoman {
namespace {

HttpRequest asked(const std::string& target) {
  HttpRequest request;
  auto parsed = parse_target(target);
  EXPECT_TRUE(parsed.ok()) << target;
  if (parsed) request.target = std::move(parsed).value();
  return request;
}

TEST(ParseTarget, DecodesPathAndParameters) {
  const auto target = parse_target("/api/v1/views/a%2Fb%20c?x=1+2&y=%C3%A9&z&&w=a=b");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->path, "/api/v1/views/a/b c");
  ASSERT_EQ(target->parameters.size(), 4U);
  EXPECT_EQ(target->parameters[0].value, "1 2");
  EXPECT_EQ(target->parameters[1].value, "é");
  EXPECT_EQ(target->parameters[2].name, "z");
  EXPECT_EQ(target->parameters[3].value, "a=b");
}

TEST(ParseTarget, RefusesWhatIsBrokenOrLeadsUp) {
  for (const char* target : {"", "x", "http://a/", "/%", "/%4", "/%zz", "/%00", "/%ff", "/a/../b", "/a/%2e%2e/b", "/..", "/.", "/a\\b", "/a?x=%0a", "/a?%01=1", "/a?x=%c3"}) {
    EXPECT_FALSE(parse_target(target).ok()) << target;
  }
  std::string many = "/a?";
  for (int i = 0; i < 65; ++i) many += "x=1&";
  EXPECT_FALSE(parse_target(many).ok());
  EXPECT_TRUE(parse_target("/a/...b/..c").ok());
}

TEST(Parameters, FilterIsThatOfQuery) {
  const auto filter = filter_of(asked("/r?party=AZE&party=ARM&type=assault,CONSULT&from=2020-01-02&until=2020-02-03&min_confidence=0.5&historical=false&other=1&place="));
  ASSERT_TRUE(filter.ok());
  EXPECT_EQ(filter->parties.size(), 2U);
  EXPECT_EQ(filter->types, (std::vector<EventType>{EventType::kAssault, EventType::kConsult}));
  EXPECT_EQ(filter->since, "2020-01-02");
  EXPECT_EQ(filter->until, "2020-02-03");
  EXPECT_EQ(filter->min_confidence, 0.5);
  EXPECT_TRUE(filter->without_background);
  EXPECT_TRUE(filter->place.empty());
}

TEST(Parameters, WrongValuesAreErrors) {
  for (const char* query : {"type=HUG", "from=2020-13-01", "min_confidence=2", "min_confidence=nan", "historical=perhaps", "near=1", "polygon=1,2;3,4", "dyad=AZE"}) {
    EXPECT_FALSE(filter_of(asked(std::string("/r?") + query)).ok()) << query;
  }
  EXPECT_FALSE(limit_of(asked("/r?limit=501"), 50, 500).ok());
  EXPECT_FALSE(limit_of(asked("/r?limit=1x"), 50, 500).ok());
  EXPECT_EQ(*limit_of(asked("/r"), 50, 500), 50);
  EXPECT_EQ(*limit_of(asked("/r?limit=500"), 50, 500), 500);
}

TEST(Parameters, CursorsComeBackAsTheyWere) {
  for (const PageCursor& cursor : {PageCursor{"2020-09-30", 12}, PageCursor{"", 1}}) {
    const auto back = cursor_of(asked("/r?cursor=" + format_cursor(cursor)));
    ASSERT_TRUE(back.ok() && back->has_value());
    EXPECT_EQ((*back)->date, cursor.date);
    EXPECT_EQ((*back)->record, cursor.record);
  }
  for (const char* text : {"x", "1", "2020-09-30", "2020-09-30.", "2020-09-31.1", ".-1", "2020-09-30.1.2", "2020-09-30.99999999999999999999"}) {
    EXPECT_FALSE(cursor_of(asked(std::string("/r?cursor=") + text)).ok()) << text;
  }
}

TEST(Parameters, Boxes) {
  const auto box = bbox_of(asked("/map?bbox=-10,20.5,30,40"));
  ASSERT_TRUE(box.ok() && box->has_value());
  EXPECT_EQ((**box)[1], 20.5);
  for (const char* text : {"1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,", ",,,", "nan,0,0,0", "1,2,3,4,"}) EXPECT_FALSE(bbox_of(asked(std::string("/map?bbox=") + text)).ok()) << text;
  EXPECT_FALSE(bbox_of(asked("/map"))->has_value());
}

TEST(Http, Encodings) {
  EXPECT_TRUE(accepts_gzip("gzip"));
  EXPECT_TRUE(accepts_gzip("br, GZIP;q=0.5"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_FALSE(accepts_gzip(""));
  EXPECT_FALSE(accepts_gzip("gzip;q=0, br"));
  EXPECT_FALSE(accepts_gzip("xgzip"));
}

TEST(Http, Tags) {
  EXPECT_TRUE(etag_matches("\"a\", W/\"b\"", "W/\"b\""));
  EXPECT_TRUE(etag_matches("\"b\"", "W/\"b\""));
  EXPECT_TRUE(etag_matches("*", "\"x\""));
  EXPECT_FALSE(etag_matches("\"a\"", "\"b\""));
  EXPECT_FALSE(etag_matches("", "\"b\""));
}

TEST(Http, ErrorsSayNothingOfTheSystem) {
  const HttpResponse response = error_response(Error{ErrorCode::kIo, "cannot open /var/lib/secret", "/var/lib/secret", 0});
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
