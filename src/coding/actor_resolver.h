// SPDX-License-Identifier: Apache-2.0
// From a noun phrase to the actor it stands for: names with offices on the day, nationalities, role nouns, titles,
// organisations, and how they combine ("commander of the Syrian army", "the then Georgian president").
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "coding/actor_phrase.h"
#include "coding/actor_reading.h"
#include "knowledge/knowledge.h"
#include "syntax/document.h"

namespace dragoman {

/// Gives the country of a place name that the actors do not know ("Delhi police"); implemented over the gazetteer.
class PlaceCountry {
 public:
  virtual ~PlaceCountry() = default;
  /// Empty when the tokens name no place. `known` are the countries spoken of in the story so far, or null.
  [[nodiscard]] virtual CountryCode country_of(const Document& document, TokenRange tokens,
                                               const ActorMemory* known) const = 0;
};

struct ActorOptions {
  std::optional<Date> date;             ///< publication date: fixes offices
  const ActorMemory* memory = nullptr;  ///< the story so far
  const PlaceCountry* places = nullptr;
};

/// Immutable; what changes is in the caller's Scratch. Allocates nothing once the scratch is warm.
class ActorResolver {
 public:
  struct Scratch {
    ActorPhrase phrase;
    std::vector<std::uint8_t> excluded;
  };

  explicit ActorResolver(const Knowledge& knowledge) : knowledge_(knowledge) {}

  /// Reads the noun phrase of the head token: its premodifiers, possessor, "of" and other nominal modifiers and
  /// appositions, not its conjuncts and clauses. One reading per party: "Armenian and Azerbaijani forces" gives two.
  /// Nothing is appended when the phrase names no actor, not even one without a code. `out` is cleared first.
  void resolve(const Document& document, std::uint32_t head, const ActorOptions& options, Scratch& scratch,
               std::vector<ActorReading>& out) const;

  /// Reads a range of tokens as one noun phrase by its surface, conjuncts included; needs neither tags nor tree.
  void resolve_range(const Document& document, TokenRange range, const ActorOptions& options, Scratch& scratch,
                     std::vector<ActorReading>& out) const;

  /// Finds "full name (ACRONYM)" in a sentence and remembers the acronym.
  void note_acronyms(const Document& document, TokenRange sentence, const ActorOptions& options, Scratch& scratch,
                     ActorMemory& memory) const;

  [[nodiscard]] const Knowledge& knowledge() const { return knowledge_; }

 private:
  void share_modifiers(const Document& document, std::uint32_t head, TokenRange range, const ActorOptions& options,
                       Scratch& scratch, std::vector<ActorReading>& out) const;

  const Knowledge& knowledge_;
};

/// The tokens of the noun phrase of `head`: its subtree without clauses and without its own conjuncts. `excluded`
/// (resized) marks those between begin and end that do not belong to it.
TokenRange noun_phrase_of(const Document& document, std::uint32_t head, std::vector<std::uint8_t>& excluded);

}  // namespace dragoman
