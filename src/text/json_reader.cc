// SPDX-License-Identifier: Apache-2.0
// JSON Lines (one object a line) and JSON documents (an array of objects, or objects one after another).
#include <simdjson.h>

#include <array>
#include <utility>

#include "base/utf8.h"
#include "text/format_reader.h"

namespace dragoman {
namespace {

bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The code unit of a \uXXXX escape at `pos`; -1 when there is none.
int unicode_escape(std::string_view json, std::size_t pos) {
  if (pos + 6 > json.size() || json[pos] != '\\' || json[pos + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t i = pos + 2; i < pos + 6; ++i) {
    const int digit = hex_value(json[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// Escaped surrogates without a partner become \ufffd, in place. Returns how many.
std::uint64_t replace_lone_surrogates(std::string& json) {
  std::uint64_t replaced = 0;
  for (std::size_t i = 0; i + 1 < json.size();) {
    if (json[i] != '\\') {
      ++i;
      continue;
    }
    const int unit = unicode_escape(json, i);
    if (unit < 0xD800 || unit > 0xDFFF) {
      i += 2;
      continue;
    }
    const int low = unit < 0xDC00 ? unicode_escape(json, i + 6) : -1;
    if (low >= 0xDC00 && low <= 0xDFFF) {
      i += 12;
      continue;
    }
    json.replace(i, 6, "\\ufffd");
    ++replaced;
    i += 6;
  }
  return replaced;
}

class JsonStories : public FormatReader {
 public:
  using FormatReader::FormatReader;

 protected:
  // Parses `json_` (one value) into a story.
  ReadOutcome parse(Story& story, Error& error, std::uint64_t line) {
    if (!simdjson::validate_utf8(json_)) {
      clean_.clear();
      story.replaced_bytes = append_sanitized_utf8(json_, clean_);
      std::swap(json_, clean_);
    }
    json_.reserve(json_.size() + simdjson::SIMDJSON_PADDING);
    simdjson::dom::element element;
    simdjson::error_code code = parser_.parse(json_.data(), json_.size(), false).get(element);
    if (code == simdjson::STRING_ERROR) {
      story.replaced_bytes += replace_lone_surrogates(json_);
      code = parser_.parse(json_.data(), json_.size(), false).get(element);
    }
    if (code != simdjson::SUCCESS) {
      return bad(error, ErrorCode::kFormat, std::string("malformed JSON: ") + simdjson::error_message(code), line);
    }
    simdjson::dom::object object;
    if (element.get(object) != simdjson::SUCCESS) {
      return bad(error, ErrorCode::kFormat, "not a JSON object; a story is an object such as {\"text\": \"...\"}", line);
    }
    return fill(object, story, error, line);
  }

  std::string json_;

 private:
  ReadOutcome fill(simdjson::dom::object object, Story& story, Error& error, std::uint64_t line) {
    bool has_text = false;
    std::string scratch;
    for (const auto field : object) {
      const std::string_view key = field.key;
      std::string_view value;
      const bool is_string = field.value.get(value) == simdjson::SUCCESS;
      if (key == "text") {
        if (field.value.is_null()) continue;
        if (!is_string) return bad(error, ErrorCode::kFormat, "\"text\" is not a string", line);
        story.text.assign(value);
        has_text = true;
      } else if (key == "id" || key == "date") {
        if (!is_string) {
          if (!field.value.is_int64() && !field.value.is_uint64()) continue;
          scratch = field.value.is_int64() ? std::to_string(std::int64_t(field.value))
                                           : std::to_string(std::uint64_t(field.value));
          value = scratch;
        }
        if (key == "id") {
          story.id.assign(value);
        } else {
          set_date(story, value);
        }
      } else if (!is_string) {
        continue;
      } else if (key == "title") {
        set_field(story.title, value);
      } else if (key == "source") {
        set_field(story.source, value);
      } else if (key == "url") {
        set_field(story.url, value);
      } else if (key == "lang") {
        set_field(story.lang, value);
      }
    }
    if (!has_text && !story.title) return bad(error, ErrorCode::kFormat, "no \"text\" in this object", line);
    story.line = line;
    return ReadOutcome::kStory;
  }

  simdjson::dom::parser parser_;
  std::string clean_;
};

class JsonlReader final : public JsonStories {
 public:
  using JsonStories::JsonStories;

 protected:
  ReadOutcome read(Story& story, Error& error) override {
    for (;;) {
      const std::uint64_t line = input_.line();
      switch (input_.read_line(json_, options_.max_story_bytes)) {
        case InputStream::Line::kEnd: return finish(error);
        case InputStream::Line::kTooLong: return bad(error, ErrorCode::kLimit, limit_message("the line"), line);
        case InputStream::Line::kLine: break;
      }
      // A stream that broke off leaves half a line: the error names it.
      if (input_.error() && input_.at_end()) return finish(error);
      if (trim(json_).empty()) continue;
      return parse(story, error, line);
    }
  }
};

// Cuts a document into its elements by brackets and strings, so that one malformed element costs only itself.
class JsonReader final : public JsonStories {
 public:
  using JsonStories::JsonStories;

 protected:
  ReadOutcome read(Story& story, Error& error) override {
    if (ended_) return finish(error);
    if (!skip_separators()) {
      ended_ = true;
      if (in_array_ && !input_.error()) {
        return bad(error, ErrorCode::kFormat, "malformed JSON: the array is not closed", input_.line());
      }
      return finish(error);
    }
    if (ended_) return finish(error);
    const std::uint64_t line = input_.line();
    switch (take_value()) {
      case Cut::kWhole: return parse(story, error, line);
      case Cut::kTooLong: return bad(error, ErrorCode::kLimit, limit_message("the element"), line);
      case Cut::kBrokenOff: break;
    }
    ended_ = true;
    if (input_.error()) return finish(error);
    return bad(error, ErrorCode::kFormat, "malformed JSON: the element that begins here is not closed", line);
  }

 private:
  enum class Cut : unsigned char { kWhole, kTooLong, kBrokenOff };

  // To the first byte of the next element. False at the end of the input; sets ended_ after the array's bracket.
  bool skip_separators() {
    for (;;) {
      const std::string_view bytes = input_.peek(1);
      if (bytes.empty()) return false;
      std::size_t i = 0;
      while (i < bytes.size() && (is_json_space(bytes[i]) || bytes[i] == ',')) ++i;
      input_.consume(i);
      if (i == bytes.size()) continue;
      const char c = input_.peek(1)[0];
      if (c == '[' && !started_) {
        in_array_ = true;
      } else if (c == ']') {
        // Several arrays may follow one another.
        in_array_ = false;
        started_ = false;
        input_.consume(1);
        continue;
      } else {
        started_ = true;
        return true;
      }
      started_ = true;
      input_.consume(1);
    }
  }

  Cut take_value() {
    json_.clear();
    int depth = 0;
    bool in_string = false;
    bool escaped = false;
    bool too_long = false;
    bool scalar = false;
    for (;;) {
      const std::string_view bytes = input_.peek(1);
      if (bytes.empty()) return scalar && !in_string && depth == 0 ? Cut::kWhole : Cut::kBrokenOff;
      std::size_t i = 0;
      bool complete = false;
      for (; i < bytes.size() && !complete; ++i) {
        const char c = bytes[i];
        if (in_string) {
          if (escaped) {
            escaped = false;
          } else if (c == '\\') {
            escaped = true;
          } else if (c == '"') {
            in_string = false;
          }
          continue;
        }
        if (c == '"') {
          in_string = true;
          if (depth == 0) scalar = true;
        } else if (c == '{' || c == '[') {
          ++depth;
        } else if (c == '}' || c == ']') {
          if (depth == 0) {  // closes the array around a scalar, or a stray bracket
            if (i == 0 && json_.empty()) ++i;
            break;
          }
          complete = --depth == 0;
        } else if (depth == 0) {
          if (c == ',' || (is_json_space(c) && scalar)) break;
          scalar = true;
        }
      }
      const bool cut = complete || i < bytes.size();
      if (!too_long && json_.size() + i > options_.max_story_bytes) {
        too_long = true;
        json_.clear();
        json_.shrink_to_fit();
      }
      if (!too_long) json_.append(bytes.substr(0, i));
      input_.consume(i);
      if (cut) return too_long ? Cut::kTooLong : Cut::kWhole;
    }
  }

  bool started_ = false;
  bool in_array_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<StoryReader> make_jsonl_reader(OpenStream stream) {
  return std::make_unique<JsonlReader>(std::move(stream));
}
std::unique_ptr<StoryReader> make_json_reader(OpenStream stream) {
  return std::make_unique<JsonReader>(std::move(stream));
}

}  // namespace dragoman
