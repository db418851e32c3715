// SPDX-License-Identifier: Apache-2.0
#include "syntax/conllu.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "syntax/characters.h"
#include "syntax/tokenizer.h"

namespace dragoman {

std::uint32_t TagTable::id(std::string_view name) {
  const auto found = ids_.find(name);
  if (found != ids_.end()) return found->second;
  storage_.emplace_back(name);
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.push_back(storage_.back());
  ids_.emplace(names_.back(), number);
  return number;
}

namespace {

constexpr std::size_t kColumns = 10;
enum Column : std::uint8_t { kId, kForm, kLemma, kUpos, kXpos, kFeats, kHead, kDeprel, kDeps, kMisc };

std::optional<std::uint32_t> number(std::string_view s) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (error != std::errc() || end != s.data() + s.size() || s.empty()) return std::nullopt;
  return value;
}

std::optional<std::string_view> misc_value(std::string_view misc, std::string_view key) {
  while (!misc.empty()) {
    const std::size_t bar = misc.find('|');
    const std::string_view item = misc.substr(0, bar);
    if (item.size() > key.size() && item.starts_with(key) && item[key.size()] == '=') return item.substr(key.size() + 1);
    if (bar == std::string_view::npos) break;
    misc.remove_prefix(bar + 1);
  }
  return std::nullopt;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t characters_of(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) { return !is_continuation(c); }));
}

std::string quoted(std::string_view value) {
  std::string out(1, '"');
  out.append(value).push_back('"');
  return out;
}

