// SPDX-License-Identifier: Apache-2.0
// Descriptions that stand for a party told before: "the president", "the group", "its forces", "the report".
#include <algorithm>

#include "coding/person_match.h"
#include "coding/story_parties.h"

namespace dragoman {
namespace {

constexpr std::uint32_t kDocumentReach = 10;  // sentences in which the issuer of "the report" is looked for

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Offices of one person: "the president" is the one who was given that title before.
bool is_office(std::string_view lemma) {
  return in(lemma, {"president", "minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "prince", "leader", "envoy", "ambassador",
                    "spokesman", "spokeswoman", "spokesperson", "secretary", "commissioner", "governor", "general", "commander", "chief", "mayor",
                    "diplomat", "official", "colonel", "mediator", "negotiator", "lawmaker", "senator", "cleric", "candidate", "chairman"});
}

/// Nouns for one person as reports introduce him.
bool is_human(std::string_view lemma) {
  static constexpr std::string_view kEnds[] = {"man", "woman", "er", "or", "ist", "ian", "ant", "ee", "ive", "ic", "ent", "eer", "ess"};
  if (in(lemma, {"national", "citizen", "student", "doctor", "nurse", "priest", "monk", "nun", "judge", "chef", "cook", "guide", "pilot", "boy", "girl", "youth", "teenager", "hostage", "suspect",
                 "convict", "criminal", "soldier", "expert", "official", "aide", "diplomat", "spy", "athlete", "father", "mother", "son", "daughter", "brother", "bishop", "imam", "cleric", "rabbi",
                 "tycoon", "magnate", "millionaire", "refugee", "fugitive", "mercenary"})) return true;
  if (in(lemma, {"embassy", "representative", "initiative", "newspaper", "paper", "center", "power", "border", "order", "clinic", "traffic", "republic", "statement", "parliament", "government", "tanker", "helicopter",
                 "carrier", "factor", "sector", "committee", "tower", "server", "number", "member", "newsletter", "fighter", "bomber", "trawler", "airliner", "freighter", "cruiser", "destroyer", "document", "plant", "settlement"})) return false;
  return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) { return lemma.size() > end.size() + 1 && lemma.ends_with(end); });
}

}  // namespace

/// What speaks for whoever issued it.
bool is_document(std::string_view lemma) {
  return in(lemma, {"report", "resolution", "statement", "declaration", "communique", "communiqué", "document", "letter", "decree", "note", "memorandum", "motion"});
}

/// The title as it stands: "president", "prime minister", "deputy foreign minister".
std::string full_title(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  std::string title(d.norm(token));
  for (std::uint32_t t = token; t-- > 0 && view.head(t) == token && (view.relation(t) == Deprel::kAmod || view.relation(t) == Deprel::kCompound);) title = std::string(d.norm(t)) + " " + title;
  return title;
}

