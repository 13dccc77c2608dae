#include "lib/escalate/surge.h"

#include <gtest/gtest.h>

namespace waypost::escalate {
namespace {

constexpr int64_t kSurgeWeek = 2'016;  // buckets of five minutes

SurgeSettings OneStream() {
  SurgeSettings settings;
  settings.most_streams = 1;
  settings.tolerated_ms = 10'000 * settings.bucket_ms;
  return settings;
}

// A stream that had ten customers, then twenty, in turn for two weeks: fifteen on average.
class SurgeTest : public testing::Test {
 protected:
  explicit SurgeTest(const SurgeSettings& settings = OneStream()) : rules_(settings) {}

  bool Bucket(int64_t customers, bool learn = true) {
    Begin(rules_, next_, (next_ - surge_.next_bucket) * 1'000, 1'000, learn, surge_);
    ++next_;
    bool alarm = false;
    for (int64_t i = 0; i < customers; ++i) alarm |= CountOne(surge_);
    End(rules_, learn, surge_);
    return alarm;
  }
  void Learn(int64_t weeks) {
    for (int64_t i = 0; i < weeks * kSurgeWeek; ++i) Bucket(i % 2 == 0 ? 10 : 20);
  }

  SurgeRules rules_;
  Surge surge_ = NewSurge(0, nullptr, 1);
  int64_t next_ = 0;
};

TEST_F(SurgeTest, LearnsWhatIsUsualAndHowMuchItVaries) {
  Learn(2);
  EXPECT_NEAR(static_cast<double>(LevelMicro(surge_)), 15e6, 0.1e6);
  EXPECT_NEAR(static_cast<double>(DispersionMilli(surge_)), 25.0 / 15 * 1'000, 60)
      << "the guess is forgotten";
}

TEST_F(SurgeTest, AJumpIsFoundInItsOwnBucket) {
  Learn(2);
  EXPECT_TRUE(Bucket(60));
}

TEST_F(SurgeTest, ALastingRiseIsFoundThoughNoBucketStandsOut) {
  Learn(2);
  int buckets = 1;
  while (!Bucket(27, false)) ASSERT_LT(++buckets, 20);
  EXPECT_GT(buckets, 1);
}

TEST_F(SurgeTest, WhatIsUsualIsNeverASurge) {
  Learn(1);
  for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(Bucket(i % 2 == 0 ? 10 : 20));
}

TEST_F(SurgeTest, FewerThanTheMinimumAreNeverASurge) {
  for (int i = 0; i < 2 * kSurgeWeek; i += 50, next_ += 49) Bucket(1);
  EXPECT_FALSE(Bucket(4)) << "far more than usual";
  EXPECT_TRUE(Bucket(5));
}

TEST_F(SurgeTest, WhileAStreamIsColdAFixedNumberIsASurge) {
  EXPECT_FALSE(Bucket(19));
  EXPECT_TRUE(Bucket(20));
}

TEST_F(SurgeTest, AColdStreamThatIsAlwaysFullIsNoSurge) {
  int alarms = 0;
  for (int i = 0; i < kSurgeWeek; ++i) alarms += Bucket(50, false) ? 1 : 0;
  EXPECT_LE(alarms, 144) << "until half a day is known";
  EXPECT_FALSE(Bucket(50)) << "it has been learned though nothing was to be";
}

TEST_F(SurgeTest, WhatIsNotToBeLearnedIsNot) {
  Learn(2);
  const int64_t level = LevelMicro(surge_);
  const int64_t dispersion = DispersionMilli(surge_);
  for (int i = 0; i < 100; ++i) Bucket(200, false);
  EXPECT_EQ(LevelMicro(surge_), level);
  EXPECT_EQ(DispersionMilli(surge_), dispersion);
}

TEST_F(SurgeTest, TheSumRemembersSinceWhenItRises) {
  Learn(2);
  Bucket(10);
  const int64_t since = next_;
  Bucket(30, false);
  Bucket(30, false);
  EXPECT_GT(surge_.cusum, 0);
  EXPECT_EQ(surge_.rising_since, since);
}

TEST_F(SurgeTest, TheSumStaysAtTheAlarmSoThatCalmCanReturn) {
  Learn(2);
  for (int i = 0; i < 500; ++i) Bucket(300, false);
  EXPECT_EQ(surge_.cusum, rules_.alarm_at());
  EXPECT_EQ(surge_.calm, 0);
  int buckets = 0;
  while (surge_.calm < 6) {
    Bucket(14, false);
    ASSERT_LT(++buckets, 40);
  }
  EXPECT_EQ(surge_.cusum, 0);
}

TEST_F(SurgeTest, SilenceCountsAsBucketsWithoutCustomers) {
  Learn(2);
  Surge walked = surge_;
  int64_t bucket = next_;
  for (int i = 0; i < 200; ++i, ++bucket) {
    Begin(rules_, bucket, 0, 1'000, true, walked);
    End(rules_, true, walked);
  }
  next_ += 200;
  Bucket(1);
  Begin(rules_, bucket, 0, 1'000, true, walked);
  EXPECT_NEAR(static_cast<double>(LevelMicro(surge_)), static_cast<double>(LevelMicro(walked)),
              2e4);
  EXPECT_EQ(surge_.cusum, 0);
  EXPECT_GE(surge_.calm, 200);
}

TEST_F(SurgeTest, ANewStreamBorrowsFromTheOneAbove) {
  Learn(2);
  const Surge below = NewSurge(next_, &surge_, 3);
  EXPECT_NEAR(static_cast<double>(LevelMicro(below)), 5e6, 0.1e6);
  EXPECT_EQ(DispersionMilli(below), DispersionMilli(surge_));
}

TEST_F(SurgeTest, ABusyHourMayBeBusy) {
  Learn(2);
  Begin(rules_, next_, 0, 4'000, true, surge_);
  EXPECT_NEAR(static_cast<double>(surge_.expected_micro), 60e6, 1e6);
  EXPECT_GT(surge_.alarm_count, 60);
}

class PatientSurgeTest : public SurgeTest {
 protected:
  static SurgeSettings TwoOfThree() {
    SurgeSettings settings = OneStream();
    settings.full_needed = 2;
    settings.full_of = 3;
    return settings;
  }
  PatientSurgeTest() : SurgeTest(TwoOfThree()) {}
};

TEST_F(PatientSurgeTest, TheSumMayHaveToWaitForASecondFullBucket) {
  for (int64_t i = 0; i < 2 * kSurgeWeek; ++i) Bucket(15);
  Bucket(15);
  Bucket(15);
  surge_.cusum = rules_.alarm_at();
  EXPECT_FALSE(Bucket(23, false)) << "the only full one of three";
  EXPECT_TRUE(Bucket(23, false));
}

TEST(SurgeRulesTest, TheAlarmIsTheLogarithmOfStreamsTimesBuckets) {
  SurgeSettings settings;
  settings.most_streams = 10;
  settings.tolerated_ms = 1'000 * settings.bucket_ms;
  EXPECT_NEAR(static_cast<double>(SurgeRules(settings).alarm_at()), 9.21034e6, 100);
  EXPECT_NEAR(static_cast<double>(SurgeRules(settings).per_customer()), 0.693147e6, 100);
}

}  // namespace
}  // namespace waypost::escalate
