// Calendars: hours and dates as written, compiled in their zone.
#include "lib/policy/lower_calendars.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/calendar_spec.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/date_ranges.h"
#include "lib/calendar/spec_text.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using waypost::v1::Holidays;
using waypost::v1::SpecialHours;
using waypost::v1::WeeklyHours;
using V1Calendar = waypost::v1::Calendar;
using Warned = calendar::CalendarWarning;

void ReportProblem(Lowering& lowering, std::string_view code, const std::string& text,
                   const Words& kind, const absl::Status& status, const FieldRef& field) {
  Problem problem = ProblemWith(text, kind, WordsOf(status));
  lowering.Report(code, field, std::move(problem.message)).Help(std::move(problem.advice));
}

// One calendar on its way from the message to a table, with what leads warnings back to it.
class CalendarReader {
 public:
  CalendarReader(Lowering& lowering, const V1Calendar& written)
      : lowering_(lowering), written_(written) {
    spec_.first_year = lowering.tables.limits.calendar_first_year;
    spec_.last_year = lowering.tables.limits.calendar_last_year;
  }

  Calendar Read(OpeningBudget& budget) {
    const calendar::Zone* zone = ZoneOf(lowering_, written_);
    for (const WeeklyHours& entry : written_.weekly()) {
      const auto [days, hours] = ReadWeekly(entry);
      spec_.weekly.push_back({days, hours});
    }
    for (const WeeklyHours& entry : written_.breaks()) {
      const auto [days, hours] = ReadWeekly(entry);
      spec_.breaks.push_back({days, {}, hours});
    }
    for (const SpecialHours& entry : written_.special()) ReadSpecial(entry);
    for (const Holidays& entry : written_.holidays()) {
      ReadHolidays(entry);
      if (zone != nullptr) ReadHolidayFile(entry, *zone);
    }
    if (written_.holiday_cut() == V1Calendar::BY_SHIFT) {
      spec_.holiday_cut = calendar::HolidayCut::kByShift;
    }
    if (!budget.Take(Openings(), IdPlace(), lowering_.sink)) return Calendar();
    return zone == nullptr ? Calendar() : Compile(*zone);
  }

  std::vector<CalendarDates> TakeDates() { return std::move(dates_); }
  std::vector<std::shared_ptr<const NamedHolidays>> TakeHolidayFiles() {
    return std::move(holiday_files_);
  }

 private:
  // Reads a text by one of the parsers of spec_text.h; nothing after a report.
  template <typename Value>
  Value Parse(absl::StatusOr<Value> (*parse)(std::string_view), const std::string& text,
              std::string_view code, const Words& kind, const FieldRef& field) {
    absl::StatusOr<Value> value = parse(text);
    if (value.ok()) return *std::move(value);
    // An empty text was reported as missing.
    if (!text.empty()) ReportProblem(lowering_, code, text, kind, value.status(), field);
    understood_ = false;
    return Value();
  }

  calendar::WeekdaySet ReadDays(const std::string& text, const FieldRef& field) {
    return Parse(&calendar::ParseDays, text, "WP2204", {"a list of days", "星期列表"}, field);
  }
  std::vector<calendar::HoursRange> ReadHours(const std::string& text, const FieldRef& field) {
    return Parse(&calendar::ParseHours, text, "WP2205", {"a list of hours", "时段列表"}, field);
  }
  std::vector<calendar::DateRange> ReadDates(const std::string& text, const FieldRef& field) {
    return Parse(&calendar::ParseDates, text, "WP2206", {"a list of dates", "日期列表"}, field);
  }

  std::pair<calendar::WeekdaySet, std::vector<calendar::HoursRange>> ReadWeekly(
      const WeeklyHours& entry) {
    return {ReadDays(entry.days(), {entry, WeeklyHours::kDaysFieldNumber}),
            ReadHours(entry.hours(), {entry, WeeklyHours::kHoursFieldNumber})};
  }

  void ReadSpecial(const SpecialHours& entry) {
    calendar::SpecialHours special;
    special.dates = ReadDates(entry.dates(), {entry, SpecialHours::kDatesFieldNumber});
    if (entry.hours() != "closed") {
      special.hours = ReadHours(entry.hours(), {entry, SpecialHours::kHoursFieldNumber});
    }
    special.open_anyway = entry.open_anyway();
    for (const calendar::DateRange& range : special.dates) {
      dates_.push_back({range, false, entry.note()});
    }
    spec_.special.push_back(std::move(special));
  }

