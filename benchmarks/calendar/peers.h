// What one would write without a table: the peers that the calendar is measured against.
//
// Both know weekly hours without nights, and holidays; they ask absl::TimeZone each time.
#ifndef WAYPOST_BENCHMARKS_CALENDAR_PEERS_H_
#define WAYPOST_BENCHMARKS_CALENDAR_PEERS_H_

#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace waypost::calendar {

// Monday to Friday 09:00-18:00 but for some dates.
struct OfficeHours {
  absl::TimeZone zone;
  std::vector<absl::CivilDay> holidays;  // rising

  bool IsWorkday(absl::CivilDay date) const;
};

// Looks at every minute. Exact for whole minutes.
class MinuteWalker {
 public:
  explicit MinuteWalker(const OfficeHours& hours) : hours_(hours) {}

  bool IsOpen(int64_t at_ms) const;
  int64_t Between(int64_t begin_ms, int64_t end_ms) const;
  int64_t Add(int64_t start_ms, int64_t open_ms) const;

 private:
  const OfficeHours& hours_;
};

// Looks at every local date once: the straightforward implementation.
class DayWalker {
 public:
  explicit DayWalker(const OfficeHours& hours) : hours_(hours) {}

  bool IsOpen(int64_t at_ms) const;
  int64_t Between(int64_t begin_ms, int64_t end_ms) const;
  int64_t Add(int64_t start_ms, int64_t open_ms) const;

 private:
  struct Day {
    int64_t open_ms;
    int64_t close_ms;
  };

  absl::CivilDay DateAt(int64_t at_ms) const;
  Day DayOf(absl::CivilDay date) const;

  const OfficeHours& hours_;
};

}  // namespace waypost::calendar

#endif  // WAYPOST_BENCHMARKS_CALENDAR_PEERS_H_
