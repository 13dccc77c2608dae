#ifndef WAYPOST_LIB_POLICY_OPEN_TOGETHER_H_
#define WAYPOST_LIB_POLICY_OPEN_TOGETHER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "waypost/calendar.h"

namespace waypost::policy {

// An instant for each way in which calendars are open and closed together; bit i: the calendar i of
// those asked for is open.
using OpenTogether = std::map<uint64_t, int64_t>;

// Every such way there is at any instant, with the first instant of it at or after `from_ms`, or
// else the first of all.
//
// Units:  UTC milliseconds.
// Errors: nullopt if there are more than kMostTogether calendars, or more changes than are looked
// at. Cost:   one step for each opening and closing within the years of the calendars. Source: the
// calendars; beyond their years they are closed.
inline constexpr size_t kMostTogether = 16;
std::optional<OpenTogether> FindOpenTogether(const std::vector<const Calendar*>& calendars,
                                             int64_t from_ms);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_OPEN_TOGETHER_H_
