#include "lib/policy/calendar_notes.h"

#include <algorithm>

#include "lib/calendar/date_ranges.h"

namespace waypost::policy {
namespace {

bool Names(const calendar::DateRange& range, int32_t day) {
  return !calendar::DaysOf(range, {day, day}).empty();
}

}  // namespace

std::vector<DateNote> NotesOn(const CalendarEntry& entry, int32_t day) {
  std::vector<DateNote> notes;
  for (const CalendarDates& dates : entry.dates) {
    if (Names(dates.dates, day)) notes.push_back({dates.holiday, dates.note});
  }
  for (const auto& file : entry.holiday_files) {
    for (const calendar::HolidayEvent& event : file->holidays.events) {
      const bool here = std::any_of(event.dates.begin(), event.dates.end(),
                                    [&](const auto& range) { return Names(range, day); });
      if (here) notes.push_back({true, event.name});
    }
  }
  return notes;
}

}  // namespace waypost::policy
