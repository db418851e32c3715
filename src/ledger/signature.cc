// SPDX-License-Identifier: Apache-2.0
#include "ledger/signature.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr std::size_t kSketch = 256;
constexpr std::size_t kRows = 2;

constexpr std::string_view kCommonWords[] = {
    "a",    "about", "after", "also",  "an",   "and",  "any",  "are",  "as",    "at",    "be",    "been", "before", "being", "but",  "by",
    "for",  "from",  "had",   "has",   "have", "he",   "her",  "his",  "in",    "into",  "is",    "it",   "its",    "more",  "near", "of",
    "on",   "or",    "over",  "said",  "say",  "says", "she",  "so",   "some",  "than",  "that",  "the",  "their",  "them",  "there", "they",
    "this", "to",    "two",   "under", "was",  "were", "when", "which", "while", "who",  "will",  "with", "would"};

bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

/// Endings of English that do not change what a word is about.
std::string_view stem(std::string_view word) {
  for (const std::string_view ending : {"ings", "ing", "ies", "ed", "es", "s", "e"}) {
    if (word.size() >= ending.size() + 4 && word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  }
  return word;
}

}  // namespace

std::uint32_t hash32(std::string_view text) { return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size())); }

std::vector<std::uint32_t> word_hashes(std::string_view text, bool content) {
  const std::string folded = fold(text);
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < folded.size();) {
    if (!is_word_byte(folded[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < folded.size() && is_word_byte(folded[end])) ++end;
    std::string_view word = std::string_view(folded).substr(i, end - i);
    i = end;
    if (content) {
      if (std::binary_search(std::begin(kCommonWords), std::end(kCommonWords), word) || word.size() < 2) continue;
      word = stem(word);
    }
    out.push_back(hash32(word));
  }
  return out;
}

StorySignature sign_story(std::string_view text) {
  StorySignature out;
  const std::vector<std::uint32_t> words = word_hashes(text, false);
  std::array<std::uint64_t, StorySignature::kBands * kRows> minima;
  minima.fill(~std::uint64_t{0});
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::uint64_t pair = (std::uint64_t{words[i]} << 32 | words[i + 1]) * 0x9e3779b97f4a7c15ULL;
    out.sketch.push_back(static_cast<std::uint32_t>(pair >> 32));
    std::uint64_t state = pair ^ pair >> 29;
    for (std::uint64_t& minimum : minima) {
      state = state * 0xd1342543de82ef95ULL + 0x2545f4914f6cdd1dULL;
      minimum = std::min(minimum, state ^ state >> 32);
    }
  }
  std::sort(out.sketch.begin(), out.sketch.end());
  out.sketch.erase(std::unique(out.sketch.begin(), out.sketch.end()), out.sketch.end());
  out.size = static_cast<std::uint32_t>(out.sketch.size());
  if (out.sketch.empty()) return out;
  if (out.sketch.size() > kSketch) out.sketch.resize(kSketch);
  for (std::size_t band = 0; band < StorySignature::kBands; ++band) {
    const std::uint64_t key = minima[band * kRows] * 31 + minima[band * kRows + 1] + band * 0x9e3779b97f4a7c15ULL;
    out.bands[band] = static_cast<std::int64_t>(key);
  }
  return out;
}

double overlap(const StorySignature& a, const StorySignature& b) {
  if (a.sketch.empty() || b.sketch.empty()) return 0;
  // The smallest hashes of the union are a sample of it; those in both sketches are in both stories.
  std::size_t i = 0, j = 0, taken = 0, both = 0;
  while (taken < kSketch && i < a.sketch.size() && j < b.sketch.size()) {
    if (a.sketch[i] == b.sketch[j]) ++both, ++i, ++j;
    else if (a.sketch[i] < b.sketch[j]) ++i;
    else ++j;
    ++taken;
  }
  taken = std::min(kSketch, taken + (a.sketch.size() - i) + (b.sketch.size() - j));
  const double jaccard = static_cast<double>(both) / static_cast<double>(taken);
  const double common = jaccard / (1 + jaccard) * (a.size + b.size);
  return std::min(1.0, common / std::min(a.size, b.size));
}

}  // namespace dragoman
