// Event modes: policy text to tables.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/policy/lower_testing.h"

namespace waypost::policy {
namespace {

constexpr char kRest[] =
    "name: 'x' time_zone: 'Asia/Shanghai'\n"
    "calendars { id: 'day' weekly { days: 'mon-fri' hours: '09:00-18:00' } }\n"
    "calendars { id: 'night' weekly { days: 'mon-fri' hours: '20:00-24:00' } }\n"
    "queues { id: 'a' } queues { id: 'b' }\n"
    "routes { id: 'r' stage { queue: 'a' also_queues: 'b' } }\n";

TEST(LowerOverlays, TakesWhatIsWritten) {
  const Lowered lowered =
      Lower(std::string(kRest) +
            "overlays { id: 'sale' label: 'Sale' from: '2027-05-01T00:00' to: '2027-05-08T00:00'"
            "  capacity_percent: 400 shifts { shift: 'day' calendar: 'night' }"
            "  queues { queue: 'b' calendar: 'night' order: FIRST_COME offer_timeout: '10s' } }\n"
            "overlays { id: 'nights' calendar: 'night' queues { queue: 'a' } }\n"
            "overlays { id: 'rush' }");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const std::vector<Overlay>& overlays = lowered.tables->overlays;
  ASSERT_EQ(overlays.size(), 3u);
  EXPECT_EQ(lowered.tables->names[overlays[0].id], "sale");
  EXPECT_EQ(overlays[0].label, "Sale");
  EXPECT_TRUE(overlays[0].dated);
  EXPECT_EQ(overlays[0].from_ms, 1809100800000);  // midnight in Shanghai
  EXPECT_EQ(overlays[0].to_ms - overlays[0].from_ms, int64_t{7} * 86'400'000);
  EXPECT_EQ(overlays[0].capacity_percent, 400);
  ASSERT_EQ(overlays[0].shifts.size(), 1u);
  EXPECT_EQ(overlays[0].shifts[0].shift, 0);
  EXPECT_EQ(overlays[0].shifts[0].calendar, 1);
  ASSERT_EQ(overlays[0].queues.size(), 1u);
  EXPECT_EQ(overlays[0].queues[0].queue, 1);
  EXPECT_EQ(overlays[0].queues[0].calendar, 1);
  EXPECT_EQ(overlays[0].queues[0].order, QueueOrder::kFirstCome);
  EXPECT_EQ(overlays[0].queues[0].offer_timeout_ms, 10'000);
  EXPECT_FALSE(overlays[1].dated);
  EXPECT_EQ(overlays[1].calendar, 1);
  EXPECT_EQ(overlays[1].capacity_percent, 0);
  EXPECT_FALSE(overlays[1].queues[0].order.has_value());
  EXPECT_FALSE(overlays[2].dated);
  EXPECT_EQ(overlays[2].calendar, kNone);
}

TEST(LowerOverlays, ConditionsReadModesByDeclaredNames) {
  const Lowered lowered = Lower(std::string(kRest) +
                                "overlays { id: 'sale' }\n"
                                "sla { id: 's' when: \"'sale' in event_modes\"\n"
                                "  target { metric: FIRST_REPLY within: '1h' calendar: 'day' } }\n"
                                "sla { id: 't' when: \"'sail' in event_modes\"\n"
                                "  target { metric: FIRST_REPLY within: '1h' calendar: 'day' } }");
  EXPECT_THAT(Places(lowered), testing::Contains("WP2409 a.textproto:9:22"));
}

TEST(LowerOverlays, ThereAreAtMost32) {
  std::string text = kRest;
  for (int i = 0; i < 33; ++i) text += "overlays { id: 'o" + std::to_string(i) + "' }\n";
  const Lowered lowered = Lower(text);
  ASSERT_FALSE(lowered.ok());
  EXPECT_EQ(lowered.diagnostics[0].code, "WP2005");
}

}  // namespace
}  // namespace waypost::policy
