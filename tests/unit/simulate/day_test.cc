#include "lib/simulate/day.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/unit/simulate/simulate_testing.h"
#include "waypost/v1/event.pb.h"

namespace waypost::simulate {
namespace {

struct Seen {
  DayOutcome outcome;
  std::map<std::string, int> events;  // by kind
  std::string all;
  std::vector<int64_t> waits;  // as they were estimated
};

Seen Play(const std::string& text, const std::string& desk = kSmallDesk) {
  Seen seen;
  const LoadedDay loaded = LoadSmall(text, desk);
  EXPECT_NE(loaded.plan, nullptr) << RenderDiagnostics(loaded.diagnostics);
  if (loaded.plan == nullptr) return seen;
  const auto outcome = RunDay(
      *loaded.plan, [](const v1::Command&) {},
      [&](const v1::Event& event) {
        const auto* kind = v1::Event::descriptor()->FindFieldByNumber(event.kind_case());
        ++seen.events[kind->name()];
        seen.all += event.ShortDebugString() + "\n";
      },
      [&](const report::EstimatedWait& wait) { seen.waits.push_back(wait.wait_ms); },
      [](size_t, size_t) {});
  EXPECT_TRUE(outcome.ok()) << outcome.status();
  if (outcome.ok()) seen.outcome = *outcome;
  return seen;
}

TEST(DayTest, ServesEveryCustomerWhereThereIsEnoughStaff) {
  Seen seen = Play(kSmallPlan);
  EXPECT_EQ(seen.events["ticket_classified"], 90);
  EXPECT_EQ(seen.events["ticket_solved"], 90);
  EXPECT_EQ(seen.events["ticket_rated"], 90);
  EXPECT_EQ(seen.events["ticket_abandoned"], 0);
  EXPECT_EQ(seen.events["command_refused"], 0);
  EXPECT_EQ(seen.events["agent_set"], 9);
  // Programs solve about half of what they get, and people the rest and the refunds.
  EXPECT_GT(seen.events["ticket_assigned"], 90 + 20);
  EXPECT_LT(seen.events["ticket_assigned"], 90 + 50);
  EXPECT_EQ(seen.outcome.open_tickets, 90u);  // solved, and not closed before the day is over
}

TEST(DayTest, LosesThoseWhoWaitTooLong) {
  Seen seen = Play(absl::StrReplaceAll(
      kSmallPlan, {{"staff 8", "staff 1"}, {"handling=2m-4m", "handling=20m-40m"}}));
  EXPECT_GT(seen.events["ticket_abandoned"], 0);
  EXPECT_EQ(seen.events["command_refused"], 0);
  EXPECT_LT(seen.events["ticket_solved"], 90);
  EXPECT_GT(seen.events["clock_breached"], 0);
}

TEST(DayTest, TellsWaitsOnlyWhereThePolicyEstimatesThem) {
  const std::string busy = absl::StrReplaceAll(
      kSmallPlan, {{"staff 8", "staff 2"}, {"handling=2m-4m", "handling=5m-10m"}});
  EXPECT_TRUE(Play(busy).waits.empty());
  const Seen seen = Play(busy, std::string(kSmallDesk) + "work { estimate_from: \"1h\" }\n");
  EXPECT_GT(seen.waits.size(), 10u);
  EXPECT_GT(*std::max_element(seen.waits.begin(), seen.waits.end()), 0);
}

TEST(DayTest, ReachesTheMilestonesOfAContact) {
  const std::string all_refunds =
      absl::StrReplaceAll(kSmallPlan, {{"contact 3 handling=2m-4m text=\"a question\"\n", ""}});
  Seen seen = Play(all_refunds);
  EXPECT_EQ(seen.events["clock_met"], 2 * 90);
  EXPECT_EQ(seen.events["clock_breached"], 0);
}

TEST(DayTest, IsTheSameEachTimeAndAnotherForAnotherSeed) {
  const Seen first = Play(kSmallPlan), second = Play(kSmallPlan);
  EXPECT_EQ(first.all, second.all);
  EXPECT_EQ(first.outcome.state_digest, second.outcome.state_digest);
  const Seen other = Play(absl::StrReplaceAll(kSmallPlan, {{"seed 7", "seed 8"}}));
  EXPECT_NE(first.all, other.all);
}

constexpr char kFewContacts[] =
    "# Few.\n"
    "policy desk.textproto\n"
    "date 2027-03-01\n"
    "hours 0 0 0 0 0 0 0 0 2 1 1 1 1 1 0 0 0 0 0 0 0 0 0 0\n"
    "staff 2 ann queues=people\n"
    "accept 10s-40s\n"
    "reply 20s-40s\n"
    "contact 1 handling=2m-4m text=refund\n";

// A desk where nobody has the skill of the first stage: the second one's timer offers.
std::string Patient(const std::string& more) {
  return "name: \"patient\" priorities: \"P1\" queues { id: \"people\" " + more +
         " } routes { id: \"all\" stage { queue: \"people\" require: \"skill('x') >= 50\" } "
         "stage { after: \"5m\" queue: \"people\" } }";
}

TEST(DayTest, WhatATimerOffersIsAnsweredBeforeTheNextComes) {
  Seen seen = Play(kFewContacts, Patient(""));
  EXPECT_EQ(seen.events["ticket_solved"], 7);
  EXPECT_EQ(seen.events["command_refused"], 0);
}

TEST(DayTest, OffersThatTimeOutGoOnToTheNext) {
  for (const char* seed : {"0", "1", "2", "3"}) {
    Seen seen =
        Play(std::string(kFewContacts) + "seed " + seed + "\n", Patient("offer_timeout: \"15s\""));
    EXPECT_GT(seen.events["offer_ended"], 0) << seed;
    EXPECT_EQ(seen.events["ticket_solved"], 7) << seed;
    EXPECT_EQ(seen.events["command_refused"], 0) << seed;
  }
}

TEST(DayTest, TheOnlyCustomerIsServedToo) {
  Seen seen =
      Play(absl::StrReplaceAll(kFewContacts, {{" 2 1 1 1 1 1 ", " 1 0 0 0 0 0 "}}), Patient(""));
  EXPECT_EQ(seen.events["ticket_solved"], 1);
}

TEST(DayTest, TellsAMalformedCommand) {
  const LoadedDay loaded =
      LoadSmall(absl::StrReplaceAll(kSmallPlan, {{"queues=people", "queues=people capacity=-3"}}));
  ASSERT_NE(loaded.plan, nullptr) << RenderDiagnostics(loaded.diagnostics);
  const auto outcome = RunDay(
      *loaded.plan, [](const v1::Command&) {}, [](const v1::Event&) {},
      [](const report::EstimatedWait&) {}, [](size_t, size_t) {});
  EXPECT_FALSE(outcome.ok());
}

}  // namespace
}  // namespace waypost::simulate
