// SPDX-License-Identifier: Apache-2.0
#include "coding/syntax_view.h"

#include <algorithm>
#include <array>
#include <string>

namespace dragoman {
namespace {

constexpr int kMaxDepth = 6;  // chains of control longer than this do not occur in edited text

bool has(const std::vector<Argument>& arguments, SlotKind kind) {
  return std::any_of(arguments.begin(), arguments.end(), [kind](const Argument& a) { return a.slot.kind == kind; });
}

/// Verbs that take an object and what it is called.
bool names(std::string_view lemma) {
  return lemma == "call" || lemma == "name" || lemma == "label" || lemma == "brand" || lemma == "dub" || lemma == "term" || lemma == "declare" || lemma == "elect";
}

/// Verbs that take a person and what he loses, did or learns with "of".
bool bereaves(std::string_view lemma) {
  return lemma == "strip" || lemma == "rob" || lemma == "relieve" || lemma == "deprive" || lemma == "divest" || lemma == "accuse" || lemma == "convict" || lemma == "suspect" || lemma == "warn";
}

bool is_particle(std::string_view norm) {
  return norm == "out" || norm == "away" || norm == "off" || norm == "back" || norm == "up" || norm == "down" || norm == "over" || norm == "ahead";
}

bool is_measure(std::string_view lemma) {
  static constexpr std::array<std::string_view, 24> kMeasures = {
      "afternoon", "century", "day", "decade", "evening", "fall", "hour", "kilometer", "kilometre", "meter", "metre", "mile",
      "minute", "month", "morning", "night", "percent", "second", "spring", "summer", "time", "week", "winter", "year"};
  return std::binary_search(kMeasures.begin(), kMeasures.end(), lemma);
}

/// "The president Wednesday visited": a day without a preposition stands beside the subject and is none.
bool is_day(std::string_view norm) {
  static constexpr std::array<std::string_view, 7> kDays = {"friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday"};
  return std::binary_search(kDays.begin(), kDays.end(), norm);
}

bool is_relative_pronoun(std::string_view norm) { return norm == "who" || norm == "which" || norm == "that" || norm == "whom"; }

}  // namespace

void SyntaxView::build(const Document& document) {
  document_ = &document;
  const std::size_t n = document.tokens.size();
  std::string lemma;
  child_start_.assign(n + 1, 0);
  child_list_.resize(n);
  subtree_.resize(n);
  lemma_hash_.resize(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::int32_t head = document.tokens[i].head;
    if (head >= 0) ++child_start_[static_cast<std::size_t>(head) + 1];
    subtree_[i] = {i, i + 1};
    // Names keep their capitals in the lemma ("Darfur Peace Agreement"), frames are written in lower case.
    lemma.assign(document.lemma(i));
    for (char& c : lemma) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    lemma_hash_[i] = fnv1a_64(lemma);
  }
  for (std::size_t i = 0; i < n; ++i) child_start_[i + 1] += child_start_[i];
  // Filling from the back moves each start down to its final place, and keeps text order.
  for (std::uint32_t i = static_cast<std::uint32_t>(n); i-- > 0;) {
    const std::int32_t head = document.tokens[i].head;
    if (head >= 0) child_list_[--child_start_[static_cast<std::size_t>(head) + 1]] = i;
  }
  // After the loop child_start_[h + 1] is the start of h: shift by one.
  for (std::size_t i = 0; i < n; ++i) child_start_[i] = child_start_[i + 1];
  child_start_[n] = static_cast<std::uint32_t>(std::count_if(document.tokens.begin(), document.tokens.end(),
                                                             [](const Token& t) { return t.head >= 0; }));
  for (std::uint32_t i = 0; i < n; ++i) {
    // Marks hang anywhere (a full stop on the first clause), so that they would stretch a phrase over its neighbours.
    if (document.tokens[i].upos == Upos::kPunct) continue;
    std::int32_t up = document.tokens[i].head;
    for (int steps = 0; up >= 0 && steps < 64; ++steps) {
      TokenRange& range = subtree_[static_cast<std::size_t>(up)];
      if (range.begin <= i && i < range.end) break;
      range.begin = std::min(range.begin, i);
      range.end = std::max(range.end, i + 1);
      up = document.tokens[static_cast<std::size_t>(up)].head;
    }
  }
}

std::uint32_t SyntaxView::child_with(std::uint32_t token, Deprel relation) const {
  for (const std::uint32_t child : children(token)) {
    if (deprel(child) == relation) return child;
  }
  return kNoToken;
}

std::uint32_t SyntaxView::adposition(std::uint32_t token) const {
  std::uint32_t found = kNoToken;
  for (const std::uint32_t child : children(token)) {
    if (deprel(child) != Deprel::kCase || child > token) continue;
    const std::string_view norm = document_->norm(child);
    if (norm == "'s" || norm == "'" || norm == "’s" || norm == "’") continue;
    // "out of the accord", "away from the border": the particle belongs to the verb, the second word says the role.
    if (found != kNoToken && !is_particle(document_->norm(found))) return found;
    found = child;
  }
  if (found != kNoToken || children(token).empty()) return found;
  // "To Bolivian leader Evo Morales", with the preposition hung on the title before the name.
  const std::uint32_t title = children(token).front();
  const Deprel r = deprel(title);
  if (title > token || upos(token) != Upos::kPropn || (r != Deprel::kNmodDesc && r != Deprel::kCompound && r != Deprel::kAppos)) return kNoToken;
  const std::uint32_t first = subtree_[token].begin;
  return deprel(first) == Deprel::kCase && head(first) == title && upos(first) == Upos::kAdp ? first : kNoToken;
}

Slot SyntaxView::adposition_slot(std::uint32_t token) const {
  const std::uint32_t adp = adposition(token);
  if (adp == kNoToken) return {};
  return {SlotKind::kPrep, lemma_hash_[adp]};
}

bool SyntaxView::is_nominal(std::uint32_t token) const {
  const Upos p = upos(token);
  return p == Upos::kNoun || p == Upos::kPropn || p == Upos::kPron || p == Upos::kNum || p == Upos::kDet ||
         p == Upos::kX || p == Upos::kAdj || p == Upos::kSym;
}

bool SyntaxView::is_passive(std::uint32_t verb) const {
  // A finite form is no participle: "The two sides promised to leave" parsed with a passive subject.
  const std::string_view tag = document_->xpos(verb);
  if ((tag == "VBD" || tag == "VBZ" || tag == "VBP") && child_with(verb, Deprel::kAuxPass) == kNoToken) return false;
  // "Diplomats, who gave no names, criticised Oslo" read as a participle: what has no auxiliary and a bare name right
  // behind it is a past tense.
  if (tag == "VBN" && verb + 1 < document_->tokens.size() && upos(verb + 1) == Upos::kPropn && child_with(verb, Deprel::kNsubjPass) != kNoToken &&
      child_with(verb, Deprel::kAuxPass) == kNoToken && child_with(verb, Deprel::kAux) == kNoToken) {
    const Deprel next = relation(verb + 1);
    if (next == Deprel::kObj || next == Deprel::kXcomp) return false;
  }
  bool active = false;
  for (const std::uint32_t child : children(verb)) {
    const Deprel r = deprel(child);
    if (r == Deprel::kNsubjPass || r == Deprel::kAuxPass || r == Deprel::kCsubjPass) return true;
    // "Have been shot dead", with "been" as a plain auxiliary: be and a participle make a passive.
    if (tag == "VBN" && relation(child) == Deprel::kAux && document_->lemma(child) == "be") return true;
    active = active || r == Deprel::kNsubj || r == Deprel::kObj;
  }
  if (active) return false;
  if (document_->xpos(verb) != "VBN") return false;
  const Deprel r = deprel(verb);
  if (r == Deprel::kAcl || r == Deprel::kAmod) return true;
  if (r == Deprel::kConj && head(verb) != kNoToken && upos(head(verb)) == Upos::kVerb) {
    // "Found the bodies of six drivers, shot at close range": no second verb of a past tense, without an "and".
    if (document_->xpos(head(verb)) == "VBD" && child_with(verb, Deprel::kCc) == kNoToken && child_with(verb, Deprel::kAux) == kNoToken && verb > 0 && document_->norm(verb - 1) == ",") return true;
    return is_passive(head(verb));
  }
  // A participle without "have" is passive: "shot dead, he ...".
  return child_with(verb, Deprel::kAux) == kNoToken && (r == Deprel::kAdvcl || r == Deprel::kXcomp || r == Deprel::kRoot);
}

bool SyntaxView::governs(std::uint32_t ancestor, std::uint32_t token) const {
  for (int steps = 0; token != kNoToken && steps < 256; ++steps) {
    if (token == ancestor) return true;
    token = head(token);
  }
  return false;
}

/// What a relative pronoun stands for, else the token itself.
std::uint32_t SyntaxView::antecedent(std::uint32_t token) const {
  if (upos(token) != Upos::kPron && upos(token) != Upos::kDet && upos(token) != Upos::kSconj) return token;
  if (!is_relative_pronoun(document_->norm(token))) return token;
  for (std::uint32_t up = head(token), steps = 0; up != kNoToken && steps < kMaxDepth; up = head(up), ++steps) {
    if (relation(up) == Deprel::kAcl && head(up) != kNoToken) return head(up);
    if (deprel(up) == Deprel::kAdvclRelcl) {
      // "Blamed Damascus, which denied it", hung on the verb: the noun just before is meant.
      std::uint32_t before = token;
      while (before > 0 && upos(before - 1) == Upos::kPunct) --before;
      if (before == 0 || !is_nominal(--before) || document_->tokens[before].sentence != document_->tokens[token].sentence) return token;
      while (head(before) != kNoToken && head(before) < before && (deprel(before) == Deprel::kFlat || deprel(before) == Deprel::kCompound)) before = head(before);
      return before;
    }
  }
  return token;
}

/// Prepositional phrases that stand on a noun and may belong to what governs it. A name takes hardly any of its own.
void SyntaxView::lifted_modifiers(std::uint32_t noun, std::vector<Argument>& out) const {
  static constexpr std::array<std::uint64_t, 5> kLoose = {fnv1a_64("with"), fnv1a_64("between"), fnv1a_64("against"),
                                                          fnv1a_64("to"), fnv1a_64("by")};
  const bool name = upos(noun) == Upos::kPropn || upos(noun) == Upos::kPron;
  for (const std::uint32_t child : children(noun)) {
    if (relation(child) != Deprel::kNmod && relation(child) != Deprel::kObl) continue;
    const Slot slot = adposition_slot(child);
    if (slot.kind != SlotKind::kPrep) continue;
    if (name || std::find(kLoose.begin(), kLoose.end(), slot.prep) != kLoose.end()) out.push_back({slot, child, true});
  }
}

bool SyntaxView::is_nearest(std::uint32_t verb, std::uint32_t child, Deprel base) const {
  const auto distance = [verb](std::uint32_t t) { return t < verb ? verb - t : t - verb; };
  for (const std::uint32_t other : children(verb)) {
    if (other != child && relation(other) == base && distance(other) < distance(child) && !is_day(document_->norm(other))) return false;
  }
  return true;
}

void SyntaxView::own_arguments(std::uint32_t verb, bool passive, std::vector<Argument>& out) const {
  static constexpr std::uint64_t kBy = fnv1a_64("by");
  for (const std::uint32_t child : children(verb)) {
    SlotKind kind = SlotKind::kNone;
    std::uint64_t prep = 0;
    switch (deprel(child)) {
      case Deprel::kNsubj:
      case Deprel::kNsubjOuter: kind = passive ? SlotKind::kObj : SlotKind::kSubj; break;
      case Deprel::kNsubjPass: kind = passive ? SlotKind::kObj : SlotKind::kSubj; break;
      case Deprel::kObj: {
        // "Called on the rebels" parsed with an object: what has a preposition is none.
        const Slot slot = adposition_slot(child);
        kind = slot.kind == SlotKind::kPrep ? slot.kind : SlotKind::kObj;
        // "Called the plan a disgrace" parsed with two objects: the second says what the first is.
        if (kind == SlotKind::kObj && has(out, SlotKind::kObj) && names(document_->lemma(verb))) kind = SlotKind::kXcomp;
        prep = slot.prep;
        break;
      }
      // "Branded him a traitor" parsed with an indirect object: he is what is called so.
      case Deprel::kIobj: kind = names(document_->lemma(verb)) ? SlotKind::kObj : SlotKind::kIobj; break;
      case Deprel::kXcomp: kind = SlotKind::kXcomp; break;
      case Deprel::kCcomp: kind = SlotKind::kCcomp; break;
      case Deprel::kAdvcl: kind = SlotKind::kAdvcl; break;
      case Deprel::kCompoundPrt: kind = SlotKind::kPrt; break;
      case Deprel::kOblAgent:
        // "Stood by the president", "deplored the raid by Israel": an agent only where the verb is passive.
        kind = passive ? SlotKind::kSubj : SlotKind::kPrep;
        prep = passive ? 0 : kBy;
        break;
      case Deprel::kObl:
      case Deprel::kNmod: {
        const Slot slot = adposition_slot(child);
        kind = slot.kind;
        prep = slot.prep;
        if (passive && kind == SlotKind::kPrep && prep == kBy && !has(out, SlotKind::kSubj)) kind = SlotKind::kSubj, prep = 0;
        break;
      }
      default: break;
    }
    // "Arrested 45 of them": a number of people is an object as well.
    const bool counted = upos(child) == Upos::kNum && child_with(child, Deprel::kNmod) != kNoToken;
    // A common noun after the verb without a preposition is the object, unless it is a time or a measure:
    // "shut down the internet", "released more than 600 protesters".
    if (kind == SlotKind::kNone && !passive && deprel(child) == Deprel::kObl && child > verb && (upos(child) == Upos::kNoun || counted) &&
        !has(out, SlotKind::kObj) && !is_measure(document_->lemma(child))) {
      kind = SlotKind::kObj;
    }
    if (kind == SlotKind::kNone) continue;
    // No clause has two subjects: of two that the parser gives it the nearer one is its own.
    if (relation(child) == Deprel::kNsubj && (is_day(document_->norm(child)) || !is_nearest(verb, child, Deprel::kNsubj))) continue;
    const std::uint32_t token = antecedent(child);
    out.push_back({{kind, prep}, token, token != child});
    // A clause introduced by a preposition also fills the slot of that word: "accused of shelling".
    if (kind == SlotKind::kAdvcl) {
      const std::uint32_t mark = child_with(child, Deprel::kMark);
      if (mark != kNoToken) out.push_back({{SlotKind::kPrep, lemma_hash_[mark]}, child, false});
    }
  }
  // "Called the charge a lie" parsed with an apposition.
  if (names(document_->lemma(verb)) && !has(out, SlotKind::kXcomp)) {
    for (std::size_t i = 0, own = out.size(); i < own; ++i) {
      if (out[i].slot.kind != SlotKind::kObj || out[i].token < verb) continue;
      const std::uint32_t named = child_with(out[i].token, Deprel::kAppos);
      if (named != kNoToken && document_->norm(subtree_[named].begin - 1) != ",") out.push_back({{SlotKind::kXcomp, 0}, named, false});
    }
  }
  // "Called on the rebels to end it", "appealed to Moscow to clear the road": the infinitive is often parsed as an adjunct.
  if (!has(out, SlotKind::kXcomp) && !has(out, SlotKind::kObj)) {
    for (const std::uint32_t child : children(verb)) {
      if (deprel(child) != Deprel::kAdvcl || child < verb) continue;
      const std::uint32_t mark = child_with(child, Deprel::kMark);
      if (mark != kNoToken && document_->norm(mark) == "to") out.push_back({{SlotKind::kXcomp, 0}, child, true});
    }
  }
  // "Asked the army to send food": the person addressed is an object where there is no other.
  if (!has(out, SlotKind::kObj)) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i].slot.kind != SlotKind::kIobj) continue;
      out.push_back({{SlotKind::kObj, 0}, out[i].token, out[i].inherited});
      break;
    }
  }
  // "Accused the police of torturing activists": the clause is sometimes hung on the object.
  for (std::size_t i = 0, own = out.size(); i < own; ++i) {
    if (out[i].slot.kind != SlotKind::kObj || out[i].token < verb) continue;
    for (const std::uint32_t child : children(out[i].token)) {
      const std::uint32_t mark = deprel(child) == Deprel::kAcl && document_->xpos(child) == "VBG" ? child_with(child, Deprel::kMark) : kNoToken;
      if (mark != kNoToken && document_->norm(mark) != "to") out.push_back({{SlotKind::kPrep, lemma_hash_[mark]}, child, true});
    }
  }
  // "Warned Kyiv of sanctions", "discussed the crisis with the king": parsers hang such phrases on the object.
  for (std::size_t i = 0, own = out.size(); i < own; ++i) {
    if (out[i].slot.kind == SlotKind::kObj) lifted_modifiers(out[i].token, out);
    // "Stripped the soldiers of their guns", "is accused by them of killing": these verbs take a person and an "of".
    if (bereaves(document_->lemma(verb)) && (out[i].slot.kind == SlotKind::kObj || out[i].slot.kind == SlotKind::kSubj)) lift_of(verb, out[i].token, out);
  }
  lift_partner(verb, out);
}

