// SPDX-License-Identifier: Apache-2.0
#include "coding/place_resolver.h"

#include <algorithm>
#include <cmath>

namespace dragoman {
namespace {

using Candidate = PlaceScratch::Candidate;
using Group = PlaceScratch::Group;

constexpr int kRounds = 3;
constexpr int kMostMeanings = 24;

// Share of the best meaning from the gap to the others.
constexpr float kSharpness = 1.6F;

class Resolver {
 public:
  Resolver(const Gazetteer& gazetteer, const PlaceWeights& weights, float least, PlaceScratch& scratch)
      : gazetteer_(gazetteer), w_(weights), least_(least), s_(scratch) {}

  void run() {
    for (Group& g : s_.groups) g.best = kNoPlace;
    gather_shared();
    for (int round = 0; round < kRounds; ++round) {
      gather_context(round);
      for (Candidate& c : s_.candidates) {
        if (c.score >= least_) choose(c);
      }
    }
  }

 private:
  void add_country(std::uint32_t country, float weight) {
    if (country == kNoPlace) return;
    if (s_.country_weight[country] == 0) s_.countries.push_back(country);
    total_country_ += weight;
    s_.country_weight[country] += weight;
  }
  void add_division(std::uint32_t division, float weight) {
    if (division == kNoPlace) return;
    for (PlaceScratch::Division& d : s_.divisions) {
      if (d.entry == division) {
        d.weight += weight;
        return;
      }
    }
    s_.divisions.push_back({division, weight});
  }
  [[nodiscard]] float division_weight(std::uint32_t division) const {
    for (const PlaceScratch::Division& d : s_.divisions) {
      if (d.entry == division) return d.weight;
    }
    return 0;
  }

  void gather_shared();
  void gather_context(int round);
  [[nodiscard]] float shared_weight(std::uint32_t division) const {
    const auto found = std::lower_bound(s_.shared.begin(), s_.shared.end(), division,
                                        [](const PlaceScratch::Division& d, std::uint32_t e) { return d.entry < e; });
    return found != s_.shared.end() && found->entry == division ? found->weight : 0;
  }
  void choose(Candidate& c);
  [[nodiscard]] float nearness(const PlaceEntry& e, std::uint32_t group) const;

