// SPDX-License-Identifier: Apache-2.0
// Whom a pronoun stands for: the person, thing or group spoken of, the speaker, the subject.
#include <algorithm>

#include "coding/pronouns.h"
#include "coding/story_parties.h"

namespace dragoman {
namespace {

constexpr std::uint32_t kLookBack = 4;  // sentences in which a pronoun's antecedent is looked for

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

PronounKind pronoun_kind(std::string_view norm) {
  if (in(norm, {"he", "she", "him", "his", "her", "himself", "herself"})) return PronounKind::kPerson;
  if (in(norm, {"it", "its", "itself"})) return PronounKind::kThing;
  if (in(norm, {"they", "them", "their", "themselves", "theirs"})) return PronounKind::kPlural;
  if (in(norm, {"we", "us", "our", "ours", "ourselves"})) return PronounKind::kFirst;
  if (in(norm, {"i", "me", "my", "myself"})) return PronounKind::kFirstSingular;
  return PronounKind::kNone;
}

/// By the words of the phrase, else by the name that the person is known by.
Gender StoryParties::gender_of(const ActorMention& mention) const {
  const Document& d = view_->document();
  const TokenRange words = mention.reading.tokens;
  for (std::uint32_t t = words.begin; t < words.end && t < words.begin + 8; ++t) {
    // "The queen's husband", "the father of the bride": the first word that says it, whose owner says nothing.
    if (view_->relation(t) == Deprel::kNmod) continue;
    if (const Gender gender = gender_of_word(d.form(t)); gender != Gender::kUnknown) return gender;
  }
  const std::string_view name = mention.reading.name;
  return gender_of_word(name.substr(0, name.find(' ')));
}

const ActorMention* StoryParties::antecedent_of(std::uint32_t pronoun, int depth) const {
  const Document& d = view_->document();
  const PronounKind kind = pronoun_kind(d.norm(pronoun));
  const std::uint32_t sentence = d.tokens[pronoun].sentence;
  const bool possessive = view_->deprel(pronoun) == Deprel::kNmodPoss;
  const bool quoted = (d.tokens[pronoun].flags & kInQuotation) != 0;
  const ActorMention* best = nullptr;
  int best_score = -1000;
  // "Macron telephoned Rouhani and assured him": not the subject that both verbs share.
  std::uint32_t clause_subject = kNoToken;
  std::uint32_t clause_verb = view_->head(pronoun);
  for (int steps = 0; steps < 2 && clause_verb != kNoToken && view_->relation(pronoun) == Deprel::kNmod && view_->upos(clause_verb) != Upos::kVerb; ++steps) {
    clause_verb = view_->head(clause_verb);  // "arrested 400 of them"
  }
  if (!possessive && clause_verb != kNoToken && view_->upos(clause_verb) == Upos::kVerb) {
    std::vector<Argument> arguments;
    view_->arguments(clause_verb, arguments);
    for (const Argument& a : arguments) {
      if (a.slot.kind == SlotKind::kSubj && a.token != pronoun) clause_subject = a.token;
    }
  }
  // "He was brought to justice," the minister said: not the minister.
  std::vector<Party> speakers;
  if (quoted && kind == PronounKind::kPerson && depth == 0) {
    std::vector<std::uint32_t> said_by;
    speakers_of(*attributions_, pronoun, said_by);
    for (const std::uint32_t index : said_by) {
      const ActorMention* source = (*attributions_)[index].source == kNoToken ? nullptr : mention_at((*attributions_)[index].source);
      if (source != nullptr && !source->in_quotation) speakers.insert(speakers.end(), source->parties.begin(), source->parties.end());
    }
  }
  const auto first = std::partition_point(mentions_.begin(), mentions_.end(), [&](const ActorMention& m) {
    return d.tokens[m.token].sentence + kLookBack < sentence;
  });
  for (auto it = first; it != mentions_.end() && it->token < pronoun; ++it) {
    const ActorMention& mention = *it;
    const std::uint32_t s = d.tokens[mention.token].sentence;
    int score = -4 * static_cast<int>(sentence - s);
    if (kind == PronounKind::kPerson) {
      if (mention.shape != MentionShape::kPerson) continue;
      if (std::any_of(speakers.begin(), speakers.end(), [&](const Party& p) { return !p.name.empty() && p.name == mention.parties.front().name; })) continue;
      if (mention.gender != Gender::kUnknown && gender_of_word(d.norm(pronoun)) != Gender::kUnknown && mention.gender != gender_of_word(d.norm(pronoun))) continue;
      if (mention.reading.named) score += 2;
    } else if (kind == PronounKind::kThing) {
      if (mention.shape != MentionShape::kThing || mention.parties.size() > 1) continue;
      if (!mention.parties.front().country.empty()) score += 2;
      // "France said it was sending 1,000": who says so.
      const std::uint32_t verb = view_->head(mention.token);
      const std::uint32_t own_verb = view_->head(pronoun);
      if (s == sentence && mention.subject && verb != kNoToken && own_verb != kNoToken && view_->relation(own_verb) == Deprel::kCcomp && view_->head(own_verb) == verb && !possessive) score += 4;
      // "It" is hardly one of a list: "France and Britain imposed sanctions on Syria ... its ambassadors".
      if (view_->deprel(mention.token) == Deprel::kConj || view_->child_with(mention.token, Deprel::kConj) != kNoToken) score -= 3;
    } else {
      // A state or an organisation may be "they" too, less often.
      const bool listed = view_->deprel(mention.token) == Deprel::kConj || view_->child_with(mention.token, Deprel::kConj) != kNoToken;
      if (mention.shape == MentionShape::kPerson && !listed) continue;
      if (mention.shape == MentionShape::kPlural || mention.parties.size() > 1 || listed) score += 3;
      else score -= 2;
    }
    // "Bird Flu" names something, but no party.
    if (mention.parties.front().country.empty() && mention.parties.front().sectors.empty()) score -= 6;
    if (mention.subject) score += 3;
    if (mention.in_quotation != quoted) score -= 2;
    // A mention inside the pronoun's own phrase, or a fellow argument of the same verb, is not what it stands for.
    // "The king and his brother": of a list its first member owns the others.
    const bool of_list = possessive && s == sentence && first_of_list(mention.token, pronoun);
    if (of_list) score += 5;
    else if (view_->governs(mention.token, pronoun) && s == sentence) score -= possessive ? 4 : 8;
    const std::uint32_t clause = view_->head(pronoun);
    if (!possessive && clause != kNoToken && view_->head(mention.token) == clause) score -= 8;
    if (!possessive && mention.token == clause_subject) score -= 8;
    // Of two equals the later one, but subjects keep their advantage.
    if (score >= best_score) best = &mention, best_score = score;
  }
  if (kind == PronounKind::kPerson && !possessive && depth < 3 && (best == nullptr || !best->subject)) {
    // "He was to meet Gore. ... He would ask for help": whom a report goes on about.
    const std::uint32_t topic = topic_pronoun(pronoun);
    const ActorMention* same = topic == kNoToken ? nullptr : antecedent_of(topic, depth + 1);
    if (same != nullptr && same->shape == MentionShape::kPerson && (same->reading.named || !same->parties.front().country.empty()) && same->token != clause_subject) best = same;
  }
  return best;
}

/// Does the pronoun stand in a conjunct of the token: "Saddam and two of his aides"?
bool StoryParties::first_of_list(std::uint32_t token, std::uint32_t pronoun) const {
  for (std::uint32_t t = view_->head(pronoun), steps = 0; t != kNoToken && steps < 4; ++steps) {
    const std::uint32_t up = view_->head(t);
    if (up == token) return view_->deprel(t) == Deprel::kConj;
    if (view_->relation(t) != Deprel::kNmod && view_->deprel(t) != Deprel::kConj) return false;
    t = up;
  }
  return false;
}

/// The "he" or "she" that is the subject of the sentence before, spoken by the same voice.
std::uint32_t StoryParties::topic_pronoun(std::uint32_t pronoun) const {
  const Document& d = view_->document();
  const std::uint32_t sentence = d.tokens[pronoun].sentence;
  if (sentence == 0) return kNoToken;
  const bool quoted = (d.tokens[pronoun].flags & kInQuotation) != 0;
  const bool she = d.norm(pronoun) == "she" || d.norm(pronoun) == "her";
  const TokenRange words = d.sentences[sentence - 1].tokens;
  for (std::uint32_t t = words.begin; t < words.end; ++t) {
    const std::string_view norm = d.norm(t);
    if ((norm != "he" && norm != "she") || view_->relation(t) != Deprel::kNsubj || ((d.tokens[t].flags & kInQuotation) != 0) != quoted) continue;
    if ((norm == "she") != she) continue;
    const std::uint32_t verb = view_->head(t);
    return verb != kNoToken && view_->relation(verb) == Deprel::kRoot ? t : kNoToken;
  }
  return kNoToken;
}

/// "Committed themselves": the subject of the verb; kNoToken for other pronouns.
std::uint32_t StoryParties::reflexive_subject(std::uint32_t pronoun) const {
  const std::string_view norm = view_->document().norm(pronoun);
  if (!norm.ends_with("self") && !norm.ends_with("selves")) return kNoToken;
  const std::uint32_t verb = view_->head(pronoun);
  if (verb == kNoToken || view_->upos(verb) != Upos::kVerb) return kNoToken;
  std::vector<Argument> arguments;
  view_->arguments(verb, arguments);
  for (const Argument& a : arguments) {
    if (a.slot.kind == SlotKind::kSubj && a.token != pronoun) return a.token;
  }
  return kNoToken;
}

void StoryParties::pronoun_parties(std::uint32_t token, std::vector<Party>& out, int depth) const {
  const Document& d = view_->document();
  const PronounKind kind = pronoun_kind(d.norm(token));
  if (kind == PronounKind::kNone || depth > kMaxPartyDepth) return;
  const std::size_t first = out.size();
  if (kind == PronounKind::kFirst || kind == PronounKind::kFirstSingular) {
    // The speaker of the innermost report of speech.
    std::vector<std::uint32_t> speakers;
    speakers_of(*attributions_, token, speakers);
    for (const std::uint32_t index : speakers) {
      const std::uint32_t source = (*attributions_)[index].source;
      if (source == kNoToken || source == token) continue;
      find_at_depth(source, out, depth + 1);
      if (out.size() > first) break;
    }
  } else if (const std::uint32_t subject = reflexive_subject(token); subject != kNoToken) {
    std::vector<std::uint32_t> all;
    view_->conjuncts(subject, all);
    for (const std::uint32_t one : all) find_at_depth(one, out, depth + 1);
  } else if (const ActorMention* mention = antecedent_of(token)) {
    if (kind == PronounKind::kPlural) {
      // "Armenia and Azerbaijan ... they": all conjuncts of the antecedent.
      std::uint32_t head = mention->token;
      while (view_->deprel(head) == Deprel::kConj && view_->head(head) != kNoToken) head = view_->head(head);
      std::vector<std::uint32_t> all;
      view_->conjuncts(head, all);
      for (const std::uint32_t one : all) find_at_depth(one, out, depth + 1);
      // "The king met with the emir, and they discussed": both.
      const std::uint32_t verb = view_->head(head);
      const std::uint32_t own_verb = view_->head(token);
      if (verb != kNoToken && own_verb != kNoToken && verb != own_verb && d.tokens[head].sentence == d.tokens[token].sentence && in(d.lemma(verb), {"meet", "talk", "confer", "negotiate", "speak"}) &&
          view_->relation(head) == Deprel::kNsubj && in(d.lemma(own_verb), {"discuss", "agree", "exchange", "talk", "sign", "review", "meet", "negotiate", "decide"})) {
        for (const std::uint32_t child : view_->children(verb)) {
          const std::uint32_t link = view_->adposition(child);
          if (view_->deprel(child) == Deprel::kObj || (view_->relation(child) == Deprel::kObl && link != kNoToken && d.norm(link) == "with")) find_at_depth(child, out, depth + 1);
        }
      }
    } else {
      out.insert(out.end(), mention->parties.begin(), mention->parties.end());
    }
  }
  // The words of the record are the pronoun's own.
  for (std::size_t i = first; i < out.size(); ++i) {
    if (out[i].stands_for == kNoToken) out[i].stands_for = out[i].token;
    out[i].token = token;
    out[i].phrase = {token, token + 1};
  }
}

}  // namespace dragoman
