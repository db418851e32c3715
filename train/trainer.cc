// SPDX-License-Identifier: Apache-2.0
#include "trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <numbers>
#include <utility>

#include "export.h"
#include "syntax/analyzer.h"
#include "vectors.h"

namespace dragoman::train {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Changes the case of a whole sentence now and then: headlines and datelines come in capitals.
enum class Case : std::uint8_t { kAsIs, kUpper, kLower };

std::string upper_ascii(const std::string& s) {
  std::string out = s;
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  return out;
}

class Batcher {
 public:
  Batcher(const Vocabulary& vocabulary, const WordVectors& vectors) : vocabulary_(vocabulary), vectors_(vectors) {}

  void add(const Sample& sample, Batch& batch, std::mt19937_64& rng) {
    std::uniform_real_distribution<double> uniform(0, 1);
    const double dice = uniform(rng);
    const Case change = dice < 0.03 ? Case::kUpper : dice < 0.05 ? Case::kLower : Case::kAsIs;
    const std::size_t n = sample.forms.size();
    for (std::size_t i = 0; i < n; ++i) {
      std::string form = sample.forms[i];
      if (change == Case::kUpper) form = upper_ascii(form);
      if (change == Case::kLower) lower_form(sample.forms[i], form);
      feature_hashes(form, scratch_, hashes_);
      const std::uint32_t row = uniform(rng) < 0.02 ? kNoRow : find_row(vectors_.index, hashes_.vector);
      const std::size_t at = batch.vectors.size();
      batch.vectors.resize(at + vectors_.dim, 0.0F);
      if (row != kNoRow) {
        std::memcpy(batch.vectors.data() + at, vectors_.values.data() + std::size_t{row} * vectors_.dim,
                    vectors_.dim * 4);
      }
      for (std::size_t k = 0; k < kMaxWordFeatures; ++k) {
        const std::uint32_t f = find_row(vocabulary_.index, hashes_.hash[k]);
        if (f == kNoRow) continue;
        const double drop = k < kFirstAffixFeature ? 0.3 / (0.3 + vocabulary_.counts[f]) + 0.02 : 0.02;
        if (uniform(rng) < drop) continue;
        batch.feature_row.push_back(static_cast<int>(f));
      }
      batch.feature_begin.push_back(static_cast<int>(batch.feature_row.size()));
      const bool syntax = sample.has_syntax();
      batch.upos.push_back(syntax ? vocabulary_.upos_of(sample.upos[i]) : -1);
      batch.xpos.push_back(syntax ? vocabulary_.xpos_of(sample.xpos[i]) : -1);
      batch.feats.push_back(syntax ? vocabulary_.feats_of(sample.feats[i]) : -1);
      batch.head.push_back(syntax ? sample.heads[i] : -2);
      batch.label.push_back(syntax ? vocabulary_.label_of(sample.deprels[i]) : -1);
      batch.names.push_back(sample.names.empty() ? kAnyName : sample.names[i]);
    }
    batch.begin.push_back(batch.tokens());
  }

 private:
  const Vocabulary& vocabulary_;
  const WordVectors& vectors_;
  FeatureScratch scratch_;
  FeatureHashes hashes_;
};

class Adam {
 public:
  void update(Net<float>& net, double rate) {
    ++time_;
    double norm = 0;
    for (Param<float>* p : net.params()) {
      if (!p->sparse) {
        norm += p->grad.squaredNorm();
        continue;
      }
      for (const int r : p->touched) norm += p->grad.row(r).squaredNorm();
    }
    const float clip = norm > kClip * kClip ? static_cast<float>(kClip / std::sqrt(norm)) : 1.0F;
    const double b1 = 0.9, b2 = 0.98;
    const auto alpha = static_cast<float>(rate * std::sqrt(1 - std::pow(b2, time_)) / (1 - std::pow(b1, time_)));
    const auto f1 = static_cast<float>(b1), f2 = static_cast<float>(b2);
    const auto apply = [&](auto&& value, auto&& grad, auto&& m, auto&& v) {
      m = f1 * m + (1 - f1) * clip * grad;
      v = f2 * v + (1 - f2) * clip * clip * grad.square();
      value -= alpha * m / (v.sqrt() + 1e-8F);
      grad.setZero();
    };
    for (Param<float>* p : net.params()) {
      if (!p->sparse) {
        apply(p->value.array(), p->grad.array(), p->m.array(), p->v.array());
        continue;
      }
      for (const int r : p->touched) {
        apply(p->value.row(r).array(), p->grad.row(r).array(), p->m.row(r).array(), p->v.row(r).array());
      }
    }
  }

