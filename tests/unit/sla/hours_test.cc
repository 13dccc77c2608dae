#include "lib/sla/hours.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

constexpr int64_t kStep = kHour / 2;

// Targets 0, 1 and 2 count office hours, always and mornings.
class HoursTest : public testing::Test {
 protected:
  HoursTest() {
    TablesBuilder builder;
    builder.Sla("s").Within(policy::Metric::kResolution, kHour, kOffice);
    builder.Within(policy::Metric::kRequesterWait, kHour, kAlways);
    builder.Within(policy::Metric::kAgentWork, kHour, kMornings);
    tables_ = builder.Build();
    decider_ = std::make_unique<Decider>(*tables_);
    versions_ = {decider_.get()};
    clocks_.push_back(Clock());
  }

  void ChangeTo(uint16_t target, int64_t at_ms) {
    KeepHours(0, at_ms, clocks_);
    clocks_[0].target = target;
  }
  void ChangeTo(uint16_t target, std::string_view at) { ChangeTo(target, At(at)); }

  Hours hours() const { return Hours(versions_, clocks_[0]); }

  std::unique_ptr<policy::Tables> tables_;
  std::unique_ptr<Decider> decider_;
  std::vector<const Decider*> versions_;
  Clocks clocks_;
};

// Office until Mon 17:00, always until Tue 07:00, mornings until Wed 03:00, then always.
bool IsOpenAt(const policy::Tables& tables, int64_t at_ms) {
  const uint16_t calendar = at_ms < At("Mon 17:00")   ? kOffice
                            : at_ms < At("Tue 07:00") ? kAlways
                            : at_ms < At("Wed 03:00") ? kMornings
                                                      : kAlways;
  return tables.calendars[calendar].calendar.IsOpen(at_ms);
}

TEST_F(HoursTest, WithoutEarlierOnesAreThoseOfTheCalendar) {
  EXPECT_FALSE(hours().split());
  EXPECT_EQ(hours().Between(At("Mon 16:00"), At("Tue 10:00")), 3 * kHour);
  EXPECT_EQ(hours().Add(At("Mon 16:00"), 3 * kHour), At("Tue 10:00"));
  EXPECT_EQ(hours().NextOpen(At("Mon 18:00")), At("Tue 09:00"));
  EXPECT_EQ(hours().PartAt(At("Mon 16:00")).earlier, nullptr);
}

// Everything between two days, in half hours, added up step by step.
TEST_F(HoursTest, SeveralAgreeWithAWalk) {
  ChangeTo(1, "Mon 17:00");
  ChangeTo(2, "Tue 07:00");
  ChangeTo(1, "Wed 03:00");
  const Hours hours = this->hours();
  for (int64_t from_ms = At("Mon 07:00"); from_ms < At("Wed 06:00"); from_ms += kStep) {
    int64_t open_ms = 0;
    bool opened = false;
    for (int64_t at_ms = from_ms; at_ms < At("Thu 00:00"); at_ms += kStep) {
      ASSERT_EQ(hours.Between(from_ms, at_ms), open_ms) << TimeText(from_ms) << TimeText(at_ms);
      if (!IsOpenAt(*tables_, at_ms)) continue;
      if (!opened) {
        ASSERT_EQ(hours.NextOpen(from_ms), at_ms) << TimeText(from_ms);
      }
      opened = true;
      open_ms += kStep;
      ASSERT_EQ(hours.Add(from_ms, open_ms), at_ms + kStep) << TimeText(from_ms);
    }
  }
}

TEST_F(HoursTest, EndWhereTheirCalendarDoes) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kResolution, kHour, kNeverOpen);
  builder.Within(policy::Metric::kRequesterWait, kHour, kAlways);
  tables_ = builder.Build();
  decider_ = std::make_unique<Decider>(*tables_);
  versions_ = {decider_.get()};
  clocks_[0].target = 1;
  ChangeTo(0, "Mon 10:00");
  EXPECT_EQ(hours().Add(At("Mon 09:00"), kHour), At("Mon 10:00"));
  EXPECT_EQ(hours().Add(At("Mon 09:00"), kHour + 1), Calendar::kNever);
  EXPECT_EQ(hours().NextOpen(At("Mon 10:00")), Calendar::kNever);
  EXPECT_EQ(hours().Between(At("Mon 09:00"), Calendar::kNever), kHour);
}

