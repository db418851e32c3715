// SPDX-License-Identifier: Apache-2.0
// dragoman ingest: stories are coded on all threads; one thread writes them, some hundred in a transaction.
#include <chrono>
#include <thread>
#include <vector>

#include "cli/commands.h"
#include "cli/session.h"
#include "dragoman/version.h"
#include "ledger/sqlite_store.h"
#include "output/record_writer.h"

namespace dragoman {
namespace {

// A batch is kept open for two seconds, or less when stories come fast: each one writes the pages of the
// indexes that it touches, and large ones share these.
constexpr int kMostBatchStories = 2048;
constexpr double kBatchSeconds = 2;
// Others who wait to write get their turn between two batches.
constexpr std::chrono::milliseconds kTurn{3};
// Stories that a thread may be ahead: coding goes on while a batch is written to the disk.
constexpr std::size_t kAhead = 1024;

struct Tally {
  std::int64_t added = 0, superseded = 0, recoded = 0, known = 0, records = 0;

  void count(AddOutcome outcome, std::size_t story_records) {
    switch (outcome) {
      case AddOutcome::kAdded: ++added; break;
      case AddOutcome::kSuperseded: ++superseded; break;
      case AddOutcome::kRecoded: ++recoded; break;
      case AddOutcome::kKnown: ++known; return;
    }
    records += static_cast<std::int64_t>(story_records);
  }
  void add(const Tally& other) {
    added += other.added, superseded += other.superseded, recoded += other.recoded, known += other.known, records += other.records;
  }
  [[nodiscard]] std::string to_string() const {
    return std::to_string(added) + " stories added, " + std::to_string(superseded) + " corrected, " + std::to_string(recoded) + " coded anew, " +
           std::to_string(known) + " known before; " + std::to_string(records) + " records";
  }
};

/// Puts stories into the store batch by batch. After an error nothing more is taken; what was committed stays.
class BatchWriter {
 public:
  BatchWriter(SqliteStore& store, Messages& messages, int most) : store_(store), messages_(messages), most_(most) {}

  bool add(const CodedStory& coded) {
    if (in_batch_ == 0) {
      if (const Status status = store_.begin(); !status) return fail(status.error());
      opened_ = std::chrono::steady_clock::now();
    }
    const auto outcome = store_.add(coded);
    if (!outcome) return fail(outcome.error());
    batch_.count(*outcome, coded.records.size());
    const std::chrono::duration<double> open = std::chrono::steady_clock::now() - opened_;
    return (++in_batch_ < most_ && open.count() < kBatchSeconds) || flush();
  }
  /// A story that was in the ledger before the run.
  void skip() { done_.count(AddOutcome::kKnown, 0); }
  bool flush() {
    if (failed_ || in_batch_ == 0) return !failed_;
    if (const Status status = store_.commit(); !status) return fail(status.error());
    std::this_thread::sleep_for(kTurn);
    done_.add(batch_);
    batch_ = {};
    in_batch_ = 0;
    return true;
  }
  [[nodiscard]] const Tally& done() const { return done_; }

 private:
  bool fail(const Error& error) {
    store_.rollback();
    failed_ = true;
    messages_.error(error);
    return false;
  }

  SqliteStore& store_;
  Messages& messages_;
  Tally done_, batch_;
  int most_;  ///< stories in a batch
  int in_batch_ = 0;
  std::chrono::steady_clock::time_point opened_;
  bool failed_ = false;
};

struct Worker {
  StoryCoder::ScratchPtr scratch;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

int run_ingest(const Options& options) {
  Messages messages(options);
  auto opened = SqliteStore::open(options.ledger.file, SqliteStore::Mode::kCreate);
  if (!opened) {
    messages.error(opened.error());
    return messages.status();
  }
  SqliteStore& store = **opened;
  const auto known = store.known(coder_name());
  if (!known) {
    messages.error(known.error());
    return messages.status();
  }
  const auto resources = load_session(options, messages);
  if (!resources) return messages.status();
  const StoryCoder coder(resources->view(), options.coding());
  std::vector<Worker> workers(jobs_of(options));
  for (Worker& worker : workers) worker.scratch = coder.make_scratch();

  if (const Status status = store.begin_bulk(); !status) messages.error(status.error());
  BatchWriter writer(store, messages, options.ledger.batch > 0 ? options.ledger.batch : kMostBatchStories);
  run_stories(
      options, messages,
      [&](unsigned id, StorySlot& slot) {
        // Either "=" for a story that is in the ledger already, or its hash and its records, a line each.
        const std::string hash = story_hash(slot.story);
        slot.records.clear();
        if (known->contains(hash)) {
          slot.out = "=";
          return;
        }
        coder.code(slot.story, *workers[id].scratch, slot.records);
        slot.out = hash + "\n";
        for (const EventRecord& record : slot.records) {
          append_record_json(record, slot.out);
          slot.out += '\n';
        }
      },
      [&](StorySlot& slot) {
        if (slot.out.empty()) return true;  // a page without text
        if (slot.out == "=") {
          writer.skip();
          return true;
        }
        const std::vector<std::string_view> lines = lines_of(slot.out);
        const std::span<const std::string_view> json = std::span(lines).subspan(1);
        return writer.add({slot.story, lines[0], coder_name(), slot.records, json});
      },
      kAhead);
  writer.flush();
  if (const Status status = store.finish_bulk(); !status) messages.error(status.error());
  messages.note(writer.done().to_string());
  return messages.status();
}

}  // namespace dragoman
