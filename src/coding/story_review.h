// SPDX-License-Identifier: Apache-2.0
// The last look over a whole story: what is told twice is coded once, denials find their accusers.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

namespace dragoman {

/// Removes repetitions (coding guide, section 1) and completes records from one another. `dropped` learns the index of
/// each removed record (in the order given) and why.
/// `anew` says of each record that its words tell it as a further one ("also pledged").
void review_story(std::vector<EventRecord>& records, const std::vector<bool>& anew, const std::function<void(std::size_t, std::string_view)>& dropped);

}  // namespace dragoman
