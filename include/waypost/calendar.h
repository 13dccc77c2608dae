// Business time: when a desk is open, and arithmetic in open time and business days.
//
// Instants are UTC milliseconds since the Unix epoch; openings are half-open, [open, close).
#ifndef WAYPOST_CALENDAR_H_
#define WAYPOST_CALENDAR_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "absl/types/span.h"

namespace waypost {

namespace calendar {
struct Table;
}  // namespace calendar

// One stretch of open time, with closed time on both sides.
struct Opening {
  int64_t open_ms = 0;         // its first open instant
  int64_t close_ms = 0;        // the first closed instant after it
  int64_t open_before_ms = 0;  // open time from the beginning of the horizon to `open_ms`
};

// Where AddBusinessDays lands on the date that it reached.
enum class Landing : uint8_t {
  kSameTime,    // the wall time of the start; the next opening if closed then
  kOpenOfDay,   // the first open instant of that date
  kCloseOfDay,  // the end of the last open millisecond of that date
};

// The opening hours of one desk, compiled: weekly hours, special hours, holidays and breaks in one
// time zone, as a sorted table of openings over a horizon of years.
//
// Beyond its horizon a calendar is closed: what lies there is answered with kNever, never by
// searching. An instant before the horizon counts as its beginning. Any int64 is accepted.
//
// Made by a CalendarBuilder (calendar_builder.h), taken from a Policy, or combined of others.
//
// An immutable value: copies share one table and cost one reference count. Safe to use from many
// threads at once. Nothing is rounded.
class Calendar {
 public:
  // "There is no such instant before the horizon." Later than every instant.
  static constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

  // A calendar that never opens.
  Calendar();

  // For the compiler of calendars in this library. `table` is not null.
  explicit Calendar(std::shared_ptr<const calendar::Table> table);

  // Open when at least one of `calendars` is; when all of them are; when `calendar` is not.
  //
  // Shape:  known, and open, only in the years that all of them cover. Business dates are local
  //         dates of the first one's zone. Without calendars: one that never opens.
  // Cost:   O(openings of all); the result stands on its own and answers as fast as any other.
  //
  // Example: Calendar::IntersectionOf({hotline, shift}) is when the hotline is open and the shift
  // on.
  static Calendar UnionOf(absl::Span<const Calendar> calendars);
  static Calendar IntersectionOf(absl::Span<const Calendar> calendars);
  static Calendar ComplementOf(const Calendar& calendar);

  // Whether `at_ms` lies in an opening: true at opening time, false at closing time.
  //
  // Cost: O(1) where openings are spread evenly, O(log openings) at worst; no allocation.
  bool IsOpen(int64_t at_ms) const;

  // Returns the earliest open instant r >= `at_ms`: `at_ms` itself if it is open.
  //
  // Errors: kNever if the calendar does not open again before its horizon.
  // Cost:   as IsOpen.
  int64_t NextOpen(int64_t at_ms) const;

  // Returns the earliest closed instant r >= `at_ms`: `at_ms` itself if it is closed.
  //
  // Errors: kNever if the calendar is open from `at_ms` up to its horizon.
  // Cost:   as IsOpen.
  int64_t NextClose(int64_t at_ms) const;

  // Returns the open time in [begin_ms, end_ms), in milliseconds; 0 if end_ms <= begin_ms.
  //
  // Shape: a local day of 25 hours of an always-open calendar counts 25 hours.
  // Cost:  two look-ups whatever the distance; no allocation.
  int64_t Between(int64_t begin_ms, int64_t end_ms) const;

  // Returns the earliest instant r >= `start_ms` with Between(start_ms, r) == `open_ms`.
  //
  // Shape:  closed time is skipped; an exact fit ends at closing time, which is itself closed: an
  //         opening [09:00, 18:00) excludes 18:00. With `open_ms` <= 0: NextOpen(start_ms).
  // Errors: kNever if the calendar has no such instant before its horizon.
  // Cost:   two look-ups whatever the distance; no allocation.
  // Source: zone transitions stored when the calendar was compiled.
  //
  // Example (Europe/Lisbon, Mon-Fri 09:00-18:00; clocks advance on 29 March):
  //   Friday 2026-03-27 17:30Z + 1 h  ->  Monday 2026-03-30 08:30Z
  int64_t Add(int64_t start_ms, int64_t open_ms) const;

  // Returns the latest instant r <= `end_ms` with Between(r, end_ms) == `open_ms`.
  //
  // Shape:  the mirror of Add: an exact fit is an opening instant. With `open_ms` <= 0: `end_ms`
  //         itself if it is inside an opening or its closing time, else the previous closing time.
  // Errors: kNever if the calendar has no such instant after the beginning of its horizon.
  // Cost:   as Add.
  //
  // Example (Europe/Lisbon, Mon-Fri 09:00-18:00; clocks advance on 29 March):
  //   Monday 2026-03-30 08:30Z - 1 h  ->  Friday 2026-03-27 17:30Z
  int64_t Subtract(int64_t end_ms, int64_t open_ms) const;

  // Returns a place on the `days`-th business date after the local date of `start_ms`.
  //
  // A business date is a local date with at least one open millisecond. With `days` <= 0 it is
  // the date of `start_ms` if that is one, else the next; kOpenOfDay and kCloseOfDay may then lie
  // before `start_ms`. With kSameTime the result may lie on a later date: from Monday 20:00, when
  // closed, one day on is Tuesday 20:00, closed too, so Wednesday's opening.
  //
  // Errors: kNever if there are not so many business dates before the horizon.
  // Cost:   O(log business dates), no allocation.
  // Source: zone transitions stored when the calendar was compiled.
  int64_t AddBusinessDays(int64_t start_ms, int64_t days,
                          Landing landing = Landing::kSameTime) const;

  // Returns the openings that share an instant with [begin_ms, end_ms), whole, in order.
  //
  // Shape: valid as long as any copy of this calendar lives.
  // Cost:  two look-ups; no allocation.
  absl::Span<const Opening> Openings(int64_t begin_ms, int64_t end_ms) const;

  // The years it was compiled for: [horizon_begin_ms, horizon_end_ms), local midnights.
  int64_t horizon_begin_ms() const;
  int64_t horizon_end_ms() const;

  // The IANA zone whose dates are its business dates.
  const std::string& time_zone() const;

  // Equal for calendars that give equal answers, however they were written; the same on every
  // machine.
  uint64_t Digest() const;

 private:
  std::shared_ptr<const calendar::Table> table_;
};

}  // namespace waypost

#endif  // WAYPOST_CALENDAR_H_
