#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_REPLAY_VIEW_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_REPLAY_VIEW_H_

#include <cstdint>
#include <memory>
#include <string>

#include "bindings/python/native/table.h"
#include "lib/report/classification_change.h"
#include "waypost/comparison.h"
#include "waypost/statistics.h"

namespace waypost::python {

// What a replay came to.
struct ReplayView {
  SharedTable tickets, clocks, kinds;
  SlaStatistics statistics;
  report::FirstClassifications classified;
  OutcomeRecorder outcomes;
  std::string text;
  std::string policy_name;
  std::string source;  // of the log
  uint64_t policy_fingerprint = 0;
  uint64_t log_digest = 0;
  uint64_t event_digest = 0;
  uint64_t state_digest = 0;
  uint64_t commands = 0;
  uint64_t events = 0;
};
using SharedReplay = std::shared_ptr<const ReplayView>;

// For Python: pybind11 holds no pointers to const.
struct ReplayHolder {
  SharedReplay replay;
};

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_REPLAY_VIEW_H_
