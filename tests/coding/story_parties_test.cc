// SPDX-License-Identifier: Apache-2.0
// Who is meant where a sentence does not say it: whole small stories through the coder.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "coding/resources.h"
#include "coding/story_coder.h"
#include "text/story_reader.h"

namespace dragoman {
namespace {

/// "TYPE mode ACTORS > RECIPIENTS" of each record, in order.
std::vector<std::string> coded(std::string text) {
  static const auto resources = load_resources(DRAGOMAN_BINARY_DIR, {});
  EXPECT_TRUE(resources.ok());
  const StoryCoder coder(resources->view());
  const auto scratch = coder.make_scratch();
  Story story;
  story.text = std::move(text);
  settle_story(story, date_from(2020, 9, 30));
  std::vector<EventRecord> records;
  coder.code(story, *scratch, records);
  std::vector<std::string> out;
  for (const EventRecord& record : records) {
    std::string line(kEventTypeNames[static_cast<std::size_t>(record.type)]);
    if (!record.mode.empty()) line += " " + record.mode;
    const auto list = [&](const std::vector<Entity>& entities) {
      std::string codes;
      for (const Entity& entity : entities) codes += (codes.empty() ? "" : "+") + entity.code;
      return codes.empty() ? std::string("-") : codes;
    };
    out.push_back(line + " " + list(record.actors) + " > " + list(record.recipients));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(StoryParties, ListsMeantByTheirNumber) {
  EXPECT_EQ(coded("Leaders of Kenya, Uganda and Tanzania met in Arusha. The three countries agreed to build a railway."),
            (Lines{"CONSULT KENGOV+UGAGOV+TZAGOV > -", "AGREE KENGOV+UGAGOV+TZAGOV > -"}));
}

TEST(StoryParties, CounterpartsAreOfTheirOwnStates) {
  EXPECT_EQ(coded("Portugal's prime minister invited his Danish and Polish counterparts to Lisbon."), Lines{"AGREE PRTGOV > DNKGOV+POLGOV"});
}

TEST(StoryParties, BetweenMeansAllThatFollow) {
  EXPECT_EQ(coded("The meeting between the Spanish government, the European Union and the Red Cross ended on Thursday."), Lines{"CONSULT ESPGOV+EUR+NGO > -"});
}

TEST(ImpliedParties, ResponsibilityClaimed) {
  EXPECT_EQ(coded("A car bomb killed two soldiers in Bogota, and the ELN claimed responsibility."), Lines{"ASSAULT explosives COLREB > COLMIL"});
  EXPECT_EQ(coded("A car bomb killed two soldiers in Bogota, and nobody claimed responsibility."), Lines{"ASSAULT explosives - > COLMIL"});
}

TEST(ImpliedParties, TheVisitedIsWhereTheReportIsWrittenFrom) {
  EXPECT_EQ(coded("LIMA, Sept. 30 (Reuters) - The German chancellor arrived here on Tuesday with forty managers."), Lines{"CONSULT visit DEUGOV > PERGOV"});
}

TEST(ImpliedParties, DealsAndChargesOfTheSentenceBefore) {
  EXPECT_EQ(coded("Israel and Egypt signed the accord in Cairo. Jordan welcomed the deal."), (Lines{"SUPPORT ISRGOV+EGYGOV > -", "SUPPORT JORGOV > ISRGOV+EGYGOV"}));
  EXPECT_EQ(coded("Baku accused Yerevan of shelling a village. Yerevan rejected the charge.").back(), "REJECT ARMGOV > AZEGOV");
}

TEST(ImpliedParties, HostsLeftCrowdsDrivenLawsProtested) {
  EXPECT_EQ(coded("The Cuban troops in Angola withdrew on Tuesday."), Lines{"RETREAT withdraw CUBMIL > AGOGOV"});
  EXPECT_EQ(coded("Chilean police fired tear gas to disperse Bolivian refugees."), Lines{"ASSAULT crowd-control CHLCOP > BOLREF"});
  EXPECT_EQ(coded("Thousands rallied in Athens against the new law."), Lines{"PROTEST demo GRCCVL > GRCGOV"});
}

TEST(ImpliedParties, VictimsOfAnotherStateAreNamedApart) {
  EXPECT_EQ(coded("Nine guests including a Danish diplomat were killed in the bombing in Nairobi."), Lines{"ASSAULT explosives - > KENCVL+DNKGOV"});
}

TEST(StoryParties, BothAndTheThreeStandForThoseNamedTogether) {
  EXPECT_EQ(coded("Norway and Denmark closed their borders with Sweden. The prime minister of Finland urged both to open them.").back(), "REQUEST yield FINGOV > NORGOV+DNKGOV");
  EXPECT_EQ(coded("Zambia, Malawi and Angola met in Lusaka on Monday. The three signed a treaty with Brazil a day later.").back(), "SUPPORT ZMBGOV+MWIGOV+AGOGOV+BRAGOV > -");
}

TEST(StoryParties, PeoplesAndChurchesAreAtHomeInTheirStates) {
  EXPECT_EQ(coded("Sicilian fishermen blocked the port."), Lines{"PROTEST obstruct ITAAGR > -"});
  EXPECT_EQ(coded("The Catholic Church in Cuba urged the government to free the prisoners."), Lines{"REQUEST yield CUBREL > CUBGOV"});
}

TEST(StoryParties, TheGroupIsTheOneSpokenOfLast) {
  EXPECT_EQ(coded("The PKK attacked a bus in Turkey. The group threatened Ankara with more attacks.").back(), "THREATEN violence TURREB > TURGOV");
  EXPECT_EQ(coded("The PKK attacked a bus in Turkey. The army vowed to destroy the movement.").back(), "THREATEN violence TURMIL > TURREB");
}

TEST(StoryParties, BureausAreOfTheirOrganisation) {
  EXPECT_EQ(coded("Algeria closed Al Jazeera's Rabat bureau."), Lines{"COERCE censor DZAGOV > QATJRN"});
}

TEST(StoryParties, GunmenAreOfTheLandUnlessTheyHideIt) {
  EXPECT_EQ(coded("Gunmen killed a judge in Lima."), Lines{"ASSAULT firearms PERUAF > PERJUD"});
  EXPECT_EQ(coded("Masked gunmen killed a judge in Lima."), Lines{"ASSAULT firearms ---UAF > PERJUD"});
}

TEST(StoryParties, ItIsHardlyOneOfAList) {
  EXPECT_EQ(coded("The United States, Britain and France imposed sanctions on Syria. The three also expelled its ambassadors.").back(), "SANCTION expel USAGOV+GBRGOV+FRAGOV > SYRGOV");
}

TEST(StoryParties, AMinistryThatSummonsAnEnvoyIsOfItsHost) {
  EXPECT_EQ(coded("The ambassador of Peru in Quito was summoned to the Foreign Ministry, which handed him a note of protest."), Lines{"ACCUSE disapprove ECUGOV > PERGOV"});
}

TEST(ImpliedParties, TheAccusedDidIt) {
  EXPECT_EQ(coded("The opposition in Zimbabwe accused the police of torturing activists.").back(), "ASSAULT torture ZWECOP > ZWECVL");
}

TEST(ImpliedParties, AidGoesToTheLandOfTheStory) {
  EXPECT_EQ(coded("Fighting went on in Albania on Monday. Sweden has promised tents.").back(), "AGREE SWEGOV > ALBGOV");
}

TEST(ImpliedParties, ReleasedByWhoeverHeldThem) {
  EXPECT_EQ(coded("Police arrested six teachers in Lusaka in May. The six were freed on Monday.").back(), "RETREAT release ZMBCOP > ZMBEDU");
}

TEST(ImpliedParties, AnswersGoToWhoeverAsked) {
  EXPECT_EQ(coded("Teachers asked the Peruvian government for higher pay, and the finance ministry agreed to raise salaries.").back(), "AGREE PERGOV > PEREDU");
  EXPECT_EQ(coded("Kenya offered a port to Ethiopia. Addis Ababa dismissed the offer.").back(), "REJECT ETHGOV > KENGOV");
}

TEST(ImpliedParties, WhatWasDoneIsHeldAgainstWhoeverDidIt) {
  EXPECT_EQ(coded("The Malian army seized power in Bamako on Tuesday. France condemned the coup.").back(), "ACCUSE disapprove FRAGOV > MLIMIL");
  EXPECT_EQ(coded("A bomb killed a judge in Lima. Brazil condemned the killing.").back(), "ACCUSE disapprove BRAGOV > -");
}

TEST(ImpliedParties, AMarchIsAgainstWhoeverItCallsOn) {
  EXPECT_EQ(coded("Thousands marched through Lima and called on the president to resign.").front(), "PROTEST demo PERCVL > PERGOV");
}

TEST(ImpliedParties, CitiesVisitedAndSupplied) {
  EXPECT_EQ(coded("Kenya's foreign minister flew to Kampala on Friday."), Lines{"CONSULT visit KENGOV > UGAGOV"});
  EXPECT_EQ(coded("Chile sent blankets to Cochabamba after the floods."), Lines{"AID CHLGOV > BOLGOV"});
}

TEST(ImpliedParties, OffersToBothSides) {
  EXPECT_EQ(coded("Sudan and Ethiopia traded fire at the border. Turkey offered its mediation.").back(), "AGREE TURGOV > SDNGOV+ETHGOV");
}

TEST(ImpliedParties, WhoIsSparedHasNotBeenRefused) {
  EXPECT_EQ(coded("The Ugandan army refused to shoot at the students."), Lines{"REJECT change UGAMIL > -"});
}

TEST(ImpliedParties, TheSameMeasureAgainstTheSame) {
  EXPECT_EQ(coded("Algeria severed ties with Morocco, while Tunisia broke off relations.").back(), "SANCTION discontinue TUNGOV > MARGOV");
}

TEST(Composition, WantingAndHavingTo) {
  EXPECT_EQ(coded("Officials of the United States would like to cooperate with China against piracy."), Lines{"AGREE USAGOV > CHNGOV"});
  EXPECT_EQ(coded("Washington said that Damascus must withdraw its troops."), Lines{"REQUEST yield USAGOV > SYRGOV"});
}

TEST(Composition, DenialsAndAttacksInWords) {
  EXPECT_EQ(coded("The Sudanese rebels said that they did not shell the port."), Lines{"REJECT SDNREB > -"});
  EXPECT_EQ(coded("Hungary's Prime Minister Viktor Orban mounted another attack on Romania, calling its budget a disgrace."), Lines{"ACCUSE disapprove HUNGOV > ROUGOV"});
}

TEST(StoryParties, LongerNamesAreNotTheirEnds) {
  // "National Front" alone is a French party.
  EXPECT_EQ(coded("AIZAWL, India - Fighters of the Lushai National Front attacked an Indian police post on Monday."), Lines{"ASSAULT INDREB > INDCOP"});
}

TEST(StoryParties, WhatIsHitFromAfarIsTheOtherSides) {
  EXPECT_EQ(coded("Peru and Ecuador went to war in January. Peru accused Ecuador of aggression. Peruvian jets bombed a school on Friday.").back(), "ASSAULT aerial PERMIL > ECUEDU");
  EXPECT_EQ(coded("Ecuadorean troops fired shells at the border town of Tumbes in Peru on Monday."), Lines{"ASSAULT heavy-weapons ECUMIL > PERCVL"});
}

TEST(StoryParties, DatesAndAgesAreNobody) {
  EXPECT_EQ(coded("The president will pay a state visit to Norway from June 3 to 9."), coded("The president will pay a state visit to Norway."));
  EXPECT_EQ(coded("Police in Lima jailed three on Monday.").front(), "COERCE arrest PERCOP > PERCVL");
}

TEST(StoryParties, WhomADeedIsDoneToDidNotDoIt) {
  EXPECT_EQ(coded("The Swedish government condemned the murder of a Finnish judge.").front(), "ACCUSE disapprove SWEGOV > -");
}

TEST(StoryParties, ForeignersAreNotAtHome) {
  EXPECT_EQ(coded("LAGOS, Sept. 30 (Reuters) - Gunmen abducted four foreign engineers in Nigeria on Tuesday.").front().substr(0, 14), "ASSAULT abduct");
  EXPECT_TRUE(coded("LAGOS, Sept. 30 (Reuters) - Gunmen abducted four foreign engineers in Nigeria on Tuesday.").front().find("> ---") != std::string::npos);
  EXPECT_EQ(coded("The Kenyan president met African ministers in Nairobi.").front(), "CONSULT KENGOV+---GOV > -");
}

TEST(StoryParties, TwoWomenAreNotTheTwoNamedBefore) {
  const Lines lines = coded("Carl Bildt met Jonas Store in Oslo. Two women were killed in a bombing in Nigeria.");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines.back(), "ASSAULT explosives - > NGACVL");
}

TEST(StoryParties, TwoNationsAreThoseNamedTogetherJustBefore) {
  EXPECT_EQ(coded("The president of Ghana toured Togo, Benin and Mali. Ghana signed a treaty with Mali. Kenya and Uganda are neighbours. The two nations agreed to build a railway.").back(),
            "AGREE KENGOV+UGAGOV > -");
}

TEST(ImpliedParties, WhoCallsOnBothSidesIsNeither) {
  EXPECT_EQ(coded("Norway is worried by the fighting between Chile and Bolivia, the Norwegian government said. Chilean troops shelled a Bolivian village. Norway urged both sides to stop.").back(),
            "REQUEST yield NORGOV > CHLGOV+BOLGOV");
}

TEST(ImpliedParties, ClausesAboutOthersNameNoAddressee) {
  EXPECT_EQ(coded("Denmark ruled out sending troops, but Norway and Finland are considering it."), Lines{"REJECT change DNKGOV > -"});
  EXPECT_EQ(coded("The Swedish parliament agreed to extend the mandate of 300 troops serving in the NATO-led force.").front().find("IGO"), std::string::npos);
}

TEST(StoryParties, WhomTheOpeningDescribesIsNamedNext) {
  EXPECT_EQ(coded("ATHENS, Sept. 30 (Reuters) - A Danish engineer was arrested in Athens on Tuesday.\n\nJens Holmgard, 39, is accused of spying.").back(), "ACCUSE allege - > DNKCVL");
}

TEST(StoryParties, NationalsAreOfWhoeverTheyBelongTo) {
  EXPECT_EQ(coded("KINSHASA, Sept. 30 (Reuters) - The Swiss embassy urged its nationals to leave the country.").front(), "REQUEST yield CHEGOV > CHECVL");
}

TEST(StoryParties, LettersOfABodyOfItsOwn) {
  EXPECT_EQ(coded("The Savannah Petroleum Development Company (SPDC) drills in Nigeria. The government thanked the SPDC.").back().substr(0, 16), "SUPPORT NGAGOV >");
}

TEST(StoryParties, ListsHungOnSomethingElse) {
  EXPECT_EQ(coded("The African Union (AU) and Japan signed an agreement on Monday."), Lines{"SUPPORT IGO+JPNGOV > -"});
  EXPECT_EQ(coded("The raid drew sharp condemnation from the Arab League and Kenya's neighbour Uganda.").front().substr(0, 33), "ACCUSE disapprove IGO+UGAGOV > -");
}

TEST(StoryParties, NamesBesideTheirTitles) {
  EXPECT_EQ(coded("President Hamid Karzai and his Tajik counterpart Emomali Rahmon reached an agreement on Monday."), Lines{"AGREE AFGGOV+TJKGOV > -"});
}

TEST(StoryParties, TheSameNounIsTheSame) {
  EXPECT_EQ(coded("BEIRUT, Sept. 30 (Reuters) - Two UN investigators landed in Beirut. The investigators met the Lebanese president on Monday.").back(), "CONSULT UNO+LBNGOV > -");
}

TEST(StoryParties, HeIsNotSheAndSheIsNotHe) {
  EXPECT_EQ(coded("Angela Merkel met Vladimir Putin in Sochi on Monday. She accused Moscow of blackmail.").back(), "ACCUSE allege DEUGOV > RUSGOV");
  EXPECT_EQ(coded("Angela Merkel met Vladimir Putin in Sochi on Monday. He accused Berlin of blackmail.").back(), "ACCUSE allege RUSGOV > DEUGOV");
}

TEST(StoryParties, InsurgentsAreOfTheLandWhereTheyFight) {
  EXPECT_EQ(coded("FALLUJAH, Iraq, Sept. 30 (Reuters) - US soldiers came under attack, the US military said. US troops, backed by US jets, sealed off the city, Iraqi officials said. An insurgent hurled a grenade at American troops.").back(),
            "ASSAULT explosives IRQREB > USAMIL");
}

TEST(StoryParties, TheFirstOfAListOwnsTheOthers) {
  EXPECT_EQ(coded("The Malian president met the king of Spain. Kagame and two of his aides were arrested in Mali.").back(), "COERCE arrest - > RWAGOV+RWAGOV");
}

TEST(StoryParties, SourcesAndDatesDoNothing) {
  EXPECT_EQ(coded("The blast, according to officials, killed five policemen in Kenya.").back().find("GOV"), std::string::npos);
  EXPECT_EQ(coded("Rebels shelled the port in Yemen on Aug. 17.").front(), "ASSAULT heavy-weapons YEMREB > -");
}

TEST(StoryParties, ExpertsFromTwoBodiesAreOfBoth) {
  EXPECT_EQ(coded("Experts from the World Health Organization (WHO) and Chad's Ministry of Health praised the Red Cross.").front().substr(0, 16), "SUPPORT UNO+TCDG");
}

TEST(StoryParties, WhoeverSaysSoSendsThem) {
  EXPECT_EQ(coded("Italy welcomed the plan; Norway said on Tuesday it would sanction Chad.").back().find("ITA"), std::string::npos);
}

TEST(ImpliedParties, ArrestedByThePoliceWhoSaySo) {
  EXPECT_EQ(coded("OSLO, Sept. 30 (Reuters) - Nine people were arrested in Oslo on Monday, police said."), Lines{"COERCE arrest NORCOP > NORCVL"});
}

TEST(StoryParties, TheSeatOfAGroupIsNotItsState) {
  EXPECT_EQ(coded("Human Rights Watch said Sudan must act. The New York-based group called on Chad to free him. It also called on Kenya to help.").back(), "REQUEST assist NGO > KENGOV");
}

TEST(StoryParties, RegionsStayUnknownAsPronouns) {
  EXPECT_EQ(coded("LILONGWE, Sept. 30 (Reuters) - Southern African nations discussed floods on Monday. They held a meeting in Malawi on Tuesday, and they condemned Chad.").back(), "ACCUSE disapprove ---GOV > TCDGOV");
}

TEST(ImpliedParties, HeldInSomebodysJails) {
  EXPECT_EQ(coded("Eight Jordanians are held in Syrian jails.").front(), "COERCE arrest SYRGOV > JORCVL");
}

TEST(StoryParties, ATownBeforeABombingIsWhereItWas) {
  EXPECT_EQ(coded("BAGHDAD, Sept. 30 (Reuters) - Iraq condemned it. The Nairobi bombing killed 20 people.").back(), "ASSAULT explosives - > KENCVL");
}

TEST(StoryParties, FromAListOfStates) {
  EXPECT_EQ(coded("Delegates from Chad, Mali and Niger signed a treaty in Oslo.").front(), "SUPPORT TCDGOV+MLIGOV+NERGOV > -");
  EXPECT_EQ(coded("OSLO, Sept. 30 (Reuters) - Finance ministers from 19 countries condemned the raid on Chad.").front(), "ACCUSE disapprove ---GOV > -");
}

TEST(StoryParties, BracketsDoNotEndATitle) {
  EXPECT_EQ(coded("BEIJING, Sept. 30 (Reuters) - John Brown, the chief executive officer (CEO) of the Danish shipping company, praised the Chinese government.").front(),
            "SUPPORT DNKBUS > CHNGOV");
}

TEST(StoryParties, ADaneIsOfDenmark) {
  EXPECT_EQ(coded("LIMA, Sept. 30 (Reuters) - Holmgard, a 25-year-old Dane, was sentenced to death by a Peruvian court.").front(), "SANCTION convict PERJUD > DNKCVL");
}

TEST(StoryParties, TheOthersAreLikeTheFirst) {
  EXPECT_EQ(coded("Sixty Libyans were killed and 200 others were wounded in the Chadian operation, the government of Togo said.").front().substr(0, 21), "ASSAULT - > LBYCVL+LB");
}

TEST(StoryParties, ProtestersAreSeenForWhatTheyAre) {
  EXPECT_EQ(coded("Three policemen were injured in clashes with protesters in Melbourne.").front(), "ASSAULT AUSCVL > AUSCOP");
}

TEST(StoryParties, WhoSpeaksOfHimIsNotHe) {
  EXPECT_EQ(coded("Saddam Hussein was hanged on Saturday, Iraqi officials said. \"He was brought to justice by an Iraqi court,\" Australian Foreign Minister Alexander Downer said.").back().find("AUS"),
            std::string::npos);
}

TEST(StoryParties, CoalitionTroopsAreOfTheCoalitionSpokenOf) {
  EXPECT_EQ(coded("KANDAHAR, Afghanistan, Sept. 30 (Reuters) - The US-led coalition bombed a village. Coalition troops arrested nine Afghan farmers on Monday.").back(), "COERCE arrest USAMIL > AFGAGR");
}

}  // namespace
}  // namespace dragoman
