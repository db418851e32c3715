// SPDX-License-Identifier: Apache-2.0
#include "coding/passing.h"

#include <algorithm>
#include <initializer_list>

namespace dragoman {
namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "The roof collapsed", "a bus plunged into the river".
bool is_mishap(const SyntaxView& view, std::uint32_t verb) {
  if (verb == kNoToken || view.upos(verb) != Upos::kVerb) return false;
  const std::string_view lemma = view.document().lemma(verb);
  if (in(lemma, {"collapse", "overturn", "capsize", "derail", "plunge", "topple", "skid", "collide", "cave"})) {
    return lemma != "topple" || view.child_with(verb, Deprel::kObj) == kNoToken;
  }
  // "Killed after lightning struck", "when a storm hit the coast"
  const std::uint32_t subject = view.child_with(verb, Deprel::kNsubj);
  if (subject != kNoToken && in(view.document().lemma(subject), {"lightning", "storm", "thunderbolt", "earthquake", "quake", "landslide", "mudslide", "avalanche", "flood", "tornado", "cyclone", "hurricane", "typhoon", "tsunami", "whirlwind", "hailstorm"})) return true;
  if (lemma != "fall" && lemma != "crash" && lemma != "sink" && lemma != "run" && lemma != "slam" && lemma != "burst") return false;
  // These have other meanings for people: only what falls or crashes of itself counts.
  return std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
    return view.relation(child) == Deprel::kNsubj &&
           in(view.document().lemma(child), {"building", "pillar", "bridge", "roof", "wall", "ceiling", "crane", "tree", "rock", "boulder", "stone", "bus", "coach", "coaster", "train",
                                             "truck", "lorry", "car", "van", "minibus", "ferry", "boat", "ship", "plane", "airliner", "aircraft", "helicopter", "balcony", "scaffolding",
                                             "elevator", "lift", "dam", "dyke", "pipe", "pipeline", "vehicle"});
  });
}

/// Words of force in the sentence: then the building fell because of them.
bool tells_of_force(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  const TokenRange sentence = d.sentences[d.tokens[token].sentence].tokens;
  for (std::uint32_t t = sentence.begin; t < sentence.end; ++t) {
    if (d.lemma(t) == "strike" && is_mishap(view, t)) continue;  // lightning
    if (in(d.lemma(t), {"attack", "bomb", "bomber", "bombing", "blast", "explosion", "explosive", "explode", "shell", "shelling", "rocket", "missile", "raid", "strike", "airstrike", "gunman", "shoot", "fire",
                        "mine", "landmine", "ambush", "rebel", "militant", "guerrilla", "terrorist", "army", "troop", "police", "bulldozer", "demolish", "sabotage", "fighting", "clash", "war", "down"})) {
      return true;
    }
  }
  return false;
}

bool is_harm(const SyntaxView& view, std::uint32_t token) {
  return view.upos(token) == Upos::kVerb && in(view.document().lemma(token), {"kill", "injure", "wound", "hurt", "crush", "bury", "die", "perish"});
}

/// "Injured in a road accident", "wounded when their bus overturned".
bool tells_of_mishap(const SyntaxView& view, std::uint32_t verb) {
  return std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
    if (view.relation(child) == Deprel::kAdvcl) return is_mishap(view, child);
    return view.relation(child) == Deprel::kObl && in(view.document().lemma(child), {"accident", "crash", "collision", "mishap", "derailment", "stampede", "shipwreck", "capsizing", "pile-up"});
  });
}

bool harmed_by_mishap(const SyntaxView& view, const EventDraft& draft) {
  const std::uint32_t head = draft.match.head;
  if (!is_harm(view, head)) return false;
  if (tells_of_force(view, head)) return false;
  std::uint32_t up = head;
  for (int steps = 0; steps < 3; ++steps) {
    const Deprel r = view.relation(up);
    if (r != Deprel::kAdvcl && r != Deprel::kConj) break;
    up = view.head(up);
    if (is_mishap(view, up)) return true;
  }
  if (tells_of_mishap(view, head)) return true;
  // "One man was killed and two were injured in an accident": said of both.
  return std::any_of(view.children(head).begin(), view.children(head).end(), [&](std::uint32_t child) { return view.relation(child) == Deprel::kConj && is_harm(view, child) && tells_of_mishap(view, child); });
}

