// SPDX-License-Identifier: Apache-2.0
#include "coding/place_scorer.h"

#include <algorithm>

namespace dragoman {
namespace {

using Word = PlaceScratch::Word;
using Candidate = PlaceScratch::Candidate;
using Group = PlaceScratch::Group;

constexpr float kStrong = 1.5F;  // a mention with this score vouches for others

class Scorer {
 public:
  Scorer(const Document& document, const Gazetteer& gazetteer, const PlaceWeights& weights, PlaceScratch& scratch)
      : document_(document), gazetteer_(gazetteer), w_(weights), s_(scratch) {}

  void run();

 private:
  [[nodiscard]] std::string_view folded(std::uint32_t i) const {
    return std::string_view(s_.folded).substr(s_.words[i].begin, s_.words[i].size);
  }
  [[nodiscard]] bool has(std::uint32_t i, std::uint16_t flag) const { return (s_.words[i].flags & flag) != 0; }
  [[nodiscard]] bool space_before(std::uint32_t i) const { return (document_.tokens[i].flags & kSpaceBefore) != 0; }
  [[nodiscard]] float score(const Candidate& c, const Group& group) const;
  [[nodiscard]] float name_score(const Candidate& c, const Group& group, bool single) const;
  [[nodiscard]] float left_score(const Candidate& c, const Group& group, bool single, std::uint32_t from) const;
  [[nodiscard]] float right_score(const Candidate& c, const Group& group, bool single, std::uint32_t to) const;
  [[nodiscard]] float tag_score(const Candidate& c) const;
  [[nodiscard]] float name_tag_score(const Candidate& c) const;

