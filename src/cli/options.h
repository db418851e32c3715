// SPDX-License-Identifier: Apache-2.0
// The option table: what each subcommand takes. Help texts and the reference in docs/cli.md are made from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "coding/resources.h"
#include "coding/story_coder.h"
#include "ledger/filter_text.h"

namespace dragoman {

/// Options of the commands around the ledger; filters as they were written.
struct LedgerOptions : FilterText {
  std::string file;    ///< --ledger
  std::string action;  ///< of `dragoman ledger`
  std::string count_by;
  std::string name;    ///< of a dossier
  std::string mediators, dossier_parties;  ///< as written, joined by commas
  std::vector<std::string> dossier_places;
  std::optional<std::size_t> lines;  ///< a section of a brief
  std::string save, saved;           ///< names of saved queries
  std::string command, webhook;      ///< where alerts go
  int batch = 0;                     ///< stories a transaction at most; 0: the default
  bool by_volume = false;
  bool events = false;             ///< --events: what several records tell is taken once
  std::vector<std::int64_t> keys;  ///< of events or records, for `dragoman ledger merge` and `split`
};

/// Options of `dragoman serve`.
struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string tokens;     ///< file of hashes
  std::string new_token;  ///< make one instead of serving
  std::vector<std::string> hosts;
};

struct Options {
  std::vector<std::string> paths;
  std::string data_directory;       ///< --data; else found beside the program or under share/
  std::string knowledge_directory;  ///< --knowledge: layered over ours
  std::string knowledge_only;       ///< --knowledge-only
  std::string from = "auto";
  std::string to;
  std::string date;
  std::string output;
  std::string conllu;
  unsigned jobs = 0;  ///< 0: all cores
  int errors = 0;
  std::optional<double> min_confidence;  ///< of records to write; the coder's own default without it
  bool json = false;
  bool calibration = false;
  bool quiet = false;
  bool verbose = false;
  std::string color = "auto";
  LedgerOptions ledger;
  ServeOptions serve;

  [[nodiscard]] CodingOptions coding() const {
    CodingOptions out;
    if (min_confidence) out.min_confidence = *min_confidence;
    return out;
  }
  [[nodiscard]] KnowledgeLayers layers() const {
    if (!knowledge_only.empty()) return {{knowledge_only}, true};
    if (!knowledge_directory.empty()) return {{knowledge_directory}, false};
    return {};
  }
};

/// Exit statuses of every command.
inline constexpr int kExitOk = 0;
inline constexpr int kExitBadInput = 1;
inline constexpr int kExitUsage = 2;

}  // namespace dragoman
