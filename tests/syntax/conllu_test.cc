// SPDX-License-Identifier: Apache-2.0
#include "syntax/conllu.h"

#include <gtest/gtest.h>

#include "syntax/tokenizer.h"

namespace dragoman {
namespace {

constexpr const char* kSample =
    "# newdoc id = one\n"
    "# newpar\n"
    "# sent_id = s1\n"
    "# text = Baku's army can't stop.\n"
    "1-2\tBaku's\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tBaku\tBaku\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\tNE=B-LOC\n"
    "2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_\n"
    "3\tarmy\tarmy\tNOUN\tNN\tNumber=Sing\t6\tnsubj\t_\t_\n"
    "4-5\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "4\tca\tcan\tAUX\tMD\tVerbForm=Fin\t6\taux\t_\t_\n"
    "5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_\n"
    "6\tstop\tstop\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_\n"
    "\n"
    "# newpar\n"
    "# sent_id = s2\n"
    "# text = UN Envoy left\n"
    "1\tUN\tUN\tPROPN\tNNP\tNumber=Sing\t2\tcompound\t_\tNE=B-ORG\n"
    "2\tEnvoy\tenvoy\tNOUN\tNN\tNumber=Sing\t3\tnsubj\t_\tNE=I-ORG\n"
    "3\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n"
    "\n";

TEST(Conllu, ReadsTextTreesAndNames) {
  const auto corpus = read_conllu(kSample);
  ASSERT_TRUE(corpus.ok()) << corpus.error().to_string();
  const ConlluCorpus& c = **corpus;
  EXPECT_EQ(c.text, "Baku's army can't stop.\n\nUN Envoy left");
  ASSERT_EQ(c.document.tokens.size(), 10U);
  EXPECT_EQ(c.document.form(4), "n't");
  EXPECT_EQ(c.document.norm(0), "baku");
  EXPECT_EQ(c.document.lemma(4), "not");
  EXPECT_EQ(c.document.xpos(0), "NNP");
  EXPECT_EQ(c.document.feats(0), "Number=Sing");
  EXPECT_EQ(c.document.tokens[0].head, 2);
  EXPECT_EQ(c.document.tokens[0].deprel, Deprel::kNmodPoss);
  EXPECT_EQ(c.document.tokens[5].head, -1);
  EXPECT_EQ(c.document.tokens[7].head, 8);
  EXPECT_EQ(c.document.tokens[0].flags, kSpaceBefore | kHasInnerWord);
  EXPECT_EQ(c.document.tokens[1].flags, kInnerWord);
  ASSERT_EQ(c.layout.blocks.size(), 2U);
  EXPECT_EQ(c.layout.blocks[0].range.end, 23U);
  EXPECT_EQ(c.layout.blocks[1].range.begin, 25U);
  EXPECT_EQ(c.document.sentences[1].block, 1U);
  EXPECT_EQ(c.sentences[1].id, "s2");
  EXPECT_EQ(c.parts.at(0).id, "one");
  ASSERT_EQ(c.document.names.size(), 2U);
  EXPECT_EQ(c.document.names[1].tokens.begin, 7U);
  EXPECT_EQ(c.document.names[1].tokens.end, 9U);
  EXPECT_EQ(c.document.names[1].type, NameType::kOrganisation);
}

TEST(Conllu, WritesWhatItRead) {
  const auto corpus = read_conllu(kSample);
  ASSERT_TRUE(corpus.ok());
  std::string out;
  ConlluWriteOptions options;
  options.sentences = &(*corpus)->sentences;
  write_conllu((*corpus)->document, options, out);
  EXPECT_EQ(out, kSample);
  out.clear();
  options.sentences = nullptr;
  options.newdoc_id = "one";
  options.sentence_id_prefix = "s";
  write_conllu((*corpus)->document, options, out);
  EXPECT_EQ(out, kSample);
}

TEST(Conllu, WritesRawTextOnOneLine) {
  const std::string text = "First  line\nof it.";
  StoryLayout layout;
  layout.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, BlockKind::kBody});
  Document document;
  tokenize(text, layout, document);
  std::string out;
  write_conllu(document, {}, out);
  EXPECT_NE(out.find("# text = First line of it.\n"), std::string::npos) << out;
  EXPECT_NE(out.find("4\tit\t_\tX\t_\t_\t0\tdep\t_\tSpaceAfter=No\n"), std::string::npos) << out;
}

