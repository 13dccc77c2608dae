#ifndef WAYPOST_LIB_SLA_OPEN_TIME_H_
#define WAYPOST_LIB_SLA_OPEN_TIME_H_

#include <cstdint>

#include "absl/types/span.h"
#include "lib/sla/hours.h"
#include "waypost/calendar.h"

namespace waypost::sla {

// The open time of stretches that follow each other: a look-up for the first, and then little more
// than an addition each where they lie in the same opening or the next. A view.
class OpenTime {
 public:
  explicit OpenTime(const Hours& hours) : hours_(hours), split_(hours.split()) {}

  // `begin_ms` <= `end_ms`; not before the end of the call before; neither is kNever.
  int64_t Between(int64_t begin_ms, int64_t end_ms) {
    if (split_) return hours_.Between(begin_ms, end_ms);
    const int64_t before_ms = Before(begin_ms);
    return Before(end_ms) - before_ms;
  }

 private:
  // Open time before `at_ms`, from a beginning that is the same for all calls: differences mean
  // something.
  int64_t Before(int64_t at_ms) {
    if (at_ms >= close_ms_) Seek(at_ms);
    return before_ms_ + (at_ms > open_ms_ ? at_ms - open_ms_ : 0);
  }

  void Seek(int64_t at_ms) {
    if (!ahead_.empty() && at_ms < ahead_.front().close_ms) return Take();
    ahead_ = hours_.calendar().Openings(at_ms, Calendar::kNever);
    if (!ahead_.empty()) return Take();
    // It never opens again: what has been open so far stays.
    if (close_ms_ != INT64_MIN) before_ms_ += close_ms_ - open_ms_;
    open_ms_ = close_ms_ = Calendar::kNever;
  }

  void Take() {
    open_ms_ = ahead_.front().open_ms;
    close_ms_ = ahead_.front().close_ms;
    before_ms_ = ahead_.front().open_before_ms;
    ahead_.remove_prefix(1);
  }

  const Hours& hours_;
  const bool split_;
  absl::Span<const Opening> ahead_;  // after the one at hand
  int64_t open_ms_ = INT64_MIN;      // the opening at hand, or the next one
  int64_t close_ms_ = INT64_MIN;
  int64_t before_ms_ = 0;
};

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_OPEN_TIME_H_
