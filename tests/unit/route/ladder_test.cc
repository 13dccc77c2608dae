#include "lib/route/ladder.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "waypost/calendar_builder.h"

namespace waypost::route {
namespace {

constexpr int64_t kMonday = 1'799'020'800'000;  // 2027-01-04T00:00Z
constexpr int64_t kNever = Calendar::kNever;

policy::Stage Stage(int64_t after_ms, uint16_t calendar = policy::kNone) {
  policy::Stage stage;
  stage.after_ms = after_ms;
  stage.calendar = calendar;
  return stage;
}

policy::Stage Replacing(int64_t after_ms) {
  policy::Stage stage = Stage(after_ms);
  stage.replaces = true;
  return stage;
}

policy::Stage Speaking(int64_t after_ms, const std::vector<int64_t>& languages) {
  policy::Stage stage = Stage(after_ms);
  for (const int64_t language_ms : languages) stage.languages.push_back({language_ms});
  return stage;
}

// Calendar 0 is open from nine to five, Monday to Friday.
class LadderTest : public testing::Test {
 protected:
  Ladder Of(const std::vector<policy::Stage>& stages) {
    tables_.calendars.push_back(
        {0, *CalendarBuilder("UTC").Weekly("mon-fri", "09:00-17:00").Build(), {}});
    tables_.stages = stages;
    tables_.routes.resize(1);
    tables_.routes[0].stage_count = static_cast<uint16_t>(stages.size());
    return Ladder(tables_, 0);
  }

  static LadderPlace Since(int64_t since_ms, uint8_t stage = 0, uint64_t skipped = 0) {
    LadderPlace place;
    place.since_ms = since_ms;
    place.stage = stage;
    place.skipped = skipped;
    return place;
  }

  static std::string OpenOn(const Ladder& ladder, const LadderPlace& place) {
    std::string open;
    for (uint8_t i = 0; i < ladder.stage_count(); ++i) {
      open += ladder.IsOpen(place, i) ? '1' : '0';
    }
    return open;
  }

  policy::Tables tables_;
};

TEST_F(LadderTest, AStageBeginsAtItsInstantAndNotBefore) {
  const Ladder ladder = Of({Stage(0), Stage(kHourMs)});
  const LadderPlace place = Since(kMonday);
  EXPECT_EQ(ladder.NextDue(place, kMonday), kMonday + kHourMs);
  EXPECT_FALSE(ladder.NextStageBegins(place, kMonday + kHourMs - 1));
  EXPECT_TRUE(ladder.NextStageBegins(place, kMonday + kHourMs));
  EXPECT_FALSE(ladder.NextStageBegins(Since(kMonday, 1), kMonday + kDayMs));
  EXPECT_EQ(ladder.NextDue(Since(kMonday, 1), kMonday), kNever);
}

TEST_F(LadderTest, AStageMayCountOpenTime) {
  const Ladder ladder = Of({Stage(0), Stage(kHourMs, 0)});
  const int64_t friday_half_past_four = kMonday + 4 * kDayMs + 16 * kHourMs + 30 * kMinuteMs;
  EXPECT_EQ(ladder.NextDue(Since(friday_half_past_four), friday_half_past_four),
            kMonday + 7 * kDayMs + 9 * kHourMs + 30 * kMinuteMs);
}

TEST_F(LadderTest, AStageDoesNotBeginBeforeTheOneAboveIt) {
  const Ladder ladder = Of({Stage(0), Stage(kHourMs, 0), Stage(2 * kHourMs)});
  const int64_t saturday = kMonday + 5 * kDayMs;
  const int64_t monday_at_ten = kMonday + 7 * kDayMs + 10 * kHourMs;
  EXPECT_EQ(ladder.NextDue(Since(saturday), saturday), monday_at_ten);
  EXPECT_TRUE(ladder.NextStageBegins(Since(saturday, 1), monday_at_ten));
}

TEST_F(LadderTest, StagesAddUpUntilOneReplacesThem) {
  const Ladder ladder = Of({Stage(0), Stage(1), Replacing(2), Stage(3)});
  EXPECT_EQ(OpenOn(ladder, Since(0, 0)), "1000");
  EXPECT_EQ(OpenOn(ladder, Since(0, 1)), "1100");
  EXPECT_EQ(OpenOn(ladder, Since(0, 2)), "0010");
  EXPECT_EQ(OpenOn(ladder, Since(0, 3)), "0011");
}

TEST_F(LadderTest, AStagePassedOverCountsForNothing) {
  const Ladder ladder = Of({Stage(0), Stage(1), Replacing(2), Stage(3)});
  EXPECT_EQ(OpenOn(ladder, Since(0, 1, 0b1)), "0100");
  EXPECT_EQ(OpenOn(ladder, Since(0, 3, 0b100)), "1101");
}

TEST_F(LadderTest, WhatFollowsAStagePassedOverKeepsItsDistance) {
  const Ladder ladder = Of({Stage(0), Stage(10 * kMinuteMs), Stage(12 * kMinuteMs)});
  LadderPlace place = Since(kMonday);
  ladder.PassOver(place, kMonday + kMinuteMs);
  EXPECT_EQ(place.stage, 1);
  EXPECT_EQ(ladder.NextDue(place, kMonday + kMinuteMs), kMonday + 3 * kMinuteMs);
}

TEST_F(LadderTest, PassingOverIntoOpenTimeCountsOpenTime) {
  const Ladder ladder = Of({Stage(0), Stage(kHourMs, 0), Stage(2 * kHourMs, 0)});
  LadderPlace place = Since(kMonday + 9 * kHourMs + 30 * kMinuteMs);
  ladder.PassOver(place, kMonday + 9 * kHourMs + 30 * kMinuteMs);
  EXPECT_EQ(ladder.NextDue(place, kMonday + 9 * kHourMs + 30 * kMinuteMs),
            kMonday + 10 * kHourMs + 30 * kMinuteMs);
}

TEST_F(LadderTest, PassingOverLateSavesNothing) {
  const Ladder ladder = Of({Stage(0), Stage(kMinuteMs), Stage(kHourMs)});
  LadderPlace place = Since(kMonday);
  ladder.PassOver(place, kMonday + 30 * kMinuteMs);
  EXPECT_EQ(ladder.NextDue(place, kMonday + 30 * kMinuteMs), kMonday + kHourMs);
}

TEST_F(LadderTest, LanguagesOfOpenStagesBeginOneByOne) {
  const Ladder ladder = Of({Speaking(0, {0, kMinuteMs}), Stage(2 * kMinuteMs)});
  LadderPlace place = Since(kMonday);
  place.due_ms = ladder.NextDue(place, kMonday);
  EXPECT_EQ(place.due_ms, kMonday + kMinuteMs);
  EXPECT_TRUE(ladder.LanguageWillDo(place, 0, ladder.stage(0).languages[0]));
  EXPECT_FALSE(ladder.LanguageWillDo(place, 0, ladder.stage(0).languages[1]));
  place.due_ms = ladder.NextDue(place, kMonday + kMinuteMs);
  EXPECT_EQ(place.due_ms, kMonday + 2 * kMinuteMs);
  EXPECT_TRUE(ladder.LanguageWillDo(place, 0, ladder.stage(0).languages[1]));
}

TEST_F(LadderTest, LanguagesOfStagesThatWereReplacedDoNotBegin) {
  const Ladder ladder = Of({Speaking(0, {kHourMs}), Replacing(kMinuteMs)});
  EXPECT_EQ(ladder.NextDue(Since(kMonday, 1), kMonday + kMinuteMs), kNever);
}

}  // namespace
}  // namespace waypost::route