/// "Support for sanctions", "hopes of talks", "supporters of easing sanctions": wanted or weighed, not told.
bool is_wished(const SyntaxView& view, std::uint32_t head) {
  const Document& d = view.document();
  std::uint32_t token = head;
  for (int steps = 0; steps < 3 && token != kNoToken; ++steps) {
    const std::uint32_t up = view.head(token);
    if (up == kNoToken) return false;
    const Deprel r = view.relation(token);
    const auto has_link = [&](std::initializer_list<std::string_view> links) {
      return std::any_of(view.children(token).begin(), view.children(token).end(), [&](std::uint32_t child) {
        const Deprel how = view.relation(child);
        return (how == Deprel::kCase || how == Deprel::kMark) && in(d.norm(child), links);
      });
    };
    if (view.upos(up) == Upos::kNoun && has_link({"for", "of"}) &&
        in(d.lemma(up), {"support", "supporter", "advocate", "proponent", "opponent", "hope", "prospect", "possibility", "chance", "risk", "danger", "likelihood", "need", "pretext", "idea", "fear", "pressure", "timetable", "timeline", "schedule", "deadline", "timetable", "timeline"})) {
      return true;
    }
    // "Ways to expand exports", "the need to send aid"
    if (view.upos(up) == Upos::kNoun && r == Deprel::kAcl && has_link({"to"}) && in(d.lemma(up), {"way", "means", "need", "ability", "capacity", "measure", "right"})) return true;
    if (d.lemma(up) == "aim" && has_link({"at"})) return true;
    if (view.upos(up) == Upos::kVerb && has_link({"for"})) {
      const std::uint32_t object = view.child_with(up, Deprel::kObj);  // "drum up support for sanctions"
      if (object != kNoToken && in(d.lemma(object), {"support", "backing"})) return true;
    }
    // Up through what the act is part of: "aimed at forcing him to step down", "easing sanctions".
    if (r != Deprel::kXcomp && !(r == Deprel::kObj && (d.xpos(up) == "VBG" || (d.xpos(up) == "VB" && view.relation(up) == Deprel::kAcl)))) return false;
    token = up;
  }
  return false;
}

/// "Warned against attacking", "without attacking", "instead of attacking", "opposed to attacking": what is not done.
bool is_undone(const SyntaxView& view, std::uint32_t head) {
  const Document& d = view.document();
  if (view.upos(head) != Upos::kVerb) return false;
  if (head >= d.sentences[d.tokens[head].sentence].tokens.begin + 2 && d.norm(head - 1) == "than" && d.norm(head - 2) == "rather") return true;
  const std::uint32_t up = view.head(head);
  if (view.relation(head) == Deprel::kCsubj && up != kNoToken && view.upos(up) != Upos::kVerb && d.xpos(head) == "VB") return true;  // "It would be wrong to attack"
  if (view.relation(head) == Deprel::kCsubj && up != kNoToken && d.xpos(head) == "VBG") {  // "Attacking them would solve nothing"
    const std::uint32_t modal = view.child_with(up, Deprel::kAux);
    if (modal != kNoToken && in(d.norm(modal), {"would", "could", "might"})) return true;
  }
  if (d.xpos(head) != "VBG") return false;
  if (head > 1 && d.norm(head - 1) == "of" && d.norm(head - 2) == "clear") return true;  // "steered clear of condemning"
  // "Backed sending more men", "discussed banning it": only planned; so are the verbs that go on from there.
  std::uint32_t first = head;
  for (int steps = 0; steps < 3 && view.relation(first) == Deprel::kConj && view.head(first) != kNoToken && d.xpos(view.head(first)) == "VBG"; ++steps) first = view.head(first);
  if (first != head && is_undone(view, first)) return true;
  // "Favours placing troops there, withdrawing envoys": a list without "and" hangs beside its first member.
  const std::uint32_t listed = up != kNoToken && view.relation(head) == Deprel::kAdvcl && view.child_with(head, Deprel::kMark) == kNoToken ? view.child_with(up, Deprel::kXcomp) : kNoToken;
  const bool goes_on = listed != kNoToken && listed < head && d.xpos(listed) == "VBG";
  if (up != kNoToken && up < head && (view.relation(head) == Deprel::kXcomp || view.relation(head) == Deprel::kCcomp || goes_on) &&
      in(d.lemma(up), {"support", "back", "favour", "favor", "endorse", "advocate", "propose", "suggest", "recommend", "consider", "contemplate", "discuss", "mull", "debate", "oppose", "avoid", "imagine", "envisage"})) {
    return true;
  }
  return std::any_of(view.children(head).begin(), view.children(head).end(), [&](std::uint32_t child) {
    const Deprel how = view.relation(child);
    if ((how != Deprel::kMark && how != Deprel::kCase) || child > head) return false;
    const std::string_view link = d.norm(child);
    if (in(link, {"against", "without", "than", "instead"})) return true;
    if (child == d.sentences[d.tokens[child].sentence].tokens.begin) return false;
    const std::string_view before = d.lemma(child - 1);
    if (link == "of") {
      return in(before, {"instead", "capable", "incapable", "favour", "favor", "danger", "verge", "brink", "cost", "critic", "consequence", "possibility", "risk", "idea", "prospect", "hope", "chance", "option", "cooperation", "position", "policy", "way", "means", "goal", "aim", "purpose", "intention", "task", "job", "issue", "question", "matter"});
    }
    if (link == "at") return in(before, {"hint", "aim", "aimed", "target", "direct"});
    if (link == "in" || link == "on") return in(before, {"cooperation", "role", "interest", "interested", "part", "focus", "concentrate", "focused", "intent", "bent"});
    if (link == "from") return up != kNoToken && in(d.lemma(up), {"bar", "prohibit", "forbid", "ban", "discourage"});
    if (link == "to") return in(before, {"oppose", "opposed", "object", "opposition", "objection", "close", "alternative", "confine", "confined", "limit", "limited", "restrict", "restricted", "key"});
    return link == "for" && in(before, {"excuse", "justification", "pretext"});
  });
}

