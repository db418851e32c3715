// SPDX-License-Identifier: Apache-2.0
// Tokens, words and sentences from raw text against a treebank, and the speed: tokens_eval [--errors] FILE[:DOCUMENTS]...
// or a look at plain text, a paragraph a line: tokens_eval --show FILE
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "conllu_files.h"
#include "syntax/conllu_eval.h"
#include "syntax/tokenizer.h"

namespace dragoman::train {
namespace {

/// Prints the stretches where the tokens, and the places where the sentences differ.
void print_errors(const ConlluCorpus& gold, const Document& system) {
  const auto& text = gold.text;
  std::vector<std::uint8_t> cut(text.size() + 1, 0);
  for (const Token& t : gold.document.tokens) cut[t.end_byte] |= 1;
  for (const Token& t : system.tokens) cut[t.end_byte] |= 2;
  for (const Sentence& s : gold.document.sentences) cut[s.end_byte] |= 4;
  for (const Sentence& s : system.sentences) cut[s.end_byte] |= 8;
  const auto context = [&](std::size_t at) {
    const std::size_t from = at < 40 ? 0 : at - 40;
    std::string s = text.substr(from, at - from) + "^" + text.substr(at, 40);
    for (char& c : s) c = c == '\n' ? '~' : c;
    return s;
  };
  for (std::size_t k = 0; k < cut.size(); ++k) {
    const int token = cut[k] & 3;
    const int sentence = cut[k] >> 2;
    if (token == 1 || token == 2) std::printf("token %s\t%s\n", token == 1 ? "missed" : "extra ", context(k).c_str());
    if (sentence == 1 || sentence == 2) std::printf("sentence %s\t%s\n", sentence == 1 ? "missed" : "extra ", context(k).c_str());
  }
}

int show(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) {
    std::fprintf(stderr, "%s\n", text.error().to_string().c_str());
    return 1;
  }
  StoryLayout layout;
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find('\n', at), text->size());
    layout.blocks.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, BlockKind::kBody});
    at = end + 1;
  }
  Document document;
  tokenize(*text, layout, document);
  for (const Sentence& s : document.sentences) {
    for (std::uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
      const bool inner = (document.tokens[i].flags & kInnerWord) != 0;
      std::printf("%s%.*s", i == s.tokens.begin ? "" : inner ? "|" : " ", static_cast<int>(document.form(i).size()), document.form(i).data());
    }
    std::printf("\n");
  }
  return 0;
}

int run(int argc, char** argv) {
  bool errors = false;
  for (int k = 1; k < argc; ++k) {
    const std::string argument = argv[k];
    if (argument == "--errors") {
      errors = true;
      continue;
    }
    if (argument == "--show") return k + 1 < argc ? show(argv[k + 1]) : 2;
    Result<std::unique_ptr<ConlluCorpus>> corpus = read_treebank(argument);
    if (!corpus) {
      std::fprintf(stderr, "%s\n", corpus.error().to_string().c_str());
      return 1;
    }
    const ConlluCorpus& gold = **corpus;
    Document document;
    tokenize(gold.text, gold.layout, document);
    const Result<ConlluScores> scores = evaluate_conllu(gold.document, document);
    if (!scores) {
      std::fprintf(stderr, "%s\n", scores.error().to_string().c_str());
      return 1;
    }
    std::printf("%s\n", argument.c_str());
    for (const ConlluMetric m : {ConlluMetric::kTokens, ConlluMetric::kSentences, ConlluMetric::kWords}) {
      const ConlluScore& s = (*scores)[m];
      std::printf("  %-10s F1 %6.2f  P %6.2f  R %6.2f\n", kConlluMetricNames[static_cast<std::size_t>(m)].data(), 100 * s.f1(),
                  100 * s.precision(), 100 * s.recall());
    }
    const auto start = std::chrono::steady_clock::now();
    int rounds = 0;
    double seconds = 0;
    while (seconds < 0.3) {
      tokenize(gold.text, gold.layout, document);
      ++rounds;
      seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    std::printf("  %.2f million tokens/s\n", 1e-6 * rounds * static_cast<double>(document.tokens.size()) / seconds);
    if (errors) print_errors(gold, document);
  }
  return 0;
}

}  // namespace
}  // namespace dragoman::train

int main(int argc, char** argv) { return dragoman::train::run(argc, argv); }
