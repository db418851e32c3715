// SPDX-License-Identifier: Apache-2.0
#include "syntax/tokenizer.h"

#include <gtest/gtest.h>

#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "syntax/characters.h"

namespace dragoman {
namespace {

StoryLayout one_block(std::string_view text) {
  StoryLayout layout;
  layout.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, BlockKind::kBody});
  return layout;
}

/// Words by spaces, "|" before an inner word, " / " between sentences.
std::string show(std::string_view text) {
  Document document;
  tokenize(text, one_block(text), document);
  std::string out;
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    const Token& token = document.tokens[i];
    if (i > 0) {
      out += token.sentence != document.tokens[i - 1].sentence ? " // " : (token.flags & kInnerWord) != 0 ? "|" : " ";
    }
    out += document.form(i);
  }
  return out;
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(Tokenizer, FollowsTheTreebanks) {
  const Case cases[] = {
      {"", ""},
      {"Troops left.", "Troops left ."},
      {"They don't, can't and won't.", "They do|n't , ca|n't and wo|n't ."},
      {"He'd've gone.", "He|'d|'ve gone ."},
      {"They cannot go.", "They can|not go ."},
      {"It's Russia's move; we've seen they're ready.", "It|'s Russia|'s move ; we|'ve seen they|'re ready ."},
      {"Russia’s army didn’t move.", "Russia|’s army did|n’t move ."},
      {"the workers' union and the boss's car", "the workers|' union and the boss|'s car"},
      {"the U.S.-led force and the U.S.'s ally", "the U.S. - led force and the U.S.|'s ally"},
      {"Gen. Smith met Lt. Col. John A. Doe on Sept. 3.", "Gen. Smith met Lt. Col. John A. Doe on Sept. 3 ."},
      {"an anti-war rally in mid-May by non-aligned ex-soldiers",
       "an anti-war rally in mid-May by non-aligned ex-soldiers"},
      {"Kyiv-held towns, F-16 jets, al-Shabaab", "Kyiv - held towns , F - 16 jets , al - Shabaab"},
      {"It cost $3.5 million, 40% more.", "It cost $ 3.5 million , 40 % more ."},
      {"US$200m or 1,200,000 at 5:30pm", "US$ 200 m or 1,200,000 at 5:30 pm"},
      {"from 1992-1994, 9/11 and 11/28/2000", "from 1992 - 1994 , 9/11 and 11/28/2000"},
      {"call 713-853-3989 on 2005-11-28", "call 713-853-3989 on 2005-11-28"},
      {"/TASS/ and (Reuters) --", "/ TASS / and ( Reuters ) --"},
      {"See http://www.un.org/en/a.html, or mail a.b@c-d.org.", "See http://www.un.org/en/a.html , or mail a.b@c-d.org ."},
      {"the site example.com.", "the site example.com ."},
      {"Wait... what?!", "Wait ... what ?!"},
      {"He left—quietly – at 5 p.m. on Monday.", "He left — quietly – at 5 p.m. on Monday ."},
      {"\"We 'will not' yield,\" he said.", "\" We ' will not ' yield , \" he said ."},
      {"“Never,” she said.", "“ Never , ” she said ."},
      {"the 1980s, the '60s and the 80's", "the 1980s , the '60s and the 80's"},
      {"O'Brien of Sana'a at 3 o'clock", "O'Brien of Sana'a at 3 o'clock"},
      {"AT&T and R&D", "AT&T and R&D"},
      {"No. 10 said no. Nothing more.", "No. 10 said no . // Nothing more ."},
      {"end.Next", "end . // Next"},
      {"of the company, Acme Inc.", "of the company , Acme Inc."},
  };
  for (const Case& c : cases) EXPECT_EQ(show(c.text), c.expected) << c.text;
}

