// SPDX-License-Identifier: Apache-2.0
// The article in a web page: its text without navigation, and what the page says about it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace dragoman {

struct HtmlArticle {
  std::string text;  ///< paragraphs separated by an empty line
  std::string title;
  std::string url;     ///< canonical address
  std::string source;  ///< name of the site
  std::string lang;
  std::optional<Date> date;
  void clear() { *this = HtmlArticle{}; }
};

/// The character set that an HTML (or XML) page declares in its first 4 KiB; empty when none.
std::string declared_charset(std::string_view page);

/// `page` is UTF-8. Never fails; a page without article gives what text it has. Time is bounded: pages nested or attributed
/// beyond reason are read by a plain scan for tags instead of a parse tree.
void extract_article(std::string_view page, HtmlArticle& article);

/// All text of an HTML fragment, as feeds carry it: markup, scripts and styles dropped, blocks as paragraphs.
std::string html_to_text(std::string_view fragment);

}  // namespace dragoman
