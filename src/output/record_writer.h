// SPDX-License-Identifier: Apache-2.0
// Event records as text in ten formats; docs/formats.md describes them field by field.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dragoman/record.h"
#include "text/story.h"

namespace dragoman {

enum class OutputFormat : std::uint8_t {
  kJsonl, kJson, kTable, kCsv, kTsv, kPolecat, kIcews, kGdelt, kPetrarch, kGeojson,
};
std::optional<OutputFormat> parse_output_format(std::string_view name);
std::string_view output_format_name(OutputFormat format);
/// All names, for help and error messages.
std::string_view output_format_names();

class Ontology;

struct WriterOptions {
  bool colour = false;  ///< table: escape sequences for colour and underline
  int width = 100;      ///< table: columns of the terminal; at least 60 are used
  /// Country names and numbers and the names of CAMEO codes for polecat, icews and gdelt; must outlive the writer. Without
  /// it those columns are left empty (None).
  const Ontology* ontology = nullptr;
};

/// Stateless and thread-safe: stories may be formatted in parallel into strings of their own, which the caller then puts
/// together as  begin, story, between, story, ..., end  leaving out empty ones:
///   writer->begin(out);
///   for each story: chunk.clear(); writer->story(s, records, chunk);
///                   if (!chunk.empty()) { if (!first) out += writer->between(); out += chunk; first = false; }
///   writer->end(out);
/// Everything is appended; output is valid UTF-8 whatever the records hold.
class RecordWriter {
 public:
  virtual ~RecordWriter() = default;
  /// Header line or opening bracket.
  virtual void begin(std::string& out) const;
  /// The records of one story, in text order.
  virtual void story(const Story& story, std::span<const EventRecord> records, std::string& out) const = 0;
  /// Between two stories that both wrote something.
  [[nodiscard]] virtual std::string_view between() const { return {}; }
  virtual void end(std::string& out) const;
};

std::unique_ptr<RecordWriter> make_record_writer(OutputFormat format, const WriterOptions& options = {});

/// The record as the contract shows it, without line end: one line of `jsonl`.
void append_record_json(const EventRecord& record, std::string& out);
/// An entity ({"text": ..., "code": ...}), shaped as in a record: what `dragoman actors` prints.
void append_entity_json(const Entity& entity, std::string& out);
/// "killed 3, wounded 10-12, detained at least 40"; empty without numbers.
std::string describe_magnitude(const EventRecord& record);

}  // namespace dragoman
