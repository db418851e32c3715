// SPDX-License-Identifier: Apache-2.0
#include "serve/security.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Security, Sha256OfTheStandardsExample) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Security, ConstantTimeEqual) {
  EXPECT_TRUE(constant_time_equal("", ""));
  EXPECT_TRUE(constant_time_equal("abc", "abc"));
  EXPECT_FALSE(constant_time_equal("abc", "abd"));
  EXPECT_FALSE(constant_time_equal("abc", "ab"));
}

TEST(Security, TokensGiveTheirRole) {
  const auto read = make_token(Role::kRead, "Ann");
  const auto edit = make_token(Role::kEdit, {});
  ASSERT_TRUE(read.ok() && edit.ok());
  EXPECT_NE(read->token, edit->token);
  const auto tokens = Tokens::parse("# ours\n\n" + read->line + "\r\n  " + edit->line, "f");
  ASSERT_TRUE(tokens.ok());
  EXPECT_EQ(tokens->role_of("Bearer " + read->token), Role::kRead);
  EXPECT_EQ(tokens->role_of("bearer  " + edit->token), Role::kEdit);
  EXPECT_EQ(tokens->role_of(read->token), Role::kNone);
  EXPECT_EQ(tokens->role_of("Bearer "), Role::kNone);
  EXPECT_EQ(tokens->role_of("Bearer " + sha256_hex(read->token)), Role::kNone);
  EXPECT_EQ(tokens->role_of("Bearer " + std::string(100000, 'x')), Role::kNone);
  EXPECT_EQ(Tokens().role_of("Bearer " + read->token), Role::kNone);
}

TEST(Security, BadTokensAreNamedWithTheirLine) {
  for (const char* line : {"read", "write " , "read xyz", "read ABC", "admin 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}) {
    const auto tokens = Tokens::parse(std::string("# a\n") + line, "f");
    ASSERT_FALSE(tokens.ok()) << line;
    EXPECT_EQ(tokens.error().line, 2U);
  }
}

TEST(Security, Hosts) {
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1:1", "127.1.2.3", "[::1]", "[::1]:8080", "Desk.Example:80"}) EXPECT_TRUE(is_known_host(host, {"desk.example"})) << host;
  for (const char* host : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.evil", "[::2]", "[::1", "desk.example.evil", "127.0.0.1@evil"}) {
    EXPECT_FALSE(is_known_host(host, {"desk.example"})) << host;
  }
}

TEST(Security, WritesOfOtherSites) {
  HttpRequest request;
  request.headers = {{"host", "localhost:8080"}};
  EXPECT_TRUE(is_same_site(request));
  request.headers.push_back({"origin", "http://localhost:8080"});
  EXPECT_TRUE(is_same_site(request));
  for (const char* origin : {"null", "", "http://localhost:8081", "http://localhost:8080.evil", "https://evil.example"}) {
    request.headers[1].value = origin;
    EXPECT_FALSE(is_same_site(request)) << origin;
  }
  request.headers[1] = {"sec-fetch-site", "cross-site"};
  EXPECT_FALSE(is_same_site(request));
}

TEST(Security, RatesAreKeptPerPeer) {
  RateLimiter limiter(10, 3);
  auto now = RateLimiter::Clock::now();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.allow("a", now));
  EXPECT_FALSE(limiter.allow("a", now));
  EXPECT_TRUE(limiter.allow("b", now));
  now += std::chrono::milliseconds(150);
  EXPECT_TRUE(limiter.allow("a", now));
  EXPECT_FALSE(limiter.allow("a", now));
  now += std::chrono::hours(1);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.allow("a", now));
  EXPECT_FALSE(limiter.allow("a", now));
}

}  // namespace
}  // namespace dragoman
