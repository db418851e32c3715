// SPDX-License-Identifier: Apache-2.0
// Records made by hand for the writer tests.
#pragma once

#include <string>
#include <vector>

#include "dragoman/record.h"
#include "text/story.h"

namespace dragoman {

inline Story sample_story() {
  Story story;
  story.id = "story-1";
  story.text = "Baku claimed that Karabakh heights had been seized by its forces.";
  story.source = "TASS";
  story.path = "a.txt";
  story.date = date_from(2020, 9, 30);
  return story;
}

inline Entity sample_entity(std::string text, std::int64_t start, std::string name, std::string country,
                            std::vector<std::string> sectors) {
  Entity entity;
  if (start >= 0) entity.span = {text, start, start + static_cast<std::int64_t>(text.size())};
  entity.name = std::move(name);
  entity.country = std::move(country);
  entity.code = entity.country;
  for (const std::string& sector : sectors) entity.code += sector;
  entity.sectors = std::move(sectors);
  return entity;
}

inline EventRecord sample_record() {
  EventRecord r;
  r.id = "9f2c";
  r.story = {"story-1", "TASS", "2020-09-30", std::nullopt, std::nullopt, "a.txt"};
  r.sentence_index = 7;
  r.sentence = {"Baku claimed that Karabakh heights had been seized by its forces.", 0, 65};
  r.type = EventType::kAssault;
  r.mode = "territory";
  r.cameo = "192";
  r.score = -9;
  r.goldstein = -9.5;
  r.contexts = {"military", "territory"};
  r.trigger = {"seized", 44, 50};
  r.actors = {sample_entity("its forces", 54, "Azerbaijan", "AZE", {"MIL"})};
  r.date = {"2020-09-30", "2020-09-30", DatePrecision::kDay, {}};
  RecordPlace place;
  place.span = {"Karabakh", 18, 26};
  place.name = "Nagorno-Karabakh";
  place.country = "AZE";
  place.lat = 39.8;
  place.lon = 46.7;
  r.place = place;
  AttributionLink link;
  link.speaker = sample_entity("Baku", 0, "Azerbaijan", "AZE", {"GOV"});
  link.cue = "claimed";
  link.stance = Stance::kClaims;
  r.attribution = {link};
  r.magnitude[0] = Range{3, std::nullopt};
  r.confidence = 0.87;
  return r;
}

}  // namespace dragoman
