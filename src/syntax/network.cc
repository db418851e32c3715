// SPDX-License-Identifier: Apache-2.0
#include "syntax/network.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace dragoman {
namespace {

std::uint16_t argmax(const float* x, std::size_t n) {
  std::size_t best = 0;
  for (std::size_t k = 1; k < n; ++k) {
    if (x[k] > x[best]) best = k;
  }
  return static_cast<std::uint16_t>(best);
}

/// Loads a matrix `name`.w with its `name`.b.
Result<PackedMatrix> load_matrix(const ModelFile& file, const std::string& name, std::uint32_t rows,
                                 std::uint32_t cols) {
  auto w = file.quant(name + ".w", rows, cols);
  if (!w) return std::move(w).error();
  auto b = file.floats(name + ".b", rows);
  if (!b) return std::move(b).error();
  return pack_matrix(*w, *b);
}

}  // namespace

Result<Network> Network::create(const ModelFile& file, CpuPath path) {
  Network net;
  auto config = file.config();
  if (!config) return std::move(config).error();
  const NetConfig& c = net.config_ = *config;
  net.kernels_ = &kernels_for(path);
  net.id_ = file.id();
  auto vectors = file.quant_rows("vectors", c.vector_dim);
  if (!vectors) return std::move(vectors).error();
  auto features = file.quant_rows("features", c.feature_dim);
  if (!features) return std::move(features).error();
  auto vector_table = file.table("vectors.index", vectors->rows);
  if (!vector_table) return std::move(vector_table).error();
  auto feature_table = file.table("features.index", features->rows);
  if (!feature_table) return std::move(feature_table).error();
  net.vectors_ = *vectors;
  net.features_ = *features;
  net.vector_table_ = *vector_table;
  net.feature_table_ = *feature_table;
  for (std::uint32_t l = 0; l < c.layers; ++l) {
    const std::string name = "layer" + std::to_string(l);
    auto w = load_matrix(file, name, 2 * NetConfig::gates(l) * c.hidden, l == 0 ? c.input_dim() : 2 * c.hidden);
    if (!w) return std::move(w).error();
    auto peep = file.floats(name + ".v", 4 * std::size_t{c.hidden});
    if (!peep) return std::move(peep).error();
    net.layers_.push_back({std::move(*w), *peep});
  }
  const auto load = [&](const std::string& name, std::uint32_t rows, std::uint32_t cols, PackedMatrix& to) -> Status {
    auto w = load_matrix(file, name, rows, cols);
    if (!w) return std::move(w).error();
    to = std::move(*w);
    return {};
  };
  for (const Status& status :
       {load("tag", c.tag_count(), 2 * c.hidden, net.tag_w_), load("name", c.name_tags, 2 * c.hidden, net.name_w_),
        load("mlp", 2 * c.arc_dim + 2 * c.label_dim, 2 * c.hidden, net.mlp_w_),
        load("arc", c.arc_dim + c.distance_buckets, c.arc_dim, net.arc_w_),
        load("label", c.label_count, c.label_dim, net.label_w_)}) {
    if (!status) return status.error();
  }
  auto arc_root = file.floats("arc.root", c.arc_dim);
  if (!arc_root) return std::move(arc_root).error();
  auto label_root = file.floats("label.root", c.label_dim);
  if (!label_root) return std::move(label_root).error();
  auto label_distance = file.floats("label.distance", std::size_t{c.distance_buckets} * c.label_dim);
  if (!label_distance) return std::move(label_distance).error();
  net.arc_root_ = *arc_root;
  net.label_root_ = *label_root;
  net.label_distance_ = *label_distance;
  return net;
}

void Network::embed(std::string_view form, float* out, FeatureScratch& scratch) const {
  std::memset(out, 0, config_.input_dim() * sizeof(float));
  FeatureHashes hashes;
  feature_hashes(form, scratch, hashes);
  const std::uint32_t word = find_row(vector_table_, hashes.vector);
  if (word != kNoRow) {
    kernels_->add_row(vectors_.value.data() + std::size_t{word} * config_.vector_dim, vectors_.scale[word],
                      config_.vector_dim, out);
  }
  for (const std::uint64_t hash : hashes.hash) {
    const std::uint32_t row = find_row(feature_table_, hash);
    if (row == kNoRow) continue;
    kernels_->add_row(features_.value.data() + std::size_t{row} * config_.feature_dim, features_.scale[row],
                      config_.feature_dim, out + config_.vector_dim);
  }
}

bool Network::add_vector(std::string_view form, float* out, FeatureScratch& scratch) const {
  FeatureHashes hashes;
  feature_hashes(form, scratch, hashes);
  const std::uint32_t word = find_row(vector_table_, hashes.vector);
  if (word == kNoRow) return false;
  kernels_->add_row(vectors_.value.data() + std::size_t{word} * config_.vector_dim, vectors_.scale[word], config_.vector_dim, out);
  return true;
}

