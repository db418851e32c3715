// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

#include <cstdio>
#include <string_view>

#include "dragoman/version.h"

namespace dragoman {

int run_command_line(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "version" || command == "--version") {
    std::printf("%s\n", coder_name().data());
    return 0;
  }
  std::fprintf(stderr, "dragoman: unknown command\n");
  return 2;
}

}  // namespace dragoman
