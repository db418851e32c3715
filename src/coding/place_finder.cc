// SPDX-License-Identifier: Apache-2.0
#include "coding/place_finder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "coding/place_resolver.h"
#include "coding/place_scorer.h"
#include "knowledge/place_fold.h"

namespace dragoman {
namespace {

using Word = PlaceScratch::Word;
using Candidate = PlaceScratch::Candidate;
using Group = PlaceScratch::Group;

constexpr float kLeastToResolve = -1.5F;

struct TypeWord {
  std::string_view word;
  std::uint8_t wanted;
};
// What the word after a name asks for: "Idlib province", "Jackson and Barrow counties", "Ohio River".
constexpr TypeWord kTypeWords[] = {
    {"county", kWantAdmin},
    {"counties", kWantAdmin},
    {"province", kWantAdmin},
    {"provinces", kWantAdmin},
    {"governorate", kWantAdmin},
    {"district", kWantAdmin | kWantCity},
    {"districts", kWantAdmin | kWantCity},
    {"state", kWantAdmin},
    {"states", kWantAdmin},
    {"oblast", kWantAdmin},
    {"prefecture", kWantAdmin},
    {"parish", kWantAdmin},
    {"region", kWantAdmin},
    {"regions", kWantAdmin},
    {"department", kWantAdmin},
    {"krai", kWantAdmin},
    {"raion", kWantAdmin},
    {"township", kWantAdmin},
    {"provinces", kWantAdmin},
    {"municipality", kWantAdmin},
    {"city", kWantCity},
    {"town", kWantCity},
    {"village", kWantCity},
    {"cities", kWantCity},
    {"towns", kWantCity},
    {"villages", kWantCity},
    {"river", kWantNature},
    {"lake", kWantNature},
    {"bay", kWantNature},
    {"valley", kWantNature},
    {"mountains", kWantNature},
    {"mountain", kWantNature},
    {"island", kWantNature},
    {"islands", kWantNature},
    {"creek", kWantNature},
    {"park", kWantNature},
    {"peninsula", kWantNature},
    {"canyon", kWantNature},
    {"forest", kWantNature},
    {"beach", kWantNature},
    {"gulf", kWantNature},
    {"strait", kWantNature},
    {"sea", kWantNature},
    {"hills", kWantNature},
};

std::uint8_t wanted_by(std::string_view type) {
  for (const TypeWord& t : kTypeWords) {
    if (t.word == type) return t.wanted;
  }
  return 0;
}

bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(std::string_view word) { return !word.empty() && word[0] >= '0' && word[0] <= '9'; }
bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }

class Finder {
 public:
  Finder(const Document& document, const StoryLayout& layout, const Gazetteer& gazetteer, const PlaceWeights& weights,
         PlaceScratch& scratch)
      : document_(document), layout_(layout), gazetteer_(gazetteer), weights_(weights), s_(scratch) {}

  void run(std::vector<PlaceMention>& mentions) {
    s_.dateline = dateline_place(document_.text, layout_, gazetteer_, s_.loose_key);
    read_words();
    find_candidates();
    read_types();
    link_containers();
    mark_persons();
    score_places(document_, gazetteer_, weights_, s_);
    resolve_places(gazetteer_, weights_, kLeastToResolve, s_);
    rescore_places(weights_, s_);
    report(mentions);
  }

 private:
  [[nodiscard]] std::string_view folded(std::uint32_t i) const {
    return std::string_view(s_.folded).substr(s_.words[i].begin, s_.words[i].size);
  }
  [[nodiscard]] bool has(std::uint32_t i, std::uint16_t flag) const { return (s_.words[i].flags & flag) != 0; }
  [[nodiscard]] bool space_before(std::uint32_t i) const { return (document_.tokens[i].flags & kSpaceBefore) != 0; }
  [[nodiscard]] std::uint32_t sentence_begin(std::uint32_t i) const {
    return document_.sentences[document_.tokens[i].sentence].tokens.begin;
  }
  [[nodiscard]] std::uint32_t sentence_end(std::uint32_t i) const {
    return document_.sentences[document_.tokens[i].sentence].tokens.end;
  }

  void read_words();
  void find_candidates();
  void match_at(std::uint32_t i, std::uint32_t& next);
  [[nodiscard]] bool as_written(const PlaceSlot& slot, std::uint32_t i, std::uint32_t j, Candidate& c) const;
  const PlaceSlot* loose_match(std::uint32_t i, std::uint64_t& hash, std::uint32_t& end, Candidate& candidate);
  void read_types();
  void link_containers();
  void mark_persons();
  void report(std::vector<PlaceMention>& mentions);
  std::uint32_t group_of(std::uint64_t hash, const PlaceSlot* slot, const Candidate& candidate);