std::optional<Deprel> deprel_of(std::string_view name) {
  for (std::size_t k = 0; k < kDeprelNames.size(); ++k) {
    if (kDeprelNames[k] == name) return static_cast<Deprel>(k);
  }
  const std::size_t colon = name.find(':');
  if (colon != std::string_view::npos) return deprel_of(name.substr(0, colon));
  return std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file)
      : bytes_(bytes), file_(file), corpus_(std::make_unique<ConlluCorpus>()) {}

  Result<std::unique_ptr<ConlluCorpus>> run() {
    if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.remove_prefix(3);
    while (!bytes_.empty()) {
      const std::size_t stop = bytes_.find('\n');
      std::string_view line = bytes_.substr(0, stop);
      bytes_.remove_prefix(stop == std::string_view::npos ? bytes_.size() : stop + 1);
      ++line_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      Status status;
      if (line.empty()) status = finish();
      else if (line[0] == '#') comment(line);
      else status = row(line);
      if (!status) return status.error();
    }
    if (Status status = finish(); !status) return status.error();
    if (corpus_->layout.blocks.size() > 0) close_block();
    Document& document = corpus_->document;
    document.text = corpus_->text;
    for (std::uint32_t i = 0; i < document.tokens.size(); ++i) set_norm_from_form(document, i);
    document.xpos_names = corpus_->xpos.names();
    document.feats_names = corpus_->feats.names();
    return std::move(corpus_);
  }

 private:
  [[nodiscard]] Error error(std::string message) const {
    return Error{ErrorCode::kFormat, std::move(message), file_, line_};
  }

  void comment(std::string_view line) {
    comments_.append(line);
    comments_ += '\n';
    std::string_view rest = line.substr(1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    const auto value_of = [&]() {
      const std::size_t equals = rest.find('=');
      std::string_view value = equals == std::string_view::npos ? std::string_view() : rest.substr(equals + 1);
      while (value.starts_with(' ')) value.remove_prefix(1);
      return std::string(value);
    };
    const auto is_key = [&](std::string_view key) {
      return rest.starts_with(key) && (rest.size() == key.size() || rest[key.size()] == ' ' || rest[key.size()] == '=');
    };
    if (is_key("newdoc")) {
      new_block_ = true;
      corpus_->parts.push_back({value_of(), static_cast<std::uint32_t>(corpus_->document.sentences.size())});
    } else if (is_key("newpar")) {
      new_block_ = true;
    } else if (is_key("sent_id")) {
      sentence_id_ = value_of();
    }
  }

  Status row(std::string_view line) {
    std::array<std::string_view, kColumns> column;
    std::size_t count = 0;
    std::string_view rest = line;
    for (; count < kColumns; ++count) {
      const std::size_t tab = rest.find('\t');
      column[count] = rest.substr(0, tab);
      if (column[count].empty()) return error("column " + std::to_string(count + 1) + " is empty; write \"_\"");
      if (tab == std::string_view::npos) {
        rest = {};
        ++count;
        break;
      }
      rest.remove_prefix(tab + 1);
    }
    if (count != kColumns || !rest.empty()) return error("a line has ten columns between tabs; this one has " +
                                                         std::string(rest.empty() ? "fewer" : "more"));
    if (column[kId].find('.') != std::string_view::npos) {
      ++corpus_->empty_nodes;
      return {};
    }
    if (heads_.empty() && multi_end_ == 0) begin_sentence();
    const std::size_t dash = column[kId].find('-');
    if (dash != std::string_view::npos) {
      const auto first = number(column[kId].substr(0, dash));
      const auto last = number(column[kId].substr(dash + 1));
      if (!first || !last || *first != heads_.size() + 1 || *last <= *first || *first <= multi_end_) {
        return error("token range " + quoted(column[kId]) + " is out of order");
      }
      if (characters_of(column[kForm]) < *last - *first + 1) return error("a multi-word token is shorter than its words are many");
      multi_end_ = *last;
      multi_words_ = *last - *first + 1;
      append_form(column[kForm]);
      multi_begin_byte_ = corpus_->text.size() - column[kForm].size();
      note_space(column[kMisc]);
      return {};
    }
    return word(column);
  }

  void begin_sentence() {
    first_token_ = static_cast<std::uint32_t>(corpus_->document.tokens.size());
    first_line_ = line_;
    if (new_block_ || corpus_->layout.blocks.empty()) {
      if (!corpus_->layout.blocks.empty()) {
        close_block();
        corpus_->text += "\n\n";
      }
      Block block;
      block.range.begin = static_cast<std::uint32_t>(corpus_->text.size());
      corpus_->layout.blocks.push_back(block);
      space_ = false;
      at_block_start_ = true;
    }
    new_block_ = false;
  }
  void close_block() { corpus_->layout.blocks.back().range.end = static_cast<std::uint32_t>(corpus_->text.size()); }

  void append_form(std::string_view form) {
    if (space_) corpus_->text += ' ';
    corpus_->text += form;
  }
  void note_space(std::string_view misc) {
    space_before_ = space_ || at_block_start_;
    at_block_start_ = false;
    space_ = misc_value(misc, "SpaceAfter") != "No";
  }

  Status word(const std::array<std::string_view, kColumns>& column) {
    const auto id = number(column[kId]);
    if (!id || *id != heads_.size() + 1) return error("word id " + quoted(column[kId]) + " is out of order");
    Document& document = corpus_->document;
    Token token;
    if (*id <= multi_end_) {
      place_in_multi(*id, column[kForm], token);
    } else {
      append_form(column[kForm]);
      token.end_byte = static_cast<std::uint32_t>(corpus_->text.size());
      token.begin_byte = static_cast<std::uint32_t>(token.end_byte - column[kForm].size());
      note_space(column[kMisc]);
      if (space_before_) token.flags |= kSpaceBefore;
    }
    if (column[kUpos] != "_") {
      const auto* const found = std::find(kUposNames.begin(), kUposNames.end(), column[kUpos]);
      if (found == kUposNames.end()) return error(quoted(column[kUpos]) + " is no universal part of speech");
      token.upos = static_cast<Upos>(found - kUposNames.begin());
    }
    const std::uint32_t xpos = corpus_->xpos.id(column[kXpos]);
    const std::uint32_t feats = corpus_->feats.id(column[kFeats]);
    if (xpos > 0xff) return error("more than 255 different XPOS tags");
    if (feats > 0xffff) return error("more than 65535 different FEATS");
    token.xpos = static_cast<std::uint8_t>(xpos);
    token.feats = static_cast<std::uint16_t>(feats);
    if (column[kDeprel] != "_") {
      const auto relation = deprel_of(column[kDeprel]);
      if (!relation) return error(quoted(column[kDeprel]) + " is no universal relation");
      token.deprel = *relation;
    }
    std::int64_t head = -1;
    if (column[kHead] != "_") {
      const auto value = number(column[kHead]);
      if (!value) return error("HEAD " + quoted(column[kHead]) + " is no number");
      head = *value;
    }
    heads_.push_back(head);
    token.sentence = static_cast<std::uint32_t>(document.sentences.size());
    document.tokens.push_back(token);
    const auto index = static_cast<std::uint32_t>(document.tokens.size() - 1);
    document.set_lemma(index, column[kLemma]);
    if (const auto name = misc_value(column[kMisc], "NE")) return add_name(*name, index);
    return {};
  }

  Status add_name(std::string_view tag, std::uint32_t index) {
    if (tag == "O") return {};
    NameType type = NameType::kNone;
    for (std::size_t k = 1; k < kNameTypeNames.size(); ++k) {
      if (tag.size() > 2 && tag.substr(2) == kNameTypeNames[k]) type = static_cast<NameType>(k);
    }
    if (type == NameType::kNone || tag[1] != '-' || (tag[0] != 'B' && tag[0] != 'I')) {
      return error("NE=" + std::string(tag) + " is not B- or I- with PER, ORG, LOC, NORP or MISC");
    }
    std::vector<NameSpan>& names = corpus_->document.names;
    if (tag[0] == 'I' && !names.empty() && names.back().tokens.end == index && names.back().type == type) {
      names.back().tokens.end = index + 1;
    } else {
      names.push_back({{index, index + 1}, type});
    }
    return {};
  }

  /// Words of a multi-word token share its bytes in order, each at least one code point.
  void place_in_multi(std::uint32_t id, std::string_view form, Token& token) {
    const std::uint32_t remaining = multi_end_ - id;  // words after this one
    const bool first = remaining + 1 == multi_words_;
    const std::size_t limit = corpus_->text.size();
    std::size_t last = limit;  // leaves each word after this one its code point
    for (std::uint32_t left = remaining; left > 0; --left) {
      do --last;
      while (is_continuation(corpus_->text[last]));
    }
    std::size_t end = remaining == 0 ? limit : std::min(multi_begin_byte_ + form.size(), last);
    while (end < limit && is_continuation(corpus_->text[end])) ++end;
    token.begin_byte = static_cast<std::uint32_t>(multi_begin_byte_);
    token.end_byte = static_cast<std::uint32_t>(end);
    multi_begin_byte_ = end;
    if (first) token.flags = static_cast<std::uint8_t>(kHasInnerWord | (space_before_ ? kSpaceBefore : 0));
    else token.flags = kInnerWord;
  }

  Status finish() {
    if (heads_.empty()) {
      comments_.clear();
      return {};
    }
    if (multi_end_ > heads_.size()) return error("the sentence ends inside a multi-word token");
    Document& document = corpus_->document;
    const auto count = static_cast<std::int64_t>(heads_.size());
    const bool analysed = std::any_of(heads_.begin(), heads_.end(), [](std::int64_t h) { return h >= 0; });
    std::uint32_t roots = 0;
    for (std::int64_t k = 0; k < count && analysed; ++k) {
      const std::int64_t head = heads_[static_cast<std::size_t>(k)];
      if (head < 0 || head > count || head == k + 1) {
        return error("word " + std::to_string(k + 1) + " of the sentence above has a head outside it, none, or itself");
      }
      roots += head == 0 ? 1 : 0;
      document.tokens[first_token_ + static_cast<std::size_t>(k)].head =
          head == 0 ? -1 : static_cast<std::int32_t>(first_token_ + head - 1);
    }
    if (analysed && roots != 1) return error("the sentence above has " + std::to_string(roots) + " roots; it needs one");
    if (analysed && has_cycle()) return error("the heads of the sentence above form a cycle");
    Sentence sentence;
    sentence.tokens = {first_token_, static_cast<std::uint32_t>(document.tokens.size())};
    sentence.begin_byte = document.tokens[first_token_].begin_byte;
    sentence.end_byte = document.tokens.back().end_byte;
    sentence.block = static_cast<std::uint32_t>(corpus_->layout.blocks.size() - 1);
    document.sentences.push_back(sentence);
    corpus_->sentences.push_back({std::move(sentence_id_), std::move(comments_), first_line_});
    sentence_id_.clear();
    comments_.clear();
    heads_.clear();
    multi_end_ = 0;
    return {};
  }

  /// Marks each word as reaching the root or not, in time linear in the sentence.
  [[nodiscard]] bool has_cycle() {
    seen_.assign(heads_.size() + 1, 0);
    seen_[0] = 2;
    for (std::size_t k = 1; k <= heads_.size(); ++k) {
      std::size_t at = k;
      while (seen_[at] == 0) {
        seen_[at] = 1;
        at = static_cast<std::size_t>(heads_[at - 1]);
      }
      if (seen_[at] == 1) return true;
      for (at = k; seen_[at] == 1; at = static_cast<std::size_t>(heads_[at - 1])) seen_[at] = 2;
    }
    return false;
  }

  std::string_view bytes_;
  const std::string& file_;
  std::unique_ptr<ConlluCorpus> corpus_;
  std::uint64_t line_ = 0;
  std::uint64_t first_line_ = 0;
  std::string comments_;
  std::string sentence_id_;
  std::vector<std::int64_t> heads_;
  std::vector<std::uint8_t> seen_;
  std::uint32_t first_token_ = 0;
  std::uint32_t multi_end_ = 0;
  std::uint32_t multi_words_ = 0;
  std::size_t multi_begin_byte_ = 0;
  bool new_block_ = false;
  bool space_ = false;
  bool space_before_ = false;
  bool at_block_start_ = true;
};

