// SPDX-License-Identifier: Apache-2.0
// Event records back from the JSON of the contract.
#pragma once

#include <memory>
#include <string_view>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

/// Reads what append_record_json wrote; keeps its memory between calls.
class RecordReader {
 public:
  RecordReader();
  ~RecordReader();
  Status read(std::string_view json, EventRecord& record);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dragoman
