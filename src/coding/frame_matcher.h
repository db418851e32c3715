// SPDX-License-Identifier: Apache-2.0
// Finds the lexical units of a sentence and chooses their senses.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "coding/syntax_view.h"
#include "knowledge/frames.h"

namespace dragoman {

/// What the matcher asks of the layer that knows actors and places.
class SlotTester {
 public:
  virtual ~SlotTester() = default;
  /// Does the phrase headed by `token` belong to the class? kAbsent, kPresent and kBare are never asked.
  [[nodiscard]] virtual bool is(SlotClass slot_class, std::uint32_t token) const = 0;
};

/// One lexical unit found. Example: "laid siege to": head "laid", words {siege}, pivot "laid".
struct FrameMatch {
  std::uint32_t head = kNoToken;   ///< the headword
  std::uint32_t pivot = kNoToken;  ///< the word that governs the construction
  TokenRange trigger;              ///< headword and needed words when they are close, else the headword
  std::uint32_t unit = 0;          ///< in the FrameLexicon
  std::uint16_t sense = 0;
  std::uint8_t word_count = 0;
  std::array<std::uint32_t, 4> words{};  ///< needed words
  std::uint32_t particle_object = kNoToken;  ///< object that the parse hangs on the particle as on a preposition

  [[nodiscard]] const Sense& sense_in(const FrameLexicon& lexicon) const {
    return lexicon.entry(lexicon.unit(unit).entry).senses[sense];
  }
};

/// Why a candidate was dropped, for `dragoman explain`.
struct DroppedMatch {
  std::uint32_t head = kNoToken;
  std::uint32_t unit = 0;
  std::string_view reason;  ///< static text
};

class FrameMatcher {
 public:
  explicit FrameMatcher(const FrameLexicon& lexicon) : lexicon_(&lexicon) {}

  struct Scratch {
    std::vector<Argument> arguments;
    std::vector<std::uint8_t> consumed;
  };

  /// Matches of one sentence in text order, at most one per token. Pass `dropped` to learn of near misses.
  void match(const SyntaxView& view, TokenRange sentence, const SlotTester& tester, Scratch& scratch,
             std::vector<FrameMatch>& out, std::vector<DroppedMatch>* dropped = nullptr) const;

  /// All arguments of a match: of its headword, its needed words and its pivot.
  void arguments(const SyntaxView& view, const FrameMatch& match, std::vector<Argument>& out) const;

 private:
  [[nodiscard]] bool find_words(const SyntaxView& view, const LexicalUnit& unit, FrameMatch& match,
                                const std::vector<Argument>& arguments) const;
  [[nodiscard]] int choose_sense(const SyntaxView& view, const FrameEntry& entry, const std::vector<Argument>& arguments,
                                 const SlotTester& tester) const;

  const FrameLexicon* lexicon_;
};

/// Does the set hold the token's lemma, alone or with a modifier in front ("car bomb", "peace talk")?
bool lemma_in(const SyntaxView& view, const LemmaSet& set, std::uint32_t token);

}  // namespace dragoman
