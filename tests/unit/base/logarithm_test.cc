#include "lib/base/logarithm.h"

#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"

namespace waypost {
namespace {

TEST(LogarithmTest, PowersOfTwoAreExact) {
  for (uint32_t i = 0; i < 64; ++i) EXPECT_EQ(Log2Q16(uint64_t{1} << i), i << 16) << i;
}

TEST(LogarithmTest, LogarithmsAreNearTheTrueOnes) {
  for (uint64_t value = 1; value < 200'000; value += 1 + value / 97) {
    const auto x = static_cast<double>(value);
    EXPECT_NEAR(Log2Q16(value), std::log2(x) * 65'536, 1.01) << value;
    EXPECT_NEAR(LogQ16(value), std::log(x) * 65'536, 2) << value;
  }
  EXPECT_NEAR(LogQ16(UINT64_MAX), std::log(std::pow(2.0, 64)) * 65'536, 32);
}

TEST(LogarithmTest, LogarithmsNeverFall) {
  for (uint64_t value = 1; value < 100'000; ++value) {
    ASSERT_LE(Log2Q16(value), Log2Q16(value + 1)) << value;
  }
}

TEST(LogarithmTest, PowersAreNearTheTrueOnesAndNeverRise) {
  uint32_t before = 65'536;
  for (uint64_t x = 0; x < (uint64_t{18} << 16); x += 7) {
    const uint32_t power = Exp2OfMinusQ16(x);
    ASSERT_NEAR(power, std::exp2(-static_cast<double>(x) / 65'536) * 65'536, 1) << x;
    ASSERT_LE(power, before) << x;
    before = power;
  }
  EXPECT_EQ(Exp2OfMinusQ16(0), 65'536u);
  EXPECT_EQ(Exp2OfMinusQ16(UINT64_MAX), 0u);
}

}  // namespace
}  // namespace waypost
