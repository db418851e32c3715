// SPDX-License-Identifier: Apache-2.0
// dragoman evaluate: scores against gold stories or a treebank.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <vector>

#include "base/ordered_pipeline.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "coding/resources.h"
#include "score/gold.h"
#include "score/score.h"
#include "syntax/analyzer.h"
#include "syntax/conllu.h"
#include "syntax/conllu_eval.h"

namespace dragoman {
namespace {

void print_section(const char* title, const std::vector<std::string>& lines, int count) {
  std::printf("\n== %s: %zu\n", title, lines.size());
  for (std::size_t i = 0; i < lines.size() && i < static_cast<std::size_t>(count); ++i) std::printf("\n%s\n", lines[i].c_str());
}

void print_conllu(const char* title, const ConlluScores& scores) {
  std::printf("%s\n%-14s %9s %9s %9s %9s\n", title, "", "P", "R", "F1", "aligned");
  for (std::size_t i = 0; i < kConlluMetricNames.size(); ++i) {
    const ConlluScore& s = scores.scores[i];
    std::printf("%-14s %9.2f %9.2f %9.2f %9.2f\n", kConlluMetricNames[i].data(), 100 * s.precision(), 100 * s.recall(), 100 * s.f1(), 100 * s.aligned_accuracy());
  }
}

/// From raw text, then with the gold sentences and tokens.
int evaluate_treebank(const Options& options, Messages& messages) {
  const auto directory = find_data_directory(options);
  if (!directory) {
    messages.error(directory.error());
    return messages.status();
  }
  const auto analyzer = Analyzer::load(*directory + "/" + std::string(kModelFile));
  if (!analyzer) {
    messages.error(analyzer.error());
    return messages.status();
  }
  std::ifstream in(options.conllu, std::ios::binary);
  if (!in) {
    messages.error(Error{ErrorCode::kNotFound, "cannot open the treebank", options.conllu, 0});
    return messages.status();
  }
  std::stringstream bytes;
  bytes << in.rdbuf();
  const auto gold = read_conllu(bytes.str(), options.conllu);
  if (!gold) {
    messages.error(gold.error());
    return messages.status();
  }
  const ConlluCorpus& corpus = **gold;
  const Analyzer::ScratchPtr scratch = (*analyzer)->make_scratch();
  Document raw;
  (*analyzer)->analyze(corpus.text, corpus.layout, raw, *scratch);
  const auto from_raw = evaluate_conllu(corpus.document, raw);
  if (!from_raw) {
    messages.error(from_raw.error());
    return messages.status();
  }
  print_conllu("from raw text", *from_raw);
  Document annotated = corpus.document;
  (*analyzer)->annotate(annotated, *scratch);
  const auto from_tokens = evaluate_conllu(corpus.document, annotated);
  if (!from_tokens) {
    messages.error(from_tokens.error());
    return messages.status();
  }
  print_conllu("\nwith gold sentences and tokens", *from_tokens);
  return messages.status();
}

}  // namespace

int run_evaluate(const Options& options) {
  Messages messages(options);
  if (!options.conllu.empty()) return evaluate_treebank(options, messages);
  if (options.paths.size() != 1) {
    messages.error("evaluate takes one gold file, or --conllu FILE");
    return kExitUsage;
  }
  const auto gold = read_gold(options.paths.front());
  if (!gold) {
    messages.error(gold.error());
    return messages.status();
  }
  const auto resources = load_session(options, messages);
  if (!resources) return messages.status();
  const StoryCoder coder(resources->view(), options.coding());
  struct Slot {
    std::size_t index = 0;
    std::vector<EventRecord> records;
  };
  std::vector<StoryCoder::ScratchPtr> scratches;
  for (unsigned i = 0; i < jobs_of(options); ++i) scratches.push_back(coder.make_scratch());
  Scorer scorer;
  ScoreErrors errors;
  std::size_t next = 0;
  run_ordered<Slot>(
      jobs_of(options), jobs_of(options) * 4,
      [&](Slot& slot) {
        if (next == gold->size()) return false;
        slot.index = next++;
        return true;
      },
      [&](unsigned worker, Slot& slot) { coder.code((*gold)[slot.index].story, *scratches[worker], slot.records); },
      [&](Slot& slot) {
        scorer.add((*gold)[slot.index], slot.records, options.errors > 0 ? &errors : nullptr);
        return true;
      });
  std::fputs((options.json ? format_scores_json(scorer.result()) : format_scores(scorer.result())).c_str(), stdout);
  if (options.calibration && !options.json) std::fputs(format_calibration(scorer.result()).c_str(), stdout);
  if (options.errors > 0) {
    print_section("missed", errors.missed, options.errors);
    print_section("not in gold", errors.false_alarms, options.errors);
    print_section("matched, with wrong fields", errors.wrong, options.errors);
  }
  return messages.status();
}

}  // namespace dragoman
