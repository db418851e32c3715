// SPDX-License-Identifier: Apache-2.0
#include "knowledge/import.h"

#include <algorithm>

#include "knowledge/import_text.h"
#include "knowledge/text_lines.h"

namespace dragoman {
namespace import_detail {

bool LineReader::next(std::string& line) {
  if (rest_.empty()) return false;
  const auto end = rest_.find('\n');
  std::string_view raw = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  ++number_;
  indented_ = !raw.empty() && (raw[0] == '\t' || raw[0] == ' ');
  line.clear();
  while (!raw.empty()) {
    if (in_block_) {
      const auto close = raw.find("-->");
      if (close == std::string_view::npos) return true;
      raw.remove_prefix(close + 3);
      in_block_ = false;
      continue;
    }
    const auto open = raw.find("<!--");
    std::string_view part = raw.substr(0, open);
    const auto hash = part.find('#');
    const auto semicolon = semicolon_ ? part.find(';') : std::string_view::npos;
    const auto cut = std::min(hash, semicolon);
    for (const char c : part.substr(0, cut)) {
      const auto b = static_cast<unsigned char>(c);
      line += b < 0x20 ? ' ' : c;
    }
    if (open == std::string_view::npos || cut != std::string_view::npos) break;
    raw.remove_prefix(open + 4);
    in_block_ = true;
  }
  for (std::size_t at = line.find("\xEF\xBF\xBD"); at != std::string::npos; at = line.find("\xEF\xBF\xBD")) line.erase(at, 3);
  line = std::string(trimmed(line));
  return true;
}

std::string lower_words(std::string_view raw) {
  std::string out;
  for (char c : raw) {
    if (c == '_') c = ' ';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string readable_name(std::string_view raw) {
  std::string out;
  const std::string lower = lower_words(raw);
  const auto words = words_of(lower);
  for (const std::string_view w : words) {
    if (!out.empty()) out += ' ';
    const bool small = !out.empty() && (w == "of" || w == "the" || w == "and" || w == "for" || w == "in" || w == "on" ||
                                        w == "to" || w == "de" || w == "la" || w == "al" || w == "bin");
    const bool acronym = w.find('.') != std::string_view::npos || (words.size() == 1 && w.size() <= 3);
    bool start = !small;
    for (char c : w) {
      if (c >= 'a' && c <= 'z' && (start || acronym)) c = static_cast<char>(c - 32);
      start = c == '-' || c == '/' || c == '(' || (start && !((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')));
      if (small) start = false;
      out += c;
    }
  }
  return out;
}

void note(ImportReport& report, std::uint64_t line, std::string_view entry, const std::string& reason) {
  if (++report.reasons[reason] <= 5)
    report.samples.push_back("line " + std::to_string(line) + ": " + std::string(entry.substr(0, 60)) + " (" + reason + ")");
}

std::string header(std::string_view file_name) {
  return "# source: imported from " + std::string(file_name) +
         "\n# licence: that of the dictionary\n# Made by \"dragoman knowledge import\".\n\n";
}

ImportedFile import_discards(std::string_view text, std::string_view file_name) {
  ImportedFile f;
  f.path = "discards/" + std::string(file_name) + ".discards";
  f.content = header(file_name) + "# story: phrase that drops the whole story; sentence: phrase that drops its sentence\n";
  LineReader lines(text, true);
  for (std::string line; lines.next(line);) {
    if (line.empty()) continue;
    ++f.report.entries;
    const bool story = line[0] == '+';
    const std::string phrase = lower_words(story ? std::string_view(line).substr(1) : std::string_view(line));
    if (phrase.empty()) {
      note(f.report, lines.number(), line, "no phrase");
      continue;
    }
    f.content += (story ? "story: " : "sentence: ") + phrase + "\n";
    ++f.report.taken;
  }
  f.report.use = "a story or sentence with such a phrase gives no records";
  return f;
}

ImportedFile import_issues(std::string_view text, std::string_view file_name) {
  ImportedFile f;
  f.path = "issues/" + std::string(file_name) + ".issues";
  f.content = header(file_name) + "# phrase -> ISSUE, or: phrase -> (not) for one that hides a shorter one\n";
  LineReader lines(text, false);
  for (std::string line; lines.next(line);) {
    if (line.empty()) continue;
    if (line[0] == '<') {
      if (line.rfind("</", 0) != 0) f.content += "\n# " + line + "\n";
      continue;
    }
    ++f.report.entries;
    const auto bracket = line.find('[');
    const bool hidden = line[0] == '~';
    std::string phrase = line.substr(hidden ? 1 : 0, bracket == std::string::npos ? bracket : bracket - (hidden ? 1 : 0));
    // "n:school": forms of a noun; "early+childhood": joined by a blank or a hyphen.
    for (const std::string_view mark : {"n:", "v:", "a:", "p:"})
      for (auto at = phrase.find(mark); at != std::string::npos; at = phrase.find(mark)) phrase.erase(at, 2);
    std::replace(phrase.begin(), phrase.end(), '+', ' ');
    phrase = lower_words(phrase);
    const auto close = line.find(']', bracket == std::string::npos ? 0 : bracket);
    if (phrase.empty() || (!hidden && (bracket == std::string::npos || close == std::string::npos))) {
      note(f.report, lines.number(), line, "neither phrase nor issue");
      continue;
    }
    f.content += phrase + " -> " + (bracket == std::string::npos ? "(not)" : line.substr(bracket + 1, close - bracket - 1)) + "\n";
    ++f.report.taken;
  }
  f.report.use = "issues of a sentence are added to the contexts of its records";
  return f;
}

}  // namespace import_detail

DictionaryKind dictionary_kind(std::string_view text, std::string_view file_name) {
  std::string name = import_detail::lower_words(file_name);
  const auto named = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  std::uint64_t tilde = 0, verbs = 0, patterns = 0, brackets = 0, lines_seen = 0, issues = 0;
  import_detail::LineReader lines(text, true);
  for (std::string line; lines.next(line);) {
    if (line.empty()) continue;
    ++lines_seen;
    if (line.find("[~") != std::string::npos || line.find("~]") != std::string::npos) ++tilde;
    if (line.starts_with("---")) ++verbs;
    if (line.starts_with("- ") && line.find('*') != std::string::npos) ++patterns;
    if (line.find('[') != std::string::npos) ++brackets;
    if (line.starts_with("<ISSUE")) ++issues;
  }
  if (lines_seen == 0) return DictionaryKind::kUnknown;
  if (issues > 0) return DictionaryKind::kIssues;
  if (patterns * 4 > lines_seen && verbs + patterns > 5) return DictionaryKind::kVerbs;
  if (tilde * 4 > lines_seen) return DictionaryKind::kAgents;
  if (brackets * 5 > lines_seen || named("actor")) return brackets > 0 ? DictionaryKind::kActors : DictionaryKind::kUnknown;
  if (named("discard")) return DictionaryKind::kDiscards;
  if (named("preposition")) return DictionaryKind::kWords;
  return DictionaryKind::kUnknown;
}

ConvertedCode convert_actor_code(std::string_view code, const Ontology& ontology) {
  ConvertedCode out;
  bool first = true;
  while (!code.empty()) {
    const std::string_view part = code.substr(0, 3);
    code.remove_prefix(part.size());
    if (part == "---") {
      first = false;
      continue;
    }
    // "IGOUNO", "IGOEEC", "IGOEUR": the organisation is the actor.
    if (part == "UNO" || part == "EEC" || part == "EUR" || part == "EEU" || part == "SCE") {
      if (out.country.empty() || out.country.view() == "IGO") {
        out.country = CountryCode::from(part == "UNO" ? "UNO" : part == "SCE" ? "IGO" : "EUR");
        first = false;
        continue;
      }
    }
    if (first) {
      const std::string_view modern = modern_country_code(part);
      if (modern.size() == 3 && ontology.country(modern) != nullptr) {
        out.country = CountryCode::from(modern);
        first = false;
        continue;
      }
      if (part == "INT") {
        out.country = CountryCode::from("IGO");
        first = false;
        continue;
      }
      if (part == "NGM") {
        out.country = CountryCode::from("NGO");
        first = false;
        continue;
      }
    }
    first = false;
    // "MED" is the press in CAMEO and medicine here.
    if (const auto s = part == "MED" ? std::optional(Sector::kJrn) : ontology.sector(part)) {
      if (std::find(out.sectors.begin(), out.sectors.end(), *s) == out.sectors.end()) out.sectors.push_back(*s);
    } else {
      out.lost.emplace_back(part);
    }
  }
  return out;
}

std::string ImportReport::to_string() const {
  const double share = entries == 0 ? 100.0 : 100.0 * static_cast<double>(taken) / static_cast<double>(entries);
  char percent[32];
  std::snprintf(percent, sizeof percent, "%.1f", share);
  std::string out = file + ": " + std::string(kDictionaryKindNames[static_cast<std::size_t>(kind)]) + ", " +
                    std::to_string(entries) + " entries, " + std::to_string(taken) + " taken (" + percent + " %), " +
                    std::to_string(partly) + " of them in part\n";
  if (!use.empty()) out += "  " + use + "\n";
  for (const auto& [reason, count] : reasons) out += "  " + std::to_string(count) + " x " + reason + "\n";
  for (const auto& s : samples) out += "    " + s + "\n";
  return out;
}

Result<ImportedFile> import_dictionary(std::string_view text, std::string_view file_name, const Ontology& ontology) {
  const DictionaryKind kind = dictionary_kind(text, file_name);
  ImportedFile f;
  switch (kind) {
    case DictionaryKind::kActors: f = import_detail::import_actors(text, file_name, ontology); break;
    case DictionaryKind::kAgents: f = import_detail::import_agents(text, file_name, ontology); break;
    case DictionaryKind::kVerbs: f = import_detail::import_verbs(text, file_name, ontology); break;
    case DictionaryKind::kDiscards: f = import_detail::import_discards(text, file_name); break;
    case DictionaryKind::kIssues: f = import_detail::import_issues(text, file_name); break;
    case DictionaryKind::kWords: {
      // Prepositions are found by the tagger; the list is recognised so that a directory imports as a whole.
      import_detail::LineReader lines(text, true);
      for (std::string line; lines.next(line);) f.report.entries += line.empty() ? 0 : 1;
      f.report.taken = f.report.entries;
      f.report.reasons["known to the language engine already"] = f.report.entries;
      break;
    }
    case DictionaryKind::kUnknown:
      return Error{ErrorCode::kUnsupported, "not a PETRARCH or TABARI dictionary (actors, agents, verbs, discards, issues)",
                   std::string(file_name), 0};
  }
  f.report.file = file_name;
  f.report.kind = kind;
  return f;
}

}  // namespace dragoman
