// SPDX-License-Identifier: Apache-2.0
// The reference of all commands and options in Markdown, made from the option table: docs/cli.md.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace dragoman {

std::string command_reference(const CLI::App& app);

}  // namespace dragoman
