// SPDX-License-Identifier: Apache-2.0
#include "syntax/tokenizer.h"

#include <algorithm>

#include "syntax/characters.h"
#include "syntax/sentence_splitter.h"
#include "syntax/token_tables.h"

namespace dragoman {
namespace {

constexpr bool ascii_alpha(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool ascii_digit(unsigned char c) { return c >= '0' && c <= '9'; }
constexpr bool ascii_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }

enum ByteClass : std::uint8_t { kWordByte, kSpaceByte, kMarkByte, kHighByte };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const auto byte = static_cast<unsigned char>(c);
    if (c >= 0x80) table[c] = kHighByte;
    else if (ascii_alpha(byte) || ascii_digit(byte) || byte == '_') table[c] = kWordByte;
    else if (is_space(c)) table[c] = kSpaceByte;
    else table[c] = kMarkByte;
  }
  return table;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

constexpr bool is_word_point(char32_t c) {
  if (c < 0x80) return kClasses[c] == kWordByte;
  return !is_space(c) && !is_symbol_beyond_ascii(c);
}

/// Bytes of the longest word whose closed-class lists are consulted.
constexpr std::size_t kLongestListed = 12;

/// Lower-cased copy of a short ASCII word; empty when it is long or not ASCII.
class LowerWord {
 public:
  explicit LowerWord(std::string_view word) {
    if (word.size() > kLongestListed) return;
    for (const char c : word) {
      if (static_cast<unsigned char>(c) >= 0x80) {
        size_ = 0;
        return;
      }
      bytes_[size_++] = static_cast<char>(lower_ascii(static_cast<unsigned char>(c)));
    }
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, kLongestListed> bytes_{};
  std::size_t size_ = 0;
};

bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return ascii_digit(static_cast<unsigned char>(c)); });
}

/// Tokenises one block after another; offsets are bytes of `text_`.
class BlockTokenizer {
 public:
  BlockTokenizer(std::string_view text, const StoryLayout& layout, Document& document)
      : text_(text), quotations_(layout.quotations), document_(document) {}

  void run(std::size_t begin, std::size_t end) {
    block_end_ = end;
    block_first_ = document_.tokens.size();
    open_single_ = false;
    std::size_t at = begin;
    bool space = true;
    while (at < end) {
      const unsigned char byte = text_[at];
      if (kClasses[byte] == kSpaceByte) {
        ++at;
        space = true;
        continue;
      }
      if (byte >= 0x80) {
        const CodePoint point = decode(at);
        if (is_space(point.code)) {
          at += point.size;
          space = true;
          continue;
        }
      }
      space_ = space;
      at = chunk(at);
      space = false;
    }
  }

