// SPDX-License-Identifier: Apache-2.0
// Counts of requests and their times for Prometheus.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

class Metrics {
 public:
  /// Routes by number; what is none of them counts as the last.
  static constexpr std::size_t kRoutes = 32;
  void count(std::size_t route, int status, double seconds);
  /// The text format, with the names of the routes.
  template <typename Names>
  void format(const Names& names, std::string& out) const {
    begin(out);
    for (std::size_t i = 0; i < kRoutes && i < names.size(); ++i) format_route(i, names[i], out);
  }

 private:
  static constexpr std::array<double, 10> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};
  struct Route {
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> times{};
    std::array<std::atomic<std::uint64_t>, 6> statuses{};  ///< by hundreds
    std::atomic<std::uint64_t> microseconds = 0;
  };
  static void begin(std::string& out);
  void format_route(std::size_t route, std::string_view name, std::string& out) const;

  std::array<Route, kRoutes> routes_;
};

}  // namespace dragoman
