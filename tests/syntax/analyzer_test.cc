// SPDX-License-Identifier: Apache-2.0
#include "syntax/analyzer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "small_model.h"
#include "support/allocation_count.h"
#include "syntax/names.h"
#include "syntax/tree.h"

namespace dragoman {
namespace {

using dragoman::testing::allocation_count;
using dragoman::testing::small_model;
using dragoman::testing::TempFile;

std::unique_ptr<const Analyzer> small_analyzer(std::uint32_t seed) {
  const TempFile file(small_model(seed));
  auto analyzer = Analyzer::load(file.path());
  EXPECT_TRUE(analyzer.ok());
  return std::move(analyzer).value();
}

std::string random_text(std::mt19937& rng, int words) {
  static const std::vector<std::string> kWords = {"the", "army",  "said",   "Baku",   ".",    ",",
                                                  "\"",  "won't", "U.S.",   "3.5",    "\xff", "été",
                                                  "",    "\n",    "EU-led", "/TASS/", "«",    "Нью"};
  std::string text;
  for (int i = 0; i < words; ++i) text += kWords[rng() % kWords.size()] + (rng() % 9 != 0 ? " " : "");
  return text;
}

StoryLayout whole(const std::string& text) {
  StoryLayout layout;
  layout.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, BlockKind::kBody});
  return layout;
}

void expect_trees(const Document& d) {
  std::vector<std::int32_t> heads;
  for (const Sentence& s : d.sentences) {
    heads.clear();
    for (std::uint32_t t = s.tokens.begin; t < s.tokens.end; ++t) {
      const std::int32_t head = d.tokens[t].head;
      EXPECT_EQ(head == -1, d.tokens[t].deprel == Deprel::kRoot);
      heads.push_back(head == -1 ? -1 : head - static_cast<std::int32_t>(s.tokens.begin));
    }
    ASSERT_TRUE(heads.empty() || is_tree(heads));
  }
  std::uint32_t end = 0;
  for (const NameSpan& n : d.names) {
    EXPECT_GE(n.tokens.begin, end) << "names in order, without overlap";
    EXPECT_LT(n.tokens.begin, n.tokens.end);
    EXPECT_LE(n.tokens.end, d.tokens.size());
    EXPECT_NE(n.type, NameType::kNone);
    end = n.tokens.end;
  }
}

bool same(const Document& a, const Document& b) {
  if (a.tokens.size() != b.tokens.size() || a.names.size() != b.names.size()) return false;
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    const Token &x = a.tokens[i], &y = b.tokens[i];
    if (x.head != y.head || x.upos != y.upos || x.deprel != y.deprel || x.xpos != y.xpos || x.feats != y.feats)
      return false;
  }
  for (std::size_t i = 0; i < a.names.size(); ++i) {
    if (a.names[i].type != b.names[i].type || a.names[i].tokens.begin != b.names[i].tokens.begin ||
        a.names[i].tokens.end != b.names[i].tokens.end) {
      return false;
    }
  }
  return true;
}

TEST(AnalyzerTest, EverySentenceIsATree) {
  std::mt19937 rng(31);
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    const auto analyzer = small_analyzer(seed);
    const auto scratch = analyzer->make_scratch();
    Document document;
    for (int round = 0; round < 40; ++round) {
      const std::string text = random_text(rng, static_cast<int>(rng() % 300));
      analyzer->analyze(text, whole(text), document, *scratch);
      expect_trees(document);
    }
  }
}

TEST(AnalyzerTest, OverlongSentencesAreTreesToo) {
  const auto analyzer = small_analyzer(2);
  const auto scratch = analyzer->make_scratch();
  std::string text;
  Document document;
  Sentence sentence;
  for (int i = 0; i < 900; ++i) {
    Token token;
    token.begin_byte = static_cast<std::uint32_t>(text.size());
    text += "army";
    token.end_byte = static_cast<std::uint32_t>(text.size());
    text += ' ';
    document.tokens.push_back(token);
  }
  sentence.tokens = {0, 900};
  document.sentences.push_back(sentence);
  document.text = text;
  analyzer->annotate(document, *scratch);
  expect_trees(document);
}

