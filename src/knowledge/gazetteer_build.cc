// SPDX-License-Identifier: Apache-2.0
#include "knowledge/gazetteer_build.h"

#include <zstd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "knowledge/gazetteer.h"
#include "knowledge/gazetteer_format.h"
#include "knowledge/gazetteer_words.h"
#include "knowledge/place_fold.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

struct Meaning {
  std::uint32_t value;
  float weight;
};

struct Key {
  std::vector<Meaning> meanings;
  std::uint8_t max_words = 0;
  std::uint16_t word_flags = 0;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(separator, begin);
    out.push_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return out;
    begin = end + 1;
  }
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

template <typename T>
bool read_number(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, "cannot read", path, 0};
  std::string data((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!path.ends_with(".zst")) return data;
  const unsigned long long size = ZSTD_getFrameContentSize(data.data(), data.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > (1ULL << 30)) {
    return Error{ErrorCode::kFormat, "not a zstd file of known size", path, 0};
  }
  std::string out(static_cast<std::size_t>(size), '\0');
  const std::size_t done = ZSTD_decompress(out.data(), out.size(), data.data(), data.size());
  if (ZSTD_isError(done) != 0U || done != out.size()) return Error{ErrorCode::kFormat, "damaged zstd file", path, 0};
  return out;
}

class Builder {
 public:
  Status read_countries(const std::string& path);
  Status read_divisions(const std::string& path);
  Status read_cities(const std::string& path);
  Status read_curated(const std::string& path);
  Status read_words(const std::string& path);
  Result<GazetteerCounts> write(const std::string& output);

 private:
  std::uint32_t add_entry(std::string_view name, double lat, double lon, std::uint64_t id, std::uint64_t population,
                          PlaceKind kind, float prior);
  void add_name(std::uint32_t entry, std::string_view name, std::uint8_t flags);
  static void put(Key& key, std::uint32_t entry, std::uint8_t flags, float weight);
  bool loosely_spelled(std::uint32_t entry) const;
  void add_division_names(std::uint32_t entry, std::string_view name, std::uint8_t flags);
  Status curated_line(std::string_view line, const std::string& path, std::uint64_t number);
  std::uint32_t find_target(std::string_view text) const;
  bool ordinary(std::string_view name) const;

  std::vector<PlaceEntry> entries_;
  std::string strings_;
  std::unordered_map<std::uint64_t, Key> keys_;
  std::unordered_map<std::string, std::uint32_t> countries_;  // by both ISO codes
  std::unordered_map<std::string, std::uint32_t> divisions_;  // "US.TX", "US.TX.001"
  std::unordered_map<std::uint64_t, std::uint32_t> by_id_;
  std::unordered_map<std::string, std::uint32_t> curated_;  // by name
  std::vector<std::uint64_t> removed_;                      // keys that are no places
  GazetteerCounts counts_;
};

std::uint32_t Builder::add_entry(std::string_view name, double lat, double lon, std::uint64_t id,
                                 std::uint64_t population, PlaceKind kind, float prior) {
  PlaceEntry entry;
  entry.lat = static_cast<float>(lat);
  entry.lon = static_cast<float>(lon);
  entry.geonameid = static_cast<std::uint32_t>(id);
  entry.population = static_cast<std::uint32_t>(std::min<std::uint64_t>(population, 0xFFFFFFFFU));
  entry.name = static_cast<std::uint32_t>(strings_.size());
  entry.name_size = static_cast<std::uint16_t>(name.size());
  entry.kind = kind;
  entry.prior = prior;
  strings_.append(name);
  const auto index = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back(entry);
  if (id != 0) by_id_.emplace(id, index);
  return index;
}

