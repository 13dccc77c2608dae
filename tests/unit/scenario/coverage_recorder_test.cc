#include "lib/scenario/coverage_recorder.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "waypost/testing.h"

namespace waypost::scenario {
namespace {

constexpr char kCoveredDesk[] = R"desk(name: "desk"
priorities: ["P0", "P1", "P2"]
default_priority: "P2"
facts { name: "tier" values: ["standard", "vip", "company"] }
facts { name: "orders" type: INT }
calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
categories { id: "refund" keywords: "refund" }
categories { id: "other" }
categories { id: "outbound" }
classification {
  default_category: "other"
  priority_rules { id: "vip" when: "has(tier) && tier == 'vip'" at_least: "P1" }
  priority_rules { id: "many" when: "has(orders) && orders > 100" at_least: "P0" }
}
sla {
  id: "vip"
  when: "has(tier) && (tier == 'vip' || tier == 'company')"
  target { metric: RESOLUTION within: "1h" calendar: "always" }
}
sla {
  id: "orders"
  when: "has(orders) && orders > 3"
  target { metric: RESOLUTION within: "2h" calendar: "always" }
}
sla { id: "usual" target { metric: RESOLUTION within: "4h" calendar: "always" } }
queues { id: "all" }
queues { id: "quiet" }
routes { id: "called" when: "category == 'outbound'" stage { queue: "quiet" } }
routes { id: "spare" when: "category == 'outbound'" stage { queue: "all" } }
routes { id: "all" stage { queue: "all" } stage { after: "10m" queue: "all" } }
roles { id: "lead" }
escalations {
  id: "late"
  on { breached: RESOLUTION }
  step { notify: "role:lead" }
  step { wait: "1h" when: "priority == P1" notify: "role:lead" }
}
)desk";

std::vector<testing::CoveragePoint> Cover(const std::string& script) {
  testing::ScenarioOptions options;
  options.coverage = true;
  const testing::ScenarioResult result = testing::RunScenario(
      "desk.scenario", absl::StrCat("policy desk.textproto\n", script),
      [](const std::string&) -> absl::StatusOr<std::string> { return std::string(kCoveredDesk); },
      options);
  EXPECT_TRUE(result.passed()) << result.report;
  return result.coverage;
}

// The point with this text.
testing::CoveragePoint PointOf(const std::vector<testing::CoveragePoint>& points,
                               const std::string& what) {
  for (const testing::CoveragePoint& point : points) {
    if (point.what == what) return point;
  }
  ADD_FAILURE() << "no point " << what;
  return {};
}

// How often it was true or given, and false.
std::string At(const std::vector<testing::CoveragePoint>& points, const std::string& what) {
  const testing::CoveragePoint point = PointOf(points, what);
  return absl::StrCat(point.yes, "/", point.no);
}

TEST(CoverageRecorderTest, SeesWhichPartsOfConditionsWereTrueAndFalse) {
  const auto points = Cover("at 09:00 open T1 tier=vip\nat 09:01 open T2 tier=standard\n");
  EXPECT_TRUE(PointOf(points, "tier == 'vip'").covered());
  EXPECT_EQ(PointOf(points, "has(tier)").no, 0u);
  const testing::CoveragePoint company = PointOf(points, "tier == 'company'");
  EXPECT_EQ(company.yes, 0u);
  EXPECT_GT(company.no, 0u);
  EXPECT_EQ(company.file, "desk.textproto");
  EXPECT_EQ(company.line, 17u);
  EXPECT_EQ(company.column, 41u);
}

TEST(CoverageRecorderTest, CountsNoPartThatCannotBeDecided) {
  const auto points = Cover("at 09:00 open T1\n");
  EXPECT_EQ(At(points, "orders > 3"), "0/0");
  EXPECT_EQ(PointOf(points, "has(orders)").yes, 0u);
  EXPECT_GT(PointOf(points, "has(orders)").no, 0u);
}

TEST(CoverageRecorderTest, CountsRulesThatApplyAndNotThoseBehindThem) {
  const auto points = Cover("at 09:00 open T1 tier=vip\n");
  EXPECT_NE(At(points, "sla \"vip\""), "0/0");
  EXPECT_EQ(At(points, "sla \"usual\""), "0/0");
  EXPECT_NE(At(points, "route \"all\""), "0/0");
}

TEST(CoverageRecorderTest, CountsCategoriesThatTicketsGet) {
  const auto points = Cover("at 09:00 open T1 text=\"refund\"\n");
  EXPECT_EQ(At(points, "category \"refund\""), "1/0");
  EXPECT_EQ(At(points, "category \"other\""), "0/0");
}

TEST(CoverageRecorderTest, CountsThePriorityRuleThatDecidesAndNotThoseItIsStrongerThan) {
  const auto both = Cover("at 09:00 open T1 tier=vip fact.orders=101\n");
  EXPECT_EQ(At(both, "priority rule \"vip\""), "0/0");
  EXPECT_EQ(At(both, "priority rule \"many\""), "1/0");
  EXPECT_TRUE(PointOf(both, "orders > 100").yes > 0);
  const auto one = Cover("at 09:00 open T1 tier=vip\n");
  EXPECT_EQ(At(one, "priority rule \"vip\""), "1/0");
  const auto needless = Cover("at 09:00 open T1 tier=vip priority=P0\n");
  EXPECT_EQ(At(needless, "priority rule \"vip\""), "0/0");
}

TEST(CoverageRecorderTest, CountsTheRouteOfATransferAndNotAllThatWouldTakeTheTicket) {
  const auto points =
      Cover("at 09:00 open T1 category=outbound\nat 09:01 transfer T1 queue=all restart\n");
  EXPECT_EQ(At(points, "route \"called\""), "1/0");
  EXPECT_EQ(At(points, "route \"spare\""), "1/0");
  EXPECT_EQ(At(points, "route \"all\""), "0/0");
}

TEST(CoverageRecorderTest, CountsWhatAPersonStatesOnlyWhereNothingElseLeadsThere) {
  const auto points = Cover(
      "at 09:00 open T1 category=outbound\nat 09:01 open T2 category=refund\n"
      "at 09:02 open T3 category=other\n");
  EXPECT_EQ(At(points, "category \"outbound\""), "1/0");
  EXPECT_EQ(At(points, "category \"refund\""), "0/0");
  EXPECT_EQ(At(points, "category \"other\""), "0/0");
}

TEST(CoverageRecorderTest, CountsStagesAndStepsAsTheyCome) {
  const auto early = Cover("at 09:00 open T1\n");
  EXPECT_EQ(At(early, "route \"all\" stage 1"), "1/0");
  EXPECT_EQ(At(early, "route \"all\" stage 2"), "0/0");
  EXPECT_EQ(At(early, "escalation \"late\" step 1"), "0/0");
  const auto late = Cover("at 09:00 open T1\nat 15:00 advance\n");
  EXPECT_EQ(At(late, "route \"all\" stage 2"), "1/0");
  EXPECT_NE(At(late, "escalation \"late\""), "0/0");
  EXPECT_NE(At(late, "escalation \"late\" step 1"), "0/0");
  EXPECT_EQ(At(late, "escalation \"late\" step 2"), "0/0");
}

TEST(CoverageRecorderTest, TellsAcknowledgedSteps) {
  const auto points = Cover("at 09:00 open T1\nat 13:30 acknowledge T1 late\n");
  EXPECT_EQ(PointOf(points, "escalation \"late\" step 1").acknowledged, 1u);
}

TEST(CoverageRecorderTest, GoesOnBehindASnapshot) {
  const auto points = Cover("at 09:00 snapshot\nat 09:01 open T1 tier=vip\n");
  EXPECT_NE(At(points, "sla \"vip\""), "0/0");
}

TEST(CoverageRecorderTest, IsNotThereUnlessAskedFor) {
  const testing::ScenarioResult result = testing::RunScenario(
      "desk.scenario", "policy desk.textproto\nat 09:00 open T1\n",
      [](const std::string&) -> absl::StatusOr<std::string> { return std::string(kCoveredDesk); });
  EXPECT_TRUE(result.coverage.empty());
}

}  // namespace
}  // namespace waypost::scenario
