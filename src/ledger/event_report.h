// SPDX-License-Identifier: Apache-2.0
// An event as its reports tell it: who, when and where most of them say, how many and which sources, and in what they
// contradict each other.
#pragma once

#include <string>
#include <vector>

#include "ledger/record_reader.h"
#include "ledger/store.h"

namespace dragoman {

struct EventSummary {
  EventRecord lead;           ///< what most of the records say; of equals the first
  std::size_t lead_member = 0;  ///< which member that is
  std::int64_t reports = 0;   ///< stories
  std::int64_t tellings = 0;  ///< stories, near-duplicates taken as one
  std::vector<std::string> sources;  ///< in order of their first report
  std::string first_seen;     ///< date of the first report
  double agreement = 1;       ///< share of the records that say the same of type, parties and place as far as they say anything
  std::vector<std::string> contradictions;  ///< in words, with who says what
};

class EventSummarizer {
 public:
  Result<EventSummary> summarize(const StoredEvent& event);
  /// One object of JSON, without a line end.
  Result<std::string> json(const StoredEvent& event);
  /// One line for a terminal, and one for each contradiction.
  Result<std::string> row(const StoredEvent& event);

 private:
  RecordReader reader_;
  std::vector<EventRecord> records_;
};

}  // namespace dragoman
