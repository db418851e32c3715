// SPDX-License-Identifier: Apache-2.0
#include "fuzz_checks.h"
#include "syntax/conllu.h"
#include "syntax/conllu_eval.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const auto corpus = read_conllu(bytes_of(data, size), "fuzz");
  if (!corpus) {
    check(corpus.error().line > 0, "an error names its line");
    return 0;
  }
  const Document& document = (*corpus)->document;
  for (const Token& token : document.tokens) {
    check(token.begin_byte < token.end_byte && token.end_byte <= document.text.size(), "words are inside the text");
  }
  std::string written;
  ConlluWriteOptions options;
  options.sentences = &(*corpus)->sentences;
  write_conllu(document, options, written);
  const auto again = read_conllu(written);
  check(document.sentences.empty() || document.tokens[0].head >= -1, "heads");
  if (again) (void)evaluate_conllu(document, (*again)->document);
  return 0;
}
