// SPDX-License-Identifier: Apache-2.0
// Phrases that stand for several parties told elsewhere: "both sides", "the two men", "the five countries", "its rival".
#include <algorithm>
#include <array>

#include "coding/story_parties.h"

namespace dragoman {
namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Nouns that stand for the parties to the story's conflict when they are two or all: "both sides".
bool stands_for_sides(std::string_view lemma) {
  return in(lemma, {"side", "party", "country", "nation", "neighbour", "neighbor", "state", "government", "rival", "foe", "army",
                    "capital", "leader", "president", "minister", "enemy", "adversary", "belligerent", "force", "kingdom", "power", "republic"});
}

/// "The two sides of the river", not "warned both sides of a boycott".
bool of_phrase(const SyntaxView& view, std::uint32_t child) {
  if (view.relation(child) != Deprel::kNmod) return false;
  const std::uint32_t link = view.adposition(child);
  return link == kNoToken || in(view.document().norm(link), {"of", "in", "from"});
}

/// "the two men", "both leaders", "the pair"
bool is_pair_of_persons(const Document& d, std::uint32_t token) {
  const std::string_view lemma = d.lemma(token);
  if (in(lemma, {"pair", "duo"})) return true;
  if (d.xpos(token) != "NNS") return false;
  if (!in(lemma, {"man", "woman", "leader", "president", "minister", "official", "diplomat", "envoy", "premier", "negotiator", "chief"})) return false;
  // "The two men", "both leaders"; "two women" are two that nobody has spoken of.
  for (std::uint32_t t = token; t-- > 0 && token - t <= 3;) {
    if (d.norm(t) == "both") return true;
    if (d.norm(t) == "two") return t > 0 && in(d.norm(t - 1), {"the", "these", "those"});
  }
  return false;
}

/// "The leaders", "the two ministers' ..." with no word more: those who met.
bool is_meeting_pair(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  if (!in(d.lemma(token), {"leader", "president", "premier"}) || d.xpos(token) != "NNS") return false;
  bool the = false;
  for (const std::uint32_t child : view.children(token)) {
    if (view.relation(child) == Deprel::kDet && d.norm(child) == "the") the = true;
    else if (view.upos(child) != Upos::kPunct && child < token) return false;
    else if (view.relation(child) == Deprel::kNmod || view.relation(child) == Deprel::kConj) return false;
  }
  return the;
}

}  // namespace

/// The parties that a phrase for a group stands for; false when it is none.
bool StoryParties::group_parties(std::uint32_t token, std::vector<Party>& out, int depth) const {
  const Document& d = view_->document();
  if (counted_parties(token, out)) return true;
  if (is_pair_of_persons(d, token) && pair_parties(token, out)) return true;
  if (other_side(token, out) || listed_group(token, out) || heads_of_sides(token, out, depth)) return true;
  // "both sides", "the two countries", "all the parties"
  if (stands_for_sides(d.lemma(token)) && d.xpos(token) == "NNS") {
    bool all = false;
    const ActorMention* own = mention_at(token);
    bool modified = own != nullptr && own->parties.size() > 1;  // "both Israeli and Palestinian leaders" are named
    // "The two landlocked kingdoms" are two of which we know; "all major leaders" are any.
    const bool two = std::any_of(view_->children(token).begin(), view_->children(token).end(), [&](std::uint32_t child) { return in(d.norm(child), {"both", "two"}); });
    for (const std::uint32_t child : view_->children(token)) {
      const std::string_view norm = d.norm(child);
      if (in(norm, {"both", "two", "all", "warring", "rival", "neighbouring", "neighboring", "feuding", "opposing", "belligerent"})) all = true;
      // "38 parties", "third parties", "political parties" are others.
      else if (view_->relation(child) == Deprel::kNummod) modified = true;
      else if (d.lemma(token) == "party" && view_->relation(child) == Deprel::kAmod) modified = true;
      else if ((view_->relation(child) == Deprel::kAmod && (!two || d.xpos(child) != "JJ")) || of_phrase(*view_, child) || view_->relation(child) == Deprel::kCompound) modified = true;
    }
    const bool sides = in(d.lemma(token), {"side", "party"});
    // "Japan and Chile agree ... the two nations": those named together just before.
    if (two && !modified && !sides && parties_of_list(token, 2, false, out, 3)) return true;
    // "All countries", "all governments" are more than two.
    if (!two && !sides && std::any_of(view_->children(token).begin(), view_->children(token).end(), [&](std::uint32_t child) { return d.norm(child) == "all"; })) return false;
    if ((all || sides) && !modified && two_sides()) {
      dyad_parties(token, out);
      return true;
    }
  }
  if (is_meeting_pair(*view_, token) && (mention_at(token) == nullptr || mention_at(token)->parties.front().country.empty()) && pair_parties(token, out)) return true;
  return organisation_meant(token, out) || group_meant(token, out);
}

