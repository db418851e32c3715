// SPDX-License-Identifier: Apache-2.0
// Filters as query strings, which is how saved queries are kept: the page and the command line share them.
#pragma once

#include <string>
#include <string_view>

#include "ledger/filter_text.h"

namespace dragoman {

/// "dyad=AZE%2CARM&from=2020-09-27"; the names are those of the API.
std::string filter_query(const FilterText& text);
/// The other way; names that say nothing about records are passed over.
FilterText parse_filter_query(std::string_view query);
/// What `over` states takes the place of what `base` states.
FilterText laid_over(FilterText base, const FilterText& over);

}  // namespace dragoman