 private:
  [[nodiscard]] CodePoint decode(std::size_t at) const { return decode_utf8(text_.substr(0, block_end_), at); }
  [[nodiscard]] unsigned char byte(std::size_t at) const {
    return at < block_end_ ? static_cast<unsigned char>(text_[at]) : static_cast<unsigned char>(' ');
  }
  [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  [[nodiscard]] bool is_word_at(std::size_t at) const {
    if (at >= chunk_end_) return false;
    const unsigned char b = text_[at];
    return b < 0x80 ? kClasses[b] == kWordByte : is_word_point(decode(at).code);
  }

  void emit(std::size_t begin, std::size_t end, std::uint8_t flags = 0) {
    Token token;
    token.begin_byte = static_cast<std::uint32_t>(begin);
    token.end_byte = static_cast<std::uint32_t>(end);
    token.flags = static_cast<std::uint8_t>(flags | (space_ ? kSpaceBefore : 0));
    space_ = false;
    while (quotation_ < quotations_.size() && quotations_[quotation_].range.end <= begin) ++quotation_;
    if (quotation_ < quotations_.size() && quotations_[quotation_].range.begin <= begin) token.flags |= kInQuotation;
    document_.tokens.push_back(token);
    set_norm_from_form(document_, static_cast<std::uint32_t>(document_.tokens.size() - 1));
  }
  void emit_inner(std::size_t begin, std::size_t end) {
    Token& previous = document_.tokens.back();
    if ((previous.flags & kInnerWord) == 0) previous.flags |= kHasInnerWord;
    emit(begin, end, kInnerWord);
  }

  /// One stretch without white space; returns its end.
  std::size_t chunk(std::size_t begin) {
    std::size_t end = begin;
    bool plain = true;
    bool at_sign = false;
    bool net = false;
    while (end < block_end_) {
      const unsigned char b = text_[end];
      const std::uint8_t kind = kClasses[b];
      if (kind == kWordByte) {
        ++end;
      } else if (kind == kSpaceByte) {
        break;
      } else if (kind == kMarkByte) {
        plain = false;
        at_sign |= b == '@';
        net |= b == ':' || b == '.';
        ++end;
      } else {
        const CodePoint point = decode(end);
        if (is_space(point.code)) break;
        plain = false;
        end += point.size;
      }
    }
    chunk_begin_ = begin;
    chunk_end_ = end;
    if (plain) {
      finish_word(begin, end);
      return end;
    }
    may_be_address_ = at_sign;
    may_be_net_ = net;
    address_checked_ = begin;
    if (end - begin <= 3 && emoticon(begin, end)) return end;
    std::size_t at = begin;
    while (at < end) at = is_word_at(at) ? word(at) : mark(at);
    return end;
  }

  bool emoticon(std::size_t begin, std::size_t end) {
    const std::string_view s = slice(begin, end);
    for (const std::string_view face : {":)", ":(", ";)", ":D", ":P", ":p", "=)", "(:", ":-)", ":-(", ";-)", "^_^", "<3"}) {
      if (s == face) {
        emit(begin, end);
        return true;
      }
    }
    return false;
  }

  /// The end of an address of the net that starts at `at`, without the punctuation that follows it; or `at`.
  std::size_t address_end(std::size_t at) {
    bool address = false;
    if (may_be_net_) {
      for (const std::string_view scheme : {"http://", "https://", "ftp://", "www.", "mailto:"}) {
        if (chunk_end_ - at <= scheme.size()) continue;
        bool same = true;
        for (std::size_t k = 0; k < scheme.size() && same; ++k) same = lower_ascii(byte(at + k)) == static_cast<unsigned char>(scheme[k]);
        address |= same;
      }
    }
    if (!address && may_be_address_ && at >= address_checked_) {
      std::size_t k = at;
      while (k < chunk_end_ && (kClasses[byte(k)] == kWordByte || byte(k) == '.' || byte(k) == '-' || byte(k) == '+' || byte(k) == '%')) ++k;
      address = k > at && k + 1 < chunk_end_ && byte(k) == '@' && kClasses[byte(k + 1)] == kWordByte;
      address_checked_ = k;
    }
    if (!address) return at;
    std::size_t end = chunk_end_;
    while (end > at + 1) {
      const unsigned char b = byte(end - 1);
      if (b == '.' || b == ',' || b == ';' || b == ':' || b == '!' || b == '?' || b == ')' || b == ']' || b == '>' ||
          b == '"' || b == '\'') {
        --end;
      } else if (b >= 0x80 && end >= at + 4 && is_symbol_beyond_ascii(decode(end - 3).code) && decode(end - 3).size == 3) {
        end -= 3;  // curly marks
      } else {
        break;
      }
    }
    return end;
  }

  [[nodiscard]] std::size_t skip_word_points(std::size_t at) const {
    while (at < chunk_end_) {
      const unsigned char b = text_[at];
      if (b < 0x80) {
        if (kClasses[b] != kWordByte) break;
        ++at;
      } else {
        const CodePoint point = decode(at);
        if (!is_word_point(point.code)) break;
        at += point.size;
      }
    }
    return at;
  }

  /// Number of digits at `at`, up to 8.
  [[nodiscard]] std::size_t digits_at(std::size_t at) const {
    std::size_t n = 0;
    while (n < 8 && at + n < chunk_end_ && ascii_digit(byte(at + n))) ++n;
    return n;
  }
  /// Size of the stretch of ASCII letters and digits at `at`, up to `most`.
  [[nodiscard]] std::size_t letters_at(std::size_t at, std::size_t most) const {
    std::size_t n = 0;
    while (n < most && at + n < chunk_end_ && kClasses[byte(at + n)] == kWordByte) ++n;
    return n;
  }

  /// A word with what belongs to it; returns the end of what was emitted.
  std::size_t word(std::size_t begin) {
    if (may_be_net_ || may_be_address_) {
      const std::size_t end = address_end(begin);
      if (end != begin) {
        emit(begin, end);
        return end;
      }
    }
    std::size_t at = begin;
    std::size_t segment = begin;
    bool numbered = false;  // a hyphen between digits was taken in
    for (;;) {
      at = skip_word_points(at);
      if (at >= chunk_end_) break;
      const unsigned char b = text_[at];
      bool join = false;
      std::size_t size = 1;
      switch (b) {
        case '.': {
          if (dot_joins(segment, at)) {
            join = true;
          } else if (!is_word_at(at + 1) || !ascii_digit(byte(at + 1))) {
            // "Inc.." ends a sentence; three dots are an ellipsis.
            if ((byte(at + 1) != '.' || byte(at + 2) != '.') && is_abbreviation(begin, segment, at)) {
              emit(begin, at + 1);
              return at + 1;
            }
          }
          break;
        }
        case ',': join = all_digits(tail(segment, at)) && ascii_digit(byte(at + 1)); break;
        case ':': join = all_digits(tail(segment, at)) && ascii_digit(byte(at + 1)) && at - segment <= 4; break;
        case '/': join = slash_joins(segment, at); break;
        case '-': join = hyphen_joins(segment, at, numbered); break;
        case '&': {
          const std::size_t after = letters_at(at + 1, 4);
          join = segment == begin && at - begin <= 3 && after >= 1 && after <= 3 && ascii_alpha(byte(at + 1));
          break;
        }
        case '*': join = ascii_alpha(byte(at - 1)) && ascii_alpha(byte(at + 1)); break;
        case '$': {
          if (segment == begin && at - begin <= 3 && ascii_upper(byte(begin)) && ascii_upper(byte(at - 1))) {
            emit(begin, at + 1);
            return at + 1;
          }
          break;
        }
        default: {
          const CodePoint point = decode(at);
          if (is_apostrophe(point.code)) {
            size = point.size;
            if (is_word_at(at + size)) {
              const std::size_t letters = letters_at(at + size, 3);
              if (is_negation(begin, at, size, letters)) {
                if (at - 1 > begin) {
                  emit(begin, at - 1);
                  emit_inner(at - 1, at + size + 1);
                } else {
                  emit(begin, at + size + 1);
                }
                return at + size + 1;
              }
              join = !is_clitic(at + size, letters) || all_digits(slice(segment, at));
            } else if (!open_single_ && at - begin > 2 && lower_ascii(byte(at - 1)) == 'n' && lower_ascii(byte(at - 2)) == 'i') {
              emit(begin, at + size);  // "goin'"
              return at + size;
            }
          }
        }
      }
      if (!join) break;
      at += size;
      segment = at;
    }
    finish_word(begin, at);
    return at;
  }

  /// The last few bytes of a segment, so that tests of digits cost little in very long words.
  [[nodiscard]] std::string_view tail(std::size_t segment, std::size_t at) const {
    return slice(at - segment > 16 ? at - 16 : segment, at);
  }

  [[nodiscard]] bool dot_joins(std::size_t segment, std::size_t at) const {
    const unsigned char next = byte(at + 1);
    if (!is_word_at(at + 1)) return false;
    if (ascii_digit(next)) return ascii_digit(byte(at - 1)) && all_digits(tail(segment, at));
    const std::size_t letters = letters_at(at + 1, 9);
    if (letters == 0) return false;
    if (at - segment == 1 && ascii_alpha(byte(segment)) && letters == 1 && !is_word_at(at + 2)) return true;  // U.S
    const LowerWord after(slice(at + 1, at + 1 + letters));
    if (at - segment <= 2 && ascii_upper(byte(segment)) && ascii_upper(next)) {
      const std::string_view l = after.view();  // Ph.D, M.Sc
      if (l == "d" || l == "sc" || l == "phil" || l == "ed" || l == "eng") return true;
    }
    if (kExtensions.find(after.view()) != 0) return true;
    // Inner parts of the names of hosts and groups: two dots between parts in lower case.
    const auto lower_letter = [&](std::size_t k) { return byte(k) >= 'a' && byte(k) <= 'z'; };
    if (!lower_letter(segment) || !lower_letter(at + 1) || at - segment < 2 || letters < 2) return false;
    return (byte(at + 1 + letters) == '.' && lower_letter(at + 2 + letters)) ||
           (segment > chunk_begin_ && byte(segment - 1) == '.');
  }

  [[nodiscard]] bool slash_joins(std::size_t segment, std::size_t at) const {
    if (at - segment == 1 && !is_word_at(at + 2)) {  // b/c, w/o
      const char32_t first = lower_ascii(byte(segment));
      const char32_t second = lower_ascii(byte(at + 1));
      if ((first == 'b' && second == 'c') || (first == 'w' && second == 'o')) return true;
    }
    if (!all_digits(tail(segment, at)) || at - segment > 2) return false;
    const std::size_t after = digits_at(at + 1);
    if (after == 1 || after == 2) return true;
    return after == 4 && segment > chunk_begin_ && byte(segment - 1) == '/';
  }

  /// Prefixes, and the hyphens of telephone numbers and dates; ranges ("1992-1994", "5-10") are split.
  [[nodiscard]] bool hyphen_joins(std::size_t segment, std::size_t at, bool& numbered) const {
    if (!is_word_at(at + 1)) return false;
    if (at - segment <= kPrefixes.longest() && kPrefixes.find(LowerWord(slice(segment, at)).view()) != 0) return true;
    if (!ascii_digit(byte(at + 1)) || !all_digits(tail(segment, at))) return false;
    if (numbered) return true;
    const std::size_t before = at - segment;
    const std::size_t after = digits_at(at + 1);
    const std::size_t more = byte(at + 1 + after) == '-' ? digits_at(at + 2 + after) : 0;
    const bool telephone = (before == 3 && after == 4) || (before == 3 && after == 3 && more == 4) ||
                           (before == 1 && after == 3 && more == 3) || (before == 5 && after == 4);
    const bool date = (before <= 2 && after <= 2 && (more == 2 || more == 4)) || (before == 4 && after == 2 && more == 2);
    return numbered = telephone || date;
  }

  /// "n't" in which the apostrophe is at `at`.
  [[nodiscard]] bool is_negation(std::size_t begin, std::size_t at, std::size_t size, std::size_t letters) const {
    return letters == 1 && lower_ascii(byte(at + size)) == 't' && at > begin && lower_ascii(byte(at - 1)) == 'n' &&
           !is_word_at(at + size + 1);
  }

  /// Letters after an apostrophe that are a word of their own.
  [[nodiscard]] bool is_clitic(std::size_t at, std::size_t letters) const {
    if (is_word_at(at + letters)) return false;
    const char32_t first = lower_ascii(byte(at));
    if (letters == 1) return first == 's' || first == 'm' || first == 'd';
    if (letters != 2) return false;
    const char32_t second = lower_ascii(byte(at + 1));
    return (first == 'l' && second == 'l') || ((first == 'r' || first == 'v') && second == 'e');
  }

  /// First code point after the white space at `at`, as far as a few bytes go; 0 when there is none.
  [[nodiscard]] char32_t next_point(std::size_t at) const {
    for (std::size_t k = at; k < block_end_ && k < at + 16;) {
      const CodePoint point = decode(k);
      if (!is_space(point.code)) return point.code;
      k += point.size;
    }
    return 0;
  }
  [[nodiscard]] std::string_view previous_form() const {
    if (document_.tokens.size() == block_first_) return {};
    const Token& token = document_.tokens.back();
    return slice(token.begin_byte, token.end_byte);
  }

  /// Whether the full stop at `dot` belongs to the word [begin, dot), whose last part starts at `segment`.
  [[nodiscard]] bool is_abbreviation(std::size_t begin, std::size_t segment, std::size_t dot) const {
    const unsigned char first = byte(begin);
    const char32_t next = next_point(dot + 1);
    if (segment > begin && byte(segment - 1) == '.') {  // U.S., Ph.D., M.Sc.
      return ascii_alpha(byte(segment)) &&
             (dot - segment == 1 || (dot - segment <= 4 && segment - begin == 2 && ascii_upper(byte(segment))));
    }
    if (dot - begin == 1 && ascii_upper(first)) {  // initials; "I." ends a sentence as a rule
      if (first == 'I') {
        const std::string_view previous = previous_form();
        if (previous.empty() || !ascii_upper(static_cast<unsigned char>(previous[0]))) return false;
      }
      return is_upper(next) || next == ',' || is_ascii_digit(next);
    }
    if (ascii_digit(first)) {  // "1." of a list
      return document_.tokens.size() == block_first_ && dot - begin <= 2 && all_digits(slice(begin, dot)) &&
             dot + 1 == chunk_end_ && next != 0;
    }
    if (dot - segment > kAbbreviations.longest()) return false;
    switch (kAbbreviations.find(LowerWord(slice(segment, dot)).view())) {
      case kAlways: return true;
      case kCapital: return ascii_upper(byte(segment));
      case kBeforeDigit: return is_ascii_digit(next);
      case kAfterComma: return ascii_upper(byte(segment)) && previous_form() == ",";
      default: return false;
    }
  }

  void finish_word(std::size_t begin, std::size_t end) {
    if (end - begin <= kLongestListed && end - begin >= 2) {
      const unsigned char first = byte(begin);
      const unsigned char last = byte(end - 1);
      if (ascii_digit(first) && ascii_alpha(last)) {
        std::size_t digits = end;
        while (digits > begin && ascii_alpha(byte(digits - 1))) --digits;
        const bool number = std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                                        text_.begin() + static_cast<std::ptrdiff_t>(digits),
                                        [](char c) { return ascii_digit(static_cast<unsigned char>(c)) || c == '.' || c == ',' || c == ':'; });
        if (number && kUnits.find(LowerWord(slice(digits, end)).view()) != 0) {
          emit(begin, digits);
          emit(digits, end);
          return;
        }
      } else if (end - begin <= kContractions.longest() && (last | 0x20) >= 'a') {
        const std::uint8_t cut = contraction(begin, end);
        if (cut != 0) {
          emit(begin, end - cut);
          emit_inner(end - cut, end);
          return;
        }
      }
    }
    emit(begin, end);
  }

