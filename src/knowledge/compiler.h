// SPDX-License-Identifier: Apache-2.0
// From text to the compiled knowledge.
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge_text.h"

namespace dragoman {

/// Requires merged layers (merge_layers). The bytes go to a file or straight to Knowledge::from_bytes. What can be
/// compiled in spite of a mistake (a name that stands twice, a member that is not there) is reported in `problems`.
std::vector<char> compile_knowledge(const KnowledgeText& text, std::vector<Problem>& problems);

/// Short forms of a person's name: surnames with and without particles, for `country` with the family name first.
std::vector<std::string> surnames_of(std::string_view full_name, std::string_view country);

/// Names of one word that are also English words: they count only in exactly their case.
bool is_english_word(std::string_view folded);

}  // namespace dragoman