  const Document& document_;
  const StoryLayout& layout_;
  const Gazetteer& gazetteer_;
  const PlaceWeights& weights_;
  PlaceScratch& s_;
};

void Finder::read_words() {
  s_.folded.clear();
  s_.words.clear();
  s_.words.resize(document_.tokens.size());
  for (const Sentence& sentence : document_.sentences) {
    bool starts = true;
    int long_words = 0;
    int capitals = 0;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      Word& w = s_.words[i];
      const std::string_view form = document_.form(i);
      w.begin = static_cast<std::uint32_t>(s_.folded.size());
      fold_place_word(form, s_.folded);
      w.size = static_cast<std::uint16_t>(std::min<std::size_t>(s_.folded.size() - w.begin, 0xFFFF));
      const auto first = static_cast<unsigned char>(form.empty() ? ' ' : form[0]);
      if (w.size == 0) {
        // After a quotation mark, colon or dash a capital says little; other punctuation changes nothing.
        if (form != "," && form != "-" && form != "." && form != "'") starts = true;
        continue;
      }
      w.capital = is_upper(first) || (first >= 0xC3 && !is_lower(first) && form.size() > 1 && w.size > 0 &&
                                      first <= 0xC6 && static_cast<unsigned char>(form[1]) < 0xA0);
      w.upper = w.capital && w.size > 1 &&
                std::none_of(form.begin(), form.end(), [](char c) { return is_lower(static_cast<unsigned char>(c)); });
      w.starts = starts;
      starts = false;
      w.hash = place_key_hash(folded(i));
      w.slot = gazetteer_.find(w.hash);
      w.flags = w.slot != nullptr ? w.slot->word_flags : 0;
      if (w.size >= 4 && !is_lower(first) && !w.capital) continue;  // numbers
      if (w.size >= 4) {
        ++long_words;
        if (w.capital) ++capitals;
      }
    }
    const bool stop = !sentence.tokens.empty() && document_.form(sentence.tokens.end - 1) == ".";
    if (long_words >= 4 && capitals * 10 >= long_words * 8 && (!stop || capitals == long_words)) {
      for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) s_.words[i].headline = true;
    }
  }
  for (const NameSpan& span : document_.names) {
    for (std::uint32_t i = span.tokens.begin; i < span.tokens.end && i < s_.words.size(); ++i)
      s_.words[i].name = span.type;
  }
}

std::uint32_t Finder::group_of(std::uint64_t hash, const PlaceSlot* slot, const Candidate& candidate) {
  // Demonyms and abbreviations share keys with other names, so they are groups of their own.
  const std::uint64_t id =
      mix_64(hash ^ (candidate.use == PlaceUse::kDemonym ? 0x9E37U : 0) ^ (candidate.abbreviation ? 0x79B9U : 0));
  const std::size_t mask = s_.group_table.size() - 1;
  std::size_t at = static_cast<std::size_t>(id) & mask;
  while (s_.group_table[at] != 0) {
    const std::uint32_t g = s_.group_table[at] - 1;
    if (s_.groups[g].hash == id) return g;
    at = (at + 1) & mask;
  }
  Group group;
  group.hash = id;
  group.slot = slot;
  group.demonym = candidate.use == PlaceUse::kDemonym;
  group.ordinary = true;
  for (std::uint32_t i = candidate.tokens.begin; i < candidate.tokens.end; ++i) {
    constexpr std::uint16_t kOrdinary =
        kWordCommon | kWordRarer | kWordFunction | kWordDirection | kWordTypeAfter | kWordTypeBefore | kWordOrg;
    if (s_.words[i].size > 0 && !has(i, kOrdinary)) group.ordinary = false;
  }
  // "Laurel County": the name says itself that it is a place.
  const std::uint32_t last = candidate.tokens.end - 1;
  group.typed = last > candidate.tokens.begin && has(last, kWordTypeAfter) && !group.ordinary;
  for (const PlaceName& meaning : gazetteer_.meanings(*slot)) {
    if (!meaning_fits(meaning, candidate)) continue;
    float prior = gazetteer_.entry(meaning.entry()).prior;
    if ((meaning.flags() & PlaceName::kOther) != 0) prior -= 0.8F;
    if ((meaning.flags() & PlaceName::kBare) != 0) prior -= 0.5F;
    if (prior > group.prior) group.upper_only = (meaning.flags() & PlaceName::kUpper) != 0;
    group.prior = std::max(group.prior, prior);
  }
  s_.groups.push_back(group);
  s_.group_table[at] = static_cast<std::uint32_t>(s_.groups.size());
  return static_cast<std::uint32_t>(s_.groups.size() - 1);
}

