// SPDX-License-Identifier: Apache-2.0
#include "syntax/lemmatizer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "syntax/conllu.h"

namespace dragoman {
namespace {

struct Case {
  const char* form;
  const char* upos;
  const char* xpos;
  const char* lemma;
};

constexpr Case kCases[] = {
    {"withdrew", "VERB", "VBD", "withdraw"},   {"bombing", "VERB", "VBG", "bomb"},    {"Seizing", "VERB", "VBG", "seize"},
    {"planned", "VERB", "VBN", "plan"},        {"released", "VERB", "VBD", "release"}, {"denies", "VERB", "VBZ", "deny"},
    {"fled", "VERB", "VBD", "flee"},           {"shelled", "VERB", "VBD", "shell"},   {"shot", "VERB", "VBN", "shoot"},
    {"were", "AUX", "VBD", "be"},              {"n't", "PART", "RB", "not"},          {"’s", "PART", "POS", "'s"},
    {"Armies", "NOUN", "NNS", "army"},         {"policemen", "NOUN", "NNS", "policeman"}, {"women", "NOUN", "NNS", "woman"},
    {"Russians", "PROPN", "NNPS", "Russian"},  {"States", "PROPN", "NNPS", "State"},  {"TEHRAN", "PROPN", "NNP", "Tehran"},
    {"NATO", "PROPN", "NNP", "NATO"},          {"Armenian", "ADJ", "JJ", "Armenian"}, {"Former", "ADJ", "JJ", "former"},
    {"worst", "ADJ", "JJS", "bad"},            {"heavier", "ADJ", "JJR", "heavy"},    {"They", "PRON", "PRP", "they"},
    {"me", "PRON", "PRP", "I"},                {"1,200", "NUM", "CD", "1200"},        {"Two", "NUM", "CD", "two"},
    {"sorties", "NOUN", "NNS", "sortie"},      {"felled", "VERB", "VBN", "fell"},     {"fell", "VERB", "VBD", "fall"},
    {"buzzed", "VERB", "VBD", "buzz"},         {"kidnapped", "VERB", "VBN", "kidnap"}, {"cities", "NOUN", "NNS", "city"},
    {"The", "DET", "DT", "the"},               {"“", "PUNCT", "``", "\""},
};

TEST(Lemmatizer, KnowsFormsByTheirTags) {
  std::string text;
  for (const Case& c : kCases) text += std::string("1\t") + c.form + "\t_\t" + c.upos + "\t" + c.xpos + "\t_\t0\troot\t_\t_\n\n";
  auto corpus = read_conllu(text);
  ASSERT_TRUE(corpus.ok()) << corpus.error().to_string();
  Document& document = (*corpus)->document;
  lemmatize(document);
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) EXPECT_EQ(document.lemma(i), kCases[i].lemma) << kCases[i].form;
}

TEST(Lemmatizer, UsesFeaturesWhereThereIsNoXpos) {
  EXPECT_EQ(inflection_of("_", "Mood=Ind|Tense=Past|VerbForm=Fin"), Inflection::kPast);
  EXPECT_EQ(inflection_of("_", "Tense=Pres|VerbForm=Part"), Inflection::kIng);
  EXPECT_EQ(inflection_of("_", "Number=Sing|Person=3|VerbForm=Fin"), Inflection::kThirdPerson);
  EXPECT_EQ(inflection_of("_", "Number=Plur"), Inflection::kPlural);
  EXPECT_EQ(inflection_of("NN", "Number=Plur"), Inflection::kNone);
}

TEST(Lemmatizer, TellsHaveFromBeInAClitic) {
  auto corpus = read_conllu(
      "1-2\tHe's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tHe\t_\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n2\t's\t_\tAUX\tVBZ\t_\t4\taux\t_\t_\n"
      "3\tnever\t_\tADV\tRB\t_\t4\tadvmod\t_\t_\n4\tbeen\t_\tAUX\tVBN\t_\t0\troot\t_\t_\n\n"
      "1-2\tHe's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tHe\t_\tPRON\tPRP\t_\t3\tnsubj\t_\t_\n2\t's\t_\tAUX\tVBZ\t_\t3\taux\t_\t_\n"
      "3\tgone\t_\tVERB\tVBN\t_\t0\troot\t_\t_\n\n");
  ASSERT_TRUE(corpus.ok());
  lemmatize((*corpus)->document);
  EXPECT_EQ((*corpus)->document.lemma(1), "have");
  EXPECT_EQ((*corpus)->document.lemma(5), "be");
}

TEST(Lemmatizer, TablesAreInOrderOfTheirKeys) {
  const LemmaTables& tables = lemma_tables();
  EXPECT_GT(tables.edits.size(), 500U);
  EXPECT_TRUE(std::is_sorted(tables.edits.begin(), tables.edits.end(), [](const auto& a, const auto& b) { return a.key < b.key; }));
  EXPECT_TRUE(std::is_sorted(tables.cases.begin(), tables.cases.end(), [](const auto& a, const auto& b) { return a.key < b.key; }));
  EXPECT_EQ(tables.usual_case.size(), kLemmaClassCount * 4);
}

TEST(Lemmatizer, KnowsCases) {
  EXPECT_EQ(form_case("iPhone"), FormCase::kMixed);
  EXPECT_EQ(form_case("Élan"), FormCase::kTitle);
  EXPECT_EQ(form_case("UN"), FormCase::kUpper);
  EXPECT_EQ(form_case("un-2"), FormCase::kLower);
}

}  // namespace
}  // namespace dragoman
