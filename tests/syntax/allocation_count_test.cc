// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "support/allocation_count.h"

namespace dragoman::testing {

TEST(AllocationCount, Counts) {
  const std::uint64_t before = allocation_count();
  auto* volatile p = new int(1);
  delete p;
  EXPECT_EQ(allocation_count(), before + 1);
}

}  // namespace dragoman::testing
