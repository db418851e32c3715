// SPDX-License-Identifier: Apache-2.0
#include "syntax/names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/hash.h"

namespace dragoman {
namespace {

bool is_title(std::string_view form) {
  static constexpr std::array<std::string_view, 44> kTitles = {
      "President", "Mr.",      "Mrs.",    "Ms.",     "Dr.",        "Mr",        "Mrs",       "Ms",       "Dr",      "Doctor",  "Vice",
      "Sen.",      "Senator",  "Gen.",    "General", "Prime",      "Minister",  "Secretary", "King",     "Queen",   "Sheikh",  "Lt.",
      "Prince",    "Princess", "Sir",     "Lord",    "Lady",       "Professor", "Prof.",     "Captain",  "Colonel", "Capt.",   "Maj.",
      "Col.",      "Judge",    "Justice", "Pope",    "Chancellor", "Governor",  "Mayor",     "Chairman", "Premier", "Admiral", "Ambassador"};
  return std::find(kTitles.begin(), kTitles.end(), form) != kTitles.end();
}

bool is_capital(std::string_view form) { return !form.empty() && form[0] >= 'A' && form[0] <= 'Z'; }

std::uint64_t surface_hash(const Document& document, TokenRange tokens) {
  std::uint64_t hash = kFnv1aOffset;
  for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) hash = fnv1a_64(" ", fnv1a_64(document.form(t), hash));
  return hash;
}

}  // namespace

void settle_names(Document& document, NameScratch& scratch) {
  auto& names = document.names;
  for (NameSpan& name : names) {
    if (name.type != NameType::kPerson) continue;
    while (name.tokens.begin < name.tokens.end && is_title(document.form(name.tokens.begin))) ++name.tokens.begin;
  }
  std::erase_if(names, [](const NameSpan& name) { return name.tokens.begin == name.tokens.end; });

  auto& surfaces = scratch.surfaces;
  surfaces.clear();
  for (std::uint32_t n = 0; n < names.size(); ++n) surfaces.push_back({surface_hash(document, names[n].tokens), n});
  std::sort(surfaces.begin(), surfaces.end(), [](const auto& a, const auto& b) { return a.hash != b.hash ? a.hash < b.hash : a.name < b.name; });
  std::array<std::uint32_t, kNameTagCount> count{};  // by type
  for (std::size_t from = 0; from < surfaces.size();) {
    std::size_t to = from;
    count.fill(0);
    for (; to < surfaces.size() && surfaces[to].hash == surfaces[from].hash; ++to) ++count[static_cast<std::size_t>(names[surfaces[to].name].type)];
    std::size_t best = 0;
    bool tie = false;
    for (std::size_t k = 1; k < count.size(); ++k) {
      tie = count[k] == count[best] ? true : count[k] > count[best] ? false : tie;
      if (count[k] > count[best]) best = k;
    }
    for (std::size_t k = from; k < to && !tie; ++k) names[surfaces[k].name].type = static_cast<NameType>(best);
    from = to;
  }

  const std::size_t known = names.size();
  std::size_t at = 0;
  for (const Sentence& sentence : document.sentences) {
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      while (at < known && names[at].tokens.end <= t) ++at;
      if (at < known && names[at].tokens.begin <= t) continue;
      const auto proper = [&](std::uint32_t k) { return k >= sentence.tokens.begin && k < sentence.tokens.end && document.tokens[k].upos == Upos::kPropn; };
      const std::string_view form = document.form(t);
      if (!proper(t) || proper(t - 1) || proper(t + 1) || !is_capital(form)) continue;
      const std::uint64_t hash = surface_hash(document, {t, t + 1});
      const auto like = std::lower_bound(surfaces.begin(), surfaces.end(), hash, [](const auto& a, std::uint64_t h) { return a.hash < h; });
      if (like != surfaces.end() && like->hash == hash) names.push_back({{t, t + 1}, names[like->name].type});
    }
  }
  if (names.size() > known) {
    std::sort(names.begin(), names.end(), [](const NameSpan& a, const NameSpan& b) { return a.tokens.begin < b.tokens.begin; });
  }
}

void decode_names(const float* scores, std::size_t stride, std::size_t tokens, std::uint32_t first_token,
                  NameScratch& scratch, std::vector<NameSpan>& names) {
  if (tokens == 0) return;
  scratch.back.resize(tokens * kNameTagCount);
  scratch.tags.resize(tokens);
  std::array<double, kNameTagCount> best{}, next{};
  for (std::size_t t = 0; t < tokens; ++t) {
    const float* row = scores + t * stride;
    std::size_t top = 0;
    for (std::size_t k = 1; k < kNameTagCount; ++k) {
      if (best[k] > best[top]) top = k;
    }
    for (std::size_t k = 0; k < kNameTagCount; ++k) {
      std::size_t from = top;
      if (k != 0 && k % 2 == 0) from = best[k - 1] > best[k] ? k - 1 : k;  // continues: only after B or I of the type
      const bool dead = t == 0 && k != 0 && k % 2 == 0;
      next[k] = (t == 0 ? 0.0 : best[from]) + row[k] - (dead ? 1e9 : 0.0);
      scratch.back[t * kNameTagCount + k] = static_cast<std::uint8_t>(from);
    }
    best = next;
  }
  std::size_t tag = 0;
  for (std::size_t k = 1; k < kNameTagCount; ++k) {
    if (best[k] > best[tag]) tag = k;
  }
  for (std::size_t t = tokens; t-- > 0;) {
    scratch.tags[t] = static_cast<std::uint8_t>(tag);
    tag = scratch.back[t * kNameTagCount + tag];
  }
  for (std::size_t t = 0; t < tokens; ++t) {
    const std::uint8_t now = scratch.tags[t];
    if (now % 2 == 0) continue;
    std::size_t end = t + 1;
    while (end < tokens && scratch.tags[end] == now + 1) ++end;
    names.push_back({{first_token + static_cast<std::uint32_t>(t), first_token + static_cast<std::uint32_t>(end)},
                     static_cast<NameType>((now + 1) / 2)});
  }
}

}  // namespace dragoman
