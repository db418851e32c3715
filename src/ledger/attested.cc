// SPDX-License-Identifier: Apache-2.0
#include "ledger/attested.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "coding/numbers.h"
#include "ledger/report_text.h"

namespace dragoman {
namespace {

constexpr std::int64_t kOpeningSentences = 3;  // of a report; later ones look back more often than not when they name no day
constexpr double kSure = 0.6;                  // calibrated: type and parties right in so many of a hundred such records
constexpr std::size_t kLongSentence = 420;     // code points: more than one event is told there

bool is_letter(char c) { return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z'); }

/// Words and figures of a text, folded: "56", "twenty-two", "soldiers".
std::vector<std::string> words_of(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<std::string> out;
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t end = at;
    const auto part = [&](std::size_t i) {
      if (is_letter(folded[i]) || is_ascii_digit(folded[i])) return true;
      const bool inner = folded[i] == '-' || folded[i] == ',' || folded[i] == '.';
      return inner && i > at && i + 1 < folded.size() && (folded[i] == '-' ? is_letter(folded[i + 1]) : is_ascii_digit(folded[i + 1]) && is_ascii_digit(folded[i - 1]));
    };
    while (end < folded.size() && part(end)) ++end;
    if (end > at) out.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

template <std::size_t n>
bool is_one_of(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool within(const TextSpan& span, const TextSpan& sentence) { return span.quoted() && span.start >= sentence.start && span.end <= sentence.end; }

bool same(const TextSpan& a, const TextSpan& b) { return a.quoted() && a.start == b.start && a.end == b.end; }
bool overlap(const TextSpan& a, const TextSpan& b) { return a.quoted() && b.quoted() && a.start < b.end && b.start < a.end; }

/// The last word of the noun phrase before what is hung on it: "gunfire" of "Israeli troops' gunfire on Saturday".
std::string_view head_of(const std::vector<std::string>& words) {
  static constexpr std::string_view kAfter[] = {"of", "in", "from", "at", "on", "for", "with", "who", "that", "which", "near", "by", "against", "to", "loyal", "including", "belonging"};
  std::string_view head;
  for (const std::string& word : words) {
    if (!head.empty() && is_one_of(kAfter, word)) break;
    head = word;
  }
  return head;
}

/// Acts, weapons and things: they do nothing of their own and nothing is done to them as a party.
bool is_thing(std::string_view head) {
  static constexpr std::string_view kThings[] = {
      "gunfire", "fire", "attack", "attacks", "strike", "strikes", "airstrike", "airstrikes", "raid", "raids", "bombing", "bombings", "bomb", "bombs", "blast", "blasts", "explosion", "explosions",
      "shell", "shells", "shelling", "rocket", "rockets", "missile", "missiles", "mine", "mines", "mortar", "mortars", "grenade", "grenades", "bullet", "bullets", "shooting", "shootings", "clash", "clashes",
      "fighting", "violence", "car", "truck", "vehicle", "body", "bodies", "incident", "incidents", "operation", "offensive", "killing", "killings", "assault", "assaults", "ambush", "battle", "battles",
      "war", "day", "night", "morning", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august", "september",
      "october", "november", "december", "nov", "dec", "year", "years", "month", "week", "scores", "hand", "hands", "accident", "toll", "report", "reports", "barrage", "barrages", "salvo", "reduction", "reductions", "criticism", "criticisms",
      "capability", "ability", "decision", "plan", "policy", "strategy", "agreement", "deal", "resolution", "election", "elections", "jail", "jails", "prison", "prisons"};
  return is_one_of(kThings, head);
}

/// Where something was done, hardly to whom: "condemned the attack in the Israeli city of Netanya".
bool is_site(std::string_view head) {
  static constexpr std::string_view kSites[] = {"city", "town", "village", "capital", "region", "province", "district", "area", "market", "street", "camp", "base", "neighborhood", "neighbourhood", "suburb", "border", "center", "centre"};
  return is_one_of(kSites, head);
}

bool is_pronoun(std::string_view word) {
  static constexpr std::string_view kPronouns[] = {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "theirs", "we", "us", "i", "me", "my", "our", "you", "your", "who", "whom", "whose", "which", "that",
                                                   "this", "these", "those", "both", "himself", "herself", "itself", "themselves", "one", "another", "others", "some", "many", "all", "each", "none"};
  return is_one_of(kPronouns, word);
}

/// Who tells of violence did not do it: "officials", "a military spokesman".
bool is_teller(std::string_view head) {
  static constexpr std::string_view kTellers[] = {"official", "officials", "source", "sources", "witness", "witnesses", "medics", "medic", "doctor", "doctors", "spokesman", "spokeswoman", "spokesperson", "reporter", "reporters",
                                                  "resident", "residents", "report", "reports", "agency", "newspaper", "statement"};
  return is_one_of(kTellers, head);
}

bool all_numbers(const std::vector<std::string>& words) {
  static constexpr std::string_view kAround[] = {"at", "least", "about", "some", "around", "nearly", "almost", "more", "than", "over", "up", "to", "another", "other", "others", "a", "the", "wounded", "injured", "killed", "dead"};
  return std::all_of(words.begin(), words.end(), [](const std::string& word) { return is_one_of(kAround, word) || is_ascii_digit(word[0]) || numeral_value(word).has_value(); });
}

/// The word of the sentence in front of a stretch of it, folded.
std::string word_before(const EventRecord& record, const TextSpan& span) {
  std::size_t at = 0;
  const std::string& text = record.sentence.text;
  for (std::int64_t n = record.sentence.start; n < span.start && at < text.size(); ++n) at += decode_utf8(text, at).size;
  const std::vector<std::string> words = words_of(std::string_view(text).substr(0, at));
  return words.empty() ? std::string() : words.back();
}

}  // namespace

bool may_be_party(const EventRecord& record, const Entity& entity) {
  if (!within(entity.span, record.sentence)) return true;
  const std::vector<std::string> words = words_of(entity.span.text);
  if (words.empty() || (all_numbers(words) && !is_pronoun(words[0]))) return false;
  static constexpr std::string_view kThere[] = {"in", "near", "outside", "around", "inside", "throughout", "across"};
  const std::string_view head = head_of(words);
  if (quad_of(record.type) != Quad::kMaterialCooperation && is_one_of(kThere, word_before(record, entity.span))) return false;
  return !is_thing(head) && (quad_of(record.type) == Quad::kMaterialConflict || !is_site(head));
}

namespace {

/// Does a reader of the sentence find this party in it?
bool shows(const EventRecord& record, const Entity& entity) {
  if (!within(entity.span, record.sentence)) return false;
  const std::vector<std::string> words = words_of(entity.span.text);
  return !words.empty() && !(words.size() == 1 && is_pronoun(words[0])) && !all_numbers(words) && may_be_party(record, entity);
}

/// A party that stands there, but hardly in this role.
bool misplaced(const EventRecord& record, const Entity& actor) {
  if (quad_of(record.type) != Quad::kMaterialConflict) return false;
  if (std::any_of(record.recipients.begin(), record.recipients.end(), [&](const Entity& one) { return overlap(one.span, actor.span); })) return true;
  const std::vector<std::string> words = words_of(actor.span.text);
  if (record.type == EventType::kAssault && is_teller(head_of(words))) return true;
  // Who says that others were hit, and does not say "we".
  return std::any_of(record.attribution.begin(), record.attribution.end(), [&](const AttributionLink& link) { return same(link.speaker.span, actor.span); });
}

/// Named as the sentence does, without the clause that hangs on it: "a guide who was abducted on Monday" is "a guide".
void by_its_words(Entity& entity) {
  std::string words = one_line(entity.span.text);
  for (const std::string_view clause : {" who ", " which ", " that ", " whose ", ", "}) words.resize(std::min(words.find(clause), words.size()));
  std::erase(words, '"');  // half a pair of quotation marks
  while (!words.empty() && words[0] == ' ') words.erase(0, 1);
  entity.span.text = words;
  entity.name = std::move(words);
  entity.country.clear();
  entity.sectors.clear();
  entity.code.clear();
}

/// Does the sentence give this number, as a figure or in words?
bool gives(const std::vector<std::string>& words, std::int64_t number) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word != "a" && word != "an" && word != "another" && numeral_value(word) == number; });
}

/// One person or thing: "a lawyer", "another", a name.
bool is_single(const std::string& text) {
  const std::vector<std::string> words = words_of(text);
  if (words.empty()) return false;
  if (words[0] == "a" || words[0] == "an" || (words[0] == "another" && (words.size() < 2 || !numeral_value(words[1])))) return true;
  const bool capital = !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || static_cast<unsigned char>(text[0]) >= 0x80);
  return capital && !words.back().ends_with('s') && !numeral_value(words[0]);
}

bool gives(const std::vector<std::string>& words, const Range& range) {
  if (range.min && range.max && *range.min != *range.max) {
    static constexpr std::string_view kTo[] = {"to", "between", "or"};
    const bool joined = std::any_of(words.begin(), words.end(), [](const std::string& word) { return is_one_of(kTo, word); });
    return joined && gives(words, *range.min) && gives(words, *range.max);
  }
  return gives(words, range.min ? *range.min : range.max.value_or(0));
}

/// Habit, sums over time, looking back: no event of the day of the report.
bool looks_back(const std::vector<std::string>& words, std::string_view story_date) {
  static constexpr std::string_view kBack[] = {"frequently", "regularly", "repeatedly", "often", "always", "usually", "daily", "everyday", "annually", "routinely", "occasionally", "sometimes", "previously", "previous",
                                               "formerly", "ago", "anniversary", "decades", "decade", "centuries", "century", "1980s", "1970s", "1990s", "1960s", "1950s", "historic", "recent", "recently", "ever"};
  const int year = story_date.size() >= 4 ? std::atoi(std::string(story_date.substr(0, 4)).c_str()) : 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (is_one_of(kBack, word)) return true;
    if (word == "since" && i + 1 < words.size()) return true;
    const auto next = [&](std::string_view a) { return i + 1 < words.size() && words[i + 1] == a; };
    if (word == "last" && (next("year") || next("month") || next("week") || next("summer") || next("winter") || next("spring") || next("autumn"))) return true;
    if (word == "past" && i > 0 && (words[i - 1] == "the" || words[i - 1] == "in")) return true;
    if (word == "every" || (word == "each" && (next("day") || next("year") || next("week") || next("month")))) return true;
    if (word == "earlier" && (next("this") || next("in") || (i > 0 && (words[i - 1] == "the" || words[i - 1] == "an")))) return true;
    if (year > 0 && word.size() == 4 && std::all_of(word.begin(), word.end(), is_ascii_digit)) {
      const int named = std::atoi(word.c_str());
      if (named >= 1900 && named < 2100 && named != year) return true;
    }
  }
  return false;
}

}  // namespace

