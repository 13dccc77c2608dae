#include "lib/policy/amount.h"

#include <gtest/gtest.h>

#include <limits>

namespace waypost::policy {
namespace {

// The facts `value` at place 0 and `lost` at place 1, which has no value unless it is set.
class AmountTest : public testing::Test {
 protected:
  // The value, or what is wrong.
  std::string Of(std::string_view text, int64_t value = 100, int64_t failures = 2) {
    Amount amount;
    const auto names = [](std::string_view name, AmountTerm& term) -> std::string {
      if (name == "failures") {
        term.kind = AmountTerm::Kind::kFailures;
      } else if (name == "value" || name == "lost") {
        term = {AmountTerm::Kind::kFact, name == "value" ? 0 : 1};
      } else {
        return "no such fact";
      }
      return {};
    };
    if (const auto problem = ReadAmount(text, names, amount)) {
      return std::to_string(problem->begin) + ".." + std::to_string(problem->end) + " " +
             problem->message.english;
    }
    row_.Set(0, value);
    NoAmount why = NoAmount::kTooLarge;
    const std::optional<int64_t> found = ValueOf(amount, row_.row(), failures, why);
    if (found) return std::to_string(*found);
    return why == NoAmount::kFactWithoutValue ? "no value"
           : why == NoAmount::kDivisionByZero ? "by zero"
                                              : "too large";
  }

  expression::FactRowBuffer row_{2};
};

TEST_F(AmountTest, PointBeforeLineAndBracketsBeforeBoth) {
  EXPECT_EQ(Of("2 + 3 * 4"), "14");
  EXPECT_EQ(Of("(2 + 3) * 4"), "20");
  EXPECT_EQ(Of("20 - 5 - 5"), "10");
  EXPECT_EQ(Of("100 / 5 / 2"), "10");
  EXPECT_EQ(Of("-2 * -(3 + 1)"), "8");
}

TEST_F(AmountTest, DivisionIsTowardsZero) {
  EXPECT_EQ(Of("7 / 2"), "3");
  EXPECT_EQ(Of("-7 / 2"), "-3");
}

TEST_F(AmountTest, FactsAndFailuresCount) {
  EXPECT_EQ(Of("value + min(failures, 3) * value", 100, 1), "200");
  EXPECT_EQ(Of("value + min(failures, 3) * value", 100, 9), "400");
  EXPECT_EQ(Of("max(value, 500) - value", 100), "400");
}

TEST_F(AmountTest, ThereMayBeNoValue) {
  EXPECT_EQ(Of("2 * lost"), "no value");
  EXPECT_EQ(Of("1 / (value - 100)"), "by zero");
  EXPECT_EQ(Of("value * value * value", 10'000'000'000), "too large");
  EXPECT_EQ(Of("value + value", std::numeric_limits<int64_t>::max()), "too large");
  EXPECT_EQ(Of("-value", std::numeric_limits<int64_t>::min()), "too large");
  EXPECT_EQ(Of("value / -1", std::numeric_limits<int64_t>::min()), "too large");
}

TEST_F(AmountTest, AProblemSaysWhereItIs) {
  EXPECT_EQ(Of(""), "0..0 the formula ends where a number is missing");
  EXPECT_EQ(Of("(2 * value"), "10..10 \")\" is missing here");
  EXPECT_EQ(Of("2 * valeu"), "4..9 no such fact");
  EXPECT_EQ(Of("10eur"), "0..3 numbers are whole, without a unit");
  EXPECT_EQ(Of("min(2)"), "5..6 \",\" is missing here");
  EXPECT_EQ(Of("2 3"), "2..3 the formula goes on where it could end");
  EXPECT_EQ(Of("2 ^ 3"), "2..3 the formula goes on where it could end");
  EXPECT_EQ(Of("99999999999999999999"), "0..16 the number is larger than 10^15");
}

TEST_F(AmountTest, HostileTextsEnd) {
  EXPECT_EQ(Of(std::string(100'000, '(')), "30..31 brackets are too deep");
  EXPECT_EQ(Of(std::string(100'000, '-')), "29..30 too many signs");
  std::string sum = "1";
  for (int i = 0; i < 300; ++i) sum += "+1";
  EXPECT_EQ(Of(sum), "0..601 the formula has more than 200 terms");
}

}  // namespace
}  // namespace waypost::policy
