#include "lib/text/exponential.h"

#include <cmath>

#include "gtest/gtest.h"

namespace waypost::text {
namespace {

TEST(ExponentialTest, IsNearTheTrueValue) {
  for (uint64_t x = 0; x < uint64_t{13} << 16; x += 37) {
    const double exact = std::exp(-static_cast<double>(x) / kOneQ16) * kOneQ16;
    EXPECT_NEAR(ExpOfMinusQ16(x), exact, 2) << x;
  }
}

TEST(ExponentialTest, EndsWhereItMust) {
  static_assert(ExpOfMinusQ16(0) == kOneQ16);
  static_assert(ExpOfMinusQ16(UINT64_MAX) == 0);
}

TEST(ExponentialTest, NeverRises) {
  uint32_t before = kOneQ16;
  for (uint64_t x = 0; x < uint64_t{13} << 16; ++x) {
    const uint32_t value = ExpOfMinusQ16(x);
    ASSERT_LE(value, before) << x;
    before = value;
  }
}

}  // namespace
}  // namespace waypost::text
