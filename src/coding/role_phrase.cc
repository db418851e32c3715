// SPDX-License-Identifier: Apache-2.0
// Phrases whose head is a role noun or a name that is not known: whose, of what country, of what sector.
#include <algorithm>

#include "coding/segment_reader.h"

namespace dragoman {
namespace {

// One thing that says whose the role is.
struct Source {
  ActorCode code;
  std::string_view name;
  std::uint32_t entity = kNoIndex;
  bool group = false;   // an organisation: its sectors count
  bool land = false;    // a bare state, people or place: only its country counts
  bool ethnic = false;
};

struct SectorList {
  std::array<Sector, 8> list{};
  std::size_t count = 0;
  void add(Sector s) {
    if (count < list.size() && std::find(list.begin(), list.begin() + count, s) == list.begin() + count) list[count++] = s;
  }
  [[nodiscard]] std::span<const Sector> view() const { return {list.data(), count}; }
};

bool takes_sectors_of_group(std::span<const Sector> head) {
  if (head.empty()) return true;
  switch (head.front()) {
    case Sector::kUaf:
    case Sector::kCvl:
    case Sector::kMil:
    case Sector::kUnk: return true;
    default: return false;
  }
}

// What remains of an office, a rank, a membership that is over.
void make_former(ActorCode& code) {
  if (code.sector_count == 0) return;
  switch (code.sectors[0]) {
    case Sector::kGov:
    case Sector::kLeg:
      code.sector_count = 0;
      code.add(Sector::kEli);
      break;
    case Sector::kReb:
    case Sector::kPrm:
    case Sector::kUaf:
      code.sector_count = 0;
      code.add(Sector::kCvl);
      break;
    default: break;
  }
}

// The last word of an unknown name says that it is no person: "Liaison Committee", "Solidarity Front".
bool names_organisation(std::string_view name) {
  const auto space = name.rfind(' ');
  const std::string_view last = space == std::string_view::npos ? name : name.substr(space + 1);
  constexpr std::string_view kWords[] = {
      "Agency",     "Alliance",  "Army",     "Assembly",   "Association", "Authority",   "Bank",      "Battalion",
      "Board",      "Brigade",   "Brigades", "Bureau",     "Center",      "Centre",      "Chamber",   "Coalition",
      "College",    "Command",   "Commission", "Committee", "Company",    "Confederation", "Congress", "Corp",
      "Corporation", "Corps",    "Council",  "Court",      "Department",  "Federation",  "Force",     "Forces",
      "Forum",      "Foundation", "Front",   "Fund",       "Group",       "Guard",       "Hospital",  "Inc",
      "Institute",  "Journal",   "Junta",    "League",     "Legion",      "Ltd",         "Ministry",  "Mission",
      "Monitor",    "Movement",  "Network",  "News",       "Observatory", "Office",      "Organisation", "Organization",
      "Parliament", "Party",     "Police",   "Post",       "Programme",   "Program",     "Radio",     "Regiment",
      "School",     "Senate",    "Service",  "Society",    "Syndicate",   "Television",  "Times",     "Tribunal",
      "Trust",      "TV",        "Union",    "Unit",       "University",  "Watch"};
  return std::find(std::begin(kWords), std::end(kWords), last) != std::end(kWords);
}

// Sights, waters, papers, occasions: no actors.
bool names_thing(std::string_view name) {
  const auto space = name.rfind(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view last = name.substr(space + 1);
  constexpr std::string_view kWords[] = {
      "Accord",   "Accords",    "Act",       "Agreement", "Airport", "Avenue",  "Bay",        "Bridge",   "Building",
      "Bypass",   "Camp",       "Canal",     "Cathedral", "Charter", "Church",  "Conference", "Convention", "Corridor",
      "Cup",      "Day",        "Declaration", "Dam",     "Desert",  "Gate",    "Heights",    "Highway",  "Hill",
      "Hills",    "Hotel",      "Island",    "Islands",   "Lake",    "Mall",    "Memorial",   "Memorandum", "Mosque",
      "Mount",    "Mountain",   "Mountains", "Museum",    "Ocean",   "Palace",  "Park",       "Pass",     "Peninsula",
      "Plan",     "Plaza",      "Port",      "Prison",    "Prize",   "Protocol", "Resolution", "River",   "Road",
      "Sea",      "Shrine",     "Square",    "Stadium",   "Station", "Strait",  "Street",     "Summit",   "Temple",
      "Tower",    "Treaty",     "Valley",    "War"};
  return std::find(std::begin(kWords), std::end(kWords), last) != std::end(kWords);
}

NameType name_type_of(const Document& document, TokenRange tokens) {
  // They stand in text order, so a long story costs no more a phrase than a short one.
  const auto name = std::partition_point(document.names.begin(), document.names.end(),
                                         [&](const NameSpan& n) { return n.tokens.end <= tokens.begin; });
  return name != document.names.end() && name->tokens.begin < tokens.end ? name->type : NameType::kNone;
}

/// Offices that states have and that companies, parties and clubs have too.
bool is_general_office(std::string_view noun) {
  return noun == "president" || noun == "vice president" || noun == "vice-president" || noun == "secretary" || noun == "governor" || noun == "deputy president";
}

/// "Eastern Province", "Valcea County": whoever acts there by that name governs it.
bool is_division_noun(std::string_view noun) {
  return noun == "province" || noun == "region" || noun == "district" || noun == "city" || noun == "town" || noun == "territory" || noun == "village";
}

/// "International Federation of Journalists": bodies of many countries are of none.
bool is_worldwide(std::string_view name) {
  for (const std::string_view of_states : {"Group", "Commission", "Conference", "Organisation", "Organization", "Agency", "Bank", "Fund"}) {
    if (name.ends_with(of_states)) return false;
  }
  return name.starts_with("International ") || name.starts_with("World ") || name.starts_with("Global ") || name.starts_with("Pan-") || name.starts_with("Transparency ");
}

bool is_group_noun(std::string_view noun) {
  return noun == "group" || noun == "movement" || noun == "organisation" || noun == "organization" || noun == "faction" || noun == "front";
}

Source source_of(const ActorReading& r) {
  Source s;
  s.code = r.code;
  s.name = r.name;
  s.entity = r.entity;
  s.ethnic = r.ethnic;
  s.land = r.entity != kNoIndex && (r.could_be_place || r.kind == EntityKind::kState || r.kind == EntityKind::kEntity ||
                                    r.kind == EntityKind::kPeople || r.kind == EntityKind::kEthnic ||
                                    r.kind == EntityKind::kReligious || r.kind == EntityKind::kFormerState);
  s.group = !s.land && r.entity != kNoIndex && !r.person;
  return s;
}

}  // namespace

Readings SegmentReader::role_phrase(const Facts& f, std::size_t segment, int depth) {
  Readings out;
  const bool name_last = f.name_end > 0 && f.head == f.name_end - 1;
  const int last_agent = f.agent_count > 0 ? f.agents[static_cast<std::size_t>(f.agent_count - 1)] : -1;
  const bool agent_head = last_agent >= 0 && (last_agent == f.head || name_last);
  const AgentRecord* agent = last_agent >= 0 ? &agent_of(last_agent) : nullptr;
  const std::uint16_t flags = agent_head ? agent->flags : std::uint16_t{0};
  bool open = (flags & kAgentSame) != 0;

  ActorReading r;
  r.tokens = tokens_of(segment);
  r.head = item(f.head).tokens.end - 1;
  r.plural = agent_head && !name_last && (item(last_agent).agent->flags & kSensePlural) != 0;
  r.organ = agent_head && (flags & kAgentOrgan) != 0;

  // The sectors of the head and of the nouns and adjectives before it, nearest first.
  SectorList head_sectors, modifiers;
  CountryCode implied;
  for (int i = f.agent_count - 1; i >= 0; --i) {
    const AgentRecord& a = agent_of(f.agents[static_cast<std::size_t>(i)]);
    if (implied.empty() && a.country[0] != 0 && (a.flags & kAgentAdjective) == 0) implied.letters = a.country;
    const bool is_head = agent_head && i == f.agent_count - 1;
    if ((a.flags & kAgentNot) != 0 && !is_head) continue;
    // A general word for people or posts in the middle adds nothing ("opposition member protest").
    for (std::size_t j = 0; j < a.sector_count; ++j) {
      if (is_head)
        head_sectors.add(static_cast<Sector>(a.sectors[j]));
      else if ((a.flags & kAgentWeak) == 0 || !agent_head)
        modifiers.add(static_cast<Sector>(a.sectors[j]));
    }
  }

  // "Two Syrian officers": of an army, where nothing speaks of police.
  if (agent_head && f.land_count > 0 && modifiers.count == 0 && head_sectors.count == 1 && head_sectors.list[0] == Sector::kCop && k_.text(agent->noun) == "officer" &&
      static_cast<FormKind>(item(f.lands[static_cast<std::size_t>(f.land_count - 1)]).land->form) == FormKind::kAdjective) {
    head_sectors = {};
    head_sectors.add(Sector::kMil);
  }

  // Whose? In the order of trust.
  std::array<Source, 8> sources{};
  std::size_t source_count = 0;
  const auto add_source = [&](const Source& s) {
    if (source_count < sources.size()) sources[source_count++] = s;
  };
  const auto have_country = [&] {
    return std::any_of(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(source_count),
                       [](const Source& s) { return !s.code.country.empty(); });
  };
  // "Al Jazeera's Amman bureau": of the organisation, wherever it stands.
  if (const int p = possessor_of(segment); p >= 0 && depth < 6 && r.organ && !name_last && f.land_count == 1 && item(f.lands[0]).capital_name) {
    const Readings possessor = read_segment(static_cast<std::size_t>(p), depth + 1);
    if (possessor.count == 1 && possessor.list[0].entity != kNoIndex) {
      const Source s = source_of(possessor.list[0]);
      if (s.group && !s.code.country.empty()) {
        ActorReading one = r;
        one.code = s.code;
        one.name = s.name;
        one.actor_like = true;
        out.add(one);
        return out;
      }
    }
  }
  // Lands of the segment: all of a list, else the last one, a "-led" one only for want of a better.
  bool joined = f.lands_joined;
  for (const bool weak : {false, true}) {
    if (source_count > 0) break;
    for (int i = f.land_count - 1; i >= 0; --i) {
      const PhraseItem& it = item(f.lands[static_cast<std::size_t>(i)]);
      if (it.weak != weak) continue;
      const EntityKind kind = k_.kind_of(it.land->target);
      if (kind == EntityKind::kReligious) continue;
      Source s;
      s.code = land_code(it);
      s.name = k_.name_of(it.land->target);
      s.entity = it.land->target;
      s.land = true;
      s.ethnic = f.ethnic || kind == EntityKind::kEthnic || kind == EntityKind::kPeople;
      if (s.code.country.empty() && source_count > 0) continue;
      add_source(s);
      if (!joined) break;
    }
  }
  if (joined && source_count > 1) std::reverse(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(source_count));
  const std::size_t own_lands = source_count;

  if (f.group >= 0 && f.group != f.head && !item(f.group).excluded) {
    const ActorReading g = of_entity(item(f.group).group->target, item(f.group));
    if (supported(*item(f.group).group, f)) add_source(source_of(g));
  }
  // "UN and African Union envoys", "NATO and US commanders": one of each.
  bool bodies_joined = false;
  if (f.first_group >= 0 && source_count > 0 && source_count < sources.size()) {
    const ActorReading g = of_entity(item(f.first_group).group->target, item(f.first_group));
    if (!g.code.country.empty() && g.code.country.view() != sources[0].code.country.view()) {
      std::move_backward(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(source_count), sources.begin() + static_cast<std::ptrdiff_t>(source_count) + 1);
      sources[0] = source_of(g);
      ++source_count;
      joined = bodies_joined = true;
    }
  }
  if (f.person >= 0 && f.person != f.head) {  // "the Lukashenko regime"
    Source s;
    if (const auto code = k_.code_on(item(f.person).person->target, options_.date)) s.code = code->code;
    s.land = true;
    add_source(s);
  }
  if (f.owner_surname >= 0 && !have_country() && !name_last) {
    Facts owner;
    owner.name_begin = f.owner_begin;
    owner.name_end = f.owner_end;
    owner.surname = f.owner_surname;
    if (const auto person = known_person(owner, segment, depth + 1)) {
      Source s;
      s.code = person->code;
      s.land = true;
      add_source(s);
    }
  }
  if (const int p = possessor_of(segment); p >= 0 && depth < 6) {
    const Readings possessor = read_segment(static_cast<std::size_t>(p), depth + 1);
    const bool whose = !have_country() || open;
    for (std::size_t i = 0; i < possessor.count && whose; ++i) add_source(source_of(possessor.list[i]));
    joined = joined || (own_lands == 0 && possessor.count > 1);
    if (possessor.count == 0 && !have_country() && options_.places != nullptr) {
      Source s;
      s.code.country = options_.places->country_of(doc_, tokens_of(static_cast<std::size_t>(p)), options_.memory);
      s.land = true;
      if (!s.code.country.empty()) add_source(s);
    }
  }
  SegmentLink link = SegmentLink::kOther;
  const int complement = complement_of(segment, link);
  SectorList of_sectors;  // from "from" and the like: sectors of what they belong to
  if (complement >= 0 && depth < 6) {
    const bool belongs = link == SegmentLink::kOf || link == SegmentLink::kFrom ||
                         ((link == SegmentLink::kFor || link == SegmentLink::kTo || link == SegmentLink::kIn ||
                           link == SegmentLink::kOther) &&
                          open) ||
                         link == SegmentLink::kIn;
    const bool envoy = link == SegmentLink::kTo && !open;
    // "masked men in Minsk": where unknown attackers are does not say whose they are.
    const bool unknown_side =
        link == SegmentLink::kIn && head_sectors.count > 0 &&
        (head_sectors.list[0] == Sector::kUaf || head_sectors.list[0] == Sector::kUnk);
    // "The movement in Lisbon" was spoken of before; where its spokesman sits does not say whose it is.
    const bool known_group = link == SegmentLink::kIn && f.definite && agent_head && r.organ && !r.plural && is_group_noun(k_.text(agent->noun));
    if (belongs && !envoy && !unknown_side && !known_group) {
      const Readings whole = read_segment(static_cast<std::size_t>(complement), depth + 1);
      // "The president of the union", "of the stock exchange": an office in what is no state.
      if (agent_head && !open && link == SegmentLink::kOf && whole.count > 0 && is_general_office(k_.text(agent->noun))) {
        const ActorReading& w = whole.list[0];
        const Source body = source_of(w);
        const bool private_body = w.organ && w.code.sector_count > 0 && w.code.sectors[0] != Sector::kGov;
        const bool known_body = body.group && w.code.sector_count > 0 && w.code.sectors[0] != Sector::kGov;
        if (!body.land && (private_body || known_body)) {
          open = true;
          head_sectors = {};
          for (const Sector x : w.code.sector_list()) modifiers.add(x);
        }
      }
      const bool only_place = link == SegmentLink::kIn && !open;
      bool found = false;
      const bool want = !have_country() || open;
      for (std::size_t i = 0; i < whole.count; ++i) {
        const ActorReading& w = whole.list[i];
        if (w.code.country.empty() && w.code.sector_count == 0) continue;
        if (only_place && !w.could_be_place && !w.organ && w.kind == EntityKind::kPerson) continue;
        Source s = source_of(w);
        if (link == SegmentLink::kFrom && !s.land)
          for (const Sector x : w.code.sector_list())
            if (x != Sector::kGov) of_sectors.add(x);
        if (only_place) s.group = false, s.land = true;
        if (want) add_source(s);
        found = found || !w.code.country.empty();
      }
      joined = joined || (own_lands == 0 && whole.count > 1 && found);
      // "Experts from the agency (WHO) and Chile's ministry": from each of them.
      for (std::size_t next = static_cast<std::size_t>(complement) + 1; found && want && own_lands == 0 && r.plural && next < p_.segments.size(); ++next) {
        const SegmentLink joint = p_.segments[next].link;
        if (joint == SegmentLink::kApposition && source_count > 0 && sources[source_count - 1].land && p_.segments[next].end - p_.segments[next].begin == 1) {
          // "From the United States, Iraq": a state beside a state.
          const Readings beside = read_segment(next, depth + 1);
          if (beside.count == 1 && beside.list[0].kind == EntityKind::kState && beside.list[0].could_be_place && beside.list[0].code.country.view() != sources[source_count - 1].code.country.view()) {
            add_source(source_of(beside.list[0]));
            joined = true;
          }
        }
        if (joint == SegmentLink::kApposition || joint == SegmentLink::kPossessed) continue;
        if (joint != SegmentLink::kConjunct) break;
        std::size_t last = next;
        while (last + 1 < p_.segments.size() && p_.segments[last + 1].link == SegmentLink::kPossessed) ++last;
        const Readings more = read_segment(last, depth + 1);
        for (std::size_t i = 0; i < more.count; ++i) {
          if (more.list[i].code.country.empty() || more.list[i].plural) continue;
          add_source(source_of(more.list[i]));
          joined = true;
        }
        next = last;
      }
      // "The gates of Murray Barracks" belong to no state by the name of the place; whoever comes from it does.
      if (!found && !have_country() && options_.places != nullptr && agent_head) {
        Source s;
        s.code.country = options_.places->country_of(doc_, tokens_of(static_cast<std::size_t>(complement)), options_.memory);
        s.land = true;
        if (!s.code.country.empty()) add_source(s);
      }
    }
  }
  // "Delhi police", "the Donetsk rebels": a place name before the noun.
  if (!have_country() && options_.places != nullptr && !name_last) {
    for (int i = p_.segments[segment].begin; i < f.head && !have_country(); ++i) {
      if (item(i).role != ItemRole::kWord || !item(i).capital) continue;
      int end = i + 1;
      while (end < f.head && item(end).role == ItemRole::kWord && item(end).capital) ++end;
      Source s;
      s.code.country =
          options_.places->country_of(doc_, {item(i).tokens.begin, item(end - 1).tokens.end}, options_.memory);
      s.land = true;
      if (!s.code.country.empty()) add_source(s);
      i = end;
    }
  }

  // "Taipei-based Acer Inc": where a company has its seat it is at home.
  if (!have_country() && (head_sectors.count > 0 ? head_sectors : modifiers).count > 0 && (head_sectors.count > 0 ? head_sectors : modifiers).list[0] == Sector::kBus) {
    for (int i = p_.segments[segment].begin; i < f.head; ++i) {
      if (!item(i).excluded || item(i).land == nullptr) continue;
      const auto last = item(i).tokens.end - 1;
      const bool based = doc_.form(last).ends_with("-based") || (i + 2 < p_.segments[segment].end && item(i + 1).role == ItemRole::kHyphen && doc_.form(item(i + 2).tokens.begin) == "based");
      if (!based) continue;
      Source s;
      s.code = land_code(item(i));
      s.code.sector_count = 0;
      s.land = true;
      if (!s.code.country.empty()) add_source(s);
      break;
    }
  }

  // Separatists in a story about an entity that not all recognise are its people.
  if (!have_country() && options_.memory != nullptr && agent_head && !name_last &&
      k_.text(agent->noun).find("separatist") != std::string_view::npos) {
    if (const ActorReading* known = options_.memory->unrecognised()) {
      Source s = source_of(*known);
      s.land = true;
      s.group = false;
      add_source(s);
    }
  }

  // "The European plane-maker", "European tourists": of Europe, not of the Union.
  if (agent_head || !name_last) {
    const auto first = head_sectors.count > 0 ? head_sectors.list[0] : modifiers.count > 0 ? modifiers.list[0] : Sector::kUnk;
    const bool official = agent_head && (head_sectors.count + modifiers.count == 0 || first == Sector::kGov || first == Sector::kMil || first == Sector::kLeg || first == Sector::kJud || first == Sector::kCop);
    for (std::size_t i = 0; i < source_count && !official; ++i) {
      if (f.group < 0 || f.group == f.head || sources[i].code.country.view() != "EUR" || item(f.group).group->target != sources[i].entity) continue;
      if (doc_.form(item(f.group).tokens.begin) == "European" && item(f.group).tokens.end == item(f.group).tokens.begin + 1) sources[i] = {};
    }
  }

  // One reading for each country of a list, else one.
  const Source* main = nullptr;
  const Source* group = nullptr;
  for (std::size_t i = 0; i < source_count; ++i) {
    if (main == nullptr && !sources[i].code.country.empty()) main = &sources[i];
    if (group == nullptr && sources[i].group) group = &sources[i];
  }
  const Source* sectors_from = nullptr;  // for an open head
  for (std::size_t i = 0; i < source_count; ++i)
    if (sources[i].code.sector_count > 0 && (sectors_from == nullptr || (sectors_from->land && !sources[i].land)))
      sectors_from = &sources[i];

  const bool nothing = f.agent_count == 0 && source_count == 0 && !name_last && implied.empty();
  if (nothing) return out;

  const auto finish = [&](const Source* whose) {
    ActorReading one = r;
    SectorList head = head_sectors, mods = modifiers;
    if (whose != nullptr) one.code.country = whose->code.country;
    if (!implied.empty() && (one.code.country.empty() || !agent_head)) one.code.country = implied;
    const bool pre = whose != nullptr && whose->code.has(Sector::kPre);

    if (!agent_head) {
      // A thing of somebody's: "the Russian decision", "an army outpost".
      if (mods.count == 0 && sectors_from != nullptr)
        for (const Sector s : sectors_from->code.sector_list()) mods.add(s);
      head = mods;
      mods = {};
      // An adjective alone makes no actor of a thing ("humanitarian funding", "presidential elections"), a force does
      // ("a military airport" can be attacked).
      bool noun_before = false;
      for (int i = 0; i < f.agent_count; ++i) {
        const AgentRecord& a = agent_of(f.agents[static_cast<std::size_t>(i)]);
        const auto first = a.sector_count > 0 ? static_cast<Sector>(a.sectors[0]) : Sector::kUnk;
        const bool force = first == Sector::kMil || first == Sector::kReb || first == Sector::kCop || first == Sector::kPrm;
        noun_before = noun_before || (((a.flags & kAgentAdjective) == 0 || force) && (a.flags & kAgentNot) == 0);
      }
      one.actor_like = name_last || noun_before || f.quantity;
    } else {
      one.actor_like = (flags & kAgentNot) == 0;
      const bool weak_head = (flags & kAgentWeak) != 0;
      if (group != nullptr && mods.count == 0 && !open && takes_sectors_of_group(head.view()) &&
          group->code.sector_count > 0 && !weak_head) {
        head = {};
        for (const Sector s : group->code.sector_list()) head.add(s);
      }
      if (open && mods.count == 0 && sectors_from != nullptr && !sectors_from->land) {
        // Supporters of a government are not the government.
        const bool followers =
            head.count > 0 && head.list[0] == Sector::kCvl && sectors_from->code.sectors[0] == Sector::kGov;
        if (!followers)
          for (const Sector s : sectors_from->code.sector_list()) mods.add(s);
      }
      // A leader or spokesman of nobody in particular is one of a government.
      if (open && mods.count == 0 && head.count == 0 && whose != nullptr && whose->land) mods.add(Sector::kGov);
      for (const Sector s : of_sectors.view()) mods.add(s);
    }
    combine_sectors(head.view(), open || (agent_head && (flags & kAgentWeak) != 0 && mods.count > 0), mods.view(), one.code);
    if (pre && !one.code.has(Sector::kPre)) {
      // Leaders and voters of an entity that is none to others are it; under arms they are more.
      if (agent_head && k_.text(agent->noun).find("separatist") != std::string_view::npos) one.code.sector_count = 0;
      if (one.code.sector_count == one.code.sectors.size()) --one.code.sector_count;
      one.code.add(Sector::kPre);
    }
    if (f.former) make_former(one.code);
    tidy_code(one.code);

    const Source* owner = group != nullptr && !bodies_joined ? group : whose;
    if (owner != nullptr && owner->entity != kNoIndex && (owner->group || owner->land)) {
      one.name = owner->name;
      if (owner->land) {
        const std::uint32_t state = k_.state_entity(one.code.country.view());
        if (state != kNoIndex && !pre) one.name = k_.name_of(state);
      }
    } else if (!one.code.country.empty()) {
      if (const std::uint32_t state = k_.state_entity(one.code.country.view()); state != kNoIndex)
        one.name = k_.name_of(state);
    }
    one.ethnic = whose != nullptr && whose->ethnic;
    if (name_last) {
      one.name = text_of(f.name_begin, f.name_end);
      one.named = true;
      const TokenRange run = {item(f.name_begin).tokens.begin, item(f.name_end - 1).tokens.end};
      const NameType type = name_type_of(doc_, run);
      const bool organ = f.organisation || names_organisation(one.name) || (agent_head && (flags & (kAgentOrgan | kAgentMass)) != 0);
      one.person = type == NameType::kPerson || (type == NameType::kNone && !organ && !f.quantity);
      if (agent_head && item(last_agent).capital && last_agent == f.head && is_division_noun(k_.text(agent->noun))) {
        one.person = false;
        one.code.sector_count = 0;
        one.code.add(Sector::kGov);
      }
      if (!one.person && one.code.country.empty() && is_worldwide(one.name) && organ &&
          (one.code.sector_count == 0 || one.code.sectors[0] == Sector::kGov || one.code.sectors[0] == Sector::kSoc || one.code.sectors[0] == Sector::kCvl || one.code.sectors[0] == Sector::kEdu)) {
        one.code.country = CountryCode::from("NGO");
        one.code.sector_count = 0;
      }
      if (names_thing(one.name)) {
        one.person = false;
        one.actor_like = false;
      }
      one.could_be_place = type == NameType::kLocation;
      if (type == NameType::kLocation && f.agent_count == 0) one.actor_like = false;
      one.uncertain = f.agent_count == 0 && type == NameType::kNone;
      one.plural = false;
      if (options_.memory != nullptr) {
        if (const ActorReading* known = options_.memory->find(one.name); known != nullptr) {
          const ActorReading mine = one;
          one = *known;
          one.tokens = mine.tokens;
          one.head = mine.head;
          if (mine.code.sector_count > 0 && known->entity == kNoIndex && agent_head) {
            one.code.sector_count = 0;
            for (const Sector s : mine.code.sector_list()) one.code.add(s);
          }
          if (one.code.country.empty()) one.code.country = mine.code.country;
        }
      }
    }
    one.needs_country = one.code.country.empty() && one.actor_like;
    if ((flags & kAgentWeak) != 0 && one.code.country.empty() && !f.numbered && modifiers.count == 0 && !name_last)
      one.uncertain = true;
    // "a plane", "ships" of nobody: a thing.
    if (one.uncertain && (flags & kAgentWeak) != 0 && head_sectors.count > 0 && head_sectors.list[0] == Sector::kMil)
      one.actor_like = false;
    out.add(one);
  };

  if (joined && source_count > 1) {
    for (std::size_t i = 0; i < source_count; ++i)
      if (!sources[i].code.country.empty()) finish(&sources[i]);
    if (out.count > 0) return out;
  }
  finish(main);
  return out;
}

}  // namespace dragoman
