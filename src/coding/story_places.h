// SPDX-License-Identifier: Apache-2.0
// The countries of the places found in a story, for the actor resolver ("Delhi police", "people in Songkhla").
#pragma once

#include <vector>

#include "coding/actor_resolver.h"
#include "coding/place_finder.h"

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
    for (const PlaceMention& p : *places_) {
      if (p.tokens.begin >= tokens.end || tokens.begin >= p.tokens.end || p.country.empty()) continue;
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

}  // namespace dragoman
