// SPDX-License-Identifier: Apache-2.0
#include "text/input_stream.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace dragoman {
namespace {

// Reads start small, since many files are, and grow.
constexpr std::size_t kMaxFill = std::size_t{256} << 10;

// Bytes already read, then the rest of the stream.
class PrefixedSource final : public ByteSource {
 public:
  PrefixedSource(std::string prefix, std::unique_ptr<ByteSource> rest)
      : prefix_(std::move(prefix)), rest_(std::move(rest)) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    if (used_ == prefix_.size()) return rest_->read(buffer, size);
    const std::size_t count = std::min(size, prefix_.size() - used_);
    std::memcpy(buffer, prefix_.data() + used_, count);
    used_ += count;
    return count;
  }

 private:
  std::string prefix_;
  std::size_t used_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

}  // namespace

std::string_view InputStream::peek(std::size_t want) {
  while (end_ - begin_ < want && !ended_) {
    if (begin_ > 0 && (begin_ == end_ || buffer_.size() - end_ < fill_)) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (buffer_.size() - end_ < fill_) buffer_.resize(std::max(end_ + fill_, end_ + (end_ - begin_) / 2));
    fill_ = std::min(fill_ * 2, kMaxFill);
    Result<std::size_t> got = source_->read(buffer_.data() + end_, buffer_.size() - end_);
    if (!got) {
      error_ = std::move(got).error();
      ended_ = true;
    } else if (*got == 0) {
      ended_ = true;
    } else {
      end_ += *got;
    }
  }
  return std::string_view(buffer_).substr(begin_, end_ - begin_);
}

void InputStream::consume(std::size_t count) {
  const char* from = buffer_.data() + begin_;
  line_ += static_cast<std::uint64_t>(std::count(from, from + count, '\n'));
  begin_ += count;
}

std::uint64_t InputStream::skip(std::uint64_t count) {
  std::uint64_t left = count;
  while (left > 0) {
    const std::string_view bytes = peek(1);
    if (bytes.empty()) break;
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size()));
    consume(step);
    left -= step;
  }
  return count - left;
}

InputStream::Line InputStream::read_line(std::string& line, std::size_t max_bytes) {
  line.clear();
  bool too_long = false;
  bool any = false;
  for (;;) {
    const std::string_view bytes = peek(1);
    if (bytes.empty()) break;
    any = true;
    const std::size_t newline = bytes.find('\n');
    const std::size_t take = newline == std::string_view::npos ? bytes.size() : newline;
    if (!too_long && line.size() + take > max_bytes) {
      too_long = true;
      line.clear();
      line.shrink_to_fit();
    }
    if (!too_long) line.append(bytes.substr(0, take));
    begin_ += take;  // no newline in there to count
    if (newline != std::string_view::npos) {
      ++begin_;
      ++line_;
      break;
    }
  }
  if (!any) return Line::kEnd;
  return too_long ? Line::kTooLong : Line::kLine;
}

bool InputStream::read_all(std::string& out, std::size_t max_bytes) {
  out.clear();
  for (;;) {
    const std::string_view bytes = peek(1);
    if (bytes.empty()) return true;
    if (out.size() + bytes.size() > max_bytes) return false;
    out.append(bytes);
    consume(bytes.size());
  }
}

std::unique_ptr<ByteSource> InputStream::take_source() {
  return std::make_unique<PrefixedSource>(buffer_.substr(begin_, end_ - begin_), std::move(source_));
}

}  // namespace dragoman
