#ifndef WAYPOST_TESTS_PROPERTY_SLA_MINUTE_WALK_H_
#define WAYPOST_TESTS_PROPERTY_SLA_MINUTE_WALK_H_

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "lib/sla/clock.h"
#include "tests/property/sla/reference_policy.h"

namespace waypost::sla {

inline constexpr int64_t kNeverMinute = -1;

// The states of a ticket, minute by minute.
class StatusByMinute {
 public:
  void Set(int64_t minute, Status status);
  Status At(int64_t minute) const;
  // Since when it has had the status that it has in that minute.
  int64_t Since(int64_t minute) const;
  Status Last() const { return At(last_change_); }
  int64_t last_change() const { return last_change_; }
  // The beginning of the last stretch of solved minutes.
  int64_t LastSolved() const;
  bool WasSolvedSince(int64_t minute) const;

 private:
  std::vector<Status> minutes_;
  std::vector<int64_t> since_;   // of each minute
  std::set<int64_t> solved_at_;  // even if for no minute at all
  int64_t last_change_ = 0;
};

// Calendars that counted before the present one, each until a minute, the earliest first.
using EarlierCalendars = std::vector<std::pair<int64_t, int>>;

// Walks minute by minute and adds up. `runs_from`: the last pause is taken to end there;
// kNeverMinute: it does not.
struct MinuteWalk {
  const ReferenceTarget& target;
  int64_t start;
  const StatusByMinute& status;
  int64_t runs_from = kNeverMinute;
  int64_t forgets = 0;  // states entered before count as run; the time solved does not
  EarlierCalendars earlier = {};

  // `forgets` for a clock that forgets at `now` the pauses that ended before.
  int64_t ForgetsAt(int64_t now) const;
  bool IsPaused(int64_t minute) const;
  bool IsOpen(int64_t minute) const;
  bool PausedForEverFrom(int64_t minute) const;
  int64_t Elapsed(int64_t at) const;
  int64_t InstantOf(int64_t elapsed) const;
  int64_t Promised() const;
  int64_t Due() const;

 private:
  int64_t Landing() const;
  int64_t DueInDays() const;
};

}  // namespace waypost::sla

#endif  // WAYPOST_TESTS_PROPERTY_SLA_MINUTE_WALK_H_
