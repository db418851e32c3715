// SPDX-License-Identifier: Apache-2.0
// Layout of gazetteer.bin, shared by reader and compiler. Little-endian; sections start at multiples of 16.
#pragma once

#include <array>
#include <cstdint>

namespace dragoman {

inline constexpr std::array<char, 8> kGazetteerMagic = {'D', 'R', 'G', 'P', 'L', 'A', 'C', 'E'};
inline constexpr std::uint32_t kGazetteerVersion = 1;

struct GazetteerHeader {
  std::array<char, 8> magic = kGazetteerMagic;
  std::uint32_t version = kGazetteerVersion;
  std::uint32_t key_count = 0;
  std::uint64_t file_size = 0;
  std::uint64_t checksum = 0;  ///< XXH3 (64 bit) of all that follows the header
  std::uint64_t entry_count = 0;
  std::uint64_t slot_count = 0;
  std::uint64_t name_count = 0;
  std::uint64_t string_size = 0;
};
static_assert(sizeof(GazetteerHeader) == 64);

constexpr std::uint64_t align_16(std::uint64_t x) { return (x + 15) & ~std::uint64_t{15}; }

}  // namespace dragoman
