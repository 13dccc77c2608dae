// Calendars for hosts that want business time and no policy.
#ifndef WAYPOST_CALENDAR_BUILDER_H_
#define WAYPOST_CALENDAR_BUILDER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "waypost/calendar.h"

namespace waypost {

// What building a calendar has to tell beside the calendar.
struct CalendarNotes {
  // An entry of an iCalendar text.
  struct Holiday {
    uint32_t line = 0;    // where it begins, 1-based
    std::string name;     // as written there
    bool taken = false;   // it closes dates
    std::string outcome;  // taken: its dates, "2027-02-05..2027-02-11"; else why not
  };
  std::vector<Holiday> holidays;      // every entry of every text, in order
  std::vector<std::string> warnings;  // legal, but hardly meant: a calendar that never opens, ...
};

// Builds a calendar from the words in which policies write one (docs/calendars.md).
//
// Example:
//   absl::StatusOr<waypost::Calendar> desk = waypost::CalendarBuilder("Europe/Lisbon")
//                                                .Weekly("mon-fri", "09:00-18:00")
//                                                .Break("mon-fri", "12:30-13:30")
//                                                .Holidays("12-25, 2026-04-03")
//                                                .Build();
//   int64_t due_ms = desk->Add(now_ms, 8 * 3'600'000);
//
// Errors:  a text that cannot be read does not stop the chain; Build() answers the first one.
// Threads: none.
class CalendarBuilder {
 public:
  // An IANA zone, for example "Asia/Shanghai".
  explicit CalendarBuilder(std::string_view time_zone);
  ~CalendarBuilder();
  CalendarBuilder(const CalendarBuilder&) = delete;
  CalendarBuilder& operator=(const CalendarBuilder&) = delete;

  // Hours that repeat every week: "mon-fri", "sat,sun"; "09:00-12:00,13:00-18:00", "22:00-06:00".
  // Calls add up.
  CalendarBuilder& Weekly(std::string_view days, std::string_view hours);

  // Hours that replace the weekly ones of "2027-02-05", "2027-02-05..2027-02-11" or yearly "12-24";
  // "closed" for none. On a holiday they count only if `open_anyway`.
  CalendarBuilder& Special(std::string_view dates, std::string_view hours,
                           bool open_anyway = false);

  // Dates without hours, as in Special.
  CalendarBuilder& Holidays(std::string_view dates);

  // The whole-day events of an iCalendar text (not the name of a file) as holidays.
  CalendarBuilder& HolidaysFromICalendar(std::string_view text);

  // Hours taken out of whatever is open, as in Weekly.
  CalendarBuilder& Break(std::string_view days, std::string_view hours);

  // A holiday takes the shifts that start on it, whole, not the minutes that fall on it.
  CalendarBuilder& CutHolidaysByShift();

  // The years that the calendar knows, both included; 2000 to 2060 if not said.
  CalendarBuilder& Years(int32_t first, int32_t last);

  // Compiles what was said so far; `notes`, if given, is filled anew.
  //
  // Errors: InvalidArgument with a sentence: a text or iCalendar text that cannot be read, an
  //         unknown zone, years outside of 1970 to 2200; ResourceExhausted beyond a million
  //         openings; FailedPrecondition if the machine has no time zone database.
  // Cost:   about a millisecond for sixty years.
  // Source: the machine's time zone database, read here and never again.
  absl::StatusOr<Calendar> Build(CalendarNotes* notes = nullptr) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace waypost

#endif  // WAYPOST_CALENDAR_BUILDER_H_
