// SPDX-License-Identifier: Apache-2.0
#include "coding/phrase_coder.h"

#include "base/utf8.h"
#include "coding/party.h"
#include "knowledge/knowledge.h"

namespace dragoman {

PhraseCoder::PhraseCoder(const CodingResources& resources, std::optional<Date> date)
    : analyzer_(*resources.analyzer), resolver_(*resources.knowledge), places_(*resources.gazetteer), analysis_(analyzer_.make_scratch()), date_(date) {}

std::vector<Entity> PhraseCoder::code(std::string_view phrase) {
  StoryLayout layout;
  layout.blocks.push_back({{0, static_cast<std::uint32_t>(phrase.size())}, BlockKind::kBody});
  analyzer_.analyze(phrase, layout, document_, *analysis_);
  ActorOptions options;
  options.date = date_;
  options.places = &places_;
  std::vector<ActorReading> readings;
  if (!document_.tokens.empty()) {
    resolver_.resolve_range(document_, {0, static_cast<std::uint32_t>(document_.tokens.size())}, options, scratch_, readings);
  }
  const CodePointIndex code_points(phrase);
  std::vector<Entity> out;
  for (const ActorReading& reading : readings) {
    Entity entity;
    const std::uint32_t begin = document_.tokens[reading.tokens.begin].begin_byte;
    const std::uint32_t end = document_.tokens[reading.tokens.end - 1].end_byte;
    entity.span = {std::string(phrase.substr(begin, end - begin)), static_cast<std::int64_t>(code_points.to_code_point(begin)),
                   static_cast<std::int64_t>(code_points.to_code_point(end))};
    entity.name = std::string(reading.name);
    entity.country = std::string(reading.code.country.view());
    for (const Sector sector : reading.code.sector_list()) entity.sectors.emplace_back(name_of(sector));
    entity.code = reading.code.to_string();
    out.push_back(std::move(entity));
  }
  if (out.empty()) {
    Entity unknown;
    unknown.span = {std::string(phrase), 0, static_cast<std::int64_t>(code_points.code_points())};
    unknown.code = "---";
    out.push_back(std::move(unknown));
  }
  return out;
}

}  // namespace dragoman
