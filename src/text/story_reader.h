// SPDX-License-Identifier: Apache-2.0
// Reads stories from files, directories and standard input, in every format that Dragoman knows.
//
// How a path becomes stories: walk directories in name order -> open -> undo gzip and zstd -> undo UTF-16 -> refuse
// binary files -> recognise the format by content -> that format's reader. Everything streams: a reader holds one story
// (one line, one array element, one feed item, one WARC record) at a time, whatever the size of the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "text/byte_source.h"
#include "text/story.h"

namespace dragoman {

enum class InputFormat : std::uint8_t { kAuto, kText, kJsonl, kJson, kCsv, kTsv, kHtml, kFeed, kWarc, kPetrarch };

/// "text", "jsonl", "json", "csv", "tsv", "html", "rss" (also "atom", "feed"), "warc", "petrarch", "auto".
std::optional<InputFormat> parse_input_format(std::string_view name);
std::string_view input_format_name(InputFormat format);
/// All names, for help and error messages.
std::string_view input_format_names();

/// The format by content: `prefix` is the start of the decoded stream (64 KiB are looked at).
InputFormat detect_input_format(std::string_view prefix);

struct ReaderOptions {
  InputFormat format = InputFormat::kAuto;
  std::optional<Date> default_date;                 ///< for stories that state none
  std::size_t max_story_bytes = std::size_t{64} << 20;  ///< a larger story is a bad item; the rest is read
};

enum class ReadOutcome : std::uint8_t {
  kStory,  ///< the story was filled in
  kBad,    ///< the error was filled in: something could not be read; reading goes on
  kEnd,    ///< nothing is left
};

/// A story as it was cut out of the stream. Extracting the article of a web page takes far longer than reading it, so that
/// is left to complete_story(), which any thread may call; everything else comes finished.
struct RawStory {
  Story story;
  bool is_page = false;  ///< `page` has yet to become the story's text
  std::string page;
  std::string charset;   ///< as the server declared it, empty when it did not
  std::string uri;       ///< address it was fetched from, for a page that does not state its own
  std::optional<Date> default_date;
  std::optional<Date> crawl_date;
};

/// Not thread-safe. A Story's buffers are reused when the same object is passed again.
class StoryReader {
 public:
  virtual ~StoryReader() = default;
  virtual ReadOutcome next(Story& story, Error& error) = 0;
  /// The quick half of next(): kStory means that complete_story() gives the story. For pipelines that read under a lock and
  /// complete in parallel.
  virtual ReadOutcome next_raw(RawStory& raw, Error& error) = 0;
};

/// Turns raw.story into what StoryReader::next would have given. kEnd: the page holds no text and no title.
ReadOutcome complete_story(RawStory& raw, Error& error);

/// Reads paths in the given order. "-" is standard input (Story::path is null then). What cannot be opened is a bad
/// item. Hidden files in directories are left out.
std::unique_ptr<StoryReader> open_stories(std::vector<std::string> paths, ReaderOptions options);

/// Reads one stream; `name` becomes Story::path and Error::file, unless empty.
std::unique_ptr<StoryReader> read_stories(std::unique_ptr<ByteSource> source, std::string name, ReaderOptions options);

/// Completes a story whose fields are filled in: all of it valid UTF-8, the title as text when there is none, id, date.
void settle_story(Story& story, const std::optional<Date>& default_date);

/// The id of a story that has none: depends on text, title, date and source, not on where it was found.
std::string content_id(const Story& story);

}  // namespace dragoman
