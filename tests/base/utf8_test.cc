// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <random>

namespace dragoman {
namespace {

TEST(Utf8, DecodesAndRejects) {
  EXPECT_EQ(decode_utf8("é", 0).code, U'é');
  EXPECT_EQ(decode_utf8("€", 0).size, 3U);
  EXPECT_EQ(decode_utf8("😀", 0).code, 0x1F600U);
  for (const std::string_view bad : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                     "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_FALSE(decode_utf8(bad, 0).valid) << bad;
    EXPECT_FALSE(is_valid_utf8(bad));
  }
  EXPECT_TRUE(is_valid_utf8("Nicolás Maduro — 😀"));
}

TEST(Utf8, EachInvalidByteBecomesOneReplacementCharacter) {
  std::string out;
  EXPECT_EQ(append_sanitized_utf8("a\xE2\x82z\xFF", out), 3U);
  EXPECT_EQ(out, "a\uFFFD\uFFFDz\uFFFD");
}

TEST(Utf8, DecodesBackwards) {
  const std::string text = "aé€😀";
  EXPECT_EQ(decode_utf8_before(text, text.size()).code, 0x1F600U);
  EXPECT_EQ(decode_utf8_before(text, text.size() - 4).code, U'€');
  EXPECT_FALSE(decode_utf8_before("\x80", 1).valid);
}

TEST(CodePointIndex, AgreesWithCountingOnRandomText) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::string text;
    std::vector<std::size_t> starts;
    const char32_t kinds[] = {'a', ' ', U'é', U'Ж', U'€', 0x1F600};
    for (unsigned i = 0; i < random() % 300; ++i) {
      starts.push_back(text.size());
      append_utf8(text, kinds[random() % (round % 5 == 0 ? 2 : 6)]);
    }
    const CodePointIndex index(text);
    ASSERT_EQ(index.code_points(), starts.size());
    for (std::size_t i = 0; i < starts.size(); ++i) {
      ASSERT_EQ(index.to_code_point(starts[i]), i);
      ASSERT_EQ(index.to_byte(i), starts[i]);
    }
    ASSERT_EQ(index.to_code_point(text.size()), starts.size());
    ASSERT_EQ(index.to_byte(starts.size()), text.size());
  }
}

TEST(Utf8, FoldsCaseAndMarks) {
  EXPECT_EQ(fold("Nicolás MADURO"), "nicolas maduro");
  EXPECT_EQ(fold("Łódź Škoda Đoković Øster Straße Ærø"), "lodz skoda dokovic oster strasse aero");
  EXPECT_EQ(fold("ЁЛКА Йод"), "елка иод");
  EXPECT_EQ(fold("Αθήνα"), "αθηνα");
  EXPECT_EQ(fold("e\u0301te\u0301’s"), "ete's");
  std::string lower;
  append_lower("ÉCOLE МОСКВА ΩΣ", lower);
  EXPECT_EQ(lower, "école москва ωσ");
}

TEST(Utf8, PrefixDoesNotCut) {
  EXPECT_EQ(utf8_prefix("aé", 2), "a");
  EXPECT_EQ(utf8_prefix("aé", 3), "aé");
  EXPECT_EQ(utf8_prefix("😀", 3), "");
}

TEST(Utf8, TrimsAndCompares) {
  EXPECT_EQ(trim(" \r\n\u00A0x y\u00A0\t"), "x y");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_TRUE(starts_with_ignore_case("Reporting BY", "reporting by"));
  EXPECT_EQ(find_ignore_case("a FILE photo", "file"), 2U);
  EXPECT_EQ(find_ignore_case("abc", "abcd"), std::string_view::npos);
}

}  // namespace
}  // namespace dragoman
