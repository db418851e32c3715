// SPDX-License-Identifier: Apache-2.0
#include "text/html_extract.h"

#include <gumbo.h>

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "text/date_text.h"
#include "text/html_scan.h"

namespace dragoman {
namespace {

struct OutputDeleter {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

std::string_view attribute(const GumboNode* node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool is_element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT; }
bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}
GumboTag tag_of(const GumboNode* node) { return is_element(node) ? node->v.element.tag : GUMBO_TAG_UNKNOWN; }

template <typename Visit>
void for_each_child(const GumboNode* node, Visit visit) {
  if (!is_element(node)) return;
  const GumboVector& children = node->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) visit(static_cast<const GumboNode*>(children.data[i]));
}

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P: case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_MAIN:
    case GUMBO_TAG_UL: case GUMBO_TAG_OL: case GUMBO_TAG_LI: case GUMBO_TAG_DL: case GUMBO_TAG_DT: case GUMBO_TAG_DD:
    case GUMBO_TAG_TABLE: case GUMBO_TAG_TBODY: case GUMBO_TAG_TR: case GUMBO_TAG_TD: case GUMBO_TAG_TH:
    case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_PRE: case GUMBO_TAG_H1: case GUMBO_TAG_H2: case GUMBO_TAG_H3:
    case GUMBO_TAG_H4: case GUMBO_TAG_H5: case GUMBO_TAG_H6: case GUMBO_TAG_HR: case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER: case GUMBO_TAG_BODY: case GUMBO_TAG_HTML: case GUMBO_TAG_FORM: case GUMBO_TAG_ADDRESS:
      return true;
    default: return false;
  }
}

// Never part of the running text.
bool is_skipped_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_SVG:
    case GUMBO_TAG_IFRAME: case GUMBO_TAG_OBJECT: case GUMBO_TAG_EMBED: case GUMBO_TAG_BUTTON: case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_NAV: case GUMBO_TAG_ASIDE: case GUMBO_TAG_FOOTER: case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIGURE: case GUMBO_TAG_FIGCAPTION: case GUMBO_TAG_HEAD: case GUMBO_TAG_VIDEO: case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS: case GUMBO_TAG_MATH: case GUMBO_TAG_TITLE: case GUMBO_TAG_LABEL: case GUMBO_TAG_INPUT:
      return true;
    default: return false;
  }
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (find_ignore_case(text, word) != std::string_view::npos) return true;
  }
  return false;
}

// A class or id token that names page furniture: whole words, since "ad" is in "read" and "share" in "shareholder".
bool names_furniture(std::string_view names) {
  static constexpr std::string_view kWords[] = {  // sorted
      "ad", "ads", "adslot", "advert", "advertisement", "author", "authors", "banner", "bio", "breadcrumb",
      "breadcrumbs", "byline", "caption", "comment", "comments", "consent", "cookie", "copyright", "credit",
      "credits", "dateline", "disqus", "footer", "gallery", "hidden", "login", "menu", "meta", "modal", "more",
      "mostread", "nav", "navbar", "navigation", "newsletter", "outbrain", "pager", "pagination", "paywall",
      "popular", "popup", "print", "promo", "readmore", "recommend", "recommended", "related", "search", "share",
      "sharing", "sidebar", "signup", "skip", "slideshow", "social", "sponsor", "sponsored", "subscribe", "taboola",
      "tag", "tags", "teaser", "teasers", "ticker", "timestamp", "toolbar", "topics", "trending", "weather", "widget"};
  std::size_t i = 0;
  while (i < names.size()) {
    while (i < names.size() && !is_letter(static_cast<unsigned char>(names[i]))) ++i;
    std::size_t end = i;
    while (end < names.size() && is_letter(static_cast<unsigned char>(names[end]))) ++end;
    char word[16];
    const std::size_t size = end - i;
    if (size > 0 && size <= sizeof word) {
      for (std::size_t k = 0; k < size; ++k) word[k] = ascii_lower(names[i + k]);
      if (std::binary_search(std::begin(kWords), std::end(kWords), std::string_view(word, size))) return true;
    }
    i = end;
  }
  return false;
}

bool names_article(std::string_view names) {
  // Every one of them has one of these in it.
  if (!contains_any(names, {"body", "content", "text", "wysiwyg"})) return false;
  return contains_any(names, {"article-body", "article__body", "articlebody", "article_body", "article-content",
                              "article__content", "article-text", "article_text", "story-body", "story__body", "storybody",
                              "story-content", "story-text", "storytext", "post-content", "entry-content", "news-text",
                              "news-content", "text-block", "body-content", "content-body", "content__body", "main-content",
                              "post-body", "text-content", "article__text", "rich-text", "wysiwyg"});
}

