// SPDX-License-Identifier: Apache-2.0
// Reads one segment of an actor phrase and combines it with those that modify it. Used by ActorResolver only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "coding/actor_phrase.h"
#include "coding/actor_reading.h"
#include "coding/actor_resolver.h"

namespace dragoman {

/// Up to eight parties of one phrase ("nationals of Iraq, Syria and Yemen").
struct Readings {
  std::array<ActorReading, 8> list{};
  std::uint8_t count = 0;
  void add(const ActorReading& r) {
    if (count < list.size()) list[count++] = r;
  }
};

class SegmentReader {
 public:
  /// `head` is an item, or -1 when it is to be found.
  SegmentReader(const Knowledge& knowledge, const Document& document, const ActorOptions& options,
                const ActorPhrase& phrase, int head)
      : k_(knowledge), doc_(document), options_(options), p_(phrase), head_(head) {}

  /// The readings of the whole phrase.
  Readings read();

 private:
  // What stands in one segment.
  struct Facts {
    std::array<int, 8> lands{};   // items, from left to right
    int land_count = 0;
    std::array<int, 6> agents{};  // items
    int agent_count = 0;
    int group = -1;               // the last organisation
    int first_group = -1;         // the one before an "and" ("UN and African Union envoys")
    int person = -1;
    int surname = -1;
    int head = -1;                // last item that means something
    int name_begin = -1, name_end = -1;  // trailing run of capitalised words that are no match
    int owner_begin = -1, owner_end = -1, owner_surname = -1;  // such a run with a surname before the head
    bool former = false, numbered = false, definite = false, ethnic = false, quantity = false, plain_head = false;
    bool organisation = false;    // the run ends in a word like "Group", "Front"
    bool lands_joined = false;    // the lands are coordinated
  };

  Facts facts_of(std::size_t segment) const;
  Readings read_segment(std::size_t segment, int depth);
  [[nodiscard]] int possessor_of(std::size_t segment) const;
  [[nodiscard]] int complement_of(std::size_t segment, SegmentLink& link) const;
  [[nodiscard]] int head_segment() const;

  [[nodiscard]] std::optional<ActorReading> known_person(const Facts& f, std::size_t segment, int depth);
  [[nodiscard]] std::uint32_t choose_surname(const Facts& f, CountryCode country, bool& strong) const;
  Readings named_entity(const Facts& f, std::size_t segment, int depth);
  Readings role_phrase(const Facts& f, std::size_t segment, int depth);

  [[nodiscard]] ActorReading of_entity(std::uint32_t entity, const PhraseItem& item) const;
  void expand_members(const ActorReading& whole, Readings& out) const;
  [[nodiscard]] ActorCode land_code(const PhraseItem& item) const;
  [[nodiscard]] const AgentRecord& agent_of(int item) const { return k_.agents()[p_.items[static_cast<std::size_t>(item)].agent->target]; }
  [[nodiscard]] const PhraseItem& item(int i) const { return p_.items[static_cast<std::size_t>(i)]; }
  [[nodiscard]] const ActorReading* own_letters(int i) const;
  [[nodiscard]] std::string_view text_of(int begin, int end) const;
  [[nodiscard]] std::string_view first_word(std::size_t item_index) const;  ///< the first word of an item
  [[nodiscard]] bool is_form(const PhraseItem& item, FormKind kind) const;
  [[nodiscard]] TokenRange tokens_of(std::size_t segment) const;
  [[nodiscard]] bool supported(const SenseRecord& sense, const Facts& f, bool doubtful = false) const;

  const Knowledge& k_;
  const Document& doc_;
  const ActorOptions& options_;
  const ActorPhrase& p_;
  int head_;
};

/// Puts the sectors of a role noun and its modifiers into the order of the coding guide.
void combine_sectors(std::span<const Sector> head, bool head_is_open, std::span<const Sector> modifiers, ActorCode& out);

/// What the guide lets stand for organisations: no sectors but force, court and parliament.
void tidy_code(ActorCode& code);

}  // namespace dragoman
