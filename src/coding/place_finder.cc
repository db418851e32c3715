// SPDX-License-Identifier: Apache-2.0
#include "coding/place_finder.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "coding/place_resolver.h"
#include "knowledge/place_fold.h"

namespace dragoman {
namespace {

using Word = PlaceScratch::Word;
using Candidate = PlaceScratch::Candidate;
using Group = PlaceScratch::Group;

// Weights of the recognition score (log-odds). Set by hand and adjusted on the tuning half of the annotated sets by
// bench/places_eval.
constexpr float kBias = -0.6F;
constexpr float kPerPrior = 0.55F;  // per power of ten of people above 10,000
constexpr float kLongName = 1.2F;   // two words and more
constexpr float kDemonymBase = 2.0F;
constexpr float kCommonWord = -3.5F;
constexpr float kRarerWord = -1.0F;
constexpr float kGivenName = -1.3F;
constexpr float kSurname = -1.0F;
constexpr float kSurnameRare = -0.4F;
constexpr float kAfterLocative = 1.6F;
constexpr float kAfterTypeOf = 2.5F;  // "the city of X"
constexpr float kAfterTitle = -3.5F;
constexpr float kAfterGiven = -3.0F;
constexpr float kAfterCapital = -1.3F;
constexpr float kBeforeCapital = -1.6F;
constexpr float kGivenBeforeCapital = -4.0F;  // "Paris Hilton"
constexpr float kBeforeType = 1.8F;           // "X province"
constexpr float kBeforeSpeech = -1.2F;
constexpr float kBeforeCompany = -4.0F;
constexpr float kBeforeStreet = -3.5F;
constexpr float kContained = 2.8F;  // "X, Ohio"
constexpr float kHeadline = -0.5F;
constexpr float kDateline = 3.0F;
constexpr float kSeenStrong = 1.2F;
constexpr float kSeenAsPerson = -2.5F;
constexpr float kTaggedPlace = 2.0F;
constexpr float kTaggedPerson = -3.0F;
constexpr float kLeastToResolve = -1.0F;

enum Wanted : std::uint8_t { kWantAdmin = 1, kWantCity = 2, kWantNature = 4 };

struct TypeWord {
  std::string_view word;
  std::uint8_t wanted;
};
// What the word after a name asks for: "Idlib province", "Jackson and Barrow counties", "Ohio River".
constexpr TypeWord kTypeWords[] = {
    {"county", kWantAdmin},      {"counties", kWantAdmin}, {"province", kWantAdmin},   {"provinces", kWantAdmin},
    {"governorate", kWantAdmin}, {"district", kWantAdmin}, {"districts", kWantAdmin},  {"state", kWantAdmin},
    {"states", kWantAdmin},      {"oblast", kWantAdmin},   {"prefecture", kWantAdmin}, {"parish", kWantAdmin},
    {"region", kWantAdmin},      {"regions", kWantAdmin},  {"department", kWantAdmin}, {"krai", kWantAdmin},
    {"raion", kWantAdmin},       {"township", kWantAdmin}, {"provinces", kWantAdmin},  {"municipality", kWantAdmin},
    {"city", kWantCity},         {"town", kWantCity},      {"village", kWantCity},     {"cities", kWantCity},
    {"towns", kWantCity},        {"villages", kWantCity},  {"river", kWantNature},     {"lake", kWantNature},
    {"bay", kWantNature},        {"valley", kWantNature},  {"mountains", kWantNature}, {"mountain", kWantNature},
    {"island", kWantNature},     {"islands", kWantNature}, {"creek", kWantNature},     {"park", kWantNature},
    {"peninsula", kWantNature},  {"canyon", kWantNature},  {"forest", kWantNature},    {"beach", kWantNature},
    {"gulf", kWantNature},       {"strait", kWantNature},  {"sea", kWantNature},       {"hills", kWantNature},
};

bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }

class Finder {
 public:
  Finder(const Document& document, const StoryLayout& layout, const Gazetteer& gazetteer, PlaceScratch& scratch)
      : document_(document), layout_(layout), gazetteer_(gazetteer), s_(scratch) {}

  void run(std::vector<PlaceMention>& mentions) {
    read_words();
    find_candidates();
    read_types();
    link_containers();
    mark_persons();
    score_candidates();
    resolve_places(gazetteer_, kLeastToResolve, s_);
    rescore_by_story();
    report(mentions);
  }