/// The last person before mention `m` who was given its title or holds the office: "Zambian President Mwanawasa ... the president".
const ActorMention* StoryParties::holder_of(const ActorMention& mention, std::size_t m) const {
  const Document& d = view_->document();
  const std::string_view title = d.norm(mention.token);
  const std::string full = full_title(*view_, mention.token);
  const auto deputy = [](std::string_view office) { return office.find("vice") != std::string_view::npos || office.find("deputy") != std::string_view::npos; };
  const ActorMention* known = nullptr;
  for (std::size_t k = m; k-- > 0;) {
    const ActorMention& earlier = mentions_[k];
    if (earlier.shape != MentionShape::kPerson || !earlier.reading.named || earlier.parties.size() != 1 || earlier.parties.front().country.empty()) continue;
    // "Tony Blair ... the prime minister": so it is known of him; of two that of the state the story is about.
    const std::string_view role = earlier.reading.role;
    const auto& sectors = earlier.parties.front().sectors;
    if (!role.empty() && !sectors.empty() && sectors.front() == "GOV" && in(full, {"president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "foreign minister", "defence minister", "defense minister"}) &&
        role_fits(role, full) && deputy(role) == deputy(full)) {
      if (earlier.parties.front().country == story_country_) return &earlier;
      if (known == nullptr) known = &earlier;
    }
    const TokenRange phrase = view_->subtree(earlier.token);
    for (std::uint32_t t = phrase.begin; t < phrase.end && t < phrase.begin + 24; ++t) {
      if (d.norm(t) != title) continue;
      // "Foreign Minister Bildt" is not "the prime minister".
      if (full != title && full_title(*view_, t) != full && title == "minister" && (full == "prime minister" || d.norm(t == 0 ? t : t - 1) == "prime")) continue;
      // A word of his own phrase, not of a clause about somebody else.
      std::uint32_t up = t;
      for (int steps = 0; steps < 4 && up != earlier.token && up != kNoToken && view_->upos(up) != Upos::kVerb; ++steps) up = view_->head(up);
      if (up == earlier.token && known == nullptr) return &earlier;
    }
  }
  return known;
}

/// "Commission President Delors", "Emma Bonino, the Commissioner for Fisheries", in a story that tells of the Union.
bool StoryParties::of_commission(const ActorMention& mention) const {
  const TokenRange phrase = view_->subtree(mention.token);
  for (std::uint32_t t = phrase.begin; t < phrase.end && t < phrase.begin + 12; ++t) {
    const std::string_view form = view_->document().form(t);
    if (form == "Commission" || form == "Commissioner") return true;
  }
  return false;
}

/// "The Secretary-General": of the organisation that has one in this story, else of the United Nations.
void StoryParties::resolve_secretary_general(ActorMention& mention, std::size_t m) const {
  const Document& d = view_->document();
  const std::uint32_t t = mention.token;
  const bool hyphened = t >= 2 && d.norm(t) == "general" && d.norm(t - 1) == "-" && d.norm(t - 2) == "secretary";
  if ((!hyphened && d.norm(t) != "secretary-general") || mention.parties.size() != 1 || !mention.parties.front().country.empty()) return;
  Party& party = mention.parties.front();
  for (std::size_t k = m; k-- > 0;) {
    const Party& earlier = mentions_[k].parties.front();
    if (!mentions_[k].reading.named || !in(earlier.country, {"UNO", "IGO"})) continue;
    party.country = earlier.country;
    party.sectors.clear();
    if (mentions_[k].reading.person) party.name = earlier.name;
    return;
  }
  if (country_counts_.count("UNO") != 0) party.country = "UNO", party.sectors.clear();
}

/// "Her Danish and Polish counterparts": of the same office as he, and of those two states, not of his own.
void StoryParties::resolve_counterparts(ActorMention& mention) const {
  const std::uint32_t owner = view_->child_with(mention.token, Deprel::kNmodPoss);
  std::vector<Party> owners;
  if (owner != kNoToken) find_at_depth(owner, owners, 1);
  if (owners.empty()) return;
  if (mention.parties.size() > 1) std::erase_if(mention.parties, [&](const Party& p) { return p.country == owners.front().country; });
  for (Party& party : mention.parties) {
    if (party.sectors.empty() || party.sectors.front() == "CVL") party.sectors = owners.front().sectors;
  }
}

/// "Thaksin and his Malaysian counterpart Abdullah Badawi", with the name hung beside its title: they are one.
void StoryParties::join_titles() {
  const Document& d = view_->document();
  for (std::size_t m = 1; m < mentions_.size(); ++m) {
    ActorMention& named = mentions_[m];
    const ActorMention& title = mentions_[m - 1];
    if (!named.reading.person || !named.reading.named || named.parties.size() != 1 || title.reading.named || title.parties.size() != 1 || title.parties.front().country.empty()) continue;
    if (title.token + 1 != view_->subtree(named.token).begin || view_->upos(title.token) != Upos::kNoun || d.xpos(title.token) == "NNS" || view_->head(title.token) != view_->head(named.token)) continue;
    if (view_->deprel(title.token) != Deprel::kConj || view_->deprel(named.token) != Deprel::kConj) continue;
    Party& party = named.parties.front();
    if (!party.country.empty() && party.country != title.parties.front().country) continue;
    party.country = title.parties.front().country;
    if (party.sectors.empty()) party.sectors = title.parties.front().sectors;
    mention_of_token_[title.token] = -1;
  }
}

/// "A Danish engineer was arrested ... Jens Holm, 39, is accused": whom the opening describes and who is named next without a word
/// about him are one.
void StoryParties::introduce_by_lead() {
  const Document& d = view_->document();
  const ActorMention* described = nullptr;
  std::size_t m = 0;
  for (; m < mentions_.size() && d.tokens[mentions_[m].token].sentence == 0; ++m) {
    const ActorMention& mention = mentions_[m];
    const ActorReading& reading = mention.reading;
    const std::uint32_t t = mention.token;
    if (reading.person && reading.named && reading.entity == kNoIndex) return;  // somebody unknown is named at once
    if (view_->upos(t) != Upos::kNoun || d.xpos(t) != "NN" || reading.organ || mention.parties.size() != 1 || reading.named) continue;
    const Party& party = mention.parties.front();
    const std::uint32_t det = view_->child_with(t, Deprel::kDet);
    if (det == kNoToken || !in(d.norm(det), {"a", "an", "the"}) || party.country.empty() || party.sectors.empty() || in(party.sectors.front(), {"GOV", "MIL", "LEG"})) continue;
    if (!is_human(d.lemma(t))) continue;
    if (described != nullptr) return;  // which of them?
    described = &mention;
  }
  if (described == nullptr) return;
  const Party who = described->parties.front();
  std::string name;
  for (; m < mentions_.size(); ++m) {
    ActorMention& mention = mentions_[m];
    const std::uint32_t sentence = d.tokens[mention.token].sentence;
    if (name.empty() && sentence > 3) return;
    if (!mention.reading.person || !mention.reading.named || mention.reading.entity != kNoIndex || mention.parties.size() != 1) continue;
    Party& party = mention.parties.front();
    if (name.empty()) {
      // The first one who is named is he, if nothing else is said of him.
      if (!party.country.empty() || !party.sectors.empty() || !mention.reading.role.empty()) return;
      name = party.name;
    }
    if (party.name != name) continue;
    if (party.country.empty()) party.country = who.country;
    if (party.sectors.empty()) party.sectors = who.sectors;
  }
}

/// "Two UN investigators ... the investigators": those who were called so before.
bool StoryParties::take_same_noun(ActorMention& mention, std::size_t m) const {
  const Document& d = view_->document();
  const std::string_view lemma = d.lemma(mention.token);
  if (in(lemma, {"man", "woman", "people", "person", "child", "government", "country", "state", "side", "army", "police", "parliament", "president", "force"})) return false;
  for (const std::uint32_t child : view_->children(mention.token)) {
    const Deprel r = view_->relation(child);
    if (r == Deprel::kAmod && d.norm(child) == "senior") continue;  // as those before were
    if (r == Deprel::kAmod || r == Deprel::kCompound || r == Deprel::kNmod || r == Deprel::kAcl || r == Deprel::kNummod) return false;  // "the party members", "the rebels in the north"
  }
  for (std::size_t k = m; k-- > 0;) {
    const ActorMention& earlier = mentions_[k];
    if (d.tokens[mention.token].sentence - d.tokens[earlier.token].sentence > 6) return false;
    if (d.lemma(earlier.token) != lemma || d.xpos(earlier.token) != d.xpos(mention.token) || earlier.parties.size() != 1) continue;
    const Party& other = earlier.parties.front();
    if (other.country.empty()) continue;
    for (Party& party : mention.parties) {
      party.country = other.country;
      if (!other.sectors.empty() || in(other.country, {"UNO", "IGO", "EUR", "NGO"})) party.sectors = other.sectors;
      if (party.name.empty()) party.name = other.name;
    }
    return true;
  }
  return false;
}

/// "The United Front ... the Front": the body whose name ends so.
void StoryParties::take_longer_name(ActorMention& mention, std::size_t m) const {
  const Document& d = view_->document();
  const ActorReading& reading = mention.reading;
  if (!reading.named || reading.person || reading.entity != kNoIndex || mention.parties.size() != 1 || !mention.parties.front().country.empty()) return;
  const std::string_view word = d.form(mention.token);
  if (view_->upos(mention.token) != Upos::kPropn || reading.name != word || view_->child_with(mention.token, Deprel::kDet) == kNoToken) return;
  for (std::size_t k = m; k-- > 0;) {
    const ActorMention& earlier = mentions_[k];
    if (!earlier.reading.named || earlier.reading.person || earlier.parties.size() != 1 || earlier.parties.front().country.empty()) continue;
    const TokenRange tokens = earlier.reading.tokens;
    bool within = earlier.reading.name.find(word) != std::string_view::npos && earlier.reading.name != word;
    for (std::uint32_t t = tokens.begin; !within && t < tokens.end; ++t) within = d.form(t) == word && tokens.end - tokens.begin > 1;
    if (!within) continue;
    Party& party = mention.parties.front();
    party.country = earlier.parties.front().country;
    party.sectors = earlier.parties.front().sectors;
    party.name = earlier.parties.front().name;
    party.entity = earlier.parties.front().entity;
    return;
  }
}

/// "the minister", "the group", "its forces": descriptions take the country of their owner or of whom they stand for.
void StoryParties::resolve_descriptions() {
  const Document& d = view_->document();
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    ActorMention& mention = mentions_[m];
    if (mention.parties.front().country.empty() && country_counts_.count("EUR") != 0 && of_commission(mention)) {
      mention.parties.front().country = "EUR";
      mention.parties.front().sectors.clear();
      mention.generic = false;
    }
    take_longer_name(mention, m);
    if (d.lemma(mention.token) == "counterpart") resolve_counterparts(mention);
    resolve_secretary_general(mention, m);
    const bool seated = mention.token >= 1 && d.norm(mention.token - 1).ends_with("based");  // "the Geneva-based group"
    if (std::vector<Party> meant; (mention.parties.front().country.empty() || seated) && group_meant(mention.token, meant)) {
      mention.parties = std::move(meant);
      mention.generic = false;
    }
    // "The force withdrew at dusk": of those spoken of before, the police or the army.
    if (mention.generic && d.lemma(mention.token) == "force" && d.xpos(mention.token) == "NN") {
      for (std::size_t k = m; k-- > 0 && d.tokens[mention.token].sentence - d.tokens[mentions_[k].token].sentence <= 3;) {
        const Party& earlier = mentions_[k].parties.front();
        if (earlier.sectors.empty() || (earlier.sectors.front() != "COP" && earlier.sectors.front() != "MIL")) continue;
        mention.parties.front().sectors = earlier.sectors;
        break;
      }
    }
    // "US-led coalition ... coalition troops": of the one spoken of.
    if (mention.parties.size() == 1 && mention.parties.front().country.empty() && mention.token > 0 && d.norm(mention.token - 1) == "coalition" && view_->head(mention.token - 1) == mention.token) {
      for (std::size_t k = m; k-- > 0;) {
        const ActorMention& earlier = mentions_[k];
        if (d.norm(earlier.token) != "coalition" || earlier.parties.front().country.empty()) continue;
        mention.parties.front().country = earlier.parties.front().country;
        mention.generic = false;
        break;
      }
    }
    const bool someones = mention.parties.front().country.empty() && view_->child_with(mention.token, Deprel::kNmodPoss) != kNoToken;  // "his brother Tomas"
    if (!mention.generic && !someones) continue;
    // "its forces", "their leaders": the owner's country.
    const std::uint32_t owner = view_->child_with(mention.token, Deprel::kNmodPoss);
    // "Its neighbour" is not of its own state.
    if (in(d.lemma(mention.token), {"neighbour", "neighbor", "rival", "foe", "enemy", "adversary"})) continue;
    if (owner != kNoToken && view_->upos(owner) == Upos::kPron) {
      std::vector<Party> owners;
      pronoun_parties(owner, owners, 0);
      if (!owners.empty()) {
        for (Party& party : mention.parties) {
          party.country = owners.front().country;
          // "his own troops" of a separatist leader stay separatist.
          for (const std::string& sector : owners.front().sectors) {
            if (sector == "PRE" && std::find(party.sectors.begin(), party.sectors.end(), sector) == party.sectors.end()) party.sectors.push_back(sector);
          }
        }
        if (owners.size() > 1 && mention.parties.size() == 1) {
          const Party first = mention.parties.front();
          for (std::size_t i = 1; i < owners.size(); ++i) {
            Party more = first;
            more.country = owners[i].country;
            mention.parties.push_back(more);
          }
        }
        continue;
      }
    }
    // "The agency's spokeswoman": of whom she speaks for.
    if (owner != kNoToken && mention.parties.front().country.empty() && view_->is_nominal(owner) && view_->upos(owner) != Upos::kPron) {
      std::vector<Party> owners;
      find_at_depth(owner, owners, 1);
      std::vector<Party> group;
      if (owners.size() == 1 && (in(owners.front().country, {"EUR", "IGO", "UNO", "NGO"}) || group_meant(owner, group))) {
        mention.parties.front().country = owners.front().country;
        mention.parties.front().sectors = owners.front().sectors;
      }
    }
    // "A spokesman for the movement": of the one that is meant.
    for (const std::uint32_t child : view_->children(mention.token)) {
      const std::uint32_t link = view_->relation(child) == Deprel::kNmod ? view_->adposition(child) : kNoToken;
      std::vector<Party> of;
      if (link == kNoToken || child < mention.token || !mention.parties.front().country.empty() || !in(d.norm(link), {"of", "for", "from"}) || !group_meant(child, of)) continue;
      mention.parties.front().country = of.front().country;
      mention.parties.front().sectors = of.front().sectors;
      mention.generic = false;
    }
    // "Envoys of the bloc": of the organisation meant.
    for (const std::uint32_t child : view_->children(mention.token)) {
      std::vector<Party> bloc;
      if (view_->relation(child) == Deprel::kNmod && organisation_meant(child, bloc)) {
        for (Party& party : mention.parties) party = bloc.front(), party.token = mention.token, party.phrase = mention.reading.tokens, party.name.clear();
        break;
      }
    }
    if (!mention.parties.front().country.empty()) continue;
    const std::uint32_t det = view_->child_with(mention.token, Deprel::kDet);
    // "The South Korean government, parties and unions": what stands before a list without articles holds for all of it.
    const bool counted = view_->child_with(mention.token, Deprel::kNummod) != kNoToken;
    if (det == kNoToken && owner == kNoToken && !counted && view_->deprel(mention.token) == Deprel::kConj && d.xpos(mention.token) == "NNS") {
      const std::uint32_t first = view_->head(mention.token);
      const ActorMention* leader = first == kNoToken ? nullptr : mention_at(first);
      if (leader != nullptr && leader->parties.size() == 1 && leader->shape != MentionShape::kPerson && view_->upos(first) == Upos::kNoun) {
        for (Party& party : mention.parties) {
          if (party.country.empty()) party.country = leader->parties.front().country;
        }
        if (!mention.parties.front().country.empty()) continue;
      }
    }
    // "Asian foreign ministers met ... Ministers agreed": the same, without an article.
    if (det == kNoToken && owner == kNoToken && !counted && d.xpos(mention.token) == "NNS" && in(d.lemma(mention.token), {"minister", "delegate", "negotiator", "envoy", "mediator"}) && take_same_noun(mention, m)) continue;
    if (det == kNoToken || !in(d.norm(det), {"the", "this", "that", "these", "those"})) continue;
    if (take_same_noun(mention, m)) continue;
    // A definite description: the last mention with the same leading sector, persons for persons. Institutions are at
    // home in the story's country: "the cabinet", "the army".
    if (mention.reading.organ) continue;
    const bool office = is_office(d.lemma(mention.token)) && d.xpos(mention.token) != "NNS";
    if (office) {
      mention.shape = MentionShape::kPerson;
      if (const ActorMention* holder = holder_of(mention, m)) {
        mention.parties = holder->parties;
        for (Party& party : mention.parties) party.token = mention.token, party.phrase = mention.reading.tokens;
        continue;
      }
    }
    const Party& self = mention.parties.front();
    for (std::size_t k = m; k-- > 0;) {
      const ActorMention& earlier = mentions_[k];
      if (earlier.parties.empty() || earlier.parties.front().country.empty()) continue;
      const Party& other = earlier.parties.front();
      const bool same_shape = earlier.shape == mention.shape || mention.shape == MentionShape::kThing;
      const bool same_sector = !self.sectors.empty() && !other.sectors.empty() &&
                               std::find(other.sectors.begin(), other.sectors.end(), self.sectors.front()) != other.sectors.end();
      if (!same_shape || !same_sector) continue;
      if (d.tokens[mention.token].sentence - d.tokens[earlier.token].sentence > 12) break;
      for (Party& party : mention.parties) party.country = other.country;
      if (mention.shape == MentionShape::kPerson && earlier.reading.named) {
        mention.parties.front().name = other.name;
        mention.parties.front().sectors = other.sectors;
      } else if (earlier.reading.named && other.sectors == self.sectors) {
        mention.parties.front().name = other.name;
      }
      break;
    }
  }
}

/// "The resolution calls for", "the report claimed": whoever was said to have issued it.
void StoryParties::issuers_of(std::uint32_t token, std::vector<Party>& out) const {
  const Document& d = view_->document();
  const std::string_view lemma = d.lemma(token);
  if (!is_document(lemma) || d.xpos(token) == "NNS") return;
  const std::uint32_t det = view_->child_with(token, Deprel::kDet);
  if (det == kNoToken || !in(d.norm(det), {"the", "this", "that"})) return;
  const std::size_t first = out.size();
  const std::uint32_t sentence = d.tokens[token].sentence;
  for (std::uint32_t t = token; t-- > 0 && d.tokens[t].sentence + kDocumentReach >= sentence && out.size() == first;) {
    if (d.lemma(t) != lemma || !view_->is_nominal(t)) continue;
    // "A UN resolution", "the army's statement", "a report by the commission"
    find_at_depth(t, out, 1);
    // "The council adopted a resolution"
    const std::uint32_t verb = view_->head(t);
    if (out.size() > first || verb == kNoToken) continue;
    if (view_->deprel(t) == Deprel::kObj && in(d.lemma(verb), {"issue", "release", "publish", "adopt", "pass", "approve", "sign", "send", "write", "present", "deliver", "draft", "read", "unveil"})) {
      const std::uint32_t subject = view_->child_with(verb, Deprel::kNsubj);
      if (subject != kNoToken) find_at_depth(subject, out, 1);
    }
    // "... , the army said in a statement"
    if (out.size() == first && view_->relation(t) == Deprel::kObl) {
      const std::uint32_t subject = view_->child_with(verb, Deprel::kNsubj);
      if (subject != kNoToken) find_at_depth(subject, out, 1);
    }
  }
  for (std::size_t i = first; i < out.size(); ++i) {
    out[i].token = token;
    out[i].phrase = view_->subtree(token);
  }
}

}  // namespace dragoman
