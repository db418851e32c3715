// SPDX-License-Identifier: Apache-2.0
#include "coding/relation_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "syntax/model_file.h"

namespace dragoman {
namespace {

template <typename T>
std::string raw(const T* data, std::size_t count) {
  return {reinterpret_cast<const char*>(data), count * sizeof(T)};
}

}  // namespace

std::string build_relation_model(const RelationWeights& w) {
  const auto rows = static_cast<std::uint32_t>(w.hashes.size());
  const auto dense = static_cast<std::uint32_t>(w.dense.size() / kRelationClasses);
  std::vector<ModelSection> sections;
  sections.push_back({"relation.format", std::string(kRelationFormat)});
  sections.push_back({"relation.about", w.about});
  sections.push_back({"relation.hashes", raw(w.hashes.data(), w.hashes.size())});
  sections.push_back({"relation.sparse", pack_quant(rows, kRelationClasses, w.sparse)});
  sections.push_back({"relation.dense", pack_quant(dense, kRelationClasses, w.dense)});
  sections.push_back({"relation.scale", raw(&w.temperature, 1)});
  return build_model(sections);
}

Result<std::unique_ptr<const RelationModel>> RelationModel::load(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) return std::move(file).error();
  const auto format = file->text("relation.format");
  if (!format) return format.error();
  if (*format != kRelationFormat) return Error{ErrorCode::kVersion, "a relation model of another version; train it anew", path, 0};
  RelationWeights w;
  const auto about = file->text("relation.about");
  if (!about) return about.error();
  w.about = std::string(*about);
  const auto hashes = file->bytes("relation.hashes");
  if (!hashes) return hashes.error();
  if (hashes->size() % sizeof(std::uint64_t) != 0) return Error{ErrorCode::kCorrupt, "the feature list is cut off", path, 0};
  w.hashes.resize(hashes->size() / sizeof(std::uint64_t));
  if (!w.hashes.empty()) std::memcpy(w.hashes.data(), hashes->data(), hashes->size());
  if (!std::is_sorted(w.hashes.begin(), w.hashes.end())) return Error{ErrorCode::kCorrupt, "the feature list is out of order", path, 0};
  const auto unpack = [](const QuantView& view, std::vector<float>& out) {
    out.resize(std::size_t{view.rows} * view.cols);
    for (std::size_t r = 0; r < view.rows; ++r) {
      for (std::size_t c = 0; c < view.cols; ++c) out[r * view.cols + c] = view.scale[r] * static_cast<float>(view.value[r * view.cols + c]);
    }
  };
  const auto sparse = file->quant("relation.sparse", static_cast<std::uint32_t>(w.hashes.size()), kRelationClasses);
  if (!sparse) return sparse.error();
  unpack(*sparse, w.sparse);
  const auto dense = file->quant_rows("relation.dense", kRelationClasses);
  if (!dense) return dense.error();
  unpack(*dense, w.dense);
  const auto scale = file->floats("relation.scale", 1);
  if (!scale) return scale.error();
  w.temperature = scale->front();
  if (!(w.temperature > 0.01F && w.temperature < 100.0F)) return Error{ErrorCode::kCorrupt, "the scale of the scores is out of range", path, 0};
  return std::unique_ptr<const RelationModel>(new RelationModel(std::move(w)));
}

RelationScores RelationModel::probabilities(const RelationFeatures& features) const {
  RelationScores z{};
  for (const RelationFeatures::Item& item : features.items) {
    const auto at = std::lower_bound(weights_.hashes.begin(), weights_.hashes.end(), item.hash);
    if (at == weights_.hashes.end() || *at != item.hash) continue;
    const float* row = weights_.sparse.data() + static_cast<std::size_t>(at - weights_.hashes.begin()) * kRelationClasses;
    for (std::size_t c = 0; c < kRelationClasses; ++c) z[c] += static_cast<double>(row[c] * item.value);
  }
  const std::size_t dense = std::min(features.dense.size(), weights_.dense.size() / kRelationClasses);
  for (std::size_t d = 0; d < dense; ++d) {
    const float* row = weights_.dense.data() + d * kRelationClasses;
    for (std::size_t c = 0; c < kRelationClasses; ++c) z[c] += static_cast<double>(row[c] * features.dense[d]);
  }
  const double top = *std::max_element(z.begin(), z.end());
  double sum = 0;
  for (double& v : z) sum += v = std::exp((v - top) / static_cast<double>(weights_.temperature));
  for (double& v : z) v /= sum;
  return z;
}

EventType best_relation(const RelationScores& scores, double& probability) {
  const auto concede = static_cast<std::size_t>(EventType::kConcede);
  const auto retreat = static_cast<std::size_t>(EventType::kRetreat);
  const double yielding = scores[concede] + scores[retreat];
  std::size_t best = scores[concede] > scores[retreat] ? concede : retreat;
  probability = yielding;
  for (std::size_t c = 0; c < kRelationClasses; ++c) {
    if (c != concede && c != retreat && scores[c] > probability) best = c, probability = scores[c];
  }
  return static_cast<EventType>(best);
}

}  // namespace dragoman
