#include "tests/property/calendar/random_spec.h"

#include <algorithm>

namespace waypost::calendar {
namespace {

bool OneIn(PhiloxStream& random, uint64_t n) { return random.Below(n) == 0; }

// Clocks change between 22:00 and 04:00 nearly everywhere, so hours begin there often.
HoursRange RandomHours(PhiloxStream& random) {
  constexpr int32_t kQuarter = 900;
  switch (random.Below(6)) {
    case 0:
      return {0, kSecondsPerDay};
    case 1:
      return {9 * 3'600, 18 * 3'600};
    case 2: {
      const auto open_s =
          static_cast<int32_t>((22 + random.Below(6)) % 24 * 3'600 + random.Below(4) * kQuarter);
      return {open_s, open_s + kQuarter * static_cast<int32_t>(1 + random.Below(8))};
    }
    case 3: {
      const auto open_s = static_cast<int32_t>(random.Below(kSecondsPerDay));
      return {open_s, open_s + static_cast<int32_t>(1 + random.Below(kSecondsPerDay))};
    }
    default: {
      const auto open_s = static_cast<int32_t>(random.Below(96)) * kQuarter;
      return {open_s, open_s + kQuarter * static_cast<int32_t>(1 + random.Below(48))};
    }
  }
}

std::vector<HoursRange> RandomHoursList(PhiloxStream& random) {
  std::vector<HoursRange> hours;
  for (uint64_t n = 1 + random.Below(2); n > 0; --n) hours.push_back(RandomHours(random));
  return hours;
}

WeekdaySet RandomDays(PhiloxStream& random) {
  if (OneIn(random, 3)) return kEveryDay;
  if (OneIn(random, 3)) return 0x1f;
  return static_cast<WeekdaySet>(random.Below(128));
}

CivilDate DateOf(absl::CivilDay day) {
  return {static_cast<int32_t>(day.year()), day.month(), day.day()};
}

DateRange RandomDates(PhiloxStream& random, absl::CivilDay around) {
  const absl::CivilDay first = around + static_cast<int>(random.Below(43)) - 21;
  const absl::CivilDay last = OneIn(random, 2) ? first : first + static_cast<int>(random.Below(4));
  return {DateOf(first), DateOf(last), OneIn(random, 4)};
}

}  // namespace

CalendarSpec RandomSpec(PhiloxStream& random, absl::CivilDay around) {
  CalendarSpec spec;
  for (uint64_t n = 1 + random.Below(2); n > 0; --n) {
    spec.weekly.push_back({RandomDays(random), RandomHoursList(random)});
  }
  for (uint64_t n = random.Below(4); n > 0; --n) {
    const auto hours = OneIn(random, 5) ? std::vector<HoursRange>() : RandomHoursList(random);
    spec.special.push_back({{RandomDates(random, around)}, hours, OneIn(random, 3)});
  }
  for (uint64_t n = random.Below(5); n > 0; --n) {
    spec.holidays.push_back(RandomDates(random, around));
  }
  for (uint64_t n = random.Below(3); n > 0; --n) {
    std::vector<DateRange> dates;
    if (OneIn(random, 2)) dates.push_back(RandomDates(random, around));
    spec.breaks.push_back({RandomDays(random), dates, {RandomHours(random)}});
  }
  spec.holiday_cut = OneIn(random, 2) ? HolidayCut::kByMinute : HolidayCut::kByShift;
  const auto year = static_cast<int32_t>(around.year());
  spec.first_year = std::max(kEarliestYear, year - 1);
  spec.last_year = std::min(kLatestYear, year + 1);
  return spec;
}

}  // namespace waypost::calendar
