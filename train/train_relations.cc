// SPDX-License-Identifier: Apache-2.0
// train_relations: trains the model of `dragoman relate` from marked sentences.
//
//   train_relations --data DIR --out MODEL FILE.tsv...          train
//   train_relations --data DIR --folds 10 FILE.tsv...           cross-validate, no sentence in two folds
//
// A file has the columns type, mode, sentence with <s>..</s> and <t>..</t>; or, with a header, marked_sentence and
// gold_root (YIELD trains as RETREAT). Lines that begin with # are comments. Results depend on nothing but the input.
#include <CLI/CLI.hpp>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <random>
#include <string>
#include <unordered_map>

#include "base/hash.h"
#include "coding/relation_coder.h"
#include "coding/resources.h"

namespace {

using namespace dragoman;

struct Example {
  std::size_t type = 0;
  float weight = 1;
  std::uint64_t key = 0;  ///< of the sentence, or of the pattern or story it came from: what splits go by
  bool held = false;
  std::vector<std::pair<std::uint32_t, float>> items;
  std::vector<float> dense;
};

struct Settings {
  double l2 = 1e-3;
  double dense_l2 = 1e-4;
  double rate = 0.05;
  int epochs = 15;
  double balance = 0.5;
  double dense_scale = 0.7;
  int runs = 5;
  double dropout = 0.4;  ///< share of an example's features hidden at each step, so that none is relied on alone
};

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0;;) {
    const std::size_t tab = line.find('\t', at);
    out.push_back(line.substr(at, tab == std::string_view::npos ? tab : tab - at));
    if (tab == std::string_view::npos) return out;
    at = tab + 1;
  }
}

/// Takes the marks out; first mark of each kind counts.
std::string unmark(std::string_view marked, std::optional<ByteRange>& source, std::optional<ByteRange>& target) {
  std::string text;
  std::uint32_t open[2] = {0, 0};
  for (std::size_t i = 0; i < marked.size();) {
    const auto is = [&](std::string_view tag) { return marked.substr(i).starts_with(tag); };
    const auto here = static_cast<std::uint32_t>(text.size());
    const auto close = [&](std::uint32_t begin, std::optional<ByteRange>& range) {
      std::uint32_t end = here;
      while (begin < end && text[begin] == ' ') ++begin;
      while (end > begin && text[end - 1] == ' ') --end;
      if (begin < end) range = ByteRange{begin, end};
    };
    if (is("<s>")) open[0] = here, i += 3;
    else if (is("<t>")) open[1] = here, i += 3;
    else if (is("</s>")) close(open[0], source), i += 4;
    else if (is("</t>")) close(open[1], target), i += 4;
    else text += marked[i++];
  }
  return text;
}

/// Numbers of features by hash.
struct Index {
  std::unordered_map<std::uint64_t, std::uint32_t> ids;
  std::vector<std::uint64_t> hashes;
  std::uint32_t id(std::uint64_t hash) {
    const auto [at, fresh] = ids.emplace(hash, static_cast<std::uint32_t>(hashes.size()));
    if (fresh) hashes.push_back(hash);
    return at->second;
  }
};

using Row = Eigen::Array<float, kRelationClasses, 1>;
using Rows = Eigen::Map<Row>;

struct Weights {
  std::vector<float> sparse, dense;
};

void scores(const Weights& w, const Example& e, std::array<double, kRelationClasses>& z) {
  z.fill(0);
  for (const auto& [id, value] : e.items) {
    const float* row = w.sparse.data() + std::size_t{id} * kRelationClasses;
    for (std::size_t c = 0; c < kRelationClasses; ++c) z[c] += static_cast<double>(row[c] * value);
  }
  for (std::size_t d = 0; d < e.dense.size(); ++d) {
    const float* row = w.dense.data() + d * kRelationClasses;
    for (std::size_t c = 0; c < kRelationClasses; ++c) z[c] += static_cast<double>(row[c] * e.dense[d]);
  }
}

void softmax(std::array<double, kRelationClasses>& z, double temperature = 1) {
  const double top = *std::max_element(z.begin(), z.end());
  double sum = 0;
  for (double& v : z) sum += v = std::exp((v - top) / temperature);
  for (double& v : z) v /= sum;
}

