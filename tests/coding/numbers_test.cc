// SPDX-License-Identifier: Apache-2.0
#include "coding/numbers.h"

#include "coding/hand_parse.h"

namespace dragoman {
namespace {

std::string show(const std::optional<Range>& range) {
  if (!range) return "none";
  return (range->min ? std::to_string(*range->min) : "open") + ".." + (range->max ? std::to_string(*range->max) : "open");
}

struct Case {
  const char* parse;
  const char* head;
  const char* expected;
};

TEST(Numbers, CountsNounPhrases) {
  const Case cases[] = {
      {"At at ADP IN 2 case\nleast least ADJ JJS 3 nmod\n11 11 NUM CD 4 nummod\npeople people NOUN NNS 0 root\n", "people", "11..open"},
      {"more more ADJ JJR 3 advmod\nthan than ADP IN 1 fixed\n1,700 1,700 NUM CD 4 nummod\npeople people NOUN NNS 0 root\n", "people", "1700..open"},
      {"up up ADP IN 3 advmod\nto to ADP IN 1 fixed\n40 40 NUM CD 4 nummod\nmen man NOUN NNS 0 root\n", "men", "open..40"},
      {"dozens dozen NOUN NNS 0 root\nof of ADP IN 3 case\nIraqis Iraqi PROPN NNPS 1 nmod\n", "dozens", "24..99"},
      {"Tens tens NOUN NNS 0 root\nof of ADP IN 3 case\nthousands thousand NOUN NNS 1 nmod\nof of ADP IN 5 case\nnurses nurse NOUN NNS 3 nmod\n", "Tens", "20000..99999"},
      {"between between ADP IN 4 case\n20 20 NUM CD 4 nummod\nand and CCONJ CC 4 cc\n30 30 NUM CD 5 nummod\nsailors sailor NOUN NNS 0 root\n", "sailors", "20..30"},
      {"several several ADJ JJ 2 amod\nhundred hundred NUM CD 3 nummod\nmilitiamen militiaman NOUN NNS 0 root\n", "militiamen", "300..999"},
      {"a a DET DT 2 det\nsoldier soldier NOUN NN 0 root\n", "soldier", "1..1"},
      {"villagers villager NOUN NNS 0 root\n", "villagers", "none"},
      {"some some DET DT 2 advmod\n30 30 NUM CD 3 nummod\nofficials official NOUN NNS 0 root\n", "officials", "30..30"},
      {"two two NUM CD 2 nummod\nhundred hundred NUM CD 3 nummod\nmen man NOUN NNS 0 root\n", "men", "200..200"},
  };
  for (const Case& c : cases) {
    const auto corpus = hand_parse(c.parse);
    SyntaxView view;
    view.build(corpus->document);
    EXPECT_EQ(show(count_of(view, token_of(corpus->document, c.head))), c.expected) << c.parse;
  }
}

TEST(Numbers, AddsConjuncts) {
  const auto corpus = hand_parse(
      "Two two NUM CD 2 nummod\nMuslims Muslim PROPN NNPS 0 root\nand and CCONJ CC 5 cc\na a DET DT 5 det\nBuddhist buddhist NOUN NN 2 conj\n");
  SyntaxView view;
  view.build(corpus->document);
  EXPECT_EQ(show(count_of_all(view, 1)), "3..3");
}

TEST(Numbers, ReadsNumerals) {
  EXPECT_EQ(numeral_value("1,700"), 1700);
  EXPECT_EQ(numeral_value("twenty-two"), 22);
  EXPECT_EQ(numeral_value("12th"), std::nullopt);
  EXPECT_EQ(numeral_value("9999999999999999999999"), std::nullopt);
}

}  // namespace
}  // namespace dragoman
