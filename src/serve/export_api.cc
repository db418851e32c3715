// SPDX-License-Identifier: Apache-2.0
// Records as a file, in every format of the writers, sent while they are read.
#include "ledger/record_reader.h"
#include "output/record_writer.h"
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

/// Gathers the records of a story and hands them to a writer, the text to the sink.
class StoryGroups {
 public:
  StoryGroups(SqliteStore& store, SqliteStore& texts, const RecordWriter& writer, const Sink& sink) : store_(store), texts_(texts), writer_(writer), sink_(sink) {
    writer_.begin(pending_);
  }
  Status run(const RecordFilter& filter, bool with_empty_stories) {
    const Status status = store_.query(filter, with_empty_stories, [&](const StoredRecord& record) { return add(record); });
    if (!status) return status;
    if (!status_ || !open_) return status_;
    if (!close_story()) return status_;
    writer_.end(pending_);
    sink_(pending_);
    return {};
  }

 private:
  bool add(const StoredRecord& stored) {
    if (stored.story != story_ && !close_story()) return false;
    story_ = stored.story;
    if (stored.json.empty()) return true;
    records_.emplace_back();
    status_ = reader_.read(stored.json, records_.back());
    return status_.ok();
  }
  bool close_story() {
    if (story_ == 0) return true;
    auto story = texts_.story(story_);
    if (!story) {
      status_ = story.error();
      return false;
    }
    chunk_.clear();
    writer_.story(*story, records_, chunk_);
    records_.clear();
    if (chunk_.empty()) return true;
    if (!first_) pending_ += writer_.between();
    first_ = false;
    pending_ += chunk_;
    if (pending_.size() < kPiece) return true;
    open_ = sink_(pending_);
    pending_.clear();
    return open_;
  }

  SqliteStore& store_;
  SqliteStore& texts_;
  const RecordWriter& writer_;
  const Sink& sink_;
  RecordReader reader_;
  std::vector<EventRecord> records_;
  std::string pending_, chunk_;
  std::int64_t story_ = 0;
  bool first_ = true, open_ = true;
  Status status_;
};

Status send_lines(SqliteStore& store, const RecordFilter& filter, const Sink& sink) {
  std::string pending;
  bool open = true;
  const Status status = store.query(filter, false, [&](const StoredRecord& record) {
    pending.append(record.json).append("\n");
    if (pending.size() < kPiece) return true;
    open = sink(pending);
    pending.clear();
    return open;
  });
  if (open) sink(pending);
  return status;
}

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
  // Connections of their own: a slow reader must not keep those that answer everybody else.
  auto store = SqliteStore::open(options_.ledger, SqliteStore::Mode::kRead);
  if (!store) return failed(store.error());
  HttpResponse response;
  response.type = kind.type;
  response.headers.push_back({"Content-Disposition", std::string("attachment; filename=\"records.") + kind.ending + "\""});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.stream = [this, store = std::shared_ptr<SqliteStore>(std::move(store).value()), filter = *filter, options, knowledge, format = *format](const Sink& sink) {
    ++exports_;
    Status status;
    if (format == OutputFormat::kJsonl) {
      status = send_lines(*store, filter, sink);
    } else if (auto texts = SqliteStore::open(options_.ledger, SqliteStore::Mode::kRead)) {
      const auto writer = make_record_writer(format, options);
      status = StoryGroups(*store, **texts, *writer, sink).run(filter, format == OutputFormat::kJson && filter.empty());
    } else {
      status = texts.error();
    }
    --exports_;
    if (!status && options_.log) options_.log("export: " + status.error().to_string());
  };
  return response;
}

}  // namespace dragoman
