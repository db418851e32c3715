// SPDX-License-Identifier: Apache-2.0
#include "coding/numbers.h"

#include <algorithm>
#include <array>
#include <vector>

namespace dragoman {
namespace {

struct NumeralWord {
  std::string_view word;
  std::int64_t value;
};
constexpr std::array<NumeralWord, 33> kNumerals = {{
    {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},     {"six", 6},
    {"seven", 7},    {"eight", 8},      {"nine", 9},      {"ten", 10},      {"eleven", 11},  {"twelve", 12},
    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},  {"sixteen", 16},  {"seventeen", 17}, {"eighteen", 18},
    {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},   {"forty", 40},    {"fifty", 50},   {"sixty", 60},
    {"seventy", 70}, {"eighty", 80},    {"ninety", 90},   {"hundred", 100}, {"thousand", 1000}, {"million", 1000000},
    {"both", 2},     {"another", 1},    {"half-dozen", 6}}};

struct VagueWord {
  std::string_view word;
  std::int64_t min;
  std::int64_t max;
};
constexpr std::array<VagueWord, 6> kVague = {{{"dozens", 24, 99},
                                              {"scores", 40, 99},
                                              {"hundreds", 200, 999},
                                              {"thousands", 2000, 9999},
                                              {"several", 3, 9},
                                              {"millions", 2000000, 9999999}}};

enum class Bound { kExact, kAtLeast, kUpTo };

/// What the words before a numeral say of it: "at least", "more than", "up to".
Bound bound_before(const SyntaxView& view, std::uint32_t numeral) {
  const Document& d = view.document();
  const std::uint32_t first = d.sentences[d.tokens[numeral].sentence].tokens.begin;
  const auto word = [&](std::uint32_t back) { return numeral >= first + back ? d.norm(numeral - back) : std::string_view(); };
  const std::string_view a = word(1);
  const std::string_view b = word(2);
  if ((a == "least" && b == "at") || (a == "than" && (b == "more" || b == "greater")) || a == "over" ||
      (a == "above" && b != "the")) {
    return Bound::kAtLeast;
  }
  if ((a == "to" && b == "up") || (a == "most" && b == "at") || (a == "than" && (b == "fewer" || b == "less")) ||
      (a == "many" && word(3) == "as") || (a == "as" && b == "many")) {
    return Bound::kUpTo;
  }
  return Bound::kExact;
}

Range with_bound(std::int64_t value, Bound bound) {
  if (bound == Bound::kAtLeast) return {value, std::nullopt};
  if (bound == Bound::kUpTo) return {std::nullopt, value};
  return {value, value};
}

std::optional<Range> vague(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  const std::string_view norm = d.norm(token);
  // "tens of thousands of people", where the first word is the head
  const auto follows = [&](std::uint32_t step, std::string_view word) { return token + step < d.tokens.size() && d.norm(token + step) == word; };
  if (follows(1, "of") && follows(2, "thousands")) {
    if (norm == "tens") return Range{20000, 99999};
    if (norm == "hundreds") return Range{200000, 999999};
  }
  const auto* const known = std::find_if(kVague.begin(), kVague.end(), [&](const VagueWord& v) { return v.word == norm; });
  if (known == kVague.end()) return std::nullopt;
  const std::uint32_t first = d.sentences[d.tokens[token].sentence].tokens.begin;
  if (norm == "thousands" && token >= first + 2 && d.norm(token - 1) == "of") {
    if (d.norm(token - 2) == "tens") return Range{20000, 99999};
    if (d.norm(token - 2) == "hundreds") return Range{200000, 999999};
  }
  // "several dozen", "several hundred"
  if (norm == "several" && token + 1 < d.tokens.size()) {
    if (d.norm(token + 1) == "dozen") return Range{36, 99};
    if (d.norm(token + 1) == "hundred") return Range{300, 999};
    if (d.norm(token + 1) == "thousand") return Range{3000, 9999};
  }
  return Range{known->min, known->max};
}

/// The value of a numeral with the multipliers and parts that go with it: "two hundred", "1.2 million", "a dozen".
std::optional<std::int64_t> compound_value(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  std::optional<std::int64_t> value = numeral_value(d.norm(token));
  if (d.norm(token) == "dozen") value = 12;
  if (!value) return std::nullopt;
  const std::uint32_t first = d.sentences[d.tokens[token].sentence].tokens.begin;
  // "Half a million", "half a dozen"
  if (token >= first + 2 && d.norm(token - 1) == "a" && d.norm(token - 2) == "half") return *value / 2;
  // "15 000": thousands set apart by a space
  if (token + 1 < d.tokens.size() && d.form(token + 1) == "000" && *value < 1000 && d.form(token).find(',') == std::string_view::npos) return *value * 1000;
  for (const std::uint32_t child : view.children(token)) {
    if (view.deprel(child) != Deprel::kCompound && view.deprel(child) != Deprel::kNummod) continue;
    if (const auto part = numeral_value(d.norm(child))) {
      if (*value >= 100 || d.norm(token) == "dozen") value = *value * *part;
      else value = *value + *part;
    }
  }
  return value;
}

bool in_words(std::string_view norm) { return norm == "dozen" || norm == "hundred" || norm == "thousand" || norm == "million"; }

/// "Killed the driver and two guards", "he and his daughter": one of a list.
bool one_person(const SyntaxView& view, std::uint32_t token) {
  if (view.document().xpos(token) != "NN") return false;
  static constexpr std::array<std::string_view, 30> kBodies = {"army", "audience", "band", "board", "cabinet", "community", "company", "convoy", "council", "crew", "crowd", "delegation", "family", "gang", "government",
                                                               "group", "majority", "number", "part", "party", "people", "police", "population", "public", "rest", "staff", "team", "unit", "village", "youth"};
  if (std::binary_search(kBodies.begin(), kBodies.end(), view.document().lemma(token))) return false;
  // "Her father and teenaged brother": the first of a list has the article for all.
  return view.relation(token) == Deprel::kConj || view.child_with(token, Deprel::kDet) != kNoToken || view.child_with(token, Deprel::kNmodPoss) != kNoToken;
}

/// "Between 20 and 30 soldiers"
std::optional<Range> between(const SyntaxView& view, std::uint32_t numeral) {
  const Document& d = view.document();
  const TokenRange sentence = d.sentences[d.tokens[numeral].sentence].tokens;
  for (const std::uint32_t back : {0U, 2U}) {  // the numeral is the first or the second of the two
    if (numeral < sentence.begin + back + 1) continue;
    const std::uint32_t low = numeral - back;
    if (low + 2 >= sentence.end || d.norm(low - 1) != "between" || d.norm(low + 1) != "and") continue;
    const auto min = numeral_value(d.norm(low)), max = numeral_value(d.norm(low + 2));
    if (min && max && *min < *max) return Range{*min, *max};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> numeral_value(std::string_view norm) {
  if (norm.empty()) return std::nullopt;
  if (norm[0] >= '0' && norm[0] <= '9') {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < norm.size(); ++i) {
      const char c = norm[i];
      if (c == ',') continue;
      if (c < '0' || c > '9') return std::nullopt;
      if (value > 1000000000000) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    return value;
  }
  for (const NumeralWord& known : kNumerals) {
    if (known.word == norm) return known.value;
  }
  // "twenty-two" kept as one word
  const std::size_t hyphen = norm.find('-');
  if (hyphen != std::string_view::npos) {
    const auto tens = numeral_value(norm.substr(0, hyphen));
    const auto ones = numeral_value(norm.substr(hyphen + 1));
    if (tens && ones && *tens >= 20 && *tens < 100 && *ones < 10) return *tens + *ones;
  }
  return std::nullopt;
}

std::optional<Range> count_of(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  if (const auto range = vague(view, token)) return range;  // "dozens of Iraqis"
  if (d.norm(token) == "another") return Range{1, 1};  // "wounding another"
  if (d.lemma(token) == "life") {  // "claimed the lives of five officers"
    for (const std::uint32_t child : view.children(token)) {
      const std::uint32_t link = view.relation(child) == Deprel::kNmod ? view.adposition(child) : kNoToken;
      if (link != kNoToken && d.norm(link) == "of") return count_of_all(view, child);
    }
  }
  if (view.upos(token) == Upos::kNum || in_words(d.norm(token))) {  // "11 of the hostages", "three were wounded"
    if (const auto value = compound_value(view, token)) return with_bound(*value, bound_before(view, token));
  }
  for (const std::uint32_t child : view.children(token)) {
    const Deprel r = view.deprel(child);
    if (r == Deprel::kNummod || (view.upos(child) == Upos::kNum && r == Deprel::kNmod) || d.norm(child) == "dozen" ||
        (d.norm(child) == "another" && view.child_with(token, Deprel::kNummod) == kNoToken)) {
      // The numeral's own first word carries the bound: "at least two hundred".
      std::uint32_t first = child;
      for (const std::uint32_t inner : view.children(child)) {
        const Deprel r = view.deprel(inner);
        if (r == Deprel::kCompound || r == Deprel::kNummod || r == Deprel::kAmod) first = std::min(first, inner);
      }
      if (const auto range = vague(view, first)) return range;
      if (const auto range = between(view, child)) return range;
      if (const auto value = compound_value(view, child)) return with_bound(*value, bound_before(view, first));
    }
    if (r == Deprel::kAmod || r == Deprel::kDet) {
      if (const auto range = vague(view, child)) return range;
    }
  }
  const std::string_view xpos = d.xpos(token);
  if (xpos == "NNP" && d.norm(token) != "police") return Range{1, 1};
  if (xpos == "NN") {
    const std::uint32_t det = view.child_with(token, Deprel::kDet);
    if (det != kNoToken && (d.norm(det) == "a" || d.norm(det) == "an" || d.norm(det) == "another")) return Range{1, 1};
  }
  return std::nullopt;
}

bool hurt_apart(const SyntaxView& view, std::uint32_t token) {
  return std::any_of(view.children(token).begin(), view.children(token).end(), [&](std::uint32_t child) {
    const std::string_view lemma = view.document().lemma(child);
    return child < token && view.relation(child) == Deprel::kAmod && view.upos(child) == Upos::kVerb && (lemma == "wound" || lemma == "injure");
  });
}

std::optional<Range> count_of_all(const SyntaxView& view, std::uint32_t token) {
  std::vector<std::uint32_t> parts;
  view.conjuncts(token, parts);
  // "Killed 20 and wounded scores", read as a list of two: the second are not among the first.
  std::erase_if(parts, [&](std::uint32_t part) { return part != token && hurt_apart(view, part); });
  std::optional<Range> total;
  for (const std::uint32_t part : parts) {
    auto range = count_of(view, part);
    if (!range && parts.size() > 1 && one_person(view, part)) range = Range{1, 1};
    if (!range) return parts.size() == 1 || part == token ? std::nullopt : total;
    if (!total) {
      total = range;
      continue;
    }
    if (total->min && range->min) *total->min += *range->min;
    else total->min.reset();
    if (total->max && range->max) *total->max += *range->max;
    else total->max.reset();
  }
  return total;
}

}  // namespace dragoman