/// Stochastic descent with AdaGrad steps; L2 is applied to the features of each example, so rare ones shrink as often as they are seen.
Weights train_once(const std::vector<const Example*>& data, std::size_t features, std::size_t dense, const Settings& s, std::uint32_t seed) {
  Weights w{std::vector<float>(features * kRelationClasses), std::vector<float>(dense * kRelationClasses)};
  std::vector<float> g_sparse(w.sparse.size(), 1e-6F), g_dense(w.dense.size(), 1e-6F);
  std::array<double, kRelationClasses> mass{};
  double total = 0;
  for (const Example* e : data) mass[e->type] += static_cast<double>(e->weight), total += static_cast<double>(e->weight);
  std::vector<std::uint32_t> order(data.size());
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937 random(seed);
  std::vector<std::pair<std::uint32_t, float>> shown;
  for (int epoch = 0; epoch < s.epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    const auto rate = static_cast<float>(s.rate * (1.0 - 0.9 * epoch / s.epochs));
    for (const std::uint32_t at : order) {
      const Example& e = *data[at];
      shown.clear();
      const auto limit = static_cast<std::uint32_t>(s.dropout * 4294967295.0);
      for (const auto& [id, value] : e.items) {
        if (s.dropout > 0 && static_cast<std::uint32_t>(random()) < limit) continue;
        shown.emplace_back(id, value / static_cast<float>(1 - s.dropout));
      }
      Row z = Row::Zero();
      for (const auto& [id, value] : shown) z += value * Rows(w.sparse.data() + std::size_t{id} * kRelationClasses);
      for (std::size_t d = 0; d < e.dense.size(); ++d) z += e.dense[d] * Rows(w.dense.data() + d * kRelationClasses);
      Row p = (z - z.maxCoeff()).exp();
      p /= p.sum();
      p[static_cast<Eigen::Index>(e.type)] -= 1;
      p *= e.weight * static_cast<float>(std::pow(total / (kRelationClasses * mass[e.type]), s.balance));
      const auto step = [&](float* row, float* squares, float value, float l2) {
        Rows weights(row), g(squares);
        const Row gradient = p * value + l2 * weights;
        g += gradient.square();
        weights -= rate * gradient / g.sqrt();
      };
      for (const auto& [id, value] : shown)
        step(w.sparse.data() + std::size_t{id} * kRelationClasses, g_sparse.data() + std::size_t{id} * kRelationClasses, value, static_cast<float>(s.l2));
      for (std::size_t d = 0; d < e.dense.size(); ++d) {
        if (e.dense[d] != 0)
          step(w.dense.data() + d * kRelationClasses, g_dense.data() + d * kRelationClasses, e.dense[d], static_cast<float>(s.dense_l2));
      }
    }
  }
  return w;
}

/// The mean of several descents that differ in order and in what is hidden: the scores are linear, so it votes as they all do together.
Weights train(const std::vector<const Example*>& data, std::size_t features, std::size_t dense, const Settings& s) {
  Weights mean = train_once(data, features, dense, s, 20260101);
  const auto add = [](std::vector<float>& to, const std::vector<float>& from, float share) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += (from[i] - to[i]) * share;
  };
  for (int run = 1; run < s.runs; ++run) {
    const Weights next = train_once(data, features, dense, s, 20260101U + static_cast<std::uint32_t>(run));
    add(mean.sparse, next.sparse, 1.0F / static_cast<float>(run + 1));
    add(mean.dense, next.dense, 1.0F / static_cast<float>(run + 1));
  }
  return mean;
}