/// The text with each stretch of white space as one space.
void append_collapsed(std::string_view text, std::string& out) {
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (is_space(point.code)) {
      space = true;
    } else {
      if (space) out += ' ';
      space = false;
      out.append(text.substr(at, point.size));
    }
    at += point.size;
  }
}

void append_or_blank(std::string_view value, std::string& out) { out.append(value.empty() ? "_" : value); }

}  // namespace

Result<std::unique_ptr<ConlluCorpus>> read_conllu(std::string_view bytes, const std::string& file) {
  return Reader(bytes, file).run();
}

void write_conllu(const Document& document, const ConlluWriteOptions& options, std::string& out) {
  std::size_t name = 0;
  if (!options.newdoc_id.empty()) out.append("# newdoc id = ").append(options.newdoc_id).append("\n");
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    if (options.sentences != nullptr && s < options.sentences->size()) {
      out += (*options.sentences)[s].comments;
    } else {
      if (s == 0 || document.sentences[s - 1].block != sentence.block) out += "# newpar\n";
      if (!options.sentence_id_prefix.empty()) {
        out.append("# sent_id = ").append(options.sentence_id_prefix).append(std::to_string(s + 1)).append("\n");
      }
      out += "# text = ";
      append_collapsed(document.text.substr(sentence.begin_byte, sentence.end_byte - sentence.begin_byte), out);
      out += '\n';
    }
    const std::uint32_t begin = sentence.tokens.begin;
    for (std::uint32_t i = begin; i < sentence.tokens.end; ++i) {
      const Token& token = document.tokens[i];
      std::uint32_t last = i;  // of the multi-word token that begins here
      if ((token.flags & kHasInnerWord) != 0) {
        while (last + 1 < sentence.tokens.end && (document.tokens[last + 1].flags & kInnerWord) != 0) ++last;
      }
      const auto space_after_no = [&](std::uint32_t k) {
        return k + 1 < document.tokens.size() && (document.tokens[k + 1].flags & kSpaceBefore) == 0;
      };
      if (last > i) {
        out.append(std::to_string(i - begin + 1)).append("-").append(std::to_string(last - begin + 1)).append("\t");
        append_collapsed(document.text.substr(token.begin_byte, document.tokens[last].end_byte - token.begin_byte), out);
        out.append("\t_\t_\t_\t_\t_\t_\t_\t").append(space_after_no(last) ? "SpaceAfter=No\n" : "_\n");
      }
      out.append(std::to_string(i - begin + 1)).append("\t");
      append_collapsed(document.form(i), out);
      out += '\t';
      append_or_blank(document.lemma(i), out);
      out.append("\t").append(kUposNames[static_cast<std::size_t>(token.upos)]).append("\t");
      append_or_blank(document.xpos(i), out);
      out += '\t';
      append_or_blank(document.feats(i), out);
      out.append("\t").append(token.head < 0 ? "0" : std::to_string(static_cast<std::uint32_t>(token.head) - begin + 1));
      out.append("\t").append(kDeprelNames[static_cast<std::size_t>(token.deprel)]).append("\t_\t");
      while (name < document.names.size() && document.names[name].tokens.end <= i) ++name;
      const bool named = name < document.names.size() && document.names[name].tokens.begin <= i;
      const bool in_multi = (token.flags & (kInnerWord | kHasInnerWord)) != 0;
      const bool glued = !in_multi && space_after_no(i);
      if (named) {
        const NameSpan& span = document.names[name];
        out.append(span.tokens.begin == i ? "NE=B-" : "NE=I-").append(kNameTypeNames[static_cast<std::size_t>(span.type)]);
        if (glued) out += '|';
      }
      if (glued) out += "SpaceAfter=No";
      out.append(named || glued ? "\n" : "_\n");
    }
    out += '\n';
  }
}

}  // namespace dragoman
