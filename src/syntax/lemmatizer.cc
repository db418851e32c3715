// SPDX-License-Identifier: Apache-2.0
#include "syntax/lemmatizer.h"

#include <algorithm>

#include "base/hash.h"
#include "syntax/characters.h"
#include "syntax/tokenizer.h"

namespace dragoman {
namespace {

bool has(std::string_view feats, std::string_view item) {
  const std::size_t at = feats.find(item);
  if (at == std::string_view::npos) return false;
  const std::size_t end = at + item.size();
  return (at == 0 || feats[at - 1] == '|') && (end == feats.size() || feats[end] == '|');
}

template <typename Entry>
const Entry* find_key(std::span<const Entry> entries, std::uint32_t key) {
  const auto at = std::lower_bound(entries.begin(), entries.end(), key,
                                   [](const Entry& entry, std::uint32_t k) { return entry.key < k; });
  return at != entries.end() && at->key == key ? &*at : nullptr;
}

}  // namespace

Inflection inflection_of(std::string_view xpos, std::string_view feats) {
  if (xpos.size() == 2) {
    if (xpos == "VB") return Inflection::kBase;
    return Inflection::kNone;
  }
  if (xpos.size() == 3) {
    if (xpos == "VBZ") return Inflection::kThirdPerson;
    if (xpos == "VBD" || xpos == "VBN") return Inflection::kPast;
    if (xpos == "VBG") return Inflection::kIng;
    if (xpos == "VBP") return Inflection::kBase;
    if (xpos == "NNS") return Inflection::kPlural;
    if (xpos == "JJR" || xpos == "RBR") return Inflection::kComparative;
    if (xpos == "JJS" || xpos == "RBS") return Inflection::kSuperlative;
    return Inflection::kNone;
  }
  if (xpos == "NNPS") return Inflection::kPlural;
  if (xpos == "PRP$") return Inflection::kBase;
  if (xpos != "_") return Inflection::kNone;
  if (has(feats, "Degree=Cmp")) return Inflection::kComparative;
  if (has(feats, "Degree=Sup")) return Inflection::kSuperlative;
  if (has(feats, "VerbForm=Ger") || (has(feats, "VerbForm=Part") && has(feats, "Tense=Pres"))) return Inflection::kIng;
  if (has(feats, "Tense=Past")) return Inflection::kPast;
  if (has(feats, "VerbForm=Fin") && has(feats, "Person=3") && has(feats, "Number=Sing")) return Inflection::kThirdPerson;
  if (has(feats, "VerbForm=Fin") || has(feats, "VerbForm=Inf")) return Inflection::kBase;
  if (has(feats, "Poss=Yes")) return Inflection::kBase;
  if (has(feats, "Number=Plur") && !has(feats, "PronType=Prs")) return Inflection::kPlural;
  return Inflection::kNone;
}

FormCase form_case(std::string_view form) {
  bool lower = false;
  bool upper = false;
  bool first = false;
  bool later = false;
  for (std::size_t at = 0; at < form.size();) {
    const CodePoint point = decode_utf8(form, at);
    if (is_upper(point.code)) {
      upper = true;
      if (at == 0) first = true;
      else later = true;
    } else if ((point.code >= 'a' && point.code <= 'z') || point.code >= 0x80) {
      lower = true;
    }
    at += point.size;
  }
  if (!upper) return FormCase::kLower;
  if (!lower && later) return FormCase::kUpper;
  return first && !later ? FormCase::kTitle : FormCase::kMixed;
}

std::uint32_t lemma_key(std::uint32_t cls, std::string_view ending, bool whole) {
  return static_cast<std::uint32_t>(mix_64(fnv1a_64(ending) + cls * 0x9e3779b97f4a7c15ULL + (whole ? 0x5851f42dULL : 0)) >> 32);
}

std::size_t lemma_of(const LemmaTables& tables, std::string_view form, std::string_view norm, std::uint32_t cls, char* out) {
  const LemmaEdit* edit = find_key(tables.edits, lemma_key(cls, norm, true));
  for (std::size_t n = std::min(kLemmaEndingBytes, norm.size()); edit == nullptr && n > 0; --n) {
    edit = find_key(tables.edits, lemma_key(cls, norm.substr(norm.size() - n), false));
  }
  if (edit == nullptr) edit = find_key(tables.edits, lemma_key(cls, {}, false));
  const FormCase shape = form_case(form);
  LemmaCase how = tables.usual_case[cls * 4 + static_cast<std::size_t>(shape)];
  const LemmaCaseException* exception = find_key(tables.cases, lemma_key(cls, norm, true));
  if (shape == FormCase::kTitle) {
    for (std::size_t n = std::min(kLemmaCaseEndingBytes, norm.size()); exception == nullptr && n > 0; --n) {
      exception = find_key(tables.cases, lemma_key(cls + kLemmaClassCount, norm.substr(norm.size() - n), false));
    }
  }
  if (exception != nullptr) how = exception->value;
  // Names in capitals ("TEHRAN") are lower-cased but for the first letter; short ones are as a rule acronyms.
  if (shape == FormCase::kUpper && cls / 8 == static_cast<std::uint32_t>(Upos::kPropn) && form.size() > 4) how = LemmaCase::kTitle;

  // The case of the form is kept where form and norm have the same bytes but for case.
  const bool keep = how == LemmaCase::kKeep && shape != FormCase::kLower && form.size() == norm.size();
  std::string_view base = keep ? form : norm;
  base = base.substr(0, kMaxNormBytes);
  if (edit != nullptr && edit->strip <= base.size()) base.remove_suffix(edit->strip);
  std::size_t size = base.copy(out, base.size());
  if (edit != nullptr) {
    const std::string_view suffix(edit->suffix.data(), edit->size);
    const bool capitals = keep && shape == FormCase::kUpper;
    for (const char c : suffix) out[size++] = capitals && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  if (how == LemmaCase::kTitle || how == LemmaCase::kUpper) {
    for (std::size_t k = 0; k < size && (k == 0 || how == LemmaCase::kUpper); ++k) {
      if (out[k] >= 'a' && out[k] <= 'z') out[k] = static_cast<char>(out[k] - 32);
    }
  }
  return size;
}

namespace {

/// "1,200" to "1200".
std::size_t remove_commas(char* lemma, std::size_t size) {
  if (lemma[0] < '0' || lemma[0] > '9') return size;
  return static_cast<std::size_t>(std::remove(lemma, lemma + size, ',') - lemma);
}

/// Whether "'s" or "'d" before word i is "have": a participle that is hardly ever passive follows.
bool perfect_follows(const Document& document, std::uint32_t i) {
  for (std::uint32_t k = i; k < document.tokens.size() && k < i + 3; ++k) {
    const std::string_view word = document.norm(k);
    if (word == "been" || word == "got" || word == "had" || word == "become" || word == "better") return true;
    const Upos upos = document.tokens[k].upos;
    if (upos != Upos::kAdv && upos != Upos::kPart) return false;
  }
  return false;
}

}  // namespace

void lemmatize(Document& document) {
  std::array<Inflection, 256> by_xpos{};
  const std::size_t known = std::min<std::size_t>(document.xpos_names.size(), by_xpos.size());
  for (std::size_t k = 0; k < known; ++k) by_xpos[k] = inflection_of(document.xpos_names[k], "x");
  const LemmaTables& tables = lemma_tables();
  std::array<char, kMaxNormBytes + 16> buffer;
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    const Token& token = document.tokens[i];
    const bool tagged = token.xpos < known && document.xpos_names[token.xpos] != "_";
    const bool verb = token.upos == Upos::kVerb || token.upos == Upos::kAux;
    Inflection inflection = tagged ? by_xpos[token.xpos] : Inflection::kNone;
    if (!tagged || (verb && inflection == Inflection::kNone)) inflection = inflection_of("_", document.feats(i));
    const std::string_view norm = document.norm(i);
    std::size_t size = lemma_of(tables, document.form(i), norm, lemma_class(token.upos, inflection), buffer.data());
    if (token.upos == Upos::kNum) size = remove_commas(buffer.data(), size);
    if (token.upos == Upos::kAux && norm.size() == 2 && norm[0] == '\'' && (norm[1] == 's' || norm[1] == 'd') &&
        perfect_follows(document, i + 1)) {
      size = std::string_view("have").copy(buffer.data(), 4);
    }
    document.set_lemma(i, {buffer.data(), size});
  }
}

}  // namespace dragoman
