// SPDX-License-Identifier: Apache-2.0
// From frame matches to event drafts: roles are filled, operators composed, reports of one interaction merged.
// Works on one sentence; time, place and attribution are added later.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "coding/frame_matcher.h"
#include "coding/party.h"
#include "dragoman/record.h"

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
};

/// An accuser or the like whose frame governs the event ("accused Moscow of shelling").
struct GoverningSpeaker {
  std::vector<Party> speakers;
  std::uint32_t cue = kNoToken;
  Stance stance = Stance::kAccuses;
};

struct EventDraft {
  EventCode code;
  FrameMatch match;                 ///< the match whose words are the trigger
  std::uint32_t pivot = kNoToken;   ///< the governing word: times and places are looked for around it
  std::vector<Party> actors;
  std::vector<Party> recipients;
  bool reciprocal = false;          ///< all parties act on each other
  std::uint32_t place_token = kNoToken;  ///< argument that the frame declares to be the place
  Modality modality = Modality::kActual;
  std::optional<GoverningSpeaker> governing;
  std::array<std::optional<Range>, kMagnitudeCount> magnitude;
  std::vector<std::string> contexts;
  std::uint8_t needs = 0;
  bool weak = false;
  bool nominal = false;             ///< triggered by a noun
  bool governed = false;            ///< inside another event's theme
  bool infinitive = false;          ///< hypothetical only because it is a bare infinitive that no entry governs
  std::uint32_t composed_by = 0xffffffff;  ///< unit of the operator that made it, for explanations
  std::string_view dropped;         ///< why it was dropped; empty while it stands. Static text
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

/// Modality of a predicate from its own auxiliaries, negation, conditional marks and governing clauses.
Modality modality_of(const SyntaxView& view, std::uint32_t token);

}  // namespace dragoman
