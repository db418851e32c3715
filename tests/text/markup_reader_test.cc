// SPDX-License-Identifier: Apache-2.0
// HTML, feeds, WARC and PETRARCH XML.
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "reader_helpers.h"
#include "text/html_extract.h"

namespace dragoman {
namespace {

constexpr const char* kPage = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Convoy reaches the valley | Example Times</title>
<meta property="og:title" content="Convoy reaches the valley &amp; leaves">
<meta property="og:site_name" content="Example Times">
<meta property="article:published_time" content="2020-09-30T10:15:00+02:00">
<link rel="canonical" href="https://example.org/news/convoy">
<script>var a = "<p>not text</p>";</script><style>p{color:red}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<header class="top"><h1>Convoy reaches the valley &amp; leaves</h1><p class="byline">By Jane Doe</p></header>
<div class="layout"><article><figure><img src=x><figcaption>A truck. Photo: Someone</figcaption></figure>
<p>A convoy of twelve lorries reached the valley on Wednesday, the <b>Red Cross</b> said, after the two armies had
agreed to hold their fire.</p>
<div class="advert"><p>Buy our excellent product today, it is cheap and good and everybody has it.</p></div>
<p>The commander of the garrison said that &ldquo;nobody will shoot&rdquo; at the lorries.<br>He did not say for how long.</p>
<h2>Background</h2>
<p>Fighting broke out in the valley in the spring, and both sides have accused each other of breaking the truce.</p>
<ul class="related"><li><a href="/x">Another story about something else entirely</a></li></ul>
</article><aside><p>Most read: a long teaser for another story that has nothing to do with the convoy at all.</p></aside></div>
<footer><p>Copyright Example Times. All rights reserved, and so on and so forth until the line is long.</p></footer>
</body></html>)";

constexpr const char* kArticle =
    "A convoy of twelve lorries reached the valley on Wednesday, the Red Cross said, after the two armies had agreed to "
    "hold their fire.\n\nThe commander of the garrison said that “nobody will shoot” at the lorries.\nHe did not say for "
    "how long.\n\nBackground\n\nFighting broke out in the valley in the spring, and both sides have accused each other of "
    "breaking the truce.";

TEST(HtmlReader, ExtractsTheArticle) {
  const auto all = read_bytes(kPage);
  ASSERT_EQ(all.stories.size(), 1U);
  const Story& story = all.stories[0];
  EXPECT_EQ(story.text, kArticle);
  EXPECT_EQ(story.title, "Convoy reaches the valley & leaves");
  EXPECT_EQ(story.source, "Example Times");
  EXPECT_EQ(story.url, "https://example.org/news/convoy");
  EXPECT_EQ(story.lang, "en");
  ASSERT_TRUE(story.date);
  EXPECT_EQ(to_iso(*story.date), "2020-09-30");
}

TEST(HtmlReader, FindsTextWithoutParagraphs) {
  const auto all = read_bytes(
      "<html><body><div id=menu><a href=/>Home</a></div><div id=main>The two ministers met in Vienna on Monday to talk "
      "about the border.<br><br>They will meet again in a week, a spokesman said after the talks.</div></body></html>");
  ASSERT_EQ(all.stories.size(), 1U);
  EXPECT_EQ(all.stories[0].text,
            "The two ministers met in Vienna on Monday to talk about the border.\n\nThey will meet again in a week, a "
            "spokesman said after the talks.");
}

TEST(HtmlReader, HonoursCharsets) {
  const auto latin = read_bytes("<html><head><meta charset=\"iso-8859-1\"></head><body><p>Nicol\xE1s Maduro met the envoys of "
                                "five states in the capital on Monday.</p></body></html>");
  EXPECT_NE(latin.stories.at(0).text.find("Nicolás"), std::string::npos);
  const auto russian = read_bytes("<html><head><meta charset=windows-1251></head><body><p>\xCC\xEE\xF1\xEA\xE2\xE0 and Kyiv "
                                  "exchanged prisoners on Monday, the two governments said.</p></body></html>");
  EXPECT_NE(russian.stories.at(0).text.find("Москва"), std::string::npos);
}

TEST(HtmlReader, SurvivesPagesMadeToHurt) {
  std::string deep = "<html><body>";
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  deep += "Troops crossed the border on Monday.";
  EXPECT_EQ(read_bytes(deep).stories.at(0).text, "Troops crossed the border on Monday.");
  std::string wide = "<html><body><p ";
  for (int i = 0; i < 100000; ++i) wide += "a" + std::to_string(i) + "=1 ";
  wide += ">Troops crossed the border on Monday.</p>";
  EXPECT_EQ(read_bytes(wide).stories.at(0).text, "Troops crossed the border on Monday.");
  std::string formats = "<html><body>";
  for (int i = 0; i < 50000; ++i) formats += "<p><font color=" + std::to_string(i) + ">";
  EXPECT_LE(read_bytes(formats + "x").stories.size(), 1U);
}

TEST(FeedReader, ReadsRss) {
  const auto all = read_bytes(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>World &amp; News</title>
<language>en-gb</language>
<item><title>First</title><link>https://example.org/1</link><guid>id-1</guid><pubDate>Wed, 30 Sep 2020 12:00:00 GMT</pubDate>
<description>&lt;p&gt;A teaser.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Full text of <i>one</i>.</p><p>Second paragraph.</p>]]></content:encoded></item>
<item><title>Broken <b></title></item>
<item><title>Only a title</title></item>
</channel></rss>)");
  ASSERT_EQ(all.stories.size(), 2U);
  EXPECT_EQ(all.stories[0].id, "id-1");
  EXPECT_EQ(all.stories[0].text, "Full text of one.\n\nSecond paragraph.");
  EXPECT_EQ(all.stories[0].source, "World & News");
  EXPECT_EQ(all.stories[0].lang, "en-gb");
  EXPECT_EQ(to_iso(*all.stories[0].date), "2020-09-30");
  EXPECT_EQ(all.stories[1].text, "Only a title");
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_EQ(all.errors[0].line, 7U);
}

