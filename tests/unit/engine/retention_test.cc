#include "lib/engine/retention.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::engine {
namespace {

TEST(RetentionTest, TicketsComeByTheirTimesAndThenByTheirIds) {
  Retention retention;
  retention.Add("c", "ann", 20);
  retention.Add("b", "", 10);
  retention.Add("a", "bob", 20);
  std::vector<std::string> order;
  while (!retention.empty()) {
    order.push_back(retention.Earliest());
    retention.Forget(order.back());
  }
  EXPECT_EQ(order, (std::vector<std::string>{"b", "a", "c"}));
  EXPECT_EQ(retention.NextDue(), INT64_MAX);
}

TEST(RetentionTest, OfTwoWithOneIdTheLaterCounts) {
  Retention retention;
  retention.Add("a", "ann", 10);
  retention.Add("a", "bob", 30);
  EXPECT_EQ(retention.size(), 1u);
  EXPECT_EQ(retention.NextDue(), 30);
  EXPECT_TRUE(retention.Of("ann").empty());
  EXPECT_EQ(retention.Of("bob"), std::vector<std::string>{"a"});
  EXPECT_TRUE(retention.KnowsCustomerOf("a"));
  retention.Forget("never there");
  EXPECT_EQ(retention.size(), 1u);
}

TEST(RetentionTest, BytesGiveThemBackAndDamagedOnesDoNot) {
  Retention retention;
  retention.Add("a", "ann", 10);
  retention.Add("b", "", 20);
  ByteWriter out;
  retention.Put(out);
  ByteReader in(out.bytes());
  Retention again;
  ASSERT_TRUE(again.Get(in));
  EXPECT_EQ(again.Of("ann"), std::vector<std::string>{"a"});
  EXPECT_EQ(again.EraseTimeOf("b"), 20);
  for (size_t size = 0; size < out.bytes().size(); ++size) {
    ByteReader cut(std::string_view(out.bytes()).substr(0, size));
    Retention damaged;
    EXPECT_FALSE(damaged.Get(cut)) << size;
  }
}

}  // namespace
}  // namespace waypost::engine
