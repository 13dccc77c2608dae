#include "lib/route/work_log.h"

#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::route {
namespace {

constexpr int64_t kWindow = 60;

TEST(WorkLogTest, CountsWhatLiesInTheWindow) {
  WorkLog log;
  log.Begin(100);
  EXPECT_EQ(log.WorkedWithin(kWindow, 130), 30);
  log.End(130, kWindow);
  log.Begin(150);
  EXPECT_EQ(log.WorkedWithin(kWindow, 155), 35);
  EXPECT_EQ(log.WorkedWithin(kWindow, 180), 40);  // 10 of the first stretch, 30 of the second
  log.End(180, kWindow);
  EXPECT_EQ(log.WorkedWithin(kWindow, 240), 0);
}

TEST(WorkLogTest, GoesOnWithAStretchThatHasJustEnded) {
  WorkLog log;
  log.Begin(100);
  log.End(130, kWindow);
  log.Begin(130);
  EXPECT_EQ(log.since_ms(), 100);
  EXPECT_TRUE(log.stretches().empty());
}

TEST(WorkLogTest, ForgetsWhatHasLeftTheWindowAndWorkWithoutLength) {
  WorkLog log;
  log.Begin(100);
  log.End(110, kWindow);
  log.Begin(200);
  log.End(200, kWindow);
  EXPECT_TRUE(log.empty());
}

TEST(WorkLogTest, ForgetsTheOldestOfVeryManyStretches) {
  WorkLog log;
  for (int64_t at = 0; at < 2'000; ++at) {
    log.Begin(at * 2);
    log.End(at * 2 + 1, 1'000'000);
  }
  EXPECT_EQ(log.stretches().size(), WorkLog::kMostStretches);
  EXPECT_EQ(log.WorkedWithin(1'000'000, 4'000), 1'000);
}

TEST(WorkLogTest, RefusesToBeWhatNoLogCouldBe) {
  WorkLog log;
  EXPECT_TRUE(log.Restore({{1, 2}, {5, 9}}, 12));
  EXPECT_TRUE(log.works());
  EXPECT_FALSE(log.Restore({{1, 2}, {2, 9}}, WorkLog::kIdle));
  EXPECT_FALSE(log.Restore({{5, 5}}, WorkLog::kIdle));
  EXPECT_FALSE(log.Restore({{5, 9}}, 9));
  EXPECT_FALSE(log.Restore({}, -2));
}

// Millisecond by millisecond.
class PlainLog {
 public:
  void Pass(bool works) { worked_.push_back(works); }
  int64_t Within(int64_t at_ms) const {
    int64_t sum = 0;
    for (int64_t ms = std::max<int64_t>(0, at_ms - kWindow); ms < at_ms; ++ms) {
      sum += ms >= now() || worked_[static_cast<size_t>(ms)] ? 1 : 0;
    }
    return sum;
  }
  int64_t WithinIfIdle(int64_t at_ms) const {
    int64_t sum = 0;
    for (int64_t ms = std::max<int64_t>(0, at_ms - kWindow); ms < std::min(at_ms, now()); ++ms) {
      sum += worked_[static_cast<size_t>(ms)] ? 1 : 0;
    }
    return sum;
  }
  int64_t now() const { return static_cast<int64_t>(worked_.size()); }

 private:
  std::vector<bool> worked_;
};

TEST(WorkLogTest, FindsTheInstantsThatCountingFinds) {
  PhiloxStream random(11, 5);
  WorkLog log;
  PlainLog plain;
  int64_t reached = 0;
  int64_t fell = 0;
  for (int step = 0; step < 5'000; ++step) {
    const bool works = random.Below(2) == 0;
    if (works && !log.works()) log.Begin(plain.now());
    if (!works && log.works()) log.End(plain.now(), kWindow);
    for (uint64_t i = random.Below(40); i > 0; --i) plain.Pass(works);
    const int64_t now = plain.now();
    const int64_t worked = plain.WithinIfIdle(now);
    ASSERT_EQ(log.WorkedWithin(kWindow, now), worked);
    const auto most = static_cast<int64_t>(1 + random.Below(kWindow - 1));
    if (works && worked < most) {
      int64_t at = now;
      while (plain.Within(at) < most) ++at;
      ASSERT_EQ(log.ReachesAt(most, kWindow, now), at);
      ++reached;
    } else if (!works && worked >= most) {
      int64_t at = now;
      while (plain.WithinIfIdle(at) >= most) ++at;
      ASSERT_EQ(log.FallsBelowAt(most, kWindow, now), at);
      ++fell;
    }
  }
  EXPECT_GT(reached, 500);
  EXPECT_GT(fell, 500);
}

}  // namespace
}  // namespace waypost::route
