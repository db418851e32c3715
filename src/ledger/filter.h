// SPDX-License-Identifier: Apache-2.0
// What a reader of the ledger asks for. Everything is a value here; a store binds it and never writes it into a query.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

/// An entity as a reader writes it: "AZE" (country), "AZEMIL" (country and sectors), "REB" (sector) or a name.
struct PartyFilter {
  std::string country;               ///< empty: any
  std::vector<std::string> sectors;  ///< all of them
  std::string folded_name;           ///< fold() of the canonical name; empty: any
};
/// Three capital letters are a sector when the coding guide has it, else a country; several threes a code.
PartyFilter parse_party(std::string_view text);

struct DyadFilter {
  PartyFilter first, second;
  bool directed = false;  ///< the first did it to the second; else in either direction, or both are actors
};
/// "A,B" or "A>B".
Result<DyadFilter> parse_dyad(std::string_view text);

struct NearFilter {
  double lat = 0;
  double lon = 0;
  double km = 0;
};
/// "LAT,LON,KM".
Result<NearFilter> parse_near(std::string_view text);

/// Corners as latitude and longitude; its sides do not cross the antimeridian.
struct PolygonFilter {
  std::vector<std::pair<double, double>> corners;
};
/// "LAT,LON LAT,LON LAT,LON ...", three corners at least.
Result<PolygonFilter> parse_polygon(std::string_view text);
bool is_inside(const PolygonFilter& polygon, double lat, double lon);

/// Latitudes and longitudes that a circle lies in: one box, or two where it reaches over the antimeridian.
struct DegreeBox {
  double south = 0, north = 0, west = 0, east = 0;
};
std::vector<DegreeBox> boxes_around(const NearFilter& near);

/// Empty fields ask for nothing. Fields are joined by "and", values of one list by "or".
struct RecordFilter {
  std::vector<PartyFilter> parties;     ///< each as actor or recipient
  std::optional<DyadFilter> dyad;
  std::vector<EventType> types;
  std::vector<Quad> quads;
  std::vector<std::string> modes;
  std::vector<std::string> contexts;
  std::string place;                    ///< name of the place or of its division, or a country code
  std::optional<NearFilter> near;
  std::optional<PolygonFilter> polygon;
  std::string since;                    ///< YYYY-MM-DD; the event's days overlap since..until
  std::string until;
  std::string source;                   ///< ASCII case does not count
  std::optional<PartyFilter> speaker;
  std::vector<Modality> modalities;
  std::optional<double> min_confidence;
  std::string text;                     ///< words of the sentence, "quoted phrases", prefix*
  bool without_background = false;      ///< no record marked historical
  bool one_per_event = false;           ///< of each event only the first record that passes the rest
  std::int64_t limit = -1;              ///< records; negative: all

  [[nodiscard]] bool empty() const;
};

/// The user's words as a full-text query in which nothing but a trailing * has a meaning; empty when there is no word.
std::string full_text_query(std::string_view words);

}  // namespace dragoman
