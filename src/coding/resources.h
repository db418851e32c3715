// SPDX-License-Identifier: Apache-2.0
// Loads what coding needs: language model, knowledge with its frames, gazetteer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "coding/phrase_rules.h"
#include "coding/relation_model.h"
#include "coding/story_coder.h"
#include "dragoman/result.h"
#include "knowledge/frames.h"
#include "knowledge/gazetteer.h"
#include "knowledge/knowledge.h"
#include "syntax/analyzer.h"

namespace dragoman {

inline constexpr std::string_view kModelFile = "english.model";
inline constexpr std::string_view kKnowledgeFile = "knowledge.bin";
inline constexpr std::string_view kGazetteerFile = "gazetteer.bin";
inline constexpr std::string_view kRelationFile = "relations.model";

struct Resources {
  std::unique_ptr<const Analyzer> analyzer;
  std::unique_ptr<const Knowledge> knowledge;
  std::unique_ptr<const FrameLexicon> frames;
  std::unique_ptr<const Gazetteer> gazetteer;
  std::unique_ptr<const RelationModel> relations;  ///< null where the data directory has none
  std::unique_ptr<const PhraseRules> phrases;      ///< null where no layer brings discards or issues

  [[nodiscard]] CodingResources view() const {
    return {analyzer.get(), frames.get(), knowledge.get(), &knowledge->ontology(), gazetteer.get(), relations.get(), phrases.get()};
  }
};

/// Directories of a user's own knowledge, laid over ours or, with `only`, used instead of ours.
struct KnowledgeLayers {
  std::vector<std::string> directories;
  bool only = false;
};

/// The compiled knowledge with the layers over it. Errors name the file or the line of a layer.
Result<std::unique_ptr<const Knowledge>> load_knowledge_layers(const KnowledgeLayers& layers, const std::string& path);

/// Loads the three files of a data directory. Errors name the file that is missing or bad.
Result<Resources> load_resources(const std::string& data_directory, const KnowledgeLayers& layers = {});

/// Frames out of the knowledge file's "frames" folder. Errors name file and line.
Result<std::unique_ptr<const FrameLexicon>> load_frames(const Knowledge& knowledge);

}  // namespace dragoman
