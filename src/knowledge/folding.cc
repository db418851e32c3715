// SPDX-License-Identifier: Apache-2.0
#include "knowledge/folding.h"

#include "base/hash.h"

namespace dragoman {
namespace {

// Two characters a code point from U+00C0: its base letters, "." for none.
constexpr std::string_view kLatin =
    "a.a.a.a.a.a.aec.e.e.e.e.i.i.i.i.d.n.o.o.o.o.o...o.u.u.u.u.y.thssa.a.a.a.a.a.aec.e.e.e.e.i.i.i.i."
    "d.n.o.o.o.o.o...o.u.u.u.u.y.thy.a.a.a.a.a.a.c.c.c.c.c.c.c.c.d.d.d.d.e.e.e.e.e.e.e.e.e.e.g.g.g.g."
    "g.g.g.g.h.h.h.h.i.i.i.i.i.i.i.i.i.i.ijijj.j.k.k.k.l.l.l.l.l.l.....l.l.n.n.n.n.n.n.n.n.n.o.o.o.o."
    "o.o.oeoer.r.r.r.r.r.s.s.s.s.s.s.s.s.t.t.t.t.t.t.u.u.u.u.u.u.u.u.u.u.u.u.w.w.y.y.y.z.z.z.z.z.z.s."
    "..b.................d.........a...f.f...........................o.o...........................u."
    "u.......................................dzdzdzljljljnjnjnja.a.i.i.o.o.u.u.u.u.u.u.u.u.u.u...a.a."
    "a.a.aeae....g.g.k.k.o.o.o.o.....j.dzdzdzg.g.....n.n.a.a.aeaeo.o.a.a.a.a.e.e.e.e.i.i.i.i.o.o.o.o."
    "r.r.r.r.u.u.u.u.s.s.t.t.....h.h.............a.a.e.e.o.o.o.o.o.o.o.o.y.y........................."
    "................................";

// Two characters a code point from U+1E00: its base letters, "." for none.
constexpr std::string_view kLatinAdditional =
    "a.a.b.b.b.b.b.b.c.c.d.d.d.d.d.d.d.d.d.d.e.e.e.e.e.e.e.e.e.e.f.f.g.g.h.h.h.h.h.h.h.h.h.h.i.i.i.i."
    "k.k.k.k.k.k.l.l.l.l.l.l.l.l.m.m.m.m.m.m.n.n.n.n.n.n.n.n.o.o.o.o.o.o.o.o.p.p.p.p.r.r.r.r.r.r.r.r."
    "s.s.s.s.s.s.s.s.s.s.t.t.t.t.t.t.t.t.u.u.u.u.u.u.u.u.u.u.v.v.v.v.w.w.w.w.w.w.w.w.w.w.x.x.x.x.y.y."
    "z.z.z.z.z.z.h.t.w.y...s.....ss..a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.e.e.e.e.e.e.e.e."
    "e.e.e.e.e.e.e.e.i.i.i.i.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.o.u.u.u.u.u.u.u.u.u.u.u.u."
    "u.u.y.y.y.y.y.y.y.y.............";

// Bit i of word w: code point 64 w + i of the block is a capital letter.
constexpr std::uint64_t kLatinUpper[] = {
    0x000000007f7fffffULL, 0xaa55555555555555ULL, 0x2b555555555554aaULL, 0x11aed2d5b1dbced6ULL,
    0x55d255554aaaa490ULL, 0x6c05555555555555ULL, 0x000000000000557aULL};
constexpr std::uint64_t kLatinAdditionalUpper[] = {
    0x5555555555555555ULL, 0x5555555555555555ULL, 0x5555555540155555ULL, 0x5555555555555555ULL};

struct CodePoint {
  std::uint32_t value = 0;
  std::uint32_t size = 1;  // bytes
};

// Requires valid UTF-8; on a stray byte gives that byte as a code point.
CodePoint decode(std::string_view s, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<std::uint32_t>(static_cast<unsigned char>(s[k])); };
  const std::uint32_t b = byte(i);
  if (b < 0x80) return {b, 1};
  if (b >= 0xC2 && b < 0xE0 && i + 1 < s.size()) return {(b & 0x1F) << 6 | (byte(i + 1) & 0x3F), 2};
  if (b >= 0xE0 && b < 0xF0 && i + 2 < s.size())
    return {(b & 0x0F) << 12 | (byte(i + 1) & 0x3F) << 6 | (byte(i + 2) & 0x3F), 3};
  if (b >= 0xF0 && b < 0xF5 && i + 3 < s.size())
    return {(b & 0x07) << 18 | (byte(i + 1) & 0x3F) << 12 | (byte(i + 2) & 0x3F) << 6 | (byte(i + 3) & 0x3F), 4};
  return {b, 1};
}

enum class CharClass { kLetter, kDigit, kMark, kJoiner, kAmpersand, kBreak };

CharClass class_of(std::uint32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharClass::kLetter;
  if (c >= '0' && c <= '9') return CharClass::kDigit;
  switch (c) {
    case '-': case '\'': case '.': case '/': case '_': case '`': case ' ':
    case 0xA0: case 0x2018: case 0x2019: case 0x201B: case 0x2BC: case 0x2BB: case 0x2BE: case 0x2BF: case 0x2B9:
    case 0xB4: case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0xAD:
      return CharClass::kJoiner;
    case '&': return CharClass::kAmpersand;
    default: break;
  }
  if (c < 0xC0) return c == 0xAA || c == 0xBA || c == 0xB5 ? CharClass::kLetter : CharClass::kBreak;
  if (c == 0xD7 || c == 0xF7) return CharClass::kBreak;
  if (c >= 0x300 && c < 0x370) return CharClass::kMark;  // combining diacritics
  if (c >= 0x2000 && c < 0x2070) return CharClass::kBreak;
  if (c >= 0x3000 && c < 0x3040) return CharClass::kBreak;
  return CharClass::kLetter;
}

bool is_upper(std::uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c >= 0xC0 && c < 0x250) return (kLatinUpper[(c - 0xC0) / 64] >> ((c - 0xC0) % 64) & 1) != 0;
  if (c >= 0x1E00 && c < 0x1F00) return (kLatinAdditionalUpper[(c - 0x1E00) / 64] >> ((c - 0x1E00) % 64) & 1) != 0;
  return c >= 0x410 && c < 0x430;  // Cyrillic
}

