// SPDX-License-Identifier: Apache-2.0
// How a ledger grows: ledger_growth SOURCE.ledger NEW.ledger RECORDS
// Adds the stories of a ledger, coded already, to a new one; then again with other ids and 29 weeks later, until it has so
// many records. What writing costs and how large the file is, at 10,000, 30,000, 100,000, ... records.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "base/date.h"
#include "ledger/record_reader.h"
#include "ledger/sqlite_store.h"
#include "output/record_writer.h"

namespace {

using namespace dragoman;

constexpr int kDays = 29 * 7;
constexpr int kBatch = 1024;

std::string moved(const std::string& iso, int days) {
  const auto date = parse_iso_date(iso);
  return date ? to_iso(add_days(*date, days)) : iso;
}

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("ledger_growth SOURCE.ledger NEW.ledger RECORDS\n", stderr);
    return 2;
  }
  auto source = SqliteStore::open(argv[1], SqliteStore::Mode::kRead);
  if (!source) return fail(source.error());
  auto opened = SqliteStore::open(argv[2], SqliteStore::Mode::kCreate);
  if (!opened) return fail(opened.error());
  SqliteStore& store = **opened;
  if (const Status status = store.begin_bulk(); !status) return fail(status.error());
  auto look = Database::open(argv[2], Database::Mode::kRead);
  if (!look) return fail(look.error());
  const auto extent = (*source)->extent();
  if (!extent) return fail(extent.error());
  const std::int64_t wanted = std::strtoll(argv[3], nullptr, 10);
  std::int64_t records = 0, stories = 0, next = 10000, before = 0;
  double seconds = 0;  // of writing
  double segment = 0;
  std::printf("   records    stories  ms a record here     bytes  bytes a record\n");
  RecordReader reader;
  for (int round = 0; records < wanted; ++round) {
    for (std::int64_t key = 1; key <= extent->stories && records < wanted; ++key) {
      auto story = (*source)->story(key);
      auto kept = (*source)->records_of(key);
      if (!story || !kept) continue;
      const std::string suffix = round == 0 ? "" : "-" + std::to_string(round);
      story->id += suffix;
      if (story->date) story->date = add_days(*story->date, round * kDays);
      std::vector<EventRecord> list(kept->size());
      std::vector<std::string> json(kept->size());
      std::vector<std::string_view> views;
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (const Status status = reader.read((*kept)[i].json, list[i]); !status) return fail(status.error());
        EventRecord& record = list[i];
        record.id += suffix;
        record.story.id += suffix;
        if (record.story.date) record.story.date = moved(*record.story.date, round * kDays);
        record.date.start = moved(record.date.start, round * kDays);
        record.date.end = moved(record.date.end, round * kDays);
        append_record_json(record, json[i]);
        views.emplace_back(json[i]);
      }
      const auto start = std::chrono::steady_clock::now();
      if (stories % kBatch == 0) {
        if (const Status status = store.begin(); !status) return fail(status.error());
      }
      const auto added = store.add({*story, story_hash(*story), "bench", list, views});
      if (!added) return fail(added.error());
      if (++stories % kBatch == 0) {
        if (const Status status = store.commit(); !status) return fail(status.error());
      }
      const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      seconds += took;
      segment += took;
      records += static_cast<std::int64_t>(list.size());
      if (records >= next || records >= wanted) {
        // Of what is committed; the log, which is as long as a checkpoint lets it become, is not counted.
        const auto size = look->integer("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
        const std::int64_t bytes = size ? *size : 0;
        std::printf("%10lld %10lld %17.3f %9.1f MB %10lld\n", static_cast<long long>(records), static_cast<long long>(stories),
                    1000 * segment / static_cast<double>(records - before), static_cast<double>(bytes) / 1e6, static_cast<long long>(bytes / records));
        std::fflush(stdout);
        before = records;
        segment = 0;
        while (next <= records) next = next % 3 == 0 ? next / 3 * 10 : next * 3;
      }
    }
  }
  if (stories % kBatch != 0) {
    if (const Status status = store.commit(); !status) return fail(status.error());
  }
  if (const Status status = store.finish_bulk(); !status) return fail(status.error());
  std::printf("%.1f s of writing\n", seconds);
  return 0;
}
