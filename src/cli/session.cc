// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "base/date.h"
#include "base/ordered_pipeline.h"
#include "text/story_reader.h"

namespace dragoman {
namespace {

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

bool has_file(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

/// Control characters of a hostile file name or text must not reach the terminal.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (u < 0x20 || u == 0x7f) out += c == '\n' ? ' ' : '?';
    else out += c;
  }
  return out;
}

}  // namespace

void Messages::error(const Error& error) { this->error(error.to_string()); }

void Messages::error(std::string_view text) {
  ++errors_;
  if (!quiet_) std::fprintf(stderr, "dragoman: %s\n", printable(text).c_str());
}

void Messages::note(std::string_view text) const {
  if (verbose_ && !quiet_) std::fprintf(stderr, "dragoman: %s\n", printable(text).c_str());
}

Progress::Progress(const Options& options, std::string_view what)
    : on_(!options.quiet && isatty(STDERR_FILENO) != 0), what_(what), started_(seconds_now()), drawn_(started_) {}

Progress::~Progress() {
  if (on_ && drawn_ > started_) draw(true);
}

void Progress::add(std::uint64_t stories, std::uint64_t bytes) {
  stories_ += stories;
  bytes_ += bytes;
  if (!on_) return;
  const double now = seconds_now();
  if (now - drawn_ < 0.2) return;
  drawn_ = now;
  draw(false);
}

void Progress::draw(bool last) {
  const double elapsed = seconds_now() - started_;
  std::fprintf(stderr, "\r%s: %llu stories, %.1f MB, %.0f stories/s\033[K%s", what_.c_str(), static_cast<unsigned long long>(stories_),
               static_cast<double>(bytes_) / 1e6, elapsed > 0 ? static_cast<double>(stories_) / elapsed : 0.0, last ? "\n" : "");
}

Result<std::string> find_data_directory(const Options& options) {
  std::vector<std::string> places;
  if (!options.data_directory.empty()) {
    places.push_back(options.data_directory);
  } else {
    if (const char* set = std::getenv("DRAGOMAN_DATA")) places.emplace_back(set);
    char buffer[4096];
    const ssize_t size = readlink("/proc/self/exe", buffer, sizeof buffer - 1);
    if (size > 0) {
      const std::string exe(buffer, static_cast<std::size_t>(size));
      const std::string folder = exe.substr(0, exe.rfind('/'));
      places.push_back(folder);
      places.push_back(folder + "/../share/dragoman");
    }
  }
  for (const std::string& place : places) {
    if (has_file(place + "/" + std::string(kModelFile))) return place;
  }
  std::string looked;
  for (const std::string& place : places) (looked += looked.empty() ? "" : ", ") += place;
  return Error{ErrorCode::kNotFound, "no language model '" + std::string(kModelFile) + "' in " + looked + "; build the program with ./run or name the directory with --data", {}, 0};
}

std::unique_ptr<const Resources> load_session(const Options& options, Messages& messages) {
  const auto directory = find_data_directory(options);
  if (!directory) {
    messages.error(directory.error());
    return nullptr;
  }
  messages.note("data directory " + *directory);
  auto resources = load_resources(*directory, options.layers());
  if (!resources) {
    messages.error(resources.error());
    return nullptr;
  }
  return std::make_unique<const Resources>(std::move(resources).value());
}

Result<Output> Output::open(const Options& options) {
  if (options.output.empty() || options.output == "-") return Output(STDOUT_FILENO, "standard output", false);
  const int fd = ::open(options.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(errno), options.output, 0};
  return Output(fd, options.output, true);
}

Output::Output(Output&& other) noexcept : fd_(other.fd_), name_(std::move(other.name_)), own_(other.own_), closed_pipe_(other.closed_pipe_), failure_(other.failure_) {
  other.own_ = false;
}

Output::~Output() {
  if (own_) ::close(fd_);
}

bool Output::write(std::string_view bytes) {
  while (!bytes.empty() && !closed_pipe_ && failure_ == 0) {
    const ssize_t done = ::write(fd_, bytes.data(), bytes.size());
    if (done >= 0) bytes.remove_prefix(static_cast<std::size_t>(done));
    else if (errno == EINTR || errno == EAGAIN) continue;
    else if (errno == EPIPE) closed_pipe_ = true;
    else failure_ = errno;
  }
  return !closed_pipe_ && failure_ == 0;
}

Status Output::finish() {
  if (own_ && failure_ == 0 && ::fsync(fd_) != 0 && errno != EINVAL && errno != EROFS) failure_ = errno;
  if (failure_ != 0) return Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(failure_), name_, 0};
  return {};
}

bool Output::is_terminal() const { return isatty(fd_) != 0; }

bool wants_color(const Options& options, bool terminal) {
  if (options.color == "always") return true;
  if (options.color == "never") return false;
  return terminal && std::getenv("NO_COLOR") == nullptr;
}

unsigned jobs_of(const Options& options) { return options.jobs > 0 ? options.jobs : default_jobs(); }

void run_stories(const Options& options, Messages& messages, const std::function<void(unsigned, StorySlot&)>& work,
                 const std::function<bool(StorySlot&)>& consume, std::size_t ahead) {
  ReaderOptions reader_options;
  reader_options.format = parse_input_format(options.from).value_or(InputFormat::kAuto);
  reader_options.default_date = parse_iso_date(options.date);
  std::vector<std::string> paths = options.paths;
  if (paths.empty()) paths.emplace_back("-");
  const std::unique_ptr<StoryReader> reader = open_stories(std::move(paths), reader_options);
  Progress progress(options, "coding");
  const unsigned jobs = jobs_of(options);
  run_ordered<StorySlot>(
      jobs, jobs * ahead,
      [&](StorySlot& slot) {
        slot.out.clear();
        const ReadOutcome outcome = reader->next_raw(slot.raw, slot.error);
        slot.bad = outcome == ReadOutcome::kBad;
        return outcome != ReadOutcome::kEnd;
      },
      [&](unsigned worker, StorySlot& slot) {
        if (slot.bad) return;
        // Web pages are extracted here, on all threads; one without text is passed over.
        const ReadOutcome outcome = complete_story(slot.raw, slot.error);
        std::swap(slot.story, slot.raw.story);
        slot.bad = outcome == ReadOutcome::kBad;
        if (outcome == ReadOutcome::kStory) work(worker, slot);
      },
      [&](StorySlot& slot) {
        if (slot.bad) {
          messages.error(slot.error);
          return true;
        }
        progress.add(1, slot.story.text.size());
        return consume(slot);
      });
}

}  // namespace dragoman
