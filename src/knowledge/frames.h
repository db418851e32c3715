// SPDX-License-Identifier: Apache-2.0
// Event frames: which words speak of which event, and which parts of the sentence fill its roles.
// The text format is described in knowledge/frames/README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

enum class SlotKind : std::uint8_t {
  kSubj, kObj, kIobj, kXcomp, kCcomp, kAdvcl, kPoss, kMod, kPrt, kNext, kSpeaker, kPrep, kNone,
};

/// A place in the syntax around a predicate. `prep` is fnv1a_64 of the preposition for kPrep, else 0.
struct Slot {
  SlotKind kind = SlotKind::kNone;
  std::uint64_t prep = 0;
  bool operator==(const Slot&) const = default;
};

/// Alternatives in order; the slots of one alternative ("subj+with") are taken together.
using SlotChoices = std::vector<std::vector<Slot>>;

/// A set of lemmas as sorted fnv1a_64 hashes; entries of several words hash with single spaces.
struct LemmaSet {
  std::vector<std::uint64_t> hashes;
  [[nodiscard]] bool contains(std::uint64_t hash) const;
  bool operator==(const LemmaSet&) const = default;
};

enum class SlotClass : std::uint8_t {
  kActor, kState, kArmed, kGovernment, kPerson, kPeople, kPlace, kOrg, kAbsent, kPresent, kBare,
};

struct Condition {
  bool negated = false;
  Slot slot;
  std::optional<SlotClass> slot_class;  ///< else `lemmas`
  LemmaSet lemmas;
};

enum class Operator : std::uint8_t {
  kNone, kRefuse, kAgree, kPromise, kRequest, kThreaten, kDeny, kSay, kAccuse, kPraise, kNegate, kFuture, kHypothetical,
  kStop, kBegin, kCause, kWilling,
};

struct EventCode {
  EventType type = EventType::kAgree;
  std::string mode;  ///< empty for none
  std::string cameo;
};

enum class Need : std::uint8_t { kActor = 1, kRecipient = 2, kTwo = 4 };

struct Count {
  int magnitude = 0;  ///< index into kMagnitudeNames
  Slot slot;
};

struct Sense {
  bool no_event = false;           ///< "none": shields from later senses
  std::optional<EventCode> event;  ///< what it means, or what an operator means without a governed event
  std::optional<EventCode> also;
  Operator op = Operator::kNone;
  Stance stance = Stance::kStates;  ///< for kSay
  std::vector<Condition> conditions;
  SlotChoices actor, recipient, both, place, theme;
  std::uint8_t needs = 0;  ///< Need bits
  bool weak = false;
  std::vector<Count> counts;
  std::vector<std::string> contexts;
  std::uint32_t line = 0;
};

/// A word that a construction needs beside its headword.
struct NeededWord {
  Slot slot;
  LemmaSet lemmas;
  bool operator==(const NeededWord&) const = default;
};

enum class UnitPos : std::uint8_t { kVerb, kNoun, kAdjective };

struct FrameExample {
  std::string text;
  std::string expected;  ///< "actors > recipients"; empty in a counter-example
  bool counter = false;
  std::uint32_t line = 0;
};

struct LexicalUnit {
  std::string headword;
  UnitPos pos = UnitPos::kVerb;
  std::vector<NeededWord> needed;
  std::uint32_t entry = 0;  ///< index into FrameLexicon::entries
  std::uint32_t layer = 0;  ///< 0 for ours
};

struct FrameEntry {
  std::string name;  ///< the headword line, for explanations
  std::string file;
  std::uint32_t line = 0;
  std::vector<Sense> senses;
  std::vector<FrameExample> examples;
};

/// All frames; immutable after finish().
class FrameLexicon {
 public:
  /// Adds the entries of one file's text. Problems are collected in `errors`, each with file and line; what is
  /// understood is kept.
  void add(std::string_view text, const std::string& file, std::vector<Error>& errors);
  /// Adds classes ("@talks: talk, meeting"); call before the files that use them.
  void add_classes(std::string_view text, const std::string& file, std::vector<Error>& errors);
  /// What is added from here on lies over what was added before: it is tried first, and takes away or replaces entries.
  void begin_layer() { ++layer_; }
  /// Sorts the index; call once after the last add().
  void finish();

  /// Units of a lemma and part of speech, those that need most words first.
  [[nodiscard]] std::span<const std::uint32_t> find(std::string_view lemma, UnitPos pos) const {
    return find(fnv1a_64(lemma), pos);
  }
  [[nodiscard]] std::span<const std::uint32_t> find(std::uint64_t lemma_hash, UnitPos pos) const;
  [[nodiscard]] const LexicalUnit& unit(std::uint32_t id) const { return units_[id]; }
  [[nodiscard]] const FrameEntry& entry(std::uint32_t id) const { return entries_[id]; }
  [[nodiscard]] std::size_t unit_count() const { return units_.size(); }
  [[nodiscard]] std::span<const FrameEntry> entries() const { return entries_; }
  [[nodiscard]] const LemmaSet* find_class(std::string_view name) const;

 private:
  struct Parser;
  std::uint32_t layer_ = 0;
  std::vector<LexicalUnit> units_;
  std::vector<FrameEntry> entries_;
  std::unordered_map<std::string, LemmaSet> classes_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> index_;
};

/// Name of a slot as the format writes it, for explanations ("subj", "prep").
std::string_view slot_kind_name(SlotKind kind);

}  // namespace dragoman
