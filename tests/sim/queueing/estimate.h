#ifndef WAYPOST_TESTS_SIM_QUEUEING_ESTIMATE_H_
#define WAYPOST_TESTS_SIM_QUEUEING_ESTIMATE_H_

#include "absl/types/span.h"

namespace waypost::queueing {

// A mean of values that depend on those before them, and how sure it is.
struct Estimate {
  double mean = 0;
  double error = 0;  // standard error
};

// By the means of thirty batches, each far longer than the memory of the system: those are as good
// as independent. The first tenth of the values is warm-up and does not count.
Estimate MeanOf(absl::Span<const float> values);

}  // namespace waypost::queueing

#endif  // WAYPOST_TESTS_SIM_QUEUEING_ESTIMATE_H_
