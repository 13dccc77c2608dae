#include "lib/report/flow_chart.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/report/well_formed.h"

namespace waypost::report {
namespace {

using testing::HasSubstr;
using Shape = FlowNode::Shape;

TEST(FlowChartTest, JoinsQuestionsAndWhatFollowsFromEach) {
  const std::string svg = FlowChart("routes",
                                    {{Shape::kQuestion, "vip", "tier == 'vip' && a < b"},
                                     {Shape::kStep, "at once", ""},
                                     {Shape::kStep, "after 5m", ""},
                                     {Shape::kQuestion, "rest", ""},
                                     {Shape::kEnd, "no route", ""}},
                                    MessageLanguage::kEnglish);
  EXPECT_EQ(WhyNotWellFormed(svg), "");
  EXPECT_THAT(svg, HasSubstr("tier == 'vip' &amp;&amp; a &lt; b"));
  EXPECT_EQ(CountOf(svg, "class=\"edge\""), 4u);
  EXPECT_THAT(svg, HasSubstr("M10 12V138"));       // question to question
  EXPECT_THAT(svg, HasSubstr("M10 12V38H34V54"));  // to the first step
  EXPECT_THAT(svg, HasSubstr("M34 54V96"));        // step to step
}

TEST(FlowChartTest, CutsLongTextsByTheirWidth) {
  std::string label;
  for (int i = 0; i < 40; ++i) label += "退";
  const std::string svg = FlowChart("x", {{Shape::kStep, label, ""}}, MessageLanguage::kEnglish);
  std::string shown;
  for (int i = 0; i < 21; ++i) shown += "退";
  EXPECT_THAT(svg, HasSubstr(">" + shown + "…<"));
  EXPECT_THAT(svg, HasSubstr("<title>" + label));
}

TEST(FlowChartTest, DrawsHoursWhereTheyAre) {
  const std::string svg = WeekChart(
      "hours",
      {{"Monday", "09:00-18:00", {{540, 1080, true}}}, {"Tuesday", "closed", {{0, 1440, false}}}},
      MessageLanguage::kEnglish);
  EXPECT_EQ(WhyNotWellFormed(svg), "");
  EXPECT_THAT(svg, HasSubstr("class=\"plain\" x=\"37.5%\" y=\"17\" width=\"37.5%\""));
  EXPECT_THAT(svg, HasSubstr("class=\"some\" x=\"0.0%\" y=\"49\" width=\"100.0%\""));
}

}  // namespace
}  // namespace waypost::report
