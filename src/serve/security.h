// SPDX-License-Identifier: Apache-2.0
// Who may ask: tokens, names of the host, origins of writes, rates.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/result.h"
#include "serve/http.h"

namespace dragoman {

/// In time that depends on the lengths only.
bool constant_time_equal(std::string_view a, std::string_view b);
std::string sha256_hex(std::string_view bytes);

enum class Role : std::uint8_t { kNone, kRead, kEdit };
std::optional<Role> parse_role(std::string_view name);

/// Tokens as they are kept: a line of role, SHA-256 in hexadecimal and, if wanted, a name. Tokens have 256 random bits, so
/// that a plain hash cannot be searched.
class Tokens {
 public:
  /// Blank lines and lines that begin with # are passed over. Errors name the line.
  static Result<Tokens> parse(std::string_view text, const std::string& file);
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  /// Of the value of an Authorization header; every entry is compared whatever the result.
  [[nodiscard]] Role role_of(std::string_view authorization) const;

 private:
  struct Entry {
    Role role = Role::kNone;
    std::string hash, name;
  };
  std::vector<Entry> entries_;
};

struct NewToken {
  std::string token;  ///< to be shown once
  std::string line;   ///< to be kept
};
Result<NewToken> make_token(Role role, std::string_view name);

bool is_loopback(std::string_view host);
/// Is a Host header one that the page at `loopback` address goes by? Else another site's name was pointed at us.
bool is_known_host(std::string_view host_header, const std::vector<std::string>& more);
/// Was a write sent by a page of our own, or by no browser? `host` is the request's own Host header.
bool is_same_site(const HttpRequest& request);

/// Requests a second for each peer, with some in store.
class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;
  RateLimiter(double per_second, double burst) : per_second_(per_second), burst_(burst) {}
  bool allow(const std::string& peer, Clock::time_point now);

 private:
  struct Bucket {
    double left = 0;
    Clock::time_point at;
  };
  double per_second_, burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace dragoman
