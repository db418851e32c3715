// SPDX-License-Identifier: Apache-2.0
// What is worth waking the desk for: a surge against a series' own baseline, a first, a new actor, a change of phase.
// docs/ledger.md states the rules. Nothing is remembered here: the caller asks LedgerStore::remember_alert.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/dossier.h"

namespace dragoman {

struct Alert {
  std::string key;      ///< the same for the same thing, however often it is found
  std::string kind;     ///< surge, first-contact, first-mode, new-actor, phase
  std::string subject;  ///< dossier or saved query
  std::string date;
  std::string text;
  double expected = 0;  ///< of a surge
  std::int64_t count = 0;
  std::vector<Citation> citations;
};

/// One step of a series: how many events, how many stories the ledger has of that time.
struct VolumeStep {
  std::string key;  ///< first day
  std::int64_t events = 0, stories = 0;
};

struct SurgeRules {
  std::size_t baseline = 26, fewest = 8;  ///< steps before; at least so many with stories
  std::int64_t events = 4;                ///< no surge below
  double floor = 0.5;                     ///< events a step that are expected at least
  double probability = 0.001;
};

struct Surge {
  std::size_t step = 0;
  double expected = 0;
};
/// Steps whose count their own baseline does not explain: a Poisson model over the trimmed mean of the rate per story of the
/// steps before, widened by their dispersion.
std::vector<Surge> find_surges(std::span<const VolumeStep> steps, const SurgeRules& rules = {});

/// P(X >= n) of a Poisson variable with this mean.
double poisson_tail(std::int64_t n, double mean);

/// All alerts of a dossier from `since` on (ISO, empty: all), in order of days.
Result<std::vector<Alert>> dossier_alerts(LedgerStore& store, const Dossier& dossier, const std::string& since);
/// Surges of a saved query.
Result<std::vector<Alert>> query_alerts(LedgerStore& store, const std::string& name, const RecordFilter& filter, const std::string& since);

/// One JSON line without its end.
void append_alert_json(const Alert& alert, std::string& out);

}  // namespace dragoman
