// SPDX-License-Identifier: Apache-2.0
// Written by bench/fit_confidence.py. One weight for each of kConfidenceNames.
#pragma once

#include <array>

namespace dragoman {
inline constexpr double kConfidenceBias = -0.08;
inline constexpr std::array<double, 52> kConfidenceWeights = {
    -0.76, -0.37, 0.04, -0.72, -0.75, -0.33, 0.43, 0.52, 0.29, 0.39, -0.80, 0.62, -0.54, 0.09, 0.39, 0.48, 0.03, 0.47, 0.20, -0.31, -0.05, 0.15, -0.15, -0.35, -0.07, 0.05, 0.50, 0.23, -0.09, -0.61, -0.36, 0.30, -0.10, -0.58, -0.56, -0.22, -0.09, 0.33, -0.13, 0.24, -0.03, -0.09, 0.05, 0.10, -0.16, -0.10, 0.23, 0.20, 0.13, -0.08, 0.01, -0.42};
}  // namespace dragoman