// Feeds the folded letters of a code point to `put(char)`; what is not Latin passes as its bytes.
template <typename Put>
void fold(std::uint32_t c, std::string_view bytes, Put&& put) {
  std::string_view cell;
  if (c < 0x80) {
    put(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
    return;
  }
  if (c >= 0xC0 && c < 0x250) cell = kLatin.substr((c - 0xC0) * 2, 2);
  if (c >= 0x1E00 && c < 0x1F00) cell = kLatinAdditional.substr((c - 0x1E00) * 2, 2);
  if (cell.empty() || cell[0] == '.') {
    for (const char b : bytes) put(b);
    return;
  }
  for (const char b : cell)
    if (b != '.') put(b);
}

// "U.S.", "U.N", "a.k.a.": single letters between full stops, two at least.
bool is_dotted(std::string_view s) {
  int letters = 0;
  bool after_letter = false, dot = false;
  for (std::size_t i = 0; i < s.size();) {
    const CodePoint c = decode(s, i);
    i += c.size;
    if (c.value == '.') {
      if (!after_letter) return false;
      after_letter = false;
      dot = true;
    } else {
      if (class_of(c.value) != CharClass::kLetter || after_letter) return false;
      after_letter = true;
      ++letters;
    }
  }
  return dot && letters >= 2;
}

class PieceBuilder {
 public:
  PieceBuilder(std::uint32_t token, std::vector<NamePiece>& pieces) : token_(token), pieces_(pieces) {}

  void add(std::uint32_t c, std::string_view bytes) {
    const bool digit = c >= '0' && c <= '9';
    const bool upper = is_upper(c);
    if (letters_ == 0) capital_ = upper || digit;
    if (!upper) all_caps_ = false;
    ++letters_;
    fold(c, bytes, [&](char b) {
      folded_ = step(folded_, b);
      cased_ = step(cased_, upper ? static_cast<char>(b - 32) : b);
    });
  }

  void end() {
    if (letters_ == 0) return;
    NamePiece p;
    p.folded = mix_64(folded_) | 1;
    p.cased = mix_64(cased_);
    p.token = token_;
    p.letters = static_cast<std::uint16_t>(letters_ > 0xffff ? 0xffff : letters_);
    p.first = count_ == 0;
    p.capital = capital_;
    p.all_caps = all_caps_ && letters_ >= 2;
    pieces_.push_back(p);
    ++count_;
    letters_ = 0;
    folded_ = cased_ = kFnv1aOffset;
    all_caps_ = true;
  }

  [[nodiscard]] int count() const { return count_; }

 private:
  static std::uint64_t step(std::uint64_t h, char b) {
    return (h ^ static_cast<unsigned char>(b)) * 1099511628211ULL;
  }
  std::uint32_t token_;
  std::vector<NamePiece>& pieces_;
  std::uint64_t folded_ = kFnv1aOffset, cased_ = kFnv1aOffset;
  int letters_ = 0, count_ = 0;
  bool capital_ = false, all_caps_ = true;
};

}  // namespace

