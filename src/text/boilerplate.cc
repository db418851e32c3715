// SPDX-License-Identifier: Apache-2.0
// Lines that are about the report, not of it.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "base/utf8.h"
#include "text/layout.h"

namespace dragoman {
namespace {

// Openings that mark a paragraph of any length.
constexpr std::string_view kOpenings[] = {
    "(reporting by", "(writing by", "(editing by", "(additional reporting", "(compiled by", "(with inputs from",
    "(this story", "(with input from", "additional reporting by", "editing by", "writing by", "reporting by",
    "(adds ", "(updates ", "(updated ", "(recasts", "(corrects", "(refiles", "(repeats", "(removes", "(rewrites",
    "(clarifies", "(new throughout", "(new lead", "(for more", "(click on", "(releads", "(edits", "(fixes", "(drops",
    "story continues", "article continues", "continue reading", "sign up for", "sign up to", "subscribe to",
    "subscribe now", "read more:", "read more at", "read more about", "more on this story", "read also", "read next", "also read", "see also:", "related:",
    "related stories", "related articles", "related news", "more on this", "more stories", "recommended stories",
    "most read", "most viewed", "editor's picks", "editors' picks", "top stories", "trending now",
    "advertisement", "sponsored content", "copyright", "\u00a9", "(c) ", "all rights reserved", "this material may not",
    "follow us on", "follow @", "like us on", "join us on", "join our", "click here", "share this", "share on facebook",
    "our standards: the thomson reuters", "thomson reuters trust principles", "download our app", "get our app",
    "get the latest", "for more news", "for the latest news", "to learn more about", "we use cookies", "this site uses",
    "by continuing to use", "enable javascript", "please enable", "please disable", "(with reporting by",
    "with reporting by", "with files from", "with agency inputs", "this article was originally published",
    "this story was originally published", "this article has been updated", "this story has been updated",
    "this is a developing story", "this is a breaking news", "correction:", "editor's note:", "editors' note:",
    "last updated", "last modified", "first published", "published on", "published:", "published at", "updated:",
    "updated at", "updated on", "posted:", "posted on", "posted at", "posted by", "tags:", "topics:", "keywords:",
    "filed under", "comments (", "leave a comment", "log in to", "view comments", "skip to", "jump to",
    "support our journalism", "donate to", "newsletter", "follow the author", "about the author", "contact us",
    "terms of use", "privacy policy", "cookie policy", "do you have", "from our correspondent", "from our correspondents", "our foreign desk",
    "associated press writer", "associated press writers", "the associated press contributed", "afp contributed",
    "reuters contributed", "agencies contributed", "listen to this article", "share this article", "watch:", "watch live",
    "watch more", "watch the video", "video:", "live updates:", "follow live"};

// The whole paragraph, case ignored, trailing punctuation aside.
constexpr std::string_view kWholes[] = {
    "enditem", "ends", "end", "-30-", "###", "item ends", "(end)", "(ends)", "end item", "more", "(more)",
    "more to follow", "to be continued", "share", "tweet", "print", "email", "comment", "comments", "facebook", "twitter",
    "whatsapp", "linkedin", "telegram", "loading...", "loading", "save", "listen", "read more", "advertisement", "ad",
    "related", "menu", "search", "home", "news", "close", "reply", "report", "photo gallery", "gallery", "live", "video",
    "watch live", "subscribe", "sign in", "sign up", "log in", "follow", "like", "text size", "font size", "a a a",
    "share this", "published", "updated", "bbc news", "related topics", "related content", "topics",
    "around the bbc", "related internet links", "most popular", "trending", "latest", "latest news", "breaking news", "top", "back to top",
    "translated by deepl", "agencies", "afp", "reuters", "ap", "xinhua", "with agencies"};

// Anywhere in a paragraph, as they are written.
constexpr std::string_view kAnywhere[] = {"ights reserved", "IGHTS RESERVED", "contributed to this ", "contributed reporting",
                                          "may not be published, ", "Reuters Trust Principles"};

constexpr std::string_view kCaptionOpenings[] = {
    "file photo", "file -", "file \u2013", "file \u2014", "(file photo", "photo:", "photo by", "photo credit", "photo/",
    "photograph:", "image:", "image by", "image credit", "image source", "image caption", "picture:", "pictured:",
    "caption:", "handout photo", "getty images", "file picture", "photos:", "media caption", "in this photo", "in this file photo",
    "in this image", "this photo", "this image", "a general view of", "view gallery", "(photo", "(image", "illustration:", "graphic:", "map:"};

// Credits that close a caption; all but the last few have a mark in them that running text has seldom.
constexpr std::string_view kCredits[] = {"(ap photo", "(afp photo", "(reuters photo", "reuters/", "/afp via", "afp/getty",
                                         "epa/", "/epa-efe", "epa-efe", "/handout", "photo: reuters", "photo: afp",
                                         "photo: ap", "/ap photo", "(xinhua/", "[photo/", "via ap)", "(photo by",
                                         "(photo:", "/tass]", "/tass)"};
constexpr std::string_view kCreditMarks = "(/[:-";
constexpr std::string_view kWordCredits[] = {"Getty Images", "handout via", "Handout via", "via Reuters", "via REUTERS",
                                             "TASS photo"};

// Which bytes, in lower case, begin a phrase: one look per byte of text instead of one per phrase.
template <std::size_t N>
constexpr std::array<bool, 256> first_bytes(const std::string_view (&phrases)[N]) {
  std::array<bool, 256> flags{};
  for (const std::string_view phrase : phrases) flags[static_cast<unsigned char>(phrase[0])] = true;
  return flags;
}
constexpr auto kOpeningBytes = first_bytes(kOpenings);
constexpr auto kCaptionBytes = first_bytes(kCaptionOpenings);
constexpr auto kCreditBytes = first_bytes(kCredits);

unsigned char lower_byte(char c) { return static_cast<unsigned char>(ascii_lower(c)); }

// Does the text begin with the phrase, first two bytes compared before anything is called?
bool begins(std::string_view text, std::string_view phrase) {
  return text.size() >= phrase.size() && ascii_lower(text[0]) == phrase[0] && ascii_lower(text[1]) == phrase[1] &&
         starts_with_ignore_case(text, phrase);
}

template <std::size_t N>
bool contains(std::string_view text, const std::string_view (&phrases)[N], const std::array<bool, 256>& first) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (!first[lower_byte(text[i])]) continue;
    for (const std::string_view phrase : phrases) {
      if (begins(text.substr(i), phrase)) return true;
    }
  }
  return false;
}

