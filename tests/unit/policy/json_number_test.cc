#include "lib/policy/json_number.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::policy {
namespace {

// "-150" for a whole number, "none" for what is none.
std::string Read(std::string_view text) {
  const std::optional<WholeNumber> number = ReadWholeNumber(text);
  return number ? (number->negative ? "-" : "") + number->digits : "none";
}

TEST(JsonNumber, IsWholeHoweverItIsWritten) {
  EXPECT_EQ(Read("0"), "0");
  EXPECT_EQ(Read("-0"), "-0");
  EXPECT_EQ(Read("150"), "150");
  EXPECT_EQ(Read("-150.00"), "-150");
  EXPECT_EQ(Read("1.5e2"), "150");
  EXPECT_EQ(Read("0.015E+4"), "150");
  EXPECT_EQ(Read("15000e-2"), "150");
  EXPECT_EQ(Read("0e99"), "0");
  EXPECT_EQ(Read("0.000"), "0");
  EXPECT_EQ(Read("18446744073709551615"), "18446744073709551615");
}

TEST(JsonNumber, HasNoFraction) {
  for (const char* text : {"1.5", "1e-1", "0.1", "150e-2", "1e-99999999999999999999"}) {
    EXPECT_EQ(Read(text), "none") << text;
  }
}

TEST(JsonNumber, IsWrittenAsJsonWritesIt) {
  for (const char* text : {"", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", " 1", "1 ", "1f"}) {
    EXPECT_EQ(Read(text), "none") << text;
  }
}

TEST(JsonNumber, StaysShortHoweverLargeItIs) {
  EXPECT_EQ(Read("1e99999999999999999999"), "1" + std::string(40, '0'));
}

}  // namespace
}  // namespace waypost::policy
