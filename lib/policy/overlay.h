#ifndef WAYPOST_LIB_POLICY_OVERLAY_H_
#define WAYPOST_LIB_POLICY_OVERLAY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/source_span.h"
#include "lib/policy/table_index.h"

namespace waypost::policy {

enum class QueueOrder : uint8_t {
  kPriority,
  kFirstCome,
  kEarliestDeadline,
  kLiveDeadlineFirst,
  kWeightedWait,
  kPriorityThenDeadline
};

// Whether a ticket's place follows from when its clocks are due.
inline bool GoesByDeadlines(QueueOrder order) {
  return order == QueueOrder::kEarliestDeadline || order == QueueOrder::kLiveDeadlineFirst ||
         order == QueueOrder::kPriorityThenDeadline;
}

// How many event modes a policy has at most: a ticket remembers them as bits.
inline constexpr size_t kMostOverlays = 32;

// Other hours of a shift.
struct OverlayShift {
  uint16_t shift = 0;     // index into Tables::calendars
  uint16_t calendar = 0;  // likewise
};

// Other settings of a queue.
struct OverlayQueue {
  uint16_t queue = 0;         // index into Tables::queues
  uint16_t calendar = kNone;  // kNone: as it was, likewise below
  std::optional<QueueOrder> order;
  int64_t offer_timeout_ms = 0;  // 0
};

// An event mode: what is otherwise while it is in force. Of two, the later decides.
struct Overlay {
  Name id = 0;
  std::string label;
  bool dated = false;  // in force during [from_ms, to_ms)
  int64_t from_ms = 0;
  int64_t to_ms = 0;
  uint16_t calendar = kNone;      // in force while it is open
  uint16_t capacity_percent = 0;  // of agents; 0: as it was
  std::vector<OverlayShift> shifts;
  std::vector<OverlayQueue> queues;
  SourceSpan span;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_OVERLAY_H_