bool Attested::sure() const { return shown() && record.confidence >= kSure; }

bool Attested::shown() const {
  if (!parties || record.modality != Modality::kActual || count_code_points(record.sentence.text) > kLongSentence) return false;
  return record.historical ? date_named : dated && !retold;
}

Attested attested(const EventRecord& record) {
  Attested out;
  out.record = record;
  bool cut = false;
  std::vector<Entity>& actors = out.record.actors;
  std::vector<Entity>& recipients = out.record.recipients;
  std::erase_if(actors, [&](const Entity& one) { return (!shows(record, one) || misplaced(record, one)) && (cut = true); });
  std::erase_if(recipients, [&](const Entity& one) { return !shows(record, one) && (cut = true); });
  for (Entity& one : actors) by_its_words(one);
  for (Entity& one : recipients) by_its_words(one);
  for (AttributionLink& link : out.record.attribution) {
    const std::vector<std::string> words = words_of(link.speaker.span.text);
    if (within(link.speaker.span, record.sentence) && !(words.size() == 1 && is_pronoun(words[0]))) by_its_words(link.speaker);
    else out.speakers = false;
  }
  out.parties = !cut && (!actors.empty() || !recipients.empty());
  // Where force was used is a place of those who took part; others are often of somebody named on the way ("as the minister took office in Washington").
  const auto there = [&](const Entity& one) { return one.country == record.place->country; };
  const bool fits = !record.place || quad_of(record.type) != Quad::kMaterialConflict || std::any_of(record.actors.begin(), record.actors.end(), there) ||
                    std::any_of(record.recipients.begin(), record.recipients.end(), there);
  if (out.record.place && (!fits || !within(out.record.place->span, record.sentence))) out.record.place.reset();
  const std::vector<std::string> words = words_of(record.sentence.text);
  // "a lawyer", "Bilal Ashaar": one person needs no numeral.
  bool one = std::any_of(recipients.begin(), recipients.end(), [](const Entity& entity) { return is_single(entity.span.text); });
  for (auto& number : out.record.magnitude) {
    if (!number) continue;
    if (!gives(words, *number) && !(one && number->min == 1 && number->max == 1)) number.reset();
    one = false;  // of "one was killed and nine were wounded" the first number only
  }
  // A stored date has its words without their offsets.
  const std::vector<std::string> date_words = words_of(record.date.span.text);
  out.date_named = record.date.span.quoted() && !date_words.empty() && std::search(words.begin(), words.end(), date_words.begin(), date_words.end()) != words.end();
  out.dated = out.date_named || (record.story.date && record.date.start == *record.story.date && record.date.end == *record.story.date);
  out.opening_or_named = record.date.precision == DatePrecision::kDay && (out.date_named || record.sentence_index < kOpeningSentences);
  out.retold = looks_back(words, record.story.date.value_or(""));
  return out;
}

