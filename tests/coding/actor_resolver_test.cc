// SPDX-License-Identifier: Apache-2.0
// The resolver on trees written by hand, with a small knowledge of its own.
#include "coding/actor_resolver.h"

#include <gtest/gtest.h>

#include "coding/segment_reader.h"
#include "hand_parse.h"
#include "knowledge/compiler.h"
#include "knowledge/knowledge_files.h"

namespace dragoman {
namespace {

constexpr std::string_view kActors = R"(# source: test
# licence: none
[Syria]
kind state
code SYR GOV
adjectives Syrian
people Syrian; Syrians
capital Damascus
[Turkey]
kind state
code TUR GOV
adjectives Turkish
capital Ankara
[Armenia]
kind state
code ARM GOV
adjectives Armenian
people Armenian; Armenians
[Azerbaijan]
kind state
code AZE GOV
adjectives Azerbaijani
[Nagorno-Karabakh]
kind entity
code AZE PRE
adjectives Karabakh
[United States]
kind state
code USA GOV
names US!
adjectives American; US!
[US Congress]
kind organisation
code USA LEG
names Congress?
[United Nations]
kind international-body
code UNO
names UN!
[Hezbollah]
kind armed-group
code LBN REB PTY
[al-Qassam Brigades]
kind armed-group
code PSE REB
[Baltic states]
kind alliance
members EST, LVA
[Ilham Aliyev]
kind person
office AZE GOV president 2003-10-31..
[Farhad Aliyev]
kind person
office AZE GOV economy minister 2001..2005-10
[Sergey Lavrov]
kind person
office RUS GOV foreign minister 2004-03-09..
[Omar Deen]
kind person
office SYR GOV interior minister 1990..1995
)";

constexpr std::string_view kAgents = R"(# source: test
# licence: none
soldier, commander -> MIL *title
army, forces/- -> MIL *organ
rebel -> REB
official -> = GOV
spokesman, leader -> = *title
supporter -> = CVL
foreign minister, president -> GOV *title
general -> MIL *title
lawmaker -> LEG
opposition -> OPP
police -> COP *mass
man/men, people/- -> CVL *weak
humanitarian -> NGO *adj
congress -> LEG *organ
movement, front -> PTY *organ
police station -> COP *not
)";

