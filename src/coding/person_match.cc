// SPDX-License-Identifier: Apache-2.0
#include "coding/person_match.h"

#include <algorithm>
#include <array>
#include <string>

#include "knowledge/folding.h"

namespace dragoman {
namespace {

// Edit distance, given up beyond 3. Words over 31 letters are cut.
int distance(std::string_view a, std::string_view b) {
  a = a.substr(0, 31);
  b = b.substr(0, 31);
  std::array<int, 32> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int up = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = up;
    }
  }
  return row[b.size()];
}

int word_fit(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 3;
  if (a.size() == 1 || b.size() == 1) return a[0] == b[0] ? 1 : 0;
  const std::size_t shorter = std::min(a.size(), b.size());
  if (a[0] != b[0]) {
    // Yevgeny and Evgeny, Yegor and Egor, Olexander and Alexander.
    if (shorter >= 5 && distance(a, b) <= 1) return 2;
    return 0;
  }
  if (shorter >= 3 && a.substr(0, shorter) == b.substr(0, shorter)) return 2;
  const int d = distance(a, b);
  if (d <= 1 && shorter >= 4) return 2;
  if (d <= 2 && shorter >= 5) return 2;
  if (d <= 3 && shorter >= 8) return 2;
  return 0;
}

}  // namespace

int given_name_fit(std::string_view given, std::string_view full_name) {
  const std::string g = folded_name(given);
  const std::string full = folded_name(full_name);
  // Each given word against the words of the name. A word left over on one side is a middle name or a patronymic that
  // the other leaves out; words left over on both sides make them two people ("Abdul Qadeer", "Abdul Moyeen").
  std::array<std::string_view, 8> words{};
  std::array<bool, 8> used{};
  std::size_t count = 0;
  for (std::string_view rest = full; !rest.empty() && count < words.size();) {
    const auto space = rest.find(' ');
    words[count++] = rest.substr(0, space);
    rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
  }
  if (count < 2) return 0;
  int worst = 3, fitted = 0, missed = 0;
  for (std::string_view rest = g; !rest.empty();) {
    const auto space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
    int best = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const int fit = used[i] ? 0 : word_fit(word, words[i]);
      if (fit > best) {
        best = fit;
        at = i;
      }
    }
    if (best == 0) {
      ++missed;
      continue;
    }
    used[at] = true;
    ++fitted;
    worst = std::min(worst, best);
  }
  const std::size_t over = count - static_cast<std::size_t>(fitted);  // the surname is among them
  if (fitted == 0 || (missed > 0 && over > 1) || missed > 1) return 0;
  return worst;
}

int spelling_distance(std::string_view a, std::string_view b) { return distance(a, b); }

bool role_fits(std::string_view role, std::string_view title) {
  if (role.empty() || title.empty()) return false;
  if (role == title || role.find(title) != std::string_view::npos || title.find(role) != std::string_view::npos)
    return true;
  struct Pair {
    std::string_view a, b;
  };
  static constexpr Pair kSame[] = {{"premier", "prime minister"},     {"chancellor", "prime minister"},
                                   {"defense", "defence"},            {"secretary of state", "foreign minister"},
                                   {"foreign secretary", "foreign minister"}, {"king", "monarch"},
                                   {"queen", "monarch"},              {"emir", "monarch"},
                                   {"sultan", "monarch"},             {"secretary general", "secretary-general"},
                                   {"leader", "supreme leader"},      {"defense secretary", "defence minister"},
                                   {"defence secretary", "defence minister"}, {"defense minister", "defence minister"},
                                   {"secretary of defense", "defence minister"}};
  for (const auto& p : kSame) {
    const bool forward = title.find(p.a) != std::string_view::npos && role.find(p.b) != std::string_view::npos;
    const bool backward = title.find(p.b) != std::string_view::npos && role.find(p.a) != std::string_view::npos;
    if (forward || backward) return true;
  }
  return false;
}

int prominence(std::string_view role) {
  const auto has = [&](std::string_view s) { return role.find(s) != std::string_view::npos; };
  if (has("vice") || has("deputy") || has("assistant")) return 2;
  for (const auto s : {"president", "prime minister", "chancellor", "monarch", "king", "supreme leader", "ruler",
                       "secretary-general", "secretary general", "pope", "leader"})
    if (has(s)) return 9;
  for (const auto s : {"foreign minister", "secretary of state", "foreign secretary", "defence minister",
                       "defense secretary", "spokes", "high representative"})
    if (has(s)) return 4;
  return 0;
}

}  // namespace dragoman
