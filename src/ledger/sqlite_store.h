// SPDX-License-Identifier: Apache-2.0
// The ledger in one SQLite file: write-ahead log, foreign keys, full text over sentences, an R*Tree over places. A
// transaction that was not committed, by whatever end of the program, leaves no trace.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/record_index.h"
#include "ledger/sqlite.h"
#include "ledger/sqlite_events.h"
#include "ledger/store.h"

namespace dragoman {

class SqliteStore final : public LedgerStore {
 public:
  enum class Mode : std::uint8_t {
    kRead,     ///< nothing is written; other programs may write meanwhile
    kMaintain, ///< an existing ledger, to write to
    kCreate,   ///< makes the ledger where there is none
    kMigrate,  ///< an existing ledger, brought to our schema
  };
  /// Errors: no file, not a ledger, an older schema (except kMigrate), a newer one, no right, damage.
  static Result<std::unique_ptr<SqliteStore>> open(const std::string& path, Mode mode);

  /// Schema versions that open() with kMigrate applied.
  [[nodiscard]] const std::vector<std::int64_t>& migrated() const { return migrated_; }

  Status begin() override;
  Result<AddOutcome> add(const CodedStory& coded) override;
  Status commit() override;
  void rollback() override;
  Result<std::unordered_set<std::string>> known(std::string_view coder) override;
  Status query(const RecordFilter& filter, bool with_empty_stories, const std::function<bool(const StoredRecord&)>& consume) override;
  Result<std::vector<CountRow>> count(const RecordFilter& filter, CountBy by) override;
  Status events(const RecordFilter& filter, const std::function<bool(const StoredEvent&)>& consume) override;
  Result<std::vector<EventHead>> events_page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit) override;
  Result<StoredEvent> event(std::int64_t event) override;
  Result<std::vector<std::int64_t>> event_reports(std::span<const std::int64_t> events) override;
  Result<std::vector<KeyedRecord>> records_of_events(std::span<const std::int64_t> events) override;
  Status merge_events(std::int64_t first, std::int64_t second) override;
  Result<std::int64_t> split_event(std::int64_t record) override;
  Status diff(const std::function<bool(char, std::string_view, std::string_view)>& consume) override;
  Result<Story> story(std::int64_t key) override;
  Result<std::vector<KeyedRecord>> page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit) override;
  Result<KeyedRecord> record(std::int64_t key) override;
  Result<std::vector<KeyedRecord>> records_of(std::int64_t story) override;
  Result<std::vector<PlaceRow>> places(const RecordFilter& filter, std::int64_t limit) override;
  Result<std::vector<SeriesRow>> series(const RecordFilter& filter, SeriesBy by) override;
  Result<std::vector<StoryRow>> stories_page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit) override;
  Result<std::vector<SentenceRow>> sentences_of(std::int64_t story) override;
  Result<std::int64_t> total(const RecordFilter& filter) override;
  Result<LedgerExtent> extent() override;
  Result<std::int64_t> add_review(const Review& review) override;
  Result<std::vector<Review>> reviews(std::optional<std::int64_t> record) override;
  Status save_view(const SavedView& view) override;
  Status remove_view(std::string_view name) override;
  Result<std::vector<SavedView>> views() override;
  Status save_dossier(const DossierDefinition& definition) override;
  Status remove_dossier(std::string_view name) override;
  Result<std::vector<DossierDefinition>> dossiers() override;
  Result<bool> remember_alert(std::string_view key, std::string_view json, std::string_view at) override;
  Result<std::vector<CountRow>> stories_by_day() override;
  /// For many stories at once: commits do not wait for the disk one by one, finish_bulk() does. A loss of power in between
  /// may undo the last commits, whole; the end of a program does not.
  Status begin_bulk();
  Status finish_bulk();
  /// Changes whenever another connection has written.
  Result<std::int64_t> data_version();
  /// From now on sums, pages and places are asked of this index, when it is ready and knows the answer.
  void use_index(std::shared_ptr<const RecordIndex> index) { index_ = std::move(index); }
  Status refresh(RecordIndex& index) { return index.refresh(database_); }
  Result<std::vector<std::string>> check() override;
  Result<LedgerStats> stats() override;
  Status compact() override;

 private:
  /// The statements of add(), prepared once.
  struct Writer {
    Statement find_story, find_current, has_coding, next_story, supersede, retire, insert_story, insert_coding, insert_sentence,
        insert_words, insert_record, insert_place, insert_entity, insert_sector, insert_context, insert_magnitude, insert_dyad;
  };

  explicit SqliteStore(Database database) : database_(std::move(database)) {}
  /// Asks the index when it can answer; false: ask the tables.
  Result<bool> ask_index(const RecordFilter& filter, const std::function<void(const RecordIndex&, RecordIndex::Only)>& ask);
  /// Those of the records (in ascending order) that pass the filter, the latest first.
  Result<std::vector<std::int64_t>> passing(const RecordFilter& filter, const std::vector<std::int64_t>& records);
  Result<std::vector<KeyedRecord>> keyed_records(const std::vector<std::int64_t>& keys);
  Status apply_migrations(Mode mode);
  Status prepare_writer();
  Status insert_coding(const CodedStory& coded, std::int64_t story, bool live);
  Status insert_record(const EventRecord& record, std::string_view json, std::int64_t coding, std::int64_t position, std::int64_t sentence,
                       std::int64_t event_story);  ///< 0: not in force, belongs to no event
  Status insert_dyads(const EventRecord& record, std::int64_t row);
  Status insert_entity(const Entity& entity, std::int64_t record, std::string_view role, std::int64_t position,
                       const AttributionLink* link);

  Database database_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<EventIndex> events_;
  std::vector<std::int64_t> migrated_;
  std::shared_ptr<const RecordIndex> index_;
};

}  // namespace dragoman
