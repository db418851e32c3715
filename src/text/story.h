// SPDX-License-Identifier: Apache-2.0
// A story as a reader delivers it, and its layout: what is headline, dateline, body, boilerplate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace dragoman {

/// One news report. `text` is valid UTF-8: decoded, without byte-order mark, line ends as they were, each invalid byte
/// replaced by U+FFFD. All later byte offsets refer to it.
struct Story {
  std::string id;
  std::string text;
  std::optional<std::string> source;
  std::optional<std::string> title;
  std::optional<std::string> url;
  std::optional<std::string> lang;
  std::optional<std::string> path;   ///< the file it came from
  std::optional<Date> date;          ///< publication date as the input states it
  std::uint64_t line = 0;            ///< line in that file, from 1; 0 when it has none
  std::uint64_t replaced_bytes = 0;  ///< invalid bytes that became U+FFFD
};

struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] bool empty() const { return begin >= end; }
};

enum class BlockKind : std::uint8_t {
  kHeadline,     ///< a title line on top of the text
  kDateline,     ///< "MOSCOW, September 30. /TASS/." in front of the first paragraph
  kBody,         ///< running text: what is coded
  kSubheading,   ///< a short line between paragraphs ("BACKGROUND")
  kCaption,      ///< photo caption or credit
  kBoilerplate,  ///< "Reporting by ...", "(Adds details)", "Story continues", copyright
};

/// Consecutive stretches of the text in order; each paragraph of running text is one kBody block.
struct Block {
  ByteRange range;
  BlockKind kind = BlockKind::kBody;
};

struct Dateline {
  ByteRange range;                    ///< the whole dateline, empty when there is none
  ByteRange place;                    ///< "MOSCOW"
  ByteRange agency;                   ///< "TASS"
  std::optional<Date> date;           ///< year inferred from the publication date where it is missing
};

/// A direct quotation, marks excluded. One that goes on over paragraphs (each opened by a mark, only the last one
/// closed) is one Quotation per paragraph with `continues` set on all but the last.
struct Quotation {
  ByteRange range;
  bool continues = false;
};

struct StoryLayout {
  std::vector<Block> blocks;
  Dateline dateline;
  std::vector<Quotation> quotations;
  std::optional<Date> published;  ///< Story::date, else the dateline's date, else nullopt
  void clear() {
    blocks.clear();
    dateline = {};
    quotations.clear();
    published.reset();
  }
};

}  // namespace dragoman
