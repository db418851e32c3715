// SPDX-License-Identifier: Apache-2.0
#include "coding/segment_reader.h"

#include <algorithm>

namespace dragoman {
namespace {

bool is_organisation_country(std::string_view c) { return c == "UNO" || c == "EUR" || c == "IGO"; }

std::string_view lower_into(std::string_view word, std::array<char, 32>& buffer) {
  if (word.size() > buffer.size()) return {};
  for (std::size_t i = 0; i < word.size(); ++i)
    buffer[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  return {buffer.data(), word.size()};
}

bool is_force(Sector s) {
  return s == Sector::kReb || s == Sector::kPrm || s == Sector::kCop || s == Sector::kSpy || s == Sector::kUaf ||
         s == Sector::kOpp || s == Sector::kCrm;
}

}  // namespace

void combine_sectors(std::span<const Sector> head, bool head_is_open, std::span<const Sector> modifiers,
                     ActorCode& out) {
  const auto add_all = [&](std::span<const Sector> list) {
    for (const Sector s : list) out.add(s);
  };
  const auto has = [](std::span<const Sector> list, Sector s) {
    return std::find(list.begin(), list.end(), s) != list.end();
  };
  if (modifiers.empty() || head.empty()) {
    add_all(head.empty() ? modifiers : head);
    return;
  }
  if (head_is_open) {
    add_all(modifiers);
    return;
  }
  const Sector h = head.front();
  const Sector m = modifiers.front();
  if (m == Sector::kPre) {  // the role first, then PRE
    add_all(head);
    add_all(modifiers);
    return;
  }
  // "rebel soldiers", "police commander", "opposition fighters": the modifier says whose force it is.
  if (h == Sector::kMil && is_force(m)) return add_all(modifiers);
  // "police official", "court officials", "party minister": a general official of something more special.
  if (h == Sector::kGov && m != Sector::kCvl && m != Sector::kRel && m != Sector::kEli) return add_all(modifiers);
  // "government soldiers", "state media", "civilian police".
  if (m == Sector::kGov || m == Sector::kCvl) return add_all(head);
  // "opposition lawmakers", "rebel doctors": the side before the trade.
  if ((m == Sector::kOpp || m == Sector::kReb) && h != Sector::kReb && h != Sector::kPrm) {
    add_all(modifiers);
    if (!(h == Sector::kPty && has(modifiers, Sector::kOpp))) add_all(head);
    return;
  }
  add_all(head);
  if (m != Sector::kRel) add_all(modifiers);
}

void tidy_code(ActorCode& code) {
  const std::string_view c = code.country.view();
  if (c == "NGO") {
    code.sector_count = 0;
    return;
  }
  if (!is_organisation_country(c)) return;
  const ActorCode old = code;
  code.sector_count = 0;
  for (const Sector s : old.sector_list())
    if (s == Sector::kMil || s == Sector::kJud || s == Sector::kLeg) code.add(s);
}

std::string_view SegmentReader::first_word(std::size_t item_index) const {
  return item_index < p_.items.size() ? doc_.form(p_.items[item_index].tokens.begin) : std::string_view();
}

std::string_view SegmentReader::text_of(int begin, int end) const {
  if (begin < 0 || end <= begin) return {};
  const auto first = item(begin).tokens.begin;
  const auto last = item(end - 1).tokens.end - 1;
  return doc_.text.substr(doc_.tokens[first].begin_byte, doc_.tokens[last].end_byte - doc_.tokens[first].begin_byte);
}

bool SegmentReader::is_form(const PhraseItem& i, FormKind kind) const {
  if (i.match == kNoIndex || i.land == nullptr) return false;
  for (const SenseRecord* s : k_.senses(p_.names, p_.names.matches[i.match]))
    if ((s->flags & kSenseAgent) == 0 && s->target == i.land->target && static_cast<FormKind>(s->form) == kind)
      return true;
  return false;
}

// `doubtful`: the words mean something else just as well ("Congress"), so a mere mention of the country is not enough.
bool SegmentReader::supported(const SenseRecord& sense, const Facts& f, bool doubtful) const {
  if ((sense.flags & kSenseAmbiguous) == 0) return true;
  if (options_.memory != nullptr && options_.memory->knows_entity(sense.target)) return true;
  const auto reading = k_.code_on(sense.target, options_.date);
  if (!reading || reading->code.country.empty()) return options_.memory == nullptr;
  for (int i = 0; i < f.land_count; ++i)
    if (land_code(item(f.lands[static_cast<std::size_t>(i)])).country == reading->code.country) return true;
  if (options_.memory == nullptr) return !doubtful;
  const bool organisation = !doubtful && k_.kind_of(sense.target) != EntityKind::kPerson &&
                            k_.kind_of(sense.target) != EntityKind::kState;
  if (doubtful || organisation) return options_.memory->is_dominant(reading->code.country);
  return options_.memory->mentions_of(reading->code.country) > 0;
}

SegmentReader::Facts SegmentReader::facts_of(std::size_t segment) const {
  Facts f;
  const Segment& s = p_.segments[segment];
  bool and_seen = false;
  const auto in_run = [&](int i) { return f.name_end == i && f.name_begin >= 0; };
  const auto leave_run = [&] {
    if (f.surname >= 0) {  // "the Lukashenko regime"
      f.owner_begin = f.name_begin;
      f.owner_end = f.name_end;
      f.owner_surname = f.surname;
    }
    f.name_begin = f.name_end = f.surname = -1;
  };
  const auto title_before = [&](int i) {
    return f.agent_count > 0 && f.agents[static_cast<std::size_t>(f.agent_count - 1)] == i - 1 &&
           (agent_of(i - 1).flags & kAgentTitle) != 0;
  };
  for (int i = s.begin; i < s.end; ++i) {
    const PhraseItem& it = item(i);
    std::array<char, 32> buffer;
    const std::string_view word = lower_into(doc_.form(it.tokens.begin), buffer);
    switch (it.role) {
      case ItemRole::kSkip: {
        if (word == "the" || word == "these" || word == "those") f.definite = true;
        continue;
      }
      case ItemRole::kNumber: {
        f.numbered = true;
        f.quantity = true;
        continue;
      }
      case ItemRole::kHyphen: {
        if (in_run(i)) f.name_end = i + 1;
        if (f.land_count > 0 && f.lands[static_cast<std::size_t>(f.land_count - 1)] == i - 1) and_seen = true;
        continue;
      }
      case ItemRole::kAnd: {
        and_seen = true;
        continue;
      }
      case ItemRole::kComma: continue;
      case ItemRole::kWord: {
        const WordClass c = word_class(word);
        if (c == WordClass::kFormer) {
          f.former = true;
          continue;
        }
        if (word.starts_with("ex-")) f.former = true;
        if (word == "ethnic") {
          f.ethnic = true;
          continue;
        }
        const bool glued = in_run(i) && i > s.begin && item(i - 1).role == ItemRole::kHyphen;
        if (it.capital || (c == WordClass::kParticle && in_run(i)) || glued ||
            (in_run(i) && (word == "al" || word == "bin" || word == "ibn" || word == "ben"))) {
          if (!in_run(i)) f.name_begin = i;
          f.name_end = i + 1;
          f.surname = f.person = -1;
          f.head = i;
          f.plain_head = false;
          continue;
        }
        f.quantity = c == WordClass::kQuantity;
        f.plain_head = true;
        leave_run();
        f.head = i;
        continue;
      }
      default: break;
    }
    if (it.role != ItemRole::kMatch || it.excluded) continue;
    // A run of unknown words in front, or a title, makes a surname of what could be something else as well.
    const bool as_name = it.surname && (in_run(i) || title_before(i) || (it.land == nullptr && it.agent == nullptr &&
                                                                         it.group == nullptr));
    const bool memory_person =
        it.surname && !as_name && options_.memory != nullptr && [&] {
          const ActorReading* r = options_.memory->find(text_of(i, i + 1));
          return r != nullptr && r->person;
        }();
    // A single word that is somebody's whole name goes on into an unknown one ("Hassan Rouhani").
    const bool goes_on = i + 1 < s.end && item(i + 1).capital && (item(i + 1).role == ItemRole::kWord || item(i + 1).surname);
    const bool longer =
        it.person != nullptr && it.tokens.end - it.tokens.begin == 1 && it.capital && (goes_on || in_run(i));
    if (longer) {
      if (!in_run(i)) f.name_begin = i;
      f.name_end = i + 1;
      f.surname = !goes_on && it.surname ? i : -1;
      f.person = -1;
      f.head = i;
      f.plain_head = false;
      continue;
    }
    if (it.person != nullptr) {
      f.person = i;
      f.surname = -1;
      f.name_begin = f.name_end = -1;
      f.head = i;
      f.plain_head = false;
      continue;
    }
    if (as_name || memory_person) {
      if (!in_run(i)) f.name_begin = i;
      f.name_end = i + 1;
      f.surname = i;
      f.person = -1;
      f.head = i;
      f.plain_head = false;
      continue;
    }
    // A match within a name that goes on ("Abdul Qadeer Khan" before a title) is none of these.
    // "International Support Group", "Karen National Union": a role noun in capitals after unknown ones ends their name.
    if (it.group == nullptr && it.agent != nullptr && it.capital && in_run(i) && f.name_begin >= 0 &&
        (k_.agents()[it.agent->target].flags & kAgentTitle) == 0 && item(f.name_begin).role == ItemRole::kWord) {
      f.name_end = i + 1;
      f.organisation = true;
      // What kind of body its last word says; "Union" and "Group" may be anything.
      const AgentRecord& body = k_.agents()[it.agent->target];
      const bool vague = (body.flags & kAgentSame) != 0 || body.sector_count == 0 ||
                         static_cast<Sector>(body.sectors[0]) == Sector::kLab;
      if (!vague && f.agent_count < static_cast<int>(f.agents.size()))
        f.agents[static_cast<std::size_t>(f.agent_count++)] = i;
      f.surname = f.person = -1;
      f.head = i;
      f.plain_head = f.quantity = false;
      // Lands within the name are no modifiers.
      while (f.land_count > 0 && f.lands[static_cast<std::size_t>(f.land_count - 1)] > f.name_begin) --f.land_count;
      continue;
    }
    // "State Petroleum Company (SPC)": in this story the letters are that company, also within a longer phrase.
    // "The Savannah Farmers Alliance": after unknown words a word of many meanings ends their name.
    if (it.group != nullptr && it.capital && in_run(i) && it.tokens.end - it.tokens.begin == 1 && (it.group->flags & kSenseAmbiguous) != 0) {
      f.name_end = i + 1;
      f.organisation = true;
      f.surname = f.person = -1;
      f.head = i;
      f.plain_head = f.quantity = false;
      continue;
    }
    // "Shan Jixiang": a people that the story does not speak of is a name before an unknown one.
    if (it.land != nullptr && it.agent == nullptr && it.capital && i == s.begin && i + 2 == s.end && item(i + 1).role == ItemRole::kWord && item(i + 1).capital && options_.memory != nullptr) {
      const EntityKind kind = k_.kind_of(it.land->target);
      const CountryCode country = land_code(it).country;
      if ((kind == EntityKind::kEthnic || kind == EntityKind::kPeople) && !country.empty() && options_.memory->mentions_of(country) == 0) {
        f.name_begin = i;
        f.name_end = i + 1;
        f.head = i;
        continue;
      }
    }
    const bool group_holds = it.group != nullptr && (i + 1 == s.end || own_letters(i) == nullptr) && (it.agent == nullptr || supported(*it.group, f, true));
    // "Mizo National Front": with unknown words before it, the party of a country that nothing speaks of is another one.
    if (group_holds && it.capital && in_run(i) && options_.memory != nullptr) {
      const auto reading = k_.code_on(it.group->target, options_.date);
      if (reading && !reading->code.country.empty() && !is_organisation_country(reading->code.country.view()) && options_.memory->mentions_of(reading->code.country) == 0) {
        f.name_end = i + 1;
        f.organisation = true;
        f.surname = f.person = -1;
        f.head = i;
        f.plain_head = f.quantity = false;
        continue;
      }
    }
    // "The Fatah Central Committee", "the ANC National Assembly caucus": an organ of the body that stands before it.
    if (group_holds && f.group >= 0 && f.group == i - 1 && item(f.group).tokens.end == it.tokens.begin && it.tokens.end - it.tokens.begin >= 2 && it.capital) {
      const auto whole = k_.code_on(item(f.group).group->target, options_.date);
      const auto organ = k_.code_on(it.group->target, options_.date);
      if (whole && organ && whole->code.country.view() != organ->code.country.view()) {
        f.head = f.group;
        f.plain_head = false;
        continue;
      }
    }
    const bool after_group = i >= s.begin + 2 && item(i - 1).role == ItemRole::kAnd && f.group == i - 2 && f.group >= 0;
    if (after_group && (group_holds || (it.land != nullptr && it.agent == nullptr))) f.first_group = f.group;
    if (after_group && !group_holds && it.land != nullptr && it.agent == nullptr) f.group = -1;
    if (group_holds) {
      // "Armenian and [Azerbaijani forces]": the group is the second of a list.
      if (and_seen && f.land_count > 0 && i > s.begin && item(i - 1).role == ItemRole::kAnd) f.lands_joined = true;
      f.group = i;
    } else if (it.agent != nullptr && (it.land == nullptr || (it.land->flags & kSenseAmbiguous) != 0)) {
      if (f.agent_count < static_cast<int>(f.agents.size())) f.agents[static_cast<std::size_t>(f.agent_count++)] = i;
    } else if (it.land != nullptr) {
      if (f.land_count < static_cast<int>(f.lands.size())) {
        const bool one_token = f.land_count > 0 && item(f.lands[static_cast<std::size_t>(f.land_count - 1)]).tokens.begin ==
                                                       it.tokens.begin;
        if ((and_seen || one_token) && f.land_count > 0) f.lands_joined = true;
        f.lands[static_cast<std::size_t>(f.land_count++)] = i;
        and_seen = false;
      }
    } else {
      continue;
    }
    if (in_run(i) && it.land != nullptr && it.capital && i + 1 < s.end && item(i + 1).capital) {
      // "Salva Kiir": known words amid unknown ones stay part of the run.
      f.name_end = i + 1;
      f.surname = f.person = -1;
    } else {
      leave_run();
    }
    f.quantity = false;
    f.head = i;
    f.plain_head = false;
  }
  return f;
}

ActorCode SegmentReader::land_code(const PhraseItem& it) const {
  ActorCode code;
  if (it.land == nullptr) return code;
  if (const auto r = k_.code_on(it.land->target, options_.date)) code = r->code;
  return code;
}

ActorReading SegmentReader::of_entity(std::uint32_t entity, const PhraseItem& it) const {
  ActorReading r;
  r.entity = entity;
  r.name = k_.name_of(entity);
  r.kind = k_.kind_of(entity);
  r.tokens = it.tokens;
  r.head = it.tokens.end - 1;
  r.actor_like = true;
  r.named = true;
  if (const auto reading = k_.code_on(entity, options_.date)) {
    r.code = reading->code;
    r.role = reading->role;
  }
  tidy_code(r.code);
  return r;
}

void SegmentReader::expand_members(const ActorReading& whole, Readings& out) const {
  for (const MemberRecord& m : k_.members_of(whole.entity)) {
    ActorReading r = whole;
    CountryCode c;
    c.letters = m.country;
    const std::uint32_t member = m.entity != kNoIndex ? m.entity : k_.state_entity(c.view());
    if (member != kNoIndex) {
      r.entity = member;
      r.name = k_.name_of(member);
      r.kind = k_.kind_of(member);
      if (const auto reading = k_.code_on(member, options_.date)) r.code = reading->code;
    } else {
      r.code = {};
      r.code.country = c;
      r.code.add(Sector::kGov);
    }
    out.add(r);
  }
}

TokenRange SegmentReader::tokens_of(std::size_t segment) const {
  const Segment& s = p_.segments[segment];
  return {item(s.begin).tokens.begin, item(s.end - 1).tokens.end};
}

int SegmentReader::possessor_of(std::size_t segment) const {
  return segment > 0 && p_.segments[segment].link == SegmentLink::kPossessed ? static_cast<int>(segment) - 1 : -1;
}

int SegmentReader::complement_of(std::size_t segment, SegmentLink& link) const {
  std::size_t next = segment + 1;
  // "The chief executive officer (CEO) of the bank": letters in brackets do not end it.
  const auto letters = [&](const Segment& s) {
    const std::string_view text = s.end - s.begin == 1 ? doc_.form(item(s.begin).tokens.begin) : s.end - s.begin == 2 ? doc_.form(item(s.begin).tokens.begin) : std::string_view();
    return text.size() >= 2 && text.size() <= 6 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  while (next + 1 < p_.segments.size() && p_.segments[next].link == SegmentLink::kApposition && letters(p_.segments[next]) && p_.segments[next + 1].link != SegmentLink::kConjunct) ++next;
  if (next >= p_.segments.size()) return -1;
  link = p_.segments[next].link;
  if (link == SegmentLink::kPossessed || link == SegmentLink::kApposition || link == SegmentLink::kConjunct) return -1;
  while (next + 1 < p_.segments.size() && p_.segments[next + 1].link == SegmentLink::kPossessed) ++next;
  return static_cast<int>(next);
}

int SegmentReader::head_segment() const {
  if (p_.segments.empty()) return -1;
  if (head_ >= 0) {
    for (std::size_t i = 0; i < p_.segments.size(); ++i)
      if (head_ >= p_.segments[i].begin && head_ < p_.segments[i].end) return static_cast<int>(i);
  }
  std::size_t s = 0;
  while (s + 1 < p_.segments.size() && p_.segments[s + 1].link == SegmentLink::kPossessed) ++s;
  return static_cast<int>(s);
}

Readings SegmentReader::named_entity(const Facts& f, std::size_t segment, int depth) {
  Readings out;
  if (f.head == f.group) {
    const PhraseItem& it = item(f.group);
    // "New Democratic Party (NDP)": in this story the letters are that party, whoever else bears them.
    if (const ActorReading* own = own_letters(f.group); own != nullptr) {
      ActorReading r = *own;
      r.tokens = tokens_of(segment);
      r.head = it.tokens.end - 1;
      out.add(r);
      return out;
    }
    ActorReading r = of_entity(it.group->target, it);
    r.tokens = tokens_of(segment);
    r.uncertain = !supported(*it.group, f);
    // "the opposition Bharatiya Janata Party": which side a party is on changes, the text knows best.
    if (r.kind == EntityKind::kParty) {
      for (int i = 0; i < f.agent_count; ++i) {
        const AgentRecord& a = agent_of(f.agents[static_cast<std::size_t>(i)]);
        if (a.sector_count == 0 || static_cast<Sector>(a.sectors[0]) != Sector::kOpp) continue;
        const CountryCode country = r.code.country;
        r.code = {};
        r.code.country = country;
        r.code.add(Sector::kOpp);
      }
    }
    const auto members = k_.members_of(r.entity);
    if (r.code.country.empty() && r.code.sector_count == 0 && !members.empty()) {
      expand_members(r, out);
      return out;
    }
    if (f.lands_joined) {
      for (int i = 0; i < f.land_count; ++i) {
        const PhraseItem& land = item(f.lands[static_cast<std::size_t>(i)]);
        ActorReading one = of_entity(land.land->target, land);
        one.code.sector_count = 0;
        for (const Sector x : r.code.sector_list()) one.code.add(x);
        one.named = false;
        out.add(one);
      }
    }
    // An organ with a general name ("Central Bank") takes the country that is said with it.
    if (r.code.country.empty() && f.land_count > 0)
      r.code.country = land_code(item(f.lands[static_cast<std::size_t>(f.land_count - 1)])).country;
    if (r.code.country.empty()) {
      if (const int p = possessor_of(segment); p >= 0 && depth < 6) {
        const Readings possessor = read_segment(static_cast<std::size_t>(p), depth + 1);
        if (possessor.count > 0) r.code.country = possessor.list[0].code.country;
      }
    }
    // "The Anglican Church of Kenya", "the Catholic Church in Cuba"
    SegmentLink link = SegmentLink::kOther;
    if (const int c = complement_of(segment, link); r.code.country.empty() && c >= 0 && depth < 6 && (link == SegmentLink::kIn || link == SegmentLink::kOf)) {
      const Readings whole = read_segment(static_cast<std::size_t>(c), depth + 1);
      if (whole.count == 1 && whole.list[0].could_be_place) r.code.country = whole.list[0].code.country;
    }
    out.add(r);
    return out;
  }
  // Lands: the last one, or all of a list.
  const int first = f.lands_joined ? 0 : f.land_count - 1;
  for (int i = first; i < f.land_count; ++i) {
    const PhraseItem& it = item(f.lands[static_cast<std::size_t>(i)]);
    ActorReading r = of_entity(it.land->target, it);
    const auto form = static_cast<FormKind>(it.land->form);
    r.tokens = f.lands_joined && f.land_count > 1 ? it.tokens : tokens_of(segment);
    r.uncertain = !supported(*it.land, f);
    const EntityKind kind = k_.kind_of(r.entity);
    const bool people_form = form != FormKind::kName && form != FormKind::kCapital && form != FormKind::kSeat;
    const bool group_of_people =
        kind == EntityKind::kPeople || kind == EntityKind::kEthnic || kind == EntityKind::kReligious;
    if (people_form || group_of_people) {
      // "four Syrians", "Palestinians": people; "the Norwegians": those who act for the country.
      r.named = group_of_people;
      r.plural = true;
      r.ethnic = f.ethnic || group_of_people;
      const bool pre = r.code.has(Sector::kPre);
      // A bare adjective stands for what its state does ("Russian" of "Russian artillery strikes").
      const bool bare = form == FormKind::kAdjective && !f.definite && !f.numbered &&
                        p_.items.size() == static_cast<std::size_t>(f.land_count) && !group_of_people;
      if (bare) r.plural = false;
      if (kind == EntityKind::kReligious || (kind == EntityKind::kEthnic && r.code.has(Sector::kRel))) {
        r.code.sector_count = 0;
        r.code.add(Sector::kCvl);
      } else if (bare) {
        r.named = true;
      } else if (!f.definite || f.numbered || r.ethnic || (r.code.sector_count > 0 && r.code.sectors[0] != Sector::kGov)) {
        if (!(r.code.sector_count > 0 && r.code.sectors[0] != Sector::kGov && r.code.sectors[0] != Sector::kPre)) {
          r.code.sector_count = 0;
          r.code.add(Sector::kCvl);
          if (pre && !f.ethnic) r.code.add(Sector::kPre);
        }
      }
      r.needs_country = r.code.country.empty();
      if (doc_.form(it.tokens.end - 1).ends_with("s") == false && !f.definite && !f.numbered) r.plural = false;
    } else {
      r.could_be_place = true;
      if (f.former && kind == EntityKind::kState) r.uncertain = true;
      const auto members = k_.members_of(r.entity);
      if (r.code.country.empty() && !members.empty()) {
        expand_members(r, out);
        continue;
      }
    }
    out.add(r);
  }
  return out;
}

Readings SegmentReader::read_segment(std::size_t segment, int depth) {
  Readings out;
  const Facts f = facts_of(segment);
  SegmentLink link = SegmentLink::kOther;
  const int complement = complement_of(segment, link);
  // "dozens of people", "a group of militants", "one of them".
  if (f.quantity && (f.head < 0 || f.plain_head) && complement >= 0 && link == SegmentLink::kOf && depth < 6) {
    out = read_segment(static_cast<std::size_t>(complement), depth + 1);
    for (std::size_t i = 0; i < out.count; ++i) {
      out.list[i].plural = true;
      out.list[i].tokens.begin = tokens_of(segment).begin;
      // "three Syrians": counted people are no government.
      if (f.numbered && !out.list[i].named && out.list[i].entity != kNoIndex && out.list[i].code.sector_count > 0 &&
          out.list[i].code.sectors[0] == Sector::kGov && out.list[i].role.empty()) {
        out.list[i].code.sector_count = 0;
        out.list[i].code.add(Sector::kCvl);
      }
    }
    return out;
  }
  if (f.head < 0) return out;
  const bool name_last = f.name_end > 0 && f.head == f.name_end - 1;
  if (f.person >= 0 || name_last) {
    if (auto r = known_person(f, segment, depth)) {
      out.add(*r);
      return out;
    }
  }
  if (f.head == f.group || (f.land_count > 0 && f.head == f.lands[static_cast<std::size_t>(f.land_count - 1)]))
    return named_entity(f, segment, depth);
  return role_phrase(f, segment, depth);
}

Readings SegmentReader::read() {
  Readings out;
  const int s = head_segment();
  if (s < 0) return out;
  const auto head = static_cast<std::size_t>(s);
  out = read_segment(head, 0);
  // Appositions complete what is missing: "Liu Xiaoming, the Chinese ambassador", "the ambassador, Liu Xiaoming".
  for (std::size_t i = head + 1; i < p_.segments.size() && out.count == 1; ++i) {
    if (p_.segments[i].link != SegmentLink::kApposition) continue;
    while (i + 1 < p_.segments.size() && p_.segments[i + 1].link == SegmentLink::kPossessed) ++i;
    ActorReading& r = out.list[0];
    const Readings other = read_segment(i, 1);
    if (other.count != 1) continue;
    const ActorReading& o = other.list[0];
    // "Bankov, a Bulgarian", "the dead, mostly Jordanians": what people they are.
    const bool of_people = !o.named && o.actor_like && o.entity != kNoIndex && !o.could_be_place && !o.code.country.empty();
    const std::string_view opening = first_word(p_.segments[i].begin);
    const bool numbers = r.plural && !r.named && of_people && o.plural && (opening == "mostly" || opening == "mainly" || opening == "all" || opening == "both" || opening == "most");
    if (numbers && r.code.country.empty()) {
      r.code.country = o.code.country;
      r.needs_country = false;
      break;
    }
    const bool one_of_them = of_people && !doc_.form(o.head).ends_with("s");
    // "Nguyen, a 25-year-old Australian": no namesake of another land.
    if (one_of_them && r.person && r.named && r.entity != kNoIndex && r.uncertain && !(o.code.country == r.code.country)) {
      r.entity = kNoIndex;
      r.role = {};
      r.code = {};
      r.name = doc_.text.substr(doc_.tokens[r.head].begin_byte, doc_.tokens[r.head].end_byte - doc_.tokens[r.head].begin_byte);
    }
    const bool name_and_people = r.person && r.named && r.entity == kNoIndex && one_of_them && r.code.country.empty();
    const bool name_and_role = (r.person && r.named && !o.named && o.actor_like && o.entity == kNoIndex) || name_and_people;
    const bool role_and_name = !r.named && r.entity == kNoIndex && !r.plural && o.person && o.named;
    if (role_and_name) {
      r.name = o.name;
      r.named = r.person = true;
      if (o.entity != kNoIndex) {
        r.entity = o.entity;
        r.kind = o.kind;
        r.role = o.role;
        // Out of office he is what the text calls him: "the head of the mission, Franz Vranitzky".
        const bool former = o.code.sector_count > 0 && o.code.sectors[0] == Sector::kEli;
        if (!o.code.country.empty() && !(former && !r.code.country.empty())) r.code = o.code;
      }
      r.tokens.end = std::max(r.tokens.end, o.tokens.end);
      if (r.code.country.empty()) r.code.country = o.code.country;
    } else if (name_and_role) {
      if (r.code.country.empty()) r.code.country = o.code.country;
      if (r.code.sector_count == 0 && !is_organisation_country(r.code.country.view())) r.code = o.code;
      r.actor_like = true;
    } else {
      continue;
    }
    r.needs_country = r.code.country.empty();
    tidy_code(r.code);
    break;
  }
  return out;
}

}  // namespace dragoman
