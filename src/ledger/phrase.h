// SPDX-License-Identifier: Apache-2.0
// A record as an English sentence. It says what type, mode, parties, modality and attribution say, and nothing more: the
// quoted sentence of the story stands beside it wherever it is shown.
#pragma once

#include <string>

#include "dragoman/record.h"

namespace dragoman {

/// "Azerbaijan", "Armenia's armed forces", "the villagers"; one line.
std::string entity_phrase(const Entity& entity);
/// "A", "A and B", "A, B and C"; the same name once.
std::string entity_list(const std::vector<Entity>& entities);
/// "Azerbaijan's armed forces shelled Armenia near Stepanakert"; no full stop, no attribution.
std::string event_phrase(const EventRecord& record);
/// The place as the story writes it ("Beit Hanoun"), else by its name in the gazetteer.
std::string place_phrase(const RecordPlace& place);
/// "Baku (claimed)" from the innermost speaker outwards; empty for the report's own voice.
std::string speakers_phrase(const EventRecord& record);

}  // namespace dragoman
