// SPDX-License-Identifier: Apache-2.0
#include "text/decode.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/utf8.h"

namespace dragoman {
namespace {

// Windows-1252, 0x80 to 0x9F; 0 where it has no character.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

bool is_ascii_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word_byte(unsigned char c) { return is_ascii_letter(c) || (c >= '0' && c <= '9'); }

// Whether a byte above 0x7F is at home in Windows-1252 text between its neighbours.
bool plausible_1252(unsigned char before, unsigned char c, unsigned char after) {
  switch (c) {
    case 0x80:  // euro sign
    case 0xA3:  // pound sign
      return is_word_byte(before) || is_word_byte(after);
    case 0x91: case 0x92: case 0x93: case 0x94:  // quotes
    case 0x82: case 0x84: case 0x8B: case 0x9B: case 0xAB: case 0xBB:
      return is_word_byte(before) || is_word_byte(after) || std::ispunct(before) != 0 || std::ispunct(after) != 0 ||
             before >= 0x80 || after >= 0x80;
    case 0x85: case 0x95: case 0x96: case 0x97: case 0x99: case 0xA0: case 0xA7: case 0xA9: case 0xAD: case 0xAE:
    case 0xB0: case 0xB7:
      return true;
    case 0x8A: case 0x8C: case 0x8E: case 0x9A: case 0x9C: case 0x9E: case 0x9F:  // Š Œ Ž š œ ž Ÿ
      return is_ascii_letter(before) || is_ascii_letter(after);
    case 0xD7: case 0xF7: case 0xD0: case 0xDE: case 0xF0: case 0xFE: case 0xFF:
      return is_ascii_letter(before) && is_ascii_letter(after);
    default:
      return c >= 0xC0 && (is_ascii_letter(before) || is_ascii_letter(after));
  }
}

bool looks_like_1252(std::string_view bytes) {
  std::size_t invalid = 0;
  std::size_t multibyte = 0;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  for (std::size_t i = 0; i < bytes.size();) {
    if (at(i) < 0x80) {
      ++i;
      continue;
    }
    const DecodedChar c = decode_utf8_slow(bytes, i);
    if (c.valid) {
      ++multibyte;
      i += c.size;
      continue;
    }
    if (!plausible_1252(i > 0 ? at(i - 1) : ' ', at(i), i + 1 < bytes.size() ? at(i + 1) : ' ')) return false;
    ++invalid;
    ++i;
  }
  return invalid > 0 && multibyte * 10 <= invalid;
}

std::optional<Encoding> utf16_by_zeros(std::string_view bytes) {
  const std::size_t size = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
  if (size < 8) return std::nullopt;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < size; i += 2) {
    even += bytes[i] == '\0' ? 1 : 0;
    odd += bytes[i + 1] == '\0' ? 1 : 0;
  }
  const std::size_t half = size / 2;
  if (odd * 10 >= half * 7 && even * 20 <= half) return Encoding::kUtf16Le;
  if (even * 10 >= half * 7 && odd * 20 <= half) return Encoding::kUtf16Be;
  return std::nullopt;
}

// Appends UTF-16 code units as UTF-8. `high` carries a high surrogate over to the next call.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(bool big_endian) : big_endian_(big_endian) {}

  void decode(std::string_view bytes, std::string& out) {
    std::size_t i = 0;
    if (have_byte_ && !bytes.empty()) {
      unit(make(static_cast<unsigned char>(byte_), static_cast<unsigned char>(bytes[0])), out);
      have_byte_ = false;
      i = 1;
    }
    for (; i + 1 < bytes.size(); i += 2) {
      unit(make(static_cast<unsigned char>(bytes[i]), static_cast<unsigned char>(bytes[i + 1])), out);
    }
    if (i < bytes.size()) {
      byte_ = bytes[i];
      have_byte_ = true;
    }
  }
  void finish(std::string& out) {
    if (high_ != 0) replace(out);
    if (have_byte_) replace(out);
    high_ = 0;
    have_byte_ = false;
  }
  [[nodiscard]] std::uint64_t replaced() const { return replaced_; }