bool is_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return is_letter(u) || is_ascii_digit(u) || u >= 0x80;
}

// "MNA/5034210", "AZ/2001": the number of a dispatch.
bool is_dispatch_number(std::string_view s) {
  const std::size_t slash = s.find('/');
  if (slash == std::string_view::npos || slash < 2 || slash > 8 || slash + 1 == s.size() || s.size() > 24) return false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (i < slash ? !(c >= 'A' && c <= 'Z') : i > slash && !(c >= '0' && c <= '9')) return false;
  }
  return true;
}

// "dla/bp/mk", the initials with which AFP signs off.
bool is_initials(std::string_view s) {
  if (s.size() > 30 || s.find('/') == std::string_view::npos) return false;
  std::size_t run = 0;
  for (const char c : s) {
    if (c == '/') {
      if (run == 0) return false;
      run = 0;
    } else if ((c >= 'a' && c <= 'z') || c == '-') {
      if (++run > 5) return false;
    } else {
      return false;
    }
  }
  return run > 0;
}

// "By John Smith", "by Xinhua writer Tian Sulei", "John Smith in Kabul": a line of names without a verb.
bool is_byline(std::string_view s) {
  if (s.size() > 100 || !starts_with_ignore_case(s, "by ")) return false;
  const char last = s.back();
  if (last == '.' || last == '?' || last == '!' || last == '"') return false;
  std::size_t words = 0;
  std::size_t lower = 0;
  std::size_t i = 3;
  while (i < s.size()) {
    if (s[i] == ' ') {
      ++i;
      continue;
    }
    std::size_t end = s.find(' ', i);
    if (end == std::string_view::npos) end = s.size();
    const std::string_view word = s.substr(i, end - i);
    ++words;
    const DecodedChar first = decode_utf8(word, 0);
    const bool small = word == "and" || word == "in" || word == "for" || word == "of" || word == "at" || word == "de" ||
                       word == "the" || word == "al" || word == "van" || word == "von" || word == "bin" ||
                       word == "correspondent" || word == "writer" || word == "reporter" || word == "staff" ||
                       word == "sportswriter" || word == "sportswriters" || word == "writers" || word == "correspondents" || word == "|" || word == "&";
    if (is_letter(first.code) && !is_upper(first.code) && !small) ++lower;
    i = end;
  }
  return words >= 1 && words <= 14 && lower == 0;
}

