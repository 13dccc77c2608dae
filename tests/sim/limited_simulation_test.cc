// Desks whose agents work for a part of their time, whose vendor has a share of the tickets and
// whose queues give out batches, as drawn: the auditor predicts them step by step, a restored
// engine, and one that looks at the clock more often, go on the same, and an auditor that knows
// other limits notices.
#include <algorithm>
#include <functional>

#include "tests/sim/auditor.h"
#include "tests/sim/desk_limits.h"
#include "tests/sim/desk_run.h"
#include "waypost/v1/query.pb.h"

namespace waypost::sim {
namespace {

constexpr int kLimitedSteps = 1500;

DeskLimits AllLimits(bool hard) {
  DeskLimits limits;
  limits.occupancy_percent = 50;
  limits.occupancy_within_ms = 30 * kMinute;
  limits.occupancy_hard = hard;
  limits.share_cap_milli = 250;
  limits.windows = {{"front", 20'000}, {"expert", 45'000}};
  return limits;
}

// A run of a seed, and what an auditor finds who is told limits of its own.
class AuditedRun {
 public:
  AuditedRun(uint64_t seed, const DeskLimits& limits, const DeskLimits& told)
      : seed_(seed),
        policies_(PolicyTextWith(limits)),
        workload_(seed, Workload::With::kTeams),
        desk(policies_),
        auditor(kStart, told) {}

  // Empty, or what is wrong.
  std::string Next() {
    step = workload_.Next();
    status = desk.Do(step);
    auditor.Take(step.now_ms, step.command, status.ok(), desk.events);
    for (const v1::Event& event : desk.events) workload_.Observe(event);
    ++steps_;
    return auditor.findings().empty() ? "" : Tell(auditor.findings()[0]);
  }

  std::string Tell(const std::string& what) const {
    const std::string text = TextOf(desk.events);
    return "seed " + std::to_string(seed_) + ", step " + std::to_string(steps_) + ": " + what +
           "\n" + step.command.ShortDebugString() + "\n" +
           text.substr(std::max<size_t>(text.size(), 6000) - 6000);
  }

 private:
  uint64_t seed_;
  PolicyPair policies_;
  Workload workload_;
  int steps_ = 0;