/// A phrase or clause with "of" behind the verb that hangs on one of its nouns.
void SyntaxView::lift_of(std::uint32_t verb, std::uint32_t noun, std::vector<Argument>& out) const {
  static constexpr std::uint64_t kOf = fnv1a_64("of");
  if (noun < verb) return;
  for (const std::uint32_t child : children(noun)) {
    const std::uint32_t mark = relation(child) == Deprel::kAcl ? child_with(child, Deprel::kMark) : kNoToken;
    const bool of_clause = mark != kNoToken && lemma_hash_[mark] == kOf;
    const bool of_phrase = relation(child) == Deprel::kNmod && adposition_slot(child) == Slot{SlotKind::kPrep, kOf};
    if (of_clause || of_phrase) out.push_back({{SlotKind::kPrep, kOf}, child, true});
  }
}

/// "Discussed the dispute over the dam with Cairo": a "with" deep on the right edge is the verb's where it has none.
void SyntaxView::lift_partner(std::uint32_t verb, std::vector<Argument>& out) const {
  static constexpr std::uint64_t kWith = fnv1a_64("with");
  const Slot with{SlotKind::kPrep, kWith};
  if (std::any_of(out.begin(), out.end(), [&](const Argument& a) { return a.slot == with; })) return;
  for (const std::uint32_t child : children(verb)) {
    if (child < verb || (relation(child) != Deprel::kObj && relation(child) != Deprel::kObl)) continue;
    std::uint32_t at = child;
    for (int steps = 0; steps < 4; ++steps) {
      std::uint32_t next = kNoToken;
      for (const std::uint32_t inner : children(at)) {
        if (inner > at && (relation(inner) == Deprel::kNmod || relation(inner) == Deprel::kObl)) next = inner;
      }
      if (next == kNoToken) break;
      if (steps > 0 || relation(child) == Deprel::kObl) {
        if (adposition_slot(next) == with) {
          out.push_back({with, next, true});
          return;
        }
      }
      at = next;
    }
  }
}

