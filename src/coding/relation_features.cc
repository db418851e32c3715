// SPDX-License-Identifier: Apache-2.0
#include "coding/relation_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "base/hash.h"
#include "coding/anchors.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxChain = 5;

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool inside(TokenRange range, std::uint32_t token) { return token >= range.begin && token < range.end; }

struct Extractor {
  const RelationInput& input;
  const SyntaxView& view;
  const Document& d;
  RelationFeatures& out;
  std::vector<std::uint32_t> between{};            ///< the words on the path, parties left out
  std::array<std::uint32_t, 2> above{kNoToken, kNoToken};  ///< first verbs above source and target

  void add(std::string_view name, std::string_view a, std::string_view b = {}, std::string_view c = {}, float value = 1) {
    std::uint64_t hash = fnv1a_64(name);
    for (const std::string_view part : {a, b, c}) {
      hash = fnv1a_64("\x1f", hash);
      hash = fnv1a_64(part, hash);
    }
    out.items.push_back({mix_64(hash), value});
  }

  std::string_view relation_name(std::uint32_t token) const { return kDeprelNames[static_cast<std::size_t>(view.deprel(token))]; }

  /// The lemma, or the kind of thing where names and numbers would only be learnt by heart.
  std::string_view word(std::uint32_t token) const {
    switch (view.upos(token)) {
      case Upos::kPropn: return "NAME";
      case Upos::kNum: return "NUM";
      default: return d.lemma(token);
    }
  }

  std::string_view adposition(std::uint32_t token) const {
    const std::uint32_t at = view.adposition(token);
    return at == kNoToken ? std::string_view("-") : d.lemma(at);
  }

  void frames() {
    const std::size_t count = std::min<std::size_t>(input.drafts.size(), 3);
    if (count == 0) add("d0", "none");
    for (std::size_t i = 0; i < count; ++i) {
      const RankedDraft& ranked = input.drafts[i];
      const EventDraft& draft = *ranked.draft;
      const std::string_view type = kEventTypeNames[static_cast<std::size_t>(draft.code.type)];
      const std::string_view sure = ranked.fit > 4 ? "high" : ranked.fit > 1 ? "middle" : ranked.fit > -1 ? "low" : "poor";
      const std::string rank = std::to_string(i);
      const float weight = i == 0 ? 1.0F : 0.5F;
      add("d" + rank, type, {}, {}, weight);
      add("ds" + rank, type, sure, {}, weight);
      if (i == 0) {
        add("dc", draft.code.cameo, type);
        add("dm", type, draft.code.mode);
        add("dt", type, d.lemma(draft.match.head));
        add("dmod", type, std::to_string(static_cast<int>(draft.modality)));
        const Sense& sense = draft.match.sense_in(*input.frames);
        add("dop", type, std::to_string(static_cast<int>(sense.op)));
        if (!draft.dropped.empty()) add("dd", type, draft.dropped);
        if (draft.nominal) add("dn", type);
        if (draft.reciprocal) add("dr", type);
        if (draft.governing) add("dg", type);
      }
    }
    if (count > 1) {
      add("d01", kEventTypeNames[static_cast<std::size_t>(input.drafts[0].draft->code.type)],
          kEventTypeNames[static_cast<std::size_t>(input.drafts[1].draft->code.type)]);
    }
  }

  /// Verbs and nouns above a token up to the root, then down the complements of the first verb: "agree", "withdraw".
  void predicates(std::string_view side, std::uint32_t head) {
    std::uint32_t token = head;
    std::uint32_t first_verb = kNoToken;
    for (std::size_t steps = 0; steps < kMaxChain; ++steps) {
      const std::uint32_t up = view.head(token);
      if (up == kNoToken) break;
      add(side, "up", std::to_string(steps), word(up), steps == 0 ? 1.0F : 0.5F);
      if (steps == 0) {
        add(side, "rel", relation_name(token), adposition(token));
        add(side, word(up), relation_name(token), adposition(token));
      }
      if (view.upos(up) == Upos::kVerb && first_verb == kNoToken) first_verb = up;
      token = up;
    }
    if (first_verb == kNoToken && (view.upos(head) == Upos::kVerb || view.head(head) == kNoToken)) first_verb = head;
    if (first_verb != kNoToken) chain(side, first_verb, 0, {}), above[side == "sp" ? 0 : 1] = first_verb;
  }

