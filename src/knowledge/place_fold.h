// SPDX-License-Identifier: Apache-2.0
// Folding of place names: case, Latin diacritics and punctuation are taken away, so that "Şanlıurfa", "SANLIURFA" and
// "Sanliurfa" are one key. Words are separated by one blank, whether a blank or a hyphen stood there ("port au
// prince").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace dragoman {

/// Appends the folded form of `word` (one token, UTF-8) to `out`: ASCII letters and digits, and the bytes of letters
/// that are not Latin as they are. "St", "Mt" and "Ft" are spelled out.
void fold_place_word(std::string_view word, std::string& out);

/// The folded form of a whole name, its words separated by a blank.
std::string fold_place_name(std::string_view name);
void fold_place_name(std::string_view name, std::string& out);  ///< appends it; `out` must be empty

/// What is left of a folded name when the liberties of romanisation are taken away: "riyaq" and "rayak" are both
/// "riak", "kabkabiyah" and "kabkabiya" both "kabkabia". Articles ("al") at the front are dropped. Marked with '~' so
/// that such keys never meet plain ones; empty when too little is left to be told apart.
std::string loose_place_key(std::string_view folded);

/// The same for words given one by one, without allocation once `out` has grown.
void append_loose_word(std::string_view folded_word, std::string& out);

/// Hash of a folded key.
constexpr std::uint64_t place_key_hash(std::string_view folded) { return fnv1a_64(folded); }

/// Hash of a key continued by one word more; `joined` when nothing stands between ("Sana" and "'a").
constexpr std::uint64_t extend_place_key(std::uint64_t hash, std::string_view folded, bool joined) {
  return fnv1a_64(folded, joined ? hash : fnv1a_64(" ", hash));
}

}  // namespace dragoman