std::uint32_t SyntaxView::subject_of(std::uint32_t verb, int depth) const {
  if (depth > kMaxDepth) return kNoToken;
  for (const std::uint32_t child : children(verb)) {
    const Deprel r = deprel(child);
    if ((r == Deprel::kNsubj || r == Deprel::kNsubjOuter || r == Deprel::kNsubjPass) && !is_day(document_->norm(child))) return antecedent(child);
  }
  const std::uint32_t up = head(verb);
  if (up == kNoToken) return kNoToken;
  // "The president is to meet his counterpart, officials said", both subjects hung on "said": the far one is the complement's.
  if (relation(verb) == Deprel::kCcomp && verb < up) {
    std::uint32_t before = kNoToken;
    bool own = false;
    for (const std::uint32_t sibling : children(up)) {
      if (relation(sibling) != Deprel::kNsubj) continue;
      if (sibling < verb && before == kNoToken) before = sibling;
      own = own || sibling > verb;
    }
    if (own && before != kNoToken) return antecedent(before);
  }
  // "Drove a bomb into a post guarding the camp, killing ten": the result belongs to the whole clause, not to the post.
  if (deprel(verb) == Deprel::kAdvcl && relation(up) == Deprel::kAcl && verb > up && document_->xpos(verb) == "VBG" && document_->xpos(up) == "VBG" &&
      verb > 0 && document_->norm(verb - 1) == "," && child_with(up, Deprel::kMark) == kNoToken) {
    std::uint32_t clause = head(up);
    while (clause != kNoToken && upos(clause) != Upos::kVerb) clause = head(clause);
    if (clause != kNoToken) return subject_of(clause, depth + 1);
  }
  switch (deprel(verb)) {
    case Deprel::kConj:
    case Deprel::kAdvcl:
    case Deprel::kParataxis: return subject_of(up, depth + 1);
    case Deprel::kXcomp: {
      if (document_->lemma(up) == "summon") return subject_of(up, depth + 1);  // "summoned the envoy to protest": who summons protests
      for (const std::uint32_t sibling : children(up)) {
        if (deprel(sibling) == Deprel::kObj || deprel(sibling) == Deprel::kIobj) return antecedent(sibling);
      }
      return subject_of(up, depth + 1);
    }
    case Deprel::kAcl:
    case Deprel::kAclRelcl: return up;
    default: return kNoToken;
  }
}

