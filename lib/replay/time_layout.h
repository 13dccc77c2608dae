#ifndef WAYPOST_LIB_REPLAY_TIME_LAYOUT_H_
#define WAYPOST_LIB_REPLAY_TIME_LAYOUT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace waypost::replay {

// How a log writes its times: the fields %d %m %Y %H %M %S of strptime, %f for the digits of a
// fraction of a second, and literal characters ("%%" is a percent sign).
class TimeLayout {
 public:
  // A layout that reads nothing.
  TimeLayout() = default;

  // Errors: InvalidArgument with a sentence: an unknown field, one given twice, no day, month or
  //         year.
  static absl::StatusOr<TimeLayout> Compile(std::string_view layout);

  // Reads a wall time, milliseconds from 1970-01-01 00:00 to that reading of the wall clock.
  //
  // Shape:  numbers have one or two digits, the year four, a fraction one to nine, of which three
  //         count; what the layout leaves out is 0. The whole text must fit.
  // Errors: nothing for text of another shape, a date that does not exist, years outside of 1970
  //         to 2200.
  std::optional<int64_t> Parse(std::string_view text) const;

 private:
  struct Piece {
    char field;  // one of "dmYHMSf"; 0 for a literal
    char literal;
  };
  std::vector<Piece> pieces_;
};

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_TIME_LAYOUT_H_
