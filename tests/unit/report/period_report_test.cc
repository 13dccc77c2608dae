#include "lib/report/period_report.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/report/well_formed.h"

namespace waypost::report {
namespace {

using testing::HasSubstr;
using testing::Not;

PeriodReport TwoMonths() {
  PeriodReport report{Grain::kMonth, std::vector<PeriodCount>(2)};
  PeriodCount& first = report.periods[0];
  first.name = "2027-01";
  first.opened = 4;
  first.channels = {{"chat", 3}, {"", 1}};
  first.categories = {{"refund", 3}, {"<login>", 1}};
  first.solved = 2;
  first.first_contact = 1;
  first.handling = {1, 1, 0, 0, 0};
  first.met = 3;
  first.breached = 1;
  first.agents["ann"] = {2, 1, 3, 1, 0, 0};
  report.periods[1].name = "2027-02";
  return report;
}

TEST(PeriodReportTest, TellsEachPeriodInALine) {
  const std::string text = PeriodText(TwoMonths());
  EXPECT_THAT(text, HasSubstr("By month\n"));
  EXPECT_THAT(text, HasSubstr("  2027-01       4       2   50.0 %        0.0 %          0"
                              "         1  75.0 %\n"));
  EXPECT_THAT(text, HasSubstr("  2027-02       0       0        -            -          0"
                              "         0       -\n"));
  EXPECT_THAT(text, HasSubstr("  month      chat  (none)\n  2027-01  75.0 %  25.0 %\n"));
  EXPECT_THAT(text, HasSubstr("  2027-01                4\n    refund               3  75.0 %\n"));
  EXPECT_THAT(text, HasSubstr("  ann         2   50.0 %  75.0 %      0     -   64.2\n"));
  EXPECT_THAT(text, Not(HasSubstr("nps")));
}

TEST(PeriodReportTest, TellsSatisfactionWhereSomebodyHasJudged) {
  PeriodReport report = TwoMonths();
  report.periods[0].csat = {0, 0, 1, 1, 1};
  report.periods[0].promoters = 1;
  report.periods[0].detractors = 2;
  const std::string text = PeriodText(report);
  EXPECT_THAT(text, HasSubstr("kept  rated  csat  nps\n"));
  EXPECT_THAT(text, HasSubstr("75.0 %      3  4.00  -33\n"));
}

TEST(PeriodReportTest, SaysThatItShowsTheLatestOnly) {
  PeriodReport report{Grain::kDay, std::vector<PeriodCount>(70)};
  for (size_t i = 0; i < 70; ++i) report.periods[i].name = absl::StrCat("day-", i, "-");
  const std::string text = PeriodText(report);
  EXPECT_THAT(text, HasSubstr("The last 62 of 70; JSON has all."));
  EXPECT_THAT(text, Not(HasSubstr("day-7-")));
  EXPECT_THAT(text, HasSubstr("day-8-"));
  EXPECT_THAT(PeriodJson(report), HasSubstr("day-7-"));
}

TEST(PeriodReportTest, HasEverythingAsJson) {
  const std::string json = PeriodJson(TwoMonths());
  EXPECT_THAT(json, HasSubstr(R"({"by":"month","periods":[)"));
  EXPECT_THAT(json, HasSubstr(R"({"name":"2027-01","opened":4,"solved":2,"first_contact":1,)"));
  EXPECT_THAT(json, HasSubstr(R"("handling":[1,1,0,0,0],"csat":[0,0,0,0,0],)"));
  EXPECT_THAT(json, HasSubstr(R"("channels":{"":1,"chat":3},)"));
  EXPECT_THAT(json, HasSubstr(R"("ann":{"solved":2,"first_contact":1,"met":3,"breached":1,)"));
  EXPECT_THAT(json, HasSubstr(R"("score_milli":642})"));
}

TEST(PeriodReportTest, IsPartOfAWellFormedPage) {
  HtmlPage page("desk", "test");
  AddPeriods(TwoMonths(), page);
  const std::string html = std::move(page).Finish();
  EXPECT_EQ(WhyNotWellFormed(html), "");
  EXPECT_THAT(html, HasSubstr("By month"));
  EXPECT_THAT(html, HasSubstr("&lt;login&gt;"));
}

TEST(PeriodReportTest, IsNothingWithoutPeriods) {
  EXPECT_EQ(PeriodText({}), "");
  HtmlPage page("desk", "test"), empty("desk", "test");
  AddPeriods({}, page);
  EXPECT_EQ(std::move(page).Finish(), std::move(empty).Finish());
}

}  // namespace
}  // namespace waypost::report
