// SPDX-License-Identifier: Apache-2.0
// Shared by the importers of old dictionaries; not used outside them.
#pragma once

#include <string>
#include <string_view>

#include "knowledge/import.h"

namespace dragoman::import_detail {

/// A dictionary line without its comment ("#", ";", "<!-- -->"), trimmed, control and replacement characters dropped.
class LineReader {
 public:
  explicit LineReader(std::string_view text, bool semicolon_comments) : rest_(text), semicolon_(semicolon_comments) {}
  bool next(std::string& line);
  [[nodiscard]] std::uint64_t number() const { return number_; }
  [[nodiscard]] bool indented() const { return indented_; }

 private:
  std::string_view rest_;
  bool semicolon_;
  bool in_block_ = false;
  bool indented_ = false;
  std::uint64_t number_ = 0;
};

/// "KABUL_" gives "Kabul"; words of two or three letters that stand alone and dotted ones stay in capitals.
std::string readable_name(std::string_view raw);

/// The letters in lower case with "_" as blank.
std::string lower_words(std::string_view raw);

void note(ImportReport& report, std::uint64_t line, std::string_view entry, const std::string& reason);

std::string header(std::string_view file_name);

ImportedFile import_actors(std::string_view text, std::string_view file_name, const Ontology& ontology);
ImportedFile import_agents(std::string_view text, std::string_view file_name, const Ontology& ontology);
ImportedFile import_verbs(std::string_view text, std::string_view file_name, const Ontology& ontology);
ImportedFile import_discards(std::string_view text, std::string_view file_name);
ImportedFile import_issues(std::string_view text, std::string_view file_name);

}  // namespace dragoman::import_detail
