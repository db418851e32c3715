// SPDX-License-Identifier: Apache-2.0
// Runs tests/coding/actor_phrases.tsv: noun phrases with the codes a careful coder would give, read by their surface.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "coding/actor_resolver.h"
#include "knowledge/compiler.h"
#include "knowledge/knowledge_files.h"

namespace dragoman {
namespace {

struct Phrase {
  int line = 0;
  std::string text, date, codes, name;
  bool known_miss = false;
};

std::vector<Phrase> read_phrases() {
  std::vector<Phrase> out;
  std::ifstream in(std::string(DRAGOMAN_SOURCE_DIR) + "/tests/coding/actor_phrases.tsv");
  std::string line;
  int number = 0;
  while (std::getline(in, line)) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> cells;
    std::stringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
    Phrase p;
    p.line = number;
    p.text = cells.at(0);
    p.date = cells.size() > 1 ? cells[1] : "";
    p.codes = cells.size() > 2 ? cells[2] : "";
    p.name = cells.size() > 3 ? cells[3] : "";
    p.known_miss = cells.size() > 4 && cells[4] == "miss";
    out.push_back(p);
  }
  return out;
}

class Phrases : public ::testing::Test {
 protected:
  static std::unique_ptr<const Knowledge> ours() {
    auto files = read_knowledge_directory(std::string(DRAGOMAN_SOURCE_DIR) + "/knowledge");
    EXPECT_TRUE(files.ok());
    const std::vector<std::vector<KnowledgeFile>> layers = {std::move(files.value())};
    std::vector<Problem> problems;
    auto text = parse_knowledge(layers, problems);
    EXPECT_TRUE(text.ok()) << text.error().to_string();
    auto k = Knowledge::from_bytes(compile_knowledge(*text, problems), "ours");
    EXPECT_TRUE(k.ok());
    return std::move(k.value());
  }
};

std::string codes_of(const std::vector<ActorReading>& readings) {
  std::string out;
  for (const auto& r : readings) {
    if (!out.empty()) out += ' ';
    out += r.code.to_string();
  }
  return out.empty() ? "none" : out;
}

TEST_F(Phrases, CodeAsACarefulCoderWould) {
  const auto knowledge = ours();
  const ActorResolver resolver(*knowledge);
  ActorResolver::Scratch scratch;
  std::vector<ActorReading> readings;
  const auto phrases = read_phrases();
  int wrong = 0, recovered = 0, names = 0, named = 0;
  std::ostringstream report;
  for (const auto& p : phrases) {
    Document document;
    make_flat_document(p.text, document);
    ActorOptions options;
    if (!p.date.empty()) options.date = parse_iso_date(p.date);
    resolver.resolve_range(document, document.sentences[0].tokens, options, scratch, readings);
    const std::string codes = codes_of(readings);
    std::string name = readings.empty() ? "" : std::string(readings[0].name);
    const bool name_right = p.name.empty() || p.name == name;
    if (!p.name.empty()) {
      ++names;
      named += name_right ? 1 : 0;
    }
    const bool right = codes == p.codes && name_right;
    if (right && p.known_miss) ++recovered;
    if (!right && !p.known_miss) {
      ++wrong;
      report << "line " << p.line << ": " << p.text << "\n    expected " << p.codes << " (" << p.name << "), got " << codes
             << " (" << name << ")" << "\n";
    }
  }
  RecordProperty("known misses that pass now", recovered);
  RecordProperty("phrases", static_cast<int>(phrases.size()));
  EXPECT_EQ(wrong, 0) << "of " << phrases.size() << " phrases, " << named << "/" << names << " names right\n" << report.str();
}

}  // namespace
}  // namespace dragoman
