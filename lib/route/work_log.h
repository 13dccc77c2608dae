#ifndef WAYPOST_LIB_ROUTE_WORK_LOG_H_
#define WAYPOST_LIB_ROUTE_WORK_LOG_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace waypost::route {

// When somebody has worked of late, and so how much of a window that slides along with time.
//
// Shape:  stretches of work are half-open; one that begins when another ends goes on. A window
//         that ends at an instant begins `window_ms` before it.
// Units:  milliseconds; instants since the Unix epoch, which never go back.
// Cost:   O(stretches in the window), at most kMostStretches: of more the oldest is forgotten.
class WorkLog {
 public:
  static constexpr size_t kMostStretches = 1'000;
  static constexpr int64_t kIdle = -1;

  struct Stretch {
    int64_t from_ms = 0;
    int64_t to_ms = 0;
  };

  bool works() const { return since_ms_ != kIdle; }
  bool empty() const { return stretches_.empty() && !works(); }
  absl::Span<const Stretch> stretches() const { return stretches_; }  // that are over, rising
  int64_t since_ms() const { return since_ms_; }                      // kIdle: does not work

  void Begin(int64_t at_ms);                 // must not work
  void End(int64_t at_ms, int64_t keep_ms);  // must work; forgets what is older than `keep_ms`
  void Clear() { *this = WorkLog(); }
  // As it was saved. False: no log could be so.
  bool Restore(std::vector<Stretch> stretches, int64_t since_ms);

  // Time worked in the window that ends at an instant, which must not lie before what is logged.
  int64_t WorkedWithin(int64_t window_ms, int64_t at_ms) const;

  // Of somebody who works and has worked for less than `most_ms` of the window that ends at
  // `at_ms`: the first instant at which it will not have, if it goes on. `most_ms` < `window_ms`.
  int64_t ReachesAt(int64_t most_ms, int64_t window_ms, int64_t at_ms) const;

  // Of somebody who does not work and has worked for `most_ms` or more of that window: the first
  // instant at which it will have worked for less, if it does nothing. `most_ms` > 0.
  int64_t FallsBelowAt(int64_t most_ms, int64_t window_ms, int64_t at_ms) const;

 private:
  std::vector<Stretch> stretches_;
  int64_t since_ms_ = kIdle;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_WORK_LOG_H_