TEST(FeedReader, ReadsAtom) {
  const auto all = read_bytes(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Agency</title>
<entry><id>tag:1</id><title type="html">A &amp;amp; B meet</title><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/1"/><updated>2020-10-02T00:00:00Z</updated><published>2020-10-01T00:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They met.</p><p>They left.</p></div></content></entry></feed>)");
  ASSERT_EQ(all.stories.size(), 1U);
  EXPECT_EQ(all.stories[0].title, "A & B meet");
  EXPECT_EQ(all.stories[0].url, "https://example.org/1");
  EXPECT_EQ(all.stories[0].text, "They met.\n\nThey left.");
  EXPECT_EQ(to_iso(*all.stories[0].date), "2020-10-01");
}

TEST(FeedReader, IsNotBlownUpByEntities) {
  std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol \"lol\">\n";
  for (int i = 1; i < 10; ++i) {
    bomb += "<!ENTITY lol" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) bomb += "&lol" + (i == 1 ? std::string() : std::to_string(i - 1)) + ";";
    bomb += "\">\n";
  }
  const auto all = read_bytes(bomb + "]>\n<lolz>&lol9;</lolz>\n");
  EXPECT_TRUE(all.stories.empty());
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_NE(all.errors[0].message.find("RSS, Atom"), std::string::npos);
  const auto feed = read_bytes(bomb + "]>\n<rss><channel><item><description>&lol9; text</description></item></channel></rss>");
  ASSERT_EQ(feed.stories.size(), 1U);
  EXPECT_EQ(feed.stories[0].text, "&lol9; text");
}

TEST(FeedReader, LosesOnlyTheItemThatIsNotClosed) {
  const auto all = read_bytes("<rss><channel><item><title>a</title>\n<item><title>b</title></item></channel></rss>");
  ASSERT_EQ(all.stories.size(), 1U);
  EXPECT_EQ(all.stories[0].text, "b");
  ASSERT_EQ(all.errors.size(), 1U);
  EXPECT_TRUE(read_bytes("<rss><channel></channel></rss>").errors.empty());
}

TEST(PetrarchReader, ReadsSentences) {
  const auto all = read_bytes(R"(<Sentences>

<Sentence date = "19950101" id ="DEMO_01" source="AFP" sentence="True">
<Text>
Arnor is about to restore full diplomatic ties with Gondor almost
five years after crowds trashed its embassy.
</Text>
</Sentence>
<Sentence date="19950102" id="DEMO_02"><Text></Text></Sentence>
</Sentences>)");
  ASSERT_EQ(all.stories.size(), 1U);
  EXPECT_EQ(all.stories[0].id, "DEMO_01");
  EXPECT_EQ(all.stories[0].source, "AFP");
  EXPECT_EQ(to_iso(*all.stories[0].date), "1995-01-01");
  EXPECT_TRUE(all.stories[0].text.starts_with("Arnor is"));
  EXPECT_TRUE(all.stories[0].text.ends_with("embassy."));
  EXPECT_EQ(all.errors.size(), 1U);
}

