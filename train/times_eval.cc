// SPDX-License-Identifier: Apache-2.0
// Time expressions against a folder of TimeML documents: times_eval [--model FILE] [--part dev|held|all] [--errors] FOLDER
// or a look at plain text whose first line is its date: times_eval [--model FILE] --show FILE
// Relaxed match: the spans overlap, one to one. "held" is a random third of the documents (by a hash of the name), kept
// aside while the rules were written. Measures as in TempEval-3; document times are given, not looked for.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "coding/time_expressions.h"
#include "syntax/analyzer.h"
#include "syntax/tokenizer.h"

namespace dragoman::train {
namespace {

struct GoldTime {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string type;
  std::string value;
};

std::string attribute(const std::string& tag, const std::string& name) {
  const std::size_t at = tag.find(name + "=\"");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 2;
  return tag.substr(begin, tag.find('"', begin) - begin);
}

/// Lays out paragraphs (a blank line ends one) from byte `from` on.
StoryLayout paragraphs(const std::string& text, std::size_t from, const std::string& day) {
  StoryLayout layout;
  layout.published = parse_iso_date(day);
  for (std::size_t at = from; at < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    layout.blocks.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, BlockKind::kBody});
    at = end + 2;
  }
  return layout;
}

void read_document(const std::string& text, const StoryLayout& layout, const Analyzer* analyzer, Document& document) {
  if (analyzer != nullptr) {
    const Analyzer::ScratchPtr scratch = analyzer->make_scratch();
    analyzer->analyze(text, layout, document, *scratch);
  } else {
    tokenize(text, layout, document);  // no tags
  }
}

std::string shown(const std::string& text, std::size_t begin, std::size_t end) {
  const std::size_t from = begin < 60 ? 0 : begin - 60;
  std::string s = text.substr(from, begin - from) + "[" + text.substr(begin, end - begin) + "]" + text.substr(end, 40);
  std::replace(s.begin(), s.end(), '\n', ' ');
  return s;
}

void show(const std::string& path, const Analyzer* analyzer) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::size_t line = std::min(text.find('\n'), text.size());
  const StoryLayout layout = paragraphs(text, line, text.substr(0, line));
  Document document;
  read_document(text, layout, analyzer, document);
  std::vector<TimeExpression> times;
  find_times(document, layout, times);
  for (const TimeExpression& t : times) {
    const std::string dates = t.resolved ? to_iso(t.start) + ".." + to_iso(t.end) : std::string("-");
    std::printf("%s %.*s\t%s\t%s\n", kTimeTypeNames[static_cast<std::size_t>(t.type)].data(), static_cast<int>(t.value.view().size()),
                t.value.view().data(), dates.c_str(), shown(text, t.begin_byte, t.end_byte).c_str());
  }
}

struct Counts {
  std::size_t gold = 0, system = 0, relaxed = 0, strict = 0, value = 0, type = 0;
  [[nodiscard]] static double f(std::size_t hit, std::size_t g, std::size_t s) {
    return g + s == 0 ? 0 : 200.0 * static_cast<double>(hit) / static_cast<double>(g + s);
  }
  void print(const char* name) const {
    std::printf("%s: gold %zu, found %zu; relaxed P %.2f R %.2f F1 %.2f, strict F1 %.2f, type F1 %.2f, value F1 %.2f\n", name, gold,
                system, system == 0 ? 0 : 100.0 * static_cast<double>(relaxed) / static_cast<double>(system),
                gold == 0 ? 0 : 100.0 * static_cast<double>(relaxed) / static_cast<double>(gold), f(relaxed, gold, system),
                f(strict, gold, system), f(type, gold, system), f(value, gold, system));
  }
};

