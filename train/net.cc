// SPDX-License-Identifier: Apache-2.0
#include "net.h"

#include <algorithm>
#include <cmath>

#include "syntax/fast_math.h"

namespace dragoman::train {
namespace {

using Index = Eigen::Index;

/// Softmax cross entropy over columns [from, from + count) of one row; writes the gradient, returns the loss.
template <typename T>
double cross_entropy(const T* logits, T* grad, int count, int gold, T weight) {
  T top = logits[0];
  for (int k = 1; k < count; ++k) top = std::max(top, logits[k]);
  T sum = 0;
  for (int k = 0; k < count; ++k) {
    grad[k] = fast_exp(logits[k] - top);
    sum += grad[k];
  }
  const double loss = -std::log(std::max(double(grad[gold]) / double(sum), 1e-30));
  const T scale = weight / sum;
  for (int k = 0; k < count; ++k) grad[k] *= scale;
  grad[gold] -= weight;
  return loss * double(weight);
}

/// The same where any label of a set is right: minus the log of their summed probability.
template <typename T>
double set_cross_entropy(const T* logits, T* grad, int count, std::uint32_t gold, T weight) {
  T top = logits[0];
  for (int k = 1; k < count; ++k) top = std::max(top, logits[k]);
  T sum = 0, good = 0;
  for (int k = 0; k < count; ++k) {
    grad[k] = fast_exp(logits[k] - top);
    sum += grad[k];
    if (gold >> k & 1U) good += grad[k];
  }
  good = std::max(good, T(1e-30));
  for (int k = 0; k < count; ++k) {
    const T in_set = gold >> k & 1U ? grad[k] / good : T(0);
    grad[k] = weight * (grad[k] / sum - in_set);
  }
  return -std::log(double(good) / double(sum)) * double(weight);
}

}  // namespace

template <typename T>
void Param<T>::init(std::string label, Index rows, Index cols, double stddev, std::mt19937_64& rng) {
  name = std::move(label);
  value.resize(rows, cols);
  std::normal_distribution<double> normal(0.0, 1.0);
  for (Index i = 0; i < value.size(); ++i) value.data()[i] = stddev > 0 ? T(normal(rng) * stddev) : T(0);
  grad = Mat<T>::Zero(rows, cols);
  m = Mat<T>::Zero(rows, cols);
  v = Mat<T>::Zero(rows, cols);
}

template <typename T>
Net<T>::Net(const NetConfig& c, std::uint32_t feature_rows, std::uint64_t seed) : config_(c), layers_(c.layers) {
  std::mt19937_64 rng(seed);
  features.init("features", feature_rows, c.feature_dim, 0.1, rng);
  features.sparse = true;
  layer_w.resize(c.layers);
  layer_b.resize(c.layers);
  layer_v.resize(c.layers);
  for (std::uint32_t l = 0; l < c.layers; ++l) {
    const Index in = l == 0 ? c.input_dim() : 2 * c.hidden;
    const Index out = 2 * NetConfig::gates(l) * c.hidden;
    layer_w[l].init("layer" + std::to_string(l) + ".w", out, in, std::sqrt(1.0 / double(in)), rng);
    layer_b[l].init("layer" + std::to_string(l) + ".b", 1, out, 0, rng);
    layer_v[l].init("layer" + std::to_string(l) + ".v", 2, 2 * c.hidden, 0.05, rng);
    std::uniform_real_distribution<double> spread(-0.5, 2.0);  // memories of different length from the start
    for (std::uint32_t d = 0; d < 2; ++d) {
      for (std::uint32_t j = 0; j < c.hidden; ++j) {
        layer_b[l].value(0, (d * NetConfig::gates(l) + 1) * c.hidden + j) = T(spread(rng));
      }
    }
  }
  const Index wide = 2 * c.hidden;
  const double s = std::sqrt(1.0 / double(wide));
  tag_w.init("tag.w", c.tag_count(), wide, s, rng);
  tag_b.init("tag.b", 1, c.tag_count(), 0, rng);
  name_w.init("name.w", c.name_tags, wide, s, rng);
  name_b.init("name.b", 1, c.name_tags, 0, rng);
  const Index mlp = 2 * c.arc_dim + 2 * c.label_dim;
  mlp_w.init("mlp.w", mlp, wide, s * 1.4, rng);
  mlp_b.init("mlp.b", 1, mlp, 0, rng);
  arc_w.init("arc.w", c.arc_dim + c.distance_buckets, c.arc_dim, std::sqrt(0.5 / c.arc_dim), rng);
  arc_b.init("arc.b", 1, c.arc_dim + c.distance_buckets, 0, rng);
  arc_root.init("arc.root", 1, c.arc_dim, 0.3, rng);
  label_root.init("label.root", 1, c.label_dim, 0.3, rng);
  label_distance.init("label.distance", c.distance_buckets, c.label_dim, 0.1, rng);
  label_w.init("label.w", c.label_count, c.label_dim, std::sqrt(1.0 / c.label_dim), rng);
  label_b.init("label.b", 1, c.label_count, 0, rng);
}

template <typename T>
std::vector<Param<T>*> Net<T>::params() {
  std::vector<Param<T>*> all = {&features};
  for (std::size_t l = 0; l < layer_w.size(); ++l) all.insert(all.end(), {&layer_w[l], &layer_b[l], &layer_v[l]});
  for (Param<T>* p : {&tag_w, &tag_b, &name_w, &name_b, &mlp_w, &mlp_b, &arc_w, &arc_b, &arc_root, &label_root,
                      &label_distance, &label_w, &label_b}) {
    all.push_back(p);
  }
  return all;
}

/// One mask per sentence (the same units are dropped at each of its tokens); empty when nothing is dropped.
template <typename T>
void Net<T>::sentence_mask(const Batch& batch, Index cols, double rate, std::mt19937_64& rng, Mat<T>& mask) {
  if (rate <= 0) {
    mask.resize(0, 0);
    return;
  }
  mask.resize(batch.sentences(), cols);
  const T keep = T(1.0 / (1.0 - rate));
  const auto limit = static_cast<std::uint32_t>(rate * 65536.0);
  std::uint64_t bits = 0;
  for (Index i = 0; i < mask.size(); ++i) {
    if (i % 4 == 0) bits = rng();
    mask.data()[i] = (bits & 0xffff) < limit ? T(0) : keep;
    bits >>= 16;
  }
}

template <typename T>
void apply_mask(const Batch& batch, const Mat<T>& mask, Mat<T>& x) {
  if (mask.size() == 0) return;
  for (int s = 0; s < batch.sentences(); ++s) {
    for (int t = batch.begin[s]; t < batch.begin[s + 1]; ++t) x.row(t).array() *= mask.row(s).array();
  }
}

template <typename T>
void Net<T>::forward_layer(const Batch& batch, std::size_t l, const Mat<T>& input, double rate, std::mt19937_64& rng,
                           Mat<T>& out) {
  Layer& layer = layers_[l];
  const Index h = config_.hidden;
  const Index gates = NetConfig::gates(static_cast<std::uint32_t>(l));
  layer.input = input;
  layer.dropped = input;
  sentence_mask(batch, input.cols(), rate, rng, layer.mask);
  apply_mask(batch, layer.mask, layer.dropped);
  layer.pre.resize(input.rows(), 2 * gates * h);
  layer.pre.noalias() = layer.dropped * layer_w[l].value.transpose();
  layer.pre.rowwise() += layer_b[l].value.row(0);
  layer.forget.resize(input.rows(), 2 * h);
  layer.reset.resize(input.rows(), 2 * h);
  layer.cell.resize(input.rows(), 2 * h);
  out.resize(input.rows(), 2 * h);
  const std::vector<T> zero(static_cast<std::size_t>(h), T(0));
  for (int s = 0; s < batch.sentences(); ++s) {
    for (Index d = 0; d < 2; ++d) {
      const T* vf = layer_v[l].value.data() + d * h;
      const T* vr = layer_v[l].value.data() + 2 * h + d * h;
      const T* before = zero.data();
      for (int i = 0; i < batch.begin[s + 1] - batch.begin[s]; ++i) {
        const int t = d == 0 ? batch.begin[s] + i : batch.begin[s + 1] - 1 - i;
        const T* pre = &layer.pre(t, d * gates * h);
        const T* x = gates == 4 ? pre + 3 * h : &input(t, d * h);
        T* f = &layer.forget(t, d * h);
        T* r = &layer.reset(t, d * h);
        T* c = &layer.cell(t, d * h);
        T* o = &out(t, d * h);
        DRAGOMAN_IVDEP
        for (Index j = 0; j < h; ++j) {
          f[j] = sigmoid(pre[h + j] + vf[j] * before[j]);
          r[j] = sigmoid(pre[2 * h + j] + vr[j] * before[j]);
          c[j] = f[j] * before[j] + (T(1) - f[j]) * pre[j];
          o[j] = r[j] * c[j] + (T(1) - r[j]) * x[j];
        }
        before = c;
      }
    }
  }
}

template <typename T>
void Net<T>::backward_layer(const Batch& batch, std::size_t l, const Mat<T>& d_out, Mat<T>& d_in) {
  Layer& layer = layers_[l];
  const Index h = config_.hidden;
  const Index gates = NetConfig::gates(static_cast<std::uint32_t>(l));
  Mat<T> d_pre(layer.pre.rows(), layer.pre.cols());
  d_in = Mat<T>::Zero(layer.input.rows(), layer.input.cols());
  std::vector<T> zero(static_cast<std::size_t>(h), T(0)), carry(static_cast<std::size_t>(h));
  for (int s = 0; s < batch.sentences(); ++s) {
    const int n = batch.begin[s + 1] - batch.begin[s];
    for (Index d = 0; d < 2; ++d) {
      const T* vf = layer_v[l].value.data() + d * h;
      const T* vr = layer_v[l].value.data() + 2 * h + d * h;
      T* gvf = layer_v[l].grad.data() + d * h;
      T* gvr = layer_v[l].grad.data() + 2 * h + d * h;
      std::fill(carry.begin(), carry.end(), T(0));
      T* back = carry.data();
      for (int i = n - 1; i >= 0; --i) {
        const int t = d == 0 ? batch.begin[s] + i : batch.begin[s + 1] - 1 - i;
        const int before_t = d == 0 ? t - 1 : t + 1;
        const T* before = i > 0 ? &layer.cell(before_t, d * h) : zero.data();
        const T* pre = &layer.pre(t, d * gates * h);
        const T* x = gates == 4 ? pre + 3 * h : &layer.input(t, d * h);
        const T* f = &layer.forget(t, d * h);
        const T* r = &layer.reset(t, d * h);
        const T* c = &layer.cell(t, d * h);
        const T* dh = &d_out(t, d * h);
        T* dp = &d_pre(t, d * gates * h);
        T* dx = gates == 4 ? dp + 3 * h : &d_in(t, d * h);
        DRAGOMAN_IVDEP
        for (Index j = 0; j < h; ++j) {
          const T dr = dh[j] * (c[j] - x[j]) * r[j] * (T(1) - r[j]);
          const T dc = dh[j] * r[j] + back[j];
          const T df = dc * (before[j] - pre[j]) * f[j] * (T(1) - f[j]);
          dx[j] = dh[j] * (T(1) - r[j]);
          dp[j] = dc * (T(1) - f[j]);
          dp[h + j] = df;
          dp[2 * h + j] = dr;
          back[j] = dc * f[j] + df * vf[j] + dr * vr[j];
          gvf[j] += df * before[j];
          gvr[j] += dr * before[j];
        }
      }
    }
  }
  layer_w[l].grad.noalias() += d_pre.transpose() * layer.dropped;
  layer_b[l].grad.row(0) += d_pre.colwise().sum();
  Mat<T> d_dropped(layer.input.rows(), layer.input.cols());
  d_dropped.noalias() = d_pre * layer_w[l].value;
  apply_mask(batch, layer.mask, d_dropped);
  d_in += d_dropped;
}

template <typename T>
double Net<T>::parse(const Batch& batch, const TaskWeights& weights, const Dropout& dropout, std::mt19937_64& rng,
                     const Mat<T>& top, Mat<T>& d_top, Losses& losses) {
  const Index arc = config_.arc_dim, lab = config_.label_dim, buckets = config_.distance_buckets;
  const Index tokens = batch.tokens();
  const T unit = T(1.0 / double(tokens));
  Mat<T> x = top, mask, hidden_mask;
  sentence_mask(batch, x.cols(), dropout.head, rng, mask);
  apply_mask(batch, mask, x);
  Mat<T> hidden(tokens, 2 * arc + 2 * lab);
  hidden.noalias() = x * mlp_w.value.transpose();
  hidden.rowwise() += mlp_b.value.row(0);
  Mat<T> act = hidden.leftCols(2 * arc).cwiseMax(T(0));
  sentence_mask(batch, 2 * arc, dropout.head, rng, hidden_mask);
  apply_mask(batch, hidden_mask, act);
  Mat<T> query(tokens, arc + buckets);
  query.noalias() = act.leftCols(arc) * arc_w.value.transpose();
  query.rowwise() += arc_b.value.row(0);

  Mat<T> d_hidden = Mat<T>::Zero(tokens, hidden.cols());
  Mat<T> d_act = Mat<T>::Zero(tokens, 2 * arc);
  Mat<T> d_query = Mat<T>::Zero(tokens, arc + buckets);
  Mat<T> mixed(tokens, lab);
  std::vector<int> labelled;
  Mat<T> heads, scores, grad;
  for (int s = 0; s < batch.sentences(); ++s) {
    const int b = batch.begin[s], n = batch.begin[s + 1] - b;
    if (n == 0 || batch.head[b] == -2) continue;
    heads.resize(n + 1, arc);
    heads.row(0) = arc_root.value.row(0);
    heads.bottomRows(n) = act.block(b, arc, n, arc);
    scores.resize(n, n + 1);
    scores.noalias() = query.block(b, 0, n, arc) * heads.transpose();
    grad.resize(n, n + 1);
    for (int i = 0; i < n; ++i) {
      const T* bias = &query(b + i, arc);
      scores(i, 0) += bias[0];
      for (int j = 0; j < n; ++j) scores(i, j + 1) += bias[distance_bucket(j - i)];
      scores(i, i + 1) = T(-1e4);
      losses.arcs += cross_entropy(&scores(i, 0), &grad(i, 0), n + 1, batch.head[b + i] + 1, T(weights.arcs) * unit);
      grad(i, i + 1) = 0;
      T* d_bias = &d_query(b + i, arc);
      d_bias[0] += grad(i, 0);
      for (int j = 0; j < n; ++j) d_bias[distance_bucket(j - i)] += grad(i, j + 1);
      const int h = batch.head[b + i];
      const Index bucket = h < 0 ? 0 : Index(distance_bucket(h - i));
      mixed.row(Index(labelled.size())) = hidden.row(b + i).segment(2 * arc, lab) + label_distance.value.row(bucket);
      if (h < 0)
        mixed.row(Index(labelled.size())) += label_root.value.row(0);
      else
        mixed.row(Index(labelled.size())) += hidden.row(b + h).tail(lab);
      labelled.push_back(s);
      labelled.back() = b + i;
    }
    d_query.block(b, 0, n, arc).noalias() += grad * heads;
    Mat<T> d_heads = grad.transpose() * query.block(b, 0, n, arc);
    arc_root.grad.row(0) += d_heads.row(0);
    d_act.block(b, arc, n, arc) += d_heads.bottomRows(n);
  }
  const Index rows = Index(labelled.size());
  if (rows == 0) return 0;
  Mat<T> rect = mixed.topRows(rows).cwiseMax(T(0));
  Mat<T> logits(rows, Index(config_.label_count)), d_logits(rows, Index(config_.label_count));
  logits.noalias() = rect * label_w.value.transpose();
  logits.rowwise() += label_b.value.row(0);
  for (Index i = 0; i < rows; ++i) {
    losses.labels += cross_entropy(&logits(i, 0), &d_logits(i, 0), int(config_.label_count), batch.label[labelled[i]],
                                   T(weights.labels) * unit);
  }
  label_w.grad.noalias() += d_logits.transpose() * rect;
  label_b.grad.row(0) += d_logits.colwise().sum();
  Mat<T> d_mixed = d_logits * label_w.value;
  d_mixed.array() *= (mixed.topRows(rows).array() > T(0)).template cast<T>();
  std::size_t s = 0;
  for (Index i = 0; i < rows; ++i) {
    const int t = labelled[i];
    while (batch.begin[s + 1] <= t) ++s;
    const int h = batch.head[t];
    const Index bucket = h < 0 ? 0 : Index(distance_bucket(h - (t - batch.begin[s])));
    d_hidden.row(t).segment(2 * arc, lab) += d_mixed.row(i);
    label_distance.grad.row(bucket) += d_mixed.row(i);
    if (h < 0)
      label_root.grad.row(0) += d_mixed.row(i);
    else
      d_hidden.row(batch.begin[s] + h).tail(lab) += d_mixed.row(i);
  }
  arc_w.grad.noalias() += d_query.transpose() * act.leftCols(arc);
  arc_b.grad.row(0) += d_query.colwise().sum();
  d_act.leftCols(arc).noalias() += d_query * arc_w.value;
  apply_mask(batch, hidden_mask, d_act);
  d_hidden.leftCols(2 * arc).array() = d_act.array() * (hidden.leftCols(2 * arc).array() > T(0)).template cast<T>();
  mlp_w.grad.noalias() += d_hidden.transpose() * x;
  mlp_b.grad.row(0) += d_hidden.colwise().sum();
  Mat<T> d_x = d_hidden * mlp_w.value;
  apply_mask(batch, mask, d_x);
  d_top += d_x;
  return 0;
}

template <typename T>
Losses Net<T>::step(const Batch& batch, const TaskWeights& weights, const Dropout& dropout, std::mt19937_64& rng) {
  Losses losses;
  const Index tokens = batch.tokens();
  if (tokens == 0) return losses;
  const T unit = T(1.0 / double(tokens));
  const Index vd = config_.vector_dim, fd = config_.feature_dim;

  Mat<T> input = Mat<T>::Zero(tokens, vd + fd);
  for (Index t = 0; t < tokens; ++t) {
    for (Index j = 0; j < vd; ++j) input(t, j) = T(batch.vectors[std::size_t(t * vd + j)]);
    for (int k = batch.feature_begin[t]; k < batch.feature_begin[t + 1]; ++k) {
      input.row(t).tail(fd) += features.value.row(batch.feature_row[k]);
    }
  }
  std::vector<Mat<T>> out(config_.layers + 1);
  out[0] = std::move(input);
  for (std::size_t l = 0; l < config_.layers; ++l) {
    forward_layer(batch, l, out[l], l == 0 ? dropout.input : dropout.layer, rng, out[l + 1]);
  }
  std::vector<Mat<T>> d_out(config_.layers + 1);
  for (std::size_t l = 1; l <= config_.layers; ++l) d_out[l] = Mat<T>::Zero(tokens, 2 * Index(config_.hidden));

  parse(batch, weights, dropout, rng, out[config_.layers], d_out[config_.layers], losses);

  const auto linear_head = [&](Param<T>& w, Param<T>& b, std::size_t layer, const auto& loss_of) {
    Mat<T> x = out[layer], mask;
    sentence_mask(batch, x.cols(), dropout.head, rng, mask);
    apply_mask(batch, mask, x);
    Mat<T> logits(tokens, w.value.rows());
    logits.noalias() = x * w.value.transpose();
    logits.rowwise() += b.value.row(0);
    Mat<T> grad = Mat<T>::Zero(tokens, w.value.rows());
    for (Index t = 0; t < tokens; ++t) loss_of(t, &logits(t, 0), &grad(t, 0));
    w.grad.noalias() += grad.transpose() * x;
    b.grad.row(0) += grad.colwise().sum();
    Mat<T> d_x = grad * w.value;
    apply_mask(batch, mask, d_x);
    d_out[layer] += d_x;
  };
  const int nu = int(config_.upos_count), nx = int(config_.xpos_count), nf = int(config_.feats_count);
  linear_head(tag_w, tag_b, config_.tag_layer, [&](Index t, const T* logits, T* grad) {
    if (batch.upos[t] >= 0) losses.upos += cross_entropy(logits, grad, nu, batch.upos[t], T(weights.upos) * unit);
    if (batch.xpos[t] >= 0) {
      losses.xpos += cross_entropy(logits + nu, grad + nu, nx, batch.xpos[t], T(weights.xpos) * unit);
    }
    if (batch.feats[t] >= 0) {
      losses.feats += cross_entropy(logits + nu + nx, grad + nu + nx, nf, batch.feats[t], T(weights.feats) * unit);
    }
  });
  const std::uint32_t all = (1U << config_.name_tags) - 1;
  linear_head(name_w, name_b, config_.name_layer, [&](Index t, const T* logits, T* grad) {
    if ((batch.names[t] & all) == all) return;
    losses.names += set_cross_entropy(logits, grad, int(config_.name_tags), batch.names[t], T(weights.names) * unit);
  });

  for (std::size_t l = config_.layers; l-- > 0;) {
    Mat<T> d_in;
    backward_layer(batch, l, d_out[l + 1], d_in);
    if (l > 0)
      d_out[l] += d_in;
    else
      d_out[0] = std::move(d_in);
  }
  features.touched = batch.feature_row;
  std::sort(features.touched.begin(), features.touched.end());
  features.touched.erase(std::unique(features.touched.begin(), features.touched.end()), features.touched.end());
  for (Index t = 0; t < tokens; ++t) {
    for (int k = batch.feature_begin[t]; k < batch.feature_begin[t + 1]; ++k) {
      features.grad.row(batch.feature_row[k]) += d_out[0].row(t).tail(fd);
    }
  }
  return losses;
}

template struct Param<float>;
template struct Param<double>;
template class Net<float>;
template class Net<double>;

}  // namespace dragoman::train
