// SPDX-License-Identifier: Apache-2.0
// Words for reports made from records. Internal to src/ledger and those who print it.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/record.h"

namespace dragoman {

/// Fit for a terminal or one line of a file: white space, control characters and marks that reorder text become one space.
std::string one_line(std::string_view text);
/// At most `columns` code points, the last of them an ellipsis when something was cut off.
std::string shortened(std::string_view text, std::size_t columns);
/// "Azerbaijan (AZEMIL), Armenia (ARMGOV)"; empty for no entity.
std::string party_names(const std::vector<Entity>& entities);
/// Codes only: "AZEMIL,ARMGOV".
std::string party_codes(const std::vector<Entity>& entities);
/// With what Markdown would take for markup escaped.
std::string markdown(std::string_view text);

}  // namespace dragoman
