// SPDX-License-Identifier: Apache-2.0
// Reported numbers as ranges: "two", "at least 11", "dozens of", "up to 40". Source: coding guide, sections 7 and 8.
#pragma once

#include <optional>

#include "coding/syntax_view.h"
#include "dragoman/record.h"

namespace dragoman {

/// How many the noun phrase headed by `token` speaks of, conjuncts left aside: "more than 30 soldiers" is {30, open};
/// "a soldier" is {1, 1}; bare plurals give nullopt.
std::optional<Range> count_of(const SyntaxView& view, std::uint32_t token);

/// The same over the phrase and its conjuncts, added up: "two Muslims and a Buddhist" is {3, 3}.
std::optional<Range> count_of_all(const SyntaxView& view, std::uint32_t token);

/// Value of a numeral word or figure ("two", "1,700", "2.5"); nullopt when it is none.
std::optional<std::int64_t> numeral_value(std::string_view norm);

/// "Killed 20 and wounded scores" where the parser takes "wounded scores" for a noun phrase joined to the dead.
bool hurt_apart(const SyntaxView& view, std::uint32_t token);

}  // namespace dragoman
