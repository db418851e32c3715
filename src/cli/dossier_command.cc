// SPDX-License-Identifier: Apache-2.0
// dragoman dossier: what is kept on a conflict; dragoman brief: one page of it.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/date.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/ledger_options.h"
#include "cli/session.h"
#include "ledger/brief.h"
#include "ledger/dossier.h"
#include "ledger/report_text.h"
#include "ledger/sqlite_store.h"

namespace dragoman {
namespace {

constexpr std::size_t kBriefLines = 10;
constexpr std::int64_t kProposals = 10;

std::vector<std::string> comma_values(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view value = trim(std::string_view(text).substr(at, end - at));
    if (!value.empty()) out.emplace_back(value);
    at = end + 1;
  }
  return out;
}

Error usage(std::string message) { return Error{ErrorCode::kUsage, std::move(message), {}, 0}; }

/// One that was added, else one that the data propose.
Result<DossierDefinition> find_dossier(SqliteStore& store, const std::string& name) {
  const auto kept = store.dossiers();
  if (!kept) return kept.error();
  for (const DossierDefinition& one : *kept) {
    if (one.name == name) return one;
  }
  const auto proposals = propose_dossiers(store, 50);
  if (!proposals) return proposals.error();
  for (const DossierProposal& one : *proposals) {
    if (one.definition.name == name) return one.definition;
  }
  std::string names;
  for (const DossierDefinition& one : *kept) names += (names.empty() ? "; there are " : ", ") + one.name;
  return usage("no dossier '" + name + "'" + names);
}

std::string definition_text(const DossierDefinition& one) {
  const auto list = [](const std::vector<std::string>& values) {
    std::string out;
    for (const std::string& value : values) out += (out.empty() ? "" : ",") + one_line(value);
    return out;
  };
  std::string out = one_line(one.name) + "  parties " + list(one.parties);
  if (!one.places.empty()) out += "  places " + list(one.places);
  if (!one.mediators.empty()) out += "  mediators " + list(one.mediators);
  if (!one.since.empty()) out += "  since " + one.since;
  if (!one.until.empty()) out += "  until " + one.until;
  return out;
}

Status add(SqliteStore& store, const LedgerOptions& options) {
  DossierDefinition definition;
  definition.name = options.name;
  definition.parties = comma_values(options.dossier_parties);
  definition.places = options.dossier_places;
  definition.mediators = comma_values(options.mediators);
  definition.since = options.since;
  definition.until = options.until;
  if (definition.parties.empty() && definition.places.empty()) return usage("a dossier needs --parties or --place");
  for (const std::string* day : {&options.since, &options.until}) {
    if (!day->empty() && !parse_iso_date(*day)) return usage("'" + *day + "' is not a date; write it as YYYY-MM-DD");
  }
  const char* user = std::getenv("USER");
  definition.author = user != nullptr && *user != '\0' ? user : "command line";
  definition.at = utc_now();
  return store.save_dossier(definition);
}

Result<std::string> propose(SqliteStore& store, std::size_t limit, bool json) {
  const auto proposals = propose_dossiers(store, limit);
  if (!proposals) return proposals.error();
  std::string out;
  for (const DossierProposal& one : *proposals) {
    if (json) {
      append_definition_json(one.definition, out);
    } else {
      char numbers[64];
      std::snprintf(numbers, sizeof numbers, "%5lld records %8.1f  ", static_cast<long long>(one.records), one.conflict);
      out += numbers + definition_text(one.definition);
    }
    out += '\n';
  }
  return out;
}

Result<std::string> shown(SqliteStore& store, const LedgerOptions& options, const std::string& to, bool colour) {
  const auto definition = find_dossier(store, options.name);
  if (!definition) return definition.error();
  DossierOptions choice;
  if (options.min_confidence) choice.min_confidence = *options.min_confidence;
  const auto dossier = build_dossier(store, *definition, choice);
  if (!dossier) return dossier.error();
  std::string out;
  if (to == "json") append_dossier_json(*dossier, out), out += '\n';
  else if (to == "markdown") out = brief_markdown(make_brief(*dossier, "Dossier: " + definition->name, 0));
  else if (to == "html") out = brief_html(make_brief(*dossier, "Dossier: " + definition->name, 0));
  else out = dossier_table(*dossier, colour);
  return out;
}

int finish(const Options& options, Messages& messages, const Result<std::string>& text) {
  if (!text) {
    messages.error(text.error());
    return text.error().code == ErrorCode::kUsage ? kExitUsage : messages.status();
  }
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  output->write(*text);
  if (const Status finished = output->finish(); !finished) messages.error(finished.error());
  return messages.status();
}

bool is_one_of(const std::string& to, std::initializer_list<std::string_view> names, Messages& messages) {
  if (to.empty() || std::find(names.begin(), names.end(), to) != names.end()) return true;
  std::string known;
  for (const std::string_view name : names) (known += known.empty() ? "" : ", ") += name;
  messages.error("--to '" + to + "' is none of " + known);
  return false;
}

}  // namespace

