// SPDX-License-Identifier: Apache-2.0
// Files under a list of paths, in a stable order.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/result.h"

namespace dragoman {

/// Walks paths in the order given; directories recursively, entries by name (bytewise), hidden ones left out, and
/// only regular files in them. Follows symbolic links, but enters each directory once, so loops end silently. Holds the names of the
/// directories on the way down only.
class FileWalk {
 public:
  explicit FileWalk(std::vector<std::string> paths);

  enum class Step : std::uint8_t { kFile, kError, kEnd };
  /// kFile: `path` is a file (or something else to read from, when named itself). kError: `error` says which path could
  /// not be listed or found.
  Step next(std::string& path, Error& error);

 private:
  struct Entry {
    std::string path;
    bool named = false;  ///< given by the caller, not found in a directory
  };
  bool enter(const std::string& path, Error& error);

  std::vector<Entry> pending_;  ///< a stack: the next path is at the back
  std::set<std::pair<std::uint64_t, std::uint64_t>> entered_;  ///< device and inode
};

}  // namespace dragoman
