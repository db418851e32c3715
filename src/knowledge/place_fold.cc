// SPDX-License-Identifier: Apache-2.0
#include "knowledge/place_fold.h"

#include <algorithm>

namespace dragoman {
namespace {

// Base letters of U+00C0..U+025F and U+1E00..U+1EFF; '-' drops the letter, digits are pairs (see kPairs).
constexpr std::string_view kLatin1 =
    "aaaaaa1ceeeeiiiidnooooo-ouuuuy43aaaaaa1ceeeeiiiidnooooo-ouuuuy4yaaaaaaccccccccddddeeeeeeeeeeegggggggg"
    "hhhhiiiiiiiiii55jjkkkllllllllllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs-b----o-"
    "-dd---aaeff-----kk------oo-------------uu--yy---------------888777666aaiioouuuuuuuuuuaaaaa11ggggkkoo"
    "oo--j888gg--nnaa11ooaaaaeeeeiiiioooorrrruuuusstt--hh------aaeeooooooooyy----------------------------"
    "---bo-dd-a-e----";
constexpr std::string_view kLatin2 =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss"
    "ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas--3-aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee"
    "iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy------";
constexpr std::string_view kPairs[] = {"ae", "oe", "ss", "th", "ij", "nj", "lj", "dz"};

void append_base(char base, std::string& out) {
  if (base == '-') return;
  if (base >= '1' && base <= '8') {
    out.append(kPairs[base - '1']);
  } else {
    out.push_back(base);
  }
}

}  // namespace

void fold_place_word(std::string_view word, std::string& out) {
  const std::size_t start = out.size();
  for (std::size_t i = 0; i < word.size();) {
    const auto byte = static_cast<unsigned char>(word[i]);
    if (byte < 0x80) {
      if (byte >= 'A' && byte <= 'Z') {
        out.push_back(static_cast<char>(byte + 32));
      } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
        out.push_back(static_cast<char>(byte));
      }
      ++i;
      continue;
    }
    const std::size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    if (i + size > word.size()) break;
    std::uint32_t code = byte & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) code = (code << 6) | (static_cast<unsigned char>(word[i + k]) & 0x3FU);
    if (code >= 0xC0 && code < 0xC0 + kLatin1.size()) {
      append_base(kLatin1[code - 0xC0], out);
    } else if (code >= 0x1E00 && code < 0x1E00 + kLatin2.size()) {
      append_base(kLatin2[code - 0x1E00], out);
    } else if (code >= 0x370 && !(code >= 0x2000 && code < 0x2C00) && !(code >= 0x3000 && code < 0x3040)) {
      out.append(word.substr(i, size));  // another script; marks and punctuation are dropped
    }
    i += size;
  }
  const std::string_view folded = std::string_view(out).substr(start);
  if (folded == "st") {
    out.replace(start, 2, "saint");
  } else if (folded == "mt") {
    out.replace(start, 2, "mount");
  } else if (folded == "ft") {
    out.replace(start, 2, "fort");
  }
}

std::string fold_place_name(std::string_view name) {
  std::string out;
  fold_place_name(name, out);
  return out;
}

void fold_place_name(std::string_view name, std::string& out) {
  for (std::size_t i = 0; i < name.size();) {
    std::size_t end = i;
    while (end < name.size() && name[end] != ' ' && name[end] != '-') ++end;
    const std::size_t before = out.size();
    if (before > 0) out.push_back(' ');
    const std::size_t start = out.size();
    fold_place_word(name.substr(i, end - i), out);
    if (out.size() == start) out.resize(before);
    i = end + 1;
  }
}

void append_loose_word(std::string_view word, std::string& out) {
  if (out.empty()) {
    out.push_back('~');
    for (const std::string_view article :
         {"al", "el", "ar", "as", "ash", "at", "an", "ad", "az", "ed", "es", "et", "er"}) {
      if (word == article) return;
    }
  }
  const auto put = [&out](char c) {
    if (out.back() != c) out.push_back(c);
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    const char next = i + 1 < word.size() ? word[i + 1] : ' ';
    switch (c) {
      case 'k':
        put(next == 'h' ? 'x' : 'k');
        i += next == 'h' ? 1 : 0;
        break;
      case 's':
      case 'c':
        put(next == 'h' ? 'c' : c == 'c' ? 'k' : 's');
        i += next == 'h' ? 1 : 0;
        break;
      case 'g':
      case 't':
      case 'd':
        put(c == 'd' && next == 'j' ? 'j' : c);
        i += next == 'h' || (c == 'd' && next == 'j') ? 1 : 0;
        break;
      case 'z':
        put(next == 'h' ? 'j' : 'z');
        i += next == 'h' ? 1 : 0;
        break;
      case 'p':
        put(next == 'h' ? 'f' : 'p');
        i += next == 'h' ? 1 : 0;
        break;
      case 'q':
        put('k');
        break;
      case 'o':
      case 'u':
        put('u');
        break;
      case 'e':
      case 'i':
      case 'y':
        put('i');
        break;
      case 'a':
        if (next == 'y' || next == 'i') {
          put('i');
          ++i;
        } else {
          put('a');
        }
        break;
      case 'h':
        if (next != ' ' || (out.back() != 'a' && out.back() != 'i')) put('h');  // silent at the end
        break;
      default:
        put(c);
    }
  }
}

std::string loose_place_key(std::string_view folded) {
  std::string out;
  for (std::size_t begin = 0; begin <= folded.size();) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    append_loose_word(folded.substr(begin, end - begin), out);
    begin = end + 1;
  }
  return out.size() < 5 ? std::string() : out;
}

}  // namespace dragoman
