#ifndef WAYPOST_LIB_FIT_LIMIT_H_
#define WAYPOST_LIB_FIT_LIMIT_H_

#include <cstdint>
#include <vector>

namespace waypost::fit {

// Candidates that agree with fewer tickets by at most one in so many are as good as the best.
constexpr uint64_t kToleranceDivisor = 1'000;

// A ticket on one clock: how long it took, and what the log says of its promise.
struct Timed {
  int64_t elapsed_ms = 0;
  bool met = false;
};

// The limit on a clock that tells kept promises from broken ones best.
struct Limit {
  // What the log says about it.
  enum class Known : uint8_t {
    kBetween,  // tickets on both sides of it
    kAtMost,   // shorter than every ticket: counting all as broken is best
    kAtLeast,  // no shorter than any ticket: counting all as kept is best
  };
  int64_t within_ms = 0;  // > 0
  uint64_t agreeing = 0;  // tickets with met == (elapsed <= within)
  Known known = Known::kBetween;
};

// Returns the roundest limit that agrees with as many tickets as any, or with at most one in a
// thousand fewer: desks promise "154h", not "153h57m". Roundest are multiples of a working day of
// `day_ms` open time, then of half of it, of four, two and one hours, and so on down. Of equally
// round ones the one that agrees with most, then the shortest. Of limits that agree equally and lie
// apart, the one with the widest room around it, then the shortest.
//
// `tickets` is sorted here; not empty. `day_ms` > 1.
// Cost: O(n log n).
Limit BestLimit(int64_t day_ms, std::vector<Timed>* tickets);

}  // namespace waypost::fit

#endif  // WAYPOST_LIB_FIT_LIMIT_H_
