// SPDX-License-Identifier: Apache-2.0
// Pairs of records of a ledger that may be the same event, for bench/fit_match.py: event_pairs LEDGER
// A line each, separated by tabs: both records, the match score and the terms that it is made of.
#include <cstdio>
#include <map>
#include <set>
#include <vector>

#include "ledger/event_match.h"
#include "ledger/sqlite.h"

int main(int argc, char** argv) {
  using namespace dragoman;
  if (argc != 2) {
    std::fputs("event_pairs LEDGER\n", stderr);
    return 2;
  }
  auto database = Database::open(argv[1], Database::Mode::kRead);
  if (!database) {
    std::fprintf(stderr, "%s\n", database.error().message.c_str());
    return 1;
  }
  auto rows = database->prepare("SELECT record, features FROM event_features ORDER BY record");
  if (!rows) return 1;
  std::vector<std::pair<std::int64_t, EventFeatures>> records;
  std::multimap<std::int64_t, std::size_t> by_key;
  for (;;) {
    const auto more = rows->step();
    if (!more) return 1;
    if (!*more) break;
    EventFeatures features;
    if (!read_features(rows->blob(1), features)) return 1;
    std::set<std::size_t> earlier;
    for (const std::int64_t key : neighbour_keys(features)) {
      const auto [first, last] = by_key.equal_range(key);
      for (auto at = first; at != last; ++at) earlier.insert(at->second);
    }
    for (const std::size_t other : earlier) {
      const EventFeatures& before = records[other].second;
      if (incompatible(features, before)) continue;
      std::printf("%lld\t%lld\t%.4f", static_cast<long long>(records[other].first), static_cast<long long>(rows->integer(0)), match_score(features, before));
      for (const double term : match_terms(features, before)) std::printf("\t%.4g", term);
      std::printf("\n");
    }
    for (const std::int64_t key : event_keys(features)) by_key.emplace(key, records.size());
    records.emplace_back(rows->integer(0), std::move(features));
  }
  return 0;
}
