// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/unicode_tables.h"

namespace dragoman {
namespace {

inline bool is_continuation(unsigned char c) { return (c & 0xC0) == 0x80; }

// Bytes in [begin, end) that start a code point.
std::size_t count_starts(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t count = 0;
  std::size_t i = begin;
  for (; i + 8 <= end; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    // A continuation byte has bit 7 set and bit 6 clear.
    const std::uint64_t continuation = (word >> 7) & ~(word >> 6) & 0x0101010101010101ULL;
    count += 8 - static_cast<std::size_t>(std::popcount(continuation));
  }
  for (; i < end; ++i) count += is_continuation(static_cast<unsigned char>(text[i])) ? 0 : 1;
  return count;
}

std::size_t ascii_run(std::string_view text, std::size_t pos) {
  std::size_t i = pos;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if ((word & 0x8080808080808080ULL) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i - pos;
}

}  // namespace

DecodedChar decode_utf8_slow(std::string_view text, std::size_t pos) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(pos);
  const std::size_t left = text.size() - pos;
  if (first < 0x80) return {first, 1, true};
  if (first < 0xC2 || first > 0xF4) return {};
  const std::uint32_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (left < size) return {};
  char32_t code = first & (0x7F >> size);
  for (std::uint32_t i = 1; i < size; ++i) {
    if (!is_continuation(byte(pos + i))) return {};
    code = code << 6 | (byte(pos + i) & 0x3F);
  }
  if (size == 3 && (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF))) return {};
  if (size == 4 && (code < 0x10000 || code > 0x10FFFF)) return {};
  return {code, size, true};
}

DecodedChar decode_utf8_before(std::string_view text, std::size_t pos) {
  for (std::size_t size = 1; size <= 4 && size <= pos; ++size) {
    if (is_continuation(static_cast<unsigned char>(text[pos - size]))) continue;
    const DecodedChar c = decode_utf8(text, pos - size);
    if (c.valid && c.size == size) return c;
    break;
  }
  return {};
}

void append_utf8(std::string& out, char32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = kReplacementCharacter;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

bool is_ascii(std::string_view text) { return ascii_run(text, 0) == text.size(); }

bool is_valid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    i += ascii_run(text, i);
    if (i >= text.size()) break;
    const DecodedChar c = decode_utf8_slow(text, i);
    if (!c.valid) return false;
    i += c.size;
  }
  return true;
}

std::uint64_t append_sanitized_utf8(std::string_view bytes, std::string& out) {
  std::uint64_t replaced = 0;
  std::size_t copied = 0;
  std::size_t i = 0;
  while (i < bytes.size()) {
    i += ascii_run(bytes, i);
    if (i >= bytes.size()) break;
    const DecodedChar c = decode_utf8_slow(bytes, i);
    if (!c.valid) {
      out.append(bytes.substr(copied, i - copied));
      append_utf8(out, kReplacementCharacter);
      copied = i + 1;
      ++replaced;
    }
    i += c.size;
  }
  out.append(bytes.substr(copied));
  return replaced;
}

std::size_t count_code_points(std::string_view text) { return count_starts(text, 0, text.size()); }

std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && max_bytes - end < 4 && is_continuation(static_cast<unsigned char>(text[end]))) --end;
  return text.substr(0, end);
}

void CodePointIndex::build(std::string_view text) {
  text_ = text;
  before_.clear();
  ascii_ = is_ascii(text);
  total_ = text.size();
  if (ascii_) return;
  total_ = 0;
  for (std::size_t begin = 0; begin < text.size(); begin += kStride) {
    before_.push_back(static_cast<std::uint32_t>(total_));
    total_ += count_starts(text, begin, std::min(begin + kStride, text.size()));
  }
}

std::size_t CodePointIndex::to_code_point(std::size_t byte) const {
  if (byte >= text_.size()) return total_;
  if (ascii_) return byte;
  const std::size_t cell = byte / kStride;
  return before_[cell] + count_starts(text_, cell * kStride, byte);
}

std::size_t CodePointIndex::to_byte(std::size_t index) const {
  if (index >= total_) return text_.size();
  if (ascii_) return index;
  const auto after = std::upper_bound(before_.begin(), before_.end(), static_cast<std::uint32_t>(index));
  const auto cell = static_cast<std::size_t>(after - before_.begin()) - 1;
  std::size_t left = index - before_[cell];
  std::size_t byte = cell * kStride;
  for (;; ++byte) {
    if (is_continuation(static_cast<unsigned char>(text_[byte]))) continue;
    if (left == 0) return byte;
    --left;
  }
}

