// SPDX-License-Identifier: Apache-2.0
// RSS and Atom feeds, PETRARCH XML.
#include <pugixml.hpp>

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/utf8.h"
#include "text/decode.h"
#include "text/format_reader.h"
#include "text/html_extract.h"
#include "text/xml_items.h"

namespace dragoman {
namespace {

std::string_view local_name(const pugi::xml_node& node) {
  std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// All character data right inside a node.
std::string value_of(const pugi::xml_node& node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) out += child.value();
  }
  return out;
}

bool has_elements(const pugi::xml_node& node) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) return true;
  }
  return false;
}

// The HTML that a node carries, escaped or as elements.
std::string markup_of(const pugi::xml_node& node) {
  if (!has_elements(node)) return value_of(node);
  std::ostringstream out;
  for (const pugi::xml_node child : node.children()) child.print(out, "", pugi::format_raw);
  return out.str();
}

// Reads elements one by one and hands each, parsed, to the format.
class XmlReader : public FormatReader {
 public:
  XmlReader(OpenStream stream, std::vector<std::string_view> names)
      : FormatReader(std::move(stream)), items_(input_, std::move(names), options_.max_story_bytes) {}

 protected:
  ReadOutcome read(Story& story, Error& error) final {
    if (ended_) return finish(error);
    std::uint64_t line = 0;
    switch (items_.next(raw_, line)) {
      case XmlItems::Step::kEnd:
        ended_ = true;
        if (!items_.found_any() && !input_.error() && !is_empty_document(items_.prologue())) {
          return bad(error, ErrorCode::kFormat, missing(), 0);
        }
        return finish(error);
      case XmlItems::Step::kTooLong: return bad(error, ErrorCode::kLimit, limit_message("the element"), line);
      case XmlItems::Step::kBroken:
        if (input_.error() && input_.at_end()) return finish(error);
        return bad(error, ErrorCode::kFormat, "malformed XML: the element that begins here is not closed", line);
      case XmlItems::Step::kItem: break;
    }
    text_.clear();
    story.replaced_bytes = decode_labelled(raw_, declared_encoding(), text_).replaced;
    // Escapes are resolved, DOCTYPE and entities are not even looked at.
    const pugi::xml_parse_result result = document_.load_buffer(
        text_.data(), text_.size(), pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
    if (!result) {
      const auto at = std::min<std::size_t>(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), text_.size());
      line += static_cast<std::uint64_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
      return bad(error, ErrorCode::kFormat, std::string("malformed XML: ") + result.description(), line);
    }
    story.line = line;
    if (!fill(document_.document_element(), story)) return bad(error, ErrorCode::kFormat, "no text in this element", line);
    return ReadOutcome::kStory;
  }

  virtual bool fill(const pugi::xml_node& element, Story& story) = 0;
  [[nodiscard]] virtual std::string missing() const = 0;
  [[nodiscard]] virtual bool is_empty_document(std::string_view prologue) const = 0;
  [[nodiscard]] const std::string& prologue() const { return items_.prologue(); }

 private:
  std::string_view declared_encoding() {
    if (!encoding_known_) {
      encoding_known_ = true;
      if (prologue().starts_with("<?xml")) encoding_ = declared_charset(std::string_view(prologue()).substr(0, prologue().find("?>")));
    }
    return encoding_;
  }

  XmlItems items_;
  std::string raw_;
  std::string text_;
  std::string encoding_;
  bool encoding_known_ = false;
  pugi::xml_document document_;
  bool ended_ = false;
};

class FeedReader final : public XmlReader {
 public:
  explicit FeedReader(OpenStream stream) : XmlReader(std::move(stream), {"item", "entry"}) {}