  [[nodiscard]] std::uint8_t contraction(std::size_t begin, std::size_t end) const {
    const unsigned char last = byte(end - 1) | 0x20;
    if (last != 't' && last != 'a' && last != 's' && last != 'e' && last != 'm') return 0;
    // Capitals throughout are names ("IM", "LETS").
    if (ascii_upper(byte(begin)) && ascii_upper(byte(end - 1))) return 0;
    return kContractions.find(LowerWord(slice(begin, end)).view());
  }

  /// Punctuation at `at`; returns the end of what was emitted.
  std::size_t mark(std::size_t at) {
    const CodePoint point = decode(at);
    const std::size_t after = at + point.size;
    if (is_apostrophe(point.code) || point.code == 0x2018 || point.code == '`') return apostrophe(at, point);
    const unsigned char b = byte(at);
    const bool starts = at == chunk_begin_;
    switch (b) {
      case '.':
        if (byte(at + 1) != '.' && starts && is_word_at(at + 1)) return word_with_mark(at);  // ".265", ".doc"
        return run_of(at, ".");
      case '!':
      case '?': return run_of(at, "!?");
      case '+': if (starts && ascii_digit(byte(after))) return word_with_mark(at); return run_of(at, "+");
      case '#':
      case '@': if (is_word_at(after)) return word_with_mark(at); return run_of(at, b == '#' ? "#" : "@");
      case '-': return run_of(at, "-");
      case '*': return run_of(at, "*");
      case '$': return run_of(at, "$");
      case '=': return run_of(at, "=");
      case '~': return run_of(at, "~");
      case '<': return run_of(at, "<");
      case '>': return run_of(at, ">");
      case '|': return run_of(at, "|");
      default: emit(at, after); return after;
    }
  }

