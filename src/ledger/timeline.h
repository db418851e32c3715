// SPDX-License-Identifier: Apache-2.0
// The course of a conflict for a terminal of 80 columns: a line a day (or month), how much conflict and cooperation was
// reported, and the most telling event.
//
//   2020-09-27    9   -71.0 ██████████│▌          ASSAULT AZEMIL > ARMPRE, Stepanakert
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "dragoman/record.h"

namespace dragoman {

class Timeline {
 public:
  /// `reports`: stories that tell of it.
  void add(const EventRecord& record, std::int64_t reports = 1);
  /// Days while these span at most a quarter, else months.
  [[nodiscard]] std::string format(bool colour) const;

 private:
  struct Row {
    std::int64_t count = 0;
    double conflict = 0;     ///< sum of the scores below zero
    double cooperation = 0;  ///< and above
    double lead_score = -1;  ///< absolute
    std::string lead;
  };
  static void merge(Row& row, const Row& other);
  std::map<std::string, Row> days_;
  std::int64_t undated_ = 0;
};

}  // namespace dragoman
