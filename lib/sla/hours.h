#ifndef WAYPOST_LIB_SLA_HOURS_H_
#define WAYPOST_LIB_SLA_HOURS_H_

#include <cstdint>

#include "absl/base/optimization.h"
#include "absl/types/span.h"
#include "lib/policy/tables.h"
#include "lib/sla/clock.h"
#include "lib/sla/decider.h"
#include "waypost/calendar.h"

namespace waypost::sla {

// The open time of a clock: that of its target's calendar, and before a change that
// Sla::split_calendar kept apart, that of the calendar before. A view.
//
// Cost: without earlier hours what the calendar costs. With them, O(earlier hours) to make; then as
//       much for each that is crossed, and O(log earlier hours).
class Hours {
 public:
  explicit Hours(const Calendar& calendar) : calendar_(&calendar) {}

  // Of a clock that stands in a ticket's Clocks: its earlier hours are read from behind it.
  Hours(Versions versions, const Clock& clock)
      : calendar_(&CalendarOf(versions, clock)),
        earlier_(clock.split ? EarlierOf(clock) : absl::Span<const Clock>()),
        versions_(versions) {}

  // The present ones.
  const Calendar& calendar() const { return *calendar_; }
  bool split() const { return ABSL_PREDICT_FALSE(!earlier_.empty()); }

  // As the functions of Calendar. `open_ms` > 0.
  int64_t Between(int64_t begin_ms, int64_t end_ms) const {
    return split() ? BetweenSplit(begin_ms, end_ms) : calendar_->Between(begin_ms, end_ms);
  }
  int64_t Add(int64_t start_ms, int64_t open_ms) const {
    return split() ? AddSplit(start_ms, open_ms) : calendar_->Add(start_ms, open_ms);
  }
  int64_t NextOpen(int64_t at_ms) const;

  // The calendar that counts at an instant, and until when it does.
  struct Part {
    const Calendar* calendar = nullptr;
    const Clock* earlier = nullptr;  // the earlier hours that they are; null: the present ones
    int64_t until_ms = Calendar::kNever;
  };
  Part PartAt(int64_t at_ms) const;

 private:
  static absl::Span<const Clock> EarlierOf(const Clock& clock);
  static const Calendar& CalendarOf(Versions versions, const Clock& clock) {
    const policy::Tables& tables = versions[clock.version]->tables();
    return tables.calendars[tables.targets[clock.target].calendar].calendar;
  }
  int64_t BetweenSplit(int64_t begin_ms, int64_t end_ms) const;
  int64_t AddSplit(int64_t start_ms, int64_t open_ms) const;

  const Calendar* calendar_;
  absl::Span<const Clock> earlier_;  // the earliest first
  Versions versions_;
};

// Puts clocks[clock]'s present hours among its earlier ones: they counted until `now_ms`, when it
// is about to get another calendar.
//
// Shape: hours that counted for no time are not kept.
void KeepHours(uint32_t clock, int64_t now_ms, Clocks& clocks);

// Drops the earlier hours of clocks[clock].
void DropEarlierHours(uint32_t clock, Clocks& clocks);

// Sets Clock::split from where earlier hours stand. False if they stand where none may: `clocks`
// are not to be used then.
bool FindEarlierHours(Clocks& clocks);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_HOURS_H_
