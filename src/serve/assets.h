// SPDX-License-Identifier: Apache-2.0
// The files of the page and the description of the API, built into the program (src/build_assets.cc).
#pragma once

#include <span>
#include <string_view>

namespace dragoman {

struct Asset {
  std::string_view path;  ///< "/index.html"
  std::string_view type;
  std::string_view etag;  ///< quoted
  std::string_view bytes;
  bool gzipped = false;
};

/// Sorted by path.
std::span<const Asset> assets();
/// Null when there is none.
const Asset* find_asset(std::string_view path);

}  // namespace dragoman
