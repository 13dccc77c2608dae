#ifndef WAYPOST_LIB_SCENARIO_COVERING_STEPS_H_
#define WAYPOST_LIB_SCENARIO_COVERING_STEPS_H_

#include <string>
#include <vector>

#include "lib/base/words.h"
#include "waypost/coverage.h"
#include "waypost/policy.h"

namespace waypost::scenario {

// How a scenario may come to a place that none has come to.
struct CoveringSteps {
  testing::CoveragePoint place;
  bool value = true;  // of a part of a condition: what it has never been

  // Steps of a scenario of this policy, a line each; they have been tried on an empty desk, and
  // the place is covered. Empty: none were found.
  std::string steps;
  Words why_not;  // then
};

// Looks for a ticket for each of the places that are not covered. A part of a condition that has
// been neither true nor false is there twice.
//
// Shape:   a proof (docs/proofs.md) gives a ticket that the rule takes, or for which the part has
//          the value; where that alone does not do, time goes by too, so that tickets widen, and
//          promises and the chains that listen to them run out.
// Errors:  places that the policy does not have are left out.
// Cost:    that of compiling the policy, then up to a second for each place; at most 200 are
//          looked at, the others say so.
std::vector<CoveringSteps> CoverWhatIsMissing(const Policy& policy,
                                              const std::vector<testing::CoveragePoint>& places);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_COVERING_STEPS_H_
