// SPDX-License-Identifier: Apache-2.0
// How much of what older dictionaries know we know too (issue 4): leaders and states of the Phoenix lists code to the
// same country, agents of the PLOVER list to the same sector. Skips where shared/ is not there.
#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <utility>

#include "coding/actor_resolver.h"
#include "knowledge/compiler.h"
#include "knowledge/import.h"
#include "knowledge/knowledge_files.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

fs::path shared_folder() {
  for (const char* up : {"/../shared/data", "/../../shared/data"}) {
    const fs::path p = std::string(DRAGOMAN_SOURCE_DIR) + up;
    if (fs::is_directory(p)) return p;
  }
  return {};
}

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class Coverage : public ::testing::Test {
 protected:
  void SetUp() override {
    shared_ = shared_folder();
    if (shared_.empty()) GTEST_SKIP() << "no shared/data here";
    auto files = read_knowledge_directory(std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge");
    ASSERT_TRUE(files.ok());
    const std::vector<std::vector<KnowledgeFile>> layers = {std::move(files.value())};
    std::vector<Problem> problems;
    auto text = parse_knowledge(layers, problems);
    ASSERT_TRUE(text.ok());
    auto k = Knowledge::from_bytes(compile_knowledge(*text, problems), "ours");
    ASSERT_TRUE(k.ok());
    knowledge_ = std::move(k.value());
  }

  KnowledgeText imported(const std::string& file) {
    KnowledgeText text;
    std::vector<Problem> problems;
    const auto f = import_dictionary(slurp(shared_ / file), fs::path(file).stem().string(), knowledge_->ontology());
    EXPECT_TRUE(f.ok());
    if (f->report.kind == DictionaryKind::kActors)
      parse_actors(f->content, file, knowledge_->ontology(), text, problems);
    else
      parse_agents(f->content, file, knowledge_->ontology(), text, problems);
    return text;
  }

  // The country that our knowledge gives to a name; "?" when it is not known.
  std::string country_of(const std::string& name, std::optional<Date> date) {
    Document d;
    make_flat_document(name, d);
    ActorOptions options;
    options.date = date;
    ActorResolver resolver(*knowledge_);
    resolver.resolve_range(d, d.sentences[0].tokens, options, scratch_, readings_);
    if (readings_.empty() || readings_[0].code.country.empty()) return "?";
    return std::string(readings_[0].code.country.view());
  }

  fs::path shared_;
  std::unique_ptr<const Knowledge> knowledge_;
  ActorResolver::Scratch scratch_;
  std::vector<ActorReading> readings_;
};

// Territories with an ISO code of their own, which the lists code to the state that they belong to; our guide wants the
// ISO code.
bool is_dependency(std::string_view country) {
  for (const std::string_view c :
       {"ASM", "VGB", "VIR", "FRO", "FLK", "GUF", "PYF", "GIB", "GRL", "GLP", "GUM", "HKG", "MAC", "MTQ", "MSR", "NCL",
        "PRI", "REU", "SHN", "SPM", "TCA", "WLF", "ABW", "ANT", "AIA", "BMU", "CYM", "COK", "NIU", "NFK", "MYT", "MNP",
        "JEY", "GGY", "IMN", "CUW", "SXM", "BLM", "MAF", "ALA", "SJM", "TKL", "PCN", "CXR", "CCK"})
    if (c == country) return true;
  return false;
}

struct Tally {
  int right = 0, all = 0;
  std::string misses;
  void add(bool ok, const std::string& miss) {
    ++all;
    right += ok ? 1 : 0;
    if (!ok && std::getenv("COVERAGE_MISSES") != nullptr) misses += miss + "\n";
  }
  [[nodiscard]] double share() const { return all == 0 ? 0 : static_cast<double>(right) / all; }
};

TEST_F(Coverage, LeadersOfThePhoenixListsAfter1990) {
  Tally leaders;
  const Date start = date_from(1990, 1, 1);
  for (const char* file : {"dictionaries/Phoenix.Countries.actors.txt", "dictionaries/Phoenix.International.actors.txt"}) {
    for (const auto& e : imported(file).entities) {
      if (e.kind != EntityKind::kPerson) continue;
      // The last dated code with a country and an office that reaches beyond 1990.
      const CodeText* last = nullptr;
      for (const auto& c : e.codes)
        if (!c.when.open() && c.when.to >= start.days && !c.country.empty() && !c.sectors.empty() &&
            c.sectors[0] == Sector::kGov)
          last = &c;
      if (last == nullptr) continue;
      const std::int32_t day = last->when.to == DateSpan().to ? std::max(last->when.from, start.days) + 1
                                                              : std::max(last->when.to, start.days);
      const std::string ours = country_of(e.name, Date{day});
      leaders.add(ours == last->country.view() || is_dependency(ours), e.name + " " + std::string(last->country.view()) + " " + ours);
    }
  }
  std::cout << "leaders: " << leaders.right << " of " << leaders.all << "\n" << leaders.misses;
  EXPECT_GE(leaders.share(), 0.9);
}

TEST_F(Coverage, StatesAndTheirAdjectives) {
  // In the country blocks names of towns and provinces stand among those of the state; the first three are the state's.
  Tally states;
  for (const auto& e : imported("dictionaries/Phoenix.Countries.actors.txt").entities) {
    if (e.kind == EntityKind::kPerson && e.codes.front().sectors.empty() == false) continue;
    const CodeText* code = nullptr;
    for (const auto& c : e.codes)
      if (c.sectors.empty() && c.when.contains(date_from(2010, 1, 1))) code = &c;
    if (code == nullptr || code->country.empty() || knowledge_->state_entity(code->country.view()) == kNoIndex) continue;
    std::vector<std::string> names = {e.name};
    for (const auto& f : e.forms)
      if (names.size() < 3) names.push_back(f.text);
    for (const auto& n : names) {
      const std::string ours = country_of(n, date_from(2010, 1, 1));
      states.add(ours == code->country.view() || is_dependency(ours),
                 n + " " + std::string(code->country.view()) + " " + ours);
    }
  }
  std::cout << "states: " << states.right << " of " << states.all << "\n" << states.misses;
  EXPECT_GE(states.share(), 0.9);
}

// "ST._JOHN'S_" as text writes it: "St. John's".
std::string as_written(std::string_view name) {
  std::string out;
  bool first = true;
  for (const char c : name) {
    if (c == '_' || c == ' ') {
      out += ' ';
      first = true;
      continue;
    }
    out += first ? c : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    first = c == '-' || c == '.';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

TEST_F(Coverage, NamesCapitalsAndAdjectivesOfTheCountryList) {
  std::istringstream lines(slurp(shared_ / "actors/CountryInfo.120116.txt"));
  Tally names;
  Tally adjectives;
  Tally capitals;
  std::string line;
  std::string country;
  std::string section;
  int taken = 0;
  const auto between = [&](std::string_view tag) -> std::optional<std::string> {
    const std::string open = "<" + std::string(tag) + ">";
    const std::size_t at = line.find(open);
    if (at != 0) return std::nullopt;
    return line.substr(open.size(), line.find("</") - open.size());
  };
  const auto look = [&](Tally& tally, std::string_view name) {
    const std::string text = as_written(name);
    const std::string ours = country_of(text, date_from(2012, 1, 1));
    tally.add(ours == country || is_dependency(ours), text + " " + country + " " + ours);
  };
  while (std::getline(lines, line)) {
    if (line.ends_with('\r')) line.pop_back();
    if (const auto code = between("CountryCode")) {
      country = code->size() == 3 && knowledge_->state_entity(*code) != kNoIndex ? *code : "";
      section.clear();
    } else if (country.empty()) {
      continue;
    } else if (const auto name = between("CountryName")) {
      look(names, *name);
    } else if (line == "<Nationality>" || line == "<Capital>") {
      section = line;
      taken = 0;
    } else if (line.starts_with('<')) {
      section.clear();
    } else if (!section.empty()) {
      std::string word = line.substr(0, line.find('#'));
      word.erase(0, word.find_first_not_of(" \t"));
      word.erase(word.find_last_not_of(" \t") + 1);
      // The first form is the adjective; then come spellings, other languages and nicknames.
      if (word.empty() || (section == "<Nationality>" && ++taken > 1)) continue;
      look(section == "<Capital>" ? capitals : adjectives, word);
    }
  }
  for (const auto& [what, tally] : {std::pair{"country names", &names}, {"adjectives", &adjectives}, {"capitals", &capitals}}) {
    std::cout << what << ": " << tally->right << " of " << tally->all << "\n" << tally->misses;
    EXPECT_GT(tally->all, 150);
    EXPECT_GE(tally->share(), 0.9) << what;
  }
}

TEST_F(Coverage, AgentsOfThePloverList) {
  Tally agents;
  NameScratch scratch;
  for (const auto& a : imported("actors/PLOVER_agents.txt").agents) {
    if (a.sectors.empty()) continue;
    knowledge_->find_names(a.noun, scratch);
    bool ok = false;
    std::string ours = "?";
    // The noun as a whole, or its head where the whole is not listed.
    for (const auto& m : scratch.matches) {
      for (const SenseRecord* s : knowledge_->senses(scratch, m)) {
        if ((s->flags & kSenseAgent) == 0) continue;
        const AgentRecord& r = knowledge_->agents()[s->target];
        for (std::size_t i = 0; i < r.sector_count; ++i) {
          ours = std::string(name_of(static_cast<Sector>(r.sectors[i])));
          for (const Sector x : a.sectors) ok = ok || static_cast<Sector>(r.sectors[i]) == x;
        }
        // NGO is a country code here, no sector.
        if (std::string_view(r.country.data()) == a.country.view() && !a.country.empty()) ok = true;
      }
    }
    agents.add(ok, a.noun + " " + std::string(name_of(a.sectors[0])) + " " + ours);
  }
  std::cout << "agents: " << agents.right << " of " << agents.all << "\n" << agents.misses;
  EXPECT_GE(agents.share(), 0.9);
}

}  // namespace
}  // namespace dragoman
