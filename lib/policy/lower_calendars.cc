// Calendars: hours and dates as written, compiled in their zone.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
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

// Openings that all calendars together may make, before those that overlap are joined. A usual
// calendar makes 20,000 over the default years.
constexpr int64_t kMostOpenings = 10'000'000;

void ReportProblem(Lowering& lowering, std::string_view code, const std::string& text,
                   std::string_view kind, const absl::Status& status, const FieldRef& field) {
  Problem problem = ProblemWith(text, kind, FromAbsl(status.message()));
  lowering.Report(code, field, std::move(problem.message)).Help(std::move(problem.advice));
}

// One calendar on its way from the message to a table, with what leads warnings back to it.
class CalendarReader {
 public:
  CalendarReader(Lowering& lowering, const V1Calendar& written)
      : lowering_(lowering), written_(written) {
    spec_.last_year = lowering.tables.limits.calendar_last_year;
  }

  // `openings_left` is reduced by what the calendar costs; the calendar that is one too many is
  // reported, those after it are not compiled.
  Calendar Read(int64_t& openings_left) {
    for (const WeeklyHours& entry : written_.weekly()) {
      const auto [days, hours] = ReadWeekly(entry);
      spec_.weekly.push_back({days, hours});
    }
    for (const WeeklyHours& entry : written_.breaks()) {
      const auto [days, hours] = ReadWeekly(entry);
      spec_.breaks.push_back({days, {}, hours});
    }
    for (const SpecialHours& entry : written_.special()) ReadSpecial(entry);
    for (const Holidays& entry : written_.holidays()) ReadHolidays(entry);
    if (written_.holiday_cut() == V1Calendar::BY_SHIFT) {
      spec_.holiday_cut = calendar::HolidayCut::kByShift;
    }
    const calendar::Zone* zone = FindZone();
    if (openings_left < 0) return Calendar();
    openings_left -= Openings();
    if (openings_left < 0) return TooMany();
    return zone == nullptr ? Calendar() : Compile(*zone);
  }

 private:
  // Reads a text by one of the parsers of spec_text.h; nothing after a report.
  template <typename Value>
  Value Parse(absl::StatusOr<Value> (*parse)(std::string_view), const std::string& text,
              std::string_view code, std::string_view kind, const FieldRef& field) {
    absl::StatusOr<Value> value = parse(text);
    if (value.ok()) return *std::move(value);
    // An empty text was reported as missing.
    if (!text.empty()) ReportProblem(lowering_, code, text, kind, value.status(), field);
    understood_ = false;
    return Value();
  }

  calendar::WeekdaySet ReadDays(const std::string& text, const FieldRef& field) {
    return Parse(&calendar::ParseDays, text, "WP2204", "a list of days", field);
  }
  std::vector<calendar::HoursRange> ReadHours(const std::string& text, const FieldRef& field) {
    return Parse(&calendar::ParseHours, text, "WP2205", "a list of hours", field);
  }
  std::vector<calendar::DateRange> ReadDates(const std::string& text, const FieldRef& field) {
    return Parse(&calendar::ParseDates, text, "WP2206", "a list of dates", field);
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
    spec_.special.push_back(std::move(special));
  }

  void ReadHolidays(const Holidays& entry) {
    for (int i = 0; i < entry.dates_size(); ++i) {
      const FieldRef field{entry, Holidays::kDatesFieldNumber, i};
      if (entry.dates(i).empty()) lowering_.Report("WP2206", field, "a holiday has no date");
      for (const calendar::DateRange& range : ReadDates(entry.dates(i), field)) {
        spec_.holidays.push_back(range);
        holiday_places_.push_back(lowering_.ValueOf(field));
      }
    }
  }

  const calendar::Zone* FindZone();

  // An upper bound of the intervals that compiling makes.
  int64_t Openings() const;

