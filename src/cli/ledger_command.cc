// SPDX-License-Identifier: Apache-2.0
// dragoman ledger: check, stats, compact, migrate, merge, split, diff.
#include <cstdio>

#include "cli/commands.h"
#include "cli/session.h"
#include "ledger/report_text.h"
#include "ledger/sqlite_store.h"

namespace dragoman {
namespace {

void print(Output& output, const char* name, const std::string& value) {
  std::string line(name);
  line.resize(18, ' ');
  output.write(line + value + "\n");
}

int check(SqliteStore& store, const Options& options, Output& output, Messages& messages) {
  const auto problems = store.check();
  if (!problems) {
    messages.error(problems.error());
    return kExitBadInput;
  }
  for (const std::string& problem : *problems) messages.error(options.ledger.file + ": " + problem);
  if (problems->empty() && !options.quiet) output.write(options.ledger.file + ": sound\n");
  return messages.status();
}

void print_stats(const LedgerStats& stats, Output& output) {
  print(output, "schema", std::to_string(stats.schema));
  print(output, "stories", std::to_string(stats.stories) + " (and " + std::to_string(stats.superseded) + " superseded)");
  print(output, "days", stats.first_date.empty() ? "none" : stats.first_date + " to " + stats.last_date);
  print(output, "codings", std::to_string(stats.codings));
  print(output, "records", std::to_string(stats.records) + " (and " + std::to_string(stats.older_records) + " of older codings)");
  print(output, "sentences", std::to_string(stats.sentences));
  print(output, "entities", std::to_string(stats.entities));
  print(output, "with coordinates", std::to_string(stats.places));
  for (const std::string& coder : stats.coders) print(output, "coder", coder);
  const std::int64_t records = stats.records + stats.older_records;
  print(output, "bytes", std::to_string(stats.bytes) + (records > 0 ? " (" + std::to_string(stats.bytes / records) + " a record)" : ""));
}

/// A line a record that only the older ('-') or the newer coding ('+') has: sign, story, record.
void diff(SqliteStore& store, Output& output, Messages& messages) {
  const Status status = store.diff([&](char sign, std::string_view story, std::string_view json) {
    return output.write(std::string(1, sign) + '\t' + one_line(story) + '\t' + std::string(json) + '\n');
  });
  if (!status) messages.error(status.error());
}

}  // namespace

int run_ledger(const Options& options) {
  Messages messages(options);
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  const std::string& action = options.ledger.action;
  const std::size_t keys = action == "merge" ? 2 : action == "split" ? 1 : 0;
  if (options.ledger.keys.size() != keys) {
    messages.error(action == "merge" ? "merge takes the numbers of two events" : action == "split" ? "split takes the number of a record" : action + " takes no number");
    return kExitUsage;
  }
  const SqliteStore::Mode mode = action == "migrate" ? SqliteStore::Mode::kMigrate
                                 : action == "stats" || action == "diff" ? SqliteStore::Mode::kRead
                                                     : SqliteStore::Mode::kMaintain;
  auto store = SqliteStore::open(options.ledger.file, mode);
  if (!store) {
    messages.error(store.error());
    return messages.status();
  }
  if (action == "check") {
    check(**store, options, *output, messages);
  } else if (action == "stats") {
    const auto stats = (*store)->stats();
    if (stats) print_stats(*stats, *output);
    else messages.error(stats.error());
  } else if (action == "compact") {
    if (const Status status = (*store)->compact(); !status) messages.error(status.error());
  } else if (action == "merge") {
    if (const Status status = (*store)->merge_events(options.ledger.keys[0], options.ledger.keys[1]); !status) messages.error(status.error());
  } else if (action == "split") {
    if (const auto event = (*store)->split_event(options.ledger.keys[0]); !event) messages.error(event.error());
  } else if (action == "diff") {
    diff(**store, *output, messages);
  } else {
    for (const std::int64_t version : (*store)->migrated()) output->write("now at schema " + std::to_string(version) + "\n");
    if ((*store)->migrated().empty() && !options.quiet) output->write("nothing to do\n");
  }
  if (const Status status = output->finish(); !status) messages.error(status.error());
  return messages.status();
}

}  // namespace dragoman
