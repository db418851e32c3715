// SPDX-License-Identifier: Apache-2.0
// A situation brief on two parties in Markdown: contacts, fighting, demands and refusals, measures, toll, background. It
// says nothing that no record says, and each line cites story and sentence.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "dragoman/record.h"

namespace dragoman {

class Brief {
 public:
  void add(const EventRecord& record);
  [[nodiscard]] std::string format(const std::string& title) const;

 private:
  enum Section : std::size_t { kContacts, kFighting, kDemands, kMeasures, kToll, kBackground, kSections };
  struct Line {
    std::string date;
    std::string text;      ///< what is said; lines of the same day and text are one
    std::string sentence;  ///< of the first
    std::string citations;
  };
  void add_line(Section section, const EventRecord& record, const std::string& text, const std::string& citation);
  std::string cite(const EventRecord& record);

  std::array<std::vector<Line>, kSections> sections_;
  std::unordered_map<std::string, std::size_t> lines_;    ///< section, date and text: index in the section
  std::unordered_map<std::string, std::size_t> stories_;  ///< id: number, from 1
  std::vector<std::string> sources_;
  std::size_t records_ = 0;
};

}  // namespace dragoman