std::string record(const std::string& type, const std::string& content_type, const std::string& body) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: https://www.example.org/a\r\nWARC-Date: 2020-10-01T00:00:00Z\r\n" +
         "Content-Type: " + content_type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body + "\r\n\r\n";
}
std::string response(const std::string& page, const std::string& headers = "", const std::string& status = "200 OK") {
  return record("response", "application/http; msgtype=response",
                "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=UTF-8\r\n" + headers + "\r\n" + page);
}

TEST(WarcReader, ReadsResponses) {
  const std::string simple = "<html><body><p>Troops crossed the border on Monday, officials said.</p></body></html>";
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", simple.size() - 16);
  const std::string chunks = "10\r\n" + simple.substr(0, 16) + "\r\n" + size + simple.substr(16) + "\r\n0\r\n\r\n";
  const std::string archive = record("warcinfo", "application/warc-fields", "software: test\r\n") +
                              record("request", "application/http", "GET / HTTP/1.1\r\n\r\n") + response(kPage) +
                              response(simple, "Content-Encoding: gzip\r\n", "404 Not Found") +
                              response(gzip(simple), "Content-Encoding: gzip\r\n") +
                              response(chunks, "Transfer-Encoding: chunked\r\n") +
                              record("response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG") +
                              record("conversion", "text/plain", "Plain text of a WET file.");
  std::string members;
  for (std::size_t at = 0; at < archive.size();) {
    const std::size_t next = std::min(archive.find("WARC/1.0\r\n", at + 1), archive.size());
    members += gzip(archive.substr(at, next - at));
    at = next;
  }
  for (const std::string& bytes : {archive, members}) {
    const auto all = read_bytes(bytes);
    EXPECT_TRUE(all.errors.empty());
    ASSERT_EQ(all.stories.size(), 4U);
    EXPECT_EQ(all.stories[0].text, kArticle);
    EXPECT_EQ(to_iso(*all.stories[0].date), "2020-09-30");
    EXPECT_EQ(all.stories[0].url, "https://example.org/news/convoy");
    EXPECT_EQ(all.stories[1].text, "Troops crossed the border on Monday, officials said.");
    EXPECT_EQ(all.stories[1].url, "https://www.example.org/a");
    EXPECT_EQ(all.stories[1].source, "example.org");
    EXPECT_EQ(to_iso(*all.stories[1].date), "2020-10-01");
    EXPECT_EQ(all.stories[2].text, all.stories[1].text);
    EXPECT_EQ(all.stories[3].text, "Plain text of a WET file.");
  }
}

TEST(WarcReader, GoesOnAfterDamage) {
  ReaderOptions options;
  options.max_story_bytes = 4000;
  const std::string simple = "<html><body><p>Troops crossed the border on Monday, officials said.</p></body></html>";
  const auto all = read_bytes(response(simple) + "garbage\r\nmore garbage\r\n" + response(simple + std::string(9000, 'x')) +
                                  response(simple) + response(simple).substr(0, 300),
                              options);
  EXPECT_EQ(all.stories.size(), 2U);
  ASSERT_EQ(all.errors.size(), 3U);
  EXPECT_EQ(all.errors[0].code, ErrorCode::kFormat);
  EXPECT_EQ(all.errors[1].code, ErrorCode::kLimit);
  EXPECT_EQ(all.errors[2].code, ErrorCode::kCorrupt);
  for (const Error& error : all.errors) EXPECT_GT(error.line, 0U);
}

TEST(HtmlToText, DecodesAndSeparates) {
  EXPECT_EQ(html_to_text("<p>a &lt; b &#8217; &#x1F600;</p><p>c<script>x</script></p>&unknown;"), "a < b ’ 😀\n\nc\n\n&unknown;");
  EXPECT_EQ(html_to_text("no markup"), "no markup");
  EXPECT_EQ(html_to_text("1 < 2 <b>x</b>"), "1 < 2 x");
}

}  // namespace
}  // namespace dragoman
