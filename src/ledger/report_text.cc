// SPDX-License-Identifier: Apache-2.0
#include "ledger/report_text.h"

#include "base/utf8.h"

namespace dragoman {
namespace {

bool is_unfit(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || is_unicode_space(c);
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  bool space = true;  // none in front
  for (std::size_t i = 0; i < text.size();) {
    const DecodedChar c = decode_utf8(text, i);
    i += c.size;
    if (is_unfit(c.code)) {
      if (!space) out += ' ';
      space = true;
    } else {
      append_utf8(out, c.code);
      space = false;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string shortened(std::string_view text, std::size_t columns) {
  if (count_code_points(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t end = 0;
  for (std::size_t n = 1; n < columns; ++n) end += decode_utf8(text, end).size;
  std::string out(text.substr(0, end));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + "…";
}

std::string party_names(const std::vector<Entity>& entities) {
  std::string out;
  for (const Entity& entity : entities) {
    if (!out.empty()) out += ", ";
    out += one_line(!entity.name.empty() ? entity.name : entity.span.quoted() ? entity.span.text : "someone unnamed");
    if (!entity.code.empty()) out += " (" + one_line(entity.code) + ")";
  }
  return out;
}

std::string party_codes(const std::vector<Entity>& entities) {
  std::string out;
  for (const Entity& entity : entities) {
    const std::string code = one_line(!entity.code.empty() ? entity.code : entity.name);
    if (code.empty() || ("," + out + ",").find("," + code + ",") != std::string::npos) continue;
    if (!out.empty()) out += ",";
    out += code;
  }
  return out.empty() ? "?" : out;
}

std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (std::string_view("\\`*_[]<>#|~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace dragoman
