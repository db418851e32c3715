// SPDX-License-Identifier: Apache-2.0
#include "text/html_scan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>

#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxTreeBytes = std::size_t{16} << 20;
constexpr int kMaxDepth = 400;
constexpr std::size_t kMaxTagSpaces = 600;

struct Entity {
  std::string_view name;
  char32_t code;
};
constexpr Entity kEntities[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},      {"apos", '\''},     {"nbsp", 0xA0},
    {"rsquo", 0x2019},  {"lsquo", 0x2018},  {"rdquo", 0x201D},  {"ldquo", 0x201C},  {"mdash", 0x2014},  {"ndash", 0x2013},
    {"hellip", 0x2026}, {"laquo", 0xAB},    {"raquo", 0xBB},    {"bdquo", 0x201E},  {"sbquo", 0x201A},  {"bull", 0x2022},
    {"middot", 0xB7},   {"copy", 0xA9},     {"reg", 0xAE},      {"trade", 0x2122},  {"deg", 0xB0},      {"euro", 0x20AC},
    {"pound", 0xA3},    {"yen", 0xA5},      {"cent", 0xA2},     {"sect", 0xA7},     {"para", 0xB6},     {"times", 0xD7},
    {"shy", 0xAD},      {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009}, {"zwnj", 0x200C},   {"zwj", 0x200D},
    {"aacute", 0xE1},   {"agrave", 0xE0},   {"acirc", 0xE2},    {"atilde", 0xE3},   {"auml", 0xE4},     {"aring", 0xE5},
    {"aelig", 0xE6},    {"ccedil", 0xE7},   {"eacute", 0xE9},   {"egrave", 0xE8},   {"ecirc", 0xEA},    {"euml", 0xEB},
    {"iacute", 0xED},   {"igrave", 0xEC},   {"icirc", 0xEE},    {"iuml", 0xEF},     {"ntilde", 0xF1},   {"oacute", 0xF3},
    {"ograve", 0xF2},   {"ocirc", 0xF4},    {"otilde", 0xF5},   {"ouml", 0xF6},     {"oslash", 0xF8},   {"uacute", 0xFA},
    {"ugrave", 0xF9},   {"ucirc", 0xFB},    {"uuml", 0xFC},     {"yacute", 0xFD},   {"szlig", 0xDF},    {"Aacute", 0xC1},
    {"Auml", 0xC4},     {"Aring", 0xC5},    {"Ccedil", 0xC7},   {"Eacute", 0xC9},   {"Iacute", 0xCD},   {"Ntilde", 0xD1},
    {"Oacute", 0xD3},   {"Ouml", 0xD6},     {"Oslash", 0xD8},   {"Uacute", 0xDA},   {"Uuml", 0xDC},     {"scaron", 0x161},
    {"Scaron", 0x160},  {"iexcl", 0xA1},    {"iquest", 0xBF},   {"frac12", 0xBD},   {"prime", 0x2032},  {"minus", 0x2212}};

// The code point of the reference at `pos` ('&'), and its size; 0 when it is none.
std::size_t reference(std::string_view s, std::size_t pos, char32_t& code) {
  std::size_t i = pos + 1;
  if (i < s.size() && s[i] == '#') {
    ++i;
    const bool hex = i < s.size() && (s[i] == 'x' || s[i] == 'X');
    if (hex) ++i;
    std::uint32_t value = 0;
    const std::size_t digits = i;
    for (; i < s.size() && i - digits < 8; ++i) {
      const char c = s[i];
      int digit = -1;
      if (c >= '0' && c <= '9') digit = c - '0';
      if (hex && c >= 'a' && c <= 'f') digit = c - 'a' + 10;
      if (hex && c >= 'A' && c <= 'F') digit = c - 'A' + 10;
      if (digit < 0) break;
      value = value * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
    }
    if (i == digits) return 0;
    if (i < s.size() && s[i] == ';') ++i;
    code = value == 0 || value > 0x10FFFF ? kReplacementCharacter : value;
    // References to C1 controls mean Windows-1252 in practice.
    static constexpr std::array<char16_t, 32> kLow = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    if (code >= 0x80 && code < 0xA0) code = kLow[code - 0x80];
    return i - pos;
  }
  for (const Entity& entity : kEntities) {
    if (s.substr(i).starts_with(entity.name) && i + entity.name.size() < s.size() && s[i + entity.name.size()] == ';') {
      code = entity.code;
      return entity.name.size() + 2;
    }
  }
  return 0;
}

struct Tag {
  std::string_view name;
  bool closing = false;
  std::size_t end = 0;  // after '>'
  std::size_t spaces = 0;
};

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

// The tag at `pos` ('<'); end is 0 when there is no tag. Attribute values in quotes may hold '>'.
Tag tag_at(std::string_view page, std::size_t pos) {
  Tag tag;
  std::size_t i = pos + 1;
  if (i < page.size() && page[i] == '/') {
    tag.closing = true;
    ++i;
  }
  const std::size_t name = i;
  while (i < page.size() && is_name_char(page[i])) ++i;
  if (i == name) return tag;
  tag.name = page.substr(name, i - name);
  char quote = 0;
  for (; i < page.size(); ++i) {
    const char c = page[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && page[i - 1] == '=') {
      quote = c;
    } else if (c == '>') {
      tag.end = i + 1;
      return tag;
    } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '/') {
      ++tag.spaces;
    }
  }
  tag.end = page.size();
  return tag;
}

