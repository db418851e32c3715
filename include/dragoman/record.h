// SPDX-License-Identifier: Apache-2.0
// The event record: who did what to whom, when, where, according to whom, and the words it rests on.
// Types, quad classes, modes and scores: PLOVER codebook draft 2.0 (Open Event Data Alliance); CAMEO 1.1b3.
// All offsets count Unicode code points in the story text as given and are half-open.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

/// PLOVER event types in the codebook's order, from cooperation to conflict.
enum class EventType : std::uint8_t {
  kAgree, kConsult, kSupport, kConcede, kCooperate, kAid, kRetreat, kRequest,
  kAccuse, kReject, kThreaten, kProtest, kSanction, kMobilize, kCoerce, kAssault,
};
inline constexpr int kEventTypeCount = 16;
inline constexpr std::array<std::string_view, kEventTypeCount> kEventTypeNames = {
    "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};

enum class Quad : std::uint8_t { kVerbalCooperation, kMaterialCooperation, kVerbalConflict, kMaterialConflict };
inline constexpr std::array<std::string_view, 4> kQuadNames = {"verbal cooperation", "material cooperation",
                                                               "verbal conflict", "material conflict"};

/// The quad class is a function of the type.
constexpr Quad quad_of(EventType type) {
  if (type <= EventType::kConcede) return Quad::kVerbalCooperation;
  if (type <= EventType::kRetreat) return Quad::kMaterialCooperation;
  if (type <= EventType::kThreaten) return Quad::kVerbalConflict;
  return Quad::kMaterialConflict;
}

enum class Modality : std::uint8_t { kActual, kFuture, kHypothetical, kNegated };
inline constexpr std::array<std::string_view, 4> kModalityNames = {"actual", "future", "hypothetical", "negated"};

enum class Stance : std::uint8_t { kStates, kClaims, kDenies, kAccuses, kAsks, kQuotes };
inline constexpr std::array<std::string_view, 6> kStanceNames = {"states", "claims", "denies",
                                                                 "accuses", "asks", "quotes"};

enum class DatePrecision : std::uint8_t { kDay, kWeek, kMonth, kYear, kUnknown };
inline constexpr std::array<std::string_view, 5> kDatePrecisionNames = {"day", "week", "month", "year", "unknown"};

/// A stretch of the story text. `start` < 0 means that the thing is understood but not named there.
struct TextSpan {
  std::string text;
  std::int64_t start = -1;
  std::int64_t end = -1;
  [[nodiscard]] bool quoted() const { return start >= 0; }
};

/// A political actor. `country` is ISO 3166 alpha-3 or UNO EUR IGO NGO IMG MNC ISM; empty when unknown.
/// `sectors` are codes such as GOV or MIL, the leading one first: a defence ministry is GOV MIL. `code` is country followed by the sectors.
struct Entity {
  TextSpan span;
  std::string name;
  std::string country;
  std::vector<std::string> sectors;
  std::string code;
};

struct RecordDate {
  std::string start;  ///< YYYY-MM-DD; empty only with precision unknown
  std::string end;    ///< inclusive
  DatePrecision precision = DatePrecision::kUnknown;
  TextSpan span;      ///< the time expression; not quoted when the publication date was taken
};

struct RecordPlace {
  TextSpan span;
  std::string name;
  std::string country;  ///< ISO alpha-3, empty when none (high seas)
  std::string admin1;
  std::optional<double> lat;  ///< degrees north
  std::optional<double> lon;  ///< degrees east
  std::optional<std::int64_t> geonameid;
};

struct AttributionLink {
  Entity speaker;
  std::string cue;
  Stance stance = Stance::kStates;
};

/// Inclusive range of a reported number; an open bound is empty.
struct Range {
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
};
inline constexpr int kMagnitudeCount = 6;
inline constexpr std::array<std::string_view, kMagnitudeCount> kMagnitudeNames = {
    "killed", "wounded", "missing", "detained", "displaced", "participants"};

struct StoryReference {
  std::string id;
  std::optional<std::string> source;
  std::optional<std::string> date;  ///< YYYY-MM-DD
  std::optional<std::string> title;
  std::optional<std::string> url;
  std::optional<std::string> path;
};

struct EventRecord {
  std::string id;  ///< depends on content only
  StoryReference story;
  std::int64_t sentence_index = 0;
  TextSpan sentence;
  EventType type = EventType::kAgree;
  std::string mode;   ///< empty when no mode fits
  std::string cameo;  ///< CAMEO 1.1b3
  double score = 0;   ///< PLOVER conflict-cooperation score, -10 to 10
  double goldstein = 0;
  std::vector<std::string> contexts;
  TextSpan trigger;
  std::vector<Entity> actors;
  std::vector<Entity> recipients;
  RecordDate date;
  std::optional<RecordPlace> place;
  std::vector<AttributionLink> attribution;  ///< innermost speaker first
  Modality modality = Modality::kActual;
  bool historical = false;
  std::array<std::optional<Range>, kMagnitudeCount> magnitude;
  double confidence = 0;  ///< fitted on gold stories: how often type and parties of such records are right
};

}  // namespace dragoman
