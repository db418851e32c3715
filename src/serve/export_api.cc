// SPDX-License-Identifier: Apache-2.0
// Records as a file, in every format of the writers, sent while they are read.
#include "ledger/record_export.h"
#include "serve/parameters.h"
#include "serve/service.h"

namespace dragoman {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;
constexpr int kMaxExports = 4;

struct FileKind {
  OutputFormat format;
  const char* type;
  const char* ending;
};
constexpr FileKind kKinds[] = {
    {OutputFormat::kJsonl, "application/x-ndjson", "jsonl"},
    {OutputFormat::kJson, "application/json", "json"},
    {OutputFormat::kTable, "text/plain; charset=utf-8", "txt"},
    {OutputFormat::kCsv, "text/csv; charset=utf-8", "csv"},
    {OutputFormat::kTsv, "text/tab-separated-values; charset=utf-8", "tsv"},
    {OutputFormat::kPolecat, "text/plain; charset=utf-8", "polecat.txt"},
    {OutputFormat::kIcews, "text/plain; charset=utf-8", "icews.tsv"},
    {OutputFormat::kGdelt, "text/plain; charset=utf-8", "gdelt.tsv"},
    {OutputFormat::kPetrarch, "text/plain; charset=utf-8", "petrarch.txt"},
    {OutputFormat::kGeojson, "application/geo+json", "geojson"},
};

}  // namespace

HttpResponse Service::export_records(const HttpRequest& request, const std::string&) {
  auto filter = filter_of(request);
  if (!filter) return failed(filter.error());
  const auto limit = limit_of(request, -1, std::int64_t{1} << 40);
  if (!limit) return failed(limit.error());
  filter->limit = *limit;
  const std::string_view name = request.parameter("format");
  const auto format = name.empty() ? OutputFormat::kJsonl : parse_output_format(name);
  if (!format) return error_response(400, "usage", "format has to be one of " + std::string(output_format_names()));
  const FileKind& kind = *std::find_if(std::begin(kKinds), std::end(kKinds), [&](const FileKind& one) { return one.format == *format; });
  WriterOptions options;
  std::shared_ptr<const Resources> knowledge;
  if (*format == OutputFormat::kPolecat || *format == OutputFormat::kIcews || *format == OutputFormat::kGdelt) {
    auto loaded = resources();
    if (!loaded) return failed(loaded.error());
    knowledge = *loaded;
    options.ontology = &knowledge->knowledge->ontology();
  }
  if (exports_ >= kMaxExports) return error_response(503, "busy", "other exports are on their way; try again later");
  // A connection of its own: a slow reader must not keep those that answer everybody else.
  auto store = SqliteStore::open(options_.ledger, SqliteStore::Mode::kRead);
  if (!store) return failed(store.error());
  HttpResponse response;
  response.type = kind.type;
  response.headers.push_back({"Content-Disposition", std::string("attachment; filename=\"records.") + kind.ending + "\""});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.stream = [this, store = std::shared_ptr<SqliteStore>(std::move(store).value()), filter = *filter, options, knowledge, format = *format](const Sink& sink) {
    ++exports_;
    const Status status = stream_records(*store, filter, format, options, kPiece, sink);
    --exports_;
    if (!status && options_.log) options_.log("export: " + status.error().to_string());
    return status.ok();
  };
  return response;
}

}  // namespace dragoman
