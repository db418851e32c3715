// SPDX-License-Identifier: Apache-2.0
// Lower-cased forms.
#include <algorithm>
#include <array>

#include "syntax/characters.h"
#include "syntax/tokenizer.h"

namespace dragoman {
namespace {

std::uint32_t encode_utf8(char32_t c, char* out) {
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<char>(0xC0U | (c >> 6));
    out[1] = static_cast<char>(0x80U | (c & 0x3FU));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0U | (c >> 12));
    out[1] = static_cast<char>(0x80U | ((c >> 6) & 0x3FU));
    out[2] = static_cast<char>(0x80U | (c & 0x3FU));
    return 3;
  }
  out[0] = static_cast<char>(0xF0U | (c >> 18));
  out[1] = static_cast<char>(0x80U | ((c >> 12) & 0x3FU));
  out[2] = static_cast<char>(0x80U | ((c >> 6) & 0x3FU));
  out[3] = static_cast<char>(0x80U | (c & 0x3FU));
  return 4;
}

constexpr std::array<char, 128> make_lower() {
  std::array<char, 128> table{};
  for (unsigned c = 0; c < 128; ++c) table[c] = static_cast<char>(lower_ascii(c));
  return table;
}
constexpr std::array<char, 128> kLower = make_lower();

}  // namespace

void set_norm_from_form(Document& document, std::uint32_t i) {
  Token& token = document.tokens[i];
  const std::string_view form = document.form(i);
  std::array<char, kMaxNormBytes + 4> buffer;
  std::uint32_t size = 0;
  for (std::size_t at = 0; at < form.size() && size < kMaxNormBytes;) {
    const auto b = static_cast<unsigned char>(form[at]);
    if (b < 0x80) {
      buffer[size++] = kLower[b];
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(form, at);
    at += point.size;
    if (is_joiner(point.code)) continue;
    char32_t c = to_lower(point.code);
    if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x02BC) c = '\'';
    if (c == 0x201C || c == 0x201D || c == 0x201F) c = '"';
    std::array<char, 4> bytes;
    const std::uint32_t n = encode_utf8(c, bytes.data());
    if (size + n > kMaxNormBytes) break;
    std::copy_n(bytes.data(), n, buffer.data() + size);
    size += n;
  }
  token.norm_begin = static_cast<std::uint32_t>(document.strings.size());
  token.norm_size = static_cast<std::uint16_t>(size);
  document.strings.append(buffer.data(), size);
}

}  // namespace dragoman