  Calendar TooMany() {
    lowering_.sink.Report("WP2208", IdPlace(), "the calendars together have too many openings")
        .Help(absl::StrCat("there may be ", kMostOpenings,
                           "; write fewer hours a day or an earlier limits.calendar_last_year"));
    return Calendar();
  }

  Calendar Compile(const calendar::Zone& zone) {
    std::vector<Warned> warnings;
    absl::StatusOr<Calendar> compiled = calendar::CompileCalendar(spec_, zone, &warnings);
    if (!compiled.ok()) {
      lowering_.sink.Report("WP2208", IdPlace(), std::string(compiled.status().message()));
      return Calendar();
    }
    // Hours that were not understood, or not executed, are missing for that reason.
    const bool combined = written_.union_of_size() > 0 || written_.intersection_of_size() > 0 ||
                          !written_.complement_of().empty();
    if (understood_ && !combined) Report(warnings);
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
};

// The zone of `name` for the years of all calendars, loaded once; null if it was reported.
const calendar::Zone* LoadZone(Lowering& lowering, const std::string& name, const FieldRef& field) {
  for (const NamedZone& known : lowering.zones) {
    if (known.name == name) return &known.zone;
  }
  absl::StatusOr<calendar::Zone> zone = lowering.zone_source.Load(
      name, calendar::CalendarSpec().first_year, lowering.tables.limits.calendar_last_year);
  if (zone.ok()) {
    lowering.zones.push_back({name, *std::move(zone)});
    return &lowering.zones.back().zone;
  }
  const bool unknown = absl::IsInvalidArgument(zone.status()) || absl::IsNotFound(zone.status());
  ReportProblem(lowering, unknown ? "WP2207" : "WP2209", name, "a time zone", zone.status(), field);
  return nullptr;
}

const calendar::Zone* CalendarReader::FindZone() {
  if (!written_.time_zone().empty()) {
    return LoadZone(lowering_, written_.time_zone(), {written_, V1Calendar::kTimeZoneFieldNumber});
  }
  // The policy's own zone is the first; if it could not be loaded, that was said.
  const std::string& name = lowering_.tables.time_zone;
  for (const NamedZone& known : lowering_.zones) {
    if (known.name == name) return &known.zone;
  }
  return nullptr;
}

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
  for (const calendar::DateRange& range : spec_.holidays) {
    for (const calendar::DaySpan& span : calendar::DaysOf(range, horizon)) {
      count += span.last - span.first + 1;
    }
  }
  return count;
}

void CalendarReader::Report(const std::vector<Warned>& warnings) {
  for (const Warned& warning : warnings) {
    switch (warning.kind) {
      case Warned::Kind::kNeverOpens:
        lowering_.sink
            .Report("WP3001", IdPlace(),
                    absl::StrCat("calendar ", Quoted(written_.id()), " never opens"))
            .Help("a clock on it never runs out; give it weekly hours");
        break;
      case Warned::Kind::kOutsideHorizon:
        ReportWarning("WP3005", warning);
        break;
      case Warned::Kind::kOverlappingSpecial:
        ReportWarning("WP3004", warning)
            .Help(absl::StrCat("the other entry is at ",
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

void LowerCalendars(Lowering& lowering) {
  using waypost::v1::Policy;
  const Policy& policy = lowering.policy;
  Tables& tables = lowering.tables;
  if (!policy.time_zone().empty()) tables.time_zone = policy.time_zone();
  LoadZone(lowering, tables.time_zone, {policy, Policy::kTimeZoneFieldNumber});
  int64_t openings_left = kMostOpenings;
  for (const V1Calendar& written : policy.calendars()) {
    lowering.calendars.Add(written.id(), lowering.places.Value(written, V1Calendar::kIdFieldNumber),
                           tables.calendars.size(), lowering.sink);
    Calendar calendar = CalendarReader(lowering, written).Read(openings_left);
    tables.calendars.push_back(
        {lowering.names.Intern(written.id()), std::move(calendar), lowering.SpanOf(written)});
  }
}

}  // namespace waypost::policy