 private:
  static constexpr double kClip = 2.0;
  int time_ = 0;
};

/// The mean of the weights in `paths`.
Status load_weights(Net<float>& net, const std::vector<std::string>& paths) {
  const auto share = 1.0F / static_cast<float>(paths.size());
  for (Param<float>* p : net.params()) p->value.setZero();
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    for (Param<float>* p : net.params()) {
      Mat<float> read(p->value.rows(), p->value.cols());
      in.read(reinterpret_cast<char*>(read.data()), static_cast<std::streamsize>(read.size() * 4));
      p->value += share * read;
    }
    if (!in) return Error{ErrorCode::kCorrupt, "not the weights of a network of this size", path, 0};
  }
  return {};
}

Status save_weights(Net<float>& net, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  for (Param<float>* p : net.params()) {
    out.write(reinterpret_cast<const char*>(p->value.data()), static_cast<std::streamsize>(p->value.size() * 4));
  }
  if (!out) return Error{ErrorCode::kIo, "cannot write", path, 0};
  return {};
}

/// The card beside the model: what it was made of and how it scores on the development parts.
Status write_card(const TrainOptions& options, const EpochReport& r, std::size_t sentences) {
  std::ofstream out(options.out + ".md");
  char line[256];
  out << "# Model card\n\nTagger, parser and name recogniser for English, made by `dragoman train`.\n\n"
      << "- Data: " << options.data << ", " << sentences << " training sentences" << (options.extra.empty() ? "" : "; further treebanks:");
  for (const std::string& path : options.extra) out << ' ' << path;
  out << (options.silver.empty() ? "" : "; annotated by a model:");
  for (const std::string& path : options.silver) out << ' ' << path;
  std::snprintf(line, sizeof line, "\n- Vectors: %s\n- Seed %llu, epoch %d of at most %d, %.0f seconds; layers %u, units %u\n", options.vectors.c_str(),
                static_cast<unsigned long long>(options.seed), r.epoch, options.epochs, r.seconds, options.net.layers, options.net.hidden);
  out << line << "- Licence: as that of the data; the `licence` section of the file names ours\n\n"
      << "| development part | UPOS | XPOS | FEATS | UAS | LAS |\n|---|---|---|---|---|---|\n";
  for (const auto& [name, s] : {std::pair{"EWT", r.ewt}, std::pair{"GUM", r.gum}, std::pair{"own", r.own}}) {
    if (s.tokens == 0) continue;
    std::snprintf(line, sizeof line, "| %s | %.2f | %.2f | %.2f | %.2f | %.2f |\n", name, s.upos, s.xpos, s.feats, s.uas, s.las);
    out << line;
  }
  out << "\n| names | precision | recall | F1 |\n|---|---|---|---|\n";
  for (const auto& [name, s] : {std::pair{"UNER EWT", r.uner}, std::pair{"re3d", r.re3d}}) {
    std::snprintf(line, sizeof line, "| %s | %.2f | %.2f | %.2f |\n", name, s.precision, s.recall, s.f1);
    out << line;
  }
  out.close();
  if (!out) return Error{ErrorCode::kIo, "cannot write the model card", options.out + ".md", 0};
  return {};
}

}  // namespace

