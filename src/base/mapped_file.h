// SPDX-License-Identifier: Apache-2.0
// A whole file as read-only memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman {

/// Owns the mapping. The bytes stay valid until destruction; moving keeps their address. Pages are loaded on demand.
class MappedFile {
 public:
  /// Errors: kNotFound, kIo (also for directories and other things that are no regular file).
  static Result<MappedFile> open(const std::string& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const& { return {data_, size_}; }
  [[nodiscard]] std::string_view bytes() && = delete;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Reads a whole file into a string; refuses more than `max_bytes` with kLimit.
Result<std::string> read_whole_file(const std::string& path, std::size_t max_bytes = std::size_t{1} << 30);

/// "No such file or directory" and the like for an errno value, thread-safe.
std::string system_message(int error_number);

}  // namespace dragoman
