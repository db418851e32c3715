// SPDX-License-Identifier: Apache-2.0
// Streams of bytes: files, standard input, memory, and decompressors on top of another stream.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman {

/// Not thread-safe. After an error or the end, read() keeps returning it.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills up to `size` bytes; 0 means the end.
  virtual Result<std::size_t> read(char* buffer, std::size_t size) = 0;
};

/// Opens a regular file, pipe or device. Errors: kNotFound, kIo (a directory included).
Result<std::unique_ptr<ByteSource>> open_file_source(const std::string& path);
/// Standard input; does not close it.
std::unique_ptr<ByteSource> stdin_source();
/// Borrows the bytes.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes);
/// Owns the bytes.
std::unique_ptr<ByteSource> string_source(std::string bytes);

enum class Compression : unsigned char { kNone, kGzip, kZstd };
/// By the magic number at the start of a stream; four bytes are enough.
Compression detect_compression(std::string_view prefix);

/// Concatenated members and frames read as one stream. A damaged or cut-off stream gives what could be decoded, then an
/// error (kCorrupt); zero padding after the last gzip member is accepted.
std::unique_ptr<ByteSource> decompress_source(std::unique_ptr<ByteSource> input, Compression compression);

}  // namespace dragoman