 private:
  [[nodiscard]] char32_t make(unsigned char a, unsigned char b) const {
    return big_endian_ ? static_cast<char32_t>(a << 8 | b) : static_cast<char32_t>(b << 8 | a);
  }
  void replace(std::string& out) {
    append_utf8(out, kReplacementCharacter);
    ++replaced_;
  }
  void unit(char32_t value, std::string& out) {
    if (first_) {
      first_ = false;
      if (value == 0xFEFF) return;
    }
    if (high_ != 0) {
      if (value >= 0xDC00 && value <= 0xDFFF) {
        append_utf8(out, 0x10000 + ((high_ - 0xD800) << 10) + (value - 0xDC00));
        high_ = 0;
        return;
      }
      replace(out);
      high_ = 0;
    }
    if (value >= 0xD800 && value <= 0xDBFF) {
      high_ = value;
    } else if (value >= 0xDC00 && value <= 0xDFFF) {
      replace(out);
    } else {
      append_utf8(out, value);
    }
  }

  bool big_endian_;
  bool first_ = true;
  bool have_byte_ = false;
  char byte_ = 0;
  char32_t high_ = 0;
  std::uint64_t replaced_ = 0;
};

class Utf16Source final : public ByteSource {
 public:
  Utf16Source(std::unique_ptr<ByteSource> input, bool big_endian) : input_(std::move(input)), decoder_(big_endian) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    while (used_ == ready_.size() && !ended_) {
      ready_.clear();
      used_ = 0;
      char raw[16384];
      Result<std::size_t> got = input_->read(raw, sizeof raw);
      if (!got) return got;
      if (*got == 0) {
        ended_ = true;
        decoder_.finish(ready_);
      } else {
        decoder_.decode({raw, *got}, ready_);
      }
    }
    const std::size_t count = std::min(size, ready_.size() - used_);
    if (count > 0) std::memcpy(buffer, ready_.data() + used_, count);
    used_ += count;
    return count;
  }

 private:
  std::unique_ptr<ByteSource> input_;
  Utf16Decoder decoder_;
  std::string ready_;
  std::size_t used_ = 0;
  bool ended_ = false;
};

std::optional<Encoding> encoding_of_label(std::string_view label) {
  static constexpr std::string_view kLatin[] = {"iso-8859-1", "iso8859-1",    "latin1", "latin-1", "us-ascii",
                                                "ascii",      "windows-1252", "cp1252", "x-cp1252"};
  // A label that could be read as ASCII rules out UTF-16: such pages were converted and kept their declaration.
  if (equals_ignore_case(label, "utf-8") || equals_ignore_case(label, "utf8") ||
      starts_with_ignore_case(label, "utf-16")) {
    return Encoding::kUtf8;
  }
  for (const std::string_view name : kLatin) {
    if (equals_ignore_case(label, name)) return Encoding::kWindows1252;
  }
  return std::nullopt;
}

// Any other character set, through the C library. False when it does not know the name.
bool decode_with_iconv(std::string_view bytes, std::string_view label, std::string& out, DecodeInfo& info) {
  if (label.empty() || label.size() > 40) return false;
  for (const char c : label) {
    if (!is_word_byte(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != '.' && c != ':') return false;
  }
  iconv_t converter = iconv_open("UTF-8", std::string(label).c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return false;
  char* in = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  char buffer[4096];
  while (left > 0) {
    char* target = buffer;
    std::size_t room = sizeof buffer;
    const std::size_t code = iconv(converter, &in, &left, &target, &room);
    const int error = errno;
    out.append(buffer, sizeof buffer - room);
    if (code != static_cast<std::size_t>(-1) || error == E2BIG) continue;
    append_utf8(out, kReplacementCharacter);
    ++info.replaced;
    ++in;
    --left;
    iconv(converter, nullptr, nullptr, nullptr, nullptr);
  }
  iconv_close(converter);
  return true;
}

}  // namespace

Encoding detect_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return Encoding::kUtf8;
  if (bytes.starts_with("\xFF\xFE")) return Encoding::kUtf16Le;
  if (bytes.starts_with("\xFE\xFF")) return Encoding::kUtf16Be;
  if (const auto wide = utf16_by_zeros(bytes)) return *wide;
  return looks_like_1252(bytes) ? Encoding::kWindows1252 : Encoding::kUtf8;
}

