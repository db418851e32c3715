// SPDX-License-Identifier: Apache-2.0
// dragoman timeline: the course of a conflict at a glance.
#include "cli/commands.h"
#include "cli/ledger_options.h"
#include "cli/session.h"
#include "ledger/record_reader.h"
#include "ledger/sqlite_store.h"
#include "ledger/timeline.h"

namespace dragoman {
namespace {

/// Feeds the filtered records to `add` and writes what `format` makes of them (given whether colour is wanted).
template <typename Add, typename Format>
int run_report(const Options& options, const RecordFilter& filter, Add add, Format format) {
  Messages messages(options);
  auto store = SqliteStore::open(options.ledger.file, SqliteStore::Mode::kRead);
  if (!store) {
    messages.error(store.error());
    return messages.status();
  }
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  RecordReader reader;
  EventRecord record;
  Status read;
  const Status status = (*store)->query(filter, false, [&](const StoredRecord& stored) {
    read = reader.read(stored.json, record);
    if (read) add(record, stored.reports);
    return read.ok();
  });
  if (!status) messages.error(status.error());
  else if (!read) messages.error(read.error());
  else output->write(format(wants_color(options, output->is_terminal())));
  if (const Status finished = output->finish(); !finished) messages.error(finished.error());
  return messages.status();
}

}  // namespace

int run_timeline(const Options& options) {
  auto filter = filter_of(options.ledger);
  if (!filter) {
    Messages(options).error(filter.error());
    return kExitUsage;
  }
  filter->one_per_event = true;
  filter->without_background = true;  // what is told of years ago has no day
  Timeline timeline;
  return run_report(options, *filter, [&](const EventRecord& record, std::int64_t reports) { timeline.add(record, reports); },
                    [&](bool colour) { return timeline.format(colour); });
}

}  // namespace dragoman