  std::size_t run_of(std::size_t at, std::string_view set) {
    std::size_t end = at;
    while (end < chunk_end_ && set.find(text_[end]) != std::string_view::npos) ++end;
    emit(at, end);
    return end;
  }

  std::size_t word_with_mark(std::size_t at) {
    std::size_t end = skip_word_points(at + 1);
    const bool name = byte(at) == '@';
    while (end + 1 < chunk_end_ && (((byte(end) == '.' || byte(end) == ',' || byte(end) == '-') && ascii_digit(byte(end - 1)) &&
                                     ascii_digit(byte(end + 1))) ||
                                    (name && byte(end) == '.' && kClasses[byte(end + 1)] == kWordByte))) {
      end = skip_word_points(end + 1);
    }
    emit(at, end);
    return end;
  }

  std::size_t apostrophe(std::size_t at, CodePoint point) {
    const std::size_t after = at + point.size;
    const bool starts = at == chunk_begin_;
    const bool opening = point.code == 0x2018 || point.code == '`';
    if (after < chunk_end_ && !is_word_at(after)) {  // '' and ``
      const CodePoint second = decode(after);
      if (second.code == point.code) {
        emit(at, after + second.size);
        return after + second.size;
      }
    }
    const bool word_follows = is_word_at(after);
    const std::size_t letters = letters_at(after, 3);
    const bool after_word = !starts && document_.tokens.back().end_byte == at && !opening &&
                            (is_word_at(at - 1) || byte(at - 1) == '.' || (byte(at - 1) & 0x80U) != 0);
    if (after_word && word_follows && is_clitic(after, letters)) {
      emit_inner(at, after + letters);
      return after + letters;
    }
    if (after_word && !word_follows && !open_single_ && document_.tokens.size() > block_first_) {
      const char32_t last = lower_ascii(byte(at - 1));
      if (last == 's' || last == 'x' || last == 'z') {
        emit_inner(at, after);  // "workers'"
        return after;
      }
    }
    if (starts && word_follows && !opening) {
      if (is_clitic(after, letters)) {  // " 's" of text that is split already
        emit(at, after + letters);
        return after + letters;
      }
      const std::size_t digits = digits_at(after);
      if (digits == 2) {  // '72, '60s
        const std::size_t end = skip_word_points(after);
        if (end - after <= 3) {
          emit(at, end);
          return end;
        }
      }
      if (letters == 2 && slice(after, after + 2) == "em" && !is_word_at(after + 2)) {
        emit(at, after + 2);
        return after + 2;
      }
    }
    open_single_ = word_follows || opening;
    emit(at, after);
    return after;
  }