void Finder::match_at(std::uint32_t i, std::uint32_t& next) {
  const Word& first = s_.words[i];
  const std::uint32_t end = sentence_end(i);
  std::uint64_t hash = first.hash;
  const PlaceSlot* best = nullptr;
  std::uint64_t best_hash = 0;
  std::uint32_t best_end = i;
  Candidate best_candidate;
  int words = 0;
  const int most = first.slot != nullptr ? first.slot->max_words : 0;
  for (std::uint32_t j = i; j < end && most > 0; ++j) {
    const Word& w = s_.words[j];
    if (w.size == 0) {
      const std::string_view form = document_.form(j);
      if (form == "-" || form == "'" || form == "’" || form == "–" || (form == "." && !space_before(j))) continue;
      break;
    }
    if (j > i) {
      // "Sana'a" may come in two tokens; a hyphen separates like a blank.
      const bool joined = !space_before(j) && document_.form(j - 1) != "-" && document_.form(j - 1) != "–";
      // "Canada's", "we'll": a clitic belongs to no name.
      if (joined && (document_.tokens[j].flags & kInnerWord) != 0) break;
      if (!joined) ++words;
      if (words >= most) break;
      hash = extend_place_key(hash, folded(j), joined);
      if (!w.capital && (w.flags & (kWordFunction | kWordTypeAfter)) == 0) {
        // "Deir ez-Zor": an article that is joined to what follows is part of the name.
        const bool article = w.size <= 4 && j + 1 < end && document_.form(j + 1) == "-";
        if (space_before(j) && !article) break;
      }
      if (!w.capital && (w.flags & kWordTypeAfter) == 0 && space_before(j)) continue;
    }
    const PlaceSlot* slot = j == i ? first.slot : gazetteer_.find(hash);
    if (slot == nullptr) continue;
    // The name of "Masaka district" is Masaka; that of "Lachin corridor" is not Lachin.
    if (!w.capital && best != nullptr && (wanted_by(folded(j)) & (kWantAdmin | kWantCity)) != 0) continue;
    if (slot->count == 0) {
      if (words > 0 && (slot->word_flags & kWordFunction) != 0) {
        best = nullptr;  // "Santa Claus": listed as no place, so neither is a part of it
        next = j + 1;
      }
      continue;
    }
    // "Dublin City Council" is the council of Dublin; Kansas City remains.
    if (best != nullptr && j + 1 < end && s_.words[j + 1].capital && has(j, kWordTypeAfter | kWordOrg)) {
      const PlaceName longer = gazetteer_.meanings(*slot)[0];
      const PlaceName shorter = gazetteer_.meanings(*best)[0];
      if ((longer.flags() & PlaceName::kOther) != 0 ||
          gazetteer_.entry(longer.entry()).prior < gazetteer_.entry(shorter.entry()).prior - 1.5F) {
        if (folded(j) != "county" && folded(j) != "parish") continue;
      }
    }
    Candidate c;
    if (!as_written(*slot, i, j, c)) continue;
    best = slot;
    best_hash = hash;
    best_end = j + 1;
    best_candidate = c;
  }
  if (best == nullptr && next == i + 1) best = loose_match(i, best_hash, best_end, best_candidate);
  if (best == nullptr) return;
  Candidate c = best_candidate;
  c.tokens = {i, best_end};
  c.group = group_of(best_hash, best, c);
  ++s_.groups[c.group].mentions;
  const std::uint32_t byte = document_.tokens[i].begin_byte;
  const Dateline& dateline = layout_.dateline;
  c.in_dateline = byte >= dateline.range.begin && byte < dateline.range.end;
  s_.candidates.push_back(c);
  next = best_end;
}

