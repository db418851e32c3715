// SPDX-License-Identifier: Apache-2.0
// dragoman query: records out of a ledger in any output format, or counts of them.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/ledger_options.h"
#include "cli/session.h"
#include "coding/resources.h"
#include "ledger/record_reader.h"
#include "ledger/sqlite_store.h"
#include "output/record_writer.h"

namespace dragoman {
namespace {

constexpr std::size_t kFlushBytes = std::size_t{1} << 20;

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

/// A cell that keeps its line: keys come from stories.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return out;
}

void print_counts(const std::vector<CountRow>& rows, const std::string& name, bool table, Output& output) {
  char numbers[96];
  if (!table) {
    output.write(name + "\tcount\tscore_sum\tscore_mean\n");
    for (const CountRow& row : rows) {
      std::snprintf(numbers, sizeof numbers, "\t%lld\t%.1f\t%.3f\n", static_cast<long long>(row.count), row.score_sum, row.score_mean());
      output.write(cell(row.key) + numbers);
    }
    return;
  }
  std::size_t width = name.size();
  for (const CountRow& row : rows) width = std::max(width, count_code_points(row.key));
  const auto padded = [&](const std::string& text) { return text + std::string(width - std::min(width, count_code_points(text)), ' '); };
  output.write(padded(name) + "    count  score sum   mean\n");
  for (const CountRow& row : rows) {
    std::snprintf(numbers, sizeof numbers, "  %7lld  %9.1f  %5.1f\n", static_cast<long long>(row.count), row.score_sum, row.score_mean());
    output.write(padded(cell(row.key)) + numbers);
  }
}

/// Gathers the records of a story and hands them to a writer.
class StoryGroups {
 public:
  StoryGroups(SqliteStore& store, const RecordWriter& writer, bool with_text, Output& output)
      : store_(store), writer_(writer), with_text_(with_text), output_(output) {
    writer_.begin(pending_);
  }

  bool add(const StoredRecord& stored) {
    if (stored.story != story_ && !close_story()) return false;
    story_ = stored.story;
    if (stored.json.empty()) return true;
    records_.emplace_back();
    status_ = reader_.read(stored.json, records_.back());
    return status_.ok();
  }
  Status finish() {
    if (status_ && close_story()) {
      writer_.end(pending_);
      output_.write(pending_);
    }
    return status_;
  }

 private:
  bool close_story() {
    if (story_ == 0) return true;
    Story story;
    if (with_text_) {
      auto kept = store_.story(story_);
      if (!kept) {
        status_ = kept.error();
        return false;
      }
      story = std::move(kept).value();
    }
    chunk_.clear();
    writer_.story(story, records_, chunk_);
    records_.clear();
    if (chunk_.empty()) return true;
    if (!first_) pending_ += writer_.between();
    first_ = false;
    pending_ += chunk_;
    if (pending_.size() < kFlushBytes) return true;
    const bool open = output_.write(pending_);
    pending_.clear();
    return open;
  }

  SqliteStore& store_;
  const RecordWriter& writer_;
  bool with_text_;
  Output& output_;
  RecordReader reader_;
  std::vector<EventRecord> records_;
  std::string pending_, chunk_;
  std::int64_t story_ = 0;
  bool first_ = true;
  Status status_;
};

Status write_lines(SqliteStore& store, const RecordFilter& filter, Output& output) {
  std::string pending;
  bool open = true;
  Status status = store.query(filter, false, [&](const StoredRecord& record) {
    pending.append(record.json).append("\n");
    if (pending.size() < kFlushBytes) return true;
    open = output.write(pending);
    pending.clear();
    return open;
  });
  if (open) output.write(pending);
  return status;
}

}  // namespace

int run_query(const Options& options) {
  Messages messages(options);
  const auto filter = filter_of(options.ledger);
  if (!filter) {
    messages.error(filter.error());
    return kExitUsage;
  }
  std::optional<OutputFormat> format;
  if (!options.to.empty() && !(format = parse_output_format(options.to))) {
    messages.error("--to '" + options.to + "' is none of " + std::string(output_format_names()));
    return kExitUsage;
  }
  const auto count_by = parse_count_by(options.ledger.count_by);
  if (count_by && format && *format != OutputFormat::kTable && *format != OutputFormat::kTsv) {
    messages.error("counts are written as table or tsv");
    return kExitUsage;
  }
  auto opened = SqliteStore::open(options.ledger.file, SqliteStore::Mode::kRead);
  if (!opened) {
    messages.error(opened.error());
    return messages.status();
  }
  SqliteStore& store = **opened;
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  const bool terminal = output->is_terminal();
  if (!format) format = terminal ? OutputFormat::kTable : count_by ? OutputFormat::kTsv : OutputFormat::kJsonl;

  Status status;
  if (count_by) {
    const auto rows = store.count(*filter, *count_by);
    if (rows) print_counts(*rows, options.ledger.count_by, *format == OutputFormat::kTable, *output);
    else status = rows.error();
  } else if (*format == OutputFormat::kJsonl) {
    status = write_lines(store, *filter, *output);  // as they were written, with the coder of their time
  } else {
    std::unique_ptr<const Resources> resources;
    WriterOptions writer_options;
    writer_options.colour = wants_color(options, terminal);
    writer_options.width = terminal ? terminal_width() : 100;
    if (*format == OutputFormat::kPolecat || *format == OutputFormat::kIcews || *format == OutputFormat::kGdelt) {
      resources = load_session(options, messages);
      if (!resources) return messages.status();
      writer_options.ontology = &resources->knowledge->ontology();
    }
    const auto writer = make_record_writer(*format, writer_options);
    StoryGroups groups(store, *writer, true, *output);
    status = store.query(*filter, *format == OutputFormat::kJson, [&](const StoredRecord& record) { return groups.add(record); });
    const Status written = groups.finish();
    if (status) status = written;
  }
  if (!status) messages.error(status.error());
  if (const Status finished = output->finish(); !finished) messages.error(finished.error());
  return messages.status();
}

}  // namespace dragoman
