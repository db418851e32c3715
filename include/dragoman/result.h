// SPDX-License-Identifier: Apache-2.0
// Errors as values. No function of the library throws across its interface, prints or exits: what can fail returns
// Result<T>, which holds a value or an Error and has to be looked at.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace dragoman {

/// What went wrong, coarse enough to decide on. The message says what, where and what to do.
enum class ErrorCode : std::uint8_t {
  kUsage,         ///< the caller asked for something that does not exist (option, format, field)
  kNotFound,      ///< a file, directory or entry is missing
  kIo,            ///< the system refused to read or write
  kFormat,        ///< the bytes are not what they claim to be (malformed JSON, XML, CSV, model, knowledge)
  kEncoding,      ///< text could not be decoded at all
  kLimit,         ///< a documented size limit was passed
  kVersion,       ///< a file of another format version
  kCorrupt,       ///< a checksum or an internal consistency check failed
  kUnsupported,   ///< valid, but not something this build can do
};

/// An error, with the place in the input where it is known. `line` counts from 1; 0 means unknown.
struct Error {
  ErrorCode code = ErrorCode::kIo;
  std::string message;
  std::string file{};
  std::uint64_t line = 0;

  /// "file:line: message", leaving out what is unknown.
  [[nodiscard]] std::string to_string() const {
    std::string out;
    if (!file.empty()) {
      out += file;
      if (line != 0) out.append(":").append(std::to_string(line));
      out += ": ";
    }
    return out + message;
  }
};

/// A value or an Error.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// Requires ok().
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// Requires !ok().
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace dragoman
