// SPDX-License-Identifier: Apache-2.0
// The columns of all records in memory, for a process that answers many questions about one ledger while others write to it:
// sums, lists and places under any filter by one pass over an array. Kept up by reading what is new, never by reading all again.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/sqlite.h"
#include "ledger/store.h"

namespace dragoman {

struct WantedParty;

/// One thread refreshes, any number ask meanwhile.
class RecordIndex {
 public:
  /// Above `most_records` it gives its memory back and answers nothing more: then the ledger itself is asked.
  explicit RecordIndex(std::size_t most_records = 4'000'000) : most_(most_records) {}

  /// Reads what was committed since the last time. After an error it answers nothing until the next success, which reads all again.
  Status refresh(Database& database);
  /// Everything that was committed when refresh() was last called is here.
  [[nodiscard]] bool ready() const { return ready_; }
  /// False when it is not ready, and for what has a limit of its own. The words of sentences are not either: see `only`.
  [[nodiscard]] bool answers(const RecordFilter& filter) const { return ready_ && filter.limit < 0; }
  [[nodiscard]] std::size_t bytes() const;

  /// Keys of records in ascending order, to which a question is limited; nullptr: all.
  using Only = const std::vector<std::int64_t>*;
  [[nodiscard]] std::vector<CountRow> count(const RecordFilter& filter, CountBy by, Only only) const;
  [[nodiscard]] std::vector<PlaceRow> places(const RecordFilter& filter, std::int64_t limit, Only only) const;
  [[nodiscard]] std::vector<SeriesRow> series(const RecordFilter& filter, SeriesBy by, Only only) const;
  /// From the latest backwards, as LedgerStore::page.
  [[nodiscard]] std::vector<std::int64_t> page(const RecordFilter& filter, const std::optional<PageCursor>& after, std::int64_t limit, Only only) const;
  [[nodiscard]] std::int64_t total(const RecordFilter& filter, Only only) const;

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;
  static constexpr std::int32_t kNoDay = INT32_MIN;

  struct Row {
    std::int64_t record = 0;
    std::int64_t event = 0;  ///< 0: none
    double score = 0;
    std::uint32_t coding = 0;  ///< in codings_
    std::int32_t first_day = kNoDay, last_day = kNoDay;
    std::uint32_t place = kNone, admin1 = kNone;
    std::uint32_t entities = 0, contexts = 0;  ///< where they begin
    float confidence = 0;
    std::uint16_t entity_count = 0, context_count = 0;
    std::uint32_t mode = kNone;
    EventType type = EventType::kAgree;
    Modality modality = Modality::kActual;
    bool historical = false;
  };
  struct Party {
    std::uint32_t country = kNone, name = kNone;
    std::uint32_t sectors = 0;  ///< where they begin
    std::uint16_t sector_count = 0;
    char role = 'a';  ///< a, r or s
  };
  struct Place {
    std::uint32_t name = kNone, folded = kNone, country = kNone;
    double lat = 0, lon = 0;
    bool located = false;
  };
  struct Coding {
    std::int64_t coding = 0;
    std::uint32_t source = kNone;
    bool live = true;
  };
  struct Words {
    std::vector<std::string> texts;
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::uint32_t intern(std::string_view text);  ///< kNone for an empty one
    [[nodiscard]] std::uint32_t find(std::string_view text) const;
    [[nodiscard]] std::string_view text(std::uint32_t number) const { return number == kNone ? std::string_view() : std::string_view(texts[number]); }
  };
  struct News;     // what one transaction of reading gave
  struct Test;     // a filter with its words looked up

  Status read_some(Database& database, News& news) const;
  /// The events of all records anew, where somebody merged or split some by hand.
  Status read_events(Database& database);
  bool apply(News& news);
  void clear();
  template <typename Use>
  void for_each(const RecordFilter& filter, Only only, Use use) const;
  [[nodiscard]] bool passes(const Test& test, const Row& row) const;
  [[nodiscard]] bool has_dyad(const Row& row, const WantedParty& first, const WantedParty& second, bool directed) const;
  [[nodiscard]] bool has_party(const Row& row, const WantedParty& wanted, std::string_view roles) const;

  std::size_t most_;
  std::atomic<bool> ready_ = false;
  bool too_many_ = false;
  std::int64_t last_entity_ = 0, last_coding_ = 0, last_record_ = 0, decisions_ = 0;
  mutable std::shared_mutex mutex_;  // over what follows
  std::vector<Row> rows_;
  std::vector<std::uint32_t> order_;  ///< rows by first day and key
  std::vector<Party> parties_;
  std::vector<std::uint32_t> sectors_, contexts_;
  std::vector<Place> places_;
  std::unordered_map<std::string, std::uint32_t> place_numbers_;
  std::vector<Coding> codings_;  ///< by key
  Words words_;
};

}  // namespace dragoman
