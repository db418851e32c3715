// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"
#include "output/writers.h"

namespace dragoman {
namespace {

bool starts_formula(std::string_view value) {
  return !value.empty() && std::string_view("=+-@\t\r\n").find(value.front()) != std::string_view::npos;
}

}  // namespace

RowWriter& RowWriter::text(std::string_view value) {
  separate();
  const bool formula = starts_formula(value);
  if (delimiter_ == '\t') {
    if (formula && value.front() > ' ') out_ += '\'';
    bool space = false;
    std::size_t copied = 0;
    for (std::size_t i = 0; i <= value.size(); ++i) {
      const bool control = i < value.size() && (static_cast<unsigned char>(value[i]) < 0x20 || value[i] == 0x7F);
      if (i < value.size() && !control) {
        space = false;
        continue;
      }
      append_sanitized_utf8(value.substr(copied, i - copied), out_);
      copied = std::min(i + 1, value.size());
      if (control && !space) {
        out_ += ' ';
        space = true;
      }
    }
    return *this;
  }
  const bool quote = formula || value.find_first_of("\",;\r\n") != std::string_view::npos || value.starts_with(' ') ||
                     value.ends_with(' ');
  if (!quote) {
    append_sanitized_utf8(value, out_);
    return *this;
  }
  out_ += '"';
  if (formula) out_ += '\'';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '"') continue;
    append_sanitized_utf8(value.substr(copied, i + 1 - copied), out_);
    out_ += '"';
    copied = i + 1;
  }
  append_sanitized_utf8(value.substr(copied), out_);
  out_ += '"';
  return *this;
}

RowWriter& RowWriter::plain(std::string_view value) {
  separate();
  out_ += value;
  return *this;
}

RowWriter& RowWriter::number(double value) { return plain(short_number(value)); }
RowWriter& RowWriter::integer(std::int64_t value) { return plain(std::to_string(value)); }

std::string short_number(double value) {
  if (!std::isfinite(value)) return {};
  char buffer[32];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, result.ptr};
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

}  // namespace dragoman
