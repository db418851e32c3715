// SPDX-License-Identifier: Apache-2.0
#include "coding/relation_coder.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "coding/anchors.h"
#include "coding/attribution.h"
#include "coding/place_finder.h"
#include "coding/relation_features.h"
#include "coding/relation_model.h"
#include "coding/story_parties.h"
#include "syntax/analyzer.h"
#include "text/layout.h"

namespace dragoman {
namespace {

/// Steps in the tree between two tokens of a sentence; a large number across sentences.
int tree_distance(const SyntaxView& view, std::uint32_t a, std::uint32_t b) {
  std::vector<std::uint32_t> up;
  for (std::uint32_t t = a; t != kNoToken && up.size() < 64; t = view.head(t)) up.push_back(t);
  int steps = 0;
  for (std::uint32_t t = b; t != kNoToken && steps < 64; t = view.head(t), ++steps) {
    const auto found = std::find(up.begin(), up.end(), t);
    if (found != up.end()) return steps + static_cast<int>(found - up.begin());
  }
  return 100;
}

}  // namespace

struct RelationCoder::Impl {
  explicit Impl(const CodingResources& r)
      : resources(r), analysis(r.analyzer->make_scratch()), resolver(*r.knowledge), parties(resolver, *r.knowledge), builder(*r.frames) {}

  CodingResources resources;
  Analyzer::ScratchPtr analysis;
  Document document;
  StoryLayout layout;
  SyntaxView view;
  PlaceScratch place_scratch;
  std::vector<PlaceMention> places;
  std::vector<Attribution> attributions;
  ActorResolver resolver;
  StoryParties parties;
  EventBuilder builder;
  EventBuilder::Scratch scratch;
  std::vector<EventDraft> drafts;
  TokenRange source;
  TokenRange target;
  std::vector<RankedDraft> ranked;  ///< best first
  RelationFeatures features;

  void read(std::string_view text, std::optional<ByteRange> source_bytes, std::optional<ByteRange> target_bytes);

  /// Tokens of a byte range; empty when it is null or holds none.
  TokenRange tokens_of(const std::optional<ByteRange>& range) const {
    TokenRange out{0, 0};
    if (!range) return out;
    bool found = false;
    for (std::uint32_t t = 0; t < document.tokens.size(); ++t) {
      if (document.tokens[t].end_byte <= range->begin || document.tokens[t].begin_byte >= range->end) continue;
      if (!found) out.begin = t;
      out.end = t + 1;
      found = true;
    }
    return out;
  }

  static bool names(const std::vector<Party>& list, TokenRange range) {
    return std::any_of(list.begin(), list.end(), [&](const Party& p) {
      return (p.token >= range.begin && p.token < range.end) || (p.phrase.begin < range.end && range.begin < p.phrase.end);
    });
  }

  /// How well a draft tells the relation of source and target; higher is better.
  double fit(const EventDraft& draft) const {
    double score = 0;
    const bool by_source = names(draft.actors, source);
    const bool to_target = names(draft.recipients, target) || (draft.reciprocal && names(draft.actors, target));
    const bool speaks = draft.governing && names(draft.governing->speakers, source);
    if (by_source) score += 4;
    if (to_target) score += 3;
    if (names(draft.actors, target) && !draft.reciprocal) score -= 2;
    if (names(draft.recipients, source)) score -= 2;
    if (speaks) score -= 1;
    if (!draft.dropped.empty()) score -= 3;
    if (draft.nominal) score -= 0.4;
    if (draft.weak) score -= 0.6;
    if (draft.modality == Modality::kNegated) score -= 0.5;
    if (!source.empty()) score -= 0.25 * tree_distance(view, draft.pivot, head_of(view, source));
    if (!target.empty()) score -= 0.25 * tree_distance(view, draft.pivot, head_of(view, target));
    return score;
  }
};

RelationCoder::RelationCoder(const CodingResources& resources) : impl_(std::make_unique<Impl>(resources)) {}
RelationCoder::~RelationCoder() = default;

void RelationCoder::Impl::read(std::string_view text, std::optional<ByteRange> source_bytes, std::optional<ByteRange> target_bytes) {
  layout.clear();
  layout.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, BlockKind::kBody});
  find_quotations(text, layout);
  resources.analyzer->analyze(text, layout, document, *analysis);
  view.build(document);
  find_places(document, layout, *resources.gazetteer, place_scratch, places);
  attributions.clear();
  AttributionFinder(*resources.frames).find(view, layout, attributions);
  parties.start(view, layout, attributions, places, {});
  drafts.clear();
  for (const Sentence& sentence : document.sentences) builder.build(view, sentence.tokens, parties, scratch, drafts);
  source = tokens_of(source_bytes);
  target = tokens_of(target_bytes);
  ranked.clear();
  for (const EventDraft& draft : drafts) ranked.push_back({&draft, fit(draft)});
  std::stable_sort(ranked.begin(), ranked.end(), [](const RankedDraft& a, const RankedDraft& b) { return a.fit > b.fit; });
  const RelationInput input{&view, resources.frames, source, target, ranked};
  relation_features(input, *resources.analyzer, *analysis, features);
}

Relation RelationCoder::relate(std::string_view text, std::optional<ByteRange> source, std::optional<ByteRange> target) {
  Impl& m = *impl_;
  m.read(text, source, target);
  if (m.resources.relations == nullptr) {
    if (m.ranked.empty()) return {EventCode{EventType::kAccuse, "", "110"}, 0.1};
    return {m.ranked.front().draft->code, 1.0 / (1.0 + std::exp(-(m.ranked.front().fit - 1.0) / 2.0))};
  }
  Relation out;
  out.code.type = best_relation(m.resources.relations->probabilities(m.features), out.confidence);
  // The mode is that of the best reading of the same type.
  for (const RankedDraft& ranked : m.ranked) {
    if (ranked.draft->code.type != out.code.type) continue;
    out.code = ranked.draft->code;
    break;
  }
  return out;
}

const RelationFeatures& RelationCoder::features(std::string_view text, std::optional<ByteRange> source, std::optional<ByteRange> target) {
  impl_->read(text, source, target);
  return impl_->features;
}

}  // namespace dragoman