void append_pieces(std::string_view token, std::uint32_t number, std::vector<NamePiece>& pieces) {
  PieceBuilder builder(number, pieces);
  bool broken = false;
  std::size_t i = 0;
  while (i < token.size()) {
    // A stretch up to the next joiner other than a full stop is looked at for dots as a whole.
    std::size_t end = i;
    while (end < token.size()) {
      const CodePoint c = decode(token, end);
      if (c.value != '.' && class_of(c.value) != CharClass::kLetter) break;
      end += c.size;
    }
    const bool dotted = end > i && is_dotted(token.substr(i, end - i));
    while (i < end) {
      const CodePoint c = decode(token, i);
      if (c.value != '.')
        builder.add(c.value, token.substr(i, c.size));
      else if (!dotted)
        builder.end();
      i += c.size;
    }
    if (i >= token.size()) break;
    const CodePoint c = decode(token, i);
    switch (class_of(c.value)) {
      case CharClass::kLetter:
      case CharClass::kDigit: builder.add(c.value, token.substr(i, c.size)); break;
      case CharClass::kMark: break;
      case CharClass::kJoiner: builder.end(); break;
      case CharClass::kAmpersand:
        builder.end();
        for (const char b : std::string_view("and")) builder.add(static_cast<unsigned char>(b), {&b, 1});
        builder.end();
        break;
      case CharClass::kBreak:
        builder.end();
        broken = true;
        break;
    }
    i += c.size;
  }
  builder.end();
  if (builder.count() > 0) {
    pieces.back().last = true;
  } else if (broken) {
    NamePiece p;
    p.token = number;
    p.first = p.last = true;
    pieces.push_back(p);
  }
}

std::vector<NamePiece> pieces_of_name(std::string_view name) {
  std::vector<NamePiece> pieces;
  std::uint32_t number = 0;
  while (!name.empty()) {
    const auto end = name.find(' ');
    append_pieces(name.substr(0, end), number++, pieces);
    name.remove_prefix(end == std::string_view::npos ? name.size() : end + 1);
  }
  return pieces;
}

std::string folded_name(std::string_view name) {
  std::string out;
  bool gap = false;
  for (std::size_t i = 0; i < name.size();) {
    const CodePoint c = decode(name, i);
    switch (class_of(c.value)) {
      case CharClass::kLetter:
      case CharClass::kDigit:
        if (gap && !out.empty()) out += ' ';
        gap = false;
        fold(c.value, name.substr(i, c.size), [&](char b) { out += b; });
        break;
      case CharClass::kMark: break;
      default:
        if (c.value != '.') gap = true;
        break;
    }
    i += c.size;
  }
  return out;
}

std::uint64_t hash_of_name(std::string_view name) {
  std::uint64_t hash = kFnv1aOffset;
  bool gap = false, any = false;
  for (std::size_t i = 0; i < name.size();) {
    const CodePoint c = decode(name, i);
    switch (class_of(c.value)) {
      case CharClass::kLetter:
      case CharClass::kDigit:
        if (gap && any) hash = (hash ^ ' ') * 1099511628211ULL;
        gap = false;
        any = true;
        fold(c.value, name.substr(i, c.size),
             [&](char b) { hash = (hash ^ static_cast<unsigned char>(b)) * 1099511628211ULL; });
        break;
      case CharClass::kMark: break;
      default:
        if (c.value != '.') gap = true;
        break;
    }
    i += c.size;
  }
  return any ? hash : 0;
}

std::uint64_t chain_cased(std::uint64_t hash, std::uint64_t piece) { return mix_64(hash * 31 + piece); }

}  // namespace dragoman
