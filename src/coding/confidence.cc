// SPDX-License-Identifier: Apache-2.0
#include "coding/confidence.h"

#include <algorithm>
#include <cmath>

#include "coding/confidence_weights.h"

namespace dragoman {
static_assert(kConfidenceWeights.size() == kConfidenceNames.size(), "run bench/fit_confidence.py");

namespace {

constexpr std::uint32_t kLong = 30, kVeryLong = 45;  // tokens
constexpr std::uint32_t kFar = 12;
constexpr std::uint32_t kFirst = 3, kLate = 10;  // sentences

bool any(const std::vector<Party>& parties, auto test) { return std::any_of(parties.begin(), parties.end(), test); }

}  // namespace

ConfidenceFeatures confidence_features(const SyntaxView& view, const EventDraft& draft, const EventRecord& record) {
  const Document& d = view.document();
  const std::uint32_t pivot = draft.pivot, head = draft.match.head;
  const std::uint32_t sentence = d.tokens[pivot].sentence;
  const std::uint32_t length = d.sentences[sentence].tokens.end - d.sentences[sentence].tokens.begin;
  const std::uint32_t verb = view.upos(head) == Upos::kVerb ? head : pivot;
  const Deprel relation = view.relation(verb);
  const std::uint32_t above = view.head(verb);
  const auto named = [](const Party& p) { return p.named; };
  const auto stateless = [](const Party& p) { return p.country.empty(); };
  const auto pronoun = [&](const Party& p) { return p.token != kNoToken && view.upos(p.token) == Upos::kPron; };
  const auto common = [&](const Party& p) { return p.token != kNoToken && view.upos(p.token) == Upos::kNoun && !p.named; };
  const auto far = [&](const Party& p) { return p.token != kNoToken && (p.token > pivot ? p.token - pivot : pivot - p.token) > kFar; };
  const auto loose = [&](const Party& p) { return p.token != kNoToken && !view.governs(pivot, p.token) && !view.governs(head, p.token); };
  const auto understood = [](const Party& p) { return p.token == kNoToken; };
  const auto before = [&](const Party& p) { return p.token != kNoToken && p.token < pivot; };
  const bool told_by_verb = view.upos(verb) == Upos::kVerb;
  const bool main_verb = told_by_verb && (above == kNoToken || (relation == Deprel::kCcomp && view.head(above) == kNoToken));
  const auto type = [&](EventType t) { return record.type == t; };
  return {draft.weak,
          draft.nominal,
          draft.match.word_count > 0,
          draft.actors.empty(),
          draft.recipients.empty(),
          draft.actors.empty() && draft.recipients.empty(),
          draft.actors.size() + draft.recipients.size() > 2,
          any(draft.actors, named),
          any(draft.recipients, named),
          any(draft.actors, [](const Party& p) { return p.person; }),
          any(draft.actors, stateless) || any(draft.recipients, stateless),
          draft.reciprocal,
          record.modality != Modality::kActual,
          !record.mode.empty(),
          record.place.has_value(),
          record.date.span.quoted(),
          !record.attribution.empty(),
          std::any_of(record.magnitude.begin(), record.magnitude.end(), [](const auto& m) { return m.has_value(); }),
          draft.composed_by != 0xffffffff,
          length > kLong,
          length > kVeryLong,
          sentence < kFirst,
          sentence > kLate,
          (d.tokens[pivot].flags & kInQuotation) != 0,
          record.historical,
          told_by_verb && view.is_passive(verb),
          main_verb,
          told_by_verb && relation == Deprel::kConj,
          told_by_verb && (relation == Deprel::kAcl || relation == Deprel::kAdvcl),
          any(draft.actors, pronoun),
          any(draft.recipients, pronoun),
          any(draft.actors, common),
          any(draft.recipients, common),
          any(draft.actors, far),
          any(draft.recipients, far),
          any(draft.actors, loose),
          any(draft.recipients, loose),
          any(draft.recipients, before),
          any(draft.actors, understood) || any(draft.recipients, understood),
          any(draft.actors, [&](const Party& a) { return !a.country.empty() && any(draft.recipients, [&](const Party& r) { return r.country == a.country; }); }),
          type(EventType::kAgree),
          type(EventType::kSupport),
          type(EventType::kConcede),
          type(EventType::kCooperate),
          type(EventType::kAid),
          type(EventType::kRetreat),
          type(EventType::kRequest),
          type(EventType::kAccuse),
          type(EventType::kReject),
          type(EventType::kThreaten),
          type(EventType::kProtest),
          type(EventType::kAssault) || type(EventType::kCoerce)};
}

double confidence_of(const ConfidenceFeatures& features) {
  double z = kConfidenceBias;
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (features[i]) z += kConfidenceWeights[i];
  }
  return std::clamp(1.0 / (1.0 + std::exp(-z)), 0.05, 0.98);
}

}  // namespace dragoman
