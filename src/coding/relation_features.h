// SPDX-License-Identifier: Apache-2.0
// What the relation model looks at: the frames' proposals, the path between the parties, the predicates above them, and
// the words around. Templates are listed in docs/relations.md; changing one needs a newly trained model.
#pragma once

#include <span>

#include "coding/event_builder.h"
#include "coding/relation_model.h"
#include "coding/syntax_view.h"
#include "syntax/analyzer.h"

namespace dragoman {

/// A draft with how well it tells the relation of source and target.
struct RankedDraft {
  const EventDraft* draft = nullptr;
  double fit = 0;
};

struct RelationInput {
  const SyntaxView* view = nullptr;
  const FrameLexicon* frames = nullptr;
  TokenRange source;  ///< empty where the text does not name it
  TokenRange target;
  std::span<const RankedDraft> drafts;  ///< best first
};

void relation_features(const RelationInput& input, const Analyzer& analyzer, Analyzer::Scratch& scratch, RelationFeatures& out);

}  // namespace dragoman
