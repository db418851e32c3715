// SPDX-License-Identifier: Apache-2.0
#include "coding/attribution.h"

#include <algorithm>

namespace dragoman {
namespace {

bool quotes_somebody(std::string_view lemma) { return lemma == "quote" || lemma == "cite"; }

/// Verbs with which somebody tells of an act of his own.
bool owns_up(std::string_view lemma) { return lemma == "admit" || lemma == "claim" || lemma == "confess" || lemma == "acknowledge" || lemma == "boast" || lemma == "profess" || lemma == "report"; }

/// The stretches of `whole` that lie outside `hole`.
void subtract(TokenRange whole, TokenRange hole, std::vector<TokenRange>& out) {
  if (hole.end <= whole.begin || whole.end <= hole.begin) {
    out.push_back(whole);
    return;
  }
  if (whole.begin < hole.begin) out.push_back({whole.begin, hole.begin});
  if (hole.end < whole.end) out.push_back({hole.end, whole.end});
}

}  // namespace

struct AttributionFinder::Work {
  const FrameLexicon& lexicon;
  const SyntaxView& view;
  const Document& d;
  const StoryLayout& layout;
  std::vector<Attribution>& out;

  /// The say sense of a token used as a cue of speech, nullptr when it is none.
  const Sense* cue_sense(std::uint32_t token, std::uint32_t& unit_id) const {
    const Upos p = view.upos(token);
    UnitPos pos = UnitPos::kVerb;
    if (p == Upos::kNoun) pos = UnitPos::kNoun;
    else if (p != Upos::kVerb) return nullptr;
    for (const std::uint32_t id : lexicon.find(view.lemma_hash(token), pos)) {
      const LexicalUnit& unit = lexicon.unit(id);
      if (!unit.needed.empty()) continue;
      for (const Sense& sense : lexicon.entry(unit.entry).senses) {
        if (sense.op == Operator::kSay) {
          unit_id = id;
          return &sense;
        }
      }
    }
    return nullptr;
  }

  std::uint32_t slot(const std::vector<Argument>& arguments, SlotKind kind) const {
    for (const Argument& a : arguments) {
      if (a.slot.kind == kind) return a.token;
    }
    return kNoToken;
  }

  /// Quotations of a sentence as token ranges.
  void quotations_in(const Sentence& sentence, std::vector<TokenRange>& ranges) const {
    for (const Quotation& quotation : layout.quotations) {
      if (quotation.range.end <= sentence.begin_byte || quotation.range.begin >= sentence.end_byte) continue;
      TokenRange range{sentence.tokens.end, sentence.tokens.begin};
      for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
        if (d.tokens[t].begin_byte >= quotation.range.begin && d.tokens[t].end_byte <= quotation.range.end) {
          range.begin = std::min(range.begin, t);
          range.end = std::max(range.end, t + 1);
        }
      }
      if (!range.empty()) ranges.push_back(range);
    }
  }

  bool quoted(std::uint32_t token) const { return (d.tokens[token].flags & kInQuotation) != 0; }

