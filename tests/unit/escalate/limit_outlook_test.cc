#include "lib/escalate/limit_outlook.h"

#include <gtest/gtest.h>

#include <optional>

#include "lib/base/philox.h"

namespace waypost::escalate {
namespace {

constexpr policy::RateLimit kThreeInNine = {3, 9'000};
constexpr RateLimits::Key kPress = {"news", "role:press", "role:press", ""};

// What goes and when, on a desk that is told all of it from an instant on, is what was foretold
// then.
TEST(LimitOutlookTest, WhatItSaysComesTrue) {
  PhiloxStream random(7, 1);
  for (int round = 0; round < 200; ++round) {
    RateLimits limits;
    std::optional<LimitOutlook> outlook(limits);
    int64_t now_ms = 0;
    for (int i = 0; i < 40; ++i) {
      if (i == 10) outlook.emplace(limits);
      now_ms += static_cast<int64_t>(random.Below(3)) * 1'000;
      while (limits.NextDue() < now_ms) {
        const Bucket& due = limits.Earliest();
        if (due.held.empty()) {
          limits.Drop(due.ordinal);
        } else {
          limits.TakeDigest(due.ordinal);
        }
      }
      const int64_t held_ms = outlook->HeldUntil(kPress, kThreeInNine, now_ms);
      ASSERT_EQ(held_ms == 0, limits.Has(kPress, kThreeInNine, now_ms));
      if (held_ms == 0) {
        outlook->Take(kPress, kThreeInNine, now_ms);
        limits.Take(kPress, kThreeInNine, now_ms);
      } else {
        outlook->Hold(kPress, kThreeInNine, now_ms);
        limits.Hold(kPress, {});
        ASSERT_EQ(held_ms, limits.NextDue());
      }
    }
  }
}

}  // namespace
}  // namespace waypost::escalate
