// SPDX-License-Identifier: Apache-2.0
#include "coding/confidence.h"

#include <algorithm>
#include <cmath>

namespace dragoman {
namespace {

/// Types that turn out right more or less often than the rest of the record lets expect.
double of_type(EventType type) {
  switch (type) {
    case EventType::kCooperate: return -0.46;
    case EventType::kAid: return -0.42;
    case EventType::kThreaten: return -0.29;
    case EventType::kAccuse: return -0.24;
    case EventType::kAssault: return -0.11;
    case EventType::kSupport: return -0.08;
    case EventType::kAgree: return 0.33;
    case EventType::kReject: return 0.34;
    case EventType::kCoerce: return 0.53;
    default: return 0;
  }
}

}  // namespace

double confidence_of(const EventDraft& draft, const EventRecord& record) {
  const auto any = [](const std::vector<Party>& parties, auto test) { return std::any_of(parties.begin(), parties.end(), test); };
  const auto named = [](const Party& p) { return p.named; };
  const auto stateless = [](const Party& p) { return p.country.empty(); };
  const auto person = [](const Party& p) { return p.person; };
  double z = 0.05 + of_type(record.type);
  if (draft.weak) z -= 0.51;
  if (draft.nominal) z -= 0.85;
  if (draft.match.word_count > 0) z += 0.08;
  if (draft.actors.empty()) z -= 0.38;
  if (draft.recipients.empty()) z -= 0.57;
  if (draft.actors.empty() && draft.recipients.empty()) z -= 0.41;
  if (draft.actors.size() + draft.recipients.size() > 2) z -= 0.22;
  if (any(draft.actors, named)) z += 0.07;
  if (any(draft.recipients, named)) z += 0.31;
  if (any(draft.actors, person)) z += 0.21;
  if (any(draft.actors, stateless) || any(draft.recipients, stateless)) z -= 1.33;
  if (draft.reciprocal) z += 0.84;
  if (record.modality != Modality::kActual) z -= 0.36;
  if (!record.mode.empty()) z += 0.10;
  if (record.place) z += 0.20;
  if (record.date.span.quoted()) z += 0.27;
  if (!record.attribution.empty()) z -= 0.11;
  if (std::any_of(record.magnitude.begin(), record.magnitude.end(), [](const auto& m) { return m.has_value(); })) z += 0.42;
  if (draft.composed_by != 0xffffffff) z += 0.19;
  return std::clamp(1.0 / (1.0 + std::exp(-z)), 0.05, 0.98);
}

}  // namespace dragoman
