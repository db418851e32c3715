// SPDX-License-Identifier: Apache-2.0
#include "serve/refresher.h"

#include <sys/resource.h>
#include <unistd.h>

namespace dragoman {
namespace {
constexpr std::size_t kMostWaiting = 256;
constexpr int kNice = 10;
}

void Refresher::add(const std::string& name, std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || items_.size() >= kMostWaiting || !names_.insert(name).second) return;
    items_.push_back({name, std::move(work)});
  }
  ready_.notify_one();
}

void Refresher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Refresher::run() {
  // Whoever waits for an answer comes first. On Linux a thread has a priority of its own.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
  std::unique_lock lock(mutex_);
  for (;;) {
    ready_.wait(lock, [&] { return stopping_ || !items_.empty(); });
    if (stopping_) return;
    const Item item = std::move(items_.front());
    items_.pop_front();
    lock.unlock();
    item.work();
    lock.lock();
    names_.erase(item.name);
  }
}

}  // namespace dragoman
