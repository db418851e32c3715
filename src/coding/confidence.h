// SPDX-License-Identifier: Apache-2.0
// How sure a record is that its type and both parties are right: of records given 0.7 about 70 % are. The weights were set
// by hand to fit the gold stories; `dragoman evaluate GOLD --calibration` prints the curve.
#pragma once

#include "coding/event_builder.h"

namespace dragoman {
double confidence_of(const EventDraft& draft, const EventRecord& record);
}  // namespace dragoman