bool has_digit(std::string_view s) {
  return std::any_of(s.begin(), s.end(), [](char c) { return is_ascii_digit(static_cast<unsigned char>(c)); });
}

// Sentences begin with some of the openings too ("Copyright lawyers protested", "Reporting by the paper has shown").
bool confirms_opening(std::string_view s, std::string_view opening) {
  if (opening == "copyright") return has_digit(s) || find_ignore_case(s, "reserved") != std::string_view::npos || s.size() <= 30;
  if (opening == "published on" || opening == "updated on" || opening == "posted on") return has_digit(s) && s.size() <= 100;
  if (opening == "advertisement") return s.size() <= 30;
  if (opening == "do you have") return s.ends_with('?') || s.size() <= 140;
  if (opening == "reporting by" || opening == "writing by" || opening == "editing by" || opening == "additional reporting by" ||
      opening == "with reporting by") {
    if (s.find(';') != std::string_view::npos) return true;
    if (s.ends_with('.') || s.ends_with(')')) s.remove_suffix(1);
    return is_byline(s.substr(opening.size() - 2));
  }
  if (opening == "newsletter" || opening == "click here" || opening == "subscribe to" || opening == "continue reading") {
    return s.size() <= 140;
  }
  return true;
}

}  // namespace

bool is_boilerplate(std::string_view s) {
  if (s.empty()) return true;
  if (s.size() <= 4096) {
    // Rules of stars, dashes and dots; a paragraph without any letter or digit says nothing.
    if (std::none_of(s.begin(), s.end(), is_word)) return true;
  }
  if (s.size() <= 600 && s.size() >= 2) {
    for (const std::string_view opening : kOpenings) {
      if (!kOpeningBytes[lower_byte(s[0])]) break;
      if (!begins(s, opening)) continue;
      // The opening ends at a word boundary: "reporting bygone" is none.
      if (s.size() == opening.size() || !is_word(opening.back()) || !is_word(s[opening.size()])) {
        if (confirms_opening(s, opening)) return true;
      }
    }
    for (const std::string_view phrase : kAnywhere) {
      if (::memmem(s.data(), s.size(), phrase.data(), phrase.size()) != nullptr) return true;
    }
  }
  if (s.size() <= 40) {
    std::string_view core = s;
    while (!core.empty() && (core.back() == '.' || core.back() == ':' || core.back() == '!' || core.back() == ' ')) {
      core.remove_suffix(1);
    }
    for (const std::string_view whole : kWholes) {
      if (equals_ignore_case(core, whole)) return true;
    }
    if (is_initials(s) || is_dispatch_number(s)) return true;
  }
  return is_byline(s);
}

bool is_caption(std::string_view s) {
  if (s.size() > 700 || s.size() < 2) return false;
  for (const std::string_view opening : kCaptionOpenings) {
    if (!kCaptionBytes[lower_byte(s[0])]) break;
    if (!begins(s, opening)) continue;
    // "This photo" and "A general view of" open sentences as well: a credit has to follow.
    const bool needs_credit = opening.starts_with("in this") || opening.starts_with("this ") || opening.starts_with("a general");
    if (!needs_credit) return true;
    break;
  }
  if (s.size() > 500) return false;
  // A credit closes its caption.
  constexpr std::size_t kTail = 80;
  const std::string_view tail = s.size() > kTail ? s.substr(s.size() - kTail) : s;
  for (const std::string_view phrase : kWordCredits) {
    if (::memmem(tail.data(), tail.size(), phrase.data(), phrase.size()) != nullptr) return true;
  }
  if (tail.find_first_of(kCreditMarks) != std::string_view::npos && contains(tail, kCredits, kCreditBytes)) return true;
  return false;
}

}  // namespace dragoman
