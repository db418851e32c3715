// SPDX-License-Identifier: Apache-2.0
#include "coding/story_topic.h"

#include <algorithm>
#include <array>
#include <initializer_list>
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

constexpr auto kSport = hashed(std::array<std::string_view, 98>{
    "athlete",  "badminton", "ball",      "baseball",  "basketball", "batsman",   "birdie",    "bogey",     "bowler",   "boxing",
    "champion", "championship", "coach",  "cricket",   "cup",        "cyclist",   "defender",  "derby",     "finalist", "fixture",
    "football", "footballer", "futsal",   "gold",      "goal",       "goalkeeper", "golf",     "golfer",    "gymnast",  "halftime",
    "handball", "hockey",    "innings",   "kick",      "lap",        "league",    "marathon",  "match",     "medal",    "medalist",
    "midfielder", "olympic", "olympics",  "opponent",  "pitch",      "player",    "playoff",   "podium",    "premiership", "qualifier",
    "qualify",  "quarterfinal", "race",   "racket",    "referee",    "relay",     "rugby",     "score",     "scorer",   "season",
    "seed",     "semifinal", "skater",    "ski",       "skier",      "soccer",    "sport",     "sprint",    "sprinter", "squad",
    "stadium",  "striker",   "swimmer",   "team",      "teammate",   "tennis",    "titleholder", "tournament", "trophy",   "volleyball",
    "wicket",   "winger",    "worldcup",  "pitcher",  "infielder", "outfielder", "quarterback", "touchdown",
    "fan",      "game",      "skipper",   "ashes",     "cricketer", "unbeaten",
    "bat",      "batting",   "bowling",   "spinner"});

constexpr auto kDisaster = hashed(std::array<std::string_view, 46>{
    "aftershock", "avalanche", "blizzard",  "carcass",   "cholera",   "collision", "crash",     "cyclone",    "derail",   "derailment",
    "disease",    "drought",   "earthquake", "epidemic", "epicenter", "epicentre", "ferry",     "flood",      "flooding", "flu",
    "hurricane",  "influenza", "landslide", "magnitude", "malaria",   "meteorologist", "miner", "mudslide",   "outbreak", "pandemic",
    "passenger",  "poultry",   "quake",     "rainfall",  "richter",   "storm",     "temblor",   "tornado",    "tsunami",  "typhoon",
    "virus",      "wreckage",  "h5n1",      "hiv",      "aids",     "infection"});

// Words of war, insurgency and political struggle: where none are, a stabbing or an arrest is a matter of the courts.
constexpr auto kUnrest = hashed(std::array<std::string_view, 96>{
    "activist",   "airstrike",  "al-qaida",   "ambush",     "armed",      "army",       "assassinate", "assassination", "bomb",      "bomber",
    "bombing",    "ceasefire",  "checkpoint", "clash",      "commando",   "conflict",   "convoy",     "coup",       "crackdown",  "curfew",
    "demonstration", "demonstrator", "dissident", "embassy", "ethnic",     "extremist",  "gunman",     "grenade",    "guerrilla",  "hostage",
    "independence", "insurgency", "insurgent", "intifada",  "islamist",   "jihad",      "junta",      "kidnap",     "mafia",      "martial",
    "massacre",   "militant",   "military",   "militia",    "militiaman", "minority",   "mosque",     "navy",       "occupation", "opposition",
    "oust",       "overthrow",  "paramilitary", "peacekeeper", "persecution", "pogrom",  "politician", "political",  "politically", "protest",
    "protester",  "protestor",  "qaeda",      "raid",       "rebel",      "rebellion",  "refugee",    "regime",     "riot",       "rocket",
    "sect",       "sectarian",  "separatist", "settler",    "shell",      "shelling",   "shiite",     "soldier",    "spy",        "warlord",
    "sunni",      "taliban",    "terror",     "terrorism",  "terrorist",  "torture",    "tribe",      "troop",      "troops",     "uprising",
    "vigilante",  "violence",   "war",        "warplane",   "genocide",   "espionage"});

constexpr auto kState = hashed(std::array<std::string_view, 20>{
    "ambassador", "cabinet", "congress", "democracy", "diplomat", "diplomatic", "election", "government", "leader", "minister",
    "ministry",   "parliament", "party",  "premier",   "president", "presidential", "ruling",  "state",      "legislator", "summit"});

template <std::size_t N>
bool holds(const std::array<std::uint64_t, N>& set, std::uint64_t hash) {
  return std::binary_search(set.begin(), set.end(), hash);
}

// Shares that edited copy about the topic passes and other copy does not: two topic words in a hundred for sport, one for
// disasters, and at least four in all.
constexpr std::uint32_t kSportPerThousand = 22;
constexpr std::uint32_t kDisasterPerThousand = 12;
constexpr std::uint32_t kLeast = 4;
constexpr std::uint32_t kFullStory = 60;  // words: of less nobody can say what it leaves out
constexpr std::uint32_t kDisasterShort = 25;  // a few lines about a disaster: three words, one in forty

}  // namespace