  std::string_view text_;
  const std::vector<Quotation>& quotations_;
  Document& document_;
  std::size_t quotation_ = 0;
  std::size_t block_end_ = 0;
  std::size_t block_first_ = 0;
  std::size_t chunk_begin_ = 0;
  std::size_t chunk_end_ = 0;
  std::size_t address_checked_ = 0;
  bool space_ = false;
  bool open_single_ = false;
  bool may_be_address_ = false;
  bool may_be_net_ = false;
};

}  // namespace

void tokenize(std::string_view text, const StoryLayout& layout, Document& document) {
  document.clear();
  document.text = text;
  const bool has_body = std::any_of(layout.blocks.begin(), layout.blocks.end(),
                                    [](const Block& block) { return block.kind == BlockKind::kBody; });
  const BlockKind wanted = has_body ? BlockKind::kBody : BlockKind::kHeadline;
  BlockTokenizer tokenizer(text, layout, document);
  const std::span<const std::int8_t> weights = split_weights();
  for (std::uint32_t k = 0; k < layout.blocks.size(); ++k) {
    const Block& block = layout.blocks[k];
    if (block.kind != wanted) continue;
    const auto first = static_cast<std::uint32_t>(document.tokens.size());
    tokenizer.run(std::min<std::size_t>(block.range.begin, text.size()), std::min<std::size_t>(block.range.end, text.size()));
    split_block(document, first, static_cast<std::uint32_t>(document.tokens.size()), k, weights);
  }
}

}  // namespace dragoman
