// SPDX-License-Identifier: Apache-2.0
#include "coding/explanation.h"

#include <algorithm>
#include <tuple>

namespace dragoman {

void explain_drafts(const FrameLexicon& frames, const Document& document, const std::vector<EventDraft>& drafts, Explanation& explanation) {
  for (const EventDraft& draft : drafts) {
    const FrameEntry& entry = frames.entry(frames.unit(draft.match.unit).entry);
    const Sense& sense = draft.match.sense_in(frames);
    std::string result(kEventTypeNames[static_cast<std::size_t>(draft.code.type)]);
    if (!draft.code.mode.empty()) result += " " + draft.code.mode;
    explanation.items.push_back({document.tokens[draft.match.head].sentence, draft.match.trigger, entry.name, entry.file + ":" + std::to_string(sense.line), result,
                                 std::string(draft.dropped)});
  }
  std::stable_sort(explanation.items.begin(), explanation.items.end(),
                   [](const Explanation::Item& a, const Explanation::Item& b) { return std::tie(a.sentence, a.trigger.begin) < std::tie(b.sentence, b.trigger.begin); });
}

}  // namespace dragoman
