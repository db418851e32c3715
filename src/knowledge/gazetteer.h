// SPDX-License-Identifier: Apache-2.0
// The gazetteer: places with their names, one memory-mapped file that is used as it lies on disk.
//
// Format and columns of the text it is compiled from: docs/formats/places.md. Example: the key of "New York" is the
// hash of "newyork"; its slot lists the city, the state and others, likelier ones first.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "dragoman/result.h"

namespace dragoman {

/// What a place is, as far as coding cares. Order is that of the file format.
enum class PlaceKind : std::uint8_t {
  kCountry,
  kAdmin1,
  kAdmin2,
  kCapital,
  kCity,
  kSection,
  kContinent,
  kRegion,
  kWater,
  kIsland,
  kMountain,
  kFacility,
};

/// GeoNames feature class of a kind: A P L H T S.
constexpr char feature_class(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::kCountry:
    case PlaceKind::kAdmin1:
    case PlaceKind::kAdmin2:
      return 'A';
    case PlaceKind::kCapital:
    case PlaceKind::kCity:
    case PlaceKind::kSection:
      return 'P';
    case PlaceKind::kContinent:
    case PlaceKind::kRegion:
      return 'L';
    case PlaceKind::kWater:
      return 'H';
    case PlaceKind::kIsland:
    case PlaceKind::kMountain:
      return 'T';
    case PlaceKind::kFacility:
      return 'S';
  }
  return 'P';
}

inline constexpr std::uint32_t kNoPlace = 0xFFFFFFFFU;

struct PlaceEntry {
  float lat = 0;                ///< degrees north
  float lon = 0;                ///< degrees east
  std::uint32_t geonameid = 0;  ///< 0 when unknown
  std::uint32_t population = 0;
  std::uint32_t name = 0;           ///< offset of the name, see Gazetteer::name
  std::uint32_t admin1 = kNoPlace;  ///< entry of the first-order division it is in (or is)
  std::uint32_t admin2 = kNoPlace;
  std::uint32_t country = kNoPlace;  ///< entry of the country it is in (or is); kNoPlace on the high seas
  float prior = 0;  ///< how likely a mention of the name means this, in log10 of people, kind taken into account
  std::uint16_t name_size = 0;
  PlaceKind kind = PlaceKind::kCity;
  std::uint8_t reserved = 0;
};
static_assert(std::is_trivially_copyable_v<PlaceEntry> && sizeof(PlaceEntry) == 40);

/// One meaning of a name.
struct PlaceName {
  enum Flag : std::uint8_t {
    kOther = 1,         ///< not the main name
    kUpper = 2,         ///< only in capitals ("US")
    kAbbreviation = 4,  ///< only after a comma or with a full stop ("Pa.", "OH")
    kDemonym = 8,       ///< adjective or people ("Syrian", "Syrians")
    kSpelling = 32,     ///< found by its loose key only: another romanisation
    kBare = 16,         ///< a division without its type word ("Adams" for Adams County)
  };
  std::uint32_t value = 0;
  [[nodiscard]] std::uint32_t entry() const { return value & 0xFFFFFFU; }
  [[nodiscard]] std::uint8_t flags() const { return static_cast<std::uint8_t>(value >> 24); }
};

/// What a single word says about whether it, or its neighbour, is a place.
enum WordFlag : std::uint16_t {
  kWordCommon = 1,   ///< frequent English word
  kWordRarer = 2,    ///< less frequent English word
  kWordGiven = 4,    ///< given name
  kWordSurname = 8,  ///< one of the thousand most frequent surnames
  kWordSurnameRare = 16,
  kWordTitle = 32,        ///< stands before persons ("President")
  kWordLocative = 64,     ///< "in", "near"
  kWordTypeAfter = 128,   ///< "province", "county"
  kWordTypeBefore = 256,  ///< "city" in "the city of X"
  kWordOrg = 512,         ///< makes an organisation of a preceding place ("University")
  kWordSpeech = 1024,     ///< "said": its subject is hardly a town
  kWordDirection = 2048,  ///< "northern"
  kWordCalendar = 4096,   ///< months and weekdays
  kWordStreet = 8192,     ///< "Street"
  kWordFunction = 16384,  ///< closed-class words: never a place on their own
  kWordCompany = 32768,   ///< "Inc", "Corp": the whole name is no place
};

