// SPDX-License-Identifier: Apache-2.0
// What all commands share: messages, finding the data files, reading stories on several threads.
#pragma once

#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "coding/resources.h"
#include "dragoman/record.h"
#include "dragoman/result.h"
#include "text/story_reader.h"

namespace dragoman {

/// Messages for people, on standard error; counts what went wrong.
class Messages {
 public:
  explicit Messages(const Options& options) : quiet_(options.quiet), verbose_(options.verbose) {}
  /// Something could not be read; the run goes on and ends with status 1.
  void error(const Error& error);
  void error(std::string_view text);
  void note(std::string_view text) const;     ///< with --verbose
  [[nodiscard]] int status() const { return errors_ > 0 ? kExitBadInput : kExitOk; }

 private:
  bool quiet_;
  bool verbose_;
  int errors_ = 0;
};

/// A progress line on standard error, only on a terminal and not with --quiet.
class Progress {
 public:
  Progress(const Options& options, std::string_view what);
  ~Progress();
  void add(std::uint64_t stories, std::uint64_t bytes);

 private:
  void draw(bool last);
  bool on_;
  std::string what_;
  std::uint64_t stories_ = 0;
  std::uint64_t bytes_ = 0;
  double started_ = 0;
  double drawn_ = 0;
};

/// The directory that holds model, knowledge and gazetteer: --data, $DRAGOMAN_DATA, beside the program, ../share/dragoman.
Result<std::string> find_data_directory(const Options& options);

/// Loads model, knowledge and gazetteer; says what is wrong and returns nullptr when it cannot.
std::unique_ptr<const Resources> load_session(const Options& options, Messages& messages);

/// Standard output that notices when nobody reads: a closed pipe ends the run quietly, a full disk is an error.
class Output {
 public:
  /// Opens --output, or takes standard output.
  static Result<Output> open(const Options& options);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();
  /// False when nothing more can be written.
  bool write(std::string_view bytes);
  /// Flushes; an Error when the output could not be written whole. A closed pipe is none.
  Status finish();
  [[nodiscard]] bool is_terminal() const;

 private:
  explicit Output(int fd, std::string name, bool own) : fd_(fd), name_(std::move(name)), own_(own) {}
  int fd_;
  std::string name_;
  bool own_;
  bool closed_pipe_ = false;
  int failure_ = 0;
};

/// Is colour wanted on the output (--color auto|always|never, NO_COLOR)?
bool wants_color(const Options& options, bool terminal);

/// One story on its way through the threads.
struct StorySlot {
  bool bad = false;
  Error error;
  RawStory raw;
  Story story;
  std::string out;
  std::vector<EventRecord> records;  ///< for consumers that want more than text
};

/// Reads the stories of options.paths, lets `work(worker, slot)` fill slot.out on several threads and `consume(slot)`
/// take the results in input order; consume returns false to stop. Bad items become messages. `ahead`: how many stories a
/// thread may be ahead of consume().
void run_stories(const Options& options, Messages& messages, const std::function<void(unsigned, StorySlot&)>& work,
                 const std::function<bool(StorySlot&)>& consume, std::size_t ahead = 8);

/// Threads to use.
unsigned jobs_of(const Options& options);

}  // namespace dragoman
