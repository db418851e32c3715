// SPDX-License-Identifier: Apache-2.0
// Parties that a sentence does not put where the frame looks for them: whom words are meant for, who is visited "here",
// who did what somebody claims responsibility for.
#pragma once

#include <string_view>
#include <vector>

#include "coding/attribution.h"
#include "coding/event_draft.h"
#include "coding/story_parties.h"
#include "coding/syntax_view.h"

namespace dragoman {

/// A state and a party, movement or armed group.
bool opposed(const Party& a, const Party& b);

/// "Welcomed the deal": is it about an agreement told elsewhere?
bool about_deal(const SyntaxView& view, const EventDraft& draft);

/// "A mine hit the bus, and the separatists claimed responsibility": gives the acts of force of the sentence that
/// nobody is said to have done to whoever claims them.
void take_claimed_responsibility(const SyntaxView& view, TokenRange sentence, const StoryParties& parties, std::vector<EventDraft>& drafts);

/// Of one story; what it refers to must outlive it.
class ImpliedParties {
 public:
  ImpliedParties(const SyntaxView& view, const StoryParties& parties, const std::vector<Attribution>& attributions, const Knowledge& knowledge,
                 std::string_view dateline_country)
      : view_(view), d_(view.document()), parties_(parties), attributions_(attributions), knowledge_(knowledge), dateline_country_(dateline_country) {}

  /// Adds recipients that are understood, and takes away those that are nobody.
  void complete(EventDraft& draft) const;
  /// Gives a ministry that summons or expels an envoy the country he was sent to.
  void host_of_envoy(EventDraft& draft) const;

 private:
  void call_on_others(EventDraft& draft) const;
  void held_by_owner(EventDraft& draft) const;
  void arrested_by_speaker(EventDraft& draft) const;
  void imply_recipient(EventDraft& draft) const;
  void drop_empty_recipients(EventDraft& draft) const;
  void visit_here(EventDraft& draft) const;
  void visit_city(EventDraft& draft) const;
  void give_to(EventDraft& draft) const;
  void mediate_between(EventDraft& draft) const;
  void add_state(EventDraft& draft, std::string_view country) const;
  void protest_before_embassy(EventDraft& draft) const;
  void leave_host(EventDraft& draft) const;
  void hit_other_side(EventDraft& draft) const;
  void protest_against_measure(EventDraft& draft) const;
  [[nodiscard]] bool only_scene(const ActorMention& mention) const;
  [[nodiscard]] bool beside(std::uint32_t pivot, std::uint32_t token) const;
  [[nodiscard]] bool indefinite_plural(std::uint32_t token) const;
  [[nodiscard]] bool tells_of(const EventDraft& draft, std::uint32_t token) const;
  [[nodiscard]] bool leads_something(const ActorMention& mention) const;
  [[nodiscard]] bool of_next_clause(std::uint32_t pivot, std::uint32_t token) const;
  static bool press(const Party& party);
  [[nodiscard]] bool is_source(std::uint32_t token) const;

  const SyntaxView& view_;
  const Document& d_;
  const StoryParties& parties_;
  const std::vector<Attribution>& attributions_;
  const Knowledge& knowledge_;
  std::string_view dateline_country_;
};

}  // namespace dragoman
