// SPDX-License-Identifier: Apache-2.0
#include "coding/actor_resolver.h"

#include <algorithm>

#include "coding/segment_reader.h"

namespace dragoman {
namespace {

// Relations that lead out of the noun phrase: clauses, and what only predicates have.
bool leads_out(Deprel relation) {
  switch (universal(relation)) {
    case Deprel::kAcl:
    case Deprel::kAdvcl:
    case Deprel::kCcomp:
    case Deprel::kCsubj:
    case Deprel::kNsubj:
    case Deprel::kParataxis:
    case Deprel::kAux:
    case Deprel::kCop:
    case Deprel::kMark:
    case Deprel::kExpl:
    case Deprel::kVocative:
    case Deprel::kDiscourse:
    case Deprel::kXcomp:
    case Deprel::kObl:
    case Deprel::kObj: return true;
    default: return false;
  }
}

// A known name that the head stands in belongs to the phrase as a whole, whatever the tree says ("al-Qassam Brigades" cut
// in two).
void widen_to_names(const Knowledge& knowledge, const Document& document, std::uint32_t head, TokenRange& range,
                    ActorResolver::Scratch& scratch) {
  constexpr std::uint32_t kReach = 6;
  const std::uint32_t s = document.tokens[head].sentence;
  if (s >= document.sentences.size()) return;
  const TokenRange sentence = document.sentences[s].tokens;
  if (head < sentence.begin || head >= sentence.end) return;
  const TokenRange window = {std::max(sentence.begin, head < kReach ? 0 : head - kReach),
                             std::min(sentence.end, head + kReach)};
  NameScratch& names = scratch.phrase.names;
  knowledge.find_names(document, window, names);
  for (const NameMatch& m : names.matches) {
    if (head < m.tokens.begin || head >= m.tokens.end || m.tokens.end - m.tokens.begin < 2) continue;
    const auto senses = knowledge.senses(names, m);
    const bool name = std::any_of(senses.begin(), senses.end(), [](const SenseRecord* x) {
      return (x->flags & kSenseAgent) == 0 && static_cast<FormKind>(x->form) != FormKind::kSurname;
    });
    if (!name) continue;
    const TokenRange wide = {std::min(range.begin, m.tokens.begin), std::max(range.end, m.tokens.end)};
    if (!scratch.excluded.empty() || wide.begin != range.begin || wide.end != range.end) {
      std::vector<std::uint8_t>& x = scratch.excluded;
      if (x.empty()) x.assign(range.end - range.begin, 0);
      x.insert(x.begin(), range.begin - wide.begin, 1);
      x.resize(wide.end - wide.begin, 1);
      for (std::uint32_t t = m.tokens.begin; t < m.tokens.end; ++t) x[t - wide.begin] = 0;
    }
    range = wide;
  }
}

}  // namespace

TokenRange noun_phrase_of(const Document& document, std::uint32_t head, std::vector<std::uint8_t>& excluded) {
  excluded.clear();
  const auto sentence_tokens = [&]() -> TokenRange {
    const std::uint32_t s = document.tokens[head].sentence;
    if (s < document.sentences.size() && document.sentences[s].tokens.begin <= head &&
        head < document.sentences[s].tokens.end)
      return document.sentences[s].tokens;
    return {head, head + 1};
  }();
  const auto belongs = [&](std::uint32_t token) {
    std::uint32_t t = token;
    for (std::uint32_t steps = 0; t != head; ++steps) {
      const Token& x = document.tokens[t];
      if (x.head < 0 || steps > sentence_tokens.end - sentence_tokens.begin) return false;
      const auto parent = static_cast<std::uint32_t>(x.head);
      // "the [U.S.-led] coalition": the name hangs on the participle that stands before the noun.
      const Deprel above = universal(document.tokens[parent].deprel);
      const bool in_modifier = t < parent && (above == Deprel::kAmod || above == Deprel::kCompound);
      if (leads_out(x.deprel) && !in_modifier) return false;
      if (parent == head) {
        const Deprel u = universal(x.deprel);
        // Own conjuncts are parties of their own; the preposition and the conjunction before the phrase are not in it.
        if (u == Deprel::kConj && t > head) return false;
        if ((u == Deprel::kCase || u == Deprel::kCc) && t < head && token == t) return false;
        if (u == Deprel::kCase && token == t) return false;
      }
      t = parent;
    }
    return true;
  };
  TokenRange range = {head, head + 1};
  for (std::uint32_t i = sentence_tokens.begin; i < sentence_tokens.end; ++i) {
    if (!belongs(i)) continue;
    range.begin = std::min(range.begin, i);
    range.end = std::max(range.end, i + 1);
  }
  bool any = false;
  excluded.assign(range.end - range.begin, 0);
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    if (belongs(i)) continue;
    excluded[i - range.begin] = 1;
    any = true;
  }
  // Punctuation at the ends says nothing.
  while (range.end - 1 > head && document.tokens[range.end - 1].deprel == Deprel::kPunct &&
         document.form(range.end - 1) != "'") {
    --range.end;
    excluded.pop_back();
  }
  if (!any) excluded.clear();
  return range;
}

