// SPDX-License-Identifier: Apache-2.0
// What "dragoman knowledge build|lint|show|diff|stats|import" do, as functions that give text; the command prints it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "knowledge/import.h"
#include "knowledge/knowledge.h"
#include "knowledge/knowledge_files.h"
#include "knowledge/knowledge_text.h"

namespace dragoman {

/// Counts of entities by kind, names by form, offices, agents by sector, frames and ontology.
std::string knowledge_stats(const Knowledge& knowledge);

/// Everything known under a name: entities with their codes by date, agents. Empty when there is nothing.
std::string show_name(const Knowledge& knowledge, std::string_view name);

/// Entities and agents that were added (+), removed (-) or changed (~) from `before` to `after`.
std::string knowledge_diff(const Knowledge& before, const Knowledge& after);

/// Has the directory an ontology of its own, so that it can be compiled alone?
bool is_whole_knowledge(const std::vector<KnowledgeFile>& files);

/// All that is wrong with the files of a directory: alone, or laid over `base` where that is given (null when not).
Result<std::vector<Problem>> lint_knowledge(const std::vector<KnowledgeFile>& files, const Knowledge* base);

struct ImportSummary {
  std::vector<ImportReport> reports;
  std::vector<std::string> skipped;  ///< "file: reason"
  [[nodiscard]] std::string to_string() const;
};

/// Imports dictionary files into a knowledge directory (made when it is not there).
Result<ImportSummary> import_files(const std::vector<std::string>& files, const std::string& directory,
                                   const Ontology& ontology);

}  // namespace dragoman
