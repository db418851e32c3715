// SPDX-License-Identifier: Apache-2.0
// Which data goes where, and the scores on development sets.
#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "syntax/analyzer.h"
#include "syntax/tokenizer.h"
#include "trainer.h"

namespace dragoman::train {
namespace {

/// Genres of GUM whose texts are CC BY or public domain; its licence file makes guides and fiction non-commercial and
/// does not speak of the others one by one.
bool gum_is_free(std::string_view document) {
  static constexpr std::array<std::string_view, 8> kGenres = {"news",     "interview", "bio",          "voyage",
                                                              "textbook", "vlog",      "conversation", "speech"};
  if (!document.starts_with("GUM_")) return false;
  const std::string_view rest = document.substr(4);
  const std::string_view genre = rest.substr(0, rest.find('_'));
  return std::find(kGenres.begin(), kGenres.end(), genre) != kGenres.end();
}

/// Sentences as one document, words separated by spaces.
struct Flat {
  std::string text;
  Document document;
};
void flatten(const std::vector<Sample>& samples, Flat& flat) {
  for (const Sample& s : samples) {
    Sentence sentence;
    sentence.tokens.begin = static_cast<std::uint32_t>(flat.document.tokens.size());
    for (const std::string& form : s.forms) {
      Token token;
      token.begin_byte = static_cast<std::uint32_t>(flat.text.size());
      flat.text += form;
      token.end_byte = static_cast<std::uint32_t>(flat.text.size());
      flat.text += ' ';
      token.sentence = static_cast<std::uint32_t>(flat.document.sentences.size());
      flat.document.tokens.push_back(token);
    }
    sentence.tokens.end = static_cast<std::uint32_t>(flat.document.tokens.size());
    flat.document.sentences.push_back(sentence);
  }
  flat.document.text = flat.text;
  for (std::uint32_t t = 0; t < flat.document.tokens.size(); ++t) set_norm_from_form(flat.document, t);
}

std::string_view universal_name(std::string_view relation) { return relation.substr(0, relation.find(':')); }

}  // namespace

Part re3d_part(std::string_view document) {
  const std::uint64_t bucket = mix_64(fnv1a_64(document)) % 5;
  return bucket == 0 ? Part::kTest : bucket == 1 ? Part::kDev : Part::kTrain;
}

Part uner_part(std::string_view document) { return mix_64(fnv1a_64(document)) % 6 == 0 ? Part::kDev : Part::kTrain; }

Result<std::vector<Sample>> load_re3d(const std::string& data, Part part) {
  std::vector<Sample> out;
  for (const char* name : {"Australian_Department_of_Foreign_Affairs", "Delegation_of_the_European_Union_to_Syria",
                           "UK_Government", "US_State_Department", "Wikipedia"}) {
    auto samples = read_re3d(data + "/ner/re3d/" + name);
    if (!samples) return std::move(samples).error();
    for (Sample& s : *samples) {
      if (re3d_part(s.document) == part) out.push_back(std::move(s));
    }
  }
  return out;
}

Part own_part(const Sample& sample) {
  std::string text;
  for (const std::string& form : sample.forms) text += form + ' ';
  return mix_64(fnv1a_64(text)) % 10 == 0 ? Part::kDev : Part::kTrain;
}

Result<std::vector<Sample>> load_own(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) paths.push_back(entry.path().string());
  if (failed) return Error{ErrorCode::kNotFound, "cannot read the folder", folder, 0};
  std::sort(paths.begin(), paths.end());
  std::vector<Sample> out;
  for (const std::string& path : paths) {
    if (!path.ends_with(".conllu") && !path.ends_with(".iob2")) continue;
    auto samples = path.ends_with(".conllu") ? read_conllu(path, NameSource::kMarked) : read_iob(path, IobSource::kOwn);
    if (!samples) return std::move(samples).error();
    std::move(samples->begin(), samples->end(), std::back_inserter(out));
  }
  return out;
}

