// SPDX-License-Identifier: Apache-2.0
#include "text/layout.h"

#include <algorithm>
#include <cstddef>

#include "base/utf8.h"
#include "text/date_text.h"
#include "text/dateline.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxWrapWidth = 132;

bool is_space_byte(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\0' || c == '\r' || c == '\n'; }

// Size of the line end at `pos`: "\n", "\r\n", "\r", U+2028, U+2029; 0 when there is none.
std::size_t line_end_size(std::string_view text, std::size_t pos) {
  const char c = text[pos];
  if (c == '\n' || c == '\f') return 1;
  if (c == '\r') return pos + 1 < text.size() && text[pos + 1] == '\n' ? 2 : 1;
  if (c == '\xE2' && pos + 2 < text.size() && text[pos + 1] == '\x80' &&
      (text[pos + 2] == '\xA8' || text[pos + 2] == '\xA9')) {
    return 3;
  }
  return 0;
}

ByteRange trimmed(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end) {
    if (is_space_byte(text[begin])) {
      ++begin;
    } else if (text.substr(begin, end - begin).starts_with("\xC2\xA0")) {
      begin += 2;
    } else {
      break;
    }
  }
  while (begin < end) {
    if (is_space_byte(text[end - 1])) {
      --end;
    } else if (end - begin >= 2 && text[end - 2] == '\xC2' && text[end - 1] == '\xA0') {
      end -= 2;
    } else {
      break;
    }
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string_view slice(std::string_view text, ByteRange range) { return text.substr(range.begin, range.end - range.begin); }

// Does the text end as a sentence does, quotes and brackets aside?
bool ends_sentence(std::string_view s) {
  for (int i = 0; i < 6 && !s.empty(); ++i) {
    const DecodedChar c = decode_utf8_before(s, s.size());
    switch (c.code) {
      case '"': case '\'': case ')': case ']': case 0x201D: case 0x2019: case 0xBB: case '*':
        s.remove_suffix(c.size);
        continue;
      case '.': case '!': case '?': case 0x2026: case 0x3002: case 0x061F: case 0x06D4: case 0x0964:
        return true;
      default: return false;
    }
  }
  return false;
}

bool starts_lower(std::string_view s) {
  const DecodedChar c = decode_utf8(s, 0);
  return is_letter(c.code) && !is_upper(c.code) && c.code < 0x600;
}

bool is_bullet(std::string_view s) {
  return s.starts_with("- ") || s.starts_with("* ") || s.starts_with("+ ") || s.starts_with("\u2022") ||
         s.starts_with("\u2013 ") || s.starts_with("\u2014 ") || s.starts_with("-- ");
}

// Appends one block per line that is not blank.
void split_lines(std::string_view text, std::vector<Block>& lines) {
  std::size_t begin = 0;
  std::size_t pos = 0;
  while (pos <= text.size()) {
    const std::size_t size = pos < text.size() ? line_end_size(text, pos) : 1;
    if (size == 0) {
      ++pos;
      continue;
    }
    const ByteRange range = trimmed(text, begin, std::min(pos, text.size()));
    if (!range.empty()) lines.push_back({range, BlockKind::kBody});
    pos += size;
    begin = pos;
  }
}

// What lies between two neighbouring lines.
struct Gap {
  bool blank_line = false;
  std::size_t indent = 0;  ///< spaces in front of the second line
};
Gap gap_between(std::string_view text, const ByteRange& first, const ByteRange& second) {
  Gap gap;
  int ends = 0;
  for (std::size_t i = first.end; i < second.begin;) {
    const std::size_t size = line_end_size(text, i);
    if (size != 0) {
      ends += text[i] == '\xE2' && text[i + 2] == '\xA9' ? 2 : 1;  // U+2029 separates paragraphs
      gap.indent = 0;
      i += size;
    } else {
      gap.indent += text[i] == '\t' ? 4 : 1;
      ++i;
    }
  }
  gap.blank_line = ends > 1;
  return gap;
}

bool all_capitals(std::string_view s) {
  std::size_t upper = 0;
  for (std::size_t i = 0; i < s.size();) {
    const DecodedChar c = decode_utf8(s, i);
    i += c.size;
    if (!is_letter(c.code)) continue;
    if (!is_upper(c.code)) return false;
    ++upper;
  }
  return upper >= 3;
}

// Does the second line go on with the sentence of the first? In a text all in capitals (old wire copy) only the end of the
// first can tell.
bool goes_on(std::string_view line, std::string_view next) {
  const bool finished = ends_sentence(line) && !line.ends_with("U.S.") && !line.ends_with("U.N.");
  return !finished && (starts_lower(next) || (all_capitals(line) && all_capitals(next)));
}

// Joins hard-wrapped lines in place. A text is wrapped when no line is long and many lines go on in lower case right below;
// a line then belongs with the next when that is so, or when the next word would not have fitted.
void join_wrapped_lines(std::string_view text, std::vector<Block>& lines) {
  std::size_t width = 0;
  std::size_t pairs = 0;
  std::size_t going_on = 0;
  bool blanks = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    width = std::max<std::size_t>(width, lines[i].range.end - lines[i].range.begin);
    if (i + 1 == lines.size()) break;
    if (gap_between(text, lines[i].range, lines[i + 1].range).blank_line) {
      blanks = true;
      continue;
    }
    ++pairs;
    if (goes_on(slice(text, lines[i].range), slice(text, lines[i + 1].range))) ++going_on;
  }
  if (going_on == 0 || width > kMaxWrapWidth || going_on * 4 < pairs) return;

  std::size_t out = 0;
  ByteRange last = lines[0].range;  // the last physical line
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const ByteRange next = lines[i].range;
    const Gap gap = gap_between(text, last, next);
    const std::string_view next_text = slice(text, next);
    const std::size_t word = std::min(next_text.find(' '), next_text.size());
    const std::size_t would_be = last.end - last.begin + 1 + word;
    const bool full = would_be * 100 >= width * (blanks ? 60 : 88);
    if (!gap.blank_line && gap.indent < 2 && !is_bullet(next_text) && (full || goes_on(slice(text, last), next_text))) {
      lines[out].range.end = next.end;
    } else {
      lines[++out] = lines[i];
    }
    last = next;
  }
  lines.resize(out + 1);
}

