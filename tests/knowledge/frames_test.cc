// SPDX-License-Identifier: Apache-2.0
#include "knowledge/frames.h"
#include "knowledge/frame_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace dragoman {
namespace {

TEST(Frames, ReadsSensesConditionsAndConstructions) {
  FrameLexicon lexicon;
  std::vector<Error> errors;
  lexicon.add_classes("# classes\n@talks: talk, meeting, round of talks\n", "classes.txt", errors);
  lexicon.add(R"(# source: own knowledge
hold, convene v obj=@talks
  CONSULT - 040
  both subj+with subj
  + Ankara and Cairo held talks. => Ankara & Cairo > -
seize v
  ASSAULT territory 192     # ground
  if obj is place
  place obj
  recipient none
  COERCE seize 171
  unless obj = chance/opportunity
  need actor
  - He seized the chance.
refuse v
  op refuse else REJECT - 120
  theme xcomp
)", "a.frames", errors);
  lexicon.finish();
  ASSERT_TRUE(errors.empty()) << errors.front().to_string();
  ASSERT_EQ(lexicon.find("convene", UnitPos::kVerb).size(), 1U);
  const LexicalUnit& hold = lexicon.unit(lexicon.find("hold", UnitPos::kVerb).front());
  ASSERT_EQ(hold.needed.size(), 1U);
  EXPECT_TRUE(hold.needed[0].lemmas.contains(fnv1a_64("round of talks")));
  const FrameEntry& seize = lexicon.entry(lexicon.unit(lexicon.find("seize", UnitPos::kVerb).front()).entry);
  ASSERT_EQ(seize.senses.size(), 2U);
  EXPECT_EQ(seize.senses[0].conditions.front().slot_class, SlotClass::kPlace);
  EXPECT_EQ(seize.senses[0].recipient.front().front().kind, SlotKind::kNone);
  EXPECT_TRUE(seize.senses[1].conditions.front().negated);
  EXPECT_EQ(seize.senses[1].recipient.front().front().kind, SlotKind::kObj);  // the default of verbs
  const FrameEntry& refuse = lexicon.entry(lexicon.unit(lexicon.find("refuse", UnitPos::kVerb).front()).entry);
  EXPECT_EQ(refuse.senses[0].op, Operator::kRefuse);
  EXPECT_EQ(refuse.senses[0].event->type, EventType::kReject);
  EXPECT_TRUE(lexicon.find("seize", UnitPos::kNoun).empty());
}

TEST(Frames, NamesFileAndLineOfMistakes) {
  FrameLexicon lexicon;
  std::vector<Error> errors;
  lexicon.add("meet v\n  CONSULTING - 040\n  actr subj\nvisit v\n  CONSULT visit 042\n", "b.frames", errors);
  ASSERT_GE(errors.size(), 2U);
  EXPECT_EQ(errors[0].file, "b.frames");
  EXPECT_EQ(errors[0].line, 2U);
  EXPECT_EQ(errors[1].line, 3U);
  lexicon.finish();
  EXPECT_EQ(lexicon.find("visit", UnitPos::kVerb).size(), 1U) << "what is understood is kept";
}

TEST(Frames, LayersAddReplaceAndTakeAway) {
  const std::vector<FrameFile> files = {
      {"frames/classes.txt", "@talks: talk\n", "classes.txt"},
      {"frames/a.frames", "hold v obj=@talks\n  CONSULT - 040\nhold v\n  COERCE - 170\nseize v\n  COERCE - 170\nshell v\n  ASSAULT - 190\n", "a"},
      {"frames/~1/classes.txt", "@gift: gift\n", "mine/classes.txt"},
      {"frames/~1/a.frames", "-hold v obj=@talks\n!seize v\n  ASSAULT - 190\nshell v\n  none\n  if obj = pea\ngive v obj=@gift\n  AID - 070\n", "mine/a"},
  };
  FrameLexicon lexicon;
  std::vector<Error> errors;
  add_frame_files(files, lexicon, errors);
  lexicon.finish();
  ASSERT_TRUE(errors.empty()) << errors.front().to_string();
  ASSERT_EQ(lexicon.find("hold", UnitPos::kVerb).size(), 1U);
  EXPECT_TRUE(lexicon.unit(lexicon.find("hold", UnitPos::kVerb)[0]).needed.empty());
  ASSERT_EQ(lexicon.find("seize", UnitPos::kVerb).size(), 1U);
  EXPECT_EQ(lexicon.entry(lexicon.unit(lexicon.find("seize", UnitPos::kVerb)[0]).entry).file, "mine/a");
  ASSERT_EQ(lexicon.find("shell", UnitPos::kVerb).size(), 2U) << "ours stays behind the new one";
  EXPECT_EQ(lexicon.entry(lexicon.unit(lexicon.find("shell", UnitPos::kVerb)[0]).entry).file, "mine/a");
  EXPECT_EQ(lexicon.find("give", UnitPos::kVerb).size(), 1U);

  FrameLexicon bare;
  add_frame_files({{"frames/~1/b.frames", "-wander v\n", "mine/b"}}, bare, errors);
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].file, "mine/b");
  EXPECT_EQ(errors[0].line, 1U);
}

TEST(Frames, OursAreClean) {
  FrameLexicon lexicon;
  std::vector<Error> errors;
  const std::filesystem::path folder = std::filesystem::path(DRAGOMAN_SOURCE_DIR) / "knowledge/frames";
  const auto read = [](const std::filesystem::path& path) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  };
  if (std::filesystem::exists(folder / "classes.txt")) {
    lexicon.add_classes(read(folder / "classes.txt"), "classes.txt", errors);
  }
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() == ".frames") lexicon.add(read(file.path()), file.path().filename().string(), errors);
  }
  for (const Error& error : errors) ADD_FAILURE() << error.to_string();
}

}  // namespace
}  // namespace dragoman