/// "The group", "the movement": the armed group or party spoken of last.
bool StoryParties::group_meant(std::uint32_t token, std::vector<Party>& out) const {
  const Document& d = view_->document();
  if (!in(d.lemma(token), {"group", "movement", "organisation", "organization", "faction", "outfit", "militia", "guerrilla"}) || d.xpos(token) == "NNS" || view_->upos(token) != Upos::kNoun) return false;
  const std::uint32_t det = view_->child_with(token, Deprel::kDet);
  if (det == kNoToken || d.norm(det) != "the") return false;
  // "The Geneva-based group": where it sits does not say whose it is.
  const bool seated = token >= 1 && (d.norm(token - 1) == "based" || d.norm(token - 1).ends_with("-based"));
  if (const ActorMention* mention = mention_at(token); mention != nullptr && !seated && !mention->parties.front().country.empty()) return false;
  for (const std::uint32_t child : view_->children(token)) {
    const Deprel r = view_->relation(child);
    if (seated && child < token) continue;
    if (r == Deprel::kAmod || r == Deprel::kCompound || r == Deprel::kAcl || r == Deprel::kAppos) return false;
    if (r == Deprel::kNmod && view_->adposition(child) != kNoToken && d.norm(view_->adposition(child)) != "in") return false;
  }
  auto at = std::partition_point(mentions_.begin(), mentions_.end(), [&](const ActorMention& m) { return m.token < token; });
  while (at != mentions_.begin() && d.tokens[token].sentence - d.tokens[(at - 1)->token].sentence <= 6) {
    --at;
    const Party& party = at->parties.front();
    const bool society = seated && party.country == "NGO";
    if (!at->reading.named || at->reading.person || at->parties.size() != 1 || party.country.empty() || (party.sectors.empty() && !society)) continue;
    if (!society && !in(party.sectors.front(), {"REB", "PRM", "OPP", "PTY", "SOC", "CRM"})) continue;
    Party meant = party;
    meant.token = token;
    meant.phrase = view_->subtree(token);
    out.push_back(std::move(meant));
    return true;
  }
  return false;
}

/// The parties of a list ("Oman, Qatar and Iran") nearest to a token: before it, else in the sentences that follow.
bool StoryParties::parties_of_list(std::uint32_t token, std::size_t count, bool states, std::vector<Party>& out, std::uint32_t reach) const {
  const Document& d = view_->document();
  const std::uint32_t here = d.tokens[token].sentence;
  std::vector<Party> best;
  std::vector<std::uint32_t> all;
  for (const ActorMention& mention : mentions_) {
    const std::uint32_t s = d.tokens[mention.token].sentence;
    if (s + reach < here) continue;
    if (s > here + 3 || (mention.token > token && !best.empty())) break;
    if (view_->deprel(mention.token) == Deprel::kConj || (mention.token > token && !states)) continue;
    all.clear();
    view_->conjuncts(mention.token, all);
    std::vector<Party> found;
    bool whole = all.size() == count;
    for (std::size_t i = 0; whole && i < all.size(); ++i) {
      const ActorMention* one = mention_at(all[i]);
      whole = one != nullptr && one->parties.size() == 1 && !one->parties.front().country.empty() &&
              (!states || (one->parties.front().sectors == std::vector<std::string>{"GOV"} && !one->reading.person)) &&
              (all[i] < token || mention.token > token);
      if (whole) found.push_back(one->parties.front());
    }
    if (whole && count == 2 && reach < kListReach) whole = found[0].country != found[1].country;
    if (whole) best = std::move(found);
  }
  if (best.empty()) return false;
  for (Party& party : best) {
    party.token = token;
    party.phrase = view_->subtree(token);
    out.push_back(std::move(party));
  }
  return true;
}

/// "Urged both to show restraint", "the four", "five of them": so many of those who are named together.
bool StoryParties::counted_parties(std::uint32_t token, std::vector<Party>& out) const {
  const Document& d = view_->document();
  const Deprel r = view_->relation(token);
  const bool stands_alone = r == Deprel::kObj || r == Deprel::kIobj || r == Deprel::kNsubj || r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kConj;
  if (!stands_alone) return false;
  if (d.norm(token) == "both" && view_->child_with(token, Deprel::kNmod) == kNoToken) {
    if (parties_of_list(token, 2, false, out)) return true;
    if (two_sides()) dyad_parties(token, out);
    return two_sides();
  }
  if (view_->upos(token) != Upos::kNum) return false;
  static constexpr std::array<std::string_view, 7> kNumbers = {"three", "four", "five", "six", "seven", "eight", "nine"};
  const auto at = std::find(kNumbers.begin(), kNumbers.end(), d.norm(token));
  if (at == kNumbers.end()) return false;
  const std::uint32_t whole = view_->child_with(token, Deprel::kNmod);
  const std::uint32_t det = view_->child_with(token, Deprel::kDet);
  const bool of_them = whole != kNoToken && (d.norm(whole) == "them" || d.norm(whole) == "which" || stands_for_sides(d.lemma(whole)));
  if (!of_them && (whole != kNoToken || det == kNoToken || d.norm(det) != "the")) return false;
  return parties_of_list(token, static_cast<std::size_t>(at - kNumbers.begin()) + 3, true, out);
}

