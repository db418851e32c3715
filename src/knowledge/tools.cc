// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tools.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "knowledge/compiler.h"
#include "knowledge/knowledge_files.h"

namespace dragoman {
namespace {

std::string code_text(const Knowledge& k, const CodeRecord& c) {
  ActorCode code;
  code.country.letters = c.country;
  for (std::size_t i = 0; i < c.sector_count; ++i) code.add(static_cast<Sector>(c.sectors[i]));
  std::string out = code.to_string();
  if (c.is_office != 0) out += " " + std::string(k.text(c.role));
  const DateSpan span{c.from, c.to};
  if (!span.open()) out += " " + to_string(span);
  return out;
}

std::string agent_text(const Knowledge& k, const AgentRecord& a) {
  std::string out(k.text(a.noun));
  out += " ->";
  if ((a.flags & kAgentSame) != 0) out += " =";
  if (a.country[0] != 0) out += " " + std::string(a.country.data(), 3);
  for (std::size_t i = 0; i < a.sector_count; ++i) out += " " + std::string(name_of(static_cast<Sector>(a.sectors[i])));
  constexpr std::pair<std::uint16_t, const char*> kFlags[] = {
      {kAgentTitle, " *title"}, {kAgentWeak, " *weak"}, {kAgentOrgan, " *organ"}, {kAgentMass, " *mass"},
      {kAgentPlace, " *place"}, {kAgentAdjective, " *adj"}, {kAgentNot, " *not"}};
  for (const auto& [flag, text] : kFlags)
    if ((a.flags & flag) != 0) out += text;
  return out;
}

// An entity as text, for comparing.
std::map<std::string, std::string> entities_as_text(const Knowledge& k) {
  std::map<std::string, std::vector<std::string>> lines;
  for (std::uint32_t i = 0; i < k.entities().size(); ++i) {
    auto& l = lines[std::string(k.name_of(i))];
    l.push_back("kind " + std::string(kEntityKindNames[static_cast<std::size_t>(k.kind_of(i))]));
    for (const auto& c : k.codes_of(i)) l.push_back("code " + code_text(k, c));
  }
  std::map<std::string, std::string> out;
  for (auto& [name, l] : lines) {
    std::sort(l.begin(), l.end());
    for (const auto& x : l) out[name] += x + "; ";
  }
  return out;
}

std::map<std::string, std::string> agents_as_text(const Knowledge& k) {
  std::map<std::string, std::string> out;
  for (const auto& a : k.agents()) out[std::string(k.text(a.noun))] = agent_text(k, a);
  return out;
}

void compare(const std::map<std::string, std::string>& before, const std::map<std::string, std::string>& after,
             std::string& out) {
  for (const auto& [name, text] : before) {
    const auto it = after.find(name);
    if (it == after.end())
      out += "- " + name + "\n";
    else if (it->second != text)
      out += "~ " + name + "\n    was " + text + "\n    is  " + it->second + "\n";
  }
  for (const auto& [name, text] : after)
    if (!before.contains(name)) out += "+ " + name + "  " + text + "\n";
}

}  // namespace

std::string knowledge_stats(const Knowledge& k) {
  std::ostringstream out;
  const auto row = [&](std::string_view name, std::size_t count) { out << "  " << count << "\t" << name << "\n"; };
  std::map<std::string, std::size_t> kinds, forms, sectors, sources;
  std::size_t offices = 0;
  std::size_t undated = 0;
  for (std::uint32_t i = 0; i < k.entities().size(); ++i) {
    ++kinds[std::string(kEntityKindNames[static_cast<std::size_t>(k.kind_of(i))])];
    for (const auto& c : k.codes_of(i)) {
      offices += c.is_office;
      if (c.is_office != 0 && c.from == DateSpan().from && c.to == DateSpan().to) ++undated;
    }
    ++sources[std::string(k.text(k.entities()[i].source))];
  }
  std::size_t agent_forms = 0;
  for (const auto& s : k.all_senses()) {
    if ((s.flags & kSenseAgent) != 0)
      ++agent_forms;
    else
      ++forms[std::string(kFormKindNames[s.form])];
  }
  std::size_t titles = 0;
  for (const auto& a : k.agents()) {
    titles += (a.flags & kAgentTitle) != 0 ? 1 : 0;
    if ((a.flags & kAgentSame) != 0) ++sectors["= (of what he speaks for)"];
    if (a.sector_count > 0) ++sectors[std::string(name_of(static_cast<Sector>(a.sectors[0])))];
  }
  out << "entities\t" << k.entities().size() << "\n";
  for (const auto& [name, count] : kinds) row(name, count);
  out << "offices with dates\t" << offices - undated << "\n";
  out << "offices without dates\t" << undated << "\n";
  out << "names\t" << k.all_senses().size() - agent_forms << "\n";
  for (const auto& [name, count] : forms) row(name, count);
  out << "agents\t" << k.agents().size() << "\t(forms " << agent_forms << ", titles " << titles << ")\n";
  for (const auto& [name, count] : sectors) row(name, count);
  std::size_t with_mode = 0;
  for (const auto& m : k.ontology().modes()) with_mode += m.mode.empty() ? 0 : 1;
  out << "event types\t" << k.ontology().modes().size() - with_mode << "\nmodes\t" << with_mode << "\nCAMEO codes\t"
      << k.ontology().cameo_codes().size() << "\ncontexts\t" << k.ontology().contexts().size() << "\ncountry codes\t"
      << k.ontology().countries().size() << "\n";
  const auto frames = k.files("frames/");
  out << "frame files\t" << frames.size() << "\n";
  out << "sources\t" << sources.size() << "\n";
  for (const auto& [name, count] : sources) row(name.empty() ? "(none named)" : name, count);
  return out.str();
}

std::string show_name(const Knowledge& k, std::string_view name) {
  NameScratch scratch;
  k.find_names(name, scratch);
  std::string out;
  std::set<std::uint32_t> shown;
  for (const auto& m : scratch.matches) {
    for (const SenseRecord* s : k.senses(scratch, m)) {
      if ((s->flags & kSenseAgent) != 0) {
        out += agent_text(k, k.agents()[s->target]) + "\n\n";
        continue;
      }
      if (!shown.insert(s->target).second) continue;
      const EntityRecord& e = k.entities()[s->target];
      out += "[" + std::string(k.name_of(s->target)) + "]\nkind " +
             std::string(kEntityKindNames[static_cast<std::size_t>(k.kind_of(s->target))]) + "\n";
      out += "# found as " + std::string(kFormKindNames[s->form]) +
             ((s->flags & kSenseAmbiguous) != 0 ? ", only where the story supports it" : "") + "\n";
      for (const auto& c : k.codes_of(s->target)) out += (c.is_office != 0 ? "office " : "code ") + code_text(k, c) + "\n";
      std::string members;
      for (const auto& member : k.members_of(s->target)) {
        if (!members.empty()) members += ", ";
        members += member.entity == kNoIndex ? std::string(member.country.data(), 3)
                                             : "[" + std::string(k.name_of(member.entity)) + "]";
      }
      if (!members.empty()) out += "members " + members + "\n";
      if (e.parent != kNoIndex) out += "parent " + std::string(k.name_of(e.parent)) + "\n";
      out += "# source: " + std::string(k.text(e.source)) + "\n\n";
    }
  }
  return out;
}

std::string knowledge_diff(const Knowledge& before, const Knowledge& after) {
  std::string out;
  compare(entities_as_text(before), entities_as_text(after), out);
  compare(agents_as_text(before), agents_as_text(after), out);
  return out;
}

bool is_whole_knowledge(const std::vector<KnowledgeFile>& files) {
  const auto has = [&](std::string_view path) {
    return std::any_of(files.begin(), files.end(), [&](const KnowledgeFile& f) { return f.path == path; });
  };
  return has("ontology/types.txt") && has("ontology/countries.txt");
}

Result<std::vector<Problem>> lint_knowledge(const std::vector<KnowledgeFile>& files, const Knowledge* base) {
  std::vector<std::vector<KnowledgeFile>> layers;
  if (base != nullptr) layers.push_back(files_of(*base));
  layers.push_back(files);
  std::vector<Problem> problems;
  auto text = parse_knowledge(layers, problems);
  if (!text) return text.error();
  compile_knowledge(*text, problems);
  check_frames(layers, problems);
  for (const KnowledgeFile& f : files) {
    if (f.path.ends_with(".frames") && f.content.find("# source:") == std::string::npos)
      problems.push_back({false, f.shown, 1, "no comment \"# source: ...\" at the head of the file"});
  }
  // What is wrong below the layer is not its fault.
  std::erase_if(problems, [&](const Problem& p) {
    return std::none_of(files.begin(), files.end(), [&](const KnowledgeFile& f) { return f.shown == p.file; });
  });
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  return problems;
}

std::string ImportSummary::to_string() const {
  std::string out;
  for (const auto& r : reports) out += r.to_string();
  for (const auto& s : skipped) out += s + "\n";
  return out;
}

Result<ImportSummary> import_files(const std::vector<std::string>& files, const std::string& directory,
                                   const Ontology& ontology) {
  namespace fs = std::filesystem;
  ImportSummary summary;
  for (const auto& path : files) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return Error{ErrorCode::kNotFound, "cannot read the dictionary", path, 0};
    std::ostringstream content;
    content << in.rdbuf();
    const std::string name = fs::path(path).stem().string();
    auto imported = import_dictionary(std::move(content).str(), name, ontology);
    if (!imported) {
      summary.skipped.push_back(imported.error().to_string());
      continue;
    }
    if (!imported->path.empty()) {
      const fs::path target = fs::path(directory) / imported->path;
      std::error_code code;
      fs::create_directories(target.parent_path(), code);
      std::ofstream out(target, std::ios::binary | std::ios::trunc);
      out << imported->content;
      if (!out.flush()) return Error{ErrorCode::kIo, "cannot write", target.string(), 0};
    }
    summary.reports.push_back(std::move(imported->report));
  }
  return summary;
}

}  // namespace dragoman