TEST(Conllu, WordsThatDoNotSpellTheirTokenShareItsBytes) {
  const auto corpus = read_conllu(
      "1-2\tdél\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdellongword\t_\tADP\t_\t_\t_\t_\t_\t_\n2\tél\t_\tPRON\t_\t_\t_\t_\t_\t_\n\n");
  ASSERT_TRUE(corpus.ok()) << corpus.error().to_string();
  EXPECT_EQ((*corpus)->document.form(0), "dé");
  EXPECT_EQ((*corpus)->document.form(1), "l");
  EXPECT_EQ((*corpus)->document.tokens[0].head, -1);
}

struct Bad {
  const char* text;
  std::uint64_t line;
  const char* word;
};

TEST(Conllu, NamesTheLineOfAnError) {
  const Bad cases[] = {
      {"# c\n1\ta\ta\tX\n", 2, "ten columns"},
      {"1\ta\ta\tX\t_\t_\t0\troot\t_\t_\t_\n", 1, "ten columns"},
      {"1\ta\t\tX\t_\t_\t0\troot\t_\t_\n", 1, "column 3"},
      {"2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", 1, "out of order"},
      {"1\ta\ta\tQ\t_\t_\t0\troot\t_\t_\n", 1, "part of speech"},
      {"1\ta\ta\tX\t_\t_\t0\tnone\t_\t_\n", 1, "relation"},
      {"1\ta\ta\tX\t_\t_\tx\troot\t_\t_\n", 1, "no number"},
      {"1\ta\ta\tX\t_\t_\t5\tdep\t_\t_\n\n", 2, "head"},
      {"1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n", 3, "2 roots"},
      {"1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n2\tb\tb\tX\t_\t_\t3\tdep\t_\t_\n3\tc\tc\tX\t_\t_\t2\tdep\t_\t_\n", 3, "cycle"},
      {"1-3\tabc\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n", 3, "multi-word"},
      {"1\ta\ta\tX\t_\t_\t0\troot\t_\tNE=B-DOG\n", 1, "NE="},
  };
  for (const Bad& c : cases) {
    const auto corpus = read_conllu(c.text, "f.conllu");
    ASSERT_FALSE(corpus.ok()) << c.text;
    EXPECT_EQ(corpus.error().line, c.line) << c.text;
    EXPECT_EQ(corpus.error().file, "f.conllu");
    EXPECT_NE(corpus.error().message.find(c.word), std::string::npos) << corpus.error().message;
  }
}

TEST(Conllu, UnknownSubtypesFallBackAndEmptyNodesAreCounted) {
  const auto corpus = read_conllu(
      "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\r\n1.1\tx\tx\tX\t_\t_\t_\t_\t_\t_\r\n2\tb\tb\tX\t_\t_\t1\tobl:lmod\t_\t_\r\n");
  ASSERT_TRUE(corpus.ok()) << corpus.error().to_string();
  EXPECT_EQ((*corpus)->document.tokens[1].deprel, Deprel::kObl);
  EXPECT_EQ((*corpus)->empty_nodes, 1U);
}

TEST(Conllu, WordsOfAMultiWordTokenShareItByCharacters) {
  const auto corpus = read_conllu("1-2\ta\xC3\xA9\t_\t_\t_\t_\t_\t_\t_\t_\n1\txyz\t_\tX\t_\t_\t0\troot\t_\t_\n2\tb\t_\tX\t_\t_\t1\tdep\t_\t_\n\n", "t");
  ASSERT_TRUE(corpus.ok()) << corpus.error().to_string();
  const Document& d = (*corpus)->document;
  ASSERT_EQ(d.tokens.size(), 2U);
  EXPECT_EQ(d.text.substr(d.tokens[0].begin_byte, d.tokens[0].end_byte - d.tokens[0].begin_byte), "a");
  EXPECT_EQ(d.text.substr(d.tokens[1].begin_byte, d.tokens[1].end_byte - d.tokens[1].begin_byte), "\xC3\xA9");
  // Two bytes, but one character for two words.
  EXPECT_FALSE(read_conllu("1-2\t\xC3\xA9\t_\t_\t_\t_\t_\t_\t_\t_\n1\tx\t_\tX\t_\t_\t0\troot\t_\t_\n2\tb\t_\tX\t_\t_\t1\tdep\t_\t_\n\n", "t").ok());
}

}  // namespace
}  // namespace dragoman
