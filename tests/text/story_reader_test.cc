// SPDX-License-Identifier: Apache-2.0
#include "text/story_reader.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "reader_helpers.h"

namespace dragoman {
namespace {

TEST(TextReader, KeepsTheTextAsItIs) {
  const auto all = read_bytes("\xEF\xBB\xBF  Line one\r\nLine two \xFF end\n");
  ASSERT_EQ(all.stories.size(), 1U);
  EXPECT_EQ(all.stories[0].text, "  Line one\r\nLine two \uFFFD end\n");
  EXPECT_EQ(all.stories[0].replaced_bytes, 1U);
  EXPECT_EQ(all.stories[0].path, "test");
  EXPECT_TRUE(all.errors.empty());
}

TEST(TextReader, ReadsUtf16AndWindows1252) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("Talks in Baku")) {
    utf16 += c;
    utf16 += '\0';
  }
  utf16 += std::string("\x3D\xD8\x00\xDE", 4);  // 😀
  EXPECT_EQ(read_bytes(utf16).stories.at(0).text, "Talks in Baku😀");
  EXPECT_EQ(read_bytes("Nicol\xE1s Maduro \x93won\x94 \x96 officials").stories.at(0).text,
            "Nicolás Maduro “won” – officials");
}

TEST(TextReader, EmptyFilesAreNoStories) {
  for (const char* bytes : {"", "\n \r\n", "\xEF\xBB\xBF"}) {
    const auto all = read_bytes(bytes);
    EXPECT_TRUE(all.stories.empty());
    EXPECT_TRUE(all.errors.empty());
  }
}

TEST(TextReader, RefusesBinaryFiles) {
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * 131 + i / 7);
  for (const std::string& bytes : {std::string("%PDF-1.4 ..."), std::string("\x89PNG\r\n\x1A\n....", 12), noise}) {
    const auto all = read_bytes(bytes);
    EXPECT_TRUE(all.stories.empty());
    ASSERT_EQ(all.errors.size(), 1U);
    EXPECT_EQ(all.errors[0].code, ErrorCode::kUnsupported);
    EXPECT_NE(all.errors[0].message.find("not text"), std::string::npos);
  }
}

TEST(TextReader, KeepsStrayNuls) {
  std::string text = "Troops crossed the border on Monday, officials said.";
  text[10] = '\0';
  EXPECT_EQ(read_bytes(text).stories.at(0).text, text);
}

TEST(JsonlReader, ReadsFieldsAndNamesBadLines) {
  std::string lines;
  for (int i = 1; i <= 40; ++i) {
    lines += i == 17 ? "{\"text\": \"broken\n" : "{\"id\": \"s" + std::to_string(i) + "\", \"text\": \"Story " + std::to_string(i) + "\", \"date\": \"2020-09-30\"}\n";
  }
  const auto all = read_bytes(lines);
  EXPECT_EQ(all.stories.size(), 39U);
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.errors[0].line, 17U);
  EXPECT_EQ(all.errors[0].file, "test");
  EXPECT_EQ(all.stories[16].id, "s18");
  EXPECT_EQ(all.stories[16].line, 18U);
  EXPECT_EQ(to_iso(*all.stories[0].date), "2020-09-30");
}

