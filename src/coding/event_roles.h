// SPDX-License-Identifier: Apache-2.0
// Who acts and who is acted on in the draft of one match: the slots of its frame, and where those are empty, the words
// around that tell it.
#pragma once

#include <cstdint>
#include <vector>

#include "coding/event_builder.h"

namespace dragoman {

class EventRoles {
 public:
  EventRoles(const SyntaxView& view, const PartyFinder& parties, std::vector<std::uint32_t>& tokens) : view_(view), parties_(parties), tokens_(tokens) {}

  /// Parties of the first of `choices` that holds any, of all of them when asked; those in `except` aside.
  [[nodiscard]] bool is_only_source(std::uint32_t token) const;
  void fill(const SlotChoices& choices, const std::vector<Argument>& arguments, std::vector<Party>& out, const std::vector<Party>* except, bool all_choices = false);
  /// "reiterated it during a meeting with the French minister": the subject of the clause is the other party.
  void add_clause_subject(EventDraft& draft);
  /// "The Global Summit for Tourism", "the Third Islamic Conference": words of the name of a meeting are nobody who meets.
  void drop_words_of_name(EventDraft& draft) const;
  /// "Israel has stepped up raids", "the militants launched attacks": whoever does, plans or continues it.
  void take_performer(EventDraft& draft);
  /// "The council adopted a resolution which urges", "in a letter that accused": a paper says what its author says.
  void take_author(EventDraft& draft, const std::vector<Argument>& arguments);
  /// "Opened the session with an appeal for calm": who acts so also says so.
  void take_utterer(EventDraft& draft);
  /// "The North Korean test sparked condemnation": it was meant for whoever caused it.
  void take_cause(EventDraft& draft);
  /// "The suspect, convicted to life in prison": courts and states convict, private persons are convicted.
  static void put_convicts_right(EventDraft& draft);
  /// Who is killed, wounded or held is people, also where no dictionary knows the noun: "townspeople", "60,000".
  void add_people(std::uint32_t head, EventDraft& draft) const;
  /// "Fired tear gas to clear the square of students", "swore to hunt the bandits": those whom the act below is to meet.
  void take_objects_below(EventDraft& draft);
  /// "Nine guests, including two Danes", "a dozen workers including one Pole": those of another state are named apart.
  void add_included(EventDraft& draft) const;
  /// "court bombings": a modifier that is no fighter is what was hit. "Shelled the village": ground is no victim.
  void keep_fighters_and_victims(EventDraft& draft) const;
  /// Is one of the slots filled by a common noun?
  bool holds_noun(const SlotChoices& choices, const std::vector<Argument>& arguments) const;
  /// "Some 300 teachers picketed the ministry", "sent 1,200 soldiers": how many took part, whatever the frame says of counts.
  void count_participants(const std::vector<Argument>& arguments, EventDraft& draft) const;
  /// "Damascus would pay a price, the premier said", "leave or face war": those who have power speak of what is to come to others.
  bool holds_out(const EventDraft& draft) const;

 private:
  /// The word that names the party in a slot. A finite clause stands for its own subject: "demanded that Minsk free them".
  std::uint32_t party_token(const Slot& slot, std::uint32_t token) const;

  const SyntaxView& view_;
  const PartyFinder& parties_;
  std::vector<std::uint32_t>& tokens_;
};

}  // namespace dragoman