 protected:
  bool fill(const pugi::xml_node& item, Story& story) override {
    if (!channel_known_) {
      channel_known_ = true;
      channel_title_ = xml_element_text(prologue(), "title");
      language_ = xml_element_text(prologue(), "language");
    }
    std::string body;
    std::size_t body_rank = 0;
    std::string date;
    std::size_t date_rank = 0;
    for (const pugi::xml_node field : item.children()) {
      if (field.type() != pugi::node_element) continue;
      const std::string_view name = local_name(field);
      const std::string_view full = field.name();
      if (name == "title" && (full == "title" || full == "atom:title")) {
        set_field(story.title, html_to_text(markup_of(field)));
      } else if (name == "link") {
        const std::string_view relation = field.attribute("rel").value();
        const std::string href = field.attribute("href").value();
        const std::string url = href.empty() ? value_of(field) : href;
        if (relation.empty() || relation == "alternate") set_field(story.url, trim(url));
      } else if (name == "guid" || name == "id") {
        story.id = trim(value_of(field));
      } else if (name == "pubDate" || name == "published" || name == "date" || name == "issued" || name == "updated") {
        const std::size_t rank = name == "updated" ? 1 : 2;
        if (rank > date_rank) {
          date = value_of(field);
          date_rank = rank;
        }
      } else if (name == "encoded" || name == "content" || name == "description" || name == "summary") {
        // The full text before the teaser. media:content and media:description are about pictures.
        if (full.starts_with("media:") || full.starts_with("itunes:")) continue;
        const std::size_t rank = name == "encoded" || name == "content" ? 2 : 1;
        if (rank > body_rank) {
          std::string text = html_to_text(markup_of(field));
          if (text.empty()) continue;
          body = std::move(text);
          body_rank = rank;
        }
      }
    }
    story.text = std::move(body);
    set_date(story, date);
    set_field(story.source, channel_title_);
    set_field(story.lang, language_);
    return !trim(story.text).empty() || story.title.has_value();
  }
  [[nodiscard]] std::string missing() const override {
    return "no <item> or <entry> found: the XML formats read are RSS, Atom, PETRARCH and XHTML";
  }
  [[nodiscard]] bool is_empty_document(std::string_view prologue) const override {
    return prologue.find("<rss") != std::string_view::npos || prologue.find("<feed") != std::string_view::npos ||
           prologue.find("rdf:RDF") != std::string_view::npos;
  }

 private:
  bool channel_known_ = false;
  std::string channel_title_;
  std::string language_;
};

// <Sentences><Sentence date="20200930" id="A_1" source="TASS" sentence="True"><Text>...</Text></Sentence>...
class PetrarchReader final : public XmlReader {
 public:
  explicit PetrarchReader(OpenStream stream) : XmlReader(std::move(stream), {"sentence"}) {}

 protected:
  bool fill(const pugi::xml_node& sentence, Story& story) override {
    for (const pugi::xml_attribute attribute : sentence.attributes()) {
      const std::string_view name = attribute.name();
      const std::string_view value = attribute.value();
      if (equals_ignore_case(name, "id")) story.id = trim(value);
      if (equals_ignore_case(name, "date")) set_date(story, value);
      if (equals_ignore_case(name, "source")) set_field(story.source, trim(value));
      if (equals_ignore_case(name, "url")) set_field(story.url, trim(value));
      if (equals_ignore_case(name, "headline") || equals_ignore_case(name, "title")) set_field(story.title, trim(value));
    }
    for (const pugi::xml_node field : sentence.children()) {
      if (equals_ignore_case(local_name(field), "text")) story.text = trim(value_of(field));
    }
    return !story.text.empty();
  }
  [[nodiscard]] std::string missing() const override { return "no <Sentence> found: this is no PETRARCH XML"; }
  [[nodiscard]] bool is_empty_document(std::string_view prologue) const override {
    return prologue.find("<Sentences") != std::string_view::npos;
  }
};

}  // namespace

std::unique_ptr<StoryReader> make_feed_reader(OpenStream stream) {
  return std::make_unique<FeedReader>(std::move(stream));
}
std::unique_ptr<StoryReader> make_petrarch_reader(OpenStream stream) {
  return std::make_unique<PetrarchReader>(std::move(stream));
}

}  // namespace dragoman
