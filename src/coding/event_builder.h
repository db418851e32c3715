// SPDX-License-Identifier: Apache-2.0
// From frame matches to event drafts: roles are filled, operators composed, reports of one interaction merged.
// Works on one sentence; time, place and attribution are added later.
#pragma once

#include <cstdint>
#include <vector>

#include "coding/event_draft.h"
#include "coding/frame_matcher.h"
#include "coding/party.h"

namespace dragoman {

/// Who a phrase speaks of. Implemented over the knowledge and the story's memory.
class PartyFinder : public SlotTester {
 public:
  /// Parties named by the noun phrase headed by `token`, its conjuncts aside: none, one, or several ("both sides").
  virtual void find(std::uint32_t token, std::vector<Party>& out) const = 0;
  /// Is the phrase ground or a building, not people or a state: "the village", "Tskhinvali", "the presidential palace"?
  [[nodiscard]] virtual bool is_ground(std::uint32_t token) const = 0;
  /// Is the word part of a known name of several words, and so no event: the "Support" of "Rapid Support Forces"?
  [[nodiscard]] virtual bool inside_name(std::uint32_t) const { return false; }
  /// Who is reported to say what the token is part of; nobody in the report's own voice.
  virtual void speaker(std::uint32_t, std::vector<Party>&) const {}
};

class EventBuilder {
 public:
  explicit EventBuilder(const FrameLexicon& lexicon) : lexicon_(&lexicon), matcher_(lexicon) {}

  struct Scratch {
    FrameMatcher::Scratch matcher;
    std::vector<FrameMatch> matches;
    std::vector<DroppedMatch> dropped_matches;
    std::vector<std::int32_t> governor;         ///< by match: match of the operator that governs it, -1 for none
    std::vector<std::vector<std::int32_t>> themes;  ///< by match: the matches it governs
    std::vector<std::int32_t> match_at;         ///< by token of the sentence: match whose words include it, -1
    std::vector<Argument> arguments;
    std::vector<std::uint32_t> tokens;
  };

  /// Appends the drafts of one sentence to `out`, also those that were dropped (with their reason).
  void build(const SyntaxView& view, TokenRange sentence, const PartyFinder& parties, Scratch& scratch,
             std::vector<EventDraft>& out) const;

  [[nodiscard]] const FrameLexicon& lexicon() const { return *lexicon_; }

 private:
  struct Work;
  const FrameLexicon* lexicon_;
  FrameMatcher matcher_;
};

}  // namespace dragoman
