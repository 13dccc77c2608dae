#include "lib/escalate/incident_hold.h"

#include <gtest/gtest.h>

#include "lib/expression/fact_row.h"
#include "tests/unit/escalate/chains.h"

namespace waypost::escalate {
namespace {

class NoFacts : public Facts {
 public:
  expression::FactRow RowFor(uint8_t) override { return row_.row(); }

 private:
  expression::FactRowBuffer row_{1};
};

// A chain that runs and an urgent one, each with a step at 10:00.
class IncidentHoldTest : public testing::Test {
 protected:
  IncidentHoldTest() {
    builder_.Chain("late").OnCreated().Step(kHour, {"a"});
    builder_.Chain("threat").OnCreated().Step(kHour, {"b"});
    builder_.chain().urgent = true;
    tables_ = builder_.Build();
    decider_ = std::make_unique<Decider>(*tables_);
    pointers_ = {decider_.get(), decider_.get()};  // two policies, of the same chains
    for (uint16_t chain = 0; chain < 2; ++chain) {
      escalate::Run run;
      run.escalation = chain;
      run.due_ms = At("10:00");
      runs_.push_back(run);
    }
  }
  void Stand(std::string_view at) {
    StandStill(absl::MakeSpan(pointers_), At(at), runs_, standing_, effects_);
  }

  void Resume(std::string_view at) {
    NoFacts facts;
    GoOn(absl::MakeSpan(pointers_), facts, At(at), runs_, standing_, effects_);
  }

  ChainsBuilder builder_;
  std::unique_ptr<policy::Tables> tables_;
  std::unique_ptr<Decider> decider_;
  std::vector<Decider*> pointers_;
  CompactVector<escalate::Run> runs_;
  CompactVector<StandingRun> standing_;
  std::vector<Effect> effects_;
};

TEST_F(IncidentHoldTest, RunsStandStillAndGoOnWhereTheyWere) {
  Stand("09:40");
  EXPECT_EQ(runs_[0].due_ms, Calendar::kNever);
  ASSERT_EQ(effects_.size(), 1u);
  EXPECT_EQ(effects_[0].kind, EffectKind::kHeld);
  EXPECT_EQ(effects_[0].held, Held::kIncident);
  Resume("12:00");
  EXPECT_EQ(runs_[0].due_ms, At("12:20"));
  EXPECT_EQ(effects_.back().kind, EffectKind::kResumed);
  EXPECT_TRUE(standing_.empty());
}

TEST_F(IncidentHoldTest, UrgentChainsAndThoseOfTheIncidentGoOn) {
  runs_[0].started_by = static_cast<uint8_t>(Signal::Kind::kIncidentJoined);
  Stand("09:40");
  EXPECT_EQ(runs_[0].due_ms, At("10:00"));
  EXPECT_EQ(runs_[1].due_ms, At("10:00"));
  EXPECT_TRUE(effects_.empty());
}

TEST_F(IncidentHoldTest, ARunThatBeganAnewMeanwhileStandsStillAgain) {
  Stand("09:40");
  runs_[0].due_ms = At("10:10");
  Stand("09:50");
  EXPECT_EQ(standing_.size(), 1u);
  Resume("12:00");
  EXPECT_EQ(runs_[0].due_ms, At("12:20"));
}

TEST_F(IncidentHoldTest, ARunThatMovesToAnotherPolicyStandsStillThere) {
  Stand("09:40");
  ASSERT_TRUE(TakeUp(At("09:50"), runs_[0], standing_));
  runs_[0].version = 1;
  PutDown(At("09:50"), runs_[0], standing_);
  EXPECT_EQ(runs_[0].due_ms, Calendar::kNever);
  Resume("12:00");
  EXPECT_EQ(runs_[0].due_ms, At("12:20"));
}

TEST_F(IncidentHoldTest, ARunThatBeginsAnewUnderAnotherPolicyStandsStillThere) {
  Stand("09:40");
  ASSERT_TRUE(TakeUp(At("09:50"), runs_[0], standing_));
  runs_[0].due_ms = At("10:50");
  PutDown(At("09:50"), runs_[0], standing_);
  EXPECT_EQ(runs_[0].due_ms, Calendar::kNever);
  Resume("12:00");
  EXPECT_EQ(runs_[0].due_ms, At("13:00"));
}

TEST_F(IncidentHoldTest, ARunThatRunsIsNotTakenUp) {
  EXPECT_FALSE(TakeUp(At("09:50"), runs_[0], standing_));
  EXPECT_EQ(runs_[0].due_ms, At("10:00"));
}

TEST_F(IncidentHoldTest, WhatIsPostponedComesSoMuchLater) {
  Stand("09:40");
  Postpone(30 * kMinute, At("09:40"), runs_[0], standing_);
  Postpone(30 * kMinute, At("09:40"), runs_[1], standing_);
  Resume("12:00");
  EXPECT_EQ(runs_[0].due_ms, At("12:50"));
  EXPECT_EQ(runs_[1].due_ms, At("10:00")) << "it does not stand still";
}

TEST_F(IncidentHoldTest, WhatHasEndedMeanwhileStaysEnded) {
  Stand("09:40");
  runs_[0].state = escalate::Run::State::kCooling;
  Resume("12:00");
  EXPECT_EQ(effects_.size(), 1u) << "nothing goes on";
}

}  // namespace
}  // namespace waypost::escalate
