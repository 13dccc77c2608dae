#include "lib/base/compact_time.h"

#include <algorithm>
#include <cstdint>
#include <type_traits>

#include "gtest/gtest.h"

namespace waypost {
namespace {

constexpr int64_t kEndOf9999 = 253'402'300'799'999;
constexpr int64_t kNever = CompactTime::kNever;

int64_t Kept(int64_t ms) { return CompactTime(ms); }

TEST(CompactTimeTest, TimesOfTheEngineAreKeptToTheMillisecond) {
  for (int64_t ms : {int64_t{0}, int64_t{1}, int64_t{0xffff}, int64_t{0x10000}, int64_t{0xffffffff},
                     int64_t{0x100000000}, int64_t{1'801'915'200'123}, kEndOf9999,
                     CompactTime::kLast - 1, CompactTime::kLast}) {
    EXPECT_EQ(Kept(ms), ms);
    EXPECT_TRUE(CompactTime::Holds(ms));
  }
}

TEST(CompactTimeTest, NeverIsThatOfCalendars) {
  static_assert(kNever == INT64_MAX, "kNever");
  EXPECT_EQ(Kept(kNever), INT64_MAX);
  EXPECT_TRUE(CompactTime::Holds(kNever));
}

TEST(CompactTimeTest, WhatComesAfterTheLastNeverComes) {
  for (int64_t ms : {CompactTime::kLast + 1, CompactTime::kLast + 2, kNever - 1}) {
    EXPECT_EQ(Kept(ms), kNever);
    EXPECT_FALSE(CompactTime::Holds(ms));
  }
}

TEST(CompactTimeTest, WhatComesBeforeTheFirstIsTheFirst) {
  for (int64_t ms : {int64_t{-1}, INT64_MIN}) {
    EXPECT_EQ(Kept(ms), 0);
    EXPECT_FALSE(CompactTime::Holds(ms));
  }
}

TEST(CompactTimeTest, ReadsAndIsAssignedLikeItsTime) {
  CompactTime at;
  EXPECT_EQ(at, 0);
  at = kNever;
  EXPECT_EQ(at, kNever);
  at = 5;
  const CompactTime copy = at;
  EXPECT_LT(copy, 6);
  EXPECT_EQ(copy - 7, -2);
  EXPECT_EQ(std::min<int64_t>(copy, 3), 3);
  static_assert(std::is_same_v<decltype(true ? copy : int64_t{0}), int64_t>);
}

TEST(CompactTimeTest, ManyOfThemLieCloseTogether) {
  static_assert(sizeof(CompactTime[4]) == 24);
  static_assert(std::is_trivially_copyable_v<CompactTime>);
}

}  // namespace
}  // namespace waypost
