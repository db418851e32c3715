// SPDX-License-Identifier: Apache-2.0
// From arc scores to a dependency tree.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dragoman {

/// Buffers of one thread.
struct TreeScratch {
  std::vector<double> weight;
  std::vector<std::int32_t> from, to, best, next, last, size, active, mark, cycle, path;
  struct Member {
    std::int32_t first, count, head, dependent;
  };
  struct Arcs {
    std::int32_t node;
    double in;
    std::int32_t in_from, in_to;
    double out;
    std::int32_t out_from, out_to;
  };
  std::vector<Member> members;
  std::vector<Arcs> arcs;
  std::vector<std::int32_t> contractions;
  std::uint64_t steps = 0;  ///< arcs looked at, in all calls: what the time grows with
};

/// The best tree with exactly one root under scores[i * stride + h], where h = 0 is the root and h = j + 1 is token j.
/// On entry heads[i] is the best head of token i taken alone, -1 for the root; that stays where it is a tree already,
/// else Chu-Liu-Edmonds decides, in quadratic time. Scores that are not finite count as very low. Requires stride > heads.size().
void best_tree(const float* scores, std::size_t stride, std::span<std::int32_t> heads, TreeScratch& scratch);

/// "Diplomats, who gave no names, criticised the plan, adding that it had split the group", with "diplomats" under "split":
/// an arc that leaps over a word governing its head goes to that word, or to the best of several such words. English hardly
/// has arcs of that kind.
void lift_over_ancestors(const float* scores, std::size_t stride, std::span<std::int32_t> heads);

/// Whether heads form one tree: one root (-1), every token reaches it.
bool is_tree(std::span<const std::int32_t> heads);

}  // namespace dragoman
