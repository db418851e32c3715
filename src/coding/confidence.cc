// SPDX-License-Identifier: Apache-2.0
#include "coding/confidence.h"

#include <algorithm>
#include <cmath>

namespace dragoman {

double confidence_of(const EventDraft& draft, const EventRecord& record) {
  double z = 0.6;
  if (draft.weak) z -= 0.9;
  if (draft.nominal) z -= 0.5;
  if (draft.match.word_count > 0) z += 0.3;
  if (draft.actors.empty()) z -= 0.4;
  if (draft.actors.empty() && draft.recipients.empty()) z -= 0.5;
  const auto named = [](const Party& p) { return p.named; };
  if (std::any_of(draft.actors.begin(), draft.actors.end(), named)) z += 0.4;
  if (std::any_of(draft.recipients.begin(), draft.recipients.end(), named)) z += 0.3;
  if (record.modality == Modality::kHypothetical) z -= 0.6;
  return std::clamp(1.0 / (1.0 + std::exp(-z)), 0.05, 0.98);
}

}  // namespace dragoman
