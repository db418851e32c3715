// SPDX-License-Identifier: Apache-2.0
#include "syntax/tree.h"

#include <cmath>

namespace dragoman {
namespace {

constexpr int kLiftDepth = 24;  // ancestors looked at, so that long chains cost no more

constexpr double kLow = -1e9;
/// Taken off every arc from the root, so that the best tree uses as few of them as it can: one.
constexpr double kRootCost = 1e7;

double clean(float score) { return std::isfinite(score) ? std::fmax(std::fmin(score, 1e5), -1e5) : -1e5; }

/// Chu-Liu-Edmonds over a dense matrix; node 0 is the root. Cycles are contracted into their first node; the tokens of
/// a contracted node are a chain (`next`), in which those of each former member stay together, so that expansion can
/// tell which member an arc enters. A path of best heads is followed until it reaches the root or closes a cycle; only
/// the node that a cycle became looks for its head anew, so that all is quadratic in the tokens (Tarjan 1977).
class Edmonds {
 public:
  Edmonds(std::int32_t nodes, TreeScratch& s) : n_(nodes), s_(s) {}

  void run(std::span<std::int32_t> heads) {
    s_.mark.assign(static_cast<std::size_t>(n_), kFresh);
    s_.mark[0] = kDone;
    for (std::int32_t d = 1; d < n_; ++d) pick(d);
    for (std::int32_t start = 1; start < n_; ++start) {
      std::int32_t v = start;
      while (s_.mark[v] != kDone && s_.mark[v] != kContracted) {
        s_.mark[v] = kOnPath;
        s_.path.push_back(v);
        v = s_.best[v];
        if (s_.mark[v] == kOnPath) v = contract(v);
      }
      for (const std::int32_t p : s_.path) s_.mark[p] = kDone;
      s_.path.clear();
    }
    for (std::int32_t& h : heads) h = -2;
    for (const std::int32_t d : s_.active) {
      if (d != 0) assign(heads, from(d, s_.best[d]), to(d, s_.best[d]));
    }
    for (std::size_t c = s_.contractions.size(); c-- > 0;) {
      const auto begin = static_cast<std::size_t>(s_.contractions[c]);
      const auto end =
          c + 1 < s_.contractions.size() ? static_cast<std::size_t>(s_.contractions[c + 1]) : s_.members.size();
      for (std::size_t m = begin; m < end; ++m) {
        const TreeScratch::Member& member = s_.members[m];
        bool entered = false;
        s_.steps += static_cast<std::uint64_t>(member.count);
        std::int32_t v = member.first;
        for (std::int32_t k = 0; k < member.count; ++k, v = s_.next[v]) entered = entered || heads[v - 1] != -2;
        if (!entered) assign(heads, member.head, member.dependent);
      }
    }
  }

 private:
  enum Mark : std::int32_t { kFresh, kOnPath, kDone, kContracted };

  double& weight(std::int32_t d, std::int32_t h) { return s_.weight[static_cast<std::size_t>(d) * n_ + h]; }
  std::int32_t& from(std::int32_t d, std::int32_t h) { return s_.from[static_cast<std::size_t>(d) * n_ + h]; }
  std::int32_t& to(std::int32_t d, std::int32_t h) { return s_.to[static_cast<std::size_t>(d) * n_ + h]; }
  static void assign(std::span<std::int32_t> heads, std::int32_t head, std::int32_t dependent) {
    heads[dependent - 1] = head - 1;
  }

  /// The best head of a node among all others.
  void pick(std::int32_t d) {
    std::int32_t best = 0;
    for (const std::int32_t h : s_.active) {
      if (h != d && weight(d, h) > weight(d, best)) best = h;
    }
    s_.best[d] = best;
    s_.steps += s_.active.size();
  }

