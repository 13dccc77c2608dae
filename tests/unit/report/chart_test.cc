#include "lib/report/chart.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/report/well_formed.h"

namespace waypost::report {
namespace {

using testing::HasSubstr;

TEST(ChartTest, DrawsPartsOfABarSideBySide) {
  const std::string svg =
      BarChart("promises", {{"first", {{Shade::kGood, 30}, {Shade::kBad, 10}}, "75 %"},
                            {"second", {{Shade::kGood, 20}}, "100 %"}});
  EXPECT_EQ(WhyNotWellFormed(svg), "");
  EXPECT_THAT(svg, HasSubstr("class=\"good\" x=\"0.0%\" y=\"18\" width=\"75.0%\""));
  EXPECT_THAT(svg, HasSubstr("class=\"bad\" x=\"75.0%\" y=\"18\" width=\"25.0%\""));
  EXPECT_THAT(svg, HasSubstr("class=\"good\" x=\"0.0%\" y=\"52\" width=\"50.0%\""));
}

TEST(ChartTest, ShortensLongLabelsBetweenCharacters) {
  std::string label;
  for (int i = 0; i < 40; ++i) label += "退";
  const std::string svg = BarChart("x", {{label, {}, ""}});
  std::string shown;
  for (int i = 0; i < 30; ++i) shown += "退";
  EXPECT_THAT(svg, HasSubstr(">" + shown + "…<"));
  EXPECT_THAT(svg, HasSubstr("<title>" + label));
}

TEST(ChartTest, EscapesWhatPeopleCallThings) {
  EXPECT_THAT(BarChart("a\"b", {{"<b>", {}, "&"}}), HasSubstr("&lt;b&gt;: &amp;"));
}

TEST(ChartTest, DrawsColumnsUpToTheHighest) {
  const std::string svg = ColumnChart("times", {{"1m", 10}, {"5m", 5}, {"1h", 0}});
  EXPECT_EQ(WhyNotWellFormed(svg), "");
  EXPECT_THAT(svg, HasSubstr("y=\"0.0\" height=\"140.0\""));
  EXPECT_THAT(svg, HasSubstr("y=\"70.0\" height=\"70.0\""));
  EXPECT_THAT(svg, HasSubstr("y=\"140.0\" height=\"0.0\""));
}

TEST(ChartTest, LeavesOutLabelsThatWouldTouch) {
  std::vector<ChartPoint> days;
  for (int i = 0; i < 60; ++i) days.push_back({"2027-03-01", 1});
  EXPECT_EQ(CountOf(ColumnChart("days", days), ">2027-03-01</text>"), 4u);
}

TEST(ChartTest, DrawsALineThroughItsPoints) {
  const std::string svg = AreaChart("backlog", {{"a", 0}, {"b", 4}});
  EXPECT_EQ(WhyNotWellFormed(svg), "");
  EXPECT_THAT(svg, HasSubstr("points=\"250.0,1000.0 750.0,0.0\""));
}

TEST(ChartTest, DrawsNothingButTheFrameOfNothing) {
  EXPECT_EQ(WhyNotWellFormed(BarChart("", {})), "");
  EXPECT_EQ(WhyNotWellFormed(ColumnChart("", {})), "");
  EXPECT_EQ(WhyNotWellFormed(AreaChart("", {})), "");
}

}  // namespace
}  // namespace waypost::report
