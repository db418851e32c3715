// SPDX-License-Identifier: Apache-2.0
// From the bytes of a web page to a story. Internal to src/text.
#pragma once

#include <string_view>

#include "text/html_extract.h"
#include "text/story.h"

namespace dragoman {

/// `charset` as the server declared it, empty when it did not. False when the page holds no text and no title.
bool page_to_story(std::string_view bytes, std::string_view charset, Story& story);

/// "example.org" of an address; empty when it has none.
std::string_view host_of(std::string_view url);

}  // namespace dragoman
