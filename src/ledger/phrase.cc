// SPDX-License-Identifier: Apache-2.0
#include "ledger/phrase.h"

#include <algorithm>
#include <string_view>

#include "base/utf8.h"
#include "ledger/report_text.h"

namespace dragoman {
namespace {

constexpr std::size_t kNameColumns = 60;
constexpr std::size_t kNation = 5;  // letters that the name of a country and of its people share

/// How a type (and mode) is told: to somebody (@ is the recipient), without one, and of somebody by nobody named.
struct Verb {
  EventType type;
  std::string_view mode;
  std::string_view to, alone, passive;
};

// The row without a mode comes first of its type and stands for modes that have no row.
constexpr Verb kVerbs[] = {
    {EventType::kAgree, "", "promised, offered or agreed to something with @", "promised, offered or agreed to something", "received an offer or promise"},
    {EventType::kConsult, "", "held talks with @", "held talks", "took part in talks"},
    {EventType::kConsult, "visit", "visited @", "made a visit", "received a visit"},
    {EventType::kConsult, "phone", "spoke by phone with @", "spoke by phone", "was spoken to by phone"},
    {EventType::kConsult, "third-party", "held talks as a third party with @", "held talks with a third party", "took part in talks with a third party"},
    {EventType::kConsult, "multilateral", "held multilateral talks with @", "held multilateral talks", "took part in multilateral talks"},
    {EventType::kSupport, "", "gave political support to @", "gave political support", "received political support"},
    {EventType::kConcede, "", "made a concession to @", "made a concession", "was granted a concession"},
    {EventType::kCooperate, "", "cooperated with @", "cooperated", "received cooperation"},
    {EventType::kAid, "", "gave aid to @", "gave aid", "was given aid"},
    {EventType::kRetreat, "", "eased its hold on @", "pulled back", "was relieved"},
    {EventType::kRetreat, "withdraw", "withdrew forces from @", "withdrew forces", "saw forces withdrawn"},
    {EventType::kRetreat, "release", "released @", "released people held", "was released"},
    {EventType::kRetreat, "return", "returned people or property to @", "returned people or property", "had people or property returned"},
    {EventType::kRetreat, "disarm", "disarmed towards @", "disarmed", "was disarmed"},
    {EventType::kRetreat, "ceasefire", "ceased fire towards @", "ceased fire", "saw a ceasefire"},
    {EventType::kRetreat, "access", "gave access to @", "gave access", "was given access"},
    {EventType::kRetreat, "resign", "stepped down, which concerns @", "stepped down", "saw a resignation"},
    {EventType::kRequest, "", "made a request or demand to @", "made a request or demand", "was asked to act"},
    {EventType::kRequest, "assist", "asked @ for help", "asked for help", "was asked for help"},
    {EventType::kRequest, "change", "called on @ for a change", "called for a change", "was called on for a change"},
    {EventType::kRequest, "yield", "called on @ to yield", "called for others to yield", "was called on to yield"},
    {EventType::kRequest, "meet", "asked @ for a meeting or talks", "called for a meeting or talks", "was asked for a meeting or talks"},
    {EventType::kAccuse, "", "criticised or accused @", "voiced criticism or accusation", "was criticised or accused"},
    {EventType::kAccuse, "disapprove", "criticised @", "voiced criticism", "was criticised"},
    {EventType::kAccuse, "investigate", "investigated or sued @", "opened an investigation or suit", "was investigated or sued"},
    {EventType::kAccuse, "allege", "accused @", "made an accusation", "was accused"},
    {EventType::kReject, "", "rejected or denied something towards @", "rejected or denied something", "met with a refusal or denial"},
    {EventType::kReject, "assist", "refused help to @", "refused help", "was refused help"},
    {EventType::kReject, "change", "refused @ a change", "refused a change", "was refused a change"},
    {EventType::kReject, "yield", "refused to yield to @", "refused to yield", "met with a refusal to yield"},
    {EventType::kReject, "meet", "refused to meet @", "refused to meet", "was refused a meeting"},
    {EventType::kThreaten, "", "warned or threatened @", "made a warning or threat", "was warned or threatened"},
    {EventType::kThreaten, "violence", "threatened @ with force", "threatened force", "was threatened with force"},
    {EventType::kThreaten, "relations", "threatened to cut ties or impose sanctions on @", "threatened to cut ties or impose sanctions", "was threatened with a cut of ties or sanctions"},
    {EventType::kProtest, "", "protested against @", "protested", "was protested against"},
    {EventType::kProtest, "riot", "rioted against @", "rioted", "was the target of a riot"},
    {EventType::kProtest, "strike", "went on strike against @", "went on strike", "was struck against"},
    {EventType::kProtest, "hunger", "went on hunger strike against @", "went on hunger strike", "was the target of a hunger strike"},
    {EventType::kProtest, "boycott", "boycotted @", "staged a boycott", "was boycotted"},
    {EventType::kProtest, "obstruct", "obstructed @", "staged a blockade or sit-in", "was obstructed"},
    {EventType::kSanction, "", "took measures against @", "took measures", "was the target of measures"},
    {EventType::kSanction, "convict", "convicted @", "passed a conviction", "was convicted"},
    {EventType::kSanction, "expel", "expelled or suspended @", "expelled or suspended someone", "was expelled or suspended"},
    {EventType::kSanction, "withdraw", "left a body, treaty or mission shared with @", "left a body, treaty or mission", "saw others leave a body, treaty or mission"},
    {EventType::kSanction, "discontinue", "imposed sanctions on, or cut ties, aid or talks with, @", "imposed sanctions or cut ties, aid or talks", "was placed under sanctions or had ties, aid or talks cut"},
    {EventType::kMobilize, "", "moved or readied forces towards @", "moved or readied forces", "faced a movement of forces"},
    {EventType::kMobilize, "weapons", "moved or readied weapons towards @", "moved or readied weapons", "faced a movement of weapons"},
    {EventType::kMobilize, "police", "deployed police towards @", "deployed police", "faced a deployment of police"},
    {EventType::kMobilize, "militia", "moved or readied militia towards @", "moved or readied militia", "faced a movement of militia"},
    {EventType::kCoerce, "", "used repression against @", "used repression", "faced repression"},
    {EventType::kCoerce, "seize", "seized something of @", "seized property or power", "had something seized"},
    {EventType::kCoerce, "restrict", "restricted @", "imposed a restriction", "was restricted"},
    {EventType::kCoerce, "ban", "banned @", "imposed a ban", "was banned"},
    {EventType::kCoerce, "censor", "censored @", "imposed censorship", "was censored"},
    {EventType::kCoerce, "curfew", "imposed a curfew on @", "imposed a curfew", "was placed under curfew"},
    {EventType::kCoerce, "martial-law", "imposed martial law or emergency rule on @", "imposed martial law or emergency rule", "was placed under martial law or emergency rule"},
    {EventType::kCoerce, "arrest", "arrested @", "made arrests", "was arrested"},
    {EventType::kCoerce, "deport", "deported @", "deported people", "was deported"},
    {EventType::kCoerce, "withhold", "withheld something from @", "withheld something", "had something withheld"},
    {EventType::kCoerce, "misinformation", "spread misinformation against @", "spread misinformation", "was the target of misinformation"},
    {EventType::kCoerce, "cyber", "made a cyber attack on @", "made a cyber attack", "was the target of a cyber attack"},
    {EventType::kAssault, "", "attacked @", "used force", "was attacked"},
    {EventType::kAssault, "abduct", "abducted or captured @", "abducted or captured people", "was abducted or captured"},
    {EventType::kAssault, "beat", "beat @", "beat people", "was beaten"},
    {EventType::kAssault, "torture", "tortured @", "tortured people", "was tortured"},
    {EventType::kAssault, "execute", "executed @", "carried out an execution", "was executed"},
    {EventType::kAssault, "sexual", "used sexual violence against @", "used sexual violence", "suffered sexual violence"},
    {EventType::kAssault, "assassinate", "assassinated, or tried to assassinate, @", "made an assassination or an attempt", "was the target of an assassination or attempt"},
    {EventType::kAssault, "targeted", "made a targeted attack on @", "made a targeted attack", "was the target of a targeted attack"},
    {EventType::kAssault, "destroy", "destroyed property of @", "destroyed property", "had property destroyed"},
    {EventType::kAssault, "firearms", "fired at @", "opened fire", "was fired at"},
    {EventType::kAssault, "explosives", "used explosives against @", "used explosives", "was hit with explosives"},
    {EventType::kAssault, "suicide-attack", "made a suicide attack on @", "made a suicide attack", "was hit by a suicide attack"},
    {EventType::kAssault, "aerial", "struck @ from the air", "made an air strike", "was struck from the air"},
    {EventType::kAssault, "drone", "struck @ by drone", "made a drone strike", "was struck by drone"},
    {EventType::kAssault, "heavy-weapons", "shelled or fired heavy weapons at @", "shelled or fired heavy weapons", "was hit by shells, rockets or other heavy weapons"},
    {EventType::kAssault, "crowd-control", "used force against a crowd of @", "used force against a crowd", "faced force against a crowd"},
    {EventType::kAssault, "cleansing", "drove out or cleansed @", "drove people out", "was driven out"},
    {EventType::kAssault, "massacre", "massacred @", "made a massacre", "was massacred"},
    {EventType::kAssault, "unconventional", "used unconventional weapons against @", "used unconventional weapons", "was hit with unconventional weapons"},
    {EventType::kAssault, "territory", "took or occupied ground of @", "took or occupied ground", "had ground taken or occupied"},
};

const Verb& verb_of(const EventRecord& record) {
  const Verb* plain = kVerbs;
  bool found = false;
  for (const Verb& verb : kVerbs) {
    if (verb.type != record.type) continue;
    if (!found) plain = &verb, found = true;
    if (verb.mode == record.mode) return verb;
  }
  return *plain;
}

std::string_view sector_noun(std::string_view sector) {
  constexpr std::pair<std::string_view, std::string_view> kNouns[] = {
      {"MIL", "armed forces"}, {"COP", "police"}, {"SPY", "intelligence service"}, {"JUD", "courts"}, {"LEG", "parliament"},
      {"PTY", "parties"}, {"OPP", "opposition"}, {"REB", "rebels"}, {"UAF", "armed men"}, {"PRM", "paramilitaries"}, {"CVL", "civilians"},
      {"JRN", "journalists"}, {"REF", "refugees"}, {"REL", "clergy"}, {"MED", "media"}, {"LAB", "workers"}, {"BUS", "business"}, {"EDU", "students and teachers"}};
  for (const auto& [code, noun] : kNouns) {
    if (code == sector) return noun;
  }
  return {};
}

bool is_pronoun(std::string_view text) {
  constexpr std::string_view kPronouns[] = {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "we", "us", "i", "our", "who", "which", "that", "both", "himself", "itself", "themselves"};
  return std::find(std::begin(kPronouns), std::end(kPronouns), fold(text)) != std::end(kPronouns);
}

/// Articles, numbers and the like, which stories write with a capital at the start of a sentence.
bool is_determiner(std::string_view word) {
  constexpr std::string_view kWords[] = {"a", "an", "the", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "some", "several", "many", "most",
                                         "hundreds", "thousands", "dozens", "scores", "about", "around", "at", "more", "nearly", "over", "up", "another", "other", "all", "both", "no", "his", "her",
                                         "its", "their", "our", "these", "those", "this", "that", "fifteen", "nineteen", "twenty", "thirty", "forty", "fifty", "unidentified", "unknown", "masked",
                                         "suspected", "armed", "local", "police", "gunmen", "militants", "rebels", "medics", "officials", "witnesses", "sources", "troops", "soldiers", "protesters"};
  return std::find(std::begin(kWords), std::end(kWords), fold(word)) != std::end(kWords);
}

/// As it stands inside a sentence.
std::string inside(std::string text) {
  if (is_determiner(std::string_view(text).substr(0, text.find(' '))) && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

/// "22", "60,000", "twenty-two", "hundreds": more than one.
bool is_number(std::string_view word) {
  if (!word.empty() && is_ascii_digit(word[0])) return word != "1";
  constexpr std::string_view kNumbers[] = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
                                           "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundreds", "thousands", "dozens", "scores"};
  const std::string folded = fold(word.substr(0, word.find('-')));
  return std::find(std::begin(kNumbers), std::end(kNumbers), folded) != std::end(kNumbers);
}

/// Is it "were", not "was"?
bool is_plural(const std::vector<Entity>& entities) {
  if (entities.size() > 1) return true;
  if (entities.empty() || !entities[0].span.quoted()) return false;
  const std::string text = entity_phrase(entities[0]);
  // "22 civilians", "at least 31 people", "more than 60,000 (LKA)"
  std::string_view words = text;
  for (int i = 0; i < 4 && !words.empty(); ++i) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (is_number(words.substr(0, end))) return true;
    if (!is_determiner(words.substr(0, end)) && words.substr(0, end) != "least" && words.substr(0, end) != "than" && words.substr(0, end) != "to") break;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  const std::string first(std::string_view(text).substr(0, text.find(' ')));
  constexpr std::string_view kOne[] = {"a", "an", "the", "one", "another", "this", "that", "his", "her", "its", "their", "our", "no", "police", "local", "armed", "masked", "unidentified", "unknown", "suspected", "at", "up", "about", "around", "more", "nearly", "over"};
  if (is_determiner(first) && std::find(std::begin(kOne), std::end(kOne), fold(first)) == std::end(kOne)) return true;
  const bool counted = is_determiner(std::string_view(text).substr(0, text.find(' '))) || text.find(" (") != std::string::npos || is_ascii_digit(text[0]);
  return counted && (fold(entities[0].span.text).ends_with('s') || text.find(" people") != std::string::npos);
}

bool is_proper(std::string_view text) { return !text.empty() && (static_cast<unsigned char>(text[0]) >= 0x80 || (text[0] >= 'A' && text[0] <= 'Z')); }

}  // namespace

std::string entity_phrase(const Entity& entity) {
  const std::string name = inside(shortened(one_line(entity.name), kNameColumns));
  const std::string said = entity.span.quoted() ? inside(shortened(one_line(entity.span.text), kNameColumns)) : std::string();
  const std::string_view noun = entity.sectors.empty() ? std::string_view() : sector_noun(entity.sectors[0]);
  if (name.empty() || !is_proper(name)) {
    std::string text = !said.empty() && !is_pronoun(said) ? said : !name.empty() ? name : noun.empty() ? "someone unnamed" : std::string(noun);
    if (!entity.country.empty() && !is_proper(text)) text += " (" + one_line(entity.country) + ")";
    return text;
  }
  // Of a state's people the story says better which are meant; persons and organisations go by their names.
  if (noun.empty() || said.empty() || is_pronoun(said) || fold(said) == fold(name)) return name;
  if (is_proper(said)) return said;
  // "two Palestinian militants" says more than "Palestine"; "the army" less than "Sudan".
  const bool names_it = fold(said).find(utf8_prefix(fold(name), kNation)) != std::string::npos;
  // Two women are not the man whose name stands near them.
  if (!names_it && !entity.country.empty() && is_number(std::string_view(said).substr(0, said.find(' ')))) return said + " (" + one_line(entity.country) + ")";
  return names_it ? said : name + " (" + said + ")";
}

std::string entity_list(const std::vector<Entity>& entities) {
  std::vector<std::string> names;
  for (const Entity& entity : entities) {
    std::string name = entity_phrase(entity);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  return out;
}

namespace {

std::vector<Entity> doers_of(const EventRecord& record) {
  std::vector<Entity> out = record.actors;
  if (quad_of(record.type) != Quad::kMaterialConflict) return out;
  std::erase_if(out, [&](const Entity& actor) {
    // Nobody attacks himself, and a town attacks nobody: who did it is not known then.
    const bool suffers = std::any_of(record.recipients.begin(), record.recipients.end(), [&](const Entity& one) {
      return one.span.quoted() && one.span.start == actor.span.start && one.span.end == actor.span.end && one.span.text == actor.span.text;
    });
    const bool place = record.place && actor.country == record.place->country && !record.place->name.empty() && actor.span.quoted() &&
                       fold(actor.span.text).starts_with(fold(record.place->span.quoted() ? record.place->span.text : record.place->name)) && actor.sectors.empty();
    return suffers || place;
  });
  return out;
}

}  // namespace

std::string event_phrase(const EventRecord& said) {
  EventRecord record = said;
  record.actors = doers_of(said);
  const Verb& verb = verb_of(record);
  std::string text;
  if (record.actors.empty()) {
    std::string passive(verb.passive);
    if (is_plural(record.recipients) && passive.starts_with("was ")) passive.replace(0, 4, "were ");
    text = record.recipients.empty() ? "Someone not named " + std::string(verb.alone)
                                     : entity_list(record.recipients) + " " + passive;
  } else if (record.recipients.empty()) {
    text = entity_list(record.actors) + " " + std::string(record.type == EventType::kAssault && record.actors.size() > 1 && record.mode.empty() ? "fought" : verb.alone);
  } else {
    const std::size_t at = verb.to.find('@');
    text = entity_list(record.actors) + " " + std::string(verb.to.substr(0, at)) + entity_list(record.recipients) + std::string(verb.to.substr(at + 1));
  }
  if (record.place) {
    const std::string place = place_phrase(*record.place);
    const auto is_place = [&](const Entity& entity) { return fold(entity.name) == fold(place); };
    const bool told = std::any_of(record.actors.begin(), record.actors.end(), is_place) || std::any_of(record.recipients.begin(), record.recipients.end(), is_place);
    if (!place.empty() && !told) text += " (" + place + ")";
  }
  // A noun phrase that began with a capital for the sake of its sentence gets it back.
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  switch (record.modality) {
    case Modality::kActual: break;
    case Modality::kFuture: text += " — announced, not yet done"; break;
    case Modality::kHypothetical: text += " — possible or asked for only"; break;
    case Modality::kNegated: text += " — said not to have happened"; break;
  }
  return text;
}

std::string place_phrase(const RecordPlace& place) {
  const std::string said = place.span.quoted() ? one_line(place.span.text) : std::string();
  return is_proper(said) ? said : one_line(place.name);
}

std::string speakers_phrase(const EventRecord& record) {
  std::string text;
  for (const AttributionLink& link : record.attribution) {
    // "X told: X called on Y" says no more than "X called on Y": what somebody says of himself in saying it.
    const bool own_word = quad_of(record.type) == Quad::kVerbalConflict || quad_of(record.type) == Quad::kVerbalCooperation;
    if (own_word && record.actors.size() == 1 && entity_phrase(link.speaker) == entity_phrase(record.actors[0])) continue;
    std::string said = entity_phrase(link.speaker);
    if (!link.cue.empty() && fold(link.cue) != "according to") said += " (" + one_line(link.cue) + ")";
    if (text == said || text.ends_with(", according to " + said)) continue;
    if (!text.empty()) text += ", according to ";
    text += said;
  }
  return text;
}

}  // namespace dragoman
