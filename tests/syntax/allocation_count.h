// SPDX-License-Identifier: Apache-2.0
// Counts the calls of operator new in this test program (replaced in allocation_count_test.cc).
#pragma once

#include <cstdint>

namespace dragoman::testing {
std::uint64_t allocation_count();
}  // namespace dragoman::testing
