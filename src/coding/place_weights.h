// SPDX-License-Identifier: Apache-2.0
// Numbers of place finding: what speaks for and against a place, and for one meaning rather than another. Written by
// hand, then adjusted on the tuning half of annotated news by `places_eval --tune`.
#pragma once

#include <array>
#include <string_view>

namespace dragoman {

// In the order of kPlaceWeightTable: first recognition, in log-odds; from kOtherName on resolution, in log10 of people.
// clang-format off
enum PlaceWeight : int {
  kBias, kPerPrior, kMajorPlace, kTinyPlace, kLongName, kDemonymName, kCommonWord, kRarerWord, kGivenName, kSurname,
  kSurnameRare, kOddWord, kOrdinaryName, kTypedName, kAcronym, kLooseSpelling, kShortForm, kDatelinePlace, kInHeadline, kStartsSentence,
  kAfterLocative, kAfterLocativeThe, kAfterTypeOf, kAfterOf, kAfterDirection, kAfterTitle, kAfterGiven,
  kAfterCapital, kLongAfterCapital, kAfterParty, kAfterPlaceHyphen, kAfterArticle, kAfterLowerTitle, kInList,
  kBeforeType, kBeforeCapitalType, kBeforeCompany, kBeforeStreet, kBeforeCapital, kBeforePerson, kBeforeTeam,
  kGivenBeforeName, kBeforeSpeech, kBeforeBased, kBeforePossessive, kSurnamePossessive, kBeforeNoun,
  kBeforeOrganisation, kBeforeTitle, kDemonymBeforeCapital, kContained, kContainer, kSeenStrong, kSeenAsPerson,
  kTaggedPlace, kTaggedPerson, kTaggedOrganisation, kUntagged, kNotProper, kOtherName, kBareDivision, kCountryStep, kCountryMost,
  kDivisionStep, kDivisionMost, kNear, kNearish, kNearMost, kOwnContainer, kGroupContainer, kWantedKind,
  kSharedDivision, kCountryBase, kMajorAtHome, kContextMost,
  kPlaceWeightCount,
};
// clang-format on

struct PlaceWeightDefault {
  std::string_view name;
  float value;
};

inline constexpr std::array<PlaceWeightDefault, kPlaceWeightCount> kPlaceWeightTable = {{
    {"bias", -0.25F},
    {"per_prior", 0.7F},     // per power of ten of people above 10,000
    {"major_place", 0.0F},   // prior of at least 6.9
    {"tiny_place", 0.3F},    // prior of at most 3.3
    {"long_name", 1.7F},     // two words and more
    {"demonym_name", 2.0F},  // "Syrian"
    {"common_word", -3.5F},  // "Police"; the next five count less for big places
    {"rarer_word", -1.0F},
    {"given_name", -1.0F},
    {"surname", -1.0F},
    {"surname_rare", -0.4F},
    {"odd_word", -2.5F},       // months, titles, "University"
    {"ordinary_name", -1.0F},  // all words ordinary: "East End"
    {"typed_name", 1.0F},      // "Laurel County"
    {"acronym", -3.0F},        // "NATO"
    {"loose_spelling", 0.0F},  // "Rayak" for Riyaq
    {"short_form", 1.0F},      // "Pa."
    {"dateline_place", 3.0F},
    {"in_headline", -0.5F},
    {"starts_sentence", -0.4F},
    {"after_locative", 1.8F},      // "in X"
    {"after_locative_the", 0.4F},  // "in the X"
    {"after_type_of", 2.5F},       // "the city of X"
    {"after_of", 0.4F},
    {"after_direction", 1.6F},  // "in northern X"
    {"after_title", -3.5F},     // "President X"
    {"after_given", -3.0F},     // "Jack X"
    {"after_capital", -1.3F},
    {"long_after_capital", -1.0F},
    {"after_party", 1.6F},          // "R-X"
    {"after_place_hyphen", 0.5F},   // "Russia-X"
    {"after_article", -0.3F},       // "the X"
    {"after_lower_title", -1.0F},   // "spokesman X"
    {"in_list", 0.5F},              // next to another place in an enumeration
    {"before_type", 1.8F},          // "X province"
    {"before_capital_type", 0.9F},  // "X Province"
    {"before_company", -4.0F},
    {"before_street", -3.2F},
    {"before_capital", -1.6F},
    {"before_person", -2.4F},      // "X Smith"
    {"before_team", -0.3F},        // "X Cowboys"
    {"given_before_name", -4.0F},  // "Jordan Smith"
    {"before_speech", -1.0F},
    {"before_based", 1.6F},  // "X-based"
    {"before_possessive", 0.2F},
    {"surname_possessive", -0.8F},      // "Martin's"
    {"before_noun", 1.2F},              // "X police", "X man"
    {"before_organisation", 0.0F},      // "X Police"
    {"before_title", 0.3F},             // "X Mayor"
    {"demonym_before_capital", -0.5F},  // "American Heart Association"
    {"contained", 2.8F},                // "X, Ohio"
    {"container", 2.8F},                // the Ohio of it
    {"seen_strong", 1.2F},
    {"seen_as_person", -2.5F},
    {"tagged_place", 1.5F},
    {"tagged_person", -1.5F},
    {"tagged_organisation", -0.2F},
    {"untagged", -1.2F},
    {"not_proper", -1.0F},  // tagged as another word than a name
    {"other_name", 1.6F},
    {"bare_division", 0.5F},
    {"country_step", 1.3F},  // per doubling of the country's weight in the story
    {"country_most", 2.5F},
    {"division_step", 1.6F},
    {"division_most", 3.2F},
    {"near", 1.4F},     // another place of the story within 50 km
    {"nearish", 0.5F},  // within 200 km
    {"near_most", 2.5F},
    {"own_container", 6.0F},
    {"group_container", 3.0F},
    {"wanted_kind", 2.5F},
    {"shared_division", 1.9F},  // another name of the story has a meaning in the same county
    {"country_base", 1.0F},     // countries themselves
    {"major_at_home", 1.0F},    // a big city whose country the story names
    {"context_most", 8.0F},
}};

using PlaceWeights = std::array<float, kPlaceWeightCount>;

constexpr PlaceWeights default_place_weights() {
  PlaceWeights weights{};
  for (int i = 0; i < kPlaceWeightCount; ++i)
    weights[static_cast<std::size_t>(i)] = kPlaceWeightTable[static_cast<std::size_t>(i)].value;
  return weights;
}
inline constexpr PlaceWeights kPlaceWeights = default_place_weights();

}  // namespace dragoman
