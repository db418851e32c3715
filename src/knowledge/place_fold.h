// SPDX-License-Identifier: Apache-2.0
// Folding of place names: case, Latin diacritics and punctuation are taken away, so that "Şanlıurfa", "SANLIURFA" and
// "Sanliurfa" are one key. Keys have no separators ("newyork"), which makes hyphen, blank and apostrophe alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace dragoman {

/// Appends the folded form of `word` (one token, UTF-8) to `out`: ASCII letters and digits, and the bytes of letters
/// that are not Latin as they are. "St", "Mt" and "Ft" are spelled out.
void fold_place_word(std::string_view word, std::string& out);

/// The folded form of a whole name, its words joined without separator.
std::string fold_place_name(std::string_view name);

/// Hash of a folded key; `seed` continues the hash of the words before.
constexpr std::uint64_t place_key_hash(std::string_view folded, std::uint64_t seed = kFnv1aOffset) {
  return fnv1a_64(folded, seed);
}

}  // namespace dragoman
