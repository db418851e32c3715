// SPDX-License-Identifier: Apache-2.0
#include "coding/draft_merge.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace dragoman {
namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "killed since the rebels launched their campaign", "raids after an attack": the words that join the two set them
/// apart in time or reason.
bool told_apart(const SyntaxView& view, std::uint32_t token) {
  if (view.document().norm(token) == "following" && view.relation(token) == Deprel::kAdvcl) return true;
  std::uint32_t link = view.child_with(token, Deprel::kMark);
  if (link == kNoToken) link = view.adposition(token);
  return link != kNoToken && in(view.document().norm(link), {"since", "after", "before", "until", "till", "while", "although", "though", "because",
                                                             "following", "despite", "amid", "unless", "if", "ahead", "prior", "over"});
}

/// Are the countries of the one list among those of the other?
bool among(const std::vector<Party>& few, const std::vector<Party>& many) {
  return std::all_of(few.begin(), few.end(), [&](const Party& p) {
    return std::any_of(many.begin(), many.end(), [&](const Party& q) { return p.country == q.country; });
  });
}

/// "agreed to meet for talks", "will visit for talks with": the noun tells what the verb has told.
void drop_talks_told_twice(const SyntaxView& view, std::vector<EventDraft>& drafts) {
  for (EventDraft& lower : drafts) {
    if (!lower.dropped.empty() || !lower.nominal || lower.code.type != EventType::kConsult) continue;
    for (const EventDraft& upper : drafts) {
      const bool talks = upper.code.type == EventType::kConsult || upper.code.type == EventType::kAgree;
      if (&upper == &lower || !talks || !upper.dropped.empty() || upper.pivot == lower.pivot) continue;
      if (!view.governs(upper.pivot, lower.pivot) || !shares_party(upper.actors, lower.actors)) continue;
      // "After talks with Cairo he flew to Amman": other talks.
      std::vector<Party> all = upper.actors;
      all.insert(all.end(), upper.recipients.begin(), upper.recipients.end());
      if (lower.actors.size() > 1 && !among(lower.actors, all) && told_apart(view, lower.pivot)) continue;
      lower.dropped = "talks that the governing verb has told";
      break;
    }
  }
}

bool is_harm(const SyntaxView& view, std::uint32_t verb) { return in(view.document().lemma(verb), {"kill", "wound", "injure", "hurt", "maim", "slay"}); }

/// "One man was killed and four others wounded": those who come off better in the same attack.
bool told_of_others(const SyntaxView& view, std::uint32_t verb) {
  const Document& d = view.document();
  if (!in(d.lemma(verb), {"wound", "injure", "hurt", "kill", "maim"})) return false;
  const std::uint32_t subject = view.child_with(verb, Deprel::kNsubjPass) != kNoToken ? view.child_with(verb, Deprel::kNsubjPass) : view.child_with(verb, Deprel::kNsubj);
  if (subject == kNoToken) return false;
  const auto more = [&](std::uint32_t t) { return in(d.norm(t), {"others", "other", "another", "more"}); };
  return more(subject) || std::any_of(view.children(subject).begin(), view.children(subject).end(), more);
}

bool same_countries(const std::vector<Party>& a, const std::vector<Party>& b) { return among(a, b) || among(b, a); }

