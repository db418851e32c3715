// SPDX-License-Identifier: Apache-2.0
// Who is who in one story: every noun phrase that names an actor, pronouns and descriptions resolved to it, and the
// country that goes without saying ("police said").
#pragma once

#include <map>
#include <string>
#include <vector>

#include "coding/actor_resolver.h"
#include "coding/attribution.h"
#include "coding/event_builder.h"
#include "coding/gender.h"
#include "coding/party.h"
#include "coding/place_finder.h"
#include "coding/story_places.h"
#include "text/story.h"

namespace dragoman {

/// What kind of thing a mention is, as far as pronouns care.
enum class MentionShape : std::uint8_t { kPerson, kThing, kPlural };

struct ActorMention {
  std::uint32_t token = kNoToken;
  MentionShape shape = MentionShape::kThing;
  bool subject = false;
  bool in_quotation = false;
  Gender gender = Gender::kUnknown;
  bool generic = false;  ///< common noun without country: "the rebels"
  ActorReading reading;
  std::vector<Party> parties;  ///< none when it is no actor
};

/// Does a noun name what speaks for whoever issued it: "report", "resolution"?
bool is_document(std::string_view lemma);

/// Rebuilt for each story; keeps its memory.
class StoryParties : public PartyFinder {
 public:
  explicit StoryParties(const ActorResolver& resolver, const Knowledge& knowledge) : resolver_(&resolver), knowledge_(&knowledge) {}

  /// Reads all mentions. The referenced objects must outlive the use of this one.
  void start(const SyntaxView& view, const StoryLayout& layout, const std::vector<Attribution>& attributions,
             const std::vector<PlaceMention>& places, std::string_view dateline_country);

  void find(std::uint32_t token, std::vector<Party>& out) const override;
  [[nodiscard]] bool is(SlotClass slot_class, std::uint32_t token) const override;
  [[nodiscard]] bool is_ground(std::uint32_t token) const override;
  void speaker(std::uint32_t token, std::vector<Party>& out) const override;
  [[nodiscard]] bool inside_name(std::uint32_t token) const override;

  /// The country that the story is about where none is named.
  [[nodiscard]] const std::string& story_country() const { return story_country_; }
  /// Where the report is written, by its dateline; empty when it does not say.
  [[nodiscard]] const std::string& dateline_country() const { return dateline_country_; }
  /// The state that acts most in the story: "the government" of a report from abroad.
  [[nodiscard]] const std::string& acting_country() const { return acting_country_; }
  /// The country that the places of a sentence lie in, else that of the story.
  [[nodiscard]] const std::string& home_country(std::uint32_t sentence) const;
  /// Of the two states that the story is about, the one that is not `country`; empty when it is about anything else.
  [[nodiscard]] std::string_view other_state(std::string_view country) const;
  /// The two sides that the story is about, as governments or as those who fight them; none when it is about anything else.
  void both_sides(std::vector<Party>& out) const;
  /// The two sides for one who is neither, but as much spoken of: none where there are not two others.
  void sides_without(std::string_view country, std::vector<Party>& out) const;
  /// The country that a place named at the token lies in; empty when none is.
  [[nodiscard]] std::string_view place_country(std::uint32_t token) const;
  /// Does anybody of a country take part, not only a place in it?
  [[nodiscard]] bool tells_of(const std::string& country) const;
  /// Is a country spoken of more than in passing? A place whose country nothing else mentions is a doubtful guess.
  [[nodiscard]] bool speaks_of(const std::string& country) const;
  /// Does a known name that is no place lie in these tokens ("the Taliban")?
  [[nodiscard]] bool names_actor(TokenRange tokens) const;
  /// Mentions of actors in text order.
  [[nodiscard]] const std::vector<ActorMention>& mentions() const { return mentions_; }
  [[nodiscard]] const ActorMention* mention_at(std::uint32_t token) const;

 private:
  static constexpr std::uint32_t kListReach = 8;  // sentences in which the states meant by "the five countries" are looked for
  /// Does the story tell of two sides, the second more than in passing?
  [[nodiscard]] bool two_sides() const { return dyad_.size() == 2 && dyad_[1].weight * 5 >= dyad_[0].weight; }

