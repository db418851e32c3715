// SPDX-License-Identifier: Apache-2.0
// Notices when anybody writes to the ledger, and tells those who listen.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "ledger/sqlite_store.h"
#include "serve/http.h"

namespace dragoman {

class Live {
 public:
  /// Keeps `index` up with the ledger; a failure goes to `log`.
  Live(std::unique_ptr<SqliteStore> store, std::shared_ptr<RecordIndex> index, std::function<void(const std::string&)> log);
  ~Live();

  /// Another number after each change. What is read after a look at it is at least as new as it says.
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  /// Our own write: others need not wait for the next look.
  void wrote();
  /// Something that answers hold is another now, though the ledger is as it was.
  void touch();
  /// Waits until the index is there or cannot be had.
  void wait_for_index();
  [[nodiscard]] std::uint64_t own_writes() const { return own_writes_; }
  /// Ends all streams.
  void stop();

  /// Server-sent events until the other side goes or stop().
  void stream(const Sink& sink);
  [[nodiscard]] int listeners() const { return listeners_; }

 private:
  void watch();
  void refresh();

  std::unique_ptr<SqliteStore> store_;  ///< of the watching thread
  std::shared_ptr<RecordIndex> index_;
  std::function<void(const std::string&)> log_;
  std::atomic<std::uint64_t> generation_ = 1, own_writes_ = 0;
  std::atomic<int> listeners_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false, looked_ = false;
  LedgerExtent extent_;
  std::thread thread_;
};

}  // namespace dragoman
