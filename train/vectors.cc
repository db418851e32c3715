// SPDX-License-Identifier: Apache-2.0
#include "vectors.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "data.h"

namespace dragoman::train {
namespace {

/// A JSON string at s[at] == '"'; moves `at` behind it.
std::string json_string(const std::string& s, std::size_t& at) {
  std::string out;
  for (++at; at < s.size() && s[at] != '"'; ++at) {
    if (s[at] == '\\' && at + 1 < s.size()) ++at;
    out.push_back(s[at]);
  }
  ++at;
  return out;
}

}  // namespace

std::vector<HashSlot> build_index(const std::vector<std::uint64_t>& hashes) {
  std::size_t capacity = 16;
  while (capacity * 2 < hashes.size() * 3) capacity *= 2;
  std::vector<HashSlot> table(capacity);
  for (std::size_t r = 0; r < hashes.size(); ++r) {
    const auto tag = static_cast<std::uint32_t>(hashes[r] >> 32);
    std::size_t slot = hashes[r] & (capacity - 1);
    while (table[slot].row != kNoRow && table[slot].tag != tag) slot = (slot + 1) & (capacity - 1);
    if (table[slot].row == kNoRow) table[slot] = {tag, static_cast<std::uint32_t>(r)};
  }
  return table;
}

Result<WordVectors> load_vectors(const std::string& path, std::uint32_t dim, std::uint32_t count) {
  auto text = read_file(path);
  if (!text) return std::move(text).error();
  const std::string& s = *text;
  const auto bad = [&](const char* what) { return Error{ErrorCode::kFormat, what, path, 0}; };
  std::size_t at = s.find("\"words\":[");
  if (at == std::string::npos) return bad("no list of words");
  at += 9;
  std::unordered_map<std::string, std::uint32_t> rank;
  WordVectors out;
  out.dim = dim;
  while (at < s.size() && s[at] == '"' && out.words.size() < count) {
    out.words.push_back(json_string(s, at));
    rank.emplace(out.words.back(), static_cast<std::uint32_t>(out.words.size() - 1));
    if (at < s.size() && s[at] == ',') ++at;
  }
  at = s.find("\"vectors\":{", at);
  if (at == std::string::npos) return bad("no vectors");
  at += 11;
  out.values.assign(out.words.size() * dim, 0.0F);
  std::size_t found = 0;
  while (at < s.size() && s[at] == '"') {
    const std::string word = json_string(s, at);
    if (s.compare(at, 2, ":[") != 0) return bad("a vector is not a list");
    at += 2;
    const auto it = rank.find(word);
    const std::size_t stop = s.find(']', at);
    if (stop == std::string::npos) return bad("a vector does not end");
    if (it != rank.end()) {
      const char* p = s.data() + at;
      float* row = out.values.data() + std::size_t{it->second} * dim;
      for (std::uint32_t k = 0; k < dim; ++k) {
        const auto got = std::from_chars(p, s.data() + stop, row[k]);
        if (got.ec != std::errc()) return bad("a vector is too short");
        p = got.ptr + 1;
      }
      float top = 0;
      for (std::uint32_t k = 0; k < dim; ++k) top = std::max(top, std::fabs(row[k]));
      const float scale = top / 127.0F;
      for (std::uint32_t k = 0; k < dim; ++k) row[k] = scale > 0 ? std::rint(row[k] / scale) * scale : 0.0F;
      if (++found == out.words.size()) break;
    }
    at = stop + 1;
    if (at < s.size() && s[at] == ',') ++at;
  }
  std::vector<std::uint64_t> hashes;
  hashes.reserve(out.words.size());
  for (const std::string& w : out.words) hashes.push_back(vector_hash(w));
  out.index = build_index(hashes);
  return out;
}

}  // namespace dragoman::train