DecodeInfo decode_text(std::string_view bytes, std::string& out) {
  return decode_text_as(bytes, detect_encoding(bytes), out);
}

DecodeInfo decode_text_as(std::string_view bytes, Encoding encoding, std::string& out) {
  DecodeInfo info{encoding, 0};
  switch (encoding) {
    case Encoding::kUtf8:
      if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
      info.replaced = append_sanitized_utf8(bytes, out);
      break;
    case Encoding::kUtf16Le:
    case Encoding::kUtf16Be: {
      Utf16Decoder decoder(encoding == Encoding::kUtf16Be);
      decoder.decode(bytes, out);
      decoder.finish(out);
      info.replaced = decoder.replaced();
      break;
    }
    case Encoding::kWindows1252:
      for (std::size_t i = 0; i < bytes.size();) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        // Text pasted from elsewhere: whole UTF-8 sequences in a Windows-1252 file stay what they are.
        const DecodedChar decoded = decode_utf8(bytes, i);
        if (decoded.valid) {
          out.append(bytes.substr(i, decoded.size));
          i += decoded.size;
          continue;
        }
        const char32_t code = c < 0xA0 ? kWindows1252[c - 0x80] : c;
        append_utf8(out, code == 0 ? kReplacementCharacter : code);
        if (code == 0) ++info.replaced;
        ++i;
      }
      break;
  }
  return info;
}

DecodeInfo decode_labelled(std::string_view bytes, std::string_view label, std::string& out) {
  if (label.empty() || bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") ||
      bytes.starts_with("\xFE\xFF")) {
    return decode_text(bytes, out);
  }
  const auto encoding = encoding_of_label(label);
  if (!encoding) {
    DecodeInfo info;
    return decode_with_iconv(bytes, label, out, info) ? info : decode_text(bytes, out);
  }
  // Pages that claim Latin-1 are often UTF-8, and the other way round: valid UTF-8 is hardly ever an accident.
  if (*encoding == Encoding::kWindows1252) {
    return decode_text_as(bytes, is_valid_utf8(bytes) ? Encoding::kUtf8 : Encoding::kWindows1252, out);
  }
  if (*encoding == Encoding::kUtf8) return decode_text(bytes, out);
  return decode_text_as(bytes, *encoding, out);
}

std::optional<std::string_view> binary_kind(std::string_view bytes) {
  struct Magic {
    std::string_view bytes;
    std::string_view kind;
  };
  using namespace std::string_view_literals;
  static constexpr Magic kMagic[] = {
      {"%PDF-"sv, "a PDF document"},        {"PK\x03\x04"sv, "a zip archive or office document"},
      {"\x89PNG\r\n"sv, "a PNG image"},     {"\xFF\xD8\xFF"sv, "a JPEG image"},
      {"GIF87a"sv, "a GIF image"},          {"GIF89a"sv, "a GIF image"},
      {"\x7F" "ELF"sv, "a program"},        {"MZ\x90\0"sv, "a program"},
      {"BZh9"sv, "bzip2-compressed data"},  {"\xFD" "7zXZ\0"sv, "xz-compressed data"},
      {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive"}, {"SQLite format 3\0"sv, "an SQLite database"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old office document"}, {"Rar!\x1A\x07"sv, "a RAR archive"},
      {"{\\rtf"sv, "an RTF document"},      {"OggS\0"sv, "an Ogg file"}};
  for (const Magic& magic : kMagic) {
    if (bytes.starts_with(magic.bytes)) return magic.kind;
  }
  const std::string_view head = bytes.substr(0, 8192);
  if (head.size() > 262 && head.substr(257, 5) == "ustar") return "a tar archive";
  std::size_t odd = 0;
  for (const char c : head) {
    const auto u = static_cast<unsigned char>(c);
    if ((u < 0x20 && !(u >= '\t' && u <= '\r') && u != 0x1B) || u == 0x7F) ++odd;
  }
  // A stray control character or NUL is a damaged text; one byte in twelve is none at all.
  if (odd * 12 > head.size() && odd > 1) return "binary data";
  return std::nullopt;
}

std::unique_ptr<ByteSource> utf16_source(std::unique_ptr<ByteSource> input, bool big_endian) {
  return std::make_unique<Utf16Source>(std::move(input), big_endian);
}

}  // namespace dragoman
