#include "tests/unit/calendar/calendar_testing.h"

#include <algorithm>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "lib/base/absl_strings.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/spec_text.h"

namespace waypost::calendar {
namespace {

struct Jump {
  std::string_view at;
  int32_t offset_s;
};

Zone ZoneOf(std::string_view name, int32_t initial_offset_s, const std::vector<Jump>& jumps) {
  std::vector<ZoneTransition> transitions;
  transitions.reserve(jumps.size());
  for (const Jump& jump : jumps) transitions.push_back({Utc(jump.at), jump.offset_s});
  return *Zone::FromTable(name, kEarliestYear, kLatestYear, initial_offset_s, transitions);
}

template <typename Value>
Value ValueOf(absl::StatusOr<Value> result) {
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *std::move(result) : Value();
}

std::vector<HoursRange> HoursOf(std::string_view text) {
  return text.empty() ? std::vector<HoursRange>() : ValueOf(ParseHours(text));
}

std::vector<DateRange> DatesOf(std::string_view text) {
  return text.empty() ? std::vector<DateRange>() : ValueOf(ParseDates(text));
}

int64_t ParseAs(std::string_view text, const char* minutes, const char* seconds) {
  absl::Time time;
  std::string error;
  const bool read = absl::ParseTime(minutes, ToAbsl(text), &time, &error) ||
                    absl::ParseTime(seconds, ToAbsl(text), &time, &error);
  EXPECT_TRUE(read) << text << ": " << error;
  return absl::ToUnixMillis(time);
}

}  // namespace

int64_t Utc(std::string_view text) {
  if (text == "never") return Calendar::kNever;
  return ParseAs(text, "%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M:%E*SZ");
}

int64_t Wall(std::string_view text) {
  return ParseAs(text, "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%E*S");
}

int32_t Day(std::string_view text) { return DayOfWall(ParseAs(text, "%Y-%m-%d", "%Y-%m-%d")); }

std::string ShowUtc(int64_t at_ms) {
  if (at_ms == Calendar::kNever) return "never";
  const char* format = at_ms % 60'000 == 0 ? "%Y-%m-%dT%H:%MZ" : "%Y-%m-%dT%H:%M:%E*SZ";
  return absl::FormatTime(format, absl::FromUnixMillis(at_ms), absl::UTCTimeZone());
}

Zone Lisbon() {
  return ZoneOf("Europe/Lisbon", 0, {{"2026-03-29T01:00Z", 3'600}, {"2026-10-25T01:00Z", 0}});
}
Zone LordHowe() {
  return ZoneOf("Australia/Lord_Howe", 39'600,
                {{"2026-04-04T15:00Z", 37'800}, {"2026-10-03T15:30Z", 39'600}});
}
Zone Caracas() { return ZoneOf("America/Caracas", -16'200, {{"2016-05-01T07:00Z", -14'400}}); }
Zone Apia() {
  return ZoneOf("Pacific/Apia", -39'600,
                {{"2011-09-24T14:00Z", -36'000},
                 {"2011-12-30T10:00Z", 50'400},
                 {"2012-03-31T14:00Z", 46'800}});
}
Zone Moscow() { return ZoneOf("Europe/Moscow", 14'400, {{"2014-10-25T22:00Z", 10'800}}); }
Zone Pyongyang() {
  return ZoneOf("Asia/Pyongyang", 32'400,
                {{"2015-08-14T15:00Z", 30'600}, {"2018-05-04T15:00Z", 32'400}});
}
Zone Dublin() {
  return ZoneOf("Europe/Dublin", 0, {{"2026-03-29T01:00Z", 3'600}, {"2026-10-25T01:00Z", 0}});
}
Zone Casablanca() {
  return ZoneOf("Africa/Casablanca", 3'600,
                {{"2024-03-10T02:00Z", 0}, {"2024-04-14T02:00Z", 3'600}});
}
Zone SaoPaulo() {
  return ZoneOf("America/Sao_Paulo", -7'200,
                {{"2018-02-18T02:00Z", -10'800}, {"2018-11-04T03:00Z", -7'200}});
}
Zone StJohns() {
  return ZoneOf("America/St_Johns", -12'600,
                {{"2010-03-14T03:31Z", -9'000}, {"2010-11-07T02:31Z", -12'600}});
}

CalendarSpec ReadSpec(const CalendarText& text) {
  CalendarSpec spec;
  for (const auto& entry : text.weekly) {
    spec.weekly.push_back({ValueOf(ParseDays(entry.days)), HoursOf(entry.hours)});
  }
  for (const auto& entry : text.special) {
    spec.special.push_back({DatesOf(entry.dates), HoursOf(entry.hours), entry.open_anyway});
  }
  for (std::string_view dates : text.holidays) {
    for (const DateRange& range : DatesOf(dates)) spec.holidays.push_back(range);
  }
  for (const auto& entry : text.breaks) {
    spec.breaks.push_back(
        {ValueOf(ParseDays(entry.days)), DatesOf(entry.dates), HoursOf(entry.hours)});
  }
  spec.holiday_cut = text.holiday_cut;
  spec.first_year = text.first_year;
  spec.last_year = text.last_year;
  return spec;
}

Calendar Compile(const CalendarText& text, const Zone& zone) {
  return ValueOf(CompileCalendar(ReadSpec(text), zone));
}

std::string ShowOpenings(const Calendar& calendar, std::string_view begin, std::string_view end) {
  std::string shown;
  for (const Opening& opening : calendar.Openings(Utc(begin), Utc(end))) {
    if (!shown.empty()) shown += ' ';
    shown += ShowUtc(std::max(opening.open_ms, Utc(begin))) + '/' +
             ShowUtc(std::min(opening.close_ms, Utc(end)));
  }
  return shown;
}

}  // namespace waypost::calendar