/// Whether a slot has a meaning for tokens i to j as they are written; says in `c` as what.
bool Finder::as_written(const PlaceSlot& slot, std::uint32_t i, std::uint32_t j, Candidate& c) const {
  const auto meanings = gazetteer_.meanings(slot);
  const auto fits = [&](const Candidate& candidate) {
    return std::any_of(meanings.begin(), meanings.end(),
                       [&](const PlaceName& m) { return meaning_fits(m, candidate); });
  };
  c.upper = true;
  for (std::uint32_t k = i; k <= j; ++k) c.upper = c.upper && (s_.words[k].upper || s_.words[k].size <= 1);
  const std::uint32_t end = sentence_end(i);
  const bool dotted = document_.form(j).find('.') != std::string_view::npos ||
                      (j + 1 < end && document_.form(j + 1) == "." && !space_before(j + 1));
  const bool after_comma = i > sentence_begin(i) && (document_.form(i - 1) == "," || document_.form(i - 1) == "(");
  // Abbreviations first where they are likely, then names, then adjectives and peoples.
  Candidate abbreviation = c;
  abbreviation.abbreviation = true;
  const bool after_number = i > sentence_begin(i) && is_digit(folded(i - 1));  // "221 B.C."
  if (after_number && fits(abbreviation)) return false;
  if ((dotted || after_comma) && fits(abbreviation) && (after_comma || !fits(c) || j > i || c.upper)) {
    c = abbreviation;
    return true;
  }
  Candidate demonym = c;
  demonym.use = PlaceUse::kDemonym;
  const bool demonym_first = (meanings[0].flags() & PlaceName::kDemonym) != 0;
  if (demonym_first || !fits(c)) {
    if (!fits(demonym)) return fits(c);
    c = demonym;
  }
  return true;
}

/// Tries one to three unknown words as another romanisation of a known name, where the words before or after say that
/// they are a place: "near Rayak", "Kabkabiya district".
const PlaceSlot* Finder::loose_match(std::uint32_t i, std::uint64_t& hash, std::uint32_t& end, Candidate& candidate) {
  constexpr std::uint16_t kKnown = kWordCommon | kWordRarer | kWordGiven | kWordFunction | kWordTitle | kWordOrg |
                                   kWordCalendar | kWordSpeech | kWordStreet | kWordTypeAfter | kWordDirection;
  const std::uint32_t to = sentence_end(i);
  const std::uint32_t from = sentence_begin(i);
  if (s_.words[i].size < 3 && s_.words[i].capital) return nullptr;
  bool said = false;
  if (i > from) {
    std::uint32_t before = i - 1;
    if (has(before, kWordDirection) && before > from) --before;
    const std::string_view word = folded(before);
    said = word == "in" || word == "near" || word == "outside" || word == "at";
    if (word == "of" && before > from) said = has(before - 1, kWordTypeBefore);
    if (has(before, kWordTypeBefore) && !s_.words[before].capital) said = true;  // "the town Rayak"
  }
  s_.loose_key.clear();
  const PlaceSlot* found = nullptr;
  int words = 0;
  for (std::uint32_t j = i; j < to && words < 3; ++j) {
    const Word& w = s_.words[j];
    if (w.size == 0) {
      if (document_.form(j) == "-" || document_.form(j) == "'" || document_.form(j) == "’") continue;
      break;
    }
    if (w.size > 24 || (w.flags & kKnown) != 0 || (document_.tokens[j].flags & kInnerWord) != 0) break;
    if (!w.capital && w.size > 3) break;
    append_loose_word(folded(j), s_.loose_key);
    ++words;
    if (!w.capital || s_.loose_key.size() < 5) continue;
    const std::uint64_t key = place_key_hash(s_.loose_key);
    const PlaceSlot* slot = gazetteer_.find(key);
    if (slot == nullptr || slot->count == 0) continue;
    const bool typed = j + 1 < to && wanted_by(folded(j + 1)) != 0;
    if (!said && !typed) continue;
    found = slot;
    hash = key;
    end = j + 1;
  }
  if (found != nullptr) {
    candidate = {};
    candidate.loose = true;
  }
  return found;
}

void Finder::find_candidates() {
  s_.candidates.clear();
  s_.groups.clear();
  std::size_t table = 64;
  while (table < document_.tokens.size()) table *= 2;
  s_.group_table.assign(table, 0);
  for (const Sentence& sentence : document_.sentences) {
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) {
      const Word& w = s_.words[i];
      std::uint32_t next = i + 1;
      const bool article = !w.capital && w.size == 2 && i + 2 < sentence.tokens.end && document_.form(i + 1) == "-" &&
                           s_.words[i + 2].capital;  // "al-Bab"
      if (w.capital || article) match_at(i, next);
      i = next;
    }
  }
}

