// SPDX-License-Identifier: Apache-2.0
#include "ledger/timeline.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/date.h"
#include "ledger/report_text.h"

namespace dragoman {
namespace {

constexpr int kMostDays = 92;
constexpr int kBarCells = 10;
constexpr std::size_t kLeadColumns = 33;  // 10 + 1 + 4 + 1 + 7 + 1 + 21 + 2 in front make 80

std::string describe(const EventRecord& record) {
  std::string text(kEventTypeNames[static_cast<std::size_t>(record.type)]);
  text += " " + party_codes(record.actors);
  if (!record.recipients.empty()) text += " > " + party_codes(record.recipients);
  if (record.place && !record.place->name.empty()) text += ", " + one_line(record.place->name);
  return text;
}

/// A bar of half cells towards the left or the right of the axis.
std::string bar(double size, double largest, bool left) {
  int halves = largest > 0 ? static_cast<int>(std::lround(size / largest * kBarCells * 2)) : 0;
  if (halves == 0 && size > 0) halves = 1;
  const int cells = (halves + 1) / 2;
  std::string blocks;
  if (left && halves % 2 == 1) blocks += "▐";
  for (int i = 0; i < halves / 2; ++i) blocks += "█";
  if (!left && halves % 2 == 1) blocks += "▌";
  const std::string space(static_cast<std::size_t>(kBarCells - cells), ' ');
  return left ? space + blocks : blocks + space;
}

}  // namespace

void Timeline::add(const EventRecord& record, std::int64_t reports) {
  if (record.date.start.empty()) {
    ++undated_;
    return;
  }
  Row& row = days_[record.date.start];
  Row one;
  one.count = 1;
  (record.score < 0 ? one.conflict : one.cooperation) = record.score;
  one.lead_score = std::abs(record.score);
  one.lead = describe(record);
  if (reports > 1) {
    const std::string told = " (" + std::to_string(reports) + " reports)";
    one.lead = shortened(one.lead, kLeadColumns - told.size()) + told;
  }
  merge(row, one);
}

void Timeline::merge(Row& row, const Row& other) {
  row.count += other.count;
  row.conflict += other.conflict;
  row.cooperation += other.cooperation;
  if (other.lead_score > row.lead_score) row.lead_score = other.lead_score, row.lead = other.lead;
}

std::string Timeline::format(bool colour) const {
  if (days_.empty()) return undated_ > 0 ? std::to_string(undated_) + " records without a date\n" : "no records\n";
  const auto first = parse_iso_date(days_.begin()->first);
  const auto last = parse_iso_date(days_.rbegin()->first);
  const bool by_day = !first || !last || last->days - first->days <= kMostDays;
  std::map<std::string, Row> rows;
  for (const auto& [day, row] : days_) merge(rows[by_day ? day : day.substr(0, 7)], row);
  double largest = 0;
  for (const auto& [key, row] : rows) largest = std::max({largest, -row.conflict, row.cooperation});

  std::string out = by_day ? "day       " : "month     ";
  out += "  no.   score   conflict│cooperation  most telling\n";
  for (const auto& [key, row] : rows) {
    char numbers[64];
    std::snprintf(numbers, sizeof numbers, " %4lld %7.1f ", static_cast<long long>(row.count), row.conflict + row.cooperation);
    std::string name = key;
    name.resize(10, ' ');
    out += name + numbers;
    out.append(colour ? "\x1b[31m" : "").append(bar(-row.conflict, largest, true)).append(colour ? "\x1b[0m" : "").append("│");
    out.append(colour ? "\x1b[32m" : "").append(bar(row.cooperation, largest, false)).append(colour ? "\x1b[0m" : "").append("  ");
    out += shortened(row.lead, kLeadColumns);
    while (out.ends_with(' ')) out.pop_back();
    out += '\n';
  }
  if (undated_ > 0) out += std::to_string(undated_) + " more without a date\n";
  return out;
}

}  // namespace dragoman
