// SPDX-License-Identifier: Apache-2.0
// Compiles the text of knowledge/places to gazetteer.bin.
#pragma once

#include <cstddef>
#include <string>

#include "dragoman/result.h"

namespace dragoman {

struct GazetteerCounts {
  std::size_t countries = 0;
  std::size_t admin1 = 0;
  std::size_t admin2 = 0;
  std::size_t populated = 0;
  std::size_t curated = 0;  ///< written by hand: regions, seas, bases, ...
  std::size_t keys = 0;
  std::size_t meanings = 0;
  std::size_t bytes = 0;
};

/// Reads `directory` (countries.tsv, divisions.tsv.zst, cities.tsv.zst, words.tsv, *.places, *.words) and writes
/// `output`. Errors name file and line.
Result<GazetteerCounts> build_gazetteer(const std::string& directory, const std::string& output);

}  // namespace dragoman
