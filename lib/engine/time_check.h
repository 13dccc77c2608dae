#ifndef WAYPOST_LIB_ENGINE_TIME_CHECK_H_
#define WAYPOST_LIB_ENGINE_TIME_CHECK_H_

#include <cstdint>

#include "lib/base/compact_time.h"
#include "lib/base/words.h"

namespace waypost::engine {

// Errors: InvalidArgument: no instant that the engine can tell.
inline absl::Status CheckInstant(int64_t now_ms) {
  if (now_ms >= 0 && now_ms <= kLatestTimeMs) return absl::OkStatus();
  return InvalidArgument(Say({"time $0 is no time of the years 1970 to 9999 in milliseconds",
                              "时间 $0 不是 1970 到 9999 年之间以毫秒计的时间"},
                             now_ms));
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TIME_CHECK_H_
