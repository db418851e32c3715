// SPDX-License-Identifier: Apache-2.0
// Label and feature tables of a training set, and the model file made of them and a trained network.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data.h"
#include "net.h"
#include "vectors.h"

namespace dragoman::train {

struct Vocabulary {
  std::vector<HashSlot> index;        ///< feature hash to row
  std::vector<std::uint32_t> counts;  ///< of each row
  std::vector<std::string> xpos, feats, labels;
  std::unordered_map<std::string, int> xpos_ids, feats_ids, label_ids;

  /// -1 where the training set does not have it.
  [[nodiscard]] int upos_of(std::string_view tag) const;
  [[nodiscard]] int xpos_of(const std::string& tag) const;
  [[nodiscard]] int feats_of(const std::string& bundle) const;
  /// The relation, or without its subtype, or dep.
  [[nodiscard]] int label_of(const std::string& relation) const;
};
Vocabulary build_vocabulary(const std::vector<Sample>& samples);

Status write_model(const std::string& path, Net<float>& net, const Vocabulary& vocabulary, const WordVectors& vectors,
                   const std::string& about);

}  // namespace dragoman::train
