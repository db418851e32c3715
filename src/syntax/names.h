// SPDX-License-Identifier: Apache-2.0
// From scores of name tags to spans.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "syntax/document.h"

namespace dragoman {

/// Tags: 0 is O, 2t - 1 begins a name of NameType t, 2t continues one.
inline constexpr std::size_t kNameTagCount = 11;

struct NameScratch {
  std::vector<std::uint8_t> back;
  std::vector<std::uint8_t> tags;
  struct Surface {
    std::uint64_t hash;
    std::uint32_t name;  ///< index into Document::names
  };
  std::vector<Surface> surfaces;
};

/// The best admissible tag sequence (an inside tag only after its own begin or inside tag) under scores of token t at
/// scores[t * stride]; its spans, shifted by `first_token`, are appended to `names`.
void decode_names(const float* scores, std::size_t stride, std::size_t tokens, std::uint32_t first_token,
                  NameScratch& scratch, std::vector<NameSpan>& names);

/// Makes the names of a story agree with one another: titles are no part of a person's name; what is written alike is of
/// one type, the most frequent; a proper noun that stands alone is a name where the story has it as one elsewhere.
void settle_names(Document& document, NameScratch& scratch);

}  // namespace dragoman
