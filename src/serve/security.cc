// SPDX-License-Identifier: Apache-2.0
#include "serve/security.h"

#include <openssl/sha.h>
#include <sys/random.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr char kHex[] = "0123456789abcdef";
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kMaxPeers = 10000;
constexpr std::size_t kMaxTokenLength = 256;

std::string hex(const unsigned char* bytes, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) (out += kHex[bytes[i] >> 4]) += kHex[bytes[i] & 15];
  return out;
}

/// "localhost:8080" without the port.
std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') == std::string_view::npos ? 0 : host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

bool constant_time_equal(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
  return difference == 0;
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return hex(digest.data(), digest.size());
}

std::optional<Role> parse_role(std::string_view name) {
  if (name == "read") return Role::kRead;
  if (name == "edit") return Role::kEdit;
  return std::nullopt;
}

Result<Tokens> Tokens::parse(std::string_view text, const std::string& file) {
  Tokens out;
  for (std::uint64_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line = trim(line);
    if (line.empty() || line.starts_with('#')) continue;
    const auto word = [&] {
      line = trim(line);
      const std::string_view first = line.substr(0, line.find_first_of(" \t"));
      line.remove_prefix(first.size());
      return std::string(first);
    };
    const auto role = parse_role(word());
    Entry entry;
    entry.hash = word();
    entry.name = trim(line);
    if (!role || entry.hash.size() != kHashDigits || entry.hash.find_first_not_of(kHex) != std::string::npos) {
      return Error{ErrorCode::kFormat, "a line of tokens is 'read' or 'edit', a SHA-256 in hexadecimal, and a name ('dragoman serve --new-token read' makes one)", file, number};
    }
    entry.role = *role;
    out.entries_.push_back(std::move(entry));
  }
  return out;
}

Role Tokens::role_of(std::string_view authorization) const {
  constexpr std::string_view kBearer = "bearer ";
  if (!starts_with_ignore_case(authorization, kBearer) || authorization.size() > kMaxTokenLength) return Role::kNone;
  const std::string hash = sha256_hex(trim(authorization.substr(kBearer.size())));
  Role role = Role::kNone;
  for (const Entry& entry : entries_) {
    if (constant_time_equal(entry.hash, hash)) role = std::max(role, entry.role);
  }
  return role;
}

Result<NewToken> make_token(Role role, std::string_view name) {
  std::array<unsigned char, kTokenBytes> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return Error{ErrorCode::kIo, "the system gives no random numbers", {}, 0};
  }
  NewToken out;
  out.token = "dragoman_" + hex(bytes.data(), bytes.size());
  out.line = std::string(role == Role::kEdit ? "edit " : "read ") + sha256_hex(out.token);
  if (!name.empty()) out.line.append(" ").append(name);
  return out;
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "::1" || host == "[::1]") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_known_host(std::string_view host_header, const std::vector<std::string>& more) {
  const std::string_view host = without_port(host_header);
  if (is_loopback(host)) return true;
  return std::any_of(more.begin(), more.end(), [&](const std::string& name) { return equals_ignore_case(name, host); });
}

bool is_same_site(const HttpRequest& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  if (!request.has_header("origin")) return true;
  std::string_view origin = request.header("origin");
  const std::size_t scheme = origin.find("://");
  return scheme != std::string_view::npos && equals_ignore_case(origin.substr(scheme + 3), request.header("host"));
}

bool RateLimiter::allow(const std::string& peer, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() > kMaxPeers) {
    // Whoever would be full again need not be remembered.
    std::erase_if(buckets_, [&](const auto& item) { return std::chrono::duration<double>(now - item.second.at).count() * per_second_ >= burst_; });
    if (buckets_.size() > kMaxPeers) buckets_.clear();
  }
  Bucket& bucket = buckets_.try_emplace(peer, Bucket{burst_, now}).first->second;
  bucket.left = std::min(burst_, bucket.left + std::chrono::duration<double>(now - bucket.at).count() * per_second_);
  bucket.at = now;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}

}  // namespace dragoman
