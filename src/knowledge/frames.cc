// SPDX-License-Identifier: Apache-2.0
#include "knowledge/frames.h"

#include <algorithm>
#include <array>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 12> kSlotNames = {"subj", "obj", "iobj", "xcomp", "ccomp", "advcl",
                                                         "poss", "mod", "prt",  "next",  "speaker", "prep"};

template <typename T>
struct Named {
  std::string_view name;
  T value;
};

constexpr std::array<Named<Operator>, 16> kOperators = {{{"refuse", Operator::kRefuse},
                                                         {"agree", Operator::kAgree},
                                                         {"promise", Operator::kPromise},
                                                         {"request", Operator::kRequest},
                                                         {"threaten", Operator::kThreaten},
                                                         {"deny", Operator::kDeny},
                                                         {"say", Operator::kSay},
                                                         {"accuse", Operator::kAccuse},
                                                         {"praise", Operator::kPraise},
                                                         {"negate", Operator::kNegate},
                                                         {"future", Operator::kFuture},
                                                         {"hypothetical", Operator::kHypothetical},
                                                         {"stop", Operator::kStop},
                                                         {"begin", Operator::kBegin},
                                                         {"cause", Operator::kCause},
                                                         {"willing", Operator::kWilling}}};

constexpr std::array<Named<SlotClass>, 11> kClasses = {{{"actor", SlotClass::kActor},
                                                        {"state", SlotClass::kState},
                                                        {"armed", SlotClass::kArmed},
                                                        {"government", SlotClass::kGovernment},
                                                        {"person", SlotClass::kPerson},
                                                        {"people", SlotClass::kPeople},
                                                        {"place", SlotClass::kPlace},
                                                        {"org", SlotClass::kOrg},
                                                        {"none", SlotClass::kAbsent},
                                                        {"any", SlotClass::kPresent},
                                                        {"bare", SlotClass::kBare}}};

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

std::vector<std::string_view> split(std::string_view s, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = s.find(separator);
    const std::string_view part = trim(s.substr(0, at));
    if (!part.empty()) parts.push_back(part);
    if (at == std::string_view::npos) return parts;
    s.remove_prefix(at + 1);
  }
}

bool is_word(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
  });
}

std::optional<Slot> parse_slot(std::string_view name) {
  for (std::size_t i = 0; i + 1 < kSlotNames.size(); ++i) {
    if (kSlotNames[i] == name) return Slot{static_cast<SlotKind>(i), 0};
  }
  if (name == "none") return Slot{SlotKind::kNone, 0};
  if (!is_word(name)) return std::nullopt;
  return Slot{SlotKind::kPrep, fnv1a_64(name)};
}

