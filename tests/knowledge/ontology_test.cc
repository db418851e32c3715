// SPDX-License-Identifier: Apache-2.0
#include "knowledge/ontology.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace dragoman {
namespace {

std::string slurp(const std::string& name) {
  std::ifstream in(std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge/ontology/" + name);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

OntologyText our_text() {
  OntologyText t;
  t.types = slurp("types.txt");
  t.cameo = slurp("cameo.txt");
  t.sectors = slurp("sectors.txt");
  t.countries = slurp("countries.txt");
  return t;
}

TEST(Ontology, ReadsOurs) {
  const auto o = Ontology::read(our_text());
  ASSERT_TRUE(o.ok()) << o.error().to_string();
  EXPECT_DOUBLE_EQ(o->score_of(EventType::kAssault, "territory"), -9.0);
  EXPECT_DOUBLE_EQ(o->goldstein_of("192"), -9.5);
  EXPECT_EQ(o->default_cameo(EventType::kAssault, "territory"), "192");
  EXPECT_EQ(o->default_cameo(EventType::kCoerce, "martial-law"), "1724");
  EXPECT_EQ(o->cameo("163")->type, EventType::kSanction);
  EXPECT_EQ(o->cameo("163")->mode, "discontinue");
  EXPECT_FALSE(o->cameo("010")->type.has_value());
  EXPECT_DOUBLE_EQ(o->goldstein_of("1719"), -9.2) << "falls back on the prefix";
  EXPECT_EQ(o->country("AZE")->iso2, "AZ");
  EXPECT_EQ(o->country_by_iso2("XK")->iso3.view(), "XKX");
  EXPECT_EQ(o->country("QQQ"), nullptr);
  EXPECT_EQ(o->sector("INS"), Sector::kReb);
  EXPECT_FALSE(o->sector("XYZ").has_value());
}

TEST(Ontology, CountsModes) {
  const auto o = Ontology::read(our_text());
  ASSERT_TRUE(o.ok());
  int modes = 0;
  for (const auto& m : o->modes()) modes += m.mode.empty() ? 0 : 1;
  EXPECT_EQ(modes, 75) << "the modes of the coding guide";
  EXPECT_EQ(o->modes().size() - static_cast<std::size_t>(modes), 16U);
  EXPECT_GE(o->countries().size(), 250U);
}

TEST(Ontology, MappingBackAndForthKeepsTheType) {
  const auto o = Ontology::read(our_text());
  ASSERT_TRUE(o.ok());
  for (const auto& m : o->modes()) {
    const CameoInfo* c = o->cameo(m.cameo);
    ASSERT_NE(c, nullptr) << m.cameo;
    // CAMEO counts a resignation as yielding to a demand for change in leadership, PLOVER as RETREAT.
    if (m.type == EventType::kRetreat && m.mode == "resign") continue;
    EXPECT_EQ(c->type, m.type) << m.cameo;
  }
}

TEST(Ontology, NamesFileAndLine) {
  OntologyText t = our_text();
  t.types += "ASSUALT - 1 190 | - | slip\n";
  const auto o = Ontology::read(t);
  ASSERT_FALSE(o.ok());
  EXPECT_NE(o.error().to_string().find("types.txt:"), std::string::npos);
  EXPECT_NE(o.error().to_string().find("ASSUALT"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
