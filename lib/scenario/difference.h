#ifndef WAYPOST_LIB_SCENARIO_DIFFERENCE_H_
#define WAYPOST_LIB_SCENARIO_DIFFERENCE_H_

#include <vector>

#include "absl/types/span.h"
#include "lib/scenario/expectation.h"
#include "waypost/v1/event.pb.h"

namespace waypost::scenario {

// One line of a comparison: an expectation that was met (both are set), one that was not (only
// `expected`), or an event that nobody expected (only `event`).
struct DifferenceLine {
  const Expectation* expected = nullptr;
  const v1::Event* event = nullptr;

  bool met() const { return expected != nullptr && event != nullptr; }
};

// Compares what was expected with what happened, both in order: as many expectations as possible
// are met.
//
// Cost: O(expected * events) once what is equal at both ends is taken off; beyond four million
//       pairs the middle is reported as all missing, then all unexpected.
std::vector<DifferenceLine> Compare(absl::Span<const Expectation> expected,
                                    absl::Span<const v1::Event> events);

// Everything was met and nothing unexpected happened.
bool AllMet(absl::Span<const DifferenceLine> lines);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_DIFFERENCE_H_
