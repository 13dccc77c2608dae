#ifndef WAYPOST_LIB_SLA_ATTAINMENT_H_
#define WAYPOST_LIB_SLA_ATTAINMENT_H_

#include <cstdint>

#include "lib/policy/tables.h"

namespace waypost::sla {

// What became of the cycles of one target within one period. Sums, so that periods of several
// desks add up.
struct PeriodTally {
  int64_t met = 0;
  int64_t breached = 0;
  int64_t stopped = 0;  // in time or late
  int64_t used_ms = 0;  // open time of those stopped
};

// How many cycles the promised figure is made of so far.
int64_t CountOf(const policy::Attainment& promised, const PeriodTally& tally);

// Whether the promise is kept with these, decided without rounding. Of no cycles: it is.
bool IsKept(const policy::Attainment& promised, const PeriodTally& tally);

// met / (met + breached) in thousandths, rounded down, so that a promise just missed does not read
// as kept. 1000 of none.
int32_t ShareMilli(const PeriodTally& tally);

// Rounded up, likewise. 0 of none.
int64_t MeanMs(const PeriodTally& tally);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_ATTAINMENT_H_