void Finder::read_types() {
  for (std::size_t k = s_.candidates.size(); k-- > 0;) {
    Candidate& c = s_.candidates[k];
    const std::uint32_t end = c.tokens.end;
    const std::uint32_t to = sentence_end(c.tokens.begin);
    if (end >= to || c.use == PlaceUse::kDemonym || c.abbreviation) continue;
    const Word& w = s_.words[end];
    if ((w.flags & kWordTypeAfter) != 0) {
      const std::string_view type = folded(end);
      c.wanted = wanted_by(type);
      // "Ohio State University", "U.S. District Court", "Texas Department of ..."
      const bool loose = type == "state" || type == "city" || type == "district" || type == "department";
      const bool more =
          end + 1 < to && (s_.words[end + 1].capital || folded(end + 1) == "of" || is_digit(folded(end + 1)));
      if (w.capital && loose && (more || type == "department")) c.wanted = 0;
      if (w.capital && s_.groups[c.group].prior >= 8.5F) c.wanted = 0;
    } else if (k + 1 < s_.candidates.size()) {
      // "Jackson and Barrow counties", "the towns of A and B"
      const Candidate& d = s_.candidates[k + 1];
      if (d.wanted == 0 || d.tokens.begin < end + 1 || d.tokens.begin > end + 2 || d.tokens.begin >= to) continue;
      const std::string_view between = folded(end);
      const bool linked = between == "and" || between == "or" || document_.form(end) == ",";
      const std::uint32_t after = d.tokens.end;
      if (linked && after < to && folded(after).ends_with('s')) c.wanted = d.wanted;
    }
  }
}

void Finder::link_containers() {
  // "X, Y" and "X, Y, Z": the later lies around the earlier.
  for (std::size_t k = 0; k + 1 < s_.candidates.size(); ++k) {
    Candidate& c = s_.candidates[k];
    const Candidate& d = s_.candidates[k + 1];
    if (c.use == PlaceUse::kDemonym || d.use == PlaceUse::kDemonym) continue;
    const std::uint32_t at = c.tokens.end;
    if (at >= s_.words.size()) break;
    const bool comma = d.tokens.begin == at + 1 && document_.form(at) == ",";
    if (d.tokens.begin <= at + 2 && sentence_end(c.tokens.begin) == sentence_end(d.tokens.begin)) {
      const std::string_view joint = folded(d.tokens.begin - 1);
      if (d.tokens.begin > at && (comma || joint == "and" || joint == "or")) {
        c.in_list = true;
        s_.candidates[k + 1].in_list = true;
      }
    }
    const bool bracket = d.tokens.begin == at + 1 && document_.form(at) == "(";
    const bool in_the = d.tokens.begin >= at + 1 && d.tokens.begin <= at + 2 && folded(at) == "in" &&
                        sentence_end(at) == sentence_end(d.tokens.begin);
    if (!comma && !bracket && !in_the) continue;
    // Is some meaning of d a container of some meaning of c?
    float best = -1;
    for (const PlaceName& outer : gazetteer_.meanings(*s_.groups[d.group].slot)) {
      if (!meaning_fits(outer, d)) continue;
      const PlaceEntry& o = gazetteer_.entry(outer.entry());
      if (o.kind > PlaceKind::kAdmin2 && o.kind != PlaceKind::kRegion) continue;
      for (const PlaceName& inner : gazetteer_.meanings(*s_.groups[c.group].slot)) {
        if (!meaning_fits(inner, c) || !lies_in(gazetteer_, inner.entry(), outer.entry())) continue;
        // "China, Japan and Taiwan" is a list, whatever town in Japan is called China.
        if (s_.groups[c.group].prior >= 8.5F && o.kind == PlaceKind::kCountry &&
            gazetteer_.entry(inner.entry()).kind != PlaceKind::kAdmin1) {
          continue;
        }
        if (o.prior > best) {
          best = o.prior;
          c.container = outer.entry();
          c.contained_in = static_cast<std::uint32_t>(k + 2);
        }
      }
    }
    if (best >= 0 && comma) s_.groups[c.group].hint = c.container;
  }
}