/// "The exiled leader", "the occupied territories", "more than 20 detained activists", "a forward-deployed unit": what
/// somebody or something is, before the name, not what is done today.
bool is_epithet(const SyntaxView& view, std::uint32_t head) {
  const Document& d = view.document();
  return view.relation(head) == Deprel::kAmod && view.upos(head) == Upos::kVerb && view.head(head) > head && in(d.xpos(head), {"VBN", "VBD", "JJ"}) && view.child_with(head, Deprel::kObl) == kNoToken;
}

/// "The premier defended his record"
bool defends_himself(const SyntaxView& view, std::uint32_t head) {
  const Document& d = view.document();
  if (view.upos(head) != Upos::kVerb || !in(d.lemma(head), {"defend", "justify", "stand"})) return false;
  const std::uint32_t object = view.child_with(head, Deprel::kObj);
  if (object == kNoToken) return false;
  const std::uint32_t whose = view.child_with(object, Deprel::kNmodPoss);
  return whose != kNoToken && in(d.norm(whose), {"his", "her", "its", "their", "our", "my"});
}

/// "The killing of his fiancee": what happens in a family, with nobody else said to take part, is routine private crime.
bool within_family(const SyntaxView& view, const EventDraft& draft) {
  if (!draft.actors.empty() || draft.recipients.empty() || tells_of_force(view, draft.match.head)) return false;
  return std::all_of(draft.recipients.begin(), draft.recipients.end(), [&](const Party& party) {
    return party.token != kNoToken && view.child_with(party.token, Deprel::kNmodPoss) != kNoToken &&
           in(view.document().lemma(party.token), {"fiancee", "fiancée", "fiance", "fiancé", "wife", "husband", "girlfriend", "boyfriend", "ex-wife", "ex-husband", "mistress", "lover", "partner", "stepdaughter", "stepson", "classmate", "neighbor", "neighbour"});
  });
}

}  // namespace

std::string_view mentioned_in_passing(const SyntaxView& view, const EventDraft& draft) {
  const EventType type = draft.code.type;
  if (type == EventType::kAssault && draft.actors.size() < 2 && harmed_by_mishap(view, draft)) return "an accident";
  if (type == EventType::kAssault && within_family(view, draft)) return "routine private crime";
  if ((type == EventType::kAgree || type == EventType::kConcede || type == EventType::kSupport || type == EventType::kRequest) && draft.actors.empty() && view.relation(draft.match.head) == Deprel::kAmod && view.upos(draft.match.head) == Upos::kVerb && view.head(draft.match.head) > draft.match.head) {
    return "what something is called, not an act";  // "the agreed cooperation"
  }
  if (type == EventType::kSupport && defends_himself(view, draft.match.head)) return "one who stands by himself";
  if (is_undone(view, draft.match.head)) return "what is not done";
  if (is_epithet(view, draft.match.head)) return "what somebody is called, not what is done to him";
  const bool act = type == EventType::kSanction || type == EventType::kCoerce || type == EventType::kConsult || type == EventType::kRetreat || type == EventType::kAid ||
                   type == EventType::kCooperate || type == EventType::kMobilize;
  if (act && is_wished(view, draft.match.head)) return "an aim or a wish: nobody has done it";
  return {};
}

bool frees_by_force(const SyntaxView& view, const EventDraft& draft) {
  if (draft.code.type != EventType::kRetreat || draft.code.mode != "release" || draft.nominal) return false;
  const Document& d = view.document();
  const auto by_arms = [&](std::uint32_t t) { return in(d.lemma(t), {"raid", "attack", "assault", "operation", "storming", "rescue", "commando", "soldier", "troop", "troops", "marine", "policeman", "police", "army", "force", "forces"}); };
  const auto held = [&](std::uint32_t t) {
    return in(d.lemma(t), {"hostage", "captive"}) || std::any_of(view.children(t).begin(), view.children(t).end(), [&](std::uint32_t child) { return view.relation(child) == Deprel::kNmod && in(d.lemma(child), {"hostage", "captive"}); });
  };
  bool hostages = false, arms = false;
  std::vector<Argument> arguments;
  view.arguments(draft.match.head, arguments);
  for (const Argument& a : arguments) {
    if (a.slot.kind == SlotKind::kObj) hostages = hostages || held(a.token);
    if (a.slot.kind == SlotKind::kSubj || a.slot.kind == SlotKind::kPrep) arms = arms || by_arms(a.token);
  }
  return hostages && arms;
}

}  // namespace dragoman
