#include "tests/sim/desk_run.h"

namespace waypost::sim {
namespace {

// One engine is only told the time by commands; the other looks at the clock at random instants
// between them, and at every wake-up.
class SplitAdvanceTest : public ::testing::TestWithParam<uint64_t> {};

void AppendNumbered(const std::vector<v1::Event>& events, std::vector<v1::Event>* all) {
  for (const v1::Event& event : events) {
    if (!event.has_duplicate()) all->push_back(event);
  }
}

TEST_P(SplitAdvanceTest, HowOftenTheClockIsLookedAtMakesNoDifference) {
  Workload workload(GetParam());
  PhiloxStream instants(GetParam(), 2);
  DeskRun seldom;
  DeskRun often;
  std::vector<v1::Event> looked_seldom;
  std::vector<v1::Event> looked_often;
  size_t by_timers = 0;
  for (int i = 0; i < 1500; ++i) {
    const Step step = workload.Next();
    while (often.engine->now_ms() < step.now_ms && instants.Below(3) != 0) {
      int64_t at_ms = often.engine->now_ms() + 1 +
                      static_cast<int64_t>(instants.Below(
                          static_cast<uint64_t>(step.now_ms - often.engine->now_ms())));
      const auto wakeup = often.engine->NextWakeup();
      if (wakeup.has_value() && *wakeup < step.now_ms && instants.Below(2) == 0) at_ms = *wakeup;
      often.events.clear();
      ASSERT_TRUE(often.Advance(at_ms).ok());
      by_timers += often.events.size();
      AppendNumbered(often.events, &looked_often);
    }
    const absl::Status status = seldom.Do(step);
    ASSERT_EQ(often.Do(step), status) << "step " << i;
    AppendNumbered(often.events, &looked_often);
    AppendNumbered(seldom.events, &looked_seldom);
    for (const v1::Event& event : seldom.events) workload.Observe(event);
    // A duplicate does not bring the engine to its time: the timers come with the next command.
    if (!seldom.events.empty() && seldom.events.back().has_duplicate()) continue;
    ASSERT_EQ(TextOf(looked_often), TextOf(looked_seldom))
        << "seed " << GetParam() << " step " << i;
    ASSERT_EQ(often.engine->StateDigest(), seldom.engine->StateDigest()) << "step " << i;
    ASSERT_EQ(often.engine->NextWakeup(), seldom.engine->NextWakeup()) << "step " << i;
    looked_often.clear();
    looked_seldom.clear();
  }
  EXPECT_GT(by_timers, 200u) << "too few timers fired between commands for this to say anything";
}

INSTANTIATE_TEST_SUITE_P(Seeds, SplitAdvanceTest, ::testing::Values(1, 2, 3));

}  // namespace
}  // namespace waypost::sim
