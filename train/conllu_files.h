// SPDX-License-Identifier: Apache-2.0
// Reading treebank files for the trainers: plain or gzipped, some documents only.
#pragma once

#include <zlib.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "syntax/conllu.h"

namespace dragoman::train {

/// The bytes of a file, decompressed if it is gzipped.
inline Result<std::string> read_file(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return Error{ErrorCode::kNotFound, "cannot open the file", path, 0};
  std::string out;
  std::vector<char> buffer(1 << 16);
  int n = 0;
  while ((n = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) out.append(buffer.data(), n);
  gzclose(file);
  if (n < 0) return Error{ErrorCode::kIo, "cannot read the file", path, 0};
  return out;
}

inline std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    out.emplace_back(list.substr(0, comma));
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
  }
  return out;
}

/// Keeps the documents (newdoc id) whose id starts with one of `prefixes`; all when there are none.
inline std::string keep_documents(const std::string& bytes, const std::vector<std::string>& prefixes) {
  if (prefixes.empty()) return bytes;
  std::string out;
  bool keep = false;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = bytes.find('\n', at);
    end = end == std::string::npos ? bytes.size() : end + 1;
    const std::string_view line = std::string_view(bytes).substr(at, end - at);
    if (line.starts_with("# newdoc id = ")) {
      keep = false;
      for (const std::string& prefix : prefixes) keep |= line.substr(14).starts_with(prefix);
    }
    if (keep) out.append(line);
    at = end;
  }
  return out;
}

/// "FILE" or "FILE:GUM_news,GUM_bio".
inline Result<std::unique_ptr<ConlluCorpus>> read_treebank(const std::string& argument) {
  const std::size_t colon = argument.rfind(':');
  const std::string path = argument.substr(0, colon);
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  const std::vector<std::string> prefixes =
      colon == std::string::npos ? std::vector<std::string>() : split_list(std::string_view(argument).substr(colon + 1));
  return read_conllu(keep_documents(*bytes, prefixes), path);
}

}  // namespace dragoman::train