Result<Corpus> load_corpus(const TrainOptions& options) {
  Corpus corpus;
  const std::string ud = options.data + "/ud/", ner = options.data + "/ner/";
  std::optional<Error> error;
  const auto add = [&](Result<std::vector<Sample>> samples, std::vector<Sample>& to, double share) {
    if (!samples) {
      if (!error) error = samples.error();
      return;
    }
    if (&to == &corpus.train) corpus.share.insert(corpus.share.end(), samples->size(), share);
    std::move(samples->begin(), samples->end(), std::back_inserter(to));
  };
  add(read_conllu(ud + "en_ewt-ud-train.conllu.gz", NameSource::kEwt), corpus.train, 1);
  add(read_conllu(ud + "en_gum-ud-train.conllu.gz", NameSource::kGum, gum_is_free), corpus.train, 1);
  for (const std::string& path : options.extra) add(read_conllu(path, NameSource::kNone), corpus.train, 1);
  for (const std::string& path : options.silver)
    add(read_conllu(path, NameSource::kNone), corpus.train, options.silver_share);
  auto uner = read_iob(ner + "uner/en_ewt-ud-dev.iob2", IobSource::kUner);
  if (!uner) return std::move(uner).error();
  for (Sample& s : *uner) {
    const bool dev = uner_part(s.document) == Part::kDev;
    if (!dev) corpus.share.push_back(1);
    (dev ? corpus.uner_dev : corpus.train).push_back(std::move(s));
  }
  add(read_iob(ner + "wikigold/wikigold.conll.txt", IobSource::kWikigold), corpus.train, 1);
  add(read_iob(ner + "wnut17/wnut17-train.conll", IobSource::kWnut), corpus.train, 0.35);
  add(read_iob(ner + "btc/g.conll", IobSource::kBtc), corpus.train, 0.7);
  add(read_iob(ner + "btc/e.conll", IobSource::kBtc), corpus.train, 1);
  for (const char* name : {"btc/a.conll", "btc/b.conll", "btc/f.conll", "btc/h.conll"}) {
    add(read_iob(ner + name, IobSource::kBtc), corpus.train, 0.2);
  }
  add(load_re3d(options.data, Part::kTrain), corpus.train, 1);
  add(load_re3d(options.data, Part::kDev), corpus.re3d_dev, 1);
  add(read_conllu(ud + "en_ewt-ud-dev.conllu", NameSource::kNone), corpus.ewt_dev, 1);
  add(read_conllu(ud + "en_gum-ud-dev.conllu", NameSource::kNone), corpus.gum_dev, 1);
  corpus.own_begin = corpus.train.size();
  if (!options.own.empty()) {
    auto own = load_own(options.own);
    if (!own) return std::move(own).error();
    for (Sample& s : *own) {
      const bool dev = s.has_syntax() && own_part(s) == Part::kDev;
      if (!dev) corpus.share.push_back(options.own_share);
      (dev ? corpus.own_dev : corpus.train).push_back(std::move(s));
    }
  }
  if (error) return std::move(*error);
  return corpus;
}

Scores score_syntax(const Analyzer& analyzer, const std::vector<Sample>& samples) {
  Flat flat;
  flatten(samples, flat);
  const auto scratch = analyzer.make_scratch();
  Document& d = flat.document;
  analyzer.annotate(d, *scratch);
  Scores scores;
  std::uint32_t t = 0;
  for (const Sample& s : samples) {
    const auto first = static_cast<std::int32_t>(t);
    for (std::size_t i = 0; i < s.forms.size(); ++i, ++t) {
      const Token& token = d.tokens[t];
      scores.upos += kUposNames[static_cast<std::size_t>(token.upos)] == s.upos[i];
      scores.xpos += d.xpos(t) == s.xpos[i];
      scores.feats += d.feats(t) == s.feats[i];
      const bool arc = token.head == (s.heads[i] < 0 ? -1 : first + s.heads[i]);
      scores.uas += arc;
      scores.las +=
          arc && universal_name(kDeprelNames[static_cast<std::size_t>(token.deprel)]) == universal_name(s.deprels[i]);
    }
  }
  scores.tokens = t;
  for (double* x : {&scores.upos, &scores.xpos, &scores.feats, &scores.uas, &scores.las}) {
    *x *= 100.0 / std::max<double>(1, t);
  }
  return scores;
}

