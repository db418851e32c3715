// SPDX-License-Identifier: Apache-2.0
// Who a name is in this story: a surname of several, a person met before, letters of a body of its own.
#include <algorithm>

#include "coding/person_match.h"
#include "coding/segment_reader.h"

namespace dragoman {
namespace {

bool is_acronym(std::string_view text) {
  return text.size() >= 2 && text.size() <= 8 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::uint32_t SegmentReader::choose_surname(const Facts& f, CountryCode country, bool& strong) const {
  const PhraseItem& it = item(f.surname);
  const bool first_name = f.name_begin >= 0 && f.name_begin < f.surname;
  const std::string_view given = first_name ? text_of(f.name_begin, f.surname) : std::string_view();
  std::uint32_t best = kNoIndex;
  int best_score = -1000;
  bool tie = false, tie_of_one_code = false;
  for (const SenseRecord* s : k_.senses(p_.names, p_.names.matches[it.match])) {
    if ((s->flags & kSenseAgent) != 0 || static_cast<FormKind>(s->form) != FormKind::kSurname) continue;
    int score = 0;
    const auto r = k_.code_on(s->target, options_.date);
    if (r) score += r->in_office ? 30 : r->former ? 0 : -10;
    if (first_name) {
      const int fit = given_name_fit(given, k_.name_of(s->target));
      if (fit == 0) continue;
      score += 30 + 5 * fit;
    }
    bool near = r && r->in_office;
    if (r && !r->code.country.empty()) {
      near = near || r->code.country == country ||
             (options_.memory != nullptr && options_.memory->mentions_of(r->code.country) > 0);
      if (!country.empty()) score += r->code.country == country ? 30 : -40;
      if (options_.memory != nullptr) {
        if (options_.memory->mentions_of(r->code.country) > 0) score += 20;
        if (options_.memory->knows_entity(s->target)) score += 50;
      }
    }
    bool titled = false;
    for (int i = 0; i < f.agent_count && r; ++i) {
      const AgentRecord& a = agent_of(f.agents[static_cast<std::size_t>(i)]);
      if ((a.flags & kAgentTitle) == 0) continue;
      titled = true;
      if (role_fits(r->role, k_.text(a.noun)))
        score += 30;
      else if (a.sector_count > 0 && r->code.has(static_cast<Sector>(a.sectors[0])))
        score += 5;
    }
    if (r) score += prominence(r->role);
    // Nobody spoke of his country and he is long out of office: a namesake.
    if (!near) score -= 25;
    if (!titled && !first_name && (s->flags & kSenseExact) != 0) score -= 25;  // "Bush", "Rice", "Major"
    if (score > best_score) {
      best_score = score;
      best = s->target;
      tie = false;
    } else if (score == best_score) {
      tie = true;
      // Two entries for one person, or two of one country and office: the code is the same.
      const auto other = k_.code_on(best, options_.date);
      tie_of_one_code = r && other && r->code.to_key() == other->code.to_key();
    }
  }
  strong = best_score >= 50;
  if (best_score < 30 || (tie && best_score < 60 && !tie_of_one_code)) return kNoIndex;
  return best;
}

std::optional<ActorReading> SegmentReader::known_person(const Facts& f, std::size_t segment, int depth) {
  std::uint32_t entity = kNoIndex;
  bool strong = true;
  int at = f.person;
  if (f.person >= 0) {
    entity = item(f.person).person->target;
    strong = (item(f.person).person->flags & kSenseAmbiguous) == 0 || supported(*item(f.person).person, f);
  } else {
    at = f.name_end - 1;
    const std::string_view name = text_of(f.name_begin, f.name_end);
    if (options_.memory != nullptr) {
      const ActorReading* known = options_.memory->find(name);
      if (known == nullptr || !known->person) {
        // "Abu Gheit" after "Aboul Gheit": particles are spelled in many ways; and so may a surname be once.
        const auto space = name.rfind(' ');
        const std::string_view given = space == std::string_view::npos ? std::string_view() : name.substr(0, space);
        const std::string_view last = space == std::string_view::npos ? name : name.substr(space + 1);
        const bool particle = given == "Abu" || given == "Abul" || given == "Aboul" || given == "Abou" || given == "Al" ||
                              given == "al" || given == "El" || given == "el" || given == "bin" || given == "Bin";
        if (given.empty() || particle) known = options_.memory->find(last);
        if (known == nullptr && given.empty() && f.surname < 0) known = options_.memory->find_similar(last);
      }
      if (known != nullptr && known->person) {
        ActorReading r = *known;
        r.tokens = tokens_of(segment);
        r.head = item(at).tokens.end - 1;
        r.uncertain = false;
        return r;
      }
    }
    if (f.surname < 0) return std::nullopt;
    CountryCode country;
    if (f.land_count > 0) country = land_code(item(f.lands[static_cast<std::size_t>(f.land_count - 1)])).country;
    if (country.empty() && f.group >= 0)
      country = of_entity(item(f.group).group->target, item(f.group)).code.country;
    if (const int p = possessor_of(segment); country.empty() && p >= 0 && depth < 6) {
      const Readings possessor = read_segment(static_cast<std::size_t>(p), depth + 1);
      if (possessor.count > 0) country = possessor.list[0].code.country;
    }
    entity = choose_surname(f, country, strong);
    if (entity == kNoIndex) return std::nullopt;
  }
  ActorReading r = of_entity(entity, item(at));
  r.person = true;
  r.tokens = tokens_of(segment);
  r.uncertain = !strong;
  const auto office = k_.code_on(entity, options_.date);
  // Out of office, or never in one: the title in the text says what he is.
  if (!office || !office->in_office) {
    const bool fixed = office && !office->former && office->role.empty() && office->code.sector_count > 0;
    for (int i = f.agent_count - 1; i >= 0 && !f.former; --i) {
      const AgentRecord& a = agent_of(f.agents[static_cast<std::size_t>(i)]);
      if (a.sector_count == 0) continue;
      if (fixed && k_.text(a.noun).find("elect") == std::string_view::npos) continue;
      r.code.sector_count = 0;
      for (std::size_t j = 0; j < a.sector_count; ++j) r.code.add(static_cast<Sector>(a.sectors[j]));
      break;
    }
    if (f.land_count > 0 && r.code.country.empty())
      r.code.country = land_code(item(f.lands[static_cast<std::size_t>(f.land_count - 1)])).country;
    tidy_code(r.code);
  }
  return r;
}

// What the letters of a group stand for in this story, when it is another one. One of a state that the story speaks of is hardly another.
const ActorReading* SegmentReader::own_letters(int i) const {
  const std::string_view letters = text_of(i, i + 1);
  if (options_.memory == nullptr || !is_acronym(letters)) return nullptr;
  const ActorReading* own = options_.memory->find(letters);
  if (own == nullptr || !own->named || own->person || own->entity == item(i).group->target) return nullptr;
  const auto known = k_.code_on(item(i).group->target, options_.date);
  const bool spoken_of = known && !known->code.country.empty() && (own->code.country.empty() || own->code.country == known->code.country) && options_.memory->mentions_of(known->code.country) > 0;
  return spoken_of ? nullptr : own;
}

}  // namespace dragoman
