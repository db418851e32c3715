// SPDX-License-Identifier: Apache-2.0
// Whether a person is "he" or "she", as far as the words of a phrase say: titles, kinship, given names.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman {

enum class Gender : std::uint8_t { kUnknown, kMale, kFemale };

/// Of one word as it stands in the text: "Angela", "spokeswoman", "Mr.", "king".
Gender gender_of_word(std::string_view form);

}  // namespace dragoman