/// "The bloc", "the alliance", "the grouping": the organisation spoken of last.
bool StoryParties::organisation_meant(std::uint32_t token, std::vector<Party>& out) const {
  const Document& d = view_->document();
  const std::string_view lemma = d.lemma(token);
  const bool any = in(lemma, {"bloc", "alliance", "grouping", "organization", "organisation", "agency", "body"});
  if ((!any && !in(lemma, {"council", "commission", "mission", "union", "panel"})) || d.xpos(token) == "NNS" || view_->upos(token) != Upos::kNoun) return false;
  const std::uint32_t det = view_->child_with(token, Deprel::kDet);
  if (det == kNoToken || d.norm(det) != "the" || view_->child_with(token, Deprel::kNmod) != kNoToken) return false;
  if (const ActorMention* mention = mention_at(token); mention != nullptr && !mention->parties.front().country.empty()) return false;
  auto at = std::partition_point(mentions_.begin(), mentions_.end(), [&](const ActorMention& m) { return m.token < token; });
  while (at != mentions_.begin()) {
    --at;
    if (at->parties.size() != 1 || !at->reading.named || at->reading.person || !in(at->parties.front().country, {"EUR", "IGO", "UNO"})) continue;
    // "The council" is one that was called so.
    const TokenRange named = at->reading.tokens;
    bool called = any;
    for (std::uint32_t t = named.begin; !called && t < named.end; ++t) called = d.norm(t) == lemma;
    if (!called) continue;
    Party party = at->parties.front();
    party.token = token;
    party.phrase = view_->subtree(token);
    out.push_back(std::move(party));
    return true;
  }
  return false;
}

/// "its neighbour", "his rival": of the two sides of the story the one that is not the owner's.
bool StoryParties::other_side(std::uint32_t token, std::vector<Party>& out) const {
  const Document& d = view_->document();
  if (!in(d.lemma(token), {"neighbour", "neighbor", "rival", "foe", "adversary", "enemy"}) || d.xpos(token) == "NNS" || dyad_.size() != 2) return false;
  const std::uint32_t owner = view_->child_with(token, Deprel::kNmodPoss);
  if (owner == kNoToken || view_->child_with(token, Deprel::kAppos) != kNoToken) return false;
  std::vector<Party> owners;
  find_at_depth(owner, owners, 1);
  if (owners.empty() || (owners.front().country != dyad_[0].country && owners.front().country != dyad_[1].country)) return false;
  const std::size_t first = out.size();
  dyad_parties(token, out);
  out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), [&](const Party& p) { return p.country == owners.front().country; }), out.end());
  return out.size() > first;
}

/// "The five member countries", "the three leaders": the last list of as many states.
bool StoryParties::listed_group(std::uint32_t token, std::vector<Party>& out) const {
  const Document& d = view_->document();
  if (!stands_for_sides(d.lemma(token)) || d.xpos(token) != "NNS") return false;
  static constexpr std::array<std::string_view, 10> kNumbers = {"", "", "", "three", "four", "five", "six", "seven", "eight", "nine"};
  std::size_t count = 0;
  for (const std::uint32_t child : view_->children(token)) {
    if (view_->relation(child) != Deprel::kNummod) continue;
    const auto at = std::find(kNumbers.begin() + 3, kNumbers.end(), d.norm(child));
    if (at != kNumbers.end()) count = static_cast<std::size_t>(at - kNumbers.begin());
  }
  if (count == 0) return false;
  // The nearest sentence that names as many states, an earlier one before the next ("Leaders of five countries met. ...").
  const std::uint32_t here = d.tokens[token].sentence;
  std::vector<Party> found;
  for (std::uint32_t back = 0; back <= kListReach; ++back) {
    if (back <= here && states_named(here - back, token, count, found)) break;
  }
  if (found.empty() && parties_of_list(token, count, true, found)) found.resize(count);
  for (std::uint32_t ahead = 1; found.empty() && ahead <= 2; ++ahead) states_named(here + ahead, token, count, found);
  for (Party& party : found) {
    party.token = token;
    party.phrase = view_->subtree(token);
    party.sectors = {"GOV"};
    out.push_back(std::move(party));
  }
  return !found.empty();
}

