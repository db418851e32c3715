// SPDX-License-Identifier: Apache-2.0
// A party to an event as the coder works with it: an entity with the words that name it.
#pragma once

#include <string>
#include <vector>

#include "coding/syntax_view.h"

namespace dragoman {

struct Party {
  std::uint32_t token = kNoToken;  ///< head of the phrase; kNoToken when the party is only understood
  std::uint32_t stands_for = kNoToken;  ///< head of the phrase that a pronoun stands for
  TokenRange phrase;               ///< empty when only understood
  std::string name;
  std::string country;                ///< ISO alpha-3 or a PLOVER special; empty when unknown
  std::vector<std::string> sectors;   ///< most specific first
  bool named = false;                 ///< resolved to a known or proper-named entity
  bool person = false;                ///< one person
  std::uint32_t entity = 0xffffffff;  ///< of the knowledge, when it is known there
};

/// Same country and same leading sector.
inline bool same_code(const Party& a, const Party& b) { return a.country == b.country && a.sectors == b.sectors; }

}  // namespace dragoman