int run_dossier(const Options& options) {
  Messages messages(options);
  const LedgerOptions& ledger = options.ledger;
  const bool writes = ledger.action == "add" || ledger.action == "remove";
  if ((writes || ledger.action == "show") && trim(ledger.name).empty()) {
    messages.error("dossier " + ledger.action + " needs a name");
    return kExitUsage;
  }
  if (!is_one_of(options.to, {"table", "json", "jsonl", "markdown", "html"}, messages)) return kExitUsage;
  auto opened = SqliteStore::open(ledger.file, writes ? SqliteStore::Mode::kMaintain : SqliteStore::Mode::kRead);
  if (!opened) {
    messages.error(opened.error());
    return messages.status();
  }
  SqliteStore& store = **opened;
  const bool json = options.to == "json" || options.to == "jsonl";
  if (ledger.action == "add" || ledger.action == "remove") {
    const Status status = ledger.action == "add" ? add(store, ledger) : store.remove_dossier(ledger.name);
    if (status) return messages.status();
    messages.error(status.error());
    return status.error().code == ErrorCode::kUsage ? kExitUsage : messages.status();
  }
  if (ledger.action == "propose") return finish(options, messages, propose(store, static_cast<std::size_t>(ledger.limit.value_or(kProposals)), json));
  if (ledger.action == "show") return finish(options, messages, shown(store, ledger, options.to, wants_color(options, options.output.empty() && isatty(STDOUT_FILENO) == 1)));
  const auto kept = store.dossiers();
  if (!kept) return finish(options, messages, kept.error());
  std::string out;
  for (const DossierDefinition& one : *kept) {
    if (json) append_definition_json(one, out);
    else out += definition_text(one);
    out += '\n';
  }
  return finish(options, messages, out);
}

int run_brief(const Options& options) {
  Messages messages(options);
  const LedgerOptions& ledger = options.ledger;
  if (!is_one_of(options.to, {"markdown", "html", "table", "json"}, messages)) return kExitUsage;
  const auto filter = filter_of(ledger);
  if (!filter) {
    messages.error(filter.error());
    return kExitUsage;
  }
  auto opened = SqliteStore::open(ledger.file, SqliteStore::Mode::kRead);
  if (!opened) {
    messages.error(opened.error());
    return messages.status();
  }
  DossierOptions choice;
  if (ledger.min_confidence) choice.min_confidence = *ledger.min_confidence;
  std::string title = "Situation brief";
  Result<Dossier> dossier = Error{};
  if (!ledger.name.empty()) {
    auto definition = find_dossier(**opened, ledger.name);
    if (!definition) return finish(options, messages, definition.error());
    if (!filter->since.empty()) definition->since = filter->since;
    if (!filter->until.empty()) definition->until = filter->until;
    title += ": " + ledger.name;
    dossier = build_dossier(**opened, *definition, choice);
  } else {
    if (!ledger.dyad.empty()) title += ": " + ledger.dyad;
    dossier = build_dossier(**opened, *filter, choice);
  }
  if (!dossier) return finish(options, messages, dossier.error());
  if (!ledger.since.empty()) title += " since " + ledger.since;
  if (!ledger.until.empty()) title += " until " + ledger.until;
  std::string out;
  if (options.to == "json") {
    append_dossier_json(*dossier, out);
    out += '\n';
  } else {
    const BriefPage page = make_brief(*dossier, title, ledger.lines.value_or(kBriefLines));
    if (options.to == "html") out = brief_html(page);
    else if (options.to == "table") out = brief_table(page, wants_color(options, options.output.empty() && isatty(STDOUT_FILENO) == 1));
    else out = brief_markdown(page);
  }
  return finish(options, messages, out);
}

}  // namespace dragoman