StoryTopic topic_of(const SyntaxView& view) {
  const Document& d = view.document();
  std::uint32_t words = 0;
  std::uint32_t sport = 0;
  std::uint32_t disaster = 0;
  std::uint32_t unrest = 0;
  std::uint32_t state = 0;
  for (std::uint32_t t = 0; t < d.tokens.size(); ++t) {
    if (view.upos(t) == Upos::kPunct) continue;
    ++words;
    sport += holds(kSport, view.lemma_hash(t)) ? 1 : 0;
    disaster += holds(kDisaster, view.lemma_hash(t)) ? 1 : 0;
    state += holds(kState, view.lemma_hash(t)) ? 1 : 0;
    unrest += holds(kUnrest, view.lemma_hash(t)) ? 1 : 0;
  }
  return {sport >= kLeast && sport * 1000 >= words * kSportPerThousand, (disaster >= kLeast && disaster * 1000 >= words * kDisasterPerThousand) || (disaster + 1 >= kLeast && disaster * 1000 >= words * kDisasterShort),
          words >= kFullStory && unrest == 0 && state <= 1, words >= kFullStory && unrest == 0};
}

bool is_private_crime(const SyntaxView& view, const StoryTopic& topic, const EventDraft& draft) {
  if (!topic.private_life) return false;
  const EventType type = draft.code.type;
  const std::string& mode = draft.code.mode;
  const std::string_view word = view.document().lemma(draft.match.head);
  const auto one_of = [](std::string_view what, std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), what) != list.end(); };
  const bool crime = (type == EventType::kAssault && one_of(mode, {"", "primitive", "firearms", "beat", "sexual"}) && !one_of(word, {"attack", "fight", "clash", "fighting", "explode", "explosion", "execute"})) ||
                     (type == EventType::kCoerce && mode == "arrest") || (type == EventType::kSanction && mode == "convict") || (type == EventType::kAccuse && mode == "allege" && draft.actors.empty());
  if (!crime) return false;
  const auto among = [&](const Party& p, std::initializer_list<std::string_view> sectors) { return p.sectors.empty() ? p.country.empty() : one_of(p.sectors.front(), sectors); };
  return std::all_of(draft.actors.begin(), draft.actors.end(), [&](const Party& p) { return among(p, {"CVL", "UNK", "CRM", "COP", "JUD"}); }) &&
         std::all_of(draft.recipients.begin(), draft.recipients.end(), [&](const Party& p) { return among(p, {"CVL", "UNK", "CRM", "EDU", "MED", "LAB", "AGR"}); });
}

bool is_industrial_accident(const SyntaxView& view, const EventDraft& draft) {
  const Document& d = view.document();
  const auto blew_up = [&](std::uint32_t t) {
    if (t == kNoToken || view.upos(t) == Upos::kVerb) return false;
    const std::string_view lemma = d.lemma(t);
    if (lemma != "blast" && lemma != "explosion" && lemma != "fire") return false;
    return std::any_of(view.children(t).begin(), view.children(t).end(), [&](std::uint32_t child) {
      const std::string_view what = d.lemma(child);
      return what == "gas" || what == "boiler" || what == "colliery" || what == "coal" || what == "firework" || what == "methane" || what == "kitchen" || what == "forest";
    });
  };
  const std::uint32_t head = draft.match.head;
  // "... happened there and killed 24": the first verb of the chain has the subject.
  const std::uint32_t up = view.relation(head) == Deprel::kConj || view.relation(head) == Deprel::kAdvcl ? view.head(head) : kNoToken;
  if (blew_up(head) || blew_up(draft.pivot)) return true;
  const auto by_child = [&](std::uint32_t verb) {
    return verb != kNoToken && std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
      const Deprel r = view.relation(child);
      return (r == Deprel::kNsubj || r == Deprel::kObl) && blew_up(child);
    });
  };
  if (by_child(head) || by_child(up)) return true;
  // "The blast took place in a workshop of the plant, leaving five dead"
  const auto at_works = [&](std::uint32_t verb) {
    if (verb == kNoToken) return false;
    const std::uint32_t what = view.child_with(verb, Deprel::kNsubj);
    if (what == kNoToken || (d.lemma(what) != "blast" && d.lemma(what) != "explosion" && d.lemma(what) != "fire" && d.lemma(what) != "accident")) return false;
    return std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
      const std::string_view where = d.lemma(child);
      return view.relation(child) == Deprel::kObl && (where == "workshop" || where == "factory" || where == "plant" || where == "refinery" || where == "mine" || where == "colliery" || where == "shaft" || where == "boiler" || where == "kiln");
    });
  };
  return at_works(head) || at_works(up);
}

bool seizes_drugs(const SyntaxView& view, const EventDraft& draft) {
  const Document& d = view.document();
  const std::uint32_t object = view.child_with(draft.match.head, view.is_passive(draft.match.head) ? Deprel::kNsubj : Deprel::kObj);
  if (object == kNoToken) return false;
  const auto is_drug = [&](std::uint32_t t) {
    const std::string_view lemma = d.lemma(t);
    return lemma == "heroin" || lemma == "cocaine" || lemma == "drug" || lemma == "marijuana" || lemma == "cannabis" || lemma == "opium" || lemma == "hashish" ||
           lemma == "ecstasy" || lemma == "methamphetamine" || lemma == "narcotic";
  };
  return is_drug(object) || std::any_of(view.children(object).begin(), view.children(object).end(), is_drug);
}

}  // namespace dragoman