  void chain(std::string_view side, std::uint32_t verb, int depth, std::string_view above) {
    const std::string_view lemma = word(verb);
    const std::string level = std::to_string(depth);
    add(side, "pr", lemma, {}, depth == 0 ? 1.0F : 0.7F);
    if (!above.empty()) add(side, "pp", above, lemma);
    bool future = false;
    bool negated = false;
    bool passive = view.is_passive(verb);
    std::string_view modal;
    for (const std::uint32_t child : view.children(verb)) {
      const std::string_view norm = d.norm(child);
      switch (view.relation(child)) {
        case Deprel::kAux:
          if (in(norm, {"will", "would", "'ll", "wo", "shall"})) future = true;
          else if (in(norm, {"must", "should", "can", "ca", "could", "may", "might"})) modal = d.lemma(child);
          break;
        case Deprel::kAdvmod:
          if (in(norm, {"not", "n't", "never"})) negated = true;
          break;
        default: break;
      }
    }
    if (future) add(side, "future", level), add(side, "fv", lemma);
    if (negated) add(side, "not", level), add(side, "nv", lemma);
    if (future && negated) add(side, "willnot", level);
    if (future && !negated) add(side, "will", level);
    if (!modal.empty()) add(side, "modal", modal, negated ? "not" : "");
    if (passive) add(side, "passive", level);
    for (const std::uint32_t child : view.children(verb)) {
      const Deprel r = view.relation(child);
      if (r == Deprel::kObj || r == Deprel::kObl || r == Deprel::kIobj || (passive && r == Deprel::kNsubj)) {
        const bool party = inside(input.target, child) || inside(input.source, child);
        const std::string_view filler = party && view.upos(child) == Upos::kPropn ? std::string_view(inside(input.target, child) ? "TARGET" : "SOURCE") : word(child);
        add("arg", lemma, r == Deprel::kObl ? adposition(child) : relation_name(child), filler, 0.8F);
        add("argn", r == Deprel::kObl ? adposition(child) : relation_name(child), filler, {}, 0.5F);
        add("argv", lemma, r == Deprel::kObl ? adposition(child) : relation_name(child));
        for (const std::uint32_t inner : view.children(child)) {
          const Deprel ri = view.relation(inner);
          if (ri == Deprel::kAmod || ri == Deprel::kCompound) add("argm", word(inner), word(child), {}, 0.5F);
          if (ri == Deprel::kNmod || ri == Deprel::kAcl) add("argi", word(child), adposition(inner), word(inner), 0.5F);
        }
      }
      const bool complement = r == Deprel::kXcomp || r == Deprel::kCcomp;
      if (complement && depth < 3) chain(side, child, depth + 1, lemma);
      if ((r == Deprel::kAdvcl || r == Deprel::kConj) && view.upos(child) == Upos::kVerb) add(side, relation_name(child), word(child), {}, 0.4F);
    }
  }

  /// The words between the parties in the tree, with the way they hang together.
  void path(std::uint32_t source, std::uint32_t target) {
    std::vector<std::uint32_t> up;
    for (std::uint32_t t = source; t != kNoToken && up.size() < 32; t = view.head(t)) up.push_back(t);
    std::vector<std::uint32_t> down;
    std::size_t top = up.size();
    for (std::uint32_t t = target; t != kNoToken && down.size() < 32; t = view.head(t)) {
      const auto found = std::find(up.begin(), up.end(), t);
      if (found != up.end()) {
        top = static_cast<std::size_t>(found - up.begin());
        break;
      }
      down.push_back(t);
    }
    if (top == up.size()) {
      add("path", "none");
      return;
    }
    std::string shape;
    std::string lemmas;
    for (std::size_t i = 0; i < top; ++i) {
      shape += '<';
      shape += relation_name(up[i]);
      if (i > 0) lemmas += '<', lemmas += word(up[i]), add("pw", word(up[i]), "up", {}, 0.7F), between.push_back(up[i]);
    }
    lemmas += '^';
    lemmas += word(up[top]);
    add("pt", word(up[top]));
    if (top > 0 && !down.empty()) between.push_back(up[top]);
    for (std::size_t i = down.size(); i-- > 0;) {
      shape += '>';
      shape += relation_name(down[i]);
      shape += ':';
      shape += adposition(down[i]);
      if (i > 0) lemmas += '>', lemmas += word(down[i]), add("pw", word(down[i]), "down", {}, 0.7F), between.push_back(down[i]);
    }
    add("shape", shape);
    add("lemmas", lemmas);
    add("both", lemmas, shape);
    add("length", std::to_string(std::min<std::size_t>(top + down.size(), 8)));
  }

