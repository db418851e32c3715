// SPDX-License-Identifier: Apache-2.0
// Time expressions: found in the tokens, normalised as TIMEX3 does it, and resolved to civil dates.
//
//   published Wednesday 2020-09-30:
//   "on Sunday"            DATE 2020-09-27          2020-09-27
//   "since 1992"           DATE 1992                1992-01-01 to 2020-09-30, open
//   "the past three months" DURATION P3M            2020-06-30 to 2020-09-30
//   "two days ago"         DATE 2020-09-28          2020-09-28
//   "Tuesday night"        TIME 2020-09-29TNI       2020-09-29
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "dragoman/record.h"
#include "syntax/document.h"
#include "text/story.h"

namespace dragoman {

enum class TimeType : std::uint8_t { kDate, kTime, kDuration, kSet };
inline constexpr std::array<std::string_view, 4> kTimeTypeNames = {"DATE", "TIME", "DURATION", "SET"};

enum TimeFlag : std::uint16_t {
  kTimeOpenEnd = 1,    ///< "since 1992": goes on to the day of publication
  kTimeUntil = 2,      ///< "until Friday", "through May": the dates are the end of the span
  kTimeRange = 4,      ///< one of the two ends of "from May 3 to 5"; start and end are those of the whole range
  kTimeAnaphoric = 8,  ///< counted from a time mentioned before ("the next day")
  kTimeFuture = 16,    ///< a planned time, by the tense or the words
  kTimeBefore = 32,    ///< "before May 3", "ahead of Friday"
  kTimeAfter = 64,     ///< "after May 3", "from Monday"
  kTimeBy = 128,       ///< "by Friday"
  kTimeComparison = 512,  ///< "a year earlier", "the year-ago quarter": nothing is counted from it
  kTimeVague = 256,    ///< now, recently, the future: no dates but those of publication for the present
};

/// A TIMEX3 value such as "1998-W08" or "PT2H".
class TimeValue {
 public:
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }
  TimeValue& add(std::string_view text) {
    for (const char c : text) {
      if (size_ < bytes_.size()) bytes_[size_++] = c;
    }
    return *this;
  }
  TimeValue& add(std::int64_t number, int width = 1);

 private:
  std::array<char, 23> bytes_{};
  std::uint8_t size_ = 0;
};

struct TimeExpression {
  TokenRange tokens;             ///< without the preposition in front
  std::uint32_t begin_byte = 0;
  std::uint32_t end_byte = 0;
  std::uint32_t head = 0;        ///< the word that governs the others in the tree; without one, that which names the unit
  TimeType type = TimeType::kDate;
  std::uint16_t flags = 0;       ///< TimeFlag
  bool resolved = false;         ///< start, end and precision hold
  DatePrecision precision = DatePrecision::kUnknown;
  Date start;
  Date end;                      ///< inclusive
  TimeValue value;
};

/// The day that relative times are counted from: that of publication, or that of the dateline where it is a day later, as
/// east of an agency's desk.
std::optional<Date> day_of_report(const StoryLayout& layout);

/// Replaces `out` with the time expressions of the document in text order, without overlap. Works from the tokens and,
/// where they are there, the tags and the trees (tense decides between last and next Friday, a tree what verb it is of). Relative times
/// resolve against layout.published, else the dateline's date (which is also taken where it is a day later: agencies date
/// by the clock of the desk); without either they are found but not resolved.
/// Ages ("a 23-year-old") are no time expressions.
void find_times(const Document& document, const StoryLayout& layout, std::vector<TimeExpression>& out);

}  // namespace dragoman
