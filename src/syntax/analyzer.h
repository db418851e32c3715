// SPDX-License-Identifier: Apache-2.0
// The language engine: from text to tokens, sentences, tags, lemmas, dependency trees and named entities.
#pragma once

#include <memory>
#include <string>

#include "dragoman/result.h"
#include "syntax/document.h"
#include "text/story.h"

namespace dragoman {

/// Immutable once loaded; safe in any number of threads. All that changes is in the caller's Scratch.
class Analyzer {
 public:
  /// Working memory of one thread, reused from document to document.
  class Scratch;
  struct ScratchDeleter {
    void operator()(Scratch* scratch) const;
  };
  using ScratchPtr = std::unique_ptr<Scratch, ScratchDeleter>;

  /// Maps the model file. Errors: kNotFound, kVersion, kCorrupt, each naming the file.
  static Result<std::unique_ptr<const Analyzer>> load(const std::string& model_path);
  ~Analyzer();

  [[nodiscard]] ScratchPtr make_scratch() const;

  /// Fills `document` (cleared first) from the kBody blocks of the layout. Tokens outside quotations and headlines
  /// alike get a tree: each sentence has exactly one root and no cycle. `text` must outlive `document`.
  void analyze(std::string_view text, const StoryLayout& layout, Document& document, Scratch& scratch) const;

  /// Tags and parses a document whose sentences and tokens (byte ranges, flags) are given.
  void annotate(Document& document, Scratch& scratch) const;

  /// Size of the pretrained word vectors.
  [[nodiscard]] std::size_t vector_size() const;
  /// Adds the pretrained vector of a word to `out` (vector_size() floats); false, and nothing added, for an unknown word.
  bool add_word_vector(std::string_view form, float* out, Scratch& scratch) const;

  struct Impl;

 private:
  explicit Analyzer(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

}  // namespace dragoman
