// SPDX-License-Identifier: Apache-2.0
// What of a record its own sentence shows. A page that people brief from says of an event only what the sentence quoted beside it
// says too: parties, place and numbers that come from elsewhere in the story, or that no reader would find in the sentence, stay in
// the record and off the page.
#pragma once

#include <string>

#include "dragoman/record.h"

namespace dragoman {

struct Attested {
  EventRecord record;             ///< as it was, less what the sentence does not show; entities go by the words of the sentence
  bool parties = false;           ///< there is a party, and none was taken out
  bool speakers = true;           ///< whoever says so stands there by his words, not as "it"
  bool date_named = false;        ///< the sentence names it
  bool opening_or_named = false;  ///< a day, named there or taken from the date of the report by one of its first sentences
  bool dated = false;             ///< it names it, or the day is that of the report
  bool retold = false;            ///< words of habit, of a sum over time or of looking back
  /// An act said to have happened, with its parties in the sentence; of background, its time too.
  [[nodiscard]] bool shown() const;
  /// An act of its day, whoever took part: the machine of phases takes it as evidence.
  [[nodiscard]] bool is_news() const { return record.modality == Modality::kActual && !record.historical && opening_or_named && !retold; }
  /// Shown, and a sure coding: fit for the first page.
  [[nodiscard]] bool sure() const;
};

Attested attested(const EventRecord& record);

/// The clause of the sentence that tells the event, in its own words: around the trigger, the parties, the place and the time that stand
/// there, to the next mark on both sides; an ellipsis where the sentence goes on. The whole sentence when it is short.
std::string telling_words(const EventRecord& record);

/// False for what stands in the sentence as a place, a thing or a number: "near Camp Taqaddum", "the car", "some 20".
bool may_be_party(const EventRecord& record, const Entity& entity);

/// Is the country of this party read from elsewhere ("armed men" of a story about Iraq), not from its own words?
bool is_country_guessed(const Entity& entity);

}  // namespace dragoman
