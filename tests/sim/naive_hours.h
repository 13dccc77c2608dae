#ifndef WAYPOST_TESTS_SIM_NAIVE_HOURS_H_
#define WAYPOST_TESTS_SIM_NAIVE_HOURS_H_

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace waypost::sim {

inline constexpr int64_t kNeverMs = std::numeric_limits<int64_t>::max();

// Half-open stretches of time, rising.
using Stretches = std::vector<std::pair<int64_t, int64_t>>;

// The openings of a calendar of kSimPolicy that end after `from_ms`, day after day, for as many
// days as the simulation can need. "always" is one long opening.
Stretches OpeningsFrom(const std::string& calendar, int64_t from_ms);

// Whether a calendar of kSimPolicy is open.
bool IsOpen(const std::string& calendar, int64_t at_ms);

// The days since 1970 in the time zone of kSimPolicy.
int64_t LocalDay(int64_t at_ms);

// When a ticket was in which state, and what a clock that starts at `start_ms` makes of it.
struct StatusAt {
  int64_t at_ms = 0;
  int status = 0;  // v1::TicketState; whatever is not named in `paused_in` runs
};

// The history without what another change of the same millisecond has replaced.
std::vector<StatusAt> Settled(const std::vector<StatusAt>& history);

struct NaiveClock {
  std::string calendar;
  std::vector<int> paused_in;
  int64_t start_ms = 0;
  int64_t forgets_ms = 0;  // pauses that began before count as run; the time solved does not
  // Calendars that counted before `calendar`, each until when, rising.
  std::vector<std::pair<int64_t, std::string>> earlier = {};

  // Open time from the start to `at_ms`, less what was paused.
  int64_t Elapsed(const std::vector<StatusAt>& history, int64_t at_ms) const;
  // The first instant at which that is `elapsed_ms`; kNeverMs if the clock stands still before.
  int64_t InstantOf(const std::vector<StatusAt>& history, int64_t elapsed_ms) const;
  bool PausedBy(int status) const;
  // From `now_ms` on `next` counts; before, what counted until then.
  void SplitFor(const std::string& next, int64_t now_ms);
  // `forgets_ms` for a clock that forgets at `now_ms` the pauses that ended before.
  int64_t ForgetsAt(const std::vector<StatusAt>& history, int64_t now_ms) const;

 private:
  Stretches Openings() const;
  Stretches Running(const std::vector<StatusAt>& history) const;
};

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_NAIVE_HOURS_H_
