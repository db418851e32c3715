// SPDX-License-Identifier: Apache-2.0
#include "text/xml_items.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/html_scan.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxPrologue = std::size_t{64} << 10;

bool ends_name(char c) { return c == ' ' || c == '>' || c == '/' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

void XmlItems::keep(std::string_view bytes) {
  if (item_ != nullptr) {
    if (too_long_) return;
    if (item_->size() + bytes.size() > max_bytes_) {
      too_long_ = true;
      item_->clear();
      item_->shrink_to_fit();
      return;
    }
    item_->append(bytes);
  } else if (!found_any_ && prologue_.size() < kMaxPrologue) {
    prologue_.append(bytes.substr(0, kMaxPrologue - prologue_.size()));
  }
}

bool XmlItems::take(std::size_t count) {
  const std::string_view bytes = input_.peek(count);
  const std::size_t size = std::min(count, bytes.size());
  keep(bytes.substr(0, size));
  input_.consume(size);
  return size == count;
}

bool XmlItems::take_through(std::string_view token) {
  for (;;) {
    const std::string_view bytes = input_.peek(token.size());
    const std::size_t at = bytes.find(token);
    if (at != std::string_view::npos) return take(at + token.size());
    if (bytes.size() < token.size()) {
      take(bytes.size());
      return false;
    }
    take(bytes.size() - (token.size() - 1));
  }
}

bool XmlItems::take_doctype() {
  // An internal subset in brackets may hold '>'.
  bool bracket = false;
  for (;;) {
    const std::string_view bytes = input_.peek(1);
    if (bytes.empty()) return false;
    const std::size_t at = bytes.find_first_of(bracket ? "]" : "[>");
    if (at == std::string_view::npos) {
      take(bytes.size());
      continue;
    }
    const char c = bytes[at];
    take(at + 1);
    if (c == '>') return true;
    bracket = c == '[';
  }
}

bool XmlItems::take_tag_rest(bool& self_closing) {
  char quote = 0;
  char last = 0;
  for (;;) {
    const std::string_view bytes = input_.peek(1);
    if (bytes.empty()) return false;
    std::size_t i = 0;
    for (; i < bytes.size(); ++i) {
      const char c = bytes[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        break;
      } else if (c == '<') {
        // A tag that was never closed: what follows is read as its own tag.
        take(i);
        self_closing = false;
        return true;
      }
      last = c;
    }
    if (i < bytes.size()) {
      self_closing = last == '/';
      return take(i + 1);
    }
    take(i);
  }
}

XmlItems::Step XmlItems::next(std::string& item, std::uint64_t& line) {
  item.clear();
  item_ = nullptr;
  too_long_ = false;
  std::string open_name;
  for (;;) {
    const std::string_view bytes = input_.peek(1);
    if (bytes.empty()) break;
    const std::size_t at = bytes.find('<');
    if (at != 0) {
      take(at == std::string_view::npos ? bytes.size() : at);
      continue;
    }
    const std::string_view head = input_.peek(64);
    if (head.starts_with("<!--")) {
      take(4);
      if (!take_through("-->")) break;
      continue;
    }
    if (head.starts_with("<![CDATA[")) {
      take(9);
      if (!take_through("]]>")) break;
      continue;
    }
    if (head.starts_with("<?")) {
      if (!take_through("?>")) break;
      continue;
    }
    if (head.starts_with("<!")) {
      if (!take_doctype()) break;
      continue;
    }
    const bool closing = head.size() > 1 && head[1] == '/';
    const std::size_t name_begin = closing ? 2 : 1;
    std::size_t name_end = name_begin;
    while (name_end < head.size() && !ends_name(head[name_end])) ++name_end;
    std::string_view name = head.substr(name_begin, name_end - name_begin);
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    const bool wanted = std::any_of(names_.begin(), names_.end(),
                                    [&](std::string_view known) { return equals_ignore_case(known, name); });
    if (wanted && !closing) {
      if (item_ != nullptr) return Step::kBroken;  // the next one begins: it is read by the next call
      open_name = name;
      item_ = &item;
      found_any_ = true;
      line = input_.line();
    }
    const bool closes_item = item_ != nullptr && closing && equals_ignore_case(name, open_name);
    bool self_closing = false;
    take(1);  // so that take_tag_rest stops at the next '<' only
    if (!take_tag_rest(self_closing)) break;
    if (item_ != nullptr && (closes_item || (wanted && !closing && self_closing))) {
      item_ = nullptr;
      return too_long_ ? Step::kTooLong : Step::kItem;
    }
  }
  const bool inside = item_ != nullptr;
  item_ = nullptr;
  return inside ? Step::kBroken : Step::kEnd;
}

std::string xml_element_text(std::string_view xml, std::string_view name) {
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    const std::string_view rest = xml.substr(at + 1);
    if (!starts_with_ignore_case(rest, name) || rest.size() == name.size() || !ends_name(rest[name.size()])) continue;
    const std::size_t open = rest.find('>');
    if (open == std::string_view::npos || (open > 0 && rest[open - 1] == '/')) continue;
    std::string end = "</";
    end += name;
    const std::size_t close = rest.find(end, open);
    if (close == std::string_view::npos) return {};
    return scan_text(rest.substr(open + 1, close - open - 1));
  }
  return {};
}

}  // namespace dragoman
