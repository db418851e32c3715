// SPDX-License-Identifier: Apache-2.0
// The writers behind make_record_writer. Internal to src/output.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "output/record_writer.h"

namespace dragoman {

std::unique_ptr<RecordWriter> make_jsonl_writer();
std::unique_ptr<RecordWriter> make_json_writer();
std::unique_ptr<RecordWriter> make_geojson_writer();
std::unique_ptr<RecordWriter> make_table_writer(const WriterOptions& options);
std::unique_ptr<RecordWriter> make_csv_writer();
std::unique_ptr<RecordWriter> make_tsv_writer();
std::unique_ptr<RecordWriter> make_polecat_writer(const WriterOptions& options);
std::unique_ptr<RecordWriter> make_icews_writer(const WriterOptions& options);
std::unique_ptr<RecordWriter> make_gdelt_writer(const WriterOptions& options);
std::unique_ptr<RecordWriter> make_petrarch_writer();

/// Writes the fields of one record into JSON; used by jsonl, json and geojson.
void write_record(JsonWriter& json, const EventRecord& record);

/// Appends fields and separators of a CSV (RFC 4180) or TSV line.
class RowWriter {
 public:
  RowWriter(std::string& out, char delimiter) : out_(out), delimiter_(delimiter) {}

  /// Text from outside. CSV: quoted where needed; what spreadsheets would take for a formula (a leading = + - @, tab or
  /// line end) gets an apostrophe in front. TSV: tabs, line ends and control characters become one space and nothing is
  /// quoted; a leading = + - @ gets the apostrophe too.
  RowWriter& text(std::string_view value);
  /// A value of ours (numbers, codes, dates): as it is.
  RowWriter& plain(std::string_view value);
  RowWriter& number(double value);
  RowWriter& integer(std::int64_t value);
  RowWriter& empty() { return plain({}); }
  RowWriter& empties(int count) {
    for (int i = 0; i < count; ++i) empty();
    return *this;
  }
  void end_row() {
    out_ += '\n';
    first_ = true;
  }

 private:
  void separate() {
    if (!first_) out_ += delimiter_;
    first_ = false;
  }

  std::string& out_;
  char delimiter_;
  bool first_ = true;
};

/// Shortest decimal, without ".0" ("-9", "39.8").
std::string short_number(double value);
/// "a;b;c"
std::string join(std::span<const std::string> parts, std::string_view separator);

}  // namespace dragoman
