// No text makes the reader crash or hang.
#include <gtest/gtest.h>

#include "lib/base/philox.h"
#include "lib/scenario/runner.h"
#include "tests/unit/scenario/scenario_testing.h"

namespace waypost::scenario {
namespace {

constexpr char kGood[] =
    "# Title\n"
    "agent lin skills=account:80 speaks=zh:100 capacity=2\n"
    "at 2027-02-06T20:59 open T1 channel=app tier=vip text=\"two \\\"words\\\"\" fact.amount=5\n"
    "  -> classified T1 - priority=P3; clock T1 first_reply due=21:09\n"
    "  -> offered T1 lin via everything stage=1 expires=20:59:30\n"
    "at +20s accept T1 lin -> assigned T1 lin waited=20s forced=no\n"
    "at 21:09 advance -> breached T1 first_reply due=21:09\n"
    "wakeup none\n"
    "at +1h adopt T2 opened=20:00 history=assigned@20:10 agent=lin -> error out_of_range\n"
    "at +1s replace_policy desk.textproto queue:all=all\n"
    "at +1s command 'abandon { ticket_id: \"T1\" }' id=c1 jump\n";

// Loads, and runs if it can be loaded; the outcome is nobody's business.
void Survive(const std::string& text) {
  const Loaded loaded = LoadSteps(text);
  EXPECT_EQ(loaded.program == nullptr, !loaded.diagnostics.empty());
  if (loaded.program != nullptr) Run(*loaded.program);
  RenderDiagnostics(loaded.diagnostics);
}

TEST(HostileScenario, TheUntouchedOneIsFine) {
  const Loaded loaded = LoadSteps(kGood);
  EXPECT_NE(loaded.program, nullptr) << RenderDiagnostics(loaded.diagnostics);
}

TEST(HostileScenario, EveryPrefixIsSurvived) {
  const std::string good = kGood;
  for (size_t size = 0; size < good.size(); size += 3) Survive(good.substr(0, size));
}

TEST(HostileScenario, RandomChangesAreSurvived) {
  const std::string good = kGood;
  const std::string spice = "\"';=->#\\+:!,@\n \t.0T\xff\x00";
  for (uint64_t seed = 0; seed < 400; ++seed) {
    std::string text = good;
    PhiloxStream random(seed, 0);
    const uint64_t changes = 1 + random.Below(6);
    for (uint64_t i = 0; i < changes; ++i) {
      const size_t at = random.Below(text.size());
      const size_t from = random.Below(good.size());
      switch (random.Below(4)) {
        case 0:
          text[at] = spice[random.Below(spice.size())];
          break;
        case 1:
          text.erase(at, 1 + random.Below(9));
          break;
        case 2:
          text.insert(at, good.substr(from, 12));
          break;
        default:
          text[at] = static_cast<char>(random.Below(256));
          break;
      }
      if (text.empty()) text = " ";
    }
    Survive(text);
  }
}

TEST(HostileScenario, SizesAreBounded) {
  Survive(std::string(5 << 20, 'a'));
  Survive(std::string(100'000, '\n'));
  Survive("at 09:00 open T1 text=" + std::string(1 << 20, 'x') + "\n");
  Survive("at 09:00 command '" + std::string(10'000, '{') + "'\n");
  std::string steps;
  for (int i = 0; i < 100'002; ++i) steps += "at +0s advance\n";
  const Loaded loaded = LoadSteps("at 09:00 advance\n" + steps);
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  EXPECT_EQ(loaded.diagnostics[0].code, "WP9004");
}

}  // namespace
}  // namespace waypost::scenario
