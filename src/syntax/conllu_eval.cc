// SPDX-License-Identifier: Apache-2.0
#include "syntax/conllu_eval.h"

#include <algorithm>
#include <string>
#include <vector>

#include "syntax/characters.h"

namespace dragoman {
namespace {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

struct Word {
  Span span;               ///< of the whole token for words of a multi-word token
  std::uint32_t index = 0;  ///< into Document::tokens
  bool multi = false;
};

/// A document as spans over the text without white space.
struct View {
  std::string characters;
  std::vector<Span> tokens;
  std::vector<Span> sentences;
  std::vector<Word> words;

  explicit View(const Document& document) {
    std::uint32_t in_multi_from = 0;
    std::size_t sentence = 0;
    for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
      const auto begin = static_cast<std::uint32_t>(characters.size());
      append(document.form(i));
      const auto end = static_cast<std::uint32_t>(characters.size());
      const Token& token = document.tokens[i];
      if ((token.flags & kInnerWord) != 0 && !tokens.empty()) {
        tokens.back().end = end;
        words.push_back({tokens.back(), i, true});
        for (std::uint32_t k = in_multi_from; k <= i; ++k) words[k].span = tokens.back(), words[k].multi = true;
      } else {
        in_multi_from = i;
        tokens.push_back({begin, end});
        words.push_back({tokens.back(), i, false});
      }
      while (sentence < document.sentences.size() && document.sentences[sentence].tokens.end <= i + 1) {
        sentences.push_back({sentences.empty() ? 0 : sentences.back().end, end});
        ++sentence;
      }
    }
  }

 private:
  void append(std::string_view form) {
    for (std::size_t at = 0; at < form.size();) {
      const CodePoint point = decode_utf8(form, at);
      if (!is_space(point.code)) characters.append(form.substr(at, point.size));
      at += point.size;
    }
  }
};

ConlluScore compare(const std::vector<Span>& gold, const std::vector<Span>& system) {
  ConlluScore score;
  score.gold = gold.size();
  score.system = system.size();
  for (std::size_t g = 0, s = 0; g < gold.size() && s < system.size();) {
    if (system[s].begin < gold[g].begin) ++s;
    else if (gold[g].begin < system[s].begin) ++g;
    else {
      score.correct += gold[g].end == system[s].end ? 1 : 0;
      ++g;
      ++s;
    }
  }
  return score;
}

/// Longest common subsequence of the words in [gb, ge) and [sb, se) by lower-cased form.
void align_by_form(const Document& gold, const Document& system, const View& gv, const View& sv, std::size_t gb,
                   std::size_t ge, std::size_t sb, std::size_t se, std::vector<std::int64_t>& gold_to_system) {
  const std::size_t n = ge - gb;
  const std::size_t m = se - sb;
  std::vector<std::uint32_t> best((n + 1) * (m + 1), 0);
  const auto cell = [&](std::size_t g, std::size_t s) -> std::uint32_t& { return best[g * (m + 1) + s]; };
  const auto same = [&](std::size_t g, std::size_t s) {
    return gold.norm(gv.words[gb + g].index) == system.norm(sv.words[sb + s].index);
  };
  for (std::size_t g = n; g-- > 0;) {
    for (std::size_t s = m; s-- > 0;) {
      cell(g, s) = same(g, s) ? 1 + cell(g + 1, s + 1) : std::max(cell(g + 1, s), cell(g, s + 1));
    }
  }
  for (std::size_t g = 0, s = 0; g < n && s < m;) {
    if (same(g, s)) gold_to_system[gv.words[gb + g++].index] = sv.words[sb + s++].index;
    else if (cell(g, s) == cell(g + 1, s)) ++g;
    else ++s;
  }
}

/// Gold word to system word, -1 where there is none. Words of the same span are the same word; where either side has a
/// multi-word token, the words of the smallest stretch that both sides cover are aligned by form.
std::vector<std::int64_t> align(const Document& gold, const Document& system, const View& gv, const View& sv) {
  std::vector<std::int64_t> map(gold.tokens.size(), -1);
  std::size_t g = 0;
  std::size_t s = 0;
  while (g < gv.words.size() && s < sv.words.size()) {
    const Word& a = gv.words[g];
    const Word& b = sv.words[s];
    if (a.multi || b.multi) {
      // Skip what lies wholly before the multi-word token of the other side.
      if (a.multi ? (!b.multi && b.span.end <= a.span.begin) : false) { ++s; continue; }
      if (b.multi ? (!a.multi && a.span.end <= b.span.begin) : false) { ++g; continue; }
      if (a.multi && b.multi && b.span.end <= a.span.begin) { ++s; continue; }
      if (a.multi && b.multi && a.span.end <= b.span.begin) { ++g; continue; }
      std::uint32_t end = std::max(a.multi ? a.span.end : 0, b.multi ? b.span.end : 0);
      std::size_t ge = g;
      std::size_t se = s;
      for (bool grown = true; grown;) {
        grown = false;
        while (ge < gv.words.size() && (gv.words[ge].multi ? gv.words[ge].span.begin < end : gv.words[ge].span.end <= end)) {
          if (gv.words[ge].multi && gv.words[ge].span.end > end) end = gv.words[ge].span.end, grown = true;
          ++ge;
        }
        while (se < sv.words.size() && (sv.words[se].multi ? sv.words[se].span.begin < end : sv.words[se].span.end <= end)) {
          if (sv.words[se].multi && sv.words[se].span.end > end) end = sv.words[se].span.end, grown = true;
          ++se;
        }
      }
      align_by_form(gold, system, gv, sv, g, ge, s, se, map);
      g = ge;
      s = se;
    } else if (a.span == b.span) {
      map[a.index] = b.index;
      ++g;
      ++s;
    } else if (a.span.begin <= b.span.begin) {
      ++g;
    } else {
      ++s;
    }
  }
  return map;
}

/// The universal features of a bundle, which CoNLL-U keeps sorted.
std::string universal_features(std::string_view feats) {
  constexpr std::array<std::string_view, 21> kUniversal = {
      "PronType", "NumType", "Poss",   "Reflex", "Foreign", "Abbr",     "Gender",  "Animacy",  "Number", "Case", "Definite",
      "Degree",   "VerbForm", "Mood",  "Tense",  "Aspect",  "Voice",    "Evident", "Polarity", "Person", "Polite"};
  std::string out;
  while (!feats.empty() && feats != "_") {
    const std::size_t bar = feats.find('|');
    const std::string_view item = feats.substr(0, bar);
    if (std::find(kUniversal.begin(), kUniversal.end(), item.substr(0, item.find('='))) != kUniversal.end()) {
      out.append(item).append("|");
    }
    if (bar == std::string_view::npos) break;
    feats.remove_prefix(bar + 1);
  }
  return out;
}

}  // namespace

