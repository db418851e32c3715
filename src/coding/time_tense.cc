// SPDX-License-Identifier: Apache-2.0
// Whether a time lies ahead, by the tree: the tense of the verb that it hangs on. Where there is no tree, or the time hangs
// on a noun, TimeFinder::direction reads the words around.
#include "coding/time_finder.h"

namespace dragoman {
namespace {

constexpr std::uint32_t kAuxiliaries = 14;  ///< words in front of a verb among which its auxiliaries are

/// Verbs whose infinitive is still to come.
bool plans(std::string_view lemma) {
  return one_of(lemma, {"plan",  "expect", "schedule", "intend",  "agree",  "want",    "hope", "promise", "vow",     "pledge", "aim",   "decide", "prepare", "threaten",
                        "order", "ask",    "urge",     "refuse",  "propose", "demand", "set",  "slate",   "due",     "ready",  "likely", "invite", "offer",   "need",
                        "call",  "seek",   "wait",     "require", "allow",  "commit",  "book", "arrange", "announce"});
}

}  // namespace

int TimeFinder::tree_direction(std::uint32_t begin, std::uint32_t end) const {
  const auto& tokens = document_.tokens;
  const auto head_of = [&](std::uint32_t t) -> std::uint32_t {
    const std::int32_t h = tokens[t].head;
    return h < 0 ? kNoWord : static_cast<std::uint32_t>(h);
  };
  std::uint32_t verb = kNoWord;
  for (std::uint32_t t = begin; t < end && t < sentence_.end; ++t) {
    const std::uint32_t h = head_of(t);
    if (h != kNoWord && (h < begin || h >= end)) {
      verb = h;
      break;
    }
  }
  for (int steps = 0; steps < 5 && verb != kNoWord && inside(verb); ++steps) {
    if (tokens[verb].upos != Upos::kVerb) return 0;
    const std::string_view xpos = document_.xpos(verb);
    const std::string_view lemma = document_.lemma(verb);
    bool have = false;
    bool was = false;
    bool is = false;
    bool be = false;
    bool to = false;
    for (std::uint32_t t = verb > sentence_.begin + kAuxiliaries ? verb - kAuxiliaries : sentence_.begin; t < verb; ++t) {
      if (head_of(t) != verb) continue;
      const Deprel r = universal(tokens[t].deprel);
      const std::string_view n = norm(t);
      if (r == Deprel::kMark && n == "to") to = true;
      if (r != Deprel::kAux) continue;
      if (one_of(n, {"will", "would", "'ll", "wo", "shall", "may", "might"})) return 1;
      have = have || one_of(n, {"have", "has", "had", "'ve"});
      was = was || one_of(n, {"was", "were", "did"});
      is = is || one_of(n, {"is", "are", "'s", "'re"});
      be = be || n == "be" || n == "been" || n == "being";
    }
    if (to && (is || was)) return 1;  // "is to meet"
    if ((xpos == "VBN" || xpos == "VBD") && !to) {
      if (xpos == "VBN" && one_of(lemma, {"schedule", "plan", "expect", "set", "slate", "due"})) return is || was || be || !have ? 1 : -1;
      return is ? 0 : -1;
    }
    if (have) return -1;
    if (xpos == "VBZ" || xpos == "VBP") return 0;  // timetables are direction()'s
    if (xpos == "VBG" && was) return -1;
    if (xpos == "VBG" && is) return 0;
    const std::uint32_t up = head_of(verb);
    if (up == kNoWord) return 0;
    if (to && (plans(document_.lemma(up)) || (be && universal(tokens[verb].deprel) == Deprel::kAcl))) return 1;  // "a summit to be held"
    verb = up;  // "arrived to meet", "killing ten": the tense of the verb over it
  }
  return 0;
}

}  // namespace dragoman
