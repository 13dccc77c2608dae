#include "lib/route/avoid_lists.h"

#include <vector>

#include "gtest/gtest.h"

namespace waypost::route {
namespace {

class AvoidListsLengthTest : public testing::TestWithParam<uint32_t> {};

TEST_P(AvoidListsLengthTest, AListContainsItsAgentsAndNobodyElse) {
  AvoidLists lists;
  std::vector<uint32_t> agents;
  for (uint32_t i = 0; i < GetParam(); ++i) agents.push_back(10 + 2 * i);
  const AvoidLists::List list = lists.Make(agents);
  for (const uint32_t agent : agents) {
    EXPECT_TRUE(lists.Contains(list, agent));
    EXPECT_FALSE(lists.Contains(list, agent + 1));
  }
  EXPECT_FALSE(lists.Contains(list, 0));
}

INSTANTIATE_TEST_SUITE_P(Lengths, AvoidListsLengthTest, testing::Values(0, 1, 2, 3, 4, 6, 7, 50));

TEST(AvoidListsTest, NobodyIsTheEmptyList) {
  AvoidLists lists;
  EXPECT_EQ(lists.Make({}), AvoidLists::kEmpty);
  lists.Free(AvoidLists::kEmpty);
}

TEST(AvoidListsTest, FreedMemoryServesTheNextListWithoutMixingThem) {
  AvoidLists lists;
  const AvoidLists::List kept = lists.Make({1, 2, 3, 4});
  const AvoidLists::List freed = lists.Make({5, 6, 7, 8});
  lists.Free(freed);
  const AvoidLists::List made = lists.Make({9, 10, 11, 12, 13, 14, 15});
  for (const uint32_t agent : {1u, 2u, 3u, 4u}) EXPECT_TRUE(lists.Contains(kept, agent));
  for (const uint32_t agent : {9u, 12u, 15u}) EXPECT_TRUE(lists.Contains(made, agent));
  for (const uint32_t agent : {1u, 5u, 8u}) EXPECT_FALSE(lists.Contains(made, agent));
  EXPECT_FALSE(lists.Contains(kept, 9));
}

}  // namespace
}  // namespace waypost::route