template <typename T, std::size_t N>
std::optional<T> find_named(const std::array<Named<T>, N>& table, std::string_view name) {
  for (const Named<T>& known : table) {
    if (known.name == name) return known.value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view slot_kind_name(SlotKind kind) {
  return kind == SlotKind::kNone ? "none" : kSlotNames[static_cast<std::size_t>(kind)];
}

bool LemmaSet::contains(std::uint64_t hash) const { return std::binary_search(hashes.begin(), hashes.end(), hash); }

struct FrameLexicon::Parser {
  FrameLexicon& lexicon;
  const std::string& file;
  std::vector<Error>& errors;
  std::uint32_t line = 0;
  FrameEntry* entry = nullptr;
  UnitPos pos = UnitPos::kVerb;

  using Words = std::vector<std::string_view>;

  void fail(std::string message) { errors.push_back({ErrorCode::kFormat, std::move(message), file, line}); }

  LemmaSet lemma_set(std::string_view text) {
    LemmaSet set;
    for (const std::string_view item : split(text, '/')) {
      if (item.front() == '@') {
        const LemmaSet* known = lexicon.find_class(item.substr(1));
        if (known == nullptr) {
          fail("unknown class " + std::string(item) + ": define it in classes.txt");
          continue;
        }
        set.hashes.insert(set.hashes.end(), known->hashes.begin(), known->hashes.end());
      } else {
        std::string word(item);
        std::replace(word.begin(), word.end(), '_', ' ');
        set.hashes.push_back(fnv1a_64(word));
      }
    }
    std::sort(set.hashes.begin(), set.hashes.end());
    return set;
  }

  /// "hold, convene v obj=talk/meeting": headwords, the part of speech, needed words.
  void headword_line(std::string_view text) {
    finish_entry();
    const bool replaces = text.front() == '!';
    const bool removes = text.front() == '-';
    if (replaces || removes) text = trim(text.substr(1));
    const Words words = split(text, ' ');
    const auto pos_at = std::find_if(words.begin(), words.end(), [](std::string_view w) { return w == "v" || w == "n" || w == "a"; });
    if (pos_at == words.end() || pos_at == words.begin()) {
      fail("an entry starts with headwords and a part of speech (v, n or a): '" + std::string(text) + "'");
      return;
    }
    pos = *pos_at == "v" ? UnitPos::kVerb : *pos_at == "n" ? UnitPos::kNoun : UnitPos::kAdjective;
    std::vector<NeededWord> needed;
    for (auto word = pos_at + 1; word != words.end(); ++word) {
      const std::size_t equals = word->find('=');
      const auto slot = parse_slot(word->substr(0, equals));
      if (equals == std::string_view::npos || !slot) {
        fail("expected slot=word after the part of speech, found '" + std::string(*word) + "'");
        continue;
      }
      needed.push_back({*slot, lemma_set(word->substr(equals + 1))});
    }
    const std::string_view heads(words.front().data(), static_cast<std::size_t>(pos_at->data() - words.front().data()));
    if (replaces || removes) {
      for (const std::string_view head : split(heads, ',')) take_away(head, needed);
      if (removes) return;
    }
    entry = &lexicon.entries_.emplace_back();
    entry->name = std::string(text);
    entry->file = file;
    entry->line = line;
    const auto id = static_cast<std::uint32_t>(lexicon.entries_.size() - 1);
    for (const std::string_view head : split(heads, ',')) {
      if (head.find(' ') != std::string_view::npos) {
        fail("headword '" + std::string(head) + "' has more than one word: write the others as slot=word");
      } else {
        lexicon.units_.push_back({std::string(head), pos, needed, id, lexicon.layer_});
      }
    }
  }

  /// Entries of the layers below for a headword: those that need the same words, or all where none are given.
  void take_away(std::string_view head, const std::vector<NeededWord>& needed) {
    const std::size_t before = lexicon.units_.size();
    std::erase_if(lexicon.units_, [&](const LexicalUnit& unit) {
      return unit.layer < lexicon.layer_ && unit.headword == head && unit.pos == pos && (needed.empty() || unit.needed == needed);
    });
    if (lexicon.units_.size() == before) fail("there is no entry of a layer below for '" + std::string(head) + "' to take away");
  }

  std::optional<EventCode> event_code(const Words& words, std::size_t from) {
    const std::string_view name = from < words.size() ? words[from] : std::string_view();
    const auto known = std::find(kEventTypeNames.begin(), kEventTypeNames.end(), name);
    if (known == kEventTypeNames.end()) {
      fail("unknown event type '" + std::string(name) + "'");
      return std::nullopt;
    }
    EventCode code{static_cast<EventType>(known - kEventTypeNames.begin()), {}, {}};
    if (from + 1 < words.size() && words[from + 1] != "-") code.mode = std::string(words[from + 1]);
    if (from + 2 < words.size() && words[from + 2] != "-") code.cameo = std::string(words[from + 2]);
    return code;
  }

  SlotChoices choices(const Words& words) {
    SlotChoices out;
    for (std::size_t i = 1; i < words.size(); ++i) {
      std::vector<Slot> together;
      for (const std::string_view name : split(words[i], '+')) {
        if (const auto slot = parse_slot(name)) together.push_back(*slot);
        else fail("no slot named '" + std::string(name) + "'");
      }
      if (!together.empty()) out.push_back(std::move(together));
    }
    if (out.empty()) fail("'" + std::string(words[0]) + "' needs a slot");
    return out;
  }

  void condition(const Words& words) {
    const auto slot = words.size() > 3 ? parse_slot(words[1]) : std::nullopt;
    if (!slot || (words[2] != "is" && words[2] != "=")) {
      fail("write a condition as 'if SLOT is CLASS' or 'if SLOT = word/word'");
      return;
    }
    Condition c;
    c.negated = words[0] == "unless";
    c.slot = *slot;
    if (words[2] == "is") {
      c.slot_class = find_named(kClasses, words[3]);
      if (!c.slot_class) {
        fail("unknown class '" + std::string(words[3]) + "'");
        return;
      }
    } else {
      c.lemmas = lemma_set({words[3].data(), static_cast<std::size_t>(words.back().data() + words.back().size() - words[3].data())});
    }
    entry->senses.back().conditions.push_back(std::move(c));
  }

  void example(std::string_view text) {
    FrameExample out;
    out.counter = text.front() == '-';
    out.line = line;
    const std::size_t arrow = text.find("=>");
    out.text = std::string(trim(text.substr(0, arrow).substr(1)));
    if (arrow != std::string_view::npos) out.expected = std::string(trim(text.substr(arrow + 2)));
    entry->examples.push_back(std::move(out));
  }

  void entry_line(std::string_view text) {
    if (entry == nullptr) return;  // its headword line was refused and reported
    if (text.size() > 1 && (text.front() == '+' || text.front() == '-') && text[1] == ' ') {
      example(text);
      return;
    }
    const Words words = split(text, ' ');
    const std::string_view key = words[0];
    if (key == "none" || key == "op" || (key[0] >= 'A' && key[0] <= 'Z')) {
      Sense& sense = entry->senses.emplace_back();
      sense.line = line;
      sense.no_event = key == "none";
      if (key == "op") operator_line(words, sense);
      else if (key != "none") sense.event = event_code(words, 0);
      return;
    }
    if (entry->senses.empty()) {
      fail("'" + std::string(key) + "' stands before the first sense");
      return;
    }
    if (key == "if" || key == "unless") condition(words);
    else sense_line(words, entry->senses.back());
  }

  void operator_line(const Words& words, Sense& sense) {
    const auto op = words.size() > 1 ? find_named(kOperators, words[1]) : std::nullopt;
    if (!op) {
      fail("unknown operator");
      sense.no_event = true;
      return;
    }
    sense.op = *op;
    std::size_t at = 2;
    if (sense.op == Operator::kSay && at < words.size()) {
      const auto stance = std::find(kStanceNames.begin(), kStanceNames.end(), words[at]);
      if (stance != kStanceNames.end()) {
        sense.stance = static_cast<Stance>(stance - kStanceNames.begin());
        ++at;
      }
    }
    if (at < words.size()) {
      if (words[at] == "else") sense.event = event_code(words, at + 1);
      else fail("expected 'else TYPE MODE CAMEO' after the operator");
    }
  }

  void sense_line(const Words& words, Sense& sense) {
    const std::string_view key = words[0];
    if (key == "actor") sense.actor = choices(words);
    else if (key == "recipient") sense.recipient = choices(words);
    else if (key == "both") sense.both = choices(words);
    else if (key == "place") sense.place = choices(words);
    else if (key == "theme") sense.theme = choices(words);
    else if (key == "weak") sense.weak = true;
    else if (key == "also") sense.also = event_code(words, 1);
    else if (key == "context") sense.contexts.assign(words.begin() + 1, words.end());
    else if (key == "need") needs(words, sense);
    else if (key == "count") count(words, sense);
    else fail("unknown line '" + std::string(key) + "'");
  }

  void needs(const Words& words, Sense& sense) {
    const auto bit = [](Need need) { return static_cast<std::uint8_t>(need); };
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i] == "actor") sense.needs |= bit(Need::kActor);
      else if (words[i] == "recipient") sense.needs |= bit(Need::kRecipient);
      else if (words[i] == "both") sense.needs |= bit(Need::kActor) | bit(Need::kRecipient);
      else if (words[i] == "two") sense.needs |= bit(Need::kTwo);
      else fail("need what? actor, recipient, both or two");
    }
  }

  void count(const Words& words, Sense& sense) {
    const auto kind = words.size() > 2 ? std::find(kMagnitudeNames.begin(), kMagnitudeNames.end(), words[1])
                                       : kMagnitudeNames.end();
    const auto slot = words.size() > 2 ? parse_slot(words[2]) : std::nullopt;
    if (kind == kMagnitudeNames.end() || !slot) fail("write 'count KIND SLOT' with a KIND such as killed or wounded");
    else sense.counts.push_back({static_cast<int>(kind - kMagnitudeNames.begin()), *slot});
  }

  /// Fills in the default slots.
  void finish_entry() {
    if (entry == nullptr) return;
    if (entry->senses.empty()) {
      errors.push_back({ErrorCode::kFormat, "entry '" + entry->name + "' has no sense", file, entry->line});
    }
    const auto one = [](SlotKind kind) { return std::vector<Slot>{{kind, 0}}; };
    const auto prep = [](std::string_view p) { return std::vector<Slot>{{SlotKind::kPrep, fnv1a_64(p)}}; };
    for (Sense& sense : entry->senses) {
      if (!sense.both.empty()) continue;
      if (sense.actor.empty()) {
        if (pos == UnitPos::kNoun) sense.actor = {one(SlotKind::kPoss), one(SlotKind::kMod), prep("by"), prep("of")};
        else sense.actor = {one(SlotKind::kSubj)};
      }
      if (sense.recipient.empty() && sense.op != Operator::kSay) {
        if (pos == UnitPos::kNoun) sense.recipient = {prep("against"), prep("on")};
        else sense.recipient = {one(SlotKind::kObj)};
      }
    }
    entry = nullptr;
  }

  void parse(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      std::string_view raw = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      ++line;
      for (std::size_t i = 0; i < raw.size(); ++i) {  // a '#' at the margin or after a space starts a comment
        if (raw[i] == '#' && (i == 0 || raw[i - 1] == ' ' || raw[i - 1] == '\t')) {
          raw = raw.substr(0, i);
          break;
        }
      }
      const std::string_view content = trim(raw);
      if (content.empty()) continue;
      if (raw.front() != ' ' && raw.front() != '\t') headword_line(content);
      else entry_line(content);
    }
    finish_entry();
  }
};

