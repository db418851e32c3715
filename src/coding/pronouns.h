// SPDX-License-Identifier: Apache-2.0
// Pronouns by what they may stand for.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman {

enum class PronounKind : std::uint8_t { kNone, kPerson, kThing, kPlural, kFirst, kFirstSingular };

/// Of a word in small letters: "she", "its", "themselves".
PronounKind pronoun_kind(std::string_view norm);

/// Possessives of possessives that are followed: "its leader's forces".
inline constexpr int kMaxPartyDepth = 3;

}  // namespace dragoman
