// SPDX-License-Identifier: Apache-2.0
// The model file: named, checksummed sections in one memory-mapped file (docs/formats/model.md).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/result.h"
#include "syntax/features.h"

namespace dragoman {

inline constexpr std::array<char, 8> kModelMagic = {'D', 'R', 'G', 'M', 'O', 'D', 'E', 'L'};
inline constexpr std::uint32_t kModelVersion = 1;

/// The shape of the network, a section of plain 32-bit numbers in this order.
struct NetConfig {
  std::uint32_t vector_dim = 100;   ///< pretrained word vectors
  std::uint32_t feature_dim = 124;  ///< sum of the learned feature vectors
  std::uint32_t layers = 3;         ///< bidirectional recurrent layers
  std::uint32_t hidden = 128;       ///< per direction
  std::uint32_t tag_layer = 2;      ///< layer (from 1) whose output feeds the tag heads
  std::uint32_t name_layer = 3;     ///< same for names
  std::uint32_t arc_dim = 128;
  std::uint32_t label_dim = 128;
  std::uint32_t upos_count = 17;
  std::uint32_t xpos_count = 0;
  std::uint32_t feats_count = 0;
  std::uint32_t name_tags = 11;  ///< O, then B and I of each NameType
  std::uint32_t label_count = 0;
  std::uint32_t distance_buckets = 32;

  [[nodiscard]] std::uint32_t input_dim() const { return vector_dim + feature_dim; }
  [[nodiscard]] std::uint32_t tag_count() const { return upos_count + xpos_count + feats_count; }
  /// Blocks of `hidden` outputs per direction in layer l (from 0): candidate, forget, reset, and in the first layer a
  /// projection for the highway.
  [[nodiscard]] static std::uint32_t gates(std::uint32_t l) { return l == 0 ? 4 : 3; }
};
inline constexpr std::size_t kNetConfigWords = sizeof(NetConfig) / sizeof(std::uint32_t);

/// Which bucket the offset head - dependent falls in: 0 is the root, then signed, finer when near.
inline std::uint32_t distance_bucket(std::int32_t offset) {
  const std::uint32_t far = static_cast<std::uint32_t>(offset < 0 ? -offset : offset);
  std::uint32_t b = far;  // 1..8 as they are
  if (far > 8)
    b = far <= 10 ? 9 : far <= 13 ? 10 : far <= 17 ? 11 : far <= 23 ? 12 : far <= 32 ? 13 : far <= 48 ? 14 : 15;
  return offset < 0 ? b : b + 15;
}

/// An int8 matrix of the file: `rows` x `cols`, row-major, each row with its own scale.
struct QuantView {
  std::uint32_t rows = 0;
  std::uint32_t cols = 0;
  std::span<const float> scale;
  std::span<const std::int8_t> value;
};

/// A section to be written.
struct ModelSection {
  std::string name;
  std::string bytes;
};

/// Lays sections out as a model file. Requires names of at most 24 bytes.
std::string build_model(std::span<const ModelSection> sections);

/// Bytes of a QuantView section: rows, cols, scales, values.
std::string pack_quant(std::uint32_t rows, std::uint32_t cols, std::span<const float> values);

/// A model file, mapped read-only; every section was checked against its checksum.
class ModelFile {
 public:
  /// Errors: kNotFound, kIo, kVersion, kCorrupt; the message says what is wrong and what to do.
  static Result<ModelFile> open(const std::string& path);
  /// The same over bytes in memory, borrowed and 8-byte aligned; `name` is for messages.
  static Result<ModelFile> parse(std::span<const std::byte> bytes, const std::string& name);

  ModelFile(ModelFile&& other) noexcept { *this = std::move(other); }
  ModelFile& operator=(ModelFile&& other) noexcept {
    std::swap(map_, other.map_);
    std::swap(map_size_, other.map_size_);
    sections_.swap(other.sections_);
    name_.swap(other.name_);
    std::swap(id_, other.id_);
    return *this;
  }
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;
  ~ModelFile();

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Depends on the content only.
  [[nodiscard]] std::uint64_t id() const { return id_; }
  [[nodiscard]] bool has(std::string_view section) const;
  Result<std::span<const std::byte>> bytes(std::string_view section) const;
  Result<std::string_view> text(std::string_view section) const;
  /// Floats, exactly `count` of them.
  Result<std::span<const float>> floats(std::string_view section, std::size_t count) const;
  Result<QuantView> quant(std::string_view section, std::uint32_t rows, std::uint32_t cols) const;
  /// Any number of rows.
  Result<QuantView> quant_rows(std::string_view section, std::uint32_t cols) const;
  /// A hash table whose rows are all below `rows`.
  Result<std::span<const HashSlot>> table(std::string_view section, std::uint32_t rows) const;
  Result<NetConfig> config() const;

 private:
  ModelFile() = default;
  Error corrupt(std::string_view section, std::string_view what) const;

  void* map_ = nullptr;
  std::size_t map_size_ = 0;
  std::string name_;
  std::uint64_t id_ = 0;
  std::vector<std::pair<std::string_view, std::span<const std::byte>>> sections_;
};

}  // namespace dragoman
