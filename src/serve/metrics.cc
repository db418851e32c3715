// SPDX-License-Identifier: Apache-2.0
#include "serve/metrics.h"

#include <algorithm>
#include <cstdio>

namespace dragoman {

void Metrics::count(std::size_t number, int status, double seconds) {
  Route& route = routes_[std::min(number, kRoutes - 1)];
  const auto bucket = static_cast<std::size_t>(std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin());
  ++route.times[bucket];
  ++route.statuses[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
  route.microseconds += static_cast<std::uint64_t>(seconds * 1e6);
}

void Metrics::begin(std::string& out) {
  out +=
      "# HELP dragoman_request_seconds Time to answer a request.\n# TYPE dragoman_request_seconds histogram\n"
      "# HELP dragoman_requests_total Requests by route and class of status.\n# TYPE dragoman_requests_total counter\n";
}

void Metrics::format_route(std::size_t number, std::string_view name, std::string& out) const {
  const Route& route = routes_[number];
  std::uint64_t total = 0;
  for (const auto& count : route.times) total += count;
  if (total == 0) return;
  const std::string label = "{route=\"" + std::string(name) + "\"";
  std::uint64_t below = 0;
  char bound[32];
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    below += route.times[i];
    std::snprintf(bound, sizeof bound, "%g", kBounds[i]);
    out.append("dragoman_request_seconds_bucket").append(label).append(",le=\"").append(bound).append("\"} ").append(std::to_string(below)).append("\n");
  }
  out.append("dragoman_request_seconds_bucket").append(label).append(",le=\"+Inf\"} ").append(std::to_string(total)).append("\n");
  out.append("dragoman_request_seconds_sum").append(label).append("} ").append(std::to_string(static_cast<double>(route.microseconds) / 1e6)).append("\n");
  out.append("dragoman_request_seconds_count").append(label).append("} ").append(std::to_string(total)).append("\n");
  for (std::size_t i = 1; i < route.statuses.size(); ++i) {
    if (route.statuses[i] == 0) continue;
    out.append("dragoman_requests_total").append(label).append(",status=\"").append(std::to_string(i)).append("xx\"} ").append(std::to_string(route.statuses[i])).append("\n");
  }
}

}  // namespace dragoman
