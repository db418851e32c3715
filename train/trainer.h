// SPDX-License-Identifier: Apache-2.0
// Trains the tagger, parser and name recogniser and writes the model file.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data.h"
#include "dragoman/result.h"
#include "net.h"

namespace dragoman {
class Analyzer;
}

namespace dragoman::train {

struct TrainOptions {
  std::string data;                 ///< folder with ud/ and ner/ (docs/language.md lists the files)
  std::string vectors;              ///< JSON of pretrained vectors: {"words": [...], "vectors": {word: [...]}}
  std::string out;                  ///< model file; the best epoch on the development sets is kept
  std::vector<std::string> init;    ///< weights of earlier runs (OUT.weights) to start from, their mean where there are several; same data and sizes
  std::vector<std::string> extra;   ///< further treebanks, to measure what they would add; not for a published model
  std::vector<std::string> silver;  ///< further CoNLL-U files, as annotated by a model, for self-training
  std::string own;                  ///< folder of sentences of our own, *.conllu with trees and names and *.iob2 with names; one in ten is held out
  double own_share = 1;             ///< how often each of these is seen per epoch
  std::uint64_t seed = 1;
  int epochs = 12;
  int batch_tokens = 1000;
  double learning_rate = 2e-3;
  double max_minutes = 0;  ///< 0: no limit; otherwise the schedule is cut to what fits
  std::uint32_t words = 70000;
  NetConfig net;
  Dropout dropout{0.25, 0.25, 0.25};
  TaskWeights weights;
  double silver_share = 0.25;  ///< of the silver sentences seen per epoch
};

struct Scores {
  double upos = 0, xpos = 0, feats = 0, uas = 0, las = 0;
  std::uint64_t tokens = 0;
};
struct NameScore {
  double precision = 0, recall = 0, f1 = 0;
  std::uint64_t gold = 0;
};

struct EpochReport {
  int epoch = 0;
  double seconds = 0;
  Losses losses;  ///< mean per token
  Scores ewt, gum, own;
  NameScore uner, re3d;
  bool best = false;
};

/// All sentences, divided as docs/language.md says.
struct Corpus {
  std::vector<Sample> train, ewt_dev, gum_dev, uner_dev, re3d_dev, own_dev;
  std::vector<double> share;    ///< how often each training sentence is seen per epoch, on average
  std::size_t own_begin = 0;    ///< from here on `train` is our own
};
Result<Corpus> load_corpus(const TrainOptions& options);

/// The held-out sets: re3d documents by a hash of their id; UNER's development part by document.
enum class Part : std::uint8_t { kTrain, kDev, kTest };
Part re3d_part(std::string_view document);
Part uner_part(std::string_view document);
/// Sentences of our own: held out (kDev) by a hash of their words.
Part own_part(const Sample& sample);
Result<std::vector<Sample>> load_own(const std::string& folder);
/// All of re3d that is in `part`.
Result<std::vector<Sample>> load_re3d(const std::string& data, Part part);

/// With 0 epochs the weights of `init` are written as a model as they are: so runs that began alike and saw the data in another order are averaged.
Status train_model(const TrainOptions& options, const std::function<void(const EpochReport&)>& progress);

/// Tags, parses and compares, with the given tokens. LAS ignores subtypes of relations.
Scores score_syntax(const Analyzer& analyzer, const std::vector<Sample>& samples);
/// Exact spans of the types that `samples` annotate; other predictions do not count, nor do those that touch a word
/// whose annotation is open (kAnyName). `on_difference` gets each missed (gold) and each wrong name as text.
NameScore score_names(const Analyzer& analyzer, const std::vector<Sample>& samples, bool with_nationalities,
                      const std::function<void(bool gold, const std::string& what)>& on_difference = {});

}  // namespace dragoman::train
