#ifndef WAYPOST_EXAMPLES_POLICY_CLI_CALENDAR_DESK_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_CALENDAR_DESK_H_

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "examples/policy_cli/arguments.h"
#include "lib/calendar/intervals.h"
#include "lib/calendar/zone.h"
#include "lib/policy/lower.h"
#include "lib/policy/tables.h"
#include "lib/scenario/local_time.h"

namespace waypost::cli {

// A calendar of a policy or a file of its own, with what people know about its dates.
struct CalendarDesk {
  policy::Lowered lowered;
  const policy::CalendarEntry& entry;
  calendar::Zone zone;
  scenario::LocalTime local;

  // The openings between two instants, cut to them.
  std::vector<calendar::Interval> OpeningsBetween(int64_t begin_ms, int64_t end_ms) const;

  // The stretches of time that are a local date; none where the clocks leave it out.
  std::vector<calendar::Interval> PartsOf(int32_t day) const;

  const std::string& name() const { return lowered.tables->names[entry.id]; }
};

// The calendar called `name`, of the policy of the second word and of every --with: a policy, or
// nothing but calendars. An empty name is that of the only one.
//
// Errors: what is wrong on `err`, nothing as the answer, and the exit code in `code`.
std::optional<CalendarDesk> LoadCalendarDesk(const Arguments& arguments, const std::string& name,
                                             std::ostream& err, int& code);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_CALENDAR_DESK_H_
