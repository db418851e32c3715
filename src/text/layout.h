// SPDX-License-Identifier: Apache-2.0
// What is what in a news report: headline, dateline, paragraphs, subheadings, captions, boilerplate, quotations.
#pragma once

#include <string_view>

#include "text/story.h"

namespace dragoman {

/// Fills `layout` (cleared first). Blocks are in text order, do not overlap and are trimmed of white space; a text with
/// any letter or digit has at least one kBody block. Hard-wrapped lines of a paragraph are one block with its line ends
/// inside. Linear in the text; allocates nothing once `layout` has grown to the size of such stories.
void analyze_layout(const Story& story, StoryLayout& layout);

/// Appends the direct quotations in the running text of `layout` (its kBody blocks): curly, straight and angle marks,
/// ``TeX'' ones, and the German low-high pair. Called by analyze_layout.
void find_quotations(std::string_view text, StoryLayout& layout);

/// Classifiers of one trimmed paragraph, exposed for tests.
bool is_boilerplate(std::string_view paragraph);
bool is_caption(std::string_view paragraph);

}  // namespace dragoman
