// SPDX-License-Identifier: Apache-2.0
// Finding places allocates nothing once its memory has grown.
#include <gtest/gtest.h>

#include "coding/place_finder.h"
#include "support/allocation_count.h"
#include "syntax/tokenizer.h"

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
  const std::uint64_t before = testing::allocation_count();
  for (int i = 0; i < 5; ++i) find_places(document, layout, **gazetteer, scratch, mentions);
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_EQ(mentions.size(), found);
}

}  // namespace
}  // namespace dragoman
