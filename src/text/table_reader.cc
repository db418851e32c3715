// SPDX-License-Identifier: Apache-2.0
// CSV (comma or semicolon) and TSV with a header line: text, and optionally id, title, date, source, url, lang.
//
// CSV follows RFC 4180, with the usual slips allowed: a quote inside a quoted field that no delimiter or line end follows
// is a quote. A TSV field is quoted only when a closing quote stands right before a tab or line end, so that fields which
// merely begin with a quotation ("We agree," he said) stay what they are.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "text/decode.h"
#include "text/format_reader.h"

namespace dragoman {
namespace {

constexpr int kMaxRecoveries = 16;

class TableReader final : public FormatReader {
 public:
  TableReader(OpenStream stream, char delimiter) : FormatReader(std::move(stream)), delimiter_(delimiter) {}

 protected:
  ReadOutcome read(Story& story, Error& error) override {
    if (ended_) return finish(error);
    if (!started_) {
      started_ = true;
      if (!read_header(error)) {
        ended_ = true;
        return ReadOutcome::kBad;
      }
    }
    for (;;) {
      const std::uint64_t line = next_line();
      switch (read_record()) {
        case Row::kEnd: ended_ = true; return finish(error);
        case Row::kTooLong: return bad(error, ErrorCode::kLimit, limit_message("the row"), line);
        case Row::kUnclosed:
          return bad(error, ErrorCode::kFormat, "a quoted field that begins on this line is not closed; line skipped", line);
        case Row::kRow: break;
      }
      if (fields_.size() == 1 && trim(fields_[0]).empty()) continue;  // a blank line
      return fill(story, error, line);
    }
  }

 private:
  enum class Row : unsigned char { kRow, kTooLong, kUnclosed, kEnd };
  enum Column : std::size_t { kText, kId, kTitle, kDate, kSource, kUrl, kLang, kColumns };

  bool read_header(Error& error) {
    if (delimiter_ == ',') {
      // Spreadsheets of countries with a decimal comma write semicolons.
      const std::string_view head = input_.peek(4096);
      const std::string_view header = head.substr(0, head.find('\n'));
      if (header.find(',') == std::string_view::npos && header.find(';') != std::string_view::npos) delimiter_ = ';';
    }
    const std::uint64_t line = next_line();
    if (read_record() != Row::kRow) {
      bad(error, ErrorCode::kFormat, "no header line with a column \"text\"", line);
      return false;
    }
    static constexpr std::array<std::string_view, kColumns> kNames = {"text", "id", "title", "date", "source", "url", "lang"};
    columns_.fill(std::string::npos);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      for (std::size_t column = 0; column < kColumns; ++column) {
        if (columns_[column] == std::string::npos && equals_ignore_case(trim(fields_[i]), kNames[column])) {
          columns_[column] = i;
        }
      }
    }
    if (columns_[kText] == std::string::npos && columns_[kTitle] == std::string::npos) {
      bad(error, ErrorCode::kFormat, "the header line has no column \"text\"", line);
      return false;
    }
    width_ = fields_.size();
    return true;
  }

  ReadOutcome fill(Story& story, Error& error, std::uint64_t line) {
    const auto field = [&](Column column) -> std::string_view {
      return columns_[column] < fields_.size() ? std::string_view(fields_[columns_[column]]) : std::string_view();
    };
    if (columns_[kText] != std::string::npos && columns_[kText] >= fields_.size() && field(kTitle).empty()) {
      return bad(error, ErrorCode::kFormat,
                 "the row has " + std::to_string(fields_.size()) + " fields, the header " + std::to_string(width_), line);
    }
    story.replaced_bytes = decode_text(field(kText), story.text).replaced;
    story.id = clean(field(kId));
    set_field(story.title, clean(field(kTitle)));
    set_field(story.source, clean(field(kSource)));
    set_field(story.url, clean(field(kUrl)));
    set_field(story.lang, clean(field(kLang)));
    set_date(story, clean(field(kDate)));
    story.line = line;
    return ReadOutcome::kStory;
  }

  static std::string clean(std::string_view bytes) {
    std::string out;
    decode_text(trim(bytes), out);
    return out;
  }

  // Lines come from the stream, or once more from a record that turned out not to be one.
  InputStream::Line get_line(std::string& line) {
    if (pushed_.empty()) return input_.read_line(line, options_.max_story_bytes);
    line = std::move(pushed_.back());
    pushed_.pop_back();
    return InputStream::Line::kLine;
  }
  [[nodiscard]] std::uint64_t next_line() const { return input_.line() - pushed_.size(); }

  // Reads a record: one line, or more when a quoted field holds line ends.
  Row read_record() {
    fields_.clear();
    record_.clear();
    std::size_t lines = 0;
    for (;;) {
      switch (get_line(line_)) {
        case InputStream::Line::kTooLong: return Row::kTooLong;
        case InputStream::Line::kEnd:
          if (lines == 0) return Row::kEnd;
          if (delimiter_ == '\t') return first_line_literally();
          if (++recoveries_ <= kMaxRecoveries) give_back_all_but_first();
          return Row::kUnclosed;
        case InputStream::Line::kLine: break;
      }
      if (input_.error() && input_.at_end() && pushed_.empty()) return Row::kEnd;  // half a line of a broken stream
      ++lines;
      if (lines > 1) record_ += '\n';
      if (record_.size() + line_.size() > options_.max_story_bytes) return Row::kTooLong;
      record_ += line_;
      if (delimiter_ == '\t') {
        switch (split_tsv(lines, false)) {
          case Tsv::kRow: return Row::kRow;
          case Tsv::kMore: continue;
          case Tsv::kLiteral: return first_line_literally();
        }
      }
      if (split_csv()) return Row::kRow;
    }
  }

