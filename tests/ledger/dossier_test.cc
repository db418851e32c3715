// SPDX-License-Identifier: Apache-2.0
#include "ledger/dossier.h"

#include <gtest/gtest.h>

#include <set>

#include "base/utf8.h"
#include "ledger/brief.h"
#include "ledger/ledger_samples.h"
#include "ledger/phrase.h"

namespace dragoman {
namespace {

const Entity kBaku = sample_entity("Azerbaijan", "AZE", {"GOV"});
const Entity kArmy = sample_entity("Azerbaijan", "AZE", {"MIL"});
const Entity kYerevan = sample_entity("Armenia", "ARM", {"GOV"});
const Entity kMoscow = sample_entity("Russia", "RUS", {"GOV"});
const Entity kFiji = sample_entity("Fiji", "FJI", {"GOV"});

EventRecord record_of(const std::string& id, const std::string& day, EventType type, std::vector<Entity> actors, std::vector<Entity> recipients, const std::string& mode = "") {
  EventRecord r;
  r.id = id;
  r.type = type;
  r.mode = mode;
  r.score = quad_of(type) == Quad::kMaterialConflict ? -9 : 2.5;
  r.actors = std::move(actors);
  r.recipients = std::move(recipients);
  r.date = {day, day, DatePrecision::kDay, {}};
  r.sentence = {"Sentence of " + id + ".", 0, 10};
  r.trigger = {"did", 0, 3};
  r.confidence = 0.9;
  r.cameo = "010";
  return r;
}

class DossierTest : public testing::Test {
 protected:
  void SetUp() override { store_ = open_ledger(file_.path()); }

  void add(const std::string& id, const std::string& source, std::vector<EventRecord> records) {
    Story story = sample_story(id, "Text of " + id);
    story.source = source;
    story.date = parse_iso_date(records[0].date.start);
    for (std::size_t i = 0; i < records.size(); ++i) {
      records[i].story = {id, source, records[i].date.start, std::nullopt, std::nullopt, std::nullopt};
      records[i].sentence_index = static_cast<std::int64_t>(i);
    }
    ASSERT_TRUE(store_->begin().ok());
    const auto added = add_story(*store_, story, records);
    ASSERT_TRUE(added.ok()) << added.error().to_string();
    ASSERT_TRUE(store_->commit().ok());
  }
  Dossier dossier() {
    DossierDefinition definition;
    definition.name = "karabakh";
    definition.parties = {"AZE", "ARM"};
    definition.places = {"Shusha"};
    definition.mediators = {"RUS"};
    auto built = build_dossier(*store_, definition);
    EXPECT_TRUE(built.ok());
    return built.ok() ? std::move(built).value() : Dossier{};
  }

