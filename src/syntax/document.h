// SPDX-License-Identifier: Apache-2.0
// The analysed text: flat columns of trivially copyable tokens over one UTF-8 buffer.
//
// Tokens are the syntactic words of Universal Dependencies ("don't" is "do" + "n't"). Heads are indices into
// Document::tokens, so that a subtree never needs the sentence. Example: "Baku claimed it." gives
//   0 Baku PROPN nsubj->1 | 1 claimed VERB root->-1 | 2 it PRON obj->1 | 3 . PUNCT punct->1
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dragoman {

/// Universal part-of-speech tags, alphabetical as in the UD guidelines.
enum class Upos : std::uint8_t {
  kAdj, kAdp, kAdv, kAux, kCconj, kDet, kIntj, kNoun, kNum, kPart, kPron, kPropn, kPunct, kSconj, kSym, kVerb, kX,
};
inline constexpr std::array<std::string_view, 17> kUposNames = {
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X"};

/// Universal relations, then the subtypes that English treebanks (EWT, GUM) use.
enum class Deprel : std::uint8_t {
  kAcl, kAdvcl, kAdvmod, kAmod, kAppos, kAux, kCase, kCc, kCcomp, kClf, kCompound, kConj, kCop, kCsubj, kDep, kDet,
  kDiscourse, kDislocated, kExpl, kFixed, kFlat, kGoeswith, kIobj, kList, kMark, kNmod, kNsubj, kNummod, kObj, kObl,
  kOrphan, kParataxis, kPunct, kReparandum, kRoot, kVocative, kXcomp,
  kAclRelcl, kAdvclRelcl, kAuxPass, kCcPreconj, kCompoundPrt, kCsubjOuter, kCsubjPass, kDetPredet, kNmodDesc,
  kNmodPoss, kNmodUnmarked, kNsubjOuter, kNsubjPass, kOblAgent, kOblUnmarked,
};
inline constexpr std::array<std::string_view, 52> kDeprelNames = {
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop",
    "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
    "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative",
    "xcomp", "acl:relcl", "advcl:relcl", "aux:pass", "cc:preconj", "compound:prt", "csubj:outer", "csubj:pass",
    "det:predet", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj:outer", "nsubj:pass", "obl:agent",
    "obl:unmarked"};

/// The relation without its subtype: nsubj:pass gives nsubj.
constexpr Deprel universal(Deprel r) {
  switch (r) {
    case Deprel::kAclRelcl: return Deprel::kAcl;
    case Deprel::kAdvclRelcl: return Deprel::kAdvcl;
    case Deprel::kAuxPass: return Deprel::kAux;
    case Deprel::kCcPreconj: return Deprel::kCc;
    case Deprel::kCompoundPrt: return Deprel::kCompound;
    case Deprel::kCsubjOuter:
    case Deprel::kCsubjPass: return Deprel::kCsubj;
    case Deprel::kDetPredet: return Deprel::kDet;
    case Deprel::kNmodDesc:
    case Deprel::kNmodPoss:
    case Deprel::kNmodUnmarked: return Deprel::kNmod;
    case Deprel::kNsubjOuter:
    case Deprel::kNsubjPass: return Deprel::kNsubj;
    case Deprel::kOblAgent:
    case Deprel::kOblUnmarked: return Deprel::kObl;
    default: return r;
  }
}

/// Kinds of named entities.
enum class NameType : std::uint8_t { kNone, kPerson, kOrganisation, kLocation, kNationality, kMisc };
inline constexpr std::array<std::string_view, 6> kNameTypeNames = {"", "PER", "ORG", "LOC", "NORP", "MISC"};

struct Token {
  std::uint32_t begin_byte = 0;  ///< in Document::text
  std::uint32_t end_byte = 0;
  std::uint32_t norm_begin = 0;  ///< lower-cased form, in Document::strings
  std::uint32_t lemma_begin = 0;  ///< lemma, in Document::strings
  std::uint16_t norm_size = 0;
  std::uint16_t lemma_size = 0;
  std::int32_t head = -1;  ///< index into Document::tokens, -1 for the root of a sentence
  std::uint32_t sentence = 0;
  std::uint16_t feats = 0;  ///< index into the model's table of feature bundles; see Document::feats_of
  std::uint8_t xpos = 0;    ///< index into the model's table of XPOS tags
  Upos upos = Upos::kX;
  Deprel deprel = Deprel::kDep;
  std::uint8_t flags = 0;  ///< TokenFlag
  std::uint16_t reserved = 0;
};
static_assert(std::is_trivially_copyable_v<Token>);

enum TokenFlag : std::uint8_t {
  kSpaceBefore = 1,    ///< white space precedes
  kInnerWord = 2,      ///< second or later word of a multi-word token ("n't")
  kInQuotation = 4,    ///< inside a direct quotation (StoryLayout::quotations)
  kHasInnerWord = 8,   ///< first word of a multi-word token ("do" of "don't")
};

/// Half-open range of tokens.
struct TokenRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] bool empty() const { return begin >= end; }
};

