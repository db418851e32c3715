// SPDX-License-Identifier: Apache-2.0
// A buffered byte stream that counts lines: what the story readers read from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/result.h"
#include "text/byte_source.h"

namespace dragoman {

/// Holds as many bytes as the largest peek() asked for, so memory is bounded by what the caller asks.
class InputStream {
 public:
  explicit InputStream(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  /// The next bytes, at least `want` of them unless the stream ends before. Valid until the next call.
  std::string_view peek(std::size_t want);
  /// Takes `count` bytes of the last peek.
  void consume(std::size_t count);
  /// Skips up to `count` bytes; returns how many there were.
  std::uint64_t skip(std::uint64_t count);
  /// True when no byte is left (after an error too).
  bool at_end() { return peek(1).empty(); }

  enum class Line : unsigned char { kLine, kTooLong, kEnd };
  /// Reads a line into `line`, without its "\n" (a "\r" before it stays). A line over `max_bytes` is skipped to its end
  /// and reported as kTooLong. kEnd: nothing was left.
  Line read_line(std::string& line, std::size_t max_bytes);

  /// Reads all that is left. False when it is more than `max_bytes`.
  bool read_all(std::string& out, std::size_t max_bytes);

  /// Replaces the source by one that wraps it; the bytes peeked so far are given to it first.
  template <typename Wrap>
  void wrap(Wrap&& make) {
    source_ = make(take_source());
    begin_ = end_ = 0;
    ended_ = false;
  }

  /// What stopped the stream early: sticky.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  /// Number of the line that the next byte is on, from 1.
  [[nodiscard]] std::uint64_t line() const { return line_; }

 private:
  std::unique_ptr<ByteSource> take_source();

  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t fill_ = std::size_t{16} << 10;  ///< how much the next read asks for at least
  bool ended_ = false;
  std::uint64_t line_ = 1;
  std::optional<Error> error_;
};

}  // namespace dragoman