TEST(JsonlReader, FollowsTheContractOnOddValues) {
  const auto all = read_bytes(
      "{\"text\": \"a\", \"id\": 7, \"title\": \"T\", \"source\": \"AP\", \"url\": \"http://x\", \"lang\": \"en\", \"date\": 20200930}\n"
      "\n"
      "{\"title\": \"Only a title\"}\n"
      "{\"text\": \"\\ud83d\\ude00 \\ud800 x\\u0000y\"}\n"
      "{\"text\": \"bad \xFF byte\"}\n"
      "[1, 2]\n"
      "{\"id\": \"none\"}\n"
      "{\"text\": 5}\n"
      "{\"text\": \"dated\", \"date\": \"soon\"}\n");
  ASSERT_EQ(all.stories.size(), 5U);
  EXPECT_EQ(all.stories[0].id, "7");
  EXPECT_EQ(all.stories[0].lang, "en");
  EXPECT_EQ(to_iso(*all.stories[0].date), "2020-09-30");
  EXPECT_EQ(all.stories[1].text, "Only a title");
  EXPECT_EQ(all.stories[1].title, "Only a title");
  EXPECT_EQ(all.stories[2].text, std::string("😀 \uFFFD x\0y", 12));
  EXPECT_EQ(all.stories[3].text, "bad \uFFFD byte");
  EXPECT_EQ(all.stories[3].replaced_bytes, 1U);
  EXPECT_FALSE(all.stories[4].date);
  std::vector<std::uint64_t> lines;
  for (const Error& error : all.errors) lines.push_back(error.line);
  EXPECT_EQ(lines, (std::vector<std::uint64_t>{6, 7, 8, 9}));
}

TEST(JsonlReader, IdsDependOnContentOnly) {
  const auto a = read_bytes("{\"text\": \"same\"}\n{\"text\": \"other\"}\n", {}, "a.jsonl");
  const auto b = read_bytes("{\"text\": \"other\"}\n{\"text\": \"same\"}\n", {}, "b.jsonl");
  EXPECT_EQ(a.stories[0].id, b.stories[1].id);
  EXPECT_NE(a.stories[0].id, a.stories[1].id);
  ReaderOptions dated;
  dated.default_date = date_from(2020, 1, 1);
  EXPECT_EQ(read_bytes("{\"text\": \"same\"}", dated).stories[0].id, a.stories[0].id);
}

TEST(JsonlReader, SkipsLinesOverTheLimit) {
  ReaderOptions options;
  options.max_story_bytes = 1000;
  const auto all = read_bytes("{\"text\": \"" + std::string(5000, 'a') + "\"}\n{\"text\": \"fine\"}\n", options);
  ASSERT_EQ(all.stories.size(), 1U);
  EXPECT_EQ(all.stories[0].line, 2U);
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.errors[0].code, ErrorCode::kLimit);
}

TEST(JsonReader, CutsArraysAndSpreadObjects) {
  const auto array = read_bytes("[\n  {\"text\": \"one [\\\"\"},\n  {\"text\": \"two\" oops},\n  {\"text\": \"three\"}\n]\n");
  ASSERT_EQ(array.stories.size(), 2U);
  EXPECT_EQ(array.stories[0].text, "one [\"");
  EXPECT_EQ(array.stories[1].line, 4U);
  ASSERT_EQ(array.errors.size(), 1U);
  EXPECT_EQ(array.errors[0].line, 3U);
  const auto object = read_bytes("{\n  \"text\": \"spread\",\n  \"title\": \"over lines\"\n}\n");
  ASSERT_EQ(object.stories.size(), 1U);
  EXPECT_EQ(object.stories[0].text, "spread");
  EXPECT_EQ(read_bytes("[{\"text\": \"a\"}, {\"text\": \"b\"").errors.size(), 1U);
  EXPECT_EQ(read_bytes("[]").stories.size(), 0U);
  EXPECT_EQ(read_bytes("[]").errors.size(), 0U);
}

TEST(TableReader, ReadsCsv) {
  const auto all = read_bytes(
      "id,Title,text,date,source\r\n"
      "1,First,\"He said, \"\"no\"\".\nThen left.\",2020-09-30,AP\r\n"
      "2,Second,plain text,30 September 2020,\r\n"
      "3,=cmd,\"quote \" inside\",,x\r\n");
  ASSERT_EQ(all.stories.size(), 3U);
  EXPECT_EQ(all.stories[0].text, "He said, \"no\".\nThen left.");
  EXPECT_EQ(all.stories[0].source, "AP");
  EXPECT_EQ(all.stories[1].line, 4U);
  EXPECT_EQ(to_iso(*all.stories[1].date), "2020-09-30");
  EXPECT_FALSE(all.stories[1].source);
  EXPECT_EQ(all.stories[2].text, "quote \" inside");
}

