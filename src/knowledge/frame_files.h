// SPDX-License-Identifier: Apache-2.0
// The files of a frames folder, of one layer or several, as one lexicon.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "knowledge/frames.h"

namespace dragoman {

struct FrameFile {
  std::string_view path;  ///< below the knowledge directory: "frames/war.frames", of a layer "frames/~1/mine.frames"
  std::string_view content;
  std::string shown;      ///< how messages call it
};

/// Path of a file of layer `layer` in the compiled knowledge; ours is layer 0 and stays as it is.
std::string path_in_layer(const std::string& path, std::size_t layer);
std::size_t layer_of(std::string_view path);

bool is_class_file(std::string_view path);

/// Classes of all layers first, then the frames, the lowest layer first. Call finish() afterwards.
void add_frame_files(const std::vector<FrameFile>& files, FrameLexicon& lexicon, std::vector<Error>& errors);

}  // namespace dragoman