TEST(SentenceSplitter, EndsSentencesWhereNewsDoes) {
  const Case cases[] = {
      {"\"We will fight,\" she said. Talks ended.", "\" We will fight , \" she said . // Talks ended ."},
      {"\"It is over.\" He left the hall.", "\" It is over . \" // He left the hall ."},
      {"\"Is it over?\" he asked.", "\" Is it over ? \" he asked ."},
      {"The U.S. Army said Mr. Jones had left.", "The U.S. Army said Mr. Jones had left ."},
      {"It rose 3.5 percent. The rest fell.", "It rose 3.5 percent . // The rest fell ."},
      {"They met at 5 p.m. Monday in Paris.", "They met at 5 p.m. Monday in Paris ."},
      {"Mourners of P.W. Botha met in Paris.", "Mourners of P.W. Botha met in Paris ."},
      {"They fled to the U.S. The army stayed.", "They fled to the U.S. // The army stayed ."},
      {"He works for Acme Inc. In May he left.", "He works for Acme Inc. // In May he left ."},
      {"Troops in Kyiv Image: NASA", "Troops in Kyiv // Image : NASA"},
      {"Talks in Washington D.C. Image: NASA", "Talks in Washington D.C. // Image : NASA"},
      {"Thursday, May 7, 2015 On Tuesday, troops left.", "Thursday , May 7 , 2015 // On Tuesday , troops left ."},
      {"May 7, 2015 Troops left.", "May 7 , 2015 // Troops left ."},
      {"May 7, 2015, Troops Left", "May 7 , 2015 , Troops Left"},
      {"Votes in the northern districts In the south, polls opened.", "Votes in the northern districts // In the south , polls opened ."},
      {"He read In Cold Blood.", "He read In Cold Blood ."},
      {"(They met in Rome.) The talks failed.", "( They met in Rome . ) // The talks failed ."},
      {"President Putin met Chancellor Merkel in Moscow.", "President Putin met Chancellor Merkel in Moscow ."},
  };
  for (const Case& c : cases) EXPECT_EQ(show(c.text), c.expected) << c.text;
}

TEST(Tokenizer, BlocksEndSentencesAndOtherKindsAreLeftOut) {
  const std::string text = "Title here\nFirst part\nof it\n\nSecond";
  StoryLayout layout;
  layout.blocks = {{{0, 10}, BlockKind::kHeadline}, {{11, 27}, BlockKind::kBody}, {{29, 35}, BlockKind::kBody}};
  Document document;
  tokenize(text, layout, document);
  ASSERT_EQ(document.sentences.size(), 2U);
  EXPECT_EQ(document.form(0), "First");
  EXPECT_EQ(document.sentences[0].block, 1U);
  EXPECT_EQ(document.sentences[1].block, 2U);
  EXPECT_EQ(document.sentences[1].begin_byte, 29U);
  layout.blocks.resize(1);
  tokenize(text, layout, document);
  ASSERT_EQ(document.tokens.size(), 2U);  // the headline when there is no body
  EXPECT_EQ(document.form(1), "here");
}

TEST(Tokenizer, MarksQuotations) {
  const std::string text = "He said: \"We left.\" Then silence.";
  StoryLayout layout = one_block(text);
  layout.quotations.push_back({{10, 18}, false});
  Document document;
  tokenize(text, layout, document);
  std::string quoted;
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    if ((document.tokens[i].flags & kInQuotation) != 0) quoted += std::string(document.form(i)) + " ";
  }
  EXPECT_EQ(quoted, "We left . ");
}

TEST(Tokenizer, NormsAreLowerCaseWithStraightQuotes) {
  const std::string text = "ÉCOLE Ünited didn’t ŁÓDŹ МОСКВА “A”";
  Document document;
  tokenize(text, one_block(text), document);
  std::string norms;
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) norms += std::string(document.norm(i)) + " ";
  EXPECT_EQ(norms, "école ünited did n't łódź москва \" a \" ");
}

