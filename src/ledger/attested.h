// SPDX-License-Identifier: Apache-2.0
// What of a record its own sentence shows. A page that people brief from says of an event only what the sentence quoted beside it
// says too: parties, place and numbers that come from elsewhere in the story, or that no reader would find in the sentence, stay in
// the record and off the page.
#pragma once

#include "dragoman/record.h"

namespace dragoman {

struct Attested {
  EventRecord record;             ///< as it was, less what the sentence does not show; entities go by the words of the sentence
  bool parties = false;           ///< there is a party, and none was taken out
  bool date_named = false;        ///< the sentence names it
  bool opening_or_named = false;  ///< a day, named there or taken from the date of the report by one of its first sentences
  bool retold = false;            ///< words of habit, of a sum over time or of looking back
  /// An act said to have happened, with its parties in the sentence; of background, its time too.
  [[nodiscard]] bool shown() const;
  /// That, and its day: the machine of phases takes it as evidence.
  [[nodiscard]] bool dated() const { return shown() && opening_or_named; }
  /// Shown, and a sure coding: fit for the first page.
  [[nodiscard]] bool sure() const;
};

Attested attested(const EventRecord& record);

/// Is the country of this party read from elsewhere ("armed men" of a story about Iraq), not from its own words?
bool is_country_guessed(const Entity& entity);

}  // namespace dragoman
