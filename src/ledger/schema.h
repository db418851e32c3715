// SPDX-License-Identifier: Apache-2.0
// The tables of a ledger and how they came to be: each migration leads from one version to the next. docs/ledger.md
// describes them for readers with a SQL client.
#pragma once

#include <cstdint>
#include <span>

namespace dragoman {

struct Migration {
  std::int64_t version;  ///< after it
  const char* note;
  const char* sql;
};

/// In order, from version 1. What was released is never changed, only followed by another.
std::span<const Migration> ledger_migrations();

inline constexpr std::int64_t kLedgerApplicationId = 0x44524731;  // "DRG1"
inline constexpr std::int64_t kLedgerSchema = 7;

}  // namespace dragoman
