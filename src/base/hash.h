// SPDX-License-Identifier: Apache-2.0
// Named, fixed-width hashes: part of file formats and record ids, so they never change.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman {

inline constexpr std::uint64_t kFnv1aOffset = 14695981039346656037ULL;

/// FNV-1a, 64 bit, over the bytes of `text`; `seed` continues an earlier hash.
constexpr std::uint64_t fnv1a_64(std::string_view text, std::uint64_t seed = kFnv1aOffset) {
  std::uint64_t hash = seed;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return hash;
}

/// The finaliser of MurmurHash3: spreads the bits of a weak 64-bit hash.
constexpr std::uint64_t mix_64(std::uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  x ^= x >> 33;
  return x;
}

}  // namespace dragoman
