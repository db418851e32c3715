// SPDX-License-Identifier: Apache-2.0
#include "coding/place_finder.h"

#include <gtest/gtest.h>

#include "syntax/tokenizer.h"

namespace dragoman {
namespace {

class PlaceFinder : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = Gazetteer::load(DRAGOMAN_BINARY_DIR "/gazetteer.bin");
    ASSERT_TRUE(loaded) << loaded.error().to_string();
    gazetteer_ = std::move(*loaded);
  }
  static void TearDownTestSuite() { gazetteer_.reset(); }

  /// "text=Country/Admin1" of each mention but the demonyms, joined by "; ".
  std::string found(std::string_view text, bool demonyms = false) {
    text_ = text;
    StoryLayout layout;
    layout.blocks.push_back({{0, static_cast<std::uint32_t>(text_.size())}, BlockKind::kBody});
    tokenize(text_, layout, document_);
    find_places(document_, layout, *gazetteer_, scratch_, mentions_);
    std::string out;
    for (const PlaceMention& m : mentions_) {
      if (m.use == PlaceUse::kDemonym && !demonyms) continue;
      if (!out.empty()) out += "; ";
      out += text_.substr(m.begin_byte, m.end_byte - m.begin_byte) + "=" + std::string(m.country);
      if (m.country == "USA" && !m.admin1.empty()) out += "/" + std::string(m.admin1);
    }
    return out;
  }

  static inline std::unique_ptr<const Gazetteer> gazetteer_;
  std::string text_;
  Document document_;
  PlaceScratch scratch_;
  std::vector<PlaceMention> mentions_;
};

TEST_F(PlaceFinder, FindsTownsAndCountries) {
  EXPECT_EQ(found("Shells fell on the outskirts of Kharkiv on Monday."), "Kharkiv=UKR");
  EXPECT_EQ(found("The ministers met in Geneva and later flew to Tunisia."), "Geneva=CHE; Tunisia=TUN");
  EXPECT_EQ(found("Fighting was reported near Deir ez-Zor and in northern Aleppo."), "Deir ez-Zor=SYR; Aleppo=SYR");
}

TEST_F(PlaceFinder, TypeWordsChooseTheDivision) {
  found("The convoy was hit in Idlib province.");
  ASSERT_EQ(mentions_.size(), 1U);
  EXPECT_EQ(mentions_[0].kind, PlaceKind::kAdmin1);
  EXPECT_EQ(mentions_[0].country, "SYR");
  found("The convoy entered the city of Idlib.");
  ASSERT_EQ(mentions_.size(), 1U);
  EXPECT_EQ(feature_class(mentions_[0].kind), 'P');
}

TEST_F(PlaceFinder, ContainersDecide) {
  EXPECT_EQ(found("Police in Springfield, Illinois, detained two men."),
            "Springfield=USA/Illinois; Illinois=USA/Illinois");
  EXPECT_EQ(found("A bakery burned in Paris, Texas, on Friday."), "Paris=USA/Texas; Texas=USA/Texas");
  EXPECT_EQ(found("Rockets struck Ganja, Azerbaijan."), "Ganja=AZE; Azerbaijan=AZE");
}

TEST_F(PlaceFinder, OneNameOnePlaceInAStory) {
  EXPECT_EQ(found("A school in Athens, Ohio, was shut. Parents in Athens complained."),
            "Athens=USA/Ohio; Ohio=USA/Ohio; Athens=USA/Ohio");
}

TEST_F(PlaceFinder, PersonsAreNotPlaces) {
  EXPECT_EQ(found("President Washington wrote to Jordan Smith."), "");
  EXPECT_EQ(found("Michael Jackson and Mr. Sheffield were absent."), "");
  EXPECT_EQ(found("Jack London spoke first. Later London said he was tired."), "");
}

TEST_F(PlaceFinder, CommonWordsAreNotPlaces) {
  EXPECT_EQ(found("Police said the Best General Hope was lost. Of course he left in March."), "");
  EXPECT_EQ(found("They told us to join it."), "");
}

TEST_F(PlaceFinder, DemonymsStandForCountries) {
  EXPECT_EQ(found("The Syrian army shelled rebels.", true), "Syrian=SYR");
  ASSERT_EQ(mentions_.size(), 1U);
  EXPECT_EQ(mentions_[0].use, PlaceUse::kDemonym);
}

TEST_F(PlaceFinder, PartsOfOrganisationsAreMarked) {
  found("The Boston Police Department opened an inquiry.");
  ASSERT_EQ(mentions_.size(), 1U);
  EXPECT_EQ(mentions_[0].use, PlaceUse::kEmbedded);
}

TEST_F(PlaceFinder, ListsOfCountriesAreNoContainers) {
  EXPECT_EQ(found("The islands are claimed by China, Japan and Taiwan."), "China=CHN; Japan=JPN; Taiwan=TWN");
}

TEST_F(PlaceFinder, AcronymsAndCliticsAreNoPlaces) {
  EXPECT_EQ(found("A request came from NATO in Nov. 2006 and we'll see."), "");
  EXPECT_EQ(found("Canada's exports fell."), "Canada=CAN");
}

TEST_F(PlaceFinder, OtherRomanisationsNeedTheirCountry) {
  EXPECT_EQ(found("Sudan said gunmen attacked a market in Kebkabiyya."), "Sudan=SDN; Kebkabiyya=SDN");
  EXPECT_EQ(found("Gunmen attacked a market in Kebkabiyia."), "");
}

TEST_F(PlaceFinder, TypeWordsInSmallLettersAreNotPartOfTheName) {
  EXPECT_EQ(found("The clash took place in Nangarhar province and the Gaza Strip."), "Nangarhar=AFG; Gaza Strip=PSE");
  EXPECT_EQ(found("Crews from Walker and Madison counties in Alabama came."),
            "Walker=USA/Alabama; Madison=USA/Alabama; Alabama=USA/Alabama");
}

TEST_F(PlaceFinder, DatelineNamesItsCountry) {
  const std::string text = "YALA, Thailand - Two men were shot.";
  StoryLayout layout;
  layout.dateline.range = {0, 17};
  layout.dateline.place = {0, 14};
  const std::uint32_t place = dateline_place(text, layout, *gazetteer_);
  ASSERT_NE(place, kNoPlace);
  EXPECT_EQ(gazetteer_->country_code(place), "THA");
}

TEST_F(PlaceFinder, EmptyTextGivesNothing) {
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found("\n"), "");
}

TEST_F(PlaceFinder, SameTextSameAnswer) {
  const std::string text = "Troops left Gao for Timbuktu, Mali. In Paris the minister said Bamako had agreed.";
  const std::string first = found(text);
  found("An unrelated story about Athens, Georgia, and Rome, Georgia.");
  EXPECT_EQ(found(text), first);
}

}  // namespace
}  // namespace dragoman
