// SPDX-License-Identifier: Apache-2.0
#include "cli/ledger_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/date.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

Error usage(std::string message) { return Error{ErrorCode::kUsage, std::move(message), {}, 0}; }

/// Options may be given several times and hold several values joined by commas.
std::vector<std::string> values_of(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const std::string& text : given) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find(',', at), text.size());
      const std::string_view value = trim(std::string_view(text).substr(at, end - at));
      if (!value.empty()) out.emplace_back(value);
      at = end + 1;
    }
  }
  return out;
}

/// Names without regard to ASCII case and with - or _ for a space.
template <typename Value, typename Names>
Status read_names(const std::vector<std::string>& given, const Names& names, const char* option, std::vector<Value>& out) {
  for (std::string value : values_of(given)) {
    std::replace_if(value.begin(), value.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
    const auto found = std::find_if(names.begin(), names.end(), [&](std::string_view name) { return equals_ignore_case(name, value); });
    if (found == names.end()) {
      std::string known;
      for (const std::string_view name : names) (known += known.empty() ? "" : ", ") += name;
      return usage(std::string(option) + " '" + value + "' is none of " + known);
    }
    out.push_back(static_cast<Value>(found - names.begin()));
  }
  return {};
}

}  // namespace

void add_ledger_file(CLI::App& app, LedgerOptions& options) { app.add_option("--ledger", options.file, "the ledger, one file")->required(); }

void add_ledger_action(CLI::App& app, LedgerOptions& options) {
  app.add_option("ACTION", options.action, "check (status 0 only when it is sound), stats, compact or migrate")
      ->required()
      ->check(CLI::IsMember({"check", "stats", "compact", "migrate"}));
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
    app.add_option("--count-by", options.count_by, "count and score by day, week, month, type, dyad or place instead")
        ->check(CLI::IsMember({"day", "week", "month", "type", "dyad", "place"}));
  }
}

Result<RecordFilter> filter_of(const LedgerOptions& options) {
  RecordFilter filter;
  for (const std::string& party : options.parties) {
    if (trim(party).empty()) return usage("--party needs a code or a name");
    filter.parties.push_back(parse_party(party));
  }
  if (!options.dyad.empty()) {
    auto dyad = parse_dyad(options.dyad);
    if (!dyad) return dyad.error();
    filter.dyad = std::move(dyad).value();
  }
  if (const Status status = read_names(options.types, kEventTypeNames, "--type", filter.types); !status) return status.error();
  if (const Status status = read_names(options.quads, kQuadNames, "--quad", filter.quads); !status) return status.error();
  if (const Status status = read_names(options.modalities, kModalityNames, "--modality", filter.modalities); !status) return status.error();
  filter.modes = values_of(options.modes);
  filter.contexts = values_of(options.contexts);
  filter.place = options.place;
  if (!options.near.empty()) {
    const auto near = parse_near(options.near);
    if (!near) return near.error();
    filter.near = *near;
  }
  const std::pair<const char*, const std::string*> days[] = {{"--since", &options.since}, {"--until", &options.until}};
  for (const auto& [name, day] : days) {
    if (!day->empty() && !parse_iso_date(*day)) return usage(std::string(name) + " '" + *day + "' is not a date; write it as YYYY-MM-DD");
  }
  if (!options.since.empty()) filter.since = to_iso(*parse_iso_date(options.since));
  if (!options.until.empty()) filter.until = to_iso(*parse_iso_date(options.until));
  filter.source = options.source;
  if (!options.speaker.empty()) filter.speaker = parse_party(options.speaker);
  filter.min_confidence = options.min_confidence;
  filter.text = options.text;
  if (!filter.text.empty() && full_text_query(filter.text).empty()) return usage("--text '" + filter.text + "' has no word in it");
  filter.without_background = options.no_background;
  filter.limit = options.limit.value_or(-1);
  return filter;
}

}  // namespace dragoman
