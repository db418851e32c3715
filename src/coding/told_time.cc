// SPDX-License-Identifier: Apache-2.0
#include "coding/told_time.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "coding/anchors.h"
#include "coding/composition.h"
#include "coding/time_calendar.h"

namespace dragoman {
namespace {

constexpr std::uint32_t kSentencesBack = 3;
constexpr int kTimesBack = 60;
constexpr std::uint32_t kOpening = 2;    ///< sentences that open a story
constexpr std::uint32_t kOnsetBack = 8;  ///< what began is spoken of for longer

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_past_day(const TimeExpression& t, Date published) {
  return t.resolved && t.precision == DatePrecision::kDay && (t.type == TimeType::kDate || t.type == TimeType::kTime) && t.start < published && t.end <= published &&
         (t.flags & (kTimeVague | kTimeBefore | kTimeFuture)) == 0;
}

/// The verb that a word hangs on, itself when it is one; kNoToken when there is none.
std::uint32_t verb_over(const SyntaxView& view, std::uint32_t token) {
  for (int steps = 0; token != kNoToken && steps < 10; ++steps) {
    if (view.upos(token) == Upos::kVerb || view.child_with(token, Deprel::kCop) != kNoToken) return token;
    token = view.head(token);
  }
  return kNoToken;
}

bool reports(const Document& d, std::uint32_t verb) {
  return in(d.lemma(verb), {"say",     "tell",    "report",  "announce", "add",    "claim",    "accuse", "warn",   "declare", "allege",  "charge", "state",  "write",
                            "confirm", "deny",    "admit",   "stress",   "insist", "call",     "urge",   "ask",    "vow",     "promise", "threaten", "condemn", "denounce",
                            "reject",  "demand",  "appeal",  "pledge",   "agree",  "believe",  "expect", "welcome", "criticize", "criticise", "note", "quote"});
}

bool has_aux(const SyntaxView& view, std::uint32_t verb, std::initializer_list<std::string_view> norms) {
  return std::any_of(view.children(verb).begin(), view.children(verb).end(),
                     [&](std::uint32_t child) { return view.relation(child) == Deprel::kAux && in(view.document().norm(child), norms); });
}

/// "shelled", "were shelled": the tense of telling.
bool in_simple_past(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  if (d.xpos(verb) == "VBD") return true;
  const std::uint32_t copula = view.child_with(verb, Deprel::kCop);
  if (copula != kNoToken) return d.xpos(copula) == "VBD";
  // "fired at the crowd and detained thirty", where taggers are unsure of the second.
  if (d.xpos(verb) == "VBN" && view.relation(verb) == Deprel::kConj && view.child_with(verb, Deprel::kAux) == kNoToken && view.head(verb) != kNoToken) {
    return d.xpos(view.head(verb)) == "VBD";
  }
  return d.xpos(verb) == "VBN" && has_aux(view, verb, {"was", "were", "got"}) && !has_aux(view, verb, {"have", "has", "had", "be", "been", "will", "would"});
}

/// Is the verb that of the sentence, of one joined to it, or of what a cue behind it reports ("..., witnesses said")?
bool leads(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  for (int steps = 0; steps < 6; ++steps) {
    const Deprel r = view.relation(verb);
    const std::uint32_t up = view.head(verb);
    if (r == Deprel::kRoot || up == kNoToken) return true;
    if (r == Deprel::kCcomp || r == Deprel::kParataxis) {
      if (up < verb && r == Deprel::kCcomp) return false;
      if (up < verb && reports(d, up)) return false;
    } else if (r != Deprel::kConj) {
      return false;
    }
    verb = up;
  }
  return false;
}

/// The day that dates what a sentence tells, none when that is a report of speech.
const TimeExpression* day_of_sentence(const SyntaxView& view, TokenRange sentence, const std::vector<TimeExpression>& times, Date published) {
  const Document& d = view.document();
  for (auto it = std::lower_bound(times.begin(), times.end(), sentence.begin, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
       it != times.end() && it->tokens.begin < sentence.end; ++it) {
    if (!is_past_day(*it, published)) continue;
    const std::uint32_t head = head_of(view, it->tokens);
    const std::uint32_t verb = verb_over(view, view.head(head));
    if (verb == kNoToken || reports(d, verb) || !leads(view, verb)) continue;
    if (view.relation(verb) != Deprel::kRoot && view.head(verb) != kNoToken && has_aux(view, verb, {"had"}) && !has_aux(view, view.head(verb), {"had"}) && !reports(d, view.head(verb))) continue;
    const bool closing = it->tokens.end + 1 >= sentence.end && it->tokens.begin > sentence.begin && d.norm(it->tokens.begin - 1) == "on";  // "..., on Sunday."
    if (!closing && view.relation(head) == Deprel::kNmod && view.head(head) != verb && view.upos(view.head(head)) == Upos::kNoun && it->tokens.begin > sentence.begin + 1) continue;
    return &*it;
  }
  return nullptr;
}

bool has_time(TokenRange sentence, const std::vector<TimeExpression>& times) {
  const auto it = std::lower_bound(times.begin(), times.end(), sentence.begin, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
  return std::any_of(it, times.end(), [&](const TimeExpression& t) { return t.tokens.begin < sentence.end && t.resolved; });
}

/// "coup" and "ousted", "bombing" and "bombed": does the verb tell what the noun names?
bool tells_of(std::string_view verb, std::string_view noun) {
  if (verb == noun || (noun.size() > 5 && noun.ends_with("ing") && noun.substr(0, noun.size() - 3) == verb)) return true;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 19> kPairs = {{
      {"strike", "strike hit bomb pound"}, {"attack", "attack hit strike storm ambush bomb raid"}, {"raid", "raid storm attack clear"},
      {"shelling", "shell hit"}, {"ambush", "ambush attack"}, {"assault", "assault storm attack"},
      {"coup", "oust overthrow topple depose"}, {"putsch", "oust overthrow topple depose"}, {"takeover", "seize overthrow"},
      {"invasion", "invade"}, {"explosion", "explode"}, {"blast", "explode"}, {"assassination", "assassinate"}, {"killing", "kill murder"},
      {"murder", "murder kill"}, {"kidnapping", "kidnap abduct"}, {"abduction", "abduct kidnap"}, {"bombing", "bomb"}, {"shooting", "shoot"},
  }};
  for (const auto& [name, verbs] : kPairs) {
    if (name != noun) continue;
    const std::size_t at = verbs.find(verb);
    return at != std::string_view::npos && (at == 0 || verbs[at - 1] == ' ') && (at + verb.size() == verbs.size() || verbs[at + verb.size()] == ' ');
  }
  return false;
}

/// "Meanwhile", "In Aleppo", "Elsewhere": another scene.
bool opens_a_scene(const SyntaxView& view, TokenRange sentence) {
  const std::string_view first = view.document().norm(sentence.begin);
  return in(first, {"meanwhile", "separately", "elsewhere", "also", "in", "at", "near", "outside", "around", "across", "earlier", "later", "previously", "since", "last", "now"});
}

/// "fighting is under way", "clashes continue": now.
bool goes_on(const SyntaxView& view, std::uint32_t noun) {
  const Document& d = view.document();
  const std::uint32_t up = view.head(noun);
  if (up == kNoToken || view.relation(noun) != Deprel::kNsubj) return false;
  const auto present = [&](std::uint32_t t) { return in(d.xpos(t), {"VBZ", "VBP"}); };
  return present(up) || std::any_of(view.children(up).begin(), view.children(up).end(), [&](std::uint32_t child) {
           return (view.relation(child) == Deprel::kCop || view.relation(child) == Deprel::kAux) && present(child) && d.lemma(child) == "be";
         });
}

/// The day on which, says the sentence, the fighting or the like began.
const TimeExpression* onset_in(const SyntaxView& view, TokenRange sentence, const std::vector<TimeExpression>& times, Date published) {
  const Document& d = view.document();
  const TimeExpression* day = day_of_sentence(view, sentence, times, published);
  if (day == nullptr) return nullptr;
  const std::uint32_t verb = verb_over(view, view.head(head_of(view, day->tokens)));
  const std::string_view lemma = d.lemma(verb);
  if (in(lemma, {"launch", "begin", "start", "mount"})) {  // "launched an offensive on Friday"
    const std::uint32_t object = view.child_with(verb, Deprel::kObj);
    if (object != kNoToken && in(d.lemma(object), {"operation", "offensive", "campaign", "war", "invasion", "siege", "incursion", "uprising", "rebellion", "crackdown"})) return day;
  }
  if (!in(lemma, {"escalate", "erupt", "break", "flare", "begin", "start", "resume", "worsen"})) return nullptr;
  if (lemma == "break" && std::none_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t c) { return d.norm(c) == "out"; })) return nullptr;
  const std::uint32_t what = view.child_with(verb, Deprel::kNsubj);
  if (what == kNoToken) return nullptr;
  return in(d.lemma(what), {"situation", "conflict", "fighting", "clash", "war", "battle", "crisis", "violence", "unrest", "hostility", "offensive", "revolt", "uprising", "riot",
                            "rebellion", "insurgency", "operation", "invasion", "siege", "fight", "confrontation", "standoff", "mutiny"})
             ? day
             : nullptr;
}

/// Does the time date a mention of what the noun names: "Friday's coup", "staged a coup on Friday", "was ousted on Friday"?
bool dates_thing(const SyntaxView& view, const TimeExpression& t, std::string_view lemma) {
  const Document& d = view.document();
  const std::uint32_t up = view.head(head_of(view, t.tokens));
  if (up == kNoToken) return false;
  if (d.lemma(up) == lemma) return true;
  const std::uint32_t verb = verb_over(view, up);
  if (verb == kNoToken) return false;
  return tells_of(d.lemma(verb), lemma) || std::any_of(view.children(verb).begin(), view.children(verb).end(), [&](std::uint32_t child) {
           const Deprel r = view.relation(child);
           return (r == Deprel::kNsubj || r == Deprel::kObj || r == Deprel::kObl) && d.lemma(child) == lemma;
         });
}

}  // namespace

const TimeExpression* day_told_last(const SyntaxView& view, std::uint32_t token, const std::vector<TimeExpression>& times, Date published) {
  const Document& d = view.document();
  std::uint32_t s = d.tokens[token].sentence;
  for (std::uint32_t back = 0; s > 0 && back < kSentencesBack; ++back) {
    --s;
    if (const TimeExpression* day = day_of_sentence(view, d.sentences[s].tokens, times, published)) return day;
  }
  return nullptr;
}

namespace {

/// The month or year in which another sentence nearby puts the thing: "in a military operation in May".
const TimeExpression* month_of_thing(const SyntaxView& view, std::uint32_t noun, const std::vector<TimeExpression>& times, Date published) {
  const Document& d = view.document();
  const std::string_view lemma = d.lemma(noun);
  const std::uint32_t s = d.tokens[noun].sentence;
  const TimeExpression* found = nullptr;
  for (auto it = std::lower_bound(times.begin(), times.end(), d.sentences[s >= kSentencesBack ? s - kSentencesBack : 0].tokens.begin,
                                  [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
       it != times.end() && d.tokens[it->tokens.begin].sentence < s; ++it) {
    const bool old = it->resolved && it->type == TimeType::kDate && (it->precision == DatePrecision::kYear || it->precision == DatePrecision::kMonth) && it->end < published && (it->flags & (kTimeVague | kTimeBefore | kTimeFuture)) == 0;
    if (!old) continue;
    const std::uint32_t up = view.head(head_of(view, it->tokens));
    if (up != kNoToken && d.lemma(up) == lemma) found = &*it;
  }
  return found;
}

}  // namespace

const TimeExpression* day_of_thing(const SyntaxView& view, std::uint32_t noun, const std::vector<TimeExpression>& times, Date published) {
  const Document& d = view.document();
  const std::string_view lemma = d.lemma(noun);
  const TokenRange home = d.sentences[d.tokens[noun].sentence].tokens;
  const auto fits = [&](const TimeExpression& t) { return is_past_day(t, published) && dates_thing(view, t, lemma); };
  // The mention before it that is nearest; else the first behind.
  const auto here = std::lower_bound(times.begin(), times.end(), home.begin, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
  int looked = 0;
  for (auto it = here; it != times.begin() && looked < kTimesBack; ++looked) {
    --it;
    if (fits(*it)) return &*it;
  }
  if (in(lemma, {"strike", "attack", "raid", "blast", "explosion", "shelling", "assault", "ambush"})) return nullptr;  // another one
  const auto behind = std::find_if(here, times.end(), [&](const TimeExpression& t) { return t.tokens.begin >= home.end && fits(t); });
  return behind == times.end() ? nullptr : &*behind;
}

namespace {

/// "In 1983 the guerrillas took the port. They shot its mayor": the year goes on while the story speaks of the same people.
const TimeExpression* look_back_goes_on(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, Date published) {
  const Document& d = view.document();
  const std::uint32_t s = d.tokens[event.pivot].sentence;
  if (s == 0 || d.sentences[s - 1].block + 1 < d.sentences[s].block) return nullptr;
  const TokenRange own = d.sentences[s].tokens;
  std::uint32_t verb = verb_over(view, event.pivot);
  while (verb != kNoToken && view.relation(verb) == Deprel::kAdvcl && d.xpos(verb) == "VBG") verb = verb_over(view, view.head(verb));
  if (verb == kNoToken || !in_simple_past(view, verb) || !leads(view, verb)) return nullptr;
  const std::uint32_t first = own.begin;
  if (view.upos(first) != Upos::kPron || !in(d.norm(first), {"they", "he", "she", "it"}) || has_time(own, times)) return nullptr;
  const TokenRange before = d.sentences[s - 1].tokens;
  for (auto it = std::lower_bound(times.begin(), times.end(), before.begin, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
       it != times.end() && it->tokens.begin < before.end; ++it) {
    const bool old = it->resolved && it->type == TimeType::kDate && (it->precision == DatePrecision::kYear || it->precision == DatePrecision::kMonth) && add_days(it->end, 31) < published && (it->flags & (kTimeVague | kTimeBefore | kTimeFuture | kTimeOpenEnd)) == 0;
    if (!old) continue;
    const std::uint32_t told = verb_over(view, view.head(head_of(view, it->tokens)));
    if (told != kNoToken && !reports(d, told) && in_simple_past(view, told) && leads(view, told)) return &*it;
  }
  return nullptr;
}

}  // namespace

std::optional<ToldTime> told_before(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, Date published) {
  const Document& d = view.document();
  if (const TimeExpression* year = event.modality == Modality::kActual ? look_back_goes_on(view, event, times, published) : nullptr) return ToldTime{year, false};
  if (is_speech_act(event.code.type) || event.code.type == EventType::kSupport || event.modality != Modality::kActual) return std::nullopt;
  const std::uint32_t s = d.tokens[event.pivot].sentence;
  const TokenRange own = d.sentences[s].tokens;
  std::uint32_t verb = verb_over(view, event.pivot);
  // What goes on in the sentence of its beginning: "the conflict escalated on Friday, fighting is under way".
  if (event.nominal && goes_on(view, event.pivot)) {
    if (const TimeExpression* day = onset_in(view, own, times, published)) return ToldTime{day, true};
  }
  // Participles tell what went with the verb over them.
  while (verb != kNoToken && view.relation(verb) == Deprel::kAdvcl && d.xpos(verb) == "VBG") verb = verb_over(view, view.head(verb));
  const bool past = verb != kNoToken && in_simple_past(view, verb);
  const bool reported_past = verb != kNoToken && view.relation(verb) == Deprel::kCcomp && has_aux(view, verb, {"had"});
  if (!past && !reported_past) return std::nullopt;
  if (opens_a_scene(view, own)) return std::nullopt;
  const bool leading = past && leads(view, verb);
  for (std::uint32_t k = s; k > 0 && s - k < kOnsetBack;) {
    --k;
    if (d.sentences[k].block != d.sentences[s].block) break;
    const TokenRange sentence = d.sentences[k].tokens;
    if (const TimeExpression* day = onset_in(view, sentence, times, published)) return ToldTime{day, true};
    if (const TimeExpression* day = day_of_sentence(view, sentence, times, published)) {
      if (!leading || s - k > kSentencesBack) break;
      return ToldTime{day, false};
    }
    if (has_time(sentence, times)) break;
  }
  return std::nullopt;
}

bool is_retold(const SyntaxView& view, const EventDraft& event) {
  const Document& d = view.document();
  if (event.code.type != EventType::kAssault) return false;
  if (!event.nominal) {
    const std::uint32_t verb = event.match.head;
    return view.relation(verb) == Deprel::kAcl && d.xpos(verb) == "VBN" && !has_aux(view, verb, {"be", "been", "being", "was", "were", "is", "are", "have", "has", "had"});
  }
  std::uint32_t noun = event.pivot;
  for (int steps = 0; steps < 4; ++steps) {
    const Deprel r = view.relation(noun);
    const std::uint32_t up = view.head(noun);
    if (up == kNoToken) return false;
    const std::uint32_t link = view.adposition(noun);
    if ((r == Deprel::kObl || r == Deprel::kNmod) && link != kNoToken && in(d.norm(link), {"over", "about", "regarding", "concerning", "against", "for"})) return true;
    if (r == Deprel::kObj && view.upos(up) == Upos::kVerb) {
      return in(d.lemma(up), {"condemn", "denounce", "deplore", "criticise", "criticize", "slam", "decry", "mourn", "discuss", "investigate", "protest", "regret", "lament", "recall", "commemorate", "mention", "probe", "avenge", "remember", "mark"});
    }
    if (r != Deprel::kNmod && r != Deprel::kConj && r != Deprel::kCompound) return false;
    noun = up;
  }
  return false;
}

const TimeExpression* day_of_scene(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, Date published) {
  const Document& d = view.document();
  const auto known = [&](std::uint32_t noun) {
    const std::uint32_t det = view.child_with(noun, Deprel::kDet);
    return view.upos(noun) == Upos::kNoun && det != kNoToken && in(d.norm(det), {"the", "this", "that", "these", "those"}) && view.child_with(noun, Deprel::kAmod) == kNoToken;
  };
  if (event.nominal) {
    if (event.code.type != EventType::kAssault || !known(event.pivot)) return nullptr;
    // "The killing of the envoy": another killing has another day.
    if (view.child_with(event.pivot, Deprel::kNmod) != kNoToken) return nullptr;
    if (const TimeExpression* day = day_of_thing(view, event.pivot, times, published)) return day;
    // The opening of a story names what the next sentences date: "condemned the attack. ... the attack on Monday".
    const std::uint32_t s = d.tokens[event.pivot].sentence;
    if (s >= kOpening) return nullptr;
    const std::string_view lemma = d.lemma(event.pivot);
    for (const TimeExpression& t : times) {
      const std::uint32_t at = d.tokens[t.tokens.begin].sentence;
      if (at > s + kSentencesBack) break;
      if (at > s && is_past_day(t, published) && dates_thing(view, t, lemma)) return &t;
    }
    return nullptr;
  }
  for (const std::uint32_t child : view.children(event.match.head)) {
    const std::uint32_t link = view.relation(child) == Deprel::kObl ? view.adposition(child) : kNoToken;
    if (link != kNoToken && in(d.norm(link), {"in", "during"}) && known(child) &&
        in(d.lemma(child), {"attack", "raid", "assault", "blast", "explosion", "bombing", "shooting", "clash", "ambush", "strike", "shelling", "operation", "massacre", "battle", "siege", "riot", "storming", "rescue", "incident", "crackdown", "protest"})) {
      if (const TimeExpression* day = day_of_thing(view, child, times, published)) return day;
      return month_of_thing(view, child, times, published);
    }
  }
  return nullptr;
}

const TimeExpression* day_of_report(const SyntaxView& view, const EventDraft& event, const std::vector<TimeExpression>& times, Date published) {
  std::uint32_t verb = verb_over(view, event.pivot);
  while (verb != kNoToken && view.relation(verb) == Deprel::kConj) verb = view.head(verb);
  if (verb == kNoToken || view.relation(verb) != Deprel::kCcomp || !(has_aux(view, verb, {"had"}) || in_simple_past(view, verb))) return nullptr;
  const std::uint32_t report = view.head(verb);
  if (report == kNoToken || report > verb || view.document().xpos(report) != "VBD") return nullptr;
  const Document& d = view.document();
  const TokenRange sentence = d.sentences[d.tokens[verb].sentence].tokens;
  for (auto it = std::lower_bound(times.begin(), times.end(), sentence.begin, [](const TimeExpression& t, std::uint32_t token) { return t.tokens.begin < token; });
       it != times.end() && it->tokens.begin < sentence.end; ++it) {
    const bool past = it->resolved && it->type != TimeType::kDuration && it->type != TimeType::kSet && it->end < published && (it->flags & (kTimeVague | kTimeBefore | kTimeFuture)) == 0;
    if (past && view.head(head_of(view, it->tokens)) == report) return &*it;
  }
  return nullptr;
}

}  // namespace dragoman
