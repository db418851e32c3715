// SPDX-License-Identifier: Apache-2.0
// places_eval GAZETTEER FOLDER [--errors] [--tune]: scores find_places on lgl.xml.gz, TR-News.xml.gz and
// GeoWebNews.tar.gz. Every second article is the tuning half; the other is held out. Errors are shown for the tuning
// half only.
//
// Counted as gold: in LGL and TR-News all toponyms (they include adjectives and peoples); in GeoWebNews the literal,
// associative and embedded ones. Left out of account, found or not: mentions without a position in the gold (streets,
// buildings), and in GeoWebNews demonyms.
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "coding/place_finder.h"
#include "syntax/analyzer.h"
#include "syntax/tokenizer.h"

namespace dragoman {
namespace {

struct GoldMention {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  bool counted = true;
  bool located = false;
  double lat = 0;
  double lon = 0;
  std::string id;
};

struct Article {
  std::string id;
  std::string text;
  std::vector<GoldMention> gold;
  StoryLayout layout;
  Document document;
};

std::string read_gz(const std::string& path) {
  std::string out;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return out;
  char buffer[1 << 16];
  for (int n = 0; (n = gzread(file, buffer, sizeof(buffer))) > 0;) out.append(buffer, static_cast<std::size_t>(n));
  gzclose(file);
  return out;
}

std::vector<std::size_t> code_point_starts(const std::string& text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
  }
  starts.push_back(text.size());
  return starts;
}

std::vector<Article> read_xml(const std::string& path) {
  std::vector<Article> articles;
  const std::string data = read_gz(path);
  pugi::xml_document document;
  if (!document.load_buffer(data.data(), data.size())) return articles;
  for (const auto node : document.child("articles").children("article")) {
    Article a;
    a.id = node.attribute("docid").value();
    a.text = node.child("text").text().get();
    const auto starts = code_point_starts(a.text);
    for (const auto t : node.child("toponyms").children("toponym")) {
      const std::string phrase = t.child("phrase").text().get();
      const auto start = t.child("start").text().as_ullong();
      std::size_t begin = start < starts.size() ? starts[start] : 0;
      if (a.text.compare(begin, phrase.size(), phrase) != 0) {
        // Offsets of a few articles have drifted: the nearest place where the phrase stands.
        std::size_t best = std::string::npos;
        for (std::size_t p = a.text.find(phrase); p != std::string::npos; p = a.text.find(phrase, p + 1)) {
          const auto far = [&](std::size_t x) { return x > begin ? x - begin : begin - x; };
          if (best == std::string::npos || far(p) < far(best)) best = p;
        }
        if (best == std::string::npos) continue;
        begin = best;
      }
      GoldMention m;
      m.begin = begin;
      m.end = begin + phrase.size();
      const auto tag = t.child("gaztag");
      if (tag && tag.child("lat")) {
        m.located = true;
        m.lat = tag.child("lat").text().as_double();
        m.lon = tag.child("lon").text().as_double();
        m.id = tag.attribute("geonameid").value();
      } else {
        m.counted = false;
      }
      a.gold.push_back(m);
    }
    articles.push_back(std::move(a));
  }
  return articles;
}

std::vector<Article> read_brat(const std::string& path,
                               const std::unordered_map<std::string, std::pair<double, double>>& positions) {
  const std::string data = read_gz(path);
  std::map<std::string, std::string> texts;
  std::map<std::string, std::string> notes;
  for (std::size_t at = 0; at + 512 <= data.size() && data[at] != 0;) {
    const std::string name(data.c_str() + at, strnlen(data.c_str() + at, 100));
    const std::size_t size = std::strtoull(std::string(data, at + 124, 12).c_str(), nullptr, 8);
    const std::string base = name.substr(name.rfind('/') + 1);
    if (!base.starts_with("._")) {
      if (base.ends_with(".txt")) texts[base.substr(0, base.size() - 4)] = data.substr(at + 512, size);
      if (base.ends_with(".ann")) notes[base.substr(0, base.size() - 4)] = data.substr(at + 512, size);
    }
    at += 512 + (size + 511) / 512 * 512;
  }
  std::vector<Article> articles;
  for (const auto& [id, text] : texts) {
    Article a;
    a.id = id;
    a.text = text;
    const auto starts = code_point_starts(a.text);
    std::map<std::string, std::size_t> by_id;
    const std::string& ann = notes[id];
    for (std::size_t at = 0; at < ann.size();) {
      const std::size_t end = std::min(ann.find('\n', at), ann.size());
      const std::string line = ann.substr(at, end - at);
      at = end + 1;
      char key[32];
      char type[64];
      unsigned long long b = 0;
      unsigned long long e = 0;
      if (line[0] == 'T' && std::sscanf(line.c_str(), "%31s %63s %llu %llu", key, type, &b, &e) == 4) {
        const std::string t = type;
        if (t.ends_with("_Expression") || t == "Non_Toponym" || t == "Homonym" || t == "Language") continue;
        if (e >= starts.size()) continue;
        GoldMention m;
        m.begin = starts[b];
        m.end = starts[e];
        m.counted = t != "Demonym";
        by_id[key] = a.gold.size();
        a.gold.push_back(m);
      } else if (line[0] == '#') {
        char name[32];
        char note[128] = "";
        if (std::sscanf(line.c_str(), "%*s %*s %31s %127[^\n]", name, note) < 2 || !by_id.contains(name)) continue;
        GoldMention& m = a.gold[by_id[name]];
        m.id = note;
        if (std::sscanf(note, "%lf, %lf", &m.lat, &m.lon) == 2)
          m.located = true;
        else if (const auto p = positions.find(note); p != positions.end()) {
          m.located = true;
          m.lat = p->second.first;
          m.lon = p->second.second;
        }
      }
    }
    articles.push_back(std::move(a));
  }
  return articles;
}

struct Score {
  int gold = 0;
  int found = 0;
  int exact = 0;
  int overlap = 0;
  int placed = 0;
  int near = 0;
  void add(const Score& o) {
    gold += o.gold;
    found += o.found;
    exact += o.exact;
    overlap += o.overlap;
    placed += o.placed;
    near += o.near;
  }
  void print(const char* name) const {
    const auto f1 = [&](int hits) { return 2.0 * hits / std::max(1, gold + found); };
    std::printf("%-22s gold %5d found %5d  exact P %.3f R %.3f F1 %.3f  overlap F1 %.3f  within 161 km %.3f of %d\n",
                name, gold, found, static_cast<double>(exact) / std::max(1, found),
                static_cast<double>(exact) / std::max(1, gold), f1(exact), f1(overlap),
                static_cast<double>(near) / std::max(1, placed), placed);
  }
};

void show(const char* what, const Article& a, std::size_t begin, std::size_t end, const std::string& more) {
  const std::size_t from = begin > 50 ? begin - 50 : 0;
  std::string line =
      a.text.substr(from, begin - from) + "[[" + a.text.substr(begin, end - begin) + "]]" + a.text.substr(end, 40);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::printf("%s\t%s\t%s\t%s\n", what, a.id.c_str(), line.c_str(), more.c_str());
}

Document tokenized(const Article& a, StoryLayout& layout, const Analyzer* analyzer) {
  Document document;
  // One body block per paragraph, as the readers make them.
  for (std::size_t at = 0; at < a.text.size();) {
    const std::size_t end = std::min(a.text.find('\n', at), a.text.size());
    if (end > at)
      layout.blocks.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, BlockKind::kBody});
    at = end + 1;
  }
  if (analyzer != nullptr) {
    const auto scratch = analyzer->make_scratch();
    analyzer->analyze(a.text, layout, document, *scratch);
  } else {
    tokenize(a.text, layout, document);
  }
  return document;
}

