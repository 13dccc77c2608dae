#ifndef WAYPOST_LIB_CALENDAR_SHIFT_LIST_H_
#define WAYPOST_LIB_CALENDAR_SHIFT_LIST_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/calendar/rotation.h"

namespace waypost::calendar {

// One stretch of time with the same people on duty.
struct Shift {
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
  std::vector<Person> people;  // empty: a gap
};

// Who is on duty in [begin_ms, end_ms), cut to it, without holes; neighbours differ in their
// people.
//
// Errors: ResourceExhausted with a sentence if there are more than `most` shifts.
// Cost:   one look-up a change.
absl::StatusOr<std::vector<Shift>> ListShifts(const Rotation& rotation, int64_t begin_ms,
                                              int64_t end_ms, size_t most = 100'000);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_SHIFT_LIST_H_
