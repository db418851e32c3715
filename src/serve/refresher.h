// SPDX-License-Identifier: Apache-2.0
// One thread that makes kept answers anew, so that nobody waits for what costs much.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>

namespace dragoman {

class Refresher {
 public:
  Refresher() : thread_([this] { run(); }) {}
  ~Refresher() { stop(); }
  Refresher(const Refresher&) = delete;
  Refresher& operator=(const Refresher&) = delete;

  /// Work under a name that waits already is not taken again; nor is any when much waits.
  void add(const std::string& name, std::function<void()> work);
  /// Waits for the work that is being done; what waits is dropped.
  void stop();
  /// Long work asks between its parts.
  [[nodiscard]] bool stopping() const { return stopping_; }

 private:
  struct Item {
    std::string name;
    std::function<void()> work;
  };
  void run();

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Item> items_;
  std::unordered_set<std::string> names_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace dragoman