/// "In Narathiwat, a former village chief was shot": parsers take the subject for an apposition of the name before it.
std::uint32_t SyntaxView::subject_in_front(std::uint32_t verb) const {
  const std::string_view tag = document_->xpos(verb);
  const bool finite = tag == "VBD" || tag == "VBZ" || tag == "VBP" || child_with(verb, Deprel::kAux) != kNoToken || child_with(verb, Deprel::kAuxPass) != kNoToken;
  if (!finite || relation(verb) == Deprel::kAcl) return kNoToken;
  for (const std::uint32_t child : children(verb)) {
    if (child >= verb || relation(child) != Deprel::kObl) continue;
    for (const std::uint32_t inner : children(child)) {
      if (deprel(inner) != Deprel::kAppos || !is_nominal(inner)) continue;
      const std::uint32_t first = subtree_[inner].begin;
      const bool after_comma = first > 0 && document_->norm(first - 1) == ",";
      if (after_comma && (upos(first) == Upos::kDet || upos(first) == Upos::kNum || document_->xpos(inner) == "NNS")) return inner;
    }
  }
  return kNoToken;
}

void SyntaxView::verb_arguments(std::uint32_t verb, std::vector<Argument>& out, int depth) const {
  const bool passive = is_passive(verb);
  own_arguments(verb, passive, out);
  const std::uint32_t up = head(verb);
  const Deprel r = deprel(verb);
  const SlotKind missing = passive ? SlotKind::kObj : SlotKind::kSubj;
  if (!has(out, missing)) {
    const std::uint32_t subject = subject_in_front(verb);
    if (subject != kNoToken) out.push_back({{missing, 0}, subject, false});
  }
  if (up != kNoToken && depth < kMaxDepth) {
    if ((r == Deprel::kAclRelcl || r == Deprel::kAcl) && is_nominal(up)) {
      // The noun fills the gap: subject first ("militants who attacked", "troops guarding"), else object.
      const bool infinitive = child_with(verb, Deprel::kMark) != kNoToken;
      if (!infinitive && !has(out, missing)) out.push_back({{missing, 0}, up, true});
      // "The general had the mercenaries rounded up": whoever has it done does it.
      const std::uint32_t causer = head(up);
      if (passive && !has(out, SlotKind::kSubj) && deprel(up) == Deprel::kObj && causer != kNoToken && document_->lemma(causer) == "have" && verb == subtree_[up].end - 1 - (child_with(verb, Deprel::kCompoundPrt) == kNoToken ? 0 : 1)) {
        const std::uint32_t subject = subject_of(causer, depth + 1);
        if (subject != kNoToken) out.push_back({{SlotKind::kSubj, 0}, subject, true});
      }
      else if (!infinitive && r == Deprel::kAclRelcl && !has(out, SlotKind::kObj) &&
               std::none_of(out.begin(), out.end(), [up](const Argument& a) { return a.token == up; })) {
        out.push_back({{SlotKind::kObj, 0}, up, true});
      }
      else if (infinitive && !has(out, missing)) {
        // "plans to withdraw": the owner of the plan
        const std::uint32_t owner = child_with(up, Deprel::kNmodPoss);
        if (owner != kNoToken) out.push_back({{missing, 0}, owner, true});
      }
    } else if (r == Deprel::kAmod && !has(out, SlotKind::kObj) && !passive && up > verb && child_with(verb, Deprel::kNsubj) != kNoToken) {
      // "China voiced opposition to it" parsed as one noun phrase: a modifier has no subject of its own.
      out.push_back({{SlotKind::kObj, 0}, up, true});
      lifted_modifiers(up, out);
    } else if (r == Deprel::kAmod && !has(out, SlotKind::kObj) && passive) {
      out.push_back({{SlotKind::kObj, 0}, up, true});
    } else if (!has(out, missing)) {
      const std::uint32_t subject = subject_of(verb, depth);
      if (subject != kNoToken) out.push_back({{missing, 0}, subject, true});
    }
    // "shelled and burned the village": the object stands after the last verb; "seized arms and burned": not shared.
    if (r != Deprel::kConj && !passive && !has(out, SlotKind::kObj)) {
      for (const std::uint32_t child : children(verb)) {
        if (deprel(child) != Deprel::kConj || upos(child) != Upos::kVerb || is_passive(child)) continue;
        const std::uint32_t object = child_with(child, Deprel::kObj);
        bool adjacent = object != kNoToken;
        for (std::uint32_t t = verb + 1; adjacent && t < child; ++t) {
          const Upos p = upos(t);
          adjacent = p == Upos::kCconj || p == Upos::kPunct || p == Upos::kVerb || p == Upos::kAdv || p == Upos::kAux;
        }
        if (adjacent) out.push_back({{SlotKind::kObj, 0}, object, true});
      }
    }
  }
  take_neighbours(verb, passive, out);
}