/// The products of the first layer depend on the word alone, and few words make up most of any text: they are kept
/// from sentence to sentence in a small cache.
void Network::first_products(std::span<const std::string_view> forms, NetScratch& s) const {
  const std::size_t stride = layers_[0].w.padded_rows, width = config_.input_dim();
  WordCache& cache = s.words;
  if (cache.owner != id_ || cache.stride != stride) {
    cache.owner = id_;
    cache.stride = stride;
    cache.keys.assign(WordCache::kEntries, {});
    cache.values.resize(WordCache::kEntries * stride);
  }
  s.pre.resize(forms.size() * stride);
  s.input.resize(forms.size() * width);
  s.missing.clear();
  s.slots.resize(forms.size());
  for (std::size_t t = 0; t < forms.size(); ++t) {
    const std::string_view form = forms[t];
    s.slots[t] = WordCache::kEntries;
    if (form.size() <= WordCache::kMaxBytes) {
      std::uint64_t hash = fnv1a_64(form);
      hash = (hash ^ hash >> 32) * 0x9e3779b97f4a7c15ULL >> 40;
      const std::size_t set = hash % (WordCache::kEntries / 2) * 2;
      if (cache.keys[set].is(form) || cache.keys[set + 1].is(form)) {
        const std::size_t slot = cache.keys[set].is(form) ? set : set + 1;
        cache.keys[slot].used = true;
        cache.keys[slot ^ 1].used = false;
        std::memcpy(s.pre.data() + t * stride, cache.values.data() + slot * stride, stride * sizeof(float));
        continue;
      }
      s.slots[t] = static_cast<std::uint32_t>(cache.keys[set].used ? set + 1 : set);
    }
    embed(form, s.input.data() + s.missing.size() * width, s.features);
    s.missing.push_back(static_cast<std::uint32_t>(t));
  }
  const std::size_t count = s.missing.size();
  if (count == 0) return;
  s.rows.resize(count, width);
  kernels_->quantize(s.input.data(), width, count, width, s.rows);
  s.missing_pre.resize(count * stride);
  kernels_->multiply(s.rows, count, layers_[0].w, s.missing_pre.data(), stride);
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t t = s.missing[k];
    const float* from = s.missing_pre.data() + k * stride;
    std::memcpy(s.pre.data() + t * stride, from, stride * sizeof(float));
    const std::size_t slot = s.slots[t];
    if (slot == WordCache::kEntries) continue;
    cache.keys[slot].set(forms[t]);
    cache.keys[slot ^ 1].used = false;
    std::memcpy(cache.values.data() + slot * stride, from, stride * sizeof(float));
  }
}

void Network::run(std::span<const std::string_view> forms, std::span<const std::uint32_t> begin, NetScratch& s) const {
  const NetConfig& c = config_;
  const std::size_t tokens = forms.size();
  const std::size_t wide = 2 * std::size_t{c.hidden};
  s.tokens.assign(tokens, {});
  if (tokens == 0) return;
  s.cell.resize(c.hidden);
  s.out_a.resize(tokens * wide);
  s.out_b.resize(tokens * wide);
  first_products(forms, s);

  const float* x = nullptr;
  for (std::uint32_t l = 0; l < c.layers; ++l) {
    const Layer& layer = layers_[l];
    const std::size_t gates = NetConfig::gates(l), stride = layer.w.padded_rows;
    if (l > 0) {
      s.pre.resize(tokens * stride);
      kernels_->multiply(s.rows, tokens, layer.w, s.pre.data(), stride);
    }
    float* out = l % 2 == 0 ? s.out_a.data() : s.out_b.data();
    for (std::size_t k = 0; k + 1 < begin.size(); ++k) {
      const std::size_t n = begin[k + 1] - begin[k];
      if (n == 0) continue;
      for (std::size_t d = 0; d < 2; ++d) {
        const std::size_t first = d == 0 ? begin[k] : begin[k + 1] - 1;
        const std::ptrdiff_t step = d == 0 ? 1 : -1;
        kernels_->recur(s.pre.data() + first * stride + d * gates * c.hidden,
                        step * static_cast<std::ptrdiff_t>(stride), l == 0 ? nullptr : x + first * wide + d * c.hidden,
                        step * static_cast<std::ptrdiff_t>(wide), layer.peep.data() + d * c.hidden,
                        layer.peep.data() + wide + d * c.hidden, n, c.hidden, out + first * wide + d * c.hidden,
                        step * static_cast<std::ptrdiff_t>(wide), s.cell.data());
      }
    }
    x = out;
    s.rows.resize(tokens, wide);
    kernels_->quantize(x, wide, tokens, wide, s.rows);
    if (l + 1 == c.tag_layer) {
      s.logits.resize(tokens * tag_w_.padded_rows);
      kernels_->multiply(s.rows, tokens, tag_w_, s.logits.data(), tag_w_.padded_rows);
      for (std::size_t t = 0; t < tokens; ++t) {
        const float* row = s.logits.data() + t * tag_w_.padded_rows;
        s.tokens[t].upos = argmax(row, c.upos_count);
        s.tokens[t].xpos = argmax(row + c.upos_count, c.xpos_count);
        s.tokens[t].feats = argmax(row + c.upos_count + c.xpos_count, c.feats_count);
      }
    }
    if (l + 1 == c.name_layer) {
      s.name_logits.resize(tokens * name_w_.padded_rows);
      kernels_->multiply(s.rows, tokens, name_w_, s.name_logits.data(), name_w_.padded_rows);
    }
  }
  parse(begin, s.rows, tokens, s);
}

