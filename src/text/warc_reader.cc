// SPDX-License-Identifier: Apache-2.0
// WARC (ISO 28500): each successful HTML response is a story, and each text record of a WET file.
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/utf8.h"
#include "text/byte_source.h"
#include "text/decode.h"
#include "text/format_reader.h"
#include "text/page_story.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxHeaderLine = std::size_t{64} << 10;
constexpr std::size_t kMaxHeaderLines = 1000;

struct Header {
  std::string type, content_type, uri, date;
  std::uint64_t length = 0;
  bool has_length = false;
};

std::string_view field_value(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':' || !starts_with_ignore_case(line, name)) return {};
  return trim(line.substr(name.size() + 1));
}

// Undoes "Transfer-Encoding: chunked". False when the body is not chunked after all, as many archives store it.
bool dechunk(std::string_view body, std::string& out) {
  out.clear();
  while (!body.empty()) {
    std::uint64_t size = 0;
    const auto parsed = std::from_chars(body.data(), body.data() + std::min<std::size_t>(body.size(), 15), size, 16);
    if (parsed.ec != std::errc()) return false;
    const std::size_t line_end = body.find('\n');
    if (line_end == std::string_view::npos || line_end > 1024) return false;
    body.remove_prefix(line_end + 1);
    if (size == 0) return true;
    const std::size_t take = static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size()));
    out.append(body.substr(0, take));
    body.remove_prefix(take);
    if (body.starts_with("\r\n")) {
      body.remove_prefix(2);
    } else if (body.starts_with("\n")) {
      body.remove_prefix(1);
    }
  }
  return !out.empty();
}

class WarcReader final : public FormatReader {
 public:
  using FormatReader::FormatReader;

 protected:
  ReadOutcome read(Story& story, Error& error) override {
    if (ended_) return finish(error);
    for (;;) {
      const Start start = find_record();
      if (start == Start::kEnd) {
        ended_ = true;
        return finish(error);
      }
      const std::uint64_t line = input_.line() - 1;
      if (start == Start::kLost) {
        return bad(error, ErrorCode::kFormat, "no WARC record begins here; skipped to the next one", lost_line_);
      }
      Header header;
      if (!read_header(header) || !header.has_length) {
        if (input_.error() || input_.at_end()) {
          ended_ = true;
          if (input_.error()) return finish(error);
        }
        return bad(error, ErrorCode::kFormat, "malformed WARC header: no Content-Length", line);
      }
      const bool http = starts_with_ignore_case(header.content_type, "application/http");
      const bool plain = starts_with_ignore_case(header.content_type, "text/plain");
      const bool html = starts_with_ignore_case(header.content_type, "text/html") ||
                        starts_with_ignore_case(header.content_type, "application/xhtml");
      const bool wanted = (header.type == "response" && (http || html)) || (header.type == "resource" && (html || plain)) ||
                          (header.type == "conversion" && plain);
      if (!wanted) {
        input_.skip(header.length);
        continue;
      }
      if (header.length > options_.max_story_bytes) {
        input_.skip(header.length);
        return bad(error, ErrorCode::kLimit, limit_message("the record"), line);
      }
      if (!read_body(header.length)) {
        ended_ = true;
        if (input_.error()) return finish(error);
        return bad(error, ErrorCode::kCorrupt, "the record breaks off (truncated file?)", line);
      }
      std::optional<Date> crawled;
      if (header.date.size() >= 10) crawled = parse_iso_date(std::string_view(header.date).substr(0, 10));
      clear_story(story);
      if (plain) {
        story.replaced_bytes = decode_text(body_, story.text).replaced;
        if (trim(story.text).empty()) continue;
        story.line = line;
        if (header.uri.starts_with("http")) story.url = header.uri;
        if (story.url) set_field(story.source, host_of(*story.url));
        settle_story(story, options_.default_date);
        if (!story.date) story.date = crawled;
        return ReadOutcome::kStory;
      }
      std::string problem;
      std::string charset;
      std::string_view page = body_;
      if (http && !http_page(page, charset, problem)) {
        if (!problem.empty()) return bad(error, ErrorCode::kFormat, std::move(problem), line);
        continue;
      }
      if (page.empty() || binary_kind(page)) continue;
      story.line = line;
      if (header.uri.empty()) header.uri = "-";  // tells complete_story that the page is one of many
      if (defer_page(page, charset, header.uri, crawled)) return ReadOutcome::kStory;
      // Without a pipeline the page is extracted right here, in the same way.
      local_.is_page = true;
      local_.page.assign(page);
      local_.charset = charset;
      local_.uri = header.uri;
      local_.default_date = options_.default_date;
      local_.crawl_date = crawled;
      std::swap(local_.story, story);
      const ReadOutcome outcome = complete_story(local_, error);
      std::swap(local_.story, story);
      if (outcome == ReadOutcome::kStory) return outcome;
    }
  }

 private:
  enum class Start : unsigned char { kRecord, kLost, kEnd };

