// SPDX-License-Identifier: Apache-2.0
// The measures of the CoNLL 2018 shared task, so that figures compare with published ones: a system file is aligned with
// a gold file by the characters of the text, so tokens and sentences may differ.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dragoman/result.h"
#include "syntax/document.h"

namespace dragoman {

struct ConlluScore {
  std::uint64_t gold = 0;
  std::uint64_t system = 0;
  std::uint64_t correct = 0;
  std::uint64_t aligned = 0;  ///< words in both; 0 for Tokens and Sentences
  [[nodiscard]] double precision() const { return system == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(system); }
  [[nodiscard]] double recall() const { return gold == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(gold); }
  [[nodiscard]] double f1() const {
    return gold + system == 0 ? 0 : 2.0 * static_cast<double>(correct) / static_cast<double>(gold + system);
  }
  [[nodiscard]] double aligned_accuracy() const {
    return aligned == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(aligned);
  }
};

enum class ConlluMetric : std::uint8_t {
  kTokens, kSentences, kWords, kUpos, kXpos, kFeats, kLemmas, kUas, kLas, kLasSubtypes,
};
inline constexpr std::array<std::string_view, 10> kConlluMetricNames = {
    "Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "LAS+subtypes"};

/// LAS compares universal relations, as the shared task does; kLasSubtypes compares subtypes too. UFeats compares the
/// universal features only; a gold lemma "_" agrees with any.
struct ConlluScores {
  std::array<ConlluScore, kConlluMetricNames.size()> scores;
  [[nodiscard]] const ConlluScore& operator[](ConlluMetric m) const { return scores[static_cast<std::size_t>(m)]; }
  ConlluScore& operator[](ConlluMetric m) { return scores[static_cast<std::size_t>(m)]; }
};

/// Error (kFormat) when the texts differ in more than white space.
Result<ConlluScores> evaluate_conllu(const Document& gold, const Document& system);

}  // namespace dragoman
