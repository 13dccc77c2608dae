#include "examples/policy_cli/calendar_json.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "examples/policy_cli/json.h"
#include "lib/base/json_text.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/date_ranges.h"
#include "lib/policy/calendar_notes.h"
#include "waypost/v1/query.pb.h"

namespace waypost::cli {
namespace {

std::string Head(const CalendarDesk& desk) {
  return absl::StrCat("{\"calendar\":", JsonText(desk.name()),
                      ",\"time_zone\":", JsonText(desk.entry.calendar.time_zone()));
}

std::string IntervalJson(const calendar::Interval& interval) {
  return absl::StrCat("{\"begin_ms\":", interval.begin_ms, ",\"end_ms\":", interval.end_ms, "}");
}

int64_t LengthOf(const std::vector<calendar::Interval>& intervals) {
  int64_t length_ms = 0;
  for (const calendar::Interval& each : intervals) length_ms += each.end_ms - each.begin_ms;
  return length_ms;
}

std::string DateText(const calendar::CivilDate& date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

// What the policy or a holiday file says of a date.
std::vector<v1::SpecialDate> SpecialDatesOn(const CalendarDesk& desk, int32_t day) {
  std::vector<v1::SpecialDate> special;
  for (const policy::DateNote& note : policy::NotesOn(desk.entry, day)) {
    v1::SpecialDate& date = special.emplace_back();
    date.set_date(DateText(calendar::CivilDateOf(day)));
    date.set_kind(note.holiday ? v1::SpecialDate::HOLIDAY : v1::SpecialDate::SPECIAL_HOURS);
    date.set_name(std::string(note.name));
  }
  return special;
}

// `exists` is false where the clocks leave a date out.
std::string DateJson(const CalendarDesk& desk, int32_t day, int64_t* total_ms) {
  const std::vector<calendar::Interval> parts = desk.PartsOf(day);
  std::vector<calendar::Interval> openings;
  for (const calendar::Interval& part : parts) {
    for (const calendar::Interval& opening : desk.OpeningsBetween(part.begin_ms, part.end_ms))
      openings.push_back(opening);
  }
  const int64_t open_ms = LengthOf(openings);
  *total_ms += open_ms;
  return absl::StrCat("{\"date\":", JsonText(DateText(calendar::CivilDateOf(day))),
                      ",\"exists\":", JsonBool(!parts.empty()), ",\"open_ms\":", open_ms,
                      ",\"openings\":", JsonList(openings, IntervalJson),
                      ",\"special\":", JsonList(SpecialDatesOn(desk, day), MessageJson), "}");
}

// A date that comes every year has no year.
std::string DatesJson(const calendar::DateRange& dates) {
  const auto text = [&](const calendar::CivilDate& date) {
    return JsonText(dates.yearly ? absl::StrFormat("%02d-%02d", date.month, date.day)
                                 : DateText(date));
  };
  return absl::StrCat("{\"first\":", text(dates.first), ",\"last\":", text(dates.last),
                      ",\"yearly\":", JsonBool(dates.yearly), "}");
}

std::string HolidayJson(const policy::CalendarDates& holiday) {
  return absl::StrCat("{\"name\":", JsonText(holiday.note), ",\"dates\":", DatesJson(holiday.dates),
                      "}");
}

// `reason` says why it was left out.
std::string EntryJson(const calendar::HolidayEvent& event) {
  const bool taken = event.outcome == calendar::HolidayEvent::Outcome::kTaken;
  return absl::StrCat("{\"line\":", event.line, ",\"name\":", JsonText(event.name),
                      ",\"taken\":", JsonBool(taken),
                      ",\"reason\":", JsonText(taken ? "" : event.reason.english),
                      ",\"dates\":", JsonList(event.dates, DatesJson), "}");
}

std::string FileJson(const std::shared_ptr<const policy::NamedHolidays>& file) {
  return absl::StrCat("{\"file\":", JsonText(file->file),
                      ",\"entries\":", JsonList(file->holidays.events, EntryJson), "}");
}

}  // namespace

std::string ShowJson(const CalendarDesk& desk, int32_t first_day, int32_t last_day) {
  int64_t total_ms = 0;
  std::vector<std::string> dates;
  for (int32_t day = first_day; day <= last_day; ++day)
    dates.push_back(DateJson(desk, day, &total_ms));
  const auto same = [](const std::string& date) { return date; };
  return absl::StrCat(Head(desk), ",\"open_ms\":", total_ms, ",\"dates\":", JsonList(dates, same),
                      "}\n");
}

std::string AddJson(const CalendarDesk& desk, int64_t start_ms, std::string_view length,
                    int64_t end_ms, bool open_time) {
  const bool never = end_ms == Calendar::kNever;
  std::string out =
      absl::StrCat(Head(desk), ",\"start_ms\":", start_ms, ",\"length\":", JsonText(length),
                   ",\"end_ms\":", never ? "null" : absl::StrCat(end_ms));
  if (open_time && !never) {
    absl::StrAppend(
        &out, ",\"openings\":", JsonList(desk.OpeningsBetween(start_ms, end_ms), IntervalJson));
  }
  return out + "}\n";
}

std::string BetweenJson(const CalendarDesk& desk, int64_t begin_ms, int64_t end_ms) {
  return absl::StrCat(
      Head(desk), ",\"begin_ms\":", begin_ms, ",\"end_ms\":", end_ms,
      ",\"open_ms\":", desk.entry.calendar.Between(begin_ms, end_ms),
      ",\"openings\":", JsonList(desk.OpeningsBetween(begin_ms, end_ms), IntervalJson), "}\n");
}

std::string HolidaysJson(const CalendarDesk& desk) {
  std::vector<policy::CalendarDates> own;
  for (const policy::CalendarDates& dates : desk.entry.dates) {
    if (dates.holiday) own.push_back(dates);
  }
  return absl::StrCat(Head(desk), ",\"holidays\":", JsonList(own, HolidayJson),
                      ",\"files\":", JsonList(desk.entry.holiday_files, FileJson), "}\n");
}

}  // namespace waypost::cli
