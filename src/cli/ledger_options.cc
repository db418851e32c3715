// SPDX-License-Identifier: Apache-2.0
#include "cli/ledger_options.h"

#include <CLI/CLI.hpp>

namespace dragoman {
void add_ledger_file(CLI::App& app, LedgerOptions& options) { app.add_option("--ledger", options.file, "the ledger, one file")->required(); }

void add_ledger_action(CLI::App& app, LedgerOptions& options) {
  app.add_option("ACTION", options.action, "check (status 0 only when it is sound), stats, compact, migrate, merge, split or diff")
      ->required()
      ->check(CLI::IsMember({"check", "stats", "compact", "migrate", "merge", "split", "diff"}));
  app.add_option("KEY", options.keys, "merge: two events, split: a record, by their numbers under 'query --events'");
}

void add_dossier_options(CLI::App& app, LedgerOptions& options) {
  app.add_option("ACTION", options.action, "add, propose, list, show or remove")->required()->check(CLI::IsMember({"add", "propose", "list", "show", "remove"}));
  app.add_option("NAME", options.name, "the dossier");
  app.add_option("--parties", options.dossier_parties, "add: the sides, joined by commas, each written as a party of a filter: AZE,ARM");
  app.add_option("--place", options.dossier_places, "add: a place, division or country code that belongs to it; may be given several times");
  app.add_option("--mediators", options.mediators, "add: who mediates, joined by commas");
  app.add_option("--since", options.since, "add: from this day on (YYYY-MM-DD)");
  app.add_option("--until", options.until, "add: up to this day");
  app.add_option("--min-confidence", options.min_confidence, "show: leave out records below this (default 0.5)")->check(CLI::Range(0.0, 1.0));
  app.add_option("--limit", options.limit, "propose: at most N (default 10)")->check(CLI::NonNegativeNumber);
}

void add_alert_options(CLI::App& app, LedgerOptions& options) {
  app.add_option("--since", options.since, "only of this day or later (YYYY-MM-DD)");
  app.add_option("--command", options.command, "run this command for each alert, with its JSON line on standard input");
  app.add_option("--webhook", options.webhook, "POST each alert to this http address");
}

void add_brief_options(CLI::App& app, LedgerOptions& options) {
  app.add_option("--dossier", options.name, "of this dossier, or of one that 'dossier propose' names, instead of a filter");
  app.add_option("--lines", options.lines, "at most N lines a section, half of it for the smaller ones (default 10); 0: all");
}

void add_serve_options(CLI::App& app, Options& options) {
  app.add_option("--ledger", options.ledger.file, "the ledger, one file");
  app.add_option("--listen", options.serve.listen, "ADDRESS:PORT (default: 127.0.0.1:8080; port 0: any)");
  app.add_option("--tokens", options.serve.tokens, "file of hashed tokens; required for an address that others reach");
  app.add_option("--new-token", options.serve.new_token, "print a new token to read or edit, add its hash to the file of --tokens, and end")
      ->check(CLI::IsMember({"read", "edit"}));
  app.add_option("--allow-host", options.serve.hosts, "another name this server goes by, behind a proxy");
}

void add_filter_options(CLI::App& app, bool counts, LedgerOptions& options) {
  app.add_option("--party", options.parties, "actor or recipient: AZE, AZEMIL, REB or a name; given twice: both take part");
  app.add_option("--dyad", options.dyad, "A,B: between the two, in either direction; 'A>B': by A to B");
  app.add_option("--type", options.types, "event types, joined by commas");
  app.add_option("--quad", options.quads, "quad classes: verbal-cooperation, material-cooperation, verbal-conflict, material-conflict");
  app.add_option("--mode", options.modes, "modes, joined by commas");
  app.add_option("--context", options.contexts, "contexts, joined by commas");
  app.add_option("--place", options.place, "name of the place or its division, or a country code");
  app.add_option("--near", options.near, "LAT,LON,KM: within so many kilometres");
  app.add_option("--polygon", options.polygon, "'LAT,LON LAT,LON LAT,LON ...': inside this polygon");
  app.add_option("--since", options.since, "events that go on or begin on this day or later (YYYY-MM-DD)");
  app.add_option("--until", options.until, "events that begin on this day or before");
  app.add_option("--source", options.source, "source of the story");
  app.add_option("--speaker", options.speaker, "who is quoted as saying it, written as a party");
  app.add_option("--modality", options.modalities, "actual, future, hypothetical, negated; joined by commas");
  app.add_option("--min-confidence", options.min_confidence, "confidence of at least this")->check(CLI::Range(0.0, 1.0));
  app.add_option("--text", options.text, "words in the sentence; \"a phrase\", begin*");
  app.add_option("--limit", options.limit, "the first N records")->check(CLI::NonNegativeNumber);
  app.add_flag("--no-background", options.no_background, "leave out records marked historical");
  if (counts) {
    app.add_flag("--events", options.events, "events, not records: what several reports tell of is taken once (as table or jsonl, or counted)");
    app.add_option("--count-by", options.count_by, "count and score by day, week, month, type, dyad, place, source or party instead; matrix: who (rows) did how much to whom (columns)")
        ->check(CLI::IsMember({"day", "week", "month", "type", "dyad", "place", "source", "party", "matrix"}));
    app.add_flag("--by-volume", options.by_volume, "with --count-by day, week or month: also per 1000 stories of that time");
    app.add_option("--save", options.save, "keep this filter under a name");
    app.add_option("--saved", options.saved, "take the filter kept under this name; other filters given narrow it or take its place");
  }
}

}  // namespace dragoman
