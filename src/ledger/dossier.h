// SPDX-License-Identifier: Apache-2.0
// A dossier: what the ledger knows of one conflict, put together from records when it is asked for. Every line carries the
// records it rests on, with the quoted words.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"
#include "ledger/phase.h"
#include "ledger/store.h"

namespace dragoman {

/// Where a statement comes from: a record, its story and the words.
struct Citation {
  std::int64_t record = 0;  ///< key in the ledger
  std::string record_id, story_id;
  std::int64_t sentence = 0;  ///< index in the story, from 0
  std::string source, date, title, url, path;
  std::string quote;          ///< the sentence
  std::string speakers;       ///< "Baku (claimed)"; empty: the report's own voice
};

/// One event of the ledger with the records that tell of it; what it says is of the record most others agree with.
struct DossierEvent {
  std::int64_t event = 0;   ///< key in the ledger
  std::string start, end;   ///< ISO days; empty when unknown
  DatePrecision precision = DatePrecision::kUnknown;
  EventType type = EventType::kAgree;
  std::string mode;
  Modality modality = Modality::kActual;
  double score = 0, confidence = 0;
  double relevance = 1;     ///< to the conflict; what one side does with a third is less
  bool historical = false;
  bool core = false;        ///< two sides take part, or it took place there; else context from the same story
  bool attested = false;    ///< the sentence of the first record shows what `text` says (attested.h)
  std::string date_words;   ///< of the first record
  bool day_named = false;   ///< and names its day; else `start` is the day of the report
  bool sure = false;        ///< that, and a sure coding: fit for the first page
  std::string text;         ///< event_phrase of what the sentence of the first record shows
  std::string words;        ///< the clause of the first record's sentence that tells it (telling_words)
  bool speakers_told = false;  ///< who says so stands in the same sentence
  std::string according_to; ///< its speakers; empty when at least one report says it in its own voice
  std::string place;
  std::vector<std::string> actors, recipients;  ///< sides: parties and mediators as the definition writes them, else country or name
  std::array<std::optional<Range>, kMagnitudeCount> magnitude;
  std::array<std::optional<Range>, kMagnitudeCount> shown;  ///< numbers that the first record's sentence gives in these words
  bool numbers_differ = false;  ///< `magnitude` reaches over reports that contradict each other
  int stories = 0, sources = 0; ///< that tell of it
  std::vector<Citation> citations;
  std::vector<Citation> agreeing;  ///< of the first record, and of others whose sentences are of the same matter and contradict none of its numbers
};

/// Two who were in contact, in alphabetical order.
struct ContactRow {
  std::string first, second;
  int met = 0, phoned = 0, visited_second = 0, visited_first = 0;  ///< visits of the first to the second and the other way
  int total = 0;
  std::map<std::string, int> mediators, hosts;  ///< with how often
  std::string last;
  bool sure = true;                 ///< all of them are
  std::vector<Citation> citations;  ///< of the last ones
};

struct Voice {
  std::string who;
  std::string how;  ///< "claimed", "denied", "differing toll"
  Citation citation;
};

struct ClaimRow {
  DossierEvent about;
  bool strong = false;  ///< a charge, or what the reporter calls a claim
  std::vector<Voice> claimed, supported, denied, contradicted;
};

struct AskRow {
  bool offer = false;  ///< else a request or demand
  DossierEvent what;
  std::string outcome; ///< "refused", "answered", "met"; empty: no answer in the ledger
  std::vector<DossierEvent> answers;
};

struct TollRow {
  std::string side;      ///< of those who suffered
  std::string kind;      ///< "killed"
  std::string reporter;  ///< who says so: a speaker, else the source
  bool told = false;     ///< the reporter is a speaker of the story, not its source
  bool own_side = false; ///< the reporter belongs to that side
  bool sure = false;     ///< its sentence shows who, how many and when
  Range range;
  std::string date, place;
  Citation citation;
};

struct PhaseRow {
  std::string date;
  Phase from = Phase::kUnknown, to = Phase::kUnknown;
  std::string reason;
  std::vector<DossierEvent> evidence;
};

struct Dossier {
  DossierDefinition definition;
  std::int64_t records = 0, stories = 0, left_out = 0;  ///< left out: below the confidence asked for, or rejected in review
  std::string first, last;                    ///< days of its events
  std::vector<DossierEvent> timeline;         ///< dated news, in order
  std::vector<ContactRow> contacts;           ///< the most frequent first
  std::vector<ClaimRow> claims;
  std::vector<AskRow> asks;
  std::vector<DossierEvent> measures;
  std::vector<TollRow> toll;
  std::vector<PhaseRow> phases;
  std::vector<DossierEvent> background;       ///< in order of the days told of
  [[nodiscard]] Phase phase() const { return phases.empty() ? Phase::kUnknown : phases.back().to; }
};

struct DossierOptions {
  double min_confidence = 0.5;
};

/// Reads the records that belong to `definition` and puts the dossier together.
Result<Dossier> build_dossier(LedgerStore& store, const DossierDefinition& definition, const DossierOptions& options = {});
/// The same for what a filter takes, without sides.
Result<Dossier> build_dossier(LedgerStore& store, const RecordFilter& filter, const DossierOptions& options = {});

/// A dossier that the data suggest: a dense conflict dyad and its places.
struct DossierProposal {
  DossierDefinition definition;
  std::int64_t records = 0;
  double conflict = 0;  ///< sum of scores below zero
};
Result<std::vector<DossierProposal>> propose_dossiers(LedgerStore& store, std::size_t limit);

/// The dossier as one JSON object; docs/ledger.md names the fields.
void append_dossier_json(const Dossier& dossier, std::string& out);
void append_definition_json(const DossierDefinition& definition, std::string& out);
/// For a terminal of 80 columns.
std::string dossier_table(const Dossier& dossier, bool colour);

}  // namespace dragoman