/// Result of a look-up: what the key means and how long names that begin with it are.
struct PlaceSlot {
  std::uint64_t hash = 0;
  std::uint32_t first = 0;       ///< index of the first meaning
  std::uint8_t count = 0;        ///< number of meanings
  std::uint8_t max_words = 0;    ///< most words of a name that begins with this word; 0 when none does
  std::uint16_t word_flags = 0;  ///< WordFlag
};
static_assert(std::is_trivially_copyable_v<PlaceSlot> && sizeof(PlaceSlot) == 16);

/// Immutable; safe in any number of threads. All views it gives live as long as it does.
class Gazetteer {
 public:
  /// Maps the file and checks version, sizes and checksum. Errors: kNotFound, kIo, kVersion, kCorrupt.
  static Result<std::unique_ptr<const Gazetteer>> load(const std::string& path);
  ~Gazetteer();
  Gazetteer(const Gazetteer&) = delete;
  Gazetteer& operator=(const Gazetteer&) = delete;

  /// The slot of a key (place_key_hash), or nullptr.
  [[nodiscard]] const PlaceSlot* find(std::uint64_t hash) const {
    // The table has empty slots (hash 0), so that a search ends.
    std::uint64_t i = static_cast<std::uint64_t>((static_cast<__uint128_t>(hash) * slots_.size()) >> 64);
    while (slots_[i].hash != 0) {
      if (slots_[i].hash == hash) return &slots_[i];
      if (++i == slots_.size()) i = 0;
    }
    return nullptr;
  }
  /// Meanings of a slot, likeliest first.
  [[nodiscard]] std::span<const PlaceName> meanings(const PlaceSlot& slot) const {
    return names_.subspan(slot.first, slot.count);
  }
  /// Meanings of a name in running text; empty when unknown.
  [[nodiscard]] std::span<const PlaceName> lookup(std::string_view name) const;
  /// The same with working memory of the caller's.
  [[nodiscard]] std::span<const PlaceName> lookup(std::string_view name, std::string& folded) const;

  [[nodiscard]] std::span<const PlaceEntry> entries() const { return entries_; }
  [[nodiscard]] const PlaceEntry& entry(std::uint32_t i) const { return entries_[i]; }
  [[nodiscard]] std::string_view name(std::uint32_t i) const {
    return strings_.substr(entries_[i].name, entries_[i].name_size);
  }
  /// ISO alpha-3 of the country an entry is in or is; empty when in none.
  [[nodiscard]] std::string_view country_code(std::uint32_t i) const {
    const std::uint32_t c = entries_[i].country;
    return c == kNoPlace ? std::string_view() : strings_.substr(entries_[c].name + entries_[c].name_size, 3);
  }
  /// Name of the first-order division an entry is in or is; empty when unknown.
  [[nodiscard]] std::string_view admin1_name(std::uint32_t i) const {
    const std::uint32_t a = entries_[i].admin1;
    return a == kNoPlace ? std::string_view() : name(a);
  }
  [[nodiscard]] std::size_t key_count() const { return key_count_; }

 private:
  Gazetteer() = default;
  const void* map_ = nullptr;
  std::size_t map_size_ = 0;
  std::size_t key_count_ = 0;
  std::span<const PlaceEntry> entries_;
  std::span<const PlaceSlot> slots_;
  std::span<const PlaceName> names_;
  std::string_view strings_;
};

/// Great-circle distance in kilometres.
double distance_km(double lat1, double lon1, double lat2, double lon2);

}  // namespace dragoman
