#include "lib/escalate/season.h"

#include <gtest/gtest.h>

namespace waypost::escalate {
namespace {

constexpr int64_t kPerHour = 12;
constexpr int64_t kDay = 24 * kPerHour;
constexpr int64_t kWeek = 7 * kDay;

// Thirty customers in each bucket from 9 to 17, two in the others.
Season Office(int weeks) {
  Season season(kPerHour);
  for (int64_t bucket = 0; bucket < weeks * kWeek; ++bucket) {
    const int64_t hour = bucket % kDay / kPerHour;
    season.Learn(bucket, hour >= 9 && hour < 17 ? 30 : 2);
  }
  return season;
}

TEST(SeasonTest, UntilSomethingIsKnownAllHoursAreAlike) {
  const Season season(kPerHour);
  EXPECT_EQ(season.WeightOf(5), 1'000);
  EXPECT_EQ(season.WeightBetween(3, 40), 37'000);
}

TEST(SeasonTest, HoursAreWeighedByWhatTheyHadBesideAnAverageOne) {
  const Season season = Office(8);
  const double average = (8 * 30 + 16 * 2) / 24.0;
  const auto noon = static_cast<double>(season.WeightOf(12 * kPerHour));
  const auto night = static_cast<double>(season.WeightOf(2 * kPerHour));
  EXPECT_NEAR(noon, 30 / average * 1'000, 300);
  EXPECT_NEAR(night, 2 / average * 1'000, 150) << "what little is known counts as average";
}

TEST(SeasonTest, AStretchWeighsWhatItsBucketsWeigh) {
  const Season season = Office(2);
  for (int64_t from = 1'000; from < 1'100; from += 7) {
    int64_t sum = 0;
    for (int64_t to = from; to < from + 3 * kWeek; ++to) {
      if ((to - from) % 97 == 0) {
        ASSERT_EQ(season.WeightBetween(from, to), sum);
      }
      sum += season.WeightOf(to);
    }
  }
}

TEST(SeasonTest, SilenceIsLearnedLikeBucketsWithoutCustomers) {
  Season at_once = Office(1);
  Season walked = Office(1);
  at_once.LearnEmpty(kWeek + 3, kWeek + 200);
  for (int64_t bucket = kWeek + 3; bucket < kWeek + 200; ++bucket) walked.Learn(bucket, 0);
  EXPECT_EQ(at_once.state().buckets_milli, walked.state().buckets_milli);
}

TEST(SeasonTest, ClocksThatGoBackDoNoHarm) {
  Season season = Office(1);
  season.Learn(kWeek + kPerHour, 4);
  season.Learn(kWeek, 4);
  EXPECT_EQ(season.WeightBetween(kWeek + 5, kWeek), 0);
}

TEST(SeasonTest, GoesOnFromItsState) {
  Season season = Office(3);
  Season copy(kPerHour);
  copy.Restore(season.state());
  for (int64_t bucket = 3 * kWeek; bucket < 3 * kWeek + 100; ++bucket) {
    season.Learn(bucket, bucket % 11);
    copy.Learn(bucket, bucket % 11);
    ASSERT_EQ(season.WeightOf(bucket), copy.WeightOf(bucket));
  }
}

}  // namespace
}  // namespace waypost::escalate
