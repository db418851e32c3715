// SPDX-License-Identifier: Apache-2.0
// Tokens tile any bytes; what is written as CoNLL-U is read again; time expressions stay inside their sentences.
#include "coding/time_expressions.h"
#include "fuzz_checks.h"
#include "syntax/characters.h"
#include "syntax/conllu.h"
#include "syntax/lemmatizer.h"
#include "syntax/tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  const std::string_view text = bytes_of(data, size);
  StoryLayout layout;
  layout.blocks.push_back({{0, static_cast<std::uint32_t>(size / 2)}, BlockKind::kBody});
  layout.blocks.push_back({{static_cast<std::uint32_t>(size / 2), static_cast<std::uint32_t>(size)}, BlockKind::kBody});
  if (size % 2 == 1) layout.published = date_from(2020, 9, 30);
  Document document;
  tokenize(text, layout, document);
  std::size_t at = 0;
  const auto only_space = [&](std::size_t to) {
    while (at < to) {
      const CodePoint point = decode_utf8(text.substr(0, at < size / 2 ? size / 2 : size), at);
      check(is_space(point.code), "only white space is between tokens");
      at += point.size;
    }
  };
  for (const Token& token : document.tokens) {
    check(token.begin_byte >= at && token.end_byte > token.begin_byte, "tokens are in order");
    only_space(token.begin_byte);
    at = token.end_byte;
  }
  only_space(size);
  lemmatize(document);
  std::vector<TimeExpression> times;
  find_times(document, layout, times);
  for (const TimeExpression& time : times) {
    check(time.tokens.begin <= time.head && time.head < time.tokens.end, "a head is inside");
    check(time.tokens.end <= document.sentences[document.tokens[time.tokens.begin].sentence].tokens.end, "inside a sentence");
  }
  for (const Sentence& sentence : document.sentences) {  // a chain, so that the file has trees
    for (std::uint32_t i = sentence.tokens.begin + 1; i < sentence.tokens.end; ++i) document.tokens[i].head = static_cast<std::int32_t>(i - 1);
  }
  std::string written;
  write_conllu(document, {}, written);
  const auto read = read_conllu(written);
  check(read.ok(), "what is written is read");
  check((*read)->document.tokens.size() == document.tokens.size(), "with as many words");
  return 0;
}
