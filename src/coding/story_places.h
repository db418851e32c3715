// SPDX-License-Identifier: Apache-2.0
// The countries of the places found in a story, for the actor resolver ("Delhi police", "people in Songkhla").
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "coding/actor_resolver.h"
#include "coding/place_finder.h"
#include "knowledge/gazetteer.h"

namespace dragoman {

class StoryPlaces : public PlaceCountry {
 public:
  /// `places` is borrowed; null for none.
  void set(const std::vector<PlaceMention>* places) { places_ = places; }

  /// The country of the last place in `tokens`: "in Songkhla, Thailand" names the larger one last.
  [[nodiscard]] CountryCode country_of(const Document& document, TokenRange tokens,
                                       const ActorMemory* known) const override {
    (void)document;
    CountryCode country;
    if (places_ == nullptr) return country;
    // Mentions are in text order and short: those around the phrase are found by halving.
    constexpr std::uint32_t kLongest = 64;
    const std::uint32_t from = tokens.begin > kLongest ? tokens.begin - kLongest : 0;
    for (auto it = std::lower_bound(places_->begin(), places_->end(), from,
                                    [](const PlaceMention& p, std::uint32_t token) { return p.tokens.begin < token; });
         it != places_->end() && it->tokens.begin < tokens.end; ++it) {
      const PlaceMention& p = *it;
      if (tokens.begin >= p.tokens.end || p.country.empty()) continue;
      const CountryCode c = CountryCode::from(p.country);
      // A town whose country nobody has spoken of may well be its namesake elsewhere.
      const bool sure = p.kind == PlaceKind::kCountry || p.certainty >= 0.9F || known == nullptr || known->mentions_of(c) > 0;
      if (sure) country = c;
    }
    return country;
  }

 private:
  const std::vector<PlaceMention>* places_ = nullptr;
};

/// The likeliest meaning of a name in the gazetteer, for phrases outside any story.
class GazetteerPlaces : public PlaceCountry {
 public:
  explicit GazetteerPlaces(const Gazetteer& gazetteer) : gazetteer_(gazetteer) {}

  /// The longest name that the tokens hold, articles and common words in front left out.
  [[nodiscard]] CountryCode country_of(const Document& document, TokenRange tokens,
                                       const ActorMemory* known) const override {
    (void)known;
    for (std::uint32_t begin = tokens.begin; begin < tokens.end; ++begin) {
      const std::string_view first = document.form(begin);
      if (first.empty() || (first[0] >= 'a' && first[0] <= 'z')) continue;
      for (std::uint32_t end = tokens.end; end > begin; --end) {
        const std::uint32_t from = document.tokens[begin].begin_byte;
        const auto meanings = gazetteer_.lookup(document.text.substr(from, document.tokens[end - 1].end_byte - from));
        if (!meanings.empty()) return CountryCode::from(gazetteer_.country_code(meanings.front().entry()));
      }
    }
    return {};
  }

 private:
  const Gazetteer& gazetteer_;
};

}  // namespace dragoman
