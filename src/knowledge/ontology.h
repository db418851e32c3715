// SPDX-License-Identifier: Apache-2.0
// The ontology: PLOVER types and modes with scores, CAMEO codes with Goldstein values, sectors, countries.
// The text it is read from is knowledge/ontology/; the formats are in knowledge/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

/// Sector codes in the order of the coding guide.
enum class Sector : std::uint8_t {
  kGov, kMil, kCop, kSpy, kJud, kLeg, kPty, kOpp, kReb, kPrm, kUaf, kCvl, kRef, kRel, kEdu, kMed, kJrn, kBus, kLab,
  kAgr, kCrm, kEli, kSoc, kPre, kUnk,
};
inline constexpr std::array<std::string_view, 25> kSectorNames = {
    "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "UAF", "CVL", "REF",
    "REL", "EDU", "MED", "JRN", "BUS", "LAB", "AGR", "CRM", "ELI", "SOC", "PRE", "UNK"};

constexpr std::string_view name_of(Sector sector) { return kSectorNames[static_cast<std::size_t>(sector)]; }
std::optional<Sector> sector_from(std::string_view code);

/// A country code of three letters, or none.
struct CountryCode {
  std::array<char, 4> letters{};  ///< the last one is always 0
  [[nodiscard]] bool empty() const { return letters[0] == 0; }
  [[nodiscard]] std::string_view view() const { return {letters.data(), empty() ? 0U : 3U}; }
  bool operator==(const CountryCode&) const = default;
  /// Requires a code of three letters, or "" for none.
  static constexpr CountryCode from(std::string_view code) {
    CountryCode c;
    if (code.size() >= 3) c.letters = {code[0], code[1], code[2], 0};
    return c;
  }
};

struct CountryInfo {
  CountryCode iso3;
  std::string iso2, fips, cow;  ///< empty when there is none
  std::string name;
};

struct CameoInfo {
  std::string code;
  double goldstein = 0;
  std::optional<EventType> type;  ///< PLOVER type, none for what PLOVER leaves out
  std::string mode;
  std::vector<std::string> contexts;
  std::string name;
};

struct ModeInfo {
  EventType type = EventType::kAgree;
  std::string mode;  ///< empty: the type without a mode
  double score = 0;
  std::string cameo;
  std::vector<std::string> contexts;
};

/// The texts of the four files; `*_name` are used in messages.
struct OntologyText {
  std::string types, cameo, sectors, countries;
  std::string types_name = "types.txt", cameo_name = "cameo.txt", sectors_name = "sectors.txt",
              countries_name = "countries.txt";
};

/// Constant once read; views it gives out live as long as it does.
class Ontology {
 public:
  /// Errors name file and line.
  static Result<Ontology> read(const OntologyText& text);

  /// PLOVER conflict-cooperation score; an unknown mode takes that of its type.
  [[nodiscard]] double score_of(EventType type, std::string_view mode) const;
  /// Goldstein value; an unknown code takes that of its longest known prefix, 0 when there is none.
  [[nodiscard]] double goldstein_of(std::string_view cameo) const;
  [[nodiscard]] std::string_view default_cameo(EventType type, std::string_view mode) const;
  [[nodiscard]] std::span<const std::string> default_contexts(EventType type, std::string_view mode) const;
  [[nodiscard]] bool is_mode(EventType type, std::string_view mode) const { return find_mode(type, mode) != nullptr; }
  [[nodiscard]] const CameoInfo* cameo(std::string_view code) const;
  [[nodiscard]] const CountryInfo* country(std::string_view iso3) const;
  [[nodiscard]] const CountryInfo* country_by_iso2(std::string_view iso2) const;
  [[nodiscard]] bool is_context(std::string_view context) const;
  /// Of our codes and of those of older dictionaries ("INS" gives REB).
  [[nodiscard]] std::optional<Sector> sector(std::string_view code) const;

  [[nodiscard]] std::span<const ModeInfo> modes() const { return modes_; }
  [[nodiscard]] std::span<const CameoInfo> cameo_codes() const { return cameo_; }
  [[nodiscard]] std::span<const CountryInfo> countries() const { return countries_; }
  [[nodiscard]] std::span<const std::string> contexts() const { return contexts_; }

 private:
  [[nodiscard]] const ModeInfo* find_mode(EventType type, std::string_view mode) const;

  std::vector<ModeInfo> modes_;
  std::vector<CameoInfo> cameo_;        // sorted by code
  std::vector<CountryInfo> countries_;  // sorted by iso3
  std::vector<std::string> contexts_;
  std::vector<std::pair<std::string, Sector>> sectors_;
};

std::optional<EventType> event_type_from(std::string_view name);

/// Country codes of CAMEO dictionaries that ISO has changed or never had, in ours ("KSV" gives XKX).
std::string_view modern_country_code(std::string_view code);

}  // namespace dragoman