/// What the parser left unattached: a finite verb without a subject has the noun before it, a verb without a complement the
/// noun right after it.
void SyntaxView::take_neighbours(std::uint32_t verb, bool passive, std::vector<Argument>& out) const {
  const TokenRange sentence = document_->sentences[document_->tokens[verb].sentence].tokens;
  const auto is_noun = [&](std::uint32_t t) { return upos(t) == Upos::kNoun || upos(t) == Upos::kPropn || upos(t) == Upos::kPron; };
  const std::string_view tag = document_->xpos(verb);
  // "Riyadh cut relations" with "Riyadh" as a compound of "cut": no verb has such modifiers, it is the subject.
  const auto inside_noun = [&](std::uint32_t t) { return relation(t) == Deprel::kCompound || relation(t) == Deprel::kFlat || relation(t) == Deprel::kNmod; };
  const bool misread = verb > sentence.begin && head(verb - 1) == verb && is_noun(verb - 1) && inside_noun(verb - 1);
  const bool finite = tag == "VBD" || tag == "VBZ" || tag == "VBP" || misread || child_with(verb, Deprel::kAux) != kNoToken;
  // "Algeria severed ties", all of it read as a noun phrase: a name does not stand before a participle there.
  if (relation(verb) == Deprel::kAmod && tag == "VBN" && verb > sentence.begin && relation(head(verb)) == Deprel::kRoot && head(verb) > verb &&
      upos(verb - 1) == Upos::kPropn && relation(verb - 1) == Deprel::kCompound && head(verb - 1) == head(verb) && !has(out, SlotKind::kSubj)) {
    out.push_back({{SlotKind::kSubj, 0}, verb - 1, true});
  }
  const SlotKind missing = passive ? SlotKind::kObj : SlotKind::kSubj;
  if (finite && !has(out, missing) && relation(verb) != Deprel::kConj) {
    for (std::uint32_t t = verb; t-- > sentence.begin;) {
      if (upos(t) == Upos::kVerb || upos(t) == Upos::kSconj) break;
      if (!is_noun(t) || (inside_noun(t) && head(t) != verb)) continue;
      if (adposition(t) != kNoToken || is_measure(document_->lemma(t))) continue;
      out.push_back({{missing, 0}, t, true});
      break;
    }
  }
  if (!passive && !has(out, SlotKind::kObj) && !has(out, SlotKind::kCcomp) && !has(out, SlotKind::kIobj)) {
    for (std::uint32_t t = verb + 1; t < sentence.end; ++t) {
      const Upos p = upos(t);
      if (p == Upos::kDet || p == Upos::kAdj || p == Upos::kNum || (p == Upos::kPron && relation(t) == Deprel::kNmod)) continue;
      if (!is_noun(t)) break;
      // The head of the noun group.
      while (t + 1 < sentence.end && is_noun(t + 1) && (head(t) == t + 1 || head(t + 1) == t || head(t) == head(t + 1))) ++t;
      while (head(t) != kNoToken && head(t) > verb && head(t) < t && is_noun(head(t)) && (relation(t) == Deprel::kFlat || relation(t) == Deprel::kCompound)) t = head(t);
      const bool taken = std::any_of(out.begin(), out.end(), [&](const Argument& a) { return a.token == t && a.slot.kind != SlotKind::kXcomp; });
      if (!taken && !is_measure(document_->lemma(t)) && adposition(t) == kNoToken && relation(t) != Deprel::kNsubj) out.push_back({{SlotKind::kObj, 0}, t, true});
      break;
    }
  }
}

