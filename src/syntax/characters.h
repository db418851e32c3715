// SPDX-License-Identifier: Apache-2.0
// What the tokeniser needs to know of characters: a tolerant UTF-8 decoder and coarse classes of code points.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace dragoman {

struct CodePoint {
  char32_t value = 0xFFFD;
  std::uint32_t size = 1;  ///< bytes; 1 for an invalid byte
};

/// Decodes the code point at `at`; an invalid or cut sequence is U+FFFD of one byte. Requires at < text.size().
constexpr CodePoint decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned b0 = byte(at);
  if (b0 < 0x80) return {b0, 1};
  const auto tail = [&](std::size_t k) { return at + k < text.size() && (byte(at + k) & 0xC0U) == 0x80U; };
  if (b0 >= 0xC2 && b0 < 0xE0 && tail(1)) return {((b0 & 0x1FU) << 6) | (byte(at + 1) & 0x3FU), 2};
  if (b0 >= 0xE0 && b0 < 0xF0 && tail(1) && tail(2)) {
    const char32_t c = ((b0 & 0x0FU) << 12) | ((byte(at + 1) & 0x3FU) << 6) | (byte(at + 2) & 0x3FU);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3};
  }
  if (b0 >= 0xF0 && b0 < 0xF5 && tail(1) && tail(2) && tail(3)) {
    const char32_t c = ((b0 & 0x07U) << 18) | ((byte(at + 1) & 0x3FU) << 12) | ((byte(at + 2) & 0x3FU) << 6) |
                       (byte(at + 3) & 0x3FU);
    if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4};
  }
  return {};
}

/// Unicode White_Space.
constexpr bool is_space(char32_t c) {
  return (c >= 9 && c <= 13) || c == 32 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Simple lower case of Latin, Greek, Cyrillic, Armenian and Georgian capitals; other code points are unchanged.
constexpr char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE) return c == 0xD7 ? c : c + 32;
  if (c < 0x100) return c;
  if (c == 0x130) return 'i';
  if (c == 0x178) return 0xFF;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return (c & 1) != 0 ? c + 1 : c;
  if ((c >= 0x100 && c <= 0x177) || (c >= 0x1DE && c <= 0x1EF) || (c >= 0x1F8 && c <= 0x233)) return c | 1;
  if (c >= 0x391 && c <= 0x3AB && c != 0x3A2) return c + 32;
  if (c == 0x386) return 0x3AC;
  if (c >= 0x388 && c <= 0x38A) return c + 37;
  if (c == 0x38C) return 0x3CC;
  if (c == 0x38E || c == 0x38F) return c + 63;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if ((c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F)) return c | 1;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  if (c >= 0x1E00 && c <= 0x1E95) return c | 1;
  if (c >= 0x1EA0 && c <= 0x1EFF) return c | 1;
  if (c >= 0xFF21 && c <= 0xFF3A) return c + 32;
  return c;
}

constexpr bool is_upper(char32_t c) { return to_lower(c) != c; }
constexpr bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

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
