// SPDX-License-Identifier: Apache-2.0
#include "coding/event_place.h"

#include <algorithm>

#include "coding/anchors.h"
#include "coding/composition.h"

namespace dragoman {
namespace {

constexpr int kClose = 3;   // within the event's own phrase or among its verb's arguments
constexpr int kSameReport = 40;   // anything short of another speaker's report

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Prepositions that put an event somewhere.
bool locates(std::string_view preposition) {
  return in(preposition, {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "on", "off", "along", "over",
                          "within", "beside", "above", "through", "under"});
}

/// How broad a place is: of "Kabkabiya, North Darfur" the narrower one is the place.
int breadth(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::kContinent: return 5;
    case PlaceKind::kCountry: return 4;
    case PlaceKind::kRegion:
    case PlaceKind::kWater: return 3;
    case PlaceKind::kAdmin1: return 3;
    case PlaceKind::kAdmin2:
    case PlaceKind::kIsland:
    case PlaceKind::kMountain: return 2;
    case PlaceKind::kCapital:
    case PlaceKind::kCity: return 1;
    default: return 0;
  }
}

/// Is the mention inside a locative phrase ("at a base in Simferopol")? Returns false for "from" and "against".
bool is_locative(const SyntaxView& view, std::uint32_t head, bool goal_too, bool speech) {
  const Document& d = view.document();
  std::uint32_t t = head;
  bool modifier = false;
  for (int steps = 0; t != kNoToken && steps < 5; ++steps) {
    const std::uint32_t adp = view.adposition(t);
    if (adp != kNoToken) {
      const std::string_view p = d.norm(adp);
      if (speech && modifier && p == "on") return false;  // "called on the Quito authorities"
      if (locates(p) || (goal_too && in(p, {"to", "into", "toward", "towards", "onto"}))) return true;
      // "just south of Baghdad".
      const std::uint32_t whole = view.head(t);
      if (p == "of" && whole != kNoToken && in(d.norm(whole), {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outskirts"})) return true;
      // "the village of X in ...": "of" alone does not locate, what it belongs to may.
      if (p != "of") return false;
    }
    const Deprel r = view.relation(t);
    if (r == Deprel::kNmod || r == Deprel::kAppos || r == Deprel::kFlat || r == Deprel::kCompound || r == Deprel::kConj ||
        r == Deprel::kAmod || r == Deprel::kList) {
      modifier = modifier || r == Deprel::kCompound || r == Deprel::kAmod;
      t = view.head(t);
      continue;
    }
    return false;
  }
  return false;
}

bool is_party(const EventDraft& event, std::uint32_t head) {
  const auto holds = [&](const Party& p) {
    return p.token == head || (!p.phrase.empty() && p.phrase.begin <= head && head < p.phrase.end && p.phrase.end - p.phrase.begin <= 2);
  };
  return std::any_of(event.actors.begin(), event.actors.end(), holds) || std::any_of(event.recipients.begin(), event.recipients.end(), holds);
}

/// Does the place hang on what an act of speech is about?
bool of_the_theme(const SyntaxView& view, const EventDraft& event, std::uint32_t head) {
  std::uint32_t t = view.head(head);
  for (int steps = 0; t != kNoToken && steps < 4; ++steps) {
    if (t == event.pivot || t == event.match.head) return false;
    const std::uint32_t link = view.adposition(t);
    if (link != kNoToken && in(view.document().norm(link), {"over", "about", "against", "regarding", "concerning", "for"})) return true;
    t = view.head(t);
  }
  return false;
}

/// "In Quito, ...": the place stands in front of the sentence. Token of its preposition, kNoToken when it does not.
bool is_fronted(const SyntaxView& view, TokenRange sentence, std::uint32_t head) {
  const Document& d = view.document();
  std::uint32_t first = sentence.begin;
  if (first + 1 < sentence.end && view.upos(first) == Upos::kCconj) ++first;
  if (!in(d.norm(first), {"in", "at", "near", "outside"})) return false;
  std::uint32_t noun = head;
  for (int steps = 0; steps < 4 && view.adposition(noun) != first; ++steps) {
    if (view.relation(noun) != Deprel::kNmod && view.relation(noun) != Deprel::kAppos && view.relation(noun) != Deprel::kCompound) return false;
    noun = view.head(noun);
  }
  return view.adposition(noun) == first && view.relation(noun) == Deprel::kObl;
}

/// Is the event told in the main clause or one joined to it, so that what stands in front of the sentence holds for it?
bool in_main_line(const SyntaxView& view, std::uint32_t token) {
  for (int steps = 0; token != kNoToken && steps < 8; ++steps) {
    const Deprel r = view.relation(token);
    if (r == Deprel::kRoot) return true;
    if (r == Deprel::kAcl || r == Deprel::kCcomp) return false;
    if (r == Deprel::kAdvcl) {
      const std::uint32_t mark = view.child_with(token, Deprel::kMark);
      if (mark != kNoToken && !in(view.document().norm(mark), {"while", "as", "to"})) return false;
      if (mark == kNoToken && view.document().xpos(token) != "VBG") return false;
    }
    token = view.head(token);
  }
  return false;
}

/// "A Quito court", "the Oslo summit": the city before the noun of who acts or of what takes place tells where.
bool names_the_seat(const SyntaxView& view, const EventDraft& event, std::uint32_t head) {
  if (view.relation(head) != Deprel::kCompound) return false;
  const std::uint32_t up = view.head(head);
  if (up == kNoToken || up < head) return false;
  const std::string_view lemma = view.document().lemma(up);
  if (in(lemma, {"court", "tribunal", "judge", "magistrate", "jury"})) return std::any_of(event.actors.begin(), event.actors.end(), [&](const Party& p) { return p.token == up; });
  if (!in(lemma, {"summit", "conference", "talk", "talks", "meeting", "forum", "session", "university", "airport", "prison", "hospital", "mosque", "church", "square", "suburb", "neighbourhood", "neighborhood", "district"})) return false;
  for (int i = 0; i < event.match.word_count; ++i) {
    if (event.match.words[static_cast<std::size_t>(i)] == up) return true;
  }
  return up == event.pivot || up == event.match.head || (view.head(up) == event.match.head && (view.relation(up) == Deprel::kObj || view.relation(up) == Deprel::kObl));
}

}  // namespace

void find_place_descriptions(const SyntaxView& view, const std::vector<PlaceMention>& places, std::vector<PlaceDescription>& out) {
  out.clear();
  const Document& d = view.document();
  std::size_t next = 0;  // first mention that is not before the token
  for (std::uint32_t t = 0; t < d.tokens.size(); ++t) {
    while (next < places.size() && places[next].tokens.begin <= t) ++next;
    const std::string_view norm = d.norm(t);
    if (norm == "here" && view.upos(t) == Upos::kAdv) {
      out.push_back({t, kWritingPlace});
      continue;
    }
    const bool there = norm == "there" && view.upos(t) == Upos::kAdv;
    int widest = -1;
    int narrowest = 0;
    if (there) {
      widest = 3;
    } else if (view.upos(t) == Upos::kNoun && d.xpos(t) == "NN") {
      const std::string_view lemma = d.lemma(t);
      if (in(lemma, {"city", "town", "village", "capital", "settlement", "suburb", "port"})) widest = 1;
      else if (in(lemma, {"region", "province", "enclave", "peninsula", "territory", "island", "strip", "district", "valley", "corridor", "area", "state"})) widest = 3, narrowest = 2;
      if (widest < 0) continue;
      const std::uint32_t det = view.child_with(t, Deprel::kDet);
      if (det == kNoToken || !in(d.norm(det), {"the", "this", "that"})) continue;
      // "the city of X" names it; "the Syrian capital" is resolved by its modifier below.
      if (view.child_with(t, Deprel::kAppos) != kNoToken) continue;
      bool named = false;
      // Mentions are in text order; `next` is the first behind the token.
      for (std::size_t i = next; i < places.size() && places[i].tokens.begin <= t + 3; ++i) {
        const PlaceMention& place = places[i];
        named = named || (place.use == PlaceUse::kPlain && view.governs(t, place.tokens.begin) && place.tokens.begin > t && place.tokens.begin <= t + 3);
      }
      if (named) continue;
    } else {
      continue;
    }
    const bool capital = !there && d.lemma(t) == "capital";
    for (std::size_t i = next; i-- > 0;) {
      const PlaceMention& place = places[i];
      if (d.tokens[t].sentence - d.tokens[place.tokens.begin].sentence > 8) break;
      if (place.use != PlaceUse::kPlain || breadth(place.kind) > widest || breadth(place.kind) < narrowest) continue;
      if (capital && place.kind != PlaceKind::kCapital) continue;
      if (place.tokens.end > t) continue;
      out.push_back({t, static_cast<int>(i)});
      break;
    }
  }
}

int place_of(const SyntaxView& view, const EventDraft& event, const std::vector<PlaceMention>& places,
             const std::vector<PlaceDescription>& descriptions) {
  const Document& d = view.document();
  const bool speech = is_speech_act(event.code.type);
  const bool physical = event.code.type == EventType::kAssault || event.code.type == EventType::kProtest || event.code.type == EventType::kCoerce ||
                        event.code.type == EventType::kMobilize || event.code.type == EventType::kRetreat;
  const bool goal_too = event.code.type == EventType::kAid || event.code.type == EventType::kMobilize || event.code.mode == "visit";
  const TokenRange sentence = d.sentences[d.tokens[event.pivot].sentence].tokens;
  int best = -1;
  int best_distance = kUntied;
  int best_breadth = 9;
  // "The Nairobi bombing killed 20": the deed that is the subject.
  const auto does_it = [&](std::uint32_t t) {
    return event.code.type == EventType::kAssault && t != kNoToken && view.relation(t) == Deprel::kNsubj && view.head(t) == event.match.head &&
           in(d.lemma(t), {"bombing", "attack", "blast", "explosion", "massacre", "shooting", "raid", "siege", "clash", "riot", "bomb", "ambush", "fighting", "battle"});
  };
  const auto consider = [&](int index, TokenRange tokens, PlaceKind kind) {
    const std::uint32_t head = head_of(view, tokens);
    if (kind == PlaceKind::kCountry && is_party(event, head)) return;
    int distance = 0;
    // The argument that the frame names as the place: "captured Jabrayil".
    if (event.place_token != kNoToken && view.governs(event.place_token, head)) {
      distance = head == event.place_token ? -2 : -1;
    } else {
      distance = tie_distance(view, event, {tokens, head});
      const bool fronted = kind != PlaceKind::kCountry && is_fronted(view, sentence, head) && in_main_line(view, event.match.head);
      if (fronted) distance = std::min(distance, kClose);
      if (distance >= kUntied) return;
      const std::uint32_t up = view.head(head);
      // "the Baghdad bombing", "Gaza clashes": a modifier of the event's noun.
      // "The French embassy", "US bases": whose it is, not where.
      const bool whose = kind == PlaceKind::kCountry && (view.relation(head) == Deprel::kCompound || view.relation(head) == Deprel::kAmod);
      const bool modifier = (view.relation(head) == Deprel::kCompound || view.relation(head) == Deprel::kAmod) && (up == event.pivot || up == event.match.head || does_it(up));
      // "shelled Ganja", "the central square of Gori was bombed": what is hit is where it is hit.
      bool target = false;
      if (event.code.type == EventType::kAssault && kind != PlaceKind::kCountry) {
        std::uint32_t t = head;
        if (view.relation(t) == Deprel::kNmod && view.adposition(t) != kNoToken && d.norm(view.adposition(t)) == "of") t = view.head(t);
        const Deprel r = view.deprel(t);
        target = (r == Deprel::kObj || r == Deprel::kNsubjPass) && view.head(t) == event.match.head;
        const std::uint32_t adp = view.adposition(head);
        target = target || (event.nominal && adp != kNoToken && in(d.norm(adp), {"on", "against", "of"}) && up == event.pivot);
      }
      const bool seat = kind != PlaceKind::kCountry && names_the_seat(view, event, head);
      if (whose && !modifier) return;
      // "Voiced concern over the violence in Gaza", "called for talks in Cairo": the place of what is spoken of.
      if ((speech || event.code.type == EventType::kSupport) && distance > 0 && head > event.pivot && of_the_theme(view, event, head)) return;
      if (!modifier && !target && !seat && !is_locative(view, head, goal_too, speech)) return;
      if (speech && distance > kClose) return;
      if (!physical && distance > 2 * kClose) return;
      if (distance >= kSameReport) return;
    }
    const int width = breadth(kind);
    // Of places about as close the narrower one: "in Kabkabiya, North Darfur".
    const bool better = best < 0 && best != kWritingPlace ? true
                        : distance < best_distance - 2     ? width <= 3 || best_breadth > 3
                        : distance <= best_distance + 2    ? (width < best_breadth || (width == best_breadth && distance < best_distance))
                                                           : false;
    if (better) best = index, best_distance = distance, best_breadth = width;
  };
  // Both lists are in text order: only the sentence's part is looked at, which keeps long stories linear.
  const auto first = std::lower_bound(places.begin(), places.end(), sentence.begin,
                                      [](const PlaceMention& place, std::uint32_t token) { return place.tokens.begin < token; });
  for (auto i = static_cast<std::size_t>(first - places.begin()); i < places.size() && places[i].tokens.begin < sentence.end; ++i) {
    const PlaceMention& place = places[i];
    if (place.tokens.begin < sentence.begin || place.tokens.end > sentence.end || place.use != PlaceUse::kPlain) continue;
    consider(static_cast<int>(i), place.tokens, place.kind);
  }
  for (auto it = std::lower_bound(descriptions.begin(), descriptions.end(), sentence.begin,
                                  [](const PlaceDescription& description, std::uint32_t token) { return description.token < token; });
       it != descriptions.end() && it->token < sentence.end; ++it) {
    const PlaceDescription& description = *it;
    const std::uint32_t t = description.token;
    if (view.upos(t) == Upos::kAdv) {
      const int distance = tie_distance(view, event, {{t, t + 1}, t});
      if (distance < (speech ? kClose : kSameReport) && (best == -1 || distance < best_distance)) best = description.place, best_distance = distance;
    } else if (best == -1) {
      consider(description.place, {t, t + 1}, places[static_cast<std::size_t>(description.place)].kind);
    }
  }
  return best;
}

int place_of_words(const SyntaxView& view, std::uint32_t cue, const std::vector<PlaceMention>& places, const std::vector<PlaceDescription>& descriptions) {
  EventDraft words;
  words.code.type = EventType::kAccuse;  // any act of speech
  words.pivot = words.match.head = cue;
  return place_of(view, words, places, descriptions);
}

bool refers_to_scene(const SyntaxView& view, const EventDraft& event) {
  const Document& d = view.document();
  const auto is_scene = [&](std::uint32_t t) {
    if (!in(d.lemma(t), {"attack", "assault", "blast", "explosion", "bombing", "bomb", "clash", "fighting", "incident", "shooting", "raid", "violence",
                         "strike", "ambush", "battle", "gunfight", "shootout", "shelling", "attacker", "gunman", "bomber", "riot", "unrest", "massacre"}))
      return false;
    const std::uint32_t det = view.child_with(t, Deprel::kDet);
    return det != kNoToken && in(d.norm(det), {"the", "this", "these", "both"});
  };
  if (event.nominal && is_scene(event.pivot)) return true;
  return std::any_of(view.children(event.match.head).begin(), view.children(event.match.head).end(), [&](std::uint32_t child) {
    const Deprel r = view.relation(child);
    return (r == Deprel::kObl || r == Deprel::kNsubj) && is_scene(child);
  });
}

}  // namespace dragoman