void Finder::mark_persons() {
  // A given name or title in front makes a person of the capitalised words that follow.
  for (const Sentence& sentence : document_.sentences) {
    bool person = false;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      Word& w = s_.words[i];
      if (w.size == 0) {
        if (document_.form(i) != "." && document_.form(i) != "-") person = false;
        continue;
      }
      if (!w.capital) {
        person = person && (w.size <= 3 && (w.flags & kWordFunction) != 0 && folded(i) != "of" && folded(i) != "and" &&
                            folded(i) != "in" && folded(i) != "at" && folded(i) != "to");
        continue;
      }
      if (person && !w.headline) w.person = true;
      const bool title = (w.flags & kWordTitle) != 0;
      if (title) {
        person = true;
        w.person = false;
      } else if ((w.flags & kWordGiven) != 0 && (w.flags & kWordTypeAfter) == 0) {
        person = true;
      } else if (!(w.size == 1 && person)) {
        person = person && i + 1 < sentence.tokens.end && (w.flags & (kWordOrg | kWordTypeAfter)) == 0;
      }
    }
  }
}

void Finder::report(std::vector<PlaceMention>& mentions) {
  mentions.clear();
  for (const Candidate& c : s_.candidates) {
    if (c.score < 0 || c.resolved == kNoPlace) continue;
    PlaceMention m;
    m.tokens = c.tokens;
    // "Helmand Province": the type word belongs to the name when it is capitalised.
    const std::uint32_t to = sentence_end(c.tokens.begin);
    const bool type = c.use == PlaceUse::kPlain && c.wanted != 0 && c.wanted != kWantCity && c.tokens.end < to &&
                      s_.words[c.tokens.end].capital && has(c.tokens.end, kWordTypeAfter);
    if (type) ++m.tokens.end;
    m.begin_byte = document_.tokens[m.tokens.begin].begin_byte;
    m.end_byte = document_.tokens[m.tokens.end - 1].end_byte;
    if (c.abbreviation && c.tokens.end < to && document_.form(c.tokens.end) == "." && !space_before(c.tokens.end) &&
        c.tokens.end + 1 < to) {
      ++m.tokens.end;
      m.end_byte = document_.tokens[c.tokens.end].end_byte;
    }
    const PlaceEntry& e = gazetteer_.entry(c.resolved);
    m.entry = c.resolved;
    m.use = c.use;
    m.kind = e.kind;
    m.score = c.score;
    m.certainty = c.share;
    m.name = gazetteer_.name(c.resolved);
    m.country = gazetteer_.country_code(c.resolved);
    if (e.kind != PlaceKind::kCountry) m.admin1 = gazetteer_.admin1_name(c.resolved);
    // Four digits are 11 m; what is beyond comes from the storage as float.
    m.lat = std::round(static_cast<double>(e.lat) * 1e4) / 1e4;
    m.lon = std::round(static_cast<double>(e.lon) * 1e4) / 1e4;
    // "Naugatuck River" lies near Naugatuck, but is not it.
    const bool nearby = type && c.wanted == kWantNature && feature_class(e.kind) == 'P';
    m.geonameid = nearby ? 0 : e.geonameid;
    mentions.push_back(m);
  }
}

}  // namespace

std::uint32_t dateline_place(std::string_view text, const StoryLayout& layout, const Gazetteer& gazetteer) {
  std::string folded;
  return dateline_place(text, layout, gazetteer, folded);
}

std::uint32_t dateline_place(std::string_view text, const StoryLayout& layout, const Gazetteer& gazetteer,
                             std::string& folded) {
  const ByteRange& range = layout.dateline.place;
  if (range.empty() || range.end > text.size()) return kNoPlace;
  const std::string_view place = text.substr(range.begin, range.end - range.begin);
  const std::size_t cut = place.find_first_of(",/(");
  const auto meanings = gazetteer.lookup(place.substr(0, cut), folded);
  if (cut != std::string_view::npos) {
    std::string_view rest = place.substr(cut + 1);
    rest = rest.substr(0, rest.find_first_of(",/)"));
    for (const PlaceName& outer : gazetteer.lookup(rest, folded)) {
      for (const PlaceName& inner : meanings) {
        if (lies_in(gazetteer, inner.entry(), outer.entry())) return inner.entry();
      }
    }
  }
  return meanings.empty() ? kNoPlace : meanings.front().entry();
}

void find_places(const Document& document, const StoryLayout& layout, const Gazetteer& gazetteer, PlaceScratch& scratch,
                 std::vector<PlaceMention>& mentions, const PlaceWeights& weights) {
  Finder(document, layout, gazetteer, weights, scratch).run(mentions);
}

}  // namespace dragoman
