// SPDX-License-Identifier: Apache-2.0
#include "text/story_reader.h"

#include <utility>

#include "base/file_walk.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "text/date_text.h"
#include "text/decode.h"
#include "text/format_reader.h"
#include "text/page_story.h"

namespace dragoman {
namespace {

constexpr std::size_t kDetectBytes = std::size_t{64} << 10;

// A reader that reports one error: a stream that is no text, or of no known format.
class RefusingReader final : public FormatReader {
 public:
  RefusingReader(OpenStream stream, ErrorCode code, std::string message)
      : FormatReader(std::move(stream)), code_(code), message_(std::move(message)) {}

 protected:
  ReadOutcome read(Story&, Error& error) override {
    if (said_) return ReadOutcome::kEnd;
    said_ = true;
    return bad(error, code_, message_, 0);
  }

 private:
  ErrorCode code_;
  std::string message_;
  bool said_ = false;
};

// Nothing to read: empty, or a read error before the first byte.
class EmptyReader final : public FormatReader {
 public:
  using FormatReader::FormatReader;

 protected:
  ReadOutcome read(Story&, Error& error) override { return finish(error); }
};

std::unique_ptr<StoryReader> make_reader(OpenStream stream) {
  // Compressed twice happens (a .gz in a .zst archive); more is a trick.
  for (int layers = 0; layers < 3; ++layers) {
    const Compression compression = detect_compression(stream.input.peek(4));
    if (compression == Compression::kNone) break;
    stream.input.wrap([&](auto source) { return decompress_source(std::move(source), compression); });
  }
  std::string_view head = stream.input.peek(kDetectBytes);
  const Encoding encoding = detect_encoding(head.substr(0, 4096));
  if (encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be) {
    stream.input.wrap([&](auto source) { return utf16_source(std::move(source), encoding == Encoding::kUtf16Be); });
    head = stream.input.peek(kDetectBytes);
  } else if (head.starts_with("\xEF\xBB\xBF")) {
    stream.input.consume(3);
    head.remove_prefix(3);
  }
  if (head.empty()) return std::make_unique<EmptyReader>(std::move(stream));

  InputFormat format = stream.options.format;
  const bool warc = format == InputFormat::kWarc || (format == InputFormat::kAuto && head.starts_with("WARC/"));
  if (!warc) {
    if (const auto kind = binary_kind(head)) {
      return std::make_unique<RefusingReader>(std::move(stream), ErrorCode::kUnsupported,
                                              "is " + std::string(*kind) + ", not text; convert it to text or HTML first");
    }
  }
  if (format == InputFormat::kAuto) format = detect_input_format(head);
  switch (format) {
    case InputFormat::kJsonl: return make_jsonl_reader(std::move(stream));
    case InputFormat::kJson: return make_json_reader(std::move(stream));
    case InputFormat::kCsv: return make_table_reader(std::move(stream), ',');
    case InputFormat::kTsv: return make_table_reader(std::move(stream), '\t');
    case InputFormat::kHtml: return make_html_reader(std::move(stream));
    case InputFormat::kFeed: return make_feed_reader(std::move(stream));
    case InputFormat::kWarc: return make_warc_reader(std::move(stream));
    case InputFormat::kPetrarch: return make_petrarch_reader(std::move(stream));
    case InputFormat::kText:
    case InputFormat::kAuto: break;
  }
  return make_text_reader(std::move(stream));
}

class PathsReader final : public StoryReader {
 public:
  PathsReader(std::vector<std::string> paths, ReaderOptions options) : walk_(std::move(paths)), options_(options) {}

  ReadOutcome next(Story& story, Error& error) override {
    return step([&](StoryReader& reader) { return reader.next(story, error); }, error);
  }
  ReadOutcome next_raw(RawStory& raw, Error& error) override {
    return step([&](StoryReader& reader) { return reader.next_raw(raw, error); }, error);
  }

