// SPDX-License-Identifier: Apache-2.0
// Notices when anybody writes to the ledger, and tells those who listen.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "ledger/sqlite_store.h"
#include "serve/http.h"

namespace dragoman {

class Live {
 public:
  explicit Live(std::unique_ptr<SqliteStore> store);
  ~Live();

  /// Another number after each change. What is read after a look at it is at least as new as it says.
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  /// Our own write: others need not wait for the next look.
  void wrote();
  [[nodiscard]] std::uint64_t own_writes() const { return own_writes_; }
  /// Ends all streams.
  void stop();

  /// Server-sent events until the other side goes or stop().
  void stream(const Sink& sink);
  [[nodiscard]] int listeners() const { return listeners_; }

 private:
  void watch();

  std::unique_ptr<SqliteStore> store_;  ///< of the watching thread
  std::atomic<std::uint64_t> generation_ = 1, own_writes_ = 0;
  std::atomic<int> listeners_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  LedgerExtent extent_;
  std::thread thread_;
};

}  // namespace dragoman
