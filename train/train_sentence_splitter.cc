// SPDX-License-Identifier: Apache-2.0
// Trains the sentence splitter and writes src/syntax/sentence_weights.cc:
//   train_sentence_splitter --dev FILE[:DOCUMENTS] ... --train FILE[:DOCUMENTS] ... --out sentence_weights.cc
// Logistic regression by AdaGrad in a fixed order, rounded to bytes; deterministic.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "conllu_files.h"
#include "syntax/sentence_splitter.h"
#include "syntax/tokenizer.h"

namespace dragoman::train {
namespace {

struct Example {
  SplitFeatures features;
  bool split = false;
};

/// Candidates of raw text, with the sentence ends of the treebank; `since` follows the treebank's sentences.
void collect(const ConlluCorpus& gold, std::vector<Example>& out, std::size_t& unreachable) {
  Document document;
  tokenize(gold.text, gold.layout, document);
  std::vector<bool> ends(gold.text.size() + 1, false);
  for (const Sentence& s : gold.document.sentences) ends[s.end_byte] = true;
  for (std::size_t first = 0; first < document.tokens.size();) {
    const std::uint32_t block = document.sentences[document.tokens[first].sentence].block;
    std::size_t last = first;
    while (last < document.tokens.size() && document.sentences[document.tokens[last].sentence].block == block) ++last;
    SplitState state;
    for (std::size_t i = first; i + 1 < last; ++i) {
      const auto k = static_cast<std::uint32_t>(i);
      advance(document, k, state);
      const bool split = ends[document.tokens[i].end_byte];
      if (is_split_candidate(document, k)) {
        Example example;
        example.split = split;
        split_features(document, k, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), state, example.features);
        out.push_back(example);
      } else if (split) {
        ++unreachable;
      }
      if (split) state.since = 0;
    }
    first = last;
  }
}

void report(const char* name, const std::vector<Example>& examples, const std::vector<std::int8_t>& weights) {
  std::size_t right = 0;
  std::size_t found = 0;
  std::size_t hit = 0;
  std::size_t gold = 0;
  for (const Example& e : examples) {
    int score = 0;
    for (const std::uint32_t f : e.features) score += weights[f];
    const bool split = score > 0;
    right += split == e.split ? 1 : 0;
    found += split ? 1 : 0;
    gold += e.split ? 1 : 0;
    hit += split && e.split ? 1 : 0;
  }
  std::printf("%s: %zu candidates, accuracy %.4f, F1 inside blocks %.4f\n", name, examples.size(),
              static_cast<double>(right) / static_cast<double>(examples.size()),
              2.0 * static_cast<double>(hit) / static_cast<double>(found + gold));
}

int run(int argc, char** argv) {
  std::vector<Example> train;
  std::vector<Example> dev;
  std::string out_path;
  std::size_t unreachable = 0;
  std::string mode(16, ' ');
  int epochs = 6;
  double l2 = 1e-4;
  for (int k = 1; k < argc; ++k) {
    const std::string argument = argv[k];
    if (argument.size() > 2 && argument[0] == '-' && argument[1] == '-') {
      mode.assign(argument);
    } else if (mode == "--out") {
      out_path.assign(argument);
    } else if (mode == "--epochs") {
      epochs = std::stoi(argument);
    } else if (mode == "--l2") {
      l2 = std::stod(argument);
    } else {
      Result<std::unique_ptr<ConlluCorpus>> corpus = read_treebank(argument);
      if (!corpus) {
        std::fprintf(stderr, "%s\n", corpus.error().to_string().c_str());
        return 1;
      }
      collect(**corpus, mode == "--dev" ? dev : train, unreachable);
    }
  }
  if (train.empty()) {
    std::fprintf(stderr, "usage: train_sentence_splitter --train FILE[:DOCUMENTS] --dev FILE --out sentence_weights.cc\n");
    return 2;
  }
  std::vector<double> w(kSplitTableSize, 0.0);
  std::vector<double> squares(kSplitTableSize, 1e-2);
  std::vector<std::size_t> order(train.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937 random(7);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t k : order) {
      const Example& e = train[k];
      double score = 0;
      for (const std::uint32_t f : e.features) score += w[f];
      const double error = 1.0 / (1.0 + std::exp(-score)) - (e.split ? 1.0 : 0.0);
      for (const std::uint32_t f : e.features) {
        const double gradient = error + l2 * static_cast<double>(train.size()) * 1e-3 * w[f];
        squares[f] += gradient * gradient;
        w[f] -= 0.15 * gradient / std::sqrt(squares[f]);
      }
    }
  }
  double largest = 0;
  for (const double v : w) largest = std::max(largest, std::abs(v));
  std::vector<std::int8_t> weights(kSplitTableSize);
  const double scale = std::max(127.0 / largest, 20.0);
  for (std::uint32_t k = 0; k < kSplitTableSize; ++k) {
    weights[k] = static_cast<std::int8_t>(std::clamp(std::lround(w[k] * scale), -127L, 127L));
  }
  std::printf("sentence ends at no candidate: %zu\n", unreachable);
  report("train", train, weights);
  if (!dev.empty()) report("dev", dev, weights);
  if (out_path.empty()) return 0;
  std::ofstream out(out_path);
  out << "// SPDX-License-Identifier: CC-BY-SA-4.0\n// Made by train/train_sentence_splitter.cc from UD English EWT and the CC BY "
         "documents of GUM; do not edit.\n#include \"syntax/sentence_splitter.h\"\n\nnamespace dragoman {\nnamespace {\n\n"
         "// clang-format off\nconstexpr std::array<std::int8_t, kSplitTableSize> kWeights = {\n";
  for (std::uint32_t k = 0; k < kSplitTableSize; ++k) {
    out << static_cast<int>(weights[k]) << (k % 32 == 31 ? ",\n" : ",");
  }
  out << "};\n// clang-format on\n\n}  // namespace\n\nstd::span<const std::int8_t> split_weights() { return kWeights; }\n\n"
         "}  // namespace dragoman\n";
  return out.good() ? 0 : 1;
}

}  // namespace
}  // namespace dragoman::train

int main(int argc, char** argv) { return dragoman::train::run(argc, argv); }