char32_t to_lower(char32_t code) {
  using namespace unicode_tables;
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  if (code < 0xC0) return code;
  if (code < 0x250) return kLowerLatin[code - 0xC0];
  if (code < 0x370) return code;
  if (code < 0x530) return kLowerGreekCyrillic[code - 0x370];
  if (code < 0x1E00) return code;
  if (code < 0x1F00) return kLowerLatinAdditional[code - 0x1E00];
  if (code < 0x2000) return kLowerGreekExtended[code - 0x1F00];
  return code;
}

char32_t base_letter(char32_t code) {
  using namespace unicode_tables;
  if (code < 0xC0) return code;
  if (code < 0x250) return kBaseLatin[code - 0xC0];
  if (code < 0x370) return code;
  if (code < 0x530) return kBaseGreekCyrillic[code - 0x370];
  if (code < 0x1E00) return code;
  if (code < 0x1F00) return kBaseLatinAdditional[code - 0x1E00];
  if (code < 0x2000) return kBaseGreekExtended[code - 0x1F00];
  return code;
}

bool is_letter(char32_t code) {
  if (code < 0x80) return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
  if (code < 0xC0) return code == 0xAA || code == 0xB5 || code == 0xBA;
  if (code < 0x300) return code != 0xD7 && code != 0xF7;
  if (code < 0x370) return false;
  if (code < 0x2000) {
    return code != 0x37E && code != 0x387 && !(code >= 0x55A && code <= 0x55F) && !(code >= 0x589 && code <= 0x5CF) &&
           !(code >= 0x5F3 && code <= 0x61F) && !(code >= 0x660 && code <= 0x66D) && code != 0x6D4 &&
           !(code >= 0x6F0 && code <= 0x6F9) && code != 0x964 && code != 0x965 && !(code >= 0x966 && code <= 0x970) &&
           code != 0x1680;
  }
  if (code < 0x2C00) return code >= 0x2100 && code <= 0x214F;  // letter-like symbols
  if (code < 0x2E80) return code < 0x2E00;
  if (code < 0x3040) return code == 0x3005 || code == 0x3006;
  if (code < 0xD800) return true;
  if (code < 0xF900) return false;
  if (code < 0x10000) {
    return (code < 0xFE00 && code != 0xFD3E && code != 0xFD3F) || (code >= 0xFE70 && code < 0xFEFF) ||
           (code >= 0xFF21 && code <= 0xFF3A) || (code >= 0xFF41 && code <= 0xFF5A) ||
           (code >= 0xFF66 && code <= 0xFFDC);
  }
  return code < 0x1F000 || (code >= 0x20000 && code < 0x32000);
}

bool is_unicode_space(char32_t code) {
  return code == ' ' || (code >= 9 && code <= 13) || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200B) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000 || code == 0xFEFF;
}

void append_lower(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const DecodedChar c = decode_utf8(text, i);
    if (c.code < 0x80) {
      out += ascii_lower(text[i]);
    } else {
      append_utf8(out, to_lower(c.code));
    }
    i += c.size;
  }
}

void append_folded(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const DecodedChar c = decode_utf8(text, i);
    i += c.size;
    if (c.code < 0x80) {
      out += ascii_lower(static_cast<char>(c.code));
      continue;
    }
    if (is_combining_mark(c.code)) continue;
    const char32_t base = base_letter(to_lower(c.code));
    switch (base) {
      case 0xDF: out += "ss"; break;
      case 0xE6: out += "ae"; break;
      case 0xFE: out += "th"; break;
      case 0x153: out += "oe"; break;
      case 0x2018:
      case 0x2019:
      case 0x02BC:
      case 0x02BB: out += '\''; break;
      case 0x2010:
      case 0x2011: out += '-'; break;
      case 0xA0: out += ' '; break;
      case 0xAD: break;  // soft hyphen
      default: append_utf8(out, base);
    }
  }
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_folded(text, out);
  return out;
}

bool equals_ignore_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_ignore_case(a, b);
}

bool starts_with_ignore_case(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (ascii_lower(text[i]) != ascii_lower(prefix[i])) return false;
  }
  return true;
}

std::size_t find_ignore_case(std::string_view text, std::string_view needle, std::size_t from) {
  if (needle.empty()) return from <= text.size() ? from : std::string_view::npos;
  for (std::size_t i = from; i + needle.size() <= text.size(); ++i) {
    if (ascii_lower(text[i]) == needle[0] && starts_with_ignore_case(text.substr(i), needle)) return i;
  }
  return std::string_view::npos;
}

std::string_view trim(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; };
  for (;;) {
    if (!text.empty() && space(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with("\xC2\xA0")) {
      text.remove_prefix(2);
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && space(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with("\xC2\xA0")) {
      text.remove_suffix(2);
    } else {
      break;
    }
  }
  return text;
}

}  // namespace dragoman
