// SPDX-License-Identifier: Apache-2.0
// A plain splitter for places_eval, so that it measures place finding without models.
#pragma once

#include <cctype>
#include <string_view>

#include "syntax/document.h"
#include "text/story.h"

namespace dragoman {

inline void eval_tokens(std::string_view text, StoryLayout& layout, Document& document) {
  layout.clear();
  document.clear();
  document.text = text;
  const auto word = [&](std::size_t i) {
    return std::isalnum(static_cast<unsigned char>(text[i])) != 0 ||
           (static_cast<unsigned char>(text[i]) >= 0x80 && text.substr(i, 2) != "\xE2\x80");
  };
  bool space = true;
  std::uint32_t sentence_begin = 0;
  const auto close = [&] {
    const auto n = static_cast<std::uint32_t>(document.tokens.size());
    if (n == sentence_begin) return;
    document.sentences.push_back(
        {{sentence_begin, n}, document.tokens[sentence_begin].begin_byte, document.tokens[n - 1].end_byte, 0});
    sentence_begin = n;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\n') close();
    if (std::isspace(static_cast<unsigned char>(text[i])) != 0) {
      space = true;
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    if (word(i)) {
      while (end < text.size() &&
             (word(end) || ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80 && word(end - 1))))
        ++end;
      // Abbreviations keep their stops: U.S., W.Va., St., Pa., Gov.
      while (
          end < text.size() && text[end] == '.' &&
          ((end + 1 < text.size() && word(end + 1) && std::isupper(static_cast<unsigned char>(text[end + 1])) != 0) ||
           (end - i <= 5 && std::isupper(static_cast<unsigned char>(text[i])) != 0 &&
            (text.substr(i, end - i).find('.') != std::string_view::npos || text.substr(i, end - i) == "St" ||
             text.substr(i, end - i) == "Mt" || text.substr(i, end - i) == "Ft")))) {
        ++end;
        while (end < text.size() && word(end)) ++end;
      }
      if (end + 1 < text.size() && text[end] == '\'' && std::isalpha(static_cast<unsigned char>(text[end + 1])) != 0 &&
          text[end + 1] != 's') {
        ++end;
        while (end < text.size() && word(end)) ++end;
      }
    } else if ((static_cast<unsigned char>(text[i]) >= 0xC0)) {
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    } else if (text[i] == '\'' && i + 1 < text.size() && text[i + 1] == 's') {
      ++end;
    }
    Token token;
    token.begin_byte = static_cast<std::uint32_t>(i);
    token.end_byte = static_cast<std::uint32_t>(end);
    token.flags = space ? static_cast<std::uint8_t>(kSpaceBefore) : std::uint8_t{0};
    token.sentence = static_cast<std::uint32_t>(document.sentences.size());
    document.tokens.push_back(token);
    space = false;
    const char c = text[i];
    if ((c == '.' || c == '!' || c == '?') && end < text.size() && (text[end] == ' ' || text[end] == '"')) {
      // A stop after a short capitalised word is an abbreviation more often than an end.
      const std::size_t n = document.tokens.size();
      const bool abbreviation = c == '.' && n > 1 && document.tokens[n - 2].end_byte == i &&
                                i - document.tokens[n - 2].begin_byte <= 4 &&
                                std::isupper(static_cast<unsigned char>(text[document.tokens[n - 2].begin_byte])) != 0;
      if (!abbreviation) close();
    }
    i = end;
  }
  close();
}

}  // namespace dragoman
