// SPDX-License-Identifier: Apache-2.0
// Who is meant where a sentence does not say it: whole small stories through the coder.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "coding/resources.h"
#include "coding/story_coder.h"
#include "text/story_reader.h"

namespace dragoman {
namespace {

/// "TYPE mode ACTORS > RECIPIENTS" of each record, in order.
std::vector<std::string> coded(std::string text) {
  static const auto resources = load_resources(DRAGOMAN_BINARY_DIR, {});
  EXPECT_TRUE(resources.ok());
  const StoryCoder coder(resources->view());
  const auto scratch = coder.make_scratch();
  Story story;
  story.text = std::move(text);
  settle_story(story, date_from(2020, 9, 30));
  std::vector<EventRecord> records;
  coder.code(story, *scratch, records);
  std::vector<std::string> out;
  for (const EventRecord& record : records) {
    std::string line(kEventTypeNames[static_cast<std::size_t>(record.type)]);
    if (!record.mode.empty()) line += " " + record.mode;
    const auto list = [&](const std::vector<Entity>& entities) {
      std::string codes;
      for (const Entity& entity : entities) codes += (codes.empty() ? "" : "+") + entity.code;
      return codes.empty() ? std::string("-") : codes;
    };
    out.push_back(line + " " + list(record.actors) + " > " + list(record.recipients));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(StoryParties, ListsMeantByTheirNumber) {
  EXPECT_EQ(coded("Leaders of Kenya, Uganda and Tanzania met in Arusha. The three countries agreed to build a railway."),
            (Lines{"CONSULT KENGOV+UGAGOV+TZAGOV > -", "AGREE KENGOV+UGAGOV+TZAGOV > -"}));
}

TEST(StoryParties, CounterpartsAreOfTheirOwnStates) {
  EXPECT_EQ(coded("Finland's foreign minister invited his Turkish and Cypriot counterparts to Tampere."), Lines{"AGREE FINGOV > TURGOV+CYPGOV"});
}

TEST(StoryParties, BetweenMeansAllThatFollow) {
  EXPECT_EQ(coded("The meeting between the Nepalese government, the United Nations and the Maoists ended on Thursday."), Lines{"CONSULT NPLGOV+UNO+NPLREB > -"});
}

TEST(ImpliedParties, ResponsibilityClaimed) {
  EXPECT_EQ(coded("A suicide bombing killed the governor of Kunduz, and the Taliban claimed responsibility."), Lines{"ASSAULT suicide-attack AFGREB > AFGGOV"});
  EXPECT_EQ(coded("A suicide bombing killed the governor of Kunduz, and nobody claimed responsibility."), Lines{"ASSAULT suicide-attack - > AFGGOV"});
}

TEST(ImpliedParties, TheVisitedIsWhereTheReportIsWrittenFrom) {
  EXPECT_EQ(coded("HANOI, Sept. 30 (Xinhua) -- The Chinese president arrived here on Monday for an official visit."), Lines{"CONSULT visit CHNGOV > VNMGOV"});
}

TEST(ImpliedParties, DealsAndChargesOfTheSentenceBefore) {
  EXPECT_EQ(coded("Israel and Egypt signed the accord in Cairo. Jordan welcomed the deal."), (Lines{"SUPPORT ISRGOV+EGYGOV > -", "SUPPORT JORGOV > ISRGOV+EGYGOV"}));
  EXPECT_EQ(coded("Baku accused Yerevan of shelling a village. Yerevan rejected the charge.").back(), "REJECT ARMGOV > AZEGOV");
}

TEST(ImpliedParties, HostsLeftCrowdsDrivenLawsProtested) {
  EXPECT_EQ(coded("The last Syrian soldiers in Lebanon withdrew on Tuesday."), Lines{"RETREAT withdraw SYRMIL > LBNGOV"});
  EXPECT_EQ(coded("Polish police used tear gas to disperse Belarusian migrants."), Lines{"ASSAULT crowd-control POLCOP > BLRREF"});
  EXPECT_EQ(coded("Thousands rallied in Athens against the new law."), Lines{"PROTEST demo GRCCVL > GRCGOV"});
}

TEST(ImpliedParties, VictimsOfAnotherStateAreNamedApart) {
  EXPECT_EQ(coded("Six people including a German soldier were killed in the attack in Kabul."), Lines{"ASSAULT - > AFGCVL+DEUMIL"});
}

TEST(Composition, WantingAndHavingTo) {
  EXPECT_EQ(coded("Officials of the United States would like to cooperate with China against piracy."), Lines{"AGREE USAGOV > CHNGOV"});
  EXPECT_EQ(coded("Washington said that Damascus must withdraw its troops."), Lines{"REQUEST yield USAGOV > SYRGOV"});
}

TEST(Composition, DenialsAndAttacksInWords) {
  EXPECT_EQ(coded("The rebels said on Monday they did not carry out the attack on the convoy."), Lines{"REJECT ---REB > -"});
  EXPECT_EQ(coded("Iran's President Hassan Rouhani launched a fresh attack against Israel, calling it a regime without a future."), Lines{"ACCUSE disapprove IRNGOV > ISRGOV"});
}

}  // namespace
}  // namespace dragoman