std::string telling_words(const EventRecord& record) {
  constexpr std::size_t kWhole = 240, kReach = 75, kLongest = 260;  // code points
  std::vector<std::string> letters;  // one_line of the sentence by code points; white space is a single one there, so stretches are found by their words
  const std::string sentence = one_line(record.sentence.text);
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t size = decode_utf8(sentence, at).size;
    letters.push_back(sentence.substr(at, size));
    at += size;
  }
  if (letters.size() <= kWhole) return sentence;
  std::size_t low = letters.size(), high = 0;
  const auto cover = [&](const TextSpan& span) {
    if (!within(span, record.sentence)) return;
    const std::size_t at = sentence.find(one_line(span.text));
    // Where white space was run together the offset is no more than a hint; the nearest place of the words counts.
    const auto hint = static_cast<std::size_t>(span.start - record.sentence.start);
    std::size_t found = at == std::string::npos ? std::string::npos : count_code_points(std::string_view(sentence).substr(0, at));
    for (std::size_t next = at; next != std::string::npos; next = sentence.find(one_line(span.text), next + 1)) {
      const std::size_t here = count_code_points(std::string_view(sentence).substr(0, next));
      if (std::max(here, hint) - std::min(here, hint) < std::max(found, hint) - std::min(found, hint)) found = here;
    }
    if (found == std::string::npos) return;
    const std::size_t end = found + count_code_points(one_line(span.text));
    if (std::max(high, end) - std::min(low, found) > kLongest && high > 0) return;
    low = std::min(low, found);
    high = std::max(high, end);
  };
  cover(record.trigger);
  if (high == 0) return sentence;
  for (const auto* entities : {&record.recipients, &record.actors}) {
    for (const Entity& entity : *entities) cover(entity.span);
  }
  if (record.place) cover(record.place->span);
  const auto mark = [&](std::size_t i) {
    const std::string& c = letters[i];
    const bool space = i + 1 < letters.size() && letters[i + 1] == " ";
    return ((c == "," || c == ";" || c == ":") && space) || c == "(" || c == ")" || c == "\"" || c == "—" || c == "–" || c == "“" || c == "”";
  };
  std::size_t from = low;
  while (from > 0 && low - from < kReach && !mark(from - 1)) --from;
  if (from > 0 && low - from >= kReach) from = low;
  std::size_t to = high;
  while (to < letters.size() && to - high < kReach && !mark(to)) ++to;
  if (to - high >= kReach) {
    while (to < letters.size() && to > high && letters[to] != " ") --to;
  }
  std::string out;
  for (std::size_t i = from; i < to; ++i) out += letters[i];
  while (!out.empty() && out.front() == ' ') out.erase(0, 1);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (from > 0) out = "… " + out;
  if (to + 1 < letters.size()) out += " …";
  return out;
}

bool is_country_guessed(const Entity& entity) {
  if (entity.country.empty()) return false;
  if (!entity.span.quoted()) return true;
  // A capital anywhere but at its beginning is a name; at the beginning it may be the sentence's.
  const std::string text = one_line(entity.span.text);
  bool name = false;
  for (std::size_t i = 1; i < text.size(); ++i) name = name || (text[i] >= 'A' && text[i] <= 'Z') || static_cast<unsigned char>(text[i]) >= 0x80;
  if (name) return false;
  const std::string said = fold(text), called = fold(one_line(entity.name));
  constexpr std::size_t kNation = 4;  // letters that the name of a country and of its people share
  const bool capital = !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || static_cast<unsigned char>(text[0]) >= 0x80);
  return !capital || (said.find(utf8_prefix(called, kNation)) == std::string::npos && text.find(' ') != std::string::npos);
}

}  // namespace dragoman
