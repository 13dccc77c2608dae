#include "tests/sim/desk_limits.h"

#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/base/time_units.h"
#include "tests/sim/sim_policy.h"

namespace waypost::sim {
namespace {

// `what` stands in the text once.
void Replace(const std::string& what, const std::string& with, std::string& text) {
  const size_t at = text.find(what);
  ASSERT_NE(at, std::string::npos) << what;
  ASSERT_EQ(text.find(what, at + 1), std::string::npos) << what;
  text.replace(at, what.size(), with);
}

void Collect(const std::string& queue, int64_t window_ms, std::string& text) {
  const std::string head = "queues {\n    id: \"" + queue + "\"\n";
  Replace(head, head + "    batch_window: \"" + std::to_string(window_ms) + "ms\"\n", text);
  if (queue == "front")
    Replace("    rest_after_timeout: \"2m\"\n    offer_to: 2\n", "    rest_after_timeout: \"2m\"\n",
            text);
  if (queue == "expert") Replace("    choice: [ LEAST_VERSATILE, ROUND_ROBIN ]\n", "", text);
}

}  // namespace

DeskLimits DrawLimits(uint64_t seed) {
  PhiloxStream random(seed, 7);
  const auto below = [&](int bound) {
    return static_cast<int>(random.Below(static_cast<uint64_t>(bound)));
  };
  DeskLimits limits;
  const bool caps_time = below(3) != 0;
  const bool caps_share = below(3) != 0;
  limits.occupancy_hard = below(2) == 0;
  if (caps_time) {
    limits.occupancy_percent = 30 + below(50);
    limits.occupancy_within_ms = (10 + below(80)) * kMinuteMs;
  }
  if (caps_share) {
    limits.share_cap_milli = 100 + below(500);
    limits.share_by_week = below(2) == 0;
  }
  for (const char* queue : {"front", "expert"}) {
    const int64_t window_ms = 100 * (1 + below(900));
    if (below(3) != 0) limits.windows[queue] = window_ms;
  }
  return limits;
}

std::string PolicyTextWith(const DeskLimits& limits) {
  std::string text = kSimPolicy;
  if (limits.occupancy_percent != 0) {
    Replace("  work {\n",
            "  work {\n    occupancy { percent: " + std::to_string(limits.occupancy_percent) +
                " within: \"" + std::to_string(limits.occupancy_within_ms / kMinuteMs) + "m\"" +
                (limits.occupancy_hard ? " hard: true" : "") + " }\n",
            text);
  }
  if (limits.share_cap_milli != 0) {
    text += "  teams { id: \"one\" vendor: \"V\" share_cap_milli: " +
            std::to_string(limits.share_cap_milli) + " share_period: \"" +
            (limits.share_by_week ? "week" : "day") +
            "\" }\n  teams { id: \"two\" vendor: \"V\" }\n  teams { id: \"own\" }\n";
  }
  for (const auto& [queue, window_ms] : limits.windows) Collect(queue, window_ms, text);
  return text;
}

}  // namespace waypost::sim