  /// Makes one node of the cycle that ends the path and that `node` is on, and takes it off the path.
  std::int32_t contract(std::int32_t node) {
    s_.contractions.push_back(static_cast<std::int32_t>(s_.members.size()));
    s_.cycle.clear();
    std::int32_t u = node;
    do {
      s_.cycle.push_back(u);
      s_.members.push_back({u, s_.size[u], from(u, s_.best[u]), to(u, s_.best[u])});
      s_.mark[u] = kContracted;
      u = s_.best[u];
    } while (u != node);
    s_.path.resize(s_.path.size() - s_.cycle.size());
    s_.steps += s_.cycle.size() * s_.active.size();
    for (const std::int32_t v : s_.active) {
      if (s_.mark[v] == kContracted) continue;
      double in = 2 * kLow * n_, out = 2 * kLow * n_;
      std::int32_t in_from = 0, in_to = 0, out_from = 0, out_to = 0;
      for (const std::int32_t m : s_.cycle) {
        const double enter = weight(m, v) - weight(m, s_.best[m]);
        if (enter > in) in = enter, in_from = from(m, v), in_to = to(m, v);
        if (v != 0 && weight(v, m) > out) out = weight(v, m), out_from = from(v, m), out_to = to(v, m);
      }
      s_.arcs.push_back({v, in, in_from, in_to, out, out_from, out_to});
    }
    for (const TreeScratch::Arcs& a : s_.arcs) {
      weight(node, a.node) = a.in;
      from(node, a.node) = a.in_from;
      to(node, a.node) = a.in_to;
      if (a.node == 0) continue;
      if (s_.mark[s_.best[a.node]] == kContracted) s_.best[a.node] = node;
      weight(a.node, node) = a.out;
      from(a.node, node) = a.out_from;
      to(a.node, node) = a.out_to;
    }
    s_.arcs.clear();
    for (std::size_t i = 1; i < s_.cycle.size(); ++i) {
      const std::int32_t m = s_.cycle[i];
      s_.next[s_.last[node]] = m;
      s_.last[node] = s_.last[m];
      s_.size[node] += s_.size[m];
    }
    s_.mark[node] = kFresh;
    std::erase_if(s_.active, [&](std::int32_t v) { return s_.mark[v] == kContracted; });
    pick(node);
    return node;
  }

  std::int32_t n_;
  TreeScratch& s_;
};

}  // namespace

void lift_over_ancestors(const float* scores, std::size_t stride, std::span<std::int32_t> heads) {
  const auto n = static_cast<std::int32_t>(heads.size());
  for (std::int32_t i = 0; i < n; ++i) {
    const std::int32_t head = heads[static_cast<std::size_t>(i)];
    if (head < 0) continue;
    const std::int32_t low = std::min(i, head);
    const std::int32_t high = std::max(i, head);
    std::int32_t best = -1;
    std::int32_t up = heads[static_cast<std::size_t>(head)];
    for (int steps = 0; up >= 0 && steps < kLiftDepth; ++steps) {
      if (low < up && up < high) {
        const float* row = scores + static_cast<std::size_t>(i) * stride;
        if (best < 0 || row[up + 1] > row[best + 1]) best = up;
      }
      up = heads[static_cast<std::size_t>(up)];
    }
    if (best >= 0) heads[static_cast<std::size_t>(i)] = best;
  }
}

bool is_tree(std::span<const std::int32_t> heads) {
  const auto n = static_cast<std::int32_t>(heads.size());
  std::int32_t roots = 0;
  for (std::int32_t i = 0; i < n; ++i) {
    if (heads[i] == -1)
      ++roots;
    else if (heads[i] < 0 || heads[i] >= n)
      return false;
  }
  if (roots != 1) return false;
  for (std::int32_t i = 0; i < n; ++i) {
    std::int32_t v = i;
    for (std::int32_t steps = 0; v != -1; ++steps, v = heads[v]) {
      if (steps > n) return false;
    }
  }
  return true;
}

void best_tree(const float* scores, std::size_t stride, std::span<std::int32_t> heads, TreeScratch& s) {
  const auto n = static_cast<std::int32_t>(heads.size());
  if (n == 0) return;
  std::int32_t roots = 0;
  for (const std::int32_t h : heads) roots += h < 0 ? 1 : 0;
  // Marking each path once finds a cycle in linear time.
  bool tree = roots == 1;
  s.mark.assign(static_cast<std::size_t>(n) + 1, -1);
  for (std::int32_t i = 0; tree && i < n; ++i) {
    std::int32_t v = i;
    while (v >= 0 && s.mark[v] == -1) {
      s.mark[v] = i;
      v = heads[v];
    }
    tree = v < 0 || s.mark[v] != i;
  }
  if (tree) return;

  const std::int32_t nodes = n + 1;
  const std::size_t cells = static_cast<std::size_t>(nodes) * nodes;
  s.weight.resize(cells);
  s.from.resize(cells);
  s.to.resize(cells);
  s.best.assign(nodes, 0);
  s.next.assign(nodes, 0);
  s.last.resize(nodes);
  s.size.assign(nodes, 1);
  s.active.resize(nodes);
  s.members.clear();
  s.contractions.clear();
  s.path.clear();
  for (std::int32_t d = 0; d < nodes; ++d) {
    s.last[d] = d;
    s.active[d] = d;
    for (std::int32_t h = 0; h < nodes; ++h) {
      const std::size_t at = static_cast<std::size_t>(d) * nodes + h;
      s.from[at] = h;
      s.to[at] = d;
      if (d == 0 || d == h)
        s.weight[at] = kLow * 10;
      else
        s.weight[at] = clean(scores[static_cast<std::size_t>(d - 1) * stride + h]) - (h == 0 ? kRootCost : 0.0);
    }
  }
  Edmonds(nodes, s).run(heads);
}

}  // namespace dragoman