bool is_furniture(const GumboNode* node) {
  if (is_skipped_tag(tag_of(node))) return true;
  const GumboTag tag = tag_of(node);
  if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return false;
  const std::string_view style = attribute(node, "style");
  if (gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr || attribute(node, "aria-hidden") == "true" ||
      contains_any(style, {"display:none", "display: none", "visibility:hidden"})) {
    return true;
  }
  const std::string_view role = attribute(node, "role");
  if (role == "navigation" || role == "complementary" || role == "banner" || role == "contentinfo" || role == "search") {
    return true;
  }
  const std::string_view classes = attribute(node, "class");
  const std::string_view id = attribute(node, "id");
  if (names_article(classes) || names_article(id)) return false;
  return names_furniture(classes) || names_furniture(id);
}

struct Lengths {
  std::size_t text = 0;
  std::size_t links = 0;
};

// Text of a subtree without scripts and the like, and how much of it is links; stops once there is enough of it.
void measure(const GumboNode* node, bool in_link, std::size_t enough, Lengths& lengths) {
  if (lengths.text >= enough) return;
  if (is_text(node)) {
    const std::size_t size = trim(node->v.text.text).size();
    lengths.text += size;
    if (in_link) lengths.links += size;
    return;
  }
  if (!is_element(node) || is_skipped_tag(tag_of(node))) return;
  const bool link = in_link || tag_of(node) == GUMBO_TAG_A;
  for_each_child(node, [&](const GumboNode* child) { measure(child, link, enough, lengths); });
}

bool has_block_child(const GumboNode* node) {
  bool found = false;
  for_each_child(node, [&](const GumboNode* child) { found = found || is_block(tag_of(child)); });
  return found;
}

// Finds the element that holds the article: the one with the most paragraph text right inside it.
class Finder {
 public:
  const GumboNode* find(const GumboNode* root) {
    visit(root);
    if (best_ == nullptr) return nullptr;
    // An article cut up by pictures and advertisements is spread over siblings: climb while that gains much.
    while (best_->parent != nullptr && is_element(best_->parent)) {
      const GumboNode* parent = best_->parent;
      const GumboTag tag = tag_of(parent);
      if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML) break;
      if (totals_[parent] * 4 < totals_[best_] * 5) {
        if (tag != GUMBO_TAG_DIV && tag != GUMBO_TAG_SECTION) break;
        // Look one level further before giving up.
        const GumboNode* above = parent->parent;
        if (above == nullptr || !is_element(above) || tag_of(above) == GUMBO_TAG_BODY || totals_[above] * 4 < totals_[best_] * 5) break;
      }
      best_ = parent;
    }
    return best_;
  }

 private:
  struct Sums {
    std::size_t own = 0;       // as a paragraph
    std::size_t children = 0;  // paragraphs right inside
    std::size_t total = 0;     // all paragraphs below
  };

  Sums visit(const GumboNode* node) {
    Sums sums;
    if (!is_element(node) || is_furniture(node)) return sums;
    const GumboTag tag = tag_of(node);
    const bool leaf = tag == GUMBO_TAG_P || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_BLOCKQUOTE ||
                      ((tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_SECTION) && !has_block_child(node));
    if (leaf) {
      Lengths lengths;
      measure(node, false, std::string::npos, lengths);
      const std::size_t plain = lengths.text - lengths.links;
      if (plain >= 25 && lengths.links * 2 <= lengths.text) sums.own = tag == GUMBO_TAG_LI ? plain / 3 : plain;
      sums.total = sums.own;
      if (tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI) return sums;
    }
    std::size_t grandchildren = 0;
    std::size_t loose = 0;  // text right in a block that also has blocks: paragraphs set with <br>
    for_each_child(node, [&](const GumboNode* child) {
      if (is_text(child)) {
        const std::size_t size = trim(child->v.text.text).size();
        if (size >= 40 && !leaf) loose += size;
        return;
      }
      const Sums below = visit(child);
      sums.children += below.own;
      grandchildren += below.children;
      if (!leaf) sums.total += below.total;
    });
    if (!leaf) sums.total += loose;
    sums.children += loose;
    totals_[node] = sums.total;
    double score = static_cast<double>(std::max(sums.children, sums.own)) + 0.5 * static_cast<double>(grandchildren);
    const std::string_view classes = attribute(node, "class");
    if (names_article(classes) || names_article(attribute(node, "id")) || attribute(node, "itemprop") == "articleBody") {
      score *= 1.6;
    } else if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) {
      score *= 1.3;
    }
    if (score > best_score_ && tag != GUMBO_TAG_HTML) {
      best_score_ = score;
      best_ = node;
    }
    return sums;
  }

  const GumboNode* best_ = nullptr;
  double best_score_ = 0;
  std::unordered_map<const GumboNode*, std::size_t> totals_;
};