struct Tally {
  std::array<double, kRelationClasses> tp{}, fp{}, fn{};
  double right = 0, total = 0, right_quad = 0;
  /// CONCEDE and RETREAT are one class, as in relation data.
  static std::size_t group(std::size_t type) { return type == static_cast<std::size_t>(EventType::kConcede) ? static_cast<std::size_t>(EventType::kRetreat) : type; }
  static bool is_conflict(std::size_t type) {
    const Quad quad = quad_of(static_cast<EventType>(type));
    return quad == Quad::kVerbalConflict || quad == Quad::kMaterialConflict;
  }
  void add(std::size_t gold, std::size_t found) {
    gold = group(gold), found = group(found);
    ++total;
    if (is_conflict(gold) == is_conflict(found)) ++right_quad;
    if (gold == found) ++right, ++tp[gold];
    else ++fp[found], ++fn[gold];
  }
  [[nodiscard]] double macro() const {
    double sum = 0;
    int n = 0;
    for (std::size_t c = 0; c < kRelationClasses; ++c) {
      if (tp[c] + fn[c] == 0) continue;
      sum += 2 * tp[c] / (2 * tp[c] + fp[c] + fn[c]);
      ++n;
    }
    return n == 0 ? 0 : sum / n;
  }
  void print(const char* name) const {
    const double n = std::max(total, 1.0);
    std::printf("%s: macro-F1 %.3f accuracy %.3f conflict-or-cooperation %.3f (%.0f)\n", name, macro(), right / n, right_quad / n, total);
  }
  void print_types() const {
    for (std::size_t c = 0; c < kRelationClasses; ++c) {
      if (tp[c] + fn[c] == 0) continue;
      std::printf("  %-10s F1 %.3f (%.0f)\n", kEventTypeNames[c].data(), 2 * tp[c] / (2 * tp[c] + fp[c] + fn[c]), tp[c] + fn[c]);
    }
  }
};

std::size_t choose(const Weights& w, const Example& e) {
  std::array<double, kRelationClasses> z{};
  scores(w, e, z);
  softmax(z);
  double p = 0;
  return static_cast<std::size_t>(best_relation(z, p));
}