Score evaluate(const Article& a, const Gazetteer& gazetteer, const PlaceWeights& weights, bool errors,
               PlaceScratch& scratch, double& seconds) {
  std::vector<PlaceMention> mentions;
  const Document& document = a.document;
  const auto start = std::chrono::steady_clock::now();
  find_places(document, a.layout, gazetteer, scratch, mentions, weights);
  seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  Score score;
  std::vector<char> hit(a.gold.size(), 0);
  for (const GoldMention& g : a.gold) score.gold += g.counted ? 1 : 0;
  for (const PlaceMention& m : mentions) {
    const GoldMention* match = nullptr;
    bool exact = false;
    bool neutral = false;
    for (std::size_t k = 0; k < a.gold.size(); ++k) {
      const GoldMention& g = a.gold[k];
      if (g.begin >= m.end_byte || g.end <= m.begin_byte) continue;
      if (!g.counted) {
        neutral = true;
        continue;
      }
      const bool same = g.begin == m.begin_byte && g.end == m.end_byte;
      if (hit[k] != 0 || (match != nullptr && !same)) continue;
      match = &g;
      exact = same;
      hit[k] = 1;
    }
    if (match == nullptr && neutral) continue;
    ++score.found;
    if (match == nullptr) {
      if (errors) show("FALSE", a, m.begin_byte, m.end_byte, std::string(m.name) + " " + std::to_string(m.score));
      continue;
    }
    ++score.overlap;
    score.exact += exact ? 1 : 0;
    if (!exact && errors)
      show("SPAN", a, m.begin_byte, m.end_byte, a.text.substr(match->begin, match->end - match->begin));
    if (!match->located) continue;
    ++score.placed;
    const double far = distance_km(m.lat, m.lon, match->lat, match->lon);
    if (far <= 161)
      ++score.near;
    else if (errors) {
      show("WRONG", a, m.begin_byte, m.end_byte,
           std::string(m.name) + "," + std::string(m.admin1) + "," + std::string(m.country) + " " +
               std::to_string(m.geonameid) + " gold " + match->id + " " + std::to_string(match->lat) + "," +
               std::to_string(match->lon) + " km " + std::to_string(static_cast<int>(far)));
    }
  }
  if (errors) {
    for (std::size_t k = 0; k < a.gold.size(); ++k) {
      if (hit[k] != 0 || !a.gold[k].counted) continue;
      std::string more = a.gold[k].id + " no candidate";
      for (const PlaceScratch::Candidate& c : scratch.candidates) {
        const std::size_t begin = document.tokens[c.tokens.begin].begin_byte;
        if (begin < a.gold[k].end && document.tokens[c.tokens.end - 1].end_byte > a.gold[k].begin) {
          more = a.gold[k].id + " score " + std::to_string(c.score) + " prior " +
                 std::to_string(scratch.groups[c.group].prior);
        }
      }
      show("MISSED", a, a.gold[k].begin, a.gold[k].end, more);
    }
  }
  return score;
}

