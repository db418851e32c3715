// SPDX-License-Identifier: Apache-2.0
// The phase of a conflict as a state machine over its events. docs/ledger.md states the rules in words; the tests hold
// them. No phase is read out of silence alone: where the ledger has too few stories of a time, the phase is unknown.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "dragoman/record.h"

namespace dragoman {

enum class Phase : std::uint8_t { kUnknown, kLatent, kTension, kCrisis, kFighting, kCeasefire, kTalks, kSettlement };
std::string_view phase_name(Phase phase);

/// An event as the machine sees it. Only actual events of the day's news, each once.
struct PhaseEvent {
  Date day;
  std::string place;       ///< two uses of force on one day are two where their places differ
  bool doubtful = false;   ///< unsure, or not shown by its sentence: no evidence of a phase, but no silence either
  EventType type = EventType::kConsult;
  bool between = false;    ///< two sides of the conflict take part (as against a side and somebody else)
  bool ceasefire = false;  ///< declared, agreed, begun
  bool settles = false;    ///< an agreement on the conflict signed
  std::int64_t killed = 0; ///< at least
};

struct PhaseChange {
  Date day;
  Phase from = Phase::kUnknown, to = Phase::kUnknown;
  std::string reason;
  std::vector<std::size_t> evidence;  ///< indices of events
};

struct PhaseRules {
  int fighting_days = 7, fighting_events = 3, fighting_killed = 10;  ///< fighting: so many events, or one with so many dead, in so many days
  int quiet_days = 14;                                               ///< fighting is over when no force was reported for so long
  int ceasefire_days = 30, settlement_days = 90;                     ///< how long either is taken to last without news of it
  int talks_days = 14, talks_events = 2;
  int crisis_days = 14, alarms = 2;
  int tension_days = 30, hostile_events = 2;
  int silence_days = 60;                                             ///< nothing at all: latent, or unknown without coverage
};

/// `events` in order of days. `covered(a, b)` says whether the ledger has stories enough of the days after a up to b for silence to mean
/// something: without it no conflict eases, its phase becomes unknown.
/// Nothing is said about days after `last`.
std::vector<PhaseChange> infer_phases(std::span<const PhaseEvent> events, Date last, const std::function<bool(Date, Date)>& covered,
                                      const PhaseRules& rules = {});

}  // namespace dragoman