/// "The pact between the junta and the monks holds", with "the monks" hung elsewhere: between means two, and what
/// follows the first is the second.
void SyntaxView::rest_of_pair(std::uint32_t noun, std::uint32_t first, std::vector<Argument>& out) const {
  if (child_with(first, Deprel::kConj) != kNoToken) return;
  const TokenRange sentence = document_->sentences[document_->tokens[noun].sentence].tokens;
  const Slot between{SlotKind::kPrep, fnv1a_64("between")};
  for (const std::uint32_t child : children(noun)) {
    if (deprel(child) == Deprel::kAppos && child > first && is_nominal(child)) {
      out.push_back({between, child, true});
      if (child_with(child, Deprel::kConj) != kNoToken) return;
    }
  }
  const std::uint32_t next = subtree_[first].end;
  // "Between the junta, the monks and the army", with the rest of the list hung beside the noun.
  if (next + 1 < sentence.end && document_->norm(next) == "," && head(noun) != kNoToken) {
    for (const std::uint32_t sibling : children(head(noun))) {
      if (sibling > next && is_nominal(sibling) && subtree_[sibling].begin == next + 1 && child_with(sibling, Deprel::kConj) != kNoToken) {
        out.push_back({between, sibling, true});
        return;
      }
    }
  }
  if (next >= sentence.end || document_->norm(next) != "and" || head(next) == kNoToken) return;
  const std::uint32_t second = head(next);
  if (second > next && is_nominal(second) && subtree_[second].begin == next) out.push_back({between, second, true});
}