std::size_t count_words(std::string_view s) {
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : s) {
    const bool space = is_space_byte(c);
    words += !space && !in_word ? 1 : 0;
    in_word = !space;
  }
  return words;
}

bool has_letters(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const DecodedChar c = decode_utf8(s, i);
    if (c.valid && is_letter(c.code)) return true;
    i += c.size;
  }
  return false;
}

// A full stop after a word of some length, with more behind it: two sentences, or one and a half.
bool has_inner_sentence_end(std::string_view s) {
  for (std::size_t at = s.find(". "); at != std::string_view::npos; at = s.find(". ", at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && is_letter(static_cast<unsigned char>(s[begin - 1]))) --begin;
    if (at - begin >= 4 && month_of(s.substr(begin, at - begin)) == 0) return true;
  }
  return false;
}

// Reads like a title: short, no full stop, no list item.
bool is_title_like(std::string_view s, std::size_t max_bytes) {
  if (s.size() > max_bytes || s.size() < 3 || is_bullet(s) || !has_letters(s)) return false;
  const char last = s.back();
  if (last == ',' || last == ';' || last == ':' || last == '-') return false;
  if (last == '.' && !s.ends_with("U.S.") && !s.ends_with("U.N.") && !s.ends_with("U.K.")) return false;
  if (ends_sentence(s) && last != '?' && last != '!' && last != '.' && last != ')' && last != '\'') {
    // A quotation that closes with a full stop inside.
    return false;
  }
  if (last == ')' && ends_sentence(s)) return false;
  return count_words(s) <= 30 && !starts_lower(s) && !has_inner_sentence_end(s);
}

bool same_words(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  const auto step = [](std::string_view s, std::size_t& pos) -> char32_t {
    while (pos < s.size()) {
      const DecodedChar c = decode_utf8(s, pos);
      pos += c.size;
      if (is_letter(c.code) || is_ascii_digit(c.code)) return to_lower(c.code);
    }
    return 0;
  };
  for (;;) {
    const char32_t x = step(a, i);
    const char32_t y = step(b, j);
    if (x != y) return false;
    if (x == 0) return true;
  }
}

// A line that holds a date and nothing else: "Wednesday, September 30, 2020", "Sept 30, 2020, 10:15 GMT".
bool is_date_line(std::string_view s, WrittenDate& date) {
  if (s.size() > 60) return false;
  date = read_date(s);
  if (date.size == 0) return false;
  std::size_t words = 0;
  for (std::size_t i = date.size; i < s.size(); ++i) {
    if (is_letter(static_cast<unsigned char>(s[i])) && !is_letter(static_cast<unsigned char>(s[i - 1]))) ++words;
    if (s[i] == '.' && i + 1 < s.size()) return false;
  }
  // "at", "GMT", "am" and a zone may follow.
  return words <= 2 && s.size() - date.size <= 24;
}

