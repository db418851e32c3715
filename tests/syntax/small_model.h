// SPDX-License-Identifier: Apache-2.0
// A complete model file with random weights: what it says is nonsense, but it has the form of the real one.
#pragma once

#include <unistd.h>

#include <cstring>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "syntax/document.h"
#include "syntax/model_file.h"

namespace dragoman::testing {

inline std::vector<ModelSection> small_model_sections(std::uint32_t seed) {
  std::mt19937 rng(seed);
  std::normal_distribution<float> normal;
  NetConfig c;
  c.vector_dim = 8;
  c.feature_dim = 12;
  c.layers = 3;
  c.hidden = 16;
  c.tag_layer = 1;
  c.name_layer = 2;
  c.arc_dim = 16;
  c.label_dim = 32;
  c.xpos_count = 3;
  c.feats_count = 2;
  c.label_count = static_cast<std::uint32_t>(kDeprelNames.size());
  std::vector<ModelSection> sections;
  std::string config(sizeof c, '\0');
  std::memcpy(config.data(), &c, sizeof c);
  sections.push_back({"config", config});
  const auto floats = [&](const std::string& name, std::size_t n) {
    std::string bytes(n * 4, '\0');
    for (std::size_t i = 0; i < n; ++i) {
      const float v = normal(rng);
      std::memcpy(bytes.data() + i * 4, &v, 4);
    }
    sections.push_back({name, bytes});
  };
  const auto matrix = [&](const std::string& name, std::uint32_t rows, std::uint32_t cols) {
    std::vector<float> values(std::size_t{rows} * cols);
    for (float& v : values) v = normal(rng);
    sections.push_back({name, pack_quant(rows, cols, values)});
  };
  const auto linear = [&](const std::string& name, std::uint32_t rows, std::uint32_t cols) {
    matrix(name + ".w", rows, cols);
    floats(name + ".b", rows);
  };
  const auto table = [&](const std::string& name, std::uint32_t rows, const auto& hash_of) {
    std::vector<HashSlot> slots(4 * std::size_t{rows});
    for (std::uint32_t r = 0; r < rows; ++r) {
      const std::uint64_t hash = hash_of(r);
      std::size_t at = hash % slots.size();
      while (slots[at].row != kNoRow) at = (at + 1) % slots.size();
      slots[at] = {static_cast<std::uint32_t>(hash >> 32), r};
    }
    sections.push_back(
        {name, std::string(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(HashSlot))});
  };
  const std::vector<std::string> words = {"the", "army", "said", "baku"};
  table("vectors.index", 4, [&](std::uint32_t r) { return vector_hash(words[r]); });
  matrix("vectors", 4, c.vector_dim);
  table("features.index", 32, [&](std::uint32_t r) {
    FeatureScratch scratch;
    FeatureHashes hashes;
    feature_hashes(words[r / 8], scratch, hashes);
    return hashes.hash[r % 8];
  });
  matrix("features", 32, c.feature_dim);
  for (std::uint32_t l = 0; l < c.layers; ++l) {
    const std::string name = "layer" + std::to_string(l);
    linear(name, 2 * NetConfig::gates(l) * c.hidden, l == 0 ? c.input_dim() : 2 * c.hidden);
    floats(name + ".v", 4 * std::size_t{c.hidden});
  }
  linear("tag", c.tag_count(), 2 * c.hidden);
  linear("name", c.name_tags, 2 * c.hidden);
  linear("mlp", 2 * c.arc_dim + 2 * c.label_dim, 2 * c.hidden);
  linear("arc", c.arc_dim + c.distance_buckets, c.arc_dim);
  linear("label", c.label_count, c.label_dim);
  floats("arc.root", c.arc_dim);
  floats("label.root", c.label_dim);
  floats("label.distance", std::size_t{c.distance_buckets} * c.label_dim);
  sections.push_back({"xpos", "NN\nVB\nDT\n"});
  sections.push_back({"feats", "_\nNumber=Sing\n"});
  std::string labels;
  for (const std::string_view name : kDeprelNames) labels += std::string(name) + "\n";
  sections.push_back({"labels", labels});
  sections.push_back({"licence", "none\n"});
  return sections;
}

inline std::string small_model(std::uint32_t seed) { return build_model(small_model_sections(seed)); }

/// A file that goes away with its name.
class TempFile {
 public:
  explicit TempFile(const std::string& bytes) {
    char name[] = "/tmp/dragoman-test-XXXXXX";
    const int fd = ::mkstemp(name);
    if (fd >= 0) ::close(fd);
    path_ = name;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TempFile() { ::unlink(path_.c_str()); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace dragoman::testing
