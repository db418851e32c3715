// SPDX-License-Identifier: Apache-2.0
#include "syntax/names.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace dragoman {
namespace {

/// A document of one sentence a line; a word that begins with a capital is a proper noun.
struct Story {
  std::string text;
  Document document;

  explicit Story(std::string_view lines) : text(lines) {
    document.text = text;
    for (std::uint32_t at = 0; at < text.size();) {
      const auto line_end = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
      Sentence sentence;
      sentence.tokens.begin = static_cast<std::uint32_t>(document.tokens.size());
      while (at < line_end) {
        const auto end = std::min(static_cast<std::uint32_t>(std::min(text.find(' ', at), text.size())), line_end);
        Token token;
        token.begin_byte = at;
        token.end_byte = end;
        token.upos = text[at] >= 'A' && text[at] <= 'Z' ? Upos::kPropn : Upos::kNoun;
        document.tokens.push_back(token);
        at = std::min(end + 1, line_end);
      }
      sentence.tokens.end = static_cast<std::uint32_t>(document.tokens.size());
      document.sentences.push_back(sentence);
      at = line_end + 1;
    }
  }
  void add(std::uint32_t begin, std::uint32_t end, NameType type) { document.names.push_back({{begin, end}, type}); }
  std::string settle() {
    NameScratch scratch;
    settle_names(document, scratch);
    std::string out;
    for (const NameSpan& n : document.names) {
      out += (out.empty() ? "" : ", ") + std::string(kNameTypeNames[static_cast<std::size_t>(n.type)]);
      for (std::uint32_t t = n.tokens.begin; t < n.tokens.end; ++t) out += " " + std::string(document.form(t));
    }
    return out;
  }
};

TEST(SettleNames, TitlesAreNoPartOfAPersonsName) {
  Story story("Vice President Li met Sheikh Omar Ali\nthe President left");
  story.add(0, 3, NameType::kPerson);
  story.add(4, 7, NameType::kPerson);
  story.add(8, 9, NameType::kPerson);
  EXPECT_EQ(story.settle(), "PER Li, PER Omar Ali");
}

TEST(SettleNames, WhatIsWrittenAlikeIsOfTheMostFrequentType) {
  Story story("troops of Arland left\nArland said\nArland denied\nOrsk fell\nOrsk said");
  story.add(2, 3, NameType::kLocation);
  story.add(4, 5, NameType::kOrganisation);
  story.add(6, 7, NameType::kLocation);
  story.add(8, 9, NameType::kLocation);
  story.add(10, 11, NameType::kOrganisation);  // a tie stays as it is
  EXPECT_EQ(story.settle(), "LOC Arland, LOC Arland, LOC Arland, LOC Orsk, ORG Orsk");
}

TEST(SettleNames, AProperNounIsANameWhereTheStoryHasItAsOneElsewhere) {
  Story story("the KLF said\nthe KLF denied\nthe KLF Brigade left\nthe klf");
  story.add(1, 2, NameType::kOrganisation);
  EXPECT_EQ(story.settle(), "ORG KLF, ORG KLF");
}

TEST(SettleNames, NothingOfNothing) {
  Story story("");
  EXPECT_EQ(story.settle(), "");
}

}  // namespace
}  // namespace dragoman
