// SPDX-License-Identifier: Apache-2.0
// Lemmas from form and tags: the edit of the longest ending known for the tag, then the case usual for it.
//
//   withdrew VERB VBD   ending "^withdrew": strip 4, add "draw"    withdraw
//   Bombings NOUN NNS   ending "s": strip 1; lower case            bombing
//   Russians PROPN NNPS ending "s": strip 1; case kept             Russian
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "syntax/document.h"

namespace dragoman {

/// What of XPOS (or of FEATS, where there is no XPOS) matters to the lemma; kBase is also PRP$.
enum class Inflection : std::uint8_t { kNone, kThirdPerson, kPast, kIng, kPlural, kComparative, kSuperlative, kBase };
inline constexpr std::uint32_t kLemmaClassCount = 17 * 8;

Inflection inflection_of(std::string_view xpos, std::string_view feats);
constexpr std::uint32_t lemma_class(Upos upos, Inflection inflection) {
  return static_cast<std::uint32_t>(upos) * 8 + static_cast<std::uint32_t>(inflection);
}

/// How a lemma is written: in lower case, as the form, with a capital, in capitals.
enum class LemmaCase : std::uint8_t { kLower, kKeep, kTitle, kUpper };
/// How a form is written: without capitals, "Title", "CAPITALS", "mIxed".
enum class FormCase : std::uint8_t { kLower, kTitle, kUpper, kMixed };
FormCase form_case(std::string_view form);

/// Strip that many bytes from the end and add `suffix`.
struct LemmaEdit {
  std::uint32_t key = 0;
  std::uint8_t strip = 0;
  std::uint8_t size = 0;
  std::array<char, 14> suffix{};
};
struct LemmaCaseException {
  std::uint32_t key = 0;
  LemmaCase value = LemmaCase::kLower;
};

/// Made by train/train_lemmas.cc: edits and exceptions in order of their keys. A case exception is for a whole word or, where
/// the form is a Title, for an ending (class + kLemmaClassCount): "Armenian" keeps its capital, "Radical" does not.
struct LemmaTables {
  std::span<const LemmaEdit> edits;
  std::span<const LemmaCaseException> cases;
  std::span<const LemmaCase> usual_case;  ///< by class * 4 + form case
};
const LemmaTables& lemma_tables();

inline constexpr std::size_t kLemmaEndingBytes = 6;  ///< longest ending in the table, but for whole words
inline constexpr std::size_t kLemmaCaseEndingBytes = 4;
std::uint32_t lemma_key(std::uint32_t cls, std::string_view ending, bool whole);

/// Appends the lemma of a word (norm: its lower-cased form) to `out`, which has room for kMaxNormBytes + 16 bytes, and
/// returns its size.
std::size_t lemma_of(const LemmaTables& tables, std::string_view form, std::string_view norm, std::uint32_t cls, char* out);

/// Sets the lemma of each token from its form, norm, UPOS, XPOS and FEATS.
void lemmatize(Document& document);

}  // namespace dragoman
