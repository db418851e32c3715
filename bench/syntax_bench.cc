// SPDX-License-Identifier: Apache-2.0
// Speed of the language engine on one thread: tokens per second of processor time, of each stage and of the
// whole chain.
//   syntax_bench MODEL STORIES.jsonl[.gz]
// Checks before it reports that a second run gives the same trees, and counts allocations of a warm run.
#include <simdjson.h>
#include <time.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "base/hash.h"
#include "syntax/analyzer.h"
#include "syntax/tokenizer.h"

namespace {
std::atomic<std::uint64_t> allocations{0};
}
void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  void* p = std::malloc(size);
  if (p == nullptr) std::abort();
  return p;
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace {

/// Processor time of this thread, so that other work on the machine disturbs less.
struct Clock {
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::time_point<Clock, duration>;
  static time_point now() {
    timespec t{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return time_point(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
  }
};

std::string read_gz(const char* path) {
  std::string out;
  gzFile file = ::gzopen(path, "rb");
  if (file == nullptr) return out;
  std::array<char, 1 << 16> buffer{};
  for (int n = 0; (n = ::gzread(file, buffer.data(), buffer.size())) > 0;)
    out.append(buffer.data(), static_cast<std::size_t>(n));
  ::gzclose(file);
  return out;
}

struct Text {
  std::string text;
  dragoman::StoryLayout layout;
};

std::vector<Text> read_texts(const std::string& bytes) {
  std::vector<Text> texts;
  simdjson::dom::parser parser;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    simdjson::dom::element e;
    std::string_view text;
    if (!parser.parse(bytes.data() + at, end - at).get(e) && !e["text"].get(text)) {
      Text t{std::string(text), {}};
      for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find("\n\n", from), text.size());
        t.layout.blocks.push_back(
            {{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)}, dragoman::BlockKind::kBody});
        from = to + 2;
      }
      texts.push_back(std::move(t));
    }
    at = end + 1;
  }
  return texts;
}

double seconds(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

std::uint64_t fingerprint(const dragoman::Document& d, std::uint64_t seed) {
  for (const dragoman::Token& t : d.tokens) {
    seed = dragoman::mix_64(seed + static_cast<std::uint64_t>(t.head + 2) * 64 + static_cast<std::uint64_t>(t.deprel));
  }
  return seed;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: syntax_bench MODEL STORIES.jsonl[.gz] [ROUNDS]\n");
    return 2;
  }
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 3;
  const auto load_start = Clock::now();
  auto analyzer = dragoman::Analyzer::load(argv[1]);
  if (!analyzer) {
    std::fprintf(stderr, "%s\n", analyzer.error().to_string().c_str());
    return 1;
  }
  const double load = seconds(load_start);
  const std::vector<Text> texts = read_texts(read_gz(argv[2]));
  const auto scratch = (*analyzer)->make_scratch();
  dragoman::Document document;
  double best_tokens = 1e9, best_net = 1e9, best_all = 1e9;
  std::uint64_t tokens = 0, sentences = 0, first_print = 0, warm_allocations = 0;
  for (int round = 0; round < rounds + 1; ++round) {
    double tokenize_time = 0, net_time = 0;
    std::uint64_t print = 0;
    tokens = sentences = 0;
    for (const Text& t : texts) {
      const auto a = Clock::now();
      dragoman::tokenize(t.text, t.layout, document);
      const auto b = Clock::now();
      (*analyzer)->annotate(document, *scratch);
      net_time += seconds(b);
      tokenize_time += std::chrono::duration<double>(b - a).count();
      tokens += document.tokens.size();
      sentences += document.sentences.size();
      print = fingerprint(document, print);
    }
    if (round == 0) {
      first_print = print;
      continue;
    }
    if (print != first_print) {
      std::fprintf(stderr, "a second run gave other trees\n");
      return 1;
    }
    best_tokens = std::min(best_tokens, tokenize_time);
    best_net = std::min(best_net, net_time);
    const std::uint64_t before = allocations.load();
    const auto start = Clock::now();
    for (const Text& t : texts) (*analyzer)->analyze(t.text, t.layout, document, *scratch);
    best_all = std::min(best_all, seconds(start));
    warm_allocations = allocations.load() - before;
  }
  const double n = static_cast<double>(tokens);
  std::printf("load %.1f ms; %zu stories, %llu sentences, %llu tokens\n", load * 1e3, texts.size(),
              static_cast<unsigned long long>(sentences), static_cast<unsigned long long>(tokens));
  std::printf("tokenise and split  %10.0f tokens/s  %6.2f us/token\n", n / best_tokens, best_tokens / n * 1e6);
  std::printf("tag, parse, names   %10.0f tokens/s  %6.2f us/token\n", n / best_net, best_net / n * 1e6);
  std::printf("whole chain         %10.0f tokens/s  %6.2f us/token\n", n / best_all, best_all / n * 1e6);
  std::printf("allocations in a warm run: %llu\n", static_cast<unsigned long long>(warm_allocations));
  return 0;
}