using Sets = std::vector<std::pair<std::string, std::vector<Article>>>;

/// What tuning maximises, over the tuning half: the mean over the sets of exact and overlapping F1, and of the share of
/// places within 161 km.
double objective(const Sets& sets, const Gazetteer& gazetteer, const PlaceWeights& weights, PlaceScratch& scratch) {
  double total = 0;
  double seconds = 0;
  for (const auto& [name, articles] : sets) {
    Score s;
    for (std::size_t k = 0; k < articles.size(); k += 2) {
      s.add(evaluate(articles[k], gazetteer, weights, false, scratch, seconds));
    }
    const double sum = std::max(1, s.gold + s.found);
    total += s.exact / sum + s.overlap / sum + 0.7 * s.near / std::max(1, s.placed);
  }
  return total / static_cast<double>(sets.size());
}

/// Changes one weight at a time by a coarse step and keeps what helps more than a little.
PlaceWeights tuned(const Sets& sets, const Gazetteer& gazetteer, bool only_tags) {
  PlaceScratch scratch;
  PlaceWeights weights = kPlaceWeights;
  double best = objective(sets, gazetteer, weights, scratch);
  for (const float step : {0.6F, 0.3F}) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (only_tags && (i < kTaggedPlace || i > kNotProper) && i != kBias) continue;
      const float unit = i == kPerPrior ? step / 4 : step;
      for (const float sign : {1.0F, -1.0F}) {
        bool better = false;
        for (int times = 0; times < 4; ++times) {
          PlaceWeights trial = weights;
          trial[i] += sign * unit;
          const double value = objective(sets, gazetteer, trial, scratch);
          if (value < best + 0.0003) break;
          best = value;
          weights = trial;
          better = true;
        }
        if (better) break;
      }
    }
    std::printf("objective %.4f\n", best);
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] != kPlaceWeights[i]) {
      std::printf("%s %.3g -> %.3g\n", std::string(kPlaceWeightTable[i].name).c_str(),
                  static_cast<double>(kPlaceWeights[i]), static_cast<double>(weights[i]));
    }
  }
  return weights;
}