/// The temperature under which the held sentences are likeliest.
double calibrate(const Weights& w, const std::vector<const Example*>& held) {
  double best = 1, best_loss = 1e300;
  for (double t = 0.5; t < 4; t += 0.05) {
    double loss = 0;
    for (const Example* e : held) {
      std::array<double, kRelationClasses> z{};
      scores(w, *e, z);
      softmax(z, t);
      loss -= std::log(std::max(z[e->type], 1e-9));
    }
    if (loss < best_loss) best = t, best_loss = loss;
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Trains the model of `dragoman relate`", "train_relations");
  std::string data, out, extra;
  std::vector<std::string> files, tests;
  int folds = 0;
  double extra_weight = 1;
  bool all = false, by_type = false;
  Settings settings;
  app.add_option("files", files, "marked sentences")->required();
  app.add_option("--data", data, "data directory of dragoman")->required();
  app.add_option("--out", out, "model to write");
  app.add_option("--test", tests, "files to score the model on, not trained on");
  app.add_option("--folds", folds, "cross-validate the last file; the others are always trained on");
  app.add_option("--last-weight", extra_weight, "weight of the last file's sentences");
  app.add_flag("--all", all, "train the written model on the held sentences too");
  app.add_flag("--by-type", by_type, "print the F1 of each type");
  app.add_option("--l2", settings.l2, "shrinkage");
  app.add_option("--dense-l2", settings.dense_l2, "shrinkage of the vector weights");
  app.add_option("--dense-scale", settings.dense_scale, "scale of the vectors");
  app.add_option("--rate", settings.rate, "step");
  app.add_option("--epochs", settings.epochs, "passes");
  app.add_option("--runs", settings.runs, "descents whose mean is taken");
  app.add_option("--dropout", settings.dropout, "share of features hidden at each step");
  app.add_option("--balance", settings.balance, "0: classes as they come, 1: all alike");
  CLI11_PARSE(app, argc, argv);

  auto resources = load_resources(data);
  if (!resources) {
    std::fprintf(stderr, "train_relations: %s\n", resources.error().to_string().c_str());
    return 1;
  }
  RelationCoder coder(resources->view());
  Index index;
  const auto read = [&](const std::string& path, std::vector<Example>& examples, float weight) {
    std::ifstream in(path);
    std::string line;
    std::size_t type_column = 0, text_column = 2;
    int bad = 0;
    while (std::getline(in, line)) {
      if (line.empty() || line[0] == '#') continue;
      const auto cells = split(line);
      const auto named = std::find(cells.begin(), cells.end(), std::string_view("marked_sentence"));
      if (named != cells.end()) {
        text_column = static_cast<std::size_t>(named - cells.begin());
        type_column = static_cast<std::size_t>(std::find(cells.begin(), cells.end(), std::string_view("gold_root")) - cells.begin());
        continue;
      }
      if (cells.size() <= std::max(type_column, text_column)) {
        ++bad;
        continue;
      }
      const std::string_view name = cells[type_column] == "YIELD" ? std::string_view("RETREAT") : cells[type_column];
      const auto type = std::find(kEventTypeNames.begin(), kEventTypeNames.end(), name);
      if (type == kEventTypeNames.end()) {
        ++bad;
        continue;
      }
      std::optional<ByteRange> source, target;
      const std::string text = unmark(cells[text_column], source, target);
      Example e;
      e.type = static_cast<std::size_t>(type - kEventTypeNames.begin());
      e.weight = weight;
      // Sentences of one pattern stay together: what is held out is worded differently.
      e.key = mix_64(fnv1a_64(text_column == 2 && cells.size() > 3 ? cells[3] : std::string_view(text)));
      e.held = e.key % 100 < 15;
      const RelationFeatures& features = coder.features(text, source, target);
      for (const auto& item : features.items) e.items.emplace_back(index.id(item.hash), item.value);
      e.dense = features.dense;
      for (float& v : e.dense) v *= static_cast<float>(settings.dense_scale);
      examples.push_back(std::move(e));
    }
    if (bad > 0) std::fprintf(stderr, "train_relations: %s: %d lines not understood\n", path.c_str(), bad);
  };
  std::vector<Example> examples, last;
  for (std::size_t f = 0; f < files.size(); ++f) read(files[f], folds > 0 && f + 1 == files.size() ? last : examples, f + 1 == files.size() && files.size() > 1 ? static_cast<float>(extra_weight) : 1.0F);
  std::vector<std::vector<Example>> test_sets(tests.size());
  for (std::size_t f = 0; f < tests.size(); ++f) read(tests[f], test_sets[f], 1);
  std::size_t dense = 0;
  for (const auto* set : {&examples, &last})
    for (const Example& e : *set) dense = std::max(dense, e.dense.size());
  const std::size_t features = index.hashes.size();

  if (folds > 0) {
    Tally tally;
    for (int fold = 0; fold < folds; ++fold) {
      std::vector<const Example*> part;
      for (const Example& e : examples) part.push_back(&e);
      for (const Example& e : last)
        if (static_cast<int>((e.key >> 8) % static_cast<std::uint64_t>(folds)) != fold) part.push_back(&e);
      const Weights w = train(part, features, dense, settings);
      for (const Example& e : last)
        if (static_cast<int>((e.key >> 8) % static_cast<std::uint64_t>(folds)) == fold) tally.add(e.type, choose(w, e));
    }
    tally.print("cross-validated");
    if (by_type) tally.print_types();
    return 0;
  }

  std::vector<const Example*> kept, held;
  for (const Example& e : examples) (e.held ? held : kept).push_back(&e);
  Weights w = train(kept, features, dense, settings);
  Tally on_held;
  for (const Example* e : held) on_held.add(e->type, choose(w, *e));
  std::printf("%zu sentences, %zu features\n", examples.size(), features);
  on_held.print("held out");
  const double temperature = held.empty() ? 1 : calibrate(w, held);
  if (all) {
    kept.insert(kept.end(), held.begin(), held.end());
    w = train(kept, features, dense, settings);
  }
  for (std::size_t f = 0; f < tests.size(); ++f) {
    Tally both, halves[2];
    for (const Example& e : test_sets[f]) {
      const std::size_t found = choose(w, e);
      both.add(e.type, found);
      halves[(e.key >> 20) % 2].add(e.type, found);
    }
    both.print(tests[f].c_str());
    halves[0].print("  study half");
    halves[1].print("  other half");
    if (by_type) both.print_types();
  }
  if (out.empty()) return 0;
  RelationWeights model;
  std::vector<std::uint32_t> order(features);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return index.hashes[a] < index.hashes[b]; });
  for (const std::uint32_t id : order) {
    const float* row = w.sparse.data() + std::size_t{id} * kRelationClasses;
    if (std::all_of(row, row + kRelationClasses, [](float v) { return std::fabs(v) < 0.01F; })) continue;
    model.hashes.push_back(index.hashes[id]);
    model.sparse.insert(model.sparse.end(), row, row + kRelationClasses);
  }
  model.dense = w.dense;
  for (float& v : model.dense) v *= static_cast<float>(settings.dense_scale);
  model.temperature = static_cast<float>(temperature);
  model.about = std::to_string(kept.size()) + " sentences";
  std::ofstream file(out, std::ios::binary);
  file << build_relation_model(model);
  std::printf("%s: %zu features, temperature %.2f\n", out.c_str(), model.hashes.size(), temperature);
  return file.good() ? 0 : 1;
}
