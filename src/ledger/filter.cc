// SPDX-License-Identifier: Apache-2.0
#include "ledger/filter.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "base/utf8.h"
#include "knowledge/ontology.h"

namespace dragoman {
namespace {

constexpr double kEarthRadiusKm = 6371.0;
constexpr double kRadians = std::numbers::pi / 180.0;

bool is_capitals(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<double> number_from(std::string_view text) {
  text = trim(text);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Error usage(std::string message) { return Error{ErrorCode::kUsage, std::move(message), {}, 0}; }

}  // namespace

PartyFilter parse_party(std::string_view text) {
  text = trim(text);
  PartyFilter party;
  if (!is_capitals(text) || text.size() % 3 != 0) {
    party.folded_name = fold(text);
    return party;
  }
  std::size_t at = 0;
  if (!sector_from(text.substr(0, 3))) party.country = text.substr(0, 3), at = 3;
  for (; at < text.size(); at += 3) {
    const std::string_view sector = text.substr(at, 3);
    if (!sector_from(sector)) {  // a name in capitals ("OPEC" is none of ours, "MERCOSUR" neither)
      party = {};
      party.folded_name = fold(text);
      return party;
    }
    party.sectors.emplace_back(sector);
  }
  return party;
}

Result<DyadFilter> parse_dyad(std::string_view text) {
  const std::size_t arrow = text.find('>');
  const std::size_t mark = arrow != std::string_view::npos ? arrow : text.find(',');
  if (mark == std::string_view::npos || trim(text.substr(0, mark)).empty() || trim(text.substr(mark + 1)).empty()) {
    return usage("a dyad is written A,B (either direction) or A>B, not '" + std::string(text) + "'");
  }
  return DyadFilter{parse_party(text.substr(0, mark)), parse_party(text.substr(mark + 1)), arrow != std::string_view::npos};
}

Result<NearFilter> parse_near(std::string_view text) {
  std::vector<double> values;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const auto value = number_from(text.substr(at, end - at));
    if (!value) break;
    values.push_back(*value);
    at = end + 1;
    if (end == text.size()) break;
  }
  const auto commas = std::count(text.begin(), text.end(), ',');
  if (values.size() != 3 || commas != 2) return usage("a circle is written LAT,LON,KM, not '" + std::string(text) + "'");
  if (std::abs(values[0]) > 90 || std::abs(values[1]) > 180 || values[2] < 0) {
    return usage("latitude is -90 to 90, longitude -180 to 180, the radius not negative: '" + std::string(text) + "'");
  }
  return NearFilter{values[0], values[1], values[2]};
}

Result<PolygonFilter> parse_polygon(std::string_view text) {
  const auto bad = [&] { return usage("a polygon is written LAT,LON LAT,LON LAT,LON with three corners at least, not '" + std::string(text) + "'"); };
  PolygonFilter polygon;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ;", at), text.size());
    const std::string_view corner = text.substr(at, end - at);
    at = end + 1;
    if (corner.empty()) continue;
    const std::size_t comma = corner.find(',');
    if (comma == std::string_view::npos) return bad();
    const auto lat = number_from(corner.substr(0, comma)), lon = number_from(corner.substr(comma + 1));
    if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180) return bad();
    polygon.corners.emplace_back(*lat, *lon);
  }
  if (polygon.corners.size() < 3) return bad();
  return polygon;
}

bool is_inside(const PolygonFilter& polygon, double lat, double lon) {
  bool inside = false;
  const auto& corners = polygon.corners;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const auto& [lat_a, lon_a] = corners[i];
    const auto& [lat_b, lon_b] = corners[j];
    if ((lat_a > lat) != (lat_b > lat) && lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a) inside = !inside;
  }
  return inside;
}

std::vector<DegreeBox> boxes_around(const NearFilter& near) {
  // A little more than the circle: the exact distance decides afterwards.
  const double reach = near.km / kEarthRadiusKm / kRadians * 1.001 + 0.01;
  const double south = std::max(-90.0, near.lat - reach);
  const double north = std::min(90.0, near.lat + reach);
  if (south <= -90.0 || north >= 90.0 || reach >= 90.0) return {{south, north, -180, 180}};
  const double sine = std::sin(reach * kRadians) / std::cos(near.lat * kRadians);
  if (sine >= 1) return {{south, north, -180, 180}};
  const double width = std::asin(sine) / kRadians + 0.01;
  const double west = near.lon - width;
  const double east = near.lon + width;
  if (west < -180) return {{south, north, -180, east}, {south, north, west + 360, 180}};
  if (east > 180) return {{south, north, west, 180}, {south, north, -180, east - 360}};
  return {{south, north, west, east}};
}

bool RecordFilter::empty() const {
  return parties.empty() && !dyad && types.empty() && quads.empty() && modes.empty() && contexts.empty() && place.empty() && !near && !polygon &&
         !one_per_event && since.empty() && until.empty() && source.empty() && !speaker && modalities.empty() && !min_confidence && text.empty() &&
         !without_background && limit < 0;
}

std::string full_text_query(std::string_view words) {
  std::string query;
  for (std::size_t at = 0; at < words.size();) {
    if (words[at] == ' ' || words[at] == '\t' || words[at] == '\n') {
      ++at;
      continue;
    }
    std::string_view term;
    if (words[at] == '"') {
      const std::size_t end = std::min(words.find('"', at + 1), words.size());
      term = words.substr(at + 1, end - at - 1);
      at = std::min(end + 1, words.size());
    } else {
      const std::size_t end = std::min(words.find_first_of(" \t\n\"", at), words.size());
      term = words.substr(at, end - at);
      at = end;
    }
    bool prefix = false;
    if (at < words.size() && words[at] == '*') prefix = true, ++at;
    if (term.ends_with('*')) prefix = true, term.remove_suffix(1);
    bool has_letter = false;
    std::string quoted;
    for (std::size_t i = 0; i < term.size();) {
      const DecodedChar c = decode_utf8(term, i);
      i += c.size;
      has_letter = has_letter || is_letter(c.code) || is_ascii_digit(c.code);
      append_utf8(quoted, c.code == 0 || c.code == '"' ? U' ' : c.code);
    }
    if (!has_letter) continue;
    if (!query.empty()) query += ' ';
    query.append("\"").append(quoted).append("\"");
    if (prefix) query += '*';
  }
  return query;
}

}  // namespace dragoman