/// The states that a sentence names, when they are exactly `count`.
bool StoryParties::states_named(std::uint32_t sentence, std::uint32_t except, std::size_t count, std::vector<Party>& out) const {
  out.clear();
  const Document& d = view_->document();
  if (sentence >= d.sentences.size()) return false;
  const TokenRange words = d.sentences[sentence].tokens;
  auto at = std::partition_point(mentions_.begin(), mentions_.end(), [&](const ActorMention& m) { return m.token < words.begin; });
  for (; at != mentions_.end() && at->token < words.end; ++at) {
    if (at->token == except) continue;
    for (const Party& party : at->parties) {
      if (party.country.empty() || in(party.country, {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"}) || party.sectors.empty() || party.sectors.front() != "GOV") continue;
      if (std::none_of(out.begin(), out.end(), [&](const Party& p) { return p.country == party.country; })) out.push_back(party);
    }
  }
  if (out.size() == count) return true;
  out.clear();
  return false;
}

/// "The foreign ministers of the two countries", "both sides' delegations": one of each side.
bool StoryParties::heads_of_sides(std::uint32_t token, std::vector<Party>& out, int depth) const {
  const Document& d = view_->document();
  const ActorMention* mention = mention_at(token);
  if (mention == nullptr || d.xpos(token) != "NNS" || mention->reading.named) return false;
  for (const std::uint32_t child : view_->children(token)) {
    const bool owner = view_->deprel(child) == Deprel::kNmodPoss ||
                       (view_->relation(child) == Deprel::kNmod && view_->adposition(child) != kNoToken && in(d.norm(view_->adposition(child)), {"of", "from"}));
    if (!owner || !stands_for_sides(d.lemma(child)) || d.xpos(child) != "NNS") continue;
    const bool counted = std::any_of(view_->children(child).begin(), view_->children(child).end(), [&](std::uint32_t word) {
      return view_->relation(word) == Deprel::kNummod || in(d.norm(word), {"both", "two"});
    });
    std::vector<Party> sides;
    if (counted) find_at_depth(child, sides, depth + 1);
    if (sides.size() < 2) continue;
    for (Party& side : sides) {
      side.token = token;
      side.phrase = view_->subtree(token);
      side.name.clear();
      if (!mention->parties.front().sectors.empty()) side.sectors = mention->parties.front().sectors;
      out.push_back(std::move(side));
    }
    return true;
  }
  return false;
}

/// The last two persons spoken of; false when there are not two.
bool StoryParties::pair_parties(std::uint32_t token, std::vector<Party>& out) const {
  const TokenRange phrase = view_->subtree(token);
  std::vector<Party> found;
  for (std::size_t m = mentions_.size(); m-- > 0 && found.size() < 2;) {
    const ActorMention& mention = mentions_[m];
    if (mention.token >= phrase.begin || mention.shape != MentionShape::kPerson) continue;
    // "The judge said they had freed the pair": he who says so is none of them.
    const bool speaks = std::any_of(attributions_->begin(), attributions_->end(), [&](const Attribution& a) {
      return a.source == mention.token || (a.source != kNoToken && view_->head(mention.token) == a.source) || (a.source != kNoToken && view_->head(a.source) == mention.token);
    });
    if (speaks && view_->document().tokens[mention.token].sentence == view_->document().tokens[token].sentence) continue;
    for (const Party& party : mention.parties) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const Party& p) { return p.name == party.name; });
      if (!known && found.size() < 2) found.push_back(party);
    }
  }
  if (found.size() < 2) return false;
  for (std::size_t i = found.size(); i-- > 0;) {
    found[i].token = token;
    found[i].phrase = phrase;
    out.push_back(std::move(found[i]));
  }
  return true;
}

void StoryParties::dyad_parties(std::uint32_t token, std::vector<Party>& out) const {
  const TokenRange phrase = view_->subtree(token);
  for (const Side& side : dyad_) {
    Party party;
    party.token = token;
    party.phrase = phrase;
    party.country = side.country;
    if (side.nonstate) {
      party.name = side.sample.name;
      party.sectors = side.sample.sectors;
    } else {
      const std::uint32_t state = knowledge_->state_entity(side.country);
      if (state != kNoIndex) party.name = std::string(knowledge_->name_of(state));
      const bool armed = in(view_->document().lemma(token), {"army", "force"}) || dyad_[0].nonstate != dyad_[1 % dyad_.size()].nonstate;
      party.sectors = {armed ? "MIL" : "GOV"};
    }
    out.push_back(std::move(party));
  }
}

}  // namespace dragoman
