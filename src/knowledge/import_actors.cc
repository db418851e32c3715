// SPDX-License-Identifier: Apache-2.0
// Actor dictionaries ("KABUL_ [AFG 010101-050101]", "+ALTERNATIVE_") and agent dictionaries ("SOLDIER [~MIL]").
#include <algorithm>
#include <unordered_set>

#include "base/date.h"
#include "knowledge/folding.h"
#include "knowledge/import_text.h"
#include "knowledge/knowledge_text.h"
#include "knowledge/text_lines.h"

namespace dragoman::import_detail {
namespace {

// "030102" or "20030102" as an ISO date. Two-digit years to 30 are of this century; days and months that are none
// ("000000") become the first or the last.
std::string iso_date(std::string_view digits, bool last) {
  if (digits.size() != 6 && digits.size() != 8) return {};
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return {};
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(std::string(digits.substr(at, size))); };
  const bool short_year = digits.size() == 6;
  int year = number(0, short_year ? 2 : 4);
  if (short_year) year += year <= 30 ? 2000 : 1900;
  int month = number(short_year ? 2 : 4, 2);
  int day = number(short_year ? 4 : 6, 2);
  if (month < 1 || month > 12) month = last ? 12 : 1;
  if (day < 1 || day > days_in_month(year, month)) day = last ? days_in_month(year, month) : 1;
  return to_iso(date_from(year, month, day));
}

// The range of "AFG 010101-050101", "AFG >010101", "AFG <010101"; nullopt when it cannot be read.
std::optional<std::string> range_of(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return std::string();
  if (text[0] == '>' || text[0] == '<') {
    const std::string date = iso_date(trimmed(text.substr(1)), text[0] == '<');
    if (date.empty()) return std::nullopt;
    return text[0] == '>' ? date + ".." : ".." + date;
  }
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string from = iso_date(trimmed(text.substr(0, dash)), false);
  const std::string to = iso_date(trimmed(text.substr(dash + 1)), true);
  if (from.empty() || to.empty()) return std::nullopt;
  if (from > to) return std::nullopt;
  return from + ".." + to;
}

struct Block {
  std::vector<std::string> names;
  std::vector<std::string> codes;  // lines for our file
  bool dated = false, rebel = false, organisation = false, bare_country = false;
  std::uint64_t line = 0;
  std::uint64_t entries = 0;
  bool lossy = false;
};

class ActorImporter {
 public:
  ActorImporter(std::string_view file_name, const Ontology& ontology) : ontology_(ontology) {
    out_.path = "actors/" + std::string(file_name) + ".actors";
    out_.content = header(file_name);
  }

  void line(std::string_view text, std::uint64_t number, bool indented) {
    const bool code_only = text.front() == '[';
    if (code_only) {
      codes(text, number);
      return;
    }
    const bool alternative = text.front() == '+';
    if (!alternative && !indented) flush();
    if (!alternative && indented && !block_.names.empty() && text.find('[') == std::string_view::npos) flush();
    if (alternative) text.remove_prefix(1);
    const auto bracket = text.find('[');
    name(trimmed(text.substr(0, bracket)), number);
    if (bracket != std::string_view::npos) codes(text.substr(bracket), number);
  }

  ImportedFile finish() {
    flush();
    return std::move(out_);
  }

 private:
  void name(std::string_view raw, std::uint64_t number) {
    ++out_.report.entries;
    ++block_.entries;
    if (block_.line == 0) block_.line = number;
    std::string text(raw);
    // "BASQUE_FATHERLAND_(ETA)_": the acronym is a name of its own.
    const auto open = text.find('('), close = text.find(')');
    if (open != std::string::npos && close != std::string::npos && close > open) {
      const std::string inner = readable_name(text.substr(open + 1, close - open - 1));
      text.erase(open, close - open + 1);
      if (inner.size() >= 2 && inner.find(' ') == std::string::npos && open > 0) extra_.push_back(inner);
      if (trimmed(text).empty() || text == "_") text = inner;
    }
    for (char& c : text)
      if (c == ';' || c == '[' || c == ']' || c == '?' || c == '!' || c == '{' || c == '}' || c == '@' || c == '"') c = ' ';
    const std::string name = readable_name(text);
    if (pieces_of_name(name).empty()) {
      note(out_.report, number, raw, "a name without a letter");
      --block_.entries;
      return;
    }
    block_.names.push_back(name);
  }

  void codes(std::string_view text, std::uint64_t number) {
    while (true) {
      const auto open = text.find('[');
      if (open == std::string_view::npos) return;
      auto close = text.find(']', open);
      if (close == std::string_view::npos) close = text.size();
      const std::string_view inside = trimmed(text.substr(open + 1, close - open - 1));
      text.remove_prefix(std::min(close + 1, text.size()));
      if (inside.empty()) continue;
      const auto space = inside.find_first_of(" <>");
      const std::string_view code = inside.substr(0, space);
      const auto range = range_of(space == std::string_view::npos ? "" : inside.substr(space));
      if (!range) {
        note(out_.report, number, inside, "date range that cannot be read; the code is kept without it");
        block_.lossy = true;
      }
      const ConvertedCode c = convert_actor_code(code, ontology_);
      for (const auto& lost : c.lost) {
        note(out_.report, number, inside, "no code of ours for " + lost);
        block_.lossy = true;
      }
      std::string line = "code " + std::string(c.country.empty() ? std::string_view("---") : c.country.view());
      for (const Sector s : c.sectors) {
        line += ' ';
        line += name_of(s);
        block_.rebel = block_.rebel || s == Sector::kReb;
      }
      if (range && !range->empty()) {
        line += " " + *range;
        block_.dated = true;
      }
      const std::string_view country = c.country.view();
      block_.organisation = block_.organisation || country == "IGO" || country == "UNO" || country == "EUR" ||
                            country == "NGO" || country == "MNC" || country == "IMG";
      block_.bare_country = block_.bare_country || (c.sectors.empty() && !c.country.empty());
      block_.codes.push_back(std::move(line));
    }
  }

