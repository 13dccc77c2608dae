#ifndef WAYPOST_LIB_ENGINE_OPEN_PERIOD_H_
#define WAYPOST_LIB_ENGINE_OPEN_PERIOD_H_

#include <cstdint>
#include <string>

#include "lib/engine/symbol_pool.h"
#include "lib/policy/tables.h"
#include "lib/sla/attainment.h"

namespace waypost::engine {

// A period that runs, of a target that promises something of all its cycles together. It begins
// with the first cycle that ends in it, and keeps its policy version alive.
struct OpenPeriod {
  uint8_t version = 0;
  uint16_t target = 0;
  int64_t begin_ms = 0;
  int64_t end_ms = 0;  // not included; reported one millisecond before
  sla::PeriodTally tally;
  bool alarmed = false;  // it has been reported as at risk
};

// The same for people.
struct PeriodFigures {
  std::string label;
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
  sla::PeriodTally tally;
  policy::Attainment promised;
  policy::Metric metric = policy::Metric::kFirstReply;
  Symbol milestone = 0;
  Symbol sla = 0;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_OPEN_PERIOD_H_