  // To the line after "WARC/1.x". kLost: something else came first and was skipped (the record is read by the next call).
  Start find_record() {
    if (at_record_) {
      at_record_ = false;
      return Start::kRecord;
    }
    bool lost = false;
    for (;;) {
      const std::uint64_t line = input_.line();
      const InputStream::Line got = input_.read_line(line_, kMaxHeaderLine);
      if (got == InputStream::Line::kEnd) return lost ? Start::kLost : Start::kEnd;
      if (got == InputStream::Line::kLine && line_.starts_with("WARC/")) {
        at_record_ = lost;
        return lost ? Start::kLost : Start::kRecord;
      }
      if (got == InputStream::Line::kLine && trim(line_).empty()) continue;
      if (!lost) lost_line_ = line;
      lost = true;
    }
  }

  bool read_header(Header& header) {
    for (std::size_t lines = 0; lines < kMaxHeaderLines; ++lines) {
      if (input_.read_line(line_, kMaxHeaderLine) == InputStream::Line::kEnd) return false;
      const std::string_view line = trim(line_);
      if (line.empty()) return true;
      if (const auto value = field_value(line, "WARC-Type"); !value.empty()) header.type = value;
      if (const auto value = field_value(line, "Content-Type"); !value.empty()) header.content_type = value;
      if (const auto value = field_value(line, "WARC-Date"); !value.empty()) header.date = value;
      if (auto value = field_value(line, "WARC-Target-URI"); !value.empty()) {
        if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
        header.uri = value;
      }
      if (const auto value = field_value(line, "Content-Length"); !value.empty()) {
        const auto parsed = std::from_chars(value.data(), value.data() + value.size(), header.length);
        header.has_length = parsed.ec == std::errc();
      }
    }
    return false;
  }

  bool read_body(std::uint64_t length) {
    body_.clear();
    while (body_.size() < length) {
      const std::string_view bytes = input_.peek(1);
      if (bytes.empty()) return false;
      const std::size_t take = std::min<std::size_t>(bytes.size(), length - body_.size());
      body_.append(bytes.substr(0, take));
      input_.consume(take);
    }
    return true;
  }

  // `page` is an HTTP response (status line, headers, payload) and becomes its payload. False when it is no HTML page, or
  // `problem` says why it cannot be read.
  bool http_page(std::string_view& page, std::string& charset, std::string& problem) {
    std::string_view rest = page;
    const auto next_line = [&rest] {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      return line;
    };
    const std::string_view status = next_line();
    const std::size_t space = status.find(' ');
    if (!status.starts_with("HTTP/") || space == std::string_view::npos || status.substr(space + 1, 1) != "2") return false;
    std::string content_type;
    std::string content_encoding;
    bool chunked = false;
    while (!rest.empty()) {
      const std::string_view line = next_line();
      if (line.empty()) break;
      if (const auto value = field_value(line, "Content-Type"); !value.empty()) content_type = value;
      if (const auto value = field_value(line, "Content-Encoding"); !value.empty()) content_encoding = value;
      if (const auto value = field_value(line, "Transfer-Encoding"); !value.empty()) {
        chunked = find_ignore_case(value, "chunked") != std::string_view::npos;
      }
    }
    const bool html = find_ignore_case(content_type, "html") != std::string_view::npos ||
                      (content_type.empty() && detect_input_format(rest.substr(0, 4096)) == InputFormat::kHtml);
    if (!html) return false;
    if (chunked && dechunk(rest, unchunked_)) rest = unchunked_;
    if (find_ignore_case(content_encoding, "gzip") != std::string_view::npos &&
        detect_compression(rest) == Compression::kGzip) {
      if (!unpack(rest, Compression::kGzip, unpacked_, problem)) return false;
      rest = unpacked_;
    } else if (detect_compression(rest) == Compression::kZstd) {
      if (!unpack(rest, Compression::kZstd, unpacked_, problem)) return false;
      rest = unpacked_;
    } else if (binary_kind(rest) && find_ignore_case(content_encoding, "br") != std::string_view::npos) {
      problem = "the page is stored with content encoding \"" + content_encoding + "\", which is not read";
      return false;
    }
    charset = declared_charset(content_type);
    page = rest;
    return true;
  }

  bool unpack(std::string_view bytes, Compression compression, std::string& out, std::string& problem) const {
    InputStream stream(decompress_source(memory_source(bytes), compression));
    if (!stream.read_all(out, options_.max_story_bytes)) {
      problem = limit_message("the unpacked page");
      return false;
    }
    if (stream.error() && out.empty()) {
      problem = stream.error()->message;
      return false;
    }
    return true;
  }

  bool ended_ = false;
  bool at_record_ = false;
  std::uint64_t lost_line_ = 0;
  std::string line_;
  std::string body_;
  std::string unchunked_;
  std::string unpacked_;
  RawStory local_;
};

}  // namespace

std::unique_ptr<StoryReader> make_warc_reader(OpenStream stream) {
  return std::make_unique<WarcReader>(std::move(stream));
}

}  // namespace dragoman
