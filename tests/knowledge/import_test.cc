// SPDX-License-Identifier: Apache-2.0
// Old dictionaries: small ones of our own here, and those of shared/ where it is there.
#include "knowledge/import.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "knowledge/compiler.h"
#include "knowledge/frames.h"
#include "knowledge/knowledge_files.h"
#include "knowledge/tools.h"

namespace dragoman {
namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

const Ontology& ours() {
  static const Ontology ontology = [] {
    OntologyText t;
    const std::string folder = std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge/ontology/";
    t.types = slurp(folder + "types.txt");
    t.cameo = slurp(folder + "cameo.txt");
    t.sectors = slurp(folder + "sectors.txt");
    t.countries = slurp(folder + "countries.txt");
    return std::move(Ontology::read(t).value());
  }();
  return ontology;
}

TEST(Import, Codes) {
  const auto text = [](std::string_view code) {
    const auto c = convert_actor_code(code, ours());
    std::string out(c.country.empty() ? "---" : c.country.view());
    for (const Sector s : c.sectors) out += name_of(s);
    for (const auto& l : c.lost) out += " -" + l;
    return out;
  };
  EXPECT_EQ(text("AFGGOVMIL"), "AFGGOVMIL");
  EXPECT_EQ(text("IGOUNO"), "UNO");
  EXPECT_EQ(text("IGOUNOQQX"), "UNO -QQX");
  EXPECT_EQ(text("IGOEEC"), "EUR");
  EXPECT_EQ(text("KSV"), "XKX");
  EXPECT_EQ(text("INS"), "---REB");
  EXPECT_EQ(text("ISRMED"), "ISRJRN");
  EXPECT_EQ(text("---"), "---");
}

TEST(Import, Actors) {
  const auto f = import_dictionary(
      "# comment\nKABUL_REPUBLIC_ [AFG]\n+KABULI_ \nHAMID_KARZAI_  # leader\n\t[AFGOPP <011222]\n\t[AFGGOV 011222-140929]\n"
      "BASQUE_FREEDOM_(ETA)_ [ESPREB]\nNOBODY_\n",
      "x.actors", ours());
  ASSERT_TRUE(f.ok());
  EXPECT_EQ(f->report.entries, 5U);
  EXPECT_EQ(f->report.taken, 4U);
  EXPECT_NE(f->content.find("[Kabul Republic]\nkind state\nnames Kabuli\ncode AFG\n"), std::string::npos) << f->content;
  EXPECT_NE(f->content.find("code AFG OPP ..2001-12-22\ncode AFG GOV 2001-12-22..2014-09-29\n"), std::string::npos);
  EXPECT_NE(f->content.find("[Basque Freedom]\nkind armed-group\nnames ETA\n"), std::string::npos);
  EXPECT_EQ(f->report.reasons.at("no code"), 1U);
}

TEST(Import, Agents) {
  const auto f = import_dictionary(
      "!PERSON! = MAN, WOMAN\nSOLDIER [~MIL]\nPOLICE!PERSON! [~COP]\nATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]\n"
      "TROOPS {} [~MIL]\nPARENT [~QQX]\n",
      "x.agents", ours());
  ASSERT_TRUE(f.ok());
  EXPECT_NE(f->content.find("policeman, policewoman -> COP\n"), std::string::npos) << f->content;
  EXPECT_NE(f->content.find("attorney general/attorneys general -> GOV\n"), std::string::npos);
  EXPECT_NE(f->content.find("troops/- -> MIL\n"), std::string::npos);
  EXPECT_EQ(f->report.taken, 4U);
  EXPECT_EQ(f->report.entries, 5U);
}

TEST(Import, Verbs) {
  const auto f = import_dictionary(
      "&AID\n+RELIEF_\n+FOOD\n\n--- SEND [070] ---\nSEND {SENDS SENT}\nDISPATCH\n- * TROOPS [154]\n- * &AID (TO +) [073]\n"
      "- * (INTO BATTLE) [190]\n- $ WILL NOT * [120]\n- * LETTER [---]\n- * {PEACE ENVOY} [042:043]\n",
      "x.verbs", ours());
  ASSERT_TRUE(f.ok());
  EXPECT_NE(f->content.find("send v\n  AID - 070\n"), std::string::npos) << f->content;
  EXPECT_NE(f->content.find("send, dispatch v obj=troop\n  MOBILIZE troops 154\n"), std::string::npos) << f->content;
  EXPECT_NE(f->content.find("send, dispatch v obj=food/relief\n  AID - 073\n  recipient to\n"), std::string::npos);
  EXPECT_NE(f->content.find("send, dispatch v into=battle\n"), std::string::npos);
  EXPECT_NE(f->content.find("send, dispatch v obj=letter\n  none\n"), std::string::npos);
  EXPECT_NE(f->content.find("send, dispatch v obj=envoy\n  CONSULT visit 042\n"), std::string::npos);
  EXPECT_EQ(f->report.entries, 10U);
  EXPECT_EQ(f->report.taken, 10U);
}

TEST(Import, DiscardsAndIssues) {
  const auto d = import_dictionary("+WORLD CUP\nBASEBALL # x\n", "x.discards", ours());
  ASSERT_TRUE(d.ok());
  EXPECT_NE(d->content.find("story: world cup\nsentence: baseball\n"), std::string::npos);
  const auto i = import_dictionary("<ISSUE CATEGORY=\"X\" TYPE=\"ALL\">\nn:oil [OIL]\n~olive oil\n", "x.issues", ours());
  ASSERT_TRUE(i.ok());
  EXPECT_NE(i->content.find("oil -> OIL\nolive oil -> (not)\n"), std::string::npos);
}

TEST(Import, RefusesOtherFiles) {
  EXPECT_FALSE(import_dictionary("Dear reader,\nthis is a letter.\n", "letter", ours()).ok());
}

TEST(Import, SharedDictionariesAreTakenAlmostWhole) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(DRAGOMAN_SOURCE_DIR) / "../shared/data/dictionaries";
  const fs::path other = fs::path(DRAGOMAN_SOURCE_DIR) / "../../shared/data/dictionaries";
  const fs::path source = fs::is_directory(folder) ? folder : other;
  if (!fs::is_directory(source)) GTEST_SKIP() << "no shared/data/dictionaries here";
  std::vector<std::string> files;
  for (const auto& e : fs::directory_iterator(source)) files.push_back(e.path().string());
  std::sort(files.begin(), files.end());
  const fs::path target = fs::path(::testing::TempDir()) / ("dragoman_imported" + std::to_string(::getpid()));
  fs::remove_all(target);
  const auto summary = import_files(files, target.string(), ours());
  ASSERT_TRUE(summary.ok());
  EXPECT_TRUE(summary->skipped.empty()) << summary->to_string();
  EXPECT_EQ(summary->reports.size(), files.size());
  for (const auto& r : summary->reports)
    EXPECT_GE(static_cast<double>(r.taken), 0.95 * static_cast<double>(r.entries)) << r.to_string();
  // What was written is valid: it compiles on our ontology, and the frames can be read.
  auto layer = read_knowledge_directory(target.string());
  ASSERT_TRUE(layer.ok());
  auto base = read_knowledge_directory(std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge");
  ASSERT_TRUE(base.ok());
  std::erase_if(base.value(), [](const auto& f) { return !f.path.starts_with("ontology/"); });
  const std::vector<std::vector<KnowledgeFile>> layers = {base.value(), layer.value()};
  std::vector<Problem> problems;
  auto text = parse_knowledge(layers, problems);
  ASSERT_TRUE(text.ok()) << text.error().to_string();
  const auto bytes = compile_knowledge(*text, problems);
  for (const auto& p : problems) EXPECT_FALSE(p.error) << p.to_string();
  EXPECT_TRUE(Knowledge::from_bytes(bytes, "imported").ok());
  FrameLexicon lexicon;
  std::vector<Error> errors;
  for (const auto& f : layer.value())
    if (f.path.ends_with(".frames")) lexicon.add(f.content, f.path, errors);
  lexicon.finish();
  for (std::size_t i = 0; i < errors.size() && i < 10; ++i) ADD_FAILURE() << errors[i].to_string();
  EXPECT_GT(lexicon.unit_count(), 1000U);
  fs::remove_all(target);
}

}  // namespace
}  // namespace dragoman
