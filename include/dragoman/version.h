// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dragoman {
/// Version of this library and of its coding, as in the file VERSION.
std::string_view version();
/// The `coder` field of records: "dragoman " and the version.
std::string_view coder_name();
}  // namespace dragoman