class Resolver : public ::testing::Test {
 protected:
  Resolver() {
    auto files = read_knowledge_directory(std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge");
    EXPECT_TRUE(files.ok());
    std::erase_if(files.value(), [](const auto& f) { return !f.path.starts_with("ontology/"); });
    files->push_back({"actors/t.actors", std::string(kActors), "t.actors"});
    files->push_back({"agents/t.agents", std::string(kAgents), "t.agents"});
    const std::vector<std::vector<KnowledgeFile>> layers = {files.value()};
    std::vector<Problem> problems;
    auto text = parse_knowledge(layers, problems);
    EXPECT_TRUE(text.ok());
    auto k = Knowledge::from_bytes(compile_knowledge(*text, problems), "test");
    EXPECT_TRUE(k.ok());
    knowledge = std::move(k.value());
    resolver = std::make_unique<ActorResolver>(*knowledge);
    options.date = date_from(2016, 4, 2);
  }

  static std::string text_of(const std::vector<ActorReading>& readings) {
    std::string out;
    for (const auto& r : readings) {
      if (!out.empty()) out += " + ";
      out += r.code.to_string() + "/" + std::string(r.name);
    }
    return out;
  }

  std::string flat(std::string_view phrase) {
    make_flat_document(phrase, document);
    resolver->resolve_range(document, document.sentences[0].tokens, options, scratch, readings);
    return text_of(readings);
  }

  std::string at(const Document& d, std::string_view head) {
    resolver->resolve(d, token_of(d, head), options, scratch, readings);
    return text_of(readings);
  }

  std::unique_ptr<const Knowledge> knowledge;
  std::unique_ptr<ActorResolver> resolver;
  ActorResolver::Scratch scratch;
  ActorOptions options;
  std::vector<ActorReading> readings;
  Document document;
};

TEST_F(Resolver, TreesKeepConjunctsAndClausesApart) {
  const auto parsed = hand_parse(
      "The the DET DT 3 det\nTurkish turkish ADJ JJ 3 amod\narmy army NOUN NN 10 nsubj\nand and CCONJ CC 6 cc\n"
      "Syrian syrian ADJ JJ 6 amod\nrebels rebel NOUN NNS 3 conj\nwho who PRON WP 8 nsubj\nfled flee VERB VBD 6 acl:relcl\n"
      "Damascus Damascus PROPN NNP 8 obj\nattacked attack VERB VBD 0 root\n. . PUNCT . 10 punct\n");
  const Document& d = parsed->document;
  EXPECT_EQ(at(d, "army"), "TURMIL/Turkey");
  EXPECT_EQ(at(d, "rebels"), "SYRREB/Syria");
  EXPECT_EQ(at(d, "Damascus"), "SYRGOV/Syria");
  EXPECT_TRUE(readings[0].could_be_place);
}

TEST_F(Resolver, ModifiersGiveTwoParties) {
  const auto parsed = hand_parse(
      "Armenian armenian ADJ JJ 4 amod\nand and CCONJ CC 3 cc\nAzerbaijani azerbaijani ADJ JJ 1 conj\n"
      "forces force NOUN NNS 5 nsubj\nclashed clash VERB VBD 0 root\n. . PUNCT . 5 punct\n");
  EXPECT_EQ(at(parsed->document, "forces"), "ARMMIL/Armenia + AZEMIL/Azerbaijan");
}

TEST_F(Resolver, ConjunctsShareTheNationality) {
  const auto parsed = hand_parse(
      "Syrian syrian ADJ JJ 2 amod\nsoldiers soldier NOUN NNS 5 nsubj\nand and CCONJ CC 4 cc\n"
      "officials official NOUN NNS 2 conj\nleft leave VERB VBD 0 root\n");
  EXPECT_EQ(at(parsed->document, "officials"), "SYRGOV/Syria");
}

TEST_F(Resolver, PrepositionOfThePhraseIsNotPartOfIt) {
  const auto parsed = hand_parse(
      "by by ADP IN 3 case\nSyrian syrian ADJ JJ 3 amod\nsoldiers soldier NOUN NNS 0 root\nof of ADP IN 5 case\n"
      "Hezbollah Hezbollah PROPN NNP 3 nmod\n");
  EXPECT_EQ(at(parsed->document, "soldiers"), "SYRMIL/Syria");
  EXPECT_EQ(readings[0].tokens.begin, 1U);
}

TEST_F(Resolver, NamesCrossWrongParses) {
  const auto parsed = hand_parse(
      "al-Qassam al-Qassam PROPN NNP 3 nsubj\nBrigades Brigades PROPN NNPS 3 dep\nfired fire VERB VBD 0 root\n");
  EXPECT_EQ(at(parsed->document, "al-Qassam"), "PSEREB/al-Qassam Brigades");
  EXPECT_EQ(at(parsed->document, "Brigades"), "PSEREB/al-Qassam Brigades");
}

TEST_F(Resolver, Affixes) {
  EXPECT_EQ(flat("US-backed Syrian rebels"), "SYRREB/Syria");
  EXPECT_EQ(flat("US - backed Syrian rebels"), "SYRREB/Syria");
  EXPECT_EQ(flat("pro-Turkish Syrian rebels"), "SYRREB/Syria");
  EXPECT_EQ(flat("US-led forces"), "USAMIL/United States");
  EXPECT_EQ(flat("a former Syrian general"), "SYRMIL/Syria");
  EXPECT_EQ(flat("a former Syrian foreign minister"), "SYRELI/Syria");
}

TEST_F(Resolver, OpenRolesTakeTheSectorOfTheirOwners) {
  EXPECT_EQ(flat("a spokesman for the Syrian army"), "SYRMIL/Syria");
  EXPECT_EQ(flat("the leader of Hezbollah"), "LBNREBPTY/Hezbollah");
  EXPECT_EQ(flat("a Turkish official"), "TURGOV/Turkey");
  EXPECT_EQ(flat("Hezbollah supporters"), "LBNREBPTY/Hezbollah");
  EXPECT_EQ(flat("Turkish supporters"), "TURCVL/Turkey");
  EXPECT_EQ(flat("UN soldiers"), "UNOMIL/United Nations");
  EXPECT_EQ(flat("the UN spokesman"), "UNO/United Nations");
  EXPECT_EQ(flat("Karabakh soldiers"), "AZEMILPRE/Nagorno-Karabakh");
}

TEST_F(Resolver, PersonsByOfficeAndDate) {
  EXPECT_EQ(flat("President Aliyev"), "AZEGOV/Ilham Aliyev") << "of two the one in office with that title";
  EXPECT_EQ(flat("Sergei Lavrov"), "RUSGOV/Sergey Lavrov") << "another spelling";
  EXPECT_EQ(flat("Igor Lavrov"), "---/Igor Lavrov") << "another man";
  EXPECT_EQ(flat("Deen"), "---/Deen") << "long out of office, and nobody spoke of Syria";
  EXPECT_EQ(flat("Syrian opposition leader Rami Mithal"), "SYROPP/Rami Mithal");
  EXPECT_TRUE(readings[0].person);
  EXPECT_EQ(flat("the Aliyev forces"), "AZEMIL/Azerbaijan");
}

TEST_F(Resolver, Appositions) {
  EXPECT_EQ(flat("Rami Mithal, a Syrian general"), "SYRMIL/Rami Mithal");
  EXPECT_EQ(flat("the Syrian president, Rami Mithal"), "SYRGOV/Rami Mithal");
}

TEST_F(Resolver, ThingsAreNoActors) {
  flat("humanitarian funding");
  EXPECT_FALSE(!readings.empty() && readings[0].actor_like);
  flat("the Turkish decision");
  EXPECT_FALSE(readings.at(0).actor_like);
  flat("a Turkish police station");
  EXPECT_FALSE(readings.at(0).actor_like);
  EXPECT_EQ(flat("the Baltic states"), "ESTGOV/Baltic states + LVAGOV/Baltic states");
}

TEST_F(Resolver, UnknownOrganisationsAreNoPersons) {
  EXPECT_EQ(flat("the Homs Solidarity Front"), "---PTY/Homs Solidarity Front");
  EXPECT_FALSE(readings[0].person);
}

TEST_F(Resolver, MemoryKnowsWhoWasNamedBefore) {
  ActorMemory memory;
  options.memory = &memory;
  EXPECT_EQ(flat("Syrian general Abdel Mithal"), "SYRMIL/Abdel Mithal");
  memory.remember(readings[0]);
  const std::string first(document.text);
  EXPECT_EQ(flat("Mithal"), "SYRMIL/Abdel Mithal");
  EXPECT_EQ(flat("General Mithal"), "SYRMIL/Abdel Mithal");
  memory.clear();
  EXPECT_EQ(flat("Mithal"), "---/Mithal");
}

TEST_F(Resolver, AmbiguousFormsNeedSupport) {
  ActorMemory memory;
  options.memory = &memory;
  EXPECT_EQ(flat("Congress"), "---LEG/") << "some congress";
  memory.note_country(CountryCode::from("USA"));
  EXPECT_EQ(flat("Congress"), "USALEG/US Congress");
  memory.note_country(CountryCode::from("SYR"));
  EXPECT_EQ(flat("Congress"), "---LEG/") << "two countries are spoken of";
}

TEST_F(Resolver, AcronymsInBrackets) {
  ActorMemory memory;
  options.memory = &memory;
  make_flat_document("the Homs Solidarity Front ( HSF ) said", document);
  resolver->note_acronyms(document, document.sentences[0].tokens, options, scratch, memory);
  ASSERT_NE(memory.find("HSF"), nullptr);
  EXPECT_EQ(memory.find("HSF")->name, "Homs Solidarity Front");
}

TEST_F(Resolver, PlacesGiveCountries) {
  struct Places : PlaceCountry {
    CountryCode country_of(const Document& d, TokenRange t, const ActorMemory*) const override {
      for (std::uint32_t i = t.begin; i < t.end; ++i)
        if (d.form(i) == "Songkhla") return CountryCode::from("THA");
      return {};
    }
  } places;
  options.places = &places;
  EXPECT_EQ(flat("Songkhla police").substr(0, 6), "THACOP");
  EXPECT_EQ(flat("people in Songkhla").substr(0, 6), "THACVL");
}

TEST(CombineSectors, Order) {
  using S = Sector;
  const auto combined = [](std::vector<S> head, bool open, std::vector<S> modifiers) {
    ActorCode code;
    combine_sectors(head, open, modifiers, code);
    return code.to_string();
  };
  EXPECT_EQ(combined({S::kMil}, false, {S::kReb}), "---REB");
  EXPECT_EQ(combined({S::kGov}, false, {S::kCop}), "---COP");
  EXPECT_EQ(combined({S::kMil}, false, {S::kGov}), "---MIL");
  EXPECT_EQ(combined({S::kLeg}, false, {S::kOpp}), "---OPPLEG");
  EXPECT_EQ(combined({S::kGov}, false, {S::kPre}), "---GOVPRE");
  EXPECT_EQ(combined({}, true, {S::kMil}), "---MIL");
}

}  // namespace
}  // namespace dragoman
