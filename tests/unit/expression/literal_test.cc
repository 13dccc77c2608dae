#include "lib/expression/literal.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace waypost::expression {
namespace {

struct TimestampCase {
  std::string text;
  std::optional<int64_t> ms;
};

TEST(ParseTimestampTest, ReadsRfc3339) {
  const std::vector<TimestampCase> cases = {
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01t00:00:00z", 0},
      {"2027-01-15T08:00:00Z", 1'800'000'000'000},
      {"2027-01-15T16:00:00+08:00", 1'800'000'000'000},
      {"2027-01-15T02:30:00-05:30", 1'800'000'000'000},
      {"1969-12-31T23:59:59.999Z", -1},
      {"1970-01-01T00:00:00.25Z", 250},
      {"1970-01-01T00:00:00.250000000Z", 250},
      {"2024-02-29T00:00:00Z", 1'709'164'800'000},
      {"2000-02-29T00:00:00Z", 951'782'400'000},
      {"0001-01-01T00:00:00Z", kFirstTimestampMs},
      {"9999-12-31T23:59:59.999Z", kLastTimestampMs},
  };
  for (const TimestampCase& c : cases) EXPECT_EQ(ParseTimestamp(c.text), c.ms) << c.text;
}

TEST(ParseTimestampTest, RefusesEverythingElse) {
  for (const std::string text : {"",
                                 "2027-01-15",
                                 "2027-01-15T08:00:00",
                                 "2027-01-15 08:00:00Z",
                                 "2027-13-01T00:00:00Z",
                                 "2027-00-01T00:00:00Z",
                                 "2027-02-29T00:00:00Z",
                                 "1900-02-29T00:00:00Z",
                                 "2027-01-15T24:00:00Z",
                                 "2027-01-15T08:60:00Z",
                                 "2027-01-15T08:00:60Z",
                                 "2027-01-15T08:00:00.Z",
                                 "2027-01-15T08:00:00.0001Z",
                                 "2027-01-15T08:00:00+24:00",
                                 "2027-01-15T08:00:00+0800",
                                 "2027-01-15T08:00:00Zx",
                                 "0000-01-01T00:00:00Z",
                                 "0001-01-01T00:00:00+00:01",
                                 "9999-12-31T23:59:59-00:01",
                                 "+027-01-15T08:00:00Z"}) {
    EXPECT_EQ(ParseTimestamp(text), std::nullopt) << text;
  }
}

TEST(CodePointsTest, CountsCharactersNotBytes) {
  EXPECT_EQ(CodePoints(""), 0);
  EXPECT_EQ(CodePoints("abc"), 3);
  EXPECT_EQ(CodePoints("退款"), 2);
  EXPECT_EQ(CodePoints("\xf0\x9f\x98\x80"), 1);
}

}  // namespace
}  // namespace waypost::expression
