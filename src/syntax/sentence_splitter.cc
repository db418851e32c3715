// SPDX-License-Identifier: Apache-2.0
#include "syntax/sentence_splitter.h"

#include <algorithm>

#include "base/hash.h"
#include "syntax/characters.h"
#include "syntax/tokenizer.h"

namespace dragoman {
namespace {

/// What the score must pass where no full stop or the like marks an end: mail and forum posts, which the treebanks have
/// many of, leave it out often, news hardly ever.
constexpr std::int32_t kUnmarkedMargin = 130;

enum Shape : std::uint8_t {
  kNothing, kLowerWord, kTitleWord, kCapitals, kInitial, kNumber, kStop, kExclamation, kEllipsis, kComma, kSemicolon,
  kColon, kDash, kOpenBracket, kCloseBracket, kOpenQuote, kCloseQuote, kSingleQuote, kSymbol, kAbbreviation, kAcronym,
};

Shape shape_of(const Document& document, std::uint32_t i, std::uint32_t begin, std::uint32_t end) {
  if (i < begin || i >= end) return kNothing;  // i wraps around below 0
  const Token& token = document.tokens[i];
  const std::string_view form = document.form(i);
  const CodePoint first = decode_utf8(form, 0);
  const char32_t c = first.code;
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return form.back() == '.' ? kAbbreviation : kLowerWord;
    if (c >= 'A' && c <= 'Z') {
      if (form.size() == 1) return kInitial;
      const bool stop = form.back() == '.';
      if (stop && form.size() == 2) return kAcronym;
      if (stop) return form[1] == '.' ? kAcronym : kAbbreviation;
      const auto second = static_cast<unsigned char>(form[1]);
      return second >= 'A' && second <= 'Z' ? kCapitals : kTitleWord;
    }
    if (is_ascii_digit(c)) return kNumber;
    switch (c) {
      case '.': return form.size() > 1 ? (form.size() > 2 && form[1] != '.' ? kNumber : kEllipsis) : kStop;
      case '!':
      case '?': return kExclamation;
      case ',': return kComma;
      case ';': return kSemicolon;
      case ':': return form.size() > 1 ? kSymbol : kColon;
      case '-': return kDash;
      case '(':
      case '[':
      case '{': return kOpenBracket;
      case ')':
      case ']':
      case '}': return kCloseBracket;
      case '"':
      case '\'':
      case '`': {
        if (form.size() > 2 || (form.size() == 2 && form[1] != form[0])) return kLowerWord;  // 's, '72
        const bool space_before = (token.flags & kSpaceBefore) != 0;
        const bool space_after = i + 1 >= end || (document.tokens[i + 1].flags & kSpaceBefore) != 0;
        if (c == '`') return kOpenQuote;
        if (i == begin || (space_before && !space_after)) return kOpenQuote;
        if (!space_before && space_after) return kCloseQuote;
        return form.size() == 1 && c == '\'' ? kSingleQuote : kCloseQuote;
      }
      default: return kSymbol;
    }
  }
  if (c == 0x2026) return kEllipsis;
  if (is_dash(c)) return kDash;
  if (c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x201E) return kOpenQuote;
  if (c == 0x201D || c == 0xBB) return kCloseQuote;
  if (c == 0x2019) return form.size() > first.size ? kLowerWord : kSingleQuote;
  if (is_symbol_beyond_ascii(c)) return kSymbol;
  return is_upper(c) ? kTitleWord : kLowerWord;
}

bool is_terminal(Shape s) {
  return s == kStop || s == kExclamation || s == kEllipsis || s == kAbbreviation || s == kAcronym;
}
bool is_closing(Shape s) { return s == kCloseBracket || s == kCloseQuote || s == kSingleQuote; }

/// "5 p.m. Monday", "10 a.m. EST": the day and the zone belong to the hour.
bool continues_hour(const Document& document, std::uint32_t i) {
  const std::string_view hour = document.norm(i);
  if (hour != "p.m." && hour != "a.m.") return false;
  const std::string_view next = document.norm(i + 1);
  for (const std::string_view word : {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "gmt", "est",
                                      "edt", "pst", "pdt", "cet", "utc", "et"}) {
    if (next == word) return true;
  }
  return false;
}

/// "P.W. Botha": two initials before a name; the short forms of places and eras may end a sentence.
bool is_initials(const Document& document, std::uint32_t i) {
  const std::string_view form = document.form(i);
  if (form.size() != 4 || form[1] != '.' || form[0] < 'A' || form[0] > 'Z') return false;
  for (const std::string_view place : {"U.S.", "U.N.", "U.K.", "E.U.", "D.C.", "L.A.", "N.Y.", "N.J.", "B.C.", "A.D.", "P.M.", "A.M.", "T.V.", "P.S."}) {
    if (form == place) return false;
  }
  return true;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), word) != list.end(); }

