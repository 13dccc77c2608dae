#ifndef WAYPOST_LIB_CALENDAR_ICAL_WRITER_H_
#define WAYPOST_LIB_CALENDAR_ICAL_WRITER_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/calendar/shift_list.h"

namespace waypost::calendar {

// The shifts of a rotation as an iCalendar text that calendar programs take in: an event for each
// shift with somebody on duty, its times in UTC, the people's names as its summary.
//
//   name     of the rotation; part of each event's UID, with the shift's beginning
//   name_of  of a person
//
// Shape:  lines end in CR LF and are folded at 75 bytes, never within a character. The same shifts
//         give the same bytes: DTSTAMP, which wants the time of writing, is the event's beginning.
// Source: RFC 5545, sections 3.1 and 3.6.1.
std::string WriteICalendar(std::string_view name, const std::vector<Shift>& shifts,
                           const std::function<std::string(Person)>& name_of);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_ICAL_WRITER_H_
