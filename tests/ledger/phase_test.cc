// SPDX-License-Identifier: Apache-2.0
// The rules of docs/ledger.md for phases, one by one.
#include "ledger/phase.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dragoman {
namespace {

const Date kDay = date_from(2020, 9, 1);

PhaseEvent at(int day, EventType type) {
  PhaseEvent event;
  event.day = add_days(kDay, day);
  event.type = type;
  event.between = true;
  return event;
}

PhaseEvent ceasefire(int day) {
  PhaseEvent event = at(day, EventType::kConcede);
  event.ceasefire = true;
  return event;
}

/// "12 fighting; 40 tension": the changes, with days after kDay.
std::string phases(std::vector<PhaseEvent> events, int last = 400, bool covered = true) {
  std::string out;
  for (const PhaseChange& change : infer_phases(events, add_days(kDay, last), [&](Date, Date) { return covered; })) {
    EXPECT_FALSE(change.reason.empty());
    EXPECT_FALSE(change.evidence.empty());
    EXPECT_TRUE(std::is_sorted(change.evidence.begin(), change.evidence.end()));
    for (const std::size_t i : change.evidence) EXPECT_LE(events[i].day, change.day);
    out += (out.empty() ? "" : "; ") + std::to_string(change.day.days - kDay.days) + " " + std::string(phase_name(change.to));
  }
  return out;
}

TEST(Phase, NothingIsSaidOfNothing) { EXPECT_EQ(phases({}), ""); }

TEST(Phase, ThreeUsesOfForceWithinAWeekAreFighting) {
  EXPECT_EQ(phases({at(0, EventType::kAssault), at(3, EventType::kAssault), at(6, EventType::kAssault)}, 6), "0 crisis; 6 fighting");
  EXPECT_EQ(phases({at(0, EventType::kAssault), at(3, EventType::kAssault), at(7, EventType::kAssault)}, 7), "0 crisis");
}

TEST(Phase, OneAttackWithManyDeadIsFighting) {
  PhaseEvent attack = at(0, EventType::kAssault);
  attack.killed = 10;
  EXPECT_EQ(phases({attack}, 0), "0 fighting");
  attack.killed = 9;
  EXPECT_EQ(phases({attack}, 0), "0 crisis");
}

TEST(Phase, TwoThreatsOrMovesOfForcesAreACrisisOneIsNot) {
  EXPECT_EQ(phases({at(0, EventType::kThreaten), at(13, EventType::kMobilize)}, 13), "13 crisis");
  EXPECT_EQ(phases({at(0, EventType::kThreaten)}, 13), "");
}

TEST(Phase, HostileWordsAreTension) {
  EXPECT_EQ(phases({at(0, EventType::kAccuse), at(20, EventType::kReject)}, 20), "20 tension");
  EXPECT_EQ(phases({at(0, EventType::kAccuse), at(31, EventType::kReject)}, 31), "");
}

TEST(Phase, ContactsAreTalksUnlessThereIsForce) {
  EXPECT_EQ(phases({at(0, EventType::kConsult), at(5, EventType::kConsult)}, 5), "5 talks");
  EXPECT_EQ(phases({at(0, EventType::kConsult), at(4, EventType::kAssault), at(5, EventType::kConsult)}, 5), "4 crisis");
  PhaseEvent elsewhere = at(5, EventType::kConsult);
  elsewhere.between = false;  // of a side and somebody else
  EXPECT_EQ(phases({at(0, EventType::kConsult), elsewhere}, 5), "");
}

TEST(Phase, ACeasefireEndsFightingAndForceAfterItEndsTheCeasefire) {
  std::vector<PhaseEvent> events = {at(0, EventType::kAssault), at(1, EventType::kAssault), at(2, EventType::kAssault), ceasefire(3)};
  EXPECT_EQ(phases(events, 3), "0 crisis; 2 fighting; 3 ceasefire");
  events.push_back(at(4, EventType::kAssault));  // one violation is not yet fighting
  EXPECT_EQ(phases(events, 4), "0 crisis; 2 fighting; 3 ceasefire");
  events.push_back(at(5, EventType::kAssault));
  events.push_back(at(6, EventType::kAssault));
  EXPECT_TRUE(phases(events, 6).ends_with("6 fighting")) << phases(events, 6);
  // The one that failed is not the phase again once the fighting has died down.
  EXPECT_EQ(phases(events, 30).find("ceasefire", phases(events, 6).size()), std::string::npos) << phases(events, 30);
}

TEST(Phase, ASignedAgreementIsASettlementUntilForce) {
  PhaseEvent signs = at(10, EventType::kSupport);
  signs.settles = true;
  EXPECT_EQ(phases({at(0, EventType::kConsult), at(5, EventType::kConsult), signs}, 60), "5 talks; 10 settlement");
  EXPECT_TRUE(phases({signs, at(20, EventType::kAssault)}, 20).ends_with("20 crisis"));
}

TEST(Phase, FightingLastsWhileForceIsReportedAndCoolsAfter) {
  const std::vector<PhaseEvent> events = {at(0, EventType::kAssault), at(1, EventType::kAssault), at(2, EventType::kAssault), at(12, EventType::kAssault)};
  EXPECT_EQ(phases(events, 25), "0 crisis; 2 fighting");
  const std::string cooled = phases(events, 60);
  EXPECT_TRUE(cooled.starts_with("0 crisis; 2 fighting; 26 tension")) << cooled;
}

TEST(Phase, FightingThatNoStoriesCoverDoesNotEaseIt) {
  const std::vector<PhaseEvent> events = {at(0, EventType::kAssault), at(1, EventType::kAssault), at(2, EventType::kAssault), at(10, EventType::kAccuse), at(11, EventType::kAccuse)};
  EXPECT_EQ(phases(events, 20, true), "0 crisis; 2 fighting; 16 tension");
  EXPECT_EQ(phases(events, 20, false), "0 crisis; 2 fighting; 16 unknown");
}

TEST(Phase, ReportsOfOneDayThatNameOnePlaceOrNoneAreOneUseOfForce) {
  std::vector<PhaseEvent> events = {at(0, EventType::kAssault), at(0, EventType::kAssault), at(0, EventType::kAssault)};
  events[0].place = events[1].place = "Shusha";
  EXPECT_EQ(phases(events, 0), "0 crisis");
  events[1].place = "Terter";
  events[2].place = "Hadrut";
  EXPECT_EQ(phases(events, 0), "0 fighting");
}

TEST(Phase, UnsureForceProvesNothingButIsNoSilenceEither) {
  std::vector<PhaseEvent> events = {at(0, EventType::kAssault), at(1, EventType::kAssault), at(2, EventType::kAssault), at(15, EventType::kAssault)};
  events[3].doubtful = true;
  EXPECT_EQ(phases(events, 28), "0 crisis; 2 fighting");
  EXPECT_EQ(phases(events, 29), "0 crisis; 2 fighting; 29 tension");
  EXPECT_EQ(phases({events[3]}, 28), "");
}

TEST(Phase, SilenceIsLatentOnlyWhereTheLedgerHasStories) {
  const std::vector<PhaseEvent> events = {at(0, EventType::kAccuse), at(1, EventType::kAccuse)};
  EXPECT_EQ(phases(events, 400, true), "1 tension; 61 latent");
  EXPECT_EQ(phases(events, 400, false), "1 tension; 61 unknown");
}

}  // namespace
}  // namespace dragoman
