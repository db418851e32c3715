// SPDX-License-Identifier: Apache-2.0
#include "base/ordered_pipeline.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace dragoman {
namespace {

struct Slot {
  int number = 0;
  int result = 0;
};

std::vector<int> run(unsigned jobs, std::size_t window, int items, int stop_after = -1) {
  int next = 0;
  std::vector<int> out;
  run_ordered<Slot>(
      jobs, window,
      [&](Slot& slot) {
        if (next == items) return false;
        slot.number = next++;
        return true;
      },
      [](unsigned, Slot& slot) {
        if (slot.number % 5 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
        slot.result = slot.number * 3;
      },
      [&](Slot& slot) {
        out.push_back(slot.result);
        return stop_after < 0 || static_cast<int>(out.size()) < stop_after;
      });
  return out;
}

TEST(OrderedPipeline, KeepsTheOrder) {
  for (const unsigned jobs : {0U, 1U, 2U, 5U}) {
    for (const int items : {0, 1, 3, 400}) {
      const std::vector<int> out = run(jobs, 8, items);
      ASSERT_EQ(out.size(), static_cast<std::size_t>(items));
      for (int i = 0; i < items; ++i) ASSERT_EQ(out[static_cast<std::size_t>(i)], i * 3);
    }
  }
}

TEST(OrderedPipeline, StopsWhenTheConsumerSaysSo) {
  for (const unsigned jobs : {1U, 4U}) EXPECT_EQ(run(jobs, 8, 100000, 10).size(), 10U);
}

TEST(OrderedPipeline, HoldsNoMoreThanItsWindow) {
  std::atomic<int> alive{0};
  std::atomic<int> most{0};
  int next = 0;
  run_ordered<Slot>(
      4, 6,
      [&](Slot&) {
        if (next++ == 500) return false;
        const int now = ++alive;
        if (now > most) most = now;
        return true;
      },
      [](unsigned worker, Slot&) { ASSERT_LT(worker, 4U); },
      [&](Slot&) {
        --alive;
        return true;
      });
  EXPECT_LE(most, 6);
  EXPECT_EQ(alive, 0);
}

}  // namespace
}  // namespace dragoman
