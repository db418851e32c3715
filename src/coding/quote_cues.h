// SPDX-License-Identifier: Apache-2.0
// The words that say whose word or mind something is: verbs, nouns and adjectives of speech and of attitude, grouped by
// what may hold their content. Kept apart from the frames of saying, which give events their speakers: a wish or a
// belief is an attribution to be shown, and no speaker of a record.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman {

/// Where the content of a cue may stand.
enum CueSlot : std::uint8_t {
  kCueClause = 1,      ///< a finite clause or a quotation: "said that", "said: ..."
  kCueInfinitive = 2,  ///< "vowed to", "is willing to"
  kCueObject = 4,      ///< "praised the plan"
  kCueSpeech = 8,      ///< speech, which may stand apart from what it reports ("..., he said"); else attitude
  kCueNoSource = 16,   ///< nobody in particular holds it: "seems to"
};

struct CueGroup {
  std::uint8_t slots;
  std::string_view prepositions;  ///< whose object is content too, space-separated
  std::string_view lemmas;        ///< space-separated; "point+out" needs the particle
};

inline constexpr CueGroup kCueVerbs[] = {
    {kCueClause | kCueSpeech, "about of",
     "say tell write tweet remark quip joke recount testify reply retort respond comment opine blog whisper shout yell scream chant exclaim "
     "mutter sigh cry intone muse gush continue conclude begin go+on chime"},
    {kCueClause | kCueSpeech | kCueObject, "",
     "add note report announce declare explain acknowledge state claim assert stress emphasize emphasise underscore underline reiterate "
     "repeat insist recall reveal disclose confirm admit concede deny suggest argue contend maintain mention observe predict warn caution "
     "allege lament quote cite proclaim post counter indicate clarify echo relay disagree boast brag bemoan remind assure inform "
     "read estimate recommend propose point+out interject profess posit speculate relate deadpan summarize email e-mail "
     "specify hint imply signal attest swear inquire enquire dispute rebut rebuke condemn denounce decry dismiss reject"},
    {kCueClause | kCueInfinitive | kCueSpeech | kCueObject, "for about", "ask promise pledge vow threaten urge demand request"},
    {kCueClause | kCueSpeech, "to on at", "point respond object reply"},
    {kCueObject | kCueSpeech, "about of as for", "describe discuss accuse criticize criticise call blame characterize characterise question"},
    {kCueSpeech, "about of on for against to with", "complain talk speak refer allude call rail protest argue"},
    {kCueClause | kCueObject, "", "show find believe think know see consider view fear doubt regret realize realise understand remember assume "
                                  "guess imagine suspect worry conclude determine learn discover anticipate foresee figure reckon wonder feel hold "
                                  "interpret notice recognize recognise regard judge deem mean"},
    {kCueClause | kCueInfinitive | kCueObject, "for", "want hope wish expect plan seek intend decide prefer agree hate love like need aim desire"},
    {kCueInfinitive, "to", "refuse decline offer volunteer opt resolve commit prepare try attempt"},
    {kCueObject, "for as over",
     "support oppose back endorse praise defend attack slam blast mock ridicule assail lambaste applaud commend thank welcome hail favor favour "
     "advocate embrace champion denounce condemn criticize criticise challenge slam knock tout trash disavow repudiate reprimand "
     "chide scold excoriate deride belittle insult hammer invoke downplay address outline express voice reference identify portray "
     "cast compare dub label name highlight detail raise answer"},
    {kCueClause | kCueInfinitive | kCueNoSource, "", "seem appear"},
};

inline constexpr CueGroup kCueNouns[] = {
    {kCueClause | kCueSpeech, "", "statement report claim assertion announcement suggestion allegation accusation comment remark message admission "
                                  "prediction warning acknowledgment argument contention insistence declaration charge revelation"},
    {kCueClause, "", "belief view idea fear hope feeling sense conviction opinion notion thought expectation doubt concern conclusion worry "
                     "confidence finding impression perception assumption"},
    {kCueClause | kCueInfinitive, "for to of on about",
     "promise pledge vow threat demand decision plan desire call proposal refusal offer request effort willingness intention bid commitment wish "
     "attempt"},
    {0, "of for on about to against with", "criticism support opposition endorsement attack praise objection rejection condemnation denunciation "
                                           "question complaint attitude position stance description rebuke preference"},
};

inline constexpr CueGroup kCueAdjectives[] = {
    {kCueClause, "about of", "confident aware sure certain afraid worried concerned convinced hopeful skeptical sceptical optimistic proud unaware "
                             "doubtful adamant fearful surprised glad"},
    {kCueInfinitive, "to with", "willing eager reluctant unwilling determined hesitant ready keen"},
    {0, "of about to with", "critical supportive dismissive opposed hostile sympathetic wary enthusiastic"},
};

}  // namespace dragoman
