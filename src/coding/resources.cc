// SPDX-License-Identifier: Apache-2.0
#include "coding/resources.h"

#include <utility>
#include <vector>

#include "knowledge/frame_files.h"
#include "knowledge/knowledge_files.h"

namespace dragoman {

Result<std::unique_ptr<const FrameLexicon>> load_frames(const Knowledge& knowledge) {
  auto lexicon = std::make_unique<FrameLexicon>();
  std::vector<Error> errors;
  const std::vector<Knowledge::PackedFile> files = knowledge.files("frames/");
  std::vector<FrameFile> frame_files;
  for (const Knowledge::PackedFile& file : files) frame_files.push_back({file.path, file.content, std::string(file.path)});
  add_frame_files(frame_files, *lexicon, errors);
  if (!errors.empty()) return std::move(errors.front());
  lexicon->finish();
  return std::unique_ptr<const FrameLexicon>(std::move(lexicon));
}

Result<std::unique_ptr<const Knowledge>> load_knowledge_layers(const KnowledgeLayers& layers, const std::string& path) {
  if (layers.directories.empty()) return Knowledge::load(path);
  return load_knowledge(path, layers.directories, layers.only);
}

Result<Resources> load_resources(const std::string& data_directory, const KnowledgeLayers& layers) {
  const auto path = [&](std::string_view file) { return data_directory + "/" + std::string(file); };
  Resources out;
  auto analyzer = Analyzer::load(path(kModelFile));
  if (!analyzer) return std::move(analyzer).error();
  out.analyzer = std::move(analyzer).value();
  auto knowledge = load_knowledge_layers(layers, path(kKnowledgeFile));
  if (!knowledge) return std::move(knowledge).error();
  out.knowledge = std::move(knowledge).value();
  auto frames = load_frames(*out.knowledge);
  if (!frames) return std::move(frames).error();
  out.frames = std::move(frames).value();
  auto phrases = PhraseRules::load(*out.knowledge);
  if (!phrases) return std::move(phrases).error();
  out.phrases = std::move(phrases).value();
  auto gazetteer = Gazetteer::load(path(kGazetteerFile));
  if (!gazetteer) return std::move(gazetteer).error();
  out.gazetteer = std::move(gazetteer).value();
  auto relations = RelationModel::load(path(kRelationFile));
  if (relations) out.relations = std::move(relations).value();
  else if (relations.error().code != ErrorCode::kNotFound) return std::move(relations).error();
  return out;
}

}  // namespace dragoman
