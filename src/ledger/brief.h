// SPDX-License-Identifier: Apache-2.0
// A situation brief of one page: what a dossier (or a filter) says, most telling first, in sentences that each name their
// story and sentence. As Markdown, as a page of HTML, or for a terminal of 80 columns.
#pragma once

#include <string>
#include <vector>

#include "ledger/dossier.h"

namespace dragoman {

/// Numbers the stories cited, in order of first citation.
class CitedStories {
 public:
  struct Story {
    std::string id, source, date, title, url, path;
  };
  /// "3.8": story 3, sentence 8 (from 1).
  std::string cite(const Citation& citation);
  [[nodiscard]] const std::vector<Story>& stories() const { return stories_; }

 private:
  std::vector<Story> stories_;
  std::map<std::string, std::size_t> numbers_;
};

struct BriefLine {
  std::string date;                ///< "2020-09-27", "2020-09-27 to 2020-09-30" or empty; in brackets where only the day of the report is known
  std::string text;                ///< a sentence without citation
  std::string quote;               ///< the words it rests on
  std::vector<std::string> cites;  ///< "3.8"
  std::string tone;                ///< "conflict", "cooperation" or empty
};
struct BriefSection {
  std::string title;
  std::string note;                ///< "12 more are left out"; empty for none
  std::vector<BriefLine> lines;
};
struct BriefPage {
  std::string title;
  std::string standing;            ///< "AZE and ARM · Nagorno-Karabakh · 48 records of 12 stories"
  std::vector<BriefSection> sections;
  std::string empty;               ///< said instead of sections when there are none
  std::vector<CitedStories::Story> stories;
};

/// `lines` per section at most, and then only what its own sentence shows and is coded surely; 0: all.
BriefPage make_brief(const Dossier& dossier, const std::string& title, std::size_t lines);
std::string brief_markdown(const BriefPage& page);
std::string brief_html(const BriefPage& page);
std::string brief_table(const BriefPage& page, bool colour);

}  // namespace dragoman
