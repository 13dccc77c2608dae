#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/base/check.h"
#include "lib/sla/decider.h"
#include "lib/sla/promise.h"
#include "lib/sla/ticket_change.h"
#include "lib/sla/update.h"

namespace waypost::sla {
namespace {

std::string_view MilestoneReached(Versions versions, uint8_t current, uint32_t changes,
                                  policy::Name milestone) {
  if ((changes & kMilestone) == 0) return {};
  WP_CHECK(current < versions.size() && versions[current] != nullptr,
           "the current policy version is live");
  return versions[current]->tables().names[milestone];
}

// What comes after the stops, of a ticket that goes on.
void FollowOn(TicketChange& change, uint32_t changes, const Promise& promise) {
  if ((changes & kPromise) != 0) change.Follow(promise);
  if (change.MayPauseOrResume()) {
    change.Pause();
    change.Resume();
  }
  if (change.MayStart()) change.Start(promise);
}

}  // namespace

void OnChange(Versions versions, uint8_t current, uint16_t sla, const TicketTimes& times,
              uint32_t changes, policy::Name milestone, int64_t now_ms, Clocks& clocks,
              std::vector<Effect>& effects) {
  TicketChange change(versions, times, changes, now_ms, clocks, effects);
  if (change.MayStop()) change.Stop(MilestoneReached(versions, current, changes, milestone));
  if ((changes & kEnded) != 0) return change.CancelAll();
  FollowOn(change, changes, PromiseOf(versions, current, sla));
}

void OnTaskChange(Versions versions, uint8_t current, uint16_t sla, uint16_t target,
                  const TicketTimes& times, uint32_t changes, int64_t now_ms, Clocks& clocks,
                  std::vector<Effect>& effects) {
  TicketChange change(versions, times, changes, now_ms, clocks, effects);
  if (change.MayStop()) change.Stop({});
  if ((changes & kEnded) != 0) return change.CancelAll();
  Promise promise = PromiseOf(versions, current, sla);
  promise.first_target = promise.end_target = 0;
  if (target != policy::kNone) {
    promise.first_target = target;
    promise.end_target = static_cast<uint16_t>(target + 1);
  }
  FollowOn(change, changes, promise);
}

void Fire(Versions versions, const TicketTimes& times, int64_t due_ms, Clocks& clocks,
          std::vector<Effect>& effects) {
  if (due_ms == Calendar::kNever) return;
  Update update(versions, times, due_ms, &effects);
  for (Clock& clock : clocks) {
    while (clock.live() && clock.next_ms == due_ms) update.FireMark(clock);
  }
}

int64_t NextDue(const Clocks& clocks) {
  int64_t next_ms = Calendar::kNever;
  for (const Clock& clock : clocks) next_ms = std::min<int64_t>(next_ms, clock.next_ms);
  return next_ms;
}

}  // namespace waypost::sla
