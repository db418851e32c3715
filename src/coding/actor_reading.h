// SPDX-License-Identifier: Apache-2.0
// What a noun phrase says about an actor.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "knowledge/knowledge.h"
#include "syntax/document.h"

namespace dragoman {

/// Views point into the knowledge or into the text of the document.
struct ActorReading {
  std::string_view name;  ///< canonical, or as in the text; for the unnamed the name of the country, or empty
  ActorCode code;         ///< country may be empty: not known from the phrase
  EntityKind kind = EntityKind::kPerson;  ///< of `entity`
  std::uint32_t entity = kNoIndex;
  TokenRange tokens;             ///< the phrase with its premodifiers and its name
  std::uint32_t head = 0;        ///< head token
  std::string_view role;         ///< office held on the day, or empty
  bool actor_like = false;       ///< can act in politics: a person, group, organ, state; false for "the Russian decision"
  bool named = false;            ///< a proper name stands for the entity itself ("Lavrov", "Hamas", "Russia")
  bool person = false;           ///< one person
  bool plural = false;
  bool could_be_place = false;   ///< a state, capital, seat: as place it is no actor ("in Baku")
  bool ethnic = false;           ///< the country is that of an ethnic name ("ethnic Armenians"), the story may say better
  bool needs_country = false;    ///< an actor whose country the story has to give ("police", "villagers")
  bool organ = false;            ///< an institution without a name of its own ("the foreign ministry")
  bool uncertain = false;        ///< an ambiguous form taken without support from the story
};

/// Persons and organisations met earlier in a story, by surname and acronym. Owned by the caller, one a story.
class ActorMemory {
 public:
  void clear();

  /// Remembers a reading under the short forms of its name. A later, fuller reading completes an earlier one.
  void remember(const ActorReading& reading);
  /// Remembers `reading` under a form as it stands ("PKK").
  void remember_as(std::string_view form, const ActorReading& reading);
  /// A country was spoken of; counts support ambiguous names.
  void note_country(CountryCode country);

  /// nullptr when the form (a surname, an acronym, a full unknown name) is not known.
  [[nodiscard]] const ActorReading* find(std::string_view form) const;
  /// The last partially recognised entity spoken of, or nullptr.
  [[nodiscard]] const ActorReading* unrecognised() const;
  /// A person whose surname is spelled almost so ("Jimienez", "Jimenez"), or nullptr.
  [[nodiscard]] const ActorReading* find_similar(std::string_view surname) const;
  [[nodiscard]] bool knows_entity(std::uint32_t entity) const;
  [[nodiscard]] int mentions_of(CountryCode country) const;
  /// Spoken of more than twice as often as any other country.
  [[nodiscard]] bool is_dominant(CountryCode country) const;
  /// The country spoken of most, empty when there is none.
  [[nodiscard]] CountryCode main_country() const;

 private:
  void add_key(std::uint64_t key, std::uint32_t reading);
  /// Stores a reading, in the place of the one that the same name had.
  std::uint32_t keep(std::string_view name, const ActorReading& reading);

  std::unordered_map<std::uint64_t, std::uint32_t> entries_;  ///< key of a form to its reading
  std::vector<ActorReading> readings_;
  std::unordered_set<std::uint32_t> entities_;
  std::vector<std::pair<CountryCode, int>> countries_;
};

}  // namespace dragoman
