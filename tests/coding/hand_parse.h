// SPDX-License-Identifier: Apache-2.0
// Documents from parses written by hand, so that coding tests need no model.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "coding/syntax_view.h"
#include "syntax/conllu.h"

namespace dragoman {

/// Each line: form lemma UPOS XPOS head deprel (heads from 1, 0 for the root); a blank line ends a sentence.
inline std::unique_ptr<ConlluCorpus> hand_parse(const std::string& lines) {
  std::istringstream in(lines);
  std::string line;
  std::string conllu;
  int id = 0;
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string form, lemma, upos, xpos, head, deprel;
    if (!(fields >> form)) {
      if (id > 0) conllu += '\n';
      id = 0;
      continue;
    }
    fields >> lemma >> upos >> xpos >> head >> deprel;
    conllu += std::to_string(++id) + "\t" + form + "\t" + lemma + "\t" + upos + "\t" + xpos + "\t_\t" + head + "\t" + deprel + "\t_\t_\n";
  }
  conllu += '\n';
  auto corpus = read_conllu(conllu, "hand");
  if (!corpus) {
    ADD_FAILURE() << corpus.error().to_string();
    return std::make_unique<ConlluCorpus>();
  }
  return std::move(corpus).value();
}

/// The token with this form, counted from `from`.
inline std::uint32_t token_of(const Document& d, std::string_view form, std::uint32_t from = 0) {
  for (std::uint32_t t = from; t < d.tokens.size(); ++t) {
    if (d.form(t) == form) return t;
  }
  ADD_FAILURE() << "no token " << form;
  return 0;
}

}  // namespace dragoman
