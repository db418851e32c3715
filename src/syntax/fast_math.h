// SPDX-License-Identifier: Apache-2.0
// The exponential of training and inference alike: plain arithmetic, so that compilers vectorise it and every build
// gives the same bits as long as no multiply-add is contracted.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

/// The iterations of the next loop do not depend on each other through memory.
#if defined(__clang__)
#define DRAGOMAN_IVDEP  // vectorises with a check at run time
#else
#define DRAGOMAN_IVDEP _Pragma("GCC ivdep")
#endif

namespace dragoman {

/// e^x to about 2e-7 relative; x is clamped to [-87, 87].
inline float fast_exp(float x) {
  x = x < -87.0F ? -87.0F : x;
  x = x > 87.0F ? 87.0F : x;
  const float shifted = x * 1.44269504F + 12582912.0F;  // 1.5 * 2^23 rounds to the nearest whole number
  const float n = shifted - 12582912.0F;
  float r = x - n * 0.693359375F;
  r = r + n * 2.12194440e-4F;
  float p = 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  const auto bits = static_cast<std::uint32_t>(std::bit_cast<std::uint32_t>(shifted) << 23);
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(p) + bits);
}
inline double fast_exp(double x) { return std::exp(x); }

template <typename T>
inline T sigmoid(T x) {
  return T(1) / (T(1) + fast_exp(-x));
}

}  // namespace dragoman
