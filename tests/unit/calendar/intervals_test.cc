#include "lib/calendar/intervals.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::calendar {
namespace {

// Every set of instants 0..7 as a mask, bit i = instant i.
constexpr int64_t kInstants = 8;

IntervalSet SetOf(unsigned mask) {
  std::vector<Interval> points;
  for (int64_t i = 0; i < kInstants; ++i) {
    if (mask >> i & 1) points.push_back({i, i + 1});
  }
  return Normalize(points);
}

// The mask of a set; also checks that it is one: sorted, none empty, a gap between any two.
unsigned MaskOf(const IntervalSet& set) {
  unsigned mask = 0;
  for (size_t i = 0; i < set.size(); ++i) {
    EXPECT_LT(set[i].begin_ms, set[i].end_ms);
    if (i > 0) {
      EXPECT_LT(set[i - 1].end_ms, set[i].begin_ms);
    }
    for (int64_t at = set[i].begin_ms; at < set[i].end_ms; ++at) mask |= 1u << at;
  }
  return mask;
}

TEST(IntervalsTest, NormalizeJoinsWhatTouchesAndOverlapsAndDropsWhatIsEmpty) {
  const IntervalSet set = Normalize({{5, 7}, {0, 2}, {2, 3}, {6, 6}, {4, 3}, {1, 2}});
  EXPECT_EQ(set.size(), 2u);
  EXPECT_EQ(MaskOf(set), 0b01100111u);
}

TEST(IntervalsTest, AnIntervalInsideALongerOneChangesNothing) {
  EXPECT_EQ(MaskOf(Normalize({{0, 7}, {1, 2}, {3, 4}})), 0b01111111u);
}

TEST(IntervalsTest, SubtractIsTheDifferenceOfAnyTwoSets) {
  for (unsigned from = 0; from < 256; ++from) {
    for (unsigned cut = 0; cut < 256; ++cut) {
      ASSERT_EQ(MaskOf(Subtract(SetOf(from), SetOf(cut))), from & ~cut) << from << " - " << cut;
    }
  }
}

TEST(IntervalsTest, ClipKeepsWhatLiesInsideForAnySetAndBounds) {
  for (unsigned set = 0; set < 256; ++set) {
    for (int64_t begin = 0; begin <= kInstants; ++begin) {
      for (int64_t end = begin; end <= kInstants; ++end) {
        const unsigned inside = ((1u << end) - 1) & ~((1u << begin) - 1);
        ASSERT_EQ(MaskOf(Clip(SetOf(set), begin, end)), set & inside);
      }
    }
  }
}

}  // namespace
}  // namespace waypost::calendar
