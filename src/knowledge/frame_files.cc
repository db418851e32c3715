// SPDX-License-Identifier: Apache-2.0
#include "knowledge/frame_files.h"

#include <algorithm>
#include <charconv>

namespace dragoman {

std::string path_in_layer(const std::string& path, std::size_t layer) {
  const std::size_t slash = path.find('/');
  if (layer == 0 || slash == std::string::npos) return path;
  return path.substr(0, slash) + "/~" + std::to_string(layer) + path.substr(slash);
}

std::size_t layer_of(std::string_view path) {
  const std::size_t mark = path.find("/~");
  std::size_t layer = 0;
  if (mark != std::string_view::npos) std::from_chars(path.data() + mark + 2, path.data() + path.size(), layer);
  return layer;
}

bool is_class_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.starts_with("classes") && name.ends_with(".txt");
}

void add_frame_files(const std::vector<FrameFile>& files, FrameLexicon& lexicon, std::vector<Error>& errors) {
  std::size_t layers = 0;
  for (const FrameFile& file : files) layers = std::max(layers, layer_of(file.path));
  for (std::size_t layer = 0; layer <= layers; ++layer) {
    for (const FrameFile& file : files) {
      if (layer_of(file.path) == layer && is_class_file(file.path)) lexicon.add_classes(file.content, file.shown, errors);
    }
  }
  for (std::size_t layer = 0; layer <= layers; ++layer) {
    if (layer > 0) lexicon.begin_layer();
    for (const FrameFile& file : files) {
      if (layer_of(file.path) == layer && file.path.ends_with(".frames")) lexicon.add(file.content, file.shown, errors);
    }
  }
}

}  // namespace dragoman
