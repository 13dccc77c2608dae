#ifndef WAYPOST_LIB_REPORT_GRAIN_H_
#define WAYPOST_LIB_REPORT_GRAIN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/calendar/zone.h"

namespace waypost::report {

// How time is cut into periods. Weeks begin on Monday.
enum class Grain : uint8_t { kHour, kDay, kWeek, kMonth, kYear };

// "day", "week", "month", "year"; nothing for any other word.
std::optional<Grain> GrainOf(std::string_view word);

// Hours are those that clocks show, from 1970-01-01 00:00 on.
int64_t LocalHour(int64_t at_ms, const calendar::Zone& zone);

// The first hour of the period that an hour belongs to, and of the period after that one.
int64_t PeriodBegin(int64_t hour, Grain grain);
int64_t PeriodAfter(int64_t begin, Grain grain);

// "2027-03-01 20:00", "2027-03-01", "2027-W09", "2027-03", "2027" of a period's first hour. A week
// has the number that ISO 8601 gives it: that of its Thursday.
std::string PeriodName(int64_t begin, Grain grain);

// The minute that clocks show: "2026-06-02 20:01".
std::string WallMinute(int64_t at_ms, const calendar::Zone& zone);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_GRAIN_H_
