// SPDX-License-Identifier: Apache-2.0
// Writes JSON into a string the caller owns, laid out as Python's json.dumps does: ", " and ": ", one line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

/// Appends a JSON string literal. Control characters are escaped, other code points written as they are, invalid bytes
/// as U+FFFD: the output is valid JSON and valid UTF-8 whatever the input.
void append_json_string(std::string& out, std::string_view text);

/// Appends the shortest decimal that reads back as the same double, always with a point or exponent ("-9.0"); null when
/// the value is not finite.
void append_json_number(std::string& out, double value);

/// Puts commas and colons; the caller keeps objects and arrays balanced.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += ": ";
    pending_comma_ = false;
    return *this;
  }

  JsonWriter& string(std::string_view value) {
    separate();
    append_json_string(out_, value);
    return *this;
  }
  JsonWriter& number(double value) {
    separate();
    append_json_number(out_, value);
    return *this;
  }
  JsonWriter& integer(std::int64_t value) {
    separate();
    out_ += std::to_string(value);
    return *this;
  }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }
  /// A string, or null when it is empty.
  JsonWriter& string_or_null(std::string_view value) { return value.empty() ? null() : string(value); }
  template <typename Optional>
  JsonWriter& optional_string(const Optional& value) {
    return value ? string(*value) : null();
  }

 private:
  void separate() {
    if (pending_comma_) out_ += ", ";
    pending_comma_ = true;
  }
  JsonWriter& open(char bracket) {
    separate();
    out_ += bracket;
    pending_comma_ = false;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    pending_comma_ = true;
    return *this;
  }

  std::string& out_;
  bool pending_comma_ = false;  ///< a value came before on this level
};

}  // namespace dragoman
