// SPDX-License-Identifier: Apache-2.0
// Learns the lemmatiser's endings and writes src/syntax/lemma_tables.cc; or measures it with the treebank's tags:
//   train_lemmas --train FILE[:DOCUMENTS] ... --seeds lemma_seeds.tsv --out lemma_tables.cc
//   train_lemmas --test FILE[:DOCUMENTS] ... [--errors]
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "conllu_files.h"
#include "syntax/characters.h"
#include "syntax/lemmatizer.h"
#include "syntax/tokenizer.h"

namespace dragoman::train {
namespace {

struct Edit {
  std::size_t strip = 0;
  std::string suffix;
  auto operator<=>(const Edit&) const = default;
};

std::string lowered(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

Edit edit_between(std::string_view form, std::string_view lemma) {
  std::size_t same = 0;
  while (same < form.size() && same < lemma.size() && form[same] == lemma[same]) ++same;
  while (same > 0 && same < lemma.size() && (static_cast<unsigned char>(lemma[same]) & 0xC0U) == 0x80U) --same;
  while (same > 0 && same < form.size() && (static_cast<unsigned char>(form[same]) & 0xC0U) == 0x80U) --same;
  return {form.size() - same, std::string(lemma.substr(same))};
}

struct Learner {
  // class -> word -> edit -> tokens
  std::map<std::uint32_t, std::map<std::string, std::map<Edit, int>>> words;
  struct CaseSample {
    std::string form;
    std::string lemma;
  };
  std::map<std::uint32_t, std::vector<CaseSample>> samples;
  std::set<std::string> verbs;
  std::set<std::string> nouns;

  void add(std::uint32_t cls, std::string_view form, std::string_view norm, std::string_view lemma) {
    const Edit edit = edit_between(norm, lowered(lemma));
    if (edit.suffix.size() > LemmaEdit{}.suffix.size() || edit.strip > 250) return;
    ++words[cls][std::string(norm)][edit];
    samples[cls].push_back({std::string(form), std::string(lemma)});
  }
  void add_made(std::uint32_t cls, const std::string& form, const std::string& lemma) {
    auto& edits = words[cls][form];
    if (edits.empty()) ++edits[edit_between(form, lemma)];
  }
  void read(const ConlluCorpus& corpus) {
    const Document& d = corpus.document;
    for (std::uint32_t i = 0; i < d.tokens.size(); ++i) {
      if (d.lemma(i) == "_" && d.form(i) != "_") continue;
      const bool closed = d.tokens[i].upos == Upos::kAux || d.tokens[i].upos == Upos::kPart;
      if (!closed && d.feats(i).find("Typo=Yes") != std::string_view::npos) continue;
      Inflection inflection = inflection_of(d.xpos(i), d.feats(i));
      const bool verb = d.tokens[i].upos == Upos::kVerb || d.tokens[i].upos == Upos::kAux;
      if (verb && inflection == Inflection::kNone) inflection = inflection_of("_", d.feats(i));
      if (d.tokens[i].upos == Upos::kNum && d.form(i).find(',') != std::string_view::npos) continue;
      add(lemma_class(d.tokens[i].upos, inflection), d.form(i), d.norm(i), d.lemma(i));
      const std::string lemma(d.lemma(i));
      const bool plain = lemma.size() > 2 && std::all_of(lemma.begin(), lemma.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      if (plain && d.tokens[i].upos == Upos::kVerb) verbs.insert(lemma);
      if (plain && d.tokens[i].upos == Upos::kNoun) nouns.insert(lemma);
    }
  }
};

bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// Regular forms: -s, -ed, -ing, with dropped e, y to i and doubled consonants after one short vowel.
std::string with_s(const std::string& b) {
  const std::size_t n = b.size();
  if (n > 1 && b[n - 1] == 'y' && !vowel(b[n - 2])) return b.substr(0, n - 1) + "ies";
  if (b.ends_with("s") || b.ends_with("x") || b.ends_with("z") || b.ends_with("ch") || b.ends_with("sh")) return b + "es";
  return b + "s";
}
bool doubles(const std::string& b) {
  const std::size_t n = b.size();
  if (n < 3 || vowel(b[n - 1]) || !vowel(b[n - 2]) || vowel(b[n - 3])) return false;
  if (b[n - 1] == 'w' || b[n - 1] == 'x' || b[n - 1] == 'y') return false;
  return std::count_if(b.begin(), b.end(), vowel) == 1;
}
std::string stem(const std::string& b, bool doubled) { return doubled ? b + b.back() : b; }
std::string with_ed(const std::string& b, bool doubled) {
  const std::size_t n = b.size();
  if (b.back() == 'e') return b + "d";
  if (n > 1 && b[n - 1] == 'y' && !vowel(b[n - 2])) return b.substr(0, n - 1) + "ied";
  return stem(b, doubled) + "ed";
}
std::string with_ing(const std::string& b, bool doubled) {
  if (b.ends_with("ie")) return b.substr(0, b.size() - 2) + "ying";
  if (b.back() == 'e' && !b.ends_with("ee") && !b.ends_with("oe") && !b.ends_with("ye")) return b.substr(0, b.size() - 1) + "ing";
  return stem(b, doubled) + "ing";
}

void add_seeds(Learner& learner, const std::string& text) {
  const std::uint32_t past = lemma_class(Upos::kVerb, Inflection::kPast);
  const std::uint32_t ing = lemma_class(Upos::kVerb, Inflection::kIng);
  const std::uint32_t third = lemma_class(Upos::kVerb, Inflection::kThirdPerson);
  std::set<std::string> irregular;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string base;
    std::string first;
    std::string second;
    fields >> base >> first >> second;
    if (base == "noun") {
      learner.nouns.insert(first);
      continue;
    }
    learner.verbs.insert(base);
    if (first.empty()) continue;
    irregular.insert(base);
    learner.words[past][first][edit_between(first, base)] += 2;  // more than one slip of a treebank
    learner.words[past][second][edit_between(second, base)] += 2;
    const bool doubled = doubles(base) || (first.size() == base.size() + 3 && first.ends_with("ed"));
    learner.add_made(ing, with_ing(base, doubled), base);
  }
  for (const std::string& base : learner.verbs) {
    learner.add_made(third, with_s(base), base);
    if (irregular.contains(base)) continue;
    learner.add_made(past, with_ed(base, doubles(base)), base);
    learner.add_made(ing, with_ing(base, doubles(base)), base);
  }
  for (const std::string& base : learner.nouns) {
    const std::uint32_t plural = lemma_class(Upos::kNoun, Inflection::kPlural);
    if (base.ends_with("man")) learner.add_made(plural, base.substr(0, base.size() - 2) + "en", base);
    else if (base.back() != 's') learner.add_made(plural, with_s(base), base);
  }
}

Edit best(const std::map<Edit, int>& edits) {
  return std::max_element(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

struct Row {
  LemmaEdit edit;
  std::string comment;
};

/// For each class the edit of each ending by the number of words that have it; an ending is kept when its edit differs
/// from that of the longest kept ending of it.
void learn_edits(const Learner& learner, std::vector<Row>& rows) {
  const auto emit = [&](std::uint32_t cls, const std::string& ending, bool whole, const Edit& edit) {
    Row row;
    row.edit.key = lemma_key(cls, ending, whole);
    row.edit.strip = static_cast<std::uint8_t>(edit.strip);
    row.edit.size = static_cast<std::uint8_t>(edit.suffix.size());
    std::copy(edit.suffix.begin(), edit.suffix.end(), row.edit.suffix.begin());
    row.comment = std::string(kUposNames[cls / 8]) + std::to_string(cls % 8) + (whole ? " ^" : " -") + ending;
    rows.push_back(row);
  };
  for (const auto& [cls, words] : learner.words) {
    std::map<std::string, std::map<Edit, int>> endings;
    for (const auto& [word, edits] : words) {
      const Edit edit = best(edits);
      for (std::size_t n = 0; n <= std::min(kLemmaEndingBytes, word.size()); ++n) {
        if (edit.strip <= n) ++endings[word.substr(word.size() - n)][edit];  // an ending has to hold what is stripped
        else if (n == 0 || edit.strip > n) ++endings[word.substr(word.size() - n)][Edit{0, {}}];
      }
    }
    std::map<std::string, Edit> kept;
    const auto inherited = [&](const std::string& ending) {
      for (std::size_t n = ending.size(); n-- > 0;) {
        const auto found = kept.find(ending.substr(ending.size() - n));
        if (found != kept.end()) return found->second;
      }
      return Edit{};
    };
    std::vector<std::string> order;
    for (const auto& [ending, edits] : endings) order.push_back(ending);
    std::sort(order.begin(), order.end(), [](const std::string& a, const std::string& b) { return std::pair(a.size(), a) < std::pair(b.size(), b); });
    for (const std::string& ending : order) {
      int total = 0;
      for (const auto& [edit, count] : endings[ending]) total += count;
      if (!ending.empty() && total < 2) continue;
      const Edit edit = best(endings[ending]);
      if (edit != inherited(ending)) {
        kept[ending] = edit;
        emit(cls, ending, false, edit);
      }
    }
    for (const auto& [word, edits] : words) {
      const Edit edit = best(edits);
      Edit general = inherited(word.size() > kLemmaEndingBytes ? word.substr(word.size() - kLemmaEndingBytes) : word);
      const auto exact = kept.find(word.size() > kLemmaEndingBytes ? word.substr(word.size() - kLemmaEndingBytes) : word);
      if (exact != kept.end()) general = exact->second;
      if (edit != general) emit(cls, word, true, edit);
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.edit.key < b.edit.key; });
}

void write_tables(const Learner& learner, const std::string& path) {
  std::vector<Row> rows;
  learn_edits(learner, rows);
  std::vector<LemmaEdit> edits;
  for (const Row& row : rows) edits.push_back(row.edit);

  // Case: the usual one for class and form, then the words that differ.
  std::vector<LemmaCase> usual(kLemmaClassCount * 4, LemmaCase::kLower);
  const std::uint32_t proper = static_cast<std::uint32_t>(Upos::kPropn) * 8;
  for (std::uint32_t k = proper * 4; k < (proper + 8) * 4; ++k) usual[k] = LemmaCase::kKeep;
  std::array<char, kMaxNormBytes + 16> buffer;
  const LemmaTables tables{edits, {}, usual};
  const auto norm_of = [](const std::string& form) {
    Document d;
    d.text = form;
    d.tokens.push_back({});
    d.tokens[0].end_byte = static_cast<std::uint32_t>(form.size());
    set_norm_from_form(d, 0);
    return std::string(d.norm(0));
  };
  // By class, word and form case: how many samples each way of writing gets right.
  using Right = std::array<std::array<int, 4>, 4>;
  std::map<std::uint32_t, std::map<std::string, Right>> right;
  std::map<std::uint32_t, std::pair<LemmaCase, std::string>> cases;
  for (const auto& entry : learner.samples) {
    const std::uint32_t cls = entry.first;
    const std::vector<Learner::CaseSample>& samples = entry.second;
    for (const Learner::CaseSample& sample : samples) {
      const std::string norm = norm_of(sample.form);
      const auto shape = static_cast<std::size_t>(form_case(sample.form));
      Right& r = right[cls][norm];
      for (std::size_t how = 0; how < 4; ++how) {
        for (std::size_t s = 0; s < 4; ++s) usual[cls * 4 + s] = static_cast<LemmaCase>(how);
        const std::size_t size = lemma_of(tables, sample.form, norm, cls, buffer.data());
        r[shape][how] += std::string_view(buffer.data(), size) == sample.lemma ? 1 : 0;
      }
    }
    const std::size_t preferred = cls / 8 == static_cast<std::uint32_t>(Upos::kPropn) ? 1 : 0;
    const auto top_of = [&](const std::array<int, 4>& c) {
      std::size_t top = preferred;
      for (std::size_t how = 0; how < 4; ++how) {
        if (c[how] > c[top]) top = how;
      }
      return top;
    };
    Right types{};  // each word counts once
    std::map<std::string, std::array<int, 4>> endings;
    for (const auto& [norm, r] : right[cls]) {
      for (std::size_t s = 0; s < 4; ++s) {
        const std::size_t top = top_of(r[s]);
        if (r[s][top] == 0) continue;
        std::array<int, 4> one{};
        for (std::size_t how = 0; how < 4; ++how) one[how] = r[s][how] == r[s][top] ? 1 : 0;
        for (std::size_t how = 0; how < 4; ++how) types[s][how] += one[how];
        if (s != static_cast<std::size_t>(FormCase::kTitle)) continue;
        for (std::size_t n = 1; n <= std::min(kLemmaCaseEndingBytes, norm.size()); ++n) {
          for (std::size_t how = 0; how < 4; ++how) endings[norm.substr(norm.size() - n)][how] += one[how];
        }
      }
    }
    for (std::size_t s = 0; s < 4; ++s) usual[cls * 4 + s] = static_cast<LemmaCase>(top_of(types[s]));
    std::map<std::string, std::size_t> kept;
    const auto inherited = [&](const std::string& word, std::size_t most) {
      for (std::size_t n = std::min(most, word.size()); n > 0; --n) {
        const auto found = kept.find(word.substr(word.size() - n));
        if (found != kept.end()) return found->second;
      }
      return static_cast<std::size_t>(usual[cls * 4 + static_cast<std::size_t>(FormCase::kTitle)]);
    };
    for (std::size_t n = 1; n <= kLemmaCaseEndingBytes; ++n) {
      for (const auto& [ending, c] : endings) {
        if (ending.size() != n) continue;
        const std::size_t top = top_of(c);
        const std::size_t now = inherited(ending, n - 1);
        if (c[top] < 4 || c[top] < c[now] + 3) continue;
        kept[ending] = top;
        cases[lemma_key(cls + kLemmaClassCount, ending, false)] = {static_cast<LemmaCase>(top), std::string(kUposNames[cls / 8]) + " -" + ending};
      }
    }
    for (const auto& [norm, r] : right[cls]) {
      int usually = 0;
      std::array<int, 4> total{};
      for (std::size_t s = 0; s < 4; ++s) {
        const std::size_t how = s == static_cast<std::size_t>(FormCase::kTitle) ? inherited(norm, kLemmaCaseEndingBytes)
                                                                                : static_cast<std::size_t>(usual[cls * 4 + s]);
        usually += r[s][how];
        for (std::size_t k = 0; k < 4; ++k) total[k] += r[s][k];
      }
      const std::size_t top = top_of(total);
      if (total[top] > usually) cases[lemma_key(cls, norm, true)] = {static_cast<LemmaCase>(top), std::string(kUposNames[cls / 8]) + " " + norm};
    }
  }
  std::ofstream out(path);
  out << "// SPDX-License-Identifier: CC-BY-SA-4.0\n// Made by train/train_lemmas.cc from UD English EWT, the CC BY documents of GUM and "
         "train/lemma_seeds.tsv; do not edit.\n#include \"syntax/lemmatizer.h\"\n\nnamespace dragoman {\nnamespace {\n\n// clang-format "
         "off\nconstexpr LemmaEdit kEdits[] = {\n";
  char line[160];
  const auto escaped = [](const std::string& s) {
    std::string e;
    for (const char c : s) {
      if (c == '\\' || c == '"') e += '\\';
      e += c;
    }
    return e;
  };
  for (const Row& row : rows) {
    std::snprintf(line, sizeof line, "{0x%08x,%u,%u,{", row.edit.key, row.edit.strip, row.edit.size);
    out << line;
    for (std::size_t k = 0; k < row.edit.size; ++k) out << (k > 0 ? "," : "") << static_cast<int>(row.edit.suffix[k]);
    out << "}}, // " << escaped(row.comment) << ".\n";
  }
  out << "};\n\nconstexpr LemmaCaseException kCases[] = {\n";
  for (const auto& [key, value] : cases) {
    std::snprintf(line, sizeof line, "{0x%08x,LemmaCase(%u)}, // ", key, static_cast<unsigned>(value.first));
    out << line << escaped(value.second) << ".\n";
  }
  out << "};\n\nconstexpr LemmaCase kUsual[] = {\n";
  for (std::size_t k = 0; k < usual.size(); ++k) out << "LemmaCase(" << static_cast<int>(usual[k]) << ")" << (k % 8 == 7 ? ",\n" : ",");
  out << "};\n// clang-format on\n\nconstexpr LemmaTables kTables{kEdits, kCases, kUsual};\n\n}  // namespace\n\nconst LemmaTables& "
         "lemma_tables() { return kTables; }\n\n}  // namespace dragoman\n";
  std::printf("%zu edits, %zu case exceptions\n", rows.size(), cases.size());
}

int run(int argc, char** argv) {
  Learner learner;
  std::string mode(16, ' ');
  std::string out_path;
  bool errors = false;
  for (int k = 1; k < argc; ++k) errors |= std::string_view(argv[k]) == "--errors";
  for (int k = 1; k < argc; ++k) {
    const std::string argument = argv[k];
    if (argument.size() > 2 && argument[0] == '-' && argument[1] == '-') {
      mode.assign(argument);
      continue;
    }
    if (mode == "--out") {
      out_path = argument;
      continue;
    }
    if (mode == "--seeds") {
      const Result<std::string> text = read_file(argument);
      if (!text) return 1;
      add_seeds(learner, *text);
      continue;
    }
    Result<std::unique_ptr<ConlluCorpus>> corpus = read_treebank(argument);
    if (!corpus) {
      std::fprintf(stderr, "%s\n", corpus.error().to_string().c_str());
      return 1;
    }
    if (mode == "--train") {
      learner.read(**corpus);
      continue;
    }
    Document& d = (*corpus)->document;
    std::vector<std::string> gold;
    for (std::uint32_t i = 0; i < d.tokens.size(); ++i) gold.emplace_back(d.lemma(i));
    lemmatize(d);
    std::size_t right = 0;
    for (std::uint32_t i = 0; i < d.tokens.size(); ++i) {
      const bool same = gold[i] == "_" || d.lemma(i) == gold[i];
      right += same ? 1 : 0;
      if (!same && errors) {
        std::printf("%.*s\t%s\t%.*s\tgold %s\tgot %.*s\n", int(d.form(i).size()), d.form(i).data(), kUposNames[std::size_t(d.tokens[i].upos)].data(),
                    int(d.xpos(i).size()), d.xpos(i).data(), gold[i].c_str(), int(d.lemma(i).size()), d.lemma(i).data());
      }
    }
    std::printf("%s: lemma accuracy %.2f\n", argument.c_str(), 100.0 * static_cast<double>(right) / static_cast<double>(gold.size()));
  }
  if (!out_path.empty()) write_tables(learner, out_path);
  return 0;
}

}  // namespace
}  // namespace dragoman::train

int main(int argc, char** argv) { return dragoman::train::run(argc, argv); }
