// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "text/layout.h"

namespace dragoman {
namespace {

enum class Mark : std::uint8_t { kNone, kStraight, kCurly, kSingleCurly, kGuillemet, kReversed, kLow, kTex };

struct Found {
  Mark mark = Mark::kNone;
  std::uint32_t size = 0;
  bool opens = false;
  bool closes = false;
};

bool opener_context(char32_t before) {
  return is_unicode_space(before) || before == '(' || before == '[' || before == 0x2014 || before == 0x2013 ||
         before == '-' || before == '/' || before == 0x2018 || before == '\'' || before == 0x201C;
}

// Is there a quotation mark at `pos`, and what can it do? `before` is the code point in front (a space at the start).
Found mark_at(std::string_view text, std::size_t pos, std::size_t end, char32_t before) {
  const auto after_at = [&](std::size_t at) -> char32_t { return at < end ? decode_utf8(text, at).code : U' '; };
  const char c = text[pos];
  if (c == '"') {
    const char32_t after = after_at(pos + 1);
    Found found{Mark::kStraight, 1, false, false};
    const bool space_before = opener_context(before);
    const bool space_after = is_unicode_space(after);
    found.opens = space_before && !space_after;
    found.closes = !is_unicode_space(before);
    if (!found.opens && !found.closes) found.closes = true;  // a lone mark between spaces
    // 5'10" and 12" guns.
    if (is_ascii_digit(before) && !found.opens) found.opens = false;
    return found;
  }
  if (c == '`' && pos + 1 < end && text[pos + 1] == '`') return {Mark::kTex, 2, true, false};
  if (c == '\'' && pos + 1 < end && text[pos + 1] == '\'') return {Mark::kTex, 2, opener_context(before), true};
  const auto u = static_cast<unsigned char>(c);
  if (u == 0xC2 && pos + 1 < end) {
    const auto v = static_cast<unsigned char>(text[pos + 1]);
    if (v != 0xAB && v != 0xBB) return {};
    const bool left = v == 0xAB;
    const bool outside = opener_context(before) && !is_unicode_space(after_at(pos + 2));
    // «French» and »German«: the first of a pair stands free on its left. French sets spaces inside the marks.
    if (left) return {outside || opener_context(before) ? Mark::kGuillemet : Mark::kReversed, 2,
                      opener_context(before), !opener_context(before)};
    return {outside ? Mark::kReversed : Mark::kGuillemet, 2, outside, true};
  }
  if (u == 0xE2 && pos + 2 < end && static_cast<unsigned char>(text[pos + 1]) == 0x80) {
    switch (static_cast<unsigned char>(text[pos + 2])) {
      case 0x9C: return {Mark::kCurly, 3, true, false};
      case 0x9D: return {Mark::kCurly, 3, false, true};
      case 0x9E: return {Mark::kLow, 3, true, false};
      case 0x98: return {Mark::kSingleCurly, 3, opener_context(before), false};
      case 0x99: {
        const char32_t after = after_at(pos + 3);
        return {Mark::kSingleCurly, 3, false, !is_letter(after) && !is_ascii_digit(after)};
      }
      default: return {};
    }
  }
  return {};
}

// Can a mark end the quotation that `open` began?
bool ends(Mark open, const Found& found) {
  if (open == Mark::kLow) return found.mark == Mark::kCurly;  // „German“ and „Polish”
  if (open == Mark::kCurly && found.mark == Mark::kStraight) return found.closes && !found.opens;  // mixed typing
  return found.mark == open && found.closes;
}

}  // namespace

void find_quotations(std::string_view text, StoryLayout& layout) {
  bool carried = false;  // the last quotation was still open when its paragraph ended
  for (const Block& block : layout.blocks) {
    if (block.kind != BlockKind::kBody) continue;
    const std::size_t end = block.range.end;
    std::size_t pos = block.range.begin;
    if (carried) {
      const Found first = mark_at(text, pos, end, U' ');
      layout.quotations.back().continues = first.opens;
      carried = false;
    }
    Mark open = Mark::kNone;
    std::uint32_t begin = 0;
    char32_t before = U' ';
    while (pos < end) {
      const char c = text[pos];
      const bool candidate = c == '"' || c == '`' || c == '\'' || c == '\xC2' || c == '\xE2';
      const Found found = candidate ? mark_at(text, pos, end, before) : Found{};
      if (found.mark == Mark::kNone) {
        const DecodedChar decoded = decode_utf8(text, pos);
        before = decoded.code;
        pos += decoded.size;
        continue;
      }
      if (open == Mark::kNone) {
        if (found.opens) {
          open = found.mark;
          begin = static_cast<std::uint32_t>(pos + found.size);
        }
      } else if (ends(open, found)) {
        if (pos > begin) layout.quotations.push_back({{begin, static_cast<std::uint32_t>(pos)}, false});
        open = Mark::kNone;
      }
      before = found.mark == Mark::kSingleCurly ? 0x2019 : U'"';
      if (found.opens && !found.closes) before = 0x201C;
      pos += found.size;
    }
    // An apostrophe-like mark that never closed was none.
    if (open != Mark::kNone && open != Mark::kSingleCurly && begin < end) {
      layout.quotations.push_back({{begin, static_cast<std::uint32_t>(end)}, false});
      carried = true;
    }
  }
}

}  // namespace dragoman
