// SPDX-License-Identifier: Apache-2.0
#include "knowledge/knowledge.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "knowledge/compiler.h"
#include "knowledge/knowledge_files.h"
#include "knowledge/tools.h"

namespace dragoman {
namespace {

constexpr std::string_view kActors = R"(# source: own knowledge
# licence: CC BY-SA 4.0
[Azerbaijan]
kind state
code AZE GOV
names Republic of Azerbaijan
adjectives Azerbaijani; Azeri
people Azerbaijani; Azerbaijanis; Azeris
capital Baku
[United States]
kind state
code USA GOV
names US!; U.S.; United States of America
adjectives American; US!
capital Washington?
[Turkey]
kind state
code TUR GOV
names Türkiye @2022-06..
[Ilham Aliyev]
kind person
office AZE GOV prime minister 2003-08-04..2003-10-30
office AZE GOV president 2003-10-31..
[Xi Jinping]
kind person
office CHN GOV president 2013-03-14..
[Kofi Annan]
kind person
office UNO secretary-general 1997-01-01..2006-12-31
[Nicolás Maduro]
kind person
office VEN GOV president 2013-04-19..
[al-Qaeda]
kind armed-group
code IMG REB
[Kurdistan Workers' Party]
kind armed-group
code TUR REB
names PKK
)";

constexpr std::string_view kAgents = R"(# source: own knowledge
# licence: CC BY-SA 4.0
soldier, serviceman -> MIL
riot police, police -> COP *mass
prime minister -> GOV *title
minister of defence -> GOV MIL *title
attorney general/attorneys general -> JUD *title
MP -> LEG
spokesman -> = *title
)";

KnowledgeFile file(std::string path, std::string_view content) { return {path, std::string(content), path}; }

std::vector<KnowledgeFile> our_ontology() {
  auto files = read_knowledge_directory(std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge");
  EXPECT_TRUE(files.ok());
  std::erase_if(files.value(), [](const auto& f) { return !f.path.starts_with("ontology/"); });
  return std::move(files.value());
}

std::vector<char> compiled(std::vector<std::vector<KnowledgeFile>> layers, std::vector<Problem>& problems) {
  layers.insert(layers.begin(), our_ontology());
  auto text = parse_knowledge(layers, problems);
  EXPECT_TRUE(text.ok()) << text.error().to_string();
  return compile_knowledge(*text, problems);
}

std::unique_ptr<const Knowledge> made(std::vector<std::vector<KnowledgeFile>> layers) {
  std::vector<Problem> problems;
  auto k = Knowledge::from_bytes(compiled(std::move(layers), problems), "test");
  EXPECT_TRUE(k.ok());
  for (const auto& p : problems) EXPECT_FALSE(p.error) << p.to_string();
  return std::move(k.value());
}

class Lookup : public ::testing::Test {
 protected:
  Lookup() : k(made({{file("actors/a.actors", kActors), file("agents/a.agents", kAgents)}})) {}

  // "Azerbaijan(capital)@1-2" for each sense of each match.
  std::string find(std::string_view text) {
    std::string out;
    k->find_names(text, scratch);
    for (const auto& m : scratch.matches) {
      for (const SenseRecord* s : k->senses(scratch, m)) {
        if (!out.empty()) out += ' ';
        if ((s->flags & kSenseAgent) != 0)
          out += std::string(k->text(k->agents()[s->target].noun)) + ((s->flags & kSensePlural) != 0 ? "(agents)" : "(agent)");
        else
          out += std::string(k->name_of(s->target)) + "(" + std::string(kFormKindNames[s->form]) + ")";
        out += "@" + std::to_string(m.tokens.begin) + "-" + std::to_string(m.tokens.end);
      }
    }
    return out;
  }

  std::unique_ptr<const Knowledge> k;
  NameScratch scratch;
};

TEST_F(Lookup, LongestNames) {
  EXPECT_EQ(find("the Republic of Azerbaijan said"), "Azerbaijan(name)@1-4");
  EXPECT_EQ(find("Baku and Azeris"), "Azerbaijan(capital)@0-1 Azerbaijan(people)@2-3");
  EXPECT_EQ(find("riot police and police"), "riot police(agents)@0-2 police(agents)@3-4");
}

TEST_F(Lookup, CaseCountsWhereWordsAreAmbiguous) {
  EXPECT_EQ(find("they told us about US troops"), "United States(name)@4-5 United States(adjective)@4-5");
  EXPECT_EQ(find("a turkey from Turkey"), "Turkey(name)@3-4");
  EXPECT_EQ(find("TURKEY protests"), "Turkey(name)@0-1");
  EXPECT_EQ(find("the azeri side"), "");
  EXPECT_EQ(find("an mp and an MP and MPs"), "MP(agent)@4-5 MP(agents)@6-7");
}

TEST_F(Lookup, DotsHyphensApostrophesDiacritics) {
  EXPECT_EQ(find("U.S. soldiers"), "United States(name)@0-1 United States(adjective)@0-1 soldier(agents)@1-2");
  EXPECT_EQ(find("al Qaeda , al-Qaeda , al - Qaeda"), "al-Qaeda(name)@0-2 al-Qaeda(name)@3-4 al-Qaeda(name)@5-8");
  EXPECT_EQ(find("the Kurdistan Workers ' Party"), "Kurdistan Workers' Party(name)@1-5");
  EXPECT_EQ(find("Nicolas Maduro"), "Nicolás Maduro(name)@0-2");
  EXPECT_EQ(find("Ilham , Aliyev"), "Ilham Aliyev(surname)@2-3") << "no name runs across a comma";
}

TEST_F(Lookup, PartsOfHyphenatedTokens) {
  k->find_names("US-backed forces", scratch);
  ASSERT_EQ(scratch.matches.size(), 1U);
  EXPECT_TRUE(scratch.matches[0].part_of_token);
}

TEST_F(Lookup, SurnamesAndPlurals) {
  EXPECT_EQ(find("Xi met Aliyev"), "Xi Jinping(surname)@0-1 Ilham Aliyev(surname)@2-3");
  EXPECT_EQ(find("two ministers of defence and attorneys general"),
            "minister of defence(agents)@1-4 attorney general(agents)@5-7");
}

TEST_F(Lookup, CodesByDate) {
  const auto on = [&](std::string_view name, std::optional<Date> date) {
    k->find_names(name, scratch);
    const auto r = k->code_on(k->senses(scratch, scratch.matches.at(0))[0]->target, date);
    return r->code.to_string() + " " + std::string(r->role);
  };
  EXPECT_EQ(on("Ilham Aliyev", date_from(2003, 9, 1)), "AZEGOV prime minister");
  EXPECT_EQ(on("Ilham Aliyev", date_from(2020, 9, 1)), "AZEGOV president");
  EXPECT_EQ(on("Kofi Annan", date_from(2012, 3, 1)), "UNO secretary-general");
  EXPECT_EQ(on("Xi Jinping", std::nullopt), "CHNGOV president");
  EXPECT_EQ(k->state_entity("AZE"), 0U);
  EXPECT_EQ(k->state_entity("QQQ"), kNoIndex);
}

TEST(Layers, AddOverrideRemove) {
  const auto k = made({{file("actors/a.actors", kActors), file("agents/a.agents", kAgents)},
                       {file("actors/mine.actors",
                             "# source: me\n# licence: none\n[Azerbaijan]\nnames Land of Fire\n[-Turkey]\n"
                             "[!Xi Jinping]\nkind person\ncode CHN ELI\n[United States]\n-names US\n"),
                        file("agents/mine.agents", "# source: me\n# licence: none\nsoldier -> PRM\n-police\n")}});
  NameScratch s;
  k->find_names("Land of Fire", s);
  EXPECT_EQ(s.matches.size(), 1U);
  k->find_names("Turkey US police", s);
  EXPECT_TRUE(s.matches.empty());
  k->find_names("soldier", s);
  ASSERT_EQ(s.matches.size(), 1U);
  EXPECT_EQ(k->agents()[k->senses(s, s.matches[0])[0]->target].sectors[0], static_cast<std::uint8_t>(Sector::kPrm));
  k->find_names("Xi Jinping", s);
  EXPECT_EQ(k->code_on(k->senses(s, s.matches[0])[0]->target, date_from(2020, 1, 1))->code.to_string(), "CHNELI");
}

// A directory of a user's own: written to a temporary folder, used over ours, instead of ours, and linted as a layer.
TEST(Layers, DirectoryOfOnesOwn) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(::testing::TempDir()) / ("dragoman_layer_test" + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder / "actors");
  const auto write = [&](const char* name, std::string_view text) { std::ofstream(folder / name) << text; };
  write("actors/mine.actors", "# source: me\n# licence: none\n[Freedonia]\nkind state\ncode FRA GOV\n");
  write("classes.txt", "@gift: gift\n");
  write("mine.frames", "# source: me\n# licence: none\ngive v obj=@gift\n  AID - 070\n");
  const std::string ours = std::string(DRAGOMAN_BINARY_DIR) + "/knowledge.bin";
  const std::vector<std::string> directories = {folder.string()};
  const auto names = [](const Knowledge& k) {
    NameScratch s;
    k.find_names("Freedonia", s);
    const bool mine = !s.matches.empty();
    k.find_names("Azerbaijan", s);
    return std::pair(mine, !s.matches.empty());
  };
  const auto frame_files = [](const Knowledge& k) {
    const auto files = k.files("frames/");
    return std::count_if(files.begin(), files.end(), [](const auto& f) { return f.path.ends_with(".frames"); });
  };
  const auto over = load_knowledge(ours, directories, false);
  ASSERT_TRUE(over.ok()) << over.error().to_string();
  EXPECT_EQ(names(**over), std::pair(true, true));
  EXPECT_GT(frame_files(**over), 2);
  const auto only = load_knowledge(ours, directories, true);
  ASSERT_TRUE(only.ok()) << only.error().to_string();
  EXPECT_EQ(names(**only), std::pair(true, false));
  EXPECT_EQ(frame_files(**only), 1);

  auto files = read_knowledge_directory(folder.string());
  ASSERT_TRUE(files.ok());
  EXPECT_FALSE(is_whole_knowledge(*files));
  const auto base = Knowledge::load(ours);
  ASSERT_TRUE(base.ok());
  const auto clean = lint_knowledge(*files, base->get());
  ASSERT_TRUE(clean.ok()) << clean.error().to_string();
  for (const auto& p : *clean) ADD_FAILURE() << p.to_string();
  write("mine.frames", "# source: me\ngive v obj=@presents\n  AID - 070\n");
  files = read_knowledge_directory(folder.string());
  ASSERT_TRUE(files.ok());
  const auto problems = lint_knowledge(*files, base->get());
  ASSERT_TRUE(problems.ok());
  ASSERT_EQ(problems->size(), 1U);
  EXPECT_NE(problems->front().to_string().find("mine.frames:2: error: unknown class @presents"), std::string::npos);
  EXPECT_FALSE(load_knowledge(ours, directories, false).ok());
  fs::remove_all(folder);
}

TEST(Problems, NameFileAndLine) {
  std::vector<Problem> problems;
  compiled({{file("actors/bad.actors", "[X]\nkind stat\ncode QQQ GOV\noffice AZE GOV 2003..\nfoo bar\n"),
             file("agents/bad.agents", "# source: x\n# licence: y\nsoldier MIL\nman -> XYZ\n")}},
           problems);
  const auto has = [&](std::string_view text) {
    return std::any_of(problems.begin(), problems.end(),
                       [&](const Problem& p) { return p.to_string().find(text) != std::string::npos; });
  };
  EXPECT_TRUE(has("actors/bad.actors:2: error: unknown kind stat"));
  EXPECT_TRUE(has("actors/bad.actors:3: error: unknown country code QQQ"));
  EXPECT_TRUE(has("actors/bad.actors:4: error: an office needs a role"));
  EXPECT_TRUE(has("actors/bad.actors:5: error: unknown key foo"));
  EXPECT_TRUE(has("actors/bad.actors:1: warning: no comment \"# source"));
  EXPECT_TRUE(has("agents/bad.agents:3: error: expected: nouns"));
  EXPECT_TRUE(has("agents/bad.agents:4: error:"));
}

TEST(Image, DamageIsFound) {
  std::vector<Problem> problems;
  const auto good = compiled({{file("actors/a.actors", kActors)}}, problems);
  auto flipped = good;
  flipped[good.size() / 2] ^= 1;
  EXPECT_EQ(Knowledge::from_bytes(flipped, "x").error().code, ErrorCode::kCorrupt);
  auto cut = good;
  cut.resize(good.size() - 8);
  EXPECT_EQ(Knowledge::from_bytes(cut, "x").error().code, ErrorCode::kCorrupt);
  auto version = good;
  version[8] = 99;
  EXPECT_EQ(Knowledge::from_bytes(version, "x").error().code, ErrorCode::kVersion);
  EXPECT_EQ(Knowledge::from_bytes(std::vector<char>(100, 'x'), "x").error().code, ErrorCode::kFormat);
  EXPECT_EQ(Knowledge::load("/no/such/file").error().code, ErrorCode::kNotFound);
}

TEST(Image, EqualTextGivesEqualBytes) {
  std::vector<Problem> problems;
  const std::vector<KnowledgeFile> layer = {file("actors/a.actors", kActors), file("agents/a.agents", kAgents)};
  EXPECT_EQ(compiled({layer}, problems), compiled({layer}, problems));
}

TEST(Ours, CompilesLintsAndLoads) {
  const std::string path = std::string(::testing::TempDir()) + "/dragoman_knowledge_test" + std::to_string(::getpid()) + ".bin";
  std::vector<Problem> problems;
  const auto built = build_knowledge(std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge", path, problems);
  ASSERT_TRUE(built.ok()) << built.error().to_string();
  for (const auto& p : problems) EXPECT_FALSE(p.error) << p.to_string();
  const auto k = Knowledge::load(path);
  ASSERT_TRUE(k.ok()) << k.error().to_string();
  for (const std::string_view code : {"USA", "RUS", "CHN", "AZE", "XKX", "PSE", "TWN"})
    EXPECT_NE((*k)->state_entity(code), kNoIndex) << code;
  std::filesystem::remove(path);
}

TEST(Dates, Spans) {
  EXPECT_EQ(parse_date_span("2003-10-31.."), (DateSpan{date_from(2003, 10, 31).days, DateSpan().to}));
  EXPECT_EQ(parse_date_span("..1999"), (DateSpan{DateSpan().from, date_from(1999, 12, 31).days}));
  EXPECT_EQ(parse_date_span("2004-02"), (DateSpan{date_from(2004, 2, 1).days, date_from(2004, 2, 29).days}));
  EXPECT_TRUE(parse_date_span("..")->open());
  EXPECT_FALSE(parse_date_span("2003-13").has_value());
  EXPECT_FALSE(parse_date_span("president").has_value());
}

TEST(Nouns, Plurals) {
  EXPECT_EQ(plural_of("spokeswoman"), "spokeswomen");
  EXPECT_EQ(plural_of("minister of defence"), "ministers of defence");
  EXPECT_EQ(plural_of("party"), "parties");
  EXPECT_EQ(plural_of("boss"), "bosses");
  EXPECT_EQ(plural_of("chairperson"), "chairpeople");
}

TEST(Names, Surnames) {
  using V = std::vector<std::string>;
  EXPECT_EQ(surnames_of("Bashar al-Assad", "SYR"), (V{"al-Assad", "Assad"}));
  EXPECT_EQ(surnames_of("Ursula von der Leyen", "EUR"), (V{"von der Leyen", "Leyen"}));
  EXPECT_EQ(surnames_of("Xi Jinping", "CHN"), (V{"Xi"}));
  EXPECT_EQ(surnames_of("Moon Jae-in", "KOR").front(), "Moon");
  EXPECT_EQ(surnames_of("Andrés Manuel López Obrador", "MEX"), (V{"Obrador", "López Obrador", "López"}));
  EXPECT_TRUE(surnames_of("Madonna", "USA").empty());
}

TEST(Folding, Examples) {
  EXPECT_EQ(folded_name("al-Qaïda"), "al qaida");
  EXPECT_EQ(folded_name("U.S."), "us");
  EXPECT_EQ(folded_name("Łódź"), "lodz");
  EXPECT_EQ(folded_name("Erdoğan"), "erdogan");
}

}  // namespace
}  // namespace dragoman