/// Two drafts of one sentence that report one interaction: "killed in an attack", "attacked ..., killing ten".
bool same_interaction(const SyntaxView& view, const EventDraft& a, const EventDraft& b) {
  if (a.code.type != b.code.type) return false;
  // "Summoned the envoy to protest": the purpose of an act is no second one.
  const auto purpose = [&](const EventDraft& d) { return d.modality == Modality::kHypothetical && (view.deprel(d.pivot) == Deprel::kAdvcl || view.deprel(d.pivot) == Deprel::kXcomp); };
  if (a.modality != b.modality && !(purpose(b) && a.modality == Modality::kActual)) return false;
  if (a.governing.has_value() != b.governing.has_value()) return false;
  // "cut phone lines and locked up activists": of one type, yet two events; the means of one attack may vary.
  const auto means = [](std::string_view mode) {
    return in(mode, {"", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "primitive", "beat", "massacre", "assassinate"});
  };
  // "Killed ten and took five prisoner": who is taken is not among those who are killed.
  if (!a.nominal && !b.nominal && (a.code.mode == "abduct") != (b.code.mode == "abduct")) return false;
  // Talks of two and talks of two others.
  if (a.reciprocal && b.reciprocal && a.actors.size() > 1 && b.actors.size() > 1 && !same_countries(a.actors, b.actors)) return false;
  // "After talks with Cairo he flew to Amman": talks with others than those who are visited.
  const auto elsewhere = [](const EventDraft& visit, const EventDraft& talks) {
    if (visit.code.mode != "visit" || visit.recipients.empty() || !talks.reciprocal || talks.actors.size() < 2) return false;
    std::vector<Party> all = visit.actors;
    all.insert(all.end(), visit.recipients.begin(), visit.recipients.end());
    return !same_countries(all, talks.actors);
  };
  if (elsewhere(a, b) || elsewhere(b, a)) return false;
  // "Shelled the town, displacing thousands"
  const auto drives_out = [&](const EventDraft& x) { return x.code.mode == "cleansing" && view.document().xpos(x.match.head) == "VBG" && in(view.document().lemma(x.match.head), {"displace", "uproot"}); };
  const bool effect = (drives_out(a) && means(b.code.mode)) || (drives_out(b) && means(a.code.mode));
  if (!effect && a.code.mode != b.code.mode && !a.code.mode.empty() && !b.code.mode.empty() && !(means(a.code.mode) && means(b.code.mode))) return false;
  const auto linked = [&](const EventDraft& upper, const EventDraft& lower) {
    std::uint32_t token = lower.pivot;
    for (int steps = 0; token != kNoToken && steps < 5; ++steps) {
      const Deprel r = view.relation(token);
      const std::uint32_t up = view.head(token);
      if (up == kNoToken) return false;
      if (r == Deprel::kCcomp || r == Deprel::kParataxis || told_apart(view, token)) return false;
      // "Discussed it in Samarkand, where Raisi had a meeting": a relative clause with a subject of its own tells something else.
      if (view.deprel(token) == Deprel::kAclRelcl && a.code.type == EventType::kConsult) {
        const std::uint32_t subject = view.child_with(token, Deprel::kNsubj);
        if (subject != kNoToken && (view.upos(subject) == Upos::kPropn || view.upos(subject) == Upos::kNoun)) return false;
      }
      // "Burst in and opened fire, killing two": the participle hangs on the first of the two verbs.
      const bool of_list = r == Deprel::kAdvcl && view.document().xpos(token) == "VBG" && upper.pivot < token && view.relation(upper.match.head) == Deprel::kConj && view.head(upper.match.head) == up;
      if (of_list && is_harm(view, token)) return true;
      if (up == upper.pivot || up == upper.match.head) {
        const bool nominal = r == Deprel::kNsubj || r == Deprel::kObl || r == Deprel::kObj || r == Deprel::kNmod || r == Deprel::kCompound;
        // "The rebels who took the town have shot ten": two deeds of the same men.
        if (view.deprel(token) == Deprel::kAclRelcl && upper.code.mode != lower.code.mode && (upper.code.mode == "territory" || lower.code.mode == "territory")) return false;
        const bool clausal = r == Deprel::kAdvcl || r == Deprel::kAcl || r == Deprel::kConj;
        if (r == Deprel::kConj) {
          // "killed three and wounded five": one attack when the second has no subject of its own.
          if (told_of_others(view, token)) return true;
          // "Four were killed and 50 injured in a blast": the same harm to others.
          if (is_harm(view, token) && is_harm(view, up) && view.is_passive(token) && view.is_passive(up) && view.child_with(token, Deprel::kNsubjPass) != kNoToken && view.document().lemma(token) != view.document().lemma(up)) return true;
          return view.child_with(token, Deprel::kNsubj) == kNoToken && view.child_with(token, Deprel::kNsubjPass) == kNoToken;
        }
        return nominal || clausal;
      }
      token = up;
    }
    return false;
  };
  if (!linked(a, b) && !linked(b, a)) return false;
  // Different parties on both sides are different events.
  const auto differ = [](const std::vector<Party>& x, const std::vector<Party>& y) { return !x.empty() && !y.empty() && !shares_party(x, y); };
  if (differ(a.actors, b.actors)) return false;
  return true;
}

/// "Nine soldiers were killed and 14 wounded": more of the same people.
bool is_bare_number(const SyntaxView& view, const Party& p) { return p.token != kNoToken && view.upos(p.token) == Upos::kNum && p.country.empty() && !p.named; }

void merge(const SyntaxView& view, EventDraft& into, EventDraft& from) {
  if (into.actors.empty() || (!into.reciprocal && from.reciprocal && from.actors.size() > 1 && into.recipients.empty())) into.actors = from.actors;
  if (into.reciprocal && from.reciprocal) {  // "mediating for the EU, held talks with Medvedev"
    for (const Party& party : from.actors) add_party(into.actors, party);
  }
  for (const Party& party : from.recipients) {
    if (!into.recipients.empty() && is_bare_number(view, party)) continue;
    if (!shares_party({party}, into.actors)) add_party(into.recipients, party);
  }
  if (into.code.mode.empty()) into.code.mode = from.code.mode, into.code.cameo = from.code.cameo;
  if (into.place_token == kNoToken) into.place_token = from.place_token;
  for (std::size_t i = 0; i < into.magnitude.size(); ++i) {
    if (!into.magnitude[i]) into.magnitude[i] = from.magnitude[i];
  }
  into.weak = into.weak && from.weak;
  into.needs &= from.needs;
  from.dropped = "reports the same interaction as another word of the sentence";
}

}  // namespace

void merge_drafts(const SyntaxView& view, std::vector<EventDraft>& drafts) {
  drop_talks_told_twice(view, drafts);
  // Verbs take in the nouns they govern, the first of several verbs the later ones.
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (!drafts[i].dropped.empty()) continue;
    for (std::size_t j = i + 1; j < drafts.size(); ++j) {
      if (!drafts[j].dropped.empty() || !drafts[i].dropped.empty() || !same_interaction(view, drafts[i], drafts[j])) continue;
      const bool adjunct_first = drafts[i].nominal == drafts[j].nominal && view.deprel(drafts[i].pivot) == Deprel::kAdvcl &&
                                 view.governs(drafts[j].pivot, drafts[i].pivot);
      const bool second_governs = adjunct_first || (drafts[i].nominal && !drafts[j].nominal);
      if (second_governs) merge(view, drafts[j], drafts[i]);
      else merge(view, drafts[i], drafts[j]);
    }
  }
}

}  // namespace dragoman
