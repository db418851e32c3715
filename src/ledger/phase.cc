// SPDX-License-Identifier: Apache-2.0
#include "ledger/phase.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

namespace dragoman {
namespace {

constexpr std::size_t kMostEvidence = 5;
constexpr std::array<std::string_view, 8> kNames = {"unknown", "latent", "tension", "crisis", "fighting", "ceasefire", "talks", "settlement"};

using Indices = std::vector<std::size_t>;

bool is_force(const PhaseEvent& e) { return e.type == EventType::kAssault; }
bool is_alarm(const PhaseEvent& e) { return e.type == EventType::kThreaten || e.type == EventType::kMobilize; }
bool is_hostile(const PhaseEvent& e) {
  return e.type == EventType::kAccuse || e.type == EventType::kReject || e.type == EventType::kSanction || e.type == EventType::kCoerce ||
         e.type == EventType::kProtest;
}

std::string counted(std::size_t n, const char* one, const char* many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

class Machine {
 public:
  Machine(std::span<const PhaseEvent> events, const std::function<bool(Date, Date)>& covered, const PhaseRules& rules)
      : events_(events), covered_(covered), rules_(rules) {}

  void assess(Date day) {
    const Date calm = calm_since(day);
    const Indices force = within(day, rules_.fighting_days, [&](const PhaseEvent& e) { return is_force(e) && e.day > calm; });
    const auto heavy = std::find_if(force.begin(), force.end(), [&](std::size_t i) { return events_[i].killed >= rules_.fighting_killed; });
    const std::size_t times = uses_of_force(force);
    if (static_cast<int>(times) >= rules_.fighting_events || heavy != force.end()) {
      const std::string why = static_cast<int>(times) < rules_.fighting_events ? "force with at least " + std::to_string(events_[*heavy].killed) + " dead reported"
                                                                               : "at least " + counted(times, "use of force", "uses of force") + " within " + std::to_string(rules_.fighting_days) + " days";
      return enter(day, Phase::kFighting, why, force);
    }
    if (const Indices signs = within(day, rules_.settlement_days, [&](const PhaseEvent& e) { return e.settles && !force_after(e.day, day); }); !signs.empty()) {
      return enter(day, Phase::kSettlement, "an agreement between the sides signed", {signs.back()});
    }
    if (const Indices truce = within(day, rules_.ceasefire_days, [&](const PhaseEvent& e) { return e.ceasefire && holds(e.day, day); }); !truce.empty()) {
      return enter(day, Phase::kCeasefire, "a ceasefire declared, agreed or begun", {truce.back()});
    }
    if (phase_ == Phase::kFighting && any_force(day, rules_.quiet_days)) return;
    const Indices talks = within(day, rules_.talks_days, [](const PhaseEvent& e) { return e.type == EventType::kConsult && e.between; });
    if (static_cast<int>(talks.size()) >= rules_.talks_events && !any_force(day, rules_.fighting_days)) {
      return enter(day, Phase::kTalks, counted(talks.size(), "contact", "contacts") + " between the sides within " + std::to_string(rules_.talks_days) + " days", talks);
    }
    const Indices crisis_force = within(day, rules_.crisis_days, is_force);
    if (!crisis_force.empty()) {
      return enter(day, Phase::kCrisis, "force reported within " + std::to_string(rules_.crisis_days) + " days", crisis_force);
    }
    const Indices alarms = within(day, rules_.crisis_days, is_alarm);
    if (static_cast<int>(alarms.size()) >= rules_.alarms) {
      return enter(day, Phase::kCrisis, counted(alarms.size(), "threat or movement of forces", "threats or movements of forces") + " within " + std::to_string(rules_.crisis_days) + " days", alarms);
    }
    const bool violent = phase_ == Phase::kFighting || phase_ == Phase::kCrisis;
    if (violent) {
      // What is left out as unsure may still be force: then it has not become quiet.
      if (any_force(day, rules_.crisis_days)) return;
      if (!covered_(add_days(day, -rules_.crisis_days), day)) {
        return enter(day, Phase::kUnknown, "no sure report of force for " + std::to_string(rules_.crisis_days) + " days, and too few stories of these days to say more", last_of(day, is_force));
      }
    }
    const Indices hostile = within(day, rules_.tension_days, [](const PhaseEvent& e) { return is_hostile(e) || is_alarm(e) || is_force(e); });
    if (static_cast<int>(hostile.size()) >= rules_.hostile_events || violent) {
      const std::string acts = hostile.empty() ? std::string() : counted(hostile.size(), "hostile act or word", "hostile acts or words") + " within " + std::to_string(rules_.tension_days) + " days";
      const std::string quiet = violent ? "no force, threat or movement of forces reported for " + std::to_string(rules_.crisis_days) + " days" : "";
      return enter(day, Phase::kTension, quiet + (quiet.empty() || acts.empty() ? "" : "; ") + acts, violent ? last_of(day, is_force) : hostile);
    }
    const Indices any = within(day, rules_.silence_days, [](const PhaseEvent&) { return true; });
    if (any.empty()) {
      if (phase_ == Phase::kLatent || phase_ == Phase::kUnknown || any_force(day, rules_.silence_days)) return;
      const bool known = covered_(add_days(day, -rules_.silence_days), day);
      return enter(day, known ? Phase::kLatent : Phase::kUnknown,
                   known ? "nothing reported for " + std::to_string(rules_.silence_days) + " days"
                         : "nothing reported for " + std::to_string(rules_.silence_days) + " days, and too few stories of that time to say more", before(day));
    }
    // Something is going on, but nothing that would decide: what was calm stays so where stories would have told of the contrary.
    if (phase_ == Phase::kCeasefire || phase_ == Phase::kSettlement || phase_ == Phase::kTalks) {
      const bool known = !any_force(day, rules_.quiet_days) && covered_(add_days(day, -rules_.quiet_days), day);
      enter(day, known ? Phase::kLatent : Phase::kUnknown,
            "no news of hostile acts, nor of " + std::string(phase_name(phase_)) + (known ? "" : ", and too few stories of that time to say more"), before(day));
    }
  }

  std::vector<PhaseChange> changes;

 private:
  template <typename Is>
  Indices within(Date day, int days, Is is) const {
    Indices out;
    const auto first = std::upper_bound(events_.begin(), events_.end(), add_days(day, -days), [](Date d, const PhaseEvent& e) { return d < e.day; });
    for (auto e = first; e != events_.end() && e->day <= day; ++e) {
      if (!e->doubtful && is(*e)) out.push_back(static_cast<std::size_t>(e - events_.begin()));
    }
    return out;
  }
  /// The last event up to `day` that is such evidence; where there is none, the last of any kind.
  template <typename Is>
  Indices last_of(Date day, Is is) const {
    auto end = std::upper_bound(events_.begin(), events_.end(), day, [](Date d, const PhaseEvent& e) { return d < e.day; });
    while (end != events_.begin() && (std::prev(end)->doubtful || !is(*std::prev(end)))) --end;
    if (end == events_.begin()) return before(day);
    return {static_cast<std::size_t>(end - events_.begin()) - 1};
  }
  Indices before(Date day) const {
    auto end = std::upper_bound(events_.begin(), events_.end(), day, [](Date d, const PhaseEvent& e) { return d < e.day; });
    while (end != events_.begin() && std::prev(end)->doubtful) --end;
    if (end == events_.begin()) return {};
    return {static_cast<std::size_t>(end - events_.begin()) - 1};
  }
  /// Force of any certainty within `days` up to `day`.
  bool any_force(Date day, int days) const {
    const auto first = std::upper_bound(events_.begin(), events_.end(), add_days(day, -days), [](Date d, const PhaseEvent& e) { return d < e.day; });
    return std::any_of(first, events_.end(), [&](const PhaseEvent& e) { return e.day <= day && is_force(e); });
  }
  /// How often, when several reports of one day that name one place, or none, count once.
  std::size_t uses_of_force(const Indices& force) const {
    std::set<std::pair<Date, std::string>> placed;
    std::set<Date> days, placed_days;
    for (const std::size_t i : force) {
      days.insert(events_[i].day);
      if (events_[i].place.empty()) continue;
      placed.emplace(events_[i].day, events_[i].place);
      placed_days.insert(events_[i].day);
    }
    return placed.size() + days.size() - placed_days.size();
  }
  bool force_after(Date from, Date day) const {
    return std::any_of(events_.begin(), events_.end(), [&](const PhaseEvent& e) { return !e.doubtful && is_force(e) && e.day > from && e.day <= day; });
  }
  /// A ceasefire that more than one use of force followed has failed.
  bool holds(Date from, Date day) const {
    return std::count_if(events_.begin(), events_.end(), [&](const PhaseEvent& e) { return !e.doubtful && is_force(e) && e.day > from && e.day <= day; }) <= 1;
  }
  /// Day of the last ceasefire or agreement: force up to and on it does not break it.
  Date calm_since(Date day) const {
    Date calm = add_days(day, -rules_.settlement_days);
    for (const PhaseEvent& e : events_) {
      if (!e.doubtful && (e.ceasefire || e.settles) && e.day <= day) calm = std::max(calm, e.day);
    }
    return calm;
  }

  void enter(Date day, Phase to, std::string reason, Indices evidence) {
    if (to == phase_) return;
    // What was known before the stories failed says nothing of the time after.
    if (phase_ == Phase::kUnknown && !changes.empty() && !evidence.empty() && events_[evidence.back()].day != day) return;
    if (evidence.size() > kMostEvidence) evidence.erase(evidence.begin(), evidence.end() - kMostEvidence);
    changes.push_back({day, phase_, to, std::move(reason), std::move(evidence)});
    phase_ = to;
  }

  std::span<const PhaseEvent> events_;
  const std::function<bool(Date, Date)>& covered_;
  const PhaseRules& rules_;
  Phase phase_ = Phase::kUnknown;
};

}  // namespace

std::string_view phase_name(Phase phase) { return kNames[static_cast<std::size_t>(phase)]; }

std::vector<PhaseChange> infer_phases(std::span<const PhaseEvent> events, Date last, const std::function<bool(Date, Date)>& covered, const PhaseRules& rules) {
  // The picture changes on a day with an event and on a day on which one drops out of a window.
  std::set<Date> days;
  for (const PhaseEvent& event : events) {
    for (const int after : {0, rules.fighting_days, rules.quiet_days, rules.talks_days, rules.crisis_days, rules.tension_days, rules.ceasefire_days,
                            rules.silence_days, rules.settlement_days}) {
      const Date day = add_days(event.day, after);
      if (day <= last) days.insert(day);
    }
  }
  Machine machine(events, covered, rules);
  for (const Date day : days) machine.assess(day);
  return std::move(machine.changes);
}

}  // namespace dragoman
