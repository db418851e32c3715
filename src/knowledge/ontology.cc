// SPDX-License-Identifier: Apache-2.0
#include "knowledge/ontology.h"

#include <algorithm>
#include <cstdlib>

#include "knowledge/text_lines.h"

namespace dragoman {
namespace {

std::string_view dash_is_empty(std::string_view s) { return s == "-" ? std::string_view() : s; }

bool read_number(std::string_view text, double& value) {
  const std::string copy(text);
  char* end = nullptr;
  value = std::strtod(copy.c_str(), &end);
  return end != copy.c_str() && *end == 0;
}

std::vector<std::string> list_of(std::string_view text, char separator) {
  std::vector<std::string> out;
  if (text == "-") return out;
  for (const auto part : split(text, separator)) out.emplace_back(part);
  return out;
}

struct Fields {
  std::vector<std::string_view> words;  // before the first bar
  std::vector<std::string_view> tails;  // between and after the bars
};

Fields fields_of(std::string_view line) {
  Fields f;
  auto bar = line.find('|');
  f.words = words_of(line.substr(0, bar));
  while (bar != std::string_view::npos) {
    line.remove_prefix(bar + 1);
    bar = line.find('|');
    f.tails.push_back(trimmed(line.substr(0, bar)));
  }
  return f;
}

}  // namespace

std::optional<Sector> sector_from(std::string_view code) {
  for (std::size_t i = 0; i < kSectorNames.size(); ++i)
    if (kSectorNames[i] == code) return static_cast<Sector>(i);
  return std::nullopt;
}

std::optional<EventType> event_type_from(std::string_view name) {
  for (int i = 0; i < kEventTypeCount; ++i)
    if (kEventTypeNames[static_cast<std::size_t>(i)] == name) return static_cast<EventType>(i);
  return std::nullopt;
}

std::string_view modern_country_code(std::string_view code) {
  struct Pair {
    std::string_view old_code, new_code;
  };
  static constexpr Pair kPairs[] = {{"KSV", "XKX"}, {"ROM", "ROU"}, {"ZAR", "COD"}, {"TMP", "TLS"},
                                    {"BYS", "BLR"}, {"GAZ", "PSE"}, {"WSB", "PSE"}, {"PAL", "PSE"},
                                    {"EEC", "EUR"}, {"BUR", "MMR"}, {"SUN", "RUS"}, {"KOS", "XKX"}};
  for (const auto& p : kPairs)
    if (p.old_code == code) return p.new_code;
  return code;
}

Result<Ontology> Ontology::read(const OntologyText& text) {
  Ontology o;
  std::optional<Error> error;
  const auto fail = [&](const std::string& file, std::uint64_t line, std::string message) {
    if (!error) error = Error{ErrorCode::kFormat, std::move(message), file, line};
  };

  for_each_line(text.types, [&](std::uint64_t n, std::string_view line, std::string_view) {
    if (line.empty()) return;
    const Fields f = fields_of(line);
    if (f.words.size() == 2 && f.words[0] == "context") {
      o.contexts_.emplace_back(f.words[1]);
      return;
    }
    ModeInfo m;
    if (f.words.size() != 4) return fail(text.types_name, n, "expected: TYPE mode score cameo | contexts | gloss");
    const auto type = event_type_from(f.words[0]);
    if (!type) return fail(text.types_name, n, "unknown event type " + std::string(f.words[0]));
    if (!read_number(f.words[2], m.score)) return fail(text.types_name, n, "score is not a number");
    m.type = *type;
    m.mode = dash_is_empty(f.words[1]);
    m.cameo = f.words[3];
    if (!f.tails.empty()) m.contexts = list_of(f.tails[0], ',');
    o.modes_.push_back(std::move(m));
  });

  for_each_line(text.cameo, [&](std::uint64_t n, std::string_view line, std::string_view) {
    if (line.empty()) return;
    const Fields f = fields_of(line);
    if (f.words.size() != 5) return fail(text.cameo_name, n, "expected: code goldstein TYPE mode contexts | name");
    CameoInfo c;
    c.code = f.words[0];
    if (c.code.find_first_not_of("0123456789") != std::string::npos)
      return fail(text.cameo_name, n, "not a CAMEO code: " + c.code);
    if (!read_number(f.words[1], c.goldstein)) return fail(text.cameo_name, n, "Goldstein value is not a number");
    if (f.words[2] != "(none)") {
      c.type = event_type_from(f.words[2]);
      if (!c.type) return fail(text.cameo_name, n, "unknown event type " + std::string(f.words[2]));
    }
    c.mode = dash_is_empty(f.words[3]);
    c.contexts = list_of(f.words[4], ',');
    if (!f.tails.empty()) c.name = f.tails[0];
    if (c.type && !c.mode.empty() && !o.is_mode(*c.type, c.mode))
      return fail(text.cameo_name, n, "mode " + c.mode + " is not in types.txt");
    o.cameo_.push_back(std::move(c));
  });
  // A later line replaces an earlier one of the same code: so layers override.
  std::stable_sort(o.cameo_.begin(), o.cameo_.end(),
                   [](const CameoInfo& a, const CameoInfo& b) { return a.code < b.code; });
  for (std::size_t i = 0; i + 1 < o.cameo_.size();) {
    if (o.cameo_[i].code == o.cameo_[i + 1].code)
      o.cameo_.erase(o.cameo_.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
  }

  for_each_line(text.sectors, [&](std::uint64_t n, std::string_view line, std::string_view) {
    if (line.empty()) return;
    const auto arrow = line.find("->");
    if (arrow == std::string_view::npos) {
      if (!sector_from(line.substr(0, 3)))
        fail(text.sectors_name, n, "unknown sector; new sectors need a change in the program");
      return;
    }
    const auto to = sector_from(trimmed(line.substr(arrow + 2)));
    if (!to) return fail(text.sectors_name, n, "unknown sector after ->");
    o.sectors_.emplace_back(std::string(trimmed(line.substr(0, arrow))), *to);
  });

  for_each_line(text.countries, [&](std::uint64_t n, std::string_view line, std::string_view) {
    if (line.empty()) return;
    const Fields f = fields_of(line);
    if (f.words.size() != 4 || f.tails.empty() || f.words[0].size() != 3)
      return fail(text.countries_name, n, "expected: ISO3 ISO2 FIPS COW | name");
    CountryInfo c;
    c.iso3 = CountryCode::from(f.words[0]);
    c.iso2 = dash_is_empty(f.words[1]);
    c.fips = dash_is_empty(f.words[2]);
    c.cow = dash_is_empty(f.words[3]);
    c.name = f.tails[0];
    o.countries_.push_back(std::move(c));
  });
  std::stable_sort(o.countries_.begin(), o.countries_.end(),
                   [](const CountryInfo& a, const CountryInfo& b) { return a.iso3.letters < b.iso3.letters; });

  for (const auto& m : o.modes_) {
    for (const auto& c : m.contexts)
      if (!o.is_context(c)) fail(text.types_name, 0, "context " + c + " is not declared");
    if (o.cameo(m.cameo) == nullptr && !o.cameo_.empty())
      fail(text.types_name, 0, "CAMEO code " + m.cameo + " is not in cameo.txt");
  }
  for (const auto& c : o.cameo_)
    for (const auto& context : c.contexts)
      if (!o.is_context(context)) fail(text.cameo_name, 0, "context " + context + " of " + c.code + " is not declared");
  if (error) return *error;
  return o;
}

const ModeInfo* Ontology::find_mode(EventType type, std::string_view mode) const {
  const ModeInfo* found = nullptr;
  for (const auto& m : modes_)
    if (m.type == type && m.mode == mode) found = &m;  // the last one wins
  return found;
}

double Ontology::score_of(EventType type, std::string_view mode) const {
  const ModeInfo* m = find_mode(type, mode);
  if (m == nullptr) m = find_mode(type, "");
  return m == nullptr ? 0 : m->score;
}

std::string_view Ontology::default_cameo(EventType type, std::string_view mode) const {
  const ModeInfo* m = find_mode(type, mode);
  if (m == nullptr) m = find_mode(type, "");
  return m == nullptr ? std::string_view() : std::string_view(m->cameo);
}

std::span<const std::string> Ontology::default_contexts(EventType type, std::string_view mode) const {
  const ModeInfo* m = find_mode(type, mode);
  return m == nullptr ? std::span<const std::string>() : std::span<const std::string>(m->contexts);
}

const CameoInfo* Ontology::cameo(std::string_view code) const {
  const auto it = std::lower_bound(cameo_.begin(), cameo_.end(), code,
                                   [](const CameoInfo& a, std::string_view c) { return a.code < c; });
  return it != cameo_.end() && it->code == code ? &*it : nullptr;
}

double Ontology::goldstein_of(std::string_view code) const {
  for (; !code.empty(); code.remove_suffix(1))
    if (const CameoInfo* info = cameo(code)) return info->goldstein;
  return 0;
}

const CountryInfo* Ontology::country(std::string_view iso3) const {
  const auto it = std::lower_bound(countries_.begin(), countries_.end(), iso3,
                                   [](const CountryInfo& a, std::string_view c) { return a.iso3.view() < c; });
  return it != countries_.end() && it->iso3.view() == iso3 ? &*it : nullptr;
}

const CountryInfo* Ontology::country_by_iso2(std::string_view iso2) const {
  for (const auto& c : countries_)
    if (c.iso2 == iso2) return &c;
  return nullptr;
}

bool Ontology::is_context(std::string_view context) const {
  for (const auto& c : contexts_)
    if (c == context) return true;
  return false;
}

std::optional<Sector> Ontology::sector(std::string_view code) const {
  if (const auto s = sector_from(code)) return s;
  for (const auto& [old_code, s] : sectors_)
    if (old_code == code) return s;
  return std::nullopt;
}

}  // namespace dragoman