void FrameLexicon::add(std::string_view text, const std::string& file, std::vector<Error>& errors) {
  Parser parser{*this, file, errors};
  parser.parse(text);
}

void FrameLexicon::add_classes(std::string_view text, const std::string& file, std::vector<Error>& errors) {
  std::uint32_t line = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view content = trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line;
    if (content.empty() || content.front() == '#') continue;
    const std::size_t colon = content.find(':');
    if (content.front() != '@' || colon == std::string_view::npos) {
      errors.push_back({ErrorCode::kFormat, "write a class as '@name: word, word'", file, line});
      continue;
    }
    LemmaSet& set = classes_[std::string(trim(content.substr(1, colon - 1)))];
    for (const std::string_view word : split(content.substr(colon + 1), ',')) {
      if (word.front() != '@') {
        set.hashes.push_back(fnv1a_64(word));
      } else if (const LemmaSet* other = find_class(word.substr(1))) {
        const std::vector<std::uint64_t> copy = other->hashes;
        set.hashes.insert(set.hashes.end(), copy.begin(), copy.end());
      } else {
        errors.push_back({ErrorCode::kFormat, "class " + std::string(word) + " is used before it is defined", file, line});
      }
    }
    std::sort(set.hashes.begin(), set.hashes.end());
  }
}

const LemmaSet* FrameLexicon::find_class(std::string_view name) const {
  const auto it = classes_.find(std::string(name));
  return it == classes_.end() ? nullptr : &it->second;
}

void FrameLexicon::finish() {
  index_.clear();
  for (std::uint32_t id = 0; id < units_.size(); ++id) {
    const LexicalUnit& unit = units_[id];
    index_[mix_64(fnv1a_64(unit.headword) + static_cast<std::uint64_t>(unit.pos))].push_back(id);
  }
  for (auto& [key, ids] : index_) {
    std::stable_sort(ids.begin(), ids.end(), [this](std::uint32_t a, std::uint32_t b) {
      if (units_[a].needed.size() != units_[b].needed.size()) return units_[a].needed.size() > units_[b].needed.size();
      return units_[a].layer > units_[b].layer;
    });
  }
}

std::span<const std::uint32_t> FrameLexicon::find(std::uint64_t lemma_hash, UnitPos pos) const {
  const auto it = index_.find(mix_64(lemma_hash + static_cast<std::uint64_t>(pos)));
  if (it == index_.end()) return {};
  return it->second;
}

}  // namespace dragoman
