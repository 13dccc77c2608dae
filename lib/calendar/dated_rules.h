#ifndef WAYPOST_LIB_CALENDAR_DATED_RULES_H_
#define WAYPOST_LIB_CALENDAR_DATED_RULES_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/calendar/calendar_spec.h"
#include "lib/calendar/date_ranges.h"

namespace waypost::calendar {

// One date that an entry of a list names.
struct DatedEntry {
  int32_t day = 0;
  uint32_t entry = 0;  // index into the list of the spec
};

// The dates of a spec, spelled out day by day over `window`.
struct DatedRules {
  DaySpan window;
  std::vector<uint8_t> is_holiday;  // by day - window.first
  std::vector<DatedEntry> special;  // by (day, entry), no pair twice
  std::vector<DatedEntry> breaks;   // the same; breaks without dates are not here

  bool IsHoliday(int32_t day) const { return is_holiday[static_cast<size_t>(day - window.first)]; }
};

// Errors: ResourceExhausted if the lists name more than kMostDatedEntries dates.
absl::StatusOr<DatedRules> ExpandDates(const CalendarSpec& spec, const DaySpan& window);

inline constexpr size_t kMostDatedEntries = 1'000'000;

// The entries of one day; `from` moves on past them. Days must be asked for in rising order.
struct DatedEntryRange {
  const DatedEntry* first;
  const DatedEntry* last;

  const DatedEntry* begin() const { return first; }
  const DatedEntry* end() const { return last; }
  bool empty() const { return first == last; }
};
inline DatedEntryRange TakeDay(const std::vector<DatedEntry>& entries, size_t& from, int32_t day) {
  while (from < entries.size() && entries[from].day < day) ++from;
  const size_t begin = from;
  while (from < entries.size() && entries[from].day == day) ++from;
  return {entries.data() + begin, entries.data() + from};
}

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_DATED_RULES_H_
