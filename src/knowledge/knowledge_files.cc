// SPDX-License-Identifier: Apache-2.0
#include "knowledge/knowledge_files.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "knowledge/compiler.h"
#include "knowledge/frame_files.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

// Where a file of this name belongs, or empty when it is none of ours.
std::string place_of(const fs::path& relative) {
  const std::string path = relative.generic_string();
  const std::string extension = relative.extension().string();
  if (extension == ".actors") return path.starts_with("actors/") ? path : "actors/" + path;
  if (extension == ".agents") return path.starts_with("agents/") ? path : "agents/" + path;
  if (extension == ".frames") return path.starts_with("frames/") ? path : "frames/" + path;
  if (extension == ".discards") return path.starts_with("discards/") ? path : "discards/" + path;
  if (extension == ".issues") return path.starts_with("issues/") ? path : "issues/" + path;
  if (path == "classes.txt") return "frames/classes.txt";
  if (extension == ".txt" && (path.starts_with("ontology/") || path.starts_with("frames/"))) return path;
  return {};
}

std::string* ontology_part(OntologyText& text, const std::string& path, const std::string& shown) {
  if (path == "ontology/types.txt") return text.types_name = shown, &text.types;
  if (path == "ontology/cameo.txt") return text.cameo_name = shown, &text.cameo;
  if (path == "ontology/sectors.txt") return text.sectors_name = shown, &text.sectors;
  if (path == "ontology/countries.txt") return text.countries_name = shown, &text.countries;
  return nullptr;
}

}  // namespace

