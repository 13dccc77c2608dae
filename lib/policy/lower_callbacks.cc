// Calls at agreed times: the slots that there are.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_quiet.h"

namespace waypost::policy {
namespace {

using V1Callbacks = waypost::v1::Callbacks;

constexpr int64_t kCallHourMs = 60 * kMinuteMs;
constexpr DurationBounds kSlotLength = {kMinuteMs, kCallHourMs};
constexpr DurationBounds kAhead = {kMinuteMs, 30 * 24 * kCallHourMs};
constexpr int32_t kMostCalls = 100'000;

}  // namespace

void LowerCallbacks(Lowering& lowering) {
  if (!lowering.policy.has_callbacks()) return;
  const V1Callbacks& written = lowering.policy.callbacks();
  CallbackSlots& slots = lowering.tables.callbacks;
  const FieldRef slot{written, V1Callbacks::kSlotFieldNumber};
  if (!written.slot().empty()) {
    slots.slot_ms = ReadDuration(lowering, written.slot(), slot, kSlotLength).value_or(kCallHourMs);
  }
  if (kCallHourMs % slots.slot_ms != 0) {
    lowering
        .Report("WP2572", slot,
                Say({"an hour has no whole number of slots of $0", "一小时不是 $0 时段的整数倍"},
                    Quoted(written.slot())))
        .Help(
            {"write 5m, 10m, 12m, 15m, 20m, 30m or 1h", "请写 5m、10m、12m、15m、20m、30m 或 1h"});
    slots.slot_ms = kCallHourMs;
  }
  if (CheckInterval(lowering, written.calls(), 1, kMostCalls,
                    {written, V1Callbacks::kCallsFieldNumber})) {
    slots.calls = written.calls();
  }
  if (!written.ahead().empty()) {
    slots.ahead_ms =
        ReadDuration(lowering, written.ahead(), {written, V1Callbacks::kAheadFieldNumber}, kAhead)
            .value_or(slots.ahead_ms);
  }
  slots.calendar = Index(Resolve(lowering, lowering.calendars, written.calendar(),
                                 {written, V1Callbacks::kCalendarFieldNumber})
                             .value_or(kNone));
}

}  // namespace waypost::policy