void Builder::add_name(std::uint32_t entry, std::string_view name, std::uint8_t flags) {
  if (name.empty()) return;
  const std::string folded = fold_place_name(name);
  if (folded.size() < 2) return;
  const std::size_t blank = folded.find(' ');
  const auto length =
      static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(std::count(folded.begin(), folded.end(), ' ') + 1, 8));
  Key& head = keys_[place_key_hash(std::string_view(folded).substr(0, blank))];
  head.max_words = std::max(head.max_words, length);
  // A tokenizer may split a word at its apostrophe.
  const std::size_t cut = name.substr(0, name.find_first_of(" -")).find('\'');
  if (cut != std::string_view::npos && cut > 0) {
    Key& part = keys_[place_key_hash(fold_place_name(name.substr(0, cut)))];
    part.max_words = std::max(part.max_words, length);
  }
  float weight = entries_[entry].prior;
  if ((flags & PlaceName::kOther) != 0) weight -= 0.8F;
  if ((flags & PlaceName::kBare) != 0) weight -= 0.5F;
  if ((flags & (PlaceName::kDemonym | PlaceName::kAbbreviation | PlaceName::kSpelling)) == 0 &&
      loosely_spelled(entry)) {
    const std::string loose = loose_place_key(folded);
    if (!loose.empty()) {
      put(keys_[place_key_hash(loose)], entry, flags | PlaceName::kOther | PlaceName::kSpelling, weight - 1.5F);
    }
  }
  put(keys_[place_key_hash(folded)], entry, flags, weight);
}

/// Countries whose names reach the news in many romanisations.
bool Builder::loosely_spelled(std::uint32_t entry) const {
  const std::uint32_t country = entries_[entry].country;
  if (country == kNoPlace || entries_[entry].kind == PlaceKind::kCountry) return false;
  const std::string_view code =
      std::string_view(strings_).substr(entries_[country].name + entries_[country].name_size, 3);
  for (const std::string_view c :
       {"SYR", "IRQ", "LBN", "YEM", "LBY", "EGY", "SDN", "SSD", "JOR", "PSE", "ISR", "SAU", "DZA", "MAR", "TUN",
        "MRT", "SOM", "IRN", "AFG", "PAK", "TCD", "OMN", "KWT", "ARE", "QAT", "BHR", "BGD", "TJK", "UZB", "KAZ",
        "KGZ", "TKM", "AZE", "ARM", "GEO", "UKR", "RUS", "BLR", "MLI", "NER", "NGA", "ETH", "ERI"}) {
    if (c == code) return true;
  }
  return false;
}

void Builder::put(Key& key, std::uint32_t entry, std::uint8_t flags, float weight) {
  const std::uint32_t value = entry | (static_cast<std::uint32_t>(flags) << 24);
  for (Meaning& m : key.meanings) {
    if ((m.value & 0xFFFFFFU) != entry) continue;
    if (weight > m.weight) m = {value, weight};
    return;
  }
  key.meanings.push_back({value, weight});
}

void Builder::add_division_names(std::uint32_t entry, std::string_view name, std::uint8_t flags) {
  constexpr std::uint8_t kBareName = PlaceName::kOther | PlaceName::kBare;
  for (const std::string_view prefix : kTypePrefixes) {
    if (name.size() > prefix.size() + 2 && name.starts_with(prefix)) {
      // In "the State of Ohio" the place is Ohio.
      add_name(entry, name.substr(prefix.size()), flags | kBareName);
      return;
    }
  }
  add_name(entry, name, flags);
  for (const std::string_view suffix : kTypeSuffixes) {
    if (name.size() > suffix.size() + 2 && name.ends_with(suffix)) {
      add_name(entry, name.substr(0, name.size() - suffix.size()), flags | kBareName);
      return;
    }
  }
}

/// Whether all words of a name are ordinary English ("The City", "Red Bank").
bool Builder::ordinary(std::string_view name) const {
  const std::string folded = fold_place_name(name);
  for (const std::string_view word : split(folded, ' ')) {
    const auto key = keys_.find(place_key_hash(word));
    if (key == keys_.end() ||
        (key->second.word_flags & (kWordCommon | kWordRarer | kWordFunction | kWordCalendar)) == 0)
      return false;
  }
  return true;
}

Status bad_line(const std::string& path, std::uint64_t number, const std::string& what) {
  return Error{ErrorCode::kFormat, what, path, number};
}

