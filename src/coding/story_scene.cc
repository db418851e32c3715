// SPDX-License-Identifier: Apache-2.0
#include "coding/story_scene.h"

#include <algorithm>

#include "coding/composition.h"
#include "coding/event_place.h"

namespace dragoman {
namespace {

constexpr std::uint32_t kSceneSentences = 3;  ///< how far back "the attack" looks for the attack

constexpr std::uint32_t kNextSentences = 2;

/// Is one of the parties of the place's country?
bool at_home(const EventDraft& draft, const std::string& country) {
  const auto is = [&](const Party& p) { return p.country == country; };
  return std::any_of(draft.actors.begin(), draft.actors.end(), is) || std::any_of(draft.recipients.begin(), draft.recipients.end(), is);
}

/// Do all who act here belong to those who met?
bool among(const std::vector<Party>& parties, const std::vector<std::string>& countries) {
  return !parties.empty() && std::all_of(parties.begin(), parties.end(), [&](const Party& p) { return std::find(countries.begin(), countries.end(), p.country) != countries.end(); });
}

}  // namespace

void StoryScene::share(const EventDraft& draft, EventRecord& record) {
  if (draft.code.type == EventType::kAssault) share_force(draft, record);
  share_talks(draft, record);
}

/// "Two policemen were hurt in the attacks": where and when they were has been told before.
void StoryScene::share_force(const EventDraft& draft, EventRecord& record) {
  const std::uint32_t s = view_.document().tokens[draft.pivot].sentence;
  if (refers_to_scene(view_, draft) && force_.known && s - force_.sentence <= kSceneSentences && s != force_.sentence) {
    if (!record.place) record.place = force_.place;
    if (!record.date.span.quoted() && force_.dated) {
      record.date = force_.date;
      record.historical = force_.historical;
    }
  }
  // A further act of the same fighting, told in the next sentences without a place of its own.
  if (!record.place && force_.place && force_.known && s > force_.sentence && s - force_.sentence <= kNextSentences && record.modality == Modality::kActual && !record.historical && !force_.historical &&
      !draft.governed && (!record.date.span.quoted() || record.date.start == force_.date.start) && at_home(draft, force_.place->country)) {
    record.place = force_.place;
  }
  if (record.modality != Modality::kActual || (!record.place && !record.date.span.quoted())) return;
  if (record.historical && record.date.precision == DatePrecision::kYear) return;  // a look back is no scene
  force_ = {true, s, record.place, record.date, !record.date.start.empty(), record.historical};
}

/// "Met in Oslo and agreed to ...", "on a visit to Oslo he promised": what is said there is said in that place.
void StoryScene::share_talks(const EventDraft& draft, EventRecord& record) {
  const std::uint32_t s = view_.document().tokens[draft.pivot].sentence;
  if (draft.code.type == EventType::kConsult) {
    // "The envoy, who met rebels in Juba on Monday, appealed": not there.
    if (view_.relation(draft.match.head) == Deprel::kAcl || !record.place || record.modality != Modality::kActual || record.historical) return;
    talks_ = {s, record.place, {}, draft.pivot};
    for (const auto* list : {&draft.actors, &draft.recipients}) {
      for (const Party& p : *list) talks_.countries.push_back(p.country);
    }
    return;
  }
  const bool said = is_speech_act(draft.code.type) || draft.code.type == EventType::kSupport;
  if (!said || record.place || !talks_.place || talks_.sentence != s || record.modality != Modality::kActual || !among(draft.actors, talks_.countries)) return;
  // What somebody else is reported to have said, or in a clause about a noun, is not said there.
  std::uint32_t token = draft.match.head;
  for (int steps = 0; token != kNoToken && steps < 6; ++steps) {
    const Deprel r = view_.relation(token);
    if (r == Deprel::kCcomp && view_.head(token) != kNoToken && view_.head(token) < token) return;
    token = view_.head(token);
  }
  record.place = talks_.place;
}

}  // namespace dragoman