  LedgerFile file_;
  std::unique_ptr<SqliteStore> store_;
};

TEST_F(DossierTest, DefinitionsAreKeptAndRemoved) {
  DossierDefinition definition;
  definition.name = "it's \"one\"";
  definition.parties = {"AZE", "ARM"};
  definition.places = {"Nagorno-Karabakh", "a, b"};
  definition.author = "test";
  definition.at = "2020-09-30T00:00:00Z";
  ASSERT_TRUE(store_->save_dossier(definition).ok());
  ASSERT_TRUE(store_->save_dossier(definition).ok());
  const auto kept = store_->dossiers();
  ASSERT_TRUE(kept.ok());
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ((*kept)[0].places, definition.places);
  EXPECT_EQ((*kept)[0].name, definition.name);
  EXPECT_TRUE(store_->remove_dossier(definition.name).ok());
  EXPECT_FALSE(store_->remove_dossier(definition.name).ok());
}

TEST_F(DossierTest, TakesWhatIsBetweenTheSidesOrThereAndLeavesTheRest) {
  EventRecord unsure = record_of("unsure", "2020-09-28", EventType::kAssault, {kBaku}, {kYerevan});
  unsure.confidence = 0.2;
  EventRecord there = record_of("there", "2020-09-28", EventType::kAssault, {}, {});
  there.place = sample_place("Shusha", "AZE", "", 39.76, 46.75);
  add("one", "A", {record_of("between", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan}), there, unsure,
                   record_of("mediator", "2020-09-29", EventType::kConsult, {kMoscow, kBaku}, {}),
                   record_of("others", "2020-09-29", EventType::kConsult, {kMoscow, kFiji}, {}),
                   record_of("trade", "2020-09-29", EventType::kCooperate, {kBaku, kFiji}, {})});
  add("two", "B", {record_of("elsewhere", "2020-09-27", EventType::kAssault, {kBaku}, {kFiji})});
  const Dossier d = dossier();
  std::set<std::string> ids;
  for (const DossierEvent& event : d.timeline) {
    for (const Citation& one : event.citations) ids.insert(one.record_id);
  }
  EXPECT_EQ(ids, (std::set<std::string>{"between", "there", "mediator"}));
  EXPECT_EQ(d.left_out, 1);
}

TEST_F(DossierTest, ReportsOfOneEventAreOneLine) {
  add("one", "A", {record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan}, "heavy-weapons")});
  add("two", "B", {record_of("2", "2020-09-27", EventType::kAssault, {kBaku}, {kYerevan}, "heavy-weapons")});
  add("three", "B", {record_of("3", "2020-09-30", EventType::kAssault, {kBaku}, {kYerevan}, "heavy-weapons")});
  const Dossier d = dossier();
  ASSERT_EQ(d.timeline.size(), 2U);
  EXPECT_EQ(d.timeline[0].stories, 2);
  EXPECT_EQ(d.timeline[0].sources, 2);
  EXPECT_EQ(d.timeline[0].citations.size(), 2U);
}

TEST_F(DossierTest, OtherReportsOfAnEventCountEvenWhenCodedToNobody) {
  EventRecord full = record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan}, "heavy-weapons");
  full.recipients[0].span = {"nine soldiers", 30, 43};
  full.place = sample_place("Shusha", "AZE", "", 39.76, 46.75);
  full.sentence = {"Azerbaijani forces shelled the town of Shusha on Sunday, killing nine soldiers.", 0, 79};
  EventRecord bare = full;
  bare.id = "2";
  bare.actors.clear();
  add("one", "A", {full});
  add("two", "B", {bare});
  const Dossier d = dossier();
  ASSERT_EQ(d.timeline.size(), 1U);
  EXPECT_EQ(d.timeline[0].stories, 2);
  EXPECT_EQ(d.timeline[0].actors, (std::vector<std::string>{"AZE"}));
}

TEST_F(DossierTest, AnAttackToldOfAgainIsNoNewOne) {
  EventRecord first = record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan}, "heavy-weapons");
  first.magnitude[0] = Range{19, 19};
  first.sentence = {"Azerbaijani shells killed nineteen people in the market.", 0, 10};
  EventRecord again = first;
  again.id = "2";
  again.date = {"2020-10-02", "2020-10-02", DatePrecision::kDay, {}};
  again.sentence = {"The council condemned the shelling that left nineteen Armenians dead.", 0, 10};
  EventRecord dated = again;
  dated.id = "3";
  dated.actors.clear();
  dated.place = sample_place("Shusha", "AZE", "", 39.76, 46.75);
  dated.date = {"2020-10-06", "2020-10-06", DatePrecision::kDay, {"Tuesday", 5, 12}};
  dated.sentence = {"Rockets killed nineteen others by the river on Tuesday.", 0, 10};
  add("one", "A", {first});
  add("two", "B", {again});
  add("three", "C", {dated});
  const Dossier d = dossier();
  ASSERT_EQ(d.timeline.size(), 2U);
  EXPECT_EQ(d.timeline[0].stories, 2);
  EXPECT_EQ(d.timeline[1].citations.at(0).record_id, "3");
}

