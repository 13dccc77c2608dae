#include "lib/engine/retry_window.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::engine {
namespace {

TEST(RetryWindowTest, TheOldestMakesRoom) {
  RetryWindow window(3);
  for (int i = 0; i < 5; ++i) window.Remember(std::to_string(i), static_cast<uint64_t>(i), i);
  EXPECT_EQ(window.Find("1"), nullptr);
  ASSERT_NE(window.Find("2"), nullptr);
  EXPECT_EQ(window.Find("4")->count, 4);
  const auto order = window.InOrder();
  ASSERT_EQ(order.size(), 3u);
  EXPECT_EQ(order[0]->id, "2");
  EXPECT_EQ(order[2]->id, "4");
}

TEST(RetryWindowTest, AnotherCapacityKeepsTheNewest) {
  RetryWindow window(4);
  for (int i = 0; i < 6; ++i) window.Remember(std::to_string(i), 0, 0);
  window.SetCapacity(2);
  EXPECT_EQ(window.Find("3"), nullptr);
  EXPECT_NE(window.Find("4"), nullptr);
  window.SetCapacity(3);
  window.Remember("6", 0, 0);
  EXPECT_NE(window.Find("4"), nullptr);
}

TEST(RetryWindowTest, CapacityZeroRemembersNothing) {
  RetryWindow window(0);
  window.Remember("a", 1, 1);
  EXPECT_EQ(window.Find("a"), nullptr);
}

}  // namespace
}  // namespace waypost::engine
