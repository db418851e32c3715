// SPDX-License-Identifier: Apache-2.0
// Where sentences end: a log-linear classifier over the words around each place where one might.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "syntax/document.h"

namespace dragoman {

inline constexpr int kSplitFeatureCount = 20;
inline constexpr std::uint32_t kSplitTableSize = 1U << 14;
using SplitFeatures = std::array<std::uint32_t, kSplitFeatureCount>;

/// What the features need to know besides the words.
struct SplitState {
  std::uint32_t since = 0;      ///< words since the sentence began
  bool in_quotation = false;    ///< an odd number of double quotation marks is open
  bool in_parenthesis = false;
};

/// Whether a sentence may end between tokens i and i+1 (both in one block) at all.
bool is_split_candidate(const Document& document, std::uint32_t i);

/// Indices into the weight table of the features of the gap after token i. `begin` and `end` are the tokens of its block.
void split_features(const Document& document, std::uint32_t i, std::uint32_t begin, std::uint32_t end,
                    const SplitState& state, SplitFeatures& out);

/// Follows quotation marks, brackets and length; call it for each token in turn.
void advance(const Document& document, std::uint32_t i, SplitState& state);

/// The weights that are compiled in (trained by train/train_sentence_splitter.cc).
std::span<const std::int8_t> split_weights();

/// Appends the sentences of tokens [begin, end), which are one block, and numbers their tokens.
void split_block(Document& document, std::uint32_t begin, std::uint32_t end, std::uint32_t block,
                 std::span<const std::int8_t> weights);

}  // namespace dragoman
