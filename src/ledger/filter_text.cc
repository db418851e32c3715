// SPDX-License-Identifier: Apache-2.0
#include "ledger/filter_text.h"

#include <algorithm>
#include <utility>

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
Status read_names(const std::vector<std::string>& given, const Names& names, const std::string& option, std::vector<Value>& out) {
  for (std::string value : values_of(given)) {
    std::replace_if(value.begin(), value.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
    const auto found = std::find_if(names.begin(), names.end(), [&](std::string_view name) { return equals_ignore_case(name, value); });
    if (found == names.end()) {
      std::string known;
      for (const std::string_view name : names) (known += known.empty() ? "" : ", ") += name;
      return usage(option + " '" + value + "' is none of " + known);
    }
    out.push_back(static_cast<Value>(found - names.begin()));
  }
  return {};
}

}  // namespace

Result<RecordFilter> read_filter(const FilterText& options, const std::string& prefix) {
  const auto named = [&](const char* name) { return prefix + name; };
  RecordFilter filter;
  for (const std::string& party : options.parties) {
    if (trim(party).empty()) return usage(named("party") + " needs a code or a name");
    filter.parties.push_back(parse_party(party));
  }
  if (!options.dyad.empty()) {
    auto dyad = parse_dyad(options.dyad);
    if (!dyad) return dyad.error();
    filter.dyad = std::move(dyad).value();
  }
  if (const Status status = read_names(options.types, kEventTypeNames, named("type"), filter.types); !status) return status.error();
  if (const Status status = read_names(options.quads, kQuadNames, named("quad"), filter.quads); !status) return status.error();
  if (const Status status = read_names(options.modalities, kModalityNames, named("modality"), filter.modalities); !status) return status.error();
  filter.modes = values_of(options.modes);
  filter.contexts = values_of(options.contexts);
  filter.place = options.place;
  if (!options.near.empty()) {
    const auto near = parse_near(options.near);
    if (!near) return near.error();
    filter.near = *near;
  }
  if (!options.polygon.empty()) {
    auto polygon = parse_polygon(options.polygon);
    if (!polygon) return polygon.error();
    filter.polygon = std::move(polygon).value();
  }
  const std::pair<const char*, const std::string*> days[] = {{"since", &options.since}, {"until", &options.until}};
  for (const auto& [name, day] : days) {
    if (!day->empty() && !parse_iso_date(*day)) return usage(named(name) + " '" + *day + "' is not a date; write it as YYYY-MM-DD");
  }
  if (!options.since.empty()) filter.since = to_iso(*parse_iso_date(options.since));
  if (!options.until.empty()) filter.until = to_iso(*parse_iso_date(options.until));
  filter.source = options.source;
  if (!options.speaker.empty()) filter.speaker = parse_party(options.speaker);
  filter.min_confidence = options.min_confidence;
  filter.text = options.text;
  if (!filter.text.empty() && full_text_query(filter.text).empty()) return usage(named("text") + " '" + filter.text + "' has no word in it");
  filter.without_background = options.no_background;
  filter.limit = options.limit.value_or(-1);
  return filter;
}

}  // namespace dragoman
