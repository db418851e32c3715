// SPDX-License-Identifier: Apache-2.0
#include "coding/event_draft.h"

#include <algorithm>
#include <utility>

namespace dragoman {

void add_party(std::vector<Party>& list, Party party) {
  const bool known = std::any_of(list.begin(), list.end(), [&](const Party& p) { return same_code(p, party) && p.name == party.name; });
  if (!known) list.push_back(std::move(party));
}

bool shares_party(const std::vector<Party>& a, const std::vector<Party>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Party& x) {
    return std::any_of(b.begin(), b.end(), [&](const Party& y) { return same_code(x, y); });
  });
}

}  // namespace dragoman
