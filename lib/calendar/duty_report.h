#ifndef WAYPOST_LIB_CALENDAR_DUTY_REPORT_H_
#define WAYPOST_LIB_CALENDAR_DUTY_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/calendar/intervals.h"
#include "lib/calendar/shift_list.h"
#include "lib/calendar/zone.h"

namespace waypost::calendar {

// What one person does in all rotations together.
struct DutyLoad {
  Person person = 0;
  int64_t on_duty_ms = 0;  // time in two rotations at once counts once
  int32_t nights = 0;      // local dates with duty between 00:00 and 05:00
  int32_t nights_in_a_row = 0;
};

// Somebody in two rotations at once.
struct DoubleDuty {
  Person person = 0;
  size_t first = 0;  // rotations, by their place in the span given
  size_t second = 0;
  Interval when;
};

// What is wrong with a set of rotations, and who bears how much of them.
struct DutyReport {
  std::vector<std::vector<Interval>> gaps;  // by rotation: nobody on duty
  std::vector<DoubleDuty> double_duties;    // by their beginning, then person, then rotations
  std::vector<DutyLoad> loads;              // by person
};

// Reports on the shifts of several rotations over one stretch of time. Nights are those of `zone`.
//
// Cost: O(n log n) in the people of all shifts, and the pairs of double duty.
DutyReport ReportDuties(absl::Span<const std::vector<Shift>> rotations, const Zone& zone);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_DUTY_REPORT_H_
