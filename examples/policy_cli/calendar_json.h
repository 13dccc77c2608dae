// What `waypost calendar` answers, for programs: one JSON object each; times in ms since the epoch,
// dates as "2027-02-05" in the calendar's zone.
#ifndef WAYPOST_EXAMPLES_POLICY_CLI_CALENDAR_JSON_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_CALENDAR_JSON_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "examples/policy_cli/calendar_desk.h"

namespace waypost::cli {

// The hours of each date, the last included, with what the policy says of it.
std::string ShowJson(const CalendarDesk& desk, int32_t first_day, int32_t last_day);

// When `length` has passed, as the user wrote it; `end_ms` may be Calendar::kNever, which is null.
// The openings that counted only if it is open time.
std::string AddJson(const CalendarDesk& desk, int64_t start_ms, std::string_view length,
                    int64_t end_ms, bool open_time);

// The open time between two instants, and where it lies.
std::string BetweenJson(const CalendarDesk& desk, int64_t begin_ms, int64_t end_ms);

// The holidays of the policy and, entry by entry, what was taken from files.
std::string HolidaysJson(const CalendarDesk& desk);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_CALENDAR_JSON_H_
