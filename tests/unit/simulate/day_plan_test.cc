#include "lib/simulate/day_plan.h"

#include <string>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/unit/simulate/simulate_testing.h"

namespace waypost::simulate {
namespace {

// Among the findings of the small plan, in which a text was replaced by another, is this one.
void ExpectFinding(const std::string& was, const std::string& is, const std::string& message) {
  const LoadedDay loaded = LoadSmall(absl::StrReplaceAll(kSmallPlan, {{was, is}}));
  EXPECT_EQ(loaded.plan, nullptr);
  bool found = false;
  for (const Diagnostic& finding : loaded.diagnostics) found |= finding.message == message;
  EXPECT_TRUE(found) << RenderDiagnostics(loaded.diagnostics);
}

TEST(DayPlanTest, ReadsWhoWritesAndWhoWorks) {
  const LoadedDay loaded = LoadSmall(kSmallPlan);
  ASSERT_NE(loaded.plan, nullptr) << RenderDiagnostics(loaded.diagnostics);
  const DayPlan& plan = *loaded.plan;
  EXPECT_EQ(plan.title, "A small day.");
  EXPECT_EQ(plan.begin_ms, 1'803'830'400'000);  // 2027-02-28T16:00Z
  EXPECT_EQ(plan.seed, 7u);
  EXPECT_EQ(plan.contact_count(), 90u);
  EXPECT_EQ(plan.contacts_per_hour[8], 60u);
  ASSERT_EQ(plan.staff.size(), 2u);
  EXPECT_EQ(plan.staff[1].count, 8u);
  EXPECT_EQ(plan.staff[1].command.set_agent().agent().id(), "ann");
  ASSERT_EQ(plan.contacts.size(), 2u);
  EXPECT_EQ(plan.contacts[0].weight, 3u);
  EXPECT_EQ(plan.contacts[0].handling.most_ms, 240'000);
  EXPECT_EQ(plan.contacts[0].command.open_ticket().text(), "a question");
  ASSERT_EQ(plan.contacts[1].reached.size(), 1u);
  EXPECT_EQ(plan.contacts[1].reached[0].milestone, "checked");
  EXPECT_EQ(plan.contacts[1].reached[0].after.least_ms, 60'000);
  EXPECT_EQ(plan.replied.least_ms, 20'000);
  EXPECT_EQ(plan.bots->solved_percent, 50u);
  EXPECT_EQ(plan.bots->queue, "people");
  EXPECT_EQ(plan.ratings->weights[4], 1u);
}

TEST(DayPlanTest, SaysWhatIsWrongAtItsPlace) {
  ExpectFinding("seed 7", "seed x", "\"x\" is no whole number");
  ExpectFinding("seed", "sed", "unknown line \"sed\"");
  ExpectFinding("date 2027-03-01", "date monday", "malformed date \"monday\"");
  ExpectFinding("hours 0", "hours",
                "\"hours\" takes 24 numbers, the contacts of each hour from midnight on");
  ExpectFinding("60 30", "1000000 1", "a day has at most 1,000,000 contacts");
  ExpectFinding("staff 8", "staff 0", "\"0\" is no whole number from 1 to 50000");
  ExpectFinding("queues=people", "queue=people", "\"agent\" takes no \"queue\"");
  ExpectFinding("bots 50%", "bots 50", "\"50\" is no percentage from 0% to 100%");
  ExpectFinding("accept 1s-3s", "accept 3s-1s", "\"3s-1s\" is no range of times");
  ExpectFinding("handling=2m-4m text", "text", "a contact has handling=LEAST-MOST: handling=3m-9m");
  ExpectFinding("staff 8 ann", "staff 8 robo", "\"robo\" is named twice");
  ExpectFinding("0 0 0 1 1", "0 0 0 0 0", "one of the weights is more than 0");
  ExpectFinding("desk.textproto", "desks.textproto", "cannot read \"a/desks.textproto\"");
  ExpectFinding("policy desk.textproto\n", "", "the policy comes first");
}

TEST(DayPlanTest, NeedsSomebodyWhoWritesSomething) {
  EXPECT_EQ(LoadSmall("policy desk.textproto\n").diagnostics.size(), 2u);
  EXPECT_EQ(LoadSmall("").diagnostics[0].message, "the plan names no policy");
  ExpectFinding("seed 7", "seed \xff", "not UTF-8 text");
}

}  // namespace
}  // namespace waypost::simulate