/// Words that begin a clause and are no part of a name when they alone have a capital.
bool is_function_word(std::string_view word) {
  return is_one_of(word, {"the", "in", "he", "she", "it", "they", "but", "on", "at", "this", "that", "we", "these", "those", "an", "as", "after",
                          "for", "from", "his", "her", "their", "its", "there", "if", "when", "while"});
}

/// Whether the block begins with a date line and token i is its end: "Thursday, May 7, 2015", "May 7, 2015".
bool ends_date_line(const Document& document, std::uint32_t i, std::uint32_t begin) {
  std::uint32_t k = begin;
  if (is_one_of(document.norm(k), {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) && k + 1 <= i) {
    k += document.norm(k + 1) == "," ? 2 : 1;
  }
  if (i != k + 3 || document.norm(k + 2) != ",") return false;
  const auto is_number = [&](std::uint32_t at, std::size_t least, std::size_t most) {
    const std::string_view form = document.form(at);
    return form.size() >= least && form.size() <= most && std::all_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return is_number(k + 1, 1, 2) && is_number(i, 4, 4) &&
         is_one_of(document.norm(k), {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
                                      "december"});
}

/// What begins a sentence whatever the classifier says: a function word with a capital after an abbreviation that may end
/// one ("in the U.S. The ..."), what follows a date line, and the credit line of a picture ("Image: NASA").
bool surely_begins(const Document& document, std::uint32_t i, Shape current, Shape next, std::uint32_t begin, std::uint32_t end) {
  const bool space = (document.tokens[i + 1].flags & kSpaceBefore) != 0;
  const auto is_credit = [&] {
    return i + 2 < end && space && document.norm(i + 2) == ":" && is_one_of(document.norm(i + 1), {"image", "photo", "picture", "photograph"});
  };
  if (current == kStop && next == kAbbreviation && space) return is_upper(decode_utf8(document.form(i + 1), 0).code);  // ". Sgt."
  if (next != kTitleWord) return false;
  const std::string_view word = document.norm(i + 1);
  if (is_credit()) return true;
  if (current == kNumber && ends_date_line(document, i, begin)) return true;
  // A heading or caption that runs into the text: "... of the council In the north ..."
  if ((current == kLowerWord || current == kTitleWord || current == kCapitals) && is_one_of(document.form(i + 1), {"In", "On", "At"}) && i + 2 < end &&
      is_one_of(document.form(i + 2), {"the", "a", "an"}) && i > begin) {
    return true;
  }
  if (current == kAcronym || current == kAbbreviation) {
    const std::string_view form = document.form(i);
    bool may_end = current == kAcronym && form.size() > 2;
    for (const std::string_view ending : {"Inc.", "Corp.", "Co.", "Ltd.", "etc.", "a.m.", "p.m.", "Jr."}) may_end |= form == ending;
    if (!may_end) return false;
    return is_function_word(word);
  }
  return false;
}

bool is_candidate(const Document& document, std::uint32_t i, Shape previous, Shape current, Shape next) {
  const std::uint8_t flags = document.tokens[i + 1].flags;
  if ((flags & kInnerWord) != 0) return false;
  if (next == kComma || next == kSemicolon || next == kColon || next == kStop || next == kExclamation || next == kCloseBracket ||
      next == kCloseQuote) {
    return false;
  }
  if ((current == kAbbreviation || current == kAcronym) && continues_hour(document, i)) return false;
  if (current == kAcronym && next == kTitleWord && is_initials(document, i)) return false;
  if ((flags & kSpaceBefore) == 0) return current == kStop || current == kExclamation || current == kEllipsis;
  if (is_terminal(current) || (is_closing(current) && is_terminal(previous))) return true;
  if (current == kColon || current == kSemicolon || current == kDash) return true;
  return next == kTitleWord || next == kCapitals || next == kInitial || next == kNumber || next == kOpenQuote ||
         next == kOpenBracket || next == kSymbol || next == kDash || next == kAbbreviation || next == kAcronym;
}

std::uint64_t norm_hash(const Document& document, std::uint32_t i, std::uint32_t begin, std::uint32_t end) {
  if (i < begin || i >= end) return 1;
  return fnv1a_64(document.norm(i).substr(0, 16));
}

std::uint32_t bucket(std::uint32_t n) {
  constexpr std::array<std::uint32_t, 7> kBounds = {1, 2, 4, 8, 16, 30, 60};
  std::uint32_t b = 0;
  while (b < kBounds.size() && n >= kBounds[b]) ++b;
  return b;
}

/// 0 no space, 1 a space, 2 a line end, 3 several line ends.
std::uint32_t gap_of(const Document& document, std::uint32_t i) {
  const std::uint32_t from = document.tokens[i].end_byte;
  const std::uint32_t to = std::min(document.tokens[i + 1].begin_byte, from + 64);
  std::uint32_t lines = 0;
  for (std::uint32_t k = from; k < to; ++k) lines += document.text[k] == '\n' ? 1 : 0;
  return lines > 1 ? 3 : lines == 1 ? 2 : to > from ? 1 : 0;
}

void fill_features(const Document& document, std::uint32_t i, std::uint32_t begin, std::uint32_t end,
                   const SplitState& state, Shape before, Shape current, Shape next, SplitFeatures& out) {
  const std::uint64_t c = current;
  const std::uint64_t n = next;
  const std::uint64_t p = before;
  const std::uint64_t p2 = i >= 2 ? shape_of(document, i - 2, begin, end) : kNothing;
  const std::uint64_t n2 = shape_of(document, i + 2, begin, end);
  const std::uint64_t cw = norm_hash(document, i, begin, end);
  const std::uint64_t nw = norm_hash(document, i + 1, begin, end);
  const std::uint64_t pw = norm_hash(document, i - 1, begin, end);
  const std::uint64_t n2w = norm_hash(document, i + 2, begin, end);
  const std::uint64_t cn = c * 32 + n;
  const std::uint64_t quote = state.in_quotation ? 1 : 0;
  std::size_t k = 0;
  const auto add = [&](std::uint64_t value) {
    const std::uint64_t id = (k + 1) * 0x9e3779b97f4a7c15ULL;
    out[k++] = static_cast<std::uint32_t>(mix_64(value + id) & (kSplitTableSize - 1));
  };
  add(0);
  add(cn);
  add(cw);
  add(nw);
  add(cw * 31 + n);
  add(nw * 31 + c);
  add(p * 1024 + cn);
  add(cn * 32 + n2);
  add(pw * 31 + c);
  add(cn * 2 + quote);
  add(cn * 8 + bucket(state.since));
  add(cn * 4 + gap_of(document, i));
  add(c * 2 + (state.in_parenthesis ? 1 : 0));
  add(nw * 32 + n2);
  add(n2w * 31 + cn);
  add(cw * 31 + nw);
  add((p2 * 32 + p) * 1024 + cn);
  add(cn * 8 + bucket(end - i - 1));
  add((n * 32 + n2) * 2 + quote);
  add(((p * 32 + c) * 1024 + n * 32 + n2) * 2 + quote);
}

}  // namespace

bool is_split_candidate(const Document& document, std::uint32_t i) {
  const auto end = static_cast<std::uint32_t>(document.tokens.size());
  if (i + 1 >= end) return false;
  return is_candidate(document, i, shape_of(document, i - 1, 0, end), shape_of(document, i, 0, end),
                      shape_of(document, i + 1, 0, end));
}

void split_features(const Document& document, std::uint32_t i, std::uint32_t begin, std::uint32_t end,
                    const SplitState& state, SplitFeatures& out) {
  fill_features(document, i, begin, end, state, shape_of(document, i - 1, begin, end), shape_of(document, i, begin, end),
                shape_of(document, i + 1, begin, end), out);
}

void advance(const Document& document, std::uint32_t i, SplitState& state) {
  ++state.since;
  const Token& token = document.tokens[i];
  const std::uint32_t size = token.end_byte - token.begin_byte;
  if (size > 3) return;
  const std::string_view form = document.form(i);
  if (form == "\"") state.in_quotation = !state.in_quotation;
  else if (form == "“" || form == "``" || form == "«") state.in_quotation = true;
  else if (form == "”" || form == "''" || form == "»") state.in_quotation = false;
  else if (form == "(" || form == "[") state.in_parenthesis = true;
  else if (form == ")" || form == "]") state.in_parenthesis = false;
}

void split_block(Document& document, std::uint32_t begin, std::uint32_t end, std::uint32_t block,
                 std::span<const std::int8_t> weights) {
  if (begin >= end) return;
  std::uint32_t first = begin;
  SplitState state;
  const auto close = [&](std::uint32_t stop) {
    Sentence sentence;
    sentence.tokens = {first, stop};
    sentence.begin_byte = document.tokens[first].begin_byte;
    sentence.end_byte = document.tokens[stop - 1].end_byte;
    sentence.block = block;
    const auto index = static_cast<std::uint32_t>(document.sentences.size());
    for (std::uint32_t k = first; k < stop; ++k) document.tokens[k].sentence = index;
    document.sentences.push_back(sentence);
    first = stop;
    state.since = 0;
  };
  Shape previous = kNothing;
  Shape current = shape_of(document, begin, begin, end);
  SplitFeatures features;
  for (std::uint32_t i = begin; i + 1 < end; ++i) {
    const Shape next = shape_of(document, i + 1, begin, end);
    advance(document, i, state);
    bool split = false;
    if (is_candidate(document, i, previous, current, next)) {
      fill_features(document, i, begin, end, state, previous, current, next, features);
      std::int32_t score = 0;
      for (const std::uint32_t f : features) score += weights[f];
      const bool terminal = is_terminal(current) || (is_closing(current) && is_terminal(previous));
      split = score > (terminal ? 0 : kUnmarkedMargin) || surely_begins(document, i, current, next, begin, end);
    }
    if (split || (state.since >= kMaxSentenceTokens && (document.tokens[i + 1].flags & kInnerWord) == 0)) close(i + 1);
    previous = current;
    current = next;
  }
  close(end);
}

}  // namespace dragoman
