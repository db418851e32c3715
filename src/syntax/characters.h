// SPDX-License-Identifier: Apache-2.0
// What the tokeniser needs to know of characters beside base/utf8.h: coarse classes of code points.
#pragma once

#include "base/utf8.h"

namespace dragoman {

using CodePoint = DecodedChar;

/// Unicode White_Space.
constexpr bool is_space(char32_t c) {
  return (c >= 9 && c <= 13) || c == 32 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Lower case of an ASCII letter; other values as they are.
constexpr char32_t lower_ascii(char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

/// Part of no word of its own: joiners, direction marks, variation selectors, byte-order marks.
constexpr bool is_joiner(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/// Punctuation and symbols outside ASCII (coarse: whole blocks); never part of a word.
constexpr bool is_symbol_beyond_ascii(char32_t c) {
  if (is_joiner(c)) return false;
  if (c < 0x100) return (c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA && c != 0xB2 && c != 0xB3 && c != 0xB9) ||
                        c == 0xD7 || c == 0xF7;
  return (c >= 0x2010 && c <= 0x206F) || (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2190 && c <= 0x2BFF) ||
         (c >= 0x2E00 && c <= 0x2E7F) || (c >= 0x3001 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) ||
         (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
         (c >= 0xFF5B && c <= 0xFF65) || (c >= 0x1F000 && c <= 0x1FAFF) || c == 0x2122 || c == 0x2117;
}

constexpr bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
constexpr bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }
constexpr bool is_double_quote(char32_t c) {
  return c == '"' || (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x300C || c == 0x300D;
}

}  // namespace dragoman