  void verb_cue(std::uint32_t token, const Sense& sense, std::uint32_t unit, const Sentence& sentence) {
    std::vector<Argument> arguments;
    view.arguments(token, arguments);
    Attribution a;
    a.cue = {token, token + 1};
    a.stance = sense.stance;
    a.unit = unit;
    a.source = slot(arguments, SlotKind::kSubj);
    const bool passive = view.is_passive(token);
    const std::uint32_t up = view.head(token);
    // "Interfax quoted the spokesman as saying": the speaker is the object.
    if (up != kNoToken && view.relation(token) == Deprel::kAdvcl && quotes_somebody(d.lemma(up))) {
      std::vector<Argument> outer;
      view.arguments(up, outer);
      const std::uint32_t quoted_one = slot(outer, SlotKind::kObj);
      if (quoted_one != kNoToken) a.source = quoted_one;
    }
    const std::uint32_t ccomp = view.child_with(token, Deprel::kCcomp);
    if (ccomp != kNoToken) {
      a.content.push_back(view.subtree(ccomp));
    } else if (up != kNoToken && (view.deprel(token) == Deprel::kParataxis || (view.deprel(token) == Deprel::kDep)) &&
               !quotes_somebody(d.lemma(token))) {
      subtract(view.subtree(up), view.subtree(token), a.content);
    } else if (passive) {
      // "was reported to have fled", "is said to be"
      const std::uint32_t xcomp = view.child_with(token, Deprel::kXcomp);
      if (xcomp != kNoToken) {
        a.content.push_back(view.subtree(xcomp));
        a.source = kNoToken;
        for (const Argument& argument : arguments) {
          if (argument.slot.kind == SlotKind::kSubj && !argument.inherited) a.source = argument.token;
        }
      }
    }
    // "Admitted shooting at the bus", "claimed to have taken the town"
    if (!passive && a.content.empty() && owns_up(d.lemma(token))) {
      const std::uint32_t act = view.child_with(token, Deprel::kXcomp);
      if (act != kNoToken && act > token) a.content.push_back(view.subtree(act));
    }
    if (quotes_somebody(d.lemma(token))) {
      // The agency's own link: it covers what the quoted speaker says.
      for (const std::uint32_t child : view.children(token)) {
        if (view.relation(child) == Deprel::kAdvcl) a.content.push_back(view.subtree(child));
      }
      a.stance = Stance::kQuotes;
      if (passive) {
        a.source = kNoToken;
        for (const Argument& argument : arguments) {
          if (argument.slot.kind == SlotKind::kSubj && !argument.inherited) a.source = argument.token;
        }
        if (a.source == kNoToken) return;
      }
    }
    // Quotations of the sentence belong to its speaker: "...," he said.
    if (!quoted(token)) {
      std::vector<TokenRange> quotations;
      quotations_in(sentence, quotations);
      for (const TokenRange& range : quotations) {
        const bool inside = std::any_of(a.content.begin(), a.content.end(), [&](const TokenRange& c) { return c.begin <= range.begin && range.end <= c.end; });
        const bool long_one = range.end - range.begin >= 4;
        if (!inside && (long_one || a.content.empty()) && view.relation(token) != Deprel::kAdvcl) a.content.push_back(range);
      }
      const bool direct = !quotations.empty() && !a.content.empty() &&
                          std::all_of(a.content.begin(), a.content.end(), [&](const TokenRange& c) {
                            std::uint32_t in_quotes = 0;
                            for (std::uint32_t t = c.begin; t < c.end; ++t) in_quotes += quoted(t) ? 1 : 0;
                            return in_quotes * 10 >= (c.end - c.begin) * 7;
                          });
      if (direct && a.stance == Stance::kStates) a.stance = Stance::kQuotes;
    }
    // A cue never lies in what it reports: where a tree says so, what stands on both sides of the cue is kept.
    if (a.covers(token)) {
      TokenRange hole{token, token + 1};
      if (a.source != kNoToken && !view.governs(a.source, token)) {
        const TokenRange speaker = view.subtree(a.source);
        if (speaker.end - speaker.begin < 25) hole = {std::min(hole.begin, speaker.begin), std::max(hole.end, speaker.end)};
      }
      std::vector<TokenRange> kept;
      for (const TokenRange& range : a.content) subtract(range, hole, kept);
      a.content = std::move(kept);
    }
    if (a.content.empty()) return;
    if (a.source != kNoToken && a.covers(a.source)) a.source = kNoToken;
    out.push_back(std::move(a));
  }

  void according_to(std::uint32_t token) {
    // "according" is case of the speaker, or an oblique or participle that governs it.
    const std::uint32_t up = view.head(token);
    if (up == kNoToken) return;
    Attribution a;
    a.cue = {token, token + 2};
    std::uint32_t clause = kNoToken;
    if (view.deprel(token) == Deprel::kCase || view.deprel(token) == Deprel::kFixed || view.deprel(token) == Deprel::kMark) {
      a.source = up;
      clause = view.head(up);
    } else {
      for (const std::uint32_t child : view.children(token)) {
        if (view.relation(child) == Deprel::kObl || view.relation(child) == Deprel::kNmod) a.source = child;
      }
      clause = up;
    }
    if (a.source == kNoToken || clause == kNoToken) return;
    // A clause, not the noun before: "..., killing 62 soldiers, according to Moscow".
    for (int steps = 0; steps < 6 && view.head(clause) != kNoToken && view.upos(clause) != Upos::kVerb; ++steps) clause = view.head(clause);
    while (view.head(clause) != kNoToken && (view.relation(clause) == Deprel::kAdvcl || view.relation(clause) == Deprel::kConj || view.relation(clause) == Deprel::kAcl)) {
      clause = view.head(clause);
    }
    subtract(view.subtree(clause), view.subtree(a.source), a.content);
    if (!a.content.empty()) out.push_back(std::move(a));
  }