void Network::parse(std::span<const std::uint32_t> begin, const QuantRows& top, std::size_t tokens,
                    NetScratch& s) const {
  const std::size_t arc = config_.arc_dim, lab = config_.label_dim;
  const std::size_t mlp_stride = mlp_w_.padded_rows, query_stride = arc_w_.padded_rows;
  s.mlp.resize(tokens * mlp_stride);
  kernels_->multiply(top, tokens, mlp_w_, s.mlp.data(), mlp_stride);
  for (std::size_t t = 0; t < tokens; ++t) {
    float* row = s.mlp.data() + t * mlp_stride;
    for (std::size_t j = 0; j < 2 * arc; ++j) row[j] = row[j] > 0 ? row[j] : 0.0F;
  }
  s.top_rows.resize(tokens, arc);
  kernels_->quantize(s.mlp.data(), mlp_stride, tokens, arc, s.top_rows);
  s.query.resize(tokens * query_stride);
  kernels_->multiply(s.top_rows, tokens, arc_w_, s.query.data(), query_stride);

  s.mixed.resize(tokens * lab);
  for (std::size_t k = 0; k + 1 < begin.size(); ++k) {
    const std::size_t b = begin[k], n = begin[k + 1] - begin[k];
    if (n == 0) continue;
    const std::size_t columns = (n + 1 + 15) / 16 * 16;
    s.heads_t.resize(arc * columns);
    float* heads_t = s.heads_t.data();
    for (std::size_t d = 0; d < arc; ++d) {
      float* to = heads_t + d * columns;
      to[0] = arc_root_[d];
      for (std::size_t j = 0; j < n; ++j) to[j + 1] = s.mlp.data()[(b + j) * mlp_stride + arc + d];
      for (std::size_t j = n + 1; j < columns; ++j) to[j] = 0.0F;
    }
    s.scores.resize(n * columns);
    kernels_->dot_all(s.query.data() + b * query_stride, query_stride, n, heads_t, columns, arc, s.scores.data(),
                      columns);
    s.buckets.resize(2 * n - 1);
    for (std::size_t d = 1; d < n; ++d) {
      s.buckets[n - 1 + d] = static_cast<std::int32_t>(distance_bucket(static_cast<std::int32_t>(d)));
      s.buckets[n - 1 - d] = static_cast<std::int32_t>(distance_bucket(-static_cast<std::int32_t>(d)));
    }
    s.buckets[n - 1] = 0;
    s.heads.resize(n);
    kernels_->best_heads(s.scores.data(), columns, n, s.query.data() + b * query_stride + arc, query_stride,
                         s.buckets.data() + n - 1, s.heads.data());
    best_tree(s.scores.data(), columns, s.heads, s.tree);
    lift_over_ancestors(s.scores.data(), columns, s.heads);
    for (std::size_t i = 0; i < n; ++i) {
      const std::int32_t head = s.heads[i];
      s.tokens[b + i].head = head;
      const std::size_t bucket = head < 0 ? 0 : distance_bucket(head - static_cast<std::int32_t>(i));
      const float* mine = s.mlp.data() + (b + i) * mlp_stride + 2 * arc;
      const float* its = head < 0 ? label_root_.data()
                                  : s.mlp.data() + (b + static_cast<std::size_t>(head)) * mlp_stride + 2 * arc + lab;
      const float* distance = label_distance_.data() + bucket * lab;
      float* to = s.mixed.data() + (b + i) * lab;
      for (std::size_t j = 0; j < lab; ++j) {
        const float sum = mine[j] + its[j] + distance[j];
        to[j] = sum > 0 ? sum : 0.0F;
      }
    }
  }
  s.top_rows.resize(tokens, lab);
  kernels_->quantize(s.mixed.data(), lab, tokens, lab, s.top_rows);
  s.logits.resize(tokens * label_w_.padded_rows);
  kernels_->multiply(s.top_rows, tokens, label_w_, s.logits.data(), label_w_.padded_rows);
  for (std::size_t t = 0; t < tokens; ++t) {
    s.tokens[t].label = argmax(s.logits.data() + t * label_w_.padded_rows, config_.label_count);
  }
}

}  // namespace dragoman
