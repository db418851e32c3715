// SPDX-License-Identifier: Apache-2.0
// What the two halves of RecordIndex share. Internal to src/ledger.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ledger/record_index.h"

namespace dragoman {

struct NewRecord {
  std::int64_t record = 0, coding = 0;
  EventType type = EventType::kAgree;
  Modality modality = Modality::kActual;
  std::string mode;
  double score = 0, confidence = 0;
  bool historical = false;
  std::int32_t first_day = 0, last_day = 0;
  bool has_place = false, located = false;
  std::string place, place_folded, place_country, admin1_folded;
  double lat = 0, lon = 0;
};

struct NewEntity {
  std::int64_t entity = 0, record = 0;
  std::string folded_name, country;
  char role = 'a';
};

struct NewCoding {
  std::int64_t coding = 0;
  std::string source;
  bool live = true;
};

struct RecordIndex::News {
  std::vector<NewCoding> codings;
  std::vector<std::int64_t> retired;
  std::vector<NewRecord> records;
  std::vector<std::pair<std::int64_t, std::int64_t>> events;  ///< record, event
  std::vector<NewEntity> entities;
  std::vector<std::pair<std::int64_t, std::string>> sectors, contexts;  ///< entity or record, name
};

}  // namespace dragoman
