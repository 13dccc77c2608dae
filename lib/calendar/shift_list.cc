#include "lib/calendar/shift_list.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/words.h"

namespace waypost::calendar {

absl::StatusOr<std::vector<Shift>> ListShifts(const Rotation& rotation, int64_t begin_ms,
                                              int64_t end_ms, size_t most) {
  std::vector<Shift> shifts;
  std::vector<Person> people;
  for (int64_t at_ms = begin_ms; at_ms < end_ms;) {
    rotation.OnDuty(at_ms, people);
    const int64_t next_ms = std::min(rotation.NextChange(at_ms), end_ms);
    if (!shifts.empty() && shifts.back().people == people) {
      shifts.back().end_ms = next_ms;
    } else if (shifts.size() == most) {
      return ResourceExhausted(
          Say({"more than $0 shifts; ask for a shorter time", "班次超过 $0 个；请查询更短的时间"},
              most));
    } else {
      shifts.push_back({at_ms, next_ms, people});
    }
    at_ms = next_ms;
  }
  return shifts;
}

}  // namespace waypost::calendar