int run(int argc, char** argv) {
  if (argc < 3) {
    std::fputs(
        "usage: places_eval GAZETTEER FOLDER [--model FILE] [--errors] [--tune | --tune-tags] [WEIGHT=VALUE ...]\n",
        stderr);
    return 2;
  }
  bool errors = false;
  bool tune = false;
  bool only_tags = false;
  std::unique_ptr<const Analyzer> analyzer;
  PlaceWeights weights = kPlaceWeights;
  for (int i = 3; i < argc; ++i) {
    if (std::strcmp(argv[i], "--errors") == 0) errors = true;
    if (std::strcmp(argv[i], "--tune") == 0) tune = true;
    if (const char* equals = std::strchr(argv[i], '='); equals != nullptr && argv[i][0] != '-') {
      const std::string_view name(argv[i], static_cast<std::size_t>(equals - argv[i]));
      for (std::size_t k = 0; k < weights.size(); ++k) {
        if (kPlaceWeightTable[k].name == name) weights[k] = std::strtof(equals + 1, nullptr);
      }
    }
    if (std::strcmp(argv[i], "--tune-tags") == 0) tune = only_tags = true;
    if (std::strcmp(argv[i], "--model") == 0 && i + 1 < argc) {
      auto loaded = Analyzer::load(argv[++i]);
      if (!loaded) {
        std::fprintf(stderr, "%s\n", loaded.error().to_string().c_str());
        return 1;
      }
      analyzer = std::move(*loaded);
    }
  }
  const auto start = std::chrono::steady_clock::now();
  const auto gazetteer = Gazetteer::load(argv[1]);
  if (!gazetteer) {
    std::fprintf(stderr, "%s\n", gazetteer.error().to_string().c_str());
    return 1;
  }
  const double load = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const std::string folder = argv[2];
  Sets sets;
  sets.emplace_back("LGL", read_xml(folder + "/lgl.xml.gz"));
  sets.emplace_back("TR-News", read_xml(folder + "/TR-News.xml.gz"));
  std::unordered_map<std::string, std::pair<double, double>> positions;
  for (const PlaceEntry& e : (*gazetteer)->entries()) positions[std::to_string(e.geonameid)] = {e.lat, e.lon};
  for (const auto& [name, articles] : sets) {
    for (const Article& a : articles) {
      for (const GoldMention& m : a.gold) {
        if (m.located) positions[m.id] = {m.lat, m.lon};
      }
    }
  }
  sets.emplace_back("GeoWebNews", read_brat(folder + "/GeoWebNews.tar.gz", positions));
  std::size_t tokens = 0;
  for (auto& [name, articles] : sets) {
    for (Article& a : articles) {
      a.document = tokenized(a, a.layout, analyzer.get());
      tokens += a.document.tokens.size();
    }
  }
  PlaceScratch scratch;
  double seconds = 0;
  if (tune) {
    weights = tuned(sets, **gazetteer, only_tags);
    seconds = 0;
  }
  for (const int side : {0, 1}) {
    const char* label = side == 0 ? "tune" : "held";
    Score all;
    for (const auto& [name, articles] : sets) {
      Score score;
      for (std::size_t k = side == 0 ? 0 : 1; k < articles.size(); k += 2) {
        score.add(evaluate(articles[k], **gazetteer, weights, errors && side == 0, scratch, seconds));
      }
      score.print((name + " " + label).c_str());
      all.add(score);
    }
    all.print((std::string("all ") + label).c_str());
  }
  std::printf("load %.1f ms; %.0f tokens/s\n", load * 1000, static_cast<double>(tokens) / seconds);
  return 0;
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) { return dragoman::run(argc, argv); }
