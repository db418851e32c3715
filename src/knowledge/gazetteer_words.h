// SPDX-License-Identifier: Apache-2.0
// Words of the text format of places, and type words in the names of divisions. Used by the compiler of the gazetteer
// only.
#pragma once

#include <cstdint>
#include <string_view>

#include "knowledge/gazetteer.h"

namespace dragoman {

struct KindWord {
  std::string_view word;
  PlaceKind kind;
  float prior;
};
// Words that begin a line of a .places file, with the default prior of what they introduce.
inline constexpr KindWord kKindWords[] = {
    {"continent", PlaceKind::kContinent, 8.0F}, {"region", PlaceKind::kRegion, 6.0F},
    {"disputed", PlaceKind::kRegion, 6.5F},     {"border", PlaceKind::kRegion, 5.0F},
    {"valley", PlaceKind::kRegion, 5.0F},       {"desert", PlaceKind::kRegion, 5.5F},
    {"park", PlaceKind::kRegion, 4.0F},         {"camp", PlaceKind::kSection, 4.5F},
    {"district", PlaceKind::kSection, 4.5F},    {"sea", PlaceKind::kWater, 6.5F},
    {"strait", PlaceKind::kWater, 6.0F},        {"gulf", PlaceKind::kWater, 6.5F},
    {"river", PlaceKind::kWater, 5.5F},         {"lake", PlaceKind::kWater, 5.5F},
    {"canal", PlaceKind::kWater, 5.5F},         {"island", PlaceKind::kIsland, 5.5F},
    {"mountain", PlaceKind::kMountain, 5.0F},   {"base", PlaceKind::kFacility, 4.5F},
    {"airport", PlaceKind::kFacility, 4.5F},    {"port", PlaceKind::kFacility, 4.0F},
    {"crossing", PlaceKind::kFacility, 4.0F},   {"dam", PlaceKind::kFacility, 4.5F},
    {"plant", PlaceKind::kFacility, 4.5F},      {"building", PlaceKind::kFacility, 4.5F},
    {"square", PlaceKind::kFacility, 4.5F},     {"bridge", PlaceKind::kFacility, 4.0F},
    {"prison", PlaceKind::kFacility, 4.5F},     {"town", PlaceKind::kCity, 4.5F},
};

struct WordName {
  std::string_view word;
  std::uint16_t flag;
};
inline constexpr WordName kWordNames[] = {
    {"word10", kWordCommon},          {"word20", kWordCommon},
    {"word35", kWordCommon},          {"word40", kWordRarer},
    {"word50", kWordRarer},           {"given", kWordGiven},
    {"surname1", kWordSurname},       {"surname2", kWordSurnameRare},
    {"common", kWordCommon},          {"title", kWordTitle},
    {"locative", kWordLocative},      {"type-after", kWordTypeAfter},
    {"type-before", kWordTypeBefore}, {"organisation", kWordOrg},
    {"speech", kWordSpeech},          {"direction", kWordDirection},
    {"calendar", kWordCalendar},      {"street", kWordStreet},
    {"function", kWordFunction},      {"company", kWordCompany},
};

// Type words at the end or the beginning of the names of divisions.
inline constexpr std::string_view kTypeSuffixes[] = {" County",
                                                     " Parish",
                                                     " Borough",
                                                     " District",
                                                     " Province",
                                                     " Governorate",
                                                     " Oblast",
                                                     " Oblast'",
                                                     " Region",
                                                     " State",
                                                     " Prefecture",
                                                     " Department",
                                                     " Municipality",
                                                     " Raion",
                                                     " Rayon",
                                                     " Krai",
                                                     " Division",
                                                     " Subdivision",
                                                     " Regency",
                                                     " Canton",
                                                     " Voivodeship",
                                                     " Republic",
                                                     " Municipio",
                                                     " Wilaya",
                                                     " Kommun",
                                                     " Emirate",
                                                     " Zone",
                                                     " Census Area",
                                                     " City and Borough",
                                                     " Metropolitan Area",
                                                     " Autonomous Region",
                                                     " Union Territory",
                                                     " Territory"};
inline constexpr std::string_view kTypePrefixes[] = {
    "City of ",         "State of ",       "Province of ", "Provincia de ", "Municipio de ", "Departamento de ",
    "District of ",     "Republic of ",    "Region of ",   "Powiat ",       "Landkreis ",    "Comune di ",
    "County of ",       "Wilaya de ",      "Kreis ",       "Provincia di ", "Province de ",  "Muḩāfaz̧at ",
    "Municipality of ", "Governorate of ", "Distrito de "};

}  // namespace dragoman