  [[nodiscard]] ActorOptions actor_options() const;
  void count_places();
  void read_mentions();
  void count_countries();
  [[nodiscard]] bool is_place_by_link(std::uint32_t token) const;
  [[nodiscard]] bool inside_place(std::uint32_t token) const;
  void rank_sides();
  [[nodiscard]] Gender gender_of(const ActorMention& mention) const;
  void join_titles();
  void introduce_by_lead();
  bool take_same_noun(ActorMention& mention, std::size_t m) const;
  void take_longer_name(ActorMention& mention, std::size_t m) const;
  void resolve_descriptions();
  [[nodiscard]] bool of_commission(const ActorMention& mention) const;
  void resolve_counterparts(ActorMention& mention) const;
  void resolve_secretary_general(ActorMention& mention, std::size_t m) const;
  [[nodiscard]] const ActorMention* holder_of(const ActorMention& mention, std::size_t m) const;
  [[nodiscard]] const ActorMention* antecedent_of(std::uint32_t pronoun, int depth = 0) const;
  [[nodiscard]] bool first_of_list(std::uint32_t token, std::uint32_t pronoun) const;
  [[nodiscard]] std::uint32_t topic_pronoun(std::uint32_t pronoun) const;
  [[nodiscard]] std::uint32_t reflexive_subject(std::uint32_t pronoun) const;
  void pronoun_parties(std::uint32_t token, std::vector<Party>& out, int depth) const;
  void find_at_depth(std::uint32_t token, std::vector<Party>& out, int depth) const;
  bool group_parties(std::uint32_t token, std::vector<Party>& out, int depth) const;
  bool counted_parties(std::uint32_t token, std::vector<Party>& out) const;
  bool parties_of_list(std::uint32_t token, std::size_t count, bool states, std::vector<Party>& out, std::uint32_t reach = kListReach) const;
  bool other_side(std::uint32_t token, std::vector<Party>& out) const;
  bool organisation_meant(std::uint32_t token, std::vector<Party>& out) const;
  bool group_meant(std::uint32_t token, std::vector<Party>& out) const;
  bool listed_group(std::uint32_t token, std::vector<Party>& out) const;
  bool states_named(std::uint32_t sentence, std::uint32_t except, std::size_t count, std::vector<Party>& out) const;
  [[nodiscard]] bool named_after_place(std::uint32_t token) const;
  bool heads_of_sides(std::uint32_t token, std::vector<Party>& out, int depth) const;
  bool pair_parties(std::uint32_t token, std::vector<Party>& out) const;
  void issuers_of(std::uint32_t token, std::vector<Party>& out) const;
  void dyad_parties(std::uint32_t token, std::vector<Party>& out) const;
  [[nodiscard]] Party as_party(const ActorReading& reading) const;

  const ActorResolver* resolver_;
  const Knowledge* knowledge_;
  const SyntaxView* view_ = nullptr;
  const StoryLayout* layout_ = nullptr;
  const std::vector<Attribution>* attributions_ = nullptr;
  const std::vector<PlaceMention>* places_ = nullptr;
  StoryPlaces story_places_;
  ActorMemory memory_;
  ActorResolver::Scratch resolver_scratch_;
  std::vector<ActorMention> mentions_;           ///< in text order
  std::vector<std::int32_t> mention_of_token_;   ///< index into mentions_, -1
  std::map<std::string, int> country_counts_;
  std::vector<std::string> sentence_country_;    ///< of the sentence's places, may be empty
  std::string dateline_country_;
  std::string story_country_;
  std::string acting_country_;
  /// A side of the story's conflict: a state, or those who fight a state ("the rebels", "the RSF").
  struct Side {
    std::string country;
    bool nonstate = false;
    int weight = 0;
    Party sample;  ///< how it was named
  };
  std::vector<Side> dyad_;                       ///< the two sides most spoken of
  Side third_;                                   ///< the next one; without a country when there is none
};

}  // namespace dragoman
