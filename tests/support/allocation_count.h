// SPDX-License-Identifier: Apache-2.0
// Counts the calls of operator new in a test program: linking `allocation_count` replaces it.
#pragma once

#include <cstdint>

namespace dragoman::testing {
std::uint64_t allocation_count();
}  // namespace dragoman::testing
