// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "ledger/ledger_samples.h"
#include "ledger/timeline.h"

namespace dragoman {
namespace {

TEST(LedgerTimeline, FitsEightyColumnsAndCountsEveryRecord) {
  Timeline timeline;
  EXPECT_EQ(timeline.format(false), "no records\n");
  std::int64_t dated = 0, counted = 0;
  for (const SampleStory& sample : sample_stories(150)) {
    for (const EventRecord& record : sample.records) {
      timeline.add(record);
      dated += record.date.start.empty() ? 0 : 1;
    }
  }
  const std::string text = timeline.format(false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(timeline.format(true).find('\x1b'), std::string::npos);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    EXPECT_LE(count_code_points(line), 80U) << line;
    if (line.starts_with("20")) counted += std::stoi(line.substr(10, 5));
    at = end + 1;
  }
  EXPECT_EQ(counted, dated);
}

TEST(LedgerTimeline, LongSpansGoByMonth) {
  Timeline timeline;
  EventRecord record = sample_stories(5)[1].records.empty() ? EventRecord{} : sample_stories(5)[1].records[0];
  record.score = -3;
  for (const char* day : {"2020-01-05", "2020-01-20", "2020-09-01"}) {
    record.date.start = record.date.end = day;
    timeline.add(record);
  }
  const std::string text = timeline.format(false);
  EXPECT_NE(text.find("2020-01       2    -6.0"), std::string::npos) << text;
  EXPECT_EQ(text.find("2020-01-05"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
