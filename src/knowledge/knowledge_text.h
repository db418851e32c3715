// SPDX-License-Identifier: Apache-2.0
// The knowledge as a person writes it: entities and agents parsed from text, before they are compiled.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "dragoman/result.h"
#include "knowledge/ontology.h"

namespace dragoman {

enum class EntityKind : std::uint8_t {
  kState, kFormerState, kEntity, kPeople, kCapital, kSeat, kPerson, kOrganisation, kAlliance, kArmedGroup, kParty,
  kMinistry, kMedia, kCompany, kNgo, kEthnic, kReligious, kInternationalBody,
};
inline constexpr std::array<std::string_view, 18> kEntityKindNames = {
    "state", "former-state", "entity", "people",   "capital", "seat",   "person", "organisation",      "alliance",
    "armed-group", "party",  "ministry", "media",  "company", "ngo",    "ethnic", "religious", "international-body"};

/// Days, both ends inclusive.
struct DateSpan {
  std::int32_t from = std::numeric_limits<std::int32_t>::min();
  std::int32_t to = std::numeric_limits<std::int32_t>::max();
  [[nodiscard]] bool contains(Date date) const { return date.days >= from && date.days <= to; }
  [[nodiscard]] bool open() const { return *this == DateSpan(); }
  bool operator==(const DateSpan&) const = default;
};

/// "2003-10-31..", "1991..1999-12", "2014": nullopt when it is not one.
std::optional<DateSpan> parse_date_span(std::string_view text);
std::string to_string(DateSpan span);

/// What a form of a name says about its entity.
enum class FormKind : std::uint8_t { kName, kAdjective, kPeople, kCapital, kSeat, kSurname };
inline constexpr std::array<std::string_view, 6> kFormKindNames = {"name", "adjective", "people",
                                                                   "capital", "seat", "surname"};

struct FormText {
  std::string text;
  FormKind kind = FormKind::kName;
  bool ambiguous = false;  ///< "?"
  bool exact = false;      ///< "!"
  DateSpan valid;
  std::uint64_t line = 0;
};

struct CodeText {
  CountryCode country;
  std::vector<Sector> sectors;
  bool office = false;
  std::string role;  ///< of an office
  DateSpan when;
  std::uint64_t line = 0;
};

enum class LayerAction : std::uint8_t { kAdd, kReplace, kRemove };

struct EntityText {
  std::string name;
  std::optional<EntityKind> kind;
  std::vector<FormText> forms;  ///< without the canonical name
  std::vector<CodeText> codes;
  std::vector<std::string> members;  ///< "FRA" or "[Name]"
  std::string parent;
  DateSpan valid;
  std::vector<std::string> removed_forms;
  LayerAction action = LayerAction::kAdd;
  std::string file;
  std::string source;
  std::uint64_t line = 0;
};

enum AgentFlag : std::uint16_t {
  kAgentTitle = 1, kAgentWeak = 2, kAgentOrgan = 4, kAgentMass = 8, kAgentPlace = 16, kAgentAdjective = 32,
  kAgentNot = 64,
  kAgentSame = 128,  ///< "=": takes the sector of what he speaks for
};

struct AgentText {
  std::string noun;
  std::string plural;  ///< given explicitly, else empty
  bool no_plural = false;
  CountryCode country;
  std::vector<Sector> sectors;
  std::uint16_t flags = 0;  ///< AgentFlag
  bool removed = false;
  std::string file;
  std::uint64_t line = 0;
};

struct KnowledgeText {
  std::vector<EntityText> entities;
  std::vector<AgentText> agents;
  OntologyText ontology;
  /// Files that are packed as they are: path below knowledge/ to content. Actor and agent files are among them.
  std::map<std::string, std::string> files;
};

/// What is wrong in a text. Errors keep it from compiling, warnings do not.
struct Problem {
  bool error = true;
  std::string file;
  std::uint64_t line = 0;
  std::string message;
  [[nodiscard]] std::string to_string() const;
};

void parse_actors(std::string_view text, const std::string& file, const Ontology& ontology, KnowledgeText& out,
                  std::vector<Problem>& problems);
void parse_agents(std::string_view text, const std::string& file, const Ontology& ontology, KnowledgeText& out,
                  std::vector<Problem>& problems);

/// Applies the layers: entities of one name are joined, replaced, removed; of agents of one noun the last one stays.
void merge_layers(KnowledgeText& text, std::vector<Problem>& problems);

/// The regular plural of a noun or of a phrase ("minister of defence" gives "ministers of defence").
std::string plural_of(std::string_view noun);

}  // namespace dragoman
