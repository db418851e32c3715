// SPDX-License-Identifier: Apache-2.0
// Pretrained word vectors and hash tables in the layout of the model.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/result.h"
#include "syntax/features.h"

namespace dragoman::train {

struct WordVectors {
  std::uint32_t dim = 0;
  std::vector<std::string> words;
  std::vector<float> values;  ///< rounded to int8 and back, as inference sees them
  std::vector<HashSlot> index;
};
/// The first `count` words, which come in order of frequency.
Result<WordVectors> load_vectors(const std::string& path, std::uint32_t dim, std::uint32_t count);

/// Row r is found under hashes[r]. A hash that occurs twice keeps its first row.
std::vector<HashSlot> build_index(const std::vector<std::uint64_t>& hashes);

}  // namespace dragoman::train
