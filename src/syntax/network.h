// SPDX-License-Identifier: Apache-2.0
// The trained network at work: from words to tags, name scores, heads and relations, in int8.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "syntax/features.h"
#include "syntax/kernels.h"
#include "syntax/model_file.h"
#include "syntax/tree.h"

namespace dragoman {

/// What the network says of one token.
struct TokenScores {
  std::uint16_t upos = 0;
  std::uint16_t xpos = 0;
  std::uint16_t feats = 0;
  std::uint16_t label = 0;
  std::int32_t head = -1;  ///< within the sentence
};

/// First-layer products of recent words: sets of two, the one used longer ago gives way.
struct WordCache {
  static constexpr std::size_t kEntries = 2048;
  static constexpr std::size_t kMaxBytes = 29;
  struct Key {
    std::uint8_t size = 0xff;
    bool used = false;
    std::array<char, kMaxBytes> bytes{};
    [[nodiscard]] bool is(std::string_view form) const {
      return size == form.size() && std::memcmp(bytes.data(), form.data(), form.size()) == 0;
    }
    void set(std::string_view form) {
      size = static_cast<std::uint8_t>(form.size());
      used = true;
      std::memcpy(bytes.data(), form.data(), form.size());
    }
  };
  std::uint64_t owner = 0;  ///< Network it was filled by
  std::size_t stride = 0;
  std::vector<Key> keys;
  AlignedBuffer<float> values;
};

/// Working memory of one thread; grows to the longest batch seen.
struct NetScratch {
  FeatureScratch features;
  WordCache words;
  std::vector<std::uint32_t> missing, slots;
  std::vector<std::int32_t> buckets;
  AlignedBuffer<float> missing_pre, input, pre, out_a, out_b, logits, name_logits, mlp, query, heads_t, scores, mixed,
      cell;
  QuantRows rows, top_rows;
  TreeScratch tree;
  std::vector<std::int32_t> heads;
  std::vector<TokenScores> tokens;
};

class Network {
 public:
  /// Packs the weights for this processor; borrows the tables from `file`, which must outlive the network.
  static Result<Network> create(const ModelFile& file, CpuPath path);

  /// Sentences end to end: sentence s is forms [begin[s], begin[s+1]). Results are in scratch.tokens, and the scores of
  /// name tags at name_scores(scratch, t).
  void run(std::span<const std::string_view> forms, std::span<const std::uint32_t> begin, NetScratch& scratch) const;

  [[nodiscard]] const float* name_scores(const NetScratch& scratch, std::size_t token) const {
    return scratch.name_logits.data() + token * name_w_.padded_rows;
  }
  [[nodiscard]] const NetConfig& config() const { return config_; }
  /// Adds the pretrained vector of a word to `out` (vector_dim floats); false for an unknown word.
  bool add_vector(std::string_view form, float* out, FeatureScratch& scratch) const;

 private:
  struct Layer {
    PackedMatrix w;
    std::span<const float> peep;  ///< forget then reset, both directions
  };
  void embed(std::string_view form, float* out, FeatureScratch& scratch) const;
  void first_products(std::span<const std::string_view> forms, NetScratch& s) const;
  void parse(std::span<const std::uint32_t> begin, const QuantRows& top, std::size_t tokens, NetScratch& s) const;

  NetConfig config_;
  std::uint64_t id_ = 0;
  const Kernels* kernels_ = nullptr;
  std::span<const HashSlot> vector_table_, feature_table_;
  QuantView vectors_, features_;
  std::vector<Layer> layers_;
  PackedMatrix tag_w_, name_w_, mlp_w_, arc_w_, label_w_;
  std::span<const float> arc_root_, label_root_, label_distance_;
};

}  // namespace dragoman
