// SPDX-License-Identifier: Apache-2.0
#include "knowledge/knowledge_text.h"

#include <algorithm>
#include <unordered_map>

#include "knowledge/folding.h"
#include "knowledge/text_lines.h"

namespace dragoman {
namespace {

bool digits_only(std::string_view s) {
  return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
}

// First or last day of "2003", "2003-10", "2003-10-31".
std::optional<std::int32_t> day_of(std::string_view text, bool last) {
  const auto part = [&](std::size_t at, std::size_t size) {
    return at + size <= text.size() ? text.substr(at, size) : std::string_view();
  };
  if (!digits_only(part(0, 4))) return std::nullopt;
  const int year = std::stoi(std::string(part(0, 4)));
  if (text.size() == 4) return (last ? date_from(year, 12, 31) : date_from(year, 1, 1)).days;
  if (text[4] != '-' || !digits_only(part(5, 2))) return std::nullopt;
  const int month = std::stoi(std::string(part(5, 2)));
  if (month < 1 || month > 12) return std::nullopt;
  if (text.size() == 7) return date_from(year, month, last ? days_in_month(year, month) : 1).days;
  const auto date = parse_iso_date(text);
  if (!date) return std::nullopt;
  return date->days;
}

class Parser {
 public:
  Parser(const std::string& file, const Ontology& ontology, std::vector<Problem>& problems)
      : file_(file), ontology_(ontology), problems_(problems) {}

  void error(std::uint64_t line, std::string message) {
    problems_.push_back({true, file_, line, std::move(message)});
  }
  void warn(std::uint64_t line, std::string message) {
    problems_.push_back({false, file_, line, std::move(message)});
  }

  // Header comments: "source: ...", "licence: ...".
  void comment(std::string_view text) {
    if (text.starts_with("source:")) {
      source = trimmed(text.substr(7));
      seen_source_ = true;
    }
    if (text.starts_with("licence:") || text.starts_with("license:")) seen_licence_ = true;
  }
  void finish() {
    if (!seen_source_) warn(1, "no comment \"# source: ...\" at the start");
    if (!seen_licence_) warn(1, "no comment \"# licence: ...\" at the start");
  }

  bool country(std::string_view code, CountryCode& out, std::uint64_t line) {
    if (code == "---") {
      out = {};
      return true;
    }
    if (ontology_.country(code) == nullptr) {
      error(line, "unknown country code " + std::string(code));
      return false;
    }
    out = CountryCode::from(code);
    return true;
  }

  // "AZE GOV MIL president 2003..": country, sectors, then role words, then a range.
  std::optional<CodeText> code(std::string_view value, bool office, std::uint64_t line) {
    CodeText c;
    c.office = office;
    c.line = line;
    auto words = words_of(value);
    if (words.empty()) {
      error(line, "a country code is missing");
      return std::nullopt;
    }
    std::size_t i = 0;
    // A code may be sectors only: the country is then unknown.
    if (!(words[0].size() == 3 && sector_from(words[0]) && ontology_.country(words[0]) == nullptr)) {
      if (!country(words[0], c.country, line)) return std::nullopt;
      i = 1;
    }
    for (; i < words.size(); ++i) {
      const auto s = sector_from(words[i]);
      if (!s) break;
      if (std::find(c.sectors.begin(), c.sectors.end(), *s) == c.sectors.end()) c.sectors.push_back(*s);
    }
    std::size_t end = words.size();
    if (end > i) {
      if (const auto span = parse_date_span(words[end - 1])) {
        c.when = *span;
        --end;
      }
    }
    for (; i < end; ++i) {
      if (!c.role.empty()) c.role += ' ';
      c.role += words[i];
    }
    if (!office && !c.role.empty()) {
      error(line, "unknown sector or bad date range: " + c.role);
      return std::nullopt;
    }
    if (office && c.role.empty()) {
      error(line, "an office needs a role: office COUNTRY SECTORS role from..to");
      return std::nullopt;
    }
    if (c.role.find("..") != std::string::npos) {
      error(line, "bad date range in \"" + c.role + "\"");
      return std::nullopt;
    }
    if (c.when.from > c.when.to) {
      warn(line, "the range ends before it begins; its end is ignored");
      c.when.to = DateSpan().to;
    }
    return c;
  }

