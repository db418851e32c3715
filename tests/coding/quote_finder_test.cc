// SPDX-License-Identifier: Apache-2.0
#include "coding/quote_finder.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "hand_parse.h"

namespace dragoman {
namespace {

/// The quotes of hand-made sentences; `marks` are the words that open and close quotations, in pairs of token numbers.
class QuoteFinderTest : public testing::Test {
 protected:
  void parse(const std::string& lines) {
    corpus_ = hand_parse(lines);
    Document& d = corpus_->document;
    std::uint32_t open = kNoToken;
    for (std::uint32_t t = 0; t < d.tokens.size(); ++t) {
      if (d.form(t) != "\"") continue;
      if (open == kNoToken) {
        open = t;
        continue;
      }
      layout_.quotations.push_back({{d.tokens[open].end_byte, d.tokens[t].begin_byte}, false});
      for (std::uint32_t q = open + 1; q < t; ++q) d.tokens[q].flags |= kInQuotation;
      open = kNoToken;
    }
    view_.build(d);
    QuoteFinder().find(view_, layout_, scratch_, quotes_);
  }
  std::string text(TokenRange range) const {
    std::string out;
    for (std::uint32_t t = range.begin; t < range.end; ++t) out += (out.empty() ? "" : " ") + std::string(corpus_->document.form(t));
    return out;
  }
  std::string show(std::size_t i) const {
    if (i >= quotes_.size()) return "none";
    std::string out = text(quotes_[i].source) + " / " + text(quotes_[i].cue) + " /";
    for (const TokenRange range : quotes_[i].content) out += " [" + text(range) + "]";
    return out + (quotes_[i].speech ? " speech" : " attitude");
  }