TEST_F(DossierTest, TheNumberOfSourcesWeighsAndDifferingNumbersAreSaid) {
  EventRecord one = record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan}, "heavy-weapons");
  one.place = sample_place("Shusha", "AZE", "", 39.76, 46.75);
  one.magnitude[0] = Range{3, 3};
  one.sentence = {"Azerbaijani forces shelled the town of Shusha on Sunday, killing three soldiers.", 0, 80};
  one.actors[0].span = {"Azerbaijani forces", 0, 18};
  one.recipients[0].span = {"three soldiers", 65, 79};
  EventRecord other = one;
  other.id = "2";
  other.magnitude[0] = Range{7, 7};
  other.sentence.text = "Azerbaijani forces shelled the town of Shusha on Sunday, killing seven soldiers.";
  add("one", "A", {one});
  add("two", "B", {other});
  const Dossier d = dossier();
  ASSERT_EQ(d.timeline.size(), 1U);
  EXPECT_TRUE(d.timeline[0].numbers_differ);
  EXPECT_EQ(d.timeline[0].magnitude[0]->min, 3);
  EXPECT_EQ(d.timeline[0].magnitude[0]->max, 7);
  const std::string page = brief_markdown(make_brief(d, "x", 5));
  EXPECT_NE(page.find("killing three soldiers.”; killed: 3. "), std::string::npos) << page;
}

TEST_F(DossierTest, TheFirstPageSaysWhatItsSentencesShow) {
  EventRecord shown = record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan}, "firearms");
  shown.sentence = {"Azerbaijani forces shot dead three Armenian soldiers who had crossed a river near Terter on Sunday.", 0, 99};
  shown.actors[0].span = {"Azerbaijani forces", 0, 18};
  shown.recipients[0].span = {"three Armenian soldiers who had crossed a river", 29, 76};
  shown.magnitude[0] = Range{3, 3};
  shown.magnitude[1] = Range{7, 7};  // of another sentence
  EventRecord elsewhere = shown;     // the victims are named in another sentence
  elsewhere.id = "2";
  elsewhere.date.start = elsewhere.date.end = "2020-10-04";
  elsewhere.recipients[0].span = {"Armenian soldiers", 300, 317};
  add("one", "A", {shown});
  add("two", "A", {elsewhere});
  const Dossier d = dossier();
  ASSERT_EQ(d.timeline.size(), 2U);
  EXPECT_TRUE(d.timeline[0].sure);
  EXPECT_EQ(d.timeline[0].text, "Azerbaijani forces fired at three Armenian soldiers");
  EXPECT_FALSE(d.timeline[1].attested);
  const std::string page = brief_markdown(make_brief(d, "x", 5));
  EXPECT_NE(page.find("near Terter on Sunday.”; killed: 3. "), std::string::npos) << page;
  EXPECT_EQ(page.find("**2020-10-04**"), std::string::npos) << page;
  EXPECT_EQ(page.find("wounded"), std::string::npos) << page;
  const std::string all = brief_markdown(make_brief(d, "x", 0));
  EXPECT_NE(all.find("**2020-10-04**"), std::string::npos) << all;
}

TEST_F(DossierTest, ACountryReadFromTheStoryIsNoneWhereTheActIsAbroad) {
  EventRecord abroad = record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan});
  abroad.actors[0].span = {"armed men", 0, 9};
  abroad.recipients[0].span = {"aid workers", 0, 9};
  abroad.place = sample_place("Suva", "FJI", "", -18.14, 178.44);
  abroad.place->span = {"Suva", 4, 8};
  add("one", "A", {abroad});
  EXPECT_TRUE(dossier().timeline.empty());
}

TEST_F(DossierTest, NobodyAttacksHimself) {
  EventRecord record = record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kArmy}, "");
  EXPECT_EQ(event_phrase(record), "Azerbaijan was attacked");
}

TEST_F(DossierTest, RejectedRecordsAreLeftOut) {
  add("one", "A", {record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan})});
  Review review;
  review.record = 1;
  review.verdict = "reject";
  review.author = review.at = "x";
  ASSERT_TRUE(store_->add_review(review).ok());
  EXPECT_TRUE(dossier().timeline.empty());
  EXPECT_EQ(dossier().left_out, 1);
}

