#include "lib/policy/open_together.h"

#include <algorithm>

namespace waypost::policy {
namespace {

constexpr int kMostChanges = 1'000'000;

// When the calendar next opens or closes; kNever if that is over.
int64_t NextChange(const Calendar& calendar, int64_t at_ms) {
  if (!calendar.IsOpen(at_ms)) return calendar.NextOpen(at_ms);
  const int64_t close_ms = calendar.NextClose(at_ms);
  return close_ms == Calendar::kNever ? calendar.horizon_end_ms() : close_ms;
}

}  // namespace

std::optional<OpenTogether> FindOpenTogether(const std::vector<const Calendar*>& calendars,
                                             int64_t from_ms) {
  if (calendars.size() > kMostTogether) return std::nullopt;
  OpenTogether found;
  int64_t at_ms = from_ms;
  for (const Calendar* calendar : calendars) at_ms = std::min(at_ms, calendar->horizon_begin_ms());
  for (int change = 0; change < kMostChanges; ++change) {
    uint64_t open = 0;
    int64_t next_ms = at_ms < from_ms ? from_ms : Calendar::kNever;
    for (size_t i = 0; i < calendars.size(); ++i) {
      if (calendars[i]->IsOpen(at_ms)) open |= uint64_t{1} << i;
      next_ms = std::min(next_ms, NextChange(*calendars[i], at_ms));
    }
    const auto [place, added] = found.emplace(open, at_ms);
    if (!added && place->second < from_ms && at_ms >= from_ms) place->second = at_ms;
    if (next_ms == Calendar::kNever) return found;
    at_ms = next_ms;
  }
  return std::nullopt;
}

}  // namespace waypost::policy
