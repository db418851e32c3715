// SPDX-License-Identifier: Apache-2.0
// Hash sets of words that the compiler builds.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace dragoman {

/// Open-addressing table from short lower-case words to a small number; found values are not 0.
template <std::size_t kSize, typename Value = std::uint8_t>
class WordTable {
 public:
  struct Entry {
    std::string_view word;
    Value value = 0;
  };
  template <std::size_t kCount>
  constexpr explicit WordTable(const std::array<Entry, kCount>& entries) {
    static_assert(kCount * 2 <= kSize && (kSize & (kSize - 1)) == 0);
    for (const Entry& entry : entries) {
      std::size_t slot = fnv1a_64(entry.word) & (kSize - 1);
      while (slots_[slot].value != 0) slot = (slot + 1) & (kSize - 1);
      slots_[slot] = entry;
      if (entry.word.size() > longest_) longest_ = entry.word.size();
    }
  }
  [[nodiscard]] constexpr Value find(std::string_view word) const {
    if (word.size() > longest_) return 0;
    for (std::size_t slot = fnv1a_64(word) & (kSize - 1); slots_[slot].value != 0; slot = (slot + 1) & (kSize - 1)) {
      if (slots_[slot].word == word) return slots_[slot].value;
    }
    return 0;
  }
  [[nodiscard]] constexpr std::size_t longest() const { return longest_; }

 private:
  std::array<Entry, kSize> slots_{};
  std::size_t longest_ = 0;
};

}  // namespace dragoman