void ActorResolver::resolve(const Document& document, std::uint32_t head, const ActorOptions& options, Scratch& scratch,
                            std::vector<ActorReading>& out) const {
  out.clear();
  TokenRange range = noun_phrase_of(document, head, scratch.excluded);
  widen_to_names(knowledge_, document, head, range, scratch);
  cut_phrase(knowledge_, document, range, options.date, scratch.excluded, scratch.phrase);
  int head_item = -1;
  for (std::size_t i = 0; i < scratch.phrase.items.size(); ++i) {
    const TokenRange t = scratch.phrase.items[i].tokens;
    if (t.begin <= head && head < t.end) head_item = static_cast<int>(i);
  }
  SegmentReader reader(knowledge_, document, options, scratch.phrase, head_item);
  const Readings readings = reader.read();
  out.insert(out.end(), readings.list.begin(), readings.list.begin() + readings.count);
  share_modifiers(document, head, range, options, scratch, out);
}

// "45 Russian diplomats and embassy employees": a conjunct without an article of its own shares the nationality of the
// first.
void ActorResolver::share_modifiers(const Document& document, std::uint32_t head, TokenRange range,
                                    const ActorOptions& options, Scratch& scratch,
                                    std::vector<ActorReading>& out) const {
  if (document.tokens[head].deprel != Deprel::kConj || document.tokens[head].head < 0) return;
  if (out.empty() || !out[0].needs_country || out[0].named) return;
  const Upos first = document.tokens[range.begin].upos;
  if (first == Upos::kDet || first == Upos::kNum || first == Upos::kPron) return;
  const auto other = static_cast<std::uint32_t>(document.tokens[head].head);
  if (other >= head || document.tokens[other].deprel == Deprel::kConj) return;
  const TokenRange sister = noun_phrase_of(document, other, scratch.excluded);
  cut_phrase(knowledge_, document, sister, options.date, scratch.excluded, scratch.phrase);
  CountryCode country;
  for (const PhraseItem& item : scratch.phrase.items) {
    if (item.tokens.begin >= other) break;
    if (item.land == nullptr || item.excluded || static_cast<FormKind>(item.land->form) != FormKind::kAdjective) continue;
    if (const auto reading = knowledge_.code_on(item.land->target, options.date)) country = reading->code.country;
  }
  if (country.empty()) return;
  for (ActorReading& r : out) {
    r.code.country = country;
    r.needs_country = false;
    if (const std::uint32_t state = knowledge_.state_entity(country.view()); state != kNoIndex)
      r.name = knowledge_.name_of(state);
  }
}

void ActorResolver::resolve_range(const Document& document, TokenRange range, const ActorOptions& options,
                                  Scratch& scratch, std::vector<ActorReading>& out) const {
  out.clear();
  cut_phrase(knowledge_, document, range, options.date, {}, scratch.phrase);
  // Conjuncts one after the other: each begins at a segment that an "and" opens.
  auto& segments = scratch.phrase.segments;
  const std::vector<Segment> all = segments;
  std::size_t begin = 0;
  while (begin < all.size()) {
    std::size_t end = begin + 1;
    while (end < all.size() && all[end].link != SegmentLink::kConjunct) ++end;
    segments.assign(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end));
    if (!segments.empty()) segments.front().link = SegmentLink::kFirst;
    SegmentReader reader(knowledge_, document, options, scratch.phrase, -1);
    Readings readings = reader.read();
    // "45 Russian diplomats and embassy employees": what is said first holds for what follows without an article.
    for (std::size_t i = 0; i < readings.count && !out.empty(); ++i) {
      ActorReading& r = readings.list[i];
      const PhraseItem& first = scratch.phrase.items[all[begin].begin];
      if (r.needs_country && !r.named && first.role != ItemRole::kSkip && first.role != ItemRole::kNumber) {
        r.code.country = out.back().code.country;
        r.needs_country = r.code.country.empty();
      }
    }
    out.insert(out.end(), readings.list.begin(), readings.list.begin() + readings.count);
    begin = end;
  }
}

void ActorResolver::note_acronyms(const Document& document, TokenRange sentence, const ActorOptions& options,
                                  Scratch& scratch, ActorMemory& memory) const {
  std::vector<ActorReading> readings;
  for (std::uint32_t i = sentence.begin; i + 2 < sentence.end; ++i) {
    if (document.form(i) != "(" || document.form(i + 2) != ")") continue;
    const std::string_view acronym = document.form(i + 1);
    if (acronym.size() < 2 || acronym.size() > 8) continue;
    std::size_t capitals = 0;
    for (const char c : acronym) capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
    if (capitals * 2 < acronym.size()) continue;
    // The name before the bracket: its words begin with the letters.
    std::uint32_t begin = i;
    for (std::uint32_t j = i; j > sentence.begin && i - j < 10; --j) {
      const std::string_view f = document.form(j - 1);
      if (f == "," || f == ")" || f == ";") break;
      if (!f.empty() && f[0] == acronym[0]) begin = j - 1;
    }
    if (begin == i) continue;
    resolve_range(document, {begin, i}, options, scratch, readings);
    if (readings.empty()) continue;
    ActorReading r = readings[0];
    if (!r.named) {
      r.name = document.text.substr(document.tokens[begin].begin_byte,
                                    document.tokens[i - 1].end_byte - document.tokens[begin].begin_byte);
      r.named = true;
    }
    r.person = false;
    memory.remember_as(acronym, r);
  }
}

}  // namespace dragoman
