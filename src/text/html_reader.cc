// SPDX-License-Identifier: Apache-2.0
// A web page: one story, the article text extracted.
#include <utility>

#include "base/utf8.h"
#include "text/decode.h"
#include "text/format_reader.h"
#include "text/page_story.h"

namespace dragoman {
namespace {

class HtmlReader final : public FormatReader {
 public:
  using FormatReader::FormatReader;

 protected:
  ReadOutcome read(Story& story, Error& error) override {
    if (done_) return finish(error);
    done_ = true;
    std::string bytes;
    if (!input_.read_all(bytes, options_.max_story_bytes)) {
      return bad(error, ErrorCode::kLimit, limit_message("the page"), 0);
    }
    if (input_.error()) return finish(error);
    if (defer_page(bytes, "", "", std::nullopt)) return ReadOutcome::kStory;
    if (!page_to_story(bytes, "", story)) {
      return bad(error, ErrorCode::kFormat, "no text found in this page", 0);
    }
    return ReadOutcome::kStory;
  }

 private:
  bool done_ = false;
};

}  // namespace

bool page_to_story(std::string_view bytes, std::string_view charset, Story& story) {
  std::string page;
  const std::string declared = charset.empty() ? declared_charset(bytes) : std::string(charset);
  story.replaced_bytes = decode_labelled(bytes, declared, page).replaced;
  HtmlArticle article;
  extract_article(page, article);
  story.text = std::move(article.text);
  set_field(story.title, article.title);
  set_field(story.url, article.url);
  set_field(story.source, article.source);
  set_field(story.lang, article.lang);
  story.date = article.date;
  return !trim(story.text).empty() || story.title.has_value();
}

std::string_view host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 3);
  url = url.substr(0, url.find_first_of("/?#:"));
  return url.starts_with("www.") ? url.substr(4) : url;
}

std::unique_ptr<StoryReader> make_html_reader(OpenStream stream) {
  return std::make_unique<HtmlReader>(std::move(stream));
}

}  // namespace dragoman
