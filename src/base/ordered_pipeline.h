// SPDX-License-Identifier: Apache-2.0
// Runs a stream of items through several threads and delivers the results in the order of the stream.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace dragoman {

/// Usable cores; at least 1.
inline unsigned default_jobs() {
  const unsigned cores = std::thread::hardware_concurrency();
  return cores == 0 ? 1 : cores;
}

/// `produce(Slot&) -> bool` fills a slot, false at the end of the stream; calls are serialised, in stream order, on any
/// worker. `work(unsigned worker, Slot&)` runs in parallel, worker < jobs. `consume(Slot&) -> bool` gets the slots on the
/// calling thread in stream order; false stops the run early. At most `window` slots exist, made once and reused, so
/// memory is bounded and warm slots keep their buffers. With jobs <= 1 all runs on the calling thread. None of the three
/// may throw.
template <typename Slot, typename Produce, typename Work, typename Consume>
void run_ordered(unsigned jobs, std::size_t window, Produce&& produce, Work&& work, Consume&& consume) {
  if (jobs <= 1) {
    Slot slot{};
    while (produce(slot)) {
      work(0U, slot);
      if (!consume(slot)) return;
    }
    return;
  }
  if (window < jobs) window = jobs;

  std::vector<Slot> slots(window);
  std::vector<char> done(window, 0);  // guarded by `mutex`
  std::mutex mutex;
  std::mutex source;  // serialises produce; taken before `mutex`
  std::condition_variable room;
  std::condition_variable ready;
  std::uint64_t produced = 0;  // written under both locks
  std::uint64_t consumed = 0;  // guarded by `mutex`
  bool ended = false;          // guarded by `mutex`
  bool stopped = false;        // guarded by `mutex`

  const auto run_worker = [&](unsigned worker) {
    for (;;) {
      std::uint64_t ticket = 0;
      {
        const std::lock_guard<std::mutex> turn(source);
        {
          std::unique_lock<std::mutex> lock(mutex);
          room.wait(lock, [&] { return stopped || ended || produced - consumed < window; });
          if (stopped || ended) return;
          ticket = produced;
        }
        const bool more = produce(slots[ticket % window]);
        const std::lock_guard<std::mutex> lock(mutex);
        if (!more) {
          ended = true;
          ready.notify_all();
          room.notify_all();
          return;
        }
        ++produced;
      }
      work(worker, slots[ticket % window]);
      {
        const std::lock_guard<std::mutex> lock(mutex);
        done[ticket % window] = 1;
      }
      ready.notify_one();
    }
  };

  std::vector<std::thread> threads;
  threads.reserve(jobs);
  for (unsigned i = 0; i < jobs; ++i) threads.emplace_back(run_worker, i);
  for (;;) {
    std::size_t index = 0;
    {
      std::unique_lock<std::mutex> lock(mutex);
      index = consumed % window;
      ready.wait(lock, [&] { return done[index] != 0 || (ended && consumed == produced); });
      if (done[index] == 0) break;
    }
    const bool go_on = consume(slots[index]);
    {
      const std::lock_guard<std::mutex> lock(mutex);
      done[index] = 0;
      ++consumed;
      if (!go_on) stopped = true;
    }
    room.notify_all();
    if (!go_on) break;
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace dragoman
