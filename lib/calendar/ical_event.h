#ifndef WAYPOST_LIB_CALENDAR_ICAL_EVENT_H_
#define WAYPOST_LIB_CALENDAR_ICAL_EVENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"
#include "lib/calendar/ical_line.h"
#include "lib/calendar/ical_time.h"
#include "lib/calendar/recurrence.h"
#include "lib/calendar/zone.h"

namespace waypost::calendar {

// A whole-day event as its lines tell it, before its dates are spelled out.
struct ICalEvent {
  uint32_t line = 0;  // of its BEGIN
  std::string name;
  std::string uid;
  int32_t start = 0;   // day number
  int32_t length = 1;  // days, 1 to 366
  std::optional<RecurrenceRule> rule;
  std::vector<int32_t> added;       // RDATE
  std::vector<int32_t> removed;     // EXDATE
  std::optional<int32_t> replaces;  // RECURRENCE-ID
  bool cancelled = false;

  Words reason;  // why it cannot be taken in; empty if it can
  uint32_t reason_line = 0;
};

// Collects the lines of one event.
class ICalEventReader {
 public:
  ICalEventReader(uint32_t line, const Zone& zone);

  // A line between BEGIN:VEVENT and END:VEVENT, but for those of components inside it.
  void Add(const ICalLine& line);

  // After the last line.
  ICalEvent Finish();

 private:
  void Refuse(Words reason, uint32_t line);
  void ReadOnce(std::optional<ICalTime>& time, const ICalLine& line, std::string_view name);
  void ReadDays(std::vector<int32_t>& days, const ICalLine& line, std::string_view name);
  void ReadDuration(const ICalLine& line);
  void ReadRule(const ICalLine& line);
  void ReadReplaced(const ICalLine& line);
  void FindLength();

  const Zone& zone_;
  ICalEvent event_;
  std::optional<ICalTime> start_;
  std::optional<ICalTime> end_;
  std::optional<int32_t> days_;
  uint32_t start_line_ = 0;
  uint32_t end_line_ = 0;
};

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_ICAL_EVENT_H_
