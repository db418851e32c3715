// SPDX-License-Identifier: Apache-2.0
#include "coding/phrase_rules.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "syntax/tokenizer.h"
#include "text/layout.h"

namespace dragoman {
namespace {

bool is_hyphen(std::string_view word) { return word == "-" || word == "\xE2\x80\x90" || word == "\xE2\x80\x93"; }

/// The words of a phrase as the tokeniser cuts them in a text.
std::vector<std::uint64_t> words_of_phrase(const std::string& text) {
  StoryLayout layout;
  layout.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, BlockKind::kBody});
  Document document;
  tokenize(text, layout, document);
  std::vector<std::uint64_t> words;
  for (std::uint32_t t = 0; t < document.tokens.size(); ++t) {
    if (!is_hyphen(document.norm(t))) words.push_back(fnv1a_64(document.norm(t)));
  }
  return words;
}

std::string_view trimmed_line(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.remove_suffix(1);
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  return line;
}

/// "story: phrase", "sentence: phrase", "phrase -> ISSUE", "phrase -> (not)"; false when it is none of these.
bool read_rule(std::string_view line, bool discards, PhraseRule& rule) {
  if (discards) {
    const std::size_t colon = line.find(':');
    const std::string_view scope = line.substr(0, colon);
    if (colon == std::string_view::npos || (scope != "story" && scope != "sentence")) return false;
    rule.action = scope == "story" ? PhraseAction::kDropStory : PhraseAction::kDropSentence;
    rule.text = trimmed_line(line.substr(colon + 1));
  } else {
    const std::size_t arrow = line.find("->");
    if (arrow == std::string_view::npos) return false;
    rule.text = trimmed_line(line.substr(0, arrow));
    rule.issue = trimmed_line(line.substr(arrow + 2));
    if (rule.issue == "(not)") rule.action = PhraseAction::kHide, rule.issue.clear();
    else if (rule.issue.empty()) return false;
  }
  rule.words = words_of_phrase(rule.text);
  return !rule.words.empty();
}

}  // namespace

Result<std::unique_ptr<const PhraseRules>> PhraseRules::load(const Knowledge& knowledge) {
  auto out = std::make_unique<PhraseRules>();
  for (const std::string_view folder : {"discards/", "issues/"}) {
    for (const Knowledge::PackedFile& file : knowledge.files(folder)) {
      std::string_view text = file.content;
      for (std::uint64_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed_line(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.empty() || line.front() == '#') continue;
        PhraseRule rule;
        if (!read_rule(line, folder == "discards/", rule)) {
          return Error{ErrorCode::kFormat, folder == "discards/" ? "write 'story: phrase' or 'sentence: phrase'" : "write 'phrase -> ISSUE' or 'phrase -> (not)'",
                       std::string(file.path), number};
        }
        rule.source = std::string(file.path) + ":" + std::to_string(number);
        out->by_first_[rule.words.front()].push_back(static_cast<std::uint32_t>(out->rules_.size()));
        out->rules_.push_back(std::move(rule));
      }
    }
  }
  if (out->rules_.empty()) return std::unique_ptr<const PhraseRules>();
  return std::unique_ptr<const PhraseRules>(std::move(out));
}

std::uint32_t PhraseRules::end_of(const Document& document, TokenRange sentence, std::uint32_t first, const PhraseRule& rule) const {
  std::uint32_t at = first;
  for (const std::uint64_t word : rule.words) {
    while (at > first && at < sentence.end && is_hyphen(document.norm(at))) ++at;
    if (at >= sentence.end) return first;
    if (fnv1a_64(document.norm(at)) != word && fnv1a_64(document.lemma(at)) != word) return first;
    ++at;
  }
  return at;
}

void PhraseRules::find(const Document& document, std::vector<PhraseMatch>& out) const {
  out.clear();
  for (const Sentence& sentence : document.sentences) {
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      const std::uint64_t norm = fnv1a_64(document.norm(t));
      const std::uint64_t lemma = fnv1a_64(document.lemma(t));
      for (const std::uint64_t first : {norm, lemma}) {
        const auto found = by_first_.find(first);
        if (found == by_first_.end()) continue;
        for (const std::uint32_t id : found->second) {
          const std::uint32_t end = end_of(document, sentence.tokens, t, rules_[id]);
          if (end > t) out.push_back({{t, end}, id});
        }
        if (norm == lemma) break;
      }
    }
  }
  std::vector<TokenRange> hidden;
  for (const PhraseMatch& m : out) {
    if (rules_[m.rule].action == PhraseAction::kHide) hidden.push_back(m.tokens);
  }
  std::erase_if(out, [&](const PhraseMatch& m) {
    if (rules_[m.rule].action == PhraseAction::kHide) return true;
    return std::any_of(hidden.begin(), hidden.end(), [&](const TokenRange& h) { return h.begin <= m.tokens.begin && m.tokens.end <= h.end; });
  });
}

bool PhraseRules::discards(const std::vector<PhraseMatch>& matches, TokenRange sentence) const {
  return std::any_of(matches.begin(), matches.end(), [&](const PhraseMatch& match) {
    const PhraseAction action = rules_[match.rule].action;
    const bool inside = match.tokens.begin >= sentence.begin && match.tokens.begin < sentence.end;
    return action == PhraseAction::kDropStory || (action == PhraseAction::kDropSentence && inside);
  });
}

void PhraseRules::add_issues(const std::vector<PhraseMatch>& matches, const Document& document, EventRecord& record) const {
  for (const PhraseMatch& match : matches) {
    const PhraseRule& rule = rules_[match.rule];
    if (rule.action != PhraseAction::kIssue || document.tokens[match.tokens.begin].sentence != record.sentence_index) continue;
    if (std::find(record.contexts.begin(), record.contexts.end(), rule.issue) == record.contexts.end()) record.contexts.push_back(rule.issue);
  }
}

}  // namespace dragoman
