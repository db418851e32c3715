// SPDX-License-Identifier: Apache-2.0
#include "coding/story_topic.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dragoman {
namespace {

// Sorted hashes are built at compile time, so that a token costs one binary search.
template <std::size_t N>
constexpr std::array<std::uint64_t, N> hashed(const std::array<std::string_view, N>& words) {
  std::array<std::uint64_t, N> out{};
  for (std::size_t i = 0; i < N; ++i) out[i] = fnv1a_64(words[i]);
  std::sort(out.begin(), out.end());
  return out;
}

constexpr auto kSport = hashed(std::array<std::string_view, 83>{
    "athlete",  "badminton", "ball",      "baseball",  "basketball", "batsman",   "birdie",    "bogey",     "bowler",   "boxing",
    "champion", "championship", "coach",  "cricket",   "cup",        "cyclist",   "defender",  "derby",     "finalist", "fixture",
    "football", "footballer", "futsal",   "gold",      "goal",       "goalkeeper", "golf",     "golfer",    "gymnast",  "halftime",
    "handball", "hockey",    "innings",   "kick",      "lap",        "league",    "marathon",  "match",     "medal",    "medalist",
    "midfielder", "olympic", "olympics",  "opponent",  "pitch",      "player",    "playoff",   "podium",    "premiership", "qualifier",
    "qualify",  "quarterfinal", "race",   "racket",    "referee",    "relay",     "rugby",     "score",     "scorer",   "season",
    "seed",     "semifinal", "skater",    "ski",       "skier",      "soccer",    "sport",     "sprint",    "sprinter", "squad",
    "stadium",  "striker",   "swimmer",   "team",      "teammate",   "tennis",    "titleholder", "tournament", "trophy",   "volleyball",
    "wicket",   "winger",    "worldcup"});

constexpr auto kDisaster = hashed(std::array<std::string_view, 42>{
    "aftershock", "avalanche", "blizzard",  "carcass",   "cholera",   "collision", "crash",     "cyclone",    "derail",   "derailment",
    "disease",    "drought",   "earthquake", "epidemic", "epicenter", "epicentre", "ferry",     "flood",      "flooding", "flu",
    "hurricane",  "influenza", "landslide", "magnitude", "malaria",   "meteorologist", "miner", "mudslide",   "outbreak", "pandemic",
    "passenger",  "poultry",   "quake",     "rainfall",  "richter",   "storm",     "temblor",   "tornado",    "tsunami",  "typhoon",
    "virus",      "wreckage"});

template <std::size_t N>
bool holds(const std::array<std::uint64_t, N>& set, std::uint64_t hash) {
  return std::binary_search(set.begin(), set.end(), hash);
}

// Shares that edited copy about the topic passes and other copy does not: two topic words in a hundred for sport, one for
// disasters, and at least four in all.
constexpr std::uint32_t kSportPerThousand = 22;
constexpr std::uint32_t kDisasterPerThousand = 12;
constexpr std::uint32_t kLeast = 4;

}  // namespace

StoryTopic topic_of(const SyntaxView& view) {
  const Document& d = view.document();
  std::uint32_t words = 0;
  std::uint32_t sport = 0;
  std::uint32_t disaster = 0;
  for (std::uint32_t t = 0; t < d.tokens.size(); ++t) {
    if (view.upos(t) == Upos::kPunct) continue;
    ++words;
    sport += holds(kSport, view.lemma_hash(t)) ? 1 : 0;
    disaster += holds(kDisaster, view.lemma_hash(t)) ? 1 : 0;
  }
  return {sport >= kLeast && sport * 1000 >= words * kSportPerThousand, disaster >= kLeast && disaster * 1000 >= words * kDisasterPerThousand};
}

}  // namespace dragoman
