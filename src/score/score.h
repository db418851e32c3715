// SPDX-License-Identifier: Apache-2.0
// Scores event records against gold stories: who did what to whom, when, where, according to whom.
//
// A record can match a gold event of the same type in the same sentence. Pairs are taken greedily: first where the
// trigger overlaps the anchor, then by agreement of actors, then of fields, then by distance. Optional gold events are
// never missed, and records matched to them are left out. docs/accuracy.md explains the measures.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "dragoman/record.h"
#include "score/gold.h"

namespace dragoman {

struct Counts {
  std::int64_t tp = 0;
  std::int64_t fp = 0;
  std::int64_t fn = 0;
  [[nodiscard]] double precision() const { return tp + fp == 0 ? 0.0 : static_cast<double>(tp) / static_cast<double>(tp + fp); }
  [[nodiscard]] double recall() const { return tp + fn == 0 ? 0.0 : static_cast<double>(tp) / static_cast<double>(tp + fn); }
  [[nodiscard]] double f1() const {
    const std::int64_t all = 2 * tp + fp + fn;
    return all == 0 ? 0.0 : static_cast<double>(2 * tp) / static_cast<double>(all);
  }
};

inline constexpr std::array<std::string_view, 11> kFieldNames = {
    "mode", "mode_given", "date", "date_near", "place", "place_given", "modality", "historical", "attribution", "stance", "magnitude"};

struct FieldCount {
  std::int64_t right = 0;
  std::int64_t of = 0;
};

/// Records of one tenth of confidence: how many there are, and how many are right (optional gold events count).
struct CalibrationBin {
  std::int64_t records = 0;
  std::int64_t type_right = 0;   ///< a gold event of the type stands there
  std::int64_t dyad_right = 0;   ///< and the parties agree
  double confidence_sum = 0;
};

struct Scores {
  std::int64_t stories = 0;
  std::int64_t gold = 0;
  std::int64_t optional = 0;
  std::int64_t system = 0;
  std::int64_t left_out = 0;
  Counts detection, dyad, dyad_sector, full_record;
  std::array<FieldCount, kFieldNames.size()> fields{};
  std::array<Counts, kEventTypeCount> types{};
  std::array<CalibrationBin, 10> calibration{};
  double macro_f1 = 0;
  std::int64_t macro_over = 0;
};

/// What went wrong, for people: one line per error kind and event.
struct ScoreErrors {
  std::vector<std::string> missed, false_alarms, wrong;
};

class Scorer {
 public:
  /// Adds one story. `errors` may be null.
  void add(const GoldStory& gold, std::span<const EventRecord> records, ScoreErrors* errors = nullptr);
  /// The scores so far.
  [[nodiscard]] Scores result() const;

 private:
  Scores scores_;
};

/// The table that people read; ends with a line break.
std::string format_scores(const Scores& scores);
/// Table of confidence against what turned out right.
std::string format_calibration(const Scores& scores);
/// The same as JSON.
std::string format_scores_json(const Scores& scores);

/// A place name without case, diacritics, punctuation and leading articles; "province", "oblast" and the like become
/// one word.
std::string scored_place_name(std::string_view name);

}  // namespace dragoman