void evaluate(const std::filesystem::path& path, const Analyzer* analyzer, bool errors, Counts& counts) {
  std::ifstream file(path, std::ios::binary);
  const std::string xml((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::size_t dct = xml.find("<DCT>");
  const std::size_t text_begin = xml.find("<TEXT>");
  const std::size_t text_end = xml.find("</TEXT>");
  if (dct == std::string::npos || text_begin == std::string::npos || text_end == std::string::npos) return;
  const std::string day = attribute(xml.substr(dct, 300), "value").substr(0, 10);
  std::string text;
  std::vector<GoldTime> gold;
  bool open = false;
  for (std::size_t k = text_begin + 6; k < text_end; ++k) {
    if (xml[k] == '<') {
      const std::size_t close = xml.find('>', k);
      const std::string tag = xml.substr(k, close - k + 1);
      if (tag.starts_with("<TIMEX3")) {
        gold.push_back({text.size(), text.size(), attribute(tag, "type"), attribute(tag, "value")});
        open = true;
      } else if (tag == "</TIMEX3>" && open) {
        gold.back().end = text.size();
        open = false;
      }
      k = close;
    } else {
      text += xml[k];
    }
  }
  const StoryLayout layout = paragraphs(text, 0, day);
  Document document;
  read_document(text, layout, analyzer, document);
  std::vector<TimeExpression> times;
  find_times(document, layout, times);
  counts.gold += gold.size();
  counts.system += times.size();
  std::vector<bool> used(times.size(), false);
  for (const GoldTime& g : gold) {
    std::size_t hit = times.size();
    for (std::size_t s = 0; s < times.size(); ++s) {
      if (!used[s] && times[s].begin_byte < g.end && g.begin < times[s].end_byte) {
        hit = s;
        break;
      }
    }
    if (hit == times.size()) {
      if (errors) std::printf("missed\t%s %s\t%s\tDCT %s\n", g.type.c_str(), g.value.c_str(), shown(text, g.begin, g.end).c_str(), day.c_str());
      continue;
    }
    used[hit] = true;
    const TimeExpression& t = times[hit];
    ++counts.relaxed;
    counts.strict += t.begin_byte == g.begin && t.end_byte == g.end ? 1 : 0;
    counts.type += kTimeTypeNames[static_cast<std::size_t>(t.type)] == g.type ? 1 : 0;
    const bool same = t.value.view() == g.value;
    counts.value += same ? 1 : 0;
    if (!same && errors) {
      std::printf("value\t%s %s\tgot %s %.*s\t%s\tDCT %s\n", g.type.c_str(), g.value.c_str(), kTimeTypeNames[static_cast<std::size_t>(t.type)].data(),
                  static_cast<int>(t.value.view().size()), t.value.view().data(), shown(text, g.begin, g.end).c_str(), day.c_str());
    }
  }
  for (std::size_t s = 0; s < times.size(); ++s) {
    if (!used[s] && errors) {
      std::printf("extra\t%.*s\t%s\n", static_cast<int>(times[s].value.view().size()), times[s].value.view().data(),
                  shown(text, times[s].begin_byte, times[s].end_byte).c_str());
    }
  }
}

int run(int argc, char** argv) {
  std::string part("all");
  std::string folder(1, '.');
  std::string model;
  std::string shown_file;
  bool errors = false;
  for (int k = 1; k < argc; ++k) {
    const std::string_view argument = argv[k];
    if (argument == "--errors") errors = true;
    else if (argument == "--show" && k + 1 < argc) shown_file.assign(argv[++k]);
    else if (argument == "--model" && k + 1 < argc) model.assign(argv[++k]);
    else if (argument == "--part" && k + 1 < argc) part.assign(argv[++k]);
    else folder.assign(argument);
  }
  std::unique_ptr<const Analyzer> analyzer;
  if (!model.empty()) {
    Result<std::unique_ptr<const Analyzer>> loaded = Analyzer::load(model);
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().to_string().c_str());
      return 1;
    }
    analyzer = std::move(loaded).value();
  }
  if (!shown_file.empty()) {
    show(shown_file, analyzer.get());
    return 0;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".tml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Counts dev;
  Counts held;
  for (const std::filesystem::path& file : files) {
    const bool is_held = fnv1a_64(file.stem().string()) % 3 == 0;
    if (part != "all" && is_held != (part == "held")) continue;
    evaluate(file, analyzer.get(), errors, is_held ? held : dev);
  }
  if (part != "held") dev.print("documents looked at");
  if (part != "dev") held.print("documents kept aside");
  return files.empty() ? 1 : 0;
}

}  // namespace
}  // namespace dragoman::train

int main(int argc, char** argv) { return dragoman::train::run(argc, argv); }
