// SPDX-License-Identifier: Apache-2.0
#include "syntax/names.h"

#include <array>

namespace dragoman {

void decode_names(const float* scores, std::size_t stride, std::size_t tokens, std::uint32_t first_token,
                  NameScratch& scratch, std::vector<NameSpan>& names) {
  if (tokens == 0) return;
  scratch.back.resize(tokens * kNameTagCount);
  scratch.tags.resize(tokens);
  std::array<double, kNameTagCount> best{}, next{};
  for (std::size_t t = 0; t < tokens; ++t) {
    const float* row = scores + t * stride;
    std::size_t top = 0;
    for (std::size_t k = 1; k < kNameTagCount; ++k) {
      if (best[k] > best[top]) top = k;
    }
    for (std::size_t k = 0; k < kNameTagCount; ++k) {
      std::size_t from = top;
      if (k != 0 && k % 2 == 0) from = best[k - 1] > best[k] ? k - 1 : k;  // continues: only after B or I of the type
      const bool dead = t == 0 && k != 0 && k % 2 == 0;
      next[k] = (t == 0 ? 0.0 : best[from]) + row[k] - (dead ? 1e9 : 0.0);
      scratch.back[t * kNameTagCount + k] = static_cast<std::uint8_t>(from);
    }
    best = next;
  }
  std::size_t tag = 0;
  for (std::size_t k = 1; k < kNameTagCount; ++k) {
    if (best[k] > best[tag]) tag = k;
  }
  for (std::size_t t = tokens; t-- > 0;) {
    scratch.tags[t] = static_cast<std::uint8_t>(tag);
    tag = scratch.back[t * kNameTagCount + tag];
  }
  for (std::size_t t = 0; t < tokens; ++t) {
    const std::uint8_t now = scratch.tags[t];
    if (now % 2 == 0) continue;
    std::size_t end = t + 1;
    while (end < tokens && scratch.tags[end] == now + 1) ++end;
    names.push_back({{first_token + static_cast<std::uint32_t>(t), first_token + static_cast<std::uint32_t>(end)},
                     static_cast<NameType>((now + 1) / 2)});
  }
}

}  // namespace dragoman