  void party(std::string_view side, TokenRange range) {
    if (range.empty()) {
      add(side, "none");
      return;
    }
    const std::uint32_t head = head_of(view, range);
    add(side, "head", word(head));
    for (std::uint32_t t = range.begin; t < range.end; ++t) {
      if (view.upos(t) == Upos::kNoun || view.upos(t) == Upos::kAdj || view.upos(t) == Upos::kVerb) add(side, "w", d.lemma(t), {}, 0.5F);
      if (view.upos(t) == Upos::kPropn) add(side, "n", d.norm(t), {}, 0.3F);
    }
  }

  void bag(TokenRange sentence) {
    std::string_view previous = "^";
    for (std::uint32_t t = sentence.begin; t < sentence.end; ++t) {
      if (view.upos(t) == Upos::kPunct) continue;
      const std::string_view lemma = inside(input.source, t) ? "S" : inside(input.target, t) ? "T" : word(t);
      if (lemma == "S" && previous == "S") continue;
      if (lemma == "T" && previous == "T") continue;
      const bool content = view.upos(t) == Upos::kNoun || view.upos(t) == Upos::kVerb || view.upos(t) == Upos::kAdj || view.upos(t) == Upos::kAdv;
      if (content) add("bag", lemma, {}, {}, 0.4F);
      add("two", previous, lemma, {}, 0.3F);
      previous = lemma;
    }
  }
};

/// Word vectors, averaged and of one length: of the content words around, of the verbs, of the words between the parties, of the verb
/// above each, of what that verb has as objects, and of what the best proposal was found by.
void add_vectors(const RelationInput& input, TokenRange sentence, const Analyzer& analyzer, Analyzer::Scratch& scratch, const Extractor& x, RelationFeatures& out) {
  constexpr std::size_t kBlocks = 6;
  const SyntaxView& view = *input.view;
  const Document& d = view.document();
  const std::size_t size = analyzer.vector_size();
  out.dense.assign(kBlocks * size, 0.0F);
  std::array<float, kBlocks> counts{};
  const auto put = [&](std::size_t block, std::uint32_t t) {
    if (t == kNoToken || inside(input.source, t) || inside(input.target, t)) return;
    const Upos upos = view.upos(t);
    if (upos != Upos::kVerb && upos != Upos::kNoun && upos != Upos::kAdj) return;
    if (analyzer.add_word_vector(d.norm(t), out.dense.data() + block * size, scratch)) ++counts[block];
  };
  for (std::uint32_t t = sentence.begin; t < sentence.end; ++t) {
    put(0, t);
    if (view.upos(t) == Upos::kVerb) put(1, t);
  }
  for (const std::uint32_t t : x.between) put(2, t);
  for (std::size_t side = 0; side < 2; ++side) put(3 + side, x.above[side]);
  if (!input.drafts.empty()) put(5, input.drafts.front().draft->pivot);
  for (std::size_t part = 0; part < kBlocks; ++part) {
    if (counts[part] == 0) continue;
    float norm = 0;
    for (std::size_t k = 0; k < size; ++k) norm += out.dense[part * size + k] * out.dense[part * size + k];
    const float scale = norm > 0 ? 1.5F / std::sqrt(norm) : 0;
    for (std::size_t k = 0; k < size; ++k) out.dense[part * size + k] *= scale;
  }
}

}  // namespace

void relation_features(const RelationInput& input, const Analyzer& analyzer, Analyzer::Scratch& scratch, RelationFeatures& out) {
  out.clear();
  const SyntaxView& view = *input.view;
  const Document& d = view.document();
  Extractor x{input, view, d, out};
  x.add("bias", "");
  x.frames();
  x.party("S", input.source);
  x.party("T", input.target);
  const bool has_source = !input.source.empty();
  const bool has_target = !input.target.empty();
  if (has_source && has_target) {
    x.add("order", input.source.begin < input.target.begin ? "st" : "ts");
    x.path(head_of(view, input.source), head_of(view, input.target));
  }
  if (has_source) x.predicates("sp", head_of(view, input.source));
  if (has_target) x.predicates("tp", head_of(view, input.target));
  TokenRange sentence{0, static_cast<std::uint32_t>(d.tokens.size())};
  if (has_source || has_target) {
    const std::uint32_t at = has_source ? input.source.begin : input.target.begin;
    sentence = d.sentences[d.tokens[at].sentence].tokens;
  }
  x.bag(sentence);

  add_vectors(input, sentence, analyzer, scratch, x, out);
}

}  // namespace dragoman
