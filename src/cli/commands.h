// SPDX-License-Identifier: Apache-2.0
// The command line: one file per subcommand, one table of options.
#pragma once

namespace dragoman {
/// Runs the program; returns its exit status (0 all read, 1 some input bad, 2 wrong usage).
int run_command_line(int argc, char** argv);
}  // namespace dragoman
