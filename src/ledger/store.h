// SPDX-License-Identifier: Apache-2.0
// The ledger as the rest of the program sees it: stories with their records, kept, asked and checked. SqliteStore keeps it
// in one file; a database server can stand behind the same interface.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"
#include "ledger/filter.h"
#include "text/story.h"

namespace dragoman {

/// Hash over id, text, title, date, source and url, 128 bits in hexadecimal. The path is no part: a file may move.
std::string story_hash(const Story& story);

/// A coded story on its way into the store.
struct CodedStory {
  const Story& story;
  std::string_view hash;   ///< story_hash(story)
  std::string_view coder;  ///< name and version of what made the records
  std::span<const EventRecord> records;
  std::span<const std::string_view> json;  ///< each record as append_record_json writes it
};

enum class AddOutcome : std::uint8_t {
  kAdded,       ///< a story that was not there
  kKnown,       ///< there already with a coding of this coder: nothing changed
  kSuperseded,  ///< takes the place of another text under the same id, which is kept as history
  kRecoded,     ///< the story was there, this coding is new; the older one is kept
};

struct StoredRecord {
  std::int64_t story = 0;   ///< key for LedgerStore::story
  std::string_view json;    ///< empty: a story without records (see `with_empty_stories`)
  std::int64_t reports = 1;  ///< stories that tell of it (RecordFilter::one_per_event)
};

/// A record as part of an event.
struct EventMember {
  std::int64_t record = 0;
  std::int64_t story = 0;
  std::int64_t story_group = 0;  ///< near-duplicate stories have the same
  std::string source, date;      ///< of the story as the coder read them
  double score = 0;              ///< how sure it is that the record belongs to the event
  std::string json;
};

/// What several records say of one event, the first reported first.
struct StoredEvent {
  std::int64_t event = 0;
  std::vector<EventMember> members;
  std::vector<EventMember> denials;  ///< refusals by those that are said to have done it
};

enum class CountBy : std::uint8_t { kDay, kWeek, kMonth, kType, kDyad, kPlace, kSource, kParty };
std::optional<CountBy> parse_count_by(std::string_view name);

struct CountRow {
  std::string key;
  std::int64_t count = 0;
  double score_sum = 0;
  [[nodiscard]] double score_mean() const { return count == 0 ? 0.0 : score_sum / static_cast<double>(count); }
};

/// A record with its keys in the ledger.
struct KeyedRecord {
  std::int64_t record = 0;
  std::int64_t story = 0;
  std::string date;     ///< first day, empty when unknown
  std::string json;
  std::string verdict;  ///< of the last review; empty: none
  std::int64_t event = 0;  ///< that it tells of; 0: none (of an older coding)
};

/// Where to go on in a list that runs from the latest event backwards.
struct PageCursor {
  std::string date;
  std::int64_t record = 0;
};

/// An event in a list: its latest record under the filter stands for it.
struct EventHead {
  std::int64_t event = 0, record = 0;
  std::string date;
};

/// Counts by quad class, in the order of Quad.
using QuadCounts = std::array<std::int64_t, 4>;

struct PlaceRow {
  std::string place, country;
  double lat = 0, lon = 0;
  std::int64_t count = 0;
  double score_sum = 0;
  QuadCounts quads{};
  std::string last;
};

enum class SeriesBy : std::uint8_t { kDay, kWeek, kMonth, kYear };
std::optional<SeriesBy> parse_series_by(std::string_view name);

struct SeriesRow {
  std::string key;  ///< first day of the day, week (Monday), month or year
  std::int64_t count = 0;
  double score_sum = 0;
  QuadCounts quads{};
};

/// A story in a list, with how many of its records were asked for.
struct StoryRow {
  std::int64_t story = 0;
  std::string id, title, date, source, url;
  std::int64_t records = 0;
};

/// Code points of the story's text.
struct SentenceRow {
  std::int64_t index = 0, start = 0, end = 0;
};

/// How far the ledger has grown: never less than before.
struct LedgerExtent {
  std::int64_t stories = 0, records = 0;
};

struct Review {
  std::int64_t review = 0;
  std::int64_t record = 0;
  std::string verdict;     ///< accept, reject or correct
  std::string correction;  ///< JSON, empty for none
  std::string note, author, at;
};

struct SavedView {
  std::string name, query, author, at;
};

/// What makes a dossier. Parties and mediators are written as filters are.
struct DossierDefinition {
  std::string name;
  std::vector<std::string> parties, places, mediators;
  std::string since, until;  ///< YYYY-MM-DD or empty
  std::string author, at;
};

struct LedgerStats {
  std::int64_t schema = 0;
  std::int64_t stories = 0;     ///< current ones
  std::int64_t superseded = 0;
  std::int64_t codings = 0;
  std::int64_t records = 0;     ///< of current stories and codings
  std::int64_t older_records = 0;
  std::int64_t entities = 0;
  std::int64_t places = 0;      ///< records with coordinates
  std::int64_t sentences = 0;
  std::int64_t bytes = 0;
  std::string first_date, last_date;
  std::vector<std::string> coders;
};

/// Not thread-safe: one thread at a time.
class LedgerStore {
 public:
  virtual ~LedgerStore() = default;

