// SPDX-License-Identifier: Apache-2.0
// Reads lines of files or standard input for the commands whose input is lines, not stories.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "cli/options.h"
#include "cli/session.h"

namespace dragoman {

/// Calls `take(file, line number, line)` for each line that is not blank; false stops. Lines over 64 MiB are bad items.
void for_each_line(const Options& options, Messages& messages,
                   const std::function<bool(const std::string&, std::uint64_t, std::string_view)>& take);

}  // namespace dragoman
