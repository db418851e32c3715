// SPDX-License-Identifier: Apache-2.0
// Written by bench/fit_confidence.py. One weight for each of kConfidenceNames.
#pragma once

#include <array>

namespace dragoman {
inline constexpr double kConfidenceBias = 0.00;
inline constexpr std::array<double, 52> kConfidenceWeights = {
    -0.74, -0.52, 0.07, -0.59, -0.77, -0.25, 0.37, 0.48, 0.41, 0.41, -0.83, 0.40, -0.07, 0.04, 0.68, 0.54, 0.10, 0.40, 0.22, -0.23, -0.20, 0.05, -0.29, -0.12, -0.12, 0.16, 0.58, 0.08, 0.12, -0.52, -0.45, 0.28, -0.13, -0.42, -0.60, -0.05, 0.01, 0.51, 0.00, 0.45, 0.24, -0.02, -0.07, 0.11, 0.02, 0.08, 0.16, 0.20, 0.10, -0.13, -0.01, -0.64};
}  // namespace dragoman
