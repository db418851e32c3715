// SPDX-License-Identifier: Apache-2.0
// Read-only connections to one ledger, handed out to one thread at a time.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/sqlite_store.h"

namespace dragoman {

class ReaderPool {
 public:
  ReaderPool(std::string ledger, std::size_t most, std::shared_ptr<const RecordIndex> index) : ledger_(std::move(ledger)), most_(most), index_(std::move(index)) {}

  /// Gives its connection back at the end.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<SqliteStore> store) : pool_(&pool), store_(std::move(store)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (store_) pool_->give_back(std::move(store_));
    }
    SqliteStore& operator*() const { return *store_; }
    SqliteStore* operator->() const { return store_.get(); }

   private:
    ReaderPool* pool_;
    std::unique_ptr<SqliteStore> store_;
  };

  /// Waits for a free connection; kLimit when none comes within some seconds.
  Result<Lease> take();

 private:
  void give_back(std::unique_ptr<SqliteStore> store);

  std::string ledger_;
  std::size_t most_;
  std::shared_ptr<const RecordIndex> index_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<SqliteStore>> idle_;
  std::size_t out_ = 0;
};

}  // namespace dragoman