 private:
  template <typename Take>
  ReadOutcome step(Take take, Error& error) {
    for (;;) {
      if (current_) {
        const ReadOutcome outcome = take(*current_);
        if (outcome != ReadOutcome::kEnd) return outcome;
        current_.reset();
      }
      std::string path;
      switch (walk_.next(path, error)) {
        case FileWalk::Step::kEnd: return ReadOutcome::kEnd;
        case FileWalk::Step::kError: return ReadOutcome::kBad;
        case FileWalk::Step::kFile: break;
      }
      if (path == "-") {
        current_ = read_stories(stdin_source(), "", options_);
        continue;
      }
      Result<std::unique_ptr<ByteSource>> source = open_file_source(path);
      if (!source) {
        error = std::move(source).error();
        return ReadOutcome::kBad;
      }
      current_ = read_stories(std::move(source).value(), path, options_);
    }
  }

  FileWalk walk_;
  ReaderOptions options_;
  std::unique_ptr<StoryReader> current_;
};

constexpr std::pair<std::string_view, InputFormat> kFormatNames[] = {
    {"auto", InputFormat::kAuto}, {"text", InputFormat::kText},   {"jsonl", InputFormat::kJsonl},
    {"json", InputFormat::kJson}, {"csv", InputFormat::kCsv},     {"tsv", InputFormat::kTsv},
    {"html", InputFormat::kHtml}, {"rss", InputFormat::kFeed},    {"atom", InputFormat::kFeed},
    {"feed", InputFormat::kFeed}, {"warc", InputFormat::kWarc},   {"petrarch", InputFormat::kPetrarch},
    {"txt", InputFormat::kText},  {"plain", InputFormat::kText},  {"ndjson", InputFormat::kJsonl}};

}  // namespace

std::optional<InputFormat> parse_input_format(std::string_view name) {
  for (const auto& [known, format] : kFormatNames) {
    if (equals_ignore_case(name, known)) return format;
  }
  return std::nullopt;
}

std::string_view input_format_name(InputFormat format) {
  for (const auto& [known, value] : kFormatNames) {
    if (value == format) return known;
  }
  return "auto";
}

std::string_view input_format_names() { return "auto, text, jsonl, json, csv, tsv, html, rss, atom, warc, petrarch"; }

std::unique_ptr<StoryReader> open_stories(std::vector<std::string> paths, ReaderOptions options) {
  return std::make_unique<PathsReader>(std::move(paths), options);
}

std::unique_ptr<StoryReader> read_stories(std::unique_ptr<ByteSource> source, std::string name, ReaderOptions options) {
  return make_reader({InputStream(std::move(source)), std::move(name), options});
}

std::string content_id(const Story& story) {
  const auto add = [](std::uint64_t hash, std::string_view field) {
    return fnv1a_64(std::string_view("\0", 1), fnv1a_64(field, hash));
  };
  std::uint64_t hash = add(kFnv1aOffset, story.text);
  hash = add(hash, story.title.value_or(""));
  hash = add(hash, story.date ? to_iso(*story.date) : "");
  hash = mix_64(add(hash, story.source.value_or("")));
  static constexpr char kHex[] = "0123456789abcdef";
  std::string id(16, '0');
  for (std::size_t i = 0; i < 16; ++i) id[15 - i] = kHex[hash >> (4 * i) & 15];
  return id;
}

void clear_story(Story& story) {
  story.id.clear();
  story.text.clear();
  story.source.reset();
  story.title.reset();
  story.url.reset();
  story.lang.reset();
  story.path.reset();
  story.date.reset();
  story.line = 0;
  story.replaced_bytes = 0;
}

void set_field(std::optional<std::string>& field, std::string_view value) {
  if (value.empty()) {
    field.reset();
  } else {
    field.emplace(value);
  }
}

ReadOutcome FormatReader::next(Story& story, Error& error) {
  if (story_pending_) {
    story_pending_ = false;
    std::swap(story, pending_);
    return ReadOutcome::kStory;
  }
  clear_story(story);
  bad_date_.clear();
  const ReadOutcome outcome = read(story, error);
  if (outcome != ReadOutcome::kStory) return outcome;
  if (!name_.empty()) story.path = name_;
  if (raw_ != nullptr && raw_->is_page) return outcome;
  settle_story(story, options_.default_date);
  if (bad_date_.empty()) return ReadOutcome::kStory;
  // The story is still worth coding: the complaint comes first, the story with the next call.
  const std::uint64_t line = story.line;
  std::swap(story, pending_);
  story_pending_ = true;
  return bad(error, ErrorCode::kFormat,
             "the date \"" + bad_date_ + "\" is not understood; write YYYY-MM-DD (the story is coded without it)", line);
}

ReadOutcome FormatReader::next_raw(RawStory& raw, Error& error) {
  raw.is_page = false;
  raw_ = &raw;
  const ReadOutcome outcome = next(raw.story, error);
  raw_ = nullptr;
  return outcome;
}

bool FormatReader::defer_page(std::string_view page, std::string_view charset, std::string_view uri,
                              std::optional<Date> crawl_date) {
  if (raw_ == nullptr) return false;
  raw_->is_page = true;
  raw_->page.assign(page);
  raw_->charset.assign(charset);
  raw_->uri.assign(uri);
  raw_->default_date = options_.default_date;
  raw_->crawl_date = crawl_date;
  return true;
}

ReadOutcome complete_story(RawStory& raw, Error& error) {
  if (!raw.is_page) return ReadOutcome::kStory;
  Story& story = raw.story;
  if (!page_to_story(raw.page, raw.charset, story)) {
    if (!raw.uri.empty()) return ReadOutcome::kEnd;  // a page of an archive: many hold no article
    error = {ErrorCode::kFormat, "no text found in this page", story.path.value_or("standard input"), story.line};
    return ReadOutcome::kBad;
  }
  if (!story.url && raw.uri.starts_with("http")) story.url = raw.uri;
  if (!story.source && !raw.uri.empty() && story.url) set_field(story.source, host_of(*story.url));
  settle_story(story, raw.default_date);
  // The day of the crawl stands in for a date only when neither the page nor the caller gives one.
  if (!story.date) story.date = raw.crawl_date;
  return ReadOutcome::kStory;
}

namespace {

// XML and HTML name code points by number, some of which are none ("&#xD800;"), and addresses come undecoded.
std::uint64_t sanitize(std::string& field) {
  if (is_valid_utf8(field)) return 0;
  std::string clean;
  const std::uint64_t replaced = append_sanitized_utf8(field, clean);
  field = std::move(clean);
  return replaced;
}

}  // namespace

void settle_story(Story& story, const std::optional<Date>& default_date) {
  story.replaced_bytes += sanitize(story.text);
  sanitize(story.id);
  for (std::optional<std::string>* field : {&story.title, &story.source, &story.url, &story.lang}) {
    if (*field) sanitize(**field);
  }
  // A title alone is coded as the text; only then.
  if (trim(story.text).empty() && story.title) story.text = *story.title;
  if (story.id.empty()) story.id = content_id(story);
  if (!story.date) story.date = default_date;
}

ReadOutcome FormatReader::bad(Error& error, ErrorCode code, std::string message, std::uint64_t line) const {
  error.code = code;
  error.message = std::move(message);
  error.file = name_.empty() ? "standard input" : name_;
  error.line = line;
  return ReadOutcome::kBad;
}

ReadOutcome FormatReader::finish(Error& error) {
  if (end_reported_ || !input_.error()) return ReadOutcome::kEnd;
  end_reported_ = true;
  return bad(error, input_.error()->code, input_.error()->message, input_.line());
}

void FormatReader::set_date(Story& story, std::string_view field) {
  field = trim(field);
  if (field.empty()) return;
  story.date = parse_date_field(field);
  if (!story.date) bad_date_ = utf8_prefix(field, 60);
}

std::string FormatReader::limit_message(std::string_view what) const {
  std::string size = options_.max_story_bytes >= (1U << 20) ? std::to_string(options_.max_story_bytes >> 20) + " MiB"
                                                            : std::to_string(options_.max_story_bytes) + " bytes";
  return std::string(what) + " is larger than the limit of " + size + " a story; skipped";
}

}  // namespace dragoman
