// SPDX-License-Identifier: Apache-2.0
#include "serve/assets.h"

#include <algorithm>

namespace dragoman {

const Asset* find_asset(std::string_view path) {
  const std::span<const Asset> all = assets();
  const auto found = std::lower_bound(all.begin(), all.end(), path, [](const Asset& asset, std::string_view name) { return asset.path < name; });
  return found != all.end() && found->path == path ? &*found : nullptr;
}

}  // namespace dragoman
