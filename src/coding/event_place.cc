// SPDX-License-Identifier: Apache-2.0
#include "coding/event_place.h"

#include <algorithm>

#include "coding/anchors.h"
#include "coding/composition.h"

namespace dragoman {
namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Prepositions that put an event somewhere.
bool locates(std::string_view preposition) {
  return in(preposition, {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "on", "off", "along", "over",
                          "within", "outskirts", "around", "between", "beside", "above", "toward", "towards", "into"});
}

/// Is the mention inside a locative phrase that hangs below the event's clause ("at a base in Simferopol")?
bool is_locative(const SyntaxView& view, std::uint32_t head) {
  const Document& d = view.document();
  std::uint32_t t = head;
  for (int steps = 0; t != kNoToken && steps < 4; ++steps) {
    const std::uint32_t adp = view.adposition(t);
    if (adp != kNoToken) {
      if (locates(d.norm(adp))) return true;
      // "the village of X in ...": "of" alone does not locate, what it belongs to may.
      if (d.norm(adp) != "of" && d.norm(adp) != "from") return false;
    }
    const Deprel r = view.relation(t);
    if (r == Deprel::kNmod || r == Deprel::kAppos || r == Deprel::kFlat || r == Deprel::kCompound || r == Deprel::kConj || r == Deprel::kAmod) {
      t = view.head(t);
      continue;
    }
    return false;
  }
  return false;
}

}  // namespace

int place_of(const SyntaxView& view, const EventDraft& event, const std::vector<PlaceMention>& places) {
  const Document& d = view.document();
  const bool speech = is_speech_act(event.code.type);
  const TokenRange sentence = d.sentences[d.tokens[event.pivot].sentence].tokens;
  int best = -1;
  int best_distance = kUntied;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const PlaceMention& place = places[i];
    if (place.tokens.begin < sentence.begin || place.tokens.end > sentence.end || place.use != PlaceUse::kPlain) continue;
    const std::uint32_t head = head_of(view, place.tokens);
    // The argument that the frame names as the place: "captured Jabrayil".
    if (event.place_token != kNoToken && (view.governs(event.place_token, head) || head == event.place_token)) {
      if (best_distance > -1 || (best >= 0 && head == event.place_token)) {
        best = static_cast<int>(i);
        best_distance = -1;
      }
      continue;
    }
    int distance = tie_distance(view, event, {place.tokens, head});
    if (distance >= kUntied) continue;
    const bool locative = is_locative(view, head);
    // "the Baghdad bombing", "Gaza clashes": a modifier of the event's noun.
    const std::uint32_t up = view.head(head);
    const bool modifier = view.relation(head) == Deprel::kCompound && (up == event.pivot || up == event.match.head);
    // "shelled Ganja": the thing hit is where it was hit.
    const bool target = event.code.type == EventType::kAssault && view.deprel(head) == Deprel::kObj && up == event.match.head && place.kind != PlaceKind::kCountry;
    if (!locative && !modifier && !target) continue;
    if (speech && distance > 3) continue;
    if (!speech && distance >= 40) continue;
    if (place.kind == PlaceKind::kCountry) distance += 1;
    if (distance < best_distance) {
      best = static_cast<int>(i);
      best_distance = distance;
    }
  }
  if (best < 0) return -1;
  // "in Jenin in the northern West Bank", "Urum al-Kubra, Aleppo": the more specific of a chain of places is the lower one.
  return best;
}

}  // namespace dragoman