  void flush() {
    if (!block_.names.empty()) {
      if (block_.codes.empty()) {
        note(out_.report, block_.line, block_.names.front(), "no code");
      } else {
        const char* kind = block_.dated          ? "person"
                           : block_.rebel        ? "armed-group"
                           : block_.organisation ? "organisation"
                           : block_.bare_country ? "state"
                                                 : "organisation";
        out_.content += "[" + block_.names.front() + "]\nkind " + kind + "\n";
        std::string line;
        std::unordered_set<std::string> seen = {block_.names.front()};
        const auto add = [&](const std::string& name) {
          if (!seen.insert(name).second) return;
          if (!line.empty() && line.size() + name.size() > 110) {
            out_.content += "names " + line + "\n";
            line.clear();
          }
          if (!line.empty()) line += "; ";
          line += name;
        };
        for (const auto& n : block_.names) add(n);
        for (const auto& n : extra_) add(n);
        if (!line.empty()) out_.content += "names " + line + "\n";
        for (const auto& c : block_.codes) out_.content += c + "\n";
        out_.content += "\n";
        out_.report.taken += block_.entries;
        if (block_.lossy) out_.report.partly += block_.entries;
      }
    }
    block_ = {};
    extra_.clear();
  }

  const Ontology& ontology_;
  ImportedFile out_;
  Block block_;
  std::vector<std::string> extra_;
};

}  // namespace

ImportedFile import_actors(std::string_view text, std::string_view file_name, const Ontology& ontology) {
  ActorImporter importer(file_name, ontology);
  LineReader lines(text, true);
  for (std::string line; lines.next(line);)
    if (!line.empty()) importer.line(line, lines.number(), lines.indented());
  return importer.finish();
}

ImportedFile import_agents(std::string_view text, std::string_view file_name, const Ontology& ontology) {
  ImportedFile f;
  f.path = "agents/" + std::string(file_name) + ".agents";
  f.content = header(file_name);
  std::map<std::string, std::vector<std::string>> substitutions;
  LineReader lines(text, true);
  for (std::string line; lines.next(line);) {
    if (line.empty()) continue;
    // "!PERSON! = MAN, MEN, WOMAN".
    if (const auto equals = line.find('='); line[0] == '!' && equals != std::string::npos) {
      auto& list = substitutions[std::string(trimmed(std::string_view(line).substr(0, equals)))];
      for (const auto part : split(std::string_view(line).substr(equals + 1), ',')) list.emplace_back(part);
      continue;
    }
    ++f.report.entries;
    const auto bracket = line.find('['), close = line.find(']');
    if (bracket == std::string::npos || close == std::string::npos || close < bracket) {
      note(f.report, lines.number(), line, "no code");
      continue;
    }
    std::string noun = line.substr(0, bracket), plural;
    bool no_plural = false;
    if (const auto brace = noun.find('{'); brace != std::string::npos) {
      const auto end = noun.find('}', brace);
      plural = std::string(trimmed(std::string_view(noun).substr(brace + 1, end - brace - 1)));
      no_plural = plural.empty();
      noun.erase(brace);
    }
    std::string code = line.substr(bracket + 1, close - bracket - 1);
    std::erase_if(code, [](char c) { return c == '~' || c == ' '; });
    const ConvertedCode c = convert_actor_code(code, ontology);
    for (const auto& lost : c.lost) note(f.report, lines.number(), line, "no code of ours for " + lost);
    if (c.sectors.empty() && c.country.empty()) {
      note(f.report, lines.number(), line, "nothing of the code is left");
      continue;
    }
    if (!c.lost.empty()) ++f.report.partly;
    // A noun with a substitution stands for several.
    std::vector<std::string> nouns = {noun};
    for (const auto& [mark, list] : substitutions) {
      std::vector<std::string> expanded;
      for (const auto& n : nouns) {
        const auto at = n.find(mark);
        if (at == std::string::npos) {
          expanded.push_back(n);
          continue;
        }
        for (const auto& s : list) expanded.push_back(n.substr(0, at) + s + n.substr(at + mark.size()));
      }
      nouns = std::move(expanded);
    }
    std::string left;
    for (const auto& n : nouns) {
      std::string words = lower_words(n);
      std::erase_if(words, [](char ch) { return ch == ',' || ch == '/' || ch == '!' || ch == '+'; });
      if (words.find("->") != std::string::npos || pieces_of_name(words).empty()) continue;
      if (!left.empty()) left += ", ";
      left += words;
      if (!plural.empty()) left += "/" + lower_words(plural);
      if (no_plural) left += "/-";
    }
    if (left.empty()) {
      note(f.report, lines.number(), line, "a noun without a letter");
      continue;
    }
    f.content += left + " ->";
    if (!c.country.empty()) f.content += " " + std::string(c.country.view());
    for (const Sector s : c.sectors) f.content += " " + std::string(name_of(s));
    f.content += "\n";
    ++f.report.taken;
  }
  return f;
}

}  // namespace dragoman::import_detail
