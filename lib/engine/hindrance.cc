#include "lib/engine/hindrance.h"

#include <cstddef>

namespace waypost::engine {
namespace {

using Verdict = v1::RoutingVerdict;

Hindrance LongestRest(const Agent& agent) {
  Hindrance longest = {Verdict::RESTING, Calendar::kNever, std::nullopt};
  for (size_t i = 0; i < agent.rests.size(); ++i) {
    const int64_t until_ms = agent.rests[i];
    if (until_ms == Calendar::kNever) continue;
    if (longest.rest && until_ms <= longest.until_ms) continue;
    longest.until_ms = until_ms;
    longest.rest = static_cast<RestKind>(i);
  }
  return longest;
}

}  // namespace

Hindrance HindranceOf(const Agent& agent) {
  if (agent.presence != Presence::kAvailable) return {Verdict::AWAY, Calendar::kNever, {}};
  if (!agent.on_shift) return {Verdict::OFF_SHIFT, agent.shift_due_ms, {}};
  if (agent.resting) return LongestRest(agent);
  if (agent.only_pulls) return {Verdict::ONLY_PULLS, Calendar::kNever, {}};
  if (agent.cap == TimeCap::kHolds && agent.load.HasRoomForAny()) {
    return {Verdict::OCCUPIED, agent.work.works() ? Calendar::kNever : agent.cap_due_ms, {}};
  }
  if (!agent.load.HasRoomForAny()) return {Verdict::FULL, Calendar::kNever, {}};
  return {};
}

}  // namespace waypost::engine
