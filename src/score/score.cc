// SPDX-License-Identifier: Apache-2.0
#include "score/score.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

namespace dragoman {
namespace {

using CountrySet = std::set<std::string>;
using CodeSet = std::set<std::pair<std::string, std::string>>;

std::string country_of(const Entity& entity) { return entity.country.empty() ? "UNK" : entity.country; }

CountrySet countries(const std::vector<Entity>& entities) {
  CountrySet out;
  for (const Entity& e : entities) out.insert(country_of(e));
  return out;
}

template <typename Set>
Set united(Set a, const Set& b) {
  a.insert(b.begin(), b.end());
  return a;
}

/// Do actors and recipients agree, seen through `of`? Reciprocal events may be told either way.
template <typename Of>
bool roles_agree(const EventRecord& gold, const EventRecord& system, Of of) {
  const auto ga = of(gold.actors);
  const auto gr = of(gold.recipients);
  const auto sa = of(system.actors);
  const auto sr = of(system.recipients);
  if (ga == sa && gr == sr) return true;
  if (gold.actors.size() > 1 && gold.recipients.empty() && united(sa, sr) == ga) return true;
  const bool reciprocal = gold.type == EventType::kConsult || gold.type == EventType::kCooperate;
  return reciprocal && system.actors.size() > 1 && system.recipients.empty() && united(ga, gr) == sa;
}

bool dyad_agrees(const EventRecord& gold, const EventRecord& system) { return roles_agree(gold, system, countries); }

bool dyad_sector_agrees(const EventRecord& gold, const EventRecord& system) {
  CountrySet free;
  for (const auto* list : {&gold.actors, &gold.recipients}) {
    for (const Entity& e : *list) {
      if (e.sectors.empty()) free.insert(country_of(e));
    }
  }
  return roles_agree(gold, system, [&](const std::vector<Entity>& entities) {
    CodeSet out;
    for (const Entity& e : entities) {
      const std::string country = country_of(e);
      out.insert({country, free.count(country) != 0 ? std::string() : e.sectors.empty() ? "UNK" : e.sectors.front()});
    }
    return out;
  });
}

std::int64_t actor_agreement(const EventRecord& gold, const EventRecord& system) {
  if (dyad_agrees(gold, system)) return 1000;
  const auto pairs = [](const EventRecord& r) {
    CodeSet out;
    for (const Entity& e : r.actors) out.insert({"actors", country_of(e)});
    for (const Entity& e : r.recipients) out.insert({"recipients", country_of(e)});
    return out;
  };
  const CodeSet a = pairs(gold);
  const CodeSet b = pairs(system);
  const auto all = static_cast<std::int64_t>(united(a, b).size());
  if (all == 0) return 1000;
  std::int64_t shared = 0;
  for (const auto& pair : a) shared += static_cast<std::int64_t>(b.count(pair));
  return 1000 * shared / all;
}

bool has_date(const RecordDate& date) { return !date.start.empty() || !date.end.empty(); }

bool date_exact(const EventRecord& gold, const EventRecord& system) {
  return gold.date.start == system.date.start && gold.date.end == system.date.end;
}

bool date_near(const EventRecord& gold, const EventRecord& system) {
  if (!has_date(gold.date) || !has_date(system.date)) return has_date(gold.date) == has_date(system.date);
  const auto near = [](const std::string& a, const std::string& b, bool& comparable) {
    const auto x = parse_iso_date(a);
    const auto y = parse_iso_date(b);
    comparable = comparable && x && y;
    return x && y && std::abs(x->days - y->days) <= 1;
  };
  bool comparable = true;
  const bool start = near(gold.date.start, system.date.start, comparable);
  if (comparable && !start) return false;
  const bool end = near(gold.date.end, system.date.end, comparable);
  return comparable ? start && end : date_exact(gold, system);
}

bool place_agrees(const GoldEvent& gold, const EventRecord& system) {
  if (!gold.has_place || !system.place) return !gold.has_place && !system.place;
  const RecordPlace& a = *gold.record.place;
  const RecordPlace& b = *system.place;
  if (!a.country.empty() && !b.country.empty() && a.country != b.country) return false;
  const std::string name = scored_place_name(a.name);
  if (name.empty()) return a.country == b.country;
  return name == scored_place_name(b.name) || name == scored_place_name(b.span.text);
}

CountrySet speaker_countries(const EventRecord& record) {
  CountrySet out;
  for (const AttributionLink& link : record.attribution) out.insert(country_of(link.speaker));
  return out;
}

bool attribution_agrees(const EventRecord& gold, const EventRecord& system) { return speaker_countries(gold) == speaker_countries(system); }

bool stance_agrees(const EventRecord& gold, const EventRecord& system) {
  const auto of = [](const EventRecord& record) {
    std::set<std::pair<std::string, Stance>> out;
    for (const AttributionLink& link : record.attribution) out.insert({country_of(link.speaker), link.stance});
    return out;
  };
  return of(gold) == of(system);
}

bool has_magnitude(const EventRecord& record) {
  return std::any_of(record.magnitude.begin(), record.magnitude.end(), [](const auto& m) { return m.has_value(); });
}

/// Every range that gold gives is equal; a missing minimum, 0 and 1 are the same.
bool magnitude_agrees(const EventRecord& gold, const EventRecord& system) {
  for (std::size_t i = 0; i < gold.magnitude.size(); ++i) {
    if (!gold.magnitude[i]) continue;
    if (!system.magnitude[i]) return false;
    const auto low = [](const Range& r) { return std::max<std::int64_t>(1, r.min.value_or(1)); };
    if (low(*gold.magnitude[i]) != low(*system.magnitude[i]) || gold.magnitude[i]->max != system.magnitude[i]->max) return false;
  }
  return true;
}

/// In the order of kFieldNames.
std::array<bool, kFieldNames.size()> compare(const GoldEvent& gold, const EventRecord& system) {
  const EventRecord& g = gold.record;
  const bool mode = g.mode == system.mode;
  const bool place = place_agrees(gold, system);
  return {mode,  mode, date_exact(g, system), date_near(g, system), place, place, g.modality == system.modality,
          g.historical == system.historical, attribution_agrees(g, system), stance_agrees(g, system), magnitude_agrees(g, system)};
}

/// Is the field compared for this gold event?
bool applies(std::size_t field, const GoldEvent& gold) {
  const std::string_view name = kFieldNames[field];
  if (name == "mode_given") return !gold.record.mode.empty();
  if (name == "place_given") return gold.has_place;
  if (name == "stance") return !gold.record.attribution.empty();
  if (name == "magnitude") return has_magnitude(gold.record);
  return true;
}

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

/// Does the stretch hold a clear sentence end: [a-z]{4}[.!?]["'”’)\]]*\s+["'“‘(\[]*[A-Z]?
bool sentence_ends_in(std::u32string_view text) {
  for (std::size_t i = 4; i < text.size(); ++i) {
    if (!is_one_of(text[i], U".!?")) continue;
    bool word = true;
    for (std::size_t k = i - 4; k < i; ++k) word = word && text[k] >= 'a' && text[k] <= 'z';
    if (!word) continue;
    std::size_t j = i + 1;
    while (j < text.size() && is_one_of(text[j], U"\"'”’)]")) ++j;
    const std::size_t gap = j;
    while (j < text.size() && u_isUWhiteSpace(static_cast<UChar32>(text[j])) != 0) ++j;
    if (j == gap) continue;
    while (j < text.size() && is_one_of(text[j], U"\"'“‘([")) ++j;
    if (j < text.size() && text[j] >= 'A' && text[j] <= 'Z') return true;
  }
  return false;
}

struct Pair {
  bool apart;
  std::int64_t disagreement;
  bool optional;
  std::int64_t minus_fields;
  std::int64_t distance;
  std::size_t gold;
  std::size_t system;
  [[nodiscard]] auto key() const { return std::tie(apart, disagreement, optional, minus_fields, distance, gold, system); }
};

std::vector<std::pair<std::size_t, std::size_t>> match(const GoldStory& story, std::span<const EventRecord> records) {
  // The fields that break ties: mode, date, place, modality, historical, attribution, magnitude.
  static constexpr std::array<std::size_t, 7> kTies = {0, 2, 4, 6, 7, 8, 10};
  std::vector<Pair> pairs;
  for (std::size_t g = 0; g < story.events.size(); ++g) {
    const GoldEvent& gold = story.events[g];
    for (std::size_t s = 0; s < records.size(); ++s) {
      const EventRecord& record = records[s];
      if (record.type != gold.record.type) continue;
      if (gold.begin < record.sentence.start || gold.begin >= record.sentence.end) continue;
      const bool apart = !(record.trigger.start < gold.end && gold.begin < record.trigger.end);
      if (apart) {
        const auto from = static_cast<std::size_t>(std::min(gold.begin, record.trigger.start));
        const auto to = static_cast<std::size_t>(std::max(gold.end, record.trigger.end));
        if (sentence_ends_in(std::u32string_view(story.text).substr(from, to - from))) continue;
      }
      const auto fields = compare(gold, record);
      std::int64_t agreeing = 0;
      for (const std::size_t f : kTies) agreeing += fields[f] ? 1 : 0;
      pairs.push_back({apart, -actor_agreement(gold.record, record), gold.optional, -agreeing,
                       std::abs(record.trigger.start - gold.begin), g, s});
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.key() < b.key(); });
  std::vector<bool> gold_taken(story.events.size());
  std::vector<bool> system_taken(records.size());
  std::vector<std::pair<std::size_t, std::size_t>> chosen;
  for (const Pair& pair : pairs) {
    if (gold_taken[pair.gold] || system_taken[pair.system]) continue;
    gold_taken[pair.gold] = system_taken[pair.system] = true;
    chosen.emplace_back(pair.gold, pair.system);
  }
  return chosen;
}

std::string brief(const EventRecord& r) {
  const auto who = [](const std::vector<Entity>& list) {
    std::string out;
    for (const Entity& e : list) (out += out.empty() ? "" : "+") += country_of(e) + (e.sectors.empty() ? "" : e.sectors.front());
    return out.empty() ? std::string("-") : out;
  };
  std::string out(kEventTypeNames[static_cast<std::size_t>(r.type)]);
  if (!r.mode.empty()) out += "/" + r.mode;
  out += " " + who(r.actors) + " > " + who(r.recipients) + " " + r.date.start + (r.date.end != r.date.start ? ".." + r.date.end : "");
  if (r.place) out += " at " + r.place->name;
  for (const AttributionLink& link : r.attribution) out += " by " + country_of(link.speaker) + ":" + std::string(kStanceNames[static_cast<std::size_t>(link.stance)]);
  return out + " " + std::string(kModalityNames[static_cast<std::size_t>(r.modality)]) + (r.historical ? " historical" : "");
}

constexpr std::array<std::string_view, 10> kArticles = {"the", "a", "an", "al", "el", "la", "le", "los", "las", "les"};
constexpr std::array<std::string_view, 9> kRegions = {"province", "region", "oblast", "governorate", "district", "county",
                                                      "prefecture", "municipality", "raion"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string percent(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%6.2f", 100 * value);
  return buffer;
}

}  // namespace

std::string scored_place_name(std::string_view name) {
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  if (U_SUCCESS(status)) text = nfkd->normalize(text, status);
  text.toLower(icu::Locale::getRoot());
  std::vector<std::string> words(1);
  const auto append = [&](const char* s) { words.back() += s; };
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (std::u32string_view(U"'’‘ʻʼ`´").find(static_cast<char32_t>(c)) != std::u32string_view::npos || u_getCombiningClass(c) != 0) continue;
    switch (c) {
      case U'ø': append("o"); continue;
      case U'ł': append("l"); continue;
      case U'đ':
      case U'ð': append("d"); continue;
      case U'þ': append("th"); continue;
      case U'æ': append("ae"); continue;
      case U'œ': append("oe"); continue;
      case U'ı': append("i"); continue;
      case U'ß': append("ss"); continue;
      default: break;
    }
    if (u_isalnum(c) != 0) icu::UnicodeString(c).toUTF8String(words.back());
    else if (!words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  std::size_t first = 0;
  while (words.size() - first > 1 && is_in(kArticles, words[first])) ++first;
  std::string out;
  for (std::size_t i = first; i < words.size(); ++i) {
    if (i > first) out += ' ';
    out += is_in(kRegions, words[i]) ? "region" : words[i];
  }
  return out;
}

void Scorer::add(const GoldStory& story, std::span<const EventRecord> records, ScoreErrors* errors) {
  ++scores_.stories;
  scores_.system += static_cast<std::int64_t>(records.size());
  const auto chosen = match(story, records);
  std::vector<std::size_t> partner(story.events.size(), records.size());
  std::vector<bool> matched(records.size());
  for (const auto& [g, s] : chosen) {
    partner[g] = s;
    matched[s] = true;
  }
  std::vector<std::size_t> gold_of(records.size(), story.events.size());
  for (const auto& [g, s] : chosen) gold_of[s] = g;
  for (std::size_t s = 0; s < records.size(); ++s) {
    CalibrationBin& bin = scores_.calibration[static_cast<std::size_t>(std::clamp(records[s].confidence * 10, 0.0, 9.0))];
    ++bin.records;
    bin.confidence_sum += records[s].confidence;
    if (gold_of[s] == story.events.size()) continue;
    ++bin.type_right;
    bin.dyad_right += dyad_agrees(story.events[gold_of[s]].record, records[s]) ? 1 : 0;
  }
  const auto where = [&](const TextSpan& sentence) { return "[" + story.story.id + "] " + sentence.text + "\n"; };
  for (std::size_t g = 0; g < story.events.size(); ++g) {
    const GoldEvent& gold = story.events[g];
    const bool found = partner[g] < records.size();
    if (gold.optional) {
      ++scores_.optional;
      scores_.left_out += found ? 1 : 0;
      continue;
    }
    ++scores_.gold;
    Counts& type = scores_.types[static_cast<std::size_t>(gold.record.type)];
    if (!found) {
      ++type.fn;
      if (errors != nullptr) errors->missed.push_back("[" + story.story.id + "] '" + gold.anchor + "' " + brief(gold.record));
      continue;
    }
    ++type.tp;
    const EventRecord& record = records[partner[g]];
    const auto fields = compare(gold, record);
    const bool dyad = dyad_agrees(gold.record, record);
    scores_.dyad.tp += dyad ? 1 : 0;
    scores_.dyad_sector.tp += dyad_sector_agrees(gold.record, record) ? 1 : 0;
    scores_.full_record.tp += dyad && fields[2] && fields[6] && fields[8] ? 1 : 0;
    std::string bad = dyad ? "" : "dyad ";
    for (std::size_t f = 0; f < kFieldNames.size(); ++f) {
      if (!applies(f, gold)) continue;
      ++scores_.fields[f].of;
      scores_.fields[f].right += fields[f] ? 1 : 0;
      if (!fields[f] && f != 1 && f != 3 && f != 5) bad += std::string(kFieldNames[f]) + " ";
    }
    if (errors != nullptr && !bad.empty()) {
      errors->wrong.push_back(where(record.sentence) + "  wrong  " + bad + "\n  gold   '" + gold.anchor + "' " + brief(gold.record) +
                              "\n  system '" + record.trigger.text + "' " + brief(record));
    }
  }
  for (std::size_t s = 0; s < records.size(); ++s) {
    if (matched[s]) continue;
    ++scores_.types[static_cast<std::size_t>(records[s].type)].fp;
    if (errors != nullptr) errors->false_alarms.push_back(where(records[s].sentence) + "  system '" + records[s].trigger.text + "' " + brief(records[s]));
  }
}

Scores Scorer::result() const {
  Scores out = scores_;
  for (const Counts& type : out.types) {
    out.detection.tp += type.tp;
    out.detection.fp += type.fp;
    out.detection.fn += type.fn;
    if (type.tp + type.fn > 0) {
      out.macro_f1 += type.f1();
      ++out.macro_over;
    }
  }
  if (out.macro_over > 0) out.macro_f1 /= static_cast<double>(out.macro_over);
  for (Counts* c : {&out.dyad, &out.dyad_sector, &out.full_record}) {
    c->fp = out.detection.fp + out.detection.tp - c->tp;
    c->fn = out.detection.fn + out.detection.tp - c->tp;
  }
  return out;
}

std::string format_scores(const Scores& r) {
  std::string out = "stories " + std::to_string(r.stories) + "  gold " + std::to_string(r.gold) + " (+" + std::to_string(r.optional) +
                    " optional)  system " + std::to_string(r.system) + " (" + std::to_string(r.left_out) + " on optional events, left out)\n";
  out += "\n                  P      R     F1      tp    fp    fn\n";
  const auto line = [&](std::string_view name, const Counts& c) {
    char buffer[128];
    std::snprintf(buffer, sizeof buffer, "%-12.*s %s %s %s   %5lld %5lld %5lld\n", static_cast<int>(name.size()), name.data(),
                  percent(c.precision()).c_str(), percent(c.recall()).c_str(), percent(c.f1()).c_str(), static_cast<long long>(c.tp),
                  static_cast<long long>(c.fp), static_cast<long long>(c.fn));
    out += buffer;
  };
  line("detection", r.detection);
  line("dyad", r.dyad);
  line("dyad_sector", r.dyad_sector);
  line("full_record", r.full_record);
  out += "\nof the matched    right\n";
  for (std::size_t f = 0; f < kFieldNames.size(); ++f) {
    const FieldCount& c = r.fields[f];
    char buffer[128];
    const std::string value = c.of == 0 ? "     -" : percent(static_cast<double>(c.right) / static_cast<double>(c.of));
    std::snprintf(buffer, sizeof buffer, "%-12s %s   %lld/%lld\n", kFieldNames[f].data(), value.c_str(), static_cast<long long>(c.right),
                  static_cast<long long>(c.of));
    out += buffer;
  }
  out += "\ntype              P      R     F1      tp    fp    fn\n";
  for (std::size_t t = 0; t < r.types.size(); ++t) {
    if (r.types[t].tp + r.types[t].fp + r.types[t].fn > 0) line(kEventTypeNames[t], r.types[t]);
  }
  out += "macro-F1                   " + percent(r.macro_f1) + "   over " + std::to_string(r.macro_over) + " types\n";
  return out;
}

std::string format_calibration(const Scores& r) {
  std::string out = "\nconfidence  records  mean  type right  type and parties right\n";
  for (std::size_t b = 0; b < r.calibration.size(); ++b) {
    const CalibrationBin& bin = r.calibration[b];
    if (bin.records == 0) continue;
    const auto n = static_cast<double>(bin.records);
    char buffer[128];
    std::snprintf(buffer, sizeof buffer, "%.1f - %.1f   %7lld  %.2f        %.2f                    %.2f\n", static_cast<double>(b) / 10,
                  static_cast<double>(b + 1) / 10, static_cast<long long>(bin.records), bin.confidence_sum / n,
                  static_cast<double>(bin.type_right) / n, static_cast<double>(bin.dyad_right) / n);
    out += buffer;
  }
  return out;
}

std::string format_scores_json(const Scores& r) {
  const auto number = [](double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.6g", value);
    return std::string(buffer);
  };
  const auto counts = [&](const Counts& c) {
    return "{\"tp\": " + std::to_string(c.tp) + ", \"fp\": " + std::to_string(c.fp) + ", \"fn\": " + std::to_string(c.fn) +
           ", \"p\": " + number(c.precision()) + ", \"r\": " + number(c.recall()) + ", \"f1\": " + number(c.f1()) + "}";
  };
  std::string out = "{\"stories\": " + std::to_string(r.stories) + ", \"gold\": " + std::to_string(r.gold) + ", \"optional\": " +
                    std::to_string(r.optional) + ", \"system\": " + std::to_string(r.system) + ", \"left_out\": " + std::to_string(r.left_out) +
                    ",\n \"detection\": " + counts(r.detection) + ",\n \"dyad\": " + counts(r.dyad) + ",\n \"dyad_sector\": " +
                    counts(r.dyad_sector) + ",\n \"full_record\": " + counts(r.full_record) + ",\n \"fields\": {";
  for (std::size_t f = 0; f < kFieldNames.size(); ++f) {
    const FieldCount& c = r.fields[f];
    out += (f == 0 ? "\"" : ", \"") + std::string(kFieldNames[f]) + "\": {\"right\": " + std::to_string(c.right) + ", \"of\": " + std::to_string(c.of) +
           ", \"accuracy\": " + (c.of == 0 ? std::string("null") : number(static_cast<double>(c.right) / static_cast<double>(c.of))) + "}";
  }
  out += "},\n \"types\": {";
  bool first = true;
  for (std::size_t t = 0; t < r.types.size(); ++t) {
    if (r.types[t].tp + r.types[t].fp + r.types[t].fn == 0) continue;
    out += (first ? "\"" : ", \"") + std::string(kEventTypeNames[t]) + "\": " + counts(r.types[t]);
    first = false;
  }
  return out + "},\n \"macro_f1\": " + number(r.macro_f1) + ", \"macro_over\": " + std::to_string(r.macro_over) + "}\n";
}

}  // namespace dragoman