TEST_F(DossierTest, ContactsSayWhoMetWhomHowOftenAndThroughWhom) {
  EventRecord talks = record_of("1", "2020-10-09", EventType::kConsult, {kMoscow, kBaku, kYerevan}, {}, "third-party");
  talks.place = sample_place("Moscow", "RUS", "", 55.75, 37.6);
  talks.place->span = {"Moscow", 0, 6};
  EventRecord planned = record_of("4", "2020-10-20", EventType::kConsult, {kBaku, kYerevan}, {});
  planned.modality = Modality::kHypothetical;
  add("one", "A", {talks, record_of("2", "2020-10-12", EventType::kConsult, {kYerevan, kBaku}, {}, "phone"),
                   record_of("3", "2020-10-10", EventType::kConsult, {kBaku}, {kYerevan}, "visit"), planned});
  const Dossier d = dossier();
  ASSERT_EQ(d.contacts.size(), 1U);
  const ContactRow& row = d.contacts[0];
  EXPECT_EQ(row.first + row.second, "ARMAZE");
  EXPECT_EQ(row.total, 3);
  EXPECT_EQ(row.met, 1);
  EXPECT_EQ(row.phoned, 1);
  EXPECT_EQ(row.visited_first, 1);  // of AZE to ARM
  EXPECT_EQ(row.visited_second, 0);
  EXPECT_EQ(row.mediators.at("RUS"), 1);
  EXPECT_EQ(row.hosts.at("RUS"), 1);
  EXPECT_EQ(row.last, "2020-10-12");
}

TEST_F(DossierTest, AClaimHasItsDenialAndWhatContradictsIt) {
  EventRecord claim = record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan}, "heavy-weapons");
  claim.sentence.text = "Yerevan claimed Azerbaijani artillery shelled the cathedral of Shusha.";
  claim.sentence.end = 72;
  claim.place = sample_place("Shusha", "AZE", "Shusha", 39.76, 46.75);
  claim.place->span = {"Shusha", 65, 71};
  claim.attribution.push_back({kYerevan, "claimed", Stance::kClaims});
  claim.magnitude[0] = Range{10, std::nullopt};
  EventRecord denial = record_of("2", "2020-09-28", EventType::kReject, {kBaku}, {kYerevan});
  denial.trigger.text = "denied";
  denial.sentence.text = "Baku denied that its artillery had shelled the cathedral in Shusha.";
  EventRecord other = claim;
  other.id = "3";
  other.attribution = {{kBaku, "said", Stance::kStates}};
  other.magnitude[0] = Range{2, 2};
  EventRecord unrelated = denial;
  unrelated.id = "4";
  unrelated.sentence.text = "Baku denied that it had hired mercenaries.";
  add("one", "A", {claim});
  add("two", "B", {denial});
  add("three", "C", {other});
  add("four", "C", {unrelated});
  const Dossier d = dossier();
  ASSERT_EQ(d.claims.size(), 1U);
  ASSERT_EQ(d.claims[0].denied.size(), 1U);
  EXPECT_EQ(d.claims[0].denied[0].citation.record_id, "2");
  ASSERT_EQ(d.claims[0].contradicted.size(), 1U);
  EXPECT_EQ(d.claims[0].contradicted[0].citation.record_id, "3");
}

