// SPDX-License-Identifier: Apache-2.0
// Codes noun phrases outside any story.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "coding/actor_resolver.h"
#include "coding/story_coder.h"
#include "coding/story_places.h"
#include "syntax/analyzer.h"

namespace dragoman {

class PhraseCoder {
 public:
  /// `date` fixes offices; without one the latest holds.
  PhraseCoder(const CodingResources& resources, std::optional<Date> date);
  /// One entity per party: "Armenian and Azerbaijani forces" gives two. An entity without code when nothing is known.
  std::vector<Entity> code(std::string_view phrase);

 private:
  const Analyzer& analyzer_;
  ActorResolver resolver_;
  GazetteerPlaces places_;
  ActorResolver::Scratch scratch_;
  Analyzer::ScratchPtr analysis_;
  Document document_;
  std::optional<Date> date_;
};

}  // namespace dragoman
