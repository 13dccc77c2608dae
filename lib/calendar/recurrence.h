#ifndef WAYPOST_LIB_CALENDAR_RECURRENCE_H_
#define WAYPOST_LIB_CALENDAR_RECURRENCE_H_

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/calendar/date_ranges.h"
#include "lib/calendar/zone.h"

namespace waypost::calendar {

// Which places of a weekday in its month or year a rule names: bit 0 every one, bit n the n-th,
// 1 <= n <= 53.
struct WeekdayPlaces {
  uint64_t from_start = 0;
  uint64_t from_end = 0;
};

// Days of a year, or places in a list of days, counted from either end: 1 to 366 each.
struct Places {
  std::bitset<367> from_start;
  std::bitset<367> from_end;

  bool empty() const { return from_start.none() && from_end.none(); }
  // Whether they name the `place`-th of `length`, counted from 1.
  bool Name(int32_t place, int32_t length) const {
    const int32_t from_last = length - place + 1;
    return from_start[static_cast<size_t>(place)] || from_end[static_cast<size_t>(from_last)];
  }
};

// A recurrence rule for whole days: the part of an RRULE that holidays are written in.
struct RecurrenceRule {
  enum class Frequency : uint8_t { kYearly, kMonthly, kWeekly, kDaily };

  Frequency frequency = Frequency::kYearly;
  int32_t interval = 1;          // years, months, weeks or days from one to the next, 1 to 9,999
  int32_t count = 0;             // occurrences, the start included; 0: without end
  std::optional<int32_t> until;  // the last day number, included
  uint16_t months = 0;           // bit 1 January ... bit 12 December; 0: not named
  uint32_t month_days = 0;       // bit n: the n-th; both 0: not named
  uint32_t month_days_from_end = 0;  // bit n: the n-th last
  bool has_weekdays = false;
  std::array<WeekdayPlaces, 7> weekdays = {};  // from Monday
  Places year_days;                            // of a yearly rule; empty: not named
  Places positions;                            // in what the rest names of a period; empty: all
  int32_t week_start = 0;                      // 0 = Monday; what a week is for an interval > 1
};

// Reads "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH" and the like: FREQ of YEARLY, MONTHLY, WEEKLY or DAILY
// with INTERVAL, COUNT or UNTIL, BYMONTH, BYMONTHDAY, BYYEARDAY, BYDAY, BYSETPOS and WKST.
//
// Errors: InvalidArgument with a few words about what is wrong; Unimplemented for what RFC 5545
//         has beyond this (frequencies below a day, BYWEEKNO, BYHOUR, ...).
absl::StatusOr<RecurrenceRule> ParseRecurrence(std::string_view text, const Zone& zone);

// Appends the days of `window` on which a rule that starts on `start` falls, rising. The start is
// always the first occurrence, and counted, even if the rule does not name it.
//
// Limits: `days_left` is reduced by the days that were looked at; false if they do not suffice.
// Source: RFC 5545 section 3.3.10.
bool AppendOccurrences(const RecurrenceRule& rule, int32_t start, const DaySpan& window,
                       int64_t& days_left, std::vector<int32_t>& days);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_RECURRENCE_H_
