// SPDX-License-Identifier: Apache-2.0
#include "coding/composition.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

/// The type and mode that an operator makes of an inner event, "inner" where that is kept as it is.
std::string composed(Operator op, EventType inner, const std::string& mode = "") {
  const Composition c = compose(op, std::nullopt, inner, mode);
  std::string out;
  if (c.code) out = std::string(kEventTypeNames[static_cast<std::size_t>(c.code->type)]) + (c.code->mode.empty() ? "" : "/" + c.code->mode);
  if (c.keeps_inner) out += out.empty() ? "inner" : " inner";
  if (c.inner_modality) out += " " + std::string(kModalityNames[static_cast<std::size_t>(*c.inner_modality)]);
  return out;
}

TEST(Composition, FollowsTheBoundariesOfTheGuide) {
  EXPECT_EQ(composed(Operator::kAgree, EventType::kRetreat, "withdraw"), "CONCEDE");
  EXPECT_EQ(composed(Operator::kRefuse, EventType::kRetreat, "withdraw"), "REJECT/yield");
  EXPECT_EQ(composed(Operator::kRefuse, EventType::kConsult), "REJECT/meet");
  EXPECT_EQ(composed(Operator::kPromise, EventType::kAid), "AGREE");
  EXPECT_EQ(composed(Operator::kPromise, EventType::kAssault), "THREATEN/violence");
  EXPECT_EQ(composed(Operator::kThreaten, EventType::kSanction, "expel"), "THREATEN/expel");
  EXPECT_EQ(composed(Operator::kRequest, EventType::kConsult), "REQUEST/meet");
  EXPECT_EQ(composed(Operator::kRequest, EventType::kCoerce, "arrest"), "REQUEST/change");
  EXPECT_EQ(composed(Operator::kStop, EventType::kAssault), "RETREAT/ceasefire");
  EXPECT_EQ(composed(Operator::kStop, EventType::kAid), "SANCTION/discontinue");
  EXPECT_EQ(composed(Operator::kDeny, EventType::kAssault), "REJECT");
  EXPECT_EQ(composed(Operator::kNegate, EventType::kAssault), "inner negated");
  EXPECT_EQ(composed(Operator::kFuture, EventType::kSanction), "inner future");
  EXPECT_EQ(composed(Operator::kSay, EventType::kAssault), "inner");
}

TEST(Composition, AnnouncedCooperationIsAgreement) {
  EXPECT_EQ(announced(EventType::kConsult)->type, EventType::kAgree);
  EXPECT_EQ(announced(EventType::kRetreat)->type, EventType::kConcede);
  EXPECT_FALSE(announced(EventType::kSanction).has_value());
}

TEST(Composition, WhatIsToStopKeepsTheModeOfItsVerb) {
  const EventCode yield{EventType::kRequest, "yield", "025"};
  EXPECT_EQ(compose(Operator::kRequest, yield, EventType::kAssault, "").code->mode, "yield") << "urged both sides to hold their fire";
  EXPECT_EQ(compose(Operator::kRequest, yield, EventType::kConsult, "").code->mode, "meet");
}

TEST(Composition, RefusalsInPlainWordsAreReject) {
  EXPECT_EQ(refused(EventType::kConsult, "")->mode, "meet") << "will not meet";
  EXPECT_EQ(refused(EventType::kRetreat, "release")->mode, "yield");
  EXPECT_EQ(refused(EventType::kRetreat, "resign")->mode, "change");
  EXPECT_FALSE(refused(EventType::kAssault, "").has_value()) << "will not attack is no refusal";
}

}  // namespace
}  // namespace dragoman
