// SPDX-License-Identifier: Apache-2.0
// Directories of knowledge: reading, layering, linting, building, comparing.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "dragoman/result.h"
#include "knowledge/knowledge.h"
#include "knowledge/knowledge_text.h"

namespace dragoman {

/// One file of knowledge: path below the knowledge directory ("actors/states.actors") and content.
struct KnowledgeFile {
  std::string path;
  std::string content;
  std::string shown;  ///< how messages call it
};

/// All files of a directory that the compiler reads or packs (ontology/, actors/, agents/, frames/), sorted by path.
/// Actor and agent files may also lie in the directory itself. Errors: kNotFound, kIo.
Result<std::vector<KnowledgeFile>> read_knowledge_directory(const std::string& directory);

/// Parses the layers, the first lowest, and merges them.
Result<KnowledgeText> parse_knowledge(std::span<const std::vector<KnowledgeFile>> layers,
                                      std::vector<Problem>& problems);

/// What is wrong in the frames of the layers; classes of any layer hold in all.
void check_frames(std::span<const std::vector<KnowledgeFile>> layers, std::vector<Problem>& problems);

/// The text files that were packed into compiled knowledge.
std::vector<KnowledgeFile> files_of(const Knowledge& knowledge);

/// Compiles a directory to a file. Problems that are errors keep it from being written (Error kFormat with the first).
Status build_knowledge(const std::string& directory, const std::string& output, std::vector<Problem>& problems);

/// Loads `path` and lays `directories` over it, the last one on top; with `only` the actors, agents and frames of `path` are
/// left out. Its ontology and classes stay, and its frames where the directories bring none.
Result<std::unique_ptr<const Knowledge>> load_knowledge(const std::string& path,
                                                        std::span<const std::string> directories, bool only);

}  // namespace dragoman
