// SPDX-License-Identifier: Apache-2.0
// Records of a ledger as a file in any output format, handed on piece by piece: for `dragoman query` and the API.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "ledger/store.h"
#include "output/record_writer.h"

namespace dragoman {

/// Takes the next bytes; false when nobody wants more.
using ByteSink = std::function<bool(std::string_view)>;

/// Pieces hold about `piece` bytes. `jsonl` gives the lines as they were written when the stories were coded, with the coder of their time; `json` also
/// names stories without records where the filter asks for nothing. A closed sink ends it without an error. Errors: those of the store.
Status stream_records(LedgerStore& store, const RecordFilter& filter, OutputFormat format, const WriterOptions& options, std::size_t piece,
                      const ByteSink& sink);

}  // namespace dragoman