TEST_F(HoursTest, AreKeptBehindTheirClock) {
  clocks_.push_back(Clock());
  ChangeTo(1, "Mon 17:00");
  ChangeTo(2, "Mon 18:00");
  ASSERT_EQ(clocks_.size(), 4u);
  EXPECT_EQ(clocks_[1].start_ms, At("Mon 17:00"));
  EXPECT_EQ(clocks_[2].start_ms, At("Mon 18:00"));
  EXPECT_EQ(clocks_[2].target, 1);
  EXPECT_TRUE(clocks_[0].split && clocks_[1].split && !clocks_[2].split);
  EXPECT_FALSE(clocks_[3].is_earlier_hours());
  DropEarlierHours(0, clocks_);
  ASSERT_EQ(clocks_.size(), 2u);
  EXPECT_FALSE(clocks_[0].split || clocks_[1].is_earlier_hours());
}

TEST_F(HoursTest, OfNoTimeAreNotKept) {
  ChangeTo(1, "Mon 17:00");
  ChangeTo(2, "Mon 17:00");
  EXPECT_EQ(clocks_.size(), 2u);
  EXPECT_EQ(hours().Between(At("Mon 16:00"), At("Tue 07:00")), 2 * kHour);
}

TEST_F(HoursTest, OfAnyNumberAreKept) {
  constexpr int64_t kWholeDay = 24 * kHour;
  for (int day = 0; day < 100; ++day) {
    ChangeTo(1, At("Mon 18:00") + 2 * day * kWholeDay);
    ChangeTo(0, At("Tue 18:00") + 2 * day * kWholeDay);
  }
  EXPECT_EQ(clocks_.size(), 201u);
  // Every second night, from Mon 18:00 to Tue 09:00, is open too.
  for (const int day : {0, 49, 99}) {
    const int64_t night_ms = At("Mon 18:00") + 2 * day * kWholeDay;
    EXPECT_EQ(hours().Between(night_ms, night_ms + 15 * kHour), 15 * kHour) << day;
    EXPECT_EQ(hours().Between(night_ms + kWholeDay, night_ms + kWholeDay + 15 * kHour), 0) << day;
    EXPECT_EQ(hours().Add(night_ms, 15 * kHour), night_ms + 15 * kHour) << day;
  }
}

// What a snapshot may bring.
class FoundHoursTest : public HoursTest {
 protected:
  FoundHoursTest() {
    ChangeTo(1, "Mon 17:00");
    ChangeTo(2, "Mon 18:00");
    for (Clock& clock : clocks_) clock.split = false;
  }
};

TEST_F(FoundHoursTest, AreFoundAgain) {
  clocks_.push_back(Clock());
  clocks_[3].split = true;
  ASSERT_TRUE(FindEarlierHours(clocks_));
  EXPECT_TRUE(clocks_[0].split && clocks_[1].split);
  EXPECT_FALSE(clocks_[2].split || clocks_[3].split);
  clocks_[0].phase = Phase::kSolved;
  EXPECT_TRUE(FindEarlierHours(clocks_));
}

TEST_F(FoundHoursTest, NeedAClockThatMayGoOn) {
  for (const Phase phase : {Phase::kOver, Phase::kFinal}) {
    clocks_[0].phase = phase;
    EXPECT_FALSE(FindEarlierHours(clocks_));
  }
  clocks_.erase(0);
  EXPECT_FALSE(FindEarlierHours(clocks_)) << "there is none";
}

TEST_F(FoundHoursTest, RiseInTime) {
  clocks_[2].start_ms = At("Mon 17:00");
  EXPECT_FALSE(FindEarlierHours(clocks_));
}

TEST_F(FoundHoursTest, SayNothingElse) {
  const auto refuses = [&](auto change) {
    const Clock plain = clocks_[1];
    change(clocks_[1]);
    const bool refused = !FindEarlierHours(clocks_);
    clocks_[1] = plain;
    return refused;
  };
  EXPECT_TRUE(refuses([](Clock& hours) { hours.phase = Phase::kLive; }));
  EXPECT_TRUE(refuses([](Clock& hours) { hours.next_ms = At("Tue 09:00"); }));
  EXPECT_TRUE(refuses([](Clock& hours) { hours.first_pause = 1; }));
  EXPECT_TRUE(refuses([](Clock& hours) { hours.next_mark = 1; }));
  EXPECT_TRUE(refuses([](Clock& hours) { hours.next_wall = 1; }));
  EXPECT_TRUE(refuses([](Clock& hours) { hours.paused = true; }));
  EXPECT_TRUE(refuses([](Clock& hours) { hours.breached = true; }));
  EXPECT_FALSE(refuses([](Clock&) {}));
}

}  // namespace
}  // namespace waypost::sla
