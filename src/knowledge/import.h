// SPDX-License-Identifier: Apache-2.0
// Reads the dictionaries of PETRARCH, PETRARCH2 and TABARI and writes them as our text, so that they can be laid over
// ours or used alone.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "knowledge/ontology.h"

namespace dragoman {

enum class DictionaryKind : std::uint8_t { kUnknown, kActors, kAgents, kVerbs, kDiscards, kIssues, kWords };
inline constexpr std::array<std::string_view, 7> kDictionaryKindNames = {"unknown",  "actors", "agents", "verbs",
                                                                         "discards", "issues", "words"};

/// By content, with the file name as a hint.
DictionaryKind dictionary_kind(std::string_view text, std::string_view file_name);

struct ImportReport {
  std::string file;
  DictionaryKind kind = DictionaryKind::kUnknown;
  std::uint64_t entries = 0;  ///< names, nouns, patterns, phrases
  std::uint64_t taken = 0;    ///< those whose meaning is kept
  std::uint64_t partly = 0;   ///< of these, with a loss that is named in `reasons`
  std::map<std::string, std::uint64_t> reasons;  ///< why not, or what was lost: how often
  std::vector<std::string> samples;              ///< "line: entry (reason)", the first few of each reason
  std::string use;                               ///< what the coder does with such entries, where that is not plain
  [[nodiscard]] std::string to_string() const;
};

struct ImportedFile {
  std::string path;  ///< below a knowledge directory: "actors/x.actors"
  std::string content;
  ImportReport report;
};

/// Errors: kUnsupported for a file that is no dictionary.
Result<ImportedFile> import_dictionary(std::string_view text, std::string_view file_name, const Ontology& ontology);

/// Country and sectors of a code such as "AFGGOVMIL", "IGOUNO"; `lost` names the parts we have no code for.
struct ConvertedCode {
  CountryCode country;
  std::vector<Sector> sectors;
  std::vector<std::string> lost;
};
ConvertedCode convert_actor_code(std::string_view code, const Ontology& ontology);

}  // namespace dragoman
