// The calendar's rules in the slowest and plainest words: the judge of the property tests.
//
// It shares nothing with the library but the spec it reads. Wall times are asked of
// absl::TimeZone, dates are absl::CivilDay, and an instant is open if the rules say so about that
// instant alone: no interval is ever joined or cut.
#ifndef WAYPOST_TESTS_PROPERTY_CALENDAR_REFERENCE_CALENDAR_H_
#define WAYPOST_TESTS_PROPERTY_CALENDAR_REFERENCE_CALENDAR_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "lib/calendar/calendar_spec.h"
#include "waypost/calendar.h"

namespace waypost::calendar {

class ReferenceCalendar {
 public:
  ReferenceCalendar(const CalendarSpec& spec, absl::TimeZone zone) : spec_(spec), zone_(zone) {}

  bool IsOpen(int64_t at_ms) const;

  // Instants between which neither openness nor the local date changes, over the dates given.
  std::vector<int64_t> Boundaries(absl::CivilDay first, absl::CivilDay last) const;

  absl::CivilDay DateAt(int64_t at_ms) const;
  int64_t InstantOf(absl::CivilSecond wall) const;
  absl::CivilSecond WallOf(int64_t at_ms) const;

 private:
  bool IsHoliday(absl::CivilDay date) const;
  bool IsClosedHoliday(absl::CivilDay date) const;
  bool Exists(absl::CivilDay date) const;
  std::vector<HoursRange> HoursOf(absl::CivilDay date) const;
  std::vector<HoursRange> BreaksOf(absl::CivilDay date) const;
  bool Within(int64_t at_ms, absl::CivilDay date, const std::vector<HoursRange>& hours) const;

  CalendarSpec spec_;
  absl::TimeZone zone_;
};

// A stretch of a few weeks of a ReferenceCalendar, walked piece by piece for every question.
// Answers nothing where the answer would lie outside the stretch.
class ReferenceWindow {
 public:
  ReferenceWindow(const ReferenceCalendar& calendar, absl::CivilDay first, absl::CivilDay last);

  const std::vector<int64_t>& boundaries() const { return boundaries_; }
  int64_t begin_ms() const { return boundaries_.front(); }
  int64_t end_ms() const { return boundaries_.back(); }

  int64_t Between(int64_t begin_ms, int64_t end_ms) const;
  std::optional<int64_t> NextOpen(int64_t at_ms) const;
  std::optional<int64_t> NextClose(int64_t at_ms) const;
  std::optional<int64_t> Add(int64_t start_ms, int64_t open_ms) const;
  std::optional<int64_t> Subtract(int64_t end_ms, int64_t open_ms) const;
  std::optional<int64_t> AddBusinessDays(int64_t start_ms, int64_t days, Landing landing) const;

 private:
  struct Piece {
    int64_t begin_ms;
    int64_t end_ms;
    bool open;
    absl::CivilDay date;
  };

  bool IsBusinessDate(absl::CivilDay date) const;

  const ReferenceCalendar& calendar_;
  std::vector<int64_t> boundaries_;
  std::vector<Piece> pieces_;
};

}  // namespace waypost::calendar

#endif  // WAYPOST_TESTS_PROPERTY_CALENDAR_REFERENCE_CALENDAR_H_
