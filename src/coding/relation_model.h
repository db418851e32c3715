// SPDX-License-Identifier: Apache-2.0
// The trained chooser of relation types: multinomial logistic regression over hashed features and averaged word vectors.
// The file is described in docs/formats/relations.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

inline constexpr std::size_t kRelationClasses = 16;  ///< the event types, in their order
inline constexpr std::string_view kRelationFormat = "dragoman relations 1";

/// What the model sees of one sentence with its two parties.
struct RelationFeatures {
  struct Item {
    std::uint64_t hash = 0;
    float value = 1;
  };
  std::vector<Item> items;
  std::vector<float> dense;
  void clear() {
    items.clear();
    dense.clear();
  }
};

using RelationScores = std::array<double, kRelationClasses>;

/// Weights in plain form, as trained.
struct RelationWeights {
  std::vector<std::uint64_t> hashes;  ///< sorted
  std::vector<float> sparse;          ///< kRelationClasses for each hash
  std::vector<float> dense;           ///< kRelationClasses for each dense value
  float temperature = 1;              ///< divides the scores: calibrates the probabilities
  std::string about;                  ///< what it was trained on
};

/// The bytes of a model file.
std::string build_relation_model(const RelationWeights& weights);

/// Immutable; safe in any number of threads.
class RelationModel {
 public:
  /// Errors: kNotFound, kVersion, kCorrupt, each naming the file.
  static Result<std::unique_ptr<const RelationModel>> load(const std::string& path);
  explicit RelationModel(RelationWeights weights) : weights_(std::move(weights)) {}

  /// Probabilities of the types. Dense values beyond what the model knows are ignored.
  [[nodiscard]] RelationScores probabilities(const RelationFeatures& features) const;
  [[nodiscard]] const std::string& about() const { return weights_.about; }

 private:
  RelationWeights weights_;
};

/// The likeliest type. CONCEDE and RETREAT first stand together against the others, as relation data has them, and
/// `probability` is that of the group.
EventType best_relation(const RelationScores& scores, double& probability);

}  // namespace dragoman