// Where a sign-off begins that hangs on the last paragraph: "... said. Enditem", "... said. (Reporting by A; Editing by B)".
std::size_t trailing_boilerplate(std::string_view s) {
  if (s.ends_with("Enditem") || s.ends_with("Enditem.")) {
    const std::size_t at = s.rfind("Enditem");
    if (at > 0 && is_space_byte(s[at - 1])) return at;
  }
  if (s.size() < 20 || (s.back() != ')' && s.back() != '.')) return std::string_view::npos;
  // Brackets from the back, within the last 500 bytes.
  const std::size_t from = s.size() > 500 ? s.size() - 500 : 1;
  for (std::size_t at = s.rfind('('); at != std::string_view::npos && at >= from; at = s.rfind('(', at - 1)) {
    const std::string_view note = s.substr(at);
    for (const std::string_view mark :
         {"(reporting by", "(writing by", "(editing by", "(additional reporting", "(compiled by"}) {
      if (starts_with_ignore_case(note, mark)) return at;
    }
  }
  return std::string_view::npos;
}

// "(Adds details) BAGHDAD ...": size of a bracketed note in front of the text.
std::size_t leading_note(std::string_view s) {
  if (!s.starts_with('(')) return 0;
  const std::size_t close = s.substr(0, 200).find(')');
  if (close == std::string_view::npos || close + 1 >= s.size()) return 0;
  return is_boilerplate(s.substr(0, close + 1)) ? close + 1 : 0;
}

class Classifier {
 public:
  Classifier(const Story& story, StoryLayout& layout)
      : story_(story), text_(story.text), layout_(layout), count_(layout.blocks.size()) {}

  void run() {
    for (std::size_t i = 0; i < count_; ++i) paragraph(i);
    layout_.blocks.erase(layout_.blocks.begin(), layout_.blocks.begin() + static_cast<std::ptrdiff_t>(count_));
    ensure_body();
  }

 private:
  void add(std::size_t begin, std::size_t end, BlockKind kind) {
    const ByteRange range = trimmed(text_, begin, end);
    if (!range.empty()) layout_.blocks.push_back({range, kind});
  }

  void paragraph(std::size_t i) {
    ByteRange range = layout_.blocks[i].range;
    std::string_view s = slice(text_, range);
    if (const std::size_t note = leading_note(s); note != 0) {
      add(range.begin, range.begin + note, BlockKind::kBoilerplate);
      range = trimmed(text_, range.begin + note, range.end);
      s = slice(text_, range);
      if (s.empty()) return;
    }
    if (in_head_) {
      WrittenDate date;
      if (is_date_line(s, date)) {
        set_dateline({range, {}, {}, resolve_written(date, story_.date)});
        add(range.begin, range.end, BlockKind::kDateline);
        return;
      }
      if (story_.title && same_words(s, *story_.title) && i + 1 < count_) {
        add(range.begin, range.end, BlockKind::kHeadline);
        return;
      }
    }
    if (is_boilerplate(s)) {
      add(range.begin, range.end, BlockKind::kBoilerplate);
      return;
    }
    if (is_caption(s)) {
      add(range.begin, range.end, BlockKind::kCaption);
      return;
    }
    if (dateline(range, s)) return;
    if (in_head_ && headlines_ < 3 && is_headline(i, s)) {
      ++headlines_;
      add(range.begin, range.end, BlockKind::kHeadline);
      return;
    }
    if (!in_head_ && is_subheading(i, s)) {
      add(range.begin, range.end, BlockKind::kSubheading);
      return;
    }
    body(range.begin, range.end);
  }

  void body(std::size_t begin, std::size_t end) {
    in_head_ = false;
    const std::size_t sign_off = trailing_boilerplate(text_.substr(begin, end - begin));
    if (sign_off == std::string_view::npos) {
      add(begin, end, BlockKind::kBody);
      return;
    }
    add(begin, begin + sign_off, BlockKind::kBody);
    add(begin + sign_off, end, BlockKind::kBoilerplate);
  }

