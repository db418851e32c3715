// SPDX-License-Identifier: Apache-2.0
#include "text/layout.h"

#include <gtest/gtest.h>

#include <random>

#include "support/allocation_count.h"
#include "text/dateline.h"

namespace dragoman {
namespace {

Story story_of(std::string text, std::optional<Date> date = std::nullopt) {
  Story story;
  story.text = std::move(text);
  story.date = date;
  return story;
}

std::string slice(const Story& story, ByteRange range) { return story.text.substr(range.begin, range.end - range.begin); }

// "H:title|D:MOSCOW -|B:text" for a text.
std::string shape(const Story& story) {
  StoryLayout layout;
  analyze_layout(story, layout);
  std::string out;
  for (const Block& block : layout.blocks) {
    if (!out.empty()) out += '|';
    out += "HDBSCX"[static_cast<int>(block.kind)];
    out += ':' + slice(story, block.range);
  }
  return out;
}
std::string shape(const std::string& text) { return shape(story_of(text)); }

TEST(Dateline, ReadsAgencyConventions) {
  struct Case {
    const char* text;
    const char* place;
    const char* agency;
    const char* date;  // with 2020-10-01 as day of publication
    const char* rest;
  };
  const Case cases[] = {
      {"MOSCOW, September 30. /TASS/. Russia said.", "MOSCOW", "TASS", "2020-09-30", "Russia said."},
      {"BAKU, October 4 (Reuters) - Forces moved.", "BAKU", "Reuters", "2020-10-04", "Forces moved."},
      {"YEREVAN, Armenia (AP) — Azerbaijan set up", "YEREVAN", "AP", "", "Azerbaijan set up"},
      {"KABUL, Afghanistan — The Taliban", "KABUL", "", "", "The Taliban"},
      {"BAGHDAD, Nov. 17, 2006 (Xinhua)", "BAGHDAD", "Xinhua", "2006-11-17", ""},
      {"GAZA CITY, Dec 16, 2006", "GAZA CITY", "", "2006-12-16", ""},
      {"MIAMI, Florida, April 11, 1997 (AFP)", "MIAMI", "AFP", "1997-04-11", ""},
      {"DAMASCUS, Sept. 20 (Xinhua) -- The United", "DAMASCUS", "Xinhua", "2020-09-20", "The United"},
      {"BEIJING, Nov. 14(Xinhua)-- China said", "BEIJING", "Xinhua", "2019-11-14", "China said"},
      {"Agence France-Presse, Tbilisi, August 12, 2008 - Russian", "Tbilisi", "Agence France-Presse", "2008-08-12", "Russian"},
      {"Minsk (dpa) - One of the", "Minsk", "dpa", "", "One of the"},
      {"Chisinau, Feb 29 (EFE).- The", "Chisinau", "EFE", "2020-02-29", "The"},
      {"Tehran, May 9, IRNA - French", "Tehran", "IRNA", "2020-05-09", "French"},
      {"Brussels, 17 November 2021 - The", "Brussels", "", "2021-11-17", "The"},
      {"ISLAMABAD, Aug 8 - Pakistan", "ISLAMABAD", "", "2020-08-08", "Pakistan"},
      {"Moscow. September 30. INTERFAX.RU - Russia", "Moscow", "INTERFAX.RU", "2020-09-30", "Russia"},
      {"KYIV. Sept 30 (Interfax-Ukraine) – The", "KYIV", "Interfax-Ukraine", "2020-09-30", "The"},
      {"YEREVAN, SEPTEMBER 30, ARMENPRESS. The", "YEREVAN", "ARMENPRESS", "2020-09-30", "The"},
      {"(Beirut, September 30, 2020) – Both", "Beirut", "", "2020-09-30", "Both"},
      {"(New York) – Both", "New York", "", "", "Both"},
      {"MOSCOW/KIEV, Feb 24 (Reuters) - Tanks", "MOSCOW/KIEV", "Reuters", "2020-02-24", "Tanks"},
      {"ST. PETERSBURG, Sept 30 (AFP) - Police", "ST. PETERSBURG", "AFP", "2020-09-30", "Police"},
      {"RIO DE JANEIRO (AP) - Police", "RIO DE JANEIRO", "AP", "", "Police"},
      {"ISLAMABAD: Pakistan on Monday", "ISLAMABAD", "", "", "Pakistan on Monday"},
      {"(Reuters) - Shares fell", "", "Reuters", "", "Shares fell"},
      {"TOKYO, Sept. 30, Kyodo - Japan", "TOKYO", "Kyodo", "2020-09-30", "Japan"},
      {"STEPANAKERT, SEPTEMBER 30, ARTSAKHPRESS: Forces", "STEPANAKERT", "ARTSAKHPRESS", "2020-09-30", "Forces"},
      {"SAN SALVADOR, 3 JAN 90 (ACAN) -- [REPORT] [TEXT] THE ARMY", "SAN SALVADOR", "ACAN", "1990-01-03", "THE ARMY"},
      {"DAMASCUS, (SANA) – The", "DAMASCUS", "SANA", "", "The"},
      {"RAMALLAH, Wednesday, June 4, 2008 (WAFA) - The", "RAMALLAH", "WAFA", "2008-06-04", "The"},
      {"N'DJAMENA, March 3 (AFP) - Chad", "N'DJAMENA", "AFP", "2020-03-03", "Chad"},
      {"SÃO PAULO (AP) - Brazil", "SÃO PAULO", "AP", "", "Brazil"}};
  for (const Case& c : cases) {
    const std::string_view text = c.text;
    const DatelineMatch match = read_dateline(text);
    EXPECT_GT(match.strength, 0) << c.text;
    EXPECT_EQ(text.substr(match.place.begin, match.place.end - match.place.begin), c.place) << c.text;
    EXPECT_EQ(text.substr(match.agency.begin, match.agency.end - match.agency.begin), c.agency) << c.text;
    const auto date = resolve_written(match.date, date_from(2020, 10, 1));
    EXPECT_EQ(date ? to_iso(*date) : "", c.date) << c.text;
    EXPECT_EQ(text.substr(match.range.end), c.rest) << c.text;
  }
}

TEST(Dateline, LeavesSentencesAlone) {
  for (const char* text :
       {"Russia said on Wednesday - a day late - that it would go.", "NATO - the alliance of 30 states - met on Monday.",
        "Moscow, the capital, was quiet on Wednesday.", "The minister (Reuters quoted him) said so.",
        "UPDATE: The road is open.", "EU - Turkey talks went on.", "BBC News", "THE NATIONAL LIBERATION FRONT (FMLN) ATTACKED THE TOWN.", "FELLOW COUNTRYMEN: WE WILL NOT YIELD.", "\"We agree,\" he said.",
        "Baku claimed that villages had been seized.", "September 30 was a quiet day in the city.",
        "Vladimir Putin - Russia's president - spoke.", "Paris", "U.S. - China talks resumed.", "", "-", "(", "()",
        "President Xi, who visited Moscow on September 30, said"}) {
    EXPECT_EQ(read_dateline(text).strength, 0) << text;
  }
}

TEST(Layout, SetsHeadlineDatelineAndBoilerplateApart) {
  EXPECT_EQ(shape("Troops cross the border\n\nBy John Smith\n\nKABUL, Sept 30 (Reuters) - Troops crossed the border.\n\n"
                  "Officials said more would follow. (Reporting by John Smith; Editing by Jane Doe)\n\n(c) Reuters 2020"),
            "H:Troops cross the border|X:By John Smith|D:KABUL, Sept 30 (Reuters) -|B:Troops crossed the border.|"
            "B:Officials said more would follow.|X:(Reporting by John Smith; Editing by Jane Doe)|X:(c) Reuters 2020");
  EXPECT_EQ(shape("BEIJING, Sept. 30 (Xinhua) -- China and Russia signed the deal, state media said. Enditem"),
            "D:BEIJING, Sept. 30 (Xinhua) --|B:China and Russia signed the deal, state media said.|X:Enditem");
  EXPECT_EQ(shape("(Adds details) PARIS (AP) - Police moved in."), "X:(Adds details)|D:PARIS (AP) -|B:Police moved in.");
  EXPECT_EQ(shape("FILE PHOTO: A tank. REUTERS/John Smith\n\nThe army moved in on Monday, officials said.\n\nStory continues below"),
            "C:FILE PHOTO: A tank. REUTERS/John Smith|B:The army moved in on Monday, officials said.|X:Story continues below");
}

TEST(Layout, FindsSubheadings) {
  const std::string paragraph = "The two armies shelled each other for a third day, killing four soldiers and a farmer.";
  EXPECT_EQ(shape(paragraph + "\n\nBACKGROUND\n\n" + paragraph + "\n\nWhat comes next\n\n" + paragraph),
            "B:" + paragraph + "|S:BACKGROUND|B:" + paragraph + "|S:What comes next|B:" + paragraph);
}

TEST(Layout, JoinsWrappedLines) {
  EXPECT_EQ(shape("Arnor is about to restore full diplomatic ties with Gondor almost \nfive years after crowds trashed its "
                  "embassy, a senior official \nsaid on Saturday.\n"),
            "B:Arnor is about to restore full diplomatic ties with Gondor almost \nfive years after crowds trashed its "
            "embassy, a senior official \nsaid on Saturday.");
  EXPECT_EQ(shape("THE ARMY COMMAND HAS REPORTED THAT ABOUT 50\nPEASANTS WERE KIDNAPPED IN THE EAST.\n\n   MEANWHILE, THREE MEN "
                  "WERE KILLED DURING\nCLASHES YESTERDAY."),
            "B:THE ARMY COMMAND HAS REPORTED THAT ABOUT 50\nPEASANTS WERE KIDNAPPED IN THE EAST.|B:MEANWHILE, THREE MEN WERE "
            "KILLED DURING\nCLASHES YESTERDAY.");
  // One paragraph a line stays that.
  const std::string a = "The first paragraph is a sentence of some length that ends with a full stop, as it should.";
  EXPECT_EQ(shape(a + "\n" + a + "\r\n" + a), "B:" + a + "|B:" + a + "|B:" + a);
}

TEST(Layout, TellsBoilerplateFromSentences) {
  for (const char* text : {"(Reporting by Jane Doe)", "Reporting by Jane Doe; Editing by John Roe", "Reporting by Jane Doe in Kyiv.",
                           "© 2020 Agency", "Copyright 2020 Agency", "ALL RIGHTS RESERVED", "Enditem", "dla/bp", "MNA/5034210",
                           "By Jane Doe and John Roe", "by Xinhua writer Tian Sulei", "* * *", "Sign up for our newsletter",
                           "Associated Press writer Jane Doe contributed to this report.", "Published", "(Adds quotes)"}) {
    EXPECT_TRUE(is_boilerplate(text)) << text;
  }
  for (const char* text : {"Copyright lawyers protested in the streets of the capital on Monday evening.",
                           "Reporting by the newspaper has shown that the army shelled the village.",
                           "By midday the road was closed.", "Related violence killed four people in Jenin.",
                           "More than 40 people died.", "Ends of the road were mined.", "Editing by hand is slow, he said.",
                           "Home Secretary Jane Doe resigned.", "He/she may vote."}) {
    EXPECT_FALSE(is_boilerplate(text)) << text;
  }
  EXPECT_TRUE(is_caption("A tank in the street. REUTERS/Jane Doe"));
  EXPECT_TRUE(is_caption("A tank in the street. (AP Photo/Jane Doe)"));
  EXPECT_FALSE(is_caption("The Reuters photographer said soldiers had taken his camera on Monday."));
}

TEST(Layout, ReadsPagesPastedAsLines) {
  EXPECT_EQ(shape("War: port hit\nPublished\n2 August 2023\nBy Paul Kirby\nBBC News\nImage source, Getty Images\n"
                  "Drones have damaged a port in the south of the country, officials say.\n"
                  "The army said it had shot down nine of them.\nMore on this story"),
            "H:War: port hit|X:Published|D:2 August 2023|X:By Paul Kirby|X:BBC News|C:Image source, Getty Images|"
            "B:Drones have damaged a port in the south of the country, officials say.|"
            "B:The army said it had shot down nine of them.|X:More on this story");
}

TEST(Layout, AlwaysLeavesSomethingToCode) {
  EXPECT_EQ(shape("Troops cross the border"), "B:Troops cross the border");
  EXPECT_EQ(shape("BAGHDAD, Nov. 17, 2006 (Xinhua)"), "B:BAGHDAD, Nov. 17, 2006 (Xinhua)");
  EXPECT_EQ(shape("Copyright"), "B:Copyright");
  EXPECT_EQ(shape(""), "");
  EXPECT_EQ(shape(" \n\t\n"), "");
}

TEST(Layout, RecognisesTheTitleAndDates) {
  Story story = story_of("Army takes Knin.\n\n5 August 1995\n\nCroatian troops captured the town, radio said.");
  story.title = "Army Takes Knin";
  EXPECT_EQ(shape(story), "H:Army takes Knin.|D:5 August 1995|B:Croatian troops captured the town, radio said.");
  StoryLayout layout;
  analyze_layout(story, layout);
  ASSERT_TRUE(layout.published);
  EXPECT_EQ(to_iso(*layout.published), "1995-08-05");
  // Without a year: the last such day up to publication.
  const Story late = story_of("PARIS, Dec 31 (AFP) - Police said so.", date_from(2021, 1, 1));
  analyze_layout(late, layout);
  EXPECT_EQ(to_iso(*layout.dateline.date), "2020-12-31");
  EXPECT_EQ(to_iso(*layout.published), "2021-01-01");
}

std::vector<std::string> quotes(const std::string& text) {
  const Story story = story_of(text);
  StoryLayout layout;
  analyze_layout(story, layout);
  std::vector<std::string> found;
  for (const Quotation& quotation : layout.quotations) found.push_back(slice(story, quotation.range) + (quotation.continues ? "+" : ""));
  return found;
}

TEST(Quotations, KnowTheirMarks) {
  using List = std::vector<std::string>;
  EXPECT_EQ(quotes("\"We agree,\" he said. \"All of it.\""), (List{"We agree,", "All of it."}));
  EXPECT_EQ(quotes("He said “we ‘agree’ to it” and left."), (List{"we ‘agree’ to it"}));
  EXPECT_EQ(quotes("Il a dit « oui » hier, «non» ensuite."), (List{" oui ", "non"}));
  EXPECT_EQ(quotes("Er sagte »ja« und „nein“."), (List{"ja", "nein"}));
  EXPECT_EQ(quotes("``We won,'' he said."), (List{"We won,"}));
  EXPECT_EQ(quotes("He’s there, the soldiers’ tents were not, ‘we know’ it."), (List{"we know"}));
  EXPECT_EQ(quotes("The 5'10\" man left."), (List{}));
  EXPECT_EQ(quotes("No marks at all."), (List{}));
}

TEST(Quotations, RunOverParagraphsAndStopUnclosed) {
  using List = std::vector<std::string>;
  EXPECT_EQ(quotes("\"We will go on until the end.\n\n\"Nobody will stop us,\" he said."),
            (List{"We will go on until the end.+", "Nobody will stop us,"}));
  EXPECT_EQ(quotes("“We will go on.\n\n“And on.\n\n“To the end.” He left."), (List{"We will go on.+", "And on.+", "To the end."}));
  EXPECT_EQ(quotes("He said \"we go.\n\nThen he went."), (List{"we go."}));
}

TEST(Layout, BlocksAreOrderedTrimmedAndInside) {
  std::mt19937 random(11);
  const char* pieces[] = {"\n", "\n\n", "\r\n", "MOSCOW, Sept 30. /TASS/. ", "He said \"", "”", "word ", ". ", "(Reporting by A)",
                          "Headline\n", " ", "BACKGROUND\n", "«", "é", "\u2029", "\xC2\xA0", "1", "-", "(", "``", "’"};
  StoryLayout layout;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (unsigned i = 0; i < random() % 30; ++i) text += pieces[random() % std::size(pieces)];
    const Story story = story_of(text);
    analyze_layout(story, layout);
    std::uint32_t last = 0;
    bool letters = false;
    for (const char c : text) letters = letters || std::isalnum(static_cast<unsigned char>(c)) != 0;
    bool body = false;
    for (const Block& block : layout.blocks) {
      ASSERT_LE(last, block.range.begin) << text;
      ASSERT_LT(block.range.begin, block.range.end) << text;
      ASSERT_LE(block.range.end, text.size());
      ASSERT_NE(text[block.range.begin], ' ');
      ASSERT_NE(text[block.range.end - 1], '\n');
      last = block.range.end;
      body = body || block.kind == BlockKind::kBody;
    }
    ASSERT_TRUE(!letters || body) << text;
    for (const Quotation& quotation : layout.quotations) {
      ASSERT_LT(quotation.range.begin, quotation.range.end);
      ASSERT_LE(quotation.range.end, text.size());
    }
  }
}

TEST(Layout, AllocatesNothingOnceWarm) {
  std::string text = "Troops cross the border\n\nKABUL, Sept 30 (Reuters) - Troops crossed the border.\n\n";
  for (int i = 0; i < 200; ++i) text += "\"They came at night,\" a farmer said. He had seen them himself.\n\n";
  const Story story = story_of(text, date_from(2020, 9, 30));
  StoryLayout layout;
  analyze_layout(story, layout);
  const std::uint64_t before = testing::allocation_count();
  analyze_layout(story, layout);
  EXPECT_EQ(testing::allocation_count(), before);
}

TEST(Layout, IsLinearOnHostileTexts) {
  // Each takes well under a second when linear, minutes when not.
  std::vector<std::string> texts(6);
  for (int i = 0; i < 400000; ++i) {
    texts[0] += "\"";
    texts[1] += "(";
    texts[2] += "a\n";
    texts[3] += "A, ";
    texts[4] += "“ ";
    texts[5] += "- \n\n";
  }
  texts.push_back(std::string(100000, 'a'));
  texts.push_back(std::string(10000000, 'b') + " " + std::string(100, 'c'));
  StoryLayout layout;
  for (std::string& text : texts) analyze_layout(story_of(std::move(text)), layout);
}

}  // namespace
}  // namespace dragoman
