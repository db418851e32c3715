// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <functional>

#include "base/date.h"
#include "cli/ledger_options.h"
#include "cli/reference.h"
#include "cli/session.h"
#include "dragoman/version.h"
#include "text/story_reader.h"

namespace dragoman {
namespace {

/// Which option groups a command takes.
enum Takes : unsigned {
  kStories = 1,    ///< PATH..., --from, --date
  kTo = 2,         ///< --to, --output, --color
  kThreads = 4,    ///< --jobs
  kGold = 8,       ///< GOLD, --json, --errors, --conllu
  kData = 16,      ///< --data, --knowledge, --knowledge-only
  kLines = 32,     ///< PATH... of lines
  kLedger = 64,    ///< --ledger
  kFilters = 128,  ///< what to take from a ledger
  kAction = 256,   ///< what to do with a ledger
  kForeign = 512,  ///< its options are those of another program
  kAlerts = 4096,  ///< where alerts go
  kDossier = 1024,  ///< what to do with dossiers
  kServe = 2048,    ///< --ledger, --listen, --tokens
};

struct Command {
  const char* name;
  const char* summary;
  const char* examples;
  unsigned takes;
  int (*run)(const Options&);
};

constexpr Command kCommands[] = {
    {"code", "Read stories and write event records",
     "  dragoman code story.txt --date 2020-09-30\n"
     "  dragoman code archive/ --jobs 8 --to jsonl > records.jsonl\n"
     "  zstdcat stories.jsonl.zst | dragoman code --to csv -o records.csv",
     kStories | kTo | kThreads | kData, run_code},
    {"explain", "Show parses, records and dropped candidates with the entry behind each",
     "  dragoman explain story.txt --date 2020-09-30", kStories | kTo | kData, run_explain},
    {"relate", "Say what a marked source does to a marked target (JSON Lines)",
     "  echo '{\"text\": \"Police arrested activists.\", \"source\": [0, 6], \"target\": [16, 25]}' | dragoman relate",
     kLines | kThreads | kData, run_relate},
    {"parse", "Write tokens, tags, lemmas and trees as CoNLL-U",
     "  dragoman parse story.txt\n  dragoman parse --from conllu gold.conllu", kStories | kTo | kThreads | kData, run_parse},
    {"places", "Write resolved place mentions", "  dragoman places stories.jsonl", kStories | kTo | kThreads | kData, run_places},
    {"times", "Write time expressions with their values", "  dragoman times story.txt --date 2020-09-30", kStories | kTo | kThreads | kData, run_times},
    {"quotes", "Write who is quoted, by which words, saying what", "  dragoman quotes stories.jsonl", kStories | kTo | kThreads | kData, run_quotes},
    {"actors", "Code noun phrases, one a line", "  echo 'Russian Foreign Minister Sergei Lavrov' | dragoman actors --date 2020-09-30",
     kLines | kTo | kData, run_actors},
    {"evaluate", "Score the coder against gold stories, or the parser against a treebank",
     "  dragoman evaluate gold.jsonl --errors 10\n  dragoman evaluate --conllu test.conllu", kGold | kThreads | kData, run_evaluate},
    {"knowledge", "Build, check and show the knowledge (actions: build lint show stats diff import)",
     "  dragoman knowledge show 'Free Syrian Army'\n  dragoman knowledge lint knowledge/", kLines | kTo | kData, run_knowledge},
    {"ingest", "Code stories and keep them with their records in a ledger",
     "  dragoman ingest archive/ --ledger conflict.ledger\n  dragoman ingest today.jsonl --ledger conflict.ledger", kStories | kThreads | kData | kLedger, run_ingest},
    {"query", "Take records out of a ledger, or count them",
     "  dragoman query --ledger conflict.ledger --dyad AZE,ARM --since 2020-09-27 --to table\n"
     "  dragoman query --ledger conflict.ledger --near 39.8,46.7,50 --type ASSAULT --count-by week",
     kTo | kData | kLedger | kFilters, run_query},
    {"timeline", "Show the course of a conflict from a ledger", "  dragoman timeline --ledger conflict.ledger --dyad AZE,ARM", kTo | kLedger | kFilters, run_timeline},
    {"brief", "Write a one-page situation brief on a dossier or a filter, each sentence with its source",
     "  dragoman brief --ledger conflict.ledger --dossier karabakh > brief.md\n"
     "  dragoman brief --ledger conflict.ledger --dyad AZE,ARM --since 2020-09-27 --to html -o brief.html", kTo | kLedger | kFilters, run_brief},
    {"dossier", "Keep dossiers on conflicts: contacts, claims, requests, measures, toll, phases (actions: add propose list show remove)",
     "  dragoman dossier add karabakh --parties AZE,ARM --place Nagorno-Karabakh --mediators RUS,FRA,USA --ledger conflict.ledger\n"
     "  dragoman dossier show karabakh --ledger conflict.ledger --to json", kTo | kLedger | kDossier, run_dossier},
    {"alerts", "Tell once what is new in dossiers and saved queries: surges, firsts, new actors, changes of phase",
     "  dragoman alerts --ledger conflict.ledger --since 2020-09-01\n"
     "  dragoman alerts --ledger conflict.ledger --command 'mail -s alert desk@example.org'", kTo | kLedger | kAlerts, run_alerts},
    {"ledger", "Check a ledger, show what is in it, compact or migrate it, mend events, compare codings (actions: check stats compact migrate merge split diff)",
     "  dragoman ledger check --ledger conflict.ledger\n"
     "  dragoman ledger merge 17 42 --ledger conflict.ledger", kLedger | kAction, run_ledger},
    {"train", "Train the language model from treebanks and names, or score one; `dragoman train --help` shows the options of the trainer, dragoman_train",
     "  dragoman train --data DATA --vectors vectors.json --out my.model --epochs 40\n"
     "  dragoman train --data DATA --out my.model --score test\n"
     "  dragoman parse story.txt --data DIRECTORY_OF_MY_MODEL", kForeign, nullptr},
    {"serve", "Serve the desk and its API over a ledger to a browser",
     "  dragoman serve --ledger conflict.ledger\n"
     "  dragoman serve --new-token read --tokens desk.tokens\n"
     "  dragoman serve --ledger conflict.ledger --listen 0.0.0.0:8080 --tokens desk.tokens", kServe | kData, run_serve},
};

void add_options(CLI::App& app, const Command& command, Options& options) {
  const unsigned takes = command.takes;
  app.footer(std::string("Examples:\n") + command.examples);
  if (takes == kForeign) return;
  if ((takes & (kStories | kLines)) != 0) app.add_option("PATH", options.paths, "files, directories, or - for standard input");
  if ((takes & kGold) != 0) {
    app.add_option("GOLD", options.paths, "gold stories (JSON Lines)");
    app.add_option("--conllu", options.conllu, "evaluate tokeniser, tagger and parser on this treebank instead");
    app.add_option("--errors", options.errors, "show the first N errors of each kind");
    app.add_flag("--calibration", options.calibration, "show confidence against what turned out right");
    app.add_flag("--json", options.json, "print a JSON object instead of the table");
  }
  if ((takes & kStories) != 0) {
    app.add_option("--from", options.from, "input format: " + std::string(input_format_names()) + (std::strcmp(command.name, "parse") == 0 ? ", conllu" : ""));
  }
  if ((takes & (kStories | kTo)) != 0 && (takes & (kGold | kFilters | kDossier | kAlerts)) == 0) {
    app.add_option("--date", options.date, "publication date of what states none (YYYY-MM-DD)");
  }
  if ((takes & kTo) != 0) {
    if (command.run == run_alerts) app.add_option("--to", options.to, "output format: jsonl");
    if (command.run == run_brief) app.add_option("--to", options.to, "output format: markdown, html, table, json");
    if (command.run == run_dossier) app.add_option("--to", options.to, "output format: table, json, jsonl (list, propose), markdown, html (show)");
    if (command.run == run_code || command.run == run_query) {
      app.add_option("--to", options.to, "output format: jsonl, json, table, csv, tsv, polecat, icews, gdelt, petrarch, geojson");
    }
    app.add_option("-o,--output", options.output, "write to this file instead of standard output");
    app.add_option("--color", options.color, "auto, always or never")->check(CLI::IsMember({"auto", "always", "never"}));
  }
  if ((takes & kThreads) != 0) app.add_option("-j,--jobs", options.jobs, "threads (default: all cores)")->check(CLI::Range(1U, 1024U));
  if ((takes & kData) != 0) {
    app.add_option("--data", options.data_directory, "directory of model, knowledge and gazetteer");
    app.add_option("--knowledge", options.knowledge_directory, "lay this directory of entries over ours");
    app.add_option("--knowledge-only", options.knowledge_only, "use this directory of entries instead of ours");
  }
  if (command.run == run_code || command.run == run_ingest || command.run == run_explain || command.run == run_evaluate) {
    app.add_option("--min-confidence", options.min_confidence, "leave out records less certain than this (default 0.15; 0 keeps all)")->check(CLI::Range(0.0, 1.0));
  }
  if ((takes & kDossier) != 0) add_dossier_options(app, options.ledger);
  if ((takes & kAlerts) != 0) add_alert_options(app, options.ledger);
  if (command.run == run_brief) add_brief_options(app, options.ledger);
  if ((takes & kServe) != 0) add_serve_options(app, options);
  if ((takes & kAction) != 0) add_ledger_action(app, options.ledger);
  if (command.run == run_ingest) app.add_option("--batch", options.ledger.batch, "write at most N stories at once (default: what comes in two seconds, 2048 at most)")->check(CLI::Range(1, 1000000));
  if ((takes & kLedger) != 0) add_ledger_file(app, options.ledger);
  if ((takes & kFilters) != 0) add_filter_options(app, command.run == run_query, options.ledger);
  app.add_flag("-q,--quiet", options.quiet, "no messages but the exit status");
  app.add_flag("-v,--verbose", options.verbose, "say more about what is done");
}

/// Small edit distance, for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

/// The nearest of `known` to a mistyped word, empty when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = 3;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) best_distance = distance, best = candidate;
  }
  return best;
}

