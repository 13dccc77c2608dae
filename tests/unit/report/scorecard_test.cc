#include "lib/report/scorecard.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::report {
namespace {

using testing::HasSubstr;

AgentCount Busy() {
  AgentCount agent;
  agent.solved = 4;
  agent.first_contact = 1;
  agent.met = 3;
  agent.breached = 1;
  agent.ratings = 2;
  agent.rating_sum = 8;
  agent.reviews = 2;
  agent.review_points = 180;
  return agent;
}

TEST(ScorecardTest, WeighsEachPartByItsWeight) {
  // 40 * 900 + 15 * 750 + 15 * 250 + 30 * 750, of 100.
  EXPECT_EQ(Busy().ScoreMilli({}), 735);
  EXPECT_EQ(Busy().ScoreMilli({1, 0, 0, 0}), 900);
  EXPECT_EQ(Busy().ScoreMilli({0, 2, 0, 0}), 750);
  EXPECT_EQ(Busy().ScoreMilli({0, 0, 3, 0}), 250);
  EXPECT_EQ(Busy().ScoreMilli({0, 0, 0, 4}), 750);
}

TEST(ScorecardTest, LeavesOutWhatThereIsNothingOf) {
  EXPECT_EQ(AgentCount().ScoreMilli({}), -1);
  AgentCount unrated;
  unrated.met = 1;
  unrated.breached = 1;
  EXPECT_EQ(unrated.ScoreMilli({}), 500);
  EXPECT_EQ(unrated.ScoreMilli({40, 0, 30, 30}), -1);
}

TEST(ScorecardTest, AddsUp) {
  AgentCount twice = Busy();
  twice += Busy();
  EXPECT_EQ(twice.reviews, 4u);
  EXPECT_EQ(twice.review_points, 360u);
  EXPECT_EQ(twice.ScoreMilli({}), Busy().ScoreMilli({}));
}

TEST(ScorecardTest, ReadsWeights) {
  const auto weights = ParseScoreWeights("reviews=40,ratings=1000,kept=0");
  ASSERT_TRUE(weights.ok()) << weights.status();
  EXPECT_EQ(weights->reviews, 40u);
  EXPECT_EQ(weights->kept, 0u);
  EXPECT_EQ(weights->at_once, 0u);
  EXPECT_EQ(weights->ratings, 1000u);
}

std::string WhyNot(const char* text) {
  return std::string(ParseScoreWeights(text).status().message());
}

TEST(ScorecardTest, SaysWhatIsWrongWithWeights) {
  EXPECT_THAT(WhyNot("review=40"),
              HasSubstr("\"review=40\": one of reviews, kept, at-once, ratings"));
  EXPECT_THAT(WhyNot(""), HasSubstr("one of reviews"));
  EXPECT_THAT(WhyNot("kept=1,kept=2"), HasSubstr("\"kept\" is said twice"));
  EXPECT_THAT(WhyNot("kept=1001"), HasSubstr("a whole number from 0 to 1000"));
  EXPECT_THAT(WhyNot("kept"), HasSubstr("a whole number"));
  EXPECT_THAT(WhyNot("kept=-1"), HasSubstr("a whole number"));
  EXPECT_THAT(WhyNot("kept=0"), HasSubstr("nothing has any weight"));
}

}  // namespace
}  // namespace waypost::report
