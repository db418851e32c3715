// SPDX-License-Identifier: Apache-2.0
// A noun phrase cut into items (names, role nouns, words) and segments (what stands between "'s", prepositions and
// commas), the form in which the actor resolver reads it.
//
//   Israel 's defence minister , Benny Gantz   segments: [Israel] 's-> [defence minister] , [Benny Gantz]
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "knowledge/knowledge.h"
#include "syntax/document.h"

namespace dragoman {

enum class ItemRole : std::uint8_t {
  kWord,         ///< none of the others
  kMatch,        ///< found in the knowledge
  kSkip,         ///< determiner, adverb, quotation mark
  kNumber,       ///< "four", "45", "dozens"
  kPossessive,   ///< 's
  kPreposition,
  kComma,        ///< also brackets, colon, dash
  kAnd,
  kHyphen,
  kStop,         ///< a relative pronoun, a verb: what follows says nothing about who
};

struct PhraseItem {
  TokenRange tokens;
  ItemRole role = ItemRole::kWord;
  const SenseRecord* land = nullptr;    ///< state, entity, people, ethnic or religious group, capital, seat
  const SenseRecord* group = nullptr;   ///< organisation, armed group, party, ministry, ...
  const SenseRecord* person = nullptr;  ///< by the full name
  const SenseRecord* agent = nullptr;   ///< role noun
  std::uint32_t match = kNoIndex;       ///< index into NameScratch::matches, for the surnames
  bool surname = false;
  bool capital = false;
  bool excluded = false;        ///< "US" in "US-backed", "Russian" in "pro-Russian"
  bool weak = false;            ///< "Taliban" in "Taliban-led": taken when there is nothing better
  bool capital_name = false;    ///< `land` by its capital or seat
};

enum class SegmentLink : std::uint8_t { kFirst, kPossessed, kOf, kFrom, kIn, kFor, kTo, kOther, kApposition, kConjunct };

struct Segment {
  std::uint16_t begin = 0;  ///< items
  std::uint16_t end = 0;
  SegmentLink link = SegmentLink::kFirst;
};

struct ActorPhrase {
  std::vector<PhraseItem> items;
  std::vector<Segment> segments;
  NameScratch names;
  TokenRange range;
};

/// How a single lower-cased word takes part in a phrase.
enum class WordClass : std::uint8_t {
  kNone, kDeterminer, kDefinite, kNumber, kPreposition, kAnd, kStop, kFormer, kTransparent, kBacked, kLed, kOpposed,
  kQuantity, kParticle,
};
WordClass word_class(std::string_view word);

/// Cuts `range` of the document; `excluded[i]` (when not empty) leaves token range.begin + i out.
void cut_phrase(const Knowledge& knowledge, const Document& document, TokenRange range, std::optional<Date> date,
                std::span<const std::uint8_t> excluded, ActorPhrase& phrase);

/// A document of one noun phrase cut at blanks, apostrophes and hyphens, without tags: what is done where there is no
/// language model. `text` must outlive it.
void make_flat_document(std::string_view text, Document& document);

}  // namespace dragoman
