// SPDX-License-Identifier: Apache-2.0
// What `dragoman quotes` shows: whose word or thought each passage is, the words that say so, and the passage.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "coding/syntax_view.h"
#include "text/story.h"

namespace dragoman {

/// One attribution. Those of speech and those of attitude ("believes", "wants") are told apart, since only speech gives
/// a record its speaker.
struct Quote {
  TokenRange source;                 ///< the whole phrase; empty when nobody is named
  TokenRange cue;                    ///< empty for a quotation that nothing introduces
  std::uint32_t cue_head = kNoToken;
  std::vector<TokenRange> content;   ///< in text order, apart from each other
  bool speech = false;
};

/// Buffers of one caller.
struct QuoteScratch {
  std::vector<TokenRange> quotations;          ///< of the whole text, in order
  std::vector<std::uint32_t> order;            ///< tokens of a sentence from the root down
  std::vector<std::uint8_t> taken;             ///< per token: part of an attribution
  std::vector<Argument> arguments;
  std::vector<TokenRange> ranges;
};

/// Each passage is told of its outermost speaker: "Baku said Yerevan denied it" is one attribution, to Baku.
/// Linear in the text for trees of bounded depth. Const after construction: one serves any number of threads.
class QuoteFinder {
 public:
  QuoteFinder();

  /// The attributions of a document in text order (`out` is cleared).
  void find(const SyntaxView& view, const StoryLayout& layout, QuoteScratch& scratch, std::vector<Quote>& out) const;

  struct Cue {
    std::uint8_t slots = 0;
    std::vector<std::string_view> prepositions;
    std::string_view particle;
  };
  /// Meanings of a lemma as a cue of that part of speech; nullptr when it is none.
  [[nodiscard]] const Cue* cue(Upos pos, std::string_view lemma) const;

 private:
  using Table = std::unordered_map<std::string_view, Cue>;
  Table verbs_;
  Table nouns_;
  Table adjectives_;
};

}  // namespace dragoman
