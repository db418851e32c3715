// SPDX-License-Identifier: Apache-2.0
#include "fuzz_checks.h"
#include "text/decode.h"
#include "text/html_extract.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const std::string_view bytes = bytes_of(data, size);
  for (const Encoding encoding : {Encoding::kUtf8, Encoding::kUtf16Le, Encoding::kUtf16Be, Encoding::kWindows1252}) {
    std::string out;
    decode_text_as(bytes, encoding, out);
    check(is_valid_utf8(out), "decoded text is UTF-8");
    const CodePointIndex index(out);
    check(index.code_points() == count_code_points(out), "the index counts right");
    for (std::size_t i = 0; i <= index.code_points(); i += 7) check(index.to_code_point(index.to_byte(i)) == i, "offsets round-trip");
  }
  std::string out;
  const DecodeInfo info = decode_text(bytes, out);
  check(is_valid_utf8(out), "decoded text is UTF-8");
  if (info.encoding == Encoding::kUtf8 && is_valid_utf8(bytes)) check(info.replaced == 0, "valid bytes stay");
  out.clear();
  decode_labelled(bytes, declared_charset(bytes), out);
  check(is_valid_utf8(out), "labelled text is UTF-8");
  (void)binary_kind(bytes);
  // A stream in UTF-16 gives the same as the whole.
  for (const bool big_endian : {false, true}) {
    std::string whole;
    decode_text_as(bytes, big_endian ? Encoding::kUtf16Be : Encoding::kUtf16Le, whole);
    const auto source = utf16_source(memory_source(bytes), big_endian);
    std::string streamed;
    char buffer[13];
    for (;;) {
      const auto got = source->read(buffer, sizeof buffer);
      if (!got.ok() || *got == 0) break;
      streamed.append(buffer, *got);
    }
    check(streamed == whole, "streamed and whole UTF-16 agree");
  }
  return 0;
}