 private:
  [[nodiscard]] std::string_view folded(std::uint32_t i) const {
    return std::string_view(s_.folded).substr(s_.words[i].begin, s_.words[i].size);
  }
  [[nodiscard]] bool has(std::uint32_t i, std::uint16_t flag) const { return (s_.words[i].flags & flag) != 0; }
  [[nodiscard]] bool space_before(std::uint32_t i) const { return (document_.tokens[i].flags & kSpaceBefore) != 0; }
  /// True when token i+1 follows i in the same sentence with nothing but a blank or a hyphen between.
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
  void read_types();
  void link_containers();
  void mark_persons();
  void score_candidates();
  float score(const Candidate& c, const Group& group);
  void rescore_by_story();
  void report(std::vector<PlaceMention>& mentions);
  std::uint32_t group_of(std::uint64_t hash, const PlaceSlot* slot, const Candidate& candidate);

  const Document& document_;
  const StoryLayout& layout_;
  const Gazetteer& gazetteer_;
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
  const int most = first.slot->max_words;
  for (std::uint32_t j = i; j < end; ++j) {
    const Word& w = s_.words[j];
    if (w.size == 0) {
      const std::string_view form = document_.form(j);
      if (form == "-" || form == "'" || form == "’" || form == "–" || (form == "." && !space_before(j))) continue;
      break;
    }
    if (j > i) {
      // "Sana'a" may come in two tokens; a hyphen separates like a blank.
      const bool joined = !space_before(j) && document_.form(j - 1) != "-" && document_.form(j - 1) != "–";
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
    if (slot->count == 0) {
      if (words > 0 && (slot->word_flags & kWordFunction) != 0) {
        best = nullptr;  // "Santa Claus": listed as no place, so neither is a part of it
        next = j + 1;
      }
      continue;
    }
    // "Dublin City Council" is the council of Dublin.
    if (best != nullptr && j + 1 < end && s_.words[j + 1].capital && has(j + 1, kWordOrg) &&
        (folded(j) == "city" || folded(j) == "state" || folded(j) == "district" || folded(j) == "central")) {
      continue;
    }
    Candidate c;
    if (!as_written(*slot, i, j, c)) continue;
    best = slot;
    best_hash = hash;
    best_end = j + 1;
    best_candidate = c;
  }
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
      if ((w.capital || article) && w.slot != nullptr && w.slot->max_words > 0) match_at(i, next);
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
      for (const TypeWord& t : kTypeWords) {
        if (t.word == type) c.wanted = t.wanted;
      }
      // "Ohio State University", "Walker County District Court"
      const bool organisation = end + 1 < to && w.capital && s_.words[end + 1].capital && has(end + 1, kWordOrg);
      if (organisation && (type == "state" || type == "city" || type == "district" || type == "department"))
        c.wanted = 0;
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
    const bool comma = d.tokens.begin == at + 1 && document_.form(at) == ",";
    const bool bracket = d.tokens.begin == at + 1 && document_.form(at) == "(";
    const bool in_the = d.tokens.begin >= at + 1 && d.tokens.begin <= at + 2 && folded(at) == "in" &&
                        sentence_end(at) == sentence_end(d.tokens.begin);
    if (!comma && !bracket && !in_the) continue;
    // Is some meaning of d a container of some meaning of c?
    float best = -1;
    for (const PlaceName& outer : gazetteer_.meanings(*s_.groups[d.group].slot)) {
      if (!meaning_fits(outer, d)) continue;
      const PlaceEntry& o = gazetteer_.entry(outer.entry());
      if (o.kind > PlaceKind::kAdmin2) continue;
      for (const PlaceName& inner : gazetteer_.meanings(*s_.groups[c.group].slot)) {
        if (!meaning_fits(inner, c) || !lies_in(gazetteer_, inner.entry(), outer.entry())) continue;
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

float Finder::score(const Candidate& c, const Group& group) {
  const std::uint32_t begin = c.tokens.begin;
  const std::uint32_t end = c.tokens.end;
  const std::uint32_t from = sentence_begin(begin);
  const std::uint32_t to = sentence_end(begin);
  const Word& first = s_.words[begin];
  int words = 0;
  for (std::uint32_t i = begin; i < end; ++i) words += s_.words[i].size > 0 ? 1 : 0;
  const bool single = words == 1;
  float value = kBias;
  const bool major = group.prior >= 6.9F;
  if (c.use == PlaceUse::kDemonym) {
    value += kDemonymBase;
  } else {
    value += kPerPrior * (group.prior - 4.0F);
    if (!single) value += kLongName;
    if (single && !(group.upper_only && first.upper)) {
      if ((first.flags & kWordFunction) != 0) value -= 6;
      if ((first.flags & kWordCommon) != 0) value += group.prior >= 8.5F ? kCommonWord / 4 : kCommonWord;
      if ((first.flags & kWordRarer) != 0) value += major ? 0 : kRarerWord;
      if ((first.flags & kWordGiven) != 0) value += major ? 0 : kGivenName;
      if ((first.flags & kWordSurname) != 0) value += major ? 0 : kSurname;
      if ((first.flags & kWordSurnameRare) != 0) value += major ? 0 : kSurnameRare;
      if ((first.flags & (kWordCalendar | kWordTitle)) != 0) value -= 3;
      if ((first.flags & (kWordOrg | kWordTypeAfter | kWordDirection)) != 0) value -= 2.5F;
    }
  }
  if (c.abbreviation) value += 1.0F;
  if (c.in_dateline) value += kDateline;
  if (first.headline && !major) value += kHeadline;

  // What stands before.
  std::uint32_t left = begin;
  while (left > from && s_.words[left - 1].size == 0 && (document_.form(left - 1) == "-")) --left;
  const bool hyphen = left < begin;
  if (hyphen && left > from) {
    // "R-Marshall" is a member for Marshall; "Russia-Ukraine" are two places.
    const Word& w = s_.words[left - 1];
    if (w.upper && w.size <= 3)
      value += kAfterLocative;
    else if (w.size == 1 && w.capital)
      value += kAfterLocative;
    else if (w.slot != nullptr && w.slot->count > 0 && w.capital)
      value += 0.5F;
    else
      value += kAfterCapital;
  } else if (left > from) {
    std::uint32_t before = left - 1;
    bool article = false;
    if (folded(before) == "the" && before > from) {
      article = true;
      --before;
    }
    const Word& w = s_.words[before];
    if (has(before, kWordDirection) && before > from && !article) {
      // "in northern Idlib": look one word further.
      const std::uint32_t further = before - 1;
      if (has(further, kWordLocative)) value += kAfterLocative;
    } else if (has(before, kWordLocative) && !w.capital) {
      value += article && single && c.use == PlaceUse::kPlain ? 0.4F : kAfterLocative;
    } else if (folded(before) == "of" && before > from) {
      const std::uint32_t head = before - 1;
      if (has(head, kWordTypeBefore | kWordDirection))
        value += kAfterTypeOf;
      else
        value += 0.4F;
    } else if (w.capital && !article && w.size > 0) {
      if (first.person && c.use == PlaceUse::kPlain) {
        value += has(before, kWordTitle) ? kAfterTitle : kAfterGiven;
      } else if (c.use == PlaceUse::kPlain && !w.starts && !first.headline &&
                 !has(before, kWordDirection | kWordCalendar | kWordTypeBefore)) {
        const bool place_before = w.slot != nullptr && w.slot->count > 0 &&
                                  (gazetteer_.meanings(*w.slot)[0].flags() & PlaceName::kDemonym) != 0;
        if (!place_before) value += major ? kAfterCapital / 2 : kAfterCapital;
      }
    } else if (article && single && c.use == PlaceUse::kPlain) {
      value -= 0.5F;
    } else if (has(before, kWordTitle) && c.use == PlaceUse::kPlain && !major) {
      value += -1.0F;
    }
  }
  // What stands after.
  if (end < to) {
    const Word& w = s_.words[end];
    const bool next_word = w.size > 0;
    if (c.wanted != 0) {
      value += w.capital ? kBeforeType / 2 : kBeforeType;
    } else if (next_word && w.capital && !first.headline) {
      if ((w.flags & kWordCompany) != 0) {
        value += kBeforeCompany;
      } else if ((w.flags & kWordStreet) != 0) {
        value += kBeforeStreet;
      } else if ((w.flags & (kWordOrg | kWordTitle | kWordCalendar | kWordTypeAfter)) == 0 &&
                 ((w.flags & kWordCommon) == 0 || (w.flags & (kWordSurname | kWordGiven)) != 0) &&
                 c.use == PlaceUse::kPlain && !c.abbreviation) {
        const bool name = (w.flags & (kWordSurname | kWordSurnameRare | kWordGiven)) != 0;
        const bool team = !name && w.size > 5 && folded(end).ends_with('s');  // "Dallas Cowboys"
        const bool person = name || w.slot == nullptr || w.size <= 1;
        if (!team) value += major ? kBeforeCapital / 3 : person ? kBeforeCapital * 1.5F : kBeforeCapital;
        if (name && single && (first.flags & kWordGiven) != 0) value += kGivenBeforeCapital;
      }
    } else if (next_word && (w.flags & kWordSpeech) != 0 && single && c.use == PlaceUse::kPlain) {
      value += major ? kBeforeSpeech / 2 : kBeforeSpeech;
    } else if (!next_word && document_.form(end) == "-" && !space_before(end) && end + 1 < to) {
      const std::string_view joined = folded(end + 1);
      for (const std::string_view word :
           {"based", "area", "born", "held", "controlled", "led", "occupied", "bound", "run"}) {
        if (joined == word) value += kAfterLocative;
      }
    }
    // Dateline in front of the text: "GORIS, July 3 -", "Moscow (AP) -".
    if (begin == from && single) {
      const std::string_view form = document_.form(end);
      const bool dash = form == "—" || form == "–" || form == "--" || form == "-";
      if (dash && space_before(end))
        value += first.upper ? kDateline : kDateline / 2;
      else if (first.upper && first.size > 3 && (form == "," || form == "("))
        value += kDateline / 2;
    }
  }
  if (c.container != kNoPlace) value += kContained;
  // Tags, when there are any.
  if (!document_.names.empty()) {
    const NameType tag = s_.words[end - 1].name;
    if (tag == NameType::kLocation || tag == NameType::kNationality) value += kTaggedPlace;
    if (tag == NameType::kPerson && c.use != PlaceUse::kDemonym) value += kTaggedPerson;
  }
  return value;
}

void Finder::score_candidates() {
  for (Candidate& c : s_.candidates) {
    Group& group = s_.groups[c.group];
    const std::uint32_t end = c.tokens.end;
    const std::uint32_t to = sentence_end(c.tokens.begin);
    if (end < to) {
      const Word& w = s_.words[end];
      if (w.capital && (w.flags & kWordOrg) != 0 && c.use == PlaceUse::kPlain && c.wanted == 0)
        c.use = PlaceUse::kEmbedded;
    }
    c.score = score(c, group);
    if (s_.words[c.tokens.begin].person && c.tokens.end == c.tokens.begin + 1) {
      if (c.score < 0) ++group.person;
    } else if (c.score >= 1.5F) {
      ++group.strong;
    }
  }
  // The state in "Springfield, Ill." is surely one.
  for (const Candidate& c : s_.candidates) {
    if (c.contained_in == 0) continue;
    Candidate& outer = s_.candidates[c.contained_in - 1];
    outer.score += kContained;
  }
}

void Finder::rescore_by_story() {
  for (Candidate& c : s_.candidates) {
    const Group& group = s_.groups[c.group];
    if (c.use == PlaceUse::kDemonym || c.abbreviation) continue;
    const bool own = c.score >= 1.5F;
    if (group.strong > (own ? 1 : 0)) c.score += kSeenStrong;
    if (group.person > 0 && c.score < 2.5F) c.score += kSeenAsPerson;
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
    m.lat = e.lat;
    m.lon = e.lon;
    // "Naugatuck River" lies near Naugatuck, but is not it.
    const bool nearby = type && c.wanted == kWantNature && feature_class(e.kind) == 'P';
    m.geonameid = nearby ? 0 : e.geonameid;
    mentions.push_back(m);
  }
}

}  // namespace

void find_places(const Document& document, const StoryLayout& layout, const Gazetteer& gazetteer, PlaceScratch& scratch,
                 std::vector<PlaceMention>& mentions) {
  Finder(document, layout, gazetteer, scratch).run(mentions);
}

}  // namespace dragoman
