// SPDX-License-Identifier: Apache-2.0
// Options of the commands around the ledger, and what they mean.
#pragma once

#include "cli/options.h"
#include "dragoman/result.h"
#include "ledger/filter_text.h"

namespace CLI {
class App;
}

namespace dragoman {

void add_ledger_file(CLI::App& app, LedgerOptions& options);
void add_ledger_action(CLI::App& app, LedgerOptions& options);
void add_dossier_options(CLI::App& app, LedgerOptions& options);
void add_alert_options(CLI::App& app, LedgerOptions& options);
void add_brief_options(CLI::App& app, LedgerOptions& options);
void add_serve_options(CLI::App& app, Options& options);
void add_filter_options(CLI::App& app, bool counts, LedgerOptions& options);

/// The filter that was written; a kUsage error says what is wrong with it.
inline Result<RecordFilter> filter_of(const LedgerOptions& options) { return read_filter(options, "--"); }

}  // namespace dragoman
