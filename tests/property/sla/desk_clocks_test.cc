// A whole desk under policies that replace each other and promise other things: what the engine
// says of every clock, at every step, is what a reference says that walks every minute.
#include "tests/property/sla/desk_clocks.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>

namespace waypost::sla {
namespace {

constexpr uint64_t kSeed = 20'270'105;

TEST(DeskClocksTest, DoWhatTheReferenceDoesWhateverPolicyReplacesAnother) {
  constexpr uint64_t kDesks = 30;
  constexpr int kSteps = 250;
  std::map<std::string, int64_t> agreed;
  for (uint64_t desk = 0; desk < kDesks; ++desk) {
    DeskClocks clocks(kSeed, desk);
    for (int step = 0; step < kSteps; ++step) {
      ASSERT_TRUE(clocks.Step()) << "desk " << desk << " step " << step << ": " << clocks.finding();
      ASSERT_FALSE(HasFailure()) << "desk " << desk << " step " << step;
    }
    for (const auto& [kind, count] : clocks.agreed()) agreed[kind] += count;
  }
  for (const char* kind : {"started", "paused", "resumed", "retargeted", "warned", "breached",
                           "met", "late", "cancelled"}) {
    EXPECT_GT(agreed[kind], 250) << kind;
  }
  EXPECT_GT(agreed["policy replaced"], 100);
  EXPECT_GT(agreed["standing"], 10'000);
  EXPECT_GT(agreed["under an earlier policy"], 5'000);
}

}  // namespace
}  // namespace waypost::sla
