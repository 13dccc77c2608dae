#include "lib/simulate/day_plan.h"

#include <string>

#include "absl/strings/str_cat.h"
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

// The nearest name that the policy declares is the help of a finding.
void ExpectName(const std::string& was, const std::string& is, const std::string& message,
                const std::string& help) {
  const LoadedDay loaded = LoadSmall(absl::StrReplaceAll(kSmallPlan, {{was, is}}));
  ASSERT_EQ(loaded.diagnostics.size(), 1u) << RenderDiagnostics(loaded.diagnostics);
  EXPECT_EQ(loaded.diagnostics[0].message, message);
  EXPECT_EQ(loaded.diagnostics[0].help, help);
}

TEST(DayPlanTest, KnowsTheNamesOfItsPolicy) {
  ExpectName("reaches=checked", "reaches=cheked", "the policy has no milestone \"cheked\"",
             "did you mean \"checked\"?");
  ExpectName("10s-20s people", "10s-20s peeple", "the policy has no queue \"peeple\"",
             "did you mean \"people\"?");
  ExpectName("queues=people", "queues=people,frnt", "the policy has no queue \"frnt\"",
             "did you mean \"front\"?");
  ExpectName("text=refund", "category=refunds", "the policy has no category \"refunds\"",
             "did you mean \"refund\"?");
  ExpectName("text=refund", "priority=P3", "the policy has no priority \"P3\"",
             "did you mean \"P1\"?");
  ExpectName("staff 8 ann", "staff 8 ann shift=alway", "the policy has no calendar \"alway\"",
             "did you mean \"always\"?");
}

TEST(DayPlanTest, AValueThatThePolicyDoesNotListIsNoName) {
  const std::string desk =
      absl::StrCat(kSmallDesk, "facts { name: \"tier\" values: [\"gold\"] }\n");
  const LoadedDay loaded =
      LoadSmall(absl::StrReplaceAll(kSmallPlan, {{"text=refund", "tier=golden"}}), desk);
  ASSERT_EQ(loaded.diagnostics.size(), 1u) << RenderDiagnostics(loaded.diagnostics);
  EXPECT_EQ(loaded.diagnostics[0].message, "the policy has no tier \"golden\"");
}

TEST(DayPlanTest, MarksTheSettingThatNamesAnUnknownChannel) {
  const std::string desk = absl::StrCat(kSmallDesk, "channels { id: \"chat\" }\n");
  const std::string staff = "staff 8 ann queues=people channels=chat:2 ";
  const LoadedDay loaded = LoadSmall(
      absl::StrReplaceAll(kSmallPlan, {{"staff 8 ann queues=people", staff + "units=mail:2"}}),
      desk);
  ASSERT_EQ(loaded.diagnostics.size(), 1u) << RenderDiagnostics(loaded.diagnostics);
  EXPECT_EQ(loaded.diagnostics[0].message, "the policy has no channel \"mail\"");
  EXPECT_EQ(loaded.diagnostics[0].column, staff.size() + std::string("units=").size() + 1);
}

TEST(DayPlanTest, SaysEachThingOnce) {
  ExpectFinding("seed 7", "seed 7\nseed 8", "a plan has one line \"seed\"");
  ExpectFinding("accept 1s-3s", "accept 1s-3s\naccept 2s-4s", "a plan has one line \"accept\"");
}

TEST(DayPlanTest, NeedsSomebodyWhoWritesSomething) {
  EXPECT_EQ(LoadSmall("policy desk.textproto\n").diagnostics.size(), 2u);
  EXPECT_EQ(LoadSmall("").diagnostics[0].message, "the plan names no policy");
  ExpectFinding("seed 7", "seed \xff", "not UTF-8 text");
}

}  // namespace
}  // namespace waypost::simulate