  std::unique_ptr<ConlluCorpus> corpus_;
  StoryLayout layout_;
  SyntaxView view_;
  QuoteScratch scratch_;
  std::vector<Quote> quotes_;
};

TEST_F(QuoteFinderTest, ClauseAfterTheVerb) {
  parse(
      "Baku Baku PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nthat that SCONJ IN 5 mark\nYerevan Yerevan PROPN NNP 5 nsubj\n"
      "denied deny VERB VBD 2 ccomp\nthe the DET DT 7 det\nraid raid NOUN NN 5 obj\n. . PUNCT . 2 punct\n");
  ASSERT_EQ(quotes_.size(), 1u) << "the outermost speaker only";
  EXPECT_EQ(show(0), "Baku / said / [that Yerevan denied the raid] speech");
}

TEST_F(QuoteFinderTest, InvertedOrderWithApposition) {
  parse(
      "\" \" PUNCT `` 3 punct\nWe we PRON PRP 3 nsubj\nleave leave VERB VBP 6 ccomp\n\" \" PUNCT '' 3 punct\n, , PUNCT , 6 punct\n"
      "said say VERB VBD 0 root\nRuz Ruz PROPN NNP 6 nsubj\n, , PUNCT , 10 punct\na a DET DT 10 det\nguard guard NOUN NN 7 appos\n. . PUNCT . 6 punct\n");
  ASSERT_EQ(quotes_.size(), 1u);
  EXPECT_EQ(show(0), "Ruz , a guard / said / [\" We leave \"] speech");
}

TEST_F(QuoteFinderTest, ParatheticalSpeakerAndWhatHeAdds) {
  parse(
      "Kars Kars PROPN NNP 2 nsubj\nfell fall VERB VBD 0 root\n, , PUNCT , 5 punct\nhe he PRON PRP 5 nsubj\nsaid say VERB VBD 2 parataxis\n"
      ", , PUNCT , 7 punct\nadding add VERB VBG 5 advcl\nthat that SCONJ IN 10 mark\nArdahan Ardahan PROPN NNP 10 nsubj\nheld hold VERB VBD 7 ccomp\n"
      ". . PUNCT . 2 punct\n");
  ASSERT_EQ(quotes_.size(), 2u);
  EXPECT_EQ(show(0), "he / said / [Kars fell] speech");
  EXPECT_EQ(show(1), "he / adding / [that Ardahan held] speech");
}

TEST_F(QuoteFinderTest, AccordingTo) {
  parse(
      "According accord VERB VBG 3 case\nto to ADP IN 1 fixed\nRiga Riga PROPN NNP 6 obl\n, , PUNCT , 3 punct\ntalks talk NOUN NNS 6 nsubj\n"
      "failed fail VERB VBD 0 root\n. . PUNCT . 6 punct\n");
  ASSERT_EQ(quotes_.size(), 1u);
  EXPECT_EQ(show(0), "Riga / According to / [talks failed] speech");
}

TEST_F(QuoteFinderTest, AttitudesAreNoSpeech) {
  parse(
      "Quito Quito PROPN NNP 2 nsubj\nhopes hope VERB VBZ 0 root\nto to PART TO 4 mark\nwin win VERB VB 2 xcomp\n. . PUNCT . 2 punct\n\n"
      "Quito Quito PROPN NNP 4 nsubj\nis be AUX VBZ 4 cop\nvery very ADV RB 4 advmod\ncritical critical ADJ JJ 0 root\nof of ADP IN 6 case\nLima Lima PROPN NNP 4 obl\n"
      ". . PUNCT . 4 punct\n");
  ASSERT_EQ(quotes_.size(), 2u);
  EXPECT_EQ(show(0), "Quito / hopes / [to win] attitude");
  EXPECT_EQ(show(1), "Quito / is very critical / [of Lima] attitude");
}

TEST_F(QuoteFinderTest, NounWithItsHolder) {
  parse(
      "Rebels rebel NOUN NNS 3 nmod:poss\n' ' PART POS 1 case\nclaim claim NOUN NN 7 nsubj\nthat that SCONJ IN 6 mark\nOran Oran PROPN NNP 6 nsubj\n"
      "fell fall VERB VBD 3 acl\nspread spread VERB VBD 0 root\n. . PUNCT . 7 punct\n");
  ASSERT_EQ(quotes_.size(), 1u);
  EXPECT_EQ(text(quotes_[0].cue), "claim");
  EXPECT_EQ(text(quotes_[0].content[0]), "that Oran fell");
  EXPECT_TRUE(quotes_[0].speech);
}

TEST_F(QuoteFinderTest, QuotationThatRunsOn) {
  parse(
      "\" \" PUNCT `` 4 punct\nWe we PRON PRP 4 nsubj\nwill will AUX MD 4 aux\nfight fight VERB VB 7 ccomp\n\" \" PUNCT '' 4 punct\nhe he PRON PRP 7 nsubj\n"
      "said say VERB VBD 0 root\n. . PUNCT . 7 punct\n\n"
      "\" \" PUNCT `` 4 punct\nWe we PRON PRP 4 nsubj\nwill will AUX MD 4 aux\nwin win VERB VB 0 root\n\" \" PUNCT '' 4 punct\n");
  ASSERT_EQ(quotes_.size(), 1u);
  ASSERT_EQ(quotes_[0].content.size(), 2u);
  EXPECT_NE(text(quotes_[0].content[1]).find("We will win"), std::string::npos);
}

TEST_F(QuoteFinderTest, SourceBesideACueTheParserTore) {
  // "Ardo" hangs on the content instead of the verb.
  parse(
      "\" \" PUNCT `` 3 punct\nThey they PRON PRP 3 nsubj\nleft leave VERB VBD 0 root\n\" \" PUNCT '' 3 punct\n, , PUNCT , 3 punct\n"
      "said say VERB VBD 3 parataxis\nArdo Ardo PROPN NNP 3 dep\n. . PUNCT . 3 punct\n");
  ASSERT_EQ(quotes_.size(), 1u);
  EXPECT_EQ(text(quotes_[0].source), "Ardo");
  EXPECT_EQ(text(quotes_[0].cue), "said");
}

TEST_F(QuoteFinderTest, WordsThatAreNoCues) {
  parse("The the DET DT 2 det\nriver river NOUN NN 3 nsubj\nreached reach VERB VBD 0 root\ntowns town NOUN NNS 3 obj\n. . PUNCT . 3 punct\n");
  EXPECT_TRUE(quotes_.empty());
}

TEST(QuoteCues, EachWordIsFound) {
  const QuoteFinder finder;
  ASSERT_NE(finder.cue(Upos::kVerb, "say"), nullptr);
  EXPECT_NE(finder.cue(Upos::kVerb, "denounce"), nullptr);
  EXPECT_EQ(finder.cue(Upos::kNoun, "say"), nullptr);
  EXPECT_EQ(finder.cue(Upos::kVerb, ""), nullptr);
}

}  // namespace
}  // namespace dragoman
