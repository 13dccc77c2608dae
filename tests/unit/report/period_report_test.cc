#include "lib/report/period_report.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/report/group_tables.h"
#include "lib/report/period_tables.h"
#include "tests/unit/report/well_formed.h"

namespace waypost::report {
namespace {

using testing::HasSubstr;
using testing::Not;

PeriodReport TwoMonths() {
  PeriodReport report;
  report.grain = Grain::kMonth;
  report.periods.resize(2);
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
  first.agents["ann"] = {2, 1, 3, 1, 0, 0, 1, 80};
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
  EXPECT_THAT(
      text, HasSubstr("  ann         2   50.0 %  75.0 %      0     -         1   80.00   72.5\n"));
  EXPECT_THAT(text, Not(HasSubstr("nps")));
}

TEST(PeriodReportTest, ShowsTheScoresOfTheFirstTwentyAgents) {
  PeriodReport report = TwoMonths();
  const auto add = [&](int agent) {
    report.periods[0].agents[absl::StrCat("agent-", 100 + agent)].dimensions["tone"] = {2, 150};
  };
  for (int agent = 1; agent <= 20; ++agent) add(agent);
  const std::string all = PeriodText(report);
  EXPECT_THAT(all, HasSubstr("  agent-120    tone"));
  EXPECT_THAT(all, Not(HasSubstr("A mean of 100. 20 of")));
  add(21);
  const std::string cut = PeriodText(report);
  EXPECT_THAT(cut, HasSubstr("  agent-120    tone"));
  EXPECT_THAT(cut, Not(HasSubstr("  agent-121    tone")));
  EXPECT_THAT(cut, HasSubstr(" 20 of 21; JSON has all."));
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
  PeriodReport report;
  report.periods.resize(70);
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
  EXPECT_THAT(json, HasSubstr(R"("reviews":1,"review_points":80,"score_milli":725})"));
  EXPECT_THAT(json, HasSubstr(R"("weights":{"reviews":40,"kept":15,"at_once":15,"ratings":30},)"));
}

TEST(PeriodReportTest, WeighsScoresAsIsAskedFor) {
  PeriodReport report = TwoMonths();
  report.weights = {1, 1, 0, 0};
  const std::string text = PeriodText(report);
  EXPECT_THAT(text, HasSubstr("points of reviews (weight 1), promises kept (1), solved at once (0) "
                              "and ratings (0)"));
  EXPECT_THAT(text, HasSubstr("  77.5\n"));
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

// One of everything that a report may have beside the desk's own figures.
PeriodReport EverythingElse() {
  PeriodReport report = TwoMonths();
  QualityCount& quality = report.periods[0].quality;
  quality.reviews["Northline"] = {3, 2, 1, 0, 170};
  quality.categories["refund"] = {1, 3, {{"login", 2}, {"", 1}}};
  quality.complaints = 1;
  report.periods[0].csat = {1, 1, 0, 0, 2};
  IncidentReview incident;
  incident.id = "outages-1";
  incident.stream = "outages";
  incident.tickets = 4;
  incident.breached = 1;
  report.incidents.push_back(incident);
  GroupReport group;
  group.group = *ParseTicketGroup("companies=customer_type:company");
  group.by_customer = true;
  group.periods.resize(1);
  group.periods[0].name = "2027-01";
  GroupCount& count = group.periods[0].all;
  count.opened = 2;
  count.identified = 1;
  count.met = 3;
  count.breached = 1;
  count.categories = {{"refund", 2}};
  count.compensations[v1::Compensation::MONEY] = {2, 1, 0, 1, 5000};
  count.to_solving_ms = {60'000, 3'600'000};
  group.periods[0].customers["<acme>"] = count;
  report.groups.push_back(group);
  return report;
}

TEST(PeriodReportTest, TellsOfQualityGroupsAndIncidents) {
  const std::string text = PeriodText(EverythingElse());
  EXPECT_THAT(text, HasSubstr("  2027-01      4             2  50.0 %           0           1"
                              "         0\n"));
  EXPECT_THAT(text, HasSubstr("    Northline        3         2       1        0   85.00\n"));
  EXPECT_THAT(text, HasSubstr("    refund                 4       1          3    25.0 %"
                              "       login\n"));
  EXPECT_THAT(text, HasSubstr("Group companies\n  Tickets with customer_type:company,"));
  EXPECT_THAT(text, HasSubstr("  2027-01         1  75.0 %              -           1m"
                              "           1h      0     -\n"));
  EXPECT_THAT(text, HasSubstr("  money        2         1       0          1   5,000\n"));
  EXPECT_THAT(text, HasSubstr("    <acme>               2       0         1  75.0 %           1m"
                              "     -        refund   money 5,000\n"));
  EXPECT_THAT(text, HasSubstr("  outages-1  outages  1970-01-01 00:00"));
}

TEST(PeriodReportTest, LeavesOutWhatDidNotHappen) {
  const std::string text = PeriodText(TwoMonths());
  for (const char* title : {"Negative feedback", "Reviews", "Accuracy", "Group", "Incidents"})
    EXPECT_THAT(text, Not(HasSubstr(title)));
}

TEST(PeriodReportTest, SpeaksChinese) {
  const std::string text = PeriodText(EverythingElse(), MessageLanguage::kChinese);
  for (const char* title : {"按月", "渠道", "处理时间", "类别", "坐席", "负面反馈",
                            "按供应商的抽检", "分类准确率", "分组 companies", "突发事件"})
    EXPECT_THAT(text, HasSubstr(title));
  // But for names, units and the numbers of promises nothing is English.
  for (const char* word : {"month", "opened", "kept", "tickets", "customer,", "(none)"})
    EXPECT_THAT(text, Not(HasSubstr(word)));
  EXPECT_EQ(PeriodJson(EverythingElse()).find("按月"), std::string::npos);
}

TEST(PeriodReportTest, EveryRowHasACellForEachColumn) {
  const PeriodReport report = EverythingElse();
  std::vector<ReportTable> tables = GroupTables(report.groups[0], report.grain);
  for (const PeriodTable& table : TablesOf(report)) tables.push_back(table.table);
  EXPECT_EQ(tables.size(), 13u);
  for (const ReportTable& table : tables) {
    for (const ReportRow& row : table.rows)
      EXPECT_EQ(row.size(), table.heading.size()) << table.title.english;
  }
}

TEST(PeriodReportTest, HasGroupsAndIncidentsAsJsonAndOnAPage) {
  const std::string json = PeriodJson(EverythingElse());
  EXPECT_THAT(json, HasSubstr(R"("Northline":{"asked":3,"recorded":2,)"));
  EXPECT_THAT(json, HasSubstr(R"("judged":{"refund":{"confirmed":1,"corrected":3,)"));
  EXPECT_THAT(json, HasSubstr(R"({"name":"companies","tickets_with":"customer_type:company",)"));
  EXPECT_THAT(json, HasSubstr(R"("to_solving":{"tickets":2,"p50_ms":60000,)"));
  EXPECT_THAT(json, HasSubstr(R"("customers":{"<acme>":{"opened":2,)"));
  EXPECT_THAT(json, HasSubstr(R"("incidents":[)"));
  HtmlPage page("desk", "test", MessageLanguage::kChinese);
  AddPeriods(EverythingElse(), page);
  const std::string html = std::move(page).Finish();
  EXPECT_EQ(WhyNotWellFormed(html), "");
  EXPECT_THAT(html, HasSubstr("<html lang=\"zh-Hans\">"));
  EXPECT_THAT(html, HasSubstr("&lt;acme&gt;"));
}

}  // namespace
}  // namespace waypost::report
