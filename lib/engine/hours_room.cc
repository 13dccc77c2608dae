#include "lib/engine/hours_room.h"

#include <algorithm>
#include <cstdint>

#include "lib/base/words.h"

namespace waypost::engine {
namespace {

int64_t CountEarlierHours(const sla::Clocks& clocks) {
  return std::count_if(clocks.begin(), clocks.end(),
                       [](const sla::Clock& clock) { return clock.is_earlier_hours(); });
}

}  // namespace

absl::Status CheckHoursRoom(const CoreViews& core, const Ticket& ticket) {
  const int64_t most = core.current().tables().limits.status_changes;
  int64_t kept = CountEarlierHours(ticket.clocks);
  if (ticket.has_tasks) {
    for (const LinkedTask& task : core.tasks().Of(ticket.ordinal)) {
      kept += CountEarlierHours(task.clocks);
    }
  }
  if (kept < most) return absl::OkStatus();
  return ResourceExhausted(
      Say({"clocks of ticket \"$0\" have changed their calendars $1 {time|times}, as often as "
           "limits.status_changes allows",
           "工单 \"$0\" 的时钟更换了 $1 次日历，已达到 limits.status_changes 的上限"},
          ticket.id.view(), kept));
}

}  // namespace waypost::engine
