#ifndef WAYPOST_LIB_BASE_COMPACT_TIME_H_
#define WAYPOST_LIB_BASE_COMPACT_TIME_H_

#include <cstdint>
#include <cstring>

namespace waypost {

// The last instant that commands and snapshots may speak of: 9999-12-31T23:59:59.999Z.
inline constexpr int64_t kLatestTimeMs = 253'402'300'799'999;

// An instant or a length of time, in milliseconds, in 6 bytes: an open ticket carries a dozen of
// them, and a desk a million tickets. Reads and is assigned like the int64_t that it stands for.
//
// Shape: [0, kLast], to the year 10889, and kNever. Time ends with the year 9999, so what falls
//        after kLast is kept as kNever: neither ever comes. Before 0: kept as 0.
class CompactTime {
 public:
  static constexpr int64_t kNever = INT64_MAX;
  static constexpr int64_t kLast = (int64_t{1} << 48) - 2;

  // Whether a time is kept exactly.
  static constexpr bool Holds(int64_t ms) { return (ms >= 0 && ms <= kLast) || ms == kNever; }

  CompactTime() : CompactTime(0) {}
  // Explicit, so that an expression of both types is one of int64_t.
  explicit CompactTime(int64_t ms) {
    const auto kept = static_cast<uint64_t>(ms > kLast ? kLast + 1 : ms < 0 ? 0 : ms);
    const auto low = static_cast<uint32_t>(kept);
    const auto high = static_cast<uint16_t>(kept >> 32);
    std::memcpy(parts_, &low, sizeof(low));
    parts_[2] = high;
  }
  CompactTime& operator=(int64_t ms) { return *this = CompactTime(ms); }

  // NOLINTNEXTLINE(google-explicit-constructor): it is that time
  operator int64_t() const {
    uint32_t low = 0;
    std::memcpy(&low, parts_, sizeof(low));
    const int64_t kept = int64_t{parts_[2]} << 32 | low;
    return kept > kLast ? kNever : kept;
  }

 private:
  uint16_t parts_[3];  // the lower 32 bits as the machine writes them, then the upper 16
};
static_assert(sizeof(CompactTime) == 6 && alignof(CompactTime) == 2);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_COMPACT_TIME_H_