  bool dateline(ByteRange range, std::string_view s) {
    // Past the head only paragraphs with a bracket, slash or dash near their start are looked at.
    if (!in_head_ && s.substr(0, 100).find_first_of("(/-\xE2") == std::string_view::npos) return false;
    const DatelineMatch match = read_dateline(s);
    if (match.strength == 0) return false;
    // In the middle of a story only what no sentence looks like: round-ups give each item its dateline.
    if (!in_head_ && (match.strength < 5 || match.place.empty())) return false;
    const auto moved = [&](ByteRange r) {
      return r.empty() ? ByteRange{} : ByteRange{range.begin + r.begin, range.begin + r.end};
    };
    const ByteRange whole = trimmed(text_, range.begin, range.begin + match.range.end);
    set_dateline({whole, moved(match.place), moved(match.agency), resolve_written(match.date, story_.date)});
    add(whole.begin, whole.end, BlockKind::kDateline);
    if (match.whole_paragraph) return true;
    body(range.begin + match.range.end, range.end);
    return true;
  }

  // The first dateline counts; a later one fills in what it lacks while the head lasts, and the range spans both.
  void set_dateline(const Dateline& found) {
    Dateline& known = layout_.dateline;
    if (known.range.empty()) {
      known = found;
      return;
    }
    if (!in_head_) return;
    const bool adds = (known.place.empty() && !found.place.empty()) || (known.agency.empty() && !found.agency.empty()) ||
                      (!known.date && found.date);
    if (!adds) return;
    if (known.place.empty()) known.place = found.place;
    if (known.agency.empty()) known.agency = found.agency;
    if (!known.date) known.date = found.date;
    known.range.end = std::max(known.range.end, found.range.end);
  }

  bool is_headline(std::size_t i, std::string_view s) const {
    // Below a dateline stands the first paragraph, now and then without its full stop.
    const std::size_t longest = layout_.dateline.range.empty() ? 220 : 100;
    if (i + 1 >= count_ || !is_title_like(s, longest)) return false;
    // Something has to follow that reads like a report.
    for (std::size_t next = i + 1; next < count_ && next <= i + 4; ++next) {
      const std::string_view following = slice(text_, layout_.blocks[next].range);
      if (following.size() >= 100 || (ends_sentence(following) && following.size() >= 40)) return true;
      if (read_dateline(following).strength != 0) return true;
    }
    return false;
  }

  bool is_subheading(std::size_t i, std::string_view s) const {
    if (i + 1 >= count_ || !is_title_like(s, 90) || count_words(s) > 10) return false;
    if (is_ascii_digit(static_cast<unsigned char>(s[0])) || s.back() == '"' || s[0] == '"' || s.ends_with("\u201D")) return false;
    if (all_capitals(s)) return true;
    // Lists of short lines are no headings: full paragraphs stand around one.
    const std::string_view before = slice(text_, layout_.blocks[i - 1].range);
    const std::string_view after = slice(text_, layout_.blocks[i + 1].range);
    return ends_sentence(before) && before.size() >= 60 && after.size() >= 60 && ends_sentence(after);
  }

  // A text of which nothing is left to code is coded as it stands.
  void ensure_body() {
    for (const Block& block : layout_.blocks) {
      if (block.kind == BlockKind::kBody) return;
    }
    bool any = false;
    for (const BlockKind kind : {BlockKind::kHeadline, BlockKind::kCaption, BlockKind::kBoilerplate, BlockKind::kDateline}) {
      for (Block& block : layout_.blocks) {
        if (block.kind != kind || !has_letters(slice(text_, block.range))) continue;
        block.kind = BlockKind::kBody;
        any = true;
      }
      if (any) return;
    }
    for (Block& block : layout_.blocks) block.kind = BlockKind::kBody;
  }

  const Story& story_;
  std::string_view text_;
  StoryLayout& layout_;
  std::size_t count_;  ///< paragraphs; their results are appended behind them and they are erased at the end
  bool in_head_ = true;
  int headlines_ = 0;
};

}  // namespace

void analyze_layout(const Story& story, StoryLayout& layout) {
  layout.clear();
  const std::string_view text = story.text;
  split_lines(text, layout.blocks);
  if (!layout.blocks.empty()) {
    join_wrapped_lines(text, layout.blocks);
    Classifier(story, layout).run();
    find_quotations(text, layout);
  }
  layout.published = story.date ? story.date : layout.dateline.date;
}

}  // namespace dragoman