template <typename Row>
Status for_each_row(const std::string& path, std::size_t columns, Row row) {
  const Result<std::string> data = read_file(path);
  if (!data) return data.error();
  std::uint64_t number = 0;
  for (const std::string_view line : split(*data, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string_view> fields = split(line, '\t');
    if (fields.size() != columns) return bad_line(path, number, "expected " + std::to_string(columns) + " columns");
    if (!row(fields)) return bad_line(path, number, "a number or a code is wrong");
  }
  return {};
}

double log_population(std::uint64_t population) {
  return std::log10(static_cast<double>(std::max<std::uint64_t>(population, 300)));
}

Status Builder::read_countries(const std::string& path) {
  return for_each_row(path, 10, [this](const std::vector<std::string_view>& f) {
    std::uint64_t id = 0;
    std::uint64_t population = 0;
    double lat = 0;
    double lon = 0;
    if (!read_number(f[2], id) || !read_number(f[4], lat) || !read_number(f[5], lon) ||
        !read_number(f[6], population)) {
      return false;
    }
    const double prior = population >= 300000 ? 9.0 : 7.0;
    const std::uint32_t index =
        add_entry(f[3], lat, lon, id, population, PlaceKind::kCountry, static_cast<float>(prior));
    strings_.append(f[1]);  // Gazetteer::country_code reads it there
    entries_[index].country = index;
    countries_.emplace(f[0], index);
    countries_.emplace(f[1], index);
    add_name(index, f[3], 0);
    ++counts_.countries;
    return true;
  });
}

Status Builder::read_divisions(const std::string& path) {
  // Second-order divisions may stand before the first-order one they belong to.
  std::vector<std::pair<std::uint32_t, std::string>> parents;
  Status status = for_each_row(path, 9, [&](const std::vector<std::string_view>& f) {
    std::uint64_t id = 0;
    std::uint64_t population = 0;
    double lat = 0;
    double lon = 0;
    if (!read_number(f[0], id) || !read_number(f[2], lat) || !read_number(f[3], lon) ||
        !read_number(f[7], population)) {
      return false;
    }
    const bool first = f[5] == "1";
    const auto country = countries_.find(std::string(f[4].substr(0, 2)));
    if (country == countries_.end()) return false;
    const double prior = log_population(population) - (first ? 0.3 : 1.0);
    const std::uint32_t index =
        add_entry(f[1], lat, lon, id, population, first ? PlaceKind::kAdmin1 : PlaceKind::kAdmin2,
                  static_cast<float>(first ? std::max(prior, 4.0) : prior));
    entries_[index].country = country->second;
    divisions_.emplace(f[4], index);
    if (first) {
      entries_[index].admin1 = index;
      ++counts_.admin1;
    } else {
      entries_[index].admin2 = index;
      parents.emplace_back(index, f[4].substr(0, f[4].rfind('.')));
      ++counts_.admin2;
    }
    add_division_names(index, f[1], 0);
    if (!f[8].empty()) {
      for (const std::string_view name : split(f[8], '|')) add_division_names(index, name, PlaceName::kOther);
    }
    return true;
  });
  for (const auto& [index, code] : parents) {
    const auto parent = divisions_.find(code);
    if (parent != divisions_.end() && entries_[parent->second].kind == PlaceKind::kAdmin1) {
      entries_[index].admin1 = parent->second;
    }
  }
  return status;
}

Status Builder::read_cities(const std::string& path) {
  return for_each_row(path, 10, [this](const std::vector<std::string_view>& f) {
    std::uint64_t id = 0;
    std::uint64_t population = 0;
    double lat = 0;
    double lon = 0;
    if (!read_number(f[0], id) || !read_number(f[2], lat) || !read_number(f[3], lon) ||
        !read_number(f[8], population)) {
      return false;
    }
    double prior = log_population(population);
    PlaceKind kind = PlaceKind::kCity;
    if (f[7] == "PPLC") {
      kind = PlaceKind::kCapital;
      prior += 1.0;
    } else if (f[7] == "PPLA") {
      prior += 0.4;
    } else if (f[7] == "PPLA2") {
      prior += 0.2;
    } else if (f[7] == "PPLX") {
      kind = PlaceKind::kSection;
      prior -= 1.0;
    }
    const std::uint32_t index = add_entry(f[1], lat, lon, id, population, kind, static_cast<float>(prior));
    const auto country = countries_.find(std::string(f[4]));
    if (country != countries_.end()) entries_[index].country = country->second;
    const std::string code = std::string(f[4]) + "." + std::string(f[5]);
    const auto a1 = divisions_.find(code);
    if (a1 != divisions_.end() && entries_[a1->second].kind == PlaceKind::kAdmin1) entries_[index].admin1 = a1->second;
    const auto a2 = divisions_.find(code + "." + std::string(f[6]));
    if (a2 != divisions_.end()) entries_[index].admin2 = a2->second;
    add_name(index, f[1], 0);
    if (!f[9].empty()) {
      for (const std::string_view name : split(f[9], '|')) {
        // Other names that are English words or given names mean the place too rarely.
        if (ordinary(name)) continue;
        const auto key = keys_.find(place_key_hash(fold_place_name(name)));
        if (population < 1000000 && key != keys_.end() && (key->second.word_flags & kWordGiven) != 0) continue;
        if (name.starts_with("City of ") || name.starts_with("Town of ")) continue;
        add_name(index, name, PlaceName::kOther);
      }
    }
    ++counts_.populated;
    return true;
  });
}

std::uint32_t Builder::find_target(std::string_view text) const {
  if (text.starts_with('=')) {
    const auto found = curated_.find(std::string(text.substr(1)));
    return found == curated_.end() ? kNoPlace : found->second;
  }
  std::uint64_t id = 0;
  if (read_number(text, id)) {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? kNoPlace : found->second;
  }
  if (const auto found = countries_.find(std::string(text)); found != countries_.end()) return found->second;
  const auto found = divisions_.find(std::string(text));
  return found == divisions_.end() ? kNoPlace : found->second;
}

Status Builder::curated_line(std::string_view line, const std::string& path, std::uint64_t number) {
  const std::size_t colon = line.find(" : ");
  if (colon == std::string_view::npos) return bad_line(path, number, "expected ' : ' before the names");
  std::vector<std::string_view> head;
  for (const std::string_view word : split(line.substr(0, colon), ' ')) {
    if (!word.empty()) head.push_back(word);
  }
  std::vector<std::string_view> names;
  for (const std::string_view name : split(line.substr(colon + 3), ';')) {
    std::string_view form = trim(name);
    if (form.starts_with("the ")) form.remove_prefix(4);  // an article is never part of the mention
    if (!form.empty()) names.push_back(form);
  }
  if (names.empty() || head.empty()) return bad_line(path, number, "no name");

  const auto flags_of = [](std::string_view name) {
    const bool upper =
        name.size() <= 6 && std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return static_cast<std::uint8_t>(upper ? PlaceName::kUpper : 0);
  };
  if (head[0] == "not") {
    for (const std::string_view name : names) {
      const std::string folded = fold_place_name(name);
      removed_.push_back(place_key_hash(folded));
      Key& first = keys_[place_key_hash(std::string_view(folded).substr(0, folded.find(' ')))];
      first.max_words =
          std::max(first.max_words, static_cast<std::uint8_t>(std::count(folded.begin(), folded.end(), ' ') + 1));
    }
    return {};
  }
  if (head[0] == "also" || head[0] == "abbreviation" || head[0] == "demonym") {
    if (head.size() < 2) return bad_line(path, number, "expected: " + std::string(head[0]) + " TARGET : names");
    std::string_view where = trim(line.substr(head[0].size(), colon - head[0].size()));
    float prior = 0;
    if (head.size() > 2 && head.back().find('.') != std::string_view::npos && read_number(head.back(), prior)) {
      where = trim(where.substr(0, where.size() - head.back().size()));  // also TARGET WEIGHT : names
    }
    const std::uint32_t target = find_target(where);
    if (target == kNoPlace) return bad_line(path, number, "unknown place " + std::string(where));
    entries_[target].prior = std::max(entries_[target].prior, prior);
    if (prior > 0) add_name(target, std::string(strings_.substr(entries_[target].name, entries_[target].name_size)), 0);
    for (const std::string_view name : names) {
      std::uint8_t flags = flags_of(name);
      if (head[0] == "abbreviation") {
        // "CO" holds in capitals only, "Pa." with its full stop.
        flags = PlaceName::kOther | PlaceName::kAbbreviation | (name.find('.') == std::string_view::npos ? flags : 0);
      }
      if (head[0] == "demonym") flags = static_cast<std::uint8_t>(PlaceName::kDemonym | flags);
      add_name(target, name, flags);
    }
    return {};
  }
  const auto* kind =
      std::find_if(std::begin(kKindWords), std::end(kKindWords), [&](const KindWord& k) { return k.word == head[0]; });
  if (kind == std::end(kKindWords)) return bad_line(path, number, "unknown kind '" + std::string(head[0]) + "'");
  double lat = 0;
  double lon = 0;
  std::uint64_t id = 0;
  float prior = kind->prior;
  if (head.size() < 5 || head.size() > 6 || !read_number(head[2], lat) || !read_number(head[3], lon) ||
      std::abs(lat) > 90 || std::abs(lon) > 180 || (head[4] != "-" && !read_number(head[4], id)) ||
      (head.size() == 6 && !read_number(head[5], prior))) {
    return bad_line(path, number, "expected: KIND COUNTRY LAT LON ID [WEIGHT] : names");
  }
  const std::uint32_t index = add_entry(names[0], lat, lon, id, 0, kind->kind, prior);
  if (head[1] != "---") {
    const std::uint32_t where = find_target(head[1]);
    if (where == kNoPlace) return bad_line(path, number, "unknown country or division " + std::string(head[1]));
    entries_[index].country = entries_[where].country;
    entries_[index].admin1 = entries_[where].admin1;
    entries_[index].admin2 = entries_[where].admin2;
  }
  for (const std::string_view name : names) curated_.emplace(name, index);
  for (const std::string_view name : names) add_name(index, name, flags_of(name));
  ++counts_.curated;
  return {};
}

Status Builder::read_curated(const std::string& path) {
  const Result<std::string> data = read_file(path);
  if (!data) return data.error();
  std::uint64_t number = 0;
  for (std::string_view line : split(*data, '\n')) {
    ++number;
    if (const std::size_t hash = line.find(" #"); hash != std::string_view::npos) line = line.substr(0, hash);
    line = trim(line);
    if (line.empty() || line.front() == '#') continue;
    if (Status status = curated_line(line, path, number); !status) return status;
  }
  return {};
}

Status Builder::read_words(const std::string& path) {
  const Result<std::string> data = read_file(path);
  if (!data) return data.error();
  const bool table = path.ends_with(".tsv");
  std::uint64_t number = 0;
  for (std::string_view line : split(*data, '\n')) {
    ++number;
    line = trim(line);
    if (line.empty() || line.front() == '#') continue;
    // words.tsv: word TAB kinds; *.words: kind : words
    const std::size_t cut = table ? line.find('\t') : line.find(" : ");
    if (cut == std::string_view::npos) return bad_line(path, number, "expected a kind and words");
    const std::string_view kinds = table ? line.substr(cut + 1) : line.substr(0, cut);
    const std::string_view words = table ? line.substr(0, cut) : line.substr(cut + 3);
    std::uint16_t flags = 0;
    for (const std::string_view kind : split(kinds, ' ')) {
      const auto* found =
          std::find_if(std::begin(kWordNames), std::end(kWordNames), [&](const WordName& w) { return w.word == kind; });
      if (found == std::end(kWordNames))
        return bad_line(path, number, "unknown kind of word '" + std::string(kind) + "'");
      flags |= found->flag;
    }
    for (const std::string_view word : split(words, ' ')) {
      if (!word.empty()) keys_[place_key_hash(fold_place_name(word))].word_flags |= flags;
    }
  }
  return {};
}

Result<GazetteerCounts> Builder::write(const std::string& output) {
  if (entries_.size() >= 0xFFFFFF) return Error{ErrorCode::kLimit, "more than 16 million places", output, 0};
  for (const std::uint64_t hash : removed_) {
    // The key stays as a name of its own, so that no shorter name is found in it.
    keys_[hash].meanings.clear();
    keys_[hash].word_flags |= kWordFunction;
  }
  std::vector<std::uint64_t> hashes;
  hashes.reserve(keys_.size());
  for (const auto& [hash, key] : keys_) hashes.push_back(hash);
  std::sort(hashes.begin(), hashes.end());  // the file depends on its input only

  std::vector<PlaceName> names;
  std::vector<PlaceSlot> slots(hashes.size() * 4 / 3 + 16);
  for (const std::uint64_t hash : hashes) {
    Key& key = keys_[hash];
    std::sort(key.meanings.begin(), key.meanings.end(), [](const Meaning& a, const Meaning& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.value < b.value;
    });
    if (key.meanings.size() > 64) key.meanings.resize(64);
    auto i = static_cast<std::size_t>((static_cast<__uint128_t>(hash) * slots.size()) >> 64);
    while (slots[i].hash != 0) i = i + 1 == slots.size() ? 0 : i + 1;
    slots[i] = {hash, static_cast<std::uint32_t>(names.size()), static_cast<std::uint8_t>(key.meanings.size()),
                key.max_words, key.word_flags};
    for (const Meaning& m : key.meanings) names.push_back({m.value});
  }

  GazetteerHeader header;
  header.key_count = static_cast<std::uint32_t>(hashes.size());
  header.entry_count = entries_.size();
  header.slot_count = slots.size();
  header.name_count = names.size();
  header.string_size = strings_.size();
  std::string body;
  const auto append = [&body](const void* data, std::size_t size) {
    body.resize(align_16(body.size()), '\0');
    body.append(static_cast<const char*>(data), size);
  };
  append(entries_.data(), entries_.size() * sizeof(PlaceEntry));
  append(slots.data(), slots.size() * sizeof(PlaceSlot));
  append(names.data(), names.size() * sizeof(PlaceName));
  append(strings_.data(), strings_.size());
  header.file_size = sizeof(header) + body.size();
  header.checksum = XXH3_64bits(body.data(), body.size());

  const std::string temporary = output + ".part";
  {
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(&header), sizeof(header));
    out.write(body.data(), static_cast<std::streamsize>(body.size()));
    if (!out.flush()) return Error{ErrorCode::kIo, "cannot write", temporary, 0};
  }
  std::error_code error;
  fs::rename(temporary, output, error);
  if (error) return Error{ErrorCode::kIo, "cannot rename: " + error.message(), output, 0};
  counts_.keys = hashes.size();
  counts_.meanings = names.size();
  counts_.bytes = header.file_size;
  return counts_;
}

}  // namespace

Result<GazetteerCounts> build_gazetteer(const std::string& directory, const std::string& output) {
  std::vector<std::string> places;
  std::vector<std::string> words;
  std::error_code error;
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
    const std::string path = it->path().string();
    if (path.ends_with(".places")) places.push_back(path);
    if (path.ends_with(".words")) words.push_back(path);
  }
  if (error) return Error{ErrorCode::kNotFound, "cannot read directory: " + error.message(), directory, 0};
  std::sort(places.begin(), places.end());
  std::sort(words.begin(), words.end());

  Builder builder;
  // Words first: they decide which other names are taken. Divisions before what lies in them.
  words.insert(words.begin(), directory + "/words.tsv");
  for (const std::string& path : words) {
    if (Status status = builder.read_words(path); !status) return status.error();
  }
  if (Status status = builder.read_countries(directory + "/countries.tsv"); !status) return status.error();
  if (Status status = builder.read_divisions(directory + "/divisions.tsv.zst"); !status) return status.error();
  if (Status status = builder.read_cities(directory + "/cities.tsv.zst"); !status) return status.error();
  for (const std::string& path : places) {
    if (Status status = builder.read_curated(path); !status) return status.error();
  }
  return builder.write(output);
}

}  // namespace dragoman
