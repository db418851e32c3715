// SPDX-License-Identifier: Apache-2.0
// How names are compared: as sequences of folded pieces.
//
// A token is cut into pieces at everything that is neither letter nor digit; letters are lower-cased and lose their
// diacritics. "al-Qaïda" gives [al][qaida], "U.S." gives [us], "U.S.-led" [us][led], "People's" [people][s] just like
// the two tokens "People" and "'s". So a name is found however the tokeniser cuts hyphens and apostrophes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/document.h"

namespace dragoman {

struct NamePiece {
  std::uint64_t folded = 0;  ///< hash of the folded piece; 0 is a break that no name runs across
  std::uint64_t cased = 0;   ///< hash of the piece without diacritics, case kept
  std::uint32_t token = 0;
  std::uint16_t letters = 0;
  bool first = false;        ///< the piece begins its token
  bool last = false;         ///< the piece ends its token
  bool capital = false;      ///< begins with a capital letter or a digit
  bool all_caps = false;     ///< two letters or more, all capitals
};

/// Appends the pieces of one token, numbered `token`. A token of punctuation gives no piece when names may run across
/// it (hyphen, apostrophe, full stop, slash), else a break.
void append_pieces(std::string_view token, std::uint32_t number, std::vector<NamePiece>& pieces);

/// A hash over the folded pieces of a name that does not depend on blanks and hyphens; no memory is allocated.
std::uint64_t hash_of_name(std::string_view name);

/// The pieces of a name in running text, blanks being token borders.
std::vector<NamePiece> pieces_of_name(std::string_view name);

/// "al-Qaïda" gives "al qaida".
std::string folded_name(std::string_view name);

/// Continues a hash over the cased pieces of a name.
std::uint64_t chain_cased(std::uint64_t hash, std::uint64_t piece);

}  // namespace dragoman
