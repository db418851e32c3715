// SPDX-License-Identifier: Apache-2.0
// What a story says, as a few numbers: reprints and updates share most of them. A sketch keeps the smallest hashes of all
// pairs of neighbouring words; bands of minima are looked up in an index, so that no story is compared with all others.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dragoman {

struct StorySignature {
  static constexpr std::size_t kBands = 16;
  std::array<std::int64_t, kBands> bands{};  ///< equal in one band at least: worth a look; all 0 when there is no text
  std::vector<std::uint32_t> sketch;         ///< ascending, kSketch at most
  std::uint32_t size = 0;                    ///< different pairs of words
};

StorySignature sign_story(std::string_view text);

/// Share of the shorter story that the longer one has too, estimated; 0 to 1.
double overlap(const StorySignature& a, const StorySignature& b);

/// Stories of this overlap and more tell the same.
inline constexpr double kSameStory = 0.6;

/// Hashes of the words of a text, folded; of `content` words only without those that any sentence has, cut to their stem.
std::vector<std::uint32_t> word_hashes(std::string_view text, bool content);
std::uint32_t hash32(std::string_view text);

}  // namespace dragoman
