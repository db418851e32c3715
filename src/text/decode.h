// SPDX-License-Identifier: Apache-2.0
// From bytes to UTF-8: which encoding, which bytes cannot be, and which files are no text at all.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "text/byte_source.h"

namespace dragoman {

enum class Encoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kWindows1252 };

/// By byte-order mark, then by the pattern of zero bytes (UTF-16), then: bytes that are no UTF-8 but all make sense in
/// Windows-1252 where they stand (accented letters inside words, curly quotes, dashes) mean Windows-1252. Everything
/// else is UTF-8, with what is invalid in it replaced.
Encoding detect_encoding(std::string_view bytes);

struct DecodeInfo {
  Encoding encoding = Encoding::kUtf8;
  std::uint64_t replaced = 0;  ///< invalid bytes (UTF-16: unpaired surrogates, an odd last byte) that became U+FFFD
};

/// Appends `bytes` as UTF-8 without byte-order mark. Never fails.
DecodeInfo decode_text(std::string_view bytes, std::string& out);
DecodeInfo decode_text_as(std::string_view bytes, Encoding encoding, std::string& out);

/// Decodes by a declared character set name ("iso-8859-1", "gb2312"), as HTML and XML declare it; a name that is
/// unknown, or a wrong claim of UTF-8 apart, what cannot be decoded becomes U+FFFD. Falls back to decode_text.
DecodeInfo decode_labelled(std::string_view bytes, std::string_view label, std::string& out);

/// For a file that is no text: what it is ("a PDF document", "binary data"). nullopt for text, text with some stray
/// control characters included. Looks at the first 8 KiB.
std::optional<std::string_view> binary_kind(std::string_view bytes);

/// UTF-16 to UTF-8 as a stream; drops the byte-order mark.
std::unique_ptr<ByteSource> utf16_source(std::unique_ptr<ByteSource> input, bool big_endian);

}  // namespace dragoman