void SyntaxView::noun_arguments(std::uint32_t noun, std::vector<Argument>& out) const {
  for (const std::uint32_t child : children(noun)) {
    switch (deprel(child)) {
      case Deprel::kNmodPoss: out.push_back({{SlotKind::kPoss, 0}, child, false}); break;
      case Deprel::kCompound:
      case Deprel::kAmod:
      case Deprel::kNmodDesc: out.push_back({{SlotKind::kMod, 0}, child, false}); break;
      case Deprel::kNmod:
      case Deprel::kObl:
      case Deprel::kOblAgent: {
        const Slot slot = adposition_slot(child);
        if (slot.kind == SlotKind::kPrep) out.push_back({slot, child, false});
        if (slot.prep == fnv1a_64("between")) rest_of_pair(noun, child, out);
        // "A warning by Washington to Khartoum": the second phrase is parsed onto the name.
        for (const std::uint32_t inner : children(child)) {
          if (slot.kind != SlotKind::kPrep || relation(inner) != Deprel::kNmod) continue;
          const Slot second = adposition_slot(inner);
          const bool own = second.prep == fnv1a_64("of") && slot.prep != fnv1a_64("by");  // "the closure by Israel of the crossings" is the closure of them
          if (second.kind == SlotKind::kPrep && !(second == slot) && !own && second.prep != fnv1a_64("in")) {
            out.push_back({second, inner, true});
          }
        }
        break;
      }
      case Deprel::kAcl: {
        if (child_with(child, Deprel::kMark) != kNoToken) {
          out.push_back({{SlotKind::kXcomp, 0}, child, false});
          out.push_back({{SlotKind::kPrep, lemma_hash_[child_with(child, Deprel::kMark)]}, child, false});
        } else if (document_->lemma(child) == "involve" || document_->lemma(child) == "include") {
          const std::uint32_t object = child_with(child, Deprel::kObj);
          if (object != kNoToken) out.push_back({{SlotKind::kPrep, fnv1a_64("between")}, object, false});
        } else {
          // "an attack blamed on", "a raid carried out by": the participle's obliques serve the noun.
          for (const std::uint32_t inner : children(child)) {
            if (relation(inner) != Deprel::kObl) continue;
            const Slot slot = deprel(inner) == Deprel::kOblAgent ? Slot{SlotKind::kPrep, fnv1a_64("by")} : adposition_slot(inner);
            if (slot.kind == SlotKind::kPrep) out.push_back({slot, inner, true});
          }
        }
        break;
      }
      case Deprel::kCcomp: out.push_back({{SlotKind::kCcomp, 0}, child, false}); break;
      // A predicate noun or adjective has a subject: "the attack was an act of ...", "Moscow is ready to ...".
      case Deprel::kNsubj: out.push_back({{SlotKind::kSubj, 0}, antecedent(child), false}); break;
      case Deprel::kXcomp: out.push_back({{SlotKind::kXcomp, 0}, child, false}); break;
      case Deprel::kAdvcl: {
        out.push_back({{SlotKind::kAdvcl, 0}, child, false});
        if (upos(noun) == Upos::kAdj) out.push_back({{SlotKind::kXcomp, 0}, child, false});
        const std::uint32_t mark = child_with(child, Deprel::kMark);
        if (mark != kNoToken) out.push_back({{SlotKind::kPrep, lemma_hash_[mark]}, child, false});
        break;
      }
      default: break;
    }
  }
  if (relation(noun) == Deprel::kNsubj && head(noun) != kNoToken) taking_place(head(noun), out);
  if (upos(noun) == Upos::kAdj && !has(out, SlotKind::kSubj)) {
    const std::uint32_t subject = subject_of(noun, 0);
    if (subject != kNoToken && subject != noun) out.push_back({{SlotKind::kSubj, 0}, subject, true});
  }
}

void SyntaxView::arguments(std::uint32_t predicate, std::vector<Argument>& out) const {
  if (upos(predicate) == Upos::kAux && relation(predicate) == Deprel::kAux && head(predicate) != kNoToken) {
    // "Damascus must withdraw": the modal speaks of the subject and of what it is to do.
    const std::uint32_t verb = head(predicate);
    if (upos(verb) == Upos::kVerb) verb_arguments(verb, out, 0);
    else noun_arguments(verb, out);
    out.push_back({{SlotKind::kXcomp, 0}, verb, true});
    return;
  }
  if (upos(predicate) == Upos::kVerb || upos(predicate) == Upos::kAux) verb_arguments(predicate, out, 0);
  else noun_arguments(predicate, out);
}

