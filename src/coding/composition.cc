// SPDX-License-Identifier: Apache-2.0
#include "coding/composition.h"

namespace dragoman {
namespace {

bool is_friendly_act(EventType t) {
  return t == EventType::kAgree || t == EventType::kConsult || t == EventType::kSupport || t == EventType::kCooperate ||
         t == EventType::kAid;
}

bool is_yielding(EventType t) { return t == EventType::kRetreat || t == EventType::kConcede; }

bool is_hostile_act(EventType t) {
  return t == EventType::kSanction || t == EventType::kMobilize || t == EventType::kCoerce || t == EventType::kAssault;
}

/// Mode of REQUEST and REJECT by what is asked or refused.
std::string demand_mode(EventType inner, const std::string& mode) {
  if (inner == EventType::kRetreat && mode == "resign") return "change";  // leaving office is politics, not giving ground
  switch (inner) {
    case EventType::kConsult: return "meet";
    case EventType::kAid:
    case EventType::kCooperate:
    case EventType::kSupport: return "assist";
    case EventType::kRetreat:
    case EventType::kConcede: return "yield";
    default: return "change";
  }
}

std::string threat_mode(EventType inner, const std::string& mode) {
  if (inner == EventType::kAssault) return mode == "territory" ? "territory" : "violence";
  if (inner == EventType::kMobilize) return "violence";
  if (inner == EventType::kSanction) {
    if (mode == "expel") return "expel";
    return mode == "discontinue" || mode == "withdraw" ? "relations" : "";
  }
  if (inner == EventType::kCoerce) return mode == "restrict" || mode == "ban" || mode == "arrest" ? mode : "";
  return "";
}

std::string threat_cameo(EventType inner) {
  switch (inner) {
    case EventType::kAssault: return "138";
    case EventType::kMobilize: return "138";
    case EventType::kSanction: return "131";
    case EventType::kCoerce: return "137";
    case EventType::kProtest: return "133";
    default: return "130";
  }
}

EventCode code(EventType type, std::string mode, std::string cameo) { return {type, std::move(mode), std::move(cameo)}; }

Composition instead(EventCode event) { return {std::move(event), false, std::nullopt}; }
Composition keep(std::optional<Modality> modality = std::nullopt) { return {std::nullopt, true, modality}; }

EventCode agreement(EventType inner) {
  if (is_yielding(inner)) return code(EventType::kConcede, "", "035");
  if (inner == EventType::kConsult) return code(EventType::kAgree, "", "036");
  if (inner == EventType::kAid) return code(EventType::kAgree, "", "033");
  if (inner == EventType::kCooperate) return code(EventType::kAgree, "", "031");
  return code(EventType::kAgree, "", "030");
}

}  // namespace

bool is_speech_act(EventType t) {
  return t == EventType::kAgree || t == EventType::kConcede || t == EventType::kRequest || t == EventType::kAccuse ||
         t == EventType::kReject || t == EventType::kThreaten;
}

std::optional<EventCode> refused(EventType type, const std::string& mode) {
  if (!is_friendly_act(type) && !is_yielding(type)) return std::nullopt;
  return code(EventType::kReject, type == EventType::kAgree ? "" : demand_mode(type, mode), "120");
}

std::optional<EventCode> held_out(EventType type, const std::string& mode) {
  if (!is_hostile_act(type)) return std::nullopt;
  return code(EventType::kThreaten, threat_mode(type, mode), threat_cameo(type));
}

std::optional<EventCode> announced(EventType type) {
  if (is_friendly_act(type) || type == EventType::kRetreat) return agreement(type);
  return std::nullopt;
}

Composition compose(Operator op, const std::optional<EventCode>& otherwise, EventType inner, const std::string& inner_mode) {
  switch (op) {
    case Operator::kNone: return {otherwise, true, std::nullopt};
    case Operator::kRefuse: return instead(code(EventType::kReject, demand_mode(inner, inner_mode), otherwise ? otherwise->cameo : "120"));
    case Operator::kAgree:
      if (is_friendly_act(inner) || is_yielding(inner)) return instead(agreement(inner));
      return keep(is_speech_act(inner) ? std::nullopt : std::optional(Modality::kFuture));
    case Operator::kPromise:
      if (is_friendly_act(inner) || is_yielding(inner)) return instead(agreement(inner));
      if (is_hostile_act(inner)) return instead(code(EventType::kThreaten, threat_mode(inner, inner_mode), threat_cameo(inner)));
      return keep(is_speech_act(inner) ? std::nullopt : std::optional(Modality::kFuture));
    case Operator::kRequest:
      // "Hold their fire", "end the siege": what is to stop is hostile, and the entry knows the verb that stops it.
      if (!is_friendly_act(inner) && !is_yielding(inner) && otherwise && !otherwise->mode.empty()) return instead(*otherwise);
      return instead(code(EventType::kRequest, demand_mode(inner, inner_mode), otherwise && !otherwise->cameo.empty() ? otherwise->cameo : "100"));
    case Operator::kThreaten:
      return instead(code(EventType::kThreaten, threat_mode(inner, inner_mode), threat_cameo(inner)));
    case Operator::kDeny: return instead(otherwise.value_or(code(EventType::kReject, "", "120")));
    case Operator::kSay: return keep();
    case Operator::kAccuse:
    case Operator::kPraise: return {otherwise, true, std::nullopt};
    case Operator::kNegate: return keep(Modality::kNegated);
    case Operator::kFuture: return keep(is_speech_act(inner) ? std::nullopt : std::optional(Modality::kFuture));
    case Operator::kHypothetical: return keep(Modality::kHypothetical);
    case Operator::kWilling:
      // Wanting to work together is said to the other side; wanting to strike is told of somebody.
      if (is_friendly_act(inner) || is_yielding(inner)) return instead(agreement(inner));
      return keep(is_speech_act(inner) ? std::nullopt : std::optional(Modality::kHypothetical));
    case Operator::kStop:
      if (inner == EventType::kAssault || inner == EventType::kMobilize) {
        return instead(code(EventType::kRetreat, inner == EventType::kAssault ? "ceasefire" : "withdraw", "087"));
      }
      if (inner == EventType::kSanction || inner == EventType::kCoerce) {
        return instead(otherwise.value_or(code(EventType::kConcede, "", "080")));
      }
      if (is_friendly_act(inner) || is_yielding(inner)) return instead(code(EventType::kSanction, "discontinue", "160"));
      return {};
    case Operator::kBegin:
    case Operator::kCause: return keep();
  }
  return keep();
}

}  // namespace dragoman
