#include "lib/escalate/customer_set.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <vector>

#include "lib/base/philox.h"

namespace waypost::escalate {
namespace {

std::vector<uint64_t> Rising(const std::set<uint64_t>& numbers) {
  return {numbers.begin(), numbers.end()};
}

TEST(CustomerSetTest, EachIsNewOnce) {
  CustomerSet customers;
  for (const uint64_t customer : {uint64_t{7}, uint64_t{0}, UINT64_MAX}) {
    EXPECT_TRUE(customers.Insert(customer)) << customer;
    EXPECT_FALSE(customers.Insert(customer)) << customer;
  }
  EXPECT_EQ(customers.size(), 3);
  EXPECT_EQ(customers.Sorted(), (std::vector<uint64_t>{0, 7, UINT64_MAX}));
}

TEST(CustomerSetTest, IsTheSetOfWhatCameAlsoWhenItGrowsAndIsCleared) {
  PhiloxStream draws(1, 1);
  CustomerSet customers;
  for (const uint64_t many : {100, 30'000, 10, 0, 3'000}) {
    std::set<uint64_t> plain;
    for (uint64_t i = 0; i < many; ++i) {
      // About half of them come twice.
      const uint64_t customer = draws.Below(many) * 0x9e3779b97f4a7c15u;
      EXPECT_EQ(customers.Insert(customer), plain.insert(customer).second);
    }
    EXPECT_EQ(customers.size(), plain.size());
    EXPECT_EQ(customers.Sorted(), Rising(plain));
    customers.Clear();
    EXPECT_EQ(customers.size(), 0);
    EXPECT_TRUE(customers.Sorted().empty());
  }
}

TEST(CustomerSetTest, NumbersThatShareTheirUpperBitsAreToldApart) {
  CustomerSet customers;
  for (uint64_t i = 0; i < 1'000; ++i) EXPECT_TRUE(customers.Insert(UINT64_MAX - i));
  for (uint64_t i = 0; i < 1'000; ++i) EXPECT_FALSE(customers.Insert(UINT64_MAX - i));
  EXPECT_EQ(customers.size(), 1'000);
}

}  // namespace
}  // namespace waypost::escalate
