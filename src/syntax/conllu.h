// SPDX-License-Identifier: Apache-2.0
// CoNLL-U in and out: https://universaldependencies.org/format.html. Empty nodes (8.1) and the DEPS column are dropped;
// names travel in MISC as NE=B-PER, NE=I-PER.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/result.h"
#include "syntax/document.h"
#include "text/story.h"

namespace dragoman {

/// Names of tags by number, growing as new ones come; the views stay valid while the table lives. 0 is "_".
class TagTable {
 public:
  TagTable() { id("_"); }
  std::uint32_t id(std::string_view name);
  [[nodiscard]] std::span<const std::string_view> names() const { return names_; }

 private:
  std::deque<std::string> storage_;
  std::vector<std::string_view> names_;
  std::unordered_map<std::string_view, std::uint32_t> ids_;
};

struct ConlluSentence {
  std::string id;        ///< sent_id, may be empty
  std::string comments;  ///< all comment lines as they were, each with its '#' and line end
  std::uint64_t line = 0;  ///< of its first word
};

/// A file of CoNLL-U as one document: the text is put together from the tokens, with a blank line where the file has
/// newdoc or newpar (there a new block begins) and a space or nothing (SpaceAfter=No) elsewhere.
struct ConlluCorpus {
  std::string text;
  Document document;  ///< borrows `text` and the tables
  StoryLayout layout;
  std::vector<ConlluSentence> sentences;  ///< parallel to document.sentences
  struct Part {
    std::string id;
    std::uint32_t first_sentence = 0;
  };
  std::vector<Part> parts;  ///< one for each newdoc
  TagTable xpos;
  TagTable feats;
  std::uint64_t empty_nodes = 0;  ///< dropped

  ConlluCorpus() = default;
  ConlluCorpus(const ConlluCorpus&) = delete;
  ConlluCorpus& operator=(const ConlluCorpus&) = delete;
};

/// Errors (kFormat, with `file` and line): a line of other than ten columns, ids out of order, an unknown tag or
/// relation (an unknown subtype falls back to its universal relation), a head outside the sentence, no or several roots,
/// a cycle. HEAD, UPOS and DEPREL may be "_" for text that is still to be analysed. A word of a multi-word token is placed
/// by its length when the words do not spell the token.
Result<std::unique_ptr<ConlluCorpus>> read_conllu(std::string_view bytes, const std::string& file = {});

struct ConlluWriteOptions {
  std::string_view newdoc_id;                      ///< written first when not empty
  std::string_view sentence_id_prefix;             ///< ids are the prefix and a number from 1; "" leaves them out
  const std::vector<ConlluSentence>* sentences = nullptr;  ///< given comments instead of made ones
};

/// Appends the document. A new block (paragraph) gives "# newpar".
void write_conllu(const Document& document, const ConlluWriteOptions& options, std::string& out);

}  // namespace dragoman