void SyntaxView::conjuncts(std::uint32_t token, std::vector<std::uint32_t>& out) const {
  out.push_back(token);
  for (const std::uint32_t child : children(token)) {
    if (deprel(child) != Deprel::kConj) continue;
    // "With Baku and Yerevan over Karabakh": a phrase with a preposition of its own and no "and" is no conjunct.
    const std::uint32_t first = subtree_[child].begin;
    if (first > token && upos(first) == Upos::kAdp && child_with(child, Deprel::kCc) == kNoToken) continue;
    // "Zawahiri, the second in command and a wanted man": what else is said of him, hung on his name.
    if (upos(token) == Upos::kPropn && upos(child) == Upos::kNoun && document_->xpos(child) == "NN") {
      const std::uint32_t appos = child_with(token, Deprel::kAppos);
      const std::uint32_t det = child_with(child, Deprel::kDet);
      const bool indefinite = det == kNoToken || document_->norm(det) == "a" || document_->norm(det) == "an";
      if (appos != kNoToken && appos < child && upos(appos) == Upos::kNoun && indefinite) continue;
    }
    conjuncts(child, out);
  }
  second_of_parallel(token, out);
  joined_elsewhere(token, out);
}

/// Members of a list that the tree hangs on something else: on the acronym in brackets ("the Red Cross (ICRC) and Canada"), on the noun above
/// ("condemnation from Peru and Chile"), as a second subject ("Mesic and his colleague met").
void SyntaxView::joined_elsewhere(std::uint32_t token, std::vector<std::uint32_t>& out) const {
  const auto take = [&](std::uint32_t other) {
    if (std::find(out.begin(), out.end(), other) == out.end()) conjuncts(other, out);
  };
  for (const std::uint32_t child : children(token)) {
    if (deprel(child) != Deprel::kAppos || child == 0 || document_->form(child - 1) != "(") continue;
    for (const std::uint32_t other : children(child)) {
      const std::uint32_t link = child_with(other, Deprel::kCc);
      if (deprel(other) == Deprel::kConj && link != kNoToken && link > child + 1 && document_->form(child + 1) == ")") take(other);
    }
  }
  const std::uint32_t above = head(token);
  if (above == kNoToken || (upos(token) != Upos::kPropn && upos(token) != Upos::kNoun)) return;
  // A state beside a deed ("condemnation ... and Chile") is one more that does it.
  if (relation(token) == Deprel::kNmod && upos(token) == Upos::kPropn && adposition(token) != kNoToken && upos(above) == Upos::kNoun) {
    for (const std::uint32_t other : children(above)) {
      if (deprel(other) == Deprel::kConj && other > token && upos(other) == Upos::kPropn && adposition(other) == kNoToken && child_with(other, Deprel::kCc) != kNoToken) take(other);
    }
  }
  if (relation(token) == Deprel::kNsubj) {
    for (const std::uint32_t other : children(above)) {
      if (other == token || deprel(other) != deprel(token)) continue;
      const std::uint32_t later = std::max(other, token);
      const std::uint32_t first = subtree_[later].begin;
      const bool joined = first > std::min(other, token) && (document_->norm(first) == "and" || (first > 0 && document_->norm(first - 1) == "and"));
      bool clause = false;
      for (std::uint32_t t = subtree_[std::min(other, token)].begin; t < first; ++t) clause = clause || upos(t) == Upos::kVerb || upos(t) == Upos::kAux;
      // "Officials from Chad, Iraq, Iran and Libya", with Iran as a second subject: the list goes on.
      const std::uint32_t more = child_with(later, Deprel::kConj);
      const bool goes_on = upos(later) == Upos::kPropn && first > 0 && document_->form(first - 1) == "," && more != kNoToken && child_with(more, Deprel::kCc) != kNoToken;
      if ((joined || goes_on) && !clause && subtree_[std::min(other, token)].end + 1 >= first) take(other);
    }
  }
}

/// "Juan Perez of Chile and Ana Lopez of Peru", with Ana hung on Chile: names each with a place of their own stand side by side.
void SyntaxView::second_of_parallel(std::uint32_t token, std::vector<std::uint32_t>& out) const {
  if (!is_nominal(token) || upos(token) == Upos::kPron) return;
  const auto of_phrase = [&](std::uint32_t noun) {
    for (const std::uint32_t child : children(noun)) {
      const std::uint32_t link = relation(child) == Deprel::kNmod ? adposition(child) : kNoToken;
      if (link != kNoToken && document_->norm(link) == "of" && upos(child) == Upos::kPropn) return child;
    }
    return kNoToken;
  };
  const std::uint32_t place = of_phrase(token);
  if (place == kNoToken || upos(token) != Upos::kPropn) return;
  for (const std::uint32_t child : children(place)) {
    if (deprel(child) != Deprel::kConj || upos(child) != Upos::kPropn || of_phrase(child) == kNoToken) continue;
    if (std::find(out.begin(), out.end(), child) == out.end()) conjuncts(child, out);
  }
}

}  // namespace dragoman
