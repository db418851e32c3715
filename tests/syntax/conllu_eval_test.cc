// SPDX-License-Identifier: Apache-2.0
#include "syntax/conllu_eval.h"

#include <gtest/gtest.h>

#include "syntax/conllu.h"

namespace dragoman {
namespace {

ConlluScores evaluate(const char* gold, const char* system) {
  const auto g = read_conllu(gold);
  const auto s = read_conllu(system);
  EXPECT_TRUE(g.ok()) << g.error().to_string();
  EXPECT_TRUE(s.ok()) << s.error().to_string();
  const auto scores = evaluate_conllu((*g)->document, (*s)->document);
  EXPECT_TRUE(scores.ok());
  return *scores;
}

void expect(const ConlluScores& scores, ConlluMetric metric, std::uint64_t correct, std::uint64_t gold,
            std::uint64_t system) {
  EXPECT_EQ(scores[metric].correct, correct) << kConlluMetricNames[static_cast<std::size_t>(metric)];
  EXPECT_EQ(scores[metric].gold, gold) << kConlluMetricNames[static_cast<std::size_t>(metric)];
  EXPECT_EQ(scores[metric].system, system) << kConlluMetricNames[static_cast<std::size_t>(metric)];
}

TEST(ConlluEval, CountsTagsAndTreesOfTheSameWords) {
  const auto scores = evaluate(
      "1\tRebels\trebel\tNOUN\tNNS\tNumber=Plur|Typo=Yes\t2\tnsubj:pass\t_\t_\n"
      "2\theld\thold\tVERB\tVBN\tTense=Past\t0\troot\t_\t_\n"
      "3\tit\tit\tPRON\tPRP\t_\t2\tobj\t_\t_\n\n",
      "1\tRebels\trebel\tNOUN\tNN\tNumber=Plur\t2\tnsubj\t_\t_\n"
      "2\theld\theld\tVERB\tVBN\tTense=Pres\t0\troot\t_\t_\n"
      "3\tit\tit\tDET\tPRP\t_\t1\tobj\t_\t_\n\n");
  expect(scores, ConlluMetric::kTokens, 3, 3, 3);
  expect(scores, ConlluMetric::kSentences, 1, 1, 1);
  expect(scores, ConlluMetric::kUpos, 2, 3, 3);
  expect(scores, ConlluMetric::kXpos, 2, 3, 3);
  expect(scores, ConlluMetric::kFeats, 2, 3, 3);  // Typo is no universal feature
  expect(scores, ConlluMetric::kLemmas, 2, 3, 3);
  expect(scores, ConlluMetric::kUas, 2, 3, 3);
  expect(scores, ConlluMetric::kLas, 2, 3, 3);
  expect(scores, ConlluMetric::kLasSubtypes, 1, 3, 3);
}

TEST(ConlluEval, AlignsByCharactersWhenTokensAndSentencesDiffer) {
  // Gold: "in fact no | yes"; the system joins the first two words and makes one sentence.
  const auto scores = evaluate(
      "1\tin\tin\tADP\tIN\t_\t2\tcase\t_\tSpaceAfter=No\n2\tfact\tfact\tNOUN\tNN\t_\t0\troot\t_\t_\n"
      "3\tno\tno\tINTJ\tUH\t_\t2\tdiscourse\t_\t_\n\n1\tyes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n",
      "1\tinfact\tinfact\tADV\tRB\t_\t2\tadvmod\t_\t_\n2\tno\tno\tINTJ\tUH\t_\t0\troot\t_\t_\n"
      "3\tyes\tyes\tINTJ\tUH\t_\t2\tdiscourse\t_\t_\n\n");
  expect(scores, ConlluMetric::kTokens, 2, 4, 3);
  expect(scores, ConlluMetric::kSentences, 0, 2, 1);
  expect(scores, ConlluMetric::kWords, 2, 4, 3);
  expect(scores, ConlluMetric::kUpos, 2, 4, 3);
  expect(scores, ConlluMetric::kUas, 0, 4, 3);
  EXPECT_NEAR(scores[ConlluMetric::kTokens].f1(), 4.0 / 7.0, 1e-12);
  EXPECT_NEAR(scores[ConlluMetric::kTokens].precision(), 2.0 / 3.0, 1e-12);
  EXPECT_NEAR(scores[ConlluMetric::kUpos].aligned_accuracy(), 1.0, 1e-12);
}

TEST(ConlluEval, AlignsWordsOfMultiWordTokensByForm) {
  // The system does not split "can't"; then it splits "I'm" as the gold file does.
  const auto scores = evaluate(
      "1-2\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n"
      "3-4\tI'm\t_\t_\t_\t_\t_\t_\t_\t_\n3\tI\tI\tPRON\tPRP\t_\t1\tdep\t_\t_\n4\t'm\tbe\tAUX\tVBP\t_\t3\tdep\t_\t_\n\n",
      "1\tcan't\tcan't\tAUX\tMD\t_\t0\troot\t_\t_\n"
      "2-3\tI'm\t_\t_\t_\t_\t_\t_\t_\t_\n2\tI\tI\tPRON\tPRP\t_\t1\tdep\t_\t_\n3\t'm\tbe\tAUX\tVBP\t_\t2\tdep\t_\t_\n\n");
  expect(scores, ConlluMetric::kTokens, 2, 2, 2);
  expect(scores, ConlluMetric::kWords, 2, 4, 3);
  expect(scores, ConlluMetric::kLas, 1, 4, 3);  // 'm on I
}

TEST(ConlluEval, RefusesOtherTexts) {
  const auto g = read_conllu("1\tab\t_\tX\t_\t_\t0\troot\t_\t_\n\n");
  const auto s = read_conllu("1\tac\t_\tX\t_\t_\t0\troot\t_\t_\n\n");
  const auto scores = evaluate_conllu((*g)->document, (*s)->document);
  ASSERT_FALSE(scores.ok());
  EXPECT_NE(scores.error().message.find("byte 1"), std::string::npos) << scores.error().message;
}

}  // namespace
}  // namespace dragoman
