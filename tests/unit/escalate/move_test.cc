#include "lib/escalate/move.h"

#include <gtest/gtest.h>

#include "tests/unit/escalate/chains.h"

namespace waypost::escalate {
namespace {

// "old": three steps an hour apart; "new": two steps two hours apart.
class MoveTest : public testing::Test {
 protected:
  MoveTest() {
    old_builder_.Chain("old").OnCreated();
    for (int i = 0; i < 3; ++i) old_builder_.Step(kHour, {"role:lead"});
    new_builder_.Chain("new").OnCreated();
    for (int i = 0; i < 2; ++i) new_builder_.Step(2 * kHour, {"role:boss"});
    old_ = old_builder_.Build();
    new_ = new_builder_.Build();
    run_.due_ms = At("11:00");
    run_.started_ms = At("09:00");
    run_.next_step = 1;
  }

  Destination There() const { return {new_.get(), 7, 0}; }

  ChainsBuilder old_builder_;
  ChainsBuilder new_builder_;
  std::unique_ptr<policy::Tables> old_;
  std::unique_ptr<policy::Tables> new_;
  escalate::Run run_;
};

TEST_F(MoveTest, WithoutAMapStepsKeepTheirPlaces) {
  EXPECT_EQ(NextStepThere(*old_, run_, There(), {}), 1);
  run_.next_step = 2;
  EXPECT_EQ(NextStepThere(*old_, run_, There(), {}), std::nullopt) << "there is no third step";
}

TEST_F(MoveTest, AMapSaysWhichStepTakesThePlace) {
  const uint16_t steps[] = {1, 0};
  EXPECT_EQ(NextStepThere(*old_, run_, There(), steps), 0);
  run_.next_step = 2;
  EXPECT_EQ(NextStepThere(*old_, run_, There(), steps), std::nullopt) << "not in the map";
}

TEST_F(MoveTest, ARunThatHasDoneAllHasDoneAllThere) {
  run_.next_step = 3;
  EXPECT_EQ(NextStepThere(*old_, run_, There(), {}), 2);
}

TEST_F(MoveTest, WhatHasDoneAllAndFollowsNothingThereEndsNow) {
  run_.next_step = 3;
  run_.due_ms = Calendar::kNever;
  GoOnThere(There(), 2, At("12:00"), run_);
  EXPECT_EQ(TimeText(run_.due_ms), "12:00");
}

TEST_F(MoveTest, WhatGoesOnIsDueWhenItWas) {
  run_.moves = run_.raised = true;
  run_.pass = 4;  // the new chain does not repeat
  GoOnThere(There(), 0, At("12:00"), run_);
  EXPECT_EQ(TimeText(run_.due_ms), "11:00");
  EXPECT_EQ(run_.version, 7);
  EXPECT_EQ(run_.next_step, 0);
  EXPECT_EQ(run_.pass, 0);
  EXPECT_TRUE(run_.raised);
  EXPECT_FALSE(run_.moves);
}

TEST_F(MoveTest, WhatBeginsAgainIsDueByTheNewChain) {
  run_.state = escalate::Run::State::kHeld;
  run_.after_solving = run_.moves = true;
  RestartThere(There(), At("10:00"), run_);
  EXPECT_EQ(TimeText(run_.due_ms), "12:00");
  EXPECT_EQ(TimeText(run_.started_ms), "10:00");
  EXPECT_EQ(run_.next_step, 0);
  EXPECT_EQ(run_.state, escalate::Run::State::kLive);
  EXPECT_TRUE(run_.after_solving);
  EXPECT_FALSE(run_.moves);
}

}  // namespace
}  // namespace waypost::escalate
