// SPDX-License-Identifier: Apache-2.0
// Finds the places a story mentions and says which places they are.
//
// A mention is a capitalised name that the gazetteer knows and whose neighbours do not speak against a place ("Jordan
// said", "Paris Hilton"). All names of a story are resolved together: countries and divisions named in it, the
// dateline, places nearby and size decide ("Springfield, Illinois"); a name means one place in one story unless the
// text says otherwise.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "coding/place_weights.h"
#include "knowledge/gazetteer.h"
#include "syntax/document.h"
#include "text/story.h"

namespace dragoman {

/// How a place is mentioned. Event coding uses kPlain only.
enum class PlaceUse : std::uint8_t {
  kPlain,     ///< "in Idlib"
  kDemonym,   ///< "the Syrian army", "Syrians": stands for the country
  kEmbedded,  ///< part of a longer name: "Boston Police Department"
};

struct PlaceMention {
  TokenRange tokens;
  std::uint32_t begin_byte = 0;
  std::uint32_t end_byte = 0;
  std::uint32_t entry = kNoPlace;  ///< of the gazetteer
  PlaceUse use = PlaceUse::kPlain;
  PlaceKind kind = PlaceKind::kCity;
  float score = 0;           ///< log-odds that this is a place
  float certainty = 0;       ///< share of the chosen meaning among all, 0 to 1
  std::string_view name;     ///< of the gazetteer, which must outlive the mention
  std::string_view country;  ///< ISO alpha-3; empty when none
  std::string_view admin1;   ///< empty when none or the place is a country
  double lat = 0;
  double lon = 0;
  std::uint32_t geonameid = 0;  ///< 0 when unknown
};

/// What a type word after a name asks for ("Idlib province").
enum PlaceWanted : std::uint8_t { kWantAdmin = 1, kWantCity = 2, kWantNature = 4 };

/// Working memory of find_places; reused from story to story it stops allocating.
class PlaceScratch {
 public:
  struct Word {
    std::uint64_t hash = 0;
    const PlaceSlot* slot = nullptr;
    std::uint32_t begin = 0;  ///< folded form, in `folded`
    std::uint16_t size = 0;
    std::uint16_t flags = 0;  ///< WordFlag
    bool capital = false;     ///< begins with a capital
    bool upper = false;       ///< has no small letter
    bool starts = false;      ///< begins a sentence or a quotation: its capital means nothing
    bool headline = false;    ///< in a sentence with most words capitalised
    bool person = false;      ///< (part of) a person's name by its neighbours
    NameType name = NameType::kNone;
  };
  struct Group {
    std::uint64_t hash = 0;
    const PlaceSlot* slot = nullptr;
    std::uint32_t best = kNoPlace;
    std::uint32_t hint = kNoPlace;  ///< container stated at one of its mentions
    float share = 0;
    float prior = 0;  ///< of the likeliest meaning
    std::uint16_t mentions = 0;
    std::uint16_t strong = 0;  ///< mentions that are surely places by their context
    std::uint16_t person = 0;  ///< times the name was seen as a person's
    bool demonym = false;
    float rarity = 0;  ///< weight as evidence for a county
    bool counted = false;
    bool typed = false;       ///< ends in a type word: "Laurel County"
    bool ordinary = false;    ///< all words of the name are ordinary ones
    bool upper_only = false;  ///< the likeliest meaning holds in capitals only
  };
  struct Candidate {
    TokenRange tokens;
    std::uint32_t group = 0;
    std::uint32_t container = kNoPlace;  ///< from "X, Ohio"
    std::uint32_t contained_in = 0;      ///< candidate index + 1 of that container
    std::uint32_t resolved = kNoPlace;
    float share = 0;
    float score = 0;
    std::uint8_t wanted = 0;  ///< PlaceWanted
    bool in_list = false;     ///< next to another candidate in an enumeration
    PlaceUse use = PlaceUse::kPlain;
    bool abbreviation = false;
    bool loose = false;  ///< found as another romanisation
    bool upper = false;
    bool in_dateline = false;
  };
  std::string folded;
  std::vector<Word> words;
  std::vector<Group> groups;
  std::vector<Candidate> candidates;
  std::vector<std::uint32_t> group_table;  ///< open addressing over groups
  std::uint32_t dateline = kNoPlace;       ///< place of a dateline that is not in the document
  std::string loose_key;
  std::vector<float> country_weight;     ///< by entry of the country
  std::vector<std::uint32_t> countries;  ///< those with weight
  struct Division {
    std::uint32_t entry;
    float weight;
  };
  std::vector<Division> divisions;
  std::vector<Division> shared;  ///< second-order divisions by entry, with how many names have a meaning in them
};

/// The place in the dateline of a story, kNoPlace when there is none: "YALA, Thailand" is the Yala in Thailand.
std::uint32_t dateline_place(std::string_view text, const StoryLayout& layout, const Gazetteer& gazetteer);
std::uint32_t dateline_place(std::string_view text, const StoryLayout& layout, const Gazetteer& gazetteer,
                             std::string& folded);  ///< with working memory of the caller's

/// Appends nothing else: `mentions` is cleared, then filled in text order. Tags and names of the document are used when
/// they are there; tokens and sentences are enough.
void find_places(const Document& document, const StoryLayout& layout, const Gazetteer& gazetteer, PlaceScratch& scratch,
                 std::vector<PlaceMention>& mentions, const PlaceWeights& weights = kPlaceWeights);

}  // namespace dragoman
