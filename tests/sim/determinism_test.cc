#include "tests/sim/desk_run.h"

namespace waypost::sim {
namespace {

constexpr size_t kPinnedCount = 70680;
constexpr uint64_t kPinnedEvents = 3162512906580019090u;
constexpr uint64_t kPinnedState = 10994465391612102873u;

// FNV-1a over the events' own words: map order, compiler and sanitizer must not show.
struct Outcome {
  uint64_t events = 14695981039346656037u;
  uint64_t state = 0;
  size_t count = 0;
};

Outcome Simulate(uint64_t seed, int steps) {
  Workload workload(seed);
  DeskRun desk;
  Outcome outcome;
  for (int i = 0; i < steps; ++i) {
    desk.Do(workload.Next()).IgnoreError();
    for (v1::Event& event : desk.events) {
      workload.Observe(event);
      event.clear_decided_by();  // the layout of the policy's text is not meant here
      for (const char byte : event.SerializeAsString()) {
        outcome.events = (outcome.events ^ static_cast<uint8_t>(byte)) * 1099511628211u;
      }
    }
    outcome.count += desk.events.size();
  }
  outcome.state = desk.engine->StateDigest();
  return outcome;
}

TEST(DeterminismTest, TheSameSeedGivesTheSameEventsAndState) {
  const Outcome once = Simulate(5, 1000);
  const Outcome again = Simulate(5, 1000);
  EXPECT_EQ(once.events, again.events);
  EXPECT_EQ(once.state, again.state);
  EXPECT_NE(Simulate(6, 1000).state, once.state);
}

// Every compiler, optimisation level and sanitizer must find these numbers. They change with the
// rules of the engine; then the new ones belong here.
TEST(DeterminismTest, EveryBuildGivesTheSameEventsAndState) {
  const Outcome outcome = Simulate(7, 2000);
  EXPECT_EQ(outcome.count, kPinnedCount);
  EXPECT_EQ(outcome.events, kPinnedEvents);
  EXPECT_EQ(outcome.state, kPinnedState);
}

}  // namespace
}  // namespace waypost::sim