/// Tokens in order, apart, and white space only between them.
void expect_tiling(std::string_view text, const Document& document) {
  std::size_t at = 0;
  const auto expect_space = [&](std::size_t from, std::size_t to) {
    for (std::size_t k = from; k < to;) {
      const CodePoint point = decode_utf8(text, k);
      ASSERT_TRUE(is_space(point.code)) << "byte " << k;
      k += point.size;
    }
  };
  std::uint32_t sentence = 0;
  for (std::size_t i = 0; i < document.tokens.size(); ++i) {
    const Token& token = document.tokens[i];
    ASSERT_GE(token.begin_byte, at);
    ASSERT_GT(token.end_byte, token.begin_byte);
    ASSERT_NO_FATAL_FAILURE(expect_space(at, token.begin_byte));
    ASSERT_EQ((token.flags & kSpaceBefore) != 0, i == 0 || token.begin_byte > at);
    ASSERT_TRUE(token.sentence == sentence || token.sentence == sentence + 1);
    sentence = token.sentence;
    at = token.end_byte;
  }
  ASSERT_NO_FATAL_FAILURE(expect_space(at, text.size()));
  std::uint32_t next = 0;
  for (const Sentence& s : document.sentences) {
    ASSERT_EQ(s.tokens.begin, next);
    ASSERT_GT(s.tokens.end, s.tokens.begin);
    ASSERT_LE(s.tokens.end - s.tokens.begin, kMaxSentenceTokens + 8);
    next = s.tokens.end;
  }
  ASSERT_EQ(next, document.tokens.size());
}

TEST(Tokenizer, TilesAnyText) {
  const std::vector<std::string> pieces = {
      " ", "\n", "\t", "\u00a0", "\u3000", "a", "Zürich", "don't", "n't", "'", "’", "‘", "“", "”", "\"", "-", "--", "–", "…",
      ".", "...", ",", ":", "/", "1", "1992", "$", "%", "@", "http://", "www.", "U.S", "Gen", "cannot", "s", "'s", "\xff",
      "\xe2\x80", "\xc3", "漢字", "😀", "\u200b", "\u200d", "(", ")", "[", "]", "<", ">", "#", "&", "*", "+", "=", "_",
      "\0x", "com", "e", "non", "A", "I", "5pm", "\u0301", "ا", "`", "``", "''"};
  std::mt19937 random(20260101);
  Document document;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const std::size_t count = random() % 24;
    for (std::size_t k = 0; k < count; ++k) {
      if (random() % 12 == 0) text += static_cast<char>(random());
      else text += pieces[random() % pieces.size()];
    }
    tokenize(text, one_block(text), document);
    ASSERT_NO_FATAL_FAILURE(expect_tiling(text, document)) << "round " << round << ": " << text;
  }
}

TEST(Tokenizer, IsLinearInLongWordsAndLines) {
  std::vector<std::string> texts;
  texts.emplace_back(100000, 'x');
  texts.emplace_back();
  for (int k = 0; k < 50000; ++k) texts.back() += "a-";
  texts.emplace_back();
  for (int k = 0; k < 50000; ++k) texts.back() += "a.b@";
  texts.emplace_back(100000, '\'');
  texts.emplace_back(100000, '.');
  texts.emplace_back();
  for (int k = 0; k < 50000; ++k) texts.back() += "1,";
  texts.emplace_back();
  while (texts.back().size() < 10'000'000) texts.back() += "one line that never ends and has Names, ";
  Document document;
  for (const std::string& text : texts) {
    const std::clock_t start = std::clock();  // of this process: others may be busy
    tokenize(text, one_block(text), document);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, 10.0) << text.substr(0, 20);  // quadratic time would take minutes
    expect_tiling(text, document);
  }
}

TEST(Tokenizer, AllocatesNothingOnceWarm) {
  std::string text;
  for (int k = 0; k < 200; ++k) text += "Gen. Smith said \"we won't\" leave the Kyiv-held town. ";
  Document document;
  tokenize(text, one_block(text), document);
  const void* const tokens = document.tokens.data();
  const void* const strings = document.strings.data();
  const void* const sentences = document.sentences.data();
  tokenize(text, one_block(text), document);
  EXPECT_EQ(document.tokens.data(), tokens);
  EXPECT_EQ(document.strings.data(), strings);
  EXPECT_EQ(document.sentences.data(), sentences);
}

}  // namespace
}  // namespace dragoman
