// SPDX-License-Identifier: Apache-2.0
#include "dragoman/version.h"

namespace dragoman {
std::string_view version() { return DRAGOMAN_VERSION; }
std::string_view coder_name() { return "dragoman " DRAGOMAN_VERSION; }
}  // namespace dragoman
