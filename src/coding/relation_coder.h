// SPDX-License-Identifier: Apache-2.0
// What one marked party does to another: the coder's machinery with a forced choice.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "coding/relation_model.h"
#include "coding/story_coder.h"
#include "knowledge/frames.h"

namespace dragoman {

struct Relation {
  EventCode code;
  double confidence = 0;
};

/// Not thread-safe: it keeps the working memory.
class RelationCoder {
 public:
  explicit RelationCoder(const CodingResources& resources);
  ~RelationCoder();

  /// Offsets are bytes. A party that the text does not name is nullopt. A type is always given.
  Relation relate(std::string_view text, std::optional<ByteRange> source, std::optional<ByteRange> target);

  /// What the model sees, for training; valid until the next call.
  const RelationFeatures& features(std::string_view text, std::optional<ByteRange> source, std::optional<ByteRange> target);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dragoman