struct Sentence {
  TokenRange tokens;
  std::uint32_t begin_byte = 0;  ///< from the first token
  std::uint32_t end_byte = 0;    ///< to the last token
  std::uint32_t block = 0;       ///< index into StoryLayout::blocks
};
static_assert(std::is_trivially_copyable_v<Sentence>);

struct NameSpan {
  TokenRange tokens;
  NameType type = NameType::kNone;
};
static_assert(std::is_trivially_copyable_v<NameSpan>);

/// Owns the columns; clear() keeps their memory, so a reused Document allocates nothing after warm-up.
class Document {
 public:
  std::string_view text;  ///< borrowed; must outlive the analysis
  std::string strings;    ///< lower-cased forms and lemmas
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<NameSpan> names;

  /// Tables of the model that made the tags, borrowed: XPOS names and feature bundles ("Number=Sing|Person=3").
  std::span<const std::string_view> xpos_names;
  std::span<const std::string_view> feats_names;

  void clear() {
    text = {};
    strings.clear();
    tokens.clear();
    sentences.clear();
    names.clear();
  }

  [[nodiscard]] std::string_view form(std::uint32_t i) const {
    return text.substr(tokens[i].begin_byte, tokens[i].end_byte - tokens[i].begin_byte);
  }
  [[nodiscard]] std::string_view norm(std::uint32_t i) const {
    return std::string_view(strings).substr(tokens[i].norm_begin, tokens[i].norm_size);
  }
  [[nodiscard]] std::string_view lemma(std::uint32_t i) const {
    return std::string_view(strings).substr(tokens[i].lemma_begin, tokens[i].lemma_size);
  }
  [[nodiscard]] std::string_view xpos(std::uint32_t i) const {
    return tokens[i].xpos < xpos_names.size() ? xpos_names[tokens[i].xpos] : std::string_view("_");
  }
  [[nodiscard]] std::string_view feats(std::uint32_t i) const {
    return tokens[i].feats < feats_names.size() ? feats_names[tokens[i].feats] : std::string_view("_");
  }
  /// Sets token i's lower-cased form or lemma.
  void set_norm(std::uint32_t i, std::string_view value) { store(value, tokens[i].norm_begin, tokens[i].norm_size); }
  void set_lemma(std::uint32_t i, std::string_view value) {
    store(value, tokens[i].lemma_begin, tokens[i].lemma_size);
  }

 private:
  void store(std::string_view value, std::uint32_t& begin, std::uint16_t& size) {
    if (value.size() > 0xffff) value = value.substr(0, 0xffff);
    begin = static_cast<std::uint32_t>(strings.size());
    size = static_cast<std::uint16_t>(value.size());
    strings.append(value);
  }
};

}  // namespace dragoman
