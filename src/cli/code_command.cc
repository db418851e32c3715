// SPDX-License-Identifier: Apache-2.0
// dragoman code: stories in, event records out.
#include <sys/ioctl.h>
#include <unistd.h>

#include <vector>

#include "cli/commands.h"
#include "cli/session.h"
#include "coding/resources.h"
#include "output/record_writer.h"

namespace dragoman {
namespace {

constexpr std::size_t kFlushBytes = std::size_t{1} << 20;

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

struct Worker {
  StoryCoder::ScratchPtr scratch;
  std::vector<EventRecord> records;
};

}  // namespace

int run_code(const Options& options) {
  Messages messages(options);
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  const bool terminal = output->is_terminal();
  OutputFormat format = terminal ? OutputFormat::kTable : OutputFormat::kJsonl;
  if (!options.to.empty()) {
    const auto chosen = parse_output_format(options.to);
    if (!chosen) {
      messages.error("--to '" + options.to + "' is none of " + std::string(output_format_names()));
      return kExitUsage;
    }
    format = *chosen;
  }
  const auto resources = load_session(options, messages);
  if (!resources) return messages.status();

  WriterOptions writer_options;
  writer_options.colour = wants_color(options, terminal);
  writer_options.width = terminal ? terminal_width() : 100;
  writer_options.ontology = &resources->knowledge->ontology();
  const std::unique_ptr<RecordWriter> writer = make_record_writer(format, writer_options);
  const StoryCoder coder(resources->view(), options.coding());
  std::vector<Worker> workers(jobs_of(options));
  for (Worker& worker : workers) worker.scratch = coder.make_scratch();

  std::string pending;
  writer->begin(pending);
  bool first = true;
  bool open = true;
  run_stories(
      options, messages,
      [&](unsigned id, StorySlot& slot) {
        Worker& worker = workers[id];
        coder.code(slot.story, *worker.scratch, worker.records);
        writer->story(slot.story, worker.records, slot.out);
      },
      [&](StorySlot& slot) {
        if (slot.out.empty()) return true;
        if (!first) pending += writer->between();
        first = false;
        pending += slot.out;
        // Records show up at once on a terminal or in a pipe that is watched; files are written in large pieces.
        if (pending.size() < kFlushBytes && !terminal) return true;
        open = output->write(pending);
        pending.clear();
        return open;
      });
  writer->end(pending);
  if (open) output->write(pending);
  if (const Status status = output->finish(); !status) messages.error(status.error());
  return messages.status();
}

}  // namespace dragoman
