// What time alone may start: conditions that change with it, and waits that grow long.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "lib/escalate/decider.h"

namespace waypost::escalate {
namespace {

int64_t NextChange(const Calendar& calendar, int64_t at_ms) {
  return calendar.IsOpen(at_ms) ? calendar.NextClose(at_ms) : calendar.NextOpen(at_ms);
}

// The earliest of the instants `begin_ms` + length that lies after `after_ms`.
int64_t NextOf(const std::vector<int64_t>& lengths, int64_t begin_ms, int64_t after_ms) {
  int64_t next_ms = Calendar::kNever;
  if (begin_ms == Calendar::kNever) return next_ms;
  for (const int64_t length_ms : lengths) {
    if (begin_ms + length_ms > after_ms) next_ms = std::min(next_ms, begin_ms + length_ms);
  }
  return next_ms;
}

}  // namespace

bool Decider::Watches() const {
  if (!tables_.watched.empty() || !tables_.followed.empty()) return true;
  return std::any_of(tables_.escalations.begin(), tables_.escalations.end(),
                     [](const policy::Escalation& escalation) {
                       return !escalation.on.unassigned_for_ms.empty() ||
                              !escalation.on.no_reply_for_ms.empty();
                     });
}

absl::Span<const uint64_t> Decider::Watch(uint8_t version, Facts& facts) {
  if (tables_.watched.empty()) return {};
  return tables_.watch_conditions.AllMatches(facts.RowFor(version), watch_scratch_);
}

int64_t Decider::NextFlip(int64_t opened_ms, int64_t at_ms) const {
  int64_t next_ms = Calendar::kNever;
  const absl::Span<const int64_t> ages = tables_.watch_conditions.boundaries(policy::kFactAge);
  const auto* const age = std::upper_bound(ages.begin(), ages.end(), at_ms - opened_ms);
  // An age beyond all time never comes.
  if (age != ages.end() && *age < Calendar::kNever - opened_ms) next_ms = opened_ms + *age;
  for (const uint16_t calendar : flip_calendars_) {
    next_ms = std::min(next_ms, NextChange(tables_.calendars[calendar].calendar, at_ms));
  }
  return next_ms;
}

int64_t Decider::NextWait(int64_t waits_since_ms, int64_t unanswered_ms, int64_t after_ms) const {
  int64_t next_ms = Calendar::kNever;
  for (const policy::Escalation& escalation : tables_.escalations) {
    next_ms = std::min({next_ms, NextOf(escalation.on.unassigned_for_ms, waits_since_ms, after_ms),
                        NextOf(escalation.on.no_reply_for_ms, unanswered_ms, after_ms)});
  }
  return next_ms;
}

}  // namespace waypost::escalate
