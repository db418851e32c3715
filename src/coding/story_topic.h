// SPDX-License-Identifier: Apache-2.0
// What a story is about, as far as it decides whether words of fighting are meant: "attack" in a match report, the dead
// of an earthquake.
#pragma once

#include "coding/event_builder.h"
#include "coding/syntax_view.h"

namespace dragoman {

struct StoryTopic {
  bool sport = false;     ///< a match, a championship, athletes: nobody is attacked
  bool disaster = false;  ///< quake, flood, crash, disease: the dead have no attacker
  bool private_life = false;  ///< no word of war, insurgency or political struggle, and none of the state
  bool no_unrest = false;     ///< no word of war, insurgency or political struggle
};

/// "A gas blast killed 24 miners": what blew up is named, and it is no weapon.
bool is_industrial_accident(const SyntaxView& view, const EventDraft& draft);

/// "Police confiscated 160 kg of heroin": routine crime (coding guide, section 1).
bool seizes_drugs(const SyntaxView& view, const EventDraft& draft);

/// "The cook was jailed for theft", "stabbed outside a bar" in a story without a word of unrest and state: routine private crime.
bool is_private_crime(const SyntaxView& view, const StoryTopic& topic, const EventDraft& draft);

/// Counts topic words of the whole story.
StoryTopic topic_of(const SyntaxView& view);

}  // namespace dragoman
