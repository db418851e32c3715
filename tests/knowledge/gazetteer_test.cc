// SPDX-License-Identifier: Apache-2.0
#include "knowledge/gazetteer.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "knowledge/gazetteer_build.h"
#include "knowledge/place_fold.h"

namespace dragoman {
namespace {

TEST(PlaceFold, TakesAwayCaseMarksAndPunctuation) {
  EXPECT_EQ(fold_place_name("Şanlıurfa"), "sanliurfa");
  EXPECT_EQ(fold_place_name("SANLIURFA"), "sanliurfa");
  EXPECT_EQ(fold_place_name("Port-au-Prince"), "port au prince");
  EXPECT_EQ(fold_place_name("Sana'a"), "sanaa");
  EXPECT_EQ(fold_place_name("Ḩalab"), "halab");
  EXPECT_EQ(fold_place_name("U.S."), "us");
  EXPECT_EQ(fold_place_name("St. Louis"), "saint louis");
  EXPECT_EQ(fold_place_name("Mt. Hebron"), fold_place_name("Mount Hebron"));
  EXPECT_EQ(fold_place_name("Győr"), "gyor");
  EXPECT_EQ(fold_place_name("Straße"), "strasse");
  EXPECT_NE(fold_place_name("Киев"), "");
  EXPECT_EQ(fold_place_name("—"), "");
}

TEST(PlaceFold, LooseKeysMeetAcrossRomanisations) {
  EXPECT_EQ(loose_place_key("riyaq"), loose_place_key("rayak"));
  EXPECT_EQ(loose_place_key("kabkabiyah"), loose_place_key("kabkabiyya"));
  EXPECT_EQ(loose_place_key("al fallujah"), loose_place_key("falluja"));
  EXPECT_NE(loose_place_key("mosul"), loose_place_key("basra"));
  EXPECT_EQ(loose_place_key("uz"), "");
}

class Built : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = Gazetteer::load(DRAGOMAN_BINARY_DIR "/gazetteer.bin");
    ASSERT_TRUE(loaded) << loaded.error().to_string();
    gazetteer_ = std::move(*loaded);
  }
  static void TearDownTestSuite() { gazetteer_.reset(); }
  /// Entry of the likeliest meaning.
  static std::uint32_t top(std::string_view name) {
    const auto meanings = gazetteer_->lookup(name);
    return meanings.empty() ? kNoPlace : meanings[0].entry();
  }
  static inline std::unique_ptr<const Gazetteer> gazetteer_;
};

TEST_F(Built, KnowsOtherNamesOfAPlace) {
  EXPECT_EQ(top("Kiev"), top("Kyiv"));
  bool halab = false;
  for (const PlaceName& m : gazetteer_->lookup("Halab")) halab |= m.entry() == top("Aleppo");
  EXPECT_TRUE(halab);
  EXPECT_EQ(gazetteer_->entry(top("Kyiv")).geonameid, 703448U);
  EXPECT_EQ(gazetteer_->country_code(top("Kyiv")), "UKR");
  EXPECT_NEAR(gazetteer_->entry(top("Kyiv")).lat, 50.45, 0.1);
}

TEST_F(Built, OrdersMeaningsByLikelihood) {
  EXPECT_EQ(gazetteer_->country_code(top("Paris")), "FRA");
  EXPECT_EQ(gazetteer_->entry(top("Syria")).kind, PlaceKind::kCountry);
  EXPECT_GT(gazetteer_->lookup("Springfield").size(), 10U);
  EXPECT_TRUE(gazetteer_->lookup("Qwertyzuiop").empty());
}

TEST_F(Built, KnowsDivisions) {
  const std::uint32_t county = top("Anderson County");
  ASSERT_NE(county, kNoPlace);
  EXPECT_EQ(gazetteer_->entry(county).kind, PlaceKind::kAdmin2);
  EXPECT_EQ(gazetteer_->country_code(county), "USA");
  bool province = false;
  for (const PlaceName& m : gazetteer_->lookup("Idlib"))
    province |= gazetteer_->entry(m.entry()).kind == PlaceKind::kAdmin1;
  EXPECT_TRUE(province);
  const std::uint32_t dallas = top("Dallas");
  EXPECT_EQ(gazetteer_->admin1_name(dallas), "Texas");
}

