// SPDX-License-Identifier: Apache-2.0
#include "text/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "base/mapped_file.h"

namespace dragoman {
namespace {

constexpr std::size_t kChunk = std::size_t{128} << 10;

class FdSource final : public ByteSource {
 public:
  FdSource(int fd, bool owned, std::string path) : fd_(fd), owned_(owned), path_(std::move(path)) {}
  FdSource(const FdSource&) = delete;
  FdSource& operator=(const FdSource&) = delete;
  ~FdSource() override {
    if (owned_) ::close(fd_);
  }
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    for (;;) {
      const ssize_t got = ::read(fd_, buffer, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno == EINTR) continue;
      return Error{ErrorCode::kIo, "cannot read: " + system_message(errno), path_};
    }
  }

 private:
  int fd_;
  bool owned_;
  std::string path_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min(size, bytes_.size());
    if (count > 0) std::memcpy(buffer, bytes_.data(), count);
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
};

class StringSource final : public ByteSource {
 public:
  explicit StringSource(std::string bytes) : bytes_(std::move(bytes)), source_(bytes_) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override { return source_.read(buffer, size); }

 private:
  std::string bytes_;
  MemorySource source_;
};

// Shared by the decompressors: a buffer of compressed bytes and a sticky error.
class Decompressor : public ByteSource {
 public:
  explicit Decompressor(std::unique_ptr<ByteSource> input) : input_(std::move(input)), buffer_(kChunk) {}

 protected:
  // Reads more compressed bytes when none are left. False at the end or on an error (then error_ is set).
  bool refill() {
    if (begin_ < end_) return true;
    if (input_ended_ || error_) return false;
    Result<std::size_t> got = input_->read(buffer_.data(), buffer_.size());
    if (!got) {
      error_ = std::move(got).error();
      return false;
    }
    begin_ = 0;
    end_ = *got;
    input_ended_ = *got == 0;
    return !input_ended_;
  }
  Result<std::size_t> fail(std::string message) {
    error_ = Error{ErrorCode::kCorrupt, std::move(message)};
    return *error_;
  }

  std::unique_ptr<ByteSource> input_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool input_ended_ = false;
  std::optional<Error> error_;
};

class GzipSource final : public Decompressor {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> input) : Decompressor(std::move(input)) {
    // 15 window bits, 16 for a gzip header.
    ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override {
    if (ready_) inflateEnd(&stream_);
  }

  Result<std::size_t> read(char* out, std::size_t size) override {
    if (error_) return *error_;
    if (!ready_) return fail("cannot set up gzip decompression");
    if (size == 0 || finished_) return std::size_t{0};
    for (;;) {
      if (!refill()) {
        if (error_) return *error_;
        if (between_members_) {
          finished_ = true;
          return std::size_t{0};
        }
        return fail("the gzip data breaks off (truncated file?)");
      }
      if (between_members_ && members_ > 0) {
        // Zero padding may follow the last member, as tar and some archivers write it.
        while (begin_ < end_ && buffer_[begin_] == '\0') ++begin_;
        if (begin_ == end_) continue;
        inflateReset(&stream_);
      }
      between_members_ = false;
      stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data() + begin_);
      stream_.avail_in = static_cast<uInt>(end_ - begin_);
      stream_.next_out = reinterpret_cast<Bytef*>(out);
      stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1U << 30));
      const uInt room = stream_.avail_out;
      const int code = inflate(&stream_, Z_NO_FLUSH);
      begin_ = end_ - stream_.avail_in;
      const std::size_t produced = room - stream_.avail_out;
      if (code == Z_STREAM_END) {
        between_members_ = true;
        ++members_;
      } else if (code != Z_OK && code != Z_BUF_ERROR) {
        // What came out before the damage is delivered first; the error follows on the next call.
        Result<std::size_t> failure = fail("the gzip data is damaged");
        if (produced == 0) return failure;
      }
      if (produced > 0) return produced;
    }
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
  bool between_members_ = true;
  bool finished_ = false;
  std::size_t members_ = 0;
};

class ZstdSource final : public Decompressor {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> input) : Decompressor(std::move(input)), stream_(ZSTD_createDStream()) {
    // Bounds the window, and with it the memory a hostile frame may ask for.
    if (stream_ != nullptr) ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, 27);
  }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;
  ~ZstdSource() override { ZSTD_freeDStream(stream_); }

  Result<std::size_t> read(char* out, std::size_t size) override {
    if (error_) return *error_;
    if (stream_ == nullptr) return fail("cannot set up zstd decompression");
    if (size == 0) return std::size_t{0};
    for (;;) {
      const bool more = refill();
      if (error_) return *error_;
      if (!more && hint_ == 0) return std::size_t{0};
      ZSTD_inBuffer in{buffer_.data(), end_, begin_};
      ZSTD_outBuffer target{out, size, 0};
      const std::size_t code = ZSTD_decompressStream(stream_, &target, &in);
      begin_ = in.pos;
      if (ZSTD_isError(code) != 0) return fail(std::string("the zstd data is damaged: ") + ZSTD_getErrorName(code));
      hint_ = code;
      if (target.pos > 0) return target.pos;
      if (!more && hint_ != 0) return fail("the zstd data breaks off (truncated file?)");
    }
  }

 private:
  ZSTD_DStream* stream_;
  std::size_t hint_ = 0;  // 0 between frames
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file_source(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const int error = errno;
    return Error{error == ENOENT || error == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kIo,
                 "cannot open: " + system_message(error), path};
  }
  struct stat info {};
  if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
    ::close(fd);
    return Error{ErrorCode::kIo, "is a directory", path};
  }
  return std::unique_ptr<ByteSource>(std::make_unique<FdSource>(fd, true, path));
}

std::unique_ptr<ByteSource> stdin_source() { return std::make_unique<FdSource>(STDIN_FILENO, false, "-"); }
std::unique_ptr<ByteSource> memory_source(std::string_view bytes) { return std::make_unique<MemorySource>(bytes); }
std::unique_ptr<ByteSource> string_source(std::string bytes) {
  return std::make_unique<StringSource>(std::move(bytes));
}

Compression detect_compression(std::string_view prefix) {
  if (prefix.starts_with("\x1F\x8B\x08")) return Compression::kGzip;
  if (prefix.starts_with("\x28\xB5\x2F\xFD")) return Compression::kZstd;
  return Compression::kNone;
}

std::unique_ptr<ByteSource> decompress_source(std::unique_ptr<ByteSource> input, Compression compression) {
  switch (compression) {
    case Compression::kGzip: return std::make_unique<GzipSource>(std::move(input));
    case Compression::kZstd: return std::make_unique<ZstdSource>(std::move(input));
    case Compression::kNone: break;
  }
  return input;
}

}  // namespace dragoman
