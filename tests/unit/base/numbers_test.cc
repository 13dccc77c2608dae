#include "lib/base/numbers.h"

#include "gtest/gtest.h"
#include "lib/base/text_table.h"

namespace waypost {
namespace {

TEST(NumbersTest, GroupsThousands) {
  EXPECT_EQ(CountText(0), "0");
  EXPECT_EQ(CountText(999), "999");
  EXPECT_EQ(CountText(1'000), "1,000");
  EXPECT_EQ(CountText(83'526), "83,526");
  EXPECT_EQ(CountText(1'234'567), "1,234,567");
}

TEST(NumbersTest, RoundsPercentHalfUp) {
  EXPECT_EQ(PercentText(0, 0), "-");
  EXPECT_EQ(PercentText(0, 7), "0.0 %");
  EXPECT_EQ(PercentText(1, 3), "33.3 %");
  EXPECT_EQ(PercentText(2, 3), "66.7 %");
  EXPECT_EQ(PercentText(1, 2'000), "0.1 %");
  EXPECT_EQ(PercentText(7, 7), "100.0 %");
}

TEST(NumbersTest, SaysLengthsInTheirTwoLargestUnits) {
  constexpr int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
  EXPECT_EQ(SpanText(0), "0s");
  EXPECT_EQ(SpanText(250), "250ms");
  EXPECT_EQ(SpanText(59'999), "59s");
  EXPECT_EQ(SpanText(15 * kMinute), "15m");
  EXPECT_EQ(SpanText(4 * kHour + 5 * kMinute + 9'000), "4h 5m");
  EXPECT_EQ(SpanText(3 * kDay + 4 * kHour + 59 * kMinute), "3d 4h");
  EXPECT_EQ(SpanText(2 * kDay + 30 * kMinute), "2d");
  EXPECT_EQ(SpanText(-kHour), "-1h");
}

TEST(NumbersTest, PercentilesAreOfTheNearestRank) {
  EXPECT_EQ(Percentile({7}, 1), 7);
  EXPECT_EQ(Percentile({7}, 100), 7);
  EXPECT_EQ(Percentile({1, 2, 3, 4}, 50), 2);
  EXPECT_EQ(Percentile({1, 2, 3, 4}, 51), 3);
  EXPECT_EQ(Percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 90), 9);
  EXPECT_EQ(Percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 91), 10);
}

TEST(TextTableTest, AlignsByCharactersNotBytes) {
  TextTable table({"group", "n"});
  EXPECT_TRUE(table.empty());
  table.Add({"Zürich", "1,000"});
  table.Add({"Rio", ""});
  EXPECT_EQ(table.Render(),
            "  group       n\n"
            "  Zürich  1,000\n"
            "  Rio\n");
}

}  // namespace
}  // namespace waypost
