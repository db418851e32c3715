// SPDX-License-Identifier: Apache-2.0
#include "data.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "export.h"
#include "trainer.h"

namespace dragoman::train {
namespace {

class TempFile {
 public:
  explicit TempFile(const std::string& text) {
    char name[] = "/tmp/dragoman-train-XXXXXX";
    const int fd = ::mkstemp(name);
    if (fd >= 0) ::close(fd);
    path_ = name;
    std::ofstream(path_) << text;
  }
  ~TempFile() { ::unlink(path_.c_str()); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::uint32_t begins(NameType t) { return 1U << begin_tag(t); }
std::uint32_t continues(NameType t) { return 1U << inside_tag(t); }

TEST(DataTest, NamesOfGumAreTheProperNounsAroundTheHead) {
  // "President Ilham Aliyev of Azerbaijan met French troops." The person's name has neither title nor "of Azerbaijan".
  const TempFile file(
      "# newdoc id = GUM_news_x\n"
      "1\tPresident\tPresident\tPROPN\tNNP\tNumber=Sing\t2\tnmod:desc\t_\tEntity=(1-person-new\n"
      "2\tIlham\tIlham\tPROPN\tNNP\tNumber=Sing\t6\tnsubj\t_\t_\n"
      "3\tAliyev\tAliyev\tPROPN\tNNP\tNumber=Sing\t2\tflat\t_\t_\n"
      "4\tof\tof\tADP\tIN\t_\t5\tcase\t_\t_\n"
      "5\tAzerbaijan\tAzerbaijan\tPROPN\tNNP\tNumber=Sing\t2\tnmod\t_\tEntity=(2-place-new)1)\n"
      "6\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n"
      "7-8\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "7\tFrench\tFrench\tADJ\tJJ\tDegree=Pos\t8\tamod\t_\tEntity=(3-person-new\n"
      "8\ttroops\ttroop\tNOUN\tNNS\tNumber=Plur\t6\tobj\t_\tEntity=3)\n"
      "\n"
      "# newdoc id = GUM_fiction_x\n"
      "1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_\n\n");
  auto all = read_conllu(file.path(), NameSource::kGum, [](std::string_view id) { return id != "GUM_fiction_x"; });
  ASSERT_TRUE(all.ok());
  ASSERT_EQ(all->size(), 1U);
  const Sample& s = (*all)[0];
  ASSERT_EQ(s.forms.size(), 8U);
  EXPECT_EQ(s.document, "GUM_news_x");
  EXPECT_EQ(s.heads[5], -1);
  EXPECT_EQ(s.heads[0], 1);
  EXPECT_EQ(s.names[0], kAnyName);  // a proper noun that is no name of its own: open
  EXPECT_EQ(s.names[1], begins(NameType::kPerson));
  EXPECT_EQ(s.names[2], continues(NameType::kPerson));
  EXPECT_EQ(s.names[3], 1U);
  EXPECT_EQ(s.names[4], begins(NameType::kLocation));
  EXPECT_EQ(s.names[6], begins(NameType::kNationality));
  EXPECT_EQ(s.names[7], 1U);
}

TEST(DataTest, TagsOutsideOurTypesBecomeSets) {
  const TempFile wiki("Paris I-LOC\nFrench I-MISC\nopen I-MISC\nis O\n\nX O\n");
  auto samples = read_iob(wiki.path(), IobSource::kWikigold);
  ASSERT_TRUE(samples.ok());
  ASSERT_EQ(samples->size(), 2U);
  const std::vector<std::uint32_t> expected = {begins(NameType::kLocation),
                                               begins(NameType::kMisc) | begins(NameType::kNationality),
                                               continues(NameType::kMisc) | continues(NameType::kNationality), 1U};
  EXPECT_EQ((*samples)[0].names, expected);

  const TempFile uner(
      "# newdoc id = d\n1\tRussian\tO\t-\t-\n2\ttroops\tO\t-\t-\n3\tin\tO\t-\t-\n4\tKyiv\tB-LOC\t-\t-\n\n");
  samples = read_iob(uner.path(), IobSource::kUner);
  ASSERT_TRUE(samples.ok());
  EXPECT_EQ((*samples)[0].document, "d");
  EXPECT_TRUE((*samples)[0].names[0] & begins(NameType::kNationality));
  EXPECT_FALSE((*samples)[0].names[0] & begins(NameType::kPerson));
  EXPECT_EQ((*samples)[0].names[1], 1U);
  EXPECT_EQ((*samples)[0].names[3], begins(NameType::kLocation));
}

TEST(DataTest, PlacesOfAPhraseAreNamesOfTheirOwnAndWhatWasTurnedDownIsLeftOpen) {
  const auto folder = std::filesystem::temp_directory_path() / ("dragoman-re3d-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  const std::string text = "Troops from Mosul shelled the Tahrir district of Kirkuk, Iraq.";
  std::ofstream(folder / "documents.json") << "{\"_id\": \"d\", \"text\": \"" << text << "\"}\n";
  const auto entity = [&](const std::string& value, const char* confidence) {
    const std::size_t at = text.find(value);
    return "{\"documentId\": \"d\", \"type\": \"Location\", \"begin\": " + std::to_string(at) + ", \"end\": " + std::to_string(at + value.size()) + ", \"value\": \"" + value +
           "\", \"confidence\": " + confidence + "}\n";
  };
  std::ofstream(folder / "entities.json") << entity("Mosul", "0") << entity("Kirkuk", "0") << entity("the Tahrir district of Kirkuk, Iraq", "1");
  const auto samples = read_re3d(folder.string());
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(samples.ok());
  ASSERT_EQ(samples->size(), 1U);
  const Sample& s = (*samples)[0];
  const auto tags = [&](const char* form) { return s.names[static_cast<std::size_t>(std::find(s.forms.begin(), s.forms.end(), form) - s.forms.begin())]; };
  for (const char* place : {"Tahrir", "Kirkuk", "Iraq"}) EXPECT_EQ(tags(place), begins(NameType::kLocation)) << place;
  EXPECT_EQ(tags("Mosul"), kAnyName);
  EXPECT_EQ(tags("district"), 1U);
}

TEST(DataTest, NamesOfOurOwnAreCertain) {
  const TempFile trees(
      "# sent_id = x-1\n"
      "1\tMali\tMali\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tNE=B-LOC|SpaceAfter=No\n"
      "2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_\n"
      "3\tRed\tRed\tADJ\tNNP\tDegree=Pos\t4\tamod\t_\tNE=B-ORG\n"
      "4\tCross\tCross\tPROPN\tNNP\tNumber=Sing\t0\troot\t_\tNE=I-ORG\n\n");
  auto samples = read_conllu(trees.path(), NameSource::kMarked);
  ASSERT_TRUE(samples.ok());
  const std::vector<std::uint32_t> expected = {begins(NameType::kLocation), 1U, begins(NameType::kOrganisation), continues(NameType::kOrganisation)};
  EXPECT_EQ((*samples)[0].names, expected);

  const TempFile names("Tamil\tB-NORP\nTigers\tB-ORG\nCup\tB-MISC\nHand\tO\n\n");
  samples = read_iob(names.path(), IobSource::kOwn);
  ASSERT_TRUE(samples.ok());
  const std::vector<std::uint32_t> tags = {begins(NameType::kNationality), begins(NameType::kOrganisation), begins(NameType::kMisc), 1U};
  EXPECT_EQ((*samples)[0].names, tags);
}

/// Every tree in train/newswire has one root and no circle, every relation and tag is one that the model may give.
TEST(DataTest, OurNewswireIsSound) {
  auto samples = load_own(DRAGOMAN_SOURCE_DIR "/train/newswire");
  ASSERT_TRUE(samples.ok());
  std::size_t trees = 0, names = 0, held_out = 0;
  for (const Sample& s : *samples) {
    names += s.has_syntax() ? 0 : 1;
    for (std::size_t i = 0; i < s.names.size(); ++i) {  // what continues a name follows one of its type
      for (std::uint32_t t = 1; t <= 5; ++t) {
        const auto type = static_cast<NameType>(t);
        if (s.names[i] != continues(type)) continue;
        ASSERT_TRUE(i > 0 && (s.names[i - 1] == begins(type) || s.names[i - 1] == continues(type))) << s.document << ": " << s.forms[i];
      }
    }
    if (!s.has_syntax()) continue;
    ++trees;
    held_out += own_part(s) == Part::kDev ? 1 : 0;
    std::string text;
    for (const std::string& form : s.forms) text += form + ' ';
    ASSERT_EQ(std::count(s.heads.begin(), s.heads.end(), -1), 1) << text;
    for (std::size_t i = 0; i < s.heads.size(); ++i) {
      ASSERT_EQ(s.heads[i] == -1, s.deprels[i] == "root") << text;
      std::size_t steps = 0;
      for (int h = static_cast<int>(i); h != -1; h = s.heads[static_cast<std::size_t>(h)]) ASSERT_LE(++steps, s.heads.size()) << text;
      ASSERT_NE(std::find(kDeprelNames.begin(), kDeprelNames.end(), s.deprels[i]), kDeprelNames.end()) << s.deprels[i] << " in " << text;
      ASSERT_NE(std::find(kUposNames.begin(), kUposNames.end(), s.upos[i]), kUposNames.end()) << s.upos[i] << " in " << text;
    }
  }
  EXPECT_GT(trees, 2000U);
  EXPECT_GT(names, 2000U);
  EXPECT_GT(held_out, trees / 20);
  EXPECT_LT(held_out, trees / 5);
}

TEST(DataTest, MalformedFilesAreErrors) {
  const TempFile file("1\tonly\tthree\n\n");
  auto samples = read_conllu(file.path(), NameSource::kNone);
  ASSERT_FALSE(samples.ok());
  EXPECT_EQ(samples.error().line, 1U);
  EXPECT_FALSE(read_conllu("/nonexistent", NameSource::kNone).ok());
}

TEST(DataTest, RareWordsStayUnknown) {
  std::vector<Sample> samples(1);
  samples[0].forms = {"army", "army", "Kyiv"};
  samples[0].xpos = {"NN", "NN", "NNP"};
  samples[0].feats = {"_", "_", "_"};
  const Vocabulary v = build_vocabulary(samples);
  FeatureScratch scratch;
  FeatureHashes hashes;
  feature_hashes("army", scratch, hashes);
  EXPECT_NE(find_row(v.index, hashes.hash[0]), kNoRow);
  feature_hashes("Kyiv", scratch, hashes);
  EXPECT_EQ(find_row(v.index, hashes.hash[0]), kNoRow);
  EXPECT_EQ(v.xpos_of("NNP"), 1);
  EXPECT_EQ(v.xpos_of("VB"), -1);
  EXPECT_EQ(v.label_of("nsubj:nonsense"), v.label_of("nsubj"));
  EXPECT_EQ(v.label_of("nonsense"), v.label_of("dep"));
}

}  // namespace
}  // namespace dragoman::train