Status train_model(const TrainOptions& options, const std::function<void(const EpochReport&)>& progress) {
  const auto start = Clock::now();
  auto corpus = load_corpus(options);
  if (!corpus) return std::move(corpus).error();
  auto vectors = load_vectors(options.vectors, options.net.vector_dim, options.words);
  if (!vectors) return std::move(vectors).error();
  const Vocabulary vocabulary = build_vocabulary(
      options.init.empty() ? corpus->train : std::vector<Sample>(corpus->train.begin(), corpus->train.begin() + static_cast<std::ptrdiff_t>(corpus->own_begin)));

  NetConfig config = options.net;
  config.xpos_count = static_cast<std::uint32_t>(vocabulary.xpos.size());
  config.feats_count = static_cast<std::uint32_t>(vocabulary.feats.size());
  config.label_count = static_cast<std::uint32_t>(vocabulary.labels.size());
  Net<float> net(config, static_cast<std::uint32_t>(vocabulary.counts.size()), options.seed);
  if (!options.init.empty()) {
    if (Status s = load_weights(net, options.init); !s) return s;
  }

  std::mt19937_64 rng(options.seed * 7919 + 17);
  Batcher batcher(vocabulary, *vectors);
  Adam adam;
  double best = -1;
  int epochs = options.epochs;
  std::uint64_t steps_done = 0;
  double progress_done = 0;  // share of the schedule
  const double setup_seconds = seconds_since(start);
  // Writes the model, scores it on the development parts and keeps it when it is the best so far.
  const auto settle = [&](EpochReport& report) -> Status {
    const std::string candidate = options.out + ".next";
    const std::string about = "epoch " + std::to_string(report.epoch) + " of " + std::to_string(epochs) + "; seed " +
                              std::to_string(options.seed) + "; training sentences " +
                              std::to_string(corpus->train.size()) + "\n";
    if (Status s = write_model(candidate, net, vocabulary, *vectors, about); !s) return s;
    auto analyzer = Analyzer::load(candidate);
    if (!analyzer) return std::move(analyzer).error();
    report.ewt = score_syntax(**analyzer, corpus->ewt_dev);
    report.gum = score_syntax(**analyzer, corpus->gum_dev);
    if (!corpus->own_dev.empty()) report.own = score_syntax(**analyzer, corpus->own_dev);
    report.uner = score_names(**analyzer, corpus->uner_dev, false);
    report.re3d = score_names(**analyzer, corpus->re3d_dev, true);
    const double score = report.ewt.las + report.gum.las + 0.5 * (report.ewt.upos + report.gum.upos) +
                         0.5 * report.own.las + 0.25 * (report.uner.f1 + report.re3d.f1);
    report.best = score > best;
    if (report.best) {
      best = score;
      if (std::rename(candidate.c_str(), options.out.c_str()) != 0) {
        return Error{ErrorCode::kIo, "cannot replace the model", options.out, 0};
      }
      if (Status s = save_weights(net, options.out + ".weights"); !s) return s;
    }
    report.seconds = seconds_since(start);
    if (report.best) {
      if (Status s = write_card(options, report, corpus->train.size()); !s) return s;
    }
    if (progress) progress(report);
    return {};
  };
  if (epochs == 0) {
    EpochReport report;
    return settle(report);
  }
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    EpochReport report;
    report.epoch = epoch;
    std::vector<std::uint32_t> order;
    std::uniform_real_distribution<double> uniform(0, 1);
    std::uint64_t tokens_in_epoch = 0;
    for (std::uint32_t i = 0; i < corpus->train.size(); ++i) {
      for (double share = corpus->share[i]; share > 0; share -= 1) {
        if (share < 1 && uniform(rng) >= share) continue;
        order.push_back(i);
        tokens_in_epoch += corpus->train[i].forms.size();
      }
    }
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[rng() % i]);
    std::uint64_t tokens = 0;
    std::size_t at = 0;
    const double epoch_begin = progress_done;
    while (at < order.size()) {
      Batch batch;
      while (at < order.size() && batch.tokens() < options.batch_tokens)
        batcher.add(corpus->train[order[at++]], batch, rng);
      const Losses l = net.step(batch, options.weights, options.dropout, rng);
      const double share = std::min(1.0, progress_done);
      const double warm = std::min(1.0, static_cast<double>(++steps_done) / 200.0);
      adam.update(net, options.learning_rate * warm * (0.5 + 0.5 * std::cos(share * std::numbers::pi)) + 1e-6);
      const double n = batch.tokens();
      report.losses.upos += l.upos * n;
      report.losses.xpos += l.xpos * n;
      report.losses.feats += l.feats * n;
      report.losses.names += l.names * n;
      report.losses.arcs += l.arcs * n;
      report.losses.labels += l.labels * n;
      tokens += static_cast<std::uint64_t>(batch.tokens());
      progress_done = epoch_begin + static_cast<double>(tokens) / static_cast<double>(tokens_in_epoch) / epochs;
    }
    for (double* l : {&report.losses.upos, &report.losses.xpos, &report.losses.feats, &report.losses.names,
                      &report.losses.arcs, &report.losses.labels}) {
      *l /= static_cast<double>(std::max<std::uint64_t>(tokens, 1));
    }
    if (Status s = settle(report); !s) return s;
    if (options.max_minutes > 0) {
      // Keep the cosine going to zero at the last epoch that fits.
      const double each = (report.seconds - setup_seconds) / epoch;
      const int fits = static_cast<int>((options.max_minutes * 60 - setup_seconds) / each);
      const int now = std::clamp(std::min(fits, options.epochs), epoch, options.epochs);
      if (now != epochs) epochs = now;
      progress_done = static_cast<double>(epoch) / epochs;
    }
  }
  return {};
}

}  // namespace dragoman::train
