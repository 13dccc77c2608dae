#include "lib/calendar/duty_report.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace waypost::calendar {
namespace {

constexpr int64_t kNightEndMs = int64_t{5} * 3'600'000;  // on the wall, from midnight

// One person's part in one shift.
struct Duty {
  Person person = 0;
  Interval when;
  size_t rotation = 0;
};

bool IsBefore(const Duty& a, const Duty& b) {
  return std::tie(a.person, a.when.begin_ms, a.rotation) <
         std::tie(b.person, b.when.begin_ms, b.rotation);
}

// The duties of one person, by their beginning.
using Duties = absl::Span<const Duty>;

// Calls `night(day)` for each local date, in rising order, with duty before 05:00.
template <typename Night>
void ForEachNight(const IntervalSet& duties, const Zone& zone, Night night) {
  for (const Interval& duty : duties) {
    const int64_t first_wall_ms = zone.WallOf(duty.begin_ms);
    const int64_t last_wall_ms = zone.WallOf(duty.end_ms - 1);
    for (int32_t day = DayOfWall(first_wall_ms); day <= DayOfWall(last_wall_ms); ++day) {
      const int64_t midnight_ms = int64_t{day} * kMsPerDay;
      const bool by_night =
          first_wall_ms < midnight_ms + kNightEndMs && last_wall_ms >= midnight_ms;
      if (by_night) night(day);
    }
  }
}

void CountNights(const IntervalSet& duties, const Zone& zone, DutyLoad& load) {
  int32_t last_day = -2;
  int32_t in_a_row = 0;
  ForEachNight(duties, zone, [&](int32_t day) {
    if (load.nights > 0 && day == last_day) return;  // two duties of one night
    in_a_row = load.nights > 0 && day == last_day + 1 ? in_a_row + 1 : 1;
    load.nights_in_a_row = std::max(load.nights_in_a_row, in_a_row);
    ++load.nights;
    last_day = day;
  });
}

DutyLoad LoadOf(Duties duties, const Zone& zone) {
  DutyLoad load;
  load.person = duties.front().person;
  std::vector<Interval> intervals;
  for (const Duty& duty : duties) intervals.push_back(duty.when);
  const IntervalSet joined = Normalize(std::move(intervals));
  for (const Interval& duty : joined) load.on_duty_ms += duty.end_ms - duty.begin_ms;
  CountNights(joined, zone, load);
  return load;
}

void AddDoubleDuties(Duties duties, std::vector<DoubleDuty>& found) {
  for (size_t i = 0; i < duties.size(); ++i) {
    for (size_t j = i + 1; j < duties.size(); ++j) {
      if (duties[j].when.begin_ms >= duties[i].when.end_ms) break;
      if (duties[j].rotation == duties[i].rotation) continue;
      found.push_back(
          {duties[i].person,
           std::min(duties[i].rotation, duties[j].rotation),
           std::max(duties[i].rotation, duties[j].rotation),
           {duties[j].when.begin_ms, std::min(duties[i].when.end_ms, duties[j].when.end_ms)}});
    }
  }
}

std::vector<Duty> AllDuties(absl::Span<const std::vector<Shift>> rotations) {
  std::vector<Duty> duties;
  for (size_t i = 0; i < rotations.size(); ++i) {
    for (const Shift& shift : rotations[i]) {
      for (const Person person : shift.people) {
        duties.push_back({person, {shift.begin_ms, shift.end_ms}, i});
      }
    }
  }
  std::sort(duties.begin(), duties.end(), IsBefore);
  return duties;
}

}  // namespace

DutyReport ReportDuties(absl::Span<const std::vector<Shift>> rotations, const Zone& zone) {
  DutyReport report;
  for (const std::vector<Shift>& shifts : rotations) {
    std::vector<Interval>& gaps = report.gaps.emplace_back();
    for (const Shift& shift : shifts) {
      if (shift.people.empty()) gaps.push_back({shift.begin_ms, shift.end_ms});
    }
  }
  const std::vector<Duty> duties = AllDuties(rotations);
  for (size_t begin = 0; begin < duties.size();) {
    size_t end = begin;
    while (end < duties.size() && duties[end].person == duties[begin].person) ++end;
    const Duties own(&duties[begin], end - begin);
    report.loads.push_back(LoadOf(own, zone));
    AddDoubleDuties(own, report.double_duties);
    begin = end;
  }
  std::sort(report.double_duties.begin(), report.double_duties.end(),
            [](const DoubleDuty& a, const DoubleDuty& b) {
              return std::tie(a.when.begin_ms, a.person, a.first, a.second) <
                     std::tie(b.when.begin_ms, b.person, b.first, b.second);
            });
  return report;
}

}  // namespace waypost::calendar
