// SPDX-License-Identifier: Apache-2.0
#include "coding/story_parties.h"

#include <algorithm>

#include "coding/pronouns.h"

namespace dragoman {
namespace {


bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool military_equipment(std::string_view lemma) {
  return in(lemma, {"jet", "warplane", "plane", "aircraft", "helicopter", "bomber", "fighter", "drone", "tank", "warship", "ship", "submarine",
                    "gunboat", "destroyer", "frigate", "vessel", "artillery", "gun", "missile", "rocket", "battery", "convoy", "patrol",
                    "position", "base", "post", "outpost", "checkpoint", "barracks", "garrison", "armour", "armor", "bulldozer", "gunship"});
}

bool is_head_of_phrase(const SyntaxView& view, std::uint32_t t) {
  const Upos p = view.upos(t);
  if (p != Upos::kNoun && p != Upos::kPropn && p != Upos::kNum && p != Upos::kAdj && p != Upos::kX && p != Upos::kDet) return false;
  const Deprel r = view.deprel(t);
  if (r == Deprel::kFlat || r == Deprel::kFixed || r == Deprel::kGoeswith) return false;
  // Modifiers are read with their noun; PartyFinder::find reads them alone when they fill a slot.
  if (r == Deprel::kCompound || r == Deprel::kAmod || r == Deprel::kDet || r == Deprel::kNummod || r == Deprel::kNmodDesc) return false;
  if (p == Upos::kAdj || p == Upos::kNum || p == Upos::kDet) {
    return r == Deprel::kNsubj || r == Deprel::kNsubjPass || r == Deprel::kObj || r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kConj || r == Deprel::kOblAgent;
  }
  return true;
}

bool is_capitalised(std::string_view form) { return !form.empty() && form.front() >= 'A' && form.front() <= 'Z'; }

bool is_month(std::string_view norm) {
  return in(norm, {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan.", "feb.", "mar.", "apr.",
                   "jun.", "jul.", "aug.", "sept.", "sep.", "oct.", "nov.", "dec.", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"});
}

/// "Aug. 22", "22 August"
bool is_date(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  if (view.upos(token) == Upos::kNum) return token > 0 && is_month(d.norm(token - 1));
  return is_month(d.norm(token)) && ((token + 1 < d.tokens.size() && view.upos(token + 1) == Upos::kNum) || (token > 0 && view.upos(token - 1) == Upos::kNum));
}

/// "Three were wounded", "jailed five": who is counted does or suffers something. "Nov. 9", "to 9", "Bankov, 39" are dates and ages.
bool counts_people(const SyntaxView& view, std::uint32_t token) {
  const Document& d = view.document();
  std::uint32_t first = token;
  for (int steps = 0; steps < 3 && view.deprel(first) == Deprel::kConj && view.head(first) != kNoToken; ++steps) first = view.head(first);
  const Deprel r = view.relation(first);
  const std::uint32_t link = view.adposition(first);
  if (r == Deprel::kAppos || ((r == Deprel::kObl || r == Deprel::kNmod) && (link == kNoToken || !in(d.norm(link), {"by", "on", "against", "of"})))) return false;
  if (token > 0 && is_month(d.norm(token - 1))) return false;
  const std::string_view form = d.form(token);
  const bool year = form.size() == 4 && (form.starts_with("19") || form.starts_with("20"));
  const bool written = form.find_first_not_of("0123456789.,:%") == std::string_view::npos;
  const bool ordinal_or_clock = written && form.find_first_of(".:%") != std::string_view::npos;
  return !year && !ordinal_or_clock;
}

/// Deeds that "of" ties to whom they are done to: "the killing of a minister" is not the minister's.
bool is_deed_upon(std::string_view lemma) {
  return in(lemma, {"killing", "murder", "assassination", "slaying", "execution", "kidnapping", "kidnaping", "abduction", "bombing", "bombardment", "shelling", "massacre", "beating",
                    "shooting", "arrest", "detention", "imprisonment", "jailing", "expulsion", "deportation", "occupation", "invasion", "destruction", "torture", "rape", "seizure",
                    "release", "capture", "ambush", "ouster", "overthrow", "toppling", "downing", "sinking", "siege", "encirclement", "harassment", "persecution", "extradition",
                    "hijacking", "lynching", "stabbing", "poisoning", "conviction", "sentencing", "repression", "suppression", "mistreatment",
                    "dismissal", "sacking", "removal"});
}

/// An actor without name and code is nobody.
bool says_something(const ActorReading& reading) {
  return reading.named || !reading.code.country.empty() || reading.code.sector_count > 0;
}

bool is_subject(const SyntaxView& view, std::uint32_t t) {
  for (int steps = 0; steps < 3; ++steps) {
    const Deprel r = view.deprel(t);
    if (r == Deprel::kNsubj || r == Deprel::kNsubjPass || r == Deprel::kNsubjOuter || r == Deprel::kOblAgent) return true;
    if (r != Deprel::kConj || view.head(t) == kNoToken) return false;
    t = view.head(t);
  }
  return false;
}

}  // namespace

void StoryParties::start(const SyntaxView& view, const StoryLayout& layout, const std::vector<Attribution>& attributions,
                         const std::vector<PlaceMention>& places, std::string_view dateline_country) {
  dateline_country_ = std::string(dateline_country);
  view_ = &view;
  layout_ = &layout;
  attributions_ = &attributions;
  places_ = &places;
  story_places_.set(&places);
  memory_.clear();
  mentions_.clear();
  mention_of_token_.assign(view.document().tokens.size(), -1);
  count_places();
  read_mentions();
  join_titles();
  count_countries();
  introduce_by_lead();
  resolve_descriptions();
}

/// Countries that the places of each sentence lie in.
void StoryParties::count_places() {
  const Document& d = view_->document();
  sentence_country_.assign(d.sentences.size(), {});
  country_counts_.clear();
  for (const PlaceMention& place : *places_) {
    if (place.use != PlaceUse::kPlain || place.country.empty()) continue;
    const std::uint32_t s = d.tokens[place.tokens.begin].sentence;
    if (place.kind != PlaceKind::kCountry && sentence_country_[s].empty()) sentence_country_[s] = std::string(place.country);
    country_counts_[std::string(place.country)] += place.kind == PlaceKind::kCountry ? 1 : 3;
  }
}

void StoryParties::read_mentions() {
  const Document& d = view_->document();
  const ActorOptions options = actor_options();
  std::vector<ActorReading> readings;
  std::uint32_t sentence = 0xffffffff;
  for (std::uint32_t t = 0; t < d.tokens.size(); ++t) {
    if (d.tokens[t].sentence != sentence) {
      sentence = d.tokens[t].sentence;
      resolver_->note_acronyms(d, d.sentences[sentence].tokens, options, resolver_scratch_, memory_);
    }
    if (!is_head_of_phrase(*view_, t) || inside_place(t)) continue;
    if (is_date(*view_, t)) continue;
    resolver_->resolve(d, t, options, resolver_scratch_, readings);
    if (readings.empty()) continue;
    if (readings.front().person && is_place_by_link(t)) continue;  // "in Lagos"
    for (const ActorReading& reading : readings) {
      memory_.remember(reading);
      if (!reading.code.country.empty()) memory_.note_country(reading.code.country);
    }
    ActorMention mention;
    mention.token = t;
    mention.reading = readings.front();
    mention.shape = mention.reading.person && !mention.reading.plural ? MentionShape::kPerson
                    : mention.reading.plural                          ? MentionShape::kPlural
                                                                      : MentionShape::kThing;
    // "A woman said she was beaten"
    if (mention.shape == MentionShape::kThing && !mention.reading.named && d.xpos(t) == "NN" && gender_of_word(d.norm(t)) != Gender::kUnknown) mention.shape = MentionShape::kPerson;
    mention.subject = is_subject(*view_, t);
    mention.in_quotation = (d.tokens[t].flags & kInQuotation) != 0;
    mention.generic = !mention.reading.named && mention.reading.code.country.empty();
    for (const ActorReading& reading : readings) {
      if (reading.actor_like && says_something(reading) && !in(d.lemma(t), {"world", "humanity", "mankind"})) mention.parties.push_back(as_party(reading));
    }
    if (mention.parties.empty()) continue;
    if (mention.shape == MentionShape::kPerson) mention.gender = gender_of(mention);
    mention_of_token_[t] = static_cast<std::int32_t>(mentions_.size());
    mentions_.push_back(std::move(mention));
  }
}

/// The "Bank" of "the West Bank" is no bank.
bool StoryParties::inside_place(std::uint32_t token) const {
  return std::any_of(places_->begin(), places_->end(), [token](const PlaceMention& place) {
    return place.use == PlaceUse::kPlain && place.kind == PlaceKind::kRegion && place.tokens.begin < token && token + 1 == place.tokens.end;
  });
}

/// "In Lagos", "near Bush": a bare name that is a place after a preposition of place is no person.
bool StoryParties::is_place_by_link(std::uint32_t token) const {
  const std::uint32_t link = view_->adposition(token);
  if (link == kNoToken || !in(view_->document().norm(link), {"in", "at", "near", "outside", "inside"}) || link + 1 != token) return false;
  return std::any_of(places_->begin(), places_->end(), [token](const PlaceMention& place) {
    return place.use == PlaceUse::kPlain && place.tokens.begin == token && place.tokens.end == token + 1;
  });
}

ActorOptions StoryParties::actor_options() const {
  ActorOptions options;
  options.date = layout_->published;
  options.memory = &memory_;
  options.places = &story_places_;
  return options;
}

Party StoryParties::as_party(const ActorReading& reading) const {
  Party party;
  party.token = reading.head;
  party.phrase = reading.tokens;
  party.name = std::string(reading.name);
  party.country = std::string(reading.code.country.view());
  for (const Sector sector : reading.code.sector_list()) party.sectors.emplace_back(name_of(sector));
  party.named = reading.named;
  party.person = reading.person;
  party.entity = reading.entity;
  return party;
}

/// The story's own country, and the two sides most spoken of.
/// The two sides most spoken of. In a civil war both are of one country: the state, and those who fight it.
void StoryParties::rank_sides() {
  dyad_.clear();
  std::vector<Side> sides;
  for (const ActorMention& mention : mentions_) {
    for (const Party& party : mention.parties) {
      const bool nonstate = !party.sectors.empty() && in(party.sectors.front(), {"REB", "PRM"});
      const bool organ = !party.sectors.empty() && in(party.sectors.front(), {"MIL", "GOV"});
      const std::string& country = party.country.empty() && (nonstate || organ) ? story_country_ : party.country;
      if (country.empty() || in(country, {"UNO", "EUR", "IGO", "NGO", "MNC"})) continue;
      auto side = std::find_if(sides.begin(), sides.end(), [&](const Side& x) { return x.country == country && x.nonstate == nonstate; });
      if (side == sides.end()) side = sides.insert(sides.end(), Side{country, nonstate, 0, party});
      if (!side->sample.named && party.named) side->sample = party;
      side->weight += mention.subject ? 3 : 2;
    }
  }
  std::stable_sort(sides.begin(), sides.end(), [](const Side& a, const Side& b) { return a.weight > b.weight; });
  for (std::size_t i = 0; i < sides.size() && i < 2; ++i) dyad_.push_back(std::move(sides[i]));
  third_ = sides.size() > 2 ? std::move(sides[2]) : Side{};
}

void StoryParties::count_countries() {
  for (const ActorMention& mention : mentions_) {
    for (const Party& party : mention.parties) {
      if (party.country.empty()) continue;
      // Who acts where is told first: the opening names the country at home in the story.
      const std::uint32_t sentence = view_->document().tokens[mention.token].sentence;
      country_counts_[party.country] += sentence == 0 ? 10 : sentence <= 2 ? 4 : 2;
    }
  }
  // Institutions without a country belong to the state that acts most, wherever the story takes place.
  std::map<std::string, int> acting;
  for (const ActorMention& mention : mentions_) {
    for (const Party& party : mention.parties) {
      const std::uint32_t sentence = view_->document().tokens[mention.token].sentence;
      if (!party.country.empty()) acting[party.country] += (sentence == 0 ? 10 : sentence <= 2 ? 4 : 2) * (mention.subject ? 2 : 1);
    }
  }
  if (!dateline_country_.empty()) acting[dateline_country_] += 9;
  acting_country_.clear();
  int most = 0;
  for (const auto& [country, count] : acting) {
    if (in(country, {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"})) continue;
    if (count > most) most = count, acting_country_ = country;
  }
  // The dateline says where the reporter is: most often the country of the story.
  if (!dateline_country_.empty()) country_counts_[dateline_country_] += 8;
  story_country_.clear();
  int best = 0;
  for (const auto& [country, count] : country_counts_) {
    if (in(country, {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"})) continue;
    if (count > best) best = count, story_country_ = country;
  }
  rank_sides();
}

const ActorMention* StoryParties::mention_at(std::uint32_t token) const {
  const std::int32_t m = token < mention_of_token_.size() ? mention_of_token_[token] : -1;
  return m < 0 ? nullptr : &mentions_[static_cast<std::size_t>(m)];
}

bool StoryParties::names_actor(TokenRange tokens) const {
  for (std::uint32_t t = tokens.begin; t < tokens.end && t < mention_of_token_.size(); ++t) {
    if (mention_of_token_[t] < 0) continue;
    const ActorMention& mention = mentions_[static_cast<std::size_t>(mention_of_token_[t])];
    return mention.reading.named && !mention.reading.could_be_place && mention.reading.entity != kNoIndex;
  }
  return false;
}

bool StoryParties::inside_name(std::uint32_t token) const {
  const ActorMention* mention = nullptr;
  for (std::uint32_t t = token, steps = 0; mention == nullptr && t != kNoToken && steps < 3; ++steps) {
    t = view_->head(t);
    if (t != kNoToken) mention = mention_at(t);
  }
  if (mention == nullptr || !mention->reading.named || mention->reading.entity == kNoIndex) return false;
  if (token < mention->reading.tokens.begin || token >= mention->reading.tokens.end) return false;
  const std::string_view word = view_->document().form(token);
  const std::string_view name = mention->reading.name;
  if (word.empty() || word.front() < 'A' || word.front() > 'Z') return false;
  // As a whole word of the canonical name.
  for (std::size_t at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || name[at - 1] == ' ') && (end == name.size() || name[end] == ' ')) return true;
  }
  return false;
}

void StoryParties::speaker(std::uint32_t token, std::vector<Party>& out) const {
  std::vector<std::uint32_t> speakers;
  speakers_of(*attributions_, token, speakers);
  for (const std::uint32_t index : speakers) {
    const std::uint32_t source = (*attributions_)[index].source;
    if (source == kNoToken || source == token) continue;
    const std::size_t first = out.size();
    find_at_depth(source, out, 1);
    if (out.size() > first) return;
  }
}

void StoryParties::find(std::uint32_t token, std::vector<Party>& out) const { find_at_depth(token, out, 0); }

void StoryParties::find_at_depth(std::uint32_t token, std::vector<Party>& out, int depth) const {
  if (depth > kMaxPartyDepth) return;
  const Document& d = view_->document();
  if (view_->upos(token) == Upos::kPron || (view_->upos(token) == Upos::kDet && pronoun_kind(d.norm(token)) != PronounKind::kNone)) {
    pronoun_parties(token, out, depth);
    return;
  }
  if (is_date(*view_, token)) return;
  if (group_parties(token, out, depth)) return;
  // "Two of his aides": whose they are is said of the aides.
  const bool counts = view_->upos(token) == Upos::kNum && view_->child_with(token, Deprel::kNmod) != kNoToken;
  if (const ActorMention* mention = mention_at(token); mention != nullptr && !(counts && mention->parties.front().country.empty())) {
    out.insert(out.end(), mention->parties.begin(), mention->parties.end());
    return;
  }
  // "45 of them", "most of its members", "hundreds of villagers": of whom.
  if (view_->upos(token) == Upos::kNum || view_->upos(token) == Upos::kDet || in(d.lemma(token), {"most", "some", "many", "several", "majority", "number", "dozen", "hundred", "thousand", "score"})) {
    for (const std::uint32_t child : view_->children(token)) {
      if (view_->relation(child) != Deprel::kNmod || view_->adposition(child) == kNoToken || d.norm(view_->adposition(child)) != "of") continue;
      const std::size_t first = out.size();
      find_at_depth(child, out, depth + 1);
      for (std::size_t i = first; i < out.size(); ++i) {
        out[i].token = token;
        out[i].phrase = view_->subtree(token);
      }
      if (out.size() > first) return;
    }
  }
  if (const ActorMention* mention = mention_at(token)) {
    out.insert(out.end(), mention->parties.begin(), mention->parties.end());
    return;
  }
  // A modifier that fills a slot by itself: "Israeli strikes", "rebel fire".
  const Deprel r = view_->deprel(token);
  std::vector<ActorReading> readings;
  // "The Nairobi bombing": where it was; "Moscow strikes" may be those of Moscow.
  if (r == Deprel::kCompound && view_->upos(token) == Upos::kPropn && view_->head(token) != kNoToken && is_deed_upon(d.lemma(view_->head(token))) && named_after_place(token)) return;
  if (r == Deprel::kCompound || r == Deprel::kAmod || r == Deprel::kNmodDesc) {
    ActorResolver::Scratch scratch;
    resolver_->resolve_range(d, view_->subtree(token), actor_options(), scratch, readings);
    // "Regular attacks", "general strike": an adjective of another sense is nobody; "rebel fire" is.
    const bool adjective = r == Deprel::kAmod && view_->upos(token) == Upos::kAdj && !is_capitalised(d.form(token)) &&
                           !in(d.norm(token), {"rebel", "military", "insurgent", "separatist", "guerrilla", "paramilitary", "terrorist", "militant", "extremist", "islamist", "communist", "civilian", "royalist"});
    for (const ActorReading& reading : readings) {
      if (adjective && !reading.named && reading.code.country.empty()) continue;
      if (in(d.norm(token), {"ministerial", "economic", "presidential", "parliamentary"}) && reading.code.country.empty()) continue;
      // "The Nov. 9 attacks", "the June raid": a date.
      if (reading.person && is_month(d.norm(reading.tokens.begin))) continue;
      if (reading.actor_like || !reading.code.country.empty()) out.push_back(as_party(reading));
    }
    return;
  }
  // "thousands rallied", "three were wounded": people.
  if ((view_->upos(token) == Upos::kNum || in(d.lemma(token), {"thousand", "hundred", "dozen", "score"})) &&
      view_->child_with(token, Deprel::kNmod) == kNoToken && view_->deprel(token) != Deprel::kNummod && counts_people(*view_, token) &&
      !(d.norm(token) == "one" && view_->relation(token) == Deprel::kObj)) {  // "promised one": an inquiry
    Party crowd;
    crowd.token = token;
    crowd.phrase = {token, token + 1};
    crowd.sectors = {"CVL"};
    out.push_back(std::move(crowd));
    return;
  }
  // "a delegation led by the foreign minister": who leads it.
  for (const std::uint32_t child : view_->children(token)) {
    if (view_->relation(child) != Deprel::kAcl || !in(d.lemma(child), {"lead", "head", "comprise", "make", "form", "charter", "send", "operate", "hire", "dispatch", "organise", "organize", "propose", "draft", "submit", "sponsor", "table"})) continue;
    for (const std::uint32_t inner : view_->children(child)) {
      if (view_->relation(inner) != Deprel::kObl || view_->adposition(inner) == kNoToken) continue;
      const std::size_t first = out.size();
      find_at_depth(inner, out, depth + 1);
      if (out.size() > first) return;
    }
  }
  // Not an actor itself: whose it is. "Israeli positions", "a base of the Syrian army", "the decision of Moscow".
  if (!view_->is_nominal(token)) return;
  // "The raid on the port by pirates": who does it goes before what it is done to.
  for (const std::uint32_t child : view_->children(token)) {
    if (view_->relation(child) != Deprel::kNmod && view_->relation(child) != Deprel::kObl) continue;
    if (view_->adposition(child) == kNoToken || d.norm(view_->adposition(child)) != "by") continue;
    const std::size_t first = out.size();
    std::vector<std::uint32_t> doers;
    view_->conjuncts(child, doers);
    for (const std::uint32_t doer : doers) find_at_depth(doer, out, depth + 1);
    for (std::size_t i = first; i < out.size(); ++i) {
      out[i].phrase = view_->subtree(token);
      out[i].token = token;
    }
    if (out.size() > first) return;
  }
  for (const std::uint32_t child : view_->children(token)) {
    const Deprel c = view_->deprel(child);
    // "Army jeeps" parsed with a subject: a noun without a copula has none.
    const bool beside = c == Deprel::kNsubj && child < token && view_->child_with(token, Deprel::kCop) == kNoToken;
    // "The Kyoto Protocol", "the Bangkok Declaration": named after the place, not of its government.
    if (c == Deprel::kCompound && view_->upos(token) == Upos::kPropn && view_->upos(child) == Upos::kPropn && named_after_place(child)) continue;
    // "Condemned the killing of a minister", "the embassy bombing": whom it is done to is not who does it.
    if (is_deed_upon(d.lemma(token)) && (view_->relation(child) == Deprel::kNmod || (c == Deprel::kCompound && view_->upos(child) != Upos::kAdj)) && c != Deprel::kNmodPoss &&
        (view_->adposition(child) == kNoToken || d.norm(view_->adposition(child)) != "by")) {
      continue;
    }
    const bool owner = c == Deprel::kNmodPoss || c == Deprel::kCompound || c == Deprel::kAmod || beside ||
                       (view_->relation(child) == Deprel::kNmod && view_->adposition(child) != kNoToken && (in(d.norm(view_->adposition(child)), {"of", "by"}) || (d.norm(view_->adposition(child)) == "from" && is_document(d.lemma(token)))));
    if (!owner) continue;
    const std::size_t first = out.size();
    find_at_depth(child, out, depth + 1);
    for (std::size_t i = first; i < out.size(); ++i) {
      out[i].phrase = view_->subtree(token);
      out[i].token = token;
      // "Russian jets", "tanks of the coalition": forces of their owner.
      if (military_equipment(d.lemma(token)) && out[i].sectors.size() <= 1 && (out[i].sectors.empty() || out[i].sectors.front() == "GOV")) out[i].sectors = {"MIL"};
    }
    if (out.size() > first) return;
  }
  if (depth == 0) issuers_of(token, out);
}

/// Is a word of a name a town, not a country?
bool StoryParties::named_after_place(std::uint32_t token) const {
  return std::any_of(places_->begin(), places_->end(), [&](const PlaceMention& place) {
    return place.tokens.begin <= token && token < place.tokens.end && place.kind != PlaceKind::kCountry;
  });
}

bool StoryParties::is(SlotClass slot_class, std::uint32_t token) const {
  if (slot_class == SlotClass::kPlace) {
    for (const PlaceMention& place : *places_) {
      if (place.use == PlaceUse::kPlain && place.tokens.begin <= token && token < place.tokens.end) return true;
    }
    // "the village of X", "several villages": ground that can be held.
    return in(view_->document().lemma(token), {"village", "town", "city", "district", "province", "region", "territory", "area", "island", "hill",
                                               "height", "heights", "settlement", "peninsula", "enclave", "valley", "suburb", "neighbourhood",
                                               "neighborhood", "airport", "base", "position", "outpost", "hilltop", "ground", "land"});
  }
  std::vector<Party> found;
  find(token, found);
  if (found.empty()) return false;
  const Party& party = found.front();
  const auto sector = [&](std::initializer_list<std::string_view> names) {
    return std::any_of(party.sectors.begin(), party.sectors.end(), [&](const std::string& s) { return in(s, names); });
  };
  const ActorMention* mention = mention_at(token);
  switch (slot_class) {
    case SlotClass::kActor: return true;
    case SlotClass::kState: return sector({"GOV"}) && (mention == nullptr || !mention->reading.person);
    case SlotClass::kArmed: return sector({"MIL", "REB", "PRM", "COP", "UAF", "SPY"});
    case SlotClass::kGovernment: return sector({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"});
    case SlotClass::kPerson: return mention != nullptr ? mention->reading.person : pronoun_kind(view_->document().norm(token)) == PronounKind::kPerson;
    case SlotClass::kPeople: return mention != nullptr && (mention->reading.person || mention->reading.plural);
    case SlotClass::kOrg: return mention != nullptr && !mention->reading.person && !mention->reading.plural;
    default: return false;
  }
}

bool StoryParties::is_ground(std::uint32_t token) const {
  if (in(view_->document().lemma(token), {"village", "town", "city", "district", "province", "region", "territory", "area", "island", "hill", "height",
                                          "heights", "settlement", "peninsula", "enclave", "valley", "suburb", "neighbourhood", "neighborhood", "airport",
                                          "ground", "land", "square", "street", "road", "bridge", "palace", "building", "capital", "house", "border"})) {
    return true;
  }
  for (const PlaceMention& place : *places_) {
    if (place.use != PlaceUse::kPlain || token < place.tokens.begin || token >= place.tokens.end) continue;
    const ActorMention* mention = mention_at(token);
    return place.kind != PlaceKind::kCountry && (mention == nullptr || mention->reading.could_be_place);
  }
  return false;
}

std::string_view StoryParties::other_state(std::string_view country) const {
  if (!two_sides() || dyad_[0].nonstate || dyad_[1].nonstate || dyad_[0].country == dyad_[1].country) return {};
  for (const std::size_t i : {0, 1}) {
    if (dyad_[i].country == country) return dyad_[1 - i].country;
  }
  return {};
}

void StoryParties::both_sides(std::vector<Party>& out) const {
  if (dyad_.size() != 2) return;
  for (const Side& side : dyad_) {
    Party party;
    party.country = side.country;
    const std::uint32_t state = knowledge_->state_entity(side.country);
    if (state != kNoIndex) party.name = std::string(knowledge_->name_of(state));
    party.sectors = {"GOV"};
    if (side.nonstate) party.name = side.sample.name, party.sectors = side.sample.sectors;
    out.push_back(std::move(party));
  }
}

void StoryParties::sides_without(std::string_view country, std::vector<Party>& out) const {
  if (dyad_.size() != 2 || third_.country.empty() || third_.country == country || third_.weight < 4) return;
  for (const Side* side : {&dyad_[0], &dyad_[1], &third_}) {
    if (side->country == country) continue;
    Party party = side->sample;
    party.country = side->country;
    if (!side->nonstate) {
      const std::uint32_t state = knowledge_->state_entity(side->country);
      if (state != kNoIndex) party.name = std::string(knowledge_->name_of(state));
      party.sectors = {"GOV"};
      party.person = false;
    }
    out.push_back(std::move(party));
  }
  if (out.size() != 2) out.clear();
}

std::string_view StoryParties::place_country(std::uint32_t token) const {
  for (const PlaceMention& place : *places_) {
    if (place.use == PlaceUse::kPlain && place.tokens.begin <= token && token < place.tokens.end) return place.country;
  }
  return {};
}

bool StoryParties::tells_of(const std::string& country) const {
  return std::any_of(mentions_.begin(), mentions_.end(), [&](const ActorMention& m) { return m.reading.code.country.view() == country && !m.reading.could_be_place; });
}

bool StoryParties::speaks_of(const std::string& country) const {
  const auto own = country_counts_.find(country);
  const auto home = country_counts_.find(story_country_);
  if (home == country_counts_.end()) return true;
  return own != country_counts_.end() && own->second * 3 >= home->second;
}

const std::string& StoryParties::home_country(std::uint32_t sentence) const {
  if (sentence < sentence_country_.size() && !sentence_country_[sentence].empty()) {
    // A country that nothing but this one place speaks of is a wrong guess at the place as a rule.
    const auto count = [&](const std::string& country) {
      const auto it = country_counts_.find(country);
      return it == country_counts_.end() ? 0 : it->second;
    };
    const int own = count(sentence_country_[sentence]);
    if ((own > 3 && own * 3 >= count(story_country_)) || count(story_country_) <= 6) return sentence_country_[sentence];
  }
  return story_country_;
}

}  // namespace dragoman
