// SPDX-License-Identifier: Apache-2.0
// Claims with what speaks for and against them; requests and offers with what became of them.
#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/date.h"
#include "base/utf8.h"
#include "ledger/attested.h"
#include "ledger/dossier_builder.h"
#include "ledger/phrase.h"

namespace dragoman {
namespace {

constexpr int kDenialDays = 7;
constexpr int kAnswerDays = 60;
constexpr std::int64_t kNearSentences = 4;
constexpr std::size_t kSharedWords = 3;
constexpr std::size_t kMostAnswers = 3;

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& side) { return std::find(b.begin(), b.end(), side) != b.end(); });
}

int days_between(const std::string& from, const std::string& to) {
  const auto a = parse_iso_date(from), b = parse_iso_date(to);
  return a && b ? b->days - a->days : -100000;
}

bool denies(const EventRecord& record) {
  if (record.type != EventType::kReject) return false;
  const std::string trigger = fold(record.trigger.text);
  for (const char* word : {"deny", "denied", "denies", "denial", "denying", "dismiss", "refute", "disclaim", "rebut"}) {
    if (trigger.find(word) != std::string::npos) return true;
  }
  return false;
}

/// Near each other in one story, or about the same in words.
bool same_matter(const DossierRecord& a, const DossierRecord& b) {
  if (a.story == b.story && std::abs(a.record.sentence_index - b.record.sentence_index) <= kNearSentences) return true;
  return shared_matter(matter_of(a.record.sentence.text), matter_of(b.record.sentence.text)) >= kSharedWords;
}

Voice voice_of(const DossierRecord& member, std::string how) {
  const EventRecord& record = member.record;
  Voice voice;
  voice.citation = citation_of(member);
  voice.who = record.attribution.empty() ? (voice.citation.source.empty() ? "the report itself" : voice.citation.source) : entity_phrase(attested(record).record.attribution[0].speaker);
  voice.how = how.empty() ? (record.attribution.empty() ? "reported" : record.attribution[0].cue) : std::move(how);
  return voice;
}

bool is_act(EventType type) { return quad_of(type) == Quad::kMaterialConflict || type == EventType::kRetreat || type == EventType::kAid || type == EventType::kCooperate; }

/// Does the sentence name who did it, not just "gunmen" or "a car bomb"?
bool names_actor(const EventRecord& record) {
  return !attested(record).record.actors.empty() && std::any_of(record.actors.begin(), record.actors.end(), [](const Entity& one) { return !one.country.empty() && !is_country_guessed(one); });
}

bool disjoint(const Range& a, const Range& b) {
  return (a.max && b.min && *a.max < *b.min) || (b.max && a.min && *b.max < *a.min);
}

}  // namespace

std::vector<std::uint64_t> matter_of(const std::string& sentence) {
  static constexpr std::string_view kCommon[] = {"about", "after", "again", "against", "also", "been", "before", "being", "between", "could", "during", "from", "have",
                                                 "into", "more", "other", "over", "said", "says", "some", "such", "than", "that", "their", "them", "there", "these",
                                                 "they", "this", "those", "told", "under", "were", "what", "when", "which", "while", "will", "with", "would", "year", "years"};
  std::vector<std::uint64_t> out;
  const std::string text = fold(sentence);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) >= 0x80 || (text[end] >= 'a' && text[end] <= 'z') || is_ascii_digit(text[end]))) ++end;
    const std::string_view word = std::string_view(text).substr(at, end - at);
    if (word.size() >= 4 && std::find(std::begin(kCommon), std::end(kCommon), word) == std::end(kCommon)) {
      const std::string_view stem = utf8_prefix(word, 6);
      out.push_back(XXH3_64bits(stem.data(), stem.size()));
    }
    at = end + 1;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t shared_matter(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t n = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x < *y) ++x;
    else if (*y < *x) ++y;
    else ++n, ++x, ++y;
  }
  return n;
}

