// SPDX-License-Identifier: Apache-2.0
#include "ledger/record_export.h"

#include <string>
#include <vector>

#include "ledger/record_reader.h"

namespace dragoman {
namespace {

/// Collects what is to be sent until it is a piece.
class Pieces {
 public:
  Pieces(std::size_t size, const ByteSink& sink) : size_(size), sink_(sink) {}
  std::string& pending() { return pending_; }
  bool send_if_full() { return pending_.size() < size_ || send(); }
  bool send() {
    open_ = open_ && sink_(pending_);
    pending_.clear();
    return open_;
  }
  [[nodiscard]] bool open() const { return open_; }

 private:
  std::size_t size_;
  const ByteSink& sink_;
  std::string pending_;
  bool open_ = true;
};

/// Gathers the records of a story and hands them to a writer.
class StoryGroups {
 public:
  StoryGroups(LedgerStore& store, const RecordWriter& writer, Pieces& pieces) : store_(store), writer_(writer), pieces_(pieces) {
    writer_.begin(pieces_.pending());
  }

  bool add(const StoredRecord& stored) {
    if (stored.story != story_ && !close_story()) return false;
    story_ = stored.story;
    if (stored.json.empty()) return true;
    records_.emplace_back();
    status_ = reader_.read(stored.json, records_.back());
    return status_.ok();
  }
  Status finish() {
    if (status_ && pieces_.open() && close_story()) {
      writer_.end(pieces_.pending());
      pieces_.send();
    }
    return status_;
  }

 private:
  bool close_story() {
    if (story_ == 0) return true;
    const auto story = store_.story(story_);
    if (!story) {
      status_ = story.error();
      return false;
    }
    chunk_.clear();
    writer_.story(*story, records_, chunk_);
    records_.clear();
    if (chunk_.empty()) return true;
    if (!first_) pieces_.pending() += writer_.between();
    first_ = false;
    pieces_.pending() += chunk_;
    return pieces_.send_if_full();
  }

  LedgerStore& store_;
  const RecordWriter& writer_;
  Pieces& pieces_;
  RecordReader reader_;
  std::vector<EventRecord> records_;
  std::string chunk_;
  std::int64_t story_ = 0;
  bool first_ = true;
  Status status_;
};

Status stream_lines(LedgerStore& store, const RecordFilter& filter, std::size_t piece, const ByteSink& sink) {
  Pieces pieces(piece, sink);
  const Status status = store.query(filter, false, [&](const StoredRecord& record) {
    pieces.pending().append(record.json).append("\n");
    return pieces.send_if_full();
  });
  if (pieces.open()) pieces.send();
  return status;
}

}  // namespace

Status stream_records(LedgerStore& store, const RecordFilter& filter, OutputFormat format, const WriterOptions& options, std::size_t piece,
                      const ByteSink& sink) {
  if (format == OutputFormat::kJsonl) return stream_lines(store, filter, piece, sink);
  const auto writer = make_record_writer(format, options);
  Pieces pieces(piece, sink);
  StoryGroups groups(store, *writer, pieces);
  const Status read = store.query(filter, format == OutputFormat::kJson, [&](const StoredRecord& record) { return groups.add(record); });
  const Status written = groups.finish();
  return read ? written : read;
}

}  // namespace dragoman
