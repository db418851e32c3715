// SPDX-License-Identifier: Apache-2.0
#include "syntax/analyzer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "syntax/lemmatizer.h"
#include "syntax/names.h"
#include "syntax/network.h"
#include "syntax/tokenizer.h"

namespace dragoman {
namespace {

/// Tokens run through the network together: enough to use each weight several times while it is in the cache.
constexpr std::size_t kBatchTokens = 128;
/// A longer "sentence" (a table, a list without stops) is parsed in pieces, since scoring arcs is quadratic.
constexpr std::size_t kMaxPiece = 256;

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t at = text.find('\n');
    lines.push_back(text.substr(0, at));
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
  }
  return lines;
}

}  // namespace

class Analyzer::Scratch {
 public:
  NetScratch net;
  NameScratch names;
  std::vector<std::string_view> forms;
  std::vector<std::uint32_t> begin;
};

struct Analyzer::Impl {
  ModelFile file;
  Network network;
  std::vector<std::string_view> xpos_names;
  std::vector<std::string_view> feats_names;
  std::vector<Deprel> labels;

  Impl(ModelFile f, Network n) : file(std::move(f)), network(std::move(n)) {}
  void run(Document& document, std::uint32_t first_token, Scratch& scratch) const;
};

void Analyzer::ScratchDeleter::operator()(Scratch* scratch) const { delete scratch; }

