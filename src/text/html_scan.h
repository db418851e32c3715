// SPDX-License-Identifier: Apache-2.0
// A linear scan of HTML without a tree: text between tags, and a check of what a tree parser can take. Internal.
#pragma once

#include <string>
#include <string_view>

namespace dragoman {

/// Whether a tree of this page stays small: nesting and attributes within reason, so that the parser's worst cases, which
/// grow with depth times size, cannot be reached.
bool fit_for_tree(std::string_view page);

/// Text of the page by scanning tags: block tags end paragraphs; scripts, styles and comments are dropped; entities decoded.
std::string scan_text(std::string_view page);

/// Appends with the common named and all numeric character references decoded.
void append_unescaped(std::string_view html, std::string& out);

/// Paragraphs from marked-up pieces: collapses white space, trims, drops empty ones, one blank line between.
class ParagraphBuilder {
 public:
  explicit ParagraphBuilder(std::string& out) : out_(out) {}
  /// Text of the current paragraph; a run of white space counts as one space.
  void add(std::string_view text);
  /// A line break inside a paragraph.
  void line_break();
  void end_paragraph();

 private:
  std::string& out_;
  std::size_t paragraph_begin_ = 0;
  bool open_ = false;     // the paragraph has text
  bool space_ = false;    // white space is owed before more text
  bool newline_ = false;  // and it is a line break
};

}  // namespace dragoman