// Skips a comment, declaration or processing instruction at `pos` ("<!" or "<?").
std::size_t skip_declaration(std::string_view page, std::size_t pos) {
  const std::string_view close = page.substr(pos).starts_with("<!--") ? "-->" : page.substr(pos).starts_with("<![CDATA[") ? "]]>" : ">";
  const std::size_t end = page.find(close, pos + 2);
  return end == std::string_view::npos ? page.size() : end + close.size();
}

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  for (const std::string_view known : names) {
    if (equals_ignore_case(name, known)) return true;
  }
  return false;
}

bool is_raw(std::string_view name) {
  return one_of(name, {"script", "style", "noscript", "template", "svg", "iframe", "textarea", "select"});
}

std::size_t skip_raw(std::string_view page, std::size_t pos, std::string_view name) {
  for (std::size_t at = page.find("</", pos); at != std::string_view::npos; at = page.find("</", at + 2)) {
    if (starts_with_ignore_case(page.substr(at + 2), name)) return at;
  }
  return page.size();
}

}  // namespace

void append_unescaped(std::string_view html, std::string& out) {
  std::size_t copied = 0;
  for (std::size_t i = html.find('&'); i != std::string_view::npos; i = html.find('&', i)) {
    char32_t code = 0;
    const std::size_t size = reference(html, i, code);
    if (size == 0) {
      ++i;
      continue;
    }
    out.append(html.substr(copied, i - copied));
    append_utf8(out, code);
    i += size;
    copied = i;
  }
  out.append(html.substr(copied));
}

void ParagraphBuilder::add(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const bool nbsp = c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (c == ' ' || (c >= '\t' && c <= '\r') || nbsp) {
      space_ = true;
      i += nbsp ? 2 : 1;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && text[end] != ' ' && !(text[end] >= '\t' && text[end] <= '\r') && text[end] != '\xC2') ++end;
    if (end == i) ++end;  // a byte C2 that starts something else
    if (!open_) {
      if (!out_.empty()) out_ += "\n\n";
      paragraph_begin_ = out_.size();
      open_ = true;
    } else if (newline_) {
      out_ += '\n';
    } else if (space_) {
      out_ += ' ';
    }
    space_ = newline_ = false;
    out_.append(text.substr(i, end - i));
    i = end;
  }
}

void ParagraphBuilder::line_break() {
  if (newline_) {
    end_paragraph();  // two in a row separate paragraphs
    return;
  }
  newline_ = open_;
}

void ParagraphBuilder::end_paragraph() { open_ = space_ = newline_ = false; }

bool fit_for_tree(std::string_view page) {
  if (page.size() > kMaxTreeBytes) return false;
  // How often each tag name is open, by a hash of the name: an end tag closes only what was opened.
  std::array<int, 4096> open{};
  int depth = 0;
  std::size_t i = 0;
  while ((i = page.find('<', i)) != std::string_view::npos) {
    if (i + 1 < page.size() && (page[i + 1] == '!' || page[i + 1] == '?')) {
      i = skip_declaration(page, i);
      continue;
    }
    const Tag tag = tag_at(page, i);
    if (tag.end == 0) {
      ++i;
      continue;
    }
    i = tag.end;
    if (tag.spaces > kMaxTagSpaces || tag.name.size() > 200) return false;
    // Void elements, and those whose start tag closes the one before.
    if (one_of(tag.name, {"br", "img", "meta", "link", "input", "hr", "area", "base", "col", "embed", "param", "source",
                          "track", "wbr", "p", "li", "td", "tr", "th", "dt", "dd", "option", "tbody", "thead", "tfoot"})) {
      continue;
    }
    std::uint32_t hash = 2166136261U;
    for (const char c : tag.name) hash = (hash ^ static_cast<unsigned char>(ascii_lower(c))) * 16777619U;
    int& count = open[hash % open.size()];
    if (tag.closing) {
      if (count > 0) {
        --count;
        --depth;
      }
    } else {
      ++count;
      if (++depth > kMaxDepth) return false;
      if (is_raw(tag.name) && !equals_ignore_case(tag.name, "svg") && !equals_ignore_case(tag.name, "template") &&
          !equals_ignore_case(tag.name, "select")) {
        i = skip_raw(page, i, tag.name);
      }
    }
  }
  return true;
}

std::string scan_text(std::string_view page) {
  std::string out;
  ParagraphBuilder paragraphs(out);
  std::string piece;
  std::size_t i = 0;
  while (i < page.size()) {
    const std::size_t open = std::min(page.find('<', i), page.size());
    piece.clear();
    append_unescaped(page.substr(i, open - i), piece);
    paragraphs.add(piece);
    if (open == page.size()) break;
    if (open + 1 < page.size() && (page[open + 1] == '!' || page[open + 1] == '?')) {
      if (page.substr(open).starts_with("<![CDATA[")) {
        i = open + 9;
        continue;
      }
      i = skip_declaration(page, open);
      continue;
    }
    const Tag tag = tag_at(page, open);
    if (tag.end == 0) {
      paragraphs.add("<");
      i = open + 1;
      continue;
    }
    i = tag.end;
    if (equals_ignore_case(tag.name, "br")) {
      paragraphs.line_break();
    } else if (one_of(tag.name, {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section",
                                 "article", "blockquote", "pre", "dd", "dt", "header", "footer", "main", "figure",
                                 "figcaption", "hr", "title", "body", "aside", "nav", "form"})) {
      paragraphs.end_paragraph();
    } else if (!tag.closing && is_raw(tag.name)) {
      i = skip_raw(page, i, tag.name);
    }
  }
  return out;
}

}  // namespace dragoman
