// SPDX-License-Identifier: Apache-2.0
#include "coding/syntax_view.h"

#include "coding/hand_parse.h"

namespace dragoman {
namespace {

/// "slot:form" of all arguments of a predicate, in order.
std::string arguments_of(const SyntaxView& view, std::string_view predicate) {
  std::vector<Argument> arguments;
  view.arguments(token_of(view.document(), predicate), arguments);
  std::string out;
  for (const Argument& a : arguments) {
    if (!out.empty()) out += ' ';
    out += std::string(slot_kind_name(a.slot.kind)) + ":" + std::string(view.document().form(a.token));
  }
  return out;
}

TEST(SyntaxView, UndoesPassives) {
  const auto corpus = hand_parse(R"(
Two two NUM CD 2 nummod
soldiers soldier NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
killed kill VERB VBN 0 root
by by ADP IN 6 case
rebels rebel NOUN NNS 4 obl:agent
near near ADP IN 8 case
Kunduz Kunduz PROPN NNP 4 obl
)");
  SyntaxView view;
  view.build(corpus->document);
  EXPECT_EQ(arguments_of(view, "killed"), "obj:soldiers subj:rebels prep:Kunduz");
  EXPECT_TRUE(view.is_passive(token_of(corpus->document, "killed")));
}

TEST(SyntaxView, ADayIsNoSubject) {
  const auto corpus = hand_parse(R"(
Lima Lima PROPN NNP 3 nsubj
Sunday Sunday PROPN NNP 3 nsubj
signed sign VERB VBD 0 root
accords accord NOUN NNS 3 obj
)");
  SyntaxView view;
  view.build(corpus->document);
  EXPECT_EQ(arguments_of(view, "signed"), "subj:Lima obj:accords") << "the day is nearer to the verb";
}

TEST(SyntaxView, FindsSubjectsThroughControlAndRelativeClauses) {
  const auto corpus = hand_parse(R"(
Paris Paris PROPN NNP 2 nsubj
urged urge VERB VBD 0 root
militants militant NOUN NNS 2 obj
who who PRON WP 5 nsubj
hold hold VERB VBP 3 acl:relcl
hostages hostage NOUN NNS 5 obj
to to PART TO 8 mark
withdraw withdraw VERB VB 2 xcomp
)");
  SyntaxView view;
  view.build(corpus->document);
  EXPECT_EQ(arguments_of(view, "hold"), "subj:militants obj:hostages");
  EXPECT_EQ(arguments_of(view, "withdraw"), "subj:militants") << "the object of 'urge' is to withdraw";
  EXPECT_EQ(arguments_of(view, "urged"), "subj:Paris obj:militants xcomp:withdraw");
}

TEST(SyntaxView, ReadsNounsWithTheirModifiers) {
  const auto corpus = hand_parse(R"(
Israeli israeli ADJ JJ 2 amod
strikes strike NOUN NNS 5 nsubj
on on ADP IN 4 case
Gaza Gaza PROPN NNP 2 nmod
continued continue VERB VBD 0 root
)");
  SyntaxView view;
  view.build(corpus->document);
  EXPECT_EQ(arguments_of(view, "strikes"), "mod:Israeli prep:Gaza");
  const TokenRange range = view.subtree(token_of(corpus->document, "strikes"));
  EXPECT_EQ(range.begin, 0U);
  EXPECT_EQ(range.end, 4U);
  EXPECT_TRUE(view.governs(4, 3));
  EXPECT_FALSE(view.governs(3, 4));
}

TEST(SyntaxView, ListsConjuncts) {
  const auto corpus = hand_parse(R"(
Iran Iran PROPN NNP 4 nsubj
and and CCONJ CC 3 cc
Iraq Iraq PROPN NNP 1 conj
met meet VERB VBD 0 root
)");
  SyntaxView view;
  view.build(corpus->document);
  std::vector<std::uint32_t> conjuncts;
  view.conjuncts(0, conjuncts);
  EXPECT_EQ(conjuncts, (std::vector<std::uint32_t>{0, 2}));
}

TEST(SyntaxView, PersonsAddressedAreObjects) {
  const auto corpus = hand_parse(R"(
Kabul Kabul PROPN NNP 2 nsubj
asked ask VERB VBD 0 root
Oslo Oslo PROPN NNP 2 iobj
to to PART TO 5 mark
mediate mediate VERB VB 2 xcomp
)");
  SyntaxView view;
  view.build(corpus->document);
  EXPECT_EQ(arguments_of(view, "asked"), "subj:Kabul iobj:Oslo xcomp:mediate obj:Oslo");
}

TEST(SyntaxView, LiftsPhrasesThatAreParsedOntoAName) {
  const auto corpus = hand_parse(R"(
A a DET DT 2 det
warning warning NOUN NN 7 nsubj
by by ADP IN 4 case
Washington Washington PROPN NNP 2 nmod
to to ADP IN 6 case
Khartoum Khartoum PROPN NNP 4 nmod
came come VERB VBD 0 root
)");
  SyntaxView view;
  view.build(corpus->document);
  EXPECT_EQ(arguments_of(view, "warning"), "prep:Washington prep:Khartoum");
}

TEST(SyntaxView, AgentsStandOnlyUnderPassives) {
  const auto corpus = hand_parse(R"(
Moscow Moscow PROPN NNP 2 nsubj
stood stand VERB VBD 0 root
by by ADP IN 4 case
Minsk Minsk PROPN NNP 2 obl:agent
)");
  SyntaxView view;
  view.build(corpus->document);
  EXPECT_EQ(arguments_of(view, "stood"), "subj:Moscow prep:Minsk");
}

}  // namespace
}  // namespace dragoman