int usage_error(const std::string& message, const std::string& suggestion) {
  std::fprintf(stderr, "dragoman: %s%s\n", message.c_str(), suggestion.empty() ? "" : ("; did you mean '" + suggestion + "'?").c_str());
  std::fprintf(stderr, "'dragoman help' lists the commands, 'dragoman COMMAND --help' their options.\n");
  return kExitUsage;
}

/// Prints what a command without a coder says; a full disk is an error there too.
int print(const std::string& text) {
  Messages messages{Options{}};
  auto output = Output::open(Options{});
  output->write(text);
  if (const Status status = output->finish(); !status) messages.error(status.error());
  return messages.status();
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe shows as EPIPE, see Output
  CLI::App app("Dragoman reads reports of conflict and diplomacy and keeps the record: who did what to whom, when, where, according to whom.", "dragoman");
  app.require_subcommand(0, 1);
  app.set_help_flag("-h,--help", "this help");
  app.set_version_flag("--version", std::string(coder_name()));
  app.footer("'dragoman COMMAND --help' shows the options of a command, with examples.");
  std::vector<Options> options(std::size(kCommands));
  std::vector<CLI::App*> subcommands;
  std::vector<std::string> names = {"help", "version"};
  for (std::size_t i = 0; i < std::size(kCommands); ++i) {
    CLI::App* sub = app.add_subcommand(kCommands[i].name, kCommands[i].summary);
    sub->set_help_flag("-h,--help", "this help");
    add_options(*sub, kCommands[i], options[i]);
    subcommands.push_back(sub);
    names.emplace_back(kCommands[i].name);
  }
  CLI::App* version_command = app.add_subcommand("version", "Print the version");
  std::string topic;
  CLI::App* help_command = app.add_subcommand("help", "Show this help, or that of a command");
  help_command->add_option("COMMAND", topic, "a command");
  bool markdown = false;
  help_command->add_flag("--markdown", markdown, "all commands and options as a Markdown page (docs/cli.md)");

  if (argc > 1 && argv[1][0] != '-') {
    const std::string first = argv[1];
    if (std::find(names.begin(), names.end(), first) == names.end()) {
      return usage_error("no command '" + first + "'", nearest(first, names));
    }
    if (first == "train") return run_train(argv + 1);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    std::string suggestion;
    for (const CLI::App* sub : subcommands) {
      if (!sub->parsed()) continue;
      for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const std::vector<std::string> known = option_names(*sub);
        const std::string flag = word.substr(0, word.find('='));
        if (flag.starts_with("--") && std::find(known.begin(), known.end(), flag) == known.end()) suggestion = nearest(flag, known);
      }
    }
    return usage_error(error.what(), suggestion);
  }
  if (version_command->parsed()) {
    return print(std::string(coder_name()) + "\n");
  }
  if (help_command->parsed() && markdown) {
    return print(command_reference(app));
  }
  if (help_command->parsed() && !topic.empty()) {
    for (std::size_t i = 0; i < std::size(kCommands); ++i) {
      if (topic == kCommands[i].name) {
        return print(subcommands[i]->help("dragoman"));
      }
    }
    return usage_error("no command '" + topic + "'", nearest(topic, names));
  }
  for (std::size_t i = 0; i < std::size(kCommands); ++i) {
    if (!subcommands[i]->parsed()) continue;
    const Options& chosen = options[i];
    if (!chosen.date.empty() && !parse_iso_date(chosen.date)) {
      return usage_error("--date '" + chosen.date + "' is not a date; write it as YYYY-MM-DD", {});
    }
    if (chosen.from != "conllu" && !parse_input_format(chosen.from)) {
      return usage_error("--from '" + chosen.from + "' is none of " + std::string(input_format_names()), {});
    }
    return kCommands[i].run(chosen);
  }
  app.clear();  // else it is the help of the command "help"
  return print(app.help());
}

}  // namespace dragoman