 public:
  DeskRun desk;
  Auditor auditor;
  Step step;  // the last
  absl::Status status;
};

// Empty: whatever the engine says is collected is given out at some time to come.
std::string CollectedForEver(const Engine& engine) {
  v1::TicketFilter filter;
  filter.add_states(v1::QUEUED);
  const v1::TicketPage page = engine.ListTickets(filter, 0, 30);
  for (const v1::TicketView& ticket : page.tickets()) {
    for (int i = 0; i < kAgents; ++i) {
      const auto verdict = engine.WhyNot(ticket.ticket_id(), "a" + std::to_string(i));
      const bool over = verdict.ok() && verdict->why() == v1::RoutingVerdict::BATCHED &&
                        verdict->changes_ms() < engine.now_ms();
      if (over) return verdict->ShortDebugString();
    }
  }
  return {};
}

TEST(LimitedSimulationTest, TheAuditorFindsNothing) {
  std::map<std::string, int64_t> checks;
  for (const uint64_t seed : WantedSeeds({1, 2, 3, 4, 5, 6})) {
    const DeskLimits limits = DrawLimits(seed);
    AuditedRun run(seed, limits, limits);
    for (int i = 0; i < WantedSteps(kLimitedSteps); ++i) ASSERT_EQ(run.Next(), "");
    for (const auto& [kind, count] : run.auditor.checks()) checks[kind] += count;
  }
  if (OneSeedIsWanted()) return;
  for (const char* kind : {"batched", "window", "rest by the cap", "best ticket", "chosen"}) {
    EXPECT_GT(checks[kind], 100) << kind;
  }
  for (const char* kind : {"batch of several", "by the vendor", "last by the cap", "held by share",
                           "held by the cap"}) {
    EXPECT_GT(checks[kind], 20) << kind;
  }
}

class LimitedTwinTest : public ::testing::TestWithParam<bool> {};

TEST_P(LimitedTwinTest, SurvivesASnapshotAtAnyStepAndLooksAtTheClock) {
  const DeskLimits limits = AllLimits(GetParam());
  AuditedRun run(21, limits, limits);
  PhiloxStream instants(21, 4);
  DeskRun copy(*run.desk.policies);
  for (int i = 0; i < WantedSteps(1000); ++i) {
    if (i % 20 == 0) {
      const std::string bytes = run.desk.engine->TakeSnapshot();
      absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(bytes);
      ASSERT_TRUE(restored.ok()) << "step " << i << ": " << restored.status();
      copy.engine = *std::move(restored);
      ASSERT_EQ(copy.engine->TakeSnapshot(), bytes) << "step " << i;
    }
    const int64_t before_ms = run.desk.engine->now_ms();
    ASSERT_EQ(run.Next(), "");
    const bool duplicate = !run.desk.events.empty() && run.desk.events.back().has_duplicate();
    std::vector<v1::Event> events;
    for (int looks = 0; looks < 2 && !duplicate && run.step.now_ms > before_ms; ++looks) {
      const auto span_ms = static_cast<uint64_t>(run.step.now_ms - before_ms);
      int64_t at_ms = before_ms + static_cast<int64_t>(instants.Below(span_ms));
      const auto wakeup = copy.engine->NextWakeup();
      if (wakeup && *wakeup < run.step.now_ms) at_ms = *wakeup;
      ASSERT_TRUE(copy.Advance(std::max(at_ms, copy.engine->now_ms())).ok());
      events.insert(events.end(), copy.events.begin(), copy.events.end());
      copy.events.clear();
    }
    ASSERT_EQ(copy.Do(run.step), run.status) << "step " << i;
    events.insert(events.end(), copy.events.begin(), copy.events.end());
    copy.events.clear();
    ASSERT_EQ(TextOf(events), TextOf(run.desk.events)) << "step " << i;
    if (!duplicate) {
      ASSERT_EQ(copy.engine->StateDigest(), run.desk.engine->StateDigest()) << "step " << i;
    }
    const std::string collected = CollectedForEver(*run.desk.engine);
    ASSERT_EQ(collected, "") << run.Tell(collected);
  }
}

INSTANTIATE_TEST_SUITE_P(SoftAndHard, LimitedTwinTest, ::testing::Bool());

// What an auditor believes of the limits that is not so.
struct Error {
  const char* name;
  std::function<void(DeskLimits& limits)> make;
};

const Error kErrors[] = {
    {"a cap on time that is higher", [](DeskLimits& limits) { limits.occupancy_percent += 5; }},
    {"a cap on time that is lower", [](DeskLimits& limits) { limits.occupancy_percent -= 5; }},
    {"a window of time that is longer by a minute",
     [](DeskLimits& limits) { limits.occupancy_within_ms += kMinute; }},
    {"a soft cap that is hard, or a hard one that is soft",
     [](DeskLimits& limits) { limits.occupancy_hard = !limits.occupancy_hard; }},
    {"a share that is larger", [](DeskLimits& limits) { limits.share_cap_milli += 30; }},
    {"a share that is smaller", [](DeskLimits& limits) { limits.share_cap_milli -= 30; }},
    {"a vendor without a share", [](DeskLimits& limits) { limits.share_cap_milli = 0; }},
    {"a share of a week instead of a day", [](DeskLimits& limits) { limits.share_by_week = true; }},
    {"a batch that is given out a millisecond later",
     [](DeskLimits& limits) { ++limits.windows["front"]; }},
    {"a queue that does not collect", [](DeskLimits& limits) { limits.windows.erase("expert"); }},
};

TEST(LimitedSimulationTest, AnAuditorThatKnowsOtherLimitsNotices) {
  for (const bool hard : {false, true}) {
    for (const Error& error : kErrors) {
      const DeskLimits limits = AllLimits(hard);
      DeskLimits told = limits;
      error.make(told);
      AuditedRun run(21, limits, told);
      bool noticed = false;
      for (int i = 0; i < kLimitedSteps && !noticed; ++i) noticed = !run.Next().empty();
      EXPECT_TRUE(noticed) << error.name << (hard ? ", hard" : ", soft");
    }
  }
}

// Each ticket that is given out with others goes to somebody else: all of them are noticed.
TEST(LimitedSimulationTest, ABatchThatGoesToSomebodyElseIsNoticed) {
  const DeskLimits limits = AllLimits(true);
  const PolicyPair policies(PolicyTextWith(limits));
  Workload workload(21, Workload::With::kTeams);
  DeskRun desk(policies);
  Auditor auditor(kStart, limits);
  bool told = false;
  for (int i = 0; i < kLimitedSteps && !told; ++i) {
    const Step step = workload.Next();
    const absl::Status status = desk.Do(step);
    for (const v1::Event& event : desk.events) workload.Observe(event);
    for (v1::Event& event : desk.events) {
      const v1::TicketOffered& offered = event.ticket_offered();
      const bool batched = offered.queue() == "front" && !offered.to_owner() &&
                           event.cause().kind() == v1::Cause::TIMER;
      if (!batched || told) continue;
      event.mutable_ticket_offered()->set_agent_id(offered.agent_id() == "a1" ? "a0" : "a1");
      told = true;
    }
    auditor.Take(step.now_ms, step.command, status.ok(), desk.events);
    ASSERT_EQ(auditor.findings().empty(), !told);
  }
  EXPECT_TRUE(told);
}

}  // namespace
}  // namespace waypost::sim
