// SPDX-License-Identifier: Apache-2.0
// Dossiers: those that were added, and those that the data propose.
#include <algorithm>

#include "base/json_writer.h"
#include "ledger/dossier.h"
#include "serve/service.h"

namespace dragoman {
namespace {

constexpr std::size_t kProposals = 10;
constexpr std::size_t kAllProposals = 50;

void write_head(const DossierDefinition& definition, std::optional<std::int64_t> records, JsonWriter& json) {
  std::string text;
  append_definition_json(definition, text);
  json.begin_object().key("name").string(definition.name).key("definition").raw(text).key("parties").begin_array();
  for (const std::string& party : definition.parties) json.string(party);
  json.end_array().key("proposed").boolean(records.has_value());
  if (records) json.key("records").integer(*records);
  json.end_object();
}

}  // namespace

Status append_dossiers(SqliteStore& store, std::string& out) {
  const auto kept = store.dossiers();
  if (!kept) return kept.error();
  const auto proposed = propose_dossiers(store, kProposals);
  if (!proposed) return proposed.error();
  JsonWriter json(out);
  json.begin_array();
  for (const DossierDefinition& one : *kept) write_head(one, std::nullopt, json);
  for (const DossierProposal& one : *proposed) {
    const bool there = std::any_of(kept->begin(), kept->end(), [&](const DossierDefinition& other) { return other.name == one.definition.name; });
    if (!there) write_head(one.definition, one.records, json);
  }
  json.end_array();
  return {};
}

HttpResponse Service::dossiers(const HttpRequest&, const std::string&) {
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  HttpResponse response;
  response.body = "{\"dossiers\": ";
  if (const Status status = append_dossiers(**reader, response.body); !status) return failed(status.error());
  response.body += "}";
  return response;
}

HttpResponse Service::dossier(const HttpRequest&, const std::string& argument) {
  const auto reader = readers_.take();
  if (!reader) return failed(reader.error());
  SqliteStore& store = **reader;
  const auto kept = store.dossiers();
  if (!kept) return failed(kept.error());
  std::optional<DossierDefinition> definition;
  for (const DossierDefinition& one : *kept) {
    if (one.name == argument) definition = one;
  }
  if (!definition) {
    const auto proposed = propose_dossiers(store, kAllProposals);
    if (!proposed) return failed(proposed.error());
    for (const DossierProposal& one : *proposed) {
      if (one.definition.name == argument) definition = one.definition;
    }
  }
  if (!definition) return error_response(404, "not_found", "no such dossier");
  const auto dossier = build_dossier(store, *definition);
  if (!dossier) return failed(dossier.error());
  HttpResponse response;
  append_dossier_json(*dossier, response.body);
  return response;
}

}  // namespace dragoman
