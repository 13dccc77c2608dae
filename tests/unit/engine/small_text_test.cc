#include "lib/engine/small_text.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::engine {
namespace {

TEST(SmallTextTest, ShortOnesLieInsideLongOnesDoNot) {
  for (const size_t size : {size_t{0}, size_t{1}, size_t{12}, size_t{13}, size_t{70'000}}) {
    SmallText text;
    text.Set(std::string(size, 'x'));
    EXPECT_EQ(text.view(), std::string(size, 'x'));
    EXPECT_EQ(text.empty(), size == 0);
    EXPECT_EQ(text.heap_bytes(), size <= 12 ? 0 : size);
  }
}

TEST(SmallTextTest, TakesAnotherText) {
  SmallText text;
  text.Set("longer than what lies inside");
  text.Set("short");
  EXPECT_EQ(text.view(), "short");
  text.Clear();
  EXPECT_TRUE(text.empty());
}

}  // namespace
}  // namespace waypost::engine