TEST(TableReader, LosesOneRowToAnUnclosedQuote) {
  const auto all = read_bytes("id,text\n1,\"never closed\n2,fine\n3,also fine\n");
  ASSERT_EQ(all.stories.size(), 2U);
  EXPECT_EQ(all.stories[0].id, "2");
  EXPECT_EQ(all.stories[0].line, 3U);
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.errors[0].line, 2U);
}

TEST(TableReader, ReadsTsvWithAndWithoutQuoting) {
  const auto all = read_bytes(
      "id\ttext\tsource\n"
      "1\t\"We agree,\" he said.\tAP\n"
      "2\t\"all \"\"quoted\"\"\"\tAFP\n"
      "3\t\"open quotation to the end\tdpa\n"
      "4\t\"two\nlines\"\tEFE\n");
  ASSERT_EQ(all.stories.size(), 4U);
  EXPECT_EQ(all.stories[0].text, "\"We agree,\" he said.");
  EXPECT_EQ(all.stories[1].text, "all \"quoted\"");
  EXPECT_EQ(all.stories[2].text, "\"open quotation to the end");
  EXPECT_EQ(all.stories[3].text, "two\nlines");
  EXPECT_EQ(all.stories[3].source, "EFE");
  EXPECT_TRUE(all.errors.empty());
  // In the last column an opening mark and a field over lines look alike.
  const auto last = read_bytes("id\ttext\n1\t\"Leave now\n2\tnext \"story\" here\n3\t\"a\nb\"\n");
  ASSERT_EQ(last.stories.size(), 3U);
  EXPECT_EQ(last.stories[0].text, "\"Leave now");
  EXPECT_EQ(last.stories[2].text, "a\nb");
}

TEST(TableReader, SemicolonsAndMissingColumns) {
  EXPECT_EQ(read_bytes("id;text\n1;a, b\n").stories.at(0).text, "a, b");
  const auto all = read_bytes("id,title,text\n1\n2,t,x\n");
  EXPECT_EQ(all.stories.size(), 1U);
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.errors[0].line, 2U);
  ReaderOptions csv;
  csv.format = InputFormat::kCsv;
  EXPECT_EQ(read_bytes("a,b\n1,2\n", csv).errors.size(), 1U);
}

TEST(Compression, IsUndoneForAnyFormat) {
  const std::string lines = "{\"text\": \"one\"}\n{\"text\": \"two\"}\n";
  EXPECT_EQ(read_bytes(gzip(lines)).stories.size(), 2U);
  EXPECT_EQ(read_bytes(zstd(lines)).stories.size(), 2U);
  EXPECT_EQ(read_bytes(gzip(lines) + gzip(lines)).stories.size(), 4U);
  EXPECT_EQ(read_bytes(zstd(lines) + zstd(lines)).stories.size(), 4U);
  EXPECT_EQ(read_bytes(gzip(lines) + std::string(512, '\0')).errors.size(), 0U);
  EXPECT_EQ(read_bytes(zstd(gzip("Plain text."))).stories.at(0).text, "Plain text.");
}

TEST(Compression, TruncatedStreamsGiveWhatTheyHoldAndAnError) {
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += "{\"text\": \"story number " + std::to_string(i * 7919) + "\"}\n";
  for (const std::string& packed : {gzip(lines), zstd(lines)}) {
    const auto all = read_bytes(packed.substr(0, packed.size() / 2));
    EXPECT_LT(all.stories.size(), 2000U);
    ASSERT_EQ(all.errors.size(), 1U);
    EXPECT_EQ(all.errors[0].code, ErrorCode::kCorrupt);
    EXPECT_EQ(all.errors[0].file, "test");
  }
  const auto text = read_bytes(gzip("A plain story that is cut in the middle of its compressed bytes.").substr(0, 40));
  EXPECT_TRUE(text.stories.empty());
  EXPECT_EQ(text.errors.size(), 1U);
}