  const Document& document_;
  const Gazetteer& gazetteer_;
  const PlaceWeights& w_;
  PlaceScratch& s_;
};

/// 1 for small places, 0 for countries and the largest cities: how much it matters that a name is also a word or a
/// person's.
float doubt(const Group& group) { return std::clamp((7.5F - group.prior) / 2.5F, 0.0F, 1.0F); }

bool major(const Group& group) { return group.prior >= 6.9F; }

float Scorer::name_score(const Candidate& c, const Group& group, bool single) const {
  const Word& first = s_.words[c.tokens.begin];
  float value = w_[kBias];
  if (c.use == PlaceUse::kDemonym) return value + w_[kDemonymName];
  value += w_[kPerPrior] * (group.prior - 4.0F);
  if (major(group)) value += w_[kMajorPlace];
  if (group.prior <= 3.3F) value += w_[kTinyPlace];
  if (!single) {
    value += w_[kLongName];
    if (group.ordinary) value += w_[kOrdinaryName];
    if (group.typed) value += w_[kTypedName];
  } else if (!(group.upper_only && first.upper)) {
    const float d = c.wanted != 0 ? doubt(group) * 0.4F : doubt(group);  // "Walker and Madison counties"
    if ((first.flags & kWordFunction) != 0) value -= 6;
    if ((first.flags & kWordCommon) != 0) value += w_[kCommonWord] * std::max(d, 0.25F);
    if ((first.flags & kWordRarer) != 0) value += w_[kRarerWord] * d;
    if ((first.flags & kWordGiven) != 0) value += w_[kGivenName] * d;
    if ((first.flags & kWordSurname) != 0) value += w_[kSurname] * d;
    if ((first.flags & kWordSurnameRare) != 0) value += w_[kSurnameRare] * d;
    if ((first.flags & kWordCalendar) != 0) value -= 6;
    if (first.upper && first.size <= 5 && first.size >= 3 && !first.starts && !first.headline && !c.in_dateline) {
      value += w_[kAcronym];
    }
    if ((first.flags & (kWordTitle | kWordOrg | kWordTypeAfter | kWordDirection)) != 0) value += w_[kOddWord];
  }
  if (c.loose) value += w_[kLooseSpelling];
  if (c.abbreviation) value += w_[kShortForm];
  if (c.in_dateline) value += w_[kDatelinePlace];
  if (first.headline && !major(group)) value += w_[kInHeadline];
  if (first.starts && single && !major(group)) value += w_[kStartsSentence];
  return value;
}

float Scorer::left_score(const Candidate& c, const Group& group, bool single, std::uint32_t from) const {
  const std::uint32_t begin = c.tokens.begin;
  const Word& first = s_.words[begin];
  const bool plain = c.use != PlaceUse::kDemonym;
  std::uint32_t left = begin;
  while (left > from && s_.words[left - 1].size == 0 && document_.form(left - 1) == "-" && !space_before(left)) --left;
  if (left == from) return 0;
  if (left < begin) {
    // "R-Marshall" is a member for Marshall; "Russia-Ukraine" are two places.
    const Word& w = s_.words[left - 1];
    if (w.capital && (w.size == 1 || (w.upper && w.size <= 3))) return w_[kAfterParty];
    if (w.capital && w.slot != nullptr && w.slot->count > 0) return w_[kAfterPlaceHyphen];
    return plain ? w_[kAfterCapital] : 0;
  }
  std::uint32_t before = left - 1;
  bool article = false;
  if (folded(before) == "the" && before > from) {
    article = true;
    --before;
  }
  const Word& w = s_.words[before];
  if (has(before, kWordDirection) && !article) {
    // "in northern Idlib": look one word further.
    return before > from && has(before - 1, kWordLocative) ? w_[kAfterDirection] : 0;
  }
  if (has(before, kWordLocative) && !w.capital) {
    return article && single && plain ? w_[kAfterLocativeThe] : w_[kAfterLocative];
  }
  if (folded(before) == "of" && before > from) {
    return has(before - 1, kWordTypeBefore | kWordDirection) ? w_[kAfterTypeOf] : w_[kAfterOf];
  }
  if (w.capital && !article) {
    if (!plain) return 0;
    if (first.person) return has(before, kWordTitle) ? w_[kAfterTitle] : w_[kAfterGiven];
    if (w.starts || first.headline || has(before, kWordCalendar | kWordTypeBefore)) return 0;
    const bool demonym =
        w.slot != nullptr && w.slot->count > 0 && (gazetteer_.meanings(*w.slot)[0].flags() & PlaceName::kDemonym) != 0;
    if (demonym) return 0;
    const float value = single ? w_[kAfterCapital] : w_[kLongAfterCapital];
    return major(group) ? value / 2 : value;
  }
  if (article && single && plain) {
    const PlaceKind kind = gazetteer_.entry(gazetteer_.meanings(*group.slot)[0].entry()).kind;
    return kind == PlaceKind::kWater || kind == PlaceKind::kRegion || kind == PlaceKind::kFacility ? 0
                                                                                                   : w_[kAfterArticle];
  }
  if (has(before, kWordTitle) && plain && !major(group)) return w_[kAfterLowerTitle];
  return 0;
}

float Scorer::right_score(const Candidate& c, const Group& group, bool single, std::uint32_t to) const {
  const std::uint32_t begin = c.tokens.begin;
  const std::uint32_t end = c.tokens.end;
  if (end >= to) return 0;
  const Word& first = s_.words[begin];
  const Word& w = s_.words[end];
  const std::string_view form = document_.form(end);
  const bool plain = c.use != PlaceUse::kDemonym;
  float value = 0;
  if (c.wanted != 0) {
    value += w.capital ? w_[kBeforeCapitalType] : w_[kBeforeType];
  } else if (w.size > 0 && w.capital && !first.headline) {
    const bool name = (w.flags & (kWordSurname | kWordSurnameRare | kWordGiven)) != 0;
    if (!plain) {
      if ((w.flags & kWordTitle) == 0) value += w_[kDemonymBeforeCapital];
    } else if ((w.flags & kWordCompany) != 0) {
      value += w_[kBeforeCompany];
    } else if ((w.flags & kWordStreet) != 0 && !(end + 1 < to && s_.words[end + 1].capital && has(end + 1, kWordOrg))) {
      value += w_[kBeforeStreet];
    } else if ((w.flags & kWordTitle) != 0) {
      value += w_[kBeforeTitle];
    } else if ((w.flags & (kWordOrg | kWordTypeAfter)) != 0) {
      value += w_[kBeforeOrganisation];
    } else if ((w.flags & kWordCalendar) == 0 && !c.abbreviation && ((w.flags & kWordCommon) == 0 || name)) {
      const bool person = name || w.slot == nullptr || w.size <= 1;
      if (!name && w.size > 5 && folded(end).ends_with('s')) {
        value += w_[kBeforeTeam];
      } else {
        const float weight = person ? w_[kBeforePerson] : w_[kBeforeCapital];
        value += major(group) || group.typed ? weight / 3 : weight;
      }
      if (name && single && (first.flags & kWordGiven) != 0) value += w_[kGivenBeforeName];
    }
  } else if (w.size > 0 && (w.flags & kWordSpeech) != 0 && single && plain) {
    value += major(group) ? w_[kBeforeSpeech] / 2 : w_[kBeforeSpeech];
  } else if (form == "'s" || form == "’s") {
    value += w_[kBeforePossessive];
    if (single && (first.flags & (kWordSurname | kWordSurnameRare)) != 0)
      value += w_[kSurnamePossessive] * doubt(group);
  } else if (w.size > 0 && !w.capital && (w.flags & kWordOrg) != 0 && plain) {
    value += w_[kBeforeNoun];
  } else if (form == "-" && !space_before(end) && end + 1 < to) {
    const std::string_view joined = folded(end + 1);
    for (const std::string_view word :
         {"based", "area", "born", "held", "controlled", "led", "occupied", "bound", "run"}) {
      if (joined == word) value += w_[kBeforeBased];
    }
  }
  // Dateline in front of the text: "GORIS, July 3 -", "Moscow (AP) -".
  if (begin == s_.words.size()) return value;
  const std::uint32_t from = document_.sentences[document_.tokens[begin].sentence].tokens.begin;
  if (begin == from) {
    const bool dash = form == "—" || form == "–" || form == "--" || form == "-";
    if (dash && space_before(end)) {
      value += first.upper ? w_[kDatelinePlace] : w_[kDatelinePlace] / 2;
    } else if (first.upper && first.size > 3 && (form == "," || form == "(")) {
      value += w_[kDatelinePlace] / 2;
    }
  }
  return value;
}

float Scorer::tag_score(const Candidate& c) const {
  float value = 0;
  if (document_.tokens[c.tokens.begin].upos != Upos::kX && c.use == PlaceUse::kPlain &&
      c.tokens.end == c.tokens.begin + 1 && document_.tokens[c.tokens.begin].upos != Upos::kPropn) {
    value += w_[kNotProper];
  }
  return value + name_tag_score(c);
}

float Scorer::name_tag_score(const Candidate& c) const {
  if (document_.names.empty()) return 0;
  switch (s_.words[c.tokens.end - 1].name) {
    case NameType::kLocation:
    case NameType::kNationality:
      return w_[kTaggedPlace];
    case NameType::kPerson:
      return c.use == PlaceUse::kDemonym ? 0 : w_[kTaggedPerson];
    case NameType::kOrganisation:
      return w_[kTaggedOrganisation];
    case NameType::kMisc:
      return 0;
    case NameType::kNone:
      return w_[kUntagged];
  }
  return 0;
}

float Scorer::score(const Candidate& c, const Group& group) const {
  const Sentence& sentence = document_.sentences[document_.tokens[c.tokens.begin].sentence];
  int words = 0;
  for (std::uint32_t i = c.tokens.begin; i < c.tokens.end; ++i) words += s_.words[i].size > 0 ? 1 : 0;
  const bool single = words == 1;
  float value = name_score(c, group, single) + left_score(c, group, single, sentence.tokens.begin) +
                right_score(c, group, single, sentence.tokens.end) + tag_score(c);
  if (c.container != kNoPlace) value += w_[kContained];
  if (c.in_list) value += w_[kInList];
  return value;
}

void Scorer::run() {
  for (std::size_t k = 0; k < s_.candidates.size(); ++k) {
    Candidate& c = s_.candidates[k];
    Group& group = s_.groups[c.group];
    const std::uint32_t end = c.tokens.end;
    if (end < document_.sentences[document_.tokens[c.tokens.begin].sentence].tokens.end) {
      const Word& w = s_.words[end];
      if (w.capital && (w.flags & kWordOrg) != 0 && c.use == PlaceUse::kPlain && c.wanted == 0)
        c.use = PlaceUse::kEmbedded;
    }
    c.score = score(c, group);
    if (s_.words[c.tokens.begin].person && c.tokens.end == c.tokens.begin + 1) {
      if (c.score < 0) ++group.person;
    } else if (c.score >= kStrong) {
      ++group.strong;
    }
  }
  for (const Candidate& c : s_.candidates) {
    if (c.contained_in != 0) s_.candidates[c.contained_in - 1].score += w_[kContainer];
  }
}

}  // namespace

void score_places(const Document& document, const Gazetteer& gazetteer, const PlaceWeights& weights,
                  PlaceScratch& scratch) {
  Scorer(document, gazetteer, weights, scratch).run();
}

void rescore_places(const PlaceWeights& weights, PlaceScratch& scratch) {
  for (Candidate& c : scratch.candidates) {
    const Group& group = scratch.groups[c.group];
    if (c.use == PlaceUse::kDemonym || c.abbreviation) continue;
    const int others = group.strong - (c.score >= kStrong ? 1 : 0);
    // "Jack London" stays a person however often London is a place.
    const bool person = scratch.words[c.tokens.begin].person && c.tokens.end == c.tokens.begin + 1 && c.score < 0;
    if (others > 0 && !person) c.score += weights[kSeenStrong];
    if (group.person > others && c.score < 2.5F) c.score += weights[kSeenAsPerson];
  }
}

}  // namespace dragoman
