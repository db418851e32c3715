// SPDX-License-Identifier: Apache-2.0
// What a reviewer may write instead of what the machine coded.
#pragma once

#include <string_view>

#include "dragoman/result.h"
#include "text/story.h"

namespace dragoman {

/// Names the first field that a correction cannot have: an object with fields of the record, each of the record's own form.
Status check_correction(std::string_view text);
/// Words of a corrected trigger stand at its offsets.
Status check_against_story(std::string_view text, const Story& story);

}  // namespace dragoman
