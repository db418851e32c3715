// SPDX-License-Identifier: Apache-2.0
// How words compose with the event they govern: "agree to withdraw", "refuse to meet", "threaten to expel".
// Source: coding guide, boundaries of the event types; PLOVER codebook draft 2.0.
#pragma once

#include <optional>

#include "knowledge/frames.h"

namespace dragoman {

/// What an operator makes of a governed event.
struct Composition {
  std::optional<EventCode> code;  ///< the event that results; nullopt: none of its own
  bool keeps_inner = false;       ///< the governed event is coded too (or instead, where `code` is empty)
  std::optional<Modality> inner_modality;
};

/// `otherwise` is the operator's own meaning without a governed event; it lends its CAMEO code and mode.
Composition compose(Operator op, const std::optional<EventCode>& otherwise, EventType inner, const std::string& inner_mode);

/// A bare future: announced talks are AGREE, an announced withdrawal is CONCEDE; nullopt where the type stays.
/// What a hostile act becomes when it is held out on a condition ("will bomb the bridge unless ..."); none for other acts.
std::optional<EventCode> held_out(EventType type, const std::string& mode);

std::optional<EventCode> announced(EventType type);

/// A refusal in plain words, "will not meet", "did not agree to withdraw": the REJECT it amounts to, nullopt for other types.
std::optional<EventCode> refused(EventType type, const std::string& mode);

/// Speech acts are actual once made, whatever they are about.
bool is_speech_act(EventType type);

}  // namespace dragoman
