// SPDX-License-Identifier: Apache-2.0
// Phrases of a user's own that drop a story or a sentence, or name an issue it is about: `discards/*.discards` and
// `issues/*.issues` of a layer of knowledge. We have none ourselves; imported dictionaries bring them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"
#include "knowledge/knowledge.h"
#include "syntax/document.h"

namespace dragoman {

enum class PhraseAction : std::uint8_t { kDropStory, kDropSentence, kIssue, kHide };

struct PhraseRule {
  std::vector<std::uint64_t> words;  ///< fnv1a_64 of the lower-cased words, hyphens left out
  PhraseAction action = PhraseAction::kIssue;
  std::string text;
  std::string issue;   ///< of kIssue
  std::string source;  ///< "file:line", for explanations
};

struct PhraseMatch {
  TokenRange tokens;
  std::uint32_t rule = 0;
};

class PhraseRules {
 public:
  /// Null where the knowledge has no such file. Errors name file and line.
  static Result<std::unique_ptr<const PhraseRules>> load(const Knowledge& knowledge);

  /// Phrases in the words of the document, as written or by their lemmas, in text order; those inside a phrase that hides
  /// them are left out.
  void find(const Document& document, std::vector<PhraseMatch>& out) const;

  /// Does one of the matches discard this sentence, alone or with its story?
  [[nodiscard]] bool discards(const std::vector<PhraseMatch>& matches, TokenRange sentence) const;
  /// Adds the issues of the record's sentence to its contexts.
  void add_issues(const std::vector<PhraseMatch>& matches, const Document& document, EventRecord& record) const;

  [[nodiscard]] const PhraseRule& rule(std::uint32_t id) const { return rules_[id]; }
  [[nodiscard]] std::size_t size() const { return rules_.size(); }

 private:
  [[nodiscard]] std::uint32_t end_of(const Document& document, TokenRange sentence, std::uint32_t first, const PhraseRule& rule) const;

  std::vector<PhraseRule> rules_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_first_;
};

}  // namespace dragoman
