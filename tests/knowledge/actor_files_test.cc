// SPDX-License-Identifier: Apache-2.0
// The actor and agent files that we ship: they compile, and names known to everybody code as they should.
#include <gtest/gtest.h>

#include <map>

#include "knowledge/compiler.h"
#include "knowledge/knowledge.h"
#include "knowledge/knowledge_files.h"
#include "text/date_text.h"

namespace dragoman {
namespace {

class ActorFiles : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto files = read_knowledge_directory(std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge");
    ASSERT_TRUE(files.ok());
    std::erase_if(files.value(), [](const auto& f) {
      return !f.path.starts_with("ontology/") && !f.path.starts_with("actors/") && !f.path.starts_with("agents/");
    });
    const std::vector<std::vector<KnowledgeFile>> layers{std::move(files.value())};
    auto text = parse_knowledge(layers, problems());
    ASSERT_TRUE(text.ok()) << text.error().to_string();
    auto k = Knowledge::from_bytes(compile_knowledge(*text, problems()), "shipped");
    ASSERT_TRUE(k.ok());
    shipped() = std::move(k.value());
  }
  static void TearDownTestSuite() { shipped().reset(); }

  static std::vector<Problem>& problems() {
    static std::vector<Problem> p;
    return p;
  }
  static std::unique_ptr<const Knowledge>& shipped() {
    static std::unique_ptr<const Knowledge> k;
    return k;
  }

  /// Code of the first entity whose name spans all of `name`; "!" when there is none.
  static std::string code(std::string_view name, std::string_view day) {
    const Knowledge& k = *shipped();
    NameScratch scratch;
    k.find_names(name, scratch);
    if (scratch.matches.size() != 1) return "!";
    for (const SenseRecord* s : k.senses(scratch, scratch.matches[0])) {
      if ((s->flags & kSenseAgent) != 0) continue;
      const auto reading = k.code_on(s->target, parse_date_field(day));
      return reading ? reading->code.to_string() : "-";
    }
    return "!";
  }
};

TEST_F(ActorFiles, CompileWithoutErrors) {
  int errors = 0;
  for (const auto& p : problems())
    if (p.error && errors++ < 20) ADD_FAILURE() << p.to_string();
  EXPECT_EQ(errors, 0);
}

TEST_F(ActorFiles, AreAsLargeAsPromised) {
  const Knowledge& k = *shipped();
  std::map<EntityKind, int> count;
  for (std::uint32_t i = 0; i < k.entities().size(); ++i) ++count[k.kind_of(i)];
  EXPECT_GE(count[EntityKind::kState], 197);
  EXPECT_GE(count[EntityKind::kPerson], 2000);
  EXPECT_GE(k.agents().size(), 1500U);
}

TEST_F(ActorFiles, CodeKnownNames) {
  struct Case {
    const char* name;
    const char* day;
    const char* code;
  };
  const Case cases[] = {
      {"Azerbaijan", "2020-10-01", "AZEGOV"},
      {"Kremlin", "2022-02-24", "RUSGOV"},
      {"Zhongnanhai", "1997-06-30", "CHNGOV"},
      {"Pentagon", "2003-03-20", "USAGOVMIL"},
      {"Downing Street", "2005-07-07", "GBRGOV"},
      {"Nagorno-Karabakh", "2020-10-01", "AZEPRE"},
      {"Transnistria", "2006-03-01", "MDAPRE"},
      {"UN Security Council", "2006-10-09", "UNO"},
      {"European Commission", "2006-01-01", "EUR"},
      {"International Criminal Court", "2009-03-04", "IGOJUD"},
      {"OSCE Minsk Group", "2020-10-01", "IGO"},
      {"Rapid Support Forces", "2023-04-15", "SDNPRM"},
      {"Liberation Tigers of Tamil Eelam", "2006-01-01", "LKAREB"},
      {"Taliban", "2006-01-01", "AFGREB"},
      {"Taliban", "2023-01-01", "AFGGOV"},
      {"Verkhovna Rada", "2014-02-22", "UKRLEG"},
      {"Ilham Aliyev", "2020-10-01", "AZEGOV"},
      {"Boris Yeltsin", "1997-04-01", "RUSGOV"},
      {"Kofi Annan", "2005-12-01", "UNO"},
      {"William Cohen", "1997-04-08", "USAGOVMIL"},
      {"Sergei Shoigu", "2022-03-01", "RUSGOVMIL"},
      {"Svetlana Tikhanovskaya", "2020-09-01", "BLROPP"},
  };
  for (const auto& c : cases) EXPECT_EQ(code(c.name, c.day), c.code) << c.name << " on " << c.day;
}

}  // namespace
}  // namespace dragoman