  void ReadHolidays(const Holidays& entry) {
    for (int i = 0; i < entry.dates_size(); ++i) {
      const FieldRef field{entry, Holidays::kDatesFieldNumber, i};
      if (entry.dates(i).empty())
        lowering_.Report("WP2206", field, {"a holiday has no date", "有一个节假日没有日期"});
      for (const calendar::DateRange& range : ReadDates(entry.dates(i), field)) {
        spec_.holidays.push_back(range);
        holiday_places_.push_back(lowering_.ValueOf(field));
        dates_.push_back({range, true, entry.note()});
      }
    }
  }

  void ReadHolidayFile(const Holidays& entry, const calendar::Zone& zone) {
    if (entry.file().empty()) return;
    const SourceSpan place = lowering_.ValueOf({entry, Holidays::kFileFieldNumber});
    const auto file = lowering_.holiday_files.Find(entry.file(), place, zone, spec_.first_year,
                                                   spec_.last_year, lowering_.sink);
    understood_ = understood_ && file != nullptr;
    // The same file twice says nothing new.
    const auto known = std::find(holiday_files_.begin(), holiday_files_.end(), file);
    if (file == nullptr || known != holiday_files_.end()) return;
    for (const calendar::HolidayEvent& event : file->holidays.events) {
      spec_.imported_holidays.insert(spec_.imported_holidays.end(), event.dates.begin(),
                                     event.dates.end());
    }
    holiday_files_.push_back(file);
  }

  // An upper bound of the intervals that compiling makes.
  int64_t Openings() const;

  Calendar Compile(const calendar::Zone& zone) {
    std::vector<Warned> warnings;
    absl::StatusOr<Calendar> compiled = calendar::CompileCalendar(spec_, zone, &warnings);
    if (!compiled.ok()) {
      lowering_.sink.Report("WP2208", IdPlace(), WordsOf(compiled.status()));
      return Calendar();
    }
    // Hours that were not understood are missing for that reason.
    if (understood_) Report(warnings);
    return *std::move(compiled);
  }

  void Report(const std::vector<Warned>& warnings);
  Finding& ReportWarning(std::string_view code, const Warned& warning);
  SourceSpan PlaceOf(Warned::List list, size_t entry) const;
  SourceSpan IdPlace() const {
    return lowering_.places.Value(written_, V1Calendar::kIdFieldNumber);
  }

  Lowering& lowering_;
  const V1Calendar& written_;
  calendar::CalendarSpec spec_;
  bool understood_ = true;                  // every text so far
  std::vector<SourceSpan> holiday_places_;  // of each entry of spec_.holidays
  std::vector<CalendarDates> dates_;
  std::vector<std::shared_ptr<const NamedHolidays>> holiday_files_;
};

int64_t CountDays(calendar::WeekdaySet days) {
  int64_t count = 0;
  for (int day = 0; day < 7; ++day) count += days >> day & 1;
  return count;
}

int64_t CalendarReader::Openings() const {
  const calendar::DaySpan horizon = {calendar::DayNumber({spec_.first_year, 1, 1}),
                                     calendar::DayNumber({spec_.last_year, 12, 31})};
  const int64_t weeks = (horizon.last - horizon.first) / 7 + 1;
  int64_t count = 7 * weeks;  // the walk over the dates themselves
  const auto add_weekly = [&](calendar::WeekdaySet days, const auto& hours) {
    count += weeks * CountDays(days) * static_cast<int64_t>(hours.size());
  };
  for (const calendar::WeeklyHours& entry : spec_.weekly) add_weekly(entry.days, entry.hours);
  for (const calendar::BreakHours& entry : spec_.breaks) add_weekly(entry.days, entry.hours);
  for (const calendar::SpecialHours& entry : spec_.special) {
    for (const calendar::DateRange& range : entry.dates) {
      for (const calendar::DaySpan& span : calendar::DaysOf(range, horizon)) {
        count += (span.last - span.first + 1) * (1 + static_cast<int64_t>(entry.hours.size()));
      }
    }
  }
  const auto add_dates = [&](const std::vector<calendar::DateRange>& dates) {
    for (const calendar::DateRange& range : dates) {
      for (const calendar::DaySpan& span : calendar::DaysOf(range, horizon)) {
        count += span.last - span.first + 1;
      }
    }
  };
  add_dates(spec_.holidays);
  add_dates(spec_.imported_holidays);
  return count;
}

