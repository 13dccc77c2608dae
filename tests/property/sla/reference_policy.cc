#include "tests/property/sla/reference_policy.h"

#include <algorithm>
#include <string>

#include "lib/calendar/compile.h"

namespace waypost::sla {
namespace {

constexpr int64_t kDay = 24 * 60;
constexpr int64_t kWeek = 7 * kDay;

Calendar Compile(const std::vector<calendar::WeeklyHours>& weekly) {
  calendar::CalendarSpec spec;
  spec.weekly = weekly;
  spec.first_year = 2026;
  spec.last_year = 2028;
  return *calendar::CompileCalendar(spec, calendar::Zone());
}

Calendar CompileReference(int calendar) {
  constexpr int kHour = 3600;
  if (calendar == kOffice) return Compile({{0x1f, {{9 * kHour, 18 * kHour}}}});
  if (calendar == kAlways) return Compile({{0x7f, {{0, 24 * kHour}}}});
  return Compile({{0x5a, {{8 * kHour, 10 * kHour}, {20 * kHour, 24 * kHour}}}});
}

ReferenceTarget RandomTarget(PhiloxStream& random, policy::Metric metric) {
  ReferenceTarget target;
  target.metric = metric;
  target.calendar = static_cast<int>(random.Below(kReferenceCalendars));
  if (random.Below(5) == 0) {
    target.days = static_cast<int>(random.Below(4));
    target.landing = target.days == 0 ? policy::Landing::kCloseOfDay
                                      : static_cast<policy::Landing>(random.Below(3));
  } else {
    target.within = 4 * (1 + static_cast<int>(random.Below(random.Below(2) == 0 ? 15 : 300)));
  }
  target.paused_in = static_cast<uint8_t>(random.Below(8));
  const bool held = random.Below(2) == 0;
  for (uint64_t i = random.Below(4); i > 0; --i) {
    ReferenceWarning warning;
    if (random.Below(2) == 0) warning.percent = 25 * (1 + static_cast<int>(random.Below(3)));
    if (warning.percent == 0) warning.left = 1 + static_cast<int>(random.Below(200));
    warning.wall = warning.left > 0 && random.Below(3) == 0;
    if (warning.wall) warning.left *= 7;
    warning.held = warning.wall && held;
    target.warnings.push_back(warning);
  }
  const bool reopens =
      metric >= policy::Metric::kPeriodicUpdate && metric <= policy::Metric::kResolution;
  if (reopens) target.on_reopen = static_cast<policy::OnReopen>(random.Below(4));
  const bool arms =
      metric == policy::Metric::kNextReply || metric == policy::Metric::kPeriodicUpdate;
  target.from_start = arms && random.Below(3) == 0;
  return target;
}

}  // namespace

bool IsOpenAt(int calendar, int64_t minute) {
  minute = (minute % kWeek + kWeek) % kWeek;  // a warning may lie before the first Monday
  const int64_t weekday = minute / kDay;
  const int64_t hour = minute % kDay / 60;
  if (calendar == kAlways) return true;
  if (calendar == kOffice) return weekday < 5 && hour >= 9 && hour < 18;
  const bool on = weekday == 1 || weekday == 3 || weekday == 4 || weekday == 6;
  return on && (hour == 8 || hour == 9 || hour >= 20);
}

ReferencePolicy RandomPolicy(PhiloxStream& random) {
  ReferencePolicy policy(3);
  for (ReferenceSla& sla : policy) {
    std::vector<ReferenceTarget>& targets = sla.targets;
    for (int metric = 0; metric <= static_cast<int>(policy::Metric::kPickup); ++metric) {
      if (random.Below(3) == 0) continue;
      targets.push_back(RandomTarget(random, static_cast<policy::Metric>(metric)));
    }
    for (const std::string& milestone : MilestoneNames()) {
      if (random.Below(2) == 0) continue;
      targets.push_back(RandomTarget(random, policy::Metric::kMilestone));
      targets.back().milestone = milestone;
      const bool second = milestone == MilestoneNames()[1];
      if (second && random.Below(2) == 0) targets.back().after = MilestoneNames()[0];
    }
    for (size_t i = targets.size(); i > 1; --i) std::swap(targets[i - 1], targets[random.Below(i)]);
    sla.retarget = static_cast<policy::Retarget>(random.Below(3));
    sla.split_calendar = random.Below(2) == 0;
  }
  return policy;
}

std::unique_ptr<policy::Tables> TablesOf(const ReferencePolicy& policy) {
  auto tables = std::make_unique<policy::Tables>();
  tables->names = {"", MilestoneNames()[0], MilestoneNames()[1]};
  for (int calendar = 0; calendar < kReferenceCalendars; ++calendar) {
    tables->calendars.push_back({0, CompileReference(calendar), {}});
  }
  for (const ReferenceSla& sla : policy) {
    policy::Sla& row = tables->slas.emplace_back();
    row.first_target = static_cast<uint16_t>(tables->targets.size());
    row.target_count = static_cast<uint16_t>(sla.targets.size());
    row.retarget = sla.retarget;
    row.split_calendar = sla.split_calendar;
    for (const ReferenceTarget& from : sla.targets) {
      policy::Target& to = tables->targets.emplace_back();
      to.metric = from.metric;
      if (!from.milestone.empty()) to.milestone = from.milestone == MilestoneNames()[0] ? 1 : 2;
      to.calendar = static_cast<uint16_t>(from.calendar);
      to.within_ms = int64_t{from.within} * 60'000;
      to.within_days = from.days;
      to.landing = from.landing;
      to.paused_in = from.paused_in;
      to.on_reopen = from.on_reopen;
      to.from_start = from.from_start;
      to.after = from.after.empty() ? 0 : 1;
      for (const ReferenceWarning& warning : from.warnings) {
        to.warnings.push_back({static_cast<uint16_t>(warning.percent),
                               int64_t{warning.left} * 60'000,
                               {},
                               warning.wall,
                               warning.held});
      }
    }
  }
  return tables;
}

int64_t InstantMs(int64_t minute) { return 1'799'020'800'000 + minute * 60'000; }

}  // namespace waypost::sla
