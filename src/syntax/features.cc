// SPDX-License-Identifier: Apache-2.0
#include "syntax/features.h"

#include <algorithm>

#include "base/hash.h"

namespace dragoman {
namespace {

constexpr bool is_ascii_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

std::uint64_t salted(std::uint64_t salt, std::string_view bytes) {
  return mix_64(fnv1a_64(bytes, kFnv1aOffset + salt * 0x9e3779b97f4a7c15ULL));
}

/// Lower-cases the two-byte character at p in place; returns whether it was a capital.
bool lower_two_bytes(char* p) {
  const auto lead = static_cast<unsigned char>(p[0]);
  const auto next = static_cast<unsigned char>(p[1]);
  if (next < 0x80 || next > 0xbf) return false;
  const unsigned code = (lead & 0x1fU) << 6 | (next & 0x3fU);
  unsigned lower = code;
  if (code >= 0xc0 && code <= 0xde && code != 0xd7)
    lower = code + 0x20;
  else if ((code >= 0x100 && code <= 0x137 && code != 0x130) || (code >= 0x14a && code <= 0x177))
    lower = code | 1U;
  else if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e))
    lower = code + (code & 1U);
  else if (code >= 0x391 && code <= 0x3a9 && code != 0x3a2)
    lower = code + 0x20;
  else if (code >= 0x410 && code <= 0x42f)
    lower = code + 0x20;
  else if (code >= 0x400 && code <= 0x40f)
    lower = code + 0x50;
  if (lower == code) return false;
  p[0] = static_cast<char>(0xc0U | lower >> 6);
  p[1] = static_cast<char>(0x80U | (lower & 0x3fU));
  return true;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; }

/// Byte length of the first n characters.
std::size_t prefix_bytes(std::string_view s, int n) {
  std::size_t i = 0;
  while (i < s.size() && n-- > 0) {
    ++i;
    while (i < s.size() && is_continuation(s[i])) ++i;
  }
  return i;
}

std::size_t suffix_begin(std::string_view s, int n) {
  std::size_t i = s.size();
  while (i > 0 && n-- > 0) {
    --i;
    while (i > 0 && is_continuation(s[i])) --i;
  }
  return i;
}

/// Typographic quotation marks as typewriter ones, as the treebanks and the word vectors have them.
void straighten(std::string_view form, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < form.size(); ++i) {
    const std::string_view three = form.substr(i, 3);
    if (three == "\u2018" || three == "\u2019") {
      out.push_back('\'');
      i += 2;
    } else if (three == "\u201c" || three == "\u201d") {
      out.push_back('"');
      i += 2;
    } else {
      out.push_back(form[i]);
    }
  }
}

}  // namespace

void lower_form(std::string_view form, std::string& out) {
  out.assign(form);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto c = static_cast<unsigned char>(out[i]);
    if (is_ascii_upper(c)) {
      out[i] = static_cast<char>(c + 0x20);
    } else if (c >= 0xc3 && c <= 0xd1 && i + 1 < out.size()) {
      lower_two_bytes(&out[i]);
      ++i;
    }
  }
}

void shape_of(std::string_view form, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < form.size() && out.size() < 10;) {
    const auto c = static_cast<unsigned char>(form[i]);
    char kind = form[i];
    std::size_t step = 1;
    if (is_ascii_upper(c)) {
      kind = 'X';
    } else if (c >= 'a' && c <= 'z') {
      kind = 'x';
    } else if (is_digit(c)) {
      kind = 'd';
    } else if (c >= 0x80) {
      step = prefix_bytes(form.substr(i), 1);
      char pair[2] = {form[i], step > 1 ? form[i + 1] : '\0'};
      kind = c >= 0xc3 && c <= 0xd1 && step == 2 && lower_two_bytes(pair) ? 'X' : 'x';
      if (c == 0xe2) kind = '-';  // dashes, typographic quotation marks, bullets
    }
    i += step;
    const std::size_t n = out.size();
    if (n >= 2 && out[n - 1] == kind && out[n - 2] == kind) continue;
    out.push_back(kind);
  }
}

std::uint64_t vector_hash(std::string_view lower) { return salted(99, lower); }

void feature_hashes(std::string_view form, FeatureScratch& scratch, FeatureHashes& out) {
  if (form.size() > 256) form = form.substr(0, prefix_bytes(form, 64));
  if (form.find('\xe2') != std::string_view::npos) {
    straighten(form, scratch.straight);
    form = scratch.straight;
  }
  lower_form(form, scratch.lower);
  out.vector = vector_hash(scratch.lower);
  scratch.digits = scratch.lower;
  for (char& c : scratch.digits) {
    if (is_digit(static_cast<unsigned char>(c))) c = '0';
  }
  const std::string_view word = scratch.digits;
  std::size_t n = 0;
  out.hash[n++] = salted(1, word);
  out.hash[n++] = salted(2, form);
  for (int k = 1; k <= 4; ++k)
    out.hash[n++] = salted(10 + static_cast<unsigned>(k), word.substr(suffix_begin(word, k)));
  for (int k = 1; k <= 3; ++k)
    out.hash[n++] = salted(20 + static_cast<unsigned>(k), word.substr(0, prefix_bytes(word, k)));
  shape_of(form, scratch.shape);
  out.hash[n++] = salted(30, scratch.shape);
}

}  // namespace dragoman