TEST_F(DossierTest, RequestsHaveTheirOutcome) {
  EventRecord request = record_of("1", "2020-09-27", EventType::kRequest, {kYerevan}, {kBaku}, "yield");
  request.sentence.text = "Yerevan demanded that Baku release the captured soldiers.";
  EventRecord refusal = record_of("2", "2020-10-01", EventType::kReject, {kBaku}, {kYerevan}, "yield");
  refusal.sentence.text = "Baku refused to release the captured soldiers.";
  EventRecord open = record_of("3", "2020-10-01", EventType::kRequest, {kBaku}, {kYerevan}, "meet");
  open.sentence.text = "Baku called on Yerevan to return to negotiations.";
  add("one", "A", {request});
  add("two", "A", {refusal});
  add("three", "A", {open});
  const Dossier d = dossier();
  ASSERT_EQ(d.asks.size(), 2U);
  EXPECT_EQ(d.asks[0].outcome, "refused");
  ASSERT_EQ(d.asks[0].answers.size(), 1U);
  EXPECT_EQ(d.asks[1].outcome, "");
}

TEST_F(DossierTest, TollIsBySideAndReporterAndLeavesOutTheReleased) {
  EventRecord killed = record_of("1", "2020-09-27", EventType::kAssault, {kArmy}, {kYerevan});
  killed.magnitude[0] = Range{16, 16};
  killed.attribution.push_back({kYerevan, "said", Stance::kStates});
  EventRecord freed = record_of("2", "2020-09-28", EventType::kRetreat, {kArmy}, {kYerevan}, "release");
  freed.magnitude[3] = Range{4, 4};
  add("one", "A", {killed, freed});
  const Dossier d = dossier();
  ASSERT_EQ(d.toll.size(), 1U);
  EXPECT_EQ(d.toll[0].side, "ARM");
  EXPECT_TRUE(d.toll[0].own_side);
  EXPECT_EQ(d.toll[0].reporter, "Armenia (said)");
}

TEST_F(DossierTest, ProposesDenseConflictDyads) {
  std::vector<EventRecord> many;
  for (int i = 0; i < 9; ++i) {
    many.push_back(record_of("r" + std::to_string(i), "2020-09-2" + std::to_string(i), EventType::kAssault, {i % 2 == 0 ? kBaku : kYerevan}, {i % 2 == 0 ? kYerevan : kBaku}));
    many.back().place = sample_place("Shusha", "AZE", "", 39.76, 46.75);
  }
  many.push_back(record_of("x", "2020-09-27", EventType::kAssault, {kBaku}, {kFiji}));
  add("one", "A", many);
  const auto proposals = propose_dossiers(*store_, 5);
  ASSERT_TRUE(proposals.ok());
  ASSERT_EQ(proposals->size(), 1U);
  EXPECT_EQ((*proposals)[0].definition.name, "arm-aze");
  EXPECT_EQ((*proposals)[0].records, 9);
  EXPECT_EQ((*proposals)[0].definition.places, (std::vector<std::string>{"Shusha"}));
}

TEST_F(DossierTest, EverySentenceOfABriefIsCitedAndTheTerminalHasEightyColumns) {
  for (const SampleStory& sample : sample_stories(120)) {
    if (!sample.records.empty()) add(sample.story.id, "A", sample.records);
  }
  const auto built = build_dossier(*store_, RecordFilter{});
  ASSERT_TRUE(built.ok());
  const BriefPage page = make_brief(*built, "Brief *of* <tests>", 0);
  EXPECT_LE(make_brief(*built, "Brief", 6).sections.size(), page.sections.size());
  ASSERT_GT(page.sections.size(), 4U);
  for (const BriefSection& section : page.sections) {
    for (const BriefLine& line : section.lines) {
      EXPECT_FALSE(line.cites.empty()) << section.title << ": " << line.text;
      EXPECT_TRUE(!line.quote.empty() || line.text.find("“") != std::string::npos) << section.title << ": " << line.text;
    }
  }
  EXPECT_TRUE(brief_markdown(page).starts_with("# Brief \\*of\\* \\<tests\\>\n"));
  const std::string html = brief_html(page);
  EXPECT_EQ(html.find("<tests>"), std::string::npos);
  EXPECT_NE(html.find("href=\"#s1\""), std::string::npos);
  const std::string text = dossier_table(*built, false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(count_code_points(text.substr(at, end - at)), 80U) << text.substr(at, end - at);
    at = end + 1;
  }
}

}  // namespace
}  // namespace dragoman
