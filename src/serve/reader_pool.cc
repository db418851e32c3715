// SPDX-License-Identifier: Apache-2.0
#include "serve/reader_pool.h"

#include <chrono>

namespace dragoman {
namespace {
constexpr std::chrono::seconds kPatience{5};
}

Result<ReaderPool::Lease> ReaderPool::take() {
  {
    std::unique_lock lock(mutex_);
    if (!free_.wait_for(lock, kPatience, [&] { return !idle_.empty() || out_ < most_; })) {
      return Error{ErrorCode::kLimit, "too much is asked at once", {}, 0};
    }
    ++out_;
    if (!idle_.empty()) {
      std::unique_ptr<SqliteStore> store = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(store));
    }
  }
  auto opened = SqliteStore::open(ledger_, SqliteStore::Mode::kRead);
  if (!opened) {
    const std::lock_guard lock(mutex_);
    --out_;
    free_.notify_one();
    return opened.error();
  }
  (*opened)->use_index(index_);
  return Lease(*this, std::move(opened).value());
}

void ReaderPool::give_back(std::unique_ptr<SqliteStore> store) {
  const std::lock_guard lock(mutex_);
  --out_;
  idle_.push_back(std::move(store));
  free_.notify_one();
}

}  // namespace dragoman
