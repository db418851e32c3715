// SPDX-License-Identifier: Apache-2.0
// A filter as a condition of SQL over records r and codings c. Internal to src/ledger.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/filter.h"
#include "ledger/sqlite.h"

namespace dragoman {

/// A condition with the values of its parameters in order.
struct Where {
  std::string sql = "c.live = 1";
  std::vector<SqlValue> values;
  bool selective = false;  ///< names records: start from these instead of from the stories

  void add(std::string_view condition) { sql.append(" AND ").append(condition); }
  void value(std::string_view text) { values.emplace_back(std::string(text)); }
};

/// Of the event of record r: how many stories tell of it.
inline constexpr std::string_view kReports =
    "(SELECT count(DISTINCT rc.story) FROM event_members rm JOIN event_members rn ON rn.event = rm.event JOIN records rr ON rr.record = rn.record "
    "JOIN codings rc ON rc.coding = rr.coding WHERE rm.record = r.record)";
/// Every value of the filter is bound; the text is put together from constants.
Where where_of(const RecordFilter& filter);

}  // namespace dragoman
