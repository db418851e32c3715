// SPDX-License-Identifier: Apache-2.0
// A document's trees seen from the predicate: children, subtrees, and the arguments of a word by slot, with passives,
// relative clauses, participles, control and coordination undone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "knowledge/frames.h"
#include "syntax/document.h"

namespace dragoman {

inline constexpr std::uint32_t kNoToken = 0xffffffff;

struct Argument {
  Slot slot;
  std::uint32_t token = kNoToken;  ///< head of the argument
  bool inherited = false;          ///< found through control, coordination or a relative clause
};

/// Reused from document to document; build() allocates nothing once warm.
class SyntaxView {
 public:
  void build(const Document& document);

  [[nodiscard]] const Document& document() const { return *document_; }
  [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t token) const {
    return {child_list_.data() + child_start_[token], child_start_[token + 1] - child_start_[token]};
  }
  /// Smallest range that holds the token and all words (no punctuation) that it governs.
  [[nodiscard]] TokenRange subtree(std::uint32_t token) const { return subtree_[token]; }

  [[nodiscard]] Deprel deprel(std::uint32_t token) const { return document_->tokens[token].deprel; }
  [[nodiscard]] Deprel relation(std::uint32_t token) const { return universal(document_->tokens[token].deprel); }
  [[nodiscard]] Upos upos(std::uint32_t token) const { return document_->tokens[token].upos; }
  /// Head, or kNoToken for a root.
  [[nodiscard]] std::uint32_t head(std::uint32_t token) const {
    const std::int32_t h = document_->tokens[token].head;
    return h < 0 ? kNoToken : static_cast<std::uint32_t>(h);
  }
  [[nodiscard]] std::uint64_t lemma_hash(std::uint32_t token) const { return lemma_hash_[token]; }
  [[nodiscard]] std::uint32_t child_with(std::uint32_t token, Deprel relation) const;
  /// The adposition of an oblique or nominal modifier (its `case` child), kNoToken when it has none.
  [[nodiscard]] std::uint32_t adposition(std::uint32_t token) const;
  /// The slot that a nominal dependent with an adposition fills: its preposition, or kNone.
  [[nodiscard]] Slot adposition_slot(std::uint32_t token) const;

  [[nodiscard]] bool is_passive(std::uint32_t verb) const;
  [[nodiscard]] bool is_nominal(std::uint32_t token) const;
  /// True when `ancestor` governs `token` or is it.
  [[nodiscard]] bool governs(std::uint32_t ancestor, std::uint32_t token) const;

  /// Arguments of a predicate, in text order within each source; own ones before inherited ones.
  void arguments(std::uint32_t predicate, std::vector<Argument>& out) const;

  /// Adds `token` and its conjuncts ("Armenia and Azerbaijan") to `out`.
  void conjuncts(std::uint32_t token, std::vector<std::uint32_t>& out) const;

 private:
  void joined_elsewhere(std::uint32_t token, std::vector<std::uint32_t>& out) const;
  void second_of_parallel(std::uint32_t token, std::vector<std::uint32_t>& out) const;
  [[nodiscard]] std::uint32_t subject_in_front(std::uint32_t verb) const;
  /// Is no other dependent of `verb` with this universal relation nearer to it?
  [[nodiscard]] bool is_nearest(std::uint32_t verb, std::uint32_t child, Deprel base) const;
  void take_neighbours(std::uint32_t verb, bool passive, std::vector<Argument>& out) const;
  void verb_arguments(std::uint32_t verb, std::vector<Argument>& out, int depth) const;
  void rest_of_pair(std::uint32_t noun, std::uint32_t first, std::vector<Argument>& out) const;
  void noun_arguments(std::uint32_t noun, std::vector<Argument>& out) const;
  void taking_place(std::uint32_t predicate, std::vector<Argument>& out) const;
  void lift_partner(std::uint32_t verb, std::vector<Argument>& out) const;
  void lift_of(std::uint32_t verb, std::uint32_t noun, std::vector<Argument>& out) const;
  void lifted_modifiers(std::uint32_t noun, std::vector<Argument>& out) const;
  void own_arguments(std::uint32_t verb, bool passive, std::vector<Argument>& out) const;
  [[nodiscard]] std::uint32_t subject_of(std::uint32_t verb, int depth) const;
  [[nodiscard]] std::uint32_t antecedent(std::uint32_t token) const;

  const Document* document_ = nullptr;
  std::vector<std::uint32_t> child_start_;
  std::vector<std::uint32_t> child_list_;
  std::vector<TokenRange> subtree_;
  std::vector<std::uint64_t> lemma_hash_;
};

}  // namespace dragoman
