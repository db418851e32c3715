// SPDX-License-Identifier: Apache-2.0
// Cuts a long XML document into the elements that hold a story, without reading it whole. Internal to src/text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/input_stream.h"

namespace dragoman {

/// Knows tags, comments, CDATA sections, processing instructions and DOCTYPE; expands nothing, so an entity bomb stays the
/// few bytes that it is. An element that is not closed before the next one of its kind begins is reported as broken and
/// costs nothing else.
class XmlItems {
 public:
  /// `names`: local names of the elements, any case.
  XmlItems(InputStream& input, std::vector<std::string_view> names, std::size_t max_bytes)
      : input_(input), names_(std::move(names)), max_bytes_(max_bytes) {}

  enum class Step : std::uint8_t { kItem, kTooLong, kBroken, kEnd };
  /// kItem: `item` is the whole element. `line` is where it begins.
  Step next(std::string& item, std::uint64_t& line);

  /// What stands before the first element (up to 64 KiB): declaration, channel title and so on.
  [[nodiscard]] const std::string& prologue() const { return prologue_; }
  [[nodiscard]] bool found_any() const { return found_any_; }

 private:
  // All take bytes from the input and put them where they belong. False at the end of the input.
  bool take(std::size_t count);
  bool take_through(std::string_view token);
  bool take_doctype();
  bool take_tag_rest(bool& self_closing);
  void keep(std::string_view bytes);

  InputStream& input_;
  std::vector<std::string_view> names_;
  std::size_t max_bytes_;
  std::string prologue_;
  std::string* item_ = nullptr;  ///< where bytes go while inside an element
  bool too_long_ = false;
  bool found_any_ = false;
};

/// Text of an XML document's first element `name`, markup removed; empty when there is none.
std::string xml_element_text(std::string_view xml, std::string_view name);

}  // namespace dragoman