NameScore score_names(const Analyzer& analyzer, const std::vector<Sample>& samples, bool with_nationalities,
                      const std::function<void(bool gold, const std::string& what)>& on_difference) {
  Flat flat;
  flatten(samples, flat);
  const auto scratch = analyzer.make_scratch();
  // A document at a time, as the coder reads: names of one are made to agree.
  std::vector<NameSpan> names;
  for (std::size_t from = 0, base = 0; from < samples.size();) {
    std::size_t to = from + 1, tokens = samples[from].forms.size();
    for (; to < samples.size() && samples[to].document == samples[from].document; ++to) tokens += samples[to].forms.size();
    Flat one;
    flatten({samples.begin() + static_cast<std::ptrdiff_t>(from), samples.begin() + static_cast<std::ptrdiff_t>(to)}, one);
    analyzer.annotate(one.document, *scratch);
    for (NameSpan name : one.document.names) {
      name.tokens.begin += static_cast<std::uint32_t>(base);
      name.tokens.end += static_cast<std::uint32_t>(base);
      names.push_back(name);
    }
    base += tokens;
    from = to;
  }
  using Span = std::tuple<std::uint32_t, std::uint32_t, NameType>;
  const auto counts = [&](NameType t) {
    return t == NameType::kPerson || t == NameType::kOrganisation || t == NameType::kLocation ||
           (with_nationalities && t == NameType::kNationality);
  };
  std::set<Span> gold, found;
  std::vector<bool> open;
  std::uint32_t base = 0;
  for (const Sample& s : samples) {
    for (std::uint32_t i = 0; i < s.names.size(); ++i) {
      for (std::uint32_t t = 1; t <= 5; ++t) {
        const auto type = static_cast<NameType>(t);
        if (!counts(type) || s.names[i] != 1U << begin_tag(type)) continue;
        std::uint32_t end = i + 1;
        while (end < s.names.size() && s.names[end] == 1U << inside_tag(type)) ++end;
        gold.emplace(base + i, base + end, type);
      }
    }
    base += static_cast<std::uint32_t>(s.forms.size());
    for (const std::uint32_t mask : s.names) open.push_back(mask == kAnyName);
  }
  for (const NameSpan& n : names) {
    bool skip = !counts(n.type);
    for (std::uint32_t t = n.tokens.begin; t < n.tokens.end; ++t) skip = skip || open[t];
    if (!skip) found.emplace(n.tokens.begin, n.tokens.end, n.type);
  }
  if (on_difference) {
    const auto tell = [&](bool is_gold, const Span& span) {
      const auto& [begin, end, type] = span;
      const TokenRange sentence = flat.document.sentences[flat.document.tokens[begin].sentence].tokens;
      std::string what(kNameTypeNames[static_cast<std::size_t>(type)]);
      for (std::uint32_t t = std::max(begin, sentence.begin + 4) - 4; t < std::min(end + 4, sentence.end); ++t) {
        what += t == begin ? " [" : " ";
        what += flat.document.form(t);
        if (t + 1 == end) what += ']';
      }
      on_difference(is_gold, what);
    };
    for (const Span& s : gold) {
      if (!found.contains(s)) tell(true, s);
    }
    for (const Span& s : found) {
      if (!gold.contains(s)) tell(false, s);
    }
  }
  double hits = 0;
  for (const Span& s : found) hits += gold.contains(s) ? 1 : 0;
  NameScore score;
  score.gold = gold.size();
  score.precision = found.empty() ? 0 : 100 * hits / static_cast<double>(found.size());
  score.recall = gold.empty() ? 0 : 100 * hits / static_cast<double>(gold.size());
  score.f1 = hits == 0 ? 0 : 2 * score.precision * score.recall / (score.precision + score.recall);
  return score;
}

}  // namespace dragoman::train