Result<ConlluScores> evaluate_conllu(const Document& gold, const Document& system) {
  const View gv(gold);
  const View sv(system);
  if (gv.characters != sv.characters) {
    std::size_t at = 0;
    while (at < gv.characters.size() && at < sv.characters.size() && gv.characters[at] == sv.characters[at]) ++at;
    return Error{ErrorCode::kFormat, "the texts differ at character byte " + std::to_string(at) + ": gold has \"" +
                 gv.characters.substr(at, 20) + "\", the system has \"" + sv.characters.substr(at, 20) + "\"", {}, 0};
  }
  ConlluScores out;
  out[ConlluMetric::kTokens] = compare(gv.tokens, sv.tokens);
  out[ConlluMetric::kSentences] = compare(gv.sentences, sv.sentences);
  const std::vector<std::int64_t> map = align(gold, system, gv, sv);
  for (std::size_t m = static_cast<std::size_t>(ConlluMetric::kWords); m < out.scores.size(); ++m) {
    out.scores[m].gold = gold.tokens.size();
    out.scores[m].system = system.tokens.size();
  }
  for (std::uint32_t g = 0; g < map.size(); ++g) {
    if (map[g] < 0) continue;
    const auto s = static_cast<std::uint32_t>(map[g]);
    const Token& a = gold.tokens[g];
    const Token& b = system.tokens[s];
    const auto count = [&](ConlluMetric m, bool right) {
      ++out[m].aligned;
      out[m].correct += right ? 1 : 0;
    };
    count(ConlluMetric::kWords, true);
    count(ConlluMetric::kUpos, a.upos == b.upos);
    count(ConlluMetric::kXpos, gold.xpos(g) == system.xpos(s));
    count(ConlluMetric::kFeats, universal_features(gold.feats(g)) == universal_features(system.feats(s)));
    count(ConlluMetric::kLemmas, gold.lemma(g) == "_" || gold.lemma(g) == system.lemma(s));
    const bool head = a.head < 0 ? b.head < 0 : map[static_cast<std::size_t>(a.head)] == b.head && b.head >= 0;
    count(ConlluMetric::kUas, head);
    count(ConlluMetric::kLas, head && universal(a.deprel) == universal(b.deprel));
    count(ConlluMetric::kLasSubtypes, head && a.deprel == b.deprel);
  }
  return out;
}

}  // namespace dragoman