  std::optional<FormText> form(std::string_view text, FormKind kind, std::uint64_t line) {
    FormText f;
    f.kind = kind;
    f.line = line;
    const auto at = text.rfind('@');
    if (at != std::string_view::npos && at > 0) {
      const auto span = parse_date_span(trimmed(text.substr(at + 1)));
      if (!span) {
        error(line, "bad date range after @");
        return std::nullopt;
      }
      f.valid = *span;
      text = trimmed(text.substr(0, at));
    }
    while (!text.empty() && (text.back() == '?' || text.back() == '!')) {
      (text.back() == '?' ? f.ambiguous : f.exact) = true;
      text = trimmed(text.substr(0, text.size() - 1));
    }
    for (const std::string_view the : {"the ", "The "})
      if (text.starts_with(the)) text = trimmed(text.substr(4));
    for (const std::string_view word : words_of(text)) {
      if (!f.text.empty()) f.text += ' ';
      f.text += word;
    }
    if (pieces_of_name(f.text).empty()) {
      error(line, "a name without a letter");
      return std::nullopt;
    }
    return f;
  }

  std::string source;

 private:
  const std::string& file_;
  const Ontology& ontology_;
  std::vector<Problem>& problems_;
  bool seen_source_ = false, seen_licence_ = false;
};

std::optional<EntityKind> kind_from(std::string_view name) {
  for (std::size_t i = 0; i < kEntityKindNames.size(); ++i)
    if (kEntityKindNames[i] == name) return static_cast<EntityKind>(i);
  return std::nullopt;
}

}  // namespace

std::optional<DateSpan> parse_date_span(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  DateSpan span;
  const auto dots = text.find("..");
  const std::string_view from = text.substr(0, dots);
  const std::string_view to = dots == std::string_view::npos ? from : text.substr(dots + 2);
  if (dots == std::string_view::npos && text.size() < 4) return std::nullopt;
  if (!from.empty()) {
    const auto day = day_of(from, false);
    if (!day) return std::nullopt;
    span.from = *day;
  }
  if (!to.empty()) {
    const auto day = day_of(to, true);
    if (!day) return std::nullopt;
    span.to = *day;
  }
  return span;
}

std::string to_string(DateSpan span) {
  std::string out;
  if (span.from != DateSpan().from) out += to_iso(Date{span.from});
  out += "..";
  if (span.to != DateSpan().to) out += to_iso(Date{span.to});
  return out;
}

std::string Problem::to_string() const {
  return file + ":" + std::to_string(line) + ": " + (error ? "error: " : "warning: ") + message;
}

void parse_actors(std::string_view text, const std::string& file, const Ontology& ontology, KnowledgeText& out,
                  std::vector<Problem>& problems) {
  Parser p(file, ontology, problems);
  EntityText* entity = nullptr;
  for_each_line(text, [&](std::uint64_t n, std::string_view line, std::string_view comment) {
    p.comment(comment);
    if (line.empty()) return;
    if (line.front() == '[') {
      entity = nullptr;
      if (line.back() != ']') return p.error(n, "\"]\" is missing");
      std::string_view name = trimmed(line.substr(1, line.size() - 2));
      EntityText e;
      if (!name.empty() && (name.front() == '!' || name.front() == '-')) {
        e.action = name.front() == '!' ? LayerAction::kReplace : LayerAction::kRemove;
        name = trimmed(name.substr(1));
      }
      if (pieces_of_name(name).empty()) return p.error(n, "an entity needs a name");
      e.name = name;
      e.file = file;
      e.line = n;
      e.source = p.source;
      out.entities.push_back(std::move(e));
      entity = &out.entities.back();
      return;
    }
    if (entity == nullptr) return p.error(n, "this line stands before any [Name]");
    const auto space = line.find_first_of(" \t");
    const std::string_view key = line.substr(0, space);
    const std::string_view value = space == std::string_view::npos ? "" : trimmed(line.substr(space));
    const auto forms = [&](FormKind kind) {
      for (const auto part : split(value, ';'))
        if (auto f = p.form(part, kind, n)) entity->forms.push_back(std::move(*f));
    };
    if (key == "kind") {
      if (entity->kind) p.error(n, "a second kind");
      entity->kind = kind_from(value);
      if (!entity->kind) p.error(n, "unknown kind " + std::string(value));
    } else if (key == "code" || key == "office") {
      if (auto c = p.code(value, key == "office", n)) entity->codes.push_back(std::move(*c));
    } else if (key == "names") {
      forms(FormKind::kName);
    } else if (key == "adjectives") {
      forms(FormKind::kAdjective);
    } else if (key == "people") {
      forms(FormKind::kPeople);
    } else if (key == "capital") {
      forms(FormKind::kCapital);
    } else if (key == "seats") {
      forms(FormKind::kSeat);
    } else if (key == "members") {
      for (const auto part : split(value, ',')) {
        CountryCode c;
        if (part.front() == '[' || p.country(part, c, n)) entity->members.emplace_back(part);
      }
    } else if (key == "parent") {
      entity->parent = value.starts_with("[") && value.ends_with("]") ? value.substr(1, value.size() - 2) : value;
    } else if (key == "valid") {
      const auto span = parse_date_span(value);
      if (!span) return p.error(n, "bad date range " + std::string(value));
      entity->valid = *span;
    } else if (key == "-names") {
      for (const auto part : split(value, ';')) entity->removed_forms.emplace_back(folded_name(part));
    } else if (key != "note") {
      p.error(n, "unknown key " + std::string(key));
    }
  });
  p.finish();
}

void parse_agents(std::string_view text, const std::string& file, const Ontology& ontology, KnowledgeText& out,
                  std::vector<Problem>& problems) {
  Parser p(file, ontology, problems);
  for_each_line(text, [&](std::uint64_t n, std::string_view line, std::string_view comment) {
    p.comment(comment);
    if (line.empty()) return;
    const auto arrow = line.find("->");
    if (arrow == std::string_view::npos) {
      if (line.front() != '-') return p.error(n, "expected: nouns -> SECTORS flags");
      AgentText a;
      a.noun = trimmed(line.substr(1));
      a.removed = true;
      a.file = file;
      a.line = n;
      out.agents.push_back(std::move(a));
      return;
    }
    AgentText prototype;
    prototype.file = file;
    prototype.line = n;
    bool first = true;
    for (const std::string_view word : words_of(line.substr(arrow + 2))) {
      if (word == "=") {
        prototype.flags |= kAgentSame;
      } else if (word.front() == '*') {
        constexpr std::pair<std::string_view, std::uint16_t> kFlags[] = {
            {"*title", kAgentTitle}, {"*weak", kAgentWeak},     {"*organ", kAgentOrgan}, {"*mass", kAgentMass},
            {"*place", kAgentPlace}, {"*adj", kAgentAdjective}, {"*not", kAgentNot}};
        const auto* found = std::find_if(std::begin(kFlags), std::end(kFlags),
                                         [&](const auto& f) { return f.first == word; });
        if (found == std::end(kFlags))
          p.error(n, "unknown flag " + std::string(word));
        else
          prototype.flags |= found->second;
      } else if (const auto s = ontology.sector(word); s && !(first && ontology.country(word) != nullptr)) {
        if (std::find(prototype.sectors.begin(), prototype.sectors.end(), *s) == prototype.sectors.end())
          prototype.sectors.push_back(*s);
      } else {
        if (!first || !p.country(word, prototype.country, n)) {
          p.error(n, "unknown sector " + std::string(word));
          return;
        }
      }
      first = false;
    }
    if (prototype.sectors.empty() && prototype.country.empty() && (prototype.flags & kAgentSame) == 0)
      return p.error(n, "no sector after ->");
    const auto nouns = split(line.substr(0, arrow), ',');
    if (nouns.empty()) return p.error(n, "no noun before ->");
    for (const auto noun : nouns) {
      AgentText a = prototype;
      const auto slash = noun.find('/');
      a.noun = trimmed(noun.substr(0, slash));
      if (slash != std::string_view::npos) {
        a.plural = trimmed(noun.substr(slash + 1));
        if (a.plural == "-") {
          a.no_plural = true;
          a.plural.clear();
        }
      }
      if (pieces_of_name(a.noun).empty()) {
        p.error(n, "a noun without a letter");
        continue;
      }
      out.agents.push_back(std::move(a));
    }
  });
  p.finish();
}

void merge_layers(KnowledgeText& text, std::vector<Problem>& problems) {
  std::unordered_map<std::string, std::size_t> at;
  std::vector<EntityText> merged;
  for (auto& e : text.entities) {
    const auto it = at.find(e.name);
    if (e.action == LayerAction::kRemove) {
      if (it == at.end()) {
        problems.push_back({false, e.file, e.line, "there is no entity " + e.name + " to remove"});
      } else {
        merged[it->second].action = LayerAction::kRemove;
        at.erase(it);
      }
      continue;
    }
    if (it == at.end() || e.action == LayerAction::kReplace) {
      if (it != at.end()) merged[it->second].action = LayerAction::kRemove;
      e.action = LayerAction::kAdd;
      at[e.name] = merged.size();
      merged.push_back(std::move(e));
      continue;
    }
    EntityText& old = merged[it->second];
    if (old.kind && e.kind && *old.kind != *e.kind)
      problems.push_back({false, e.file, e.line, e.name + " has another kind at " + old.file + ":" +
                                                     std::to_string(old.line)});
    if (!old.kind) old.kind = e.kind;
    old.forms.insert(old.forms.end(), e.forms.begin(), e.forms.end());
    old.codes.insert(old.codes.end(), e.codes.begin(), e.codes.end());
    old.members.insert(old.members.end(), e.members.begin(), e.members.end());
    old.removed_forms.insert(old.removed_forms.end(), e.removed_forms.begin(), e.removed_forms.end());
    if (old.parent.empty()) old.parent = e.parent;
    if (!e.valid.open()) old.valid = e.valid;
  }
  std::erase_if(merged, [](const EntityText& e) { return e.action == LayerAction::kRemove; });
  for (auto& e : merged)
    std::erase_if(e.forms, [&](const FormText& f) {
      return std::find(e.removed_forms.begin(), e.removed_forms.end(), folded_name(f.text)) != e.removed_forms.end();
    });
  text.entities = std::move(merged);

  std::unordered_map<std::string, std::size_t> noun_at;
  std::vector<AgentText> agents;
  for (auto& a : text.agents) {
    std::string key = a.noun;
    const auto it = noun_at.find(key);
    if (it != noun_at.end()) {
      AgentText& old = agents[it->second];
      if (!a.removed && old.file == a.file && old.sectors != a.sectors)
        problems.push_back({false, a.file, a.line, "\"" + a.noun + "\" stands at line " + std::to_string(old.line) +
                                                       " with another sector; this one holds"});
      old = std::move(a);
      continue;
    }
    noun_at.emplace(std::move(key), agents.size());
    agents.push_back(std::move(a));
  }
  std::erase_if(agents, [](const AgentText& a) { return a.removed; });
  text.agents = std::move(agents);
}

std::string plural_of(std::string_view noun) {
  // The head of "minister of defence" stands before the preposition.
  for (const std::string_view preposition : {" of ", " for ", " to ", " in ", " at ", " without ", " from ", " on "}) {
    const auto at = noun.find(preposition);
    if (at != std::string_view::npos) return plural_of(noun.substr(0, at)) + std::string(noun.substr(at));
  }
  std::string s(noun);
  const auto ends = [&](std::string_view tail) { return s.ends_with(tail); };
  const auto with = [&](std::size_t cut, std::string_view tail) { return s.substr(0, s.size() - cut).append(tail); };
  if (ends("German") || ends("Roman") || ends("human") || ends("shaman") || ends("Ottoman")) return s + "s";
  if (ends("man")) return with(2, "en");
  if (ends("child")) return s + "ren";
  if (ends("person")) return with(6, "people");
  if (ends("wife")) return with(2, "ves");
  if (ends("thief")) return with(1, "ves");
  if (ends("fe") && ends("knife")) return with(2, "ves");
  if (ends("s") || ends("x") || ends("ch") || ends("sh") || ends("z")) return s + "es";
  if (ends("y") && s.size() > 1 && std::string_view("aeiou").find(s[s.size() - 2]) == std::string_view::npos)
    return with(1, "ies");
  return s + "s";
}

}  // namespace dragoman
