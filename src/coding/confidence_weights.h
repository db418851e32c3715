// SPDX-License-Identifier: Apache-2.0
// Written by bench/fit_confidence.py. One weight for each of kConfidenceNames.
#pragma once

#include <array>

namespace dragoman {
inline constexpr double kConfidenceBias = 0.05;
inline constexpr std::array<double, 52> kConfidenceWeights = {
    -0.51, -0.85, 0.08, -0.38, -0.57, -0.41, -0.22, 0.07, 0.31, 0.21, -1.33, 0.84, -0.36, 0.10, 0.20, 0.27, -0.11, 0.42, 0.19};
}  // namespace dragoman
