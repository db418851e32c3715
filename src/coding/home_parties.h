// SPDX-License-Identifier: Apache-2.0
// Parties that are at home in the story: the country that goes without saying ("police", "villagers", "the government").
#pragma once

#include <string>

#include "coding/event_draft.h"
#include "coding/syntax_view.h"

namespace dragoman {

class ImpliedParties;
class StoryParties;

/// Of one story; what it refers to must outlive it.
class HomeParties {
 public:
  HomeParties(const SyntaxView& view, const StoryParties& parties, const ImpliedParties& implied) : view_(view), d_(view.document()), parties_(parties), implied_(implied) {}

  /// Gives the parties of an event that have no country the one they are at home in. `place_country` is that of the place of the event, where
  /// it is known and no doubtful guess.
  void complete(EventDraft& draft, const std::string& place_country) const;
  /// The same for one party.
  void complete(Party& party, const std::string& home) const;

 private:
  static bool institution(const Party& party);
  [[nodiscard]] bool acts_openly(const Party& party) const;
  [[nodiscard]] bool is_owned(const Party& party) const;
  [[nodiscard]] bool local_gunmen(const Party& party) const;
  [[nodiscard]] bool from_abroad(const Party& party) const;

  const SyntaxView& view_;
  const Document& d_;
  const StoryParties& parties_;
  const ImpliedParties& implied_;
};

}  // namespace dragoman