void add_claims(const std::vector<DossierGroup>& groups, const DossierSides& sides, Dossier& dossier) {
  for (const DossierGroup& group : groups) {
    const DossierEvent& event = group.event;
    if (!event.core || event.historical || event.modality == Modality::kHypothetical || event.modality == Modality::kFuture) continue;
    ClaimRow row;
    const bool charge = event.type == EventType::kAccuse && event.mode == "allege";
    if (!charge && !is_act(event.type)) continue;
    if (charge && !group.members[0]->record.actors.empty() && entity_list(group.members[0]->record.actors) == entity_list(group.members[0]->record.recipients)) continue;
    const DossierRecord* claimed = nullptr;
    for (const DossierRecord* member : group.members) {
      const EventRecord& record = member->record;
      if (charge) {
        if (claimed == nullptr) claimed = member;
        Voice voice = voice_of(*member, record.trigger.text);
        voice.who = record.actors.empty() ? voice.who : entity_list(record.actors);
        row.claimed.push_back(std::move(voice));
        continue;
      }
      if (record.attribution.empty()) {
        row.supported.push_back(voice_of(*member, "reports it in its own voice"));
        continue;
      }
      const AttributionLink& link = record.attribution[0];
      if (link.stance == Stance::kDenies || record.modality == Modality::kNegated) {
        row.denied.push_back(voice_of(*member, link.cue));
        continue;
      }
      const bool counts = sides.is_party(link.speaker) || sides.is_mediator(link.speaker) || link.stance == Stance::kClaims || link.stance == Stance::kAccuses;
      if (claimed == nullptr && counts) claimed = member;
      (claimed == member || (!row.claimed.empty() && row.claimed[0].who == entity_phrase(link.speaker)) ? row.claimed : row.supported).push_back(voice_of(*member, ""));
    }
    if (claimed == nullptr) continue;
    // The accused answers, in the same story or about the same matter within a week.
    const std::vector<std::string>& accused = charge ? event.recipients : event.actors;
    for (const DossierGroup& other : groups) {
      const int days = days_between(event.start, other.event.start);
      if (days > kDenialDays) break;  // in order of days
      if (&other == &group || days < 0) continue;
      for (const DossierRecord* answer : other.members) {
        const EventRecord& record = answer->record;
        const auto answering = [&](const Entity& entity) { return std::find(accused.begin(), accused.end(), sides.side_of(entity)) != accused.end(); };
        if (denies(record) && std::any_of(record.actors.begin(), record.actors.end(), answering) && same_matter(*claimed, *answer)) {
          Voice voice = voice_of(*answer, record.trigger.text);
          voice.who = entity_list(record.actors);
          row.denied.push_back(std::move(voice));
        }
        // The same thing laid at another's door.
        const EventRecord& mine = claimed->record;
        if (event.type == EventType::kAssault && record.type == EventType::kAssault && !charge && days == 0 && record.place && mine.place && !mine.place->name.empty() &&
            record.place->name == mine.place->name && record.mode == mine.mode && !event.actors.empty() && !other.event.actors.empty() &&
            !shares(event.actors, other.event.actors) && shares(event.recipients, other.event.recipients) && names_actor(record) && names_actor(mine)) {
          row.contradicted.push_back(voice_of(*answer, "names another perpetrator: " + entity_list(record.actors)));
        }
      }
    }
    for (const DossierRecord* member : group.members) {
      const EventRecord& other = member->record;
      // Another report of the event names somebody else.
      const auto same = [&](const Entity& entity) {
        const std::string side = sides.side_of(entity);
        return std::any_of(claimed->record.actors.begin(), claimed->record.actors.end(), [&](const Entity& one) { return sides.side_of(one) == side; });
      };
      if (!charge && other.type == claimed->record.type && !other.actors.empty() && !claimed->record.actors.empty() && names_actor(other) && names_actor(claimed->record) && std::none_of(other.actors.begin(), other.actors.end(), same)) {
        row.contradicted.push_back(voice_of(*member, "names another perpetrator: " + entity_list(other.actors)));
      }
      for (std::size_t kind = 0; kind < 2; ++kind) {
        const auto& mine = claimed->record.magnitude[kind];
        const auto& theirs = member->record.magnitude[kind];
        // Numbers of one act, not of one and of the day: both sentences name the same place, no whole country, and share words of matter.
        const auto here = attested(claimed->record).record.place, there = attested(other).record.place;
        const bool same_act = here && there && here->name == there->name && !here->admin1.empty() && shared_matter(matter_of(claimed->record.sentence.text), matter_of(other.sentence.text)) >= kSharedWords;
        if (mine && theirs && disjoint(*mine, *theirs) && same_act) row.contradicted.push_back(voice_of(*member, "another number " + std::string(kMagnitudeNames[kind])));
      }
    }
    row.about = event;
    row.strong = charge || (!claimed->record.attribution.empty() && (claimed->record.attribution[0].stance == Stance::kClaims || claimed->record.attribution[0].stance == Stance::kAccuses));
    dossier.claims.push_back(std::move(row));
  }
  // What is disputed comes first, then charges and what the reporter only calls a claim, those between the sides before others;
  // the latest first.
  const auto rank = [&](const ClaimRow& row) {
    const auto named = [&](const std::vector<std::string>& list) { return std::any_of(list.begin(), list.end(), [&](const std::string& side) { return sides.is_party_side(side); }); };
    const bool both = named(row.about.actors) && named(row.about.recipients);
    return (row.denied.size() + row.contradicted.size() > 0 ? 4 : row.strong ? 2 : 0) + (both ? 1 : 0);
  };
  std::stable_sort(dossier.claims.begin(), dossier.claims.end(), [&](const ClaimRow& a, const ClaimRow& b) {
    return rank(a) != rank(b) ? rank(a) > rank(b) : a.about.start > b.about.start;
  });
}

