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
  std::string_view lemmas;        ///< space-separated; "point+out"needs the particle
};

inline constexpr CueGroup kCueVerbs[] = {
    {kCueClause | kCueSpeech, "about of",
     "say tell write tweet remark quip joke recount testify reply retort respond comment opine blog whisper shout yell scream chant exclaim "
     "mutter sigh cry intone muse gush conclude go+on chime"},
    {kCueClause | kCueSpeech | kCueObject, "",
     "note report announce declare explain acknowledge state claim assert stress emphasize emphasise underscore underline reiterate "
     "repeat insist recall reveal disclose confirm admit concede deny suggest argue mention observe predict warn caution "
     "allege lament quote cite proclaim post indicate clarify echo relay disagree boast brag bemoan remind assure inform "
     "estimate recommend propose point+out interject profess posit speculate relate deadpan summarize email e-mail "
     "specify hint imply signal attest swear inquire enquire dispute rebut rebuke condemn denounce decry dismiss reject"},
    {kCueClause | kCueInfinitive | kCueSpeech | kCueObject, "for about", "ask promise pledge vow threaten urge demand request"},
    {kCueClause | kCueSpeech, "", "add maintain contend counter rule"},
    {kCueClause | kCueSpeech, "to on at", "point respond object reply"},
    {kCueObject | kCueSpeech, "about of as for", "describe discuss accuse criticize criticise call blame characterize characterise question"},
    {kCueSpeech, "about on for against to", "complain talk refer allude call rail protest argue"},
    {kCueClause, "", "find believe think feel remember imagine discover conclude figure guess hold learn "
                     "wonder judge notice worry"},
    {kCueClause | kCueObject, "as", "show see know consider view fear doubt regret realize realise understand assume suspect anticipate foresee reckon "
                                    "interpret recognize recognise regard deem"},
    {kCueClause | kCueInfinitive | kCueObject, "for", "want hope wish expect plan seek intend decide prefer agree hate love like aim desire"},
    {kCueInfinitive, "to", "refuse decline offer volunteer opt resolve"},
    {kCueSpeech, "about of against", "speak"},
    {kCueObject, "for as over",
     "support oppose back endorse praise defend attack slam blast mock ridicule assail lambaste applaud commend thank welcome hail favor favour "
     "advocate champion denounce condemn criticize criticise slam knock tout trash disavow repudiate reprimand "
     "chide scold excoriate deride belittle insult hammer invoke downplay outline express voice reference identify portray "
     "compare dub label name highlight detail answer nominate order encourage list exclude"},
    {0, "for against", "vote push campaign"},
    {0, "on", "focus touch"},
    {0, "with", "agree disagree side sympathize sympathise"},
    {kCueClause | kCueSpeech | kCueObject, "", "charge project"},
    {kCueClause | kCueInfinitive | kCueNoSource, "", "seem appear"},
};

inline constexpr CueGroup kCueNouns[] = {
    {kCueClause | kCueSpeech, "", "statement report claim assertion announcement suggestion allegation accusation comment remark message admission "
                                  "prediction warning acknowledgment argument contention insistence declaration charge revelation"},
    {kCueClause, "", "belief view idea fear hope feeling sense conviction opinion notion thought expectation doubt concern conclusion worry "
                     "confidence finding impression perception assumption"},
    {kCueClause | kCueInfinitive, "for",
     "promise pledge vow threat demand decision plan desire call proposal refusal offer willingness intention commitment wish"},
    {0, "of for on about to against with", "criticism opposition endorsement attack praise objection rejection condemnation denunciation "
                                           "question complaint attitude stance description rebuke preference"},
    {0, "for", "support advocacy"},
};

inline constexpr CueGroup kCueAdjectives[] = {
    {kCueClause, "about of", "confident aware sure certain afraid worried concerned convinced hopeful skeptical sceptical optimistic proud unaware "
                             "doubtful adamant fearful surprised glad"},
    {kCueInfinitive, "to with", "willing eager reluctant unwilling determined hesitant ready keen"},
    {0, "of about to with", "opposed critical supportive dismissive hostile sympathetic wary enthusiastic"},
};

}  // namespace dragoman