// Writes the paragraphs of an element.
class Writer {
 public:
  Writer(std::string& out, std::string_view title) : paragraphs_(out), title_(title) {}

  void write(const GumboNode* node, bool top) {
    if (is_text(node)) {
      paragraphs_.add(node->v.text.text);
      return;
    }
    if (!is_element(node)) return;
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_BR) {
      paragraphs_.line_break();
      return;
    }
    if (!top && is_furniture(node)) {
      if (is_block(tag)) paragraphs_.end_paragraph();
      return;
    }
    const bool block = is_block(tag);
    if (block) {
      if (!top && drops_block(node, tag)) {
        paragraphs_.end_paragraph();
        return;
      }
      paragraphs_.end_paragraph();
    }
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) paragraphs_.add(" ");
    for_each_child(node, [&](const GumboNode* child) { write(child, false); });
    if (block) paragraphs_.end_paragraph();
  }

 private:
  static void append_text(const GumboNode* node, std::string& out) {
    if (is_text(node)) out += node->v.text.text;
    for_each_child(node, [&](const GumboNode* child) { append_text(child, out); });
  }

  // The headline again, and blocks that are mostly links (lists of other stories).
  bool drops_block(const GumboNode* node, GumboTag tag) const {
    if (tag == GUMBO_TAG_H1) {
      std::string text;
      append_text(node, text);
      return title_.empty() || trim(text) == title_ || title_.find(trim(text)) != std::string_view::npos;
    }
    const bool small = tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL ||
                       tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 || tag == GUMBO_TAG_H4;
    if (!small) return false;
    Lengths lengths;
    measure(node, false, 400, lengths);
    return lengths.text > 0 && lengths.links * 10 > lengths.text * 7 && lengths.text < 400;
  }

  ParagraphBuilder paragraphs_;
  std::string_view title_;
};

// What the page says about itself; the best statement of each thing wins.
class Metadata {
 public:
  void collect(const GumboNode* node, HtmlArticle& article) {
    visit(node);
    std::string title = !og_title_.empty() ? og_title_ : !heading_.empty() ? heading_ : page_title_;
    if (title == page_title_) title = without_site(title);
    article.title = collapse(title);
    article.source = collapse(site_);
    article.url = !canonical_.empty() ? canonical_ : og_url_;
    if (!article.url.starts_with("http")) article.url.clear();
    article.lang = lang_;
    for (const std::string& date : {meta_date_, json_date_, item_date_, time_date_}) {
      article.date = parse_date_field(date);
      if (article.date) break;
    }
  }

 private:
  static std::string collapse(std::string_view text) {
    std::string out;
    ParagraphBuilder builder(out);
    builder.add(text);
    return out;
  }

  static std::string without_site(const std::string& title) {
    for (const std::string_view separator : {" | ", " — ", " – ", " - ", " :: "}) {
      const std::size_t at = title.rfind(separator);
      if (at != std::string::npos && at >= 15) return title.substr(0, at);
    }
    return title;
  }

  static void keep_first(std::string& field, std::string_view value) {
    if (field.empty()) field = trim(value);
  }

  static std::string text_of(const GumboNode* node) {
    std::string out;
    append(node, out);
    return std::string(trim(out));
  }
  static void append(const GumboNode* node, std::string& out) {
    if (is_text(node)) out += node->v.text.text;
    for_each_child(node, [&](const GumboNode* child) { append(child, out); });
  }