void add_asks(const std::vector<DossierGroup>& groups, const DossierSides& sides, Dossier& dossier) {
  for (const DossierGroup& group : groups) {
    const DossierEvent& event = group.event;
    const bool offer = event.type == EventType::kAgree || event.type == EventType::kConcede;
    if ((event.type != EventType::kRequest && !offer) || event.historical || event.start.empty() || event.modality == Modality::kNegated) continue;
    if (!event.core || event.actors.empty() || (offer && event.recipients.empty())) continue;
    AskRow row;
    row.offer = offer;
    row.what = event;
    const auto matter = matter_of(group.members[0]->record.sentence.text);
    for (const DossierGroup& other : groups) {
      const int days = days_between(event.start, other.event.start);
      if (days > kAnswerDays) break;
      if (&other == &group || days < 0 || other.event.historical || other.event.modality == Modality::kHypothetical) continue;
      const DossierRecord& first = *group.members[0];
      const DossierRecord& answer = *other.members[0];
      const bool by_asked = shares(event.recipients, other.event.actors);
      if (!by_asked) continue;
      const bool near_later = first.story == answer.story && answer.record.sentence_index > first.record.sentence_index &&
                              answer.record.sentence_index - first.record.sentence_index <= kNearSentences;
      const bool same_words = shared_matter(matter, matter_of(answer.record.sentence.text)) >= kSharedWords && (days > 0 || first.story != answer.story || near_later);
      if (!near_later && !same_words) continue;
      const bool to_asker = shares(event.actors, other.event.recipients) || other.event.recipients.empty();
      std::string outcome;
      switch (other.event.type) {
        case EventType::kReject: outcome = to_asker && !denies(answer.record) ? "refused" : ""; break;
        case EventType::kConcede:
        case EventType::kRetreat:
        case EventType::kAid:
        case EventType::kAgree:
        case EventType::kSupport:
          outcome = same_words && (to_asker || shares(event.actors, other.event.actors)) ? "answered" : "";
          break;
        case EventType::kConsult: outcome = event.mode == "meet" && shares(event.actors, other.event.actors) ? "met" : ""; break;
        default: break;
      }
      if (outcome.empty()) continue;
      if (row.outcome.empty()) row.outcome = outcome;
      if (row.answers.size() < kMostAnswers) row.answers.push_back(other.event);
    }
    (void)sides;
    dossier.asks.push_back(std::move(row));
  }
}

}  // namespace dragoman
