#include "lib/route/work_log.h"

#include <algorithm>
#include <utility>

#include "lib/base/check.h"

namespace waypost::route {

void WorkLog::Begin(int64_t at_ms) {
  WP_CHECK(!works(), "work began that had begun");
  since_ms_ = at_ms;
  if (stretches_.empty() || stretches_.back().to_ms != at_ms) return;
  since_ms_ = stretches_.back().from_ms;
  stretches_.pop_back();
}

void WorkLog::End(int64_t at_ms, int64_t keep_ms) {
  WP_CHECK(works(), "work ended that had not begun");
  const int64_t from_ms = std::exchange(since_ms_, kIdle);
  const auto kept = std::find_if(stretches_.begin(), stretches_.end(), [&](const Stretch& stretch) {
    return stretch.to_ms > at_ms - keep_ms;
  });
  stretches_.erase(stretches_.begin(), kept);
  if (from_ms >= at_ms) return;
  if (stretches_.size() == kMostStretches) stretches_.erase(stretches_.begin());
  stretches_.push_back({from_ms, at_ms});
}

bool WorkLog::Restore(std::vector<Stretch> stretches, int64_t since_ms) {
  if (stretches.size() > kMostStretches || since_ms < kIdle) return false;
  int64_t last_ms = -1;
  for (const Stretch& stretch : stretches) {
    if (stretch.from_ms <= last_ms || stretch.to_ms <= stretch.from_ms) return false;
    last_ms = stretch.to_ms;
  }
  if (since_ms != kIdle && since_ms <= last_ms) return false;
  stretches_ = std::move(stretches);
  since_ms_ = since_ms;
  return true;
}

int64_t WorkLog::WorkedWithin(int64_t window_ms, int64_t at_ms) const {
  const int64_t begin_ms = at_ms - window_ms;
  int64_t worked_ms = works() ? at_ms - std::max(since_ms_, begin_ms) : 0;
  for (const Stretch& stretch : stretches_) {
    worked_ms += std::max<int64_t>(0, stretch.to_ms - std::max(stretch.from_ms, begin_ms));
  }
  return worked_ms;
}

// What is worked from now on adds as much as leaves the window: only the gaps that leave it count.
int64_t WorkLog::ReachesAt(int64_t most_ms, int64_t window_ms, int64_t at_ms) const {
  int64_t missing_ms = most_ms - WorkedWithin(window_ms, at_ms);
  int64_t gap_from_ms = at_ms - window_ms;
  for (const Stretch& stretch : stretches_) {
    const int64_t gap_ms = std::max<int64_t>(0, stretch.from_ms - gap_from_ms);
    if (missing_ms <= gap_ms) break;
    missing_ms -= gap_ms;
    gap_from_ms = std::max(gap_from_ms, stretch.to_ms);
  }
  return gap_from_ms + missing_ms + window_ms;
}

int64_t WorkLog::FallsBelowAt(int64_t most_ms, int64_t window_ms, int64_t at_ms) const {
  int64_t surplus_ms = WorkedWithin(window_ms, at_ms) - most_ms + 1;
  for (const Stretch& stretch : stretches_) {
    const int64_t from_ms = std::max(stretch.from_ms, at_ms - window_ms);
    const int64_t length_ms = std::max<int64_t>(0, stretch.to_ms - from_ms);
    if (surplus_ms <= length_ms) return from_ms + surplus_ms + window_ms;
    surplus_ms -= length_ms;
  }
  return at_ms;
}

}  // namespace waypost::route
