#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_STATISTICS_VIEW_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_STATISTICS_VIEW_H_

#include "waypost/statistics.h"

namespace waypost::python {

// Statistics as Python holds them; never changed.
struct StatisticsView {
  SlaStatistics statistics;
};

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_STATISTICS_VIEW_H_
