// SPDX-License-Identifier: Apache-2.0
// How sure a record is: of records given 0.8 about 80 % are right (type and parties). The curve is in docs/accuracy.md.
#pragma once

#include "coding/event_builder.h"

namespace dragoman {
double confidence_of(const EventDraft& draft, const EventRecord& record);
}  // namespace dragoman
