// SPDX-License-Identifier: Apache-2.0
#include "ledger/filter_query.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace dragoman {
namespace {

std::string encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_ascii_digit(byte) || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) out += c;
    else (out += '%').append({kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

int hex_value(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 && i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (low >= 0) out += static_cast<char>(high * 16 + low), i += 2;
    else out += text[i] == '+' ? ' ' : text[i];
  }
  return out;
}

template <typename Text, typename Visit>
void visit_fields(Text& text, Visit visit) {
  visit("dyad", text.dyad);
  visit("place", text.place);
  visit("near", text.near);
  visit("polygon", text.polygon);
  visit("from", text.since);
  visit("to", text.until);
  visit("source", text.source);
  visit("speaker", text.speaker);
  visit("text", text.text);
}

template <typename Text, typename Visit>
void visit_lists(Text& text, Visit visit) {
  visit("party", text.parties);
  visit("type", text.types);
  visit("quad", text.quads);
  visit("mode", text.modes);
  visit("context", text.contexts);
  visit("modality", text.modalities);
}

}  // namespace

std::string filter_query(const FilterText& text) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out.append(out.empty() ? "" : "&").append(name).append("=").append(encoded(value));
  };
  visit_lists(text, [&](std::string_view name, const std::vector<std::string>& values) {
    for (const std::string& value : values) add(name, value);
  });
  visit_fields(text, [&](std::string_view name, const std::string& value) { add(name, value); });
  if (text.min_confidence) {
    char number[32];
    const auto end = std::to_chars(number, number + sizeof number, *text.min_confidence).ptr;
    add("min_confidence", {number, static_cast<std::size_t>(end - number)});
  }
  if (text.limit) add("limit", std::to_string(*text.limit));
  if (text.no_background) add("historical", "false");
  return out;
}

FilterText parse_filter_query(std::string_view query) {
  FilterText text;
  if (query.starts_with('?')) query.remove_prefix(1);
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    at = end + 1;
    const std::size_t mark = pair.find('=');
    if (mark == std::string_view::npos) continue;
    const std::string name = decoded(pair.substr(0, mark));
    const std::string value = decoded(pair.substr(mark + 1));
    visit_lists(text, [&](std::string_view field, std::vector<std::string>& values) {
      if (field == name) values.push_back(value);
    });
    visit_fields(text, [&](std::string_view field, std::string& one) {
      if (field == name || (field == "from" && name == "since") || (field == "to" && name == "until")) one = value;
    });
    if (name == "min_confidence") {
      double number = 0;
      if (std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc()) text.min_confidence = number;
    }
    if (name == "limit") {
      std::int64_t number = 0;
      if (std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc()) text.limit = number;
    }
    if (name == "historical") text.no_background = value == "false" || value == "0";
  }
  return text;
}

FilterText laid_over(FilterText base, const FilterText& over) {
  std::vector<std::vector<std::string>*> lists;
  visit_lists(base, [&](std::string_view, std::vector<std::string>& values) { lists.push_back(&values); });
  std::size_t i = 0;
  visit_lists(over, [&](std::string_view, const std::vector<std::string>& values) {
    if (!values.empty()) *lists[i] = values;
    ++i;
  });
  std::vector<std::string*> fields;
  visit_fields(base, [&](std::string_view, std::string& value) { fields.push_back(&value); });
  i = 0;
  visit_fields(over, [&](std::string_view, const std::string& value) {
    if (!value.empty()) *fields[i] = value;
    ++i;
  });
  if (over.min_confidence) base.min_confidence = over.min_confidence;
  if (over.limit) base.limit = over.limit;
  base.no_background = base.no_background || over.no_background;
  return base;
}

}  // namespace dragoman