Analyzer::Analyzer(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Analyzer::~Analyzer() = default;

Result<std::unique_ptr<const Analyzer>> Analyzer::load(const std::string& model_path) {
  auto file = ModelFile::open(model_path);
  if (!file) return std::move(file).error();
  auto network = Network::create(*file, best_cpu_path());
  if (!network) return std::move(network).error();
  const NetConfig config = network->config();
  auto impl = std::make_unique<Impl>(std::move(*file), std::move(*network));
  auto xpos = impl->file.text("xpos");
  if (!xpos) return std::move(xpos).error();
  auto feats = impl->file.text("feats");
  if (!feats) return std::move(feats).error();
  auto labels = impl->file.text("labels");
  if (!labels) return std::move(labels).error();
  impl->xpos_names = split_lines(*xpos);
  impl->feats_names = split_lines(*feats);
  for (const std::string_view name : split_lines(*labels)) {
    const auto at = std::find(kDeprelNames.begin(), kDeprelNames.end(), name);
    if (at == kDeprelNames.end()) {
      return Error{ErrorCode::kCorrupt, "unknown relation '" + std::string(name) + "'", model_path, 0};
    }
    impl->labels.push_back(static_cast<Deprel>(at - kDeprelNames.begin()));
  }
  if (impl->xpos_names.size() != config.xpos_count || config.xpos_count > 255 ||
      impl->feats_names.size() != config.feats_count || impl->labels.size() != config.label_count ||
      config.upos_count != kUposNames.size() || config.name_tags != kNameTagCount) {
    return Error{ErrorCode::kCorrupt, "the label tables do not fit the network", model_path, 0};
  }
  return std::unique_ptr<const Analyzer>(new Analyzer(std::move(impl)));
}

Analyzer::ScratchPtr Analyzer::make_scratch() const { return ScratchPtr(new Scratch); }

std::size_t Analyzer::vector_size() const { return impl_->network.config().vector_dim; }

bool Analyzer::add_word_vector(std::string_view form, float* out, Scratch& scratch) const {
  return impl_->network.add_vector(form, out, scratch.net.features);
}

void Analyzer::Impl::run(Document& document, std::uint32_t first_token, Scratch& s) const {
  network.run(s.forms, s.begin, s.net);
  for (std::size_t k = 0; k + 1 < s.begin.size(); ++k) {
    for (std::uint32_t t = s.begin[k]; t < s.begin[k + 1]; ++t) {
      const TokenScores& from = s.net.tokens[t];
      Token& token = document.tokens[first_token + t];
      token.upos = static_cast<Upos>(from.upos);
      token.xpos = static_cast<std::uint8_t>(from.xpos);
      token.feats = from.feats;
      token.head = from.head < 0 ? -1 : from.head + static_cast<std::int32_t>(first_token + s.begin[k]);
      // "root" is the relation of the root and of nothing else.
      const Deprel label = labels[from.label];
      token.deprel = from.head < 0 ? Deprel::kRoot : label == Deprel::kRoot ? Deprel::kDep : label;
    }
    decode_names(network.name_scores(s.net, s.begin[k]), network.name_scores(s.net, 1) - network.name_scores(s.net, 0),
                 s.begin[k + 1] - s.begin[k], first_token + s.begin[k], s.names, document.names);
  }
}

namespace {

/// "The church was burnt", "burnt" taken for an adjective with the auxiliary of a passive or an object ("they burnt tyres"): what has one is a
/// form of a verb.
void tag_passives(Document& document) {
  const auto vbn = std::find(document.xpos_names.begin(), document.xpos_names.end(), "VBN");
  const auto vbd = std::find(document.xpos_names.begin(), document.xpos_names.end(), "VBD");
  if (vbn == document.xpos_names.end() || vbd == document.xpos_names.end()) return;
  for (const Token& token : document.tokens) {
    if ((token.deprel != Deprel::kAuxPass && token.deprel != Deprel::kObj) || token.head < 0) continue;
    Token& participle = document.tokens[static_cast<std::size_t>(token.head)];
    if (participle.upos != Upos::kAdj || (token.deprel == Deprel::kObj && &token < &participle)) continue;
    participle.upos = Upos::kVerb;
    const auto tag = token.deprel == Deprel::kObj ? vbd : vbn;
    participle.xpos = static_cast<std::uint8_t>(tag - document.xpos_names.begin());
  }
}

}  // namespace

void Analyzer::annotate(Document& document, Scratch& s) const {
  document.names.clear();
  document.xpos_names = impl_->xpos_names;
  document.feats_names = impl_->feats_names;
  std::uint32_t first = 0;  // token that the pending batch begins with
  const auto flush = [&](std::uint32_t next) {
    if (s.begin.size() > 1) impl_->run(document, first, s);
    first = next;
    s.forms.clear();
    s.begin.assign(1, 0);
  };
  flush(0);
  for (const Sentence& sentence : document.sentences) {
    if (sentence.tokens.empty()) continue;
    const std::uint32_t size = sentence.tokens.end - sentence.tokens.begin;
    if (sentence.tokens.begin != first + s.forms.size() ||
        s.forms.size() + std::min<std::size_t>(size, kMaxPiece) > kBatchTokens) {
      flush(sentence.tokens.begin);
    }
    for (std::uint32_t at = sentence.tokens.begin; at < sentence.tokens.end;) {
      const std::uint32_t stop = std::min<std::uint32_t>(sentence.tokens.end, at + kMaxPiece);
      for (std::uint32_t t = at; t < stop; ++t) s.forms.push_back(document.form(t));
      s.begin.push_back(static_cast<std::uint32_t>(s.forms.size()));
      at = stop;
      if (at < sentence.tokens.end) flush(at);
    }
  }
  flush(0);
  settle_names(document, s.names);
  tag_passives(document);
  lemmatize(document);
  for (const Sentence& sentence : document.sentences) {
    if (sentence.tokens.end - sentence.tokens.begin <= kMaxPiece || sentence.tokens.empty()) continue;
    std::int32_t root = -1;
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      Token& token = document.tokens[t];
      if (token.head != -1) continue;
      if (root == -1) {
        root = static_cast<std::int32_t>(t);
      } else {
        token.head = root;
        token.deprel = Deprel::kParataxis;
      }
    }
  }
}

void Analyzer::analyze(std::string_view text, const StoryLayout& layout, Document& document, Scratch& scratch) const {
  tokenize(text, layout, document);
  annotate(document, scratch);
}

}  // namespace dragoman
