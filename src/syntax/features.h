// SPDX-License-Identifier: Apache-2.0
// What the network sees of a word: hashes of its form, affixes and shape, looked up in tables of the model.
//
// Part of the model format: a change here needs a new kModelVersion and a new training.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dragoman {

/// Rows that a form can have at most: lower-cased word, exact form, 4 suffixes, 3 prefixes, shape.
inline constexpr std::size_t kMaxWordFeatures = 10;
/// Features from this position on say something of parts of the word only; those before it name the whole word.
inline constexpr std::size_t kFirstAffixFeature = 2;

/// An open-addressing hash table as it stands in the model: slot = low bits of the hash, linear probing, the upper half
/// of the hash as tag. Capacity is a power of two; an empty slot has row kNoRow.
struct HashSlot {
  std::uint32_t tag = 0;
  std::uint32_t row = 0xffffffff;
};
inline constexpr std::uint32_t kNoRow = 0xffffffff;

/// Requires a table with at least one empty slot (checked when a model is loaded); an empty table finds nothing.
inline std::uint32_t find_row(std::span<const HashSlot> table, std::uint64_t hash) {
  if (table.empty()) return kNoRow;
  const std::size_t mask = table.size() - 1;
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    if (table[slot].row == kNoRow || table[slot].tag == tag) return table[slot].row;
  }
}

/// Lower-cases ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic capitals of equal byte length; other bytes stay.
/// `out` is overwritten.
void lower_form(std::string_view form, std::string& out);

/// "Azerbaijan's" gives "Xxx'x": runs are cut at two characters, after the first run at ten characters in all.
void shape_of(std::string_view form, std::string& out);

/// Hash under which a word of the pretrained vectors is stored.
std::uint64_t vector_hash(std::string_view lower);

struct FeatureHashes {
  std::array<std::uint64_t, kMaxWordFeatures> hash{};
  std::uint64_t vector = 0;
};

/// Buffers of one thread.
struct FeatureScratch {
  std::string straight;
  std::string lower;
  std::string digits;  ///< lower-cased, every digit as 0
  std::string shape;
};

/// All features of a form; never fails, any bytes will do.
void feature_hashes(std::string_view form, FeatureScratch& scratch, FeatureHashes& out);

}  // namespace dragoman
