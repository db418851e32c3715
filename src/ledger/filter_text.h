// SPDX-License-Identifier: Apache-2.0
// A filter as people write it: the options of `dragoman query`, the parameters of the API.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/result.h"
#include "ledger/filter.h"

namespace dragoman {

/// Lists may be given several times and hold several values joined by commas.
struct FilterText {
  std::vector<std::string> parties;
  std::string dyad;
  std::vector<std::string> types, quads, modes, contexts, modalities;
  std::string place, near, polygon, since, until, source, speaker, text;
  std::optional<double> min_confidence;
  std::optional<std::int64_t> limit;
  bool no_background = false;
};

/// The filter that was written; a kUsage error says what is wrong with it and names the option with `prefix` before it.
Result<RecordFilter> read_filter(const FilterText& text, const std::string& prefix);

}  // namespace dragoman
