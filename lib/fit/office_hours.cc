#include "lib/fit/office_hours.h"

#include "absl/strings/str_format.h"

namespace waypost::fit {
namespace {

struct Days {
  const char* name;
  calendar::WeekdaySet weekdays;
};

constexpr Days kDays[] = {{"mon-sun", 0x7f}, {"mon-fri", 0x1f}, {"mon-sat", 0x3f}};
constexpr int32_t kFirstOpen = 6, kLastOpen = 10, kFirstClose = 16, kLastClose = 20;

OfficeHours Make(const Days& days, int32_t open, int32_t close) {
  return {days.name, absl::StrFormat("%02d:00-%02d:00", open, close), days.weekdays, open * 3600,
          close * 3600};
}

}  // namespace

calendar::CalendarSpec OfficeHours::Spec(int32_t first_year, int32_t last_year) const {
  calendar::CalendarSpec spec;
  spec.weekly = {{weekdays, {{open_s, close_s}}}};
  spec.first_year = first_year;
  spec.last_year = last_year;
  return spec;
}

std::vector<OfficeHours> AllOfficeHours() {
  std::vector<OfficeHours> all;
  for (const Days& days : kDays) all.push_back(Make(days, 0, 24));
  for (const Days& days : kDays) {
    for (int32_t open = kFirstOpen; open <= kLastOpen; ++open) {
      for (int32_t close = kFirstClose; close <= kLastClose; ++close)
        all.push_back(Make(days, open, close));
    }
  }
  return all;
}

}  // namespace waypost::fit