  Row first_line_literally() {
    give_back_all_but_first();
    record_.resize(std::min(record_.find('\n'), record_.size()));
    split_tsv(1, true);
    return Row::kRow;
  }

  // A record that ran on without an end loses its first line only.
  void give_back_all_but_first() {
    std::size_t end = record_.size();
    while (end > 0) {
      const std::size_t at = record_.rfind('\n', end - 1);
      if (at == std::string::npos) break;
      pushed_.push_back(record_.substr(at + 1, end - at - 1));
      end = at;
    }
  }

  // Goes on where it stopped when a line was added, so a record of many lines is scanned once.
  struct CsvState {
    std::size_t pos = 0;
    bool quoted = false;
    bool at_start = true;
  };

  // False when the record ends inside quotes: another line belongs to it.
  bool split_csv() {
    if (fields_.empty()) {
      state_ = {};
      fields_.emplace_back();
    }
    const std::string_view text = record_;
    std::size_t i = state_.pos;
    while (i < text.size()) {
      const char c = text[i];
      if (state_.quoted) {
        const std::size_t quote = text.find('"', i);
        const std::size_t end = quote == std::string_view::npos ? text.size() : quote;
        fields_.back().append(text.substr(i, end - i));
        i = end;
        if (i == text.size()) break;
        if (i + 1 < text.size() && text[i + 1] == '"') {
          fields_.back() += '"';
          i += 2;
          continue;
        }
        const std::size_t after = i + 1;
        const bool closes = after == text.size() || text[after] == delimiter_ || text[after] == '\n' ||
                            (text[after] == '\r' && after + 1 == text.size());
        if (closes) {
          state_.quoted = false;
        } else {
          fields_.back() += '"';
        }
        ++i;
        continue;
      }
      if (c == delimiter_) {
        fields_.emplace_back();
        state_.at_start = true;
        ++i;
        continue;
      }
      if (c == '"' && state_.at_start) {
        state_.quoted = true;
        state_.at_start = false;
        ++i;
        continue;
      }
      state_.at_start = false;
      const std::size_t end = std::min(text.find(delimiter_, i), text.size());
      fields_.back().append(text.substr(i, end - i));
      i = end;
    }
    state_.pos = i;
    if (state_.quoted) return false;
    if (fields_.back().ends_with('\r')) fields_.back().pop_back();
    return true;
  }

  // Where the quoted TSV field that starts at `begin` closes; npos when it is not one as far as the record goes.
  static std::size_t closing_quote(std::string_view text, std::size_t begin) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
      if (text[i] != '"') continue;
      if (i + 1 < text.size() && text[i + 1] == '"') {
        ++i;
        continue;
      }
      const bool closes = i + 1 == text.size() || text[i + 1] == '\t' || text[i + 1] == '\n' || text[i + 1] == '\r';
      return closes ? i : std::string_view::npos - 1;  // a lone quote inside: the field is not quoted
    }
    return std::string_view::npos;
  }

  enum class Tsv : unsigned char { kRow, kMore, kLiteral };

  // A quoted field may run on over a few lines as long as no tab comes before its closing quote; what does not end like
  // that (kLiteral) began with a mere quotation mark, and the row is its first line. `literal`: quotes mean nothing at the
  // end of a line.
  Tsv split_tsv(std::size_t lines, bool literal) {
    static constexpr std::size_t kMaxLines = 200;
    static constexpr std::size_t kNotQuoted = std::string_view::npos - 1;
    fields_.clear();
    const std::string_view text = record_;
    std::size_t i = 0;
    for (;;) {
      std::string& field = fields_.emplace_back();
      std::size_t quote = i < text.size() && text[i] == '"' ? closing_quote(text, i) : kNotQuoted;
      const std::size_t newline = text.find('\n', i);
      if (quote == std::string_view::npos || (quote != kNotQuoted && newline < quote)) {
        const bool tab_inside = text.find('\t', i) < quote;
        if (literal) {
          quote = kNotQuoted;
        } else if (tab_inside) {
          if (lines > 1) return Tsv::kLiteral;
          quote = kNotQuoted;
        } else if (quote == std::string_view::npos) {
          return lines < kMaxLines ? Tsv::kMore : Tsv::kLiteral;
        }
      }
      if (quote == kNotQuoted && newline < text.find('\t', i)) return Tsv::kLiteral;
      if (quote != kNotQuoted) {
        for (std::size_t k = i + 1; k < quote; ++k) {
          field += text[k];
          if (text[k] == '"') ++k;
        }
        i = quote + 1;
      } else {
        const std::size_t end = std::min(text.find('\t', i), text.size());
        field.append(text.substr(i, end - i));
        i = end;
      }
      if (i < text.size() && text[i] == '\r') ++i;
      if (i >= text.size() || text[i] != '\t') break;
      ++i;
    }
    if (fields_.back().ends_with('\r')) fields_.back().pop_back();
    return Tsv::kRow;
  }

  char delimiter_;
  bool started_ = false;
  bool ended_ = false;
  std::array<std::size_t, kColumns> columns_{};
  std::size_t width_ = 0;
  std::vector<std::string> fields_;
  std::string line_;
  std::string record_;
  std::vector<std::string> pushed_;  ///< lines to read again, the next one last
  CsvState state_;
  int recoveries_ = 0;
};

}  // namespace

std::unique_ptr<StoryReader> make_table_reader(OpenStream stream, char delimiter) {
  return std::make_unique<TableReader>(std::move(stream), delimiter);
}

}  // namespace dragoman
