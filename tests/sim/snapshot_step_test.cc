#include "tests/sim/desk_run.h"

namespace waypost::sim {
namespace {

TEST(SnapshotStepTest, AnEngineRestoredBeforeAnyStepDoesTheSameInIt) {
  Workload workload(11);
  DeskRun desk;
  for (int i = 0; i < 400; ++i) {
    const std::string bytes = desk.engine->TakeSnapshot();
    absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(bytes);
    ASSERT_TRUE(restored.ok()) << "step " << i << ": " << restored.status();
    DeskRun copy;
    copy.engine = *std::move(restored);
    ASSERT_EQ(copy.engine->TakeSnapshot(), bytes) << "step " << i;
    ASSERT_EQ(copy.engine->StateDigest(), desk.engine->StateDigest()) << "step " << i;

    const Step step = workload.Next();
    const absl::Status status = desk.Do(step);
    ASSERT_EQ(copy.Do(step), status) << "step " << i;
    ASSERT_EQ(TextOf(copy.events), TextOf(desk.events))
        << "step " << i << " " << step.command.ShortDebugString();
    ASSERT_EQ(copy.engine->StateDigest(), desk.engine->StateDigest()) << "step " << i;
    for (const v1::Event& event : desk.events) workload.Observe(event);
  }
  EXPECT_GT(desk.engine->open_tickets(), 10u);
}

// A difference that a restored engine carries may show only later.
TEST(SnapshotStepTest, AnEngineRestoredOnceGoesOnTheSame) {
  Workload workload(12);
  DeskRun desk;
  DeskRun copy;
  for (int i = 0; i < 1200; ++i) {
    if (i % 100 == 0) {
      absl::StatusOr<std::unique_ptr<Engine>> restored =
          Engine::Restore(desk.engine->TakeSnapshot());
      ASSERT_TRUE(restored.ok()) << restored.status();
      copy.engine = *std::move(restored);
    }
    const Step step = workload.Next();
    const absl::Status status = desk.Do(step);
    ASSERT_EQ(copy.Do(step), status) << "step " << i;
    ASSERT_EQ(TextOf(copy.events), TextOf(desk.events)) << "step " << i;
    ASSERT_EQ(copy.engine->StateDigest(), desk.engine->StateDigest()) << "step " << i;
    for (const v1::Event& event : desk.events) workload.Observe(event);
  }
}

}  // namespace
}  // namespace waypost::sim