void CalendarReader::Report(const std::vector<Warned>& warnings) {
  for (const Warned& warning : warnings) {
    switch (warning.kind) {
      case Warned::Kind::kNeverOpens:
        if (HasHoursInModes(lowering_.policy, written_.id())) break;
        lowering_.sink
            .Report("WP3001", IdPlace(),
                    Say({"calendar $0 never opens", "日历 $0 从不开放"}, Quoted(written_.id())))
            .Help({"a clock on it never runs out; give it weekly hours",
                   "按它计时的时钟永远不会到期；请写每周开放时间"});
        break;
      case Warned::Kind::kOutsideHorizon:
        ReportWarning("WP3005", warning);
        break;
      case Warned::Kind::kOverlappingSpecial:
        ReportWarning("WP3004", warning)
            .Help(Say({"the other entry is at $0", "另一条在 $0"},
                      lowering_.sink.Place(PlaceOf(warning.list, warning.other))));
        break;
      case Warned::Kind::kSpecialUnderHoliday:
        ReportWarning("WP3006", warning);
        break;
    }
  }
}

Finding& CalendarReader::ReportWarning(std::string_view code, const Warned& warning) {
  Problem problem = SplitAdvice(warning.message);
  return lowering_.sink
      .Report(code, PlaceOf(warning.list, warning.entry), std::move(problem.message))
      .Help(std::move(problem.advice));
}

SourceSpan CalendarReader::PlaceOf(Warned::List list, size_t entry) const {
  switch (list) {
    case Warned::List::kSpecial:
      return lowering_.places.Value(written_.special(static_cast<int>(entry)),
                                    SpecialHours::kDatesFieldNumber);
    case Warned::List::kHolidays:
      return holiday_places_[entry];
    case Warned::List::kBreaks:
    case Warned::List::kNone:
      break;
  }
  return IdPlace();
}

}  // namespace

bool OpeningBudget::Take(int64_t count, const SourceSpan& span, DiagnosticSink& sink) {
  if (left_ < 0) return false;
  left_ -= count;
  if (left_ >= 0) return true;
  sink.Report("WP2208", span,
              {"the calendars together have too many openings", "所有日历合起来的开放时段过多"})
      .Help(Say({"there may be $0; write fewer hours a day or an earlier limits.calendar_last_year",
                 "最多 $0 个；请减少每天的时段，或把 limits.calendar_last_year 提前"},
                kMostOpenings));
  return false;
}

const calendar::Zone* LoadZone(Lowering& lowering, const std::string& name, const FieldRef& field) {
  for (const NamedZone& known : lowering.zones) {
    if (known.name == name) return &known.zone;
  }
  // Not only calendars read a zone: local times and periods of the desk are there from the usual
  // first year on, however late its calendars begin.
  const policy::Limits& limits = lowering.tables.limits;
  absl::StatusOr<calendar::Zone> zone = lowering.zone_source.Load(
      name, std::min<int32_t>(limits.calendar_first_year, calendar::CalendarSpec().first_year),
      limits.calendar_last_year);
  if (zone.ok()) {
    lowering.zones.push_back({name, *std::move(zone)});
    return &lowering.zones.back().zone;
  }
  const bool unknown = absl::IsInvalidArgument(zone.status()) || absl::IsNotFound(zone.status());
  ReportProblem(lowering, unknown ? "WP2207" : "WP2209", name, {"a time zone", "时区"},
                zone.status(), field);
  return nullptr;
}

const calendar::Zone* ZoneOf(Lowering& lowering, const V1Calendar& written) {
  if (!written.time_zone().empty()) {
    return LoadZone(lowering, written.time_zone(), {written, V1Calendar::kTimeZoneFieldNumber});
  }
  // The policy's own zone is the first; if it could not be loaded, that was said.
  const std::string& name = lowering.tables.time_zone;
  for (const NamedZone& known : lowering.zones) {
    if (known.name == name) return &known.zone;
  }
  return nullptr;
}

void LowerCalendars(Lowering& lowering) {
  using waypost::v1::Policy;
  const Policy& policy = lowering.policy;
  Tables& tables = lowering.tables;
  if (!policy.time_zone().empty()) tables.time_zone = policy.time_zone();
  const calendar::Zone* const zone =
      LoadZone(lowering, tables.time_zone, {policy, Policy::kTimeZoneFieldNumber});
  if (zone != nullptr) tables.zone = *zone;
  OpeningBudget budget;
  for (const V1Calendar& written : policy.calendars()) {
    lowering.calendars.Add(written.id(), lowering.places.Value(written, V1Calendar::kIdFieldNumber),
                           tables.calendars.size(), lowering.sink);
    CalendarEntry entry;
    entry.id = lowering.names.Intern(written.id());
    entry.span = lowering.SpanOf(written);
    if (!IsCombined(written)) {
      CalendarReader reader(lowering, written);
      entry.calendar = reader.Read(budget);
      entry.dates = reader.TakeDates();
      entry.holiday_files = reader.TakeHolidayFiles();
    }
    tables.calendars.push_back(std::move(entry));
  }
  LowerCombinedCalendars(lowering, budget);
}

}  // namespace waypost::policy
