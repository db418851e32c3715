// SPDX-License-Identifier: Apache-2.0
// Counts the calls of operator new in this test program: finding places allocates nothing once its memory has grown.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "coding/place_finder.h"
#include "syntax/tokenizer.h"

namespace {
std::atomic<std::uint64_t> count{0};
}

// Not inlined, or GCC takes the pair for a mismatch of new and free.
[[gnu::noinline]] void* operator new(std::size_t size) {
  count.fetch_add(1, std::memory_order_relaxed);
  void* p = std::malloc(size == 0 ? 1 : size);
  if (p == nullptr) std::abort();
  return p;
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  count.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace dragoman {
namespace {

TEST(PlaceAllocation, NoneAfterWarmUp) {
  const auto gazetteer = Gazetteer::load(DRAGOMAN_BINARY_DIR "/gazetteer.bin");
  ASSERT_TRUE(gazetteer) << gazetteer.error().to_string();
  const std::string text =
      "PHNOM PENH, Cambodia (Agency) - Troops left Gao for Timbuktu, Mali, and shelled a village near Rayak. In Springfield, "
      "Illinois, the Boston Police Department and Syrian officials met the mayor of Deir ez-Zor in northern Idlib province.";
  StoryLayout layout;
  layout.blocks.push_back({{30, static_cast<std::uint32_t>(text.size())}, BlockKind::kBody});
  layout.dateline.range = {0, 31};
  layout.dateline.place = {0, 20};
  Document document;
  tokenize(text, layout, document);
  PlaceScratch scratch;
  std::vector<PlaceMention> mentions;
  find_places(document, layout, **gazetteer, scratch, mentions);
  const std::size_t found = mentions.size();
  ASSERT_GE(found, 8U);
  const std::uint64_t before = count.load();
  for (int i = 0; i < 5; ++i) find_places(document, layout, **gazetteer, scratch, mentions);
  EXPECT_EQ(count.load(), before);
  EXPECT_EQ(mentions.size(), found);
}

}  // namespace
}  // namespace dragoman
