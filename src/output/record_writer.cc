// SPDX-License-Identifier: Apache-2.0
#include "output/record_writer.h"

#include <utility>

#include "base/utf8.h"
#include "output/writers.h"

namespace dragoman {
namespace {

constexpr std::pair<std::string_view, OutputFormat> kFormats[] = {
    {"jsonl", OutputFormat::kJsonl},       {"json", OutputFormat::kJson},     {"table", OutputFormat::kTable},
    {"csv", OutputFormat::kCsv},           {"tsv", OutputFormat::kTsv},       {"polecat", OutputFormat::kPolecat},
    {"icews", OutputFormat::kIcews},       {"gdelt", OutputFormat::kGdelt},   {"petrarch", OutputFormat::kPetrarch},
    {"geojson", OutputFormat::kGeojson}};

}  // namespace

std::optional<OutputFormat> parse_output_format(std::string_view name) {
  for (const auto& [known, format] : kFormats) {
    if (equals_ignore_case(name, known)) return format;
  }
  return std::nullopt;
}

std::string_view output_format_name(OutputFormat format) {
  for (const auto& [known, value] : kFormats) {
    if (value == format) return known;
  }
  return {};
}

std::string_view output_format_names() {
  return "jsonl, json, table, csv, tsv, polecat, icews, gdelt, petrarch, geojson";
}

void RecordWriter::begin(std::string&) const {}
void RecordWriter::end(std::string&) const {}

std::unique_ptr<RecordWriter> make_record_writer(OutputFormat format, const WriterOptions& options) {
  switch (format) {
    case OutputFormat::kJsonl: return make_jsonl_writer();
    case OutputFormat::kJson: return make_json_writer();
    case OutputFormat::kTable: return make_table_writer(options);
    case OutputFormat::kCsv: return make_csv_writer();
    case OutputFormat::kTsv: return make_tsv_writer();
    case OutputFormat::kPolecat: return make_polecat_writer(options);
    case OutputFormat::kIcews: return make_icews_writer(options);
    case OutputFormat::kGdelt: return make_gdelt_writer(options);
    case OutputFormat::kPetrarch: return make_petrarch_writer();
    case OutputFormat::kGeojson: return make_geojson_writer();
  }
  return make_jsonl_writer();
}

std::string describe_magnitude(const EventRecord& record) {
  std::string out;
  for (std::size_t i = 0; i < kMagnitudeCount; ++i) {
    const auto& range = record.magnitude[i];
    if (!range || (!range->min && !range->max)) continue;
    if (!out.empty()) out += ", ";
    out += kMagnitudeNames[i];
    out += ' ';
    if (range->min && range->max) {
      out += std::to_string(*range->min);
      if (*range->min != *range->max) out += '-' + std::to_string(*range->max);
    } else if (range->min) {
      out += "at least " + std::to_string(*range->min);
    } else {
      out += "up to " + std::to_string(*range->max);
    }
  }
  return out;
}

}  // namespace dragoman