  void meta(const GumboNode* node) {
    const std::string_view content = attribute(node, "content");
    std::string_view name = attribute(node, "property");
    if (name.empty()) name = attribute(node, "name");
    if (name.empty()) name = attribute(node, "itemprop");
    if (content.empty() || name.empty()) return;
    if (equals_ignore_case(name, "og:title")) keep_first(og_title_, content);
    if (equals_ignore_case(name, "og:site_name")) keep_first(site_, content);
    if (equals_ignore_case(name, "og:url")) keep_first(og_url_, content);
    static constexpr std::string_view kDates[] = {
        "article:published_time", "article:published", "og:published_time", "date", "pubdate", "publishdate", "publish_date", "publish-date",
        "published_time", "dc.date", "dc.date.issued", "dc.date.created", "dcterms.date", "dcterms.issued",
        "dcterms.created", "sailthru.date", "parsely-pub-date", "article.published", "article_date_original",
        "originalpublicationdate", "datepublished", "published-date", "published_date", "release_date",
        "cxenseparse:recs:publishtime", "article.created", "pub_date", "creation_date"};
    for (const std::string_view known : kDates) {
      if (equals_ignore_case(name, known)) keep_first(meta_date_, content);
    }
  }

  void visit(const GumboNode* node) {
    if (!is_element(node)) return;
    switch (tag_of(node)) {
      case GUMBO_TAG_HTML: keep_first(lang_, attribute(node, "lang")); break;
      case GUMBO_TAG_META: meta(node); break;
      case GUMBO_TAG_TITLE: keep_first(page_title_, text_of(node)); break;
      case GUMBO_TAG_H1: keep_first(heading_, text_of(node)); break;
      case GUMBO_TAG_LINK:
        if (equals_ignore_case(attribute(node, "rel"), "canonical")) keep_first(canonical_, attribute(node, "href"));
        break;
      case GUMBO_TAG_TIME:
        if (attribute(node, "itemprop") == "datePublished") keep_first(item_date_, attribute(node, "datetime"));
        keep_first(time_date_, attribute(node, "datetime"));
        break;
      case GUMBO_TAG_SCRIPT:
        if (contains_any(attribute(node, "type"), {"ld+json"})) json_ld(text_of(node));
        return;
      case GUMBO_TAG_SVG: return;
      default:
        if (attribute(node, "itemprop") == "datePublished") {
          keep_first(item_date_, attribute(node, "content"));
          keep_first(item_date_, attribute(node, "datetime"));
        }
    }
    for_each_child(node, [&](const GumboNode* child) { visit(child); });
  }

  // "datePublished": "2020-09-30T10:00:00Z" anywhere in the linked data.
  void json_ld(std::string_view json) {
    const std::size_t key = json.find("\"datePublished\"");
    if (key == std::string_view::npos) return;
    const std::size_t open = json.find('"', key + 15);
    if (open == std::string_view::npos) return;
    const std::size_t close = json.find('"', open + 1);
    if (close != std::string_view::npos) keep_first(json_date_, json.substr(open + 1, close - open - 1));
  }

  std::string og_title_, page_title_, heading_, site_, og_url_, canonical_, lang_;
  std::string meta_date_, json_date_, item_date_, time_date_;
};

std::unique_ptr<GumboOutput, OutputDeleter> parse(std::string_view page) {
  return std::unique_ptr<GumboOutput, OutputDeleter>(
      gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size()));
}

}  // namespace

std::string declared_charset(std::string_view page) {
  const std::string_view head = page.substr(0, 4096);
  for (const std::string_view key : {"charset=", "encoding="}) {
    const std::size_t at = find_ignore_case(head, key);
    if (at == std::string_view::npos) continue;
    std::string_view rest = head.substr(at + key.size());
    if (!rest.empty() && (rest[0] == '"' || rest[0] == '\'')) rest.remove_prefix(1);
    std::size_t end = 0;
    while (end < rest.size() && end < 40 &&
           (is_letter(static_cast<unsigned char>(rest[end])) || is_ascii_digit(static_cast<unsigned char>(rest[end])) ||
            rest[end] == '-' || rest[end] == '_' || rest[end] == '.' || rest[end] == ':')) {
      ++end;
    }
    if (end > 0) return std::string(rest.substr(0, end));
  }
  return {};
}

void extract_article(std::string_view page, HtmlArticle& article) {
  article.clear();
  if (!fit_for_tree(page)) {
    article.text = scan_text(page);
    return;
  }
  const auto output = parse(page);
  Metadata().collect(output->root, article);
  if (const GumboNode* container = Finder().find(output->root)) {
    Writer(article.text, article.title).write(container, true);
  }
  if (article.text.empty()) Writer(article.text, article.title).write(output->root, true);
}

std::string html_to_text(std::string_view fragment) {
  if (fragment.find('<') == std::string_view::npos && fragment.find('&') == std::string_view::npos) {
    return std::string(trim(fragment));
  }
  return scan_text(fragment);
}

}  // namespace dragoman
