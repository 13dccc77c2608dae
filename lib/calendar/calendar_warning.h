#ifndef WAYPOST_LIB_CALENDAR_CALENDAR_WARNING_H_
#define WAYPOST_LIB_CALENDAR_CALENDAR_WARNING_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "lib/base/words.h"

namespace waypost::calendar {

// Something legal in a spec that can hardly be meant.
struct CalendarWarning {
  enum class Kind : uint8_t {
    kNeverOpens,           // the calendar as a whole; no list
    kOutsideHorizon,       // no date of the entry lies within the calendar's years
    kOverlappingSpecial,   // a special entry names a date that an earlier one (`other`) names too
    kSpecialUnderHoliday,  // all dates of a special entry are holidays and it is not open_anyway
  };
  enum class List : uint8_t { kNone, kSpecial, kHolidays, kBreaks };

  Kind kind = Kind::kNeverOpens;
  List list = List::kNone;
  size_t entry = 0;  // index into that list of the spec
  size_t other = 0;  // index into the same list, for kOverlappingSpecial
  Words message;     // one line, lower case
};

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_CALENDAR_WARNING_H_