  const Gazetteer& gazetteer_;
  const PlaceWeights& w_;
  float least_;
  float total_country_ = 0;
  PlaceScratch& s_;
};

/// Counts for each county how many names of the story have a meaning in it or for it: "Paris" and "Henry County"
/// together speak for Paris, Tennessee. Names with many meanings count less.
void Resolver::gather_shared() {
  s_.shared.clear();
  for (const Candidate& c : s_.candidates) {
    Group& g = s_.groups[c.group];
    if (c.score < least_ || g.demonym || c.abbreviation || g.prior >= 8.5F || g.counted) continue;
    g.counted = true;
    const auto meanings = gazetteer_.meanings(*g.slot);
    g.rarity = std::min(1.0F, 2.0F / std::sqrt(static_cast<float>(meanings.size())));
    std::size_t taken = 0;
    for (const PlaceName& m : meanings) {
      if (!meaning_fits(m, c)) continue;
      const std::uint32_t division = gazetteer_.entry(m.entry()).admin2;
      if (division != kNoPlace) s_.shared.push_back({division, g.rarity});
      if (++taken == kMostMeanings) break;
    }
  }
  std::sort(s_.shared.begin(), s_.shared.end(), [](const PlaceScratch::Division& a, const PlaceScratch::Division& b) {
    return a.entry != b.entry ? a.entry < b.entry : a.weight < b.weight;
  });
  std::size_t out = 0;
  for (std::size_t i = 0; i < s_.shared.size(); ++i) {
    if (out > 0 && s_.shared[out - 1].entry == s_.shared[i].entry) {
      s_.shared[out - 1].weight += s_.shared[i].weight;
    } else {
      s_.shared[out++] = s_.shared[i];
    }
  }
  s_.shared.resize(out);
}

void Resolver::gather_context(int round) {
  if (s_.country_weight.size() < 300) s_.country_weight.assign(300, 0);
  for (const std::uint32_t c : s_.countries) s_.country_weight[c] = 0;
  s_.countries.clear();
  s_.divisions.clear();
  total_country_ = 0;
  if (s_.dateline != kNoPlace) {
    const PlaceEntry& e = gazetteer_.entry(s_.dateline);
    add_country(e.country, 1.0F);
    if (e.kind != PlaceKind::kCountry) add_division(e.admin1, 1.0F);
  }
  if (round == 0) {
    // Countries and peoples are taken at their word; the rest has no say yet.
    for (const Candidate& c : s_.candidates) {
      const Group& g = s_.groups[c.group];
      if (c.score < 0) continue;
      if (g.demonym || g.prior >= 8.5F) {
        const PlaceEntry& e = gazetteer_.entry(gazetteer_.meanings(*g.slot)[0].entry());
        add_country(e.country, g.demonym ? 0.4F : 0.8F);
      } else if (c.contained_in != 0 && c.container != kNoPlace) {
        const PlaceEntry& e = gazetteer_.entry(c.container);
        add_country(e.country, 1.0F);
        if (e.kind == PlaceKind::kAdmin1) add_division(c.container, 1.5F);
      } else if (c.abbreviation) {
        const PlaceEntry& e = gazetteer_.entry(gazetteer_.meanings(*g.slot)[0].entry());
        add_country(e.country, 0.5F);
      }
    }
    return;
  }
  for (const Group& g : s_.groups) {
    if (g.best == kNoPlace) continue;
    const PlaceEntry& e = gazetteer_.entry(g.best);
    const float weight = g.share * std::min(3.0F, 0.5F + 0.5F * static_cast<float>(g.mentions));
    add_country(e.country, g.demonym ? 0.4F * weight : weight);
    if (e.kind != PlaceKind::kCountry) add_division(e.admin1, weight);
  }
}

float Resolver::nearness(const PlaceEntry& e, std::uint32_t group) const {
  float value = 0;
  for (std::uint32_t k = 0; k < s_.groups.size() && k < 60; ++k) {
    const Group& g = s_.groups[k];
    if (k == group || g.best == kNoPlace) continue;
    const PlaceEntry& o = gazetteer_.entry(g.best);
    if (o.kind == PlaceKind::kCountry || o.kind == PlaceKind::kAdmin1 || o.kind == PlaceKind::kContinent) continue;
    const float dlat = e.lat - o.lat;
    if (dlat > 2 || dlat < -2) continue;
    const float dlon = (e.lon - o.lon) * std::cos(e.lat * 0.01745F);
    const float squared = dlat * dlat + dlon * dlon;  // a degree is 111 km
    if (squared < 0.2F)
      value += w_[kNear] * g.share;
    else if (squared < 3.2F)
      value += w_[kNearish] * g.share;
  }
  return std::min(value, w_[kNearMost]);
}

void Resolver::choose(Candidate& c) {
  Group& group = s_.groups[c.group];
  const auto meanings = gazetteer_.meanings(*group.slot);
  float best = -1e9F;
  float total = 0;
  std::uint32_t chosen = kNoPlace;
  int seen = 0;
  // What the group itself put into the context does not count for it.
  const std::uint32_t own_country = group.best == kNoPlace ? kNoPlace : gazetteer_.entry(group.best).country;
  const std::uint32_t own_division = group.best == kNoPlace ? kNoPlace : gazetteer_.entry(group.best).admin1;
  const float own_weight =
      group.share * std::min(3.0F, 0.5F + 0.5F * static_cast<float>(group.mentions)) * (group.demonym ? 0.4F : 1.0F);
  for (const PlaceName& m : meanings) {
    if (!meaning_fits(m, c)) continue;
    const std::uint32_t index = m.entry();
    const PlaceEntry& e = gazetteer_.entry(index);
    const bool inside = c.container != kNoPlace && lies_in(gazetteer_, index, c.container);
    const bool hinted = group.hint != kNoPlace && lies_in(gazetteer_, index, group.hint);
    if (++seen > kMostMeanings && !inside && !hinted) continue;
    float value = e.prior;
    if ((m.flags() & PlaceName::kOther) != 0) value -= w_[kOtherName];
    if ((m.flags() & PlaceName::kBare) != 0) value -= w_[kBareDivision];
    float context = 0;
    if (e.country != kNoPlace) {
      float weight = s_.country_weight[e.country];
      if (e.country == own_country) weight -= own_weight;
      if (weight > 0) {
        // A country that shares the story with many others says less about a town.
        const float share = std::min(1.0F, weight / total_country_);
        context += std::min(w_[kCountryMost], w_[kCountryStep] * std::log2(1 + weight)) * std::sqrt(share);
        if (e.kind == PlaceKind::kCapital || e.prior >= 6.9F) context += w_[kMajorAtHome];
      }
      if (e.admin1 != kNoPlace) {
        weight = division_weight(e.admin1);
        if (e.admin1 == own_division) weight -= own_weight;
        if (weight > 0) context += std::min(w_[kDivisionMost], w_[kDivisionStep] * std::log2(1 + weight));
      }
      if (meanings.size() > 1 && e.kind > PlaceKind::kAdmin1) context += nearness(e, c.group);
    }
    if (e.admin2 != kNoPlace && meanings.size() > 1) {
      const float others = shared_weight(e.admin2) - group.rarity;
      if (others > 0) context += w_[kSharedDivision] * std::log2(1 + others);
    }
    value += std::min(context, w_[kContextMost]);
    if (e.kind == PlaceKind::kCountry) value += w_[kCountryBase];
    if (inside)
      value += w_[kOwnContainer];
    else if (hinted)
      value += w_[kGroupContainer];
    if (c.wanted != 0) {
      const bool admin = e.kind == PlaceKind::kAdmin1 || e.kind == PlaceKind::kAdmin2;
      if ((c.wanted & 1) != 0 && admin) value += w_[kWantedKind];
      if ((c.wanted & 2) != 0 && feature_class(e.kind) == 'P') value += w_[kWantedKind];
      if ((c.wanted & 4) != 0 && e.kind >= PlaceKind::kRegion) value += w_[kWantedKind];
    }
    total += std::exp(kSharpness * std::max(value, -20.0F));
    if (value > best) {
      best = value;
      chosen = index;
    }
  }
  if (chosen == kNoPlace) return;
  // Another romanisation is believed only in a story about its country.
  if (c.loose) {
    const std::uint32_t country = gazetteer_.entry(chosen).country;
    if (s_.country_weight[country] - (country == own_country ? own_weight : 0) <= 0.3F) return;
  }
  c.resolved = chosen;
  c.share = total > 0 ? std::exp(kSharpness * best) / total : 0;
  group.best = chosen;
  group.share = c.share;
}

}  // namespace

bool meaning_fits(const PlaceName& meaning, const PlaceScratch::Candidate& candidate) {
  const std::uint8_t flags = meaning.flags();
  if (((flags & PlaceName::kSpelling) != 0) != candidate.loose) return false;
  if (((flags & PlaceName::kDemonym) != 0) != (candidate.use == PlaceUse::kDemonym)) return false;
  if (((flags & PlaceName::kAbbreviation) != 0) != candidate.abbreviation) return false;
  return (flags & PlaceName::kUpper) == 0 || candidate.upper;
}

bool lies_in(const Gazetteer& gazetteer, std::uint32_t inner, std::uint32_t outer) {
  if (inner == outer) return false;
  const PlaceEntry& e = gazetteer.entry(inner);
  const PlaceEntry& o = gazetteer.entry(outer);
  if (o.kind == PlaceKind::kRegion) {
    // Regions have no bounds here: "Stepanakert, Karabakh" is near enough its middle.
    constexpr double kRegionRadiusKm = 200;
    return (o.country == kNoPlace || o.country == e.country) && e.kind > PlaceKind::kAdmin1 &&
           distance_km(e.lat, e.lon, o.lat, o.lon) < kRegionRadiusKm;
  }
  return e.country == outer || e.admin1 == outer || e.admin2 == outer;
}

void resolve_places(const Gazetteer& gazetteer, const PlaceWeights& weights, float least, PlaceScratch& scratch) {
  Resolver(gazetteer, weights, least, scratch).run();
}

}  // namespace dragoman
