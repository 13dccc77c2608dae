// Any bytes as a holiday file: nothing may crash or hang; what is taken in are dates that exist,
// in order, near the calendar's years, and a calendar compiles with them.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/base/check.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/holiday_file.h"
#include "lib/calendar/zone.h"

namespace waypost::calendar {
namespace {

constexpr int32_t kFirstYear = 2020;
constexpr int32_t kLastYear = 2022;

// An hour back and an hour forward, so that times in UTC meet both.
const Zone& JumpingZone() {
  static const auto* const zone =
      new Zone(*Zone::FromTable("Test/Zone", kFirstYear, kLastYear, 3'600,
                                {{DayNumber({2020, 3, 29}) * kMsPerDay, 7'200},
                                 {DayNumber({2020, 10, 25}) * kMsPerDay, 3'600}}));
  return *zone;
}

void CheckEvent(const HolidayEvent& event, CalendarSpec& spec) {
  const bool taken = event.outcome == HolidayEvent::Outcome::kTaken;
  WP_CHECK(taken == !event.dates.empty() && taken == event.reason.empty(),
           "an entry has dates or a reason");
  int32_t before = DayNumber({kFirstYear, 1, 1}) - 400;
  for (const DateRange& range : event.dates) {
    WP_CHECK(DayNumber(range.first) > before && DayNumber(range.last) >= DayNumber(range.first) &&
                 range.first.year <= kLastYear + 1,
             "dates rise, near the calendar's years");
    before = DayNumber(range.first);
    spec.imported_holidays.push_back(range);
  }
}

void ReadAny(std::string_view text) {
  const HolidayFile file = ReadHolidayFile(text, JumpingZone(), kFirstYear, kLastYear);
  CalendarSpec spec;
  spec.first_year = kFirstYear;
  spec.last_year = kLastYear;
  for (const HolidayEvent& event : file.events) CheckEvent(event, spec);
  WP_CHECK(file.status.ok() || file.events.empty(), "a text that is refused has no events");
  WP_CHECK(CompileCalendar(spec, JumpingZone()).ok(), "a calendar compiles with any holidays");
}

}  // namespace
}  // namespace waypost::calendar

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  waypost::calendar::ReadAny({reinterpret_cast<const char*>(data), size});
  return 0;
}