  void sentence_cues(const Sentence& sentence) {
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      if (d.norm(t) == "according" && t + 1 < sentence.tokens.end && d.norm(t + 1) == "to") {
        according_to(t);
        continue;
      }
      std::uint32_t unit = 0;
      if (const Sense* sense = cue_sense(t, unit)) {
        if (view.upos(t) == Upos::kVerb) verb_cue(t, *sense, unit, sentence);
      }
    }
  }

  /// A sentence that is quoted but has no cue of its own carries on an earlier or later speaker.
  void carry_on() {
    std::int32_t last = -1;             // last attribution of a quotation
    std::uint32_t last_sentence = 0;
    const std::size_t known = out.size();
    std::vector<std::int32_t> by_sentence(d.sentences.size(), -1);
    for (std::size_t i = 0; i < known; ++i) {
      const std::uint32_t s = d.tokens[out[i].cue.begin].sentence;
      if (!quoted(out[i].cue.begin) && by_sentence[s] < 0) by_sentence[s] = static_cast<std::int32_t>(i);
    }
    for (std::uint32_t s = 0; s < d.sentences.size(); ++s) {
      const Sentence& sentence = d.sentences[s];
      if (by_sentence[s] >= 0) {
        last = by_sentence[s];
        last_sentence = s;
        continue;
      }
      std::vector<TokenRange> quotations;
      quotations_in(sentence, quotations);
      std::uint32_t in_quotes = 0;
      for (const TokenRange& range : quotations) in_quotes += range.end - range.begin;
      if (in_quotes == 0 || in_quotes * 10 < (sentence.tokens.end - sentence.tokens.begin) * 7) continue;
      std::int32_t speaker = -1;
      // The next sentence of the same paragraph may name him: "We will fight. We will win," he said.
      if (s + 1 < d.sentences.size() && d.sentences[s + 1].block == sentence.block && by_sentence[s + 1] >= 0 &&
          quoted(d.sentences[s + 1].tokens.begin)) {
        speaker = by_sentence[s + 1];
      } else if (last >= 0 && s - last_sentence <= 4) {
        speaker = last;
        last_sentence = s;
      }
      if (speaker < 0) continue;
      Attribution a;
      a.source = out[static_cast<std::size_t>(speaker)].source;
      a.stance = Stance::kQuotes;
      a.carries_on = true;
      a.content = std::move(quotations);
      out.push_back(std::move(a));
    }
  }
};

void AttributionFinder::find(const SyntaxView& view, const StoryLayout& layout, std::vector<Attribution>& out) const {
  Work work{*lexicon_, view, view.document(), layout, out};
  for (const Sentence& sentence : view.document().sentences) work.sentence_cues(sentence);
  work.carry_on();
  std::stable_sort(out.begin(), out.end(), [](const Attribution& a, const Attribution& b) {
    return a.content.front().begin < b.content.front().begin;
  });
}

TokenRange speaker_phrase(const SyntaxView& view, const Attribution& attribution) {
  TokenRange range{attribution.source, attribution.source + 1};
  for (const std::uint32_t child : view.children(attribution.source)) {
    const Deprel r = view.deprel(child);
    if (r == Deprel::kCase || r == Deprel::kPunct || attribution.covers(child)) continue;
    const TokenRange part = view.subtree(child);
    range.begin = std::min(range.begin, part.begin);
    range.end = std::max(range.end, part.end);
  }
  return range;
}

void speakers_of(const std::vector<Attribution>& attributions, std::uint32_t token, std::vector<std::uint32_t>& out) {
  out.clear();
  for (std::uint32_t i = 0; i < attributions.size(); ++i) {
    if (attributions[i].covers(token)) out.push_back(i);
  }
  std::stable_sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) { return attributions[a].size() < attributions[b].size(); });
}

}  // namespace dragoman