Result<std::vector<KnowledgeFile>> read_knowledge_directory(const std::string& directory) {
  std::error_code code;
  if (!fs::is_directory(directory, code))
    return Error{ErrorCode::kNotFound, "no such directory of knowledge", directory, 0};
  std::vector<KnowledgeFile> files;
  for (auto it = fs::recursive_directory_iterator(directory, code); !code && it != fs::recursive_directory_iterator();
       it.increment(code)) {
    if (!it->is_regular_file(code)) continue;
    KnowledgeFile f;
    f.path = place_of(fs::relative(it->path(), directory, code));
    if (f.path.empty()) continue;
    f.shown = it->path().generic_string();
    std::ifstream in(it->path(), std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in) return Error{ErrorCode::kIo, "cannot read", f.shown, 0};
    f.content = std::move(content).str();
    files.push_back(std::move(f));
  }
  if (code) return Error{ErrorCode::kIo, "cannot list: " + code.message(), directory, 0};
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

Result<KnowledgeText> parse_knowledge(std::span<const std::vector<KnowledgeFile>> layers,
                                      std::vector<Problem>& problems) {
  KnowledgeText text;
  for (std::size_t number = 0; number < layers.size(); ++number) {
    for (const auto& f : layers[number]) {
      if (std::string* part = ontology_part(text.ontology, f.path, f.shown)) {
        if (!part->empty() && part->back() != '\n') *part += '\n';
        *part += f.content;
      }
      // A file of the same path in a higher layer stands beside the lower one, not in its place; so does the second of
      // two that lie in different folders of one layer.
      const std::string in_layer = path_in_layer(f.path, number);
      std::string path = in_layer;
      for (int n = 2; text.files.contains(path); ++n) {
        const auto dot = in_layer.rfind('.');
        path = in_layer.substr(0, dot) + "-" + std::to_string(n) + in_layer.substr(dot);
      }
      text.files.emplace(std::move(path), f.content);
    }
  }
  if (text.ontology.types.empty() || text.ontology.countries.empty())
    return Error{ErrorCode::kNotFound, "the ontology is missing (ontology/types.txt, countries.txt)", "", 0};
  auto ontology = Ontology::read(text.ontology);
  if (!ontology) return ontology.error();
  text.files["ontology/types.txt"] = text.ontology.types;
  text.files["ontology/cameo.txt"] = text.ontology.cameo;
  text.files["ontology/sectors.txt"] = text.ontology.sectors;
  text.files["ontology/countries.txt"] = text.ontology.countries;
  std::erase_if(text.files, [](const auto& f) { return f.first.starts_with("ontology/~"); });
  for (const auto& layer : layers) {
    for (const auto& f : layer) {
      if (f.path.ends_with(".actors")) parse_actors(f.content, f.shown, *ontology, text, problems);
      if (f.path.ends_with(".agents")) parse_agents(f.content, f.shown, *ontology, text, problems);
    }
  }
  merge_layers(text, problems);
  return text;
}

void check_frames(std::span<const std::vector<KnowledgeFile>> layers, std::vector<Problem>& problems) {
  std::vector<std::string> paths;
  std::vector<FrameFile> files;
  for (std::size_t number = 0; number < layers.size(); ++number) {
    for (const auto& f : layers[number]) {
      if (f.path.starts_with("frames/")) paths.push_back(path_in_layer(f.path, number));
    }
  }
  std::size_t at = 0;
  for (const auto& layer : layers) {
    for (const auto& f : layer) {
      if (f.path.starts_with("frames/")) files.push_back({paths[at++], f.content, f.shown});
    }
  }
  FrameLexicon lexicon;
  std::vector<Error> errors;
  add_frame_files(files, lexicon, errors);
  for (const Error& e : errors) problems.push_back({true, e.file, e.line, e.message});
}

namespace {
Result<std::vector<char>> compile_layers(std::span<const std::vector<KnowledgeFile>> layers,
                                         std::vector<Problem>& problems) {
  auto text = parse_knowledge(layers, problems);
  if (!text) return text.error();
  auto bytes = compile_knowledge(*text, problems);
  check_frames(layers, problems);
  for (const auto& p : problems)
    if (p.error) return Error{ErrorCode::kFormat, p.message, p.file, p.line};
  return bytes;
}
}  // namespace

Status build_knowledge(const std::string& directory, const std::string& output, std::vector<Problem>& problems) {
  auto files = read_knowledge_directory(directory);
  if (!files) return files.error();
  const std::vector<std::vector<KnowledgeFile>> layers = {std::move(files.value())};
  auto bytes = compile_layers(layers, problems);
  if (!bytes) return bytes.error();
  // Written beside and renamed, so that no reader ever maps half a file.
  const std::string temporary = output + ".part";
  {
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
    if (!out.flush()) return Error{ErrorCode::kIo, "cannot write", temporary, 0};
  }
  std::error_code code;
  fs::rename(temporary, output, code);
  if (code) return Error{ErrorCode::kIo, "cannot write: " + code.message(), output, 0};
  return {};
}

std::vector<KnowledgeFile> files_of(const Knowledge& knowledge) {
  std::vector<KnowledgeFile> out;
  for (const auto& f : knowledge.files("")) out.push_back({std::string(f.path), std::string(f.content), std::string(f.path)});
  return out;
}

Result<std::unique_ptr<const Knowledge>> load_knowledge(const std::string& path,
                                                        std::span<const std::string> directories, bool only) {
  auto base = Knowledge::load(path);
  if (!base || directories.empty()) return base;
  std::vector<std::vector<KnowledgeFile>> layers(1);
  bool own_frames = false;
  for (const auto& directory : directories) {
    auto files = read_knowledge_directory(directory);
    if (!files) return files.error();
    layers.push_back(std::move(files.value()));
    own_frames = own_frames || std::any_of(layers.back().begin(), layers.back().end(), [](const auto& f) { return f.path.ends_with(".frames"); });
  }
  layers[0] = files_of(**base);
  if (only) {
    std::erase_if(layers[0], [&](const KnowledgeFile& f) {
      return f.path.ends_with(".actors") || f.path.ends_with(".agents") || (own_frames && f.path.ends_with(".frames"));
    });
  }
  std::vector<Problem> problems;
  auto bytes = compile_layers(layers, problems);
  if (!bytes) return bytes.error();
  return Knowledge::from_bytes(std::move(bytes.value()), directories.back());
}

}  // namespace dragoman
