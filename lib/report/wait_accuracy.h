#ifndef WAYPOST_LIB_REPORT_WAIT_ACCURACY_H_
#define WAYPOST_LIB_REPORT_WAIT_ACCURACY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "lib/base/report_table.h"
#include "waypost/engine.h"
#include "waypost/v1/event.pb.h"

namespace waypost::report {

// What a ticket is told when it has come to wait.
struct EstimatedWait {
  std::string_view ticket_id;
  int64_t at_ms = 0;
  int64_t wait_ms = 0;  // -1: nothing can be said
};

// Told of each ticket that comes to wait when it is opened, adopted or split off, or when a bot
// lets go of it.
using WaitSink = absl::FunctionRef<void(const EstimatedWait& wait)>;

// The estimate of a ticket that waits. Nothing if it does not wait, or if the policy counts nothing
// to estimate from (Work.estimate_from).
//
// Cost: that of Engine::EstimateWait.
std::optional<EstimatedWait> EstimateOf(const Engine& engine, std::string_view ticket_id);

// How far one way of telling waits was off.
struct WaitError {
  int64_t median_ms = 0;  // half of the tickets were told no farther off
  int64_t mean_ms = 0;    // mean absolute error
  uint64_t close = 0;     // tickets told within a quarter of their wait, or within one minute
};

// How good the estimates of a run were.
struct WaitAccuracy {
  uint64_t waiting = 0;   // tickets that came to wait when opened or left by a bot
  uint64_t untold = 0;    // of these: nothing could be said
  uint64_t unserved = 0;  // of those told: nobody was asked to take them before they ended
  uint64_t compared = 0;  // all others
  // Of those compared.
  int64_t mean_wait_ms = 0;
  WaitError estimate;
  WaitError mean;  // if all had been told the mean, which nobody knows before
};

// Compares estimates with what became of them.
//
// Shape:   a wait ends when somebody is first asked to take the ticket, or given it; at the very
//          instant it began, it was none. One whose ticket ends before was not served; who opens
//          it again begins another. What comes back later does not count.
// Threads: none.
// Cost:    O(1) an event; about 100 bytes a ticket that waits and is told something.
class WaitRecorder {
 public:
  void operator()(const EstimatedWait& wait);
  void operator()(const v1::Event& event);

  WaitAccuracy Finish() const;

 private:
  struct Told {
    int64_t at_ms = 0;
    int64_t wait_ms = 0;
  };
  struct Wait {
    int64_t told_ms = 0;
    int64_t waited_ms = 0;
  };

  void EndUnserved(const v1::Event& event);

  uint64_t untold_ = 0;                          // of those that ended
  uint64_t unserved_ = 0;                        // likewise
  uint64_t open_untold_ = 0;                     // of those that did not
  absl::flat_hash_map<std::string, Told> open_;  // looked up only
  std::vector<Wait> ended_;
};

// A table of them: the estimate, then the mean. Without rows if none was compared.
ReportTable WaitTable(const WaitAccuracy& accuracy);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_WAIT_ACCURACY_H_
