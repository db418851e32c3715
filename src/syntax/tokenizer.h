// SPDX-License-Identifier: Apache-2.0
// From text to syntactic words and sentences, by the conventions of the English Universal Dependencies treebanks.
//
//   "Russia's F-16s can't strike Kyiv-held towns."
//   gives Russia |'s  F - 16s  ca |n't  strike  Kyiv - held  towns  .      (| joins the words of one token)
//
// Hyphenated compounds are split, but for those with a prefix that is no word ("anti-war", "non-aligned", "mid-May");
// numbers, times, dates, telephone numbers, addresses of the net, abbreviations and initials keep their marks.
#pragma once

#include <cstdint>
#include <string_view>

#include "syntax/document.h"
#include "text/story.h"

namespace dragoman {

/// A sentence is cut after this many words at the latest, so that all later work stays linear in the text.
inline constexpr std::uint32_t kMaxSentenceTokens = 400;
/// A normalised form is cut to this many bytes (at a code point).
inline constexpr std::uint32_t kMaxNormBytes = 256;

/// Clears `document` and fills text, tokens (byte ranges, norms, flags, sentence) and sentences from the kBody blocks of
/// `layout`; from its kHeadline blocks when it has no body. Requires: blocks and quotations in order and without overlap,
/// text.size() < 2^32. Ensures: tokens in order, without overlap, and every byte of such a block that is not white space
/// is in exactly one of them. No token or sentence crosses a block. Any bytes do; an invalid one counts as a letter.
/// The norm is the form in lower case, with straight quotation marks and without joiners and soft hyphens.
/// Time is linear in the text; nothing is allocated once the document has grown.
void tokenize(std::string_view text, const StoryLayout& layout, Document& document);

/// Sets token i's norm from its form.
void set_norm_from_form(Document& document, std::uint32_t i);

}  // namespace dragoman
