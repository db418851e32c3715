// SPDX-License-Identifier: Apache-2.0
// Is this the person of that name? Given names in other spellings, roles in other words.
#pragma once

#include <string_view>

namespace dragoman {

/// 0: another person; 1: may be (initial); 2: a spelling of one of the names ("Sergei", "Sergey"); 3: the same.
int given_name_fit(std::string_view given, std::string_view full_name);

/// Letters that differ between two folded words.
int spelling_distance(std::string_view a, std::string_view b);

/// A title in the text fits an office: "president" and "president", "premier" and "prime minister".
bool role_fits(std::string_view role, std::string_view title);

/// How likely a bare surname means the holder of this office: 9 for heads of state and government, 4 for foreign
/// ministers and the like, 0.
int prominence(std::string_view role);

}  // namespace dragoman