TEST_F(Built, FlagsWhatHoldsOnlyAsWritten) {
  for (const PlaceName& m : gazetteer_->lookup("US")) {
    if (gazetteer_->country_code(m.entry()) == "USA" && gazetteer_->entry(m.entry()).kind == PlaceKind::kCountry) {
      EXPECT_NE(m.flags() & PlaceName::kUpper, 0);
    }
  }
  ASSERT_FALSE(gazetteer_->lookup("Syrians").empty());
  EXPECT_NE(gazetteer_->lookup("Syrians")[0].flags() & PlaceName::kDemonym, 0);
}

TEST_F(Built, EveryMeaningPointsToAnEntry) {
  for (const PlaceEntry& e : gazetteer_->entries()) {
    if (e.country != kNoPlace) {
      ASSERT_LT(e.country, gazetteer_->entries().size());
    }
    if (e.admin1 != kNoPlace) {
      ASSERT_EQ(gazetteer_->entry(e.admin1).kind, PlaceKind::kAdmin1);
    }
    ASSERT_LE(std::abs(e.lat), 90.0F);
    ASSERT_LE(std::abs(e.lon), 180.0F);
  }
}

TEST(GazetteerLoad, RefusesWhatIsDamaged) {
  const std::string path = DRAGOMAN_BINARY_DIR "/gazetteer.bin";
  const std::string copy = ::testing::TempDir() + "/damaged_gazetteer" + std::to_string(::getpid()) + ".bin";
  std::string data;
  {
    std::ifstream in(path, std::ios::binary);
    data.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  const auto code_of = [&](const std::string& bytes) {
    std::ofstream(copy, std::ios::binary) << bytes;
    const auto loaded = Gazetteer::load(copy);
    EXPECT_FALSE(loaded);
    return loaded ? ErrorCode::kUsage : loaded.error().code;
  };
  std::string flipped = data;
  flipped[data.size() / 2] = static_cast<char>(flipped[data.size() / 2] ^ 1);
  EXPECT_EQ(code_of(flipped), ErrorCode::kCorrupt);
  EXPECT_EQ(code_of(data.substr(0, data.size() - 1)), ErrorCode::kCorrupt);
  EXPECT_EQ(code_of("short"), ErrorCode::kCorrupt);
  std::string newer = data;
  newer[8] = 99;
  EXPECT_EQ(code_of(newer), ErrorCode::kVersion);
  std::filesystem::remove(copy);
  const auto missing = Gazetteer::load(copy);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

TEST(GazetteerBuild, NamesFileAndLineOfAnError) {
  namespace fs = std::filesystem;
  const fs::path source = DRAGOMAN_SOURCE_DIR "/knowledge/places";
  const fs::path copy = fs::path(::testing::TempDir()) / ("places_with_error" + std::to_string(::getpid()));
  fs::remove_all(copy);
  fs::create_directories(copy);
  for (const char* name : {"words.tsv"}) fs::copy_file(source / name, copy / name);
  std::ofstream(copy / "countries.tsv") << "SY\tSYR\t163843\tSyria\t35\t38\t18000000\tDamascus\tAS\tTR\nbad line\n";
  const auto result = build_gazetteer(copy.string(), (copy / "out.bin").string());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().line, 2U);
  EXPECT_NE(result.error().file.find("countries.tsv"), std::string::npos);
  fs::remove_all(copy);
}

TEST(Distance, IsThatOfTheSphere) {
  EXPECT_NEAR(distance_km(48.8566, 2.3522, 51.5074, -0.1278), 343.5, 2);
  EXPECT_NEAR(distance_km(0, 0, 0, 0), 0, 1e-9);
  EXPECT_NEAR(distance_km(0, 0, 0, 180), 20015, 5);
}

}  // namespace
}  // namespace dragoman