  /// Adds between begin() and commit() are stored together or not at all.
  virtual Status begin() = 0;
  virtual Result<AddOutcome> add(const CodedStory& coded) = 0;
  virtual Status commit() = 0;
  virtual void rollback() = 0;
  /// Hashes of the stories that have a coding by `coder`: what need not be coded again.
  virtual Result<std::unordered_set<std::string>> known(std::string_view coder) = 0;

  /// Current records in the order in which stories came in, then text order; `consume` returns false to stop.
  /// `with_empty_stories` gives stories without any record too (only without a filter).
  virtual Status query(const RecordFilter& filter, bool with_empty_stories, const std::function<bool(const StoredRecord&)>& consume) = 0;
  /// Sorted by key.
  virtual Result<std::vector<CountRow>> count(const RecordFilter& filter, CountBy by) = 0;
  /// Events of which a record passes the filter, by day; `limit` counts events.
  virtual Status events(const RecordFilter& filter, const std::function<bool(const StoredEvent&)>& consume) = 0;
  /// Events of which a record passes the filter, the latest first.
  virtual Result<std::vector<EventHead>> events_page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit) = 0;
  /// kNotFound when there is no such event.
  virtual Result<StoredEvent> event(std::int64_t event) = 0;
  /// How many stories tell of each of these events.
  virtual Result<std::vector<std::int64_t>> event_reports(std::span<const std::int64_t> events) = 0;
  /// The records of these events, by event and record.
  virtual Result<std::vector<KeyedRecord>> records_of_events(std::span<const std::int64_t> events) = 0;
  /// Joins the two events by hand, remembered for codings to come. kNotFound when there is no such event.
  virtual Status merge_events(std::int64_t first, std::int64_t second) = 0;
  /// Takes a record out of its event by hand; returns its own event.
  virtual Result<std::int64_t> split_event(std::int64_t record) = 0;
  /// What a newer coding of the current stories changed: calls with the sign '-' or '+', the story's id and the record.
  virtual Status diff(const std::function<bool(char, std::string_view, std::string_view)>& consume) = 0;
  virtual Result<Story> story(std::int64_t key) = 0;

  /// Up to `limit` records from the latest event backwards, those without a date last.
  virtual Result<std::vector<KeyedRecord>> page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit) = 0;
  /// One record, also of an older coding; kNotFound when there is none.
  virtual Result<KeyedRecord> record(std::int64_t key) = 0;
  /// The current records of a story in text order.
  virtual Result<std::vector<KeyedRecord>> records_of(std::int64_t story) = 0;
  /// Places of records, the most frequent first.
  virtual Result<std::vector<PlaceRow>> places(const RecordFilter& filter, std::int64_t limit) = 0;
  virtual Result<std::vector<SeriesRow>> series(const RecordFilter& filter, SeriesBy by) = 0;

  /// Stories with records under the filter from the latest backwards; without a filter all current stories.
  virtual Result<std::vector<StoryRow>> stories_page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit) = 0;
  /// Sentences of the coding in force that have records.
  virtual Result<std::vector<SentenceRow>> sentences_of(std::int64_t story) = 0;
  /// How many records the filter gives.
  virtual Result<std::int64_t> total(const RecordFilter& filter) = 0;
  virtual Result<LedgerExtent> extent() = 0;

  /// Adds a review; the machine's coding stays as it is. kNotFound when there is no such record.
  virtual Result<std::int64_t> add_review(const Review& review) = 0;
  /// All reviews in order of arrival, of one record when `record` is given.
  virtual Result<std::vector<Review>> reviews(std::optional<std::int64_t> record) = 0;
  virtual Status save_view(const SavedView& view) = 0;
  virtual Status remove_view(std::string_view name) = 0;
  virtual Result<std::vector<SavedView>> views() = 0;

  /// Adds or replaces.
  virtual Status save_dossier(const DossierDefinition& definition) = 0;
  /// kNotFound when there is none of that name.
  virtual Status remove_dossier(std::string_view name) = 0;
  virtual Result<std::vector<DossierDefinition>> dossiers() = 0;
  /// False when the alert of this key was told before. To be called between begin() and commit(), so that an alert that
  /// could not be delivered is not taken for told.
  virtual Result<bool> remember_alert(std::string_view key, std::string_view json, std::string_view at) = 0;
  /// How many current stories there are of each day.
  virtual Result<std::vector<CountRow>> stories_by_day() = 0;

  /// What is wrong with the ledger, one line each; empty when it is sound.
  virtual Result<std::vector<std::string>> check() = 0;
  virtual Result<LedgerStats> stats() = 0;
  /// Gives unused space back.
  virtual Status compact() = 0;
};

}  // namespace dragoman
