// SPDX-License-Identifier: Apache-2.0
// A load on the desk's API: desk_load PORT RATE SECONDS ADDRESSES [CONNECTIONS]
//
// Requests start at even steps whatever became of those before, and a time is counted from when its request was due, so that a
// server that stops for a while is not flattered. ADDRESSES is a file of lines "WEIGHT NAME PATH"; one is drawn by weight for
// each request, with the same seed each time. Prints a table: name, count, median, p95, p99, worst in milliseconds, errors.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Address {
  double weight = 0;
  std::string name, path;
};

struct Sample {
  std::size_t address = 0;
  double milliseconds = 0;
  bool good = false;
};

int connected(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    close(fd);
    return -1;
  }
  const int yes = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return fd;
}

/// Reads one answer of known length; its status, 0 when the connection ended.
int read_answer(int fd, std::string& buffer) {
  buffer.clear();
  char piece[65536];
  std::size_t whole = 0;
  while (whole == 0 || buffer.size() < whole) {
    const ssize_t got = recv(fd, piece, sizeof piece, 0);
    if (got <= 0) return 0;
    buffer.append(piece, static_cast<std::size_t>(got));
    const std::size_t head = buffer.find("\r\n\r\n");
    if (whole != 0 || head == std::string::npos) continue;
    const std::size_t field = buffer.find("Content-Length: ");
    if (field == std::string::npos || field > head) return 0;
    whole = head + 4 + std::strtoull(buffer.c_str() + field + 16, nullptr, 10);
  }
  return std::atoi(buffer.c_str() + 9);
}

double at(const std::vector<double>& sorted, double share) {
  return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void print_row(const char* name, std::vector<double>& times, std::size_t errors) {
  std::sort(times.begin(), times.end());
  std::printf("%-24s %7zu %9.1f %9.1f %9.1f %9.1f %7zu\n", name, times.size(), at(times, 0.5), at(times, 0.95), at(times, 0.99), times.empty() ? 0 : times.back(), errors);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "desk_load PORT RATE SECONDS ADDRESSES [CONNECTIONS]\n");
    return 2;
  }
  const int port = std::atoi(argv[1]);
  const double rate = std::atof(argv[2]);
  const double seconds = std::atof(argv[3]);
  const int connections = argc > 5 ? std::atoi(argv[5]) : 32;
  std::vector<Address> addresses;
  std::vector<double> weights;
  std::ifstream in(argv[4]);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Address address;
    if (!(words >> address.weight >> address.name >> address.path)) continue;
    weights.push_back(address.weight);
    addresses.push_back(std::move(address));
  }
  if (addresses.empty() || rate <= 0) return 2;
  const auto total = static_cast<std::size_t>(rate * seconds);
  std::vector<std::size_t> order(total);
  std::mt19937_64 random(7);
  std::discrete_distribution<std::size_t> draw(weights.begin(), weights.end());
  for (std::size_t& one : order) one = draw(random);

  std::vector<Sample> samples(total);
  std::atomic<std::size_t> next = 0;
  const Clock::time_point start = Clock::now() + std::chrono::milliseconds(100);
  std::vector<std::thread> threads;
  for (int t = 0; t < connections; ++t) {
    threads.emplace_back([&] {
      int fd = -1;
      std::string buffer;
      for (std::size_t i = next++; i < total; i = next++) {
        const Clock::time_point due = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(i) / rate));
        std::this_thread::sleep_until(due);
        const Address& address = addresses[order[i]];
        const std::string request = "GET " + address.path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n";
        if (fd < 0) fd = connected(port);
        int status = 0;
        if (fd >= 0 && send(fd, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) status = read_answer(fd, buffer);
        if (status == 0 && fd >= 0) {
          close(fd);
          fd = -1;
        }
        samples[i] = {order[i], std::chrono::duration<double, std::milli>(Clock::now() - due).count(), status == 200};
      }
      if (fd >= 0) close(fd);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = std::chrono::duration<double>(Clock::now() - start).count();

  std::map<std::string, std::pair<std::vector<double>, std::size_t>> by_name;
  std::vector<double> all;
  std::size_t errors = 0;
  for (const Sample& sample : samples) {
    auto& [times, wrong] = by_name[addresses[sample.address].name];
    if (!sample.good) {
      ++wrong, ++errors;
      continue;
    }
    times.push_back(sample.milliseconds);
    all.push_back(sample.milliseconds);
  }
  std::printf("%-24s %7s %9s %9s %9s %9s %7s\n", "requests", "count", "p50 ms", "p95 ms", "p99 ms", "worst", "errors");
  for (auto& [name, times] : by_name) print_row(name.c_str(), times.first, times.second);
  print_row("all", all, errors);
  std::printf("%.1f requests a second over %.1f s\n", static_cast<double>(total) / took, took);
  return errors == 0 ? 0 : 1;
}
