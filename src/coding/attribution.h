// SPDX-License-Identifier: Apache-2.0
// Who says what: direct, indirect and mixed speech, "according to", chains of speakers, and quotations that run on
// over sentences and paragraphs.
#pragma once

#include <vector>

#include "coding/syntax_view.h"
#include "dragoman/record.h"
#include "knowledge/frames.h"
#include "text/story.h"

namespace dragoman {

/// One speech report. The content is one or more stretches of tokens; a longer content may hold a shorter one of
/// another speaker ("the agency quoted the ministry as saying ...").
struct Attribution {
  std::uint32_t source = kNoToken;  ///< head of the phrase that names the speaker; kNoToken when not named
  TokenRange cue;                   ///< "said", "according to"; empty when a quotation runs on
  std::vector<TokenRange> content;
  Stance stance = Stance::kStates;
  bool carries_on = false;          ///< a quotation without a cue of its own: the speaker before or after goes on
  std::uint32_t unit = 0xffffffff;  ///< lexical unit of the cue, where it has one

  [[nodiscard]] bool covers(std::uint32_t token) const {
    for (const TokenRange& range : content) {
      if (range.begin <= token && token < range.end) return true;
    }
    return false;
  }
  [[nodiscard]] std::uint32_t size() const {
    std::uint32_t total = 0;
    for (const TokenRange& range : content) total += range.end - range.begin;
    return total;
  }
};

class AttributionFinder {
 public:
  explicit AttributionFinder(const FrameLexicon& lexicon) : lexicon_(&lexicon) {}

  /// All attributions of the document in text order.
  void find(const SyntaxView& view, const StoryLayout& layout, std::vector<Attribution>& out) const;

 private:
  struct Work;
  const FrameLexicon* lexicon_;
};

/// The words that name the speaker: his phrase without clauses and without what he says.
TokenRange speaker_phrase(const SyntaxView& view, const Attribution& attribution);

/// Indices of the attributions that cover a token, innermost first.
void speakers_of(const std::vector<Attribution>& attributions, std::uint32_t token, std::vector<std::uint32_t>& out);

}  // namespace dragoman
