// SPDX-License-Identifier: Apache-2.0
// Puts each story into its group and each record into its event while they come in. What it decides depends on what came
// before and on nothing else, so that batches do not matter. Internal to src/ledger.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dragoman/record.h"
#include "ledger/event_match.h"
#include "ledger/sqlite.h"

namespace dragoman {

class EventIndex {
 public:
  static Result<std::unique_ptr<EventIndex>> open(Database& database);

  /// A story has to be added before its records.
  Status add_story(std::int64_t story, std::string_view text);
  Status add_record(std::int64_t record, std::int64_t story, const EventRecord& event);
  /// After its last record: a story that tells what another one tells, in whatever words, joins its group.
  Status finish_story(std::int64_t story);
  /// The records of the story leave their events.
  Status retire(std::int64_t story);
  /// Adds what is in force and in no event yet, in order.
  Status add_missing();

 private:
  explicit EventIndex(Database& database) : database_(database) {}
  Result<std::int64_t> group_of(std::int64_t story);
  /// The event that was decided on by hand, or 0; `apart` gets the events that the record has to stay out of.
  Result<std::int64_t> decided(const std::string& record_id, std::vector<std::int64_t>& apart);
  Result<std::int64_t> event_of(const std::string& record_id);

  Database& database_;
  std::int64_t joined_ = 0, began_ = 0;  ///< records of the story at hand that joined an event, and that began one
  Statement find_band_, insert_band_, find_group_, insert_group_, find_key_, insert_key_, find_members_, insert_member_, insert_features_, find_decisions_, remove_key_,
      find_story_, find_tellings_, move_group_, remove_story_, remove_features_;
};

}  // namespace dragoman
