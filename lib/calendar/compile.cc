#include "lib/calendar/compile.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/calendar/check_spec.h"
#include "lib/calendar/dated_rules.h"
#include "lib/calendar/intervals.h"
#include "lib/calendar/resolve.h"
#include "lib/calendar/table.h"

namespace waypost::calendar {
namespace {

// Dates before the horizon reach into it with a night shift, and those after it tell whether the
// last opening goes on; a wide zone jump can move either by another day.
constexpr int32_t kMarginDays = 3;

DaySpan DaysOfYears(int32_t first_year, int32_t last_year) {
  return {DayNumber({first_year, 1, 1}), DayNumber({last_year, 12, 31})};
}

absl::Status CheckZone(const CalendarSpec& spec, const Zone& zone) {
  if (zone.first_year() <= spec.first_year && zone.last_year() >= spec.last_year) {
    return absl::OkStatus();
  }
  return InvalidArgument(
      Say({"time zone \"$0\" was read for the years $1 to $2 but the calendar needs $3 to $4",
           "时区 \"$0\" 读取了 $1 到 $2 年，而日历需要 $3 到 $4 年"},
          zone.name(), zone.first_year(), zone.last_year(), spec.first_year, spec.last_year));
}

Table BuildClipped(IntervalSet open, const Zone& zone, const DaySpan& horizon) {
  const int64_t begin_ms = zone.InstantOf(int64_t{horizon.first} * kMsPerDay);
  const int64_t end_ms = zone.InstantOf((int64_t{horizon.last} + 1) * kMsPerDay);
  bool open_at_end = false;
  for (const Interval& interval : open) {
    open_at_end |= interval.begin_ms < end_ms && interval.end_ms > end_ms;
  }
  return BuildTable(Clip(std::move(open), begin_ms, end_ms), zone, begin_ms, end_ms, open_at_end);
}

}  // namespace

absl::StatusOr<Calendar> CompileCalendar(const CalendarSpec& spec, const Zone& zone,
                                         std::vector<CalendarWarning>* warnings) {
  absl::Status status = CheckSpec(spec);
  status.Update(CheckZone(spec, zone));
  if (!status.ok()) return status;
  const DaySpan horizon = DaysOfYears(spec.first_year, spec.last_year);
  const DaySpan window = {horizon.first - kMarginDays, horizon.last + kMarginDays};
  const absl::StatusOr<DatedRules> rules = ExpandDates(spec, window);
  if (!rules.ok()) return rules.status();
  absl::StatusOr<IntervalSet> open = ResolveOpenings(spec, zone, *rules);
  if (!open.ok()) return open.status();
  auto table = std::make_shared<const Table>(BuildClipped(*std::move(open), zone, horizon));
  if (warnings != nullptr) {
    if (table->count == 0) {
      warnings->push_back({CalendarWarning::Kind::kNeverOpens,
                           CalendarWarning::List::kNone,
                           0,
                           0,
                           {"this calendar never opens", "该日历从不开放"}});
    }
    for (CalendarWarning& warning : WarnOfDates(spec, *rules, horizon)) {
      warnings->push_back(std::move(warning));
    }
  }
  return Calendar(std::move(table));
}

}  // namespace waypost::calendar
