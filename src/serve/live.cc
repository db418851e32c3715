// SPDX-License-Identifier: Apache-2.0
#include "serve/live.h"

#include <chrono>

#include "base/json_writer.h"

namespace dragoman {
namespace {

constexpr std::chrono::milliseconds kLook{250};
constexpr std::chrono::seconds kAlive{2};    ///< between looks whether anybody is there
constexpr int kLooksPerComment = 8;          ///< proxies close what is silent

}  // namespace

Live::Live(std::unique_ptr<SqliteStore> store, std::shared_ptr<RecordIndex> index, std::function<void(const std::string&)> log)
    : store_(std::move(store)), index_(std::move(index)), log_(std::move(log)) {
  if (const auto extent = store_->extent()) extent_ = *extent;
  thread_ = std::thread([this] { watch(); });
}

Live::~Live() {
  stop();
  if (thread_.joinable()) thread_.join();
}

void Live::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

void Live::wrote() {
  ++own_writes_;
  ++generation_;
  changed_.notify_all();
}

void Live::touch() {
  ++generation_;
  changed_.notify_all();
}

void Live::wait_for_index() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopping_ || looked_; });
}

void Live::refresh() {
  // Where it fails the tables are asked instead.
  if (const Status status = store_->refresh(*index_); !status && log_) log_("index in memory: " + status.error().to_string());
}

void Live::watch() {
  std::int64_t seen = store_->data_version().ok() ? *store_->data_version() : 0;
  refresh();
  std::unique_lock lock(mutex_);
  looked_ = true;
  changed_.notify_all();
  while (!stopping_) {
    changed_.wait_for(lock, kLook, [&] { return stopping_; });
    lock.unlock();
    const auto now = store_->data_version();
    const bool differs = now && *now != seen;
    Result<LedgerExtent> extent = differs ? store_->extent() : Result<LedgerExtent>(LedgerExtent{});
    if (differs) refresh();
    lock.lock();
    if (!differs) continue;
    seen = *now;
    ++generation_;
    if (extent) extent_ = *extent;
    changed_.notify_all();
  }
}

void Live::stream(const Sink& sink) {
  ++listeners_;
  std::unique_lock lock(mutex_);
  LedgerExtent told = extent_;
  std::uint64_t told_generation = generation_;
  lock.unlock();
  bool open = sink("retry: 2000\n: listening\n\n");
  for (int looks = 0; open; ++looks) {
    lock.lock();
    changed_.wait_for(lock, kAlive, [&] { return stopping_ || generation_ != told_generation; });
    if (stopping_) break;
    const bool news = generation_ != told_generation;
    told_generation = generation_;
    const LedgerExtent now = extent_;
    lock.unlock();
    if (!news) {
      open = sink(looks % kLooksPerComment == kLooksPerComment - 1 ? ":\n\n" : "");
      continue;
    }
    const bool grown = now.stories > told.stories || now.records > told.records;
    std::string event = "data: ";
    JsonWriter json(event);
    json.begin_object().key("kind").string(grown ? "ingest" : "change");
    json.key("stories").integer(now.stories - told.stories).key("records").integer(now.records - told.records).end_object();
    event += "\n\n";
    told = now;
    open = sink(event);
  }
  --listeners_;
}

}  // namespace dragoman
