#include "lib/engine/timer_queue.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::engine {
namespace {

// Due times from one millisecond to a century away: every level of the wheel.
int64_t RandomDelay(PhiloxStream& random) {
  return static_cast<int64_t>(random.Below(uint64_t{1} << random.Below(42)));
}

TEST(TimerQueueTest, AgreesWithAnOrderedSetOverALongRandomRun) {
  TimerQueue queue;
  std::set<std::pair<int64_t, uint32_t>> model;
  std::map<uint32_t, int64_t> due_of;
  PhiloxStream random(7, 1);
  int64_t now = 1'700'000'000'000;
  queue.MoveCursor(now);
  for (int step = 0; step < 300'000; ++step) {
    const auto owner = static_cast<uint32_t>(random.Below(300));
    const uint64_t dice = random.Below(10);
    if (dice < 6) {
      const int64_t due = now + RandomDelay(random);
      if (due_of.count(owner)) model.erase({due_of[owner], owner});
      due_of[owner] = due;
      model.emplace(due, owner);
      queue.Set(owner, due);
    } else if (dice < 8) {
      if (due_of.count(owner)) model.erase({due_of[owner], owner});
      due_of.erase(owner);
      queue.Cancel(owner);
    } else if (dice < 9 && !model.empty()) {
      now = std::max(now, model.begin()->first);
      const int64_t earliest = queue.Earliest();
      std::vector<uint32_t> taken(queue.AtEarliest().begin(), queue.AtEarliest().end());
      std::sort(taken.begin(), taken.end());
      std::vector<uint32_t> expected;
      while (!model.empty() && model.begin()->first == earliest) {
        expected.push_back(model.begin()->second);
        due_of.erase(model.begin()->second);
        model.erase(model.begin());
      }
      ASSERT_EQ(taken, expected) << step;
      for (uint32_t each : taken) queue.Cancel(each);
    } else {
      const int64_t limit = model.empty() ? now + 1'000 : model.begin()->first;
      now = std::min(now + RandomDelay(random), limit);
      queue.MoveCursor(now);
    }
    ASSERT_EQ(queue.Earliest(), model.empty() ? TimerQueue::kNone : model.begin()->first) << step;
    ASSERT_EQ(queue.size(), model.size());
    ASSERT_EQ(queue.DueOf(owner), due_of.count(owner) ? due_of[owner] : TimerQueue::kNone);
  }
}

TEST(TimerQueueTest, NoTimeIsTooFar) {
  TimerQueue queue;
  queue.MoveCursor(INT64_MAX - 1);
  queue.Set(1, 5);
  queue.Set(2, CompactTime::kLast);
  queue.Set(3, CompactTime::kLast + 1);
  EXPECT_EQ(queue.size(), 2u);
  EXPECT_EQ(queue.Earliest(), 5);
  queue.Cancel(1);
  EXPECT_EQ(queue.Earliest(), CompactTime::kLast);
  EXPECT_EQ(queue.DueOf(3), TimerQueue::kNone);
}

TEST(TimerQueueTest, MovingTheCursorChangesNoAnswer) {
  TimerQueue still;
  TimerQueue moved;
  for (uint32_t i = 0; i < 100; ++i) {
    still.Set(i, 1'000'000 + i * 977);
    moved.Set(i, 1'000'000 + i * 977);
  }
  for (int64_t now = 0; now < 1'000'000; now += 9'973) moved.MoveCursor(now);
  moved.MoveCursor(5'000'000);  // not beyond the earliest
  EXPECT_EQ(still.Earliest(), moved.Earliest());
  EXPECT_EQ(moved.AtEarliest().size(), 1u);
}

TEST(TimerQueueTest, ATimeBeforeTheCursorKeepsItsPlace) {
  TimerQueue queue;
  queue.Set(1, 1'000);
  queue.MoveCursor(900);
  queue.Set(3, 10);
  queue.Set(4, 10);
  queue.Set(5, 899);
  EXPECT_EQ(queue.Earliest(), 10);
  EXPECT_EQ(queue.AtEarliest().size(), 2u);
  queue.Cancel(3);
  queue.Cancel(4);
  EXPECT_EQ(queue.Earliest(), 899);
  queue.Set(5, 2'000);
  EXPECT_EQ(queue.Earliest(), 1'000);
}

TEST(TimerQueueTest, AMillisecondSharedByManyIsHandedOutWhole) {
  TimerQueue queue;
  for (uint32_t i = 0; i < 1'000; ++i) queue.Set(i, 1'801'915'200'000);
  EXPECT_EQ(queue.AtEarliest().size(), 1'000u);
}

}  // namespace
}  // namespace waypost::engine
