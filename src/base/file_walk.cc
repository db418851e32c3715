// SPDX-License-Identifier: Apache-2.0
#include "base/file_walk.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <functional>

#include "base/mapped_file.h"

namespace dragoman {

FileWalk::FileWalk(std::vector<std::string> paths) {
  for (auto it = paths.rbegin(); it != paths.rend(); ++it) pending_.push_back({std::move(*it), true});
}

FileWalk::Step FileWalk::next(std::string& path, Error& error) {
  while (!pending_.empty()) {
    Entry entry = std::move(pending_.back());
    pending_.pop_back();
    if (entry.named && entry.path == "-") {
      path = std::move(entry.path);
      return Step::kFile;
    }
    struct stat info {};
    if (::stat(entry.path.c_str(), &info) != 0) {
      const int number = errno;
      error = {number == ENOENT || number == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kIo,
               "cannot open: " + system_message(number), entry.path, 0};
      return Step::kError;
    }
    if (S_ISDIR(info.st_mode)) {
      if (!entered_.insert({static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino)}).second &&
          !entry.named) {
        continue;
      }
      if (!enter(entry.path, error)) return Step::kError;
      continue;
    }
    if (!entry.named && !S_ISREG(info.st_mode)) continue;
    path = std::move(entry.path);
    return Step::kFile;
  }
  return Step::kEnd;
}

bool FileWalk::enter(const std::string& path, Error& error) {
  DIR* directory = ::opendir(path.c_str());
  if (directory == nullptr) {
    error = {ErrorCode::kIo, "cannot list the directory: " + system_message(errno), path, 0};
    return false;
  }
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(directory)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  const int number = errno;
  ::closedir(directory);
  std::sort(names.begin(), names.end(), std::greater<>());
  for (const std::string& name : names) {
    std::string full = path;
    if (!full.ends_with('/')) full += '/';
    full += name;
    pending_.push_back({std::move(full), false});
  }
  if (number != 0) {
    error = {ErrorCode::kIo, "cannot list the directory to its end: " + system_message(number), path, 0};
    return false;
  }
  return true;
}

}  // namespace dragoman
