#include "lib/sla/decider.h"

#include <cstddef>
#include <cstdint>

#include "lib/sla/marks.h"
#include "lib/sla/timeline.h"

namespace waypost::sla {

Decider::Decider(const policy::Tables& tables) : tables_(tables) {
  first_mark_.reserve(tables.targets.size() + 1);
  first_wall_.reserve(tables.targets.size() + 1);
  for (const policy::Target& target : tables.targets) {
    first_mark_.push_back(static_cast<uint32_t>(marks_.size()));
    first_wall_.push_back(static_cast<uint32_t>(wall_.size()));
    AppendMarks(target, marks_);
    AppendWallWarnings(target, wall_);
  }
  first_mark_.push_back(static_cast<uint32_t>(marks_.size()));
  first_wall_.push_back(static_cast<uint32_t>(wall_.size()));
}

absl::Span<const Decider::Mark> Decider::Marks(uint16_t target) const {
  const uint32_t first = first_mark_[target];
  return absl::MakeConstSpan(marks_).subspan(first, first_mark_[size_t{target} + 1] - first);
}

absl::Span<const uint16_t> Decider::WallWarnings(uint16_t target) const {
  const uint32_t first = first_wall_[target];
  return absl::MakeConstSpan(wall_).subspan(first, first_wall_[size_t{target} + 1] - first);
}

int64_t Decider::Elapsed(uint16_t target, int64_t start_ms, History history, int64_t at_ms) const {
  return TimelineOf(tables_, target, start_ms, history).ElapsedAt(at_ms);
}

int64_t Decider::Due(uint16_t target, int64_t start_ms, History history) const {
  return TimelineOf(tables_, target, start_ms, history).Due();
}

ClockStanding StandingOf(Versions versions, const Clock& clock, const TicketTimes& times,
                         int64_t now_ms) {
  const Timeline timeline = TimelineOf(versions, clock, times.history);
  const int64_t due_ms = timeline.Due();
  ClockStanding standing;
  standing.due_ms = clock.paused ? Calendar::kNever : due_ms;
  standing.overdue = due_ms < now_ms;
  standing.elapsed_ms = timeline.ElapsedAt(now_ms);
  standing.left_ms = timeline.LeftAt(now_ms);
  return standing;
}

}  // namespace waypost::sla