TEST(AnalyzerTest, BatchesDoNotMatter) {
  // The same sentence alone and among others.
  const auto analyzer = small_analyzer(3);
  const auto scratch = analyzer->make_scratch();
  const std::string one = "The army said Baku won.";
  std::string many;
  for (int i = 0; i < 50; ++i) many += one + "\n\n";
  StoryLayout layout;
  for (std::size_t at = 0; at < many.size(); at += one.size() + 2) {
    layout.blocks.push_back(
        {{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + one.size())}, BlockKind::kBody});
  }
  Document alone, together;
  analyzer->analyze(one, whole(one), alone, *scratch);
  analyzer->analyze(many, layout, together, *scratch);
  const auto n = static_cast<std::int32_t>(alone.tokens.size());
  ASSERT_EQ(together.tokens.size(), alone.tokens.size() * 50);
  for (std::int32_t i = 0; i < n * 50; ++i) {
    const std::int32_t head = alone.tokens[i % n].head;
    EXPECT_EQ(together.tokens[i].head, head == -1 ? -1 : head + i / n * n);
    EXPECT_EQ(together.tokens[i].upos, alone.tokens[i % n].upos);
  }
}

TEST(AnalyzerTest, ThreadsAgree) {
  const auto analyzer = small_analyzer(4);
  std::mt19937 rng(5);
  std::vector<std::string> texts;
  for (int i = 0; i < 30; ++i) texts.push_back(random_text(rng, 200));
  std::vector<Document> reference(texts.size());
  const auto scratch = analyzer->make_scratch();
  for (std::size_t i = 0; i < texts.size(); ++i) analyzer->analyze(texts[i], whole(texts[i]), reference[i], *scratch);
  std::atomic<int> differences{0};
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k) {
    threads.emplace_back([&, k] {
      const auto mine = analyzer->make_scratch();
      Document document;
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::size_t at = (i * 7 + static_cast<std::size_t>(k) * 11) % texts.size();
        analyzer->analyze(texts[at], whole(texts[at]), document, *mine);
        if (!same(document, reference[at])) ++differences;
      }
    });
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(differences.load(), 0);
}

TEST(AnalyzerTest, AllocatesNothingOnceWarm) {
  const auto analyzer = small_analyzer(5);
  const auto scratch = analyzer->make_scratch();
  std::mt19937 rng(6);
  std::vector<std::string> texts;
  std::vector<StoryLayout> layouts;
  for (int i = 0; i < 20; ++i) {
    texts.push_back(random_text(rng, 300));
    layouts.push_back(whole(texts.back()));
  }
  Document document;
  for (int round = 0; round < 2; ++round) {
    const std::uint64_t before = allocation_count();
    for (std::size_t i = 0; i < texts.size(); ++i) analyzer->analyze(texts[i], layouts[i], document, *scratch);
    const std::uint64_t made = allocation_count() - before;
    if (round == 1) {
      EXPECT_EQ(made, 0U);
    } else {
      EXPECT_GT(made, 0U) << "the counter does not count";
    }
  }
}

TEST(NamesTest, InsideTagsNeedTheirBegin) {
  // Tags: O, B-PER, I-PER, B-ORG, I-ORG, ...
  std::vector<float> scores(4 * kNameTagCount, 0.0F);
  const auto set = [&](std::size_t t, std::size_t tag, float s) { scores[t * kNameTagCount + tag] = s; };
  set(0, 2, 5);  // inside without a begin: impossible
  set(0, 1, 3);
  set(1, 2, 4);
  set(2, 4, 2);  // inside of another type
  set(2, 0, 1);
  set(3, 3, 4);
  NameScratch scratch;
  std::vector<NameSpan> names;
  decode_names(scores.data(), kNameTagCount, 4, 10, scratch, names);
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(names[0].type, NameType::kPerson);
  EXPECT_EQ(names[0].tokens.begin, 10U);
  EXPECT_EQ(names[0].tokens.end, 12U);
  EXPECT_EQ(names[1].type, NameType::kOrganisation);
  EXPECT_EQ(names[1].tokens.begin, 13U);
}

TEST(FeaturesTest, ShapesAndCase) {
  std::string out;
  shape_of("Azerbaijan", out);
  EXPECT_EQ(out, "Xxx");
  shape_of("F-16s", out);
  EXPECT_EQ(out, "X-ddx");
  shape_of("Élysée", out);
  EXPECT_EQ(out, "Xxx");
  lower_form("ÉLYSÉE Łódź МОСКВА Zürich", out);
  EXPECT_EQ(out, "élysée łódź москва zürich");
  FeatureScratch scratch;
  FeatureHashes straight, curly;
  feature_hashes("Baku's", scratch, straight);
  feature_hashes("Baku’s", scratch, curly);
  EXPECT_EQ(straight.hash, curly.hash);
  EXPECT_EQ(straight.vector, curly.vector);
  lower_form("\xc3", out);
  EXPECT_EQ(out, "\xc3");
}

}  // namespace
}  // namespace dragoman
