// SPDX-License-Identifier: Apache-2.0
// dragoman_train: trains a model, or scores one on the test parts.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>

#include "syntax/analyzer.h"
#include "trainer.h"

namespace {

using namespace dragoman;
using namespace dragoman::train;

void print_report(const EpochReport& r) {
  std::printf(
      "%3d %5.0fs loss %.3f (upos %.3f xpos %.3f feats %.3f names %.3f arcs %.3f labels %.3f)"
      "  EWT %.2f %.2f %.2f uas %.2f las %.2f  GUM %.2f %.2f %.2f uas %.2f las %.2f  own %.2f las %.2f  UNER %.2f re3d %.2f%s\n",
      r.epoch, r.seconds, r.losses.total(), r.losses.upos, r.losses.xpos, r.losses.feats, r.losses.names, r.losses.arcs,
      r.losses.labels, r.ewt.upos, r.ewt.xpos, r.ewt.feats, r.ewt.uas, r.ewt.las, r.gum.upos, r.gum.xpos, r.gum.feats,
      r.gum.uas, r.gum.las, r.own.uas, r.own.las, r.uner.f1, r.re3d.f1, r.best ? " *" : "");
  std::fflush(stdout);
}

int fail(const Error& error) {
  std::fprintf(stderr, "dragoman_train: %s\n", error.to_string().c_str());
  return 1;
}

int score(const std::string& model, const std::string& data, const std::string& part, const std::string& own, bool show) {
  auto analyzer = Analyzer::load(model);
  if (!analyzer) return fail(analyzer.error());
  for (const char* bank : {"ewt", "gum"}) {
    auto samples = read_conllu(data + "/ud/en_" + bank + "-ud-" + part + ".conllu", NameSource::kNone);
    if (!samples) return fail(samples.error());
    const Scores s = score_syntax(**analyzer, *samples);
    std::printf("%s %s: UPOS %.2f XPOS %.2f FEATS %.2f UAS %.2f LAS %.2f (%llu words)\n", bank, part.c_str(), s.upos,
                s.xpos, s.feats, s.uas, s.las, static_cast<unsigned long long>(s.tokens));
  }
  auto uner = read_iob(data + "/ner/uner/en_ewt-ud-" + part + ".iob2", IobSource::kUner);
  if (!uner) return fail(uner.error());
  if (part == "dev") std::erase_if(*uner, [](const Sample& s) { return uner_part(s.document) != Part::kDev; });
  auto re3d = load_re3d(data, part == "dev" ? Part::kDev : Part::kTest);
  if (!re3d) return fail(re3d.error());
  const auto print = [](const char* name, const NameScore& s) {
    std::printf("%s: names P %.2f R %.2f F1 %.2f (%llu names)\n", name, s.precision, s.recall, s.f1,
                static_cast<unsigned long long>(s.gold));
  };
  std::function<void(bool, const std::string&)> on_difference;
  if (show)
    on_difference = [](bool gold, const std::string& what) {
      std::printf("%s %s\n", gold ? "missed" : "wrong ", what.c_str());
    };
  print("UNER EWT", score_names(**analyzer, *uner, false, on_difference));
  print("re3d", score_names(**analyzer, *re3d, true, on_difference));
  if (!own.empty()) {
    auto samples = load_own(own);
    if (!samples) return fail(samples.error());
    std::erase_if(*samples, [](const Sample& s) { return !s.has_syntax() || own_part(s) != Part::kDev; });
    const Scores s = score_syntax(**analyzer, *samples);
    std::printf("own, held out: UPOS %.2f XPOS %.2f FEATS %.2f UAS %.2f LAS %.2f (%llu words)\n", s.upos, s.xpos, s.feats,
                s.uas, s.las, static_cast<unsigned long long>(s.tokens));
    print("own, held out", score_names(**analyzer, *samples, true, on_difference));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Run by `dragoman train`, it is called "train".
  CLI::App app("Trains the language model (tagger, parser, names) from CoNLL-U and IOB2 files, or scores one. Each epoch prints\n"
               "its losses and the scores on the development parts; the best epoch is kept, its weights in MODEL.weights.",
               std::string_view(argv[0]) == "train" ? "dragoman train" : "dragoman_train");
  app.footer("Examples:\n"
             "  dragoman train --data DATA --vectors vectors.json --out my.model --epochs 40\n"
             "  dragoman train --data DATA --vectors vectors.json --out my.model --init my.model.weights --epochs 5\n"
             "  dragoman train --data DATA --vectors vectors.json --out mean.model --init a.model.weights --init b.model.weights --epochs 0\n"
             "  dragoman train --data DATA --out my.model --score test");
  TrainOptions options;
  std::string score_part;
  app.add_option("--data", options.data, "folder with ud/ and ner/")->required();
  app.add_option("--vectors", options.vectors, "JSON of pretrained word vectors");
  app.add_option("--out", options.out, "model file to write (or to score)")->required();
  app.add_option("--init", options.init, "weights to start from (MODEL.weights of an earlier run); of several the mean");
  app.add_option("--extra", options.extra, "further treebanks");
  app.add_option("--own", options.own, "folder of sentences of your own: *.conllu with trees and NE=, *.iob2 with names");
  app.add_option("--own-share", options.own_share, "how often each of these is seen per epoch");
  app.add_option("--silver", options.silver, "CoNLL-U annotated by a model");
  app.add_option("--silver-share", options.silver_share, "share of silver sentences seen per epoch");
  app.add_option("--epochs", options.epochs, "passes over the data; 0: write the model of --init");
  app.add_option("--minutes", options.max_minutes, "cut the schedule to fit");
  app.add_option("--batch", options.batch_tokens, "tokens per step");
  app.add_option("--rate", options.learning_rate, "peak learning rate");
  app.add_option("--seed", options.seed, "seed");
  app.add_option("--words", options.words, "pretrained vectors to keep");
  app.add_option("--layers", options.net.layers, "recurrent layers");
  app.add_option("--hidden", options.net.hidden, "units per direction");
  app.add_option("--tag-layer", options.net.tag_layer, "layer that feeds the tags");
  app.add_option("--name-layer", options.net.name_layer, "layer that feeds the names");
  app.add_option("--arc", options.net.arc_dim, "size of arc vectors");
  app.add_option("--label", options.net.label_dim, "size of label vectors");
  app.add_option("--drop-input", options.dropout.input, "dropout of words");
  app.add_option("--drop-layer", options.dropout.layer, "dropout between layers");
  app.add_option("--drop-head", options.dropout.head, "dropout before the heads");
  app.add_option("--names-weight", options.weights.names, "weight of the name loss");
  app.add_option("--score", score_part, "score the model on 'dev' or 'test' instead of training")->check(CLI::IsMember({"dev", "test"}));
  bool show = false;
  app.add_flag("--show", show, "with --score: name every name missed or wrong");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    std::fprintf(stderr, "%s: %s\n", app.get_name().c_str(), error.what());
    return 2;
  }
  if (!score_part.empty()) return score(options.out, options.data, score_part, options.own, show);
  const Status status = train_model(options, print_report);
  return status.ok() ? 0 : fail(status.error());
}
