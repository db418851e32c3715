// SPDX-License-Identifier: Apache-2.0
// Training sentences from CoNLL-U (with GUM's entity column), IOB files and re3d's stand-off entities.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "syntax/document.h"

namespace dragoman::train {

/// Name tags: 0 is O, then B and I of each NameType. A mask is the set of tags that would be right.
inline constexpr std::uint32_t kNameTags = 11;
inline constexpr std::uint32_t kAnyName = (1U << kNameTags) - 1;
constexpr std::uint32_t begin_tag(NameType type) { return 2 * static_cast<std::uint32_t>(type) - 1; }
constexpr std::uint32_t inside_tag(NameType type) { return 2 * static_cast<std::uint32_t>(type); }

/// One sentence. The columns of an annotation that the source does not have stay empty.
struct Sample {
  std::string document;
  std::vector<std::string> forms;
  std::vector<std::string> upos, xpos, feats, lemmas, deprels;
  std::vector<int> heads;  ///< from 0; -1 is the root
  std::vector<std::uint32_t> names;
  [[nodiscard]] bool has_syntax() const { return !heads.empty(); }
};

/// kMarked: names stand in the last column as `NE=B-ORG` (what `dragoman parse` writes), and what has none is no name.
enum class NameSource : std::uint8_t { kNone, kGum, kEwt, kMarked };

/// Reads a CoNLL-U file, gzipped or not. `keep` chooses documents by their `newdoc id` (all when empty).
Result<std::vector<Sample>> read_conllu(const std::string& path, NameSource names,
                                        const std::function<bool(std::string_view)>& keep = {});

/// kOwn: all five types of NameType are annotated, and O is certain.
enum class IobSource : std::uint8_t { kUner, kWikigold, kWnut, kBtc, kOwn };
/// Reads token-and-tag lines. Tags outside NameType become the sets of types they may stand for.
Result<std::vector<Sample>> read_iob(const std::string& path, IobSource source);

/// Reads one source folder of re3d.
Result<std::vector<Sample>> read_re3d(const std::string& folder);

/// The whole of a file, gunzipped when it is gzipped.
Result<std::string> read_file(const std::string& path);

}  // namespace dragoman::train
