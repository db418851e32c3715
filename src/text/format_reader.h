// SPDX-License-Identifier: Apache-2.0
// What the readers of single formats share. Internal to src/text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "text/input_stream.h"
#include "text/story_reader.h"

namespace dragoman {

/// One open, decompressed stream.
struct OpenStream {
  InputStream input;
  std::string name;  ///< path, empty for standard input
  ReaderOptions options;
};

/// Base of the readers of one stream. next() calls read(), then completes the story: path, default date, id.
class FormatReader : public StoryReader {
 public:
  explicit FormatReader(OpenStream stream)
      : input_(std::move(stream.input)), name_(std::move(stream.name)), options_(stream.options) {}
  ReadOutcome next(Story& story, Error& error) final;
  ReadOutcome next_raw(RawStory& raw, Error& error) final;

 protected:
  /// Hands over a page instead of extracting it now, when the caller wants it raw. read() then returns kStory at once.
  bool defer_page(std::string_view page, std::string_view charset, std::string_view uri, std::optional<Date> crawl_date);

  virtual ReadOutcome read(Story& story, Error& error) = 0;

  /// Fills `error` with this stream's name and returns kBad.
  ReadOutcome bad(Error& error, ErrorCode code, std::string message, std::uint64_t line) const;
  /// The end of the stream: its read error once, as a bad item, then kEnd.
  ReadOutcome finish(Error& error);
  /// Sets the date from a field; text that is no date is remembered and reported before the story.
  void set_date(Story& story, std::string_view field);
  /// "larger than the limit of 64 MiB" for this stream's options.
  [[nodiscard]] std::string limit_message(std::string_view what) const;

  InputStream input_;
  std::string name_;
  ReaderOptions options_;

 private:
  RawStory* raw_ = nullptr;  ///< set during next_raw
  bool end_reported_ = false;
  bool story_pending_ = false;  ///< pending_ is delivered by the next call
  Story pending_;
  std::string bad_date_;
};

/// Empties a story for refilling; keeps the buffer of its text.
void clear_story(Story& story);
/// nullopt for an empty field.
void set_field(std::optional<std::string>& field, std::string_view value);

std::unique_ptr<StoryReader> make_text_reader(OpenStream stream);
std::unique_ptr<StoryReader> make_jsonl_reader(OpenStream stream);
std::unique_ptr<StoryReader> make_json_reader(OpenStream stream);
std::unique_ptr<StoryReader> make_table_reader(OpenStream stream, char delimiter);
std::unique_ptr<StoryReader> make_html_reader(OpenStream stream);
std::unique_ptr<StoryReader> make_feed_reader(OpenStream stream);
std::unique_ptr<StoryReader> make_warc_reader(OpenStream stream);
std::unique_ptr<StoryReader> make_petrarch_reader(OpenStream stream);

}  // namespace dragoman
