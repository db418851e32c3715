// SPDX-License-Identifier: Apache-2.0
#include "ledger/alerts.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ledger/filter_query.h"
#include "ledger/ledger_samples.h"

namespace dragoman {
namespace {

std::vector<VolumeStep> weeks(const std::vector<std::int64_t>& events, std::int64_t stories = 100) {
  std::vector<VolumeStep> out;
  for (std::size_t i = 0; i < events.size(); ++i) out.push_back({"week " + std::to_string(i), events[i], stories});
  return out;
}

TEST(Alerts, TailOfPoisson) {
  EXPECT_DOUBLE_EQ(poisson_tail(0, 3), 1);
  EXPECT_NEAR(poisson_tail(1, 2), 1 - std::exp(-2.0), 1e-12);
  EXPECT_NEAR(poisson_tail(3, 1), 1 - std::exp(-1.0) * 2.5, 1e-12);
}

TEST(Alerts, ASurgeIsWhatItsOwnPastDoesNotExplain) {
  EXPECT_TRUE(find_surges(weeks({1, 2, 1, 0, 2, 1, 1, 2, 1, 2, 3})).empty());
  const auto found = find_surges(weeks({1, 2, 1, 0, 2, 1, 1, 2, 1, 2, 12}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].step, 10U);
  EXPECT_NEAR(found[0].expected, 1.2, 0.4);
  // What is always many, or has always swung, is no surge with as many again.
  EXPECT_TRUE(find_surges(weeks({12, 11, 13, 12, 10, 12, 14, 12, 11, 12})).empty());
  EXPECT_TRUE(find_surges(weeks({0, 14, 0, 12, 1, 15, 0, 13, 0, 16})).empty());
  // Too short a past says nothing.
  EXPECT_TRUE(find_surges(weeks({0, 0, 0, 0, 12})).empty());
}

TEST(Alerts, MoreStoriesAreNoSurge) {
  std::vector<VolumeStep> steps = weeks({2, 2, 1, 2, 2, 3, 2, 2, 2, 2, 12});
  EXPECT_EQ(find_surges(steps).size(), 1U);
  steps.back().stories = 600;
  EXPECT_TRUE(find_surges(steps).empty());
}

TEST(Alerts, AnAlertIsRememberedOnlyWhenItsTransactionIs) {
  const LedgerFile file;
  const auto store = open_ledger(file.path());
  ASSERT_TRUE(store->begin().ok());
  EXPECT_TRUE(*store->remember_alert("k", "{}", "now"));
  store->rollback();
  ASSERT_TRUE(store->begin().ok());
  EXPECT_TRUE(*store->remember_alert("k", "{}", "now"));
  EXPECT_TRUE(store->commit().ok());
  ASSERT_TRUE(store->begin().ok());
  EXPECT_FALSE(*store->remember_alert("k", "{}", "later"));
  EXPECT_TRUE(store->commit().ok());
}

TEST(Alerts, FirstContactInAYearNewActorAndPhase) {
  const LedgerFile file;
  const auto store = open_ledger(file.path());
  Dossier dossier;
  dossier.definition.name = "d";
  const auto event = [&](const std::string& day, EventType type, std::vector<std::string> actors) {
    DossierEvent e;
    e.start = e.end = day;
    e.precision = DatePrecision::kDay;
    e.type = type;
    e.core = true;
    e.actors = std::move(actors);
    e.text = "text";
    e.citations.push_back({});
    dossier.timeline.push_back(e);
  };
  for (const char* day : {"2018-01-01", "2020-10-10"}) {
    Story story = sample_story(day, day);
    story.date = parse_iso_date(day);
    ASSERT_TRUE(store->begin().ok());
    ASSERT_TRUE(add_story(*store, story, {}).ok());
    ASSERT_TRUE(store->commit().ok());
  }
  event("2018-06-01", EventType::kConsult, {"ARM", "AZE"});  // the ledger does not go back a year
  event("2018-09-01", EventType::kConsult, {"ARM", "AZE"});
  for (int i = 0; i < 20; ++i) event("2019-02-01", EventType::kAssault, {"AZE"});
  event("2020-10-10", EventType::kConsult, {"ARM", "AZE"});
  event("2020-10-10", EventType::kAssault, {"TUR"});
  dossier.phases.push_back({"2020-10-10", Phase::kFighting, Phase::kCeasefire, "why", {}});
  const auto alerts = dossier_alerts(*store, dossier, "");
  ASSERT_TRUE(alerts.ok());
  std::string kinds;
  for (const Alert& alert : *alerts) kinds += alert.kind + " " + alert.date + ";";
  EXPECT_EQ(kinds, "first-contact 2020-10-10;new-actor 2020-10-10;phase 2020-10-10;");
  EXPECT_TRUE(dossier_alerts(*store, dossier, "2020-10-11")->empty());
}

TEST(FilterQuery, IsReadBackAsItWasWritten) {
  FilterText text;
  text.parties = {"AZE", "Maria Zakharova"};
  text.dyad = "A>B & c=d";
  text.types = {"ASSAULT,COERCE"};
  text.polygon = "1,2 3,4 5,6";
  text.since = "2020-09-27";
  text.text = "\"cease fire\" 100%";
  text.min_confidence = 0.25;
  text.limit = 7;
  text.no_background = true;
  const FilterText back = parse_filter_query(filter_query(text));
  EXPECT_EQ(back.parties, text.parties);
  EXPECT_EQ(back.dyad, text.dyad);
  EXPECT_EQ(back.types, text.types);
  EXPECT_EQ(back.polygon, text.polygon);
  EXPECT_EQ(back.since, text.since);
  EXPECT_EQ(back.text, text.text);
  EXPECT_EQ(back.min_confidence, text.min_confidence);
  EXPECT_EQ(back.limit, text.limit);
  EXPECT_TRUE(back.no_background);
  FilterText over;
  over.dyad = "X,Y";
  EXPECT_EQ(laid_over(back, over).dyad, "X,Y");
  EXPECT_EQ(laid_over(back, over).since, "2020-09-27");
}

TEST(PolygonFilter, HoldsWhatIsInside) {
  const auto polygon = parse_polygon("0,0 0,10 10,10 10,0");
  ASSERT_TRUE(polygon.ok());
  EXPECT_TRUE(is_inside(*polygon, 5, 5));
  EXPECT_FALSE(is_inside(*polygon, 5, 11));
  EXPECT_FALSE(is_inside(*polygon, -1, 5));
  const auto concave = parse_polygon("0,0;10,0;10,10;5,1;0,10");
  ASSERT_TRUE(concave.ok());
  EXPECT_FALSE(is_inside(*concave, 5, 5));
  EXPECT_TRUE(is_inside(*concave, 5, 0.5));
  for (const char* bad : {"", "1,2 3,4", "1,2 3 4,5", "91,0 0,0 1,1", "a,b c,d e,f"}) EXPECT_FALSE(parse_polygon(bad).ok()) << bad;
}

TEST(PolygonFilter, FindsRecordsInTheLedger) {
  const LedgerFile file;
  const auto store = open_ledger(file.path());
  add_all(*store, sample_stories(60));
  RecordFilter filter, near;
  filter.polygon = *parse_polygon("39,46 39,47 40,47 40,46");
  near.near = NearFilter{39.76, 46.75, 5};
  EXPECT_FALSE(found(*store, filter).empty());
  EXPECT_EQ(found(*store, filter), found(*store, near));
}

}  // namespace
}  // namespace dragoman
