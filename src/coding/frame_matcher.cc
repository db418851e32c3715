// SPDX-License-Identifier: Apache-2.0
#include "coding/frame_matcher.h"

#include <algorithm>
#include <array>

namespace dragoman {
namespace {

constexpr std::uint32_t kMaxTriggerTokens = 6;  // a trigger that spans more words than this is only its headword

/// "Insisted that the army leave", "that they be freed": a verb in its base form without an auxiliary of its own time.
bool is_bare(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  bool base = d.xpos(verb) == "VB";
  for (const std::uint32_t child : view.children(verb)) {
    const Deprel r = view.relation(child);
    // "That the militia leave": a present would be "leaves".
    if (r == Deprel::kNsubj && d.xpos(verb) == "VBP" && (d.xpos(child) == "NN" || d.xpos(child) == "NNP")) base = true;
    if (r == Deprel::kMark && d.norm(child) == "to") return false;
    if (r != Deprel::kAux && r != Deprel::kCop) continue;
    if (d.norm(child) != "be") return false;
    base = true;
  }
  return base;
}

bool holds(const SyntaxView& view, const Condition& condition, const std::vector<Argument>& arguments, const SlotTester& tester) {
  bool found = false;
  bool present = false;
  for (const Argument& argument : arguments) {
    if (!(argument.slot == condition.slot)) continue;
    present = true;
    if (condition.slot_class) {
      if (*condition.slot_class == SlotClass::kPresent || *condition.slot_class == SlotClass::kAbsent) break;
      found = found || (*condition.slot_class == SlotClass::kBare ? is_bare(view, argument.token) : tester.is(*condition.slot_class, argument.token));
    } else {
      found = found || lemma_in(view, condition.lemmas, argument.token);
    }
  }
  if (condition.slot_class == SlotClass::kPresent) found = present;
  if (condition.slot_class == SlotClass::kAbsent) found = !present;
  return found != condition.negated;
}

bool is_quantity(std::string_view lemma) {
  static constexpr std::array<std::string_view, 29> kQuantities = {
      "barrage", "batch", "bulk", "couple", "dozen", "group", "hail", "half", "handful", "hundred", "lot", "majority", "million", "most", "number",
      "part", "rest", "round", "score", "series", "some", "spate", "string", "ten", "thousand", "ton", "tonne", "volley", "wave"};
  return std::binary_search(kQuantities.begin(), kQuantities.end(), lemma);
}

/// Modal verbs that put somebody under a duty.
bool obliges(std::string_view norm) { return norm == "must" || norm == "should" || norm == "ought"; }

UnitPos verbal_or_adjective(const SyntaxView& view, std::uint32_t token) {
  return view.upos(token) == Upos::kAdj ? UnitPos::kAdjective : UnitPos::kVerb;
}

}  // namespace

bool lemma_in(const SyntaxView& view, const LemmaSet& set, std::uint32_t token) {
  const auto alone_or_modified = [&](std::uint32_t noun) {
    if (set.contains(view.lemma_hash(noun))) return true;
    // Names keep their capitals in the lemma: "Red Cross" is a "red cross" of the lists.
    std::array<char, 64> lower{};
    const std::string_view lemma = view.document().lemma(noun).substr(0, lower.size());
    std::transform(lemma.begin(), lemma.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const std::uint32_t child : view.children(noun)) {
      if (child >= noun) break;
      const Deprel r = view.deprel(child);
      if (r != Deprel::kCompound && r != Deprel::kAmod) continue;
      if (set.contains(fnv1a_64(std::string_view(lower.data(), lemma.size()), fnv1a_64(" ", view.lemma_hash(child))))) return true;
    }
    return false;
  };
  if (alone_or_modified(token)) return true;
  // "The aircraft carrier Independence", "President Diouf": what somebody or something is stands before the name.
  if (view.upos(token) == Upos::kPropn) {
    for (const std::uint32_t child : view.children(token)) {
      if (child >= token) break;
      const Deprel r = view.deprel(child);
      if ((r == Deprel::kNmodDesc || (r == Deprel::kCompound && view.upos(child) == Upos::kNoun)) && alone_or_modified(child)) return true;
    }
  }
  if (!is_quantity(view.document().lemma(token)) && view.upos(token) != Upos::kNum) return false;
  // "thousands of soldiers", "a series of attacks": what is counted stands for the phrase.
  for (const std::uint32_t child : view.children(token)) {
    if (view.relation(child) != Deprel::kNmod) continue;
    const std::uint32_t adp = view.adposition(child);
    if (adp != kNoToken && view.document().norm(adp) == "of" && alone_or_modified(child)) return true;
  }
  return false;
}

bool FrameMatcher::find_words(const SyntaxView& view, const LexicalUnit& unit, FrameMatch& match,
                              const std::vector<Argument>& arguments) const {
  const Document& document = view.document();
  match.word_count = 0;
  match.particle_object = kNoToken;
  for (const NeededWord& needed : unit.needed) {
    std::uint32_t found = kNoToken;
    if (needed.slot.kind == SlotKind::kNext) {
      const std::uint32_t next = (match.word_count > 0 ? match.words[match.word_count - 1] : match.head) + 1;
      const std::uint32_t after = document.norm(next < document.tokens.size() ? next : match.head) == "-" ? next + 1 : next;
      if (after < document.tokens.size() && document.tokens[after].sentence == document.tokens[match.head].sentence &&
          needed.lemmas.contains(view.lemma_hash(after))) {
        found = after;
      }
    } else if (needed.slot.kind == SlotKind::kPrt) {
      for (const std::uint32_t child : view.children(match.head)) {
        const Deprel r = view.deprel(child);
        if ((r == Deprel::kCompoundPrt || r == Deprel::kAdvmod || r == Deprel::kObl || r == Deprel::kXcomp) &&
            needed.lemmas.contains(view.lemma_hash(child))) {
          found = child;
          break;
        }
      }
      // "Drove them out of the town": of two words before the noun the first is the verb's.
      for (const std::uint32_t child : view.children(match.head)) {
        if (found != kNoToken || view.relation(child) != Deprel::kObl || child < match.head) continue;
        const std::uint32_t link = view.adposition(child);
        if (link == kNoToken) continue;
        for (const std::uint32_t word : view.children(child)) {
          if (view.deprel(word) == Deprel::kCase && word < link && needed.lemmas.contains(view.lemma_hash(word))) found = word;
        }
      }
      // A particle taken for a preposition or hung on the next noun: "carried out the attack", "blew himself up near ...".
      if (found == kNoToken) {
        std::uint32_t next = match.head + 1;
        const bool over_pronoun = next + 1 < document.tokens.size() && view.upos(next) == Upos::kPron;
        if (over_pronoun) ++next;
        if (next < document.tokens.size() && document.tokens[next].sentence == document.tokens[match.head].sentence &&
            (view.upos(next) == Upos::kAdp || view.upos(next) == Upos::kAdv) && needed.lemmas.contains(view.lemma_hash(next))) {
          found = next;
          // Its noun is then the object: "took over the oilfield".
          if (!over_pronoun && view.deprel(found) == Deprel::kCase && view.adposition(view.head(found)) == found) {
            match.particle_object = view.head(found);
          }
        }
      }
    } else {
      for (const Argument& argument : arguments) {
        if (argument.slot == needed.slot && !argument.inherited && lemma_in(view, needed.lemmas, argument.token)) {
          found = argument.token;
          break;
        }
        // The needed word may be one of several: "voiced anger and concern".
        if (argument.slot == needed.slot && !argument.inherited) {
          for (const std::uint32_t child : view.children(argument.token)) {
            if (view.deprel(child) == Deprel::kConj && lemma_in(view, needed.lemmas, child)) found = child;
          }
          if (found != kNoToken) break;
        }
      }
      if (found == kNoToken && needed.slot.kind == SlotKind::kObj && match.particle_object != kNoToken &&
          lemma_in(view, needed.lemmas, match.particle_object)) {
        found = match.particle_object;
      }
      // "ordered two diplomats to leave": the infinitive is often hung on the object.
      if (found == kNoToken && needed.slot.kind == SlotKind::kXcomp) {
        for (const Argument& argument : arguments) {
          if (argument.slot.kind != SlotKind::kObj) continue;
          for (const std::uint32_t child : view.children(argument.token)) {
            if (view.deprel(child) == Deprel::kAcl && needed.lemmas.contains(view.lemma_hash(child))) found = child;
          }
        }
      }
      // "Set the house of the mayor on fire", "stripped troops near the town of their guns": hung on the object or on its phrases.
      if (found == kNoToken && needed.slot.kind == SlotKind::kPrep) {
        for (const Argument& argument : arguments) {
          if (found != kNoToken || argument.slot.kind != SlotKind::kObj || argument.inherited || argument.token < match.head) continue;
          for (const std::uint32_t child : view.children(argument.token)) {
            if (view.relation(child) != Deprel::kNmod) continue;
            const auto fits = [&](std::uint32_t noun) { return view.adposition_slot(noun) == needed.slot && lemma_in(view, needed.lemmas, noun); };
            if (fits(child)) found = child;
            for (const std::uint32_t inner : view.children(child)) {
              if (found == kNoToken && view.relation(inner) == Deprel::kNmod && fits(inner)) found = inner;
            }
          }
        }
      }
      // In passives and relative clauses the needed object is inherited: "the talks that were held".
      if (found == kNoToken) {
        for (const Argument& argument : arguments) {
          if (argument.slot == needed.slot && argument.inherited && lemma_in(view, needed.lemmas, argument.token)) {
            found = argument.token;
            break;
          }
        }
      }
    }
    if (found == kNoToken || match.word_count >= match.words.size()) return false;
    match.words[match.word_count++] = found;
  }
  return true;
}

int FrameMatcher::choose_sense(const SyntaxView& view, const FrameEntry& entry, const std::vector<Argument>& arguments,
                               const SlotTester& tester) const {
  for (std::size_t i = 0; i < entry.senses.size(); ++i) {
    const auto& conditions = entry.senses[i].conditions;
    if (std::all_of(conditions.begin(), conditions.end(),
                    [&](const Condition& c) { return holds(view, c, arguments, tester); })) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

void FrameMatcher::arguments(const SyntaxView& view, const FrameMatch& match, std::vector<Argument>& out) const {
  out.clear();
  view.arguments(match.head, out);
  if (match.particle_object != kNoToken) out.push_back({{SlotKind::kObj, 0}, match.particle_object, false});
  if (match.pivot != match.head) view.arguments(match.pivot, out);
  for (int i = 0; i < match.word_count; ++i) {
    const std::uint32_t word = match.words[static_cast<std::size_t>(i)];
    if (word == match.pivot) continue;
    const std::size_t first = out.size();
    view.arguments(word, out);
    // "People were shot dead": the subject that "dead" inherits is that of a passive, no shooter.
    out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                             [](const Argument& a) { return a.inherited && a.slot.kind == SlotKind::kSubj; }),
              out.end());
  }
  // Needed words stay: senses ask about them ("carry out" an execution or an attack), and some are parties themselves
  // ("took hostages", "recalled its ambassador"). Only the headword is no argument of its own words.
  const auto is_word = [&](const Argument& a) { return a.token == match.head; };
  out.erase(std::remove_if(out.begin(), out.end(), is_word), out.end());
}

void FrameMatcher::match(const SyntaxView& view, TokenRange sentence, const SlotTester& tester, Scratch& scratch,
                         std::vector<FrameMatch>& out, std::vector<DroppedMatch>* dropped) const {
  scratch.consumed.assign(sentence.end - sentence.begin, 0);
  const std::size_t first_out = out.size();
  for (std::uint32_t token = sentence.begin; token < sentence.end; ++token) {
    const Upos upos = view.upos(token);
    UnitPos pos;
    // "March 5" is no march.
    if (upos == Upos::kPropn && view.document().norm(token) == "march") continue;
    if (upos == Upos::kVerb || upos == Upos::kAdj) pos = verbal_or_adjective(view, token);
    else if (upos == Upos::kNoun || upos == Upos::kPropn) pos = UnitPos::kNoun;
    else if (upos == Upos::kAux && ((view.deprel(token) != Deprel::kAux && view.deprel(token) != Deprel::kAuxPass) || obliges(view.document().norm(token)))) pos = UnitPos::kVerb;
    else continue;
    std::span<const std::uint32_t> units = lexicon_->find(view.lemma_hash(token), pos);
    // "Alarmed at the raid", but not "the raid alarmed them", taken for a participle.
    if (units.empty() && pos == UnitPos::kVerb && view.document().xpos(token) == "VBN" && view.child_with(token, Deprel::kObj) == kNoToken) {
      units = lexicon_->find(fnv1a_64(view.document().norm(token)), UnitPos::kAdjective);
    }
    if (units.empty()) continue;
    std::vector<Argument>& arguments = scratch.arguments;
    arguments.clear();
    view.arguments(token, arguments);
    for (const std::uint32_t id : units) {
      const LexicalUnit& unit = lexicon_->unit(id);
      FrameMatch match;
      match.head = token;
      match.pivot = token;
      match.unit = id;
      if (!find_words(view, unit, match, arguments)) continue;
      // The pivot is the word of the construction that no other of its words governs.
      for (int i = 0; i < match.word_count; ++i) {
        const std::uint32_t word = match.words[static_cast<std::size_t>(i)];
        if (view.head(match.pivot) == word) match.pivot = word;
      }
      std::uint32_t lowest = token;
      std::uint32_t highest = token;
      for (int i = 0; i < match.word_count; ++i) {
        lowest = std::min(lowest, match.words[static_cast<std::size_t>(i)]);
        highest = std::max(highest, match.words[static_cast<std::size_t>(i)]);
      }
      match.trigger = highest - lowest < kMaxTriggerTokens ? TokenRange{lowest, highest + 1} : TokenRange{token, token + 1};
      const FrameEntry& entry = lexicon_->entry(unit.entry);
      if (match.word_count > 0 || match.pivot != match.head) this->arguments(view, match, arguments);
      const int sense = choose_sense(view, entry, arguments, tester);
      if (match.word_count > 0 && sense < 0) {
        arguments.clear();
        view.arguments(token, arguments);
      }
      if (sense < 0) {
        if (dropped != nullptr) dropped->push_back({token, id, "no sense fits its arguments"});
        continue;
      }
      match.sense = static_cast<std::uint16_t>(sense);
      if (entry.senses[match.sense].no_event) {
        if (dropped != nullptr) dropped->push_back({token, id, "a sense that is no event"});
        break;
      }
      for (int i = 0; i < match.word_count; ++i) {
        const std::uint32_t word = match.words[static_cast<std::size_t>(i)];
        if (word >= sentence.begin && word < sentence.end) scratch.consumed[word - sentence.begin] = static_cast<std::uint8_t>(scratch.consumed[word - sentence.begin] + 1);
      }
      out.push_back(match);
      break;
    }
  }
  // A word that a construction needs is no event of its own, nor is a noun phrase inside a construction of a verb:
  // of "ordered an arrest warrant" only "ordered" counts.
  const auto inside_another = [&](const FrameMatch& m) {
    if (scratch.consumed[m.head - sentence.begin] != 0) return true;
    if (view.upos(m.head) == Upos::kVerb) return false;
    return std::any_of(m.words.begin(), m.words.begin() + m.word_count, [&](std::uint32_t word) {
      return word >= sentence.begin && word < sentence.end && scratch.consumed[word - sentence.begin] > 1;
    });
  };
  out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(first_out), out.end(), inside_another), out.end());
}

}  // namespace dragoman
