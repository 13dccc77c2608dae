#ifndef WAYPOST_LIB_SCENARIO_LOCAL_TIME_H_
#define WAYPOST_LIB_SCENARIO_LOCAL_TIME_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/words.h"
#include "lib/calendar/zone.h"

namespace waypost::scenario {

// A time as people write it in a scenario, before a zone gives it a meaning.
struct TimeText {
  enum class Kind {
    kRelative,   // +2m30s
    kTimeOfDay,  // 20:59
    kDateTime,   // 2027-02-06T20:59
  };
  Kind kind = Kind::kRelative;
  int64_t ms = 0;                   // since the time before, or since midnight
  int32_t day_number = 0;           // of kDateTime; calendar::DayNumber
  std::optional<int32_t> offset_s;  // from UTC, where it is written: 02:30+01:00, 02:30Z
};

// Reads `2027-02-06T20:59`, `20:59`, `20:59:30`, `20:59:30.250`, each with an optional `Z` or
// `+01:00`, and `+2m30s`.
//
// Errors: InvalidArgument with a few words; years before 1971 and after 2199.
absl::StatusOr<TimeText> ParseTime(std::string_view text);

// What the clocks of one zone show.
class LocalTime {
 public:
  explicit LocalTime(calendar::Zone zone) : zone_(std::move(zone)) {}

  // Of an IANA zone of the machine. Errors: as calendar::LoadZone.
  static absl::StatusOr<LocalTime> Load(std::string_view zone_name);

  const std::string& zone_name() const { return zone_.name(); }

  // The instant meant by a time, the time before being `after_ms`: a relative time counts from it;
  // a time of day is its first occurrence that is not before it; a date stands for itself. A time
  // that clocks skip is taken as in policies, with the offset before the gap.
  int64_t Resolve(const TimeText& time, int64_t after_ms) const;

  // The instants that a time beside an event may mean: on the day of `reference_ms` if it has no
  // date. Two where clocks show it twice.
  std::vector<int64_t> Candidates(const TimeText& time, int64_t reference_ms) const;

  // The shortest text from which Candidates(_, reference_ms) finds the instant: "21:04",
  // "21:04:30.250", "2027-02-07T08:00"; with the UTC offset for the second of two equal readings.
  std::string Format(int64_t at_ms, int64_t reference_ms) const;

  // "2027-02-06" and "20:59", "20:59:30", ...
  std::string FormatDate(int64_t at_ms) const;
  std::string FormatTimeOfDay(int64_t at_ms) const;

  // What is odd about the clocks on the day of an instant: "clocks go forward 02:00-03:00 that
  // day". Empty on other days.
  Words OddityOfDay(int64_t at_ms) const;

 private:
  std::vector<int64_t> InstantsShowing(int64_t wall_ms) const;

  calendar::Zone zone_;
};

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_LOCAL_TIME_H_
