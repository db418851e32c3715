// SPDX-License-Identifier: Apache-2.0
// Which format a stream is in, by its first 64 KiB.
#include <array>

#include "base/utf8.h"
#include "text/story_reader.h"

namespace dragoman {
namespace {

std::string_view line_at(std::string_view text, std::size_t& pos) {
  const std::size_t end = text.find('\n', pos);
  const std::string_view line = text.substr(pos, end == std::string_view::npos ? end : end - pos);
  pos = end == std::string_view::npos ? text.size() : end + 1;
  return trim(line);
}

// JSON Lines unless the first object is spread over lines: a damaged first line must not turn the rest into one value.
InputFormat json_objects(std::string_view head) {
  std::size_t pos = 0;
  const std::string_view first = line_at(head, pos);
  if (first.ends_with('}') || pos >= head.size()) return InputFormat::kJsonl;
  std::string_view second;
  while (second.empty() && pos < head.size()) second = line_at(head, pos);
  return second.starts_with('{') ? InputFormat::kJsonl : InputFormat::kJson;
}

// A header line with a column "text", and at least one more column or nothing else on the line.
std::optional<InputFormat> table(std::string_view head) {
  std::size_t pos = 0;
  const std::string_view header = line_at(head, pos);
  if (header.empty() || header.size() > 4096) return std::nullopt;
  for (const char delimiter : {'\t', ',', ';'}) {
    std::size_t columns = 0;
    bool has_text = false;
    for (std::size_t begin = 0; begin <= header.size();) {
      std::size_t end = header.find(delimiter, begin);
      if (end == std::string_view::npos) end = header.size();
      std::string_view name = trim(header.substr(begin, end - begin));
      if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"')) name = name.substr(1, name.size() - 2);
      has_text = has_text || equals_ignore_case(name, "text");
      ++columns;
      begin = end + 1;
    }
    if (has_text && (columns > 1 || (delimiter == ',' && pos < head.size()))) {
      return delimiter == '\t' ? InputFormat::kTsv : InputFormat::kCsv;
    }
  }
  return std::nullopt;
}

// What the root element of an XML document says; `pos` is at its '<'.
std::optional<InputFormat> root_element(std::string_view head, std::size_t pos) {
  std::size_t end = pos + 1;
  while (end < head.size() && head[end] != ' ' && head[end] != '>' && head[end] != '/' && head[end] != '\n' &&
         head[end] != '\r' && head[end] != '\t') {
    ++end;
  }
  std::string_view name = head.substr(pos + 1, end - pos - 1);
  if (const std::size_t colon = name.rfind(':'); colon != std::string_view::npos) {
    if (equals_ignore_case(name, "rdf:rdf")) return InputFormat::kFeed;
    name.remove_prefix(colon + 1);
  }
  if (equals_ignore_case(name, "rss") || equals_ignore_case(name, "feed") || equals_ignore_case(name, "channel")) {
    return InputFormat::kFeed;
  }
  if (equals_ignore_case(name, "sentences") || equals_ignore_case(name, "sentence")) return InputFormat::kPetrarch;
  if (equals_ignore_case(name, "html") || equals_ignore_case(name, "head") || equals_ignore_case(name, "body")) {
    return InputFormat::kHtml;
  }
  return std::nullopt;
}

// Steps over the prologue (declarations, comments, DOCTYPE with an internal subset) to the root element.
std::optional<InputFormat> markup(std::string_view head) {
  std::size_t pos = 0;
  const bool declared = starts_with_ignore_case(head, "<?xml");
  while (pos < head.size()) {
    if (head[pos] != '<') {
      if (is_unicode_space(static_cast<unsigned char>(head[pos]))) {
        ++pos;
        continue;
      }
      break;
    }
    const std::string_view rest = head.substr(pos);
    std::size_t skip = 0;
    if (rest.starts_with("<!--")) {
      skip = rest.find("-->");
    } else if (rest.starts_with("<?")) {
      skip = rest.find("?>");
    } else if (starts_with_ignore_case(rest, "<!doctype html")) {
      return InputFormat::kHtml;
    } else if (rest.starts_with("<!")) {
      const std::size_t bracket = rest.find('[');
      const std::size_t close = rest.find('>');
      skip = bracket < close ? rest.find("]>", bracket) : close;
      if (skip == std::string_view::npos) skip = rest.find('>', bracket);
    } else {
      if (const auto known = root_element(head, pos)) return known;
      break;
    }
    if (skip == std::string_view::npos) break;
    pos += skip + 1;
    while (pos < head.size() && (head[pos] == '-' || head[pos] == '>')) ++pos;
  }
  if (declared) return InputFormat::kFeed;  // the feed reader says what it misses
  // A page without <html>: some block elements near the top.
  int hints = 0;
  for (const std::string_view tag : {"<head", "<body", "<title", "<meta ", "<div", "<p>", "<p ", "<article", "<h1"}) {
    if (find_ignore_case(head.substr(0, 4096), tag) != std::string_view::npos) ++hints;
  }
  if (hints >= 2 || find_ignore_case(head.substr(0, 4096), "<html") != std::string_view::npos) return InputFormat::kHtml;
  return std::nullopt;
}

}  // namespace

InputFormat detect_input_format(std::string_view prefix) {
  if (prefix.starts_with("\xEF\xBB\xBF")) prefix.remove_prefix(3);
  if (prefix.starts_with("WARC/")) return InputFormat::kWarc;
  std::size_t start = 0;
  while (start < prefix.size() && is_unicode_space(static_cast<unsigned char>(prefix[start]))) ++start;
  const std::string_view head = prefix.substr(start);
  if (head.empty()) return InputFormat::kText;
  const auto next_mark = [&](std::size_t from) {
    while (from < head.size() && is_unicode_space(static_cast<unsigned char>(head[from]))) ++from;
    return from < head.size() ? head[from] : '\0';
  };
  if (head[0] == '{' && (next_mark(1) == '"' || next_mark(1) == '}')) return json_objects(head);
  if (head[0] == '[' && (next_mark(1) == '{' || next_mark(1) == ']')) return InputFormat::kJson;
  if (head[0] == '<') {
    if (const auto format = markup(head)) return *format;
  }
  if (const auto format = table(head)) return *format;
  return InputFormat::kText;
}

}  // namespace dragoman
