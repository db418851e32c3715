// SPDX-License-Identifier: Apache-2.0
// Reviewed stories as gold for `dragoman evaluate`.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/record.h"
#include "ledger/store.h"

namespace dragoman {

/// Appends the stories that have reviews, one JSON object a line. A record counts as its last review says: accepted as it
/// is, corrected in the fields named, rejected not at all; records nobody has looked at are there as optional.
Status export_gold(LedgerStore& store, std::string& out);

}  // namespace dragoman
