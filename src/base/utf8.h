// SPDX-License-Identifier: Apache-2.0
// UTF-8: validation, code points, offsets, case and diacritics. All functions accept any bytes; an invalid byte counts
// as one code point, U+FFFD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct DecodedChar {
  char32_t code = kReplacementCharacter;
  std::uint32_t size = 1;  ///< bytes taken; 1 for an invalid byte
  bool valid = false;
};

/// The code point at byte `pos`; requires pos < text.size().
DecodedChar decode_utf8_slow(std::string_view text, std::size_t pos);
inline DecodedChar decode_utf8(std::string_view text, std::size_t pos) {
  const auto first = static_cast<unsigned char>(text[pos]);
  if (first < 0x80) return {first, 1, true};
  return decode_utf8_slow(text, pos);
}

/// The code point that ends before byte `pos`; requires 0 < pos <= text.size().
DecodedChar decode_utf8_before(std::string_view text, std::size_t pos);

/// Appends a code point; surrogates and values above U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code);

bool is_ascii(std::string_view text);
bool is_valid_utf8(std::string_view text);

/// Appends `bytes` with each invalid byte replaced by U+FFFD. Returns how many there were.
std::uint64_t append_sanitized_utf8(std::string_view bytes, std::string& out);

/// Code points in valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// The longest prefix of at most `max_bytes` bytes that does not cut a code point.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

/// Converts between byte and code point offsets of one valid UTF-8 text: one table entry per 64 bytes, so that a lookup
/// reads an entry and at most 64 bytes. Keeps no table for ASCII. build() reuses memory. Borrows the text.
class CodePointIndex {
 public:
  CodePointIndex() = default;
  explicit CodePointIndex(std::string_view text) { build(text); }
  void build(std::string_view text);
  /// Code points before byte `byte` (clamped to the text).
  [[nodiscard]] std::size_t to_code_point(std::size_t byte) const;
  /// Byte offset of code point `index` (clamped to the text).
  [[nodiscard]] std::size_t to_byte(std::size_t index) const;
  [[nodiscard]] std::size_t code_points() const { return total_; }

 private:
  static constexpr std::size_t kStride = 64;
  std::string_view text_;
  std::vector<std::uint32_t> before_;  ///< code points before byte i * kStride
  std::size_t total_ = 0;
  bool ascii_ = true;
};

/// Simple (one to one) lower case for Latin, Greek and Cyrillic; other code points as they are.
char32_t to_lower(char32_t code);
/// The letter without its marks (é to e, й to и, ł to l); other code points as they are.
char32_t base_letter(char32_t code);
inline bool is_combining_mark(char32_t code) { return code >= 0x300 && code <= 0x36F; }
inline bool is_upper(char32_t code) { return to_lower(code) != code; }
/// Letters of any script, to the precision that layout and matching need: no punctuation, digits, symbols or spaces.
bool is_letter(char32_t code);
bool is_unicode_space(char32_t code);
inline bool is_ascii_digit(char32_t code) { return code >= '0' && code <= '9'; }

/// Appends lower-cased text.
void append_lower(std::string_view text, std::string& out);
/// Appends text lower-cased, without diacritics, with ß æ œ þ written out and curly apostrophes straight: the key under
/// which names are looked up.
void append_folded(std::string_view text, std::string& out);
std::string fold(std::string_view text);

/// ASCII helpers for keywords and formats.
inline char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool equals_ignore_case(std::string_view a, std::string_view b);
bool starts_with_ignore_case(std::string_view text, std::string_view prefix);
/// Position of an ASCII needle (given in lower case) in `text` from `from`, or npos.
std::size_t find_ignore_case(std::string_view text, std::string_view needle, std::size_t from = 0);
/// Without ASCII white space and U+00A0 at both ends.
std::string_view trim(std::string_view text);

}  // namespace dragoman