TEST(Paths, WalksDirectoriesInOrderAndReportsWhatIsMissing) {
  TempDir dir;
  dir.write("d/b.txt", "Story b.");
  dir.write("d/a/z.txt", "Story z.");
  dir.write("d/.hidden", "No story.");
  dir.write("d/c.jsonl", "{\"text\": \"Story c.\"}\n");
  std::filesystem::create_directory_symlink(dir.path("d"), dir.path("d/loop"));
  std::filesystem::create_symlink(dir.path("d/self"), dir.path("d/self"));
  const auto all = read_paths({dir.path("d"), dir.path("missing.txt")});
  ASSERT_EQ(all.stories.size(), 3U);
  EXPECT_EQ(all.stories[0].text, "Story z.");
  EXPECT_EQ(all.stories[1].text, "Story b.");
  EXPECT_EQ(all.stories[2].text, "Story c.");
  ASSERT_EQ(all.errors.size(), 2U);
  EXPECT_EQ(all.errors[0].file, dir.path("d/self"));
  EXPECT_EQ(all.errors[1].file, dir.path("missing.txt"));
  EXPECT_EQ(all.errors[1].code, ErrorCode::kNotFound);
}

TEST(Paths, ReportsUnreadableDirectories) {
  if (geteuid() == 0) GTEST_SKIP() << "root reads every directory";
  TempDir dir;
  dir.write("d/closed/a.txt", "Story a.");
  dir.write("d/open.txt", "Story b.");
  std::filesystem::permissions(dir.path("d/closed"), std::filesystem::perms::none);
  const auto all = read_paths({dir.path("d")});
  std::filesystem::permissions(dir.path("d/closed"), std::filesystem::perms::owner_all);
  EXPECT_EQ(all.stories.size(), 1U);
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.errors[0].file, dir.path("d/closed"));
}

TEST(DetectFormat, ByContent) {
  const std::pair<const char*, InputFormat> cases[] = {
      {"MOSCOW, September 30. /TASS/. Russia said.", InputFormat::kText},
      {"{\"text\": \"a\"}\n", InputFormat::kJsonl},
      {"  {\"text\": \"a\n{\"text\": \"b\"}\n", InputFormat::kJsonl},
      {"{\n\"text\": \"a\"\n}", InputFormat::kJson},
      {"[ {\"text\": 1}]", InputFormat::kJson},
      {"[AP] Troops moved.", InputFormat::kText},
      {"id,text\n1,a\n", InputFormat::kCsv},
      {"\"id\",\"text\"\n", InputFormat::kCsv},
      {"id\tText\n", InputFormat::kTsv},
      {"text\nA story.\n", InputFormat::kCsv},
      {"He said, the text, however, was long\n", InputFormat::kText},
      {"<!DOCTYPE html><p>x", InputFormat::kHtml},
      {"<!-- c -->\n<html lang=en>", InputFormat::kHtml},
      {"<div class=a><p>x</p></div>", InputFormat::kHtml},
      {"<?xml version=\"1.0\"?><rss version='2.0'>", InputFormat::kFeed},
      {"<?xml version=\"1.0\"?><!-- x --><feed xmlns='a'>", InputFormat::kFeed},
      {"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html>", InputFormat::kHtml},
      {"<Sentences>\n<Sentence date=\"20200930\">", InputFormat::kPetrarch},
      {"WARC/1.0\r\nWARC-Type: response\r\n", InputFormat::kWarc},
      {"<3 is a heart", InputFormat::kText},
      {"", InputFormat::kText}};
  for (const auto& [bytes, format] : cases) EXPECT_EQ(detect_input_format(bytes), format) << bytes;
}

TEST(Formats, OverrideWins) {
  ReaderOptions text;
  text.format = InputFormat::kText;
  EXPECT_EQ(read_bytes("{\"text\": \"a\"}", text).stories.at(0).text, "{\"text\": \"a\"}");
  EXPECT_EQ(parse_input_format("ATOM"), InputFormat::kFeed);
  EXPECT_FALSE(parse_input_format("docx"));
}

}  // namespace
}  // namespace dragoman
