// SPDX-License-Identifier: Apache-2.0
// How sure a record is that its type and the countries of both parties are right: of records given 0.7 about 70 % are. A
// logistic regression, fitted to the gold stories and to the records of real wire judged by hand
// (bench/judged_records.tsv), with the intercept of the latter; `dragoman evaluate GOLD --calibration` prints the curve,
// which on gold stories lies above the diagonal, because the rules were made with them.
#pragma once

#include "coding/event_builder.h"

namespace dragoman {
double confidence_of(const EventDraft& draft, const EventRecord& record);
}  // namespace dragoman
