#ifndef WAYPOST_LIB_POLICY_CALENDAR_NOTES_H_
#define WAYPOST_LIB_POLICY_CALENDAR_NOTES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/policy/tables.h"

namespace waypost::policy {

// Why a date is treated in a way of its own.
struct DateNote {
  bool holiday = false;   // else special hours
  std::string_view name;  // as the policy or the holiday file calls it; may be empty
};

// What a calendar says of a local date, in the order written: its own dates, then those of holiday
// files. Nothing for calendars made of others. Borrows from `entry`.
std::vector<DateNote> NotesOn(const CalendarEntry& entry, int32_t day);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CALENDAR_NOTES_H_
