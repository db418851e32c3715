// SPDX-License-Identifier: Apache-2.0
// The subcommands, one file each. A command gets its options and returns the exit status.
#pragma once

#include "cli/options.h"

namespace dragoman {

/// Runs the program; returns its exit status (0 all read, 1 some input bad, 2 wrong usage).
int run_command_line(int argc, char** argv);

int run_code(const Options& options);
int run_relate(const Options& options);
int run_parse(const Options& options);
int run_places(const Options& options);
int run_times(const Options& options);
int run_quotes(const Options& options);
int run_actors(const Options& options);
int run_evaluate(const Options& options);
int run_explain(const Options& options);
int run_knowledge(const Options& options);
int run_ingest(const Options& options);
int run_query(const Options& options);
int run_timeline(const Options& options);
int run_brief(const Options& options);
int run_alerts(const Options& options);
int run_dossier(const Options& options);
int run_ledger(const Options& options);
/// Becomes the trainer, with the arguments after the program's name (a list as of main); returns only when it cannot.
int run_train(char** arguments);
int run_serve(const Options& options);

}  // namespace dragoman
