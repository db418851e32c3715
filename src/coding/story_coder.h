// SPDX-License-Identifier: Apache-2.0
// The path of a story: layout, analysis, places, times, attributions, parties, events, records.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "coding/event_builder.h"
#include "coding/explanation.h"
#include "dragoman/record.h"
#include "syntax/document.h"
#include "text/story.h"

namespace dragoman {

class Analyzer;
class FrameLexicon;
class Gazetteer;
class Knowledge;
class Ontology;
class RelationModel;
class PhraseRules;

/// What coding needs to know; borrowed, constant, shared by all threads.
struct CodingResources {
  const Analyzer* analyzer = nullptr;
  const FrameLexicon* frames = nullptr;
  const Knowledge* knowledge = nullptr;
  const Ontology* ontology = nullptr;
  const Gazetteer* gazetteer = nullptr;
  const RelationModel* relations = nullptr;  ///< may be null: `relate` then goes by the frames alone
  const PhraseRules* phrases = nullptr;      ///< discards and issues of a user's own; null where there are none
};

struct CodingOptions {
  /// Records less likely right than this are left out: by default what is wrong six times in seven.
  double min_confidence = 0.15;
};

class StoryCoder {
 public:
  explicit StoryCoder(const CodingResources& resources, const CodingOptions& options = {});
  ~StoryCoder();

  /// Working memory of one thread.
  class Scratch;
  struct ScratchDeleter {
    void operator()(Scratch* scratch) const;
  };
  using ScratchPtr = std::unique_ptr<Scratch, ScratchDeleter>;
  [[nodiscard]] ScratchPtr make_scratch() const;

  /// Replaces `records` by those of the story, in text order. `explanation` may be null.
  void code(const Story& story, Scratch& scratch, std::vector<EventRecord>& records, Explanation* explanation = nullptr) const;

  /// The analysis behind the last code() with this scratch; valid until the next call.
  static const Document& document(const Scratch& scratch);
  static const StoryLayout& layout(const Scratch& scratch);

 private:
  CodingResources resources_;
  CodingOptions options_;
  EventBuilder builder_;
};

}  // namespace dragoman
